//! What there is to learn from.

/// Examples, as a struct of arrays: example i has the input `t[i]` and the output `v[i]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Examples {
    /// The inputs.
    pub t: Vec<f64>,
    /// The outputs.
    pub v: Vec<f64>,
}

impl Examples {
    /// The number of examples.
    pub fn len(&self) -> usize {
        self.t.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.t.is_empty()
    }
}
