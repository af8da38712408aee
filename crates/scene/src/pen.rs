//! Drawing with fractions of a pixel through backends that take whole numbers: one pixel is [`UNIT`] of theirs.
//!
//! On the page the canvas is scaled by the device pixel ratio over [`UNIT`]; in SVG the view box counts in units. Nothing
//! here measures text.

use crate::color::Color;
use crate::sheet::{Backend, Font, Place, Sheet, Stroke};
use crate::theme::Marker;
use crate::view::{Point, Rect};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendColor, DrawingBackend};

pub use crate::sheet::Drawn;

/// Backend units in one CSS pixel.
pub const UNIT: f64 = 16.0;

/// Where the backend draws: they take font sizes and the middle of a text differently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Surface {
    /// A canvas: sizes as they are, the middle is that of the letters' box.
    #[default]
    Canvas,
    /// An SVG file through plotters: sizes are divided by 1.24, the top anchor is exact.
    Svg,
}

/// Which part of a text stands at its position; vertically that is always the middle of the digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// Draws in pixels on a plotters backend.
pub struct Pen<'a> {
    sheet: &'a mut dyn Sheet,
    surface: Surface,
}

/// Hands `drawing` a pen for `backend`, and returns the first error that the backend gave; after one nothing more is drawn.
pub fn draw<B: DrawingBackend>(backend: &mut B, surface: Surface, drawing: impl FnOnce(&mut Pen<'_>)) -> Drawn<B> {
    let mut sheet = Backend { backend, drawn: Ok(()) };
    drawing(&mut Pen { sheet: &mut sheet, surface });
    sheet.drawn
}

fn paint(color: Color) -> BackendColor {
    let [r, g, b] = color.rgb;
    // Few digits, so that SVG stays short.
    BackendColor { alpha: (color.alpha * 100.0).round() / 100.0, rgb: (r, g, b) }
}

/// Pixels as backend units; far coordinates stop where whole numbers do, well outside any picture.
fn units(p: Point) -> Place {
    let whole = |v: f64| (v * UNIT).round().clamp(-1e8, 1e8) as i32;
    (whole(p[0]), whole(p[1]))
}

fn all_units(points: &[Point]) -> Vec<Place> {
    points.iter().map(|p| units(*p)).collect()
}

fn stroke(color: Color, width: f64) -> Stroke {
    Stroke { color: paint(color), width: ((width * UNIT).round() as u32).max(1) }
}

/// A radius in backend units.
fn reach(radius: f64) -> u32 {
    (radius * UNIT).round().max(1.0) as u32
}

impl Pen<'_> {
    /// A line through `points`, `width` pixels wide.
    pub fn line(&mut self, points: &[Point], width: f64, color: Color) {
        if points.len() < 2 {
            return;
        }
        self.sheet.path(&all_units(points), &stroke(color, width));
    }

    /// A closed line through `points`.
    pub fn ring(&mut self, points: &[Point], width: f64, color: Color) {
        if points.len() < 3 {
            return self.line(points, width, color);
        }
        // Twice over the first piece, so that it is joined there as everywhere.
        let mut places = all_units(points);
        places.extend_from_within(..2);
        self.sheet.path(&places, &stroke(color, width));
    }

    /// A line of strokes and gaps by `dash` (lengths in pixels, stroke first), starting `phase` pixels into the pattern.
    pub fn dashed(&mut self, points: &[Point], dash: &[f64], phase: f64, width: f64, color: Color) {
        if dash.is_empty() {
            return self.line(points, width, color);
        }
        for stroke in strokes(points, dash, phase) {
            self.line(&stroke, width, color);
        }
    }

    /// A filled polygon.
    pub fn polygon(&mut self, points: &[Point], color: Color) {
        if points.len() < 3 {
            return;
        }
        self.sheet.polygon(&all_units(points), paint(color));
    }

    /// A filled rectangle.
    pub fn rect(&mut self, rect: Rect, color: Color) {
        self.sheet.rect([[rect.x, rect.y], [rect.right(), rect.bottom()]].map(units), paint(color));
    }

    /// A filled disc.
    pub fn disc(&mut self, at: Point, radius: f64, color: Color) {
        self.sheet.circle(units(at), reach(radius), &stroke(color, 0.0), true);
    }

    /// A circle as a line.
    pub fn circle(&mut self, at: Point, radius: f64, width: f64, color: Color) {
        self.sheet.circle(units(at), reach(radius), &stroke(color, width), false);
    }

    /// A star with five points and a rim.
    pub fn star(&mut self, at: Point, radius: f64, color: Color, rim: Color) {
        let points: Vec<Point> = STAR.iter().map(|[x, y]| [at[0] + radius * x, at[1] + radius * y]).collect();
        self.ring(&points, 3.0, rim);
        self.polygon(&points, color);
    }

    /// A slanted cross with a rim.
    pub fn cross(&mut self, at: Point, radius: f64, color: Color, rim: Color) {
        let [x, y] = at;
        let arms = |r: f64| [[[x - r, y - r], [x + r, y + r]], [[x - r, y + r], [x + r, y - r]]];
        for arm in arms(radius + 0.9) {
            self.line(&arm, 4.2, rim);
        }
        for arm in arms(radius) {
            self.line(&arm, 1.8, color);
        }
    }

    /// A marker the size of a disc of `radius`, filled or as an outline, with a rim that sets it off the ground.
    pub fn marker(&mut self, shape: Marker, hollow: bool, at: Point, radius: f64, color: Color, rim: Color) {
        let scaled =
            |r: f64| -> Vec<Point> { shape.outline().iter().map(|[x, y]| [at[0] + r * x, at[1] + r * y]).collect() };
        let points = scaled(radius);
        match (points.is_empty(), hollow) {
            (true, false) => {
                self.disc(at, radius + 1.5, rim);
                self.disc(at, radius, color);
            }
            (true, true) => {
                self.disc(at, radius + 1.5, rim);
                self.circle(at, radius - 0.9, 1.8, color);
            }
            (false, false) => {
                self.ring(&points, 3.0, rim);
                self.polygon(&points, color);
            }
            (false, true) => {
                self.ring(&points, 3.0, rim);
                self.polygon(&points, rim);
                self.ring(&scaled(radius * 0.88), 1.7, color);
            }
        }
    }

    /// An arrow head with its tip at `tip`, pointing along `direction` (of length 1).
    pub fn arrow(&mut self, tip: Point, direction: Point, length: f64, color: Color, rim: Color) {
        let points = arrow_head(tip, direction, length);
        self.ring(&points, 3.0, rim);
        self.polygon(&points, color);
    }

    /// A text whose digits are centred vertically on `at`.
    pub fn text(&mut self, text: &str, at: Point, anchor: Anchor, size: f64, color: Color) {
        self.write(text, at, anchor, size, color, false);
    }

    /// A bold text.
    pub fn bold(&mut self, text: &str, at: Point, anchor: Anchor, size: f64, color: Color) {
        self.write(text, at, anchor, size, color, true);
    }

    fn write(&mut self, text: &str, at: Point, anchor: Anchor, size: f64, color: Color, bold: bool) {
        let h_pos = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        // The baseline belongs half the height of a digit below the middle.
        let below = crate::text::height(size) / 2.0;
        let (v_pos, size_there, y) = match self.surface {
            // Plotters puts the baseline 0.76 em below the position, and divides sizes by 1.24.
            Surface::Svg => (VPos::Top, size * 1.24, at[1] + below - 0.76 * size),
            // Canvases put the baseline about 0.3 em below it (0.297 for DejaVu Sans, 0.311 for Segoe UI).
            Surface::Canvas => (VPos::Center, size, at[1] + below - 0.3 * size),
        };
        let font = Font { color: paint(color), size: size_there * UNIT, anchor: Pos::new(h_pos, v_pos), bold };
        self.sheet.text(text, units([at[0], y]), &font);
    }

    /// A text with a halo that sets it off lines and ground: the text in the halo's colour around it, eight times.
    pub fn label(&mut self, text: &str, at: Point, anchor: Anchor, size: f64, color: Color, halo: Color) {
        const FAR: f64 = 1.6;
        const NEAR: f64 = 1.15;
        for [dx, dy] in [
            [FAR, 0.0],
            [-FAR, 0.0],
            [0.0, FAR],
            [0.0, -FAR],
            [NEAR, NEAR],
            [NEAR, -NEAR],
            [-NEAR, NEAR],
            [-NEAR, -NEAR],
        ] {
            self.text(text, [at[0] + dx, at[1] + dy], anchor, size, halo);
        }
        self.text(text, at, anchor, size, color);
    }
}

