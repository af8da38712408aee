//! The axes of a chart: which range they show, and numbers ↔ pixels.

use crate::series::Series;
use crate::ticks::ten;
use crate::view::{Point, Rect};
use descent_optim::math;
use descent_optim::sort::sorted;
use std::ops::Range;

/// How the height of a chart counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Height {
    /// Equal heights are equal differences.
    Linear,
    /// Equal heights are equal ratios; what is not above the floor lies on it.
    Log,
}

/// On a logarithmic chart, nothing below this means anything.
pub const FLOOR: f64 = 1e-16;

/// Values within this ratio of each other need no whole powers of ten around them.
const NARROW: f64 = 30.0;

/// How far a chart reaches above what most curves show, as a ratio: what flies off further leaves through the top.
const HEADROOM: f64 = 1e3;

/// The same on a linear chart, counted from the lowest value.
const LINEAR_HEADROOM: f64 = 4.0;

/// The part of the whole that can be looked at alone.
const CLOSEST: f64 = 1e-4;

/// Where the numbers of a chart stand in its picture.
#[derive(Clone, Copy, Debug)]
pub struct Axes {
    /// The rectangle of the curves, in pixels.
    pub frame: Rect,
    /// How heights count.
    pub height: Height,
    /// The first and the last x that is shown.
    pub x: [f64; 2],
    /// The least and the greatest height that is shown.
    pub y: [f64; 2],
    /// The logarithms of `y`.
    powers: [f64; 2],
    /// The last x of all.
    last: f64,
}

