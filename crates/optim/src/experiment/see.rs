//! What is seen of an experiment: the closed list of layers and panels that a link may name.

use super::text::ids;
use crate::notice::Notice;
use serde::{Deserialize, Serialize};

/// A layer of the plot or a panel of the page, in the order of [`LAYERS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // LAYERS says what each is.
pub enum Layer {
    Contour,
    Heat,
    Field,
    Points,
    Bounds,
    Arrows,
    Trials,
    Curvature,
    Step,
    Model,
    Surface,
    Loss,
    Distance,
    Gradient,
    Rate,
    Effective,
    Inspector,
    Data,
    Scatter,
}

/// What a layer belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Group {
    /// The function in the plane.
    #[serde(rename = "Ground")]
    Ground,
    /// The runs on it.
    #[serde(rename = "Paths")]
    Paths,
    /// Where a run stands, and its next step.
    #[serde(rename = "At the cursor")]
    Cursor,
    /// The function in space.
    #[serde(rename = "View")]
    View,
    /// Curves over the steps.
    #[serde(rename = "Charts")]
    Charts,
    /// Numbers and words.
    #[serde(rename = "Panels")]
    Panels,
}

/// A layer as it describes itself.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct LayerInfo {
    /// The id used in links, fixed for ever.
    pub id: &'static str,
    /// The name that people read.
    pub name: &'static str,
    /// What is seen, in a sentence.
    pub about: &'static str,
    /// What it belongs to.
    pub group: Group,
    /// Whether it is shown where a link does not say what is.
    pub usual: bool,
}

const fn layer(id: &'static str, name: &'static str, group: Group, usual: bool, about: &'static str) -> LayerInfo {
    LayerInfo { id, name, about, group, usual }
}

/// All layers and panels, in the order in which links name them.
pub const LAYERS: &[LayerInfo] = &[
    layer("contour", "Contours", Group::Ground, true, "Lines of equal value, with their numbers."),
    layer("heat", "Shading", Group::Ground, true, "Dark ground is high."),
    layer(
        "field",
        "Gradient field",
        Group::Ground,
        false,
        "Arrows along the gradient, uphill; longer where it is steeper, by its logarithm.",
    ),
    layer(
        "points",
        "Critical points",
        Group::Ground,
        true,
        "Stars at global minima, rings at local ones, crosses at saddles.",
    ),
    layer("bounds", "Bounds", Group::Ground, true, "The box that some methods keep to."),
    layer("arrows", "Arrows", Group::Paths, false, "From iterate to iterate, where they are far enough apart."),
    layer("trials", "Trials", Group::Paths, false, "The points that methods tried and did not take."),
    layer(
        "curvature",
        "Curvature",
        Group::Cursor,
        false,
        "A level set of the Hessian’s quadratic form where each run stands.",
    ),
    layer("step", "Terms of the step", Group::Cursor, false, "The vectors that the next step is made of."),
    layer(
        "model",
        "Quadratic model",
        Group::Cursor,
        false,
        "Level sets of the model that the method makes of the function.",
    ),
    layer(
        "surface",
        "Surface",
        Group::View,
        false,
        "The function in space, with the paths on it; beside the plot where contours, shading or the gradient field are shown too, else instead of it.",
    ),
    layer("loss", "Value", Group::Charts, true, "The value; above that of the best minimum, where one is known."),
    layer("distance", "Distance", Group::Charts, false, "The Euclidean distance from the nearest of the minima known."),
    layer(
        "gradient",
        "Gradient norm",
        Group::Charts,
        false,
        "The Euclidean norm of the gradient; of the projected one where a run keeps to bounds.",
    ),
    layer(
        "rate",
        "Rate",
        Group::Charts,
        false,
        "The rate of each step, or the step length α that a line search accepted, in multiples of its direction.",
    ),
    layer("effective", "Effective rate", Group::Charts, false, "The rate that each coordinate has."),
    layer("inspector", "Inspector", Group::Panels, true, "One step of one run, with its numbers."),
    layer("data", "Data", Group::Panels, true, "The examples, where there are any, with the model of each run."),
    layer(
        "scatter",
        "Scatter of batches",
        Group::Panels,
        false,
        "The gradients of batches around that of the whole, and their variance against the batch size.",
    ),
];

/// What a plot in the plane is made of: where none of it is seen beside the surface, there is no such plot.
const GROUND: [Layer; 3] = [Layer::Contour, Layer::Heat, Layer::Field];

