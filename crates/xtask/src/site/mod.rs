//! The finished page: compiled by Trunk, put into a folder named by its content, weighed.

mod assets;
mod checks;
mod minify;
mod modules;
mod networks;
mod notes;
mod page;
mod panics;
mod split;
mod trunk;
mod variants;
mod weight;
mod worker;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

pub use assets::is_asset_folder;
pub use networks::for_bench;
pub use weight::compress;

use crate::setup::{self, Need};
use crate::{project, site::assets::Files};

/// What the page may do, in one place: the build writes it into every page, the server sends it as a header.
/// No `frame-ancestors`, so that course notes can embed the page; `default-src` covers what is not named.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                          img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; frame-src 'self'; \
                          worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// What other pages name for years stands beside the pages, under names that stay.
const FIXED: &[&str] = &["descent-lab.js", worker::FILE];

/// What a build needs.
pub const NEEDS: &[Need] = &[Need::WasmTarget, Need::Trunk, Need::Packages];

/// How the module is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Small and fast, as it is published.
    Release,
    /// With checks and names, quickly compiled; its weight does not matter.
    Debug,
}

/// `cargo xtask build`: installs what is missing, builds, and refuses what is too heavy.
pub fn build_with_setup(profile: Profile, home: Option<&str>) -> Result<()> {
    setup::ensure(NEEDS)?;
    build_for(profile, home)?;
    if home.is_none() {
        println!("Previews in other places want whole addresses: --home https://… says where the site will be.");
    }
    match profile {
        Profile::Release => check_weight(),
        Profile::Debug => Ok(()),
    }
}

/// Leaves the finished page in dist/ and says what it weighs.
pub fn build(profile: Profile) -> Result<()> {
    build_for(profile, None)
}

/// The same for a site whose address is known.
fn build_for(profile: Profile, home: Option<&str>) -> Result<()> {
    let mut files = Files::read(&trunk::compile(profile)?)?;
    networks::compile(&mut files, profile)?;
    variants::derive(&mut files)?;
    let beside = notes::write(&mut files, home)?;
    keep_declarations(&files)?;
    split::split(&mut files, profile)?;
    let graph = modules::Graph::read(&files)?;
    if profile == Profile::Release {
        minify::minify(&mut files)?;
    }
    let mut site = assemble(files, &graph)?;
    for (path, bytes) in beside {
        site.insert(path, bytes);
    }
    site.write(&project::dist())?;
    println!("\n{}", weight::weigh(&site));
    Ok(())
}

/// An error when the page in dist/ is heavier than it may be.
pub fn check_weight() -> Result<()> {
    weight::weigh(&Files::read(&project::dist())?).check()
}

/// What dist/ weighs on the wire: the first plot, and everything.
pub fn weight_of_dist() -> Result<(usize, usize)> {
    let report = weight::weigh(&Files::read(&project::dist())?);
    Ok((report.first_plot(), report.site()))
}

/// Moves all but the pages and what is fixed into the hashed folder and lets the pages point there.
fn assemble(files: Files, graph: &modules::Graph) -> Result<Files> {
    let (pages, others): (Vec<_>, Vec<_>) = files.published().partition(|(path, _)| path.ends_with(".html"));
    let (fixed, assets): (Vec<_>, Vec<_>) = others.into_iter().partition(|(path, _)| FIXED.contains(&path.as_str()));
    let assets = Files::from_iter(assets);
    let folder = assets.folder_name();
    let mut site = Files::from_iter(assets.iter().map(|(path, bytes)| (format!("{folder}/{path}"), bytes.to_vec())));
    for (path, bytes) in fixed {
        site.insert(path, bytes);
    }
    for (path, bytes) in pages {
        let source = String::from_utf8(bytes).with_context(|| format!("{path} is not UTF-8"))?;
        checks::page(&path, &source)?;
        site.insert(path.clone(), page::finish(&path, &source, &folder, &assets, graph)?.into_bytes());
    }
    worker::tell(&mut site)?;
    Ok(site)
}

/// Puts the module's declarations where the type check of the JavaScript looks for them.
fn keep_declarations(files: &Files) -> Result<()> {
    let (folder, sources) = (project::types(), project::root().join("www"));
    fs::create_dir_all(&folder)?;
    let generated = |path: &str| path.ends_with(".d.ts") && !sources.join(path).exists();
    for (path, bytes) in files.iter().filter(|(path, _)| generated(path)) {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap_or(&folder))?;
        fs::write(&file, bytes).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    Ok(())
}

