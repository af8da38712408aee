//! Whatever the numbers: pictures come out, inside their size and without a number that is none.

mod common;

use common::Values;
use descent_optim::experiment::See;
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
        let scene = PlotScene { view: &view, ground: &ground, marks: &marks, walls: &[], runs: &runs, gradients: &[], inside: None, see: See::default(), theme };
        check(&svg::plot(&scene, width, height))?;
    }
}
