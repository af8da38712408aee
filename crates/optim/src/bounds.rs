//! Bounds on the variables: a box, each side of which may be infinite.

use crate::notice::Notice;

/// `lower[i] ≤ x[i] ≤ upper[i]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds {
    lower: Vec<f64>,
    upper: Vec<f64>,
}

impl Bounds {
    /// A box (`[dim]` each). Equal bounds hold a variable fast; infinite ones leave it free on that side.
    ///
    /// # Errors
    /// When the lengths differ, a bound is NaN, a lower one is above its upper one, or both are the same infinity.
    pub fn new(lower: Vec<f64>, upper: Vec<f64>) -> Result<Bounds, Notice> {
        if lower.len() != upper.len() {
            let message = format!("There are {} lower and {} upper bounds.", lower.len(), upper.len());
            return Err(Notice::problem("bounds", format!("{}, {}", lower.len(), upper.len()), message));
        }
        for (i, (low, high)) in lower.iter().zip(&upper).enumerate() {
            let in_order = low <= high && *low < f64::INFINITY && *high > f64::NEG_INFINITY;
            if !in_order {
                let message = format!("The bounds of variable {i} cross: {low} ≤ {high} does not hold for any number.");
                return Err(Notice::problem(format!("bounds[{i}]"), format!("{low},{high}"), message));
            }
        }
        Ok(Bounds { lower, upper })
    }

    /// No bounds on `dim` variables.
    pub fn none(dim: usize) -> Bounds {
        Bounds { lower: vec![f64::NEG_INFINITY; dim], upper: vec![f64::INFINITY; dim] }
    }

    /// Whether no variable is bounded.
    pub fn are_none(&self) -> bool {
        self.lower.iter().chain(&self.upper).all(|bound| bound.is_infinite())
    }

    /// Whether all variables are bounded on both sides.
    pub fn are_closed(&self) -> bool {
        self.lower.iter().chain(&self.upper).all(|bound| bound.is_finite())
    }

    /// The longest step from `x` along `d` (`[dim]` each) that stays inside, as a multiple of `d`; infinite where no bound is met.
    pub fn room(&self, x: &[f64], d: &[f64]) -> f64 {
        let room = |(i, d): (usize, &f64)| match *d {
            d if d < 0.0 => (self.lower[i] - x[i]) / d,
            d if d > 0.0 => (self.upper[i] - x[i]) / d,
            _ => f64::INFINITY,
        };
        d.iter().enumerate().map(room).fold(f64::INFINITY, f64::min)
    }

    /// Moves `x` (`[dim]`), reached from `from` by a step, to the nearest point inside. A variable that has come within rounding of
    /// the bound towards which it went is on it.
    pub fn land(&self, from: &[f64], x: &mut [f64]) {
        for (i, x) in x.iter_mut().enumerate() {
            let rounding = 4.0 * f64::EPSILON * x.abs().max(from[i].abs());
            if *x > from[i] && self.upper[i] - *x <= rounding {
                *x = self.upper[i];
            } else if *x < from[i] && *x - self.lower[i] <= rounding {
                *x = self.lower[i];
            }
        }
    }

    /// The number of variables.
    pub fn dim(&self) -> usize {
        self.lower.len()
    }

    /// The lower bounds (`[dim]`).
    pub fn lower(&self) -> &[f64] {
        &self.lower
    }

    /// The upper bounds (`[dim]`).
    pub fn upper(&self) -> &[f64] {
        &self.upper
    }

    /// The nearest value that variable `i` may take.
    pub fn clamp(&self, i: usize, x: f64) -> f64 {
        x.max(self.lower[i]).min(self.upper[i])
    }

    /// Moves `x` (`[dim]`) to the nearest point inside.
    pub fn project(&self, x: &mut [f64]) {
        for (i, x) in x.iter_mut().enumerate() {
            *x = self.clamp(i, *x);
        }
    }

    /// Whether `x` (`[dim]`) is inside or on the border.
    pub fn contains(&self, x: &[f64]) -> bool {
        x.iter().enumerate().all(|(i, x)| (self.lower[i]..=self.upper[i]).contains(x))
    }

    /// The component `i` of the projected gradient P(x − g) − x, with its sign turned: 0 where the gradient only presses against
    /// a bound, at most as long as the way to the bound elsewhere.
    pub fn projected(&self, i: usize, x: f64, g: f64) -> f64 {
        if g < 0.0 { g.max(x - self.upper[i]) } else { g.min(x - self.lower[i]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crossing_bounds_are_an_error_that_names_the_variable() {
        let notice = Bounds::new(vec![0.0, 2.0], vec![1.0, 1.0]).unwrap_err();
        assert_eq!((notice.path.as_str(), notice.value.as_str()), ("bounds[1]", "2,1"));
        assert!(Bounds::new(vec![f64::NAN], vec![1.0]).is_err());
        assert!(Bounds::new(vec![f64::INFINITY], vec![f64::INFINITY]).is_err());
        assert!(Bounds::new(vec![0.0], vec![]).is_err());
    }

    #[test]
    fn the_projected_gradient_vanishes_where_the_gradient_presses_against_a_bound() {
        let bounds = Bounds::new(vec![0.0, f64::NEG_INFINITY], vec![1.0, f64::INFINITY]).unwrap();
        assert_eq!(bounds.projected(0, 0.0, 3.0), 0.0);
        assert_eq!(bounds.projected(0, 0.0, -0.5), -0.5);
        assert_eq!(bounds.projected(0, 0.9, -3.0), 0.9 - 1.0);
        assert_eq!(bounds.projected(1, 0.0, 1e9), 1e9);
        let mut x = [-2.0, 7.0];
        bounds.project(&mut x);
        assert_eq!(x, [0.0, 7.0]);
        assert!(bounds.contains(&x) && !bounds.contains(&[1.5, 0.0]) && !bounds.contains(&[f64::NAN, 0.0]));
    }
}
