//! The register machine over blocks of points: each instruction is one loop over a block, so that its cost is shared
//! and the compiler can use the processor's wide registers.

use super::code::Code;
use super::names::{Binary, Unary};
use super::op::{Instruction, Op};
use crate::jet::{Jet1, Outer, outer};
use crate::math;
use crate::scalar::Scalar;

/// The points of a block.
pub(super) const LANES: usize = 256;
/// Blocks are computed in multiples of this many points, so that loops over wide registers have no remainder. The last
/// points of the last block may be old ones, whose results nobody reads.
const GROUP: usize = 8;

/// Whether the processor computes several points at a time. Sines without branches pay only then; the bits are the same.
const WIDE: bool = cfg!(any(not(target_arch = "wasm32"), target_feature = "simd128"));

/// A register of [`LANES`] scalars, kept by component.
pub(super) trait Block {
    type Lane: Scalar;
    /// Whether the scalars are plain numbers.
    const PLAIN: bool;
    fn new() -> Self;
    /// The variable x (0) or y (1).
    fn variable(axis: usize) -> Self;
    /// Takes plain values; derivatives stay as they are.
    fn load(&mut self, values: &[f64]);
    fn get(&self, lane: usize) -> Self::Lane;
    fn set(&mut self, lane: usize, value: Self::Lane);
    /// The plain values.
    fn values(&self) -> &[f64; LANES];
    /// A function of a lane, by its value and its derivative there.
    fn chain(&self, lane: usize, outer: Outer) -> Self::Lane;
    /// Powers, made for the whole block at once.
    fn pow(&self, exponent: &Self, out: &mut Self);
}

/// A register of plain numbers.
pub(super) type Values = [f64; LANES];

impl Block for Values {
    type Lane = f64;
    const PLAIN: bool = true;
    fn new() -> Values {
        [0.0; LANES]
    }
    fn variable(_: usize) -> Values {
        Values::new()
    }
    fn load(&mut self, values: &[f64]) {
        self[..values.len()].copy_from_slice(values);
    }
    #[inline(always)]
    fn get(&self, lane: usize) -> f64 {
        self[lane]
    }
    #[inline(always)]
    fn set(&mut self, lane: usize, value: f64) {
        self[lane] = value;
    }
    #[inline(always)]
    fn values(&self) -> &[f64; LANES] {
        self
    }
    #[inline(always)]
    fn chain(&self, _: usize, outer: Outer) -> f64 {
        outer.value
    }
    fn pow(&self, exponent: &Values, out: &mut Values) {
        math::pow_of_block(self, exponent, out);
    }
}

/// A register of values with their gradients.
pub(super) struct Jets {
    pub value: Values,
    pub x: Values,
    pub y: Values,
}

impl Block for Jets {
    type Lane = Jet1;
    const PLAIN: bool = false;
    fn new() -> Jets {
        Jets { value: [0.0; LANES], x: [0.0; LANES], y: [0.0; LANES] }
    }
    fn variable(axis: usize) -> Jets {
        let [x, y] = [0, 1].map(|own| [if own == axis { 1.0 } else { 0.0 }; LANES]);
        Jets { value: [0.0; LANES], x, y }
    }
    fn load(&mut self, values: &[f64]) {
        self.value.load(values);
    }
    #[inline(always)]
    fn get(&self, lane: usize) -> Jet1 {
        Jet1 { value: self.value[lane], gradient: [self.x[lane], self.y[lane]] }
    }
    #[inline(always)]
    fn set(&mut self, lane: usize, jet: Jet1) {
        self.value[lane] = jet.value;
        [self.x[lane], self.y[lane]] = jet.gradient;
    }
    #[inline(always)]
    fn values(&self) -> &[f64; LANES] {
        &self.value
    }
    #[inline(always)]
    fn chain(&self, lane: usize, outer: Outer) -> Jet1 {
        self.get(lane).chain(outer)
    }
    fn pow(&self, exponent: &Jets, out: &mut Jets) {
        let mut lower = [0.0; LANES];
        math::pows_of_block(&self.value, &exponent.value, &mut out.value, &mut lower);
        for (lane, lower) in lower.into_iter().enumerate() {
            let (a, b) = (self.get(lane), exponent.get(lane));
            let outer = outer::pow_of(a.value, b.value, [out.value[lane], lower], !b.is_constant(), 1);
            out.set(lane, a.chain2(b, outer));
        }
    }
}

