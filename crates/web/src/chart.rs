//! The charts, each on two canvases: axes and curves, and the cursor. They share the x-axis.

use crate::boundary::plain;
use crate::canvas::{backend, cleared};
use crate::race::Race;
use descent_optim::experiment::See;
use descent_optim::race::Entry;
use descent_scene::axes::Axes;
use descent_scene::chart::{Chart as Picture, Height, LEFT, Series, Sheet, left};
use descent_scene::pen::{Surface, draw};
use descent_scene::plot::Emphasis;
use descent_scene::quantity::{ALONG, Along, Quantity, Source, quantities_of};
use descent_scene::spread::{band, spread};
use descent_scene::theme::Theme;
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// The charts that are shown, one below the other.
#[wasm_bindgen]
pub struct Charts {
    sheet: Sheet,
    ratio: f64,
    dark: bool,
    along: &'static Along,
    /// How far right the iterates of each run from each start stand; none of those that are hidden.
    xs: Vec<Vec<f64>>,
    charts: Vec<Chart>,
}

#[derive(Serialize)]
struct Chart {
    quantity: &'static Quantity,
    #[serde(skip)]
    axes: Axes,
    curves: Vec<Curve>,
}

/// A curve of a run from a start.
#[derive(Serialize)]
struct Curve {
    /// The index of run and start in the race.
    #[serde(skip)]
    entry: usize,
    run: usize,
    start: usize,
    /// The number of its style.
    #[serde(skip)]
    look: usize,
    part: usize,
    /// In front of a number.
    symbol: &'static str,
    #[serde(skip)]
    ys: Vec<f64>,
    /// The quartiles over several seeds; empty with one.
    #[serde(skip)]
    band: [Vec<f64>; 2],
}

/// Entry `k`; not a number where there is none.
fn entry(list: &[f64], k: usize) -> f64 {
    list.get(k).copied().unwrap_or(f64::NAN)
}

/// A quantity of the run number `entry` of a race, part `i`, an entry an iterate.
fn column(race: &Race, entry: usize, quantity: &Quantity, part: usize) -> Vec<f64> {
    (quantity.column)(&Source::of(&race.runs, &race.landmarks, entry), part)
}

#[wasm_bindgen]
impl Race {
    /// Of each run from each start with the first seed, the first step whose value, as the chart shows it, is below `value`; −1 where none is.
    #[must_use]
    pub fn first_below(&self, value: f64) -> Vec<i32> {
        let [loss, ..] = quantities_of(&self.runs, &self.landmarks);
        let first = |entry: usize| column(self, entry, loss, 0).iter().position(|y| *y < value);
        let firsts = (0..self.runs.entries.len()).step_by(self.runs.seeds);
        firsts.map(|entry| first(entry).map_or(-1, |k| k as i32)).collect()
    }
}

impl Default for Charts {
    fn default() -> Charts {
        Charts::new()
    }
}

