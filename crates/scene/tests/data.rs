//! Pictures of finite sums: the examples with the models on them, and how the gradients of batches scatter.

mod common;

use common::check;
use descent_optim::experiment::link;
use descent_optim::race::Race;
use descent_optim::scatter::Batches;
use descent_scene::examples::{ExamplesScene, Fit, area};
use descent_scene::plot::Emphasis;
use descent_scene::scatter::ScatterScene;
use descent_scene::svg;
use descent_scene::theme::Theme;

fn race(text: &str) -> Race {
    let mut race = Race::new(&link::read(text).experiment).unwrap();
    race.advance(usize::MAX);
    race
}

/// The examples of a race with its runs where they stand at step `k`, and the batch of the first.
fn examples(text: &str, k: usize, dark: bool, see: impl FnOnce(&ExamplesScene<'_>)) {
    let (race, theme) = (race(text), Theme::of(dark));
    let mean = race.objective.as_mean().unwrap();
    let fit = |(i, entry): (usize, &descent_optim::race::Entry)| {
        let x = entry.trajectory().iterate(k);
        Fit { at: [x[0], x[1]], style: theme.style(i), emphasis: Emphasis::Usual }
    };
    let fits: Vec<Fit> = race.entries.iter().enumerate().map(fit).collect();
    see(&ExamplesScene {
        mean,
        area: area(mean.examples()),
        size: [320.0, 240.0],
        fits: &fits,
        best: mean.minimum(),
        batch: &race.sample(0, k).batch,
        color: theme.style(0).color,
        theme,
    });
}

const LINE: &str = "v=1&data=line~n=60&seed=4&batch=6&x0=-2,3&o=gd~rate=0.1;adam~rate=0.2&n=30";

#[test]
fn examples_with_their_models_and_a_batch() {
    for (name, text, dark) in [
        ("data-line-light", LINE, false),
        ("data-logistic-dark", "v=1&data=logistic~n=50&seed=2&x0=0,0&o=gd~rate=0.5&n=30", true),
    ] {
        examples(text, 5, dark, |scene| check(name, &svg::examples(scene)));
    }
}

#[test]
fn a_pixel_of_the_picture_is_the_example_that_it_came_from() {
    examples(LINE, 5, false, |scene| {
        let all = scene.mean.examples();
        for (t, v) in all.t.iter().zip(&all.v) {
            let pixel = scene.to_pixel([*t, *v]);
            assert!(scene.frame().contains(pixel), "{pixel:?}");
            let [[back_t, back_v], _] = scene.to_data(pixel);
            assert!((back_t - t).abs() < 1e-9 && (back_v - v).abs() < 1e-9, "{t} {v}: {back_t} {back_v}");
        }
    });
}

#[test]
fn the_gradients_of_batches_around_that_of_the_whole() {
    let race = race(LINE);
    let mean = race.objective.as_mean().unwrap();
    let mut batches = Batches::new(mean, [-1.0, 1.0], 4);
    let scatter = batches.scatter(6, 120);
    let sizes: Vec<(u32, f64, Option<f64>)> =
        [1, 2, 6, 20, 60].map(|m| (m, batches.variance(m), (m < 60).then(|| batches.measured(m, 200)))).to_vec();
    for (name, dark) in [("scatter-light", false), ("scatter-dark", true)] {
        let theme = Theme::of(dark);
        let (extent, color) = ([320.0, 520.0], theme.style(0).color);
        let scene = ScatterScene { scatter: &scatter, sizes: &sizes, size: 6, extent, color, theme };
        check(name, &svg::scatter(&scene));
    }
}
