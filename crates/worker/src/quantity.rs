//! What the charts of a training show, each described once.

use crate::line::Line;
use serde::Serialize;

/// A quantity that a chart shows.
#[derive(Serialize)]
pub struct Quantity {
    /// For addresses and tests.
    pub id: &'static str,
    /// Above the chart.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub about: &'static str,
    /// Whether there is a number for each epoch, and not for each step.
    #[serde(rename = "perEpoch")]
    pub per_epoch: bool,
    /// Whether its ratios say something, so that it can be logarithmic.
    pub log: bool,
    /// Whether there is one for each layer; then only those of the chosen run are shown.
    pub layers: bool,
    /// What is said where no run has it.
    pub none: &'static str,
    /// The numbers, of layer `i` where there is one for each.
    #[serde(skip)]
    pub column: fn(&Line, usize) -> Vec<f64>,
}

/// All quantities, in the order of the charts.
pub static QUANTITIES: [Quantity; 5] = [
    Quantity {
        id: "loss",
        name: "Training loss",
        about: "The mean cross-entropy of each batch before its step, the penalty included.",
        per_epoch: false,
        log: true,
        layers: false,
        none: "",
        column: |line, _| line.loss.clone(),
    },
    Quantity {
        id: "val-loss",
        name: "Validation loss",
        about: "The mean cross-entropy of what is held out, at the end of each epoch.",
        per_epoch: true,
        log: true,
        layers: false,
        none: "Nothing is held out, so there is nothing to validate on.",
        column: |line, _| line.epochs.iter().map(|epoch| epoch.val_loss).collect(),
    },
    Quantity {
        id: "accuracy",
        name: "Training accuracy",
        about: "The share of each batch that is classified rightly before its step.",
        per_epoch: false,
        log: false,
        layers: false,
        none: "",
        column: |line, _| line.accuracy.clone(),
    },
    Quantity {
        id: "val-accuracy",
        name: "Validation accuracy",
        about: "The share of what is held out that is classified rightly, at the end of each epoch.",
        per_epoch: true,
        log: false,
        layers: false,
        none: "Nothing is held out, so there is nothing to validate on.",
        column: |line, _| line.epochs.iter().map(|epoch| epoch.val_accuracy).collect(),
    },
    Quantity {
        id: "gradient",
        name: "Gradient norm by layer",
        about: "The length of the gradient in each layer of the chosen run, at each step.",
        per_epoch: false,
        log: true,
        layers: true,
        none: "",
        column: |line, layer| line.norms.iter().skip(layer).step_by(line.layers.max(1)).copied().collect(),
    },
];
