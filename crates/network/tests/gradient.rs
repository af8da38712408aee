//! Backpropagation against two other ways: automatic differentiation and finite differences of a plain network in double precision.

mod common;

use common::{network, points};
use descent_network::activation::Activation;
use descent_network::data::{Data, Values};
use descent_network::network::Network;
use descent_optim::experiment::network::Init;
use num_dual::{Dual64, DualNum};

/// The mean loss over the training set, written as plainly as it is defined.
fn plain<D: DualNum<Primitive = f64> + Copy>(weights: &[D], net: &Network, act: Activation, l2: f64, data: &Data) -> D {
    let Values::Floats(values) = data.train.values() else { panic!("these are floats") };
    let mut loss = D::from(0.0);
    for (x, label) in values.chunks(data.features()).zip(data.train.labels()) {
        let mut answers: Vec<D> = x.iter().map(|x| D::from(f64::from(*x))).collect();
        let mut start = 0;
        for (l, layer) in net.layers().iter().enumerate() {
            let bias = start + layer.inputs * layer.outputs;
            answers = (0..layer.outputs)
                .map(|j| {
                    let weight = |i: usize| weights[start + i * layer.outputs + j];
                    let z = answers.iter().enumerate().fold(weights[bias + j], |z, (i, a)| z + *a * weight(i));
                    match act {
                        _ if l + 1 == net.layers().len() => z,
                        Activation::Relu => {
                            if z.re() > 0.0 {
                                z
                            } else {
                                D::from(0.0)
                            }
                        }
                        Activation::Tanh => z.tanh(),
                        Activation::Sigmoid => ((-z).exp() + 1.0).recip(),
                    }
                })
                .collect();
            start += layer.parameters();
        }
        let sum = answers.iter().fold(D::from(0.0), |sum, z| sum + z.exp());
        loss += sum.ln() - answers[usize::from(*label)];
    }
    loss /= data.train.len() as f64;
    let mut start = 0;
    for layer in net.layers() {
        for w in &weights[start..start + layer.inputs * layer.outputs] {
            loss += *w * *w * l2;
        }
        start += layer.parameters();
    }
    loss
}

#[test]
fn backpropagation_is_automatic_differentiation_and_finite_differences() {
    let data = points();
    for (activation, l2) in [(Activation::Relu, 0.0), (Activation::Tanh, 0.01), (Activation::Sigmoid, 0.3)] {
        let net = network(activation, l2);
        let weights: Vec<f32> =
            net.init(Init::He, 3).iter().enumerate().map(|(i, w)| w + 0.01 * (i % 7) as f32).collect();
        let mut gradient = vec![0.0; weights.len()];
        let score = net.gradient(&weights, &data.train, 0..data.train.len(), &mut gradient, &mut net.room());
        let wide: Vec<f64> = weights.iter().map(|w| f64::from(*w)).collect();
        let loss = |w: &[f64]| plain(w, &net, activation, l2, &data);
        assert!((net.loss(&weights, score) - loss(&wide)).abs() < 1e-6, "{activation:?}");
        for i in 0..wide.len() {
            let dual: Vec<Dual64> =
                wide.iter().enumerate().map(|(j, w)| Dual64::new(*w, f64::from(u8::from(i == j)))).collect();
            let automatic = plain(&dual, &net, activation, l2, &data).eps;
            let at = |h: f64| {
                let mut moved = wide.clone();
                moved[i] += h;
                loss(&moved)
            };
            let finite = (at(1e-6) - at(-1e-6)) / 2e-6;
            assert!(
                (f64::from(gradient[i]) - automatic).abs() < 1e-6,
                "{activation:?} {i}: {} {automatic}",
                gradient[i]
            );
            assert!((finite - automatic).abs() < 1e-8, "{activation:?} {i}: {finite} {automatic}");
        }
    }
}

#[test]
fn parts_add_up_to_the_whole() {
    let data = points();
    let net = network(Activation::Relu, 0.0);
    let weights = net.init(Init::Glorot, 1);
    let rows = || (0..3000).map(|i| i % data.train.len());
    let (mut whole, mut one, mut room) = (vec![0.0; weights.len()], vec![0.0; weights.len()], net.room());
    let score = net.gradient(&weights, &data.train, rows(), &mut whole, &mut room);
    net.gradient(&weights, &data.train, 0..data.train.len(), &mut one, &mut room);
    assert_eq!(score.count, 3000);
    assert!(whole.iter().zip(&one).all(|(a, b)| (a - b).abs() < 1e-5));
    let norms: f32 = net.norms(&one).map(|n| n * n).sum();
    let squares: f32 = one.iter().map(|g| g * g).sum();
    assert!((norms - squares).abs() < 1e-6 * squares, "the layers' gradients are all of it");
}

#[test]
fn the_lectures_network_has_94_160_weights() {
    assert_eq!(Network::new(784, &[100, 100, 50], 10, Activation::Relu, 0.0).parameters(), 94_160);
}
