//! Every colour, dash and marker that is drawn, stated once, for the canvas, the SVG and the page's legend alike.
//!
//! In both themes dark ground is high ground. The field keeps to the pale half of the light theme and to the dark half
//! of the dark one, so that every run stands out against every shade by 3 : 1 and every label by 4.5 : 1; the tests
//! below compute that.

use crate::color::Color;

/// The shape at the end of a path: the third cue besides colour and dash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A disc.
    Circle,
    /// A square standing on its side.
    Square,
    /// A triangle pointing up.
    Triangle,
    /// A square standing on its corner.
    Diamond,
    /// An upright cross.
    Plus,
    /// A triangle pointing down.
    Down,
    /// A slanted cross.
    Cross,
    /// A five-sided figure.
    Pentagon,
}

impl Marker {
    /// The word for it, for pages that draw their own.
    pub fn name(self) -> &'static str {
        match self {
            Marker::Circle => "circle",
            Marker::Square => "square",
            Marker::Triangle => "triangle",
            Marker::Diamond => "diamond",
            Marker::Plus => "plus",
            Marker::Down => "down",
            Marker::Cross => "cross",
            Marker::Pentagon => "pentagon",
        }
    }

    /// The corners of the shape around (0, 0), in the size of a disc of radius 1; none for the disc itself.
    pub fn outline(self) -> Vec<[f64; 2]> {
        const T: f64 = 0.36;
        const E: f64 = 1.16;
        let plus = [
            [T, E],
            [T, T],
            [E, T],
            [E, -T],
            [T, -T],
            [T, -E],
            [-T, -E],
            [-T, -T],
            [-E, -T],
            [-E, T],
            [-T, T],
            [-T, E],
        ];
        match self {
            Marker::Circle => Vec::new(),
            Marker::Square => vec![[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]],
            Marker::Triangle => vec![[0.0, -1.24], [1.14, 0.76], [-1.14, 0.76]],
            Marker::Down => vec![[0.0, 1.24], [1.14, -0.76], [-1.14, -0.76]],
            Marker::Diamond => vec![[0.0, -1.28], [1.12, 0.0], [0.0, 1.28], [-1.12, 0.0]],
            Marker::Plus => plus.to_vec(),
            Marker::Cross => {
                let half = std::f64::consts::FRAC_1_SQRT_2;
                plus.iter().map(|[x, y]| [(x - y) * half, (x + y) * half]).collect()
            }
            Marker::Pentagon => vec![[0.0, -1.14], [1.08, -0.35], [0.67, 0.92], [-0.67, 0.92], [-1.08, -0.35]],
        }
    }
}

/// How a run is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The colour of line and marker.
    pub color: Color,
    /// Lengths of strokes and gaps along the line, in pixels; empty for an unbroken line.
    pub dash: &'static [f64],
    /// The shape at the path's end.
    pub marker: Marker,
    /// Whether the marker is an outline instead of a filled shape.
    pub hollow: bool,
}

/// How many styles there are before they repeat.
pub const STYLES: usize = 16;

const MARKERS: [Marker; 8] = [
    Marker::Circle,
    Marker::Square,
    Marker::Triangle,
    Marker::Diamond,
    Marker::Plus,
    Marker::Down,
    Marker::Cross,
    Marker::Pentagon,
];

const DASHES: [&[f64]; STYLES] = [
    &[],
    &[9.0, 4.0],
    &[2.5, 3.0],
    &[11.0, 3.0, 2.5, 3.0],
    &[5.0, 3.0],
    &[16.0, 4.0],
    &[11.0, 3.0, 2.5, 3.0, 2.5, 3.0],
    &[6.0, 2.5, 6.0, 6.0],
    &[],
    &[7.0, 3.0],
    &[3.5, 2.5],
    &[13.0, 3.0, 4.0, 3.0],
    &[4.0, 4.0],
    &[20.0, 3.0],
    &[8.0, 2.5, 2.5, 2.5, 2.5, 2.5],
    &[3.0, 2.0, 3.0, 5.0],
];

