//! The type of a file, by its name.

use std::path::Path;

/// The value of `Content-Type`. Browsers insist on the right one for modules, style sheets and wasm.
pub fn of(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether compression pays: what is text, and wasm.
pub fn compresses(content_type: &str) -> bool {
    content_type.starts_with("text/")
        || matches!(
            content_type,
            "application/wasm" | "application/json" | "application/manifest+json" | "image/svg+xml"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_and_wasm_have_the_types_that_browsers_insist_on() {
        assert_eq!(of(Path::new("js/boot.mjs")), "text/javascript; charset=utf-8");
        assert_eq!(of(Path::new("descent-web_bg.wasm")), "application/wasm");
        assert_eq!(of(Path::new("weights.bin")), "application/octet-stream");
    }

    #[test]
    fn pictures_are_not_compressed_twice() {
        assert!(compresses(of(Path::new("a.wasm"))) && compresses(of(Path::new("a.html"))));
        assert!(!compresses(of(Path::new("a.png"))) && !compresses(of(Path::new("a.woff2"))));
    }
}
