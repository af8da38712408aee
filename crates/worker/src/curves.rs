//! The charts of a race of trainings: columns come in, curves go onto canvases.

use crate::line::{Epoch, Line, smoothed, spread_of_all};
use crate::quantity::{QUANTITIES, Quantity};
use descent_boundary::canvas::{backend, cleared};
use descent_boundary::plain;
use descent_optim::experiment::network::{AXES, Axis};
use descent_scene::axes::Axes;
use descent_scene::chart::{Chart as Picture, Height, LEFT, Series, Sheet, left};
use descent_scene::pen::{Surface, draw};
use descent_scene::plot::Emphasis;
use descent_scene::spread::band;
use descent_scene::theme::{Style, Theme};
use descent_scene::view::Point;
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// What is known of all trainings, and the charts that are shown of them.
#[wasm_bindgen]
pub struct Curves {
    sheet: Sheet,
    ratio: f64,
    dark: bool,
    axis: Axis,
    /// The number of each run's style.
    looks: Vec<usize>,
    lines: Vec<Line>,
    charts: Vec<Chart>,
}

#[derive(Serialize)]
struct Chart {
    /// Its place among the quantities.
    quantity: usize,
    #[serde(skip)]
    axes: Axes,
    curves: Vec<Curve>,
}

/// A curve of a run: the median of its seeds, and the quartiles around it.
#[derive(Serialize)]
struct Curve {
    run: usize,
    /// Which layer, where there is one for each.
    part: usize,
    /// Whether it is what is smoothed by another one.
    raw: bool,
    #[serde(skip)]
    xs: Vec<f64>,
    #[serde(skip)]
    ys: Vec<f64>,
    /// The quartiles; empty with one seed.
    #[serde(skip)]
    band: [Vec<f64>; 2],
}

/// Where a run stands: the steps of all its seeds, the epochs that all have behind them, the medians of the rest.
#[derive(Serialize)]
struct Standing {
    step: usize,
    steps: usize,
    epoch: usize,
    epochs: usize,
    loss: Option<f64>,
    #[serde(rename = "valLoss")]
    val_loss: Option<f64>,
    #[serde(rename = "valAccuracy")]
    val_accuracy: Option<f64>,
    #[serde(rename = "testLoss")]
    test_loss: Option<f64>,
    #[serde(rename = "testAccuracy")]
    test_accuracy: Option<f64>,
    seconds: f64,
    ended: bool,
}

impl Default for Curves {
    fn default() -> Curves {
        Curves::new()
    }
}

