//! What the last few updates of BFGS do to a matrix of the plane, all in one go.
//!
//! An update H ← V H Vᵀ + ρ s sᵀ with V = I − ρ s yᵀ is a map H ↦ A H Aᵀ + B, and so are several, one after the other. While the window
//! moves on over the updates, those that come are put into one map, and those that are to go have one map each with all that come before
//! the newer ones: the maps of a queue that is kept as two stacks. A step costs a few updates of A and B then, whatever the window's
//! length, and no operation waits for twenty others as in the two loops.

use super::pairs::{Pair, Pairs};

/// H ↦ A H Aᵀ + B; `a` is row by row, `b` has the entries (xx, xy, yy).
#[derive(Clone, Copy, Debug)]
struct Map {
    a: [f64; 4],
    b: [f64; 3],
}

/// The update that a pair teaches.
#[derive(Clone, Copy, Debug)]
struct Update {
    /// The step, and the change of the gradient.
    s: [f64; 2],
    y: [f64; 2],
    /// 1/yᵀs.
    rho: f64,
}

impl Update {
    /// Of a step of the plane, the change of the gradient and yᵀs.
    fn of(s: &[f64], y: &[f64], ys: f64) -> Update {
        Update { s: [s[0], s[1]], y: [y[0], y[1]], rho: 1.0 / ys }
    }
}

impl Map {
    /// What no update does.
    const NOTHING: Map = Map { a: [1.0, 0.0, 0.0, 1.0], b: [0.0; 3] };

    /// This map after an update.
    fn after(&self, update: &Update) -> Map {
        let (Map { a, b }, Update { s, y, rho }) = (self, update);
        let w = [a[0] * s[0] + a[1] * s[1], a[2] * s[0] + a[3] * s[1]];
        let r = [rho * w[0], rho * w[1]];
        Map {
            a: [a[0] - r[0] * y[0], a[1] - r[0] * y[1], a[2] - r[1] * y[0], a[3] - r[1] * y[1]],
            b: [b[0] + r[0] * w[0], b[1] + r[0] * w[1], b[2] + r[1] * w[1]],
        }
    }

    /// An update after this map.
    fn before(&self, update: &Update) -> Map {
        let (Map { a, b }, Update { s, y, rho }) = (self, update);
        let r = [rho * s[0], rho * s[1]];
        let ya = [y[0] * a[0] + y[1] * a[2], y[0] * a[1] + y[1] * a[3]];
        let by = [b[0] * y[0] + b[1] * y[1], b[1] * y[0] + b[2] * y[1]];
        // V B Vᵀ + ρ s sᵀ = B − r (By)ᵀ − By rᵀ + r (s + (yᵀBy) r)ᵀ
        let c = y[0] * by[0] + y[1] * by[1];
        let end = [s[0] + c * r[0], s[1] + c * r[1]];
        Map {
            a: [a[0] - r[0] * ya[0], a[1] - r[0] * ya[1], a[2] - r[1] * ya[0], a[3] - r[1] * ya[1]],
            b: [
                b[0] - 2.0 * (r[0] * by[0]) + r[0] * end[0],
                b[1] - (r[0] * by[1] + r[1] * by[0]) + r[0] * end[1],
                b[2] - 2.0 * (r[1] * by[1]) + r[1] * end[1],
            ],
        }
    }
}

/// The updates of the last pairs of a run in the plane.
#[derive(Clone, Debug)]
pub struct Window {
    /// The last of them answers for all older updates, the one before it for all but the oldest, and so on.
    older: Vec<Map>,
    newer: Map,
}

impl Default for Window {
    fn default() -> Window {
        Window { older: Vec::new(), newer: Map::NOTHING }
    }
}

impl Window {
    /// Forgets all.
    pub fn clear(&mut self) {
        *self = Window { older: std::mem::take(&mut self.older), newer: Map::NOTHING };
        self.older.clear();
    }

    /// Takes up the update of a pair that `pairs` are about to take up.
    pub fn push(&mut self, pair: &Pair, pairs: &Pairs) {
        if pairs.is_full() {
            if self.older.is_empty() {
                self.newer = Map::NOTHING;
                let all = (0..pairs.len()).rev().map(|j| Update::of(pairs.s(j), pairs.y(j), pairs.ys(j)));
                self.older.extend(all.scan(Map::NOTHING, |map, update| {
                    *map = map.after(&update);
                    Some(*map)
                }));
            }
            self.older.pop();
        }
        self.newer = self.newer.before(&Update::of(&pair.s, &pair.y, pair.ys));
    }

    /// H q, where H is what the updates make of `scale` times the identity: what [`Pairs::turn`] computes in two loops.
    pub fn turn(&self, scale: f64, q: [f64; 2]) -> [f64; 2] {
        let (Map { a, b }, old) = (&self.newer, self.older.last().unwrap_or(&Map::NOTHING));
        let t = [a[0] * q[0] + a[2] * q[1], a[1] * q[0] + a[3] * q[1]];
        let t_old = [scale * (old.a[0] * t[0] + old.a[2] * t[1]), scale * (old.a[1] * t[0] + old.a[3] * t[1])];
        let u = [
            (old.a[0] * t_old[0] + old.a[1] * t_old[1]) + (old.b[0] * t[0] + old.b[1] * t[1]),
            (old.a[2] * t_old[0] + old.a[3] * t_old[1]) + (old.b[1] * t[0] + old.b[2] * t[1]),
        ];
        [
            (a[0] * u[0] + a[1] * u[1]) + (b[0] * q[0] + b[1] * q[1]),
            (a[2] * u[0] + a[3] * u[1]) + (b[1] * q[0] + b[2] * q[1]),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::point::Point;

    #[test]
    fn a_window_does_what_the_two_loops_do_however_far_it_has_moved() {
        let mut state = 7_u64;
        let mut number = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
        };
        for most in [1, 2, 3, 10] {
            let (mut window, mut pairs) = (Window::default(), Pairs::new(2, most));
            for k in 0..35 {
                if k == 20 {
                    pairs.clear();
                    window.clear();
                }
                // What a step teaches where the curvatures are 4 and 25.
                let s = vec![number(), number()];
                let to = Point { g: vec![4.0 * s[0] + 3.0 * s[1], 3.0 * s[0] + 25.0 * s[1]], x: s, f: 0.0 };
                let pair = Pair::between(&Point { x: vec![0.0; 2], f: 0.0, g: vec![0.0; 2] }, &to);
                window.push(&pair, &pairs);
                pairs.push(&pair);
                let (q, scale) = ([number(), number()], pairs.scale());
                let expected = pairs.inverse_times(scale, &q);
                for (ours, expected) in window.turn(scale, q).iter().zip(&expected) {
                    assert!((ours - expected).abs() < 1e-12, "{most} pairs, step {k}: {ours} and {expected}");
                }
            }
        }
    }
}
