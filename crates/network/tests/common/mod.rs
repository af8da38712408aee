//! A small data set, and a network for it.

use descent_network::activation::Activation;
use descent_network::data::{self, Data};
use descent_network::network::Network;
use std::fmt::Write;

/// Three classes of points in four dimensions that lie in the corners of a cube, a little apart.
pub fn points() -> Data {
    let mut text = "label,a,b,c,d\n".to_owned();
    for i in 0..70 {
        let class = i % 3;
        let at = |j: usize| if j == class { 1.0 } else { 0.0 } + ((i * 7 + j * 13) % 10) as f64 / 25.0;
        writeln!(text, "{class},{},{},{},{}", at(0), at(1), at(2), at(3)).unwrap();
    }
    data::read(&[("points.csv", text.as_bytes())]).unwrap()
}

pub fn network(activation: Activation, l2: f64) -> Network {
    Network::new(4, &[6, 5], 3, activation, l2)
}
