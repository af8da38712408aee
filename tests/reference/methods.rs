//! What SciPy calls the methods that are held against its runs, and what they are called here.

/// SciPy's name and ours.
pub const METHODS: [(&str, &str); 9] = [
    ("BFGS", "bfgs"),
    ("CG", "cg"),
    ("L-BFGS-B", "lbfgsb"),
    ("Newton-CG", "newton-cg"),
    ("trust-exact", "trust-region"),
    ("trust-ncg", "trust-region"),
    ("dogleg", "trust-region"),
    ("Nelder-Mead", "nelder-mead"),
    ("Powell", "powell"),
];
