//! A line, by least squares: the mean of (z − v)²/2. A quadratic, so a few means of the examples say all of it.

use crate::catalog::Reference;
use crate::examples::Examples;
use crate::mean::{Full, Mean, Model};

/// The descriptor.
pub const MODEL: Model = Model {
    id: "line",
    name: "a line",
    loss: "(z − v)² / 2",
    reference: Reference {
        authors: "Goodfellow, Bengio, Courville",
        year: 2016,
        title: "Deep Learning",
        source: "MIT Press",
        place: "section 5.1.4, linear regression",
    },
    curve: |z| z,
    build: |examples, replace| {
        let bowl = Bowl::of(&examples);
        Mean::new(
            &MODEL,
            examples,
            replace,
            |z, v| [(z - v) * (z - v) / 2.0, z - v, 1.0],
            Box::new(move |at| bowl.at(at)),
            true,
        )
    },
    python: &["return w * (z - v) * (z - v) / 2.0"],
    calls: &[],
};

/// A quadratic about its minimum, so that nothing is lost by rounding near it.
#[derive(Clone, Copy)]
struct Bowl {
    least: f64,
    at: [f64; 2],
    h: [f64; 3],
}

impl Bowl {
    fn of(examples: &Examples) -> Bowl {
        let n = examples.len() as f64;
        let mean =
            |of: &dyn Fn(f64, f64) -> f64| examples.t.iter().zip(&examples.v).map(|(t, v)| of(*t, *v)).sum::<f64>() / n;
        let (t, v) = (mean(&|t, _| t), mean(&|_, v| v));
        let (tt, tv) = (mean(&|u, _| (u - t) * (u - t)), mean(&|u, w| (u - t) * (w - v)));
        // Examples with one input say nothing about the slope: the flat line is as good as any.
        let slope = if tt > 0.0 { tv / tt } else { 0.0 };
        let at = [slope, v - slope * t];
        let least = mean(&|t, v| {
            let off = at[0] * t + at[1] - v;
            off * off / 2.0
        });
        Bowl { least, at, h: [mean(&|t, _| t * t), t, 1.0] }
    }

    fn at(&self, [x, y]: [f64; 2]) -> Full {
        let ([dx, dy], h) = ([x - self.at[0], y - self.at[1]], self.h);
        let g = [h[0] * dx + h[1] * dy, h[1] * dx + h[2] * dy];
        Full { f: self.least + (g[0] * dx + g[1] * dy) / 2.0, g, h }
    }
}
