//! Contours and bands against mathematics, against the `contour` crate, and on fields that are not nice.

mod common;

use common::{Values, camel, rosenbrock, waves};
use descent_scene::bands::{Bands, bands};
use descent_scene::contour::{Line, contours};
use descent_scene::field::Field;
use descent_scene::levels::{Level, levels};
use descent_scene::view::Point;
use proptest::prelude::*;

fn sampled(f: impl Fn(f64, f64) -> f64, area: [f64; 4], n: usize) -> Field {
    Field::sample(&Values(f), area, n, n)
}

fn on_border(p: Point, [x0, x1, y0, y1]: [f64; 4]) -> bool {
    let near = |a: f64, b: f64, span: f64| (a - b).abs() <= 1e-9 * span;
    near(p[0], x0, x1 - x0) || near(p[0], x1, x1 - x0) || near(p[1], y0, y1 - y0) || near(p[1], y1, y1 - y0)
}

fn doubled_area(points: &[Point]) -> f64 {
    (0..points.len()).map(|i| (points[i], points[(i + 1) % points.len()])).map(|(a, b)| a[0] * b[1] - a[1] * b[0]).sum()
}

fn inside(points: &[Point], p: Point) -> bool {
    let mut odd = false;
    for i in 0..points.len() {
        let (a, b) = (points[i], points[(i + 1) % points.len()]);
        if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0] + (p[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) {
            odd = !odd;
        }
    }
    odd
}

fn shade_at(bands: &Bands, p: Point) -> usize {
    bands.rings.iter().rev().find(|ring| inside(&ring.points, p)).map_or(0, |ring| ring.shade)
}

#[test]
fn a_circle_is_a_circle_with_its_high_side_on_the_left() {
    let field = sampled(|x, y| x * x + y * y, [-2.0, 2.0, -2.0, 2.0], 101);
    let lines = contours(&field, &[1.0]);
    assert_eq!(lines.len(), 1);
    assert!(lines[0].closed);
    // Low inside: clockwise.
    assert!(doubled_area(&lines[0].points) < 0.0);
    assert!((doubled_area(&lines[0].points).abs() / 2.0 - std::f64::consts::PI).abs() < 5e-3);
    for [x, y] in &lines[0].points {
        assert!((x * x + y * y - 1.0).abs() < 1e-3);
    }
}

#[test]
fn a_saddle_cell_goes_by_its_middle() {
    for (middle_high, values) in [(true, [3.0, 0.0, 0.0, 3.0]), (false, [2.0, -1.0, -1.0, 2.0])] {
        let field = Field::from_values([0.0, 1.0, 0.0, 1.0], 2, 2, values.to_vec());
        let lines = contours(&field, &[1.0]);
        assert_eq!(lines.len(), 2);
        for line in &lines {
            // A corner is cut off: the low ones when the middle is high, the high ones when it is low.
            let [a, b] = [line.points[0], line.points[1]];
            let rises = (a[0] - b[0]) * (a[1] - b[1]) > 0.0;
            assert_eq!(rises, middle_high, "{line:?}");
        }
    }
}

#[test]
fn a_field_with_holes_has_lines_that_end_there_and_nowhere_else() {
    let area = [-2.0, 2.0, -2.0, 2.0];
    let field = sampled(|x, y| if x * x + y * y < 0.5 { f64::NAN } else { x + 0.3 * y }, area, 81);
    let lines = contours(&field, &[-0.5, 0.0, 0.25]);
    let cell = 4.0 / 80.0;
    let mut at_hole = 0;
    for line in &lines {
        assert!(!line.closed);
        for end in [line.points[0], line.points[line.points.len() - 1]] {
            if !on_border(end, area) {
                at_hole += 1;
                assert!((end[0] * end[0] + end[1] * end[1]).sqrt() < 0.5f64.sqrt() + 1.5 * cell);
            }
        }
    }
    assert!(at_hole >= 6 && at_hole % 2 == 0, "{at_hole}");
    assert!(!bands(&field, &[-0.5, 0.0, 0.25], &lines).broken.is_empty());
}

#[test]
fn infinite_ground_has_no_lines_at_its_edge() {
    for value in [f64::NEG_INFINITY, f64::INFINITY, f64::NAN] {
        let field = sampled(|x, y| if x < 0.0 { value } else { 10.0 + y }, [-1.0, 1.0, -1.0, 1.0], 21);
        assert!(contours(&field, &[0.0, 1.0, 100.0]).is_empty());
    }
}

