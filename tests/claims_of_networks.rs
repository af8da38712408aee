//! What the lesson on networks claims of the digits that come with the program, from the links of the lesson: three of five methods learn nearly all at
//! the rates that a library gives them, and the two that stay behind do so because of their rates. With one seed; with `DESCENT_FULL` in the environment
//! with the lesson's three. What it claims of MNIST is held against MNIST in `crates/network/tests/mnist.rs`, where that is there.

use descent_network::data::{Data, digits};
use descent_network::experiment::begin;
use descent_optim::experiment::network;

/// The five at their defaults, and the two that stay behind at ten times theirs.
const DEFAULTS: &str = "#v=1&net=100,100,50";
const TENFOLD: &str = "#v=1&net=100,100,50&o=gd~rate=0.1~form=keras;adagrad~rate=0.01~form=keras";

/// A run of a link, the method that it is, what accuracy is claimed of it, from and to, and whether it is trained every time.
type Claim = (&'static str, usize, &'static str, [f64; 2], bool);

const CLAIMS: [Claim; 7] = [
    (DEFAULTS, 0, "gd", [0.55, 0.75], true),
    (DEFAULTS, 1, "rmsprop", [0.99, 1.0], false),
    (DEFAULTS, 2, "adam", [0.99, 1.0], true),
    (DEFAULTS, 3, "adagrad", [0.2, 0.37], true),
    (DEFAULTS, 4, "nadam", [0.99, 1.0], false),
    (TENFOLD, 0, "gd", [0.97, 1.0], true),
    (TENFOLD, 1, "adagrad", [0.93, 1.0], true),
];

/// The accuracy of run `run` of a link on the test set, at the end of its training.
fn accuracy(link: &str, run: usize, seed: u32, data: &Data) -> f64 {
    let reading = network::read(link).expect("a network");
    assert_eq!(reading.notices, [], "{link}");
    let mut training = begin(&reading.experiment, run, seed, data).expect("a run");
    assert_eq!(training.network().parameters(), 94_160);
    training.advance(data, usize::MAX, &mut || 0.0);
    let network = training.network();
    network.score(training.weights(), &data.test, 0..data.test.len(), &mut network.room()).accuracy()
}

#[test]
fn the_ranking_of_methods_is_one_of_their_default_rates() {
    let data = &digits::data();
    let full = std::env::var_os("DESCENT_FULL").is_some();
    for seed in if full { 1..=3 } else { 1..=1 } {
        std::thread::scope(|scope| {
            for (link, run, method, [least, most], _) in CLAIMS.into_iter().filter(|(.., always)| full || *always) {
                assert_eq!(network::read(link).unwrap().experiment.o[run].method, method);
                scope.spawn(move || {
                    let found = accuracy(link, run, seed, data);
                    let claim = (least..=most).contains(&found);
                    assert!(claim, "{link}, {method}, seed {seed}: {found} is not from {least} to {most}");
                });
            }
        });
    }
}
