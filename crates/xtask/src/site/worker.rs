//! The worker that keeps the site for times without a network is told which version it is of and which files that has.

use anyhow::Result;

use super::assets::Files;
use super::networks;

/// Where it stands: beside the pages, since a worker has no say above its own folder.
pub const FILE: &str = "sw.js";

/// Pictures are kept by nobody who has not seen them.
const LEFT_OUT: [&str; 4] = [".png", ".gif", ".jpg", ".webp"];

/// Writes the version and the files before the worker's own text.
pub fn tell(site: &mut Files) -> Result<()> {
    let Some(text) = site.get(FILE).map(<[u8]>::to_vec) else { return Ok(()) };
    let version = site.folder_name();
    let kept = site
        .iter()
        .map(|(path, _)| path)
        .filter(|path| *path != FILE && !LEFT_OUT.iter().any(|end| path.ends_with(end)));
    // A folder is its index.
    let address = |path: &str| format!("./{}", path.strip_suffix("index.html").unwrap_or(path));
    // The page of networks is heavy: whoever opens it keeps it.
    let (seen, files): (Vec<_>, Vec<_>) = kept.partition(|path| networks::is_own(path));
    let [files, seen] = [files, seen].map(|list| list.into_iter().map(address).collect::<Vec<_>>());
    let told = serde_json::json!({ "version": version, "files": files, "seen": seen });
    let mut whole = format!("self.DESCENT={told};\n").into_bytes();
    whole.extend(text);
    site.insert(FILE.to_owned(), whole);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(page: &str) -> String {
        let mut site = Files::from_iter([
            (FILE.to_owned(), b"work()".to_vec()),
            ("index.html".to_owned(), page.into()),
            ("lessons/index.html".to_owned(), Vec::new()),
            ("gallery/valley.png".to_owned(), Vec::new()),
            ("app-000000000000/style.css".to_owned(), Vec::new()),
            ("app-000000000000/js/network/boot.mjs".to_owned(), Vec::new()),
            ("network.html".to_owned(), Vec::new()),
        ]);
        tell(&mut site).unwrap();
        String::from_utf8(site.get(FILE).unwrap().to_vec()).unwrap()
    }

    #[test]
    fn the_worker_knows_all_files_but_itself_and_pictures() {
        let text = told("<p>");
        assert!(text.contains("[\"./app-000000000000/style.css\",\"./\",\"./lessons/\"]"), "{text}");
        assert!(text.contains("\"seen\":[\"./app-000000000000/js/network/boot.mjs\",\"./network.html\"]"), "{text}");
        assert!(text.ends_with("work()"));
    }

    #[test]
    fn another_page_is_another_version() {
        assert_ne!(told("<p>one"), told("<p>two"));
        assert_eq!(told("<p>one"), told("<p>one"));
    }
}
