//! What the site weighs on the wire, and whether that is little enough.

use std::fmt;
use std::io::Write;

use anyhow::{Result, bail};

use super::assets::{Files, is_asset_folder};
use super::{networks, notes, page};

/// Everything that is fetched until the first plot is seen, compressed.
const FIRST_PLOT_LIMIT: usize = 150_000;
/// The whole site: all that the plane's page and its frames can load. The page of networks, the pages to read and the pictures are weighed by themselves.
const SITE_LIMIT: usize = 439_000;
/// The page of networks and the module in its two builds, of which a browser fetches one.
const NETWORKS_LIMIT: usize = 649_000;
/// The pages to read: lessons, gallery, recipes. Nobody fetches them all.
const READING_LIMIT: usize = 80_000;
/// The pictures of experiments, fetched one by one as they come into sight, and what only other sites ask for.
const PREVIEWS_LIMIT: usize = 9_000_000;
/// As hosts compress what is published once and read often.
pub const BEST_QUALITY: u32 = 11;

/// The compressed size of every file.
pub struct Report {
    files: Vec<Weighed>,
    /// What the first plot in a frame takes.
    frame: usize,
}

struct Weighed {
    path: String,
    raw: usize,
    compressed: usize,
    first: bool,
    preview: bool,
    reading: bool,
    networks: bool,
}

/// Compresses as a server would.
pub fn compress(bytes: &[u8], quality: u32) -> Vec<u8> {
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 1 << 16, quality, 22);
    // Writing into memory cannot fail.
    let _ = writer.write_all(bytes);
    drop(writer);
    compressed
}

/// Weighs a finished site; the first plot takes what a page names, apart from what it names for later.
pub fn weigh(site: &Files) -> Report {
    let first = first_files(site, "index.html").unwrap_or_default();
    let framed = first_files(site, "embed.html").unwrap_or_default();
    let files: Vec<_> = site
        .iter()
        .map(|(path, bytes)| Weighed {
            path: path.to_owned(),
            raw: bytes.len(),
            // Pixels are compressed already.
            compressed: match path.ends_with(".webp") || path.ends_with(".png") {
                true => bytes.len(),
                false => compress(bytes, BEST_QUALITY).len().min(bytes.len()),
            },
            first: first.iter().any(|name| name == path),
            preview: notes::is_fixed(path),
            reading: notes::is_reading(path),
            networks: networks::is_own(path),
        })
        .collect();
    let frame = files.iter().filter(|file| framed.contains(&file.path)).map(|file| file.compressed).sum();
    Report { files, frame }
}

fn first_files(site: &Files, page: &str) -> Option<Vec<String>> {
    let source = std::str::from_utf8(site.get(page)?).ok()?;
    let named = page::named(page, source).ok()?;
    Some(named.modules.into_iter().chain(named.others).chain([page.to_owned()]).collect())
}

impl Report {
    /// The first plot.
    pub fn first_plot(&self) -> usize {
        self.files.iter().filter(|file| file.first).map(|file| file.compressed).sum()
    }

    /// Everything but the page of networks, pages to read and their pictures and previews.
    pub fn site(&self) -> usize {
        self.files
            .iter()
            .filter(|file| !file.preview && !file.reading && !file.networks)
            .map(|file| file.compressed)
            .sum()
    }

    /// The page of networks.
    pub fn networks(&self) -> usize {
        self.files.iter().filter(|file| file.networks).map(|file| file.compressed).sum()
    }

    /// The pages to read.
    pub fn reading(&self) -> usize {
        self.files.iter().filter(|file| !file.preview && file.reading).map(|file| file.compressed).sum()
    }

    /// Pictures and previews.
    pub fn previews(&self) -> usize {
        self.files.iter().filter(|file| file.preview).map(|file| file.compressed).sum()
    }

