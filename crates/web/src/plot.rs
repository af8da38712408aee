//! The plot on its three canvases: the field, the paths, and where the runs stand.

use crate::boundary::plain;
use crate::canvas::{backend, cleared, context, in_pixels};
use crate::race::Race;
use crate::strokes::{CASING, PATH, draw_arrows, draw_pieces, draw_spokes, line, stroke};
use descent_optim::experiment::see::{Layer, See};
use descent_optim::race::Entry;
use descent_optim::slider::nearest;
use descent_scene::curvature::Curvature;
use descent_scene::field::Field;
use descent_scene::gradients::{Arrow, arrows};
use descent_scene::ground::Ground;
use descent_scene::lanes::{Lane, lanes};
use descent_scene::paths::{self, Piece, Tracer};
use descent_scene::pen::Surface;
use descent_scene::picture::marks;
use descent_scene::plot::{self, Emphasis, Inside, Mark, PlotScene, Run};
use descent_scene::shading::{self, Layers};
use descent_scene::svg;
use descent_scene::theme::Theme;
use descent_scene::trials::{spokes, steps};
use descent_scene::view::{Point, Rect, Scale, View};
use descent_scene::walls::{self, Walls};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{Clamped, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// A grid node every so many pixels, and no more than this many each way.
const GRAIN: f64 = 2.6;
const NODES: usize = 320;
/// At most so many contour levels.
const LEVELS: usize = 20;

/// How much of a run is seen while another one stands out.
const FADED: f64 = 0.2;
/// How much of a pinned path is seen.
const GHOST: f64 = 0.4;
/// A path is under the pointer within this many pixels.
const REACH: f64 = 9.0;

/// The plot: its view, and what has been drawn already.
#[wasm_bindgen]
pub struct Plot {
    width: f64,
    height: f64,
    ratio: f64,
    dark: bool,
    view: View,
    ground: Option<Ground>,
    gradients: Vec<Arrow>,
    marks: Vec<Mark>,
    walls: Vec<Walls>,
    /// The layers that are shown. The trials of the run that stands out always are.
    see: See,
    tracers: Vec<Tracer>,
    /// The length of each path as far as it has been drawn, where its dashes go on.
    lengths: Vec<f64>,
    /// Which runs share a line. While paths are on the move they keep what they had.
    lanes: Vec<Lane>,
    ghosts: Vec<Ghost>,
    /// The run whose step is taken apart.
    chosen: usize,
}

/// A path that was pinned: it stays while its run is changed.
struct Ghost {
    /// The number of its run's style.
    look: usize,
    xs: Vec<f64>,
}

/// How the paths are drawn.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// What is new since they were drawn last.
    More,
    /// All of them from their starts, after another race, view or choice of runs.
    Anew,
    /// All of them from their starts, at another step.
    Again,
    /// The same without casings, for paths that are on the move.
    Draft,
}

/// A path under the pointer.
#[derive(Serialize)]
struct Hit {
    run: usize,
    start: usize,
    k: usize,
    x: f64,
    y: f64,
}

impl Default for Plot {
    fn default() -> Plot {
        Plot::new()
    }
}

