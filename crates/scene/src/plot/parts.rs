//! What a plot shows: runs, critical points, a step taken apart.

use crate::arrows::Step;
use crate::color::Color;
use crate::curvature::Curvature;
use crate::gradients::Arrow;
use crate::ground::Ground;
use crate::model::Model;
use crate::theme::{Style, Theme};
use crate::trials::Spoke;
use crate::view::{Point, View};
use crate::walls::Walls;
use descent_optim::anatomy::Anatomy;
use descent_optim::experiment::see::{Layer, See};

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

impl Run<'_> {
    pub(super) fn color(&self) -> Color {
        if self.emphasis == Emphasis::Faded { self.style.color.fade(0.22) } else { self.style.color }
    }
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

pub(super) fn near(a: Point, b: Point, reach: f64) -> bool {
    (a[0] - b[0]).abs() <= reach && (a[1] - b[1]).abs() <= reach
}
