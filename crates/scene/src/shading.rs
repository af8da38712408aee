//! The bands between levels as pixels: what a canvas that is drawn again and again shows in place of filled polygons.
//!
//! Neighbouring shades differ by so little that their edges need no smoothing, and the time is that of filling the
//! picture once, however many bands there are. In a draft the contours are drawn here as well, one pixel wide.

use crate::color::Color;
use crate::field::Field;
use crate::labels::is_strong;
use crate::levels::Level;
use crate::theme::Theme;

/// A colour as canvases keep it: red, green, blue, opacity.
pub type Pixel = [u8; 4];

/// What is seen of the bands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layers {
    /// Each band in its shade, instead of all in the lowest one.
    pub shades: bool,
    /// A line between two bands.
    pub lines: bool,
}

/// The band of a pixel without a value.
const VOID: u8 = u8::MAX;

/// The bands of `field` between `levels` on `width` by `height` pixels, rows from the top down; between its nodes the field
/// is interpolated. A pixel in a cell with a corner that has no finite value is void.
pub fn pixels(
    field: &Field,
    levels: &[Level],
    theme: &Theme,
    layers: Layers,
    width: usize,
    height: usize,
) -> Vec<Pixel> {
    let mut picture = vec![opaque(theme.void); width * height];
    let values: Vec<f64> = levels.iter().take(usize::from(VOID) - 1).map(|level| level.value).collect();
    let paints = Paints::new(theme, levels.len(), layers);
    // The first pixel of each cell of a row, and the end of the last.
    let edges: Vec<usize> = (0..field.nx()).map(|i| (i * width).div_ceil(field.nx() - 1).min(width)).collect();
    let (mut above, mut bands) = (vec![VOID; width], vec![VOID; width]);
    let mut heights = vec![0.0; field.nx()];
    for (r, row) in picture.chunks_exact_mut(width.max(1)).enumerate() {
        between_rows(field, 1.0 - (r as f64 + 0.5) / height as f64, &mut heights);
        fill(&heights, &edges, &values, &mut bands);
        if layers.lines && r > 0 {
            let mut left = bands[0];
            for ((pixel, here), up) in row.iter_mut().zip(&bands).zip(&above) {
                *pixel = paints.beside(*here, left, *up);
                left = *here;
            }
        } else {
            row.iter_mut().zip(&bands).for_each(|(pixel, here)| *pixel = paints.inside(*here));
        }
        std::mem::swap(&mut above, &mut bands);
    }
    picture
}

/// The values along the line `t` of the way up the field.
fn between_rows(field: &Field, t: f64, heights: &mut [f64]) {
    let nx = field.nx();
    let y = (t * (field.ny() - 1) as f64).clamp(0.0, (field.ny() - 1) as f64);
    let j = (y as usize).min(field.ny() - 2);
    let part = y - j as f64;
    let (low, high) = (&field.values()[j * nx..(j + 1) * nx], &field.values()[(j + 1) * nx..(j + 2) * nx]);
    for ((height, a), b) in heights.iter_mut().zip(low).zip(high) {
        *height = a + part * (b - a);
    }
}

/// The band of each pixel of a row: between two nodes of one band all pixels are of that band.
fn fill(heights: &[f64], edges: &[usize], levels: &[f64], bands: &mut [u8]) {
    let mut band = 0;
    let mut of = |v: f64| {
        while band < levels.len() && v >= levels[band] {
            band += 1;
        }
        while band > 0 && v < levels[band - 1] {
            band -= 1;
        }
        if v.is_finite() { band as u8 } else { VOID }
    };
    for (ends, edge) in heights.windows(2).zip(edges.windows(2)) {
        let pixels = &mut bands[edge[0]..edge[1]];
        let (from, to) = (of(ends[0]), of(ends[1]));
        if from == to || from == VOID || to == VOID {
            pixels.fill(if from == to { from } else { VOID });
            continue;
        }
        let each = (ends[1] - ends[0]) / pixels.len().max(1) as f64;
        for (i, pixel) in pixels.iter_mut().enumerate() {
            *pixel = of(ends[0] + each * (i as f64 + 0.5));
        }
    }
}

/// The colours of bands and of the lines on them.
struct Paints {
    shades: Vec<Pixel>,
    /// Of each shade under a usual line, and under a strong one.
    lined: [Vec<Pixel>; 2],
    strong: Vec<bool>,
    void: Pixel,
}

