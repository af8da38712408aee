//! The plot: ground, contour lines and their labels, critical points, axes, and the runs on top.

use crate::arrows::{self, Step};
use crate::color::Color;
use crate::curvature::{self, Curvature};
use crate::gradients::{self, Arrow};
use crate::ground::Ground;
use crate::labels::{self, Label};
use crate::lanes::{Lane, lanes};
use crate::model::{self, Model};
use crate::paths::{Trace, trace};
use crate::pen::{Anchor, Drawn, Pen, Surface, draw};
use crate::text;
use crate::theme::{Style, Theme};
use crate::ticks::{Tick, ticks, ticks_about};
use crate::trials::{self, Spoke};
use crate::view::{Point, Rect, Scale, View};
use crate::walls::{self, Walls};
use crate::words;
use descent_optim::anatomy::Anatomy;
use descent_optim::experiment::see::{Layer, See};
use descent_optim::sort::{self, sorted};
use plotters_backend::DrawingBackend;

/// What a critical point is shown as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A global minimum: a star.
    Global,
    /// A local minimum: a hollow ring.
    Local,
    /// A saddle: a cross.
    Saddle,
    /// A maximum: a small triangle, pointing up.
    Maximum,
}

/// A critical point of the objective.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Where it is, in data units.
    pub at: Point,
    /// What it is.
    pub kind: MarkKind,
}

/// How much a run is brought forward.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// Like all others.
    #[default]
    Usual,
    /// Chosen or under the pointer: drawn last and wider.
    Strong,
    /// Another one is chosen: pale.
    Faded,
}

/// A run as the plot shows it.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// x and y of one iterate after the other.
    pub xs: &'a [f64],
    /// The iterate that is shown as the last.
    pub k: usize,
    /// Colour, dash and marker.
    pub style: Style,
    /// How much it is brought forward.
    pub emphasis: Emphasis,
    /// The trials on its way, if they are shown.
    pub trials: &'a [Spoke],
    /// The bounds that it respects.
    pub walls: Option<Walls>,
    /// The Hessian where it stands, if that is shown.
    pub curvature: Option<Curvature>,
}

/// A step taken apart, as the plot shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Inside {
    /// What it is made of, if that is shown.
    pub step: Option<Step>,
    /// The model that it follows, if there is one and it is shown.
    pub model: Option<Model>,
}

impl Inside {
    /// What layers show of a step; nothing where they show none of it.
    pub fn of(anatomy: &Anatomy, see: See) -> Option<Inside> {
        let step = see.has(Layer::Step).then(|| Step::of(anatomy));
        let model = if see.has(Layer::Model) { Model::of(anatomy) } else { None };
        (step.is_some() || model.is_some()).then_some(Inside { step, model })
    }

    /// Whether layers show anything of a step.
    pub fn is_shown(see: See) -> bool {
        see.has(Layer::Step) || see.has(Layer::Model)
    }
}

/// Everything that the plot shows.
#[derive(Clone, Copy, Debug)]
pub struct PlotScene<'a> {
    /// Which part of the plane, where.
    pub view: &'a View,
    /// The objective.
    pub ground: &'a Ground,
    /// Its gradients on a grid, if they are shown.
    pub gradients: &'a [Arrow],
    /// Its critical points.
    pub marks: &'a [Mark],
    /// The bounds of the runs.
    pub walls: &'a [Walls],
    /// The runs, in the order of the list on the page.
    pub runs: &'a [Run<'a>],
    /// The step that is taken apart, and the number of its run.
    pub inside: Option<(usize, &'a Inside)>,
    /// The layers that are shown. Trials come with the runs.
    pub see: See,
    /// The colours.
    pub theme: &'a Theme,
}

/// The layers that the plot draws, each by itself.
pub const LAYERS: [Layer; 10] = [
    Layer::Contour,
    Layer::Heat,
    Layer::Field,
    Layer::Points,
    Layer::Bounds,
    Layer::Arrows,
    Layer::Trials,
    Layer::Curvature,
    Layer::Step,
    Layer::Model,
];

