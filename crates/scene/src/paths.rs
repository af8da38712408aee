//! Paths of runs on the screen: polylines clipped to the plot, dots at iterates, and where a path left the plot.

use crate::view::{Point, Rect, View};

/// A path that has left the plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exit {
    /// The point on the edge, in pixels.
    pub at: Point,
    /// The direction in which it left, of length 1, in pixels.
    pub direction: Point,
    /// How far the last iterate is from the box that is shown, in data units.
    pub distance: f64,
}

/// What is drawn of one run between two steps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// Polylines in pixels, inside the frame, thinned; several where the path leaves and comes back.
    pub pieces: Vec<Piece>,
    /// Iterates that stand far enough from the one marked before.
    pub dots: Vec<Point>,
    /// How many dots the run has before these.
    pub dots_before: usize,
    /// Where the way between two iterates is long enough to show which way it goes: the middle of it and the direction, of length 1.
    pub arrows: Vec<(Point, Point)>,
    /// How many arrows the run has before these.
    pub arrows_before: usize,
    /// The first iterate of the run, where it is inside.
    pub start: Option<Point>,
    /// The iterate at the last step drawn, where it is inside.
    pub end: Option<Point>,
    /// Where and how far it has left, when the iterate at the last step is outside.
    pub exit: Option<Exit>,
}

/// A polyline and the length of the path, in pixels, at which it begins, so that dashes go on where they ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The corners.
    pub points: Vec<Point>,
    /// The length of the path before it.
    pub from: f64,
}

/// Corners nearer than this to the one before are left out, in pixels.
const THIN: f64 = 0.3;

/// Dots are at least this far apart, in pixels.
const DOT_GAP: f64 = 11.0;

/// A step of at least so many pixels has an arrow; shorter ones have one after so much of the path.
const ARROW: f64 = 28.0;
const ARROW_GAP: f64 = 72.0;
/// Arrows of one path are at least this far apart.
const ARROW_ROOM: f64 = 18.0;

/// Turns a path into pixels step by step, so that while playing only what is new is drawn.
#[derive(Clone, Debug)]
pub struct Tracer {
    view: View,
    next: usize,
    length: f64,
    last_dot: Option<Point>,
    dots: usize,
    /// Where arrows are.
    arrows: Vec<Point>,
    /// The length of the path at the last arrow.
    arrow: f64,
    /// The last corner drawn; nearer points wait.
    corner: Option<Point>,
    /// The ends of the last stretch drawn: a run that goes back and forth between them adds nothing to the picture.
    stretch: Option<(Point, Point)>,
    exit: Option<(Point, Point)>,
}

impl Tracer {
    /// Begins at the start of a run.
    pub fn new(view: View) -> Tracer {
        Tracer {
            view,
            next: 0,
            length: 0.0,
            last_dot: None,
            dots: 0,
            arrows: Vec::new(),
            arrow: 0.0,
            corner: None,
            stretch: None,
            exit: None,
        }
    }

    /// How many iterates have been taken, so the next one is this.
    pub fn next(&self) -> usize {
        self.next
    }