#[test]
fn the_published_crate_finds_the_same_lines() {
    let (n, area) = (64, [-2.0, 2.0, -1.0, 1.0]);
    let field = sampled(camel, area, n);
    let values = Level::values(&levels(&field, 12));
    let ours = contours(&field, &values);
    let theirs = contour::ContourBuilder::new(n, n, true).lines(field.values(), &values).unwrap();
    for (level, theirs) in theirs.iter().enumerate() {
        // The crate closes lines around the border and puts nodes at cell centres: compare vertices inside.
        let mut theirs: Vec<Point> = theirs
            .geometry()
            .0
            .iter()
            .flat_map(|line| line.0.iter().map(|c| [c.x - 0.5, c.y - 0.5]))
            .filter(|p| p.iter().all(|v| *v > 0.0 && *v < (n - 1) as f64))
            .collect();
        let ours: Vec<Point> =
            ours.iter().filter(|line| line.level == level).flat_map(|line| line.points.clone()).collect();
        let to_grid = |p: &Point| [(p[0] + 2.0) / 4.0 * (n - 1) as f64, (p[1] + 1.0) / 2.0 * (n - 1) as f64];
        let ours: Vec<Point> = ours.iter().map(to_grid).collect();
        let apart = |a: &Point, b: &Point| (a[0] - b[0]).abs().max((a[1] - b[1]).abs());
        assert!(!theirs.is_empty());
        for p in &theirs {
            assert!(ours.iter().any(|q| apart(p, q) < 1e-6), "level {level}: {p:?} is missing");
        }
        let inner = |p: &&Point| p.iter().all(|v| *v > 1e-6 && *v < (n - 1) as f64 - 1e-6);
        theirs.push([f64::NAN; 2]);
        for p in ours.iter().filter(inner) {
            assert!(theirs.iter().any(|q| apart(p, q) < 1e-6), "level {level}: {p:?} is too much");
        }
    }
}

#[test]
fn levels_say_exactly_what_they_are_and_suit_the_function() {
    for (f, area) in [(camel as fn(f64, f64) -> f64, [-2.0, 2.0, -1.0, 1.0]), (rosenbrock, [-2.0, 2.0, -1.0, 3.0])] {
        let levels = levels(&sampled(f, area, 128), 20);
        println!("{:?}", levels.iter().map(|l| l.text.as_str()).collect::<Vec<_>>());
        assert!((15..=20).contains(&levels.len()), "{}", levels.len());
        for level in &levels {
            assert_eq!(descent_scene::words::parse(&level.text), Some(level.value), "{}", level.text);
            assert!(level.text.chars().count() <= 6, "{}", level.text);
        }
    }
}

#[test]
fn a_flat_field_has_levels_and_no_lines() {
    for value in [0.0, 1.0, -3.7, 1e300, 1e-300] {
        let field = sampled(|_, _| value, [0.0, 1.0, 0.0, 1.0], 16);
        let levels = levels(&field, 20);
        assert!(levels.len() >= 3, "{value}: {levels:?}");
        let values = Level::values(&levels);
        assert!(contours(&field, &values).is_empty());
        let shade = values.iter().filter(|v| **v <= value).count();
        assert_eq!(shade_at(&bands(&field, &values, &[]), [0.5, 0.5]), shade);
    }
}

#[test]
fn fields_that_are_not_nice_do_no_harm() {
    let area = [-1.0, 1.0, -1.0, 1.0];
    let fields: Vec<Field> = vec![
        sampled(|_, _| f64::NAN, area, 9),
        sampled(|_, _| f64::INFINITY, area, 9),
        sampled(|x, y| if x > y { f64::INFINITY } else { f64::NEG_INFINITY }, area, 9),
        sampled(|x, y| if x > 0.0 { f64::NAN } else { x * y }, area, 9),
        sampled(|x, y| 1.7e308 * x * y, area, 33),
        sampled(|x, y| 5e-324 * (1e3 * x * y).round(), area, 33),
        sampled(|x, y| ((x * 7.0).floor() + (y * 5.0).floor()) * 1e-3, area, 33),
        sampled(|x, y| if (x * 40.0) as i64 % 2 == 0 { x } else { -y }, area, 41),
        sampled(|x, y| 1.0 / (x * y), area, 33),
        sampled(|x, y| x + y, [0.0, 0.0, 1.0, 1.0], 9),
        sampled(|x, y| x + y, [1e300, -1e300, -1e308, 1e308], 9),
        Field::from_values([f64::NAN; 4], 2, 2, vec![0.0, 1.0, 2.0, 3.0]),
    ];
    for (i, field) in fields.iter().enumerate() {
        let levels = levels(field, 20);
        assert!(levels.windows(2).all(|w| w[0].value < w[1].value), "{i}: {levels:?}");
        let values = Level::values(&levels);
        let lines = contours(field, &values);
        assert!(lines.iter().all(|l| l.points.len() > 1));
        let _ = bands(field, &values, &lines);
    }
}