/// The registers but the first two, which hold x and y; the one being written is taken out meanwhile.
pub(super) type Memory<B> = Vec<Option<Box<B>>>;

pub(super) fn memory<B: Block>(registers: u16) -> Memory<B> {
    (2..registers).map(|_| Some(Box::new(B::new()))).collect()
}

/// A block of points on its way through the code.
pub(super) struct Frame<'a, B> {
    pub x: &'a B,
    pub y: &'a B,
    pub memory: &'a mut Memory<B>,
    /// The points in use.
    pub points: usize,
}

impl<B: Block> Frame<'_, B> {
    #[inline(never)]
    pub(super) fn get(&self, index: u16) -> &B {
        match index {
            0 => self.x,
            1 => self.y,
            _ => self.memory[usize::from(index) - 2].as_ref().expect("no instruction reads the register it writes"),
        }
    }

    /// The points in use, rounded up to whole groups.
    #[inline(always)]
    fn lanes(&self) -> usize {
        self.points.next_multiple_of(GROUP).min(LANES)
    }

    /// Writes one lane of a register to all lanes of another.
    pub(super) fn spread(&mut self, from: u16, lane: usize, to: u16) {
        self.write(to, |frame, out| {
            let value = frame.get(from).get(lane);
            for lane in 0..frame.lanes() {
                out.set(lane, value);
            }
        });
    }

    #[inline(always)]
    fn write(&mut self, to: u16, compute: impl Fn(&Self, &mut B)) {
        let mut block = self.take(to);
        compute(self, &mut block);
        self.put(to, block);
    }

    /// Each instruction has its own loop, but this only once.
    #[inline(never)]
    fn take(&mut self, index: u16) -> Box<B> {
        self.memory[usize::from(index) - 2].take().expect("one instruction runs at a time")
    }

    #[inline(never)]
    fn put(&mut self, index: u16, block: Box<B>) {
        self.memory[usize::from(index) - 2] = Some(block);
    }

    #[inline(always)]
    fn map(&mut self, to: u16, a: u16, function: impl Fn(B::Lane) -> B::Lane) {
        self.write(to, |frame, out| {
            let a = frame.get(a);
            for lane in 0..frame.lanes() {
                out.set(lane, function(a.get(lane)));
            }
        });
    }

    #[inline(always)]
    fn zip(&mut self, to: u16, a: u16, b: u16, function: impl Fn(B::Lane, B::Lane) -> B::Lane) {
        self.write(to, |frame, out| {
            let (a, b) = (frame.get(a), frame.get(b));
            for lane in 0..frame.lanes() {
                out.set(lane, function(a.get(lane), b.get(lane)));
            }
        });
    }

    #[inline(always)]
    fn zip3(&mut self, to: u16, [a, b, c]: [u16; 3], function: impl Fn(B::Lane, B::Lane, B::Lane) -> B::Lane) {
        self.write(to, |frame, out| {
            let (a, b, c) = (frame.get(a), frame.get(b), frame.get(c));
            for lane in 0..frame.lanes() {
                out.set(lane, function(a.get(lane), b.get(lane), c.get(lane)));
            }
        });
    }

    pub(super) fn run(&mut self, instructions: &[Instruction]) {
        for instruction in instructions {
            let to = instruction.to;
            match instruction.op {
                Op::Constant(c) => self.map(to, 0, |_| B::Lane::from(c)),
                Op::Add(a, b) => self.zip(to, a, b, |a, b| a + b),
                Op::Sub(a, b) => self.zip(to, a, b, |a, b| a - b),
                Op::Mul(a, b) if a == b => self.map(to, a, |a| a * a),
                Op::Mul(a, b) => self.zip(to, a, b, |a, b| a * b),
                Op::Div(a, b) => self.zip(to, a, b, |a, b| a / b),
                Op::Neg(a) => self.map(to, a, |a| -a),
                Op::AddConstant(a, c) => self.map(to, a, |a| a + c),
                Op::SubFromConstant(a, c) => self.map(to, a, |a| -a + c),
                Op::MulConstant(a, c) => self.map(to, a, |a| a * c),
                Op::DivConstant(a, c) => self.map(to, a, |a| a / c),
                Op::One(Unary::Sin, a) if WIDE => self.waves(to, a, outer::sin_of),
                Op::One(Unary::Cos, a) if WIDE => self.waves(to, a, outer::cos_of),
                Op::One(function, a) => self.one(to, function, a),
                Op::Two(Binary::Min, a, b) => self.zip(to, a, b, Scalar::min),
                Op::Two(Binary::Max, a, b) => self.zip(to, a, b, Scalar::max),
                Op::Two(Binary::Pow, a, b) => self.write(to, |frame, out| frame.get(a).pow(frame.get(b), out)),
                Op::MulAdd(a, b, c) => self.zip3(to, [a, b, c], |a, b, c| a * b + c),
                Op::MulSub(a, b, c) => self.zip3(to, [a, b, c], |a, b, c| a * b - c),
                Op::SubMul(a, b, c) => self.zip3(to, [a, b, c], |a, b, c| c - a * b),
                Op::ScaleAdd(a, k, c) => self.zip(to, a, c, |a, c| a * k + c),
                Op::ShareAdd(a, k, c) => self.zip(to, a, c, |a, c| a / k + c),
                Op::Affine(a, k, d) => self.map(to, a, |a| a * k + d),
            }
        }
    }

    /// Sines or cosines, made for the whole block at once.
    #[inline(always)]
    fn waves(&mut self, to: u16, a: u16, outer: impl Fn(f64, f64) -> Outer) {
        self.write(to, |frame, out| {
            let a = frame.get(a);
            let [mut sin, mut cos] = [[0.0; LANES]; 2];
            math::sincos_of_block(a.values(), &mut sin, &mut cos);
            for lane in 0..LANES {
                out.set(lane, a.chain(lane, outer(sin[lane], cos[lane])));
            }
        });
    }

    /// A loop for each function, so that the choice is made once a block.
    fn one(&mut self, to: u16, function: Unary, a: u16) {
        macro_rules! each {
            ($($name:ident)*) => {
                match function {
                    $(Unary::$name => self.map(to, a, |a| Unary::$name.of(a)),)*
                }
            };
        }
        each!(Sin Cos Tan Asin Acos Atan Sinh Cosh Tanh Exp Ln Log10 Sqrt Abs Sign Floor Softplus);
    }
}

