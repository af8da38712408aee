//! What the bench measures of products alone: not part of what is published.

use descent_network::product::{Product, View};
use wasm_bindgen::prelude::wasm_bindgen;

/// The lecture's largest product: a batch by the first layer.
const SHAPE: [usize; 3] = [500, 784, 100];

/// Matrices to be multiplied.
#[wasm_bindgen]
pub struct Products {
    product: Product,
    a: Vec<f32>,
    b: Vec<f32>,
    c: Vec<f32>,
}

impl Default for Products {
    fn default() -> Products {
        Products::new()
    }
}

#[wasm_bindgen]
impl Products {
    /// Matrices of small numbers.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Products {
        let [m, k, n] = SHAPE;
        let numbers = |count: usize| (0..count).map(|i| (i % 7) as f32 / 8.0).collect();
        Products { product: Product::default(), a: numbers(m * k), b: numbers(k * n), c: vec![0.0; m * n] }
    }

    /// Multiplies so many times; how many additions and multiplications that were.
    pub fn run(&mut self, times: usize) -> f64 {
        let [m, k, n] = SHAPE;
        for _ in 0..times {
            self.product.add(View::of(&self.a, m, k), View::of(&self.b, k, n), &mut self.c);
        }
        2.0 * (m * k * n * times) as f64
    }
}

/// A loop of relaxed multiply-adds in registers, `times` rounds of them: how many additions and multiplications that were. What a product is held
/// against.
#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
#[wasm_bindgen]
#[must_use]
pub fn madds(times: usize) -> f64 {
    use std::arch::wasm32::{f32x4_add, f32x4_extract_lane, f32x4_relaxed_madd, f32x4_splat, v128};
    let (a, b) = (f32x4_splat(0.999), f32x4_splat(0.001));
    let mut all: Option<v128> = None;
    // As many sums as hide that one waits for the last: by name, so that they stay in registers.
    macro_rules! sums {
        ($($sum:ident)*) => {
            $(let mut $sum = f32x4_splat(all.map_or(0.5, |one| f32x4_extract_lane::<0>(one)));)*
            for _ in 0..times {
                $($sum = f32x4_relaxed_madd($sum, a, b);)*
            }
            $(all = Some(all.map_or($sum, |one| f32x4_add(one, $sum)));)*
        };
    }
    sums!(p q r s t u v w x y z o);
    let all = all.map_or(0.0, |one| f32x4_extract_lane::<0>(one));
    // The sum has to be wanted, or nothing would be added up.
    let done = 2.0 * (4 * 12 * times) as f64;
    if all.is_nan() { 0.0 } else { done }
}
