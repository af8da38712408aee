//! A race as one still picture.

use crate::curvature::Curvature;
use crate::gradients;
use crate::ground::Ground;
use crate::plot::{self, Emphasis, Inside, Mark, MarkKind, PlotScene, Run};
use crate::standing::Landmarks;
use crate::surface::{Solid, SurfaceScene, Turn};
use crate::svg;
use crate::theme::Theme;
use crate::trials::{Spoke, spokes, steps};
use crate::view::{Rect, Scale, View};
use crate::walls;
use descent_optim::experiment::see::{Layer, See};
use descent_optim::experiment::{self, Experiment};
use descent_optim::functions::Nature;
use descent_optim::race::{Entry, Race};

/// A grid node every so many pixels keeps contours smooth.
const GRAIN: f64 = 2.6;

/// The critical points as the plot marks them.
pub fn marks(landmarks: &Landmarks) -> Vec<Mark> {
    let kind = |nature, global| match (nature, global) {
        (Nature::Minimum, true) => MarkKind::Global,
        (Nature::Minimum, false) => MarkKind::Local,
        (Nature::Maximum, _) => MarkKind::Maximum,
        (Nature::Saddle | Nature::Degenerate, _) => MarkKind::Saddle,
    };
    landmarks.points.iter().map(|p| Mark { at: p.at, kind: kind(p.nature, p.global) }).collect()
}

/// Where the plane and the function in space are shown: side by side, one over the other in a narrow picture, or one alone.
fn rooms(see: See, width: f64, height: f64) -> [Rect; 2] {
    let whole = Rect::new(0.0, 0.0, width, height);
    match (see.has(Layer::Surface) && see.plane(), width > height) {
        (false, _) => [whole; 2],
        (true, true) => [0.0, 0.5].map(|from| Rect::new(from * width, 0.0, width / 2.0, height)),
        (true, false) => [0.0, 0.5].map(|from| Rect::new(0.0, from * height, width, height / 2.0)),
    }
}

/// What an experiment shows of a race, the plot or the surface or both, in the experiment's view and theme, all paths at the step it shows or at their ends, as an SVG file of `width` by `height` pixels.
pub fn svg(experiment: &Experiment, race: &Race, width: u32, height: u32) -> String {
    let see = experiment.see;
    let [plane, space] = rooms(see, f64::from(width), f64::from(height));
    let frame = plot::frame(plane.width, plane.height);
    let view = View::new(experiment.own_area(), frame, Scale::Equal).show(experiment.view());
    let nodes = |pixels: f64| ((pixels / GRAIN) as usize).max(2);
    let ground = Ground::new(&*race.objective, view.area(), nodes(frame.width), nodes(frame.height));
    let marks = marks(&Landmarks::new(experiment, race));
    let theme = Theme::of(experiment.theme == Some(experiment::Theme::Dark));
    let k = experiment.k.map_or(usize::MAX, |k| k as usize);
    let tried =
        |e: &Entry| if see.has(Layer::Trials) { spokes(&view, e.trajectory(), steps(e, 0, k)) } else { Vec::new() };
    let first = race.entries.first().map(|entry| entry.seed);
    let tried: Vec<Vec<Spoke>> = race.entries.iter().map(tried).collect();
    let runs = race.entries.iter().zip(&tried).map(|(entry, trials)| Run {
        xs: &entry.trajectory().x,
        k,
        style: theme.style(entry.run),
        emphasis: if first == Some(entry.seed) { Emphasis::Usual } else { Emphasis::Faded },
        trials,
        walls: walls::of_run(entry),
        curvature: see.has(Layer::Curvature).then(|| Curvature::of_run(race, entry, k)).flatten(),
    });
    let runs: Vec<Run<'_>> = runs.collect();
    let gradients = if see.has(Layer::Field) { gradients::arrows(&*race.objective, &view) } else { Vec::new() };
    let walls = walls::of(experiment);
    // The first run is the one that a page opens with.
    let taken_apart = || race.inspector(0).step(race, k);
    let inside = if Inside::is_shown(see) && !runs.is_empty() { taken_apart() } else { None };
    let inside = inside.and_then(|anatomy| Inside::of(&anatomy, see));
    let scene = PlotScene {
        view: &view,
        ground: &ground,
        gradients: &gradients,
        marks: &marks,
        walls: &walls,
        runs: &runs,
        inside: inside.as_ref().map(|inside| (0, inside)),
        see,
        theme,
    };
    if !see.has(Layer::Surface) {
        return svg::plot(&scene, width, height);
    }
    let solid = Solid::new(&*race.objective, experiment.view(), space, Turn::OPENING);
    let surface = SurfaceScene { solid: &solid, marks: &marks, runs: &runs, see, theme };
    svg::surface(&surface, see.plane().then_some(&scene), width, height)
}