/// The values at the points (`xs[i]`, `ys[i]`).
pub(super) fn values(code: &Code, xs: &[f64], ys: &[f64], out: &mut [f64]) {
    let mut memory = memory::<Values>(code.registers);
    let [mut padded_x, mut padded_y] = [[0.0; LANES]; 2];
    for ((xs, ys), out) in xs.chunks(LANES).zip(ys.chunks(LANES)).zip(out.chunks_mut(LANES)) {
        // Whole blocks are read where they are.
        let (x, y) = match (xs.try_into(), ys.try_into()) {
            (Ok(x), Ok(y)) => (x, y),
            _ => {
                padded_x[..xs.len()].copy_from_slice(xs);
                padded_y[..ys.len()].copy_from_slice(ys);
                (&padded_x, &padded_y)
            }
        };
        let mut frame = Frame { x, y, memory: &mut memory, points: out.len() };
        frame.run(&code.instructions);
        out.copy_from_slice(&frame.get(code.result)[..out.len()]);
    }
}

/// The values and gradients at the points (`xs[i]`, `ys[i]`).
pub(super) fn gradients(code: &Code, xs: &[f64], ys: &[f64], out: &mut [f64], gx: &mut [f64], gy: &mut [f64]) {
    let mut memory = memory::<Jets>(code.registers);
    let [mut x, mut y] = [0, 1].map(Jets::variable);
    for start in (0..out.len()).step_by(LANES) {
        let range = start..(start + LANES).min(out.len());
        let lanes = range.len();
        x.load(&xs[range.clone()]);
        y.load(&ys[range.clone()]);
        let mut frame = Frame { x: &x, y: &y, memory: &mut memory, points: lanes };
        frame.run(&code.instructions);
        let result = frame.get(code.result);
        out[range.clone()].copy_from_slice(&result.value[..lanes]);
        gx[range.clone()].copy_from_slice(&result.x[..lanes]);
        gy[range].copy_from_slice(&result.y[..lanes]);
    }
}
