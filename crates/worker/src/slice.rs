//! The path of a training in the plane of its two principal directions, over a slice of the loss: computed in a worker, drawn by the page.

use crate::data::Data;
use crate::training::Training;
use descent_boundary::canvas::{backend, cleared};
use descent_network::plane::Plane;
use descent_optim::experiment::see::{Layer, See};
use descent_scene::field::Field;
use descent_scene::ground::Ground;
use descent_scene::pen::Surface;
use descent_scene::plot::{Emphasis, PlotScene, Run, draw_heads, draw_lines, draw_static, frame};
use descent_scene::theme::Theme;
use descent_scene::view::{Scale, View};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// Nodes along each side of the slice.
const SIDE: usize = 25;
/// Examples of the training set that the loss of the slice is the mean of.
const EXAMPLES: usize = 500;
/// Levels of the contours.
const LEVELS: usize = 16;

#[wasm_bindgen]
impl Training {
    /// The slice as numbers for [`Slice::of`]: the number of points, their places, the shares of the directions, the square, and the losses.
    /// Nothing where the path is too short.
    #[must_use]
    pub fn slice(&self, data: &Data) -> Option<Vec<f64>> {
        let mut path = self.path.clone();
        path.push(self.inner.weights().to_vec());
        let plane = Plane::through(&path)?;
        let network = self.inner.network();
        let losses = plane.losses(network, &data.0.train, EXAMPLES, SIDE, &mut network.room());
        let places = plane.path();
        let mut out = vec![places.len() as f64];
        out.extend(places.iter().flatten());
        out.extend(plane.share());
        out.extend(plane.area());
        out.extend(losses);
        Some(out)
    }
}

/// A slice that is shown.
#[wasm_bindgen]
pub struct Slice {
    path: Vec<f64>,
    share: [f64; 2],
    area: [f64; 4],
    ground: Ground,
}

#[wasm_bindgen]
impl Slice {
    /// From what a worker made; nothing where it is not whole.
    #[must_use]
    pub fn of(numbers: &[f64]) -> Option<Slice> {
        let (count, rest) = numbers.split_first()?;
        let (path, rest) = rest.split_at_checked(2 * *count as usize)?;
        let (share, rest) = rest.split_first_chunk::<2>()?;
        let (area, losses) = rest.split_first_chunk::<4>()?;
        if losses.len() != SIDE * SIDE {
            return None;
        }
        let field = Field::from_values(*area, SIDE, SIDE, losses.to_vec());
        Some(Slice { path: path.to_vec(), share: *share, area: *area, ground: Ground::of(field, LEVELS) })
    }

    /// The share of the path's squared distances from its end that lies along each direction.
    #[must_use]
    pub fn share(&self) -> Vec<f64> {
        self.share.to_vec()
    }

    /// The least and the greatest loss on the slice.
    #[must_use]
    pub fn range(&self) -> Vec<f64> {
        self.ground.field.range().map_or_else(Vec::new, Vec::from)
    }

    /// Draws it on a canvas of so many CSS pixels, `ratio` of the canvas's own in each, with the path in the style of number `look`.
    pub fn draw(&self, canvas: &HtmlCanvasElement, width: f64, height: f64, ratio: f64, dark: bool, look: usize) {
        if cleared(canvas, ratio).is_none() {
            return;
        }
        let Some(mut backend) = backend(canvas, ratio) else { return };
        let theme = Theme::of(dark);
        let view = View::new(self.area, frame(width, height), Scale::Free);
        let see = See::of([Layer::Contour, Layer::Heat].iter().fold(0, |bits, layer| bits | 1 << *layer as u32));
        let runs = [Run {
            xs: &self.path,
            k: self.path.len() / 2 - 1,
            style: theme.style(look),
            emphasis: Emphasis::Strong,
            trials: &[],
            walls: None,
            curvature: None,
        }];
        let (ground, runs) = (&self.ground, &runs);
        let scene =
            PlotScene { view: &view, ground, gradients: &[], marks: &[], walls: &[], runs, inside: None, see, theme };
        // A canvas that refuses to draw shows nothing; there is nobody to tell.
        let _ = draw_static(&mut backend, Surface::Canvas, &scene);
        let _ = draw_lines(&mut backend, Surface::Canvas, &scene);
        let _ = draw_heads(&mut backend, Surface::Canvas, &scene);
    }
}
