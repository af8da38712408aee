//! Which file answers an address, and with what headers.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use sha2::{Digest, Sha256};

use super::mime;
use crate::site::{POLICY, compress, is_asset_folder};

/// Strong enough to be close to what a host sends, fast enough not to be felt on the first request.
const BROTLI_QUALITY: u32 = 5;

/// A folder of finished files below a path.
pub struct Site {
    folder: PathBuf,
    base: String,
    /// Compressed files of the hashed folder: their names change with their content, so they never grow stale.
    compressed: Mutex<HashMap<PathBuf, Vec<u8>>>,
}

/// What is sent back.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// A plain sentence instead of a file.
    pub fn refusal(status: u16, sentence: &str) -> Self {
        Self {
            status,
            headers: vec![("Content-Type", "text/plain; charset=utf-8".to_owned())],
            body: format!("{sentence}\n").into_bytes(),
        }
    }

    fn redirect(to: String) -> Self {
        Self { headers: vec![("Location", to)], ..Self::refusal(301, "It is one slash further.") }
    }
}

impl Site {
    /// Serves `folder` below `base`, which has a slash at both ends.
    pub fn new(folder: PathBuf, base: String) -> Self {
        Self { folder, base, compressed: Mutex::default() }
    }

    /// The path below which the page stands.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The answer to an address for somebody who may have the file already, under the tag `known`.
    pub fn answer_anew(&self, path: &str, query: Option<&str>, brotli: bool, known: Option<&str>) -> Answer {
        let mut answer = self.answer(path, query, brotli);
        let tag = answer.headers.iter().find(|(name, _)| *name == "ETag").map(|(_, tag)| tag.as_str());
        if tag.is_some() && tag == known {
            answer.status = 304;
            answer.headers.retain(|(name, _)| !matches!(*name, "Content-Type" | "Content-Encoding"));
            answer.body.clear();
        }
        answer
    }

    /// The answer to an address.
    pub fn answer(&self, path: &str, query: Option<&str>, brotli: bool) -> Answer {
        let with_query = |path: String| query.map_or(path.clone(), |query| format!("{path}?{query}"));
        let Some(rest) = path.strip_prefix(&self.base) else {
            return if format!("{path}/") == self.base {
                Answer::redirect(with_query(self.base.clone()))
            } else {
                Answer::refusal(404, &format!("Nothing is served here; the page is at {}", self.base))
            };
        };
        let Some(mut file) = self.resolve(rest) else { return Answer::refusal(404, "There is no such file.") };
        if file.is_dir() {
            if !path.ends_with('/') {
                return Answer::redirect(with_query(format!("{path}/")));
            }
            file.push("index.html");
        }
        match fs::read(&file) {
            Ok(bytes) => self.file(&file, bytes, brotli),
            Err(_) => Answer::refusal(404, "There is no such file."),
        }
    }

    /// The file that a decoded path names, unless it leads out of the folder.
    fn resolve(&self, path: &str) -> Option<PathBuf> {
        let path = decoded(path)?;
        let plain = |part: &&str| !matches!(*part, "" | ".");
        let mut file = self.folder.clone();
        for part in path.split('/').filter(plain) {
            if part == ".." || part.contains(['\\', ':', '\0']) {
                return None;
            }
            file.push(part);
        }
        Some(file)
    }

    fn file(&self, file: &Path, bytes: Vec<u8>, brotli: bool) -> Answer {
        let content_type = mime::of(file);
        let lasts = file.strip_prefix(&self.folder).is_ok_and(is_asset_folder);
        let mut headers = vec![
            ("Content-Type", content_type.to_owned()),
            ("Cache-Control", if lasts { "public, max-age=31536000, immutable" } else { "no-cache" }.to_owned()),
            ("Content-Security-Policy", POLICY.to_owned()),
            ("X-Content-Type-Options", "nosniff".to_owned()),
            ("Referrer-Policy", "no-referrer".to_owned()),
        ];
        if !lasts {
            headers.push(("ETag", tag(&bytes, brotli)));
        }
        let body = if mime::compresses(content_type) {
            headers.push(("Vary", "Accept-Encoding".to_owned()));
            if brotli {
                headers.push(("Content-Encoding", "br".to_owned()));
                if lasts { self.kept(file, &bytes) } else { compress(&bytes, BROTLI_QUALITY) }
            } else {
                bytes
            }
        } else {
            bytes
        };
        Answer { status: 200, headers, body }
    }

