//! What the lessons claim, as links and assertions: every row of the table of lessons that is about the plane. Claims about noise and batches are
//! about the median of twenty seeds, or about every one of them.

use descent_optim::experiment::{Notice, link};
use descent_optim::race::Race;
use descent_optim::random::{Random, Use};
use descent_optim::trajectory::{Halt, Trajectory};

/// The seeds that claims about noise and batches are made of.
const SEEDS: std::ops::RangeInclusive<u32> = 1..=20;

/// The race of a link, to its end.
fn raced(text: &str) -> Race {
    let reading = link::read(text);
    assert_eq!(reading.notices, Vec::<Notice>::new(), "{text}");
    let mut race = Race::new(&reading.experiment).unwrap();
    while !race.advance(10_000) {}
    race
}

/// The paths of a race.
fn paths(race: &Race) -> Vec<&Trajectory> {
    race.entries.iter().map(|entry| entry.trajectory()).collect()
}

/// The first step at which the value is below `e`.
fn below(path: &Trajectory, e: f64) -> Option<usize> {
    path.f.iter().position(|f| *f < e)
}

/// The first step from which the value stays below `e`.
fn stays_below(path: &Trajectory, e: f64) -> Option<usize> {
    let above = path.f.iter().rposition(|f| f.is_nan() || *f >= e).map_or(0, |k| k + 1);
    (above < path.f.len()).then_some(above)
}

fn last(path: &Trajectory) -> f64 {
    path.f[path.steps()]
}

fn end(path: &Trajectory) -> [f64; 2] {
    let x = path.iterate(path.steps());
    [x[0], x[1]]
}

fn overflows(path: &Trajectory) -> bool {
    matches!(path.halt, Some(Halt::NonFinite { .. }))
}

