//! Trainings: one code path with the plane, the same bits at every run, no allocation on the way.

mod common;

use common::{network, points};
use descent_network::activation::Activation;
use descent_network::data::Data;
use descent_network::network::Network;
use descent_network::record::End;
use descent_network::training::{Plan, Training};
use descent_optim::experiment::network::Init;
use descent_optim::experiment::{RunSpec, check};
use descent_optim::method::{Method, Work};
use descent_optim::minimize::minimize;
use descent_optim::objective::Objective;
use descent_optim::optimizers;
use descent_optim::run::Budget;
use descent_optim::trajectory::Broken;

const PLAN: Plan = Plan { batch: 8, epochs: 3, split: 0.25, init: Init::Glorot, seed: 7 };

fn training(run: &RunSpec, plan: Plan, data: &Data) -> Training {
    let method = optimizers::find(&run.method).unwrap();
    let setting = check::setting("run", method, run).unwrap();
    Training::new(network(Activation::Tanh, 0.01), method, &setting, plan, data).unwrap()
}

/// The methods that train networks.
fn methods() -> impl Iterator<Item = &'static Method> {
    optimizers::CATALOG.iter().copied().filter(|method| matches!(method.work, Work::Rule { .. }))
}

/// The mean loss of the network over all that is trained on, as the plane's methods see an objective.
struct Full<'a> {
    network: Network,
    data: &'a Data,
    count: usize,
}

impl Objective for Full<'_> {
    fn dim(&self) -> usize {
        self.network.parameters()
    }

    fn value(&self, x: &[f64]) -> f64 {
        self.gradient(x, &mut vec![0.0; x.len()])
    }

    fn gradient(&self, x: &[f64], out: &mut [f64]) -> f64 {
        let weights: Vec<f32> = x.iter().map(|x| *x as f32).collect();
        let mut gradient = vec![0.0; x.len()];
        let score =
            self.network.gradient(&weights, &self.data.train, 0..self.count, &mut gradient, &mut self.network.room());
        out.iter_mut().zip(gradient).for_each(|(out, g)| *out = f64::from(g));
        self.network.loss(&weights, score)
    }

    fn hessian(&self, _: &[f64], _: &mut [f64], _: &mut nalgebra::DMatrix<f64>) -> f64 {
        unreachable!("first-order methods ask for none")
    }
}

#[test]
fn every_method_steps_a_network_as_it_steps_the_plane() {
    let data = points();
    let plan = Plan { batch: 1000, epochs: 1, ..PLAN };
    let full = Full { network: network(Activation::Tanh, 0.01), data: &data, count: plan.trained(&data) };
    for method in methods() {
        for form in method.forms {
            let mut run = RunSpec { form: Some(*form), ..RunSpec::of(method.id) };
            run.set.insert("clip_norm".to_owned(), 0.5);
            run.set.insert("weight_decay".to_owned(), 0.01);
            let mut net = training(&run, plan, &data);
            let start: Vec<f64> = net.weights().iter().map(|w| f64::from(*w)).collect();
            let budget = Budget { steps: 1, tol: 0.0, xtol: 0.0 };
            let path = minimize(&run, &full, &start, None, budget).unwrap();
            net.advance(&data, 1, &mut || 0.0);
            let longest = path.iterate(1).iter().zip(&start).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            assert!(longest > 0.0, "{} {form:?}", method.id);
            for (i, (w, x)) in net.weights().iter().zip(path.iterate(1)).enumerate() {
                let off = (f64::from(*w) - x).abs();
                assert!(off < 1e-7 + 1e-3 * longest, "{} {form:?}, weight {i}: {w} and {x}", method.id);
            }
        }
    }
}

#[test]
fn a_training_has_the_same_bits_at_every_run_however_it_is_cut() {
    let data = points();
    for method in methods() {
        let run = RunSpec::of(method.id);
        let (mut whole, mut cut) = (training(&run, PLAN, &data), training(&run, PLAN, &data));
        assert!(whole.advance(&data, usize::MAX, &mut || 0.0));
        while !cut.advance(&data, 5, &mut || 0.0) {}
        assert_eq!(whole.weights(), cut.weights(), "{}", method.id);
        assert_eq!(whole.record(), cut.record());
        assert_eq!((whole.record().epochs.len(), whole.record().end), (3, Some(End::Epochs)));
    }
}

#[test]
fn all_methods_begin_at_the_same_weights_with_the_same_batch_and_other_seeds_elsewhere() {
    let data = points();
    let first = |method: &str, seed| {
        let mut net = training(&RunSpec::of(method), Plan { seed, ..PLAN }, &data);
        let weights = net.weights().to_vec();
        net.advance(&data, 1, &mut || 0.0);
        (weights, net.record().loss[0])
    };
    let begin = first("gd", 7);
    assert!(methods().all(|method| method.id == "nesterov" || first(method.id, 7) == begin));
    let other = first("gd", 8);
    assert!(begin.0 != other.0 && begin.1 != other.1);
}