/// The size of tick texts.
const TICK_SIZE: f64 = 12.0;
const LINE_WIDTH: f64 = 2.2;
/// The curvatures of so many runs are shown with their numbers.
const TITLED: usize = 3;
const MARKER: f64 = 5.2;
/// The length of an arrow head on a path.
pub const ARROW: f64 = 9.0;

/// The rectangle of the plot in a picture of `width` by `height` pixels: room for tick texts on the left and below, for
/// the legend above. Whole pixels, so that edges are sharp.
pub fn frame(width: f64, height: f64) -> Rect {
    let left = if width < 480.0 { 42.0 } else { 46.0 };
    let (right, top, bottom) = (14.0, 26.0, 28.0);
    Rect::new(left, top, (width - left - right).floor().max(1.0), (height - top - bottom).floor().max(1.0))
}

/// Draws what does not move: page colour, ground, lines, labels, critical points, axes, legend.
pub fn draw_static<B: DrawingBackend>(backend: &mut B, surface: Surface, scene: &PlotScene<'_>) -> Drawn<B> {
    draw(backend, surface, |pen| {
        draw_bands(pen, scene);
        draw_over_bands(pen, scene, true);
    })
}

/// The same without the bands, for whoever has their [shading](crate::shading) as pixels; texts on contours are for a view
/// that stands still.
pub fn draw_over_shading<B: DrawingBackend>(
    backend: &mut B,
    surface: Surface,
    scene: &PlotScene<'_>,
    labelled: bool,
) -> Drawn<B> {
    draw(backend, surface, |pen| draw_over_bands(pen, scene, labelled))
}

fn draw_over_bands(pen: &mut Pen<'_>, scene: &PlotScene<'_>, labelled: bool) {
    let PlotScene { view, ground, theme, .. } = *scene;
    draw_broken(pen, view, ground, theme);
    let see = |layer| scene.see.has(layer);
    for line in ground.lines.iter().filter(|_| see(Layer::Contour)) {
        let strong = labels::is_strong(line.level, ground.levels.len());
        let (width, color) = if strong { (1.15, theme.contour_strong) } else { (0.85, theme.contour) };
        let points = thinned(view, &line.points);
        if line.closed && points.len() > 2 {
            pen.ring(&points, width, color);
        } else {
            pen.line(&points, width, color);
        }
    }
    for arrow in scene.gradients {
        gradients::draw(pen, arrow, theme.soft.fade(0.75));
    }
    for label in if labelled && see(Layer::Contour) { labels_of(scene) } else { Vec::new() } {
        pen.label(&label.text, label.at, Anchor::Middle, labels::SIZE, theme.soft, theme.halo.fade(0.85));
    }
    for walls in scene.walls.iter().filter(|_| see(Layer::Bounds)) {
        walls::draw(pen, view, *walls, theme);
    }
    for mark in scene.marks.iter().filter(|_| see(Layer::Points)) {
        draw_mark(pen, view, mark, theme);
    }
    draw_surround(pen, view, theme);
    draw_axes(pen, view, theme);
    draw_legend(pen, scene);
}

/// Draws the runs: lines first, then where they stand.
pub fn draw_paths<B: DrawingBackend>(backend: &mut B, surface: Surface, scene: &PlotScene<'_>) -> Drawn<B> {
    draw_lines(backend, surface, scene)?;
    draw_heads(backend, surface, scene)
}