/// Whether the run went as far as it could: all steps that were asked for.
fn near(a: f64, b: f64, by: f64) -> bool {
    (a - b).abs() <= by
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The mean value of the last hundred steps.
fn floor(path: &Trajectory) -> f64 {
    mean(&path.f[path.f.len() - 100..])
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    (values[(n - 1) / 2] + values[n / 2]) / 2.0
}

/// A number of a race for each seed.
fn over_seeds(text: &str, number: impl Fn(&Race) -> f64) -> Vec<f64> {
    SEEDS.map(|seed| number(&raced(&format!("{text}&seed={seed}").replace("&seed=1&seed", "&seed")))).collect()
}

#[test]
fn loss_a_line_through_three_points_is_a_walk_on_a_bowl_whose_least_value_is_not_0() {
    for text in [
        "#v=1&f=((y-1)^2+(x+y-2)^2+(2*x+y-4)^2)/3&x0=-2,4&o=gd~rate=0.3&n=100&tol=0&box=-3,4,-3,5",
        // The same as data: half of it, since its loss is half a square.
        "#v=1&data=points&x0=-2,4&o=gd~rate=0.6&n=100&tol=0",
    ] {
        let race = raced(text);
        let path = paths(&race)[0];
        let half = if text.contains("data") { 0.5 } else { 1.0 };
        let [x, y] = end(path);
        assert!(near(x, 1.5, 1e-3) && near(y, 5.0 / 6.0, 1e-3), "{x}, {y}");
        assert!(near(path.f[0], half * 25.0 / 3.0, 1e-2) && near(last(path), half / 18.0, 1e-6), "{}", last(path));
        assert!(path.f.windows(2).all(|f| f[1] <= f[0] + 1e-15), "it rises");
    }
}

#[test]
fn batches_one_example_a_step_is_as_fast_a_step_and_a_hundred_times_cheaper_and_has_a_floor() {
    let text =
        "#v=1&data=line~n=100&x0=-2,-2&o=gd~rate=0.1~batch=1;gd~rate=0.1~batch=10;gd~rate=0.1~batch=100&n=300&tol=0";
    let mut ratios = Vec::new();
    for seed in SEEDS {
        let race = raced(&format!("{text}&seed={seed}"));
        let least = race.objective.value(&race.objective.as_mean().unwrap().minimum().unwrap());
        let paths = paths(&race);
        for path in &paths {
            let k = below(path, least + 0.2).unwrap();
            assert!(k <= 120, "seed {seed}: {k} steps");
        }
        let examples = |run: usize| {
            let k = below(paths[run], least + 0.2).unwrap();
            paths[run].counts[k].examples
        };
        assert!(examples(0) <= 120 && examples(2) >= 2000, "seed {seed}: {} and {}", examples(0), examples(2));
        let excess = |run: usize| floor(paths[run]) - least;
        ratios.push(excess(0) / excess(1));
        let up = |run: usize| paths[run].f.windows(2).filter(|f| f[1] > f[0] + 1e-15).count() as f64 / 300.0;
        assert!(up(0) >= 0.2 && up(2) == 0.0, "seed {seed}: {} and {}", up(0), up(2));
    }
    let ratio = median(ratios);
    assert!(ratio >= 4.0, "the floor falls like 1/m: {ratio}");
}

#[test]
fn learning_rate_five_rates_have_five_fates() {
    let race =
        raced("#v=1&f=quadratic&x0=-4,4&o=gd~rate=0.01;gd~rate=0.1;gd~rate=0.6;gd~rate=1;gd~rate=1.05&n=60&tol=0");
    let paths = paths(&race);
    assert!(paths[0].f[60] > 1.5 && paths[1].f[60] < 1e-3, "{} and {}", paths[0].f[60], paths[1].f[60]);
    assert!(below(paths[2], 1e-6).unwrap() <= 25);
    assert!(near(paths[3].f[60], 16.0, 1e-9) || near(paths[3].f[59], 16.0, 1e-9), "{}", paths[3].f[60]);
    assert!((50..60).all(|k| near(paths[3].iterate(k).iter().fold(0.0, |m: f64, x| m.max(x.abs())), 4.0, 1e-9)));
    assert!(paths[4].f[60] > 1e5, "{}", paths[4].f[60]);
}

#[test]
fn learning_rate_two_over_lambda_says_where_descent_can_rest_and_not_when_it_diverges() {
    let race = raced("#v=1&f=sixhump&x0=1.7,-0.8&o=gd~rate=0.1;gd~rate=0.05&n=200&tol=0");
    let beside = paths(&race);
    assert!(beside[0].f[181..].iter().all(|f| *f > -0.1), "0.1 cannot rest there");
    assert!(near(last(beside[1]), -0.2154638, 1e-6), "{}", last(beside[1]));
    let race = raced("#v=1&f=sixhump&x0=2.5,0&o=gd~rate=0.1&n=60&tol=0&box=-3,3,-2,2");
    assert!(overflows(paths(&race)[0]) && paths(&race)[0].steps() < 10);
    let race = raced("#v=1&f=sixhump&x0=-1,-0.5&o=gd~rate=0.13&n=300&tol=0");
    let cycle = &paths(&race)[0].f;
    let [a, b] = [cycle[299], cycle[300]];
    assert!(near(a.min(b), -0.979, 2e-3) && near(a.max(b), -0.942, 2e-3), "{a} and {b}");
    assert!(near(cycle[298], b, 1e-6), "two values for ever");
}

#[test]
fn schedules_a_constant_rate_has_a_floor_a_fast_fall_stops_on_the_way_inverse_time_arrives() {
    let text = "#v=1&f=quadratic&x0=-4,4&o=gd~rate=0.5;gd~rate=0.1~rate.schedule=exponential~rate.factor=0.8;gd~rate=0.5~rate.schedule=inverse~rate.decay=0.1&n=400&tol=0&noise=1";
    let mut gains = Vec::new();
    for seed in SEEDS {
        let race = raced(&format!("{text}&seed={seed}"));
        let [constant, exponential, inverse] = [0, 1, 2].map(|run| floor(paths(&race)[run]));
        assert!(constant > 0.15, "seed {seed}: {constant}");
        assert!(exponential > 1.8, "seed {seed}: {exponential}");
        assert!(inverse < 0.075, "seed {seed}: {inverse}");
        gains.push(constant / inverse);
    }
    assert!(gains.iter().all(|gain| *gain >= 5.0), "{gains:?}");
}

#[test]
fn ill_conditioning_the_steep_direction_holds_the_rate_down_and_steps_grow_with_kappa() {
    let at =
        |kappa: u32, runs: &str| raced(&format!("#v=1&f=illconditioned&p=kappa={kappa}&x0=-4,1&o={runs}&n=1000&tol=0"));
    assert_eq!(below(paths(&at(1, "gd~rate=1"))[0], 1e-6), Some(1));
    assert!(below(paths(&at(10, "gd~rate=0.18"))[0], 1e-6).unwrap() <= 90);
    let race = at(100, "gd~rate=0.019;gd~rate=0.0198;gd~rate=0.021");
    let paths = paths(&race);
    assert!(below(paths[1], 1e-6).unwrap() > 200);
    assert!((0..60).all(|k| paths[0].iterate(k)[1] * paths[0].iterate(k + 1)[1] < 0.0), "y flips at every step");
    assert!(paths[2].f[60] > 1e4);
}

#[test]
fn local_minima_a_tenth_apart_at_the_start_and_three_apart_at_the_end() {
    let race = raced("#v=1&f=sixhump&x0=1.25,0.6;1.35,0.6;-1,-0.5;-0.8,0.25&o=gd~rate=0.1&n=60&tol=0");
    for (path, value) in paths(&race).into_iter().zip([-1.03163, 2.10425, -1.03163, -1.03163]) {
        assert!(near(last(path), value, 1e-4), "{} and {value}", last(path));
    }
}

#[test]
fn saddles_draw_pure_newton_in_and_descent_leaves_them_slowly_without_noise_never_from_the_ridge() {
    let race = raced("#v=1&f=boundedsaddle&x0=1,0.5&o=newton~alpha=0;newton~alpha=3&n=10&tol=0");
    assert!(end(paths(&race)[0]).iter().all(|x| x.abs() <= 1e-12), "{:?}", end(paths(&race)[0]));
    assert!(paths(&race)[1].f.iter().any(|f| *f < -0.99));
    let race =
        raced("#v=1&f=boundedsaddle&x0=1,1e-8&o=gd~rate=0.1;adagrad~rate=0.1;rmsprop~rate=0.1~decay=0.9&n=200&tol=0");
    let all = paths(&race);
    assert!(all[0].f[50].abs() < 0.05 && below(all[0], -0.5).unwrap() > 50);
    assert!(below(all[1], -0.5).unwrap() <= 34, "AdaGrad {:?}", below(all[1], -0.5));
    assert!(below(all[2], -0.5).unwrap() <= 8, "RMSProp {:?}", below(all[2], -0.5));
    let ridge = "#v=1&f=boundedsaddle&x0=1,0&o=gd~rate=0.1&n=200&tol=0";
    assert_eq!(below(paths(&raced(ridge))[0], -0.5), None);
    for seed in SEEDS {
        let race = raced(&format!("{ridge}&noise=0.1&seed={seed}"));
        let k = below(paths(&race)[0], -0.5).unwrap_or_else(|| panic!("seed {seed} stays on the ridge"));
        assert!(k <= 100, "seed {seed}: {k}");
    }
    let race = raced("#v=1&f=sixhump&x0=0.3,0.2&o=newton~alpha=0;newton~alpha=16&n=60&tol=0");
    assert!(end(paths(&race)[0]).iter().all(|x| x.abs() < 1e-6));
    assert!(near(last(paths(&race)[1]), -1.0316, 1e-3), "{}", last(paths(&race)[1]));
}

#[test]
fn plateaus_where_nothing_points_anywhere_noise_gets_out_and_memory_across() {
    let flat = "#v=1&f=boundedmonkey&x0=0,0&o=gd~rate=0.1&n=400&tol=0";
    assert_eq!(end(paths(&raced(flat))[0]), [0.0, 0.0]);
    let out =
        over_seeds(&format!("{flat}&noise=0.3"), |race| below(paths(race)[0], -0.5).expect("noise gets out") as f64);
    assert!(median(out.clone()) < 100.0, "{out:?}");
    let race = raced("#v=1&f=plateau&x0=5,4&o=gd~rate=0.5;momentum~rate=0.5~momentum=0.9;adam~rate=0.1&n=1500&tol=0");
    let [gd, momentum, adam] = [0, 1, 2].map(|run| below(paths(&race)[run], 0.01).unwrap());
    assert!(gd > 300 && momentum <= 180 && adam <= 90, "{gd}, {momentum}, {adam}");
}

#[test]
fn cliffs_undo_everything_in_a_step_and_clipping_the_norm_keeps_the_direction() {
    let race = raced(
        "#v=1&f=rnncliff&x0=1.2,0.7&o=gd~rate=0.05;gd~rate=0.05~clip_norm=1;gd~rate=0.05~clip_value=1;gd~rate=0.0002&n=400&tol=0",
    );
    let all = paths(&race);
    let size = |k: usize| all[0].iterate(k)[0].abs();
    assert!(size(1) > 3.0 && size(2) > 1e10, "{} and {}", size(1), size(2));
    assert!(all[1].f.iter().all(|f| *f <= all[1].f[0]));
    assert!(below(all[1], 0.02).unwrap() <= 20 && below(all[1], 0.01).unwrap() <= 200);
    assert!(near(last(all[1]), 0.0078, 2e-3), "{}", last(all[1]));
    let step = |run: usize| [0, 1].map(|i| all[run].iterate(1)[i] - all[run].iterate(0)[i]);
    assert!(step(2).iter().all(|d| near(*d, -0.05, 1e-12)), "{:?}", step(2));
    assert!(near(step(1)[0], -0.04996, 1e-5) && near(step(1)[1], -0.00196, 1e-5), "{:?}", step(1));
    assert!(all[3].f[400] > 0.02, "{}", all[3].f[400]);
}

#[test]
fn momentum_walks_the_valley_in_an_eighth_of_the_steps_at_a_rate_at_which_descent_diverges() {
    let race = raced(
        "#v=1&f=illconditioned&p=kappa=100&x0=-4,1&o=gd~rate=0.0198;momentum~rate=0.03~momentum=0.7&n=1000&tol=0",
    );
    let [gd, momentum] = [0, 1].map(|run| stays_below(paths(&race)[run], 1e-6).unwrap());
    assert!(momentum <= 110 && gd > 200, "{momentum} and {gd}");
    let race = raced("#v=1&f=illconditioned&p=kappa=100&x0=-4,1&o=gd~rate=0.03&n=300&tol=0");
    assert!(last(paths(&race)[0]) > 1e10);
}

#[test]
fn momentum_and_noise_more_at_the_same_rate_the_same_at_a_tenth_and_the_rate_is_what_to_cut() {
    let race = "#v=1&f=quadratic&x0=-4,4&o=gd~rate=0.05;momentum~rate=0.05~momentum=0.9;momentum~rate=0.005~momentum=0.9&n=400&tol=0&noise=1";
    let same = median(over_seeds(race, |race| floor(paths(race)[1]) / floor(paths(race)[0])));
    let tenth = median(over_seeds(race, |race| floor(paths(race)[2]) / floor(paths(race)[0])));
    assert!(same > 4.0, "{same}");
    assert!((0.5..2.0).contains(&tenth), "{tenth}");
    let grown = "#v=1&f=quadratic&x0=-4,4&o=momentum~rate=0.05~momentum=0.5~momentum.schedule=linear~momentum.end=0.99~momentum.tau=200;momentum~rate=0.05~momentum=0.9~rate.schedule=linear~rate.end=0.0005~rate.tau=200&n=400&tol=0&noise=1";
    let worse = over_seeds(grown, |race| floor(paths(race)[0]) / floor(paths(race)[1]));
    assert!(worse.iter().all(|ratio| *ratio > 10.0), "{worse:?}");
}

#[test]
fn nesterov_brakes_before_the_turn_and_has_a_lower_limit() {
    let race =
        raced("#v=1&f=quadratic&x0=-4,4&o=momentum~rate=0.3~momentum=0.9;nesterov~rate=0.3~momentum=0.9&n=300&tol=0");
    let [momentum, nesterov] = [0, 1].map(|run| stays_below(paths(&race)[run], 1e-6).unwrap());
    assert!(nesterov <= 68 && momentum > 80, "{nesterov} and {momentum}");
    let over = |run: usize| (0..300).map(|k| paths(&race)[run].iterate(k)[0]).fold(0.0, f64::max);
    assert!(over(1) < 1.5 && over(0) > 2.5, "overshoot in x: {} and {}", over(1), over(0));
    let race = raced(
        "#v=1&f=illconditioned&p=kappa=100&x0=-4,1&o=momentum~rate=0.03~momentum=0.7;nesterov~rate=0.03~momentum=0.7&n=60&tol=0",
    );
    assert!(last(paths(&race)[1]) > 1e20 && last(paths(&race)[0]) < 0.1);
}

#[test]
fn adagrad_never_forgets_a_steep_beginning() {
    let race = raced("#v=1&f=cliff&x0=1.5,1&o=adagrad~rate=0.1;rmsprop~rate=0.1~decay=0.9&n=600&tol=0");
    assert!(paths(&race)[0].f[600] > 0.1 && below(paths(&race)[1], 0.01).unwrap() <= 170);
}

#[test]
fn rmsprop_is_blind_to_scale_and_never_settles_at_a_constant_rate() {
    let race = raced(
        "#v=1&f=quadratic&x0=-4,4&o=rmsprop~rate=0.1~decay=0.9;rmsprop~rate=0.1~decay=0.9~rate.schedule=exponential~rate.factor=0.98;gd~rate=0.1&n=600&tol=0",
    );
    let all = paths(&race);
    assert!(all[0].f[401..].iter().all(|f| *f >= 0.0018), "{}", last(all[0]));
    assert!(last(all[1]) < 1e-8 && last(all[2]) < 1e-20);
    let valley = |kappa: u32| {
        raced(&format!("#v=1&f=illconditioned&p=kappa={kappa}&x0=-4,1&o=rmsprop~rate=0.05~decay=0.9&n=100&tol=0"))
    };
    let [one, many] = [valley(1), valley(10_000)];
    let apart = paths(&one)[0].x.iter().zip(&paths(&many)[0].x).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(apart < 1e-3, "{apart}");
}

#[test]
fn adams_first_step_is_the_rate_and_a_thousandfold_loss_is_the_same_path() {
    let at = |f: &str| raced(&format!("#v=1&f={f}&x0=-4,1&o=adam~rate=0.1;gd~rate=0.1&n=200&tol=0"));
    let [one, many] = [at("0.5*(x^2%2B10*y^2)"), at("500*(x^2%2B10*y^2)")];
    for race in [&one, &many] {
        let step = paths(race)[0].iterate(1);
        assert!(near(step[0], -3.9, 1e-6) && near(step[1], 0.9, 1e-6), "{step:?}");
    }
    let apart = paths(&one)[0].x.iter().zip(&paths(&many)[0].x).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(apart < 1e-4, "{apart}");
    assert!(last(paths(&one)[1]) < 1e-6);
    assert!(paths(&many)[1].f.iter().take(6).any(|f| *f > 1e20), "{:?}", &paths(&many)[1].f[..6]);
}

#[test]
fn newton_does_not_see_the_condition_number_and_full_steps_may_climb() {
    for kappa in [1, 100, 10_000] {
        let race = raced(&format!("#v=1&f=illconditioned&p=kappa={kappa}&x0=-4,1&o=newton~alpha=0&n=2&tol=0"));
        assert!(paths(&race)[0].f[1] < 1e-8, "κ = {kappa}: {}", paths(&race)[0].f[1]);
    }
    let race = raced("#v=1&f=rosenbrock&x0=-1.2,1&o=newton~alpha=0;gd~rate=0.001&n=6000&tol=0");
    assert!(paths(&race)[0].f[2] > 700.0 && below(paths(&race)[0], 1e-6).unwrap() <= 12);
    assert_eq!(below(paths(&race)[1], 1e-6), None);
}

/// The evaluations of value or gradient, whichever are more, until the value is below `e`.
fn evaluations(path: &Trajectory, e: f64) -> Option<u32> {
    below(path, e).map(|k| path.counts[k].f.max(path.counts[k].g))
}

#[test]
fn quasi_newton_methods_learn_the_bend_from_gradients_alone() {
    let race = raced("#v=1&f=rosenbrock&x0=-1.2,1&o=bfgs;lbfgs;cg;gd~rate=0.001&n=6000&tol=0");
    for (path, most) in paths(&race).into_iter().zip([75, 85, 160]) {
        assert!(evaluations(path, 1e-6).unwrap() <= most, "{:?} of {most}", evaluations(path, 1e-6));
    }
    assert_eq!(below(paths(&race)[3], 1e-6), None);
}

#[test]
fn first_and_second_order_the_winner_depends_on_the_valley() {
    let race = raced(
        "#v=1&f=illconditioned&p=kappa=1000&x0=-4,1&o=gd~rate=0.0019;momentum~rate=0.0035~momentum=0.88;bfgs;lbfgsb&n=2000&tol=0",
    );
    let all = paths(&race);
    assert_eq!(below(all[0], 1e-6), None);
    assert!(evaluations(all[1], 1e-6).unwrap() > 100);
    assert!(all[2..].iter().all(|path| evaluations(path, 1e-6).unwrap() <= 30));
    let race = raced("#v=1&f=sixhump&x0=-1,-0.5&o=gd~rate=0.1;cg;bfgs&n=60&tol=0");
    let gd = evaluations(paths(&race)[0], -1.031_628_453_5 + 1e-6).unwrap();
    assert!(gd <= 18, "{gd}");
}

#[test]
fn which_to_choose_adam_forgives_the_rate_and_a_tuned_method_beats_it() {
    let race = raced(
        "#v=1&f=rosenbrock&x0=-1.2,1&o=gd~rate=0.01;gd~rate=0.1;gd~rate=1;adam~rate=0.01;adam~rate=0.1;adam~rate=1&n=1000&tol=0",
    );
    let all = paths(&race);
    assert!(all[..3].iter().all(|path| overflows(path) && path.steps() <= 6));
    assert!(all[3..].iter().all(|path| last(path) < path.f[0] / 2.0));
    let race = raced("#v=1&f=quadratic&x0=-4,4&o=gd~rate=0.6;adam~rate=0.1&n=60&tol=0");
    let all = paths(&race);
    assert!(below(all[0], 1e-6).unwrap() <= 18 && all[1].f[18] > 0.1);
    assert!(below(all[1], 1e-6).is_none_or(|k| k >= 30));
}

/// Whether the symmetric matrix number `i` of `n` rows has positive eigenvalues only: its entries are sums of two normal numbers.
fn is_definite(n: usize, i: u32) -> bool {
    let random = Random::new(1, Use::Data);
    let entries: Vec<f64> =
        (0..(n * n).div_ceil(2)).flat_map(|pair| random.normals(i, (100 * n + pair) as u32)).take(n * n).collect();
    let mut a: Vec<Vec<f64>> =
        (0..n).map(|r| (0..n).map(|c| entries[r * n + c] + entries[c * n + r]).collect()).collect();
    // It is if every pivot of Gauss's elimination is positive.
    (0..n).all(|p| {
        let (above, below) = a.split_at_mut(p + 1);
        let pivot = &above[p];
        for row in below {
            let times = row[p] / pivot[p];
            row.iter_mut().zip(pivot).for_each(|(z, w)| *z -= times * w);
        }
        pivot[p] > 0.0
    })
}

#[test]
fn the_drawn_random_matrices_are_those_that_are_computed_and_their_shares_are_the_probabilities() {
    let lesson = include_str!("../www/lessons/saddles.html");
    for (n, probability) in [(1, 0.5), (2, 0.1464), (3, 0.0249), (4, 0.0026)] {
        let squares: String = (0..400)
            .filter(|i| is_definite(n, *i))
            .map(|i| format!("M{} {}h7v7h-7z", 8 * (i % 20), 8 * (i / 20)))
            .collect();
        assert!(lesson.contains(&format!("<path d=\"{squares}\"/>")), "{n} rows: {squares}");
        let of = 40_000;
        let share = (0..of).filter(|i| is_definite(n, *i)).count() as f64 / f64::from(of);
        let deviation = (probability * (1.0 - probability) / f64::from(of)).sqrt();
        assert!((share - probability).abs() < 4.0 * deviation, "{n} rows: {share}");
    }
}
