//! The vectors that a step is made of, at the iterate that it begins from.
//!
//! What leads somewhere in the plane, a velocity, a direction, the step itself, is drawn as long as it is, all of it larger by one round factor
//! where it would be too short to be seen. Gradients and their means have another unit: their arrows say which way and are all equally
//! long; the number beside the symbol is their size.

use crate::color::Color;
use crate::labels;
use crate::paths::clip;
use crate::pen::{Anchor, Pen};
use crate::text;
use crate::theme::Theme;
use crate::view::{Point, Rect, View};
use crate::words;
use descent_optim::anatomy::{Anatomy, Role, Value};
use descent_optim::vector::norm;

/// A vector in the plane.
#[derive(Clone, Debug, PartialEq)]
pub struct Vector {
    /// Its symbol.
    pub name: String,
    /// Where it begins, in data units.
    pub from: Point,
    /// How far it leads, in data units; of a slope only the direction counts.
    pub by: Point,
    /// A way in the plane, to scale; else a slope.
    pub way: bool,
}

/// What is seen of a step in the plane.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// Its vectors.
    pub vectors: Vec<Vector>,
    /// Points that it knows, by their symbols, in data units.
    pub places: Vec<(String, Point)>,
    /// The vertices of its triangle, in data units; empty where it has none.
    pub simplex: Vec<Point>,
}

/// An arrow in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    /// What stands beside its tip.
    pub text: String,
    /// Where it begins.
    pub from: Point,
    /// Its tip, in the frame or not.
    pub tip: Point,
    /// A way in the plane, to scale; else a slope.
    pub way: bool,
}

/// The length of the arrow of a slope, in pixels.
pub const SLOPE: f64 = 52.0;
/// The longest way is at least so many pixels long.
pub const LEAST: f64 = 28.0;
/// The symbol of the step itself.
pub const WHOLE: &str = "x′ − x";

fn plane(value: &Value) -> Option<Point> {
    let [x, y] = value.vector()? else { return None };
    (x.is_finite() && y.is_finite()).then_some([*x, *y])
}

impl Step {
    /// What is seen of a step.
    pub fn of(anatomy: &Anatomy) -> Step {
        let [x, y] = anatomy.x[..] else { return Step::default() };
        let simplex = anatomy.simplex.iter().filter_map(|vertex| vertex[..].try_into().ok()).collect();
        let mut step = Step { simplex, ..Step::default() };
        let mut ahead = [x, y];
        for meaning in &anatomy.meanings {
            let Some(by) = anatomy.terms.get(&meaning.symbol).and_then(plane) else { continue };
            let name = meaning.symbol.clone();
            match meaning.role {
                Role::Plain => {}
                Role::Place => step.places.push((name, by)),
                Role::Slope | Role::Way => {
                    step.vectors.push(Vector { name, from: [x, y], by, way: meaning.role == Role::Way });
                }
            }
            if meaning.symbol == descent_optim::anatomy::AHEAD {
                ahead = by;
            }
        }
        // The gradient stands where it was taken.
        step.vectors.iter_mut().filter(|vector| vector.name == "g").for_each(|vector| vector.from = ahead);
        if let Some([u, v]) = anatomy.next.as_deref() {
            let by = [u - x, v - y];
            let size = norm(by.into_iter());
            let same = |vector: &Vector| {
                vector.way && norm([vector.by[0] - by[0], vector.by[1] - by[1]].into_iter()) <= 1e-9 * size
            };
            if !step.vectors.iter().any(same) {
                step.vectors.push(Vector { name: WHOLE.to_owned(), from: [x, y], by, way: true });
            }
        }
        step.vectors.retain(|vector| vector.by != [0.0, 0.0]);
        step
    }

    /// By which round factor ways are drawn larger.
    pub fn magnified(&self, view: &View) -> f64 {
        let [ux, uy] = view.unit();
        let ways = self.vectors.iter().filter(|vector| vector.way);
        let longest = ways.map(|vector| norm([vector.by[0] / ux, vector.by[1] / uy].into_iter())).fold(0.0, f64::max);
        if longest >= LEAST || longest == 0.0 {
            return 1.0;
        }
        let mut factor = 1.0;
        for round in [2.0, 2.5, 2.0].iter().cycle().take(60) {
            factor *= round;
            if longest * factor >= LEAST {
                break;
            }
        }
        factor
    }