/// The corners of an arrow head with its tip at `tip`, pointing along `direction` (of length 1).
pub fn arrow_head(tip: Point, direction: Point, length: f64) -> [Point; 4] {
    let [dx, dy] = direction;
    let at = |along: f64, across: f64| [tip[0] - along * dx - across * dy, tip[1] - along * dy + across * dx];
    [at(0.0, 0.0), at(length, 0.46 * length), at(0.72 * length, 0.0), at(length, -0.46 * length)]
}

/// A five-pointed star in the size of a disc of radius 1.
const STAR: [Point; 10] = [
    [0.0, -1.0],
    [0.2351, -0.3236],
    [0.9511, -0.3090],
    [0.3804, 0.1236],
    [0.5878, 0.8090],
    [0.0, 0.4],
    [-0.5878, 0.8090],
    [-0.3804, 0.1236],
    [-0.9511, -0.3090],
    [-0.2351, -0.3236],
];

/// The strokes of a dashed line through `points`, `phase` pixels into the pattern at the first point.
pub fn strokes(points: &[Point], dash: &[f64], phase: f64) -> Vec<Vec<Point>> {
    let period: f64 = dash.iter().sum();
    if !(period > 0.1 && phase.is_finite()) {
        return vec![points.to_vec()];
    }
    let mut into = phase.rem_euclid(period);
    let mut part = 0;
    while into >= dash[part] {
        into -= dash[part];
        part = (part + 1) % dash.len();
    }
    // What is left of the stroke or gap at hand; even parts are strokes.
    let mut left = dash[part] - into;
    let mut strokes = Vec::new();
    let mut stroke: Vec<Point> = Vec::new();
    for pair in points.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        let length = (dx * dx + dy * dy).sqrt();
        if !(length > 0.0 && length < 1e5) {
            continue;
        }
        let mut done = 0.0;
        if part % 2 == 0 && stroke.is_empty() {
            stroke.push(a);
        }
        while length - done > left {
            done += left;
            let p = [a[0] + dx * done / length, a[1] + dy * done / length];
            if part % 2 == 0 {
                stroke.push(p);
                strokes.push(std::mem::take(&mut stroke));
            } else {
                stroke.push(p);
            }
            part = (part + 1) % dash.len();
            left = dash[part];
        }
        left -= length - done;
        if part % 2 == 0 {
            stroke.push(b);
        }
    }
    if stroke.len() > 1 {
        strokes.push(stroke);
    }
    strokes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_follow_the_line_around_corners() {
        let strokes = strokes(&[[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]], &[6.0, 3.0], 0.0);
        assert_eq!(strokes.len(), 3);
        assert_eq!(strokes[0], [[0.0, 0.0], [6.0, 0.0]]);
        assert_eq!(strokes[1], [[9.0, 0.0], [10.0, 0.0], [10.0, 5.0]]);
        assert_eq!(strokes[2], [[10.0, 8.0], [10.0, 10.0]]);
    }

    #[test]
    fn dashes_go_on_where_they_ended() {
        let dash = [6.0, 3.0];
        let whole = strokes(&[[0.0, 0.0], [20.0, 0.0]], &dash, 0.0);
        let mut parts = strokes(&[[0.0, 0.0], [7.0, 0.0]], &dash, 0.0);
        parts.extend(strokes(&[[7.0, 0.0], [20.0, 0.0]], &dash, 7.0));
        assert_eq!(whole, parts);
    }

    #[test]
    fn a_pattern_of_odd_length_ends_with_a_gap_of_nothing() {
        // Three parts: stroke, gap, stroke; the next period begins with a stroke at once.
        assert_eq!(strokes(&[[0.0, 0.0], [12.0, 0.0]], &[2.0, 2.0, 2.0], 0.0).len(), 4);
    }
}
