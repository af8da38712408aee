//! The data set that is always there: digits drawn by a program.
//!
//! Strokes through a few points, as hands draw them, with random distortions: the points wander, the figure is turned, slanted, stretched, bent and moved, the
//! pen is thin or thick. No handwriting and nobody's data, so that it needs no licence and no transfer; every number comes from the
//! counter-based generator and is the same on every platform.

use super::{Data, Set, Values};
use descent_optim::math;
use descent_optim::random::{Random, Use};

/// The id in links.
pub const ID: &str = "digits";
/// What it is, for people.
pub const ABOUT: &str = "Digits drawn by a program: strokes with random distortions, 28 × 28 grey levels, 20,000 to train on and 4,000 to test on. \
                         No handwriting: load MNIST for that.";

/// Height and width of a picture.
const SIDE: usize = 28;
const TRAIN: u32 = 20_000;
const TEST: u32 = 4_000;
/// Another seed would be another data set.
const SEED: u32 = 1;

/// A stroke: points in hundredths of the figure's box, right and down, that a smooth curve goes through.
type Stroke = &'static [[u8; 2]];
/// A way to draw a digit.
type Figure = &'static [Stroke];

/// The ways to draw each digit.
const FIGURES: [&[Figure]; 10] = [
    &[
        &[&[[60, 2], [30, 8], [8, 40], [10, 75], [40, 98], [75, 85], [92, 50], [82, 15], [58, 2], [42, 8]]],
        &[&[[45, 3], [18, 20], [10, 55], [25, 92], [55, 98], [85, 70], [88, 30], [65, 5], [45, 3]]],
    ],
    &[
        &[&[[50, 0], [50, 50], [50, 100]]],
        &[&[[26, 25], [40, 13], [52, 0]], &[[52, 0], [52, 50], [52, 100]]],
        &[&[[28, 22], [42, 12], [52, 0]], &[[52, 0], [52, 50], [52, 98]], &[[25, 99], [52, 98], [80, 99]]],
    ],
    &[
        &[&[[10, 25], [25, 5], [55, 0], [82, 20], [75, 45], [45, 72], [10, 98]], &[[10, 98], [50, 95], [92, 98]]],
        &[&[[12, 20], [40, 0], [80, 12], [75, 45], [40, 78], [15, 95], [5, 85], [20, 76], [50, 90], [95, 95]]],
    ],
    &[
        &[
            &[[12, 12], [45, 0], [80, 15], [70, 38], [40, 47]],
            &[[40, 47], [75, 55], [88, 78], [60, 98], [25, 97], [5, 85]],
        ],
        &[&[[10, 4], [50, 3], [85, 3]], &[[85, 3], [45, 42]], &[[45, 42], [85, 55], [85, 85], [50, 100], [8, 90]]],
    ],
    &[
        &[&[[22, 2], [12, 35], [10, 58], [50, 60], [92, 56]], &[[75, 5], [72, 50], [70, 100]]],
        &[&[[70, 0], [35, 35], [5, 65]], &[[5, 65], [50, 66], [95, 64]], &[[70, 0], [70, 50], [68, 100]]],
    ],
    &[
        &[
            &[[85, 3], [50, 3], [22, 5]],
            &[[22, 5], [18, 25], [14, 45]],
            &[[14, 45], [45, 35], [80, 50], [85, 78], [55, 98], [10, 92]],
        ],
        &[&[[90, 0], [45, 5], [20, 20], [20, 42], [55, 42], [85, 62], [75, 90], [40, 100], [8, 90]]],
    ],
    &[
        &[&[[75, 2], [40, 20], [14, 55], [15, 85], [45, 100], [80, 88], [82, 62], [50, 52], [20, 70]]],
        &[&[[55, 0], [30, 35], [12, 70], [30, 97], [65, 95], [75, 72], [50, 58], [20, 72]]],
    ],
    &[
        &[&[[8, 8], [50, 5], [90, 5]], &[[90, 5], [65, 45], [40, 100]]],
        &[&[[8, 10], [50, 4], [90, 5]], &[[90, 5], [62, 45], [45, 100]], &[[30, 52], [55, 48], [80, 46]]],
        &[&[[10, 24], [12, 5], [50, 6], [90, 4]], &[[90, 4], [60, 50], [50, 100]]],
    ],
    &[
        &[&[
            [80, 15],
            [45, 0],
            [15, 20],
            [40, 45],
            [80, 68],
            [75, 93],
            [45, 100],
            [12, 85],
            [25, 60],
            [60, 42],
            [82, 22],
            [70, 5],
        ]],
        &[
            &[[50, 2], [22, 12], [24, 38], [50, 47], [76, 38], [78, 12], [50, 2]],
            &[[50, 47], [16, 60], [14, 88], [50, 100], [86, 88], [84, 60], [50, 47]],
        ],
    ],
    &[
        &[&[[82, 20], [50, 2], [15, 18], [18, 45], [50, 52], [80, 32], [82, 20]], &[[82, 20], [80, 50], [70, 100]]],
        &[&[[80, 15], [45, 2], [14, 20], [22, 46], [55, 48], [80, 22], [82, 50], [70, 85], [40, 100], [12, 92]]],
    ],
];

/// The data set.
pub fn data() -> Data {
    let set = |first: u32, count: u32| {
        let mut values = vec![0; count as usize * SIDE * SIDE];
        let labels = values
            .chunks_exact_mut(SIDE * SIDE)
            .zip(first..)
            .map(|(picture, k)| draw(&mut Dice::new(k), picture))
            .collect();
        Set { features: SIDE * SIDE, values: Values::Bytes(values), labels }
    };
    Data::new(set(0, TRAIN), set(TRAIN, TEST), [SIDE, SIDE, 1])
}

