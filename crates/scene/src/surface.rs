//! The function in space: a grid of faces over a box, seen from above, with contours on its floor and runs on it.
//!
//! Rays are parallel and the eye stands above, so that faces are painted row by row from the farthest to the nearest, and
//! the floor before all. What lies on the surface is hidden where its ray to the eye meets higher ground.

use crate::color::Color;
use crate::field::Field;
use crate::ground::Ground;
use crate::labels::is_strong;
use crate::levels::Level;
use crate::pen::{self, Anchor, Drawn, Pen, Surface};
use crate::plot::{Emphasis, Mark, MarkKind, Run};
use crate::theme::Theme;
use crate::ticks::ticks;
use crate::view::{Area, Point, Rect};
use descent_optim::experiment::see::{Layer, See};
use descent_optim::math;
use descent_optim::objective::Objective;
use plotters_backend::DrawingBackend;

/// A point in space: the longer side of the box is 2, its middle is at 0, the lowest value at height 0.
pub type Place = [f64; 3];

/// Where the eye is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turn {
    /// Degrees above the floor, from 5 to 90.
    pub elevation: f64,
    /// Degrees from the x axis, counterclockwise, from −180 to 180.
    pub azimuth: f64,
}

impl Turn {
    /// Where it is at first.
    pub const OPENING: Turn = Turn { elevation: 50.0, azimuth: -50.0 };

    /// As after a drag of the solid by so many pixels.
    #[must_use]
    pub fn dragged(self, dx: f64, dy: f64) -> Turn {
        let elevation = (self.elevation + PER_PIXEL * dy).clamp(5.0, 90.0);
        Turn { elevation, azimuth: (self.azimuth - PER_PIXEL * dx + 180.0).rem_euclid(360.0) - 180.0 }
    }
}

/// Degrees that a pixel turns.
const PER_PIXEL: f64 = 0.45;
/// How closely a path is laid on the surface.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Care {
    /// Shorter ways over the floor wait for the next iterate.
    crumb: f64,
    /// Points on the longer side of the box.
    points: f64,
}

impl Care {
    /// Nobody sees what is left out.
    pub const FULL: Care = Care { crumb: 0.004, points: FACES as f64 };
    /// Enough while it moves.
    pub const DRAFT: Care = Care { crumb: 0.03, points: FACES as f64 / 4.0 };
}

/// The greatest value has this height.
const HEIGHT: f64 = 1.2;
/// The floor lies so far below the lowest value.
const GAP: f64 = 0.45;
/// Faces along the longer side.
const FACES: usize = 44;
/// Nodes along the longer side for the contours on the floor.
const NODES: usize = 160;
/// Room for the texts around the solid, in pixels.
const ROOM: f64 = 30.0;
/// Ground must be so much higher than a ray to hide what it comes from.
const SLACK: f64 = 0.012 * HEIGHT;
/// The size of texts.
const SIZE: f64 = 11.5;
/// How strong markers are that stand behind the surface.
const BEHIND: f64 = 0.4;

/// A function over a box as it is seen from one side.
#[derive(Clone, Debug)]
pub struct Solid {
    faces: Field,
    ground: Ground,
    low: f64,
    span: f64,
    half: Point,
    right: Place,
    up: Place,
    eye: Place,
    middle: Point,
    scale: f64,
}

fn dot(a: Place, b: Place) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

impl Solid {
    /// Samples `objective` over `area`, to be shown in `frame`.
    pub fn new(objective: &dyn Objective, area: Area, frame: Rect, turn: Turn) -> Solid {
        let [width, depth] = [area[1] - area[0], area[3] - area[2]];
        // A narrow box is made wider, or nothing would be seen of it.
        let half = [(width / depth).clamp(0.5, 1.0), (depth / width).clamp(0.5, 1.0)];
        let sample = |n: usize| {
            let [nx, ny] = half.map(|half| (n as f64 * half).ceil() as usize + 1);
            Field::sample(objective, area, nx, ny)
        };
        let faces = sample(FACES).patched();
        let [low, high] = faces.range().unwrap_or([0.0, 0.0]);
        let mut solid = Solid {
            ground: Ground::unfilled(sample(NODES), 20, true),
            faces,
            low,
            span: if high - low > 0.0 { high - low } else { 1.0 },
            half,
            right: [0.0; 3],
            up: [0.0; 3],
            eye: [0.0; 3],
            middle: [0.0; 2],
            scale: 1.0,
        };
        solid.turn(frame, turn);
        solid
    }