#[wasm_bindgen]
impl Plot {
    /// A plot that has not been shown yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Plot {
        let view = View::new([-1.0, 1.0, -1.0, 1.0], Rect::new(0.0, 0.0, 1.0, 1.0), Scale::Equal);
        Plot {
            width: 1.0,
            height: 1.0,
            ratio: 2.0,
            dark: false,
            view,
            ground: None,
            gradients: Vec::new(),
            marks: Vec::new(),
            walls: Vec::new(),
            see: See::default(),
            tracers: Vec::new(),
            lengths: Vec::new(),
            lanes: Vec::new(),
            ghosts: Vec::new(),
            chosen: 0,
        }
    }

    /// The size in CSS pixels, how many of the canvas's pixels there are in one of them, and the theme.
    pub fn frame(&mut self, width: f64, height: f64, ratio: f64, dark: bool) {
        (self.width, self.height, self.ratio, self.dark) = (width, height, ratio, dark);
    }

    /// Shows a box of the plane (`[xmin, xmax, ymin, ymax]`), or the function's own, in layers that have a bit each.
    pub fn show(&mut self, race: &Race, area: Option<Vec<f64>>, see: u32) {
        self.see = See::of(see);
        let view = View::new(race.experiment.own_area(), plot::frame(self.width, self.height), Scale::Equal);
        self.view = match area.and_then(|area| area.try_into().ok()) {
            Some(area) => view.show(area),
            None => view,
        };
    }

    /// Draws what does not move: the field with its contours and shading, labels, critical points, axes.
    /// Labels keep off the runs' paths. A draft is coarser and may have fewer pixels: for a view that is on the move.
    pub fn draw_field(&mut self, race: &Race, canvas: &HtmlCanvasElement, draft: bool) {
        let ratio = f64::from(canvas.width()) / self.width;
        let frame = self.view.frame();
        let grain = if draft { 2.0 * GRAIN } else { GRAIN };
        let nodes = |pixels: f64| ((pixels / grain) as usize).clamp(32, NODES);
        let lines = self.see.has(Layer::Contour);
        let field = Field::sample(&*race.runs.objective, self.view.area(), nodes(frame.width), nodes(frame.height));
        let ground = Ground::unfilled(field, LEVELS, lines && !draft);
        let Some(context) = cleared(canvas, ratio) else { return };
        let layers = Layers { shades: self.see.has(Layer::Heat), lines: lines && draft };
        let [x, y, width, height] =
            [frame.x, frame.y, frame.width, frame.height].map(|pixels| (pixels * ratio).round());
        let theme = Theme::of(self.dark);
        let pixels = shading::pixels(&ground.field, &ground.levels, theme, layers, width as usize, height as usize);
        let bytes = Clamped(pixels.as_flattened());
        if let Ok(image) = ImageData::new_with_u8_clamped_array_and_sh(bytes, width as u32, height as u32) {
            // An image of its own size cannot fail.
            let _ = context.put_image_data(&image, x, y);
        }
        self.marks = marks(&race.landmarks);
        self.walls = walls::of(&race.experiment);
        self.ground = Some(ground);
        let shown = self.see.has(Layer::Field);
        self.gradients = if shown { arrows(&*race.runs.objective, &self.view) } else { Vec::new() };
        let Some(mut backend) = backend(canvas, ratio) else { return };
        let runs = if draft { Vec::new() } else { self.runs(race, usize::MAX, 0, -1) };
        if let Some(scene) = self.scene(&runs) {
            // A canvas that refuses to draw shows nothing; there is nobody to tell.
            let _ = plot::draw_over_shading(&mut backend, Surface::Canvas, &scene, !draft);
        }
    }

    /// Keeps the paths of a run as they are, from all starts, to be seen beside those that it takes later.
    pub fn pin(&mut self, race: &Race, run: usize) {
        let look = race.look(run);
        let entries = race.runs.entries.iter().filter(|entry| entry.run == run);
        self.ghosts.extend(entries.map(|entry| Ghost { look, xs: entry.trajectory().x.clone() }));
    }

    /// Forgets what was pinned of a run, by its style.
    pub fn unpin(&mut self, look: usize) {
        self.ghosts.retain(|ghost| ghost.look != look);
    }

    /// Draws the paths up to step `k`. `hidden` has a bit for each run; `bright` is the run that stands out, or −1.
    pub fn draw_paths(
        &mut self,
        race: &Race,
        canvas: &HtmlCanvasElement,
        manner: Manner,
        k: usize,
        hidden: u32,
        bright: i32,
    ) {
        let entries = &race.runs.entries;
        let context = if manner != Manner::More || self.tracers.len() != entries.len() {
            self.tracers = entries.iter().map(|_| Tracer::new(self.view)).collect();
            self.lengths = vec![0.0; entries.len()];
            let shown = |entry: &Entry| !is_hidden(entry, hidden) && is_first(race, entry);
            let paths: Vec<&[f64]> =
                entries.iter().map(|entry| if shown(entry) { &*entry.trajectory().x } else { &[] }).collect();
            if manner == Manner::Anew || self.lanes.len() != paths.len() {
                self.lanes = lanes(&self.view, &paths);
            }
            cleared(canvas, self.ratio)
        } else {
            context(canvas).inspect(|context| in_pixels(context, self.ratio))
        };
        let Some(context) = context else { return };
        let theme = Theme::of(self.dark);
        if manner != Manner::More {
            self.draw_ghosts(&context, theme);
        }
        let runs: Vec<Run<'_>> = entries.iter().map(|entry| self.run(race, entry, k, bright)).collect();
        for i in plot::order(&runs) {
            let (entry, run) = (&entries[i], &runs[i]);
            let before = self.tracers[i].next();
            let trace = self.tracers[i].advance(run.xs, k);
            if is_hidden(entry, hidden) {
                continue;
            }
            let faded = run.emphasis == Emphasis::Faded;
            if self.shows_trials(run) {
                draw_spokes(&context, run.style, &spokes(&self.view, entry.trajectory(), steps(entry, before, k)));
            }
            if !faded && manner != Manner::Draft {
                // Casings go under everything that is there, so that they set paths off the field and not off each other.
                let _ = context.set_global_composite_operation("destination-over");
                context.set_stroke_style_str(&theme.casing.css());
                context.set_line_width(CASING);
                trace.pieces.iter().for_each(|piece| stroke(&context, &piece.points));
                let _ = context.set_global_composite_operation("source-over");
            }
            context.set_global_alpha(if faded { FADED } else { 1.0 });
            let lane = self.lanes[i];
            self.lengths[i] = draw_pieces(&context, run.style, lane, entry.run, &trace.pieces, self.lengths[i]);
            context.set_fill_style_str(&run.style.color.css());
            if !faded && !trace.dots.is_empty() {
                context.begin_path();
                let own = trace.dots.iter().enumerate().filter(|(n, _)| lane.has_dot(trace.dots_before + n));
                for (_, [x, y]) in own {
                    context.move_to(*x, *y);
                    let _ = context.arc(*x, *y, PATH, 0.0, std::f64::consts::TAU);
                }
                context.fill();
            }
            let heads = self.scene(&[]).map(|scene| plot::arrows(&scene, run, &trace, lane)).unwrap_or_default();
            draw_arrows(&context, &heads, theme);
            context.set_global_alpha(1.0);
        }
    }

    /// Draws where the runs stand at `cursor`, which may lie between two steps: the way from the last step, the markers, and
    /// an arrow for each run that has left. `at` is the run, start and step under the pointer, or empty.
    pub fn draw_heads(
        &mut self,
        race: &Race,
        canvas: &HtmlCanvasElement,
        cursor: f64,
        hidden: u32,
        bright: i32,
        at: &[u32],
    ) {
        let Some(context) = cleared(canvas, self.ratio) else { return };
        let theme = Theme::of(self.dark);
        let (k, part) = (cursor.max(0.0) as usize, cursor.max(0.0).fract());
        let frame = self.view.frame();
        // For a run that is seen, its start, its step and the place between two steps are all that its marker needs.
        let mut near: Vec<(usize, Vec<f64>)> = Vec::new();
        for (i, entry) in race.runs.entries.iter().enumerate().filter(|(_, entry)| !is_hidden(entry, hidden)) {
            let path = entry.trajectory();
            let last = k.min(path.steps());
            let here = point(path.iterate(last));
            let mut xs = path.iterate(0).to_vec();
            if last > 0 {
                xs.extend(here);
            }
            if part > 0.0 && last == k && k < path.steps() {
                let next = point(path.iterate(k + 1));
                let between = [here[0] + part * (next[0] - here[0]), here[1] + part * (next[1] - here[1])];
                let (from, to) = (self.view.to_pixel(here), self.view.to_pixel(between));
                let style = theme.style(race.look(entry.run));
                let faded = bright >= 0 && entry.run as i32 != bright || !is_first(race, entry);
                context.set_global_alpha(if faded { FADED } else { 1.0 });
                if let Some((a, b)) = paths::clip(from, to, &frame) {
                    let length = self.lengths.get(i).copied().unwrap_or(0.0);
                    let lane = self.lanes.get(i).copied().unwrap_or_default();
                    let piece = Piece { points: vec![a, b], from: length };
                    draw_pieces(&context, style, lane, entry.run, &[piece], length);
                }
                xs.extend(between);
            }
            if !frame.contains(self.view.to_pixel(point(&xs[xs.len() - 2..]))) {
                // Where and how it left is known from the whole path.
                let rest = xs.split_off(xs.len() - 2);
                xs = path.x[..2 * (last + 1)].to_vec();
                xs.extend(rest);
            }
            near.push((i, xs));
        }
        context.set_global_alpha(1.0);
        if let [run, start, k] = *at {
            self.ring(&context, race, theme, (run as usize, start as usize, k as usize));
        }
        let Some(mut backend) = backend(canvas, self.ratio) else { return };
        let curved = self.see.has(Layer::Curvature);
        let runs: Vec<Run<'_>> = near
            .iter()
            .map(|(i, xs)| {
                let entry = &race.runs.entries[*i];
                let curvature = curved.then(|| Curvature::of_run(&race.runs, entry, k)).flatten();
                Run { xs, k: usize::MAX, curvature, ..self.run(race, entry, usize::MAX, bright) }
            })
            .collect();
        let inside = self.inside(race, k, bright, at);
        let run = inside.as_ref().and_then(|(entry, _)| near.iter().position(|(i, _)| i == entry));
        if let Some(scene) = self.scene(&runs) {
            let scene = PlotScene { inside: run.zip(inside.as_ref().map(|(_, inside)| inside)), ..scene };
            let _ = plot::draw_heads(&mut backend, Surface::Canvas, &scene);
        }
    }

    /// The run whose step is taken apart where none is under the pointer.
    pub fn choose(&mut self, run: usize) {
        self.chosen = run;
    }

    /// Pinned paths, whole and pale: a line and a hollow marker where each ended.
    fn draw_ghosts(&self, context: &CanvasRenderingContext2d, theme: &Theme) {
        for ghost in &self.ghosts {
            let trace = paths::trace(&self.view, &ghost.xs, usize::MAX);
            context.set_stroke_style_str(&theme.style(ghost.look).color.css());
            context.set_global_alpha(GHOST);
            context.set_line_width(PATH);
            trace.pieces.iter().for_each(|piece| line(context, &piece.points));
            if let Some([x, y]) = trace.end {
                context.set_global_alpha(2.0 * GHOST);
                context.begin_path();
                let _ = context.arc(x, y, 5.0, 0.0, std::f64::consts::TAU);
                context.stroke();
            }
        }
        context.set_global_alpha(1.0);
    }

    /// A ring around the iterate under the pointer.
    fn ring(&self, context: &CanvasRenderingContext2d, race: &Race, theme: &Theme, at: (usize, usize, usize)) {
        let (run, start, k) = at;
        let Some(entry) = race.runs.entries.iter().find(|e| e.run == run && e.start == start) else { return };
        let path = entry.trajectory();
        let [x, y] = self.view.to_pixel(point(path.iterate(k.min(path.steps()))));
        for (width, color) in [(5.0, theme.casing), (2.2, theme.style(race.look(run)).color)] {
            context.begin_path();
            let _ = context.arc(x, y, 6.0, 0.0, std::f64::consts::TAU);
            context.set_line_width(width);
            context.set_stroke_style_str(&color.css());
            context.stroke();
        }
    }

    /// The pixel of a data point.
    #[must_use]
    pub fn to_pixel(&self, x: f64, y: f64) -> Vec<f64> {
        self.view.to_pixel([x, y]).to_vec()
    }

    /// The data point at a pixel, with as many digits as a pixel can tell.
    #[must_use]
    pub fn to_data(&self, x: f64, y: f64) -> Vec<f64> {
        let ([x, y], [ux, uy]) = (self.view.to_data([x, y]), self.view.unit());
        vec![nearest(x, ux), nearest(y, uy)]
    }

    /// Whether a pixel is inside the plot's frame.
    #[must_use]
    pub fn is_inside(&self, x: f64, y: f64) -> bool {
        self.view.frame().contains([x, y])
    }

    /// The box that is shown when everything becomes `factor` times as large about a pixel.
    #[must_use]
    pub fn zoomed(&self, x: f64, y: f64, factor: f64) -> Vec<f64> {
        rounded(&self.view.zoom_at([x, y], factor))
    }

    /// The box that is shown when the paper is moved by so many pixels.
    #[must_use]
    pub fn panned(&self, dx: f64, dy: f64) -> Vec<f64> {
        rounded(&self.view.pan(dx, dy))
    }

    /// The run, start and step under a pixel, of the paths up to step `k`.
    #[must_use]
    pub fn hit(&self, race: &Race, x: f64, y: f64, k: usize, hidden: u32) -> JsValue {
        if !self.view.frame().contains([x, y]) {
            return JsValue::UNDEFINED;
        }
        let entries = &race.runs.entries;
        let shown = entries.iter().map(|entry| {
            let path = entry.trajectory();
            let count = if is_hidden(entry, hidden) { 0 } else { k.min(path.steps()) + 1 };
            &path.x[..2 * count]
        });
        let Some(hit) = paths::nearest(&self.view, shown, [x, y], REACH) else { return JsValue::UNDEFINED };
        let entry = &entries[hit.run];
        let [x, y] = self.view.to_pixel(point(entry.trajectory().iterate(hit.step)));
        plain(&Hit { run: entry.run, start: entry.start, k: hit.step, x, y })
    }

    /// The plot as it is seen, as an SVG file.
    #[must_use]
    pub fn svg(&self, race: &Race, k: usize, hidden: u32) -> String {
        let mut runs = self.runs(race, k, hidden, -1);
        let entries = race.runs.entries.iter().filter(|entry| !is_hidden(entry, hidden));
        let tried = |entry| spokes(&self.view, Entry::trajectory(entry), steps(entry, 0, k));
        let tried: Vec<_> = if self.see.has(Layer::Trials) { entries.map(tried).collect() } else { Vec::new() };
        runs.iter_mut().zip(&tried).for_each(|(run, tried)| run.trials = tried);
        if self.see.has(Layer::Curvature) {
            let entries = race.runs.entries.iter().filter(|entry| !is_hidden(entry, hidden));
            runs.iter_mut()
                .zip(entries)
                .for_each(|(run, entry)| run.curvature = Curvature::of_run(&race.runs, entry, k));
        }
        let inside = self.inside(race, k, -1, &[]);
        let mut shown = race.runs.entries.iter().enumerate().filter(|(_, entry)| !is_hidden(entry, hidden));
        let run = inside.as_ref().and_then(|(entry, _)| shown.position(|(i, _)| i == *entry));
        let inside = run.zip(inside.as_ref().map(|(_, inside)| inside));
        let picture = |scene| svg::plot(&PlotScene { inside, ..scene }, self.width as u32, self.height as u32);
        self.scene(&runs).map(picture).unwrap_or_default()
    }
}

