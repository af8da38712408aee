//! What a rule computes with: numbers, vectors, rows and matrices.
//!
//! Between two vectors + − · / work on each coordinate, as update rules mean them; a row times a vector is a number, a vector times a row a
//! matrix, a matrix times a vector a vector.

use crate::math;
use crate::vector::norm;

/// A value of a term.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// A number for each variable (`[dim]`).
    Vector(Vec<f64>),
    /// A transposed vector (`[dim]`).
    Row(Vec<f64>),
    /// Row by row (`[dim, dim]`).
    Matrix(Vec<Vec<f64>>),
}

use Value::{Matrix, Number, Row, Vector};

/// Applies `f` to the entries of both; a number counts for each entry of the other. `None` where the shapes differ.
pub(super) fn each(a: &Value, b: &Value, f: &dyn Fn(f64, f64) -> f64) -> Option<Value> {
    let pairs = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| f(*a, *b)).collect::<Vec<f64>>();
    Some(match (a, b) {
        (Number(a), Number(b)) => Number(f(*a, *b)),
        (Number(a), b) => b.map(&|b| f(*a, b)),
        (a, Number(b)) => a.map(&|a| f(a, *b)),
        (Vector(a), Vector(b)) if a.len() == b.len() => Vector(pairs(a, b)),
        (Row(a), Row(b)) if a.len() == b.len() => Row(pairs(a, b)),
        (Matrix(a), Matrix(b)) if a.len() == b.len() => Matrix(a.iter().zip(b).map(|(a, b)| pairs(a, b)).collect()),
        _ => return None,
    })
}

impl Value {
    /// The same with `f` applied to each entry.
    #[must_use]
    pub fn map(&self, f: &dyn Fn(f64) -> f64) -> Value {
        let all = |list: &[f64]| list.iter().map(|x| f(*x)).collect::<Vec<f64>>();
        match self {
            Number(a) => Number(f(*a)),
            Vector(a) => Vector(all(a)),
            Row(a) => Row(all(a)),
            Matrix(rows) => Matrix(rows.iter().map(|row| all(row)).collect()),
        }
    }

    /// The numbers, one after the other.
    pub fn entries(&self) -> Vec<f64> {
        match self {
            Number(a) => vec![*a],
            Vector(a) | Row(a) => a.clone(),
            Matrix(rows) => rows.concat(),
        }
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        if let Number(a) = self { Some(*a) } else { None }
    }

    /// The vector, if it is one.
    pub fn vector(&self) -> Option<&[f64]> {
        if let Vector(a) = self { Some(a) } else { None }
    }

    /// The matrix row by row, if it is one.
    pub fn matrix(&self) -> Option<&[Vec<f64>]> {
        if let Matrix(rows) = self { Some(rows) } else { None }
    }

    pub(super) fn transposed(&self) -> Value {
        match self {
            Vector(a) => Row(a.clone()),
            Row(a) => Vector(a.clone()),
            Matrix(rows) => Matrix((0..rows.len()).map(|j| rows.iter().map(|row| row[j]).collect()).collect()),
            Number(a) => Number(*a),
        }
    }

    /// The product; `None` where the shapes do not fit.
    pub(super) fn times(&self, other: &Value) -> Option<Value> {
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let column = |rows: &[Vec<f64>], j: usize| rows.iter().map(|row| row[j]).collect::<Vec<f64>>();
        Some(match (self, other) {
            (Row(a), Vector(b)) if a.len() == b.len() => Number(dot(a, b)),
            (Vector(a), Row(b)) => Matrix(a.iter().map(|a| b.iter().map(|b| a * b).collect()).collect()),
            (Matrix(rows), Vector(b)) if rows.len() == b.len() => Vector(rows.iter().map(|row| dot(row, b)).collect()),
            (Row(a), Matrix(rows)) if rows.len() == a.len() => {
                Row((0..a.len()).map(|j| dot(a, &column(rows, j))).collect())
            }
            (Matrix(a), Matrix(b)) if a.len() == b.len() => {
                Matrix(a.iter().map(|row| (0..b.len()).map(|j| dot(row, &column(b, j))).collect()).collect())
            }
            (Matrix(_), Vector(_) | Matrix(_)) | (Row(_), Matrix(_) | Row(_)) | (Vector(_), Matrix(_)) => return None,
            (a, b) => each(a, b, &|a, b| a * b)?,
        })
    }

    /// The quotient of the entries; 0 divided by anything is 0, as rules have it for a coordinate that never had a gradient.
    pub(super) fn over(&self, other: &Value) -> Option<Value> {
        each(self, other, &|a, b| if a == 0.0 { a } else { a / b })
    }

    pub(super) fn to_the(&self, power: f64) -> Value {
        self.map(&|a| if power == 2.0 { a * a } else { math::pow(a, power) })
    }

    /// The Euclidean length.
    pub(super) fn norm(&self) -> f64 {
        norm(self.entries().into_iter())
    }
}
