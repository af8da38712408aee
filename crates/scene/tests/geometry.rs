//! What is drawn of a function against the function itself: contours on their levels, labels that say them.

use descent_optim::catalog::{Form, Values};
use descent_optim::functions::{Function, find};
use descent_optim::objective::Objective;
use descent_scene::ground::Ground;
use descent_scene::labels::place;
use descent_scene::view::{Rect, Scale, View};

const FRAME: Rect = Rect::new(40.0, 10.0, 620.0, 460.0);

fn built(id: &str) -> (&'static Function, Box<dyn Objective>) {
    let function = find(id).unwrap();
    (function, (function.build)(&Values::of(function.knobs, Form::Lecture, |_| None)))
}

#[test]
fn every_vertex_of_a_contour_is_on_its_level_to_the_interpolation_error() {
    let (_, camel) = built("sixhump");
    let (area, n) = ([-2.0, 2.0, -1.0, 1.0], 161);
    let ground = Ground::new(&*camel, area, n, n);
    let [hx, hy] = [4.0 / 160.0, 2.0 / 160.0];
    // Linear between two nodes: at most an eighth of the square of their distance times the largest second derivative, which is
    // |8 − 25.2 x² + 10 x⁴| ≤ 68 along x and |48 y² − 8| ≤ 40 along y.
    let error = f64::max(68.0 * hx * hx, 40.0 * hy * hy) / 8.0;
    let mut vertices = 0;
    for line in &ground.lines {
        for p in &line.points {
            let off = (camel.value(p) - ground.levels[line.level].value).abs();
            assert!(off <= error, "{p:?}: {off}");
            vertices += 1;
        }
    }
    assert!(vertices > 3000, "{vertices}");
}

#[test]
fn labels_say_the_level_that_they_stand_on_and_keep_off_each_other() {
    let mut count = 0;
    for id in ["sixhump", "rosenbrock", "himmelblau", "illconditioned", "beale"] {
        let (function, objective) = built(id);
        let view = View::new(function.area, FRAME, Scale::Equal);
        let ground = Ground::in_view(&*objective, &view, 256);
        let labels = place(&view, &ground.lines, &ground.levels, &[]);
        let pixel = f64::max(view.unit()[0], view.unit()[1]);
        for (i, label) in labels.iter().enumerate() {
            let level = ground.levels[label.level].value;
            let said: f64 = label.text.replace('−', "-").parse().unwrap();
            assert!((said - level).abs() <= 1e-9 * level.abs(), "{id}: {} is not {level}", label.text);
            // On a bend a label stands up to two pixels beside its line.
            let at = view.to_data(label.at);
            let around = (0..24).map(|k| {
                let (sin, cos) = descent_optim::math::sincos(f64::from(k) * std::f64::consts::TAU / 24.0);
                objective.value(&[at[0] + 3.0 * pixel * cos, at[1] + 3.0 * pixel * sin])
            });
            let [low, high] =
                around.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], f| [low.min(f), high.max(f)]);
            assert!((low..=high).contains(&level), "{id}: {level} is not within {low}…{high} at {at:?}");
            assert!(labels[..i].iter().all(|other| !other.rect.touches(&label.rect)), "{id}");
            assert!(label.rect.x >= FRAME.x && label.rect.right() <= FRAME.right(), "{id}");
            count += 1;
        }
    }
    assert!(count > 25, "{count}");
}

#[test]
fn a_pixel_of_the_plot_is_the_point_that_it_came_from() {
    for scale in [Scale::Equal, Scale::Free] {
        let view = View::new([-2.0, 2.0, -1.0, 1.0], FRAME, scale);
        for i in 0..=20 {
            for j in 0..=20 {
                let at = [-2.0 + 0.2 * f64::from(i), -1.0 + 0.1 * f64::from(j)];
                let back = view.to_data(view.to_pixel(at));
                assert!((back[0] - at[0]).abs() < 1e-12 && (back[1] - at[1]).abs() < 1e-12, "{at:?} {back:?}");
            }
        }
    }
}