#[test]
fn a_level_through_nodes_closes_its_rings() {
    // Whole numbers at the nodes: every level goes through nodes, also on the border and in the corners.
    let area = [0.0, 8.0, 0.0, 8.0];
    for f in [|x: f64, y: f64| x + y, |x: f64, y: f64| (x - 4.0).abs() + (y - 4.0).abs(), |x: f64, y: f64| x * y % 5.0]
    {
        for sign in [1.0, -1.0] {
            let field = sampled(|x, y| sign * f(x, y).round(), area, 9);
            let values: Vec<f64> = (-16..=16).map(f64::from).collect();
            let lines = contours(&field, &values);
            for line in &lines {
                assert!(line.closed || on_border(line.points[0], area), "{line:?}");
            }
            check_shades(&field, &values, &lines);
        }
    }
}

/// Every cell's middle has the shade of its corners, where they agree.
fn check_shades(field: &Field, levels: &[f64], lines: &[Line]) {
    let painted = bands(field, levels, lines);
    for j in 0..field.ny() - 1 {
        for i in 0..field.nx() - 1 {
            let rank = |v: f64| levels.iter().filter(|l| **l <= v).count();
            let corners = [field.at(i, j), field.at(i + 1, j), field.at(i, j + 1), field.at(i + 1, j + 1)].map(rank);
            if corners == [corners[0]; 4] {
                let middle = field.to_data([i as f64 + 0.5, j as f64 + 0.5]);
                assert_eq!(shade_at(&painted, middle), corners[0], "cell {i}, {j}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn vertices_lie_on_their_level_and_lines_end_on_the_border(c in prop::array::uniform6(-2.0..2.0f64)) {
        let area = [-3.0, 3.0, -3.0, 3.0];
        let n = 96;
        let field = sampled(|x, y| waves(c, x, y), area, n);
        let levels = levels(&field, 15);
        prop_assert!(levels.len() >= 8);
        prop_assert!(levels.windows(2).all(|w| w[0].value < w[1].value));
        let values = Level::values(&levels);
        let lines = contours(&field, &values);
        // |f''| is at most about 20 here; linear interpolation errs by h²/8 of that.
        let h = 6.0 / (n - 1) as f64;
        for line in &lines {
            for [x, y] in &line.points {
                prop_assert!((waves(c, *x, *y) - values[line.level]).abs() <= 20.0 * h * h / 8.0);
            }
            if !line.closed {
                for end in [line.points[0], line.points[line.points.len() - 1]] {
                    prop_assert!(on_border(end, area), "{end:?}");
                }
            }
        }
        // The side to the left of the longest piece is the higher one.
        for line in lines.iter().filter(|line| line.points.len() > 8) {
            let [a, b] = [line.points[3], line.points[4]];
            let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
            let (mx, my) = ((a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0);
            let (left, right) = (waves(c, mx - dy, my + dx), waves(c, mx + dy, my - dx));
            prop_assert!(left >= right - 20.0 * h * h, "{left} {right}");
        }
        check_shades(&field, &values, &lines);
    }

    #[test]
    fn rough_fields_are_painted_right_too(values in prop::collection::vec(0u8..6, 49)) {
        let field = Field::from_values([0.0, 6.0, 0.0, 6.0], 7, 7, values.iter().map(|v| f64::from(*v)).collect());
        let levels = [0.5, 1.0, 2.25, 3.0, 4.5];
        let lines = contours(&field, &levels);
        check_shades(&field, &levels, &lines);
    }

    #[test]
    fn any_values_give_increasing_levels(values in prop::collection::vec(any::<f64>(), 25), n in 0usize..40) {
        let field = Field::from_values([0.0, 1.0, 0.0, 1.0], 5, 5, values);
        let levels = levels(&field, n);
        prop_assert!(levels.windows(2).all(|w| w[0].value < w[1].value), "{levels:?}");
        let values = Level::values(&levels);
        let lines = contours(&field, &values);
        let _ = bands(&field, &values, &lines);
    }
}
