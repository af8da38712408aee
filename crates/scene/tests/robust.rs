//! Whatever the numbers: pictures come out, inside their size and without a number that is none.

mod common;

use common::Values;
use descent_optim::experiment::See;
use descent_scene::chart::{Chart, Height, Series};
use descent_scene::ground::Ground;
use descent_scene::plot::{Emphasis, Mark, MarkKind, PlotScene, Run, frame};
use descent_scene::svg;
use descent_scene::theme::Theme;
use descent_scene::view::{Scale, View};
use proptest::prelude::*;

fn check(svg: &str) -> Result<(), TestCaseError> {
    prop_assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
    prop_assert!(!svg.contains("NaN") && !svg.contains("inf"), "a number that is none");
    // Whole units only, none further out than the clamp.
    prop_assert!(!svg.contains("2147483647"));
    Ok(())
}

fn nasty() -> impl Strategy<Value = f64> {
    prop_oneof![3 => -3.0..3.0f64, 1 => any::<f64>(), 1 => prop::sample::select(vec![0.0, 1e300, -1e-300, f64::NAN])]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn plots(
        area in prop::array::uniform4(nasty()), scale in nasty(), paths in prop::collection::vec(prop::collection::vec(nasty(), 0..40), 0..5),
        k in 0usize..30, at in prop::array::uniform2(nasty()), width in 1u32..900, height in 1u32..700, dark: bool, free: bool,
    ) {
        let objective = Values(|x: f64, y: f64| scale * (x * x - y) + 1.0 / (x + y));
        let view = View::new(area, frame(f64::from(width), f64::from(height)), if free { Scale::Free } else { Scale::Equal });
        let ground = Ground::in_view(&objective, &view, 24);
        let theme = Theme::of(dark);
        let emphases = [Emphasis::Usual, Emphasis::Strong, Emphasis::Faded];
        let runs: Vec<Run<'_>> = paths.iter().enumerate().map(|(i, xs)| {
            Run { xs, k, style: theme.style(i), emphasis: emphases[i % 3], trials: &[], walls: None, curvature: None }
        }).collect();
        let marks = [MarkKind::Global, MarkKind::Local, MarkKind::Saddle, MarkKind::Maximum].map(|kind| Mark { at, kind });
        let scene = PlotScene { view: &view, ground: &ground, marks: &marks, walls: &[], runs: &runs, gradients: &[], see: See::default(), theme };
        check(&svg::plot(&scene, width, height))?;
    }

    #[test]
    fn charts(
        curves in prop::collection::vec(prop::collection::vec(nasty(), 0..40), 0..4), cursor in 0usize..50, log: bool,
        width in 1u32..600, height in 1u32..400, pixel in prop::array::uniform2(nasty()),
    ) {
        let xs: Vec<f64> = (0..40).map(f64::from).collect();
        let series: Vec<Series<'_>> = curves.iter().enumerate().map(|(i, ys)| {
            Series { xs: &xs, ys, style: Theme::LIGHT.style(i), emphasis: Emphasis::Usual, }
        }).collect();
        let scale = if log { Height::Log } else { Height::Linear };
        let mut chart = Chart::new(&series, scale, &Theme::LIGHT, f64::from(width), f64::from(height));
        chart.cursor = Some(cursor);
        check(&svg::chart(&chart, width, height))?;
        if let Some(hit) = chart.nearest(pixel, 1e9) {
            prop_assert!(hit.step < curves[hit.series].len());
        }
        let _ = chart.x_at(pixel[0]);
    }
}

#[test]
fn the_step_under_a_pixel_is_the_one_drawn_there() {
    let (xs, ys): (Vec<f64>, Vec<f64>) = (0..50).map(|k| (f64::from(k), 1.0 / f64::from(k + 1))).unzip();
    let series = [Series { xs: &xs, ys: &ys, style: Theme::LIGHT.style(0), emphasis: Emphasis::Usual }];
    let chart = Chart::new(&series, Height::Log, &Theme::LIGHT, 340.0, 240.0);
    for k in [0usize, 7, 30, 49] {
        let at = chart.to_pixel(xs[k], ys[k]);
        assert!(chart.frame().contains(at));
        assert!((chart.x_at(at[0]) - xs[k]).abs() < 1e-9);
        assert_eq!(chart.nearest(at, 5.0).map(|hit| hit.step), Some(k));
    }
}

#[test]
fn a_run_that_stands_still_ends_with_its_marker() {
    let xs: Vec<f64> = (0..40).map(f64::from).collect();
    let ys: Vec<f64> = (0..40).map(|k| if k < 12 { 1.0 / f64::from(1 << k) } else { 0.0 }).collect();
    let series = [Series { xs: &xs, ys: &ys, style: Theme::LIGHT.style(0), emphasis: Emphasis::Usual }];
    let chart = Chart::new(&series, Height::Log, &Theme::LIGHT, 340.0, 240.0);
    // Nothing is under the pointer where the run has long arrived.
    let floor = chart.to_pixel(35.0, 0.0);
    assert_eq!(chart.nearest(floor, 20.0), None);
    assert!(chart.nearest(chart.to_pixel(12.0, 0.0), 20.0).is_some());
}