    /// What is new up to iterate `k` of `xs` (x and y of one iterate after the other).
    pub fn advance(&mut self, xs: &[f64], k: usize) -> Trace {
        let mut trace = Trace { dots_before: self.dots, arrows_before: self.arrows.len(), ..Trace::default() };
        let frame = self.view.frame();
        let count = xs.len() / 2;
        let last = k.min(count.saturating_sub(1));
        if count == 0 {
            return trace;
        }
        let pixel = |i: usize| self.view.to_pixel([xs[2 * i], xs[2 * i + 1]]);
        if self.next == 0 {
            let start = pixel(0);
            trace.start = frame.contains(start).then_some(start);
            self.corner = Some(start);
            self.last_dot = trace.start;
            self.next = 1;
        }
        let mut piece: Vec<Point> = Vec::new();
        let mut from = self.length;
        for i in self.next..=last {
            let (Some(a), b) = (self.corner, pixel(i)) else { break };
            if frame.contains(b) && self.last_dot.is_none_or(|d| distance(d, b) >= DOT_GAP) {
                trace.dots.push(b);
                self.last_dot = Some(b);
                self.dots += 1;
            }
            let far = distance(a, b);
            // The last one is always drawn, or the line would end short of its marker.
            if far < THIN && i < last {
                continue;
            }
            self.corner = Some(b);
            if self.stretch.is_some_and(|(p, q)| same(a, p) && same(b, q) || same(a, q) && same(b, p)) {
                continue;
            }
            self.stretch = Some((a, b));
            if let Some((p, q)) = clip(a, b, &frame) {
                if piece.last() != Some(&p) {
                    finish(&mut trace, &mut piece, from);
                    from = self.length + distance(a, p).min(1e6);
                    piece.push(p);
                }
                piece.push(q);
                let seen = distance(p, q);
                if seen >= ARROW || seen >= THIN && self.length - self.arrow >= ARROW_GAP {
                    let middle = [(p[0] + q[0]) / 2.0, (p[1] + q[1]) / 2.0];
                    let free = self.arrows.iter().all(|other| distance(*other, middle) >= ARROW_ROOM);
                    if let Some(direction) = direction(p, q).filter(|_| free) {
                        trace.arrows.push((middle, direction));
                        self.arrows.push(middle);
                        self.arrow = self.length;
                    }
                }
                if q != b {
                    self.exit = direction(a, b).map(|d| (q, d));
                }
            }
            self.length += far.min(1e6);
        }
        finish(&mut trace, &mut piece, from);
        self.next = self.next.max(last + 1);
        let at = [xs[2 * last], xs[2 * last + 1]];
        let here = pixel(last);
        if frame.contains(here) {
            trace.end = Some(here);
        } else {
            let (edge, direction) = self.exit.unwrap_or_else(|| outward(here, &frame));
            trace.exit = Some(Exit { at: edge, direction, distance: self.outside(at) });
        }
        trace
    }

    /// The distance of a data point from the box that is shown.
    fn outside(&self, p: Point) -> f64 {
        let [x0, x1, y0, y1] = self.view.area();
        distance(p, [p[0].clamp(x0, x1), p[1].clamp(y0, y1)])
    }
}

/// What is drawn of a run from its start to iterate `k`; `xs` holds x and y of one iterate after the other.
pub fn trace(view: &View, xs: &[f64], k: usize) -> Trace {
    Tracer::new(*view).advance(xs, k)
}

fn finish(trace: &mut Trace, piece: &mut Vec<Point>, from: f64) {
    let points = std::mem::take(piece);
    if points.len() > 1 {
        trace.pieces.push(Piece { points, from });
    }
}

/// How long a line is.
pub fn length(points: &[Point]) -> f64 {
    points.windows(2).map(|pair| distance(pair[0], pair[1])).sum()
}

fn distance(a: Point, b: Point) -> f64 {
    let (dx, dy) = ((a[0] - b[0]).abs(), (a[1] - b[1]).abs());
    let most = dx.max(dy);
    if most > 1e100 { most } else { (dx * dx + dy * dy).sqrt() }
}

/// Whether no eye tells two places apart.
fn same(a: Point, b: Point) -> bool {
    distance(a, b) < THIN
}

fn direction(a: Point, b: Point) -> Option<Point> {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let most = dx.abs().max(dy.abs());
    if !(most > 0.0 && most.is_finite()) {
        return None;
    }
    let (dx, dy) = (dx / most, dy / most);
    let length = (dx * dx + dy * dy).sqrt();
    Some([dx / length, dy / length])
}

/// The nearest place on the edge, and the way from there to a point outside.
fn outward(p: Point, frame: &Rect) -> (Point, Point) {
    let inside = |v: f64, from: f64, to: f64| if v.is_nan() { (from + to) / 2.0 } else { v.clamp(from, to) };
    let at = [inside(p[0], frame.x, frame.right()), inside(p[1], frame.y, frame.bottom())];
    (at, direction(at, p).unwrap_or([1.0, 0.0]))
}