#[wasm_bindgen]
impl Curves {
    /// Nothing yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Curves {
        let sheet = Sheet { width: 1.0, height: 1.0, titled: false };
        let (looks, lines, charts) = (Vec::new(), Vec::new(), Vec::new());
        Curves { sheet, ratio: 2.0, dark: false, axis: Axis::Epochs, looks, lines, charts }
    }

    /// The size of each chart in CSS pixels, how many of the canvas's pixels there are in one of them, and the theme.
    pub fn frame(&mut self, width: f64, height: f64, ratio: f64, dark: bool) {
        (self.sheet.width, self.sheet.height, self.ratio, self.dark) = (width, height, ratio, dark);
    }

    /// Forgets all trainings; the runs to come have styles of these numbers.
    pub fn clear(&mut self, looks: Vec<usize>) {
        self.lines.clear();
        self.looks = looks;
    }

    /// One more training, of `run`, of so many steps an epoch and epochs, of a network with so many layers; its number.
    pub fn begin(&mut self, run: usize, steps_an_epoch: usize, epochs: usize, layers: usize) -> usize {
        let planned = steps_an_epoch * epochs;
        self.lines.push(Line { run, steps_an_epoch, planned, layers, ..Line::default() });
        self.lines.len() - 1
    }

    /// What is new in a training: a number a step of loss and accuracy, one a step and layer of the gradient's length, five an epoch, and the
    /// seconds so far.
    pub fn take(&mut self, line: usize, loss: &[f32], accuracy: &[f32], norms: &[f32], epochs: &[f64], seconds: f64) {
        let line = &mut self.lines[line];
        let wide = |list: &[f32]| list.iter().copied().map(f64::from).collect::<Vec<_>>();
        line.loss.extend(wide(loss));
        line.accuracy.extend(wide(accuracy));
        line.norms.extend(wide(norms));
        line.epochs.extend(epochs.as_chunks::<5>().0.iter().map(Epoch::from));
        line.seconds = seconds;
    }

    /// A training goes no further; what it reached on the test set.
    pub fn end(&mut self, line: usize, loss: f64, accuracy: f64) {
        self.lines[line].ended = true;
        self.lines[line].test = Some([loss, accuracy]);
    }

    /// Forgets the trainings of a run. Their numbers are not given again.
    pub fn forget(&mut self, run: usize) {
        for line in self.lines.iter_mut().filter(|line| line.run == run) {
            *line = Line { run: usize::MAX, ended: true, ..Line::default() };
        }
    }

    /// The share of all steps that have been taken, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        let done: usize = self.lines.iter().map(|line| if line.ended { line.planned } else { line.loss.len() }).sum();
        let planned: usize = self.lines.iter().map(|line| line.planned).sum();
        if planned == 0 { 0.0 } else { done as f64 / planned as f64 }
    }

    /// The seconds that are left where `at_once` trainings go on at the same time; nothing before there is a pace.
    #[must_use]
    pub fn left(&self, at_once: usize) -> Option<f64> {
        let known: Vec<f64> = self.lines.iter().filter_map(Line::left).collect();
        if known.is_empty() {
            return None;
        }
        // What has not begun will take as long as the others.
        let fresh: Vec<&Line> = self.lines.iter().filter(|line| line.left().is_none()).collect();
        let pace = |line: &Line| line.seconds / line.loss.len().max(1) as f64;
        let begun = self.lines.iter().filter(|line| !line.loss.is_empty());
        let usual = begun.clone().map(pace).sum::<f64>() / begun.count().max(1) as f64;
        let waiting: f64 = fresh.iter().map(|line| usual * line.planned as f64).sum();
        let longest = known.iter().copied().fold(0.0, f64::max);
        Some(((known.iter().sum::<f64>() + waiting) / at_once.max(1) as f64).max(longest))
    }

    /// Where a run stands.
    #[must_use]
    pub fn standing(&self, run: usize) -> JsValue {
        let lines: Vec<&Line> = self.lines.iter().filter(|line| line.run == run).collect();
        let middle = |of: &dyn Fn(&Line) -> Option<f64>| {
            let each: Vec<Vec<f64>> = lines.iter().filter_map(|line| of(line)).map(|value| vec![value]).collect();
            spread_of_all(&each)[0].first().copied().filter(|value| value.is_finite())
        };
        let sum = |of: fn(&Line) -> usize| lines.iter().map(|line| of(line)).sum::<usize>();
        plain(&Standing {
            step: sum(|line| line.loss.len()),
            steps: sum(|line| line.planned),
            epoch: lines.iter().map(|line| line.epochs.len()).min().unwrap_or(0),
            epochs: lines.iter().map(|line| line.planned / line.steps_an_epoch.max(1)).max().unwrap_or(0),
            loss: middle(&|line| line.epochs.last().map(|epoch| epoch.loss)),
            val_loss: middle(&|line| line.epochs.last().map(|epoch| epoch.val_loss)),
            val_accuracy: middle(&|line| line.epochs.last().map(|epoch| epoch.val_accuracy)),
            test_loss: middle(&|line| line.test.map(|[loss, _]| loss)),
            test_accuracy: middle(&|line| line.test.map(|[_, accuracy]| accuracy)),
            seconds: lines.iter().map(|line| line.seconds).sum(),
            ended: !lines.is_empty() && lines.iter().all(|line| line.ended),
        })
    }

    /// The epochs of a run, the median over its seeds: loss, accuracy, validation loss, validation accuracy and seconds of each.
    #[must_use]
    pub fn epochs(&self, run: usize) -> Vec<f64> {
        let of = |part: fn(&Epoch) -> f64| {
            let lines = self.lines.iter().filter(|line| line.run == run && !line.epochs.is_empty());
            let columns: Vec<Vec<f64>> = lines.map(|line| line.epochs.iter().map(part).collect()).collect();
            let [middle, ..] = spread_of_all(&columns);
            middle
        };
        const PARTS: [fn(&Epoch) -> f64; 5] =
            [|e| e.loss, |e| e.accuracy, |e| e.val_loss, |e| e.val_accuracy, |e| e.seconds];
        let parts = PARTS.map(of);
        (0..parts[0].len()).flat_map(|i| parts.each_ref().map(|part| part[i])).collect()
    }

    /// Shows the charts with a bit in `see`, those with a bit in `log` on logarithmic scales, along what stands at `axis` among the words for it;
    /// smoothed by the weight `smoothing`; without the runs with a bit in `hidden`; the layers of run `chosen`. The answer is what is shown.
    pub fn show(&mut self, see: u32, log: u32, axis: usize, smoothing: f64, hidden: u32, chosen: usize) -> JsValue {
        self.axis = AXES[axis].1;
        self.charts.clear();
        for (index, quantity) in QUANTITIES.iter().enumerate().filter(|(i, _)| see >> i & 1 == 1) {
            let curves = self.curves(quantity, smoothing, hidden, chosen);
            let height = if quantity.log && log >> index & 1 == 1 { Height::Log } else { Height::Linear };
            let axes = Axes::new(&self.series(quantity, &curves, -1), height, None, self.sheet.frame(LEFT));
            self.charts.push(Chart { quantity: index, axes, curves });
        }
        // All have the same room at the left, and the same x-axis.
        let room = self.charts.iter().map(|chart| left(&chart.axes)).fold(LEFT, f64::max);
        let last = self.charts.iter().map(|chart| chart.axes.x[1]).fold(0.0, f64::max);
        for chart in &mut self.charts {
            chart.axes.frame = self.sheet.frame(room);
            chart.axes.x = [0.0, last];
        }
        plain(&self.charts)
    }

    /// Draws axes and curves of chart `i`; the run `bright` stands out, if it is not negative.
    pub fn draw(&self, i: usize, canvas: &HtmlCanvasElement, bright: i32) {
        if cleared(canvas, self.ratio).is_none() {
            return;
        }
        let Some(mut backend) = backend(canvas, self.ratio) else { return };
        self.with(i, bright, |picture, bands| {
            // A canvas that refuses to draw shows nothing; there is nobody to tell.
            let _ = draw(&mut backend, Surface::Canvas, |pen| {
                for (points, color) in bands {
                    pen.polygon(points, *color);
                }
            });
            let _ = picture.draw(&mut backend, Surface::Canvas);
        });
    }

    /// The number of the curve near a pixel of chart `i`, and its entry there.
    #[must_use]
    pub fn hit(&self, i: usize, x: f64, y: f64, reach: f64) -> Option<Vec<usize>> {
        let hit = self.with(i, -1, |picture, _| picture.nearest([x, y], reach))?;
        Some(vec![hit.series, hit.step])
    }

    /// How far right and how high entry `k` of a curve of chart `i` stands, then the same in pixels.
    #[must_use]
    pub fn at(&self, i: usize, curve: usize, k: usize) -> Vec<f64> {
        let Chart { axes, curves, .. } = &self.charts[i];
        let entry = |list: &[f64]| list.get(k).copied().unwrap_or(f64::NAN);
        let (x, y) = (entry(&curves[curve].xs), entry(&curves[curve].ys));
        let [px, py] = axes.to_pixel(x, y);
        vec![x, y, px, py]
    }
}

