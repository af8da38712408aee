//! Which part of the plane is shown where: data ↔ pixels.
//!
//! Pixels are CSS pixels, y down; data has y up.

/// A point: (x, y), in pixels or in data units.
pub type Point = [f64; 2];

/// A box of the plane: xmin, xmax, ymin, ymax.
pub type Area = [f64; 4];

/// A rectangle on the screen, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub x: f64,
    /// The upper edge.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

impl Rect {
    /// The rectangle with its upper left corner at (`x`, `y`).
    pub const fn new(x: f64, y: f64, width: f64, height: f64) -> Rect {
        Rect { x, y, width, height }
    }

    /// The right edge.
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// The lower edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// Whether `p` is inside or on an edge.
    pub fn contains(&self, p: Point) -> bool {
        (self.x..=self.right()).contains(&p[0]) && (self.y..=self.bottom()).contains(&p[1])
    }

    /// Whether the two have a point in common.
    pub fn touches(&self, other: &Rect) -> bool {
        self.x <= other.right() && other.x <= self.right() && self.y <= other.bottom() && other.y <= self.bottom()
    }

    /// The rectangle with every edge moved outwards by `by` (inwards where negative).
    pub fn grown(&self, by: f64) -> Rect {
        Rect::new(self.x - by, self.y - by, self.width + 2.0 * by, self.height + 2.0 * by)
    }
}

/// How the two axes are scaled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// One unit of x is as long as one unit of y, so that gradients stand upright on contours.
    #[default]
    Equal,
    /// The wanted box fills the frame.
    Free,
}

/// A view of the plane: the box that is shown, and the rectangle that shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    frame: Rect,
    scale: Scale,
    home: Area,
    area: Area,
}

/// Coordinates beyond this are not shown: their differences would overflow.
const FAR: f64 = 1e150;

impl View {
    /// Shows all of `wanted` in `frame`. With [`Scale::Equal`] the box is enlarged on both sides of one axis until it
    /// fills the frame. A box without extent gets one; numbers that are not finite are replaced.
    pub fn new(wanted: Area, frame: Rect, scale: Scale) -> View {
        let sound = |v: f64, or: f64| if v.is_finite() { v } else { or };
        let side = |v: f64| sound(v, 1.0).max(1.0);
        let frame = Rect::new(sound(frame.x, 0.0), sound(frame.y, 0.0), side(frame.width), side(frame.height));
        let [x0, x1] = interval(wanted[0], wanted[1]);
        let [y0, y1] = interval(wanted[2], wanted[3]);
        let home = [x0, x1, y0, y1];
        View { frame, scale, home, area: fitted(home, frame, scale) }
    }

    /// The rectangle on the screen.
    pub fn frame(&self) -> Rect {
        self.frame
    }

    /// The box that is shown, all of the frame.
    pub fn area(&self) -> Area {
        self.area
    }

    /// The box that was asked for when the view was made.
    pub fn home(&self) -> Area {
        self.home
    }

    /// How the axes are scaled.
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// The whole home box again.
    #[must_use]
    pub fn reset(&self) -> View {
        View::new(self.home, self.frame, self.scale)
    }

    /// The same part of the plane in another frame, enlarged where the shape differs.
    #[must_use]
    pub fn in_frame(&self, frame: Rect) -> View {
        let view = View::new(self.home, frame, self.scale);
        View { area: fitted(self.area, view.frame, self.scale), ..view }
    }

    /// Shows `area` (enlarged as in [`View::new`]); the home box stays.
    #[must_use]
    pub fn show(&self, area: Area) -> View {
        View { home: self.home, ..View::new(area, self.frame, self.scale) }.limited(*self)
    }

    /// The pixel of the data point (`x`, `y`). Far points give large numbers, never NaN for finite data.
    pub fn to_pixel(&self, p: Point) -> Point {
        let [x0, x1, y0, y1] = self.area;
        [
            self.frame.x + (p[0] - x0) / (x1 - x0) * self.frame.width,
            self.frame.y + (y1 - p[1]) / (y1 - y0) * self.frame.height,
        ]
    }