#[wasm_bindgen]
impl Charts {
    /// No chart yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Charts {
        let sheet = Sheet { width: 1.0, height: 1.0, titled: false };
        Charts { sheet, ratio: 2.0, dark: false, along: &ALONG[0], xs: Vec::new(), charts: Vec::new() }
    }

    /// The size of each in CSS pixels, how many of the canvas's pixels there are in one of them, and the theme.
    pub fn frame(&mut self, width: f64, height: f64, ratio: f64, dark: bool) {
        (self.sheet.width, self.sheet.height, self.ratio, self.dark) = (width, height, ratio, dark);
    }

    /// Shows the charts with a bit in `see` for the race as it stands, those with a bit in `linear` on linear scales; along the x-axis
    /// what stands at `along` in the list of these, from the first to the second number in `zoom`, or all of it; without the runs with
    /// a bit in `hidden`. The answer is what is shown.
    pub fn show(
        &mut self,
        race: &Race,
        see: u32,
        linear: u32,
        along: usize,
        zoom: Option<Vec<f64>>,
        hidden: u32,
    ) -> JsValue {
        self.along = &ALONG[along];
        let zoom = zoom.as_deref().and_then(|zoom| Some([*zoom.first()?, *zoom.get(1)?]));
        let seen = |entry: &Entry| hidden >> entry.run & 1 == 0;
        let seeds = race.runs.seeds;
        let xs = |group: &[Entry]| {
            let along = |entry: &Entry| (self.along.column)(entry.trajectory());
            match group {
                [one] => along(one),
                _ => spread(&group.iter().map(along).collect::<Vec<_>>())[0].clone(),
            }
        };
        self.xs = race.runs.groups().map(|group| if seen(&group[0]) { xs(group) } else { Vec::new() }).collect();
        self.charts.clear();
        for quantity in quantities_of(&race.runs, &race.landmarks) {
            if !See::of(see).has(quantity.layer) {
                continue;
            }
            let mut curves = Vec::new();
            for (index, group) in race.runs.groups().enumerate().filter(|(_, group)| seen(&group[0])) {
                for part in 0..quantity.parts.len() {
                    let mut columns: Vec<Vec<f64>> =
                        (0..seeds).map(|seed| column(race, index * seeds + seed, quantity, part)).collect();
                    columns.retain(|column| !column.is_empty());
                    let (ys, band) = match &mut columns[..] {
                        [] => continue,
                        [one] => (std::mem::take(one), Default::default()),
                        all => {
                            let [middle, low, high] = spread(all);
                            (middle, [low, high])
                        }
                    };
                    let (run, start) = (group[0].run, group[0].start);
                    let symbol = quantity.symbol_of(&Source::of(&race.runs, &race.landmarks, index * seeds));
                    curves.push(Curve { entry: index, run, start, look: race.look(run), part, symbol, ys, band });
                }
            }
            let height =
                if quantity.log && !See::of(linear).has(quantity.layer) { Height::Log } else { Height::Linear };
            let axes = Axes::new(&self.series(quantity, &curves, -1), height, zoom, self.sheet.frame(LEFT));
            self.charts.push(Chart { quantity, axes, curves });
        }
        // All have the same room at the left, so that their x-axes are one.
        let room = self.charts.iter().map(|chart| left(&chart.axes)).fold(LEFT, f64::max);
        for chart in &mut self.charts {
            chart.axes.frame = self.sheet.frame(room);
        }
        plain(&self.charts)
    }

    /// Draws axes and curves of chart `i`; the run `bright` stands out, if it is not negative.
    pub fn draw(&self, i: usize, canvas: &HtmlCanvasElement, bright: i32) {
        if cleared(canvas, self.ratio).is_none() {
            return;
        }
        let Some(mut backend) = backend(canvas, self.ratio) else { return };
        // A canvas that refuses to draw shows nothing; there is nobody to tell.
        let Chart { axes, curves, .. } = &self.charts[i];
        let theme = Theme::of(self.dark);
        let _ = draw(&mut backend, Surface::Canvas, |pen| {
            for curve in curves.iter().filter(|curve| !curve.band[0].is_empty()) {
                let faded = bright >= 0 && bright != curve.run as i32;
                let color = theme.style(curve.look).color.fade(if faded { 0.05 } else { 0.16 });
                pen.polygon(&band(&self.xs[curve.entry], &curve.band, axes), color);
            }
        });
        self.with(i, bright, |picture| {
            let _ = picture.draw(&mut backend, Surface::Canvas);
        });
    }

    /// Draws the cursor at step `k` of chart `i`: a dot on each curve, and a line through them where they all have one x.
    pub fn draw_cursor(&self, i: usize, canvas: &HtmlCanvasElement, k: usize, bright: i32) {
        if cleared(canvas, self.ratio).is_none() {
            return;
        }
        let Some(mut backend) = backend(canvas, self.ratio) else { return };
        self.with(i, bright, |picture| {
            let _ = picture.draw_cursor(&mut backend, Surface::Canvas, k);
        });
    }

    /// The number of the curve near a pixel of chart `i`, and the step there.
    #[must_use]
    pub fn hit(&self, i: usize, x: f64, y: f64, reach: f64) -> Option<Vec<usize>> {
        let hit = self.with(i, -1, |picture| picture.nearest([x, y], reach))?;
        Some(vec![hit.series, hit.step])
    }

    /// The pixel of curve `curve` of chart `i` at step `k`.
    #[must_use]
    pub fn pixel(&self, i: usize, curve: usize, k: usize) -> Vec<f64> {
        let Chart { axes, curves, .. } = &self.charts[i];
        let curve = &curves[curve];
        axes.to_pixel(entry(&self.xs[curve.entry], k), entry(&curve.ys, k)).to_vec()
    }

    /// The step under a place on the x-axis, in pixels: of the run that goes furthest.
    #[must_use]
    pub fn step(&self, x: f64) -> usize {
        let (Some(chart), Some(xs)) = (self.charts.first(), self.longest()) else { return 0 };
        let x = chart.axes.x_at(x);
        let after = xs.partition_point(|at| *at < x).min(xs.len().saturating_sub(1));
        let before = after.saturating_sub(1);
        if x - xs[before] < xs[after] - x { before } else { after }
    }

    /// The part of the x-axis between two pixels; nothing for all of it.
    #[must_use]
    pub fn between(&self, from: f64, to: f64) -> Option<Vec<f64>> {
        Some(self.charts.first()?.axes.between(from, to)?.to_vec())
    }

    /// The part of the x-axis that is `factor` times as close, about step `k` of the run that goes furthest; nothing for all of it.
    #[must_use]
    pub fn zoomed(&self, k: usize, factor: f64) -> Option<Vec<f64>> {
        let (axes, xs) = (&self.charts.first()?.axes, self.longest()?);
        let at = xs.get(k).or(xs.last())?;
        Some(axes.zoomed(axes.x_pixel(*at), factor)?.to_vec())
    }

    /// How far right and how high the curves of chart `i` stand at step `k`, by turns; not a number where one has ended.
    #[must_use]
    pub fn values(&self, i: usize, k: usize) -> Vec<f64> {
        self.charts[i].curves.iter().flat_map(|c| [entry(&self.xs[c.entry], k), entry(&c.ys, k)]).collect()
    }

    /// The steps in view, the first, the last and every one, second, fifth, tenth, … in between: at most about `most`.
    #[must_use]
    pub fn rows(&self, most: usize) -> Vec<u32> {
        let Some(Chart { axes, .. }) = self.charts.first() else { return Vec::new() };
        let [from, to] = axes.x;
        let first = self.xs.iter().map(|xs| xs.partition_point(|x| *x < from)).min().unwrap_or(0);
        let end = self.xs.iter().map(|xs| xs.partition_point(|x| *x <= to)).max().unwrap_or(0);
        let strides = (0..).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_usize.pow(power)));
        let stride = strides.into_iter().find(|stride| end.saturating_sub(first) <= most * stride).unwrap_or(1);
        let is_row = |k: &usize| k.is_multiple_of(stride) || *k == first || k + 1 == end;
        (first..end).filter(is_row).map(|k| k as u32).collect()
    }
}