/// The order in which runs are drawn: pale ones first, then unbroken lines below and the most broken ones on top, so that
/// every colour shows where runs lie on one another; a run that is brought forward last.
pub fn order(runs: &[Run<'_>]) -> Vec<usize> {
    let covers = |style: &Style| {
        let strokes: f64 = style.dash.iter().step_by(2).sum();
        if style.dash.is_empty() { 1.0 } else { strokes / style.dash.iter().sum::<f64>() }
    };
    let rank = |emphasis| match emphasis {
        Emphasis::Faded => 0,
        Emphasis::Usual => 1,
        Emphasis::Strong => 2,
    };
    sort::order(runs.len(), &|i, j| {
        let (a, b) = (&runs[i], &runs[j]);
        rank(a.emphasis).cmp(&rank(b.emphasis)).then(covers(&b.style).total_cmp(&covers(&a.style)))
    })
}

/// Draws the lines and dots of the runs from their starts.
pub fn draw_lines<B: DrawingBackend>(backend: &mut B, surface: Surface, scene: &PlotScene<'_>) -> Drawn<B> {
    draw(backend, surface, |pen| lines(pen, scene))
}

fn lines(pen: &mut Pen<'_>, scene: &PlotScene<'_>) {
    let traces: Vec<(usize, Trace)> =
        order(scene.runs).into_iter().map(|i| (i, trace(scene.view, scene.runs[i].xs, scene.runs[i].k))).collect();
    for run in scene.runs.iter().filter(|run| run.emphasis != Emphasis::Faded) {
        trials::draw(pen, run.trials, run.style.color);
    }
    for (i, trace) in &traces {
        let run = &scene.runs[*i];
        if run.emphasis == Emphasis::Faded {
            continue;
        }
        for piece in &trace.pieces {
            // One casing under all lines, or a later one would hide the earlier lines beside it.
            pen.line(&piece.points, width(run) + 2.4, scene.theme.casing.fade(0.8));
        }
    }
    let lanes = lanes(scene.view, &scene.runs.iter().map(|run| run.xs).collect::<Vec<_>>());
    for (i, trace) in &traces {
        let run = &scene.runs[*i];
        let color = faded(run);
        let (dash, phase) = lanes[*i].pattern(&run.style, *i);
        for piece in &trace.pieces {
            pen.dashed(&piece.points, &dash, piece.from + phase, width(run), color);
        }
        if run.emphasis != Emphasis::Faded {
            for (_, dot) in trace.dots.iter().enumerate().filter(|(n, _)| lanes[*i].has_dot(trace.dots_before + n)) {
                pen.disc(*dot, 0.9 * width(run), color);
            }
            for [tip, direction] in arrows(scene, run, trace, lanes[*i]) {
                pen.arrow(tip, direction, ARROW, color, scene.theme.casing);
            }
        }
    }
}

/// The tips and directions of the arrows on the way of a run, where they are shown and cover no critical point.
pub fn arrows(scene: &PlotScene<'_>, run: &Run<'_>, trace: &Trace, lane: Lane) -> Vec<[Point; 2]> {
    let marks: Vec<Point> = scene.marks.iter().map(|mark| scene.view.to_pixel(mark.at)).collect();
    let shown = scene.see.has(Layer::Arrows) && run.emphasis != Emphasis::Faded || run.emphasis == Emphasis::Strong;
    let own = trace.arrows.iter().enumerate().filter(|(n, _)| shown && lane.has_dot(trace.arrows_before + n));
    let free = own.filter(|(_, (at, _))| !marks.iter().any(|mark| near(*mark, *at, 14.0)));
    let half = ARROW / 2.0;
    free.map(|(_, (at, [dx, dy]))| [[at[0] + half * dx, at[1] + half * dy], [*dx, *dy]]).collect()
}

/// Draws the ring at each start, the marker where each run stands, and an arrow where one has left.
pub fn draw_heads<B: DrawingBackend>(backend: &mut B, surface: Surface, scene: &PlotScene<'_>) -> Drawn<B> {
    draw(backend, surface, |pen| heads(pen, scene))
}

fn heads(pen: &mut Pen<'_>, scene: &PlotScene<'_>) {
    let theme = scene.theme;
    let curved = || scene.runs.iter().filter_map(|run| Some((run, run.curvature.as_ref()?)));
    for (run, curvature) in curved() {
        curvature::draw(pen, scene.view, curvature, faded(run), theme);
    }
    if let Some((run, inside)) = scene.inside {
        draw_inside(pen, scene, inside, scene.runs[run].style.color);
    }
    let traces: Vec<Trace> = scene.runs.iter().map(|run| trace(scene.view, run.xs, run.k)).collect();
    let mut starts: Vec<Point> = Vec::new();
    for start in traces.iter().filter_map(|t| t.start) {
        if !starts.iter().any(|s| near(*s, start, 1.0)) {
            starts.push(start);
        }
    }
    for start in &starts {
        pen.circle(*start, 7.0, 4.4, theme.casing);
        pen.circle(*start, 7.0, 1.8, theme.cursor);
    }
    // The goals again, over the lines that lead there.
    for mark in scene.marks.iter().filter(|mark| mark.kind == MarkKind::Global && scene.see.has(Layer::Points)) {
        draw_mark(pen, scene.view, mark, theme);
    }
    let ends = |faded: bool| -> Vec<Option<Point>> {
        let this = |run: &Run<'_>| (run.emphasis == Emphasis::Faded) == faded;
        scene.runs.iter().zip(&traces).map(|(run, t)| t.end.filter(|_| this(run))).collect()
    };
    // Pale markers make no room for themselves.
    let pale = ends(true).into_iter().enumerate().filter_map(|(i, end)| Some((i, end?)));
    for (i, at) in pale.chain(fanned(&ends(false))) {
        let run = &scene.runs[i];
        let rim = theme.casing.fade(if run.emphasis == Emphasis::Faded { 0.3 } else { 1.0 });
        let radius = MARKER + if run.emphasis == Emphasis::Strong { 1.2 } else { 0.0 };
        pen.marker(run.style.marker, run.style.hollow, at, radius, faded(run), rim);
    }
    for run in scene.runs.iter().filter(|run| run.emphasis != Emphasis::Faded) {
        let shown = run.k.min((run.xs.len() / 2).saturating_sub(1));
        if let (Some(walls), Some([x, y])) = (run.walls, run.xs.get(2 * shown..2 * shown + 2)) {
            walls::lean(pen, scene.view, walls, [*x, *y], theme);
        }
    }
    let mut taken = Vec::new();
    for (run, curvature) in curved() {
        if run.emphasis == Emphasis::Strong || scene.runs.len() <= TITLED {
            curvature::write(pen, scene.view, curvature, theme, &mut taken);
        }
    }
    if let Some(step) = scene.inside.and_then(|(_, inside)| inside.step.as_ref()) {
        let markers = fanned(&ends(false)).into_iter().map(|(_, [x, y])| Rect::new(x - 7.0, y - 7.0, 14.0, 14.0));
        taken.extend(markers);
        arrows::write(pen, scene.view, step, theme, &mut taken);
    }
    for (run, trace) in scene.runs.iter().zip(&traces) {
        if let Some(exit) = trace.exit {
            pen.arrow(exit.at, exit.direction, 13.0, faded(run), theme.casing);
        }
    }
    for (rect, text) in exit_texts(scene, &traces) {
        let at = [rect.x + rect.width / 2.0, rect.y + rect.height / 2.0];
        pen.label(&text, at, Anchor::Middle, labels::SIZE, theme.ink, theme.halo.fade(0.85));
    }
}

/// The model below, the vectors above it.
fn draw_inside(pen: &mut Pen<'_>, scene: &PlotScene<'_>, inside: &Inside, color: Color) {
    if let Some(model) = &inside.model {
        model::draw(pen, scene.view, model, color, scene.theme);
    }
    if let Some(step) = &inside.step {
        arrows::draw(pen, scene.view, step, color, scene.theme);
    }
}

/// How far the runs outside have gone, and where that is written.
fn exit_texts(scene: &PlotScene<'_>, traces: &[Trace]) -> Vec<(Rect, String)> {
    let mut taken: Vec<Rect> = Vec::new();
    let mut texts = Vec::new();
    for (run, trace) in scene.runs.iter().zip(traces) {
        let Some(exit) = trace.exit.filter(|_| run.emphasis != Emphasis::Faded) else { continue };
        let text = format!("{} away", words::number(exit.distance, 2));
        let rect = beside(&text, exit.at, exit.direction, &scene.view.frame(), &taken);
        taken.push(rect);
        texts.push((rect, text));
    }
    texts
}

/// The labels that [`draw_static`] draws: they keep off critical points and off the runs' iterates.
pub fn labels_of(scene: &PlotScene<'_>) -> Vec<Label> {
    let view = scene.view;
    let square = |at: Point, half: f64| Rect::new(at[0] - half, at[1] - half, 2.0 * half, 2.0 * half);
    let mut avoid: Vec<Rect> = scene.marks.iter().map(|mark| square(view.to_pixel(mark.at), 10.0)).collect();
    let traces: Vec<Trace> = scene.runs.iter().map(|run| trace(view, run.xs, usize::MAX)).collect();
    avoid.extend(exit_texts(scene, &traces).into_iter().map(|(rect, _)| rect));
    for trace in &traces {
        avoid.extend(trace.start.map(|p| square(p, 10.0)));
        avoid.extend(trace.end.map(|p| square(p, 9.0)));
        for piece in &trace.pieces {
            for pair in piece.points.windows(2) {
                // Boxes along the line, no further apart than they are wide.
                let (dx, dy) = (pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]);
                let count = ((dx.abs().max(dy.abs()) / 6.0).ceil() as usize).clamp(1, 1000);
                for i in 0..=count {
                    let t = i as f64 / count as f64;
                    let at = [pair[0][0] + t * dx, pair[0][1] + t * dy];
                    if avoid.last().is_none_or(|last| !near([last.x + 3.0, last.y + 3.0], at, 3.0)) {
                        avoid.push(square(at, 3.0));
                    }
                }
            }
        }
    }
    labels::place(view, &scene.ground.lines, &scene.ground.levels, &avoid)
}

