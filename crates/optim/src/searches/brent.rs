//! The minimum along a line from values alone: a bracket, then Brent's method.
//!
//! From 0 and 1 the search goes downhill in golden and parabolic steps until three points hold a minimum between them; then parabolas
//! through the three best points narrow it, or golden sections where those do not help. Brent (1973), *Algorithms for Minimization
//! without Derivatives*, chapter 5; Press et al., *Numerical Recipes*, sections 10.1 and 10.2. Limits and order as in SciPy, but the value
//! at 0 is known, and the search moves only to a lower one.

/// A place on the line and the value there.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spot {
    at: f64,
    f: f64,
}

/// The golden ratio as the classics have it.
const GOLD: f64 = 1.618_034;
/// Its share for sections.
const SECTION: f64 = 0.381_966_0;
/// A parabola is trusted as far as this many times the last step.
const GROW: f64 = 110.0;
/// A curvature below this is none.
const FLAT: f64 = 1e-21;
/// Places nearer than this are not told apart.
const NEAR: f64 = 1e-11;
/// The most steps of each part.
const MOST: u32 = 500;

/// Where `value` is least near 0, and how low it is there: to the share `tol` of the place. `f0` is the value at 0; the answer is 0
/// unless it is lower elsewhere. A value that is no number counts as +∞.
///
/// # Errors
/// What `value` answers.
pub(crate) fn minimum<E>(f0: f64, tol: f64, value: &mut dyn FnMut(f64) -> Result<f64, E>) -> Result<(f64, f64), E> {
    let mut spot = |at: f64| {
        let f = value(at)?;
        Ok(Spot { at, f: if f.is_nan() { f64::INFINITY } else { f } })
    };
    let start = Spot { at: 0.0, f: f0 };
    let [a, b, c] = bracket(start, &mut spot)?;
    let between = (a.at < b.at && b.at < c.at) || (c.at < b.at && b.at < a.at);
    let lower = (b.f < c.f && b.f <= a.f) || (b.f < a.f && b.f <= c.f);
    let best = if between && lower && a.at.is_finite() && c.at.is_finite() {
        narrow([a, b, c], tol, &mut spot)?
    } else {
        [a, b, c].into_iter().fold(start, |best, spot| if spot.f < best.f { spot } else { best })
    };
    Ok(if best.f < f0 { (best.at, best.f) } else { (0.0, f0) })
}

/// Goes downhill until the middle one of three places is the lowest.
fn bracket<E>(start: Spot, spot: &mut dyn FnMut(f64) -> Result<Spot, E>) -> Result<[Spot; 3], E> {
    let (mut a, mut b) = (start, spot(1.0)?);
    if a.f < b.f {
        (a, b) = (b, a);
    }
    let mut c = spot(b.at + GOLD * (b.at - a.at))?;
    for _ in 0..MOST {
        if c.f >= b.f {
            break;
        }
        let (r, q) = ((b.at - a.at) * (b.f - c.f), (b.at - c.at) * (b.f - a.f));
        let curvature = if (q - r).abs() < FLAT { 2.0 * FLAT } else { 2.0 * (q - r) };
        let mut w = b.at - ((b.at - c.at) * q - (b.at - a.at) * r) / curvature;
        let limit = b.at + GROW * (c.at - b.at);
        let next;
        if (w - c.at) * (b.at - w) > 0.0 {
            let between = spot(w)?;
            if between.f < c.f {
                return Ok([b, between, c]);
            }
            if between.f > b.f {
                return Ok([a, b, between]);
            }
            next = spot(c.at + GOLD * (c.at - b.at))?;
        } else if (w - limit) * (limit - c.at) >= 0.0 {
            next = spot(limit)?;
        } else if (w - limit) * (c.at - w) > 0.0 {
            let beyond = spot(w)?;
            if beyond.f < c.f {
                (b, c) = (c, beyond);
                w = c.at + GOLD * (c.at - b.at);
                next = spot(w)?;
            } else {
                next = beyond;
            }
        } else {
            next = spot(c.at + GOLD * (c.at - b.at))?;
        }
        (a, b, c) = (b, c, next);
    }
    Ok([a, b, c])
}