/// The part of the segment a → b inside the frame (Liang and Barsky), or nothing.
pub fn clip(a: Point, b: Point, frame: &Rect) -> Option<(Point, Point)> {
    if frame.contains(a) && frame.contains(b) {
        return Some((a, b));
    }
    // From the nearer end, so that a very far one does not swallow the digits of the other.
    let far = |p: Point| (p[0] - frame.x).abs().max((p[1] - frame.y).abs());
    if far(a) > far(b) {
        return clip(b, a, frame).map(|(q, p)| (p, q));
    }
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    if !(dx.is_finite() && dy.is_finite()) {
        return None;
    }
    let (mut t0, mut t1) = (0.0f64, 1.0f64);
    for (step, room) in
        [(-dx, a[0] - frame.x), (dx, frame.right() - a[0]), (-dy, a[1] - frame.y), (dy, frame.bottom() - a[1])]
    {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            t0 = t0.max(room / step);
        } else {
            t1 = t1.min(room / step);
        }
    }
    // The ends land on the edge exactly, in spite of rounding.
    let at = |t: f64| [(a[0] + t * dx).clamp(frame.x, frame.right()), (a[1] + t * dy).clamp(frame.y, frame.bottom())];
    let end = |p: Point, t: f64| if frame.contains(p) { p } else { at(t) };
    (t0 <= t1).then(|| (end(a, t0), end(b, t1)))
}

/// The run and the iterate under a pixel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The index in the list of paths.
    pub run: usize,
    /// The iterate nearest to the pixel on the part of the path that was hit.
    pub step: usize,
    /// How far the path is from the pixel.
    pub distance: f64,
}

/// The path nearest to `pixel`, not further away than `reach` pixels; `paths` holds the iterates of each run up to the
/// one shown. Of paths equally near, the later one, which is drawn on top.
pub fn nearest<'a>(view: &View, paths: impl IntoIterator<Item = &'a [f64]>, pixel: Point, reach: f64) -> Option<Hit> {
    let mut best: Option<Hit> = None;
    let frame = view.frame();
    for (run, xs) in paths.into_iter().enumerate() {
        let mut before: Option<Point> = None;
        for (step, x) in xs.as_chunks::<2>().0.iter().enumerate() {
            let here = view.to_pixel(*x);
            let a = before.replace(here).unwrap_or(here);
            let Some((p, q)) = clip(a, here, &frame) else { continue };
            let (d, t) = to_segment(pixel, p, q);
            if d <= reach && best.is_none_or(|b| d < b.distance || d == b.distance && run > b.run) {
                let step = if t < 0.5 { step.saturating_sub(1) } else { step };
                best = Some(Hit { run, step, distance: d });
            }
        }
    }
    best
}