fn width(run: &Run<'_>) -> f64 {
    if run.emphasis == Emphasis::Strong { LINE_WIDTH + 0.8 } else { LINE_WIDTH }
}

fn faded(run: &Run<'_>) -> Color {
    if run.emphasis == Emphasis::Faded { run.style.color.fade(0.22) } else { run.style.color }
}

fn near(a: Point, b: Point, reach: f64) -> bool {
    (a[0] - b[0]).abs() <= reach && (a[1] - b[1]).abs() <= reach
}

/// Where the end markers stand: markers on one spot are set around it, so that each is seen and so is the minimum there.
fn fanned(ends: &[Option<Point>]) -> Vec<(usize, Point)> {
    let mut groups: Vec<Vec<(usize, Point)>> = Vec::new();
    for (i, end) in ends.iter().enumerate() {
        let Some(end) = end else { continue };
        match groups.iter_mut().find(|group| group.iter().any(|(_, at)| near(*at, *end, MARKER + 3.0))) {
            Some(group) => group.push((i, *end)),
            None => groups.push(vec![(i, *end)]),
        }
    }
    let mut placed = Vec::new();
    for members in groups {
        let n = members.len();
        if n == 1 {
            placed.push(members[0]);
            continue;
        }
        let middle = |d: usize| members.iter().map(|(_, at)| at[d]).sum::<f64>() / n as f64;
        let at = [middle(0), middle(1)];
        // Wide enough that neighbours on the circle do not touch, and the middle stays free.
        let step = std::f64::consts::TAU / n as f64;
        let radius = ((MARKER + 1.5) / descent_optim::math::sin(step / 2.0).max(0.1)).max(2.0 * MARKER + 3.0);
        for (place, (i, _)) in members.into_iter().enumerate() {
            let angle = step * (place as f64 + 0.5) - std::f64::consts::FRAC_PI_2;
            let (s, c) = (descent_optim::math::sin(angle), descent_optim::math::cos(angle));
            placed.push((i, [at[0] + radius * c, at[1] + radius * s]));
        }
    }
    sorted(placed, |a, b| a.0.cmp(&b.0))
}