    /// The arrows in pixels, parallel to their vectors.
    pub fn arrows(&self, view: &View) -> Vec<Arrow> {
        let [ux, uy] = view.unit();
        let factor = self.magnified(view);
        let arrow = |vector: &Vector| {
            let by = [vector.by[0] / ux, -vector.by[1] / uy];
            let length = norm(by.into_iter());
            let scale = if vector.way { factor } else { SLOPE / length };
            let from = view.to_pixel(vector.from);
            let size = words::number(norm(vector.by.into_iter()), 2);
            let text = match (vector.way, factor > 1.0) {
                (true, false) => vector.name.clone(),
                (true, true) => format!("{} ×{}", vector.name, words::number(factor, 2)),
                (false, _) => format!("{} {size}", vector.name),
            };
            let tip = [from[0] + scale * by[0], from[1] + scale * by[1]];
            tip.iter().all(|t| t.is_finite()).then_some(Arrow { text, from, tip, way: vector.way })
        };
        self.vectors.iter().filter_map(arrow).collect()
    }
}

/// Draws the arrows and the points: ways in the colour of the run, slopes in dashes.
pub(crate) fn draw(pen: &mut Pen<'_>, view: &View, step: &Step, color: Color, theme: &Theme) {
    let frame = view.frame();
    for (i, a) in step.simplex.iter().enumerate() {
        let b = step.simplex[(i + 1) % step.simplex.len()];
        if let Some((a, b)) = clip(view.to_pixel(*a), view.to_pixel(b), &frame) {
            pen.line(&[a, b], 3.4, theme.casing);
            pen.line(&[a, b], 1.4, color);
        }
    }
    for (_, place) in &step.places {
        let [x, y] = view.to_pixel(*place);
        if frame.contains([x, y]) {
            let corners = [[x, y - 5.0], [x + 5.0, y], [x, y + 5.0], [x - 5.0, y]];
            pen.ring(&corners, 4.0, theme.casing);
            pen.ring(&corners, 1.8, color);
        }
    }
    // Where both lead the same way, the dashes of a slope show what is below.
    let (ways, slopes): (Vec<Arrow>, Vec<Arrow>) = step.arrows(view).into_iter().partition(|arrow| arrow.way);
    for Arrow { from, tip, way, .. } in ways.into_iter().chain(slopes) {
        let Some((a, b)) = clip(from, tip, &frame) else { continue };
        let width = if way { 2.4 } else { 1.7 };
        let ink = if way { color } else { theme.ink };
        pen.line(&[a, b], width + 2.6, theme.casing);
        pen.dashed(&[a, b], if way { &[] } else { &[5.0, 3.0] }, 0.0, width, ink);
        if b == tip {
            let (dx, dy) = (tip[0] - from[0], tip[1] - from[1]);
            let length = norm([dx, dy].into_iter());
            if length > 0.0 {
                pen.arrow(tip, [dx / length, dy / length], 10.0, ink, theme.casing);
            }
        }
    }
}

/// Where a text of this size can stand beyond `tip`, seen from `from`: off what is taken, in the frame.
fn room(text: &str, from: Point, tip: Point, frame: &Rect, taken: &[Rect]) -> Option<Rect> {
    let (w, h) = (text::width(text, labels::SIZE) + 6.0, text::height(labels::SIZE) + 4.0);
    let (dx, dy) = (tip[0] - from[0], tip[1] - from[1]);
    let length = norm([dx, dy].into_iter()).max(1e-9);
    let (dx, dy) = (dx / length, dy / length);
    let place = |along: f64, across: f64| {
        let x = tip[0] + dx * (along + w / 2.0) - dy * across * (w / 2.0 + 4.0);
        let y = tip[1] + dy * (along + h / 2.0) + dx * across * (h / 2.0 + 4.0);
        Rect::new(x - w / 2.0, y - h / 2.0, w, h)
    };
    let spots = [
        (4.0, 0.0),
        (0.0, 1.0),
        (0.0, -1.0),
        (-12.0, 1.2),
        (-12.0, -1.2),
        (12.0, 1.5),
        (12.0, -1.5),
        (26.0, 0.0),
        (-30.0, 1.5),
        (-30.0, -1.5),
    ];
    let inside =
        |r: &Rect| r.x >= frame.x && r.y >= frame.y && r.right() <= frame.right() && r.bottom() <= frame.bottom();
    spots
        .iter()
        .map(|(along, across)| place(*along, *across))
        .find(|r| inside(r) && !taken.iter().any(|t| t.touches(r)))
}