impl Axes {
    /// Axes in `frame` for `series`, between the two x in `zoom` or for all of them. Where no number is above zero, heights are
    /// linear.
    pub fn new(series: &[Series<'_>], height: Height, zoom: Option<[f64; 2]>, frame: Rect) -> Axes {
        let last = last(series);
        let x = zoom.map_or([0.0, last], |zoom| within(zoom, last));
        let seen: Vec<Seen<'_>> = series.iter().map(|s| Seen::new(s, x)).collect();
        let log = if height == Height::Log { log_range(&seen) } else { None };
        let (height, y) = log.map_or_else(|| (Height::Linear, linear_range(&seen)), |y| (Height::Log, y));
        Axes { frame, height, x, y, powers: y.map(math::ln), last }
    }

    /// The pixel of a point of a curve; heights outside the range give pixels outside the frame.
    pub fn to_pixel(&self, x: f64, y: f64) -> Point {
        let [low, high] = self.y;
        let t = match self.height {
            Height::Linear => (y - low) / (high - low),
            Height::Log => {
                let [bottom, top] = self.powers;
                (math::ln(y.max(low)) - bottom) / (top - bottom)
            }
        };
        [self.x_pixel(x), self.frame.bottom() - t.clamp(-10.0, 10.0) * self.frame.height]
    }

    /// The pixel of an x.
    pub fn x_pixel(&self, x: f64) -> f64 {
        self.frame.x + (x - self.x[0]) / (self.x[1] - self.x[0]) * self.frame.width
    }

    /// The x at a pixel, inside the range.
    pub fn x_at(&self, pixel: f64) -> f64 {
        let t = ((pixel - self.frame.x) / self.frame.width).clamp(0.0, 1.0);
        self.x[0] + t * (self.x[1] - self.x[0])
    }

    /// The range of x with the one at a pixel where it is, and `factor` times as close; nothing where that is all there is.
    pub fn zoomed(&self, pixel: f64, factor: f64) -> Option<[f64; 2]> {
        let at = self.x_at(pixel);
        self.part(self.x.map(|x| at + (x - at) / factor))
    }

    /// The range of x between two pixels; nothing where that is all there is.
    pub fn between(&self, a: f64, b: f64) -> Option<[f64; 2]> {
        self.part([self.x_at(a.min(b)), self.x_at(a.max(b))])
    }

    fn part(&self, range: [f64; 2]) -> Option<[f64; 2]> {
        Some(within(range, self.last)).filter(|[from, to]| to - from < self.last)
    }

    /// The entries of a curve that are in view, with one more at each side, where there is one.
    pub fn visible(&self, s: &Series<'_>) -> Range<usize> {
        visible(s, self.x)
    }
}

/// The greatest x of all; 1 where there is none above zero.
fn last(series: &[Series<'_>]) -> f64 {
    let last = series.iter().flat_map(|s| s.xs).copied().filter(|x| x.is_finite()).fold(0.0, f64::max);
    if last > 0.0 { last } else { 1.0 }
}

/// A range inside the whole from 0 to `last`, not too narrow; the whole where there is nothing of it inside.
fn within([from, to]: [f64; 2], last: f64) -> [f64; 2] {
    let (from, to) = (from.max(0.0), to.min(last));
    if to - from >= last {
        [0.0, last]
    } else if to > from {
        widened(from, to, last)
    } else {
        [0.0, last]
    }
}

fn widened(from: f64, to: f64, last: f64) -> [f64; 2] {
    let least = CLOSEST * last;
    if to - from >= least {
        return [from, to];
    }
    let from = ((from + to - least) / 2.0).clamp(0.0, last - least);
    [from, from + least]
}

fn visible(s: &Series<'_>, [from, to]: [f64; 2]) -> Range<usize> {
    let n = s.xs.len().min(s.ys.len());
    let xs = &s.xs[..n];
    let first = xs.partition_point(|x| *x < from).saturating_sub(1);
    let end = xs.partition_point(|x| *x <= to);
    first..(end + 1).min(n).max(first)
}

/// The heights of a curve that are in view.
struct Seen<'a> {
    ys: &'a [f64],
    progress: bool,
}

impl<'a> Seen<'a> {
    fn new(s: &Series<'a>, x: [f64; 2]) -> Seen<'a> {
        Seen { ys: &s.ys[visible(s, x)], progress: s.progress }
    }

    fn fold(&self, good: fn(f64) -> bool, from: f64, with: fn(f64, f64) -> f64) -> f64 {
        self.ys.iter().copied().filter(|y| good(*y)).fold(from, with)
    }

    fn first(&self, good: fn(f64) -> bool) -> Option<f64> {
        self.ys.iter().copied().find(|y| good(*y))
    }

    /// The greatest height, but the first one of a curve that ends far above it: that flies off.
    fn reach(&self, good: fn(f64) -> bool) -> Option<f64> {
        let first = self.first(good)?;
        let most = self.fold(good, first, f64::max);
        let last = self.ys.iter().rev().copied().find(|y| good(*y)).unwrap_or(first);
        let flies = last >= 0.5 * most && last > HEADROOM * first.abs();
        Some(if self.progress && flies { first } else { most })
    }
}

/// What a chart has to show in full: the highest start, and what the lower half of the curves reach.
fn ceiling(seen: &[Seen<'_>], good: fn(f64) -> bool) -> Option<f64> {
    let start = seen.iter().filter_map(|s| s.first(good)).fold(f64::NEG_INFINITY, f64::max);
    let reaches = sorted(seen.iter().filter_map(|s| s.reach(good)).collect(), f64::total_cmp);
    let middle = reaches.len().checked_sub(1)? / 2;
    Some(reaches[middle].max(start))
}

/// Whole powers of ten around what is shown; `None` where nothing is above zero.
fn log_range(seen: &[Seen<'_>]) -> Option<[f64; 2]> {
    let positive = |y: f64| y > 0.0 && y < f64::INFINITY;
    let most = seen.iter().map(|s| s.fold(positive, 0.0, f64::max)).fold(0.0, f64::max);
    let least = seen.iter().map(|s| s.fold(positive, f64::INFINITY, f64::min)).fold(f64::INFINITY, f64::min);
    // Numbers at the very end of the range have no power of ten below them.
    if most < 1e-300 {
        return None;
    }
    let clipped = seen.iter().any(|s| s.progress);
    let most = ceiling(seen, positive).filter(|_| clipped).map_or(most, |ceiling| most.min(ceiling * HEADROOM));
    // A curve that touches zero reaches the floor, if it comes near it at all.
    let reaches = seen.iter().flat_map(|s| s.ys).any(|y| *y <= FLOOR);
    let low = math::log10(least.max(FLOOR).min(most)).floor();
    let low = if reaches && low < -9.0 { math::log10(FLOOR).round() } else { low };
    let high = math::log10(most).ceil();
    if !reaches && most < NARROW * least.max(FLOOR) {
        return Some(around(least.max(FLOOR), most));
    }
    let high = if high <= low { low + 1.0 } else { high };
    Some([ten(low as i32), ten(high as i32)])
}

/// The nearest of …, 1, 2, 5, 10, … below and above two values of which the first is the smaller.
fn around(least: f64, most: f64) -> [f64; 2] {
    let rungs = |value: f64| {
        let unit = ten(math::log10(value).floor() as i32);
        [0.5, 1.0, 2.0, 5.0, 10.0, 20.0].map(|digit| digit * unit)
    };
    let low = rungs(least).into_iter().rev().find(|rung| *rung < least).unwrap_or(least / 2.0);
    let high = rungs(most).into_iter().find(|rung| *rung > most).unwrap_or(most * 2.0);
    [low, high]
}

fn linear_range(seen: &[Seen<'_>]) -> [f64; 2] {
    let usual = |y: f64| y.abs() < 1e150;
    let low = seen.iter().map(|s| s.fold(usual, f64::INFINITY, f64::min)).fold(f64::INFINITY, f64::min);
    let high = seen.iter().map(|s| s.fold(usual, f64::NEG_INFINITY, f64::max)).fold(f64::NEG_INFINITY, f64::max);
    let (low, high) = if low <= high { (low, high) } else { (0.0, 1.0) };
    // What flies off must not press everything else flat.
    let clipped = seen.iter().any(|s| s.progress);
    let room = ceiling(seen, usual).map(|ceiling| low.abs().max(ceiling - low)).filter(|room| clipped && *room > 0.0);
    let high = room.map_or(high, |room| high.min(low + LINEAR_HEADROOM * room));
    let room = if high > low { 0.04 * (high - low) } else { high.abs().max(1.0) / 2.0 };
    [low - room, high + room]
}