/// A free place for a text behind an arrow head, inside the frame.
fn beside(text: &str, tip: Point, direction: Point, frame: &Rect, taken: &[Rect]) -> Rect {
    let (w, h) = (text::width(text, labels::SIZE) + 4.0, text::height(labels::SIZE) + 4.0);
    let room = frame.grown(-3.0);
    let place = |away: f64, slide: f64| {
        let x = tip[0] - direction[0] * (away + w / 2.0) + direction[1] * slide - w / 2.0;
        let y = tip[1] - direction[1] * (away + h / 2.0) - direction[0] * slide - h / 2.0;
        let x = x.min(room.right() - w).max(room.x);
        let y = y.min(room.bottom() - h).max(room.y);
        Rect::new(x, y, w, h)
    };
    let slides = [14.0, -14.0, 28.0, -28.0, 44.0, -44.0, 60.0, -60.0, 0.0];
    let rects = slides.map(|slide| place(12.0, slide));
    *rects.iter().find(|rect| !taken.iter().any(|t| t.touches(rect))).unwrap_or(&rects[0])
}

/// Pixels of a contour without corners that no eye tells apart.
fn thinned(view: &View, points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for (i, p) in points.iter().enumerate() {
        let p = view.to_pixel(*p);
        if i == 0 || i + 1 == points.len() || kept.last().is_none_or(|last| !near(*last, p, 0.6)) {
            kept.push(p);
        }
    }
    kept
}

