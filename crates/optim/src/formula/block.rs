//! The register machine over blocks of points: each instruction is one loop over a block, so that its cost is shared
//! and the compiler can use the processor's wide registers.

use super::code::{Code, Op};
use super::names::{Binary, Unary};
use crate::jet::Jet1;
use crate::scalar::Scalar;

/// The points of a block.
const LANES: usize = 128;
/// Blocks are computed in multiples of this many points, so that loops over wide registers have no remainder. The last
/// points of the last block may be old ones, whose results nobody reads.
const GROUP: usize = 8;

/// A register of [`LANES`] scalars, kept by component.
trait Block {
    type Lane: Scalar;
    fn new() -> Self;
    fn get(&self, lane: usize) -> Self::Lane;
    fn set(&mut self, lane: usize, value: Self::Lane);
}

struct Values([f64; LANES]);

impl Block for Values {
    type Lane = f64;
    fn new() -> Values {
        Values([0.0; LANES])
    }
    #[inline(always)]
    fn get(&self, lane: usize) -> f64 {
        self.0[lane]
    }
    #[inline(always)]
    fn set(&mut self, lane: usize, value: f64) {
        self.0[lane] = value;
    }
}

struct Jets {
    value: [f64; LANES],
    x: [f64; LANES],
    y: [f64; LANES],
}

impl Block for Jets {
    type Lane = Jet1;
    fn new() -> Jets {
        Jets { value: [0.0; LANES], x: [0.0; LANES], y: [0.0; LANES] }
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
}

/// The registers; the one being written is taken out meanwhile.
struct Registers<B> {
    list: Vec<Option<Box<B>>>,
    /// The points in use, rounded up to whole groups.
    lanes: usize,
}

impl<B: Block> Registers<B> {
    fn new(code: &Code) -> Registers<B> {
        Registers { list: (0..code.registers).map(|_| Some(Box::new(B::new()))).collect(), lanes: 0 }
    }

    fn get(&self, index: u16) -> &B {
        self.list[usize::from(index)].as_ref().expect("no instruction reads the register it writes")
    }

    #[inline(always)]
    fn write(&mut self, to: u16, compute: impl Fn(&Self, &mut B)) {
        let mut block = self.list[usize::from(to)].take().expect("one instruction runs at a time");
        compute(self, &mut block);
        self.list[usize::from(to)] = Some(block);
    }

    #[inline(always)]
    fn map(&mut self, to: u16, a: u16, function: impl Fn(B::Lane) -> B::Lane) {
        self.write(to, |registers, out| {
            let a = registers.get(a);
            for lane in 0..registers.lanes.min(LANES) {
                out.set(lane, function(a.get(lane)));
            }
        });
    }

    #[inline(always)]
    fn zip(&mut self, to: u16, a: u16, b: u16, function: impl Fn(B::Lane, B::Lane) -> B::Lane) {
        self.write(to, |registers, out| {
            let (a, b) = (registers.get(a), registers.get(b));
            for lane in 0..registers.lanes.min(LANES) {
                out.set(lane, function(a.get(lane), b.get(lane)));
            }
        });
    }

    #[inline(always)]
    fn zip3(&mut self, to: u16, [a, b, c]: [u16; 3], function: impl Fn(B::Lane, B::Lane, B::Lane) -> B::Lane) {
        self.write(to, |registers, out| {
            let (a, b, c) = (registers.get(a), registers.get(b), registers.get(c));
            for lane in 0..registers.lanes.min(LANES) {
                out.set(lane, function(a.get(lane), b.get(lane), c.get(lane)));
            }
        });
    }

    fn run(&mut self, code: &Code) {
        for instruction in &code.instructions {
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
                Op::One(function, a) => self.one(to, function, a),
                Op::Two(Binary::Min, a, b) => self.zip(to, a, b, Scalar::min),
                Op::Two(Binary::Max, a, b) => self.zip(to, a, b, Scalar::max),
                Op::Two(Binary::Pow, a, b) => self.zip(to, a, b, Scalar::pow),
                Op::MulAdd(a, b, c) => self.zip3(to, [a, b, c], |a, b, c| a * b + c),
                Op::MulSub(a, b, c) => self.zip3(to, [a, b, c], |a, b, c| a * b - c),
                Op::SubMul(a, b, c) => self.zip3(to, [a, b, c], |a, b, c| c - a * b),
                Op::ScaleAdd(a, k, c) => self.zip(to, a, c, |a, c| a * k + c),
                Op::ShareAdd(a, k, c) => self.zip(to, a, c, |a, c| a / k + c),
                Op::Affine(a, k, d) => self.map(to, a, |a| a * k + d),
            }
        }
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
    let mut registers = Registers::<Values>::new(code);
    for ((xs, ys), out) in xs.chunks(LANES).zip(ys.chunks(LANES)).zip(out.chunks_mut(LANES)) {
        let lanes = out.len();
        registers.lanes = lanes.next_multiple_of(GROUP);
        registers.write(0, |_, block| block.0[..lanes].copy_from_slice(xs));
        registers.write(1, |_, block| block.0[..lanes].copy_from_slice(ys));
        registers.run(code);
        out.copy_from_slice(&registers.get(code.result).0[..lanes]);
    }
}

/// The values and gradients at the points (`xs[i]`, `ys[i]`).
pub(super) fn gradients(code: &Code, xs: &[f64], ys: &[f64], out: &mut [f64], gx: &mut [f64], gy: &mut [f64]) {
    let mut registers = Registers::<Jets>::new(code);
    registers.write(0, |_, block| block.x.fill(1.0));
    registers.write(1, |_, block| block.y.fill(1.0));
    for start in (0..out.len()).step_by(LANES) {
        let range = start..(start + LANES).min(out.len());
        let lanes = range.len();
        registers.lanes = lanes.next_multiple_of(GROUP);
        registers.write(0, |_, block| block.value[..lanes].copy_from_slice(&xs[range.clone()]));
        registers.write(1, |_, block| block.value[..lanes].copy_from_slice(&ys[range.clone()]));
        registers.run(code);
        let result = registers.get(code.result);
        out[range.clone()].copy_from_slice(&result.value[..lanes]);
        gx[range.clone()].copy_from_slice(&result.x[..lanes]);
        gy[range].copy_from_slice(&result.y[..lanes]);
    }
}
