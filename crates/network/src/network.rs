//! The multilayer perceptron: dense layers, softmax at the end, cross-entropy as the loss; derivatives by backpropagation.
//!
//! ```text
//! A₀ = X,  A_l = s(A_{l−1} W_l + b_l),  P = softmax(A_{L−1} W_L + b_L)      X: [examples, inputs]
//! loss = mean over the examples of −log P[label] + λ ΣW²                   biases are not penalized
//! ```
//! All weights are one vector: for each layer W (`[inputs, outputs]`, row by row), then b (`[outputs]`). Rumelhart, Hinton, Williams (1986); Goodfellow,
//! Bengio, Courville (2016), algorithms 6.3 and 6.4. The penalty is counted as Keras's `regularizers.L2` counts it, without a half.

use crate::activation::{self, Activation};
use crate::data::Set;
use crate::product::{Product, View};
use crate::score::Score;
use crate::softmax;
use descent_optim::experiment::network::Init;
use descent_optim::random::{Random, Use};
use std::ops::Range;

/// The examples that go through the network at once. Larger batches go in parts, so that the room needed does not grow with them.
pub const PART: usize = 512;

/// A dense layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layer {
    /// The number of its inputs.
    pub inputs: usize,
    /// The number of its units.
    pub outputs: usize,
    /// Where its weights begin among all.
    start: usize,
}

impl Layer {
    /// The number of its weights and biases.
    pub fn parameters(&self) -> usize {
        (self.inputs + 1) * self.outputs
    }

    /// Its W (`[inputs, outputs]`) and b (`[outputs]`) of all weights.
    pub fn of<'a>(&self, all: &'a [f32]) -> (&'a [f32], &'a [f32]) {
        all[self.start..self.start + self.parameters()].split_at(self.inputs * self.outputs)
    }

    fn of_mut<'a>(&self, all: &'a mut [f32]) -> (&'a mut [f32], &'a mut [f32]) {
        all[self.start..self.start + self.parameters()].split_at_mut(self.inputs * self.outputs)
    }
}

/// The shape of a network. Its weights are the caller's.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    layers: Vec<Layer>,
    activation: Activation,
    l2: f32,
}

/// Room for up to [`PART`] examples, for what the layers answer and for derivatives on their way back.
#[derive(Clone, Debug)]
pub struct Room {
    x: Vec<f32>,
    labels: Vec<u8>,
    product: Product,
    answers: Vec<Vec<f32>>,
    delta: [Vec<f32>; 2],
}

impl Network {
    /// Layers from `inputs` through `hidden` to `classes`, all at least 1.
    pub fn new(inputs: usize, hidden: &[usize], classes: usize, activation: Activation, l2: f64) -> Network {
        let mut layers = Vec::new();
        let (mut start, mut inputs) = (0, inputs);
        for outputs in hidden.iter().copied().chain([classes]) {
            let layer = Layer { inputs, outputs, start };
            start += layer.parameters();
            inputs = outputs;
            layers.push(layer);
        }
        Network { layers, activation, l2: l2 as f32 }
    }

    /// The numbers of an example.
    pub fn inputs(&self) -> usize {
        self.layers[0].inputs
    }

    /// The number of classes.
    pub fn classes(&self) -> usize {
        self.layers[self.layers.len() - 1].outputs
    }

    /// The layers, from the first hidden one to the softmax.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// The number of all weights and biases.
    pub fn parameters(&self) -> usize {
        self.layers.iter().map(Layer::parameters).sum()
    }

    /// Room to work in.
    pub fn room(&self) -> Room {
        let widest = self.layers.iter().map(|layer| layer.outputs).max().unwrap_or(0);
        Room {
            x: vec![0.0; PART * self.inputs()],
            labels: vec![0; PART],
            product: Product::default(),
            answers: self.layers.iter().map(|layer| vec![0.0; PART * layer.outputs]).collect(),
            delta: [vec![0.0; PART * widest], vec![0.0; PART * widest]],
        }
    }

    /// The weights to begin with, the same for all methods at one seed: evenly spread over ±limit, biases 0.
    pub fn init(&self, init: Init, seed: u32) -> Vec<f32> {
        let random = Random::new(seed, Use::Weights);
        let mut all = vec![0.0; self.parameters()];
        for (k, layer) in self.layers.iter().enumerate() {
            let limit = init.limit(layer.inputs, layer.outputs);
            let weights = layer.of_mut(&mut all).0;
            for (i, pair) in weights.chunks_mut(2).enumerate() {
                for (w, u) in pair.iter_mut().zip(random.uniforms(k as u32, i as u32)) {
                    *w = ((2.0 * u - 1.0) * limit) as f32;
                }
            }
        }
        all
    }

    /// Sends the first `examples` of the room forward; the last of the answers are the sums before the softmax.
    fn forward(&self, weights: &[f32], examples: usize, room: &mut Room) {
        for (l, layer) in self.layers.iter().enumerate() {
            let (before, here) = room.answers.split_at_mut(l);
            let input = &before.last().unwrap_or(&room.x)[..examples * layer.inputs];
            let output = &mut here[0][..examples * layer.outputs];
            let (w, b) = layer.of(weights);
            output.chunks_exact_mut(layer.outputs).for_each(|row| row.copy_from_slice(b));
            room.product.add(View::of(input, examples, layer.inputs), View::of(w, layer.inputs, layer.outputs), output);
            if l + 1 < self.layers.len() {
                activation::apply(self.activation, output);
            }
        }
    }