#[test]
fn epochs_see_every_example_once_and_validate_on_the_last_part() {
    let data = points();
    let net = |plan| {
        let mut net = training(&RunSpec::of("gd"), plan, &data);
        net.advance(&data, usize::MAX, &mut || 0.0);
        net
    };
    // 60 examples; 45 of them are trained on, in six batches.
    assert_eq!((data.train.len(), data.test.len(), PLAN.trained(&data)), (60, 10, 45));
    let done = net(PLAN);
    assert_eq!((done.record().steps(), done.record().epochs.len()), (18, 3));
    let (network, last) = (done.network(), &done.record().epochs[2]);
    let score = network.score(done.weights(), &data.train, 45..60, &mut network.room());
    assert_eq!(last.validation, Some((network.loss(done.weights(), score), score.accuracy())));
    let record = net(Plan { split: 0.0, ..PLAN }).record().clone();
    assert!(record.epochs.iter().all(|epoch| epoch.validation.is_none()) && record.steps() == 24);
}

#[test]
fn a_few_epochs_learn_what_can_be_learned() {
    let data = points();
    let mut run = RunSpec::of("adam");
    run.set.insert("rate".to_owned(), 0.02);
    let mut net = training(&run, Plan { epochs: 40, ..PLAN }, &data);
    net.advance(&data, usize::MAX, &mut || 0.0);
    let score = net.network().score(net.weights(), &data.test, 0..data.test.len(), &mut net.network().room());
    assert_eq!(score.accuracy(), 1.0);
    assert!(net.record().epochs[39].loss < 0.5 * net.record().epochs[0].loss);
}

#[test]
fn what_is_not_finite_ends_a_training_and_leaves_finite_weights() {
    let data = points();
    let mut run = RunSpec::of("gd");
    run.set.insert("rate".to_owned(), 1e6);
    let mut net = training(&run, PLAN, &data);
    assert!(net.advance(&data, usize::MAX, &mut || 0.0));
    assert!(matches!(net.record().end, Some(End::NotFinite(Broken::Value | Broken::Iterate))));
    assert!(net.weights().iter().all(|w| w.is_finite()));
}

#[test]
fn steps_do_not_allocate() {
    let data = points();
    for method in methods() {
        let mut net = training(&RunSpec::of(method.id), PLAN, &data);
        // The rooms of the products grow at first.
        net.advance(&data, 6, &mut || 0.0);
        let info = allocation_counter::measure(|| {
            net.advance(&data, 12, &mut || 0.0);
        });
        assert_eq!(info.count_total, 0, "{}", method.id);
    }
}

/// Those that train networks on all examples at once.
fn whole() -> impl Iterator<Item = &'static Method> {
    optimizers::CATALOG.iter().copied().filter(|method| method.full_batch)
}

#[test]
fn a_method_of_whole_steps_walks_on_a_network_as_it_walks_on_an_objective() {
    let data = points();
    let plan = Plan { epochs: 6, ..PLAN };
    let full = Full { network: network(Activation::Tanh, 0.01), data: &data, count: plan.trained(&data) };
    assert!(whole().count() > 0);
    for method in whole() {
        let run = RunSpec::of(method.id);
        let mut net = training(&run, plan, &data);
        let start: Vec<f64> = net.weights().iter().map(|w| f64::from(*w)).collect();
        let path = minimize(&run, &full, &start, None, Budget { steps: 6, tol: 0.0, xtol: 0.0 }).unwrap();
        while !net.advance(&data, 1, &mut || 0.0) {}
        let record = net.record();
        assert_eq!((record.steps(), record.epochs.len(), record.end), (6, 6, Some(End::Epochs)), "{}", method.id);
        for (k, loss) in record.loss.iter().enumerate() {
            assert!((f64::from(*loss) - path.f[k]).abs() < 1e-6 * path.f[k], "{}, step {k}", method.id);
            assert!(k == 0 || *loss < record.loss[k - 1], "{}, step {k}", method.id);
        }
        for (w, x) in net.weights().iter().zip(path.iterate(6)) {
            assert_eq!(*w, *x as f32, "{}", method.id);
        }
    }
}

#[test]
fn a_search_that_finds_nothing_ends_a_training_where_it_stands() {
    let data = points();
    for method in whole() {
        let mut net = training(&RunSpec::of(method.id), Plan { epochs: 3000, split: 0.0, ..PLAN }, &data);
        net.advance(&data, usize::MAX, &mut || 0.0);
        let record = net.record();
        assert!(matches!(record.end, Some(End::Still | End::Epochs)), "{:?}", record.end);
        assert!(record.loss.last() < record.loss.first() && net.weights().iter().all(|w| w.is_finite()));
    }
}