/// Writes the symbols beside the arrows and points, off what is `taken`.
pub(crate) fn write(pen: &mut Pen<'_>, view: &View, step: &Step, theme: &Theme, taken: &mut Vec<Rect>) {
    let frame = view.frame();
    let arrows = step.arrows(view).into_iter().map(|arrow| (arrow.text, arrow.from, arrow.tip));
    let places = step.places.iter().map(|(name, place)| {
        let at = view.to_pixel(*place);
        (name.clone(), [at[0] - 6.0, at[1]], [at[0] + 6.0, at[1]])
    });
    for (text, from, tip) in arrows.chain(places) {
        if !frame.contains(tip) {
            continue;
        }
        if let Some(rect) = room(&text, from, tip, &frame, taken) {
            taken.push(rect);
            let at = [rect.x + rect.width / 2.0, rect.y + rect.height / 2.0];
            pen.label(&text, at, Anchor::Middle, labels::SIZE, theme.ink, theme.halo.fade(0.85));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Scale;
    use descent_optim::experiment::link;
    use descent_optim::race::Race;

    fn step(text: &str, k: usize) -> Step {
        let mut race = Race::new(&link::read(text).experiment).unwrap();
        race.advance(usize::MAX);
        Step::of(&race.inspector(0).step(&race, k).unwrap())
    }

    fn view(size: f64) -> View {
        View::new([-size, size, -size, size], Rect::new(0.0, 0.0, 600.0, 400.0), Scale::Free)
    }

    #[test]
    fn arrows_are_parallel_to_their_vectors_and_ways_are_to_scale() {
        for run in [
            "adam~rate=0.1",
            "momentum~rate=0.05",
            "newton~alpha=3",
            "bfgs",
            "nesterov~rate=0.05",
            "lbfgsb",
            "trust-region",
        ] {
            for (size, k) in [(2.0, 0), (2.0, 3), (0.5, 1), (50.0, 2)] {
                let (step, view) = (step(&format!("v=1&f=sixhump&x0=-1,-0.5&o={run}&n=9&tol=0"), k), view(size));
                let (arrows, factor) = (step.arrows(&view), step.magnified(&view));
                assert!(arrows.len() >= 2 && arrows.len() == step.vectors.len(), "{run}");
                for (arrow, vector) in arrows.iter().zip(&step.vectors) {
                    let [from, tip] = [arrow.from, arrow.tip].map(|p| view.to_data(p));
                    let by = [tip[0] - from[0], tip[1] - from[1]];
                    let across = by[0] * vector.by[1] - by[1] * vector.by[0];
                    let along = by[0] * vector.by[0] + by[1] * vector.by[1];
                    assert!(across.abs() < 1e-9 * along && along > 0.0, "{run} {}", arrow.text);
                    let length = norm([arrow.tip[0] - arrow.from[0], arrow.tip[1] - arrow.from[1]].into_iter());
                    if arrow.way {
                        assert!((by[0] - factor * vector.by[0]).abs() < 1e-9 * size * factor, "{run} {}", arrow.text);
                    } else {
                        assert!((length - SLOPE).abs() < 1e-9);
                    }
                }
            }
        }
    }

    #[test]
    fn the_gradient_of_nesterov_stands_at_the_point_ahead() {
        let step = step("v=1&f=quadratic&x0=-4,4&o=nesterov~rate=0.1~momentum=0.5&n=9&tol=0", 1);
        let v = step.vectors.iter().find(|vector| vector.name == "v").unwrap();
        let g = step.vectors.iter().find(|vector| vector.name == "g").unwrap();
        assert_eq!(step.places, [(descent_optim::anatomy::AHEAD.to_owned(), g.from)]);
        assert_ne!(g.from, v.from);
        assert!(!step.vectors.iter().any(|vector| vector.name == WHOLE), "the velocity is the step");
    }

    #[test]
    fn nelder_and_meads_triangle_is_there_with_the_iterate_at_its_best_vertex() {
        let (first, next) = ("v=1&f=rosenbrock&x0=-1.2,1&o=nelder-mead&n=9&tol=0", 4);
        let step = step(first, next);
        assert_eq!(step.simplex.len(), 3);
        let place = |name: &str| step.places.iter().find(|(known, _)| known == name).map(|(_, at)| *at);
        for (vertex, name) in step.simplex.iter().zip(["x₁", "x₂", "x₃"]) {
            assert_eq!(place(name), Some(*vertex));
        }
        let [[ax, ay], [bx, by], [wx, wy]] = step.simplex[..] else { panic!() };
        let [rx, ry] = place("xᵣ").unwrap();
        assert!((rx - (ax + bx - wx)).abs() < 1e-12 && (ry - (ay + by - wy)).abs() < 1e-12);
        assert!(step.places.iter().any(|(name, _)| name == "c"));
    }

    #[test]
    fn short_ways_are_drawn_larger_by_a_round_factor() {
        let step = Step {
            vectors: vec![Vector { name: "v".to_owned(), from: [0.0; 2], by: [0.01, 0.0], way: true }],
            ..Step::default()
        };
        // 3 pixels, so that 10 times are enough.
        assert_eq!(
            step.magnified(&View::new([-1.0, 1.0, -1.0, 1.0], Rect::new(0.0, 0.0, 600.0, 600.0), Scale::Free)),
            10.0
        );
        assert_eq!(step.arrows(&view(1.0))[0].text, "v ×10");
        assert_eq!(step.magnified(&view(0.01)), 1.0);
    }
}
