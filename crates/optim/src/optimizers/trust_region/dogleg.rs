//! A step that is nearly as good as the best one within the radius and costs one solution.
//!
//! ```text
//! U = −(gᵀg/gᵀHg) g,  B = −H⁻¹g
//! p = τ U for τ ≤ 1,  U + (τ − 1)(B − U) for 1 ≤ τ ≤ 2,  as far as the radius allows
//! ```
//! Powell (1970); Nocedal, Wright (2006), eq. 4.16. That needs a positive definite H. Elsewhere the step is Steihaug's (1983; Nocedal,
//! Wright, algorithm 7.2): conjugate gradients until they meet the border or negative curvature, which they follow to the border.

use crate::anatomy::told::{Role, Told};
use crate::dense::{definite, product};
use crate::vector::{dot, norm};
use nalgebra::{DMatrix, DVector};

/// Where on the path a step is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    /// At its end.
    Newton,
    /// At this τ, on the border.
    Leg(f64),
    /// Conjugate gradients: after so many iterations, and so far along the next direction where that meets the border.
    Conjugate { iterations: usize, border: Option<f64> },
}

/// The two corners of the path, where the matrix is positive definite.
pub(super) struct Dogleg(Option<[Vec<f64>; 2]>);

impl Dogleg {
    pub fn of(hessian: &DMatrix<f64>, g: &[f64]) -> Dogleg {
        Dogleg(definite(hessian).map(|cholesky| {
            let newton = cholesky.solve(&DVector::from_fn(g.len(), |i, _| -g[i])).iter().copied().collect();
            let length = norm(g.iter().copied());
            let along: Vec<f64> = g.iter().map(|g| if length > 0.0 { g / length } else { 0.0 }).collect();
            let far = if length > 0.0 { length / dot(&along, &product(hessian, &along)) } else { 0.0 };
            [along.iter().map(|a| -far * a).collect(), newton]
        }))
    }

    /// The step within `radius`, and where on the path it is.
    pub fn step(&self, radius: f64, hessian: &DMatrix<f64>, g: &[f64]) -> (Vec<f64>, Place) {
        let Some([steepest, newton]) = &self.0 else { return steihaug(radius, hessian, g) };
        if norm(newton.iter().copied()) <= radius {
            return (newton.clone(), Place::Newton);
        }
        let length = norm(steepest.iter().copied());
        if length >= radius {
            return (steepest.iter().map(|s| s / length * radius).collect(), Place::Leg(radius / length));
        }
        let leg: Vec<f64> = newton.iter().zip(steepest).map(|(n, s)| n - s).collect();
        let (p, part) = to_border(steepest, &leg, radius);
        (p, Place::Leg(1.0 + part))
    }

    /// Tells how the step at a `place` is made.
    pub fn tell(&self, place: Place, told: &mut Told) {
        match place {
            Place::Newton => told.say(&["H p = −g  Newton’s step, which is within Δ"]),
            Place::Leg(tau) => {
                told.number("τ", "how far on the path: 1 at its corner, 2 at Newton’s step", tau);
                told.means("u", "the model’s minimum straight downhill: the corner of the path", Role::Way);
                told.say(&["u ← −(gᵀg / gᵀH g) g"]);
                match &self.0 {
                    Some([_, newton]) if tau > 1.0 => {
                        told.vector("b", "Newton’s step", Role::Way, newton);
                        told.say(&["H b = −g", "p = u + (τ − 1) (b − u)"]);
                    }
                    _ => told.say(&["p = τ u"]),
                }
                told.say(&["‖p‖ = Δ  where the path leaves the radius"]);
            }
            Place::Conjugate { iterations, border } => {
                let all = told.conjugate(iterations, border.is_some());
                match border {
                    None if all => told.say(&["p = z"]),
                    None => {}
                    Some(tau) => {
                        told.number("τ", "step along d to the border", tau);
                        if all {
                            told.say(&[if iterations == 0 { "p = τ d" } else { "p = z + τ d" }]);
                        }
                        told.say(&["‖p‖ = Δ  at the border: H bends down along d, or d leads out"]);
                    }
                }
            }
        }
    }
}

/// Conjugate gradients from 0 on H p = −g, to the border at the latest.
fn steihaug(radius: f64, hessian: &DMatrix<f64>, g: &[f64]) -> (Vec<f64>, Place) {
    let length = norm(g.iter().copied());
    let mut z = vec![0.0; g.len()];
    let mut iterations = 0;
    if length == 0.0 {
        return (z, Place::Conjugate { iterations, border: None });
    }
    // All but the radius is proportional to g: so scaled, no square overflows.
    let radius = radius / length;
    let mut r: Vec<f64> = g.iter().map(|g| g / length).collect();
    let mut d: Vec<f64> = r.iter().map(|r| -r).collect();
    let back = |z: Vec<f64>| z.iter().map(|z| z * length).collect();
    for _ in 0..2 * g.len() {
        let (hd, rr) = (product(hessian, &d), dot(&r, &r));
        let curvature = dot(&d, &hd);
        let far: Vec<f64> = z.iter().zip(&d).map(|(z, d)| z + rr / curvature * d).collect();
        // Where the curvature vanishes, the point is beyond all numbers.
        let inside = curvature > 0.0 && norm(far.iter().copied()) < radius;
        if !inside {
            let (p, tau) = to_border(&z, &d, radius);
            return (back(p), Place::Conjugate { iterations, border: Some(tau) });
        }
        z = far;
        iterations += 1;
        r.iter_mut().zip(&hd).for_each(|(r, hd)| *r += rr / curvature * hd);
        let rest = dot(&r, &r);
        if rest <= f64::EPSILON * f64::EPSILON {
            break;
        }
        d.iter_mut().zip(&r).for_each(|(d, r)| *d = rest / rr * *d - r);
    }
    (back(z), Place::Conjugate { iterations, border: None })
}

/// z + τ d with τ ≥ 0 and the length `radius`, for a z not longer than that and d not 0; and τ.
fn to_border(z: &[f64], d: &[f64], radius: f64) -> (Vec<f64>, f64) {
    let size = norm(d.iter().copied());
    let d: Vec<f64> = d.iter().map(|d| d / size).collect();
    let (z_size, along) = (norm(z.iter().copied()) / radius, dot(z, &d) / radius);
    let room = (1.0 - z_size * z_size).max(0.0);
    // τ² + 2 (z·d) τ = Δ² − |z|², solved without cancellation.
    let root = (along * along + room).sqrt();
    let tau = if along > 0.0 { room / (along + root) } else { root - along };
    (z.iter().zip(&d).map(|(z, d)| z + radius * tau * d).collect(), radius * tau / size)
}