    /// The data point at the pixel `p`: the inverse of [`View::to_pixel`].
    pub fn to_data(&self, p: Point) -> Point {
        let [x0, x1, y0, y1] = self.area;
        [
            x0 + (p[0] - self.frame.x) / self.frame.width * (x1 - x0),
            y1 - (p[1] - self.frame.y) / self.frame.height * (y1 - y0),
        ]
    }

    /// The data units that one pixel covers, in x and in y.
    pub fn unit(&self) -> [f64; 2] {
        let [x0, x1, y0, y1] = self.area;
        [(x1 - x0) / self.frame.width, (y1 - y0) / self.frame.height]
    }

    /// Makes everything `factor` times as large; what is under the pixel stays there.
    /// A zoom beyond the limits (10⁻¹² to 10¹² of the home box) changes nothing.
    #[must_use]
    pub fn zoom_at(&self, pixel: Point, factor: f64) -> View {
        if !(factor.is_finite() && factor > 0.0 && pixel.iter().all(|v| v.is_finite())) {
            return *self;
        }
        let [x, y] = self.to_data(pixel);
        let [x0, x1, y0, y1] = self.area;
        let area = [x + (x0 - x) / factor, x + (x1 - x) / factor, y + (y0 - y) / factor, y + (y1 - y) / factor];
        View { area, ..*self }.limited(*self)
    }

    /// Moves what is shown by (`dx`, `dy`) pixels, as a hand drags paper.
    #[must_use]
    pub fn pan(&self, dx: f64, dy: f64) -> View {
        let [ux, uy] = self.unit();
        let [x0, x1, y0, y1] = self.area;
        let (dx, dy) = (dx * ux, dy * uy);
        View { area: [x0 - dx, x1 - dx, y0 + dy, y1 + dy], ..*self }.limited(*self)
    }

    /// This view if it can be drawn, otherwise `before`.
    fn limited(self, before: View) -> View {
        let axis = |from: f64, to: f64, home: f64| {
            let (span, far) = (to - from, from.abs().max(to.abs()));
            // The last condition leaves every pixel its own number.
            far < FAR && span >= 1e-12 * home && span <= 1e12 * home && span >= 1e-11 * far
        };
        let home = |i: usize| self.home[i + 1] - self.home[i];
        let sound = axis(self.area[0], self.area[1], home(0)) && axis(self.area[2], self.area[3], home(2));
        if sound { self } else { before }
    }
}

/// A sound interval near [from, to]: finite, increasing, wide enough to be told apart.
fn interval(from: f64, to: f64) -> [f64; 2] {
    let (from, to) = match (from.is_finite(), to.is_finite()) {
        (true, true) => (from.min(to).clamp(-FAR / 4.0, FAR / 4.0), from.max(to).clamp(-FAR / 4.0, FAR / 4.0)),
        (true, false) => (from.clamp(-FAR / 4.0, FAR / 4.0), from.clamp(-FAR / 4.0, FAR / 4.0)),
        (false, true) => (to.clamp(-FAR / 4.0, FAR / 4.0), to.clamp(-FAR / 4.0, FAR / 4.0)),
        (false, false) => (-1.0, 1.0),
    };
    let least = 1e-9 * from.abs().max(to.abs()).max(1e-300);
    if to - from > least {
        [from, to]
    } else {
        let half = from.abs().max(to.abs()).max(1.0);
        [from - half, to + half]
    }
}

