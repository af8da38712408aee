//! Pictures as text: a change shows in the difference, and is judged by eye.

mod common;

use common::{Values, check};
use descent_optim::experiment::{See, link};
use descent_optim::functions::{Nature, find};
use descent_optim::math::{cos, ln, sin};
use descent_optim::objective::Objective;
use descent_optim::race::Race;
use descent_scene::curvature::Curvature;
use descent_scene::gradients;
use descent_scene::ground::Ground;
use descent_scene::picture;
use descent_scene::plot::{Emphasis, Mark, MarkKind, PlotScene, Run, frame};
use descent_scene::search::{Search, SearchScene};
use descent_scene::surface::{Solid, SurfaceScene, Turn};
use descent_scene::svg;
use descent_scene::theme::Theme;
use descent_scene::view::{Rect, Scale, View};

fn objective(id: &str) -> Box<dyn Objective> {
    let function = find(id).unwrap();
    let values = descent_optim::catalog::Values::of(function.knobs, descent_optim::catalog::Form::Lecture, |_| None);
    (function.build)(&values)
}

/// Heavy ball; gradient descent where `momentum` is 0.
fn walk(objective: &dyn Objective, start: [f64; 2], rate: f64, momentum: f64, steps: usize) -> (Vec<f64>, Vec<f64>) {
    let (mut x, mut v, mut g) = (start.to_vec(), [0.0; 2], [0.0; 2]);
    let mut f = vec![objective.gradient(&x, &mut g)];
    let mut xs = x.clone();
    for _ in 0..steps {
        v = [0, 1].map(|i| momentum * v[i] - rate * g[i]);
        x = vec![x[0] + v[0], x[1] + v[1]];
        let value = objective.gradient(&x, &mut g);
        if !value.is_finite() {
            break;
        }
        f.push(value);
        xs.extend(&x);
    }
    (xs, f)
}

fn marks(id: &str) -> Vec<Mark> {
    let (function, objective) = (find(id).unwrap(), objective(id));
    let least = function.points.iter().map(|(_, at)| objective.value(at)).fold(f64::INFINITY, f64::min);
    let kind = |nature: Nature, at: &[f64; 2]| match nature {
        Nature::Minimum if objective.value(at) < least + 1e-6 => MarkKind::Global,
        Nature::Minimum => MarkKind::Local,
        Nature::Maximum => MarkKind::Maximum,
        Nature::Saddle | Nature::Degenerate => MarkKind::Saddle,
    };
    function.points.iter().map(|(nature, at)| Mark { at: *at, kind: kind(*nature, at) }).collect()
}

fn theme(dark: bool) -> &'static Theme {
    Theme::of(dark)
}

fn race(id: &str, paths: &[(Vec<f64>, Emphasis)], dark: bool, [w, h]: [u32; 2], nodes: usize) -> String {
    let function = find(id).unwrap();
    let view = View::new(function.area, frame(f64::from(w), f64::from(h)), Scale::Equal);
    let ground = Ground::in_view(&*objective(id), &view, nodes);
    let runs: Vec<Run<'_>> = paths
        .iter()
        .enumerate()
        .map(|(i, (xs, emphasis))| Run {
            xs,
            k: usize::MAX,
            style: theme(dark).style(i),
            emphasis: *emphasis,
            trials: &[],
            walls: None,
            curvature: None,
        })
        .collect();
    let marks = marks(id);
    svg::plot(
        &PlotScene {
            view: &view,
            ground: &ground,
            marks: &marks,
            walls: &[],
            runs: &runs,
            gradients: &[],
            inside: None,
            see: See::default(),
            theme: theme(dark),
        },
        w,
        h,
    )
}

fn camel_paths() -> Vec<(Vec<f64>, Vec<f64>)> {
    let camel = objective("sixhump");
    vec![
        walk(&*camel, [-1.0, -0.5], 0.1, 0.0, 60),
        walk(&*camel, [-1.0, -0.5], 0.02, 0.9, 60),
        walk(&*camel, [-1.0, -0.5], 0.03, 0.5, 60),
        walk(&*camel, [1.5, 0.6], 0.03, 0.0, 60),
    ]
}

#[test]
fn the_camel_in_light_and_dark() {
    let paths: Vec<_> = camel_paths().into_iter().map(|(xs, _)| (xs, Emphasis::Usual)).collect();
    check("camel-light", &race("sixhump", &paths, false, [720, 480], 80));
    check("camel-dark", &race("sixhump", &paths, true, [720, 480], 80));
}

#[test]
fn a_phone_with_one_run_chosen() {
    let paths: Vec<_> = camel_paths()
        .into_iter()
        .enumerate()
        .map(|(i, (xs, _))| (xs, if i == 1 { Emphasis::Strong } else { Emphasis::Faded }))
        .collect();
    check("phone-light", &race("sixhump", &paths, false, [360, 300], 64));
}

