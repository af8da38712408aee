//! What a script computes with.

/// What a script computes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Library {
    /// NumPy and SciPy: each rule is written out.
    NumPy,
    /// PyTorch: its gradients, and its optimizers where they make our iterates or have no other like them. What it has no optimizer for is written out.
    PyTorch,
}
