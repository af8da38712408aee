//! What is made of a race to be taken home and needs no race for it: animations from frames of pixels, and QR codes of links. For the
//! page and for the command line.

mod gif;
mod qr;
mod shots;
mod webm;

pub use self::gif::Gif;
pub use qr::Qr;
pub use shots::Shots;
pub use webm::Webm;