impl Plot {
    /// The step from iterate `k` that is taken apart, with the number of its run: of the run `bright` or the chosen one, from the start under
    /// the pointer or the first.
    fn inside(&self, race: &Race, k: usize, bright: i32, at: &[u32]) -> Option<(usize, Inside)> {
        if !Inside::is_shown(self.see) {
            return None;
        }
        let run = if bright >= 0 { bright as usize } else { self.chosen };
        let (start, k) = if let [_, start, k] = *at { (start as usize, k as usize) } else { (0, k) };
        let entry = race.runs.entries.iter().position(|entry| entry.run == run && entry.start == start)?;
        let anatomy = race.anatomy(entry, k)?;
        Inside::of(&anatomy, self.see).map(|inside| (entry, inside))
    }

    fn shows_trials(&self, run: &Run<'_>) -> bool {
        run.emphasis == Emphasis::Strong || self.see.has(Layer::Trials) && run.emphasis == Emphasis::Usual
    }

    fn run<'a>(&self, race: &Race, entry: &'a Entry, k: usize, bright: i32) -> Run<'a> {
        let emphasis = match bright {
            _ if !is_first(race, entry) => Emphasis::Faded,
            bright if bright < 0 => Emphasis::Usual,
            bright if bright == entry.run as i32 => Emphasis::Strong,
            _ => Emphasis::Faded,
        };
        let style = Theme::of(self.dark).style(race.look(entry.run));
        Run { xs: &entry.trajectory().x, k, style, emphasis, trials: &[], walls: walls::of_run(entry), curvature: None }
    }

    fn runs<'a>(&self, race: &'a Race, k: usize, hidden: u32, bright: i32) -> Vec<Run<'a>> {
        let shown = race.runs.entries.iter().filter(|entry| !is_hidden(entry, hidden));
        shown.map(|entry| self.run(race, entry, k, bright)).collect()
    }

    fn scene<'a>(&'a self, runs: &'a [Run<'a>]) -> Option<PlotScene<'a>> {
        let ground = self.ground.as_ref()?;
        let (view, marks, walls, theme) = (&self.view, &self.marks, &self.walls, Theme::of(self.dark));
        let gradients = &self.gradients;
        Some(PlotScene { view, ground, gradients, marks, walls, runs, inside: None, see: self.see, theme })
    }
}

fn is_hidden(entry: &Entry, hidden: u32) -> bool {
    hidden >> entry.run & 1 == 1
}

/// Whether a run has the first seed: those of the others are pale.
fn is_first(race: &Race, entry: &Entry) -> bool {
    entry.seed == race.experiment.seed
}

fn point(x: &[f64]) -> Point {
    [x[0], x[1]]
}

/// The box of a view with as many digits as its pixels can tell, and two more, so that panning does not drift.
fn rounded(view: &View) -> Vec<f64> {
    let [ux, uy] = view.unit();
    let [x0, x1, y0, y1] = view.area();
    vec![nearest(x0, ux / 100.0), nearest(x1, ux / 100.0), nearest(y0, uy / 100.0), nearest(y1, uy / 100.0)]
}