/// How a function is seen, in the order of [`WAYS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From above.
    Plane,
    /// In space.
    Surface,
    /// Side by side.
    Both,
}

/// The names of all [`Way`]s.
pub const WAYS: [(Way, &str); 3] = [(Way::Plane, "Plane"), (Way::Surface, "Surface"), (Way::Both, "Both")];

/// A set of layers and panels: the usual ones by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<&'static str>")]
pub struct See(u32);

impl See {
    /// Nothing.
    pub const NOTHING: See = See(0);

    /// The set of those layers whose bits are set, in the order of [`LAYERS`].
    pub fn of(bits: u32) -> See {
        See(bits & ((1 << LAYERS.len()) - 1))
    }

    /// A bit for each layer of the set.
    pub fn bits(self) -> u32 {
        self.0
    }

    /// The layer with this id, or a notice that lists the layers.
    pub fn named(id: &str) -> Result<See, Notice> {
        LAYERS.iter().position(|layer| layer.id == id).map(|i| See(1 << i)).ok_or_else(|| {
            let known = ids(LAYERS.iter().map(|layer| layer.id));
            Notice::problem("see", id, format!("There is no layer or panel {id:?}; there are {known}."))
        })
    }

    /// This set and another.
    #[must_use]
    pub fn and(self, other: See) -> See {
        See(self.0 | other.0)
    }

    /// Whether a layer is in the set.
    pub fn has(self, layer: Layer) -> bool {
        self.0 >> layer as u32 & 1 == 1
    }

    /// The ids of the set, in the order of links.
    pub fn ids(self) -> Vec<&'static str> {
        LAYERS.iter().enumerate().filter(|(i, _)| self.0 >> i & 1 == 1).map(|(_, layer)| layer.id).collect()
    }

    /// In which way the function is seen.
    pub fn way(self) -> Way {
        match (self.has(Layer::Surface), self.plane()) {
            (false, _) => Way::Plane,
            (true, false) => Way::Surface,
            (true, true) => Way::Both,
        }
    }

    /// The same with the function seen in another way.
    #[must_use]
    pub fn in_way(self, way: Way) -> See {
        let bits = |layers: &[Layer]| layers.iter().map(|layer| 1 << *layer as u32).sum::<u32>();
        let (surface, ground) = (bits(&[Layer::Surface]), bits(&GROUND));
        let plane = if self.0 & ground == 0 { self.0 | See::default().0 & ground } else { self.0 };
        See(match way {
            Way::Plane => plane & !surface,
            Way::Surface => self.0 & !ground | surface,
            Way::Both => plane | surface,
        })
    }

    /// Whether the plot in the plane is seen: the surface takes its place where nothing of the ground is asked for.
    pub fn plane(self) -> bool {
        !self.has(Layer::Surface) || GROUND.into_iter().any(|layer| self.has(layer))
    }
}

impl Default for See {
    fn default() -> See {
        See(LAYERS.iter().enumerate().map(|(i, layer)| u32::from(layer.usual) << i).sum())
    }
}

impl From<See> for Vec<&'static str> {
    fn from(see: See) -> Self {
        see.ids()
    }
}

impl TryFrom<Vec<String>> for See {
    type Error = Notice;

    fn try_from(ids: Vec<String>) -> Result<See, Notice> {
        ids.iter().try_fold(See::NOTHING, |see, id| Ok(see.and(See::named(id)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_are_found_by_name_and_by_word() {
        for (id, layer) in [("contour", Layer::Contour), ("trials", Layer::Trials), ("inspector", Layer::Inspector)] {
            assert!(See::named(id).unwrap().has(layer), "{id}");
        }
        assert_eq!(Layer::Scatter as usize + 1, LAYERS.len());
    }

    #[test]
    fn the_surface_alone_takes_the_place_of_the_plane() {
        let see = |ids: &[&str]| See::try_from(ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>()).unwrap();
        assert!(!see(&["surface", "points", "loss"]).plane());
        for (way, _) in WAYS {
            for from in [See::default(), see(&["surface"]), see(&["field", "surface", "loss"]), See::NOTHING] {
                assert_eq!(from.in_way(way).way(), way, "{from:?}");
                assert_eq!(from.in_way(way).has(Layer::Loss), from.has(Layer::Loss));
            }
        }
        assert_eq!(See::default().in_way(Way::Surface).in_way(Way::Plane), See::default());
        assert!(see(&["surface", "heat"]).plane() && see(&["points"]).plane() && See::default().plane());
    }
}
