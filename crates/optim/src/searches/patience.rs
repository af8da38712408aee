//! When to give up: near a minimum all that is left is rounding, and a method without a tolerance would go to and fro for ever.

use crate::trajectory::Halt;
use crate::vector::norm;

/// Counts the iterates since the value or the gradient was last better than ever.
#[derive(Clone, Debug)]
pub struct Patience {
    value: f64,
    gradient: f64,
    idle: usize,
    most: usize,
}

impl Patience {
    /// As many idle iterates as methods in `dim` variables may need on their way.
    pub fn new(dim: usize) -> Patience {
        Patience { value: f64::INFINITY, gradient: f64::INFINITY, idle: 0, most: 50.max(2 * dim) }
    }

    /// Sees an iterate with its value and gradient, or what is free of it.
    ///
    /// # Errors
    /// [`Halt::Rounding`] when for too long values have not fallen by more than rounding, and no gradient was the smallest so far.
    pub fn see(&mut self, value: f64, gradient: impl Iterator<Item = f64> + Clone) -> Result<(), Halt> {
        let gradient = norm(gradient);
        let lower = self.value.is_infinite() || value < self.value - 4.0 * f64::EPSILON * self.value.abs();
        self.idle = if lower || gradient < self.gradient { 0 } else { self.idle + 1 };
        if lower {
            self.value = value;
        }
        self.gradient = self.gradient.min(gradient);
        if self.idle > self.most { Err(Halt::Rounding) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_ends_when_neither_the_value_nor_the_gradient_gets_better() {
        let mut patience = Patience::new(2);
        for k in 0..100 {
            assert_eq!(patience.see(1.0, [1.0 / f64::from(k + 1)].into_iter()), Ok(()));
        }
        for k in 0..100 {
            assert_eq!(patience.see(0.9 - 1e-9 * f64::from(k), [7.0].into_iter()), Ok(()));
        }
        let idle = (0..100).take_while(|k| patience.see(0.9, [1.0 + f64::from(k % 2)].into_iter()).is_ok()).count();
        assert_eq!(idle, 50);
    }
}
