//! What is known of one training: columns that grow as its worker reports.

use descent_optim::experiment::network::Axis;
use descent_scene::spread::spread;

/// An epoch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Epoch {
    /// The mean loss over its batches as they were seen.
    pub loss: f64,
    /// The share that was classified rightly.
    pub accuracy: f64,
    /// The loss on what is held out, at its end; NaN where nothing is.
    pub val_loss: f64,
    /// The accuracy there.
    pub val_accuracy: f64,
    /// The seconds of training until its end.
    pub seconds: f64,
}

impl From<&[f64; 5]> for Epoch {
    fn from([loss, accuracy, val_loss, val_accuracy, seconds]: &[f64; 5]) -> Epoch {
        Epoch { loss: *loss, accuracy: *accuracy, val_loss: *val_loss, val_accuracy: *val_accuracy, seconds: *seconds }
    }
}

/// A run with one seed.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The run's place in the list.
    pub run: usize,
    /// The steps of an epoch.
    pub steps_an_epoch: usize,
    /// The steps that there will be, if it goes on to the end.
    pub planned: usize,
    /// The layers of the network.
    pub layers: usize,
    /// The loss of each batch.
    pub loss: Vec<f64>,
    /// The accuracy in each batch.
    pub accuracy: Vec<f64>,
    /// The length of the gradient in each layer, `[steps, layers]`.
    pub norms: Vec<f64>,
    /// The epochs that are over.
    pub epochs: Vec<Epoch>,
    /// The seconds of training so far.
    pub seconds: f64,
    /// Whether it goes no further.
    pub ended: bool,
    /// Loss and accuracy on the test set.
    pub test: Option<[f64; 2]>,
}

impl Line {
    /// Where the entries of a column stand along the axis: one for each epoch at its end, or one for each step before it.
    pub fn xs(&self, per_epoch: bool, axis: Axis) -> Vec<f64> {
        let each = self.steps_an_epoch.max(1);
        if per_epoch {
            let at = |(i, epoch): (usize, &Epoch)| match axis {
                Axis::Steps => ((i + 1) * each) as f64,
                Axis::Epochs => (i + 1) as f64,
                Axis::Seconds => epoch.seconds,
            };
            return self.epochs.iter().enumerate().map(at).collect();
        }
        let at = |k: usize| match axis {
            Axis::Steps => k as f64,
            Axis::Epochs => k as f64 / each as f64,
            Axis::Seconds => self.time(k),
        };
        (0..self.loss.len()).map(at).collect()
    }

    /// The seconds before step `k`, as if all steps of an epoch took as long.
    fn time(&self, k: usize) -> f64 {
        let each = self.steps_an_epoch.max(1);
        let (epoch, step) = (k / each, k % each);
        let begin = epoch.checked_sub(1).and_then(|last| self.epochs.get(last)).map_or(0.0, |e| e.seconds);
        let (end, steps) = match self.epochs.get(epoch) {
            Some(over) => (over.seconds, each),
            None => (self.seconds, (self.loss.len() - epoch * each).max(1)),
        };
        begin + (end - begin) * step as f64 / steps as f64
    }

    /// The seconds that it still takes, at the pace so far; nothing where there is no pace yet.
    pub fn left(&self) -> Option<f64> {
        if self.ended {
            return Some(0.0);
        }
        let done = self.loss.len();
        (done > 0).then(|| self.seconds / done as f64 * self.planned.saturating_sub(done) as f64)
    }
}

/// The running mean of a column in which an entry `n` steps back counts `weight`ⁿ times, with what is missing at the beginning made good
/// (Kingma, Ba (2015), section 3). Entries that are not finite are passed over.
pub fn smoothed(column: &[f64], weight: f64) -> Vec<f64> {
    let (mut sum, mut all) = (0.0, 0.0);
    column
        .iter()
        .map(|y| {
            if y.is_finite() {
                sum = weight * sum + (1.0 - weight) * y;
                all = weight * all + (1.0 - weight);
            }
            if all > 0.0 { sum / all } else { f64::NAN }
        })
        .collect()
}

/// The median and the quartiles around it of some columns at each place that all have.
pub fn spread_of_all(columns: &[Vec<f64>]) -> [Vec<f64>; 3] {
    let length = columns.iter().map(Vec::len).min().unwrap_or(0);
    spread(&columns.iter().map(|column| &column[..length]).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> Line {
        let epoch = |seconds| Epoch { loss: 1.0, accuracy: 0.5, val_loss: 1.0, val_accuracy: 0.5, seconds };
        Line {
            steps_an_epoch: 2,
            planned: 8,
            loss: vec![3.0, 2.0, 2.0, 1.0, 1.0],
            epochs: vec![epoch(1.0), epoch(4.0)],
            seconds: 5.0,
            ..Line::default()
        }
    }

    #[test]
    fn steps_stand_before_and_epochs_at_their_ends() {
        let line = line();
        assert_eq!(line.xs(false, Axis::Steps), [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(line.xs(false, Axis::Epochs), [0.0, 0.5, 1.0, 1.5, 2.0]);
        assert_eq!(line.xs(false, Axis::Seconds), [0.0, 0.5, 1.0, 2.5, 4.0]);
        assert_eq!(line.xs(true, Axis::Steps), [2.0, 4.0]);
        assert_eq!(line.xs(true, Axis::Epochs), [1.0, 2.0]);
        assert_eq!(line.xs(true, Axis::Seconds), [1.0, 4.0]);
    }

    #[test]
    fn what_is_left_goes_on_at_the_pace_so_far() {
        assert_eq!(line().left(), Some(3.0));
        assert_eq!(Line { ended: true, ..line() }.left(), Some(0.0));
        assert_eq!(Line::default().left(), None);
    }

    #[test]
    fn a_running_mean_begins_at_the_first_value_and_keeps_a_constant() {
        assert_eq!(smoothed(&[5.0, 5.0, f64::NAN, 5.0], 0.9), [5.0; 4]);
        let two = smoothed(&[0.0, 1.0], 0.5);
        assert!((two[1] - 2.0 / 3.0).abs() < 1e-15, "{two:?}");
        assert_eq!(smoothed(&[3.0, 7.0], 0.0), [3.0, 7.0]);
    }

    #[test]
    fn a_band_is_the_middle_half() {
        let spread = spread_of_all(&[vec![1.0, 5.0, 9.0], vec![3.0, 1.0], vec![2.0, 2.0]]);
        assert_eq!(spread, [vec![2.0, 2.0], vec![1.5, 1.5], vec![2.5, 3.5]]);
    }
}
