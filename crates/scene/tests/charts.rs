//! Charts: pictures as text, whatever the numbers; columns against mathematics.

mod common;

use common::{Raced, check};
use descent_optim::experiment::Axis;
use descent_optim::experiment::see::LAYERS;
use descent_optim::math::{exp, sin};
use descent_optim::trajectory::Trajectory;
use descent_optim::vector::norm;
use descent_scene::axes::Axes;
use descent_scene::chart::{Chart, Height, Series, Sheet};
use descent_scene::plot::Emphasis;
use descent_scene::quantity::{ALONG, Quantity, Source, above, quantities_of};
use descent_scene::svg;
use descent_scene::theme::Theme;
use descent_scene::view::Rect;
use proptest::prelude::*;

fn hypot(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}

const SHEET: Sheet = Sheet { width: 340.0, height: 240.0, titled: true };

fn curve<'a>(number: usize, xs: &'a [f64], ys: &'a [f64], dark: bool) -> Series<'a> {
    let style = Theme::of(dark).style(number);
    Series { xs, ys, style, emphasis: Emphasis::Usual, progress: true, name: "", part: 0 }
}

impl Raced {
    fn quantity(&self, id: &str) -> &'static Quantity {
        quantities_of(&self.race, &self.landmarks).into_iter().find(|q| LAYERS[q.layer as usize].id == id).unwrap()
    }

    fn column(&self, id: &str, run: usize) -> Vec<f64> {
        self.part(id, run, 0)
    }

    fn part(&self, id: &str, run: usize, part: usize) -> Vec<f64> {
        (self.quantity(id).column)(&Source::of(&self.race, &self.landmarks, run), part)
    }

    fn path(&self, run: usize) -> &Trajectory {
        self.race.entries[run].trajectory()
    }

    /// The chart of a quantity as a picture.
    fn svg(&self, id: &str, axis: Axis, height: Option<Height>, zoom: Option<[f64; 2]>, dark: bool) -> String {
        let (quantity, along) = (self.quantity(id), ALONG.iter().find(|along| along.axis == axis).unwrap());
        let xs: Vec<Vec<f64>> = (0..self.race.entries.len()).map(|run| (along.column)(self.path(run))).collect();
        let ys: Vec<Vec<f64>> = (0..self.race.entries.len()).map(|run| self.column(id, run)).collect();
        let series: Vec<Series<'_>> =
            (0..xs.len()).map(|i| Series { progress: quantity.progress, ..curve(i, &xs[i], &ys[i], dark) }).collect();
        let usual = if quantity.log { Height::Log } else { Height::Linear };
        let mut chart = Chart::new(&series, height.unwrap_or(usual), Theme::of(dark), SHEET);
        chart.axes = Axes::new(&series, height.unwrap_or(usual), zoom, chart.axes.frame);
        (chart.x_title, chart.y_title, chart.whole) = (along.word, quantity.name, along.whole);
        svg::chart(&chart, Some(12), 340, 240)
    }
}

const CAMEL: &str = "v=1&f=sixhump&x0=-1,-0.5&o=gd~rate=0.1;momentum~rate=0.02;gd~rate=0.03;bfgs&n=60";
const FLIGHT: &str = "v=1&f=quadratic&x0=-4,4&o=gd~rate=0.1;gd~rate=0.6;gd~rate=1.05;momentum~rate=0.3&n=120&tol=0";

#[test]
fn values_on_the_camel() {
    let camel = Raced::of(CAMEL);
    check("chart-light", &camel.svg("loss", Axis::Steps, None, None, false));
    check("chart-dark", &camel.svg("loss", Axis::Steps, None, None, true));
    check("chart-linear", &camel.svg("loss", Axis::Steps, Some(Height::Linear), None, false));
    check("chart-zoom", &camel.svg("loss", Axis::Steps, None, Some([3.0, 11.5]), false));
}

