//! Pictures and animations of a race as pixels: the SVG picture, drawn by resvg with a font that comes along, so that they look the same
//! everywhere.

use descent_optim::experiment::Experiment;
use descent_optim::race::Race;
use descent_scene::picture;
use descent_take::Gif;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use std::sync::{Arc, LazyLock};

/// The size of pictures in pixels.
pub const SIZE: (u32, u32) = (900, 620);
/// Frames a second, and the most of them; the page's animations have as many.
const RATE: f64 = 20.0;
const MOST: usize = 240;
/// How long an animation takes at most, in seconds; short ones go at so many steps a second. The last frame stays for `REST`.
const SECONDS: f64 = 8.0;
const LEAST: f64 = 8.0;
const REST: f64 = 1.5;

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

/// The steps of an animation, evenly spread, and how many of them come in a second.
fn shots(last: usize) -> (Vec<usize>, f64) {
    let seconds = (last as f64 / LEAST).clamp(0.5, SECONDS);
    let count = last.min(MOST).min((seconds * RATE).round() as usize).max(1);
    ((0..=count).map(|i| (i * last + count / 2) / count).collect(), count as f64 / seconds)
}

/// The race as a GIF animation.
///
/// # Errors
/// A sentence where it cannot be drawn.
pub fn gif(experiment: &Experiment, race: &Race) -> Result<Vec<u8>, String> {
    let (steps, rate) = shots(race.steps());
    let frame = |k: usize| {
        let shown = Experiment { k: Some(k as u32), ..experiment.clone() };
        pixels(&shown, race, 1.0)
    };
    let end = frame(race.steps())?;
    // The last frame has every path: the palette is made of its colours.
    let mut made = Gif::new(SIZE.0 as u16, SIZE.1 as u16, end.data());
    for (i, k) in steps.iter().enumerate() {
        let rest = if i + 1 == steps.len() { REST * 100.0 } else { 0.0 };
        made.add(frame(*k)?.data(), (100.0 / rate + rest).round().max(2.0) as u16);
    }
    Ok(made.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_animation_shows_the_start_and_the_end_and_every_step_of_a_short_race() {
        assert_eq!(shots(3).0, [0, 1, 2, 3]);
        let (steps, rate) = shots(10_000);
        assert_eq!((steps[0], *steps.last().unwrap()), (0, 10_000));
        assert!(steps.len() <= MOST + 1 && (rate - RATE).abs() < 1e-9);
        assert!(steps.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