/// The random numbers of a picture, one after the other.
struct Dice {
    k: u32,
    index: u32,
    spare: Option<f64>,
}

impl Dice {
    fn new(k: u32) -> Dice {
        Dice { k, index: 0, spare: None }
    }

    /// Evenly spread from `low` to `high`.
    fn between(&mut self, low: f64, high: f64) -> f64 {
        let u = self.spare.take().unwrap_or_else(|| {
            let [u, spare] = Random::new(SEED, Use::Data).uniforms(self.k, self.index);
            self.index += 1;
            self.spare = Some(spare);
            u
        });
        low + (high - low) * u
    }

    /// A whole number from 0 to below `n`.
    fn below(&mut self, n: usize) -> usize {
        self.between(0.0, n as f64) as usize
    }
}

/// How a figure lies on the paper: (u, v) from −1 to 1 within its box, to pixels.
struct Paper {
    across: [f64; 2],
    down: [f64; 2],
    middle: [f64; 2],
    /// A bend of the whole figure: its size, its length and where it begins.
    bend: [f64; 3],
}

impl Paper {
    fn new(dice: &mut Dice) -> Paper {
        let (sin, cos) = math::sincos(dice.between(-0.22, 0.22));
        let (width, height, slant) = (dice.between(5.2, 8.8), dice.between(8.2, 10.2), dice.between(-0.15, 0.45));
        let across = [width * cos, width * sin];
        let down = [-height * (sin + slant * cos), height * (cos - slant * sin)];
        let middle = [13.5 + dice.between(-1.6, 1.6), 13.5 + dice.between(-1.6, 1.6)];
        let bend = [dice.between(-0.09, 0.09), dice.between(1.5, 3.5), dice.between(0.0, std::f64::consts::TAU)];
        Paper { across, down, middle, bend }
    }

    fn place(&self, [u, v]: [f64; 2]) -> [f64; 2] {
        let [size, length, begin] = self.bend;
        let (u, v) = (u + size * math::sin(length * v + begin), v + size * math::cos(length * u + begin));
        [0, 1].map(|i| self.middle[i] + u * self.across[i] + v * self.down[i])
    }
}

/// Draws some digit and answers which one.
fn draw(dice: &mut Dice, picture: &mut [u8]) -> u8 {
    let digit = dice.below(10);
    let ways = FIGURES[digit];
    let figure = ways[dice.below(ways.len())];
    let paper = Paper::new(dice);
    let (pen, wander) = (dice.between(0.7, 1.7), dice.between(0.02, 0.13));
    // One point wanders alike in all strokes that share it.
    let mut moved: Vec<([u8; 2], [f64; 2])> = Vec::new();
    for stroke in figure {
        let points: Vec<[f64; 2]> = stroke
            .iter()
            .map(|point| {
                let known = moved.iter().find(|(other, _)| other == point).map(|(_, place)| *place);
                known.unwrap_or_else(|| {
                    let place = point.map(|c| f64::from(c) / 50.0 - 1.0 + dice.between(-wander, wander));
                    moved.push((*point, place));
                    place
                })
            })
            .collect();
        curve(&points, |from, to| line(paper.place(from), paper.place(to), pen, picture));
    }
    digit as u8
}

/// The pieces of Catmull and Rom's curve through the points.
fn curve(points: &[[f64; 2]], mut piece: impl FnMut([f64; 2], [f64; 2])) {
    const PIECES: usize = 6;
    let at = |i: isize| points[i.clamp(0, points.len() as isize - 1) as usize];
    for i in 0..points.len() as isize - 1 {
        let [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
        let mut from = b;
        for t in 1..=PIECES {
            let t = t as f64 / PIECES as f64;
            let to = [0, 1].map(|j| {
                let (p, q) = (2.0 * a[j] - 5.0 * b[j] + 4.0 * c[j] - d[j], 3.0 * (b[j] - c[j]) + d[j] - a[j]);
                b[j] + 0.5 * t * (c[j] - a[j] + t * (p + t * q))
            });
            piece(from, to);
            from = to;
        }
    }
}

/// A straight line of a round pen, darker where it is drawn already.
fn line(from: [f64; 2], to: [f64; 2], pen: f64, picture: &mut [u8]) {
    let reach = pen + 0.6;
    let range = |i: usize| {
        let (low, high) = if from[i] < to[i] { (from[i], to[i]) } else { (to[i], from[i]) };
        // What lies beyond the paper is cut off by the conversion and the minimum.
        (low - reach).ceil() as usize..((high + reach).floor() + 1.0).min(SIDE as f64) as usize
    };
    let along = [to[0] - from[0], to[1] - from[1]];
    let length = along[0] * along[0] + along[1] * along[1];
    for y in range(1) {
        for x in range(0) {
            let off = [x as f64 - from[0], y as f64 - from[1]];
            let t = if length > 0.0 { ((off[0] * along[0] + off[1] * along[1]) / length).clamp(0.0, 1.0) } else { 0.0 };
            let [dx, dy] = [off[0] - t * along[0], off[1] - t * along[1]];
            let ink = (pen + 0.5 - (dx * dx + dy * dy).sqrt()).clamp(0.0, 1.0);
            let pixel = &mut picture[y * SIDE + x];
            *pixel = (*pixel).max((255.0 * ink + 0.5) as u8);
        }
    }
}