const LIGHT_RUNS: [u32; STYLES] = [
    0x1a65be, 0xbb4a00, 0x0b6e4f, 0xb0189c, 0x4a3300, 0x120e35, 0x8a22ff, 0x6d0a4a, 0x7c667b, 0x8a3905, 0x415146,
    0x585797, 0x5d7430, 0x441985, 0x250dd3, 0x883a76,
];

const DARK_RUNS: [u32; STYLES] = [
    0x6c9cff, 0xff9a2e, 0x35d89f, 0xce73bb, 0xf2ee3a, 0xbfffef, 0xedb7ff, 0xa3916d, 0xced3d3, 0xec711f, 0x8fb473,
    0xf291d2, 0x75ffa3, 0xc796a7, 0xff50ec, 0xf7c538,
];

/// The colours of everything that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Whether light ink is drawn on dark ground.
    pub dark: bool,
    /// Behind the plot.
    pub page: Color,
    /// Text that is read first.
    pub ink: Color,
    /// Tick texts and contour labels.
    pub soft: Color,
    /// Grid lines of charts, frames, tick marks.
    pub rule: Color,
    /// The lowest ground.
    pub low: Color,
    /// The highest ground.
    pub high: Color,
    /// Ground without a value.
    pub void: Color,
    /// The hatching on ground without a value.
    pub hatch: Color,
    /// Contour lines between the labelled ones.
    pub contour: Color,
    /// Contour lines that carry labels.
    pub contour_strong: Color,
    /// Around labels on the field.
    pub halo: Color,
    /// Around paths and markers.
    pub casing: Color,
    /// Stars at global minima, rings at local ones.
    pub minimum: Color,
    /// Crosses at saddles and maxima.
    pub saddle: Color,
    /// The cursor of a chart and the ring at the start.
    pub cursor: Color,
}

impl Theme {
    /// Dark ink on light ground.
    pub const LIGHT: Theme = Theme {
        dark: false,
        page: Color::hex(0xffffff),
        ink: Color::hex(0x16191d),
        soft: Color::hex(0x47515d),
        rule: Color::hex(0xe2e5ea),
        low: Color::hex(0xfbfcfe),
        high: Color::hex(0xb9cae0),
        void: Color::hex(0xececea),
        hatch: Color::hex(0xc9c9c4),
        contour: Color::hex(0x33475b).fade(0.26),
        contour_strong: Color::hex(0x33475b).fade(0.62),
        halo: Color::hex(0xffffff),
        casing: Color::hex(0xffffff),
        minimum: Color::hex(0xc62828),
        saddle: Color::hex(0x47515d),
        cursor: Color::hex(0x16191d),
    };

    /// Light ink on dark ground.
    pub const DARK: Theme = Theme {
        dark: true,
        page: Color::hex(0x101317),
        ink: Color::hex(0xe8ebef),
        soft: Color::hex(0xb3bdc8),
        rule: Color::hex(0x2a3038),
        low: Color::hex(0x31465d),
        high: Color::hex(0x10161d),
        void: Color::hex(0x242424),
        hatch: Color::hex(0x3d3d3d),
        contour: Color::hex(0x9fb4cc).fade(0.24),
        contour_strong: Color::hex(0x9fb4cc).fade(0.6),
        halo: Color::hex(0x0c0f13),
        casing: Color::hex(0x0c0f13),
        minimum: Color::hex(0xff6b5e),
        saddle: Color::hex(0xb3bdc8),
        cursor: Color::hex(0xe8ebef),
    };