    /// An error when a limit is passed.
    pub fn check(&self) -> Result<()> {
        let sums = [
            ("the first plot", self.first_plot(), FIRST_PLOT_LIMIT),
            ("the first plot in a frame", self.frame, FIRST_PLOT_LIMIT),
            ("the site", self.site(), SITE_LIMIT),
            ("the page of networks", self.networks(), NETWORKS_LIMIT),
            ("what there is to read", self.reading(), READING_LIMIT),
            ("pictures and previews", self.previews(), PREVIEWS_LIMIT),
        ];
        for (what, sum, limit) in sums {
            if sum > limit {
                bail!("{what} weighs {sum} bytes compressed; at most {limit} are allowed");
            }
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:>9} {:>9}", "bytes", "brotli")?;
        for file in self.files.iter().filter(|file| !file.preview) {
            let mark = if file.first { "first plot" } else { "" };
            let name = shown(&file.path);
            writeln!(f, "{:>9} {:>9}  {name:<34} {mark}", file.raw, file.compressed)?;
        }
        let kilobytes = |bytes: usize| format!("{:.1} KB", bytes as f64 / 1000.0);
        write!(
            f,
            "first plot {} of {}, in a frame {}, whole site {} of {}, networks besides {} of {}, to read {} of {}, pictures and previews {} of {}",
            kilobytes(self.first_plot()),
            kilobytes(FIRST_PLOT_LIMIT),
            kilobytes(self.frame),
            kilobytes(self.site()),
            kilobytes(SITE_LIMIT),
            kilobytes(self.networks()),
            kilobytes(NETWORKS_LIMIT),
            kilobytes(self.reading()),
            kilobytes(READING_LIMIT),
            kilobytes(self.previews()),
            kilobytes(PREVIEWS_LIMIT)
        )
    }
}

/// The path without the hashed folder.
fn shown(path: &str) -> &str {
    match path.split_once('/') {
        Some((_, rest)) if is_asset_folder(std::path::Path::new(path)) => rest,
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(module_size: usize) -> Files {
        // Noise does not compress, so that sizes are what they look like.
        let mut state = 1_u32;
        let noise = (0..module_size).map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        });
        let page = "<link rel=modulepreload href=app-000000000000/b.mjs><script type=module src=app-000000000000/a.mjs></script>\
                    <link rel=later href=app-000000000000/later.mjs>";
        Files::from_iter([
            ("index.html".to_owned(), page.into()),
            ("app-000000000000/a.mjs".to_owned(), b"import './b.mjs'".to_vec()),
            ("app-000000000000/b.mjs".to_owned(), b"import('./later.mjs')".to_vec()),
            ("app-000000000000/later.mjs".to_owned(), noise.collect()),
        ])
    }

    #[test]
    fn the_first_plot_takes_what_the_page_does_not_name_for_later() {
        let report = weigh(&site(1000));
        let first: Vec<_> = report.files.iter().filter(|file| file.first).map(|file| shown(&file.path)).collect();
        assert_eq!(first, ["a.mjs", "b.mjs", "index.html"]);
        assert!(report.first_plot() < 200 && report.site() > 1000);
        report.check().unwrap();
    }

    #[test]
    fn a_site_that_is_too_heavy_is_refused() {
        let message = weigh(&site(SITE_LIMIT)).check().unwrap_err().to_string();
        assert!(message.starts_with("the site weighs"), "{message}");
        let mut site = site(FIRST_PLOT_LIMIT);
        let noise = site.get("app-000000000000/later.mjs").unwrap().to_vec();
        site.insert("app-000000000000/b.mjs".to_owned(), noise);
        let message = weigh(&site).check().unwrap_err().to_string();
        assert!(message.starts_with("the first plot weighs"), "{message}");
    }

    #[test]
    fn compression_is_undone_by_any_browser() {
        let bytes = b"the same words, the same words, the same words".repeat(20);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut compress(&bytes, 5).as_slice(), &mut back).unwrap();
        assert_eq!(back, bytes);
    }
}