#[test]
fn distances_and_gradients_along_the_path() {
    let camel = Raced::of(CAMEL);
    check("distance-light", &camel.svg("distance", Axis::Steps, None, None, false));
    check("distance-length", &camel.svg("distance", Axis::Length, Some(Height::Linear), None, false));
    check("gradient-light", &camel.svg("gradient", Axis::Evals, None, None, false));
    check("gradient-dark", &camel.svg("gradient", Axis::Length, None, None, true));
}

#[test]
fn a_run_that_flies_off_leaves_the_others_their_room() {
    let flight = Raced::of(FLIGHT);
    check("evaluations-log", &flight.svg("loss", Axis::Evals, None, None, false));
    check("evaluations-linear", &flight.svg("loss", Axis::Evals, Some(Height::Linear), None, false));
    check("gradient-flight", &flight.svg("gradient", Axis::Steps, Some(Height::Linear), None, true));
}

#[test]
fn a_value_without_a_known_minimum_is_linear() {
    let plane = Raced::of("v=1&f=x-y/2&x0=0,0&o=gd~rate=0.1;adam~rate=0.1&n=40");
    assert!(plane.landmarks.best.is_none() && !plane.quantity("loss").log);
    assert!(plane.column("distance", 0).is_empty());
    check("value-linear", &plane.svg("loss", Axis::Steps, None, None, false));
    check("distance-none", &plane.svg("distance", Axis::Steps, None, None, false));
}

#[test]
fn one_point_and_no_curve_at_all() {
    let rest = Raced::of("v=1&f=quadratic&x0=0,0;1,1&o=gd&n=1&tol=1e9");
    check("chart-point", &rest.svg("gradient", Axis::Steps, None, None, false));
    let chart = Chart::new(&[], Height::Log, Theme::of(false), SHEET);
    check("chart-empty", &svg::chart(&chart, Some(3), 340, 240));
}

#[test]
fn thousands_of_steps_two_curves_a_run_and_one_that_is_chosen() {
    let xs: Vec<f64> = (0..4000).map(f64::from).collect();
    let noisy = |rate: f64, size: f64| -> Vec<f64> {
        xs.iter().map(|k| exp(-rate * k) + size * sin(12.9 * k) * sin(12.9 * k)).collect()
    };
    let ys = [noisy(2e-3, 1e-3), noisy(5e-3, 1e-2), noisy(1e-3, 0.0), noisy(1e-3, 0.0)];
    let mut series: Vec<Series<'_>> = ys.iter().enumerate().map(|(i, ys)| curve(i, &xs, ys, false)).collect();
    let chart = Chart::new(&series, Height::Log, Theme::of(false), SHEET);
    check("chart-thousands", &svg::chart(&chart, Some(2000), 340, 240));
    for (i, s) in series.iter_mut().enumerate() {
        (s.progress, s.style) = (false, Theme::of(true).style(i / 2));
        (s.part, s.name) = (i % 2, ["x", "y"][i % 2]);
        s.emphasis = if i < 2 { Emphasis::Strong } else { Emphasis::Faded };
    }
    let chart = Chart::new(&series, Height::Log, Theme::of(true), SHEET);
    check("chart-chosen", &svg::chart(&chart, Some(2000), 340, 240));
}

#[test]
fn the_distance_is_that_to_the_nearest_of_all_minima() {
    for link in [CAMEL, "v=1&f=himmelblau&x0=-1,-1;3,3&o=adam~rate=0.3;nelder-mead&n=60"] {
        let raced = Raced::of(link);
        let minima: Vec<[f64; 2]> = raced
            .landmarks
            .points
            .iter()
            .filter(|p| p.nature == descent_optim::functions::Nature::Minimum)
            .map(|p| p.at)
            .collect();
        assert!(minima.len() >= 4);
        for run in 0..raced.race.entries.len() {
            for (k, d) in raced.column("distance", run).into_iter().enumerate() {
                let x = raced.path(run).iterate(k);
                let to = |m: &[f64; 2]| hypot(x[0] - m[0], x[1] - m[1]);
                let least = minima.iter().map(to).fold(f64::INFINITY, f64::min);
                assert!((d - least).abs() <= 1e-15 * least, "{d} {least}");
            }
        }
    }
}

