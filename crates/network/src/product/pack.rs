//! Panels: what the kernel reads, in the order in which it reads it.

/// Columns of a tile.
pub const WIDE: usize = if cfg!(target_arch = "wasm32") { 8 } else { 16 };
/// The columns of a narrow tile, where few are left.
pub const HALF: usize = WIDE / 2;

/// A matrix that lies somewhere in a slice: entry (i, j) at `i * row_step + j * col_step`.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The number of rows.
    pub rows: usize,
    /// The number of columns.
    pub cols: usize,
    data: &'a [f32],
    row_step: usize,
    col_step: usize,
}

impl<'a> View<'a> {
    /// `data` (`[rows, cols]`, row by row).
    ///
    /// # Panics
    /// When `data` has another length.
    pub fn of(data: &'a [f32], rows: usize, cols: usize) -> View<'a> {
        assert_eq!(data.len(), rows * cols, "a matrix has rows times columns entries");
        View { data, rows, cols, row_step: cols, col_step: 1 }
    }

    /// The same entries with rows and columns exchanged.
    pub fn transposed(self) -> View<'a> {
        View { rows: self.cols, cols: self.rows, row_step: self.col_step, col_step: self.row_step, data: self.data }
    }

    /// The part of the slice from entry (`row`, `col`) on.
    #[inline(always)]
    fn from(&self, row: usize, col: usize) -> &'a [f32] {
        &self.data[row * self.row_step + col * self.col_step..]
    }
}

/// Packs the columns of B into panels of [`WIDE`], one after the other, the last one [`HALF`] as wide where that is enough; zeros fill it up.
pub fn right(b: View<'_>, out: &mut Vec<f32>) {
    let whole = b.cols / WIDE;
    let rest = b.cols - whole * WIDE;
    let last = if rest == 0 {
        0
    } else if rest <= HALF {
        HALF
    } else {
        WIDE
    };
    out.resize((whole * WIDE + last) * b.rows, 0.0);
    let (panels, end) = out.split_at_mut(whole * WIDE * b.rows);
    let turned = b.transposed();
    for (i, panel) in panels.chunks_exact_mut(WIDE * b.rows).enumerate() {
        rows::<WIDE>(turned, i * WIDE, panel);
    }
    match last {
        0 => {}
        HALF => rows::<HALF>(turned, whole * WIDE, end),
        _ => rows::<WIDE>(turned, whole * WIDE, end),
    }
}

/// Packs `P` rows of `x` from row `first` on into `out` (`[x.cols, P]`); zeros stand for rows that are not there.
#[inline(always)]
pub fn rows<const P: usize>(x: View<'_>, first: usize, out: &mut [f32]) {
    let have = P.min(x.rows - first);
    let out = out.as_chunks_mut::<P>().0;
    if x.row_step == 1 {
        for (j, out) in out.iter_mut().enumerate() {
            let from = x.from(first, j);
            if have == P {
                out.copy_from_slice(&from[..P]);
            } else {
                out[..have].copy_from_slice(&from[..have]);
                out[have..].fill(0.0);
            }
        }
    } else if have == P {
        let from: [&[f32]; P] = std::array::from_fn(|i| &x.from(first + i, 0)[..x.cols]);
        for (j, out) in out.iter_mut().enumerate() {
            for i in 0..P {
                out[i] = from[i][j];
            }
        }
    } else {
        out.as_flattened_mut().fill(0.0);
        for i in 0..have {
            for (out, x) in out.iter_mut().zip(x.from(first + i, 0)) {
                out[i] = *x;
            }
        }
    }
}