/// A path inside the site, always with slashes.
fn site_path(root: &Path, file: &Path) -> String {
    let parts = file.strip_prefix(root).unwrap_or(file).components();
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The file that `relative` names, seen from the file `from`; nothing when it leads out of the site.
fn resolved(from: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// Every file below a folder.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(head: &str) -> String {
        format!(
            "<!doctype html><html><head><meta http-equiv=\"Content-Security-Policy\" content=\"\">{head}</head>\
             <body></body></html>"
        )
    }

    fn gathered() -> Files {
        Files::from_iter([
            ("descent-web.js".to_owned(), b"export default 1".to_vec()),
            ("descent-web.d.ts".to_owned(), b"export {}".to_vec()),
            ("style.css".to_owned(), b"p{}".to_vec()),
            ("js/boot.mjs".to_owned(), b"import load from '../descent-web.js'\nimport './words.mjs'\n".to_vec()),
            ("js/words.mjs".to_owned(), b"export const x = 1".to_vec()),
            ("descent-lab.js".to_owned(), b"customElements".to_vec()),
            ("js/words.test.mjs".to_owned(), b"import './words.mjs'".to_vec()),
            (
                "index.html".to_owned(),
                page(
                    "<link rel=\"stylesheet\" href=\"style.css\"><script type=\"module\" src=\"js/boot.mjs\"></script>",
                )
                .into_bytes(),
            ),
            (
                "lessons/one.html".to_owned(),
                page(
                    "<script type=\"module\" src=\"../js/boot.mjs\"></script>\
                     <script src=\"../descent-lab.js\" defer></script>",
                )
                .into_bytes(),
            ),
        ])
    }

    fn assembled(files: Files) -> Result<Files> {
        let graph = modules::Graph::read(&files)?;
        assemble(files, &graph)
    }

    #[test]
    fn pages_point_into_one_folder_named_by_its_content() {
        let site = assembled(gathered()).unwrap();
        let folder = site.iter().find_map(|(path, _)| path.strip_suffix("/style.css")).unwrap().to_owned();
        assert!(is_asset_folder(Path::new(&folder)), "{folder}");
        let text = |path| std::str::from_utf8(site.get(path).unwrap()).unwrap();
        assert!(text("index.html").contains(&format!("href=\"{folder}/style.css\"")), "{}", text("index.html"));
        assert!(text("index.html").contains(&format!("content=\"{POLICY}\"")));
        assert!(text("lessons/one.html").contains(&format!("src=\"../{folder}/js/boot.mjs\"")));
        // What course notes name keeps its name.
        assert!(text("lessons/one.html").contains("src=\"../descent-lab.js\""));
        assert!(site.get("descent-lab.js").is_some());
        // What boot.mjs imports is asked for at once, not one file after the other.
        for module in ["descent-web.js", "js/words.mjs"] {
            let link = format!("<link rel=\"modulepreload\" href=\"{folder}/{module}\">");
            assert_eq!(text("index.html").matches(&link).count(), 1, "{module}");
        }
    }

    #[test]
    fn tests_and_declarations_are_not_published() {
        let site = assembled(gathered()).unwrap();
        assert!(!site.iter().any(|(path, _)| path.ends_with(".test.mjs") || path.ends_with(".d.ts")));
    }

    #[test]
    fn any_change_changes_the_folder() {
        let folder = |files: Files| Files::from_iter(files.published()).folder_name();
        let mut other = gathered();
        other.insert("js/words.mjs".to_owned(), b"export const x = 2".to_vec());
        assert_eq!(folder(gathered()), folder(gathered()));
        assert_ne!(folder(gathered()), folder(other));
    }

    #[test]
    fn a_page_that_names_a_missing_file_is_refused() {
        let mut files = gathered();
        files.insert("index.html".to_owned(), page("<link rel=\"stylesheet\" href=\"stile.css\">").into_bytes());
        let message = format!("{:#}", assembled(files).unwrap_err());
        assert!(message.contains("index.html") && message.contains("stile.css"), "{message}");
    }

    #[test]
    fn relative_paths_stay_inside() {
        assert_eq!(resolved("js/boot.mjs", "../descent-web.js").as_deref(), Some("descent-web.js"));
        assert_eq!(resolved("index.html", "./js/a.mjs").as_deref(), Some("js/a.mjs"));
        assert_eq!(resolved("index.html", "../secret"), None);
    }
}