/// The distance of `p` from the segment, and how far along it the nearest point lies.
pub(crate) fn to_segment(p: Point, a: Point, b: Point) -> (f64, f64) {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let square = dx * dx + dy * dy;
    let t = if square > 0.0 { (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square).clamp(0.0, 1.0) } else { 1.0 };
    (distance(p, [a[0] + t * dx, a[1] + t * dy]), t)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Scale;
    use proptest::prelude::*;

    fn view() -> View {
        // One data unit is 100 pixels; (0, 0) is at (100, 100).
        View::new([-1.0, 1.0, -1.0, 1.0], Rect::new(0.0, 0.0, 200.0, 200.0), Scale::Equal)
    }

    #[test]
    fn a_path_inside_is_one_piece_from_ring_to_marker() {
        let trace = trace(&view(), &[-0.5, 0.0, 0.0, 0.5, 0.5, 0.0], 9);
        assert_eq!(trace.pieces.len(), 1);
        assert_eq!(trace.pieces[0].points, [[50.0, 100.0], [100.0, 50.0], [150.0, 100.0]]);
        assert_eq!((trace.start, trace.end, trace.exit), (Some([50.0, 100.0]), Some([150.0, 100.0]), None));
        assert_eq!(trace.dots.len(), 2);
    }

    #[test]
    fn a_path_that_leaves_says_where_and_how_far() {
        let trace = trace(&view(), &[0.0, 0.0, 3.0, 0.0], 1);
        let exit = trace.exit.unwrap();
        assert_eq!((exit.at, exit.direction), ([200.0, 100.0], [1.0, 0.0]));
        assert!((exit.distance - 2.0).abs() < 1e-12);
        assert_eq!(trace.pieces[0].points, [[100.0, 100.0], [200.0, 100.0]]);
    }

    #[test]
    fn a_path_that_comes_back_has_two_pieces_and_no_exit() {
        let trace = trace(&view(), &[0.0, 0.0, 3.0, 0.0, 0.0, 0.5], 2);
        assert_eq!(trace.pieces.len(), 2);
        assert_eq!(trace.exit, None);
        // The second piece begins where it crosses the edge, after 300 pixels out and the way back.
        assert!(trace.pieces[1].from > 300.0);
    }

    #[test]
    fn piecewise_is_the_same_as_at_once() {
        let xs: Vec<f64> = (0..400)
            .flat_map(|k| {
                let t = f64::from(k) * 0.05;
                [descent_optim::math::cos(t) * 1.3 / (1.0 + 0.1 * t), descent_optim::math::sin(t) * 0.9]
            })
            .collect();
        let whole = trace(&view(), &xs, 399);
        let mut tracer = Tracer::new(view());
        let mut length = 0.0;
        let mut last = None;
        for k in (0..400).step_by(7).chain([399]) {
            let part = tracer.advance(&xs, k);
            length += part.pieces.iter().map(|p| super::length(&p.points)).sum::<f64>();
            last = part.end;
        }
        let all: f64 = whole.pieces.iter().map(|p| super::length(&p.points)).sum();
        assert!((all - length).abs() < 1.0, "{all} {length}");
        assert_eq!(last, whole.end);
    }

    #[test]
    fn a_thousand_tiny_steps_draw_few_corners() {
        let xs: Vec<f64> = (0..10_000).flat_map(|k| [f64::from(k) * 1e-5, 0.0]).collect();
        let trace = trace(&view(), &xs, 9999);
        assert!(trace.pieces[0].points.len() < 40);
        assert!(trace.dots.len() < 3);
    }

    #[test]
    fn going_back_and_forth_draws_the_way_once() {
        let xs: Vec<f64> = (0..1000).flat_map(|k| [if k % 2 == 0 { -0.5 } else { 0.5 }, 0.25]).collect();
        let trace = trace(&view(), &xs, 999);
        assert_eq!(trace.pieces.len(), 1);
        assert_eq!(trace.pieces[0].points, [[50.0, 75.0], [150.0, 75.0]]);
        assert_eq!(trace.end, Some([150.0, 75.0]));
        // One that drifts is drawn wherever it has come to.
        let drifting: Vec<f64> =
            (0..1000).flat_map(|k| [if k % 2 == 0 { -0.5 } else { 0.5 }, 1e-3 * f64::from(k)]).collect();
        let trace = super::trace(&view(), &drifting, 999);
        let lines: usize = trace.pieces.iter().map(|piece| piece.points.len() - 1).sum();
        assert!((100..400).contains(&lines), "{lines}");
    }

    #[test]
    fn the_pointer_finds_the_path_on_top() {
        let (a, b) = ([-0.5, 0.0, 0.5, 0.0], [-0.5, 0.5, 0.5, 0.5]);
        let hit = nearest(&view(), [&a[..], &b[..]], [140.0, 53.0], 6.0).unwrap();
        assert_eq!((hit.run, hit.step), (1, 1));
        assert!(nearest(&view(), [&a[..], &b[..]], [140.0, 75.0], 6.0).is_none());
        assert_eq!(nearest(&view(), [&a[..], &a[..]], [51.0, 100.0], 6.0).map(|h| (h.run, h.step)), Some((1, 0)));
    }

    proptest! {
        #[test]
        fn everything_drawn_is_inside_whatever_the_numbers(xs in prop::collection::vec(any::<f64>(), 0..60), k in 0usize..40) {
            let trace = trace(&view(), &xs, k);
            for p in trace.pieces.iter().flat_map(|p| &p.points).chain(&trace.dots).chain(&trace.end).chain(&trace.start) {
                prop_assert!(view().frame().contains(*p), "{p:?}");
            }
            if let Some(exit) = trace.exit {
                prop_assert!(view().frame().contains(exit.at));
                let [dx, dy] = exit.direction;
                prop_assert!(((dx * dx + dy * dy) - 1.0).abs() < 1e-9);
            }
            let _ = nearest(&view(), [&xs[..]], [3.0, 4.0], 1e9);
        }
    }
}