fn draw_bands(pen: &mut Pen<'_>, scene: &PlotScene<'_>) {
    let PlotScene { view, ground, theme, .. } = *scene;
    let shades = theme.shades(ground.levels.len() + 1);
    pen.rect(view.frame(), shades[0]);
    for ring in ground.bands.rings.iter().filter(|_| scene.see.has(Layer::Heat)) {
        let points: Vec<Point> = thinned(view, &ring.points);
        pen.polygon(&points, shades[ring.shade.min(shades.len() - 1)]);
    }
}

/// Hatches the ground that has no value.
fn draw_broken(pen: &mut Pen<'_>, view: &View, ground: &Ground, theme: &Theme) {
    let frame = view.frame();
    let boxes = ground.bands.broken.iter().filter_map(|area| {
        let ([x0, y0], [x1, y1]) = (view.to_pixel([area[0], area[3]]), view.to_pixel([area[1], area[2]]));
        let (x0, y0) = (x0.max(frame.x), y0.max(frame.y));
        let (x1, y1) = (x1.min(frame.right()), y1.min(frame.bottom()));
        (x1 > x0 && y1 > y0).then(|| Rect::new(x0, y0, x1 - x0, y1 - y0))
    });
    let boxes: Vec<Rect> = boxes.collect();
    for rect in &boxes {
        // A little over the upper neighbour, so that no seam shows between rows.
        pen.rect(Rect::new(rect.x, rect.y - 0.5, rect.width, rect.height + 0.5), theme.void);
    }
    for rect in &boxes {
        hatch(pen, rect, theme.hatch);
    }
}