    /// Looks at it from another side, or in another frame.
    pub fn turn(&mut self, frame: Rect, turn: Turn) {
        let [elevation, azimuth] = [turn.elevation.clamp(5.0, 90.0), turn.azimuth].map(f64::to_radians);
        let [se, ce, sa, ca] = [math::sin(elevation), math::cos(elevation), math::sin(azimuth), math::cos(azimuth)];
        let reach = (self.half[0] * self.half[0] + self.half[1] * self.half[1]).sqrt();
        // As large as it can be from every side, so that it keeps its size while it is turned.
        let room = frame.grown(-ROOM);
        let tall = reach * se + (HEIGHT + GAP) / 2.0 * ce;
        self.right = [-sa, ca, 0.0];
        self.up = [-se * ca, -se * sa, ce];
        self.eye = [ce * ca, ce * sa, se];
        self.middle = [frame.x + frame.width / 2.0, frame.y + frame.height / 2.0];
        self.scale = (room.width / 2.0 / reach).min(room.height / 2.0 / tall).max(1.0);
    }

    /// The place above the data point `at` with a value.
    pub fn place(&self, [x, y]: Point, value: f64) -> Place {
        let [x0, x1, y0, y1] = self.faces.area();
        let across = |v: f64, from: f64, to: f64| 2.0 * ((v - from) / (to - from)) - 1.0;
        let height = HEIGHT * (value / self.span - self.low / self.span);
        [self.half[0] * across(x, x0, x1), self.half[1] * across(y, y0, y1), height]
    }

    /// The place on the floor under a data point.
    fn floor(&self, at: Point) -> Place {
        let [x, y, _] = self.place(at, self.low);
        [x, y, -GAP]
    }

    /// The pixel at which a place is seen.
    pub fn to_pixel(&self, place: Place) -> Point {
        let place = [place[0], place[1], place[2] - (HEIGHT - GAP) / 2.0];
        [self.middle[0] + self.scale * dot(place, self.right), self.middle[1] - self.scale * dot(place, self.up)]
    }

    /// The height of the surface at a horizontal place, linear between the nodes in x and in y; nothing outside the box.
    fn height(&self, x: f64, y: f64) -> Option<f64> {
        let (nx, ny) = (self.faces.nx(), self.faces.ny());
        let cell = |v: f64, half: f64, n: usize| {
            let at = (v / half + 1.0) / 2.0 * (n - 1) as f64;
            // On the edge up to rounding is inside.
            let inside = at > -1e-9 && at < (n - 1) as f64 + 1e-9;
            let first = (at.max(0.0) as usize).min(n - 2);
            inside.then_some((first, at - first as f64))
        };
        let ((i, s), (j, t)) = (cell(x, self.half[0], nx)?, cell(y, self.half[1], ny)?);
        let row = |j: usize| (1.0 - s) * self.faces.at(i, j) + s * self.faces.at(i + 1, j);
        Some(HEIGHT * ((1.0 - t) * row(j) / self.span + t * row(j + 1) / self.span - self.low / self.span))
    }

    /// The place on the surface above a data point inside the box.
    pub fn on_surface(&self, at: Point) -> Option<Place> {
        let [x, y, _] = self.place(at, self.low);
        Some([x, y, self.height(x, y)?])
    }

    /// Whether the surface stands between a place and the eye.
    pub fn hides(&self, place: Place) -> bool {
        let flat = (self.eye[0] * self.eye[0] + self.eye[1] * self.eye[1]).sqrt();
        // Half a face at a time.
        let stride = 1.0 / FACES as f64 / flat.max(1e-9);
        let ray = |n: usize| [0, 1, 2].map(|i| place[i] + n as f64 * stride * self.eye[i]);
        // Also at the rim, where the ray leaves the box: ground that is highest there would be passed by.
        let way = |i: usize| {
            if self.eye[i] == 0.0 {
                f64::INFINITY
            } else {
                (self.half[i] * self.eye[i].signum() - place[i]) / self.eye[i]
            }
        };
        let leaves = way(0).min(way(1));
        let rim = [0, 1, 2].map(|i| place[i] + leaves * self.eye[i]);
        let rises = |p: [f64; 3]| p[2] < HEIGHT && self.height(p[0], p[1]).is_some_and(|height| height - p[2] > SLACK);
        rises(rim)
            || (1..4 * FACES)
                .map(ray)
                .take_while(|p| p[2] < HEIGHT)
                .map_while(|p| Some(self.height(p[0], p[1])? - p[2]))
                .any(|higher| higher > SLACK)
    }