    /// The theme for dark ground or for light.
    pub fn of(dark: bool) -> &'static Theme {
        if dark { &Theme::DARK } else { &Theme::LIGHT }
    }

    /// The style of run number `i`, counted over all runs of the page so that hiding one changes no other.
    pub fn style(&self, i: usize) -> Style {
        let i = i % STYLES;
        let runs = if self.dark { &DARK_RUNS } else { &LIGHT_RUNS };
        Style {
            color: Color::hex(runs[i]),
            dash: DASHES[i],
            marker: MARKERS[i % MARKERS.len()],
            hollow: i >= MARKERS.len(),
        }
    }

    /// All styles, in order.
    pub fn styles(&self) -> Vec<Style> {
        (0..STYLES).map(|i| self.style(i)).collect()
    }

    /// The ground at height `t`, from 0 (lowest) to 1 (highest).
    pub fn shade(&self, t: f64) -> Color {
        Color::mix(self.low, self.high, t.clamp(0.0, 1.0))
    }

    /// The `n` shades of the ground, from the lowest to the highest.
    pub fn shades(&self, n: usize) -> Vec<Color> {
        (0..n).map(|i| self.shade(i as f64 / (n.max(2) - 1) as f64)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Vision;

    const THEMES: [&Theme; 2] = [&Theme::LIGHT, &Theme::DARK];

    fn grounds(theme: &Theme) -> Vec<Color> {
        let mut grounds = theme.shades(32);
        grounds.extend([theme.void, theme.page]);
        grounds
    }

    #[test]
    fn every_run_stands_out_against_every_ground() {
        for theme in THEMES {
            for (i, style) in theme.styles().iter().enumerate() {
                for ground in grounds(theme) {
                    let contrast = style.color.contrast(ground);
                    assert!(contrast >= 3.0, "run {i} on {}: {contrast:.2} (dark: {})", ground.css(), theme.dark);
                }
            }
        }
    }

    #[test]
    fn labels_and_markers_stand_out_against_every_ground() {
        for theme in THEMES {
            for ground in grounds(theme).into_iter().chain([theme.halo]) {
                for (name, color, least) in [
                    ("label", theme.soft, 4.5),
                    ("ink", theme.ink, 4.5),
                    ("minimum", theme.minimum, 3.0),
                    ("saddle", theme.saddle, 3.0),
                    ("cursor", theme.cursor, 3.0),
                ] {
                    let contrast = color.contrast(ground);
                    assert!(contrast >= least, "{name} on {}: {contrast:.2} (dark: {})", ground.css(), theme.dark);
                }
            }
        }
    }

    #[test]
    fn dark_is_high_in_both_themes_and_steps_look_even() {
        for theme in THEMES {
            let lightness: Vec<f64> = theme.shades(21).iter().map(|c| c.oklab()[0]).collect();
            let steps: Vec<f64> = lightness.windows(2).map(|w| w[0] - w[1]).collect();
            let (least, most) = steps.iter().fold((f64::MAX, 0f64), |(a, b), s| (a.min(*s), b.max(*s)));
            assert!(least > 0.0 && most < 3.0 * least, "{least} {most}");
        }
    }

    #[test]
    fn runs_differ_for_all_eyes() {
        let apart = |a: Color, b: Color| {
            [Vision::Usual, Vision::Protan, Vision::Deutan].into_iter().map(move |v| {
                let (p, q) = (a.seen_with(v), b.seen_with(v));
                ([0, 1, 2].map(|i| (p[i] - q[i]) * (p[i] - q[i])).iter().sum::<f64>()).sqrt()
            })
        };
        for theme in THEMES {
            let styles = theme.styles();
            for (i, a) in styles.iter().enumerate() {
                for (j, b) in styles.iter().enumerate().take(i) {
                    let least = apart(a.color, b.color).fold(f64::MAX, f64::min);
                    let bar = if i < 8 { 0.065 } else { 0.03 };
                    assert!(least >= bar, "runs {j} and {i}: {least:.3} (dark: {})", theme.dark);
                    assert!((a.marker, a.hollow) != (b.marker, b.hollow));
                }
            }
        }
    }
}
