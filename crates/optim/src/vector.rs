//! Sums over vectors, always in one order, so that they are the same bits everywhere; and what is done so often in the plane, where races
//! are, that no call may be made for two numbers.

/// a·b, in four sums, which a processor adds up at the same time.
#[inline]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    if let ([a0, a1], [b0, b1]) = (a, b) {
        return a0 * b0 + a1 * b1;
    }
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<4>(), b.as_chunks::<4>());
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    let mut sums = [0.0; 4];
    for (a, b) in a.iter().zip(b) {
        for i in 0..4 {
            sums[i] += a[i] * b[i];
        }
    }
    ((sums[0] + sums[1]) + (sums[2] + sums[3])) + rest
}

/// to ← from, of one length.
#[inline]
pub(crate) fn copy(to: &mut [f64], from: &[f64]) {
    if let ([to0, to1], [from0, from1]) = (&mut *to, from) {
        (*to0, *to1) = (*from0, *from1);
    } else {
        to.copy_from_slice(from);
    }
}

/// Writes `more` behind `list`.
#[inline]
pub(crate) fn append(list: &mut Vec<f64>, more: &[f64]) {
    if let [a, b] = more {
        list.extend([*a, *b]);
    } else {
        list.extend_from_slice(more);
    }
}

/// out ← f(a), component by component.
#[inline]
pub(crate) fn map(out: &mut [f64], a: &[f64], f: impl Fn(f64) -> f64) {
    if let ([out0, out1], [a0, a1]) = (&mut *out, a) {
        (*out0, *out1) = (f(*a0), f(*a1));
    } else {
        out.iter_mut().zip(a).for_each(|(out, a)| *out = f(*a));
    }
}

/// out ← f(a, b), component by component.
#[inline]
pub(crate) fn zip(out: &mut [f64], a: &[f64], b: &[f64], f: impl Fn(f64, f64) -> f64) {
    if let ([out0, out1], [a0, a1], [b0, b1]) = (&mut *out, a, b) {
        (*out0, *out1) = (f(*a0, *b0), f(*a1, *b1));
    } else {
        out.iter_mut().zip(a.iter().zip(b)).for_each(|(out, (a, b))| *out = f(*a, *b));
    }
}

/// Whether all components are as `ok` has them.
#[inline]
pub(crate) fn all(a: &[f64], ok: impl Fn(f64) -> bool) -> bool {
    if let [a0, a1] = a { ok(*a0) && ok(*a1) } else { a.iter().all(|a| ok(*a)) }
}

/// Whether all components are finite.
#[inline]
pub(crate) fn are_finite(a: &[f64]) -> bool {
    all(a, f64::is_finite)
}

/// Whether two vectors of one length are equal.
#[inline]
pub(crate) fn are_equal(a: &[f64], b: &[f64]) -> bool {
    if let ([a0, a1], [b0, b1]) = (a, b) { a0 == b0 && a1 == b1 } else { a == b }
}

/// out ← A x, for a matrix row by row (`[dim, dim]`).
#[inline]
pub(crate) fn product(a: &[f64], x: &[f64], out: &mut [f64]) {
    if let ([a, b, c, d], [x, y], [out_x, out_y]) = (a, x, &mut *out) {
        (*out_x, *out_y) = (a * x + b * y, c * x + d * y);
    } else {
        out.iter_mut().zip(a.chunks_exact(x.len())).for_each(|(out, row)| *out = dot(row, x));
    }
}

/// to ← to + times · what.
#[inline]
pub(crate) fn add(to: &mut [f64], times: f64, what: &[f64]) {
    let ((to, to_rest), (what, what_rest)) = (to.as_chunks_mut::<4>(), what.as_chunks::<4>());
    for (to, what) in to.iter_mut().zip(what) {
        (0..4).for_each(|i| to[i] += times * what[i]);
    }
    to_rest.iter_mut().zip(what_rest).for_each(|(to, what)| *to += times * what);
}

/// The Euclidean norm. Components whose squares overflow or vanish are scaled first, so that it is as good as its
/// largest component.
#[inline]
pub fn norm(components: impl Iterator<Item = f64> + Clone) -> f64 {
    let mut few = components.clone();
    let squares: f64 = match (few.size_hint(), few.next(), few.next()) {
        ((2, Some(2)), Some(a), Some(b)) => a * a + b * b,
        _ => components.clone().map(|c| c * c).sum(),
    };
    if (1e-280..1e280).contains(&squares) {
        return squares.sqrt();
    }
    norm_of_extremes(&components.collect::<Vec<f64>>())
}

#[cold]
fn norm_of_extremes(components: &[f64]) -> f64 {
    let largest = components.iter().fold(0.0, |m: f64, c| if c.is_nan() { *c } else { m.max(c.abs()) });
    if largest == 0.0 || !largest.is_finite() {
        return largest;
    }
    largest * components.iter().map(|c| (c / largest) * (c / largest)).sum::<f64>().sqrt()
}