    /// The stretches of a path from its first iterate to its last that are seen, in pixels.
    pub fn seen(&self, xs: &[f64], care: Care) -> Vec<Vec<Point>> {
        let mut stretches = Vec::new();
        let mut stretch: Vec<Point> = Vec::new();
        let mut floors = xs.as_chunks::<2>().0.iter().map(|at| self.floor(*at));
        let Some([mut ax, mut ay, _]) = floors.next() else { return stretches };
        let count = xs.len() / 2 - 1;
        for (n, [bx, by, _]) in floors.enumerate() {
            if n + 1 < count && (bx - ax).abs().max((by - ay).abs()) < care.crumb {
                continue;
            }
            let pieces = ((bx - ax).abs().max((by - ay).abs()) * care.points).ceil().clamp(1.0, 4.0 * FACES as f64);
            for i in 0..=pieces as usize {
                let t = i as f64 / pieces;
                let [x, y] = [ax + t * (bx - ax), ay + t * (by - ay)];
                let place = self.height(x, y).map(|z| [x, y, z]).filter(|place| !self.hides(*place));
                match place {
                    Some(place) => stretch.push(self.to_pixel(place)),
                    None => stretches.push(std::mem::take(&mut stretch)),
                }
            }
            [ax, ay] = [bx, by];
        }
        stretches.push(stretch);
        stretches.retain(|stretch| stretch.len() > 1);
        stretches
    }
}

/// Everything that is shown of a function in space.
#[derive(Clone, Copy, Debug)]
pub struct SurfaceScene<'a> {
    /// The function.
    pub solid: &'a Solid,
    /// Its critical points.
    pub marks: &'a [Mark],
    /// The runs, in the order of the list.
    pub runs: &'a [Run<'a>],
    /// The layers that are shown.
    pub see: See,
    /// The colours.
    pub theme: &'a Theme,
}

/// Draws the floor, the surface, and the runs on it.
pub(crate) fn draw(pen: &mut Pen<'_>, scene: &SurfaceScene<'_>) {
    ground(pen, scene);
    let paths: Vec<Vec<Vec<Point>>> = scene.runs.iter().map(|run| scene.solid.seen(upto(run), Care::FULL)).collect();
    for stretch in paths.iter().flatten() {
        pen.line(stretch, 4.6, scene.theme.casing.fade(0.8));
    }
    for (run, stretches) in scene.runs.iter().zip(&paths) {
        for stretch in stretches {
            pen.dashed(stretch, run.style.dash, 0.0, 2.2, run.style.color);
        }
    }
    heads(pen, scene);
}

/// The iterates of a run as far as it is shown.
fn upto<'a>(run: &Run<'a>) -> &'a [f64] {
    &run.xs[..run.xs.len().min(run.k.saturating_add(1).saturating_mul(2))]
}

/// Draws what stays where it is while the runs go on: the floor, the surface and the critical points.
pub fn draw_ground<B: DrawingBackend>(backend: &mut B, surface: Surface, scene: &SurfaceScene<'_>) -> Drawn<B> {
    pen::draw(backend, surface, |pen| ground(pen, scene))
}

/// Draws where the runs stand.
pub fn draw_heads<B: DrawingBackend>(backend: &mut B, surface: Surface, scene: &SurfaceScene<'_>) -> Drawn<B> {
    pen::draw(backend, surface, |pen| heads(pen, scene))
}

fn ground(pen: &mut Pen<'_>, scene: &SurfaceScene<'_>) {
    let SurfaceScene { solid, theme, .. } = *scene;
    draw_floor(pen, solid, theme);
    draw_faces(pen, solid, theme);
    for mark in scene.marks.iter().filter(|_| scene.see.has(Layer::Points)) {
        draw_mark(pen, solid, mark, theme);
    }
}

