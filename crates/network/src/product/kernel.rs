//! The tiles: the only loops that have to be fast.

use super::pack::{HALF, View, WIDE, rows};

/// Rows of a tile. With its [`WIDE`] columns it fills the registers together with a row of B: 6 × 2 of eight numbers natively, 4 × 2 of four in
/// WebAssembly.
pub const TALL: usize = if cfg!(target_arch = "wasm32") { 4 } else { 6 };

/// Panels of A in a block, which stays in the second-level cache while B runs by.
const BLOCK: usize = 16;

/// How c ← c + a b is rounded: once or twice.
trait Madd {
    fn row<const W: usize>(a: f32, b: &[f32; W], c: &mut [f32; W]);
}

/// Two roundings, or what WebAssembly's relaxed multiply-add makes of it: one where the processor can, two elsewhere.
struct Usual;

impl Madd for Usual {
    #[inline(always)]
    #[cfg(not(all(target_arch = "wasm32", target_feature = "relaxed-simd")))]
    fn row<const W: usize>(a: f32, b: &[f32; W], c: &mut [f32; W]) {
        for (c, b) in c.iter_mut().zip(b) {
            *c += a * b;
        }
    }

    #[inline(always)]
    #[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
    fn row<const W: usize>(a: f32, b: &[f32; W], c: &mut [f32; W]) {
        use std::arch::wasm32::{f32x4, f32x4_extract_lane as lane, f32x4_relaxed_madd, f32x4_splat};
        let load = |x: &[f32; 4]| f32x4(x[0], x[1], x[2], x[3]);
        let a = f32x4_splat(a);
        for (c, b) in c.as_chunks_mut::<4>().0.iter_mut().zip(b.as_chunks::<4>().0) {
            let sum = f32x4_relaxed_madd(a, load(b), load(c));
            *c = [lane::<0>(sum), lane::<1>(sum), lane::<2>(sum), lane::<3>(sum)];
        }
    }
}

/// One rounding, by the processor.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
struct Fused;

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
impl Madd for Fused {
    #[inline(always)]
    fn row<const W: usize>(a: f32, b: &[f32; W], c: &mut [f32; W]) {
        for (c, b) in c.iter_mut().zip(b) {
            *c = a.mul_add(*b, *c);
        }
    }
}

/// Adds A B to C (`[a.rows, cols]`), for packed columns of B; `room` is for packed rows of A. No size is 0.
pub fn multiply(a: View<'_>, cols: usize, b: &[f32], room: &mut Vec<f32>, c: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    if let Some(wide) = pulp::x86::V3::try_new() {
        // The closure is compiled for these registers, with all that is inlined into it.
        return wide.vectorize(Job { a, cols, b, room, c });
    }
    #[cfg(target_arch = "aarch64")]
    type Best = Fused;
    #[cfg(not(target_arch = "aarch64"))]
    type Best = Usual;
    blocks::<Best>(a, cols, b, room, c);
}

#[cfg(target_arch = "x86_64")]
struct Job<'a> {
    a: View<'a>,
    cols: usize,
    b: &'a [f32],
    room: &'a mut Vec<f32>,
    c: &'a mut [f32],
}

#[cfg(target_arch = "x86_64")]
impl pulp::NullaryFnOnce for Job<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        blocks::<Fused>(self.a, self.cols, self.b, self.room, self.c);
    }
}

#[inline(always)]
fn blocks<M: Madd>(a: View<'_>, cols: usize, b: &[f32], room: &mut Vec<f32>, c: &mut [f32]) {
    let depth = a.cols;
    room.resize(BLOCK.min(a.rows.div_ceil(TALL)) * TALL * depth, 0.0);
    let (wide, last) = b.split_at(cols / WIDE * WIDE * depth);
    for (block, c) in c.chunks_mut(BLOCK * TALL * cols).enumerate() {
        let panels = (c.len() / cols).div_ceil(TALL);
        let packed = &mut room[..panels * TALL * depth];
        for (i, panel) in packed.chunks_exact_mut(TALL * depth).enumerate() {
            rows::<TALL>(a, (block * BLOCK + i) * TALL, panel);
        }
        for (i, b) in wide.chunks_exact(WIDE * depth).enumerate() {
            column::<M, WIDE>(packed, b, i * WIDE, cols, c);
        }
        let at = cols / WIDE * WIDE;
        if last.len() == HALF * depth {
            column::<M, HALF>(packed, last, at, cols, c);
        } else if !last.is_empty() {
            column::<M, WIDE>(packed, last, at, cols, c);
        }
    }
}

/// The tiles of all panels of A with one of B, whose first column is the one `at`.
#[inline(always)]
fn column<M: Madd, const W: usize>(a: &[f32], b: &[f32], at: usize, cols: usize, c: &mut [f32]) {
    let b = b.as_chunks::<W>().0;
    let width = W.min(cols - at);
    for (a, c) in a.chunks_exact(TALL * b.len()).zip(c.chunks_mut(TALL * cols)) {
        let mut tile = [[0.0; W]; TALL];
        for (a, b) in a.as_chunks::<TALL>().0.iter().zip(b) {
            for i in 0..TALL {
                M::row(a[i], b, &mut tile[i]);
            }
        }
        for (tile, c) in tile.iter().zip(c.chunks_exact_mut(cols)) {
            let c = &mut c[at..at + width];
            if let Ok(c) = <&mut [f32; W]>::try_from(&mut *c) {
                c.iter_mut().zip(tile).for_each(|(c, t)| *c += t);
            } else {
                c.iter_mut().zip(tile).for_each(|(c, t)| *c += t);
            }
        }
    }
}