#[test]
fn a_valley_and_runs_that_leave() {
    let valley = objective("rosenbrock");
    let paths: Vec<_> = [(0.001, 0.0), (0.0005, 0.9), (0.01, 0.0), (0.05, 0.0)]
        .map(|(rate, momentum)| (walk(&*valley, [-1.2, 1.0], rate, momentum, 400).0, Emphasis::Usual))
        .into();
    check("valley-light", &race("rosenbrock", &paths, false, [560, 560], 96));
    check("valley-dark", &race("rosenbrock", &paths, true, [560, 560], 96));
}

#[test]
fn ground_without_values() {
    let f = Values(|x: f64, y: f64| ln(x + 0.5 * sin(3.0 * y)) + y * y);
    for (name, dark) in [("void-light", false), ("void-dark", true)] {
        let view = View::new([-1.0, 2.0, -1.5, 1.5], frame(420.0, 380.0), Scale::Equal);
        let ground = Ground::in_view(&f, &view, 90);
        let scene = PlotScene {
            view: &view,
            ground: &ground,
            marks: &[],
            walls: &[],
            runs: &[],
            gradients: &[],
            inside: None,
            see: See::default(),
            theme: theme(dark),
        };
        check(name, &svg::plot(&scene, 420, 380));
    }
}

#[test]
fn a_deep_zoom_has_short_ticks() {
    let at = [0.089_842_013, -0.712_656_403];
    let bowl = Values(|x: f64, y: f64| (x - at[0]) * (x - at[0]) + 2.0 * (y - at[1]) * (y - at[1]));
    let marks = [Mark { at, kind: MarkKind::Global }];
    let area = [at[0] - 2e-7, at[0] + 2e-7, at[1] - 1e-7, at[1] + 1e-7];
    let view = View::new(area, frame(480.0, 320.0), Scale::Equal);
    let ground = Ground::in_view(&bowl, &view, 64);
    let scene = PlotScene {
        view: &view,
        ground: &ground,
        marks: &marks,
        walls: &[],
        runs: &[],
        gradients: &[],
        inside: None,
        see: See::default(),
        theme: theme(false),
    };
    check("zoom-light", &svg::plot(&scene, 480, 320));
}

/// The ids of layers as a set.
fn see(ids: &[&str]) -> See {
    ids.iter().map(|id| See::named(id).unwrap()).fold(See::NOTHING, See::and)
}

#[test]
fn gradients_and_arrows_and_curvature() {
    let paths: Vec<Vec<f64>> = camel_paths().into_iter().map(|(xs, _)| xs).collect();
    let camel = objective("sixhump");
    let marks = marks("sixhump");
    for (name, dark) in [("layers-light", false), ("layers-dark", true)] {
        let view = View::new([-2.0, 2.0, -1.0, 1.0], frame(640.0, 440.0), Scale::Equal);
        let ground = Ground::in_view(&*camel, &view, 80);
        let gradients = gradients::arrows(&*camel, &view);
        let ks = [0, 3, 60];
        let runs: Vec<Run<'_>> = paths
            .iter()
            .zip(ks)
            .enumerate()
            .map(|(i, (xs, k))| {
                let at = [xs[2 * k], xs[2 * k + 1]];
                let curvature = Curvature::new(at, camel.second_derivatives(at));
                Run {
                    xs,
                    k,
                    style: theme(dark).style(i),
                    emphasis: Emphasis::Usual,
                    trials: &[],
                    walls: None,
                    curvature,
                }
            })
            .collect();
        let scene = PlotScene {
            view: &view,
            ground: &ground,
            gradients: &gradients,
            inside: None,
            marks: &marks,
            walls: &[],
            runs: &runs,
            see: see(&["contour", "heat", "points", "arrows"]),
            theme: theme(dark),
        };
        check(name, &svg::plot(&scene, 640, 440));
    }
}

#[test]
fn the_surface_hides_what_is_behind_it() {
    let paths: Vec<Vec<f64>> = camel_paths().into_iter().map(|(xs, _)| xs).collect();
    let marks = marks("sixhump");
    let low = Turn { elevation: 20.0, azimuth: 10.0 };
    for (name, dark, turn) in [("surface-light", false, Turn::OPENING), ("surface-low-dark", true, low)] {
        let solid = Solid::new(&*objective("sixhump"), [-2.0, 2.0, -1.0, 1.0], Rect::new(0.0, 0.0, 480.0, 400.0), turn);
        let run = |(i, xs)| Run {
            xs,
            k: usize::MAX,
            style: theme(dark).style(i),
            emphasis: Emphasis::Usual,
            trials: &[],
            walls: None,
            curvature: None,
        };
        let runs: Vec<Run<'_>> = paths.iter().map(Vec::as_slice).enumerate().map(run).collect();
        let scene = SurfaceScene { solid: &solid, marks: &marks, runs: &runs, see: See::default(), theme: theme(dark) };
        check(name, &svg::surface(&scene, None, 480, 400));
    }
}