#[test]
fn the_path_is_as_long_as_its_steps_and_evaluations_are_all_counted() {
    let camel = Raced::of(CAMEL);
    for run in 0..4 {
        let path = camel.path(run);
        let [steps, evals, lengths] = [0, 1, 2].map(|i| (ALONG[i].column)(path));
        assert_eq!(steps.last(), Some(&(path.steps() as f64)));
        let last = path.counts[path.steps()];
        assert_eq!(evals.last(), Some(&f64::from(last.f + last.g + last.h)));
        let all: f64 = path.x.windows(4).step_by(2).map(|w| hypot(w[2] - w[0], w[3] - w[1])).sum();
        assert!((lengths[path.steps()] - all).abs() <= 1e-14 * all);
        assert!([steps, evals, lengths].iter().all(|xs| xs.len() == path.len() && xs.is_sorted()));
    }
}

#[test]
fn what_is_above_the_best_minimum_by_rounding_only_is_on_it() {
    assert_eq!(above(&[3.0, 1.0 + 1e-15, 1.0 - 1e-9, f64::INFINITY], 1.0), [2.0, 0.0, 0.0, f64::INFINITY]);
    assert!(above(&[f64::NAN], 1.0)[0].is_nan());
    assert_eq!(above(&[1e-300], 0.0), [1e-300]);
}

#[test]
fn the_step_under_a_pixel_is_the_one_drawn_there() {
    let (xs, ys): (Vec<f64>, Vec<f64>) = (0..50).map(|k| (f64::from(k), 1.0 / f64::from(k + 1))).unzip();
    let series = [curve(0, &xs, &ys, false)];
    let chart = Chart::new(&series, Height::Log, &Theme::LIGHT, SHEET);
    for k in [0usize, 7, 30, 49] {
        let at = chart.axes.to_pixel(xs[k], ys[k]);
        assert!(chart.axes.frame.contains(at));
        assert!((chart.axes.x_at(at[0]) - xs[k]).abs() < 1e-9);
        assert_eq!(chart.nearest(at, 5.0).map(|hit| hit.step), Some(k));
    }
    assert_eq!(chart.nearest([200.0, 30.0], 5.0), None);
}

#[test]
fn a_long_step_is_hit_between_its_ends() {
    let (xs, ys) = ([0.0, 10.0], [0.0, 1.0]);
    let series = [curve(0, &xs, &ys, false)];
    let chart = Chart::new(&series, Height::Linear, &Theme::LIGHT, SHEET);
    let at = |t: f64| chart.axes.to_pixel(10.0 * t, t);
    assert_eq!(chart.nearest(at(0.4), 3.0).map(|hit| hit.step), Some(0));
    assert_eq!(chart.nearest(at(0.6), 3.0).map(|hit| hit.step), Some(1));
}

#[test]
fn a_run_that_stands_still_ends_with_its_marker_and_a_rate_goes_on() {
    let xs: Vec<f64> = (0..40).map(f64::from).collect();
    let ys: Vec<f64> = (0..40).map(|k| if k < 12 { 1.0 / f64::from(1 << k) } else { 0.0 }).collect();
    let mut series = [curve(0, &xs, &ys, false)];
    let floor = |series: &[Series<'_>]| {
        let chart = Chart::new(series, Height::Log, &Theme::LIGHT, SHEET);
        assert!(chart.nearest(chart.axes.to_pixel(12.0, 0.0), 20.0).is_some());
        chart.nearest(chart.axes.to_pixel(35.0, 0.0), 20.0)
    };
    // Nothing is under the pointer where the run has long arrived.
    assert_eq!(floor(&series), None);
    series[0].progress = false;
    assert_eq!(floor(&series).map(|hit| hit.step), Some(35));
}

