//! Pictures and animations of a race as pixels: the SVG picture, drawn by resvg with a font that comes along, so that they look the same
//! everywhere.

use descent_optim::experiment::Experiment;
use descent_optim::race::Race;
use descent_scene::picture;
use descent_take::{Gif, Shots};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use std::sync::{Arc, LazyLock};

/// The size of pictures in pixels.
pub const SIZE: (u32, u32) = (900, 620);
/// DejaVu Sans, the characters that plots have; fonts/LICENSE is its licence.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(include_bytes!("../fonts/DejaVuSans.ttf").to_vec());
    fonts.load_font_data(include_bytes!("../fonts/DejaVuSans-Bold.ttf").to_vec());
    fonts.set_sans_serif_family("DejaVu Sans");
    Arc::new(fonts)
});

/// The picture of an experiment, so many times as large.
fn pixels(experiment: &Experiment, race: &Race, scale: f32) -> Result<Pixmap, String> {
    let (width, height) = SIZE;
    let text = picture::svg(experiment, race, width, height);
    let options = Options { fontdb: Arc::clone(&FONTS), font_family: "DejaVu Sans".to_owned(), ..Options::default() };
    let tree = Tree::from_str(&text, &options).map_err(|error| format!("The picture cannot be drawn: {error}."))?;
    let large = |pixels: u32| (pixels as f32 * scale).round() as u32;
    let mut map = Pixmap::new(large(width), large(height)).ok_or("The picture is too large.")?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut map.as_mut());
    Ok(map)
}

/// The picture as a PNG file, twice as sharp as on paper.
///
/// # Errors
/// A sentence where it cannot be drawn.
pub fn png(experiment: &Experiment, race: &Race) -> Result<Vec<u8>, String> {
    pixels(experiment, race, 2.0)?.encode_png().map_err(|error| format!("The picture cannot be written: {error}."))
}

/// The race as a GIF animation.
///
/// # Errors
/// A sentence where it cannot be drawn.
pub fn gif(experiment: &Experiment, race: &Race) -> Result<Vec<u8>, String> {
    let shots = Shots::new(race.steps() as u32);
    let frame = |k: u32| {
        let shown = Experiment { k: Some(k), ..experiment.clone() };
        pixels(&shown, race, 1.0)
    };
    let end = frame(race.steps() as u32)?;
    // The last frame has every path: the palette is made of its colours.
    let mut made = Gif::new(SIZE.0 as u16, SIZE.1 as u16, end.data());
    for (i, k) in shots.steps().into_iter().enumerate() {
        let hundredths = (100.0 * shots.seconds(i as u32)).round();
        made.add(frame(k)?.data(), hundredths.max(2.0) as u16);
    }
    Ok(made.finish())
}