/// The least box around `wanted` with the frame's shape.
fn fitted(wanted: Area, frame: Rect, scale: Scale) -> Area {
    if scale == Scale::Free {
        return wanted;
    }
    let [x0, x1, y0, y1] = wanted;
    let unit = ((x1 - x0) / frame.width).max((y1 - y0) / frame.height);
    let around = |from: f64, to: f64, pixels: f64| {
        let more = unit * pixels - (to - from);
        // The axis that decides the scale keeps its ends to the last bit.
        if more <= 1e-12 * (to - from) { [from, to] } else { [from - more / 2.0, to + more / 2.0] }
    };
    let ([x0, x1], [y0, y1]) = (around(x0, x1, frame.width), around(y0, y1, frame.height));
    [x0, x1, y0, y1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FRAME: Rect = Rect::new(40.0, 10.0, 700.0, 500.0);

    #[test]
    fn the_wanted_box_is_all_there_and_squares_are_square() {
        let view = View::new([-2.0, 2.0, -1.0, 1.0], FRAME, Scale::Equal);
        assert_eq!((view.area()[0], view.area()[1]), (-2.0, 2.0));
        assert!(view.area()[2] < -1.0 && view.area()[3] > 1.0);
        let [ux, uy] = view.unit();
        assert!((ux - uy).abs() < 1e-15);
        assert_eq!(view.area()[2], -view.area()[3]);
    }

    #[test]
    fn a_free_view_fills_the_frame() {
        let view = View::new([-2.0, 2.0, -1.0, 1.0], FRAME, Scale::Free);
        assert_eq!(view.to_pixel([-2.0, 1.0]), [40.0, 10.0]);
        assert_eq!(view.to_pixel([2.0, -1.0]), [740.0, 510.0]);
    }

    #[test]
    fn zooming_keeps_the_point_under_the_hand() {
        let view = View::new([-2.0, 2.0, -1.0, 1.0], FRAME, Scale::Equal);
        let pixel = [333.0, 123.0];
        let (before, after) = (view.to_data(pixel), view.zoom_at(pixel, 1.7).to_data(pixel));
        assert!((before[0] - after[0]).abs() < 1e-12 && (before[1] - after[1]).abs() < 1e-12);
    }

    #[test]
    fn panning_moves_the_paper() {
        let view = View::new([-2.0, 2.0, -1.0, 1.0], FRAME, Scale::Equal);
        let at = view.to_data([300.0, 300.0]);
        let moved = view.pan(25.0, -7.0).to_pixel(at);
        assert!((moved[0] - 325.0).abs() < 1e-9 && (moved[1] - 293.0).abs() < 1e-9);
    }

    #[test]
    fn zooming_for_ever_stops_at_the_limits_and_comes_back() {
        for factor in [1.5, 1.0 / 1.5] {
            let mut view = View::new([-2.0, 2.0, -1.0, 1.0], FRAME, Scale::Equal);
            for _ in 0..500 {
                view = view.zoom_at([600.0, 20.0], factor);
                assert!(view.area().iter().all(|v| v.is_finite()) && view.unit()[0] > 0.0);
            }
            assert_eq!(view.reset().home(), [-2.0, 2.0, -1.0, 1.0]);
        }
    }

    proptest! {
        #[test]
        fn pixels_and_data_are_inverse(
            x in -1e6..1e6, y in -1e6..1e6, w in 1e-3..1e6, h in 1e-3..1e6,
            px in 0.0..2000.0, py in 0.0..2000.0, equal: bool,
        ) {
            let scale = if equal { Scale::Equal } else { Scale::Free };
            let view = View::new([x, x + w, y, y + h], FRAME, scale);
            let [qx, qy] = view.to_pixel(view.to_data([px, py]));
            // Where the box is small beside its coordinates, the numbers themselves end.
            let slack = 1e-9 + 1e-15 * (x.abs() / view.unit()[0] + y.abs() / view.unit()[1]);
            prop_assert!((qx - px).abs() <= slack && (qy - py).abs() <= slack, "{qx} {px} {qy} {py}");
        }

        #[test]
        fn any_numbers_give_a_sound_view(
            area in prop::array::uniform4(any::<f64>()), frame in prop::array::uniform4(any::<f64>()),
            pixel in prop::array::uniform2(any::<f64>()), factor: f64, equal: bool,
        ) {
            let scale = if equal { Scale::Equal } else { Scale::Free };
            let frame = Rect::new(frame[0], frame[1], frame[2].clamp(-10.0, 1e5), frame[3].clamp(-10.0, 1e5));
            let view = View::new(area, frame, scale).zoom_at(pixel, factor).pan(pixel[0], pixel[1]).show(area);
            let [x0, x1, y0, y1] = view.area();
            prop_assert!([x0, x1, y0, y1].iter().all(|v| v.is_finite()) && x0 < x1 && y0 < y1);
        }
    }
}
