//! What a network made of examples.

/// What a network made of some examples: sums over them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// The cross-entropies, added up.
    pub loss: f64,
    /// How many were classified rightly.
    pub correct: u32,
    /// How many there were.
    pub count: u32,
}

impl Score {
    /// The mean cross-entropy; NaN of no example.
    pub fn mean_loss(&self) -> f64 {
        self.loss / f64::from(self.count)
    }

    /// The share that was classified rightly; NaN of no example.
    pub fn accuracy(&self) -> f64 {
        f64::from(self.correct) / f64::from(self.count)
    }
}

impl std::ops::AddAssign for Score {
    fn add_assign(&mut self, other: Score) {
        self.loss += other.loss;
        self.correct += other.correct;
        self.count += other.count;
    }
}