/// Slanted lines through a box, on one lattice for all boxes, so that they meet at their edges.
fn hatch(pen: &mut Pen<'_>, rect: &Rect, color: Color) {
    const GAP: f64 = 9.0;
    let (first, last) = (rect.x + rect.y, rect.right() + rect.bottom());
    let mut k = (first / GAP).ceil();
    while k * GAP < last {
        // x + y = k · GAP
        let sum = k * GAP;
        let x0 = (sum - rect.bottom()).max(rect.x);
        let x1 = (sum - rect.y).min(rect.right());
        if x1 > x0 {
            pen.line(&[[x0, sum - x0], [x1, sum - x1]], 1.0, color);
        }
        k += 1.0;
    }
}

fn draw_mark(pen: &mut Pen<'_>, view: &View, mark: &Mark, theme: &Theme) {
    let at = view.to_pixel(mark.at);
    if !view.frame().contains(at) {
        return;
    }
    let rim = theme.casing;
    match mark.kind {
        MarkKind::Global => pen.star(at, 9.0, theme.minimum, rim),
        MarkKind::Local => {
            pen.circle(at, 4.2, 4.6, rim);
            pen.circle(at, 4.2, 2.0, theme.minimum)
        }
        MarkKind::Saddle => pen.cross(at, 3.6, theme.saddle, rim),
        MarkKind::Maximum => {
            let points = [[at[0], at[1] - 4.6], [at[0] + 4.4, at[1] + 3.2], [at[0] - 4.4, at[1] + 3.2]];
            pen.ring(&points, 4.2, rim);
            pen.ring(&points, 1.6, theme.saddle)
        }
    }
}

/// Covers what the ground's lines overlap the frame by, and draws the frame.
fn draw_surround(pen: &mut Pen<'_>, view: &View, theme: &Theme) {
    let f = view.frame();
    let over = 60.0;
    for rect in [
        Rect::new(f.x - over, f.y - over, f.width + 2.0 * over, over),
        Rect::new(f.x - over, f.bottom(), f.width + 2.0 * over, over),
        Rect::new(f.x - over, f.y, over, f.height),
        Rect::new(f.right(), f.y, over, f.height),
    ] {
        pen.rect(rect, theme.page);
    }
    let Rect { x, y, .. } = f;
    let (right, bottom) = (f.right(), f.bottom());
    // Half a pixel outside, so that a line of one pixel fills whole pixels.
    let (x, y, right, bottom) = (x - 0.5, y - 0.5, right + 0.5, bottom + 0.5);
    pen.ring(&[[x, y], [right, y], [right, bottom], [x, bottom]], 1.0, theme.rule);
}

/// The marks of both axes: about 80 pixels apart, nearer in small pictures, but no nearer than texts allow.
fn axis_ticks(view: &View) -> (Vec<Tick>, Vec<Tick>) {
    let [x0, x1, y0, y1] = view.area();
    let frame = view.frame();
    let apart = if frame.width < 400.0 { 60.0 } else { 80.0 };
    let mut count = (frame.width / apart).max(2.0) as usize;
    let mut xs = ticks(x0, x1, count);
    // Texts of neighbours do not touch.
    while count > 1 && xs.len() > 1 {
        let widest = xs.iter().map(|t| text::width(&t.text, TICK_SIZE)).fold(0.0, f64::max);
        if widest + 12.0 <= (xs[1].value - xs[0].value) / view.unit()[0] {
            break;
        }
        count -= 1;
        xs = ticks(x0, x1, count);
    }
    let ys = match xs.as_slice() {
        // Where the axes have one scale, so have their marks.
        [a, b, ..] if view.scale() == Scale::Equal => ticks_about(y0, y1, b.value - a.value),
        _ => Vec::new(),
    };
    let ys = if ys.len() < 2 { ticks(y0, y1, (frame.height / 70.0).max(2.0) as usize) } else { ys };
    (xs, ys)
}