    fn kept(&self, file: &Path, bytes: &[u8]) -> Vec<u8> {
        let mut kept = self.compressed.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        kept.entry(file.to_path_buf()).or_insert_with(|| compress(bytes, BROTLI_QUALITY)).clone()
    }
}

/// A name for a content as it is sent.
fn tag(bytes: &[u8], brotli: bool) -> String {
    let hash = Sha256::digest(bytes);
    let digits: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{digits}{}\"", if brotli { "-br" } else { "" })
}

/// `%41` → `A`; nothing where the result is not text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site of its own for each test, gone with the test.
    struct Temporary(PathBuf);

    impl Temporary {
        fn new(name: &str) -> Self {
            let root = std::env::temp_dir().join(format!("descent-site-{name}-{}", std::process::id()));
            let assets = root.join("site/app-0123456789ab/js");
            fs::create_dir_all(&assets).unwrap();
            fs::create_dir_all(root.join("site/lessons")).unwrap();
            fs::write(root.join("site/index.html"), "<p>race").unwrap();
            fs::write(root.join("site/lessons/index.html"), "<p>lessons").unwrap();
            fs::write(assets.join("boot.mjs"), "export {}").unwrap();
            fs::write(root.join("secret.txt"), "outside").unwrap();
            Self(root)
        }

        fn site(&self, base: &str) -> Site {
            Site::new(self.0.join("site"), base.to_owned())
        }
    }

    impl Drop for Temporary {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
        answer.headers.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    #[test]
    fn pages_are_asked_for_again_and_assets_are_kept_for_ever() {
        let folder = Temporary::new("cache");
        let site = folder.site("/");
        let page = site.answer("/", Some("v=1&f=sixhump"), false);
        assert_eq!((page.status, page.body.as_slice()), (200, b"<p>race".as_slice()));
        assert_eq!(header(&page, "Cache-Control"), Some("no-cache"));
        assert_eq!(header(&page, "Content-Security-Policy"), Some(POLICY));
        let asset = site.answer("/app-0123456789ab/js/boot.mjs", None, true);
        assert_eq!(header(&asset, "Cache-Control"), Some("public, max-age=31536000, immutable"));
        assert_eq!(header(&asset, "Content-Encoding"), Some("br"));
    }

    #[test]
    fn a_page_that_has_not_changed_is_not_sent_again() {
        let folder = Temporary::new("tag");
        let site = folder.site("/");
        let page = site.answer_anew("/", None, false, None);
        let tag = header(&page, "ETag").unwrap().to_owned();
        let again = site.answer_anew("/", None, false, Some(&tag));
        assert_eq!((again.status, again.body.len()), (304, 0));
        fs::write(folder.0.join("site/index.html"), "<p>another").unwrap();
        let changed = site.answer_anew("/", None, false, Some(&tag));
        assert_eq!((changed.status, changed.body.as_slice()), (200, b"<p>another".as_slice()));
    }

    #[test]
    fn a_folder_is_its_index() {
        let folder = Temporary::new("folder");
        let site = folder.site("/notes/descent/");
        assert_eq!(site.answer("/notes/descent/lessons/", None, false).body, b"<p>lessons");
        let moved = site.answer("/notes/descent/lessons", Some("v=1"), false);
        assert_eq!((moved.status, header(&moved, "Location")), (301, Some("/notes/descent/lessons/?v=1")));
        assert_eq!(header(&site.answer("/notes/descent", None, false), "Location"), Some("/notes/descent/"));
        assert_eq!(site.answer("/", None, false).status, 404);
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let folder = Temporary::new("outside");
        let site = folder.site("/");
        for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/lessons/../../secret.txt", "/%zz"] {
            assert_eq!(site.answer(path, None, false).status, 404, "{path}");
        }
    }
}