/// Brent's method within a bracket whose middle is the lowest.
fn narrow<E>(
    [one, middle, other]: [Spot; 3],
    tol: f64,
    spot: &mut dyn FnMut(f64) -> Result<Spot, E>,
) -> Result<Spot, E> {
    // x is the lowest place, w the second lowest, v the one that was w before.
    let (mut x, mut w, mut v) = (middle, middle, middle);
    let (mut low, mut high) = (one.at.min(other.at), one.at.max(other.at));
    let (mut last, mut before) = (0.0_f64, 0.0_f64);
    for _ in 0..MOST {
        let near = tol * x.at.abs() + NEAR;
        let mid = 0.5 * (low + high);
        if (x.at - mid).abs() < 2.0 * near - 0.5 * (high - low) {
            break;
        }
        let section = if x.at >= mid { low - x.at } else { high - x.at };
        let parabola = (before.abs() > near).then(|| {
            let (r, q) = ((x.at - w.at) * (x.f - v.f), (x.at - v.at) * (x.f - w.f));
            let (p, d) = ((x.at - v.at) * q - (x.at - w.at) * r, 2.0 * (q - r));
            (if d > 0.0 { -p } else { p }, d.abs())
        });
        let useful = parabola
            .filter(|(p, d)| *p > d * (low - x.at) && *p < d * (high - x.at) && p.abs() < (0.5 * d * before).abs());
        if let Some((p, d)) = useful {
            (before, last) = (last, p / d);
            let u = x.at + last;
            if u - low < 2.0 * near || high - u < 2.0 * near {
                last = near.copysign(if mid - x.at >= 0.0 { 1.0 } else { -1.0 });
            }
        } else {
            (before, last) = (section, SECTION * section);
        }
        let step = if last.abs() < near { if last >= 0.0 { near } else { -near } } else { last };
        let u = spot(x.at + step)?;
        if u.f > x.f {
            if u.at < x.at {
                low = u.at
            } else {
                high = u.at
            }
            if u.f <= w.f || w.at == x.at {
                (v, w) = (w, u);
            } else if u.f <= v.f || v.at == x.at || v.at == w.at {
                v = u;
            }
        } else {
            if u.at >= x.at {
                low = x.at
            } else {
                high = x.at
            }
            (v, w, x) = (w, x, u);
        }
    }
    Ok(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lowest(f0: f64, f: impl Fn(f64) -> f64) -> (f64, u32) {
        let mut count = 0;
        let found = minimum(f0, 1e-8, &mut |t| {
            count += 1;
            Ok::<f64, std::convert::Infallible>(f(t))
        });
        (found.unwrap().0, count)
    }

    #[test]
    fn the_minimum_of_a_parabola_is_found_wherever_it_is() {
        for at in [-1e6, -3.0, 1e-3, 0.5, 1.0, 7.0, 1e5] {
            let (t, count) = lowest(at * at, |t| (t - at) * (t - at));
            assert!((t - at).abs() <= 1e-7 * at.abs() && count < 60, "{at}: {t} after {count}");
        }
    }

    #[test]
    fn nothing_moves_where_nothing_is_lower() {
        assert_eq!(lowest(1.0, |_| 1.0).0, 0.0);
        assert_eq!(lowest(0.0, |t| t.abs()).0, 0.0);
        assert_eq!(lowest(0.0, |_| f64::NAN).0, 0.0);
        assert_eq!(lowest(0.0, |t| if t == 0.0 { 0.0 } else { f64::INFINITY }).0, 0.0);
    }

    #[test]
    fn a_wall_of_no_values_is_not_crossed() {
        let (t, _) = lowest(1.0, |t| if t < 0.3 { (t - 1.0) * (t - 1.0) } else { f64::NAN });
        assert!(t > 0.29 && t < 0.3, "{t}");
    }

    #[test]
    fn an_endless_descent_ends() {
        let (t, count) = lowest(0.0, |t| -t);
        assert!(t > 1e100 && count < 600, "{t} after {count}");
        let (t, count) = lowest(1.0, |t| crate::math::exp(-t));
        assert!(t > 100.0 && count < 600, "{t} after {count}");
    }
}
