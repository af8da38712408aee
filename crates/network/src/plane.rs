//! The plane in which a path of weights lies as well as it can, and the loss over it.
//!
//! ```text
//! D = [θ₀ − θ_n; …; θ_{n−1} − θ_n],   D Dᵀ = V Λ Vᵀ,   d_i = Dᵀ v_i / √λ_i        i = 1, 2
//! ```
//! Principal directions of the path as seen from its end: Li, Xu, Taylor, Studer, Goldstein (2018), *Visualizing the Loss Landscape of Neural
//! Nets*, NeurIPS, section 7. The small matrix D Dᵀ is used, since there are few points and many weights.

use crate::data::Set;
use crate::network::{Network, Room};
use nalgebra::{DMatrix, SymmetricEigen};

/// A plane through the end of a path.
#[derive(Clone, Debug)]
pub struct Plane {
    origin: Vec<f32>,
    across: [Vec<f32>; 2],
    path: Vec<[f64; 2]>,
    share: [f64; 2],
}

/// How far the square that is looked at reaches beyond the path, as a share of its size.
const MARGIN: f64 = 0.25;

impl Plane {
    /// The plane of a path of at least three points; `None` of one that does not move.
    pub fn through(path: &[Vec<f32>]) -> Option<Plane> {
        let (origin, others) = path.split_last().filter(|(_, others)| others.len() > 1)?;
        let off: Vec<Vec<f32>> = others.iter().map(|x| x.iter().zip(origin).map(|(x, o)| x - o).collect()).collect();
        let m = off.len();
        let mut products = DMatrix::zeros(m, m);
        for i in 0..m {
            for j in 0..=i {
                let product = dot(&off[i], &off[j]);
                products[(i, j)] = product;
                products[(j, i)] = product;
            }
        }
        let all = products.trace();
        if !(all > 0.0 && all.is_finite()) {
            return None;
        }
        let SymmetricEigen { eigenvalues, eigenvectors } = SymmetricEigen::new(products);
        let mut order: Vec<usize> = (0..m).collect();
        order.sort_unstable_by(|i, j| eigenvalues[*j].total_cmp(&eigenvalues[*i]));
        let two = [order[0], order[1]];
        let lengths = two.map(|i| eigenvalues[i].max(0.0).sqrt());
        let across = [0, 1].map(|axis| {
            let mut direction = vec![0.0f64; origin.len()];
            if lengths[axis] > 0.0 {
                for (i, off) in off.iter().enumerate() {
                    let weight = eigenvectors[(i, two[axis])] / lengths[axis];
                    direction.iter_mut().zip(off).for_each(|(d, x)| *d += weight * f64::from(*x));
                }
            }
            direction.into_iter().map(|d| d as f32).collect()
        });
        let place = |i: usize| [0, 1].map(|axis| lengths[axis] * eigenvectors[(i, two[axis])]);
        let path = (0..m).map(place).chain([[0.0, 0.0]]).collect();
        Some(Plane { origin: origin.clone(), across, path, share: lengths.map(|length| length * length / all) })
    }

    /// Where the points of the path stand, along the two directions.
    pub fn path(&self) -> &[[f64; 2]] {
        &self.path
    }

    /// The share of the squared distances from the end that each direction has.
    pub fn share(&self) -> [f64; 2] {
        self.share
    }

    /// The square around the path: least and greatest along the first direction, then along the second.
    pub fn area(&self) -> [f64; 4] {
        let range = |axis: usize| {
            let places = self.path.iter().map(|p| p[axis]);
            places.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
        };
        let [(x0, x1), (y0, y1)] = [range(0), range(1)];
        let half = (x1 - x0).max(y1 - y0).max(1e-6) * (0.5 + MARGIN);
        let (x, y) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
        [x - half, x + half, y - half, y + half]
    }

    /// Writes the weights at a place of the plane into `out`.
    pub fn weights(&self, [a, b]: [f64; 2], out: &mut [f32]) {
        let [d, e] = &self.across;
        for (((out, o), d), e) in out.iter_mut().zip(&self.origin).zip(d).zip(e) {
            *out = o + a as f32 * d + b as f32 * e;
        }
    }

    /// The loss on the first `count` examples of a set, on `side` by `side` nodes over the square, row by row from the least place along the
    /// second direction.
    pub fn losses(&self, network: &Network, set: &Set, count: usize, side: usize, room: &mut Room) -> Vec<f64> {
        let [x0, x1, y0, y1] = self.area();
        let mut weights = vec![0.0; self.origin.len()];
        let node = |i: usize, low: f64, high: f64| low + (high - low) * i as f64 / (side - 1) as f64;
        let mut losses = Vec::with_capacity(side * side);
        for j in 0..side {
            for i in 0..side {
                self.weights([node(i, x0, x1), node(j, y0, y1)], &mut weights);
                let score = network.score(&weights, set, 0..count.min(set.len()), room);
                losses.push(network.loss(&weights, score));
            }
        }
        losses
    }
}

fn dot(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activation::Activation;
    use crate::data::digits;
    use descent_optim::experiment::network::Init;

    /// A path that bends in the plane of two weights of many.
    fn bent(dim: usize) -> Vec<Vec<f32>> {
        let places = [[3.0, 1.0], [2.0, -1.0], [0.5, -0.5], [0.0, 0.25]];
        let at = |[a, b]: [f32; 2]| {
            let mut x = vec![0.5; dim];
            (x[2], x[5]) = (a, b);
            x
        };
        places.map(at).to_vec()
    }

    #[test]
    fn a_path_in_a_plane_is_found_again() {
        let path = bent(9);
        let plane = Plane::through(&path).unwrap();
        assert!((plane.share().iter().sum::<f64>() - 1.0).abs() < 1e-6, "{:?}", plane.share());
        assert!(plane.share()[0] > plane.share()[1]);
        let mut back = vec![0.0; 9];
        for (point, place) in path.iter().zip(plane.path()) {
            plane.weights(*place, &mut back);
            assert!(back.iter().zip(point).all(|(a, b)| (a - b).abs() < 1e-5), "{back:?} is not {point:?}");
        }
    }

    #[test]
    fn the_slice_has_the_loss_of_the_weights_that_it_shows() {
        let data = digits::data();
        let network = Network::new(data.features(), &[], data.classes, Activation::Relu, 0.0);
        let begin = network.init(Init::Glorot, 1);
        let path: Vec<Vec<f32>> = bent(network.parameters())
            .into_iter()
            .map(|x| x.iter().zip(&begin).map(|(x, w)| x + w).collect())
            .collect();
        let plane = Plane::through(&path).unwrap();
        let mut room = network.room();
        let losses = plane.losses(&network, &data.train, 50, 3, &mut room);
        let [x0, x1, y0, y1] = plane.area();
        let mut weights = vec![0.0; network.parameters()];
        plane.weights([(x0 + x1) / 2.0, y1], &mut weights);
        let score = network.score(&weights, &data.train, 0..50, &mut room);
        assert_eq!(losses[2 * 3 + 1], network.loss(&weights, score));
        assert!(plane.path().iter().all(|[x, y]| (x0..=x1).contains(x) && (y0..=y1).contains(y)));
    }

    #[test]
    fn what_does_not_move_has_no_plane() {
        assert!(Plane::through(&[vec![1.0; 4], vec![1.0; 4], vec![1.0; 4]]).is_none());
        assert!(Plane::through(&[vec![1.0; 4], vec![2.0; 4]]).is_none());
    }
}