impl Paints {
    fn new(theme: &Theme, levels: usize, layers: Layers) -> Paints {
        let mut shades = theme.shades(levels + 1);
        if !layers.shades {
            shades.fill(theme.low);
        }
        let under = |line: Color| shades.iter().map(|shade| opaque(line.over(*shade))).collect();
        Paints {
            lined: [under(theme.contour), under(theme.contour_strong)],
            strong: (0..levels).map(|level| is_strong(level, levels)).collect(),
            shades: shades.iter().copied().map(opaque).collect(),
            void: opaque(theme.void),
        }
    }

    fn inside(&self, band: u8) -> Pixel {
        self.shades.get(usize::from(band)).copied().unwrap_or(self.void)
    }

    /// The colour of a pixel beside two others: that of a line where one of them is in another band.
    fn beside(&self, here: u8, left: u8, above: u8) -> Pixel {
        let other = if left == here { above } else { left };
        if other == here || other == VOID || here == VOID {
            return self.inside(here);
        }
        let strong = self.strong.get(usize::from(here.max(other)) - 1).is_some_and(|strong| *strong);
        self.lined[usize::from(strong)].get(usize::from(here)).copied().unwrap_or(self.void)
    }
}

fn opaque(color: Color) -> Pixel {
    let [r, g, b] = color.rgb;
    [r, g, b, u8::MAX]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(value: f64) -> Level {
        Level { value, text: value.to_string() }
    }

    const SHADED: Layers = Layers { shades: true, lines: false };

    /// x over [0, 4], on 5 by 2 nodes.
    fn slope() -> Field {
        let values = (0..10).map(|i| f64::from(i % 5)).collect();
        Field::from_values([0.0, 4.0, 0.0, 1.0], 5, 2, values)
    }

    #[test]
    fn each_pixel_has_the_shade_of_its_band() {
        let levels = [level(1.0), level(2.5)];
        let shades: Vec<Pixel> = Theme::LIGHT.shades(3).into_iter().map(opaque).collect();
        let picture = pixels(&slope(), &levels, &Theme::LIGHT, SHADED, 8, 2);
        // The middles of the pixels are at 0.25, 0.75, 1.25 …
        let row: Vec<usize> = picture[..8].iter().map(|p| shades.iter().position(|s| s == p).unwrap()).collect();
        assert_eq!(row, [0, 0, 1, 1, 1, 2, 2, 2]);
        assert_eq!(picture[..8], picture[8..]);
    }

    #[test]
    fn without_shades_all_is_low_ground() {
        let picture = pixels(&slope(), &[level(1.0)], &Theme::LIGHT, Layers::default(), 8, 3);
        assert!(picture.iter().all(|p| *p == opaque(Theme::LIGHT.low)));
    }

    #[test]
    fn a_line_lies_between_two_bands() {
        let layers = Layers { shades: false, lines: true };
        let picture = pixels(&slope(), &[level(2.0)], &Theme::DARK, layers, 16, 4);
        for row in picture.chunks(16).skip(1) {
            let lined: Vec<usize> = (0..16).filter(|i| row[*i] != opaque(Theme::DARK.low)).collect();
            assert_eq!(lined, [8]);
        }
    }

    #[test]
    fn cells_without_a_value_are_void() {
        let mut values: Vec<f64> = (0..25).map(f64::from).collect();
        values[12] = f64::NAN;
        let field = Field::from_values([0.0, 4.0, 0.0, 4.0], 5, 5, values);
        let picture = pixels(&field, &[level(9.0)], &Theme::LIGHT, SHADED, 40, 40);
        let void = picture.iter().filter(|p| **p == opaque(Theme::LIGHT.void)).count();
        assert_eq!(void, 400, "four of sixteen cells");
        assert_eq!(picture[15 * 40 + 15], opaque(Theme::LIGHT.void));
    }

    #[test]
    fn any_size_and_any_field_is_drawn() {
        for values in [[f64::INFINITY; 4], [f64::MAX, f64::MIN, 0.0, f64::MAX], [f64::NEG_INFINITY, 0.0, 1.0, f64::NAN]]
        {
            let field = Field::from_values([0.0, 1.0, 0.0, 1.0], 2, 2, values.to_vec());
            for (width, height) in [(0, 0), (1, 1), (1, 7), (9, 1)] {
                let layers = Layers { shades: true, lines: true };
                let picture = pixels(&field, &[level(0.5)], &Theme::LIGHT, layers, width, height);
                assert_eq!(picture.len(), width * height);
            }
        }
    }
}