/// A polygon with its colour.
type Band = (Vec<Point>, descent_scene::color::Color);

impl Curves {
    fn curves(&self, quantity: &Quantity, smoothing: f64, hidden: u32, chosen: usize) -> Vec<Curve> {
        let seen = |run: &usize| hidden >> run & 1 == 0 && (!quantity.layers || *run == chosen);
        let mut curves = Vec::new();
        for run in (0..self.looks.len()).filter(seen) {
            let lines: Vec<&Line> = self.lines.iter().filter(|line| line.run == run && !line.loss.is_empty()).collect();
            let parts = if quantity.layers { lines.first().map_or(0, |line| line.layers) } else { 1 };
            let xs: Vec<Vec<f64>> = lines.iter().map(|line| line.xs(quantity.per_epoch, self.axis)).collect();
            let [xs, ..] = spread_of_all(&xs);
            for part in 0..parts {
                let raw: Vec<Vec<f64>> = lines.iter().map(|line| (quantity.column)(line, part)).collect();
                if raw.iter().flatten().all(|y| !y.is_finite()) {
                    continue;
                }
                let smooth = !quantity.per_epoch && smoothing > 0.0;
                let shown: Vec<Vec<f64>> =
                    if smooth { raw.iter().map(|column| smoothed(column, smoothing)).collect() } else { raw.clone() };
                let [middle, low, high] = spread_of_all(&shown);
                let band = if lines.len() > 1 { [low, high] } else { [Vec::new(), Vec::new()] };
                if smooth && lines.len() == 1 {
                    let [ys, ..] = spread_of_all(&raw);
                    curves.push(Curve { run, part, raw: true, xs: xs.clone(), ys, band: Default::default() });
                }
                curves.push(Curve { run, part, raw: false, xs: xs.clone(), ys: middle, band });
            }
        }
        curves
    }

