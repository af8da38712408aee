//! Code for a small register machine, and its interpreter at a single point, over any scalar.
//!
//! The code is straight: every instruction writes a register, and nothing branches.

use super::op::{Instruction, Op};
use crate::scalar::Scalar;

/// Code with its number of registers. Registers 0 and 1 hold x and y and are never written.
#[derive(Clone, Debug)]
pub(super) struct Code {
    pub instructions: Vec<Instruction>,
    pub registers: u16,
    /// Where the result is.
    pub result: u16,
}

/// The registers that a call keeps on the stack; more are rare and go to the heap.
const FEW: usize = 16;

impl Code {
    /// The result at one point, over any scalar.
    pub(super) fn at<S: Scalar>(&self, x: S, y: S) -> S {
        let zero = S::from(0.0);
        let count = usize::from(self.registers);
        if count <= FEW { self.run(&mut [zero; FEW][..count], x, y) } else { self.run(&mut vec![zero; count], x, y) }
    }

    fn run<S: Scalar>(&self, registers: &mut [S], x: S, y: S) -> S {
        registers[0] = x;
        registers[1] = y;
        for instruction in &self.instructions {
            let r = |index: u16| registers[usize::from(index)];
            registers[usize::from(instruction.to)] = match instruction.op {
                Op::Constant(c) => S::from(c),
                Op::Add(a, b) => r(a) + r(b),
                Op::Sub(a, b) => r(a) - r(b),
                Op::Mul(a, b) => r(a) * r(b),
                Op::Div(a, b) => r(a) / r(b),
                Op::Neg(a) => -r(a),
                Op::AddConstant(a, c) => r(a) + c,
                Op::SubFromConstant(a, c) => -r(a) + c,
                Op::MulConstant(a, c) => r(a) * c,
                Op::DivConstant(a, c) => r(a) / c,
                Op::One(function, a) => function.of(r(a)),
                Op::Two(function, a, b) => function.of(r(a), r(b)),
                Op::MulAdd(a, b, c) => r(a) * r(b) + r(c),
                Op::MulSub(a, b, c) => r(a) * r(b) - r(c),
                Op::SubMul(a, b, c) => r(c) - r(a) * r(b),
                Op::ScaleAdd(a, k, c) => r(a) * k + r(c),
                Op::ShareAdd(a, k, c) => r(a) / k + r(c),
                Op::Affine(a, k, d) => r(a) * k + d,
            };
        }
        registers[usize::from(self.result)]
    }
}

#[cfg(test)]
mod tests {
    use super::super::compile::compile;
    use super::super::parser::parse;
    use super::*;

    fn code(text: &str, knobs: &[f64]) -> Code {
        compile(&parse(text).expect(text), knobs).code()
    }

    #[test]
    fn constants_are_computed_once() {
        assert_eq!(code("2*pi*x", &[]).instructions.len(), 1);
        assert_eq!(code("sin(1)^2 + a*3", &[5.0]).instructions.len(), 1);
        assert_eq!(code("x*cos(angle*pi/180)", &[0.0]).instructions.len(), 0);
    }

    #[test]
    fn equal_parts_are_shared_powers_included() {
        // x^2, and x^4 = (x^2)^2 in one instruction with the sum.
        assert_eq!(code("x^2 + x^4", &[]).instructions.len(), 2);
        assert_eq!(code("sin(x*y)*sin(x*y)", &[]).instructions.len(), 3);
        assert_eq!(code("x^3 + x^6", &[]).instructions.len(), 3);
    }

    #[test]
    fn products_merge_into_the_sums_that_use_them() {
        let lengths = ["x*y + x", "x - x*y", "x*y - x", "3*x + y", "y - 3*x", "x/3 + y", "4 - 2.1*x", "4*x - 4"];
        assert_eq!(lengths.map(|text| code(text, &[]).instructions.len()), [1; 8]);
        // A product that is used twice is computed once, and so stays.
        assert_eq!(code("(x*y + x)*(x*y - x)", &[]).instructions.len(), 4);
    }

    #[test]
    fn zero_and_minus_zero_are_not_shared() {
        let at = code("min(x - 0, 3)/(x + 0)", &[]);
        assert_eq!(at.instructions.len(), 5);
    }

    #[test]
    fn a_division_by_a_power_of_two_is_a_product() {
        assert!(matches!(code("x/8", &[]).instructions[0].op, Op::MulConstant(0, 0.125)));
        assert!(matches!(code("x/3", &[]).instructions[0].op, Op::DivConstant(0, 3.0)));
        assert!(matches!(code("x/0", &[]).instructions[0].op, Op::DivConstant(0, 0.0)));
        // The inverse of 2^1023 is not a normal number.
        assert!(matches!(
            code("x/a", &[f64::from_bits(0x7fe0_0000_0000_0000)]).instructions[0].op,
            Op::DivConstant(..)
        ));
    }

    #[test]
    fn registers_are_reused() {
        let long: Vec<String> = (1..40).map(|i| format!("sin({i}*x)")).collect();
        assert!(code(&long.join("+"), &[]).registers <= 6);
    }
}
