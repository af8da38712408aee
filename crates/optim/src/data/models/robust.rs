//! A line by Huber's loss: r²/2 up to |r| = δ, straight beyond it, where r = z − v and δ = 1/2.

use super::by_input;
use crate::catalog::Reference;
use crate::mean::{Full, Mean, Model};

/// From here on the loss is straight.
const DELTA: f64 = 0.5;

/// The descriptor.
pub const MODEL: Model = Model {
    id: "robust",
    name: "a line by Huber’s loss",
    loss: "r² / 2 where |r| ≤ 1/2, else |r| / 2 − 1/8, with r = z − v",
    reference: Reference {
        authors: "Huber",
        year: 1964,
        title: "Robust estimation of a location parameter",
        source: "The Annals of Mathematical Statistics 35(1)",
        place: "page 75, with k = 1/2",
    },
    curve: |z| z,
    build: |examples, replace| {
        let n = examples.len() as f64;
        let groups = by_input(&examples, Group::of);
        let whole = move |[x, y]: [f64; 2]| {
            let mut sum = Full::default();
            for (t, group) in &groups {
                sum.add(*t, group.at(x * t + y));
            }
            sum.over(n)
        };
        Mean::new(&MODEL, examples, replace, loss, Box::new(whole), false)
    },
    python: &["r = abs_(z - v)", "small = min_(r, 0.5)", "return w * small * (r - small / 2.0)"],
    calls: &["abs_", "min_"],
};

/// The loss of one example.
fn loss(z: f64, v: f64) -> [f64; 3] {
    let r = z - v;
    match r {
        r if r > DELTA => [DELTA * (r - DELTA / 2.0), DELTA, 0.0],
        r if r < -DELTA => [DELTA * (-r - DELTA / 2.0), -DELTA, 0.0],
        r => [r * r / 2.0, r, 1.0],
    }
}

/// The outputs at one input in rising order, with sums over those before each: what all of them say takes two searches.
struct Group {
    v: Vec<f64>,
    /// The middle that outputs are counted from, so that squares of differences lose nothing.
    middle: f64,
    sums: Vec<[f64; 2]>,
}

impl Group {
    /// Of outputs in rising order.
    fn of(v: Vec<f64>) -> Group {
        let middle = v[v.len() / 2];
        let mut sums = vec![[0.0; 2]];
        let mut sum = [0.0; 2];
        for one in &v {
            let off = one - middle;
            sum = [sum[0] + off, sum[1] + off * off];
            sums.push(sum);
        }
        Group { v, middle, sums }
    }

    /// The sums of losses, slopes and curvatures.
    fn at(&self, z: f64) -> [f64; 3] {
        // Outputs before `low` are further below z than δ, those from `high` on further above it.
        let low = self.v.partition_point(|v| z - v > DELTA);
        let high = self.v.partition_point(|v| z - v >= -DELTA);
        let (w, n) = (z - self.middle, self.v.len());
        let between = |from: usize, to: usize| {
            let (a, b) = (self.sums[from], self.sums[to]);
            [(to - from) as f64, b[0] - a[0], b[1] - a[1]]
        };
        let ([below, s, _], [near, m, mm], [above, u, _]) = (between(0, low), between(low, high), between(high, n));
        [
            DELTA * ((below * w - s) - below * DELTA / 2.0)
                + (near * w * w - 2.0 * w * m + mm) / 2.0
                + DELTA * ((u - above * w) - above * DELTA / 2.0),
            DELTA * below + (near * w - m) - DELTA * above,
            near,
        ]
    }
}
