//! What the last few updates of BFGS do to a matrix of the plane, all in one go.
//!
//! An update H ← V H Vᵀ + ρ s sᵀ with V = I − ρ s yᵀ is a map H ↦ A H Aᵀ + B, and so are several, one after the other. While the window
//! moves on over the updates, those that come are put into one map, and those that are to go have one map each with all that come before
//! the newer ones: the maps of a queue that is kept as two stacks. A step costs a few updates of A and B then, whatever the window's
//! length, and no operation waits for twenty others as in the two loops.

use super::pairs::Pair;

/// H ↦ A H Aᵀ + B; `a` is row by row, `b` has the entries (xx, xy, yy).
#[derive(Clone, Copy, Debug)]
struct Map {
    a: [f64; 4],
    b: [f64; 3],
}

/// A Aᵀ and B of a map, with the entries (xx, xy, yy).
#[derive(Clone, Copy, Debug)]
struct Made {
    aa: [f64; 3],
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
    /// Of a pair of the plane.
    fn of(Pair { s, y, ys, .. }: &Pair) -> Update {
        Update { s: [s[0], s[1]], y: [y[0], y[1]], rho: 1.0 / ys }
    }
}

impl Map {
    /// What no update does.
    const NOTHING: Map = Map { a: [1.0, 0.0, 0.0, 1.0], b: [0.0; 3] };

    /// What this map makes of multiples of the identity.
    fn made(&self) -> Made {
        let Map { a, b } = self;
        Made { aa: [a[0] * a[0] + a[1] * a[1], a[0] * a[2] + a[1] * a[3], a[2] * a[2] + a[3] * a[3]], b: *b }
    }

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
        let ya = [y[0] * a[0] + y[1] * a[2], y[0] * a[1] + y[1] * a[3]];
        let by = [b[0] * y[0] + b[1] * y[1], b[1] * y[0] + b[2] * y[1]];
        let r = [rho * s[0], rho * s[1]];
        // V B Vᵀ + ρ s sᵀ = B − r (By)ᵀ − By rᵀ + (1 + ρ yᵀBy) r sᵀ
        let stretch = 1.0 + rho * (y[0] * by[0] + y[1] * by[1]);
        let end = [stretch * s[0], stretch * s[1]];
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

/// The updates of the last `most` pairs of a run in the plane.
#[derive(Clone, Debug)]
pub struct Window {
    most: usize,
    /// The updates, the oldest at `oldest`, written round and round.
    updates: Vec<Update>,
    oldest: usize,
    /// yᵀs/yᵀy of the newest pair.
    scale: f64,
    /// What older updates make of γ I, which is γ `aa` + `b`: the last of them answers for all, the one before it for all but the oldest,
    /// and so on.
    older: Vec<Made>,
    newer: Map,
}

impl Window {
    /// None yet, and room for `most`, at least one.
    pub fn new(most: usize) -> Window {
        let updates = Vec::with_capacity(most.min(10));
        Window { most: most.max(1), updates, oldest: 0, scale: 1.0, older: Vec::new(), newer: Map::NOTHING }
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        *self = Window::new(self.most);
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.updates.is_empty()
    }

    /// yᵀs/yᵀy of the newest pair; 1 where there is none.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// The step and the change of the gradient of the newest pair, if there is one.
    pub fn newest(&self) -> Option<[&[f64]; 2]> {
        let last = self.oldest.checked_sub(1).unwrap_or(self.updates.len().wrapping_sub(1));
        self.updates.get(last).map(|update| [&update.s[..], &update.y[..]])
    }

    /// Takes up the update of a pair, in the place of the oldest where there is no room.
    pub fn push(&mut self, pair: &Pair) {
        let update = Update::of(pair);
        self.scale = pair.ys / pair.yy;
        if self.updates.len() < self.most {
            self.updates.push(update);
        } else {
            if self.older.is_empty() {
                self.begin_anew();
            }
            self.older.pop();
            self.updates[self.oldest] = update;
            self.oldest = if self.oldest + 1 == self.most { 0 } else { self.oldest + 1 };
        }
        self.newer = self.newer.before(&update);
    }

    /// Makes the maps of all updates, none of which has gone yet.
    fn begin_anew(&mut self) {
        let (newest, oldest) = self.updates.split_at(self.oldest);
        let mut map = Map::NOTHING;
        self.older.reserve(self.most);
        self.older.extend(newest.iter().rev().chain(oldest.iter().rev()).map(|update| {
            map = map.after(update);
            map.made()
        }));
        self.newer = Map::NOTHING;
    }

    /// H q, where H is what the updates make of [`scale`](Window::scale) times the identity: what [`Pairs::turn`](super::Pairs::turn)
    /// computes in two loops.
    pub fn turn(&self, q: [f64; 2]) -> [f64; 2] {
        const NOTHING: Made = Made { aa: [1.0, 0.0, 1.0], b: [0.0; 3] };
        let (Map { a, b }, old) = (&self.newer, self.older.last().unwrap_or(&NOTHING));
        let c: [f64; 3] = std::array::from_fn(|i| self.scale * old.aa[i] + old.b[i]);
        let t = [a[0] * q[0] + a[2] * q[1], a[1] * q[0] + a[3] * q[1]];
        let u = [c[0] * t[0] + c[1] * t[1], c[1] * t[0] + c[2] * t[1]];
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
    use crate::quasi::Pairs;

    #[test]
    fn a_window_does_what_the_two_loops_do_however_far_it_has_moved() {
        let mut state = 7_u64;
        let mut number = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
        };
        for most in [1, 2, 3, 10] {
            let (mut window, mut pairs) = (Window::new(most), Pairs::new(2, most));
            for k in 0..35 {
                if k == 20 {
                    pairs.clear();
                    window.clear();
                }
                // What a step teaches where the curvatures are 4 and 25.
                let s = vec![number(), number()];
                let to = Point { g: vec![4.0 * s[0] + 3.0 * s[1], 3.0 * s[0] + 25.0 * s[1]], x: s, f: 0.0 };
                let pair = Pair::between(&Point { x: vec![0.0; 2], f: 0.0, g: vec![0.0; 2] }, &to);
                window.push(&pair);
                pairs.push(&pair);
                assert_eq!(window.newest(), Some([&pair.s[..], &pair.y[..]]));
                let q = [number(), number()];
                let expected = pairs.inverse_times(&q);
                for (ours, expected) in window.turn(q).iter().zip(&expected) {
                    assert!((ours - expected).abs() < 1e-12, "{most} pairs, step {k}: {ours} and {expected}");
                }
            }
        }
    }
}
