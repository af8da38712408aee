//! What a training leaves behind: a struct of arrays over its steps, a row for each epoch, and how it ended.

use descent_optim::trajectory::Broken;

/// Why a training ended. A result, never an error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum End {
    /// All epochs are over.
    Epochs,
    /// Something was not finite: the loss, or a weight that would have been next.
    NotFinite(Broken),
    /// A search along a line found nothing lower, or there was no direction to go.
    Still,
}

impl End {
    /// Why the training ended, as a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            End::Epochs => "All epochs are over.",
            End::NotFinite(Broken::Iterate) => "The next weights would not have been finite.",
            End::NotFinite(_) => "The loss was not finite.",
            End::Still => "A search along the line found no lower loss.",
        }
    }
}

/// An epoch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Epoch {
    /// The mean loss over the batches as they were seen, the penalty included, weighted by their sizes.
    pub loss: f64,
    /// The share of the examples that were classified rightly when they were seen.
    pub accuracy: f64,
    /// Loss, the penalty included, and accuracy at the end of the epoch on what was held out, if anything was.
    pub validation: Option<(f64, f64)>,
    /// The seconds of training until the end of the epoch, validations included.
    pub seconds: f64,
}

/// What has happened in a training.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// For each step the loss of its batch before it, the penalty included.
    pub loss: Vec<f32>,
    /// For each step the share of its batch that was classified rightly before it.
    pub accuracy: Vec<f32>,
    /// For each step the length of the gradient in each layer, as `[steps, layers]`.
    pub norms: Vec<f32>,
    /// The number of layers.
    pub layers: usize,
    /// The epochs that are over.
    pub epochs: Vec<Epoch>,
    /// Why the training ended; `None` while it can go on.
    pub end: Option<End>,
}

impl Record {
    /// Nothing yet, with room for all that is to come.
    pub fn new(layers: usize, steps: usize, epochs: usize) -> Record {
        Record {
            loss: Vec::with_capacity(steps),
            accuracy: Vec::with_capacity(steps),
            norms: Vec::with_capacity(steps * layers),
            layers,
            epochs: Vec::with_capacity(epochs),
            end: None,
        }
    }

    /// The number of steps. The last one may not have been taken, if its loss was not finite.
    pub fn steps(&self) -> usize {
        self.loss.len()
    }

    /// A step from a batch with this loss and accuracy and these lengths of the gradient.
    pub fn step(&mut self, loss: f64, accuracy: f64, norms: impl Iterator<Item = f32>) {
        self.loss.push(loss as f32);
        self.accuracy.push(accuracy as f32);
        self.norms.extend(norms);
    }
}
