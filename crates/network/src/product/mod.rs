//! The matrix product, where a network spends its time.
//!
//! ```text
//! C ← C + A B            C: [m, n]   A: [m, k]   B: [k, n]
//! ```
//! After Goto and van de Geijn (2008), *Anatomy of High-Performance Matrix Multiplication*: B is packed into panels of a few columns, A, block by
//! block, into panels of a few rows, and a tile of C stays in registers while a panel of each runs by. Plain arrays that the compiler turns into
//! registers, so that one safe kernel serves every platform: on x86-64 with fused multiply-add at about 0.75 of a loop that does nothing else, in
//! WebAssembly with relaxed multiply-add at about 0.7 (without, 0.6). The crates `gemm` and `matrixmultiply` are as fast natively and slower there;
//! their calls are unsafe, and the second one allocates in every call.

mod kernel;
mod pack;

pub use pack::View;

/// Room for the packed panels, which grows to the largest product so far.
#[derive(Clone, Debug, Default)]
pub struct Product {
    a: Vec<f32>,
    b: Vec<f32>,
}

impl Product {
    /// Adds A B to C (`[a.rows, b.cols]`, row by row).
    ///
    /// # Panics
    /// When the shapes do not fit.
    pub fn add(&mut self, a: View<'_>, b: View<'_>, c: &mut [f32]) {
        assert!(a.cols == b.rows && c.len() == a.rows * b.cols, "the shapes of a product do not fit");
        if c.is_empty() || a.cols == 0 {
            return;
        }
        pack::right(b, &mut self.b);
        kernel::multiply(a, b.cols, &self.b, &mut self.a, c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbers(count: usize, salt: usize) -> Vec<f32> {
        (0..count).map(|i| ((i * 37 + salt * 11) % 23) as f32 - 11.0).collect()
    }

    /// Whole numbers, so that every order of summation gives the same bits.
    fn check(m: usize, k: usize, n: usize, turned: [bool; 2]) {
        let (a, b, mut c) = (numbers(m * k, 1), numbers(k * n, 2), numbers(m * n, 3));
        let view = |data, rows, cols, turned| {
            if turned { View::of(data, cols, rows).transposed() } else { View::of(data, rows, cols) }
        };
        let at = |data: &[f32], rows: usize, cols: usize, turned, i: usize, j: usize| {
            if turned { data[j * rows + i] } else { data[i * cols + j] }
        };
        let mut expected = c.clone();
        for i in 0..m {
            for j in 0..n {
                for l in 0..k {
                    expected[i * n + j] += at(&a, m, k, turned[0], i, l) * at(&b, k, n, turned[1], l, j);
                }
            }
        }
        Product::default().add(view(&a, m, k, turned[0]), view(&b, k, n, turned[1]), &mut c);
        assert_eq!(c, expected, "[{m}, {k}] by [{k}, {n}], transposed: {turned:?}");
    }

    #[test]
    fn the_lectures_shapes_are_the_plain_sums() {
        for (m, k, n) in [(500, 784, 100), (500, 100, 50), (500, 50, 10)] {
            check(m, k, n, [false, false]);
            check(k, m, n, [true, false]);
            check(m, n, k, [false, true]);
        }
    }

    proptest! {
        #[test]
        fn any_product_is_the_plain_sums(m in 0usize..130, k in 0usize..40, n in 0usize..60, a: bool, b: bool) {
            check(m, k, n, [a, b]);
        }
    }
}