impl Charts {
    fn series<'a>(&'a self, quantity: &'static Quantity, curves: &'a [Curve], bright: i32) -> Vec<Series<'a>> {
        let theme = Theme::of(self.dark);
        let emphasis = |run: usize| match bright {
            bright if bright < 0 => Emphasis::Usual,
            bright if bright == run as i32 => Emphasis::Strong,
            _ => Emphasis::Faded,
        };
        let series = |c: &'a Curve| Series {
            xs: &self.xs[c.entry],
            ys: &c.ys,
            style: theme.style(c.look),
            emphasis: emphasis(c.run),
            progress: quantity.progress,
            name: quantity.parts[c.part],
            part: c.part,
        };
        curves.iter().map(series).collect()
    }

    fn with<T>(&self, i: usize, bright: i32, see: impl FnOnce(Picture<'_>) -> T) -> T {
        let Chart { quantity, axes, curves } = &self.charts[i];
        let series = self.series(quantity, curves, bright);
        let (theme, whole) = (Theme::of(self.dark), self.along.whole);
        see(Picture { series: &series, axes: *axes, theme, whole, x_title: "", y_title: "" })
    }

    /// How far right the iterates of the run stand that goes furthest.
    fn longest(&self) -> Option<&Vec<f64>> {
        let seen = self.xs.iter().filter(|xs| !xs.is_empty());
        seen.max_by_key(|xs| xs.len())
    }
}