fn heads(pen: &mut Pen<'_>, scene: &SurfaceScene<'_>) {
    let SurfaceScene { solid, theme, .. } = *scene;
    for run in scene.runs {
        let place = upto(run).as_chunks::<2>().0.last().and_then(|at| solid.on_surface(*at));
        let Some(place) = place else { continue };
        let faded = if run.emphasis == Emphasis::Faded { 0.4 } else { 1.0 };
        let strength = if solid.hides(place) { BEHIND } else { 1.0 } * faded;
        let (color, rim) = (run.style.color.fade(strength), theme.casing.fade(strength));
        pen.marker(run.style.marker, run.style.hollow, solid.to_pixel(place), 5.2, color, rim);
    }
}

/// The corners of the box, around it.
fn corners([x0, x1, y0, y1]: Area) -> [Point; 4] {
    [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
}

fn draw_floor(pen: &mut Pen<'_>, solid: &Solid, theme: &Theme) {
    let area = solid.faces.area();
    let floor = |at: Point| solid.to_pixel(solid.floor(at));
    let outline = corners(area).map(floor);
    pen.polygon(&outline, theme.low);
    let Ground { levels, lines, .. } = &solid.ground;
    for line in lines {
        let points: Vec<Point> = line.points.iter().map(|p| floor(*p)).collect();
        let strong = is_strong(line.level, levels.len());
        let color = if strong { theme.contour_strong } else { theme.contour };
        if line.closed { pen.ring(&points, 1.0, color) } else { pen.line(&points, 1.0, color) }
    }
    pen.ring(&outline, 1.0, theme.soft);
    let [x0, x1, y0, y1] = area;
    let near = |eye: f64, from: f64, to: f64| if eye < 0.0 { from } else { to };
    let (x, y) = (near(solid.eye[0], x0, x1), near(solid.eye[1], y0, y1));
    let [middle_x, middle_y] = [x0 / 2.0 + x1 / 2.0, y0 / 2.0 + y1 / 2.0];
    let centre = floor([middle_x, middle_y]);
    // The two edges of the floor that are nearest to the eye carry the numbers, each on its own side.
    let edges = [("x", ticks(x0, x1, 4), [middle_x, y]), ("y", ticks(y0, y1, 4), [x, middle_y])];
    for (axis, (name, marks, middle)) in edges.into_iter().enumerate() {
        let mut at = middle;
        let middle = floor(middle);
        let (side, anchor) = if middle[0] < centre[0] { (-1.0, Anchor::End) } else { (1.0, Anchor::Start) };
        for mark in marks {
            at[axis] = mark.value;
            let at = floor(at);
            pen.line(&[at, [at[0] + 3.0 * side, at[1] + 4.0]], 1.0, theme.soft);
            pen.text(&mark.text, [at[0] + 5.0 * side, at[1] + 11.0], anchor, SIZE, theme.soft);
        }
        pen.text(name, [middle[0] + 34.0 * side, middle[1] + 24.0], Anchor::Middle, SIZE, theme.ink);
    }
}

fn draw_faces(pen: &mut Pen<'_>, solid: &Solid, theme: &Theme) {
    let faces = &solid.faces;
    let levels = Level::values(&solid.ground.levels);
    let node = |i: usize, j: usize| {
        let at = [faces.node_x(i), faces.node_y(j)];
        solid.place(at, faces.at(i, j))
    };
    // From far to near, by the side on which the eye is.
    let order = |n: usize, eye: f64| move |i: usize| if eye < 0.0 { n - 2 - i } else { i };
    let (columns, rows) = (order(faces.nx(), solid.eye[0]), order(faces.ny(), solid.eye[1]));
    let edge = theme.contour_strong.fade(0.3);
    for j in (0..faces.ny() - 1).map(rows) {
        for i in (0..faces.nx() - 1).map(&columns) {
            let places = [node(i, j), node(i + 1, j), node(i + 1, j + 1), node(i, j + 1)];
            let value = (faces.at(i, j) + faces.at(i + 1, j + 1)) / 2.0;
            let above = levels.iter().filter(|level| **level <= value).count();
            let shade = theme.shade(above as f64 / levels.len().max(1) as f64);
            let face = places.map(|place| solid.to_pixel(place));
            pen.polygon(&face, lit(shade, &places, theme));
            pen.ring(&face, 0.6, edge);
        }
    }
}

/// The shade of a face: darker the more it leans away from a light above on the left.
fn lit(shade: Color, [a, b, c, d]: &[Place; 4], theme: &Theme) -> Color {
    let [p, q] = [[0, 1, 2].map(|i| c[i] - a[i]), [0, 1, 2].map(|i| d[i] - b[i])];
    let normal = [p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0]];
    let length = dot(normal, normal).sqrt();
    let light = dot(normal, LIGHT) / length.max(f64::MIN_POSITIVE);
    let lean = 1.0 - light.clamp(0.0, 1.0);
    // On dark ground high faces are nearly as dark as what is behind them: nothing would be seen of their slopes.
    if theme.dark {
        return Color::mix(Color::mix(shade, theme.low, 0.55), Color::hex(0), 0.5 * lean);
    }
    Color::mix(shade, theme.soft, 0.32 * lean)
}

