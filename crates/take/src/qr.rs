//! QR codes (ISO/IEC 18004) of links, as the path of a picture.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;
use wasm_bindgen::prelude::wasm_bindgen;

/// Empty modules around the code, as the standard asks for.
const QUIET: i32 = 4;

/// A code as a picture.
#[wasm_bindgen]
pub struct Qr {
    size: i32,
    path: String,
}

#[wasm_bindgen]
impl Qr {
    /// The code of a text; nothing where it is too long for one.
    #[must_use]
    pub fn of(text: &str) -> Option<Qr> {
        let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            let mut x = 0;
            while x < code.size() {
                let wide = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
                if wide > 0 {
                    // Writing to a string cannot fail.
                    let _ = write!(path, "M{} {}h{wide}v1h-{wide}z", x + QUIET, y + QUIET);
                }
                x += wide.max(1);
            }
        }
        Some(Qr { size: code.size() + 2 * QUIET, path })
    }

    /// How many modules it is wide and high, the margin included.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn size(&self) -> i32 {
        self.size
    }

    /// The dark modules as the `d` of an SVG path.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn path(&self) -> String {
        self.path.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_link_makes_a_small_code_and_a_huge_one_none() {
        let code = Qr::of("https://example.org/descent/#v=1&f=rosenbrock&o=adam~rate=0.1").unwrap();
        assert!((29..60).contains(&code.size()) && code.path().starts_with("M4 4h7v1h-7z"), "{}", code.path());
        assert!(Qr::of(&"x".repeat(3000)).is_none());
    }
}
