//! A formula at all nodes of a grid.

use super::assemble::Operations;
use super::block::{Block, Frame, Jets, LANES, Values, memory};
use super::op::Instruction;
use super::stages::Stages;
use std::ops::Range;

/// The values at the nodes (`xs[i]`, `ys[j]`), rows one after the other.
pub(super) fn values(operations: &Operations, xs: &[f64], ys: &[f64], out: &mut [f64]) {
    run::<Values>(operations, xs, ys, |nodes, block| {
        let lanes = nodes.len();
        out[nodes].copy_from_slice(&block[..lanes]);
    });
}

/// The values and gradients at the nodes (`xs[i]`, `ys[j]`), rows one after the other.
pub(super) fn gradients(
    operations: &Operations,
    xs: &[f64],
    ys: &[f64],
    out: &mut [f64],
    gx: &mut [f64],
    gy: &mut [f64],
) {
    run::<Jets>(operations, xs, ys, |nodes, block| {
        let lanes = nodes.len();
        out[nodes.clone()].copy_from_slice(&block.value[..lanes]);
        gx[nodes.clone()].copy_from_slice(&block.x[..lanes]);
        gy[nodes].copy_from_slice(&block.y[..lanes]);
    });
}

/// Computes block by block and stores what came out, with the range of nodes that it belongs to.
fn run<B: Block>(operations: &Operations, xs: &[f64], ys: &[f64], mut store: impl FnMut(Range<usize>, &B)) {
    let code = Stages::of(operations, B::PLAIN);
    let mut memory = memory(code.registers);
    let [mut x, mut y] = [0, 1].map(B::variable);
    Frame { x: &x, y: &y, memory: &mut memory, points: LANES }.run(&code.once);
    let mut nodes: Vec<Instruction> = code.nodes.clone();
    for (from_row, ys) in (0..).step_by(LANES).zip(ys.chunks(LANES)) {
        y.load(ys);
        Frame { x: &x, y: &y, memory: &mut memory, points: ys.len() }.run(&code.rows);
        for (from_column, part) in (0..).step_by(LANES).zip(xs.chunks(LANES)) {
            x.load(part);
            let mut frame = Frame { x: &x, y: &y, memory: &mut memory, points: part.len() };
            frame.run(&code.columns);
            for row in 0..ys.len() {
                for (instruction, of_row) in nodes.iter_mut().zip(&code.nodes) {
                    let number = |register| frame.get(register).values()[row];
                    instruction.op = of_row.op.with_known(|register| code.number_of_row(register, number));
                }
                for (from, to) in &code.spread {
                    frame.spread(*from, row, *to);
                }
                frame.run(&nodes);
                let first = (from_row + row) * xs.len() + from_column;
                store(first..first + part.len(), frame.get(code.result));
            }
        }
    }
}