/// From where the light comes, of length 1.
const LIGHT: Place = [-0.48, -0.36, 0.8];

fn draw_mark(pen: &mut Pen<'_>, solid: &Solid, mark: &Mark, theme: &Theme) {
    let Some(place) = solid.on_surface(mark.at) else { return };
    let strength = if solid.hides(place) { BEHIND } else { 1.0 };
    let (at, rim) = (solid.to_pixel(place), theme.casing.fade(strength));
    match mark.kind {
        MarkKind::Global => pen.star(at, 8.0, theme.minimum.fade(strength), rim),
        MarkKind::Local => {
            pen.circle(at, 4.2, 4.2, rim);
            pen.circle(at, 4.2, 2.0, theme.minimum.fade(strength));
        }
        MarkKind::Saddle | MarkKind::Maximum => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use descent_optim::catalog::{Form, Values};
    use descent_optim::functions::find;

    const FRAME: Rect = Rect::new(0.0, 0.0, 480.0, 400.0);

    fn camel(turn: Turn) -> Solid {
        let function = find("sixhump").unwrap();
        let camel = (function.build)(&Values::of(function.knobs, Form::Lecture, |_| None));
        Solid::new(&*camel, [-2.0, 2.0, -1.0, 1.0], FRAME, turn)
    }

    #[test]
    fn a_drag_to_the_right_or_down_brings_what_is_there_under_the_eye_and_goes_round() {
        let near = |turn: Turn, [elevation, azimuth]: Point| {
            assert!((turn.elevation - elevation).abs() < 1e-9 && (turn.azimuth - azimuth).abs() < 1e-9, "{turn:?}");
        };
        near(Turn::OPENING.dragged(100.0, 40.0), [68.0, -95.0]);
        near(Turn::OPENING.dragged(-100.0, -1e4), [5.0, -5.0]);
        near(Turn::OPENING.dragged(400.0, 1e4), [90.0, 130.0]);
    }

    #[test]
    fn everything_stays_in_the_frame_from_all_sides() {
        for azimuth in (-180..180).step_by(15) {
            for elevation in [5.0, 30.0, 50.0, 90.0] {
                let solid = camel(Turn { elevation, azimuth: f64::from(azimuth) });
                for [x, y] in corners([-1.0, 1.0, -0.5, 0.5]) {
                    for z in [-GAP, HEIGHT] {
                        assert!(FRAME.contains(solid.to_pixel([x, y, z])), "{elevation} {azimuth}");
                    }
                }
            }
        }
    }

    #[test]
    fn from_above_it_is_the_plane_and_nothing_is_hidden() {
        let solid = camel(Turn { elevation: 90.0, azimuth: -90.0 });
        let [a, b] = [[-1.0, 0.5], [1.0, 0.5]].map(|at| solid.on_surface(at).unwrap());
        let ([ax, ay], [bx, by]) = (solid.to_pixel(a), solid.to_pixel(b));
        assert!((ay - by).abs() < 1e-9 && bx > ax);
        assert!(!solid.hides(a) && !solid.hides(b));
    }

    #[test]
    fn what_lies_behind_a_hill_is_hidden_and_what_lies_before_it_is_not() {
        // The camel is high at both ends of x; from low on the right the right end hides what is behind it.
        let low = |azimuth| camel(Turn { elevation: 20.0, azimuth });
        let at = |solid: &Solid, x: f64| solid.hides(solid.on_surface([x, 0.0]).unwrap());
        let right = low(0.0);
        assert!(at(&right, 1.5) && !at(&right, 2.0));
        let left = low(180.0);
        assert!(at(&left, -1.5) && !at(&left, -2.0));
        assert!(!at(&left, 2.0), "seen over the left end");
    }

    #[test]
    fn hidden_is_what_has_the_function_itself_between_it_and_the_eye() {
        let function = find("sixhump").unwrap();
        let f = (function.build)(&Values::of(function.knobs, Form::Lecture, |_| None));
        let (mut hidden, mut seen) = (0, 0);
        for (elevation, azimuth) in [(50.0, -50.0), (20.0, 0.0), (15.0, 130.0), (8.0, 60.0), (30.0, 200.0)] {
            let solid = camel(Turn { elevation, azimuth });
            for (i, j) in (0..19).flat_map(|i| (0..9).map(move |j| (i, j))) {
                let at = [-1.9 + 0.2 * f64::from(i) + 0.013, -0.9 + 0.2 * f64::from(j) + 0.007];
                let place = solid.on_surface(at).unwrap();
                // The ray in steps of a hundredth of those that the surface takes, against the function and not its faces.
                let above = (1..40_000).map(|n| [0, 1, 2].map(|i| place[i] + f64::from(n) * 1e-4 * solid.eye[i]));
                let inside = above.take_while(|p| p[0].abs() <= 1.0 && p[1].abs() <= 0.5 && p[2] < HEIGHT);
                let most =
                    inside.map(|p| solid.place([2.0 * p[0], 2.0 * p[1]], f.value(&[2.0 * p[0], 2.0 * p[1]]))[2] - p[2]);
                let most = most.fold(f64::NEG_INFINITY, f64::max);
                // What is hardly hidden, or hardly seen, either may be.
                if most > 4.0 * SLACK {
                    assert!(solid.hides(place), "{at:?} from {elevation}, {azimuth}: {most}");
                    hidden += 1;
                } else if most < 0.3 * SLACK {
                    assert!(!solid.hides(place), "{at:?} from {elevation}, {azimuth}: {most}");
                    seen += 1;
                }
            }
        }
        assert!(hidden > 100 && seen > 200, "{hidden} {seen}");
    }

    #[test]
    fn a_place_on_the_surface_has_the_height_of_the_value() {
        let solid = camel(Turn::OPENING);
        for [i, j] in [[0, 0], [7, 3], [44, 22]] {
            let at = [solid.faces.node_x(i), solid.faces.node_y(j)];
            let ([.., found], [.., wanted]) = (solid.on_surface(at).unwrap(), solid.place(at, solid.faces.at(i, j)));
            assert!((found - wanted).abs() < 1e-12, "{found} {wanted}");
        }
        assert_eq!(solid.on_surface([2.1, 0.0]), None);
    }

    #[test]
    fn a_path_is_cut_where_it_leaves_the_box() {
        let solid = camel(Turn { elevation: 90.0, azimuth: -90.0 });
        let seen = solid.seen(&[-1.0, 0.0, -1.0, 3.0, 1.0, 3.0, 1.0, 0.0], Care::FULL);
        assert_eq!(seen.len(), 2);
        assert!(solid.seen(&[-1.0, 0.0], Care::FULL).is_empty());
    }

    #[test]
    fn a_draft_of_a_path_has_few_points_and_the_same_ends() {
        let solid = camel(Turn { elevation: 90.0, azimuth: -90.0 });
        let spiral = |i: usize| {
            let (angle, radius) = (0.05 * i as f64, 0.9 - 0.0004 * i as f64);
            [radius * math::cos(angle), radius * math::sin(angle)]
        };
        let path: Vec<f64> = (0..2000).flat_map(spiral).collect();
        let [full, draft] = [Care::FULL, Care::DRAFT].map(|care| solid.seen(&path, care));
        assert_eq!((full.len(), draft.len()), (1, 1));
        assert!(3 * draft[0].len() < full[0].len(), "{} {}", draft[0].len(), full[0].len());
        assert_eq!((draft[0].first(), draft[0].last()), (full[0].first(), full[0].last()));
    }
}