#[test]
fn a_view_of_some_steps_fits_what_is_seen_there() {
    let (xs, ys): (Vec<f64>, Vec<f64>) = (0..=100).map(|k| (f64::from(k), exp(-f64::from(k)))).unzip();
    let series = [curve(0, &xs, &ys, false)];
    let frame = Rect::new(50.0, 10.0, 300.0, 200.0);
    let whole = Axes::new(&series, Height::Linear, None, frame);
    let part = Axes::new(&series, Height::Linear, Some([20.0, 40.0]), frame);
    assert_eq!((whole.x, part.x), ([0.0, 100.0], [20.0, 40.0]));
    assert!(part.y[1] < 1e-8 && whole.y[1] > 1.0);
    // Closer about a pixel, that pixel's number stays where it is; further out than the whole, the whole is seen.
    let closer = part.zoomed(200.0, 2.0);
    let closer = Axes::new(&series, Height::Linear, closer, frame);
    assert!((closer.x_at(200.0) - part.x_at(200.0)).abs() < 1e-9 && closer.x[1] - closer.x[0] < 10.1);
    assert_eq!((part.zoomed(200.0, 0.01), whole.zoomed(200.0, 1.0), whole.between(0.0, 900.0)), (None, None, None));
    let between = part.between(290.0, 140.0).unwrap();
    assert_eq!(between, [part.x_at(140.0), part.x_at(290.0)]);
    for nonsense in [[7.0, 3.0], [200.0, 300.0], [f64::NAN, f64::NAN]] {
        assert_eq!(Axes::new(&series, Height::Linear, Some(nonsense), frame).x, whole.x);
    }
}

#[test]
fn growth_that_is_no_flight_is_shown_in_full() {
    let xs: Vec<f64> = (0..20).map(f64::from).collect();
    // A hump, as gradients have on the way from a saddle; and a rate that warms up.
    let hump: Vec<f64> = (0..20).map(|k| if k == 10 { 1.0 } else { 1e-9 }).collect();
    let ramp: Vec<f64> = (0..20).map(|k| 1e-5 + f64::from(k)).collect();
    for height in [Height::Linear, Height::Log] {
        let top = |ys: &[f64], progress: bool| {
            let series = [Series { progress, ..curve(0, &xs, ys, false) }];
            Chart::new(&series, height, &Theme::LIGHT, SHEET).axes.y[1]
        };
        assert!(top(&hump, true) >= 1.0 && top(&ramp, false) >= 19.0);
        assert!(top(&ramp, true) < 19.0);
    }
}

fn nasty() -> impl Strategy<Value = f64> {
    prop_oneof![3 => -3.0..3.0f64, 1 => any::<f64>(), 1 => prop::sample::select(vec![0.0, 1e300, -1e-300, 1e-12, f64::NAN, f64::INFINITY])]
}

