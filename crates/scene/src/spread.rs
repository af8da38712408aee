//! How numbers of several seeds are spread: the middle one and the quartiles.

use crate::axes::Axes;
use crate::view::Point;
use descent_optim::sort::sorted;

/// The first quartile, the median and the third quartile of a list, between two of its numbers by their distances (type 7 of Hyndman, Fan
/// (1996), *Sample quantiles in statistical packages*, The American Statistician 50); what is no number counts as larger than all. NaN
/// where the list is empty.
pub fn quartiles(list: Vec<f64>) -> [f64; 3] {
    let list = sorted(list, |a, b| a.is_nan().cmp(&b.is_nan()).then(a.total_cmp(b)));
    [0.25, 0.5, 0.75].map(|share| {
        let Some(last) = list.len().checked_sub(1) else { return f64::NAN };
        let place = share * last as f64;
        let (low, high) = (list[place as usize], list[(place as usize + 1).min(last)]);
        if place.fract() == 0.0 || low == high { low } else { low + place.fract() * (high - low) }
    })
}

/// The median of a list.
pub fn median(list: impl Iterator<Item = f64>) -> f64 {
    quartiles(list.collect())[1]
}

/// The median of some columns at each place, and the quartiles below and above it. A column that is shorter than others stays where it ends.
pub fn spread<C: AsRef<[f64]>>(columns: &[C]) -> [Vec<f64>; 3] {
    if let [one] = columns {
        return [(); 3].map(|()| one.as_ref().to_vec());
    }
    let length = columns.iter().map(|column| column.as_ref().len()).max().unwrap_or(0);
    let mut out = [const { Vec::new() }; 3];
    for k in 0..length {
        let at = columns.iter().map(AsRef::as_ref).filter_map(|column| column.get(k).or(column.last()).copied());
        let [low, middle, high] = quartiles(at.collect());
        for (out, value) in out.iter_mut().zip([middle, low, high]) {
            out.push(value);
        }
    }
    out
}

/// The outline of what lies between two curves, in pixels inside the frame; entries that are not finite are left out.
pub fn band(xs: &[f64], [low, high]: &[Vec<f64>; 2], axes: &Axes) -> Vec<Point> {
    let pixel = |x: f64, y: f64| {
        let ([px, py], f) = (axes.to_pixel(x, y), axes.frame);
        [px.clamp(f.x, f.right()), py.clamp(f.y, f.bottom())]
    };
    let points = |list: &[f64]| -> Vec<Point> {
        xs.iter().zip(list).filter(|(_, y)| y.is_finite()).map(|(x, y)| pixel(*x, *y)).collect()
    };
    let mut outline = points(high);
    outline.extend(points(low).into_iter().rev());
    outline
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::axes::Height;
    use crate::view::Rect;

    #[test]
    fn quartiles_are_those_of_numpy() {
        assert_eq!(quartiles(vec![4.0, 1.0, 3.0, 2.0]), [1.75, 2.5, 3.25]);
        assert_eq!(quartiles(vec![5.0]), [5.0; 3]);
        assert_eq!(quartiles(vec![3.0, 1.0, 2.0]), [1.5, 2.0, 2.5]);
    }

    #[test]
    fn a_column_that_ended_stays_where_it_ended() {
        let [middle, low, high] = spread(&[vec![1.0, 2.0], vec![3.0, 4.0, 6.0], vec![5.0, 9.0, 9.0]]);
        assert_eq!((middle, low, high), (vec![3.0, 4.0, 6.0], vec![2.0, 3.0, 4.0], vec![4.0, 6.5, 7.5]));
        assert_eq!(spread::<Vec<f64>>(&[]), [vec![], vec![], vec![]]);
        assert_eq!(spread(&[vec![2.0, 1.0]]), [vec![2.0, 1.0], vec![2.0, 1.0], vec![2.0, 1.0]]);
    }

    #[test]
    fn a_band_goes_along_its_upper_edge_and_back_along_the_lower_one_inside_the_frame() {
        let frame = Rect { x: 10.0, y: 20.0, width: 100.0, height: 50.0 };
        let mut axes = Axes::new(&[], Height::Linear, None, frame);
        (axes.x, axes.y) = ([0.0, 2.0], [0.0, 1.0]);
        let edges = [vec![0.0, 0.5, f64::NAN], vec![0.5, 1.0, 9.0]];
        assert_eq!(
            band(&[0.0, 1.0, 2.0], &edges, &axes),
            [[10.0, 45.0], [60.0, 20.0], [110.0, 20.0], [60.0, 45.0], [10.0, 70.0]]
        );
    }

    #[test]
    fn what_is_no_number_is_larger_than_all() {
        assert_eq!(median([f64::NAN, 1.0, 2.0].into_iter()), 2.0);
        assert_eq!(median([f64::INFINITY, f64::INFINITY, 2.0].into_iter()), f64::INFINITY);
        assert!(quartiles(vec![f64::NAN, f64::NAN, 2.0])[1].is_nan());
        assert!(median(std::iter::empty()).is_nan());
    }
}