#[test]
fn all_styles_side_by_side() {
    // Sixteen spirals into one point: lines next to each other, and all markers around one minimum.
    let f = Values(|x: f64, y: f64| x * x + y * y);
    for (name, dark) in [("styles-light", false), ("styles-dark", true)] {
        let view = View::new([-3.0, 3.0, -2.0, 2.0], frame(720.0, 520.0), Scale::Equal);
        let ground = Ground::in_view(&f, &view, 48);
        let paths: Vec<Vec<f64>> = (0..16)
            .map(|i| {
                let angle = std::f64::consts::TAU * f64::from(i) / 16.0;
                let point = |k: i32| {
                    let r = 2.4 * (1.0 - f64::from(k) / 30.0);
                    let turn = angle + 0.05 * f64::from(k);
                    [r * cos(turn), 0.8 * r * sin(turn)]
                };
                (0..=if i % 3 == 0 { 30 } else { 22 }).flat_map(point).collect()
            })
            .collect();
        let runs: Vec<Run<'_>> = paths
            .iter()
            .enumerate()
            .map(|(i, xs)| Run {
                xs,
                k: usize::MAX,
                style: theme(dark).style(i),
                emphasis: Emphasis::Usual,
                trials: &[],
                walls: None,
                curvature: None,
            })
            .collect();
        let marks = [Mark { at: [0.0, 0.0], kind: MarkKind::Global }];
        let scene = PlotScene {
            view: &view,
            ground: &ground,
            marks: &marks,
            walls: &[],
            runs: &runs,
            gradients: &[],
            inside: None,
            see: See::default(),
            theme: theme(dark),
        };
        check(name, &svg::plot(&scene, 720, 520));
    }
}

#[test]
fn runs_on_top_of_each_other_all_show() {
    let bowl = objective("quadratic");
    let (xs, _) = walk(&*bowl, [-4.0, 4.0], 0.1, 0.0, 60);
    let paths: Vec<_> = (0..5).map(|_| (xs.clone(), Emphasis::Usual)).collect();
    check("overlap-light", &race("quadratic", &paths, false, [480, 420], 48));
}

#[test]
fn a_step_taken_apart() {
    let pictures = [
        ("step-adam-light", "f=sixhump&x0=-1,-0.5&o=adam~rate=0.1;gd~rate=0.1&k=3&see=contour,heat,points,step"),
        (
            "step-newton-dark",
            "f=rosenbrock&x0=-1.2,1&o=newton~alpha=0&k=1&see=contour,heat,points,step,model&theme=dark",
        ),
        ("step-saddle-light", "f=sixhump&x0=-0.5,0.4&o=newton~alpha=0&k=0&see=contour,points,step,model"),
        ("step-bfgs-light", "f=sixhump&x0=-1,-0.5&o=bfgs&k=3&see=contour,heat,step,model"),
        (
            "step-trust-dark",
            "f=sixhump&x0=0.3,0.2&o=trust-region~radius=0.4&k=0&see=contour,heat,step,model&theme=dark",
        ),
        (
            "step-nesterov-light",
            "f=quadratic&x0=-4,4&o=nesterov~rate=0.1~momentum=0.8&k=3&see=contour,heat,points,step",
        ),
    ];
    for (name, link) in pictures {
        let experiment = link::read(&format!("v=1&{link}&n=60&tol=0")).experiment;
        let mut race = Race::new(&experiment).unwrap();
        race.advance(usize::MAX);
        check(name, &picture::svg(&experiment, &race, 560, 420));
    }
}

#[test]
fn the_search_of_a_step() {
    for (name, run, k, which, dark) in [
        ("search-wolfe-light", "bfgs", 3, 0, false),
        ("search-armijo-dark", "steepest", 0, 0, true),
        ("search-powell-light", "powell", 3, 1, false),
        ("search-back-dark", "powell", 2, 0, true),
    ] {
        let mut race = Race::new(&link::read(&format!("v=1&f=rosenbrock&x0=-1.2,1&o={run}&n=20")).experiment).unwrap();
        race.advance(usize::MAX);
        let anatomy = race.inspector(0).step(&race, k).unwrap();
        let search = &Search::all(&race, &race.entries[0], &anatomy)[which];
        let (theme, color) = (theme(dark), theme(dark).style(0).color);
        check(name, &svg::search(&SearchScene { search, color, theme, width: 320.0, height: 200.0 }));
    }
}
