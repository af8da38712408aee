//! MNIST as the lecture trains it, where it is there: the environment variable `DESCENT_MNIST` names the folder with its four files, and `DESCENT_FULL` asks
//! for tests that take long. The bars are what Keras reaches, with room for other first weights.

use descent_network::activation::Activation;
use descent_network::data::{self, Data};
use descent_network::network::Network;
use descent_network::training::{Plan, Training};
use descent_optim::catalog::Form;
use descent_optim::experiment::network::Init;
use descent_optim::experiment::{RunSpec, check};
use descent_optim::optimizers;

/// The data, or why they are not there.
fn mnist() -> Result<Data, String> {
    let folder = std::env::var_os("DESCENT_MNIST").ok_or("DESCENT_MNIST names no folder")?;
    std::env::var_os("DESCENT_FULL").ok_or("DESCENT_FULL is not set")?;
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.contains("-ubyte") || name.ends_with(".npz") {
            files.push((name, std::fs::read(&path).map_err(|error| error.to_string())?));
        }
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    data::read(&files).map_err(|fault| fault.to_string())
}

/// The mean accuracy on the test set over three seeds, at Keras's default rate or at this one.
fn accuracy(method: &str, rate: Option<f64>, data: &Data) -> f64 {
    let mut run = RunSpec { form: Some(Form::Keras), ..RunSpec::of(method) };
    run.set.extend(rate.map(|rate| ("rate".to_owned(), rate)));
    let method = optimizers::find(method).unwrap();
    let setting = check::setting("run", method, &run).unwrap();
    let of_seed = |seed| {
        let network = Network::new(data.features(), &[100, 100, 50], data.classes, Activation::Relu, 0.0);
        assert_eq!(network.parameters(), 94_160);
        let plan = Plan { batch: 500, epochs: 10, split: 0.5, init: Init::Glorot, seed };
        let mut training = Training::new(network, method, &setting, plan, data).unwrap();
        training.advance(data, usize::MAX, &mut || 0.0);
        let network = training.network();
        network.score(training.weights(), &data.test, 0..data.test.len(), &mut network.room()).accuracy()
    };
    [1, 2, 3].map(of_seed).iter().sum::<f64>() / 3.0
}

#[test]
fn mnist_is_learned_as_keras_learns_it() {
    let data = match mnist() {
        Ok(data) => data,
        Err(why) => return println!("skipped: MNIST was not trained, since {why}"),
    };
    assert_eq!((data.train.len(), data.test.len()), (60_000, 10_000));
    for (method, least, most) in [
        ("gd", 0.84, 0.89),
        ("rmsprop", 0.953, 1.0),
        ("adam", 0.957, 1.0),
        ("nadam", 0.957, 1.0),
        ("adagrad", 0.57, 0.67),
    ] {
        let mean = accuracy(method, None, &data);
        assert!((least..=most).contains(&mean), "{method}: {mean} is not from {least} to {most}");
    }
    // What was ranked are default rates, not methods: ten times the rate, and gradient descent is among the best.
    let mean = accuracy("gd", Some(0.1), &data);
    assert!(mean >= 0.94, "gd at rate 0.1: {mean}");
}