fn draw_axes(pen: &mut Pen<'_>, view: &View, theme: &Theme) {
    let frame = view.frame();
    let (xs, ys) = axis_ticks(view);
    for tick in xs {
        let [x, _] = view.to_pixel([tick.value, 0.0]);
        let sharp = x.floor() + 0.5;
        pen.line(&[[sharp, frame.bottom() + 1.0], [sharp, frame.bottom() + 5.0]], 1.0, theme.soft);
        // The texts at the ends stay inside the picture.
        let half = text::width(&tick.text, TICK_SIZE) / 2.0;
        let x = x.min(frame.right() + 11.0 - half);
        pen.text(&tick.text, [x, frame.bottom() + 15.0], Anchor::Middle, TICK_SIZE, theme.soft);
    }
    let room = frame.x - 10.0;
    let shifted = ys.iter().any(|tick| text::width(&tick.text, TICK_SIZE) > room).then(|| shifted(view, &ys));
    if let Some((title, _)) = &shifted {
        pen.text(title, [2.0, frame.y - 13.0], Anchor::Start, TICK_SIZE, theme.soft);
    }
    for (i, tick) in ys.iter().enumerate() {
        let [_, y] = view.to_pixel([0.0, tick.value]);
        let sharp = y.floor() + 0.5;
        let text = shifted.as_ref().map_or(&tick.text, |(_, texts)| &texts[i]);
        pen.line(&[[frame.x - 5.0, sharp], [frame.x - 1.0, sharp]], 1.0, theme.soft);
        pen.text(text, [frame.x - 8.0, y], Anchor::End, TICK_SIZE, theme.soft);
    }
}

/// Deep in a zoom the texts of y are too long for the margin: they say how far the marks are from a middle one in units of
/// a power of ten, and the title says which.
fn shifted(view: &View, ys: &[Tick]) -> (String, Vec<String>) {
    let Some(base) = ys.get(ys.len() / 2) else { return (String::new(), Vec::new()) };
    let [_, _, y0, y1] = view.area();
    let power = descent_optim::math::log10(y1 - y0).floor() as i32;
    let scale = crate::ticks::ten(power);
    let texts = ys.iter().map(|tick| words::number((tick.value - base.value) / scale, 3)).collect();
    let sign = if base.value < 0.0 { "+" } else { "−" };
    let size = base.text.trim_start_matches('−');
    (format!("(y {sign} {size}) / 10{}", words::superscript(power)), texts)
}

/// Says above the right end of the plot which shade is high, and what the arrows are.
fn draw_legend(pen: &mut Pen<'_>, scene: &PlotScene<'_>) {
    let PlotScene { view, ground, theme, .. } = *scene;
    let frame = view.frame();
    let y = frame.y - 13.0;
    let size = 11.0;
    let mut right = frame.right();
    if scene.see.has(Layer::Heat) {
        let (high, ramp) = (text::width("high", size) + 1.0, 72.0);
        let end = right - high - 6.0;
        pen.text("high", [end + 6.0, y], Anchor::Start, size, theme.soft);
        let shades = theme.shades(ground.levels.len().clamp(4, 12));
        let each = ramp / shades.len() as f64;
        for (i, shade) in shades.iter().enumerate() {
            let x = end - ramp + i as f64 * each;
            pen.rect(Rect::new(x, y - 4.0, end - x, 8.0), *shade);
        }
        let edge = Rect::new(end - ramp, y - 4.0, ramp, 8.0).grown(0.5);
        let corners =
            [[edge.x, edge.y], [edge.right(), edge.y], [edge.right(), edge.bottom()], [edge.x, edge.bottom()]];
        pen.ring(&corners, 1.0, theme.rule);
        pen.text("low", [end - ramp - 6.0, y], Anchor::End, size, theme.soft);
        right = end - ramp - 6.0 - text::width("low", size) - 16.0;
    }
    if !scene.gradients.is_empty() {
        pen.text("∇f", [right, y], Anchor::End, size, theme.soft);
        let at = [right - text::width("∇f", size) - 14.0, y];
        gradients::draw(pen, &Arrow { at, along: [18.0, 0.0] }, theme.soft);
    }
}