    fn series<'a>(&'a self, quantity: &Quantity, curves: &'a [Curve], bright: i32) -> Vec<Series<'a>> {
        let theme = Theme::of(self.dark);
        let style = |c: &Curve| theme.style(if quantity.layers { c.part } else { self.looks[c.run] });
        let series = |c: &'a Curve| Series {
            xs: &c.xs,
            ys: &c.ys,
            // Layers are told apart by the styles in their order.
            style: Style {
                // What is smoothed is faint and goes up and down at every step: dashes would only cost time.
                dash: if c.raw { &[] } else { style(c).dash },
                ..style(c)
            },
            emphasis: match bright {
                _ if c.raw => Emphasis::Faded,
                bright if bright < 0 || quantity.layers => Emphasis::Usual,
                bright if bright == c.run as i32 => Emphasis::Strong,
                _ => Emphasis::Faded,
            },
            progress: false,
            name: "",
            part: 0,
        };
        curves.iter().map(series).collect()
    }

    fn with<T>(&self, i: usize, bright: i32, see: impl FnOnce(Picture<'_>, &[Band]) -> T) -> T {
        let Chart { quantity, axes, curves } = &self.charts[i];
        let quantity = &QUANTITIES[*quantity];
        let series = self.series(quantity, curves, bright);
        let bands: Vec<Band> = curves
            .iter()
            .zip(&series)
            .filter(|(c, _)| !c.band[0].is_empty())
            .map(|(c, s)| {
                (
                    band(&c.xs, &c.band, axes),
                    s.style.color.fade(if s.emphasis == Emphasis::Faded { 0.05 } else { 0.16 }),
                )
            })
            .collect();
        let whole = quantity.per_epoch && self.axis != Axis::Seconds || self.axis == Axis::Steps;
        let theme = Theme::of(self.dark);
        see(Picture { series: &series, axes: *axes, theme, whole, x_title: "", y_title: "" }, &bands)
    }
}
