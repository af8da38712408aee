//! The files of the site in memory, and the name of the folder that holds all but the pages.

use std::collections::BTreeMap;
use std::collections::btree_map;
use std::fs;
use std::path::{Component, Path};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::{files_below, site_path};

/// How the hashed folder's name begins; its twelve hexadecimal digits follow.
const PREFIX: &str = "app-";
const DIGITS: usize = 12;

/// Whether a path of the site lies in a folder that is named by its content.
pub fn is_asset_folder(path: &Path) -> bool {
    let Some(Component::Normal(first)) = path.components().next() else { return false };
    first
        .to_str()
        .and_then(|name| name.strip_prefix(PREFIX))
        .is_some_and(|hash| hash.len() == DIGITS && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Files by their path in the site.
#[derive(Clone, Debug, Default)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Reads every file below a folder.
    pub fn read(folder: &Path) -> Result<Self> {
        files_below(folder)?
            .into_iter()
            .map(|file| {
                let bytes = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
                Ok((site_path(folder, &file), bytes))
            })
            .collect::<Result<_>>()
            .map(Self)
    }

    /// The files that belong on a host: no tests and no declarations.
    pub fn published(self) -> impl Iterator<Item = (String, Vec<u8>)> {
        self.0.into_iter().filter(|(path, _)| !path.ends_with(".test.mjs") && !path.ends_with(".d.ts"))
    }

    /// The content of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: String, bytes: Vec<u8>) {
        self.0.insert(path, bytes);
    }

    /// All files, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// A name that changes with any name or content in these files.
    pub fn folder_name(&self) -> String {
        let mut hash = Sha256::new();
        for (path, bytes) in &self.0 {
            for part in [path.as_bytes(), bytes] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
        }
        let digits = hash.finalize().iter().take(DIGITS / 2).map(|byte| format!("{byte:02x}")).collect::<String>();
        format!("{PREFIX}{digits}")
    }

    /// Makes `folder` hold exactly these files. Pages come last and old files go after them, so that a server of
    /// the folder never gives out a page whose files are not there.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let (pages, assets): (Vec<_>, Vec<_>) = self.0.iter().partition(|(path, _)| path.ends_with(".html"));
        for (path, bytes) in assets.into_iter().chain(pages) {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().unwrap_or(folder))?;
            fs::write(&file, bytes).with_context(|| format!("{} cannot be written", file.display()))?;
        }
        for file in files_below(folder)? {
            if !self.0.contains_key(&site_path(folder, &file)) {
                fs::remove_file(&file).with_context(|| format!("{} cannot be removed", file.display()))?;
                let empty_ones = file.ancestors().skip(1).take_while(|parent| *parent != folder);
                let _ = empty_ones.map(fs::remove_dir).take_while(Result::is_ok).count();
            }
        }
        Ok(())
    }
}

impl FromIterator<(String, Vec<u8>)> for Files {
    fn from_iter<I: IntoIterator<Item = (String, Vec<u8>)>>(files: I) -> Self {
        Self(files.into_iter().collect())
    }
}

impl IntoIterator for Files {
    type Item = (String, Vec<u8>);
    type IntoIter = btree_map::IntoIter<String, Vec<u8>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_leaves_exactly_these_files() {
        let folder = std::env::temp_dir().join(format!("descent-dist-{}", std::process::id()));
        let files = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), b"x".to_vec())).collect::<Files>();
        files(&["index.html", "app-000000000000/js/a.mjs", "app-000000000000/style.css"]).write(&folder).unwrap();
        files(&["index.html", "app-111111111111/js/a.mjs"]).write(&folder).unwrap();
        let left: Vec<_> = Files::read(&folder).unwrap().into_iter().map(|(path, _)| path).collect();
        assert_eq!(left, ["app-111111111111/js/a.mjs", "index.html"]);
        assert!(!folder.join("app-000000000000").exists());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn only_our_own_hashed_folder_is_kept_for_ever() {
        assert!(is_asset_folder(Path::new("app-0123456789ab/js/boot.mjs")));
        for other in ["index.html", "app-data/x.csv", "lessons/app-0123456789ab/x", ""] {
            assert!(!is_asset_folder(Path::new(other)), "{other}");
        }
    }
}