/// Every number in the picture's coordinates.
fn coordinates(svg: &str) -> Vec<f64> {
    let lists = svg.split("points=\"").skip(1).filter_map(|rest| rest.split('"').next());
    lists.flat_map(|list| list.split([' ', ','])).filter(|n| !n.is_empty()).map(|n| n.parse().unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whatever_the_numbers_a_chart_stays_inside_its_picture(
        curves in prop::collection::vec(prop::collection::vec(nasty(), 0..40), 0..4), cursor in 0usize..50, log: bool, progress: bool,
        width in 1u32..600, height in 1u32..400, pixel in prop::array::uniform2(nasty()), zoom in prop::option::of(prop::array::uniform2(nasty())),
        stretch in prop::sample::select(vec![1.0, 1e-9, 1e9, 1e300]),
    ) {
        let xs: Vec<f64> = (0..40).map(|k| f64::from(k) * stretch).collect();
        let series: Vec<Series<'_>> =
            curves.iter().enumerate().map(|(i, ys)| Series { progress, name: "x", ..curve(i, &xs, ys, false) }).collect();
        let scale = if log { Height::Log } else { Height::Linear };
        let sheet = Sheet { width: f64::from(width), height: f64::from(height), titled: true };
        let mut chart = Chart::new(&series, scale, &Theme::LIGHT, sheet);
        chart.axes = Axes::new(&series, scale, zoom.map(|zoom| zoom.map(|x| x * stretch)), chart.axes.frame);
        let svg = svg::chart(&chart, Some(cursor), width, height);
        prop_assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf"), "a number that is none");
        // A marker's radius and its rim beyond the frame, in sixteenths of a pixel.
        let frame = chart.axes.frame.grown(9.0);
        for pair in coordinates(&svg).as_chunks::<2>().0 {
            prop_assert!(frame.contains([pair[0] / 16.0, pair[1] / 16.0]), "{pair:?}");
        }
        if let Some(hit) = chart.nearest(pixel, 1e9) {
            prop_assert!(hit.step < curves[hit.series].len());
        }
        prop_assert!((chart.axes.x[0]..=chart.axes.x[1]).contains(&chart.axes.x_at(pixel[0])) || pixel[0].is_nan());
        let [low, high] = chart.axes.y;
        prop_assert!(low < high && low.is_finite() && high.is_finite());
    }

    #[test]
    fn numbers_come_back_from_their_pixels(from in 0.0..90.0f64, wide in 0.1..10.0f64, t in 0.0..1.0f64) {
        let (xs, ys) = ([0.0, 100.0], [1.0, 2.0]);
        let axes = Axes::new(&[curve(0, &xs, &ys, false)], Height::Log, Some([from, from + wide]), Rect::new(46.0, 12.0, 280.0, 200.0));
        let x = from + t * wide;
        prop_assert!((axes.x_at(axes.x_pixel(x)) - x).abs() < 1e-9);
    }
}

#[test]
fn rates_fall_as_their_schedule_says_and_searches_say_how_far_they_went() {
    let runs = "gd~rate=0.1~rate.schedule=exponential~rate.factor=0.5;steepest;nelder-mead";
    let raced = Raced::of(&format!("v=1&f=sixhump&x0=-1,-0.5&o={runs}&n=8&tol=0"));
    let expected: Vec<f64> = (0..8).map(|k| 0.1 / f64::from(1 << k)).collect();
    assert_eq!(raced.column("rate", 0), expected, "an entry a step, powers of two are exact");
    let (lengths, path) = (raced.column("rate", 1), raced.path(1));
    assert_eq!(lengths.len(), 8);
    for (k, length) in lengths.iter().enumerate() {
        let step = norm(path.iterate(k + 1).iter().zip(path.iterate(k)).map(|(a, b)| a - b));
        assert!((step - length * path.grad_norm[k]).abs() < 1e-12, "{k}");
    }
    assert!([1, 2].iter().all(|run| raced.column("effective", *run).is_empty()) && raced.column("rate", 2).is_empty());
    let symbol = |run| raced.quantity("rate").symbol_of(&Source::of(&raced.race, &raced.landmarks, run));
    assert_eq!([symbol(0), symbol(1)], ["ε", "α"]);
}

#[test]
fn each_coordinate_has_its_own_effective_rate() {
    // AdaGrad's sum of squares of the gradient (g, 1) is its rate's denominator: a steep coordinate has the smaller rate.
    let raced = Raced::of("v=1&f=x%2B10*y&x0=0,0&o=adagrad~rate=1&n=5&tol=0");
    for k in 0..5 {
        let roots = (k as f64 + 1.0).sqrt();
        for (part, slope) in [(0, 1.0), (1, 10.0)] {
            let rate = raced.part("effective", 0, part)[k];
            assert!((rate - 1.0 / (slope * roots)).abs() < 1e-9, "{k} {part}: {rate}");
        }
    }
}