    /// Goes through some examples of a set, part by part: gathers each part into the room and hands over how many it has.
    fn parts(
        set: &Set,
        mut rows: impl ExactSizeIterator<Item = usize>,
        room: &mut Room,
        mut part: impl FnMut(usize, &mut Room),
    ) {
        while rows.len() > 0 {
            let examples = rows.len().min(PART);
            set.gather(rows.by_ref().take(examples), &mut room.x, &mut room.labels);
            part(examples, room);
        }
    }

    /// What the network makes of some examples of a set.
    pub fn score(&self, weights: &[f32], set: &Set, rows: Range<usize>, room: &mut Room) -> Score {
        let mut score = Score::default();
        Self::parts(set, rows, room, |examples, room| {
            self.forward(weights, examples, room);
            score += softmax::score(last(&room.answers, examples * self.classes()), &room.labels[..examples]);
        });
        score
    }

    /// The probabilities of the classes (`[classes]`) for each of some examples of a set: `each` is given the example's place among `rows`.
    pub fn classify(
        &self,
        weights: &[f32],
        set: &Set,
        rows: Range<usize>,
        room: &mut Room,
        mut each: impl FnMut(usize, &[f32]),
    ) {
        let (mut place, mut one) = (0, vec![0.0; self.classes()]);
        Self::parts(set, rows, room, |examples, room| {
            self.forward(weights, examples, room);
            for sums in last(&room.answers, examples * self.classes()).chunks_exact(self.classes()) {
                one.copy_from_slice(sums);
                softmax::normalize(&mut one);
                each(place, &one);
                place += 1;
            }
        });
    }

    /// What the network makes of some examples of a set; the gradient of their mean loss, the penalty included, goes to `gradient`
    /// (`[parameters]`).
    pub fn gradient(
        &self,
        weights: &[f32],
        set: &Set,
        rows: impl ExactSizeIterator<Item = usize>,
        gradient: &mut [f32],
        room: &mut Room,
    ) -> Score {
        let (mut score, scale) = (Score::default(), 1.0 / rows.len() as f32);
        gradient.fill(0.0);
        Self::parts(set, rows, room, |examples, room| {
            self.forward(weights, examples, room);
            score += self.backward(weights, examples, scale, gradient, room);
        });
        for layer in self.layers.iter().filter(|_| self.l2 != 0.0) {
            let pairs = layer.of_mut(gradient).0.iter_mut().zip(layer.of(weights).0);
            pairs.for_each(|(g, w)| *g += 2.0 * self.l2 * w);
        }
        score
    }

    /// Adds the gradient of `scale` times the sum of the cross-entropies of the first `examples` of the room, which have gone forward.
    fn backward(&self, weights: &[f32], examples: usize, scale: f32, gradient: &mut [f32], room: &mut Room) -> Score {
        let Room { x, labels, product, answers, delta: [delta, spare] } = room;
        let sums = last(answers, examples * self.classes());
        let score = softmax::gradient(sums, &labels[..examples], scale, &mut delta[..sums.len()]);
        for (l, layer) in self.layers.iter().enumerate().rev() {
            let input = &(if l == 0 { &*x } else { &answers[l - 1] })[..examples * layer.inputs];
            let back = &delta[..examples * layer.outputs];
            let (gw, gb) = layer.of_mut(gradient);
            for row in back.chunks_exact(layer.outputs) {
                gb.iter_mut().zip(row).for_each(|(g, d)| *g += d);
            }
            let back = View::of(back, examples, layer.outputs);
            product.add(View::of(input, examples, layer.inputs).transposed(), back, gw);
            if l > 0 {
                let next = &mut spare[..input.len()];
                next.fill(0.0);
                product.add(back, View::of(layer.of(weights).0, layer.inputs, layer.outputs).transposed(), next);
                activation::slope(self.activation, input, next);
                std::mem::swap(delta, spare);
            }
        }
        score
    }

    /// The mean loss of a score at these weights, the penalty included.
    pub fn loss(&self, weights: &[f32], score: Score) -> f64 {
        score.mean_loss() + self.penalty(weights)
    }

    /// The penalty on the weights.
    fn penalty(&self, weights: &[f32]) -> f64 {
        if self.l2 == 0.0 {
            return 0.0;
        }
        let squares = self.layers.iter().map(|layer| squares(layer.of(weights).0));
        f64::from(self.l2) * squares.sum::<f64>()
    }

    /// The length of the part of `gradient` (`[parameters]`) that belongs to each layer.
    pub fn norms<'a>(&'a self, gradient: &'a [f32]) -> impl Iterator<Item = f32> + 'a {
        self.layers.iter().map(|layer| {
            let (w, b) = layer.of(gradient);
            (squares(w) + squares(b)).sqrt() as f32
        })
    }
}

/// What the last layer answered: the first `count` numbers of it.
fn last(answers: &[Vec<f32>], count: usize) -> &[f32] {
    &answers[answers.len() - 1][..count]
}

/// The sum of squares, in eight sums that a processor adds up at the same time.
fn squares(x: &[f32]) -> f64 {
    let (whole, rest) = x.as_chunks::<8>();
    let mut sums = [0.0f32; 8];
    for x in whole {
        for i in 0..8 {
            sums[i] += x[i] * x[i];
        }
    }
    sums.into_iter().chain(rest.iter().map(|x| x * x)).map(f64::from).sum()
}
