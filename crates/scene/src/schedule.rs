//! A schedule in view: the value over the steps, with the points that can be moved, and what its sums say.

use crate::chart::LEFT;
use crate::color::Color;
use crate::pen::{Anchor, Drawn, Pen, Surface, draw};
use crate::theme::Theme;
use crate::ticks::ticks;
use crate::view::{Point, Rect};
use crate::words::number;
use descent_optim::catalog::{Kind, Param, Values};
use descent_optim::curve::{Grip, Handle, OWN, Sum, Sums};
use descent_optim::experiment::check::ranged;
use descent_optim::setting::{Schedule, Scheduled};
use descent_optim::slider::nearest;
use plotters_backend::DrawingBackend;

/// A parameter over the steps, and the picture of it.
#[derive(Clone, Copy, Debug)]
pub struct ScheduleScene<'a> {
    /// The schedule.
    pub schedule: &'static Schedule,
    /// The parameter's own value.
    pub base: f64,
    /// The schedule's parameters.
    pub values: &'a Values,
    /// What is seen: the last step and the greatest value, see [`extent`].
    pub extent: [f64; 2],
    /// The most steps that the race takes.
    pub steps: u32,
    /// The size of the picture, in pixels.
    pub size: [f64; 2],
    /// The run's colour.
    pub color: Color,
    /// The colours.
    pub theme: &'a Theme,
}

const TICK_SIZE: f64 = 11.0;
/// A step or a value as far from the end as this share of the picture is seen.
const MARGIN: f64 = 1.08;
/// Handles further away than so many races stay at the edge.
const FAR: f64 = 3.0;
/// A curve has no more corners than these.
const CORNERS: u32 = 600;

/// The steps and the values that show a race of `steps` steps and the handles.
pub fn extent(schedule: &Schedule, base: f64, values: &Values, steps: u32) -> [f64; 2] {
    let race = f64::from(steps.max(1));
    let handles: Vec<Point> = (schedule.handles)().iter().map(|handle| (handle.at)(base, values)).collect();
    let far = handles.iter().map(|at| at[0]).filter(|k| *k <= FAR * race).fold(race, f64::max);
    let curve = (0..steps.min(CORNERS)).map(|i| {
        let k = u64::from(i) * u64::from(steps) / u64::from(steps.min(CORNERS));
        (schedule.value)(base, k as u32, values)
    });
    let top = curve.chain(handles.iter().map(|at| at[1])).filter(|v| v.is_finite()).fold(0.0, f64::max);
    [if far > race { MARGIN * far } else { race }, if top > 0.0 { MARGIN * top } else { 1.0 }]
}

impl ScheduleScene<'_> {
    /// The rectangle of the curve.
    pub fn frame(&self) -> Rect {
        let [width, height] = self.size;
        Rect::new(LEFT, 14.0, (width - LEFT - 16.0).max(1.0), (height - 14.0 - 22.0).max(1.0))
    }

    /// The pixel of a value at a step; at the edge where it is outside.
    pub fn to_pixel(&self, [k, v]: Point) -> Point {
        let ([last, top], f) = (self.extent, self.frame());
        let share = |z: f64| if z.is_nan() { 0.0 } else { z.clamp(0.0, 1.0) };
        [f.x + share(k / last) * f.width, f.bottom() - share(v / top) * f.height]
    }

    /// The step and the value at a pixel, inside the picture.
    fn place(&self, [x, y]: Point) -> Point {
        let ([last, top], f) = (self.extent, self.frame());
        [((x - f.x) / f.width).clamp(0.0, 1.0) * last, ((f.bottom() - y) / f.height).clamp(0.0, 1.0) * top]
    }

    /// The handles and their pixels.
    pub fn handles(&self) -> Vec<(Handle, Point)> {
        let place = |handle: Handle| (handle, self.to_pixel((handle.at)(self.base, self.values)));
        (self.schedule.handles)().into_iter().map(place).collect()
    }

    /// What changes when handle `i` is moved to a pixel: parameters with their new values, with as many digits as a pixel can tell.
    /// `follower` is the parameter that follows the schedule.
    pub fn moved(&self, i: usize, pixel: Point, follower: &Param) -> Vec<(&'static str, f64)> {
        let handles = (self.schedule.handles)();
        let Some(handle) = handles.get(i) else { return Vec::new() };
        let [a, b] = [self.place(pixel), self.place([pixel[0] - 1.0, pixel[1] + 1.0])];
        let change = |grip: Option<Grip>, axis: usize| {
            let grip = grip?;
            let of = |at: Point| (grip.value)(self.base, self.values, at[axis]);
            let (value, beside) = (of(a), of(b));
            // Below the last pixel there is none beside: a step that is a tenth of what is seen is fine enough.
            let grain = if value == beside { self.extent[axis] / 1000.0 } else { (value - beside).abs() };
            let value = self.allowed(grip, nearest(value, grain), follower);
            (value.is_finite()).then_some((grip.key, value))
        };
        [change(handle.along, 0), change(handle.up, 1)].into_iter().flatten().collect()
    }

    /// What changes when handle `i` is moved by the keys: to the right or left, up or down, by the smallest step of the parameter.
    pub fn nudged(&self, i: usize, [right, up]: Point, follower: &Param) -> Option<(&'static str, f64)> {
        let handle = *(self.schedule.handles)().get(i)?;
        let (grip, axis, by) = if right != 0.0 { (handle.along?, 0, right) } else { (handle.up?, 1, up) };
        let at = |own: f64, values: &Values| (handle.at)(own, values)[axis];
        let now = at(self.base, self.values);
        let param = self.schedule.params.iter().find(|param| param.key == grip.key);
        let value = if grip.key == OWN { self.base } else { self.values.get(grip.key) };
        // Some parameters fall where the handle rises.
        let next = [1.0, -1.0].map(|by| match param {
            Some(param) => self.allowed(grip, param.nudged(value, by), follower),
            None => nearest(value + by * step(value), step(value)).clamp(follower.min, follower.max),
        });
        let moves = |next: f64| {
            let there = match grip.key {
                OWN => at(next, self.values),
                key => at(self.base, &self.values.with(key, next)),
            };
            (there - now) * by > 0.0
        };
        next.into_iter().find(|next| moves(*next)).map(|next| (grip.key, next))
    }

    /// The nearest value that is allowed.
    fn allowed(&self, grip: Grip, value: f64, follower: &Param) -> f64 {
        let own = self.schedule.params.iter().find(|param| param.key == grip.key);
        let param = own.map_or(*follower, |own| ranged(own, follower));
        let value = if param.kind == Kind::Number { value } else { value.round() };
        value.clamp(param.min, param.max)
    }

    /// Draws axes, the curve until the race ends and beyond, and the area below it until step `k`.
    pub fn draw<B: DrawingBackend>(&self, backend: &mut B, surface: Surface, k: u32) -> Drawn<B> {
        draw(backend, surface, |pen| self.everything(pen, k))
    }

    fn everything(&self, pen: &mut Pen<'_>, k: u32) {
        let (theme, f, [last, top]) = (self.theme, self.frame(), self.extent);
        for tick in ticks(0.0, top, (f.height / 34.0).max(2.0) as usize) {
            let y = self.to_pixel([0.0, tick.value])[1].floor() + 0.5;
            pen.line(&[[f.x, y], [f.right(), y]], 1.0, theme.rule);
            pen.text(&tick.text, [f.x - 7.0, y], Anchor::End, TICK_SIZE, theme.soft);
        }
        for tick in ticks(0.0, last, (f.width / 60.0).max(2.0) as usize) {
            let x = self.to_pixel([tick.value, 0.0])[0].floor() + 0.5;
            pen.line(&[[x, f.bottom()], [x, f.bottom() + 4.0]], 1.0, theme.soft);
            pen.text(&tick.text, [x, f.bottom() + 13.0], Anchor::Middle, TICK_SIZE, theme.soft);
        }
        let race = f64::from(self.steps);
        let seen = self.points(0, k.min(self.steps));
        if let (Some(from), Some(to)) = (seen.first(), seen.last()) {
            let corners = [[to[0], f.bottom()], [from[0], f.bottom()]];
            let below: Vec<Point> = seen.iter().copied().chain(corners).collect();
            pen.polygon(&below, self.color.fade(0.16));
        }
        pen.line(&self.points(0, self.steps.min(last as u32)), 1.8, self.color);
        if last > race {
            pen.line(&self.points(self.steps, last as u32), 1.2, self.color.fade(0.4));
            let x = self.to_pixel([race, 0.0])[0].floor() + 0.5;
            pen.dashed(&[[x, f.y], [x, f.bottom()]], &[3.0, 3.0], 0.0, 1.0, theme.soft);
        }
        let x = self.to_pixel([f64::from(k), 0.0])[0].floor() + 0.5;
        pen.line(&[[x, f.y], [x, f.bottom()]], 1.0, theme.cursor);
        let at = self.to_pixel([f64::from(k), (self.schedule.value)(self.base, k, self.values)]);
        pen.disc(at, 4.0, theme.page);
        pen.disc(at, 3.0, self.color);
    }

    /// The curve between two steps; every jump is between two neighbours, however many there are.
    fn points(&self, from: u32, to: u32) -> Vec<Point> {
        let count = to.saturating_sub(from).clamp(1, CORNERS);
        let step = |i: u32| from + (u64::from(to - from.min(to)) * u64::from(i) / u64::from(count)) as u32;
        let at = |k: u32| self.to_pixel([f64::from(k), (self.schedule.value)(self.base, k, self.values)]);
        (0..=count).map(|i| at(step(i))).collect()
    }

    /// What the sums come to and whether the conditions of Robbins and Monro hold, for a rate of which `k` steps have been made.
    pub fn words(&self, k: u32) -> String {
        let sums = (self.schedule.sums)(self.base, self.values);
        let [sum, squares] = Scheduled::following(self.base, self.schedule, self.values.clone()).partial(k);
        let so_far = |name: &str, sum: f64, all: Sum| match all {
            Sum::Diverges => format!("{name} is {} so far and diverges", number(sum, 4)),
            Sum::Converges(to) => format!("{name} is {} so far and converges to {}", number(sum, 4), number(to, 4)),
        };
        let numbers = [so_far("Σε", sum, sums.values), so_far("Σε²", squares, sums.squares)].join("; ");
        format!("{numbers}. {} {}", sums.why, verdict(&sums))
    }
}

/// The unit of a number's second digit.
fn step(value: f64) -> f64 {
    if value == 0.0 { 0.01 } else { value.abs() / 10.0 }
}

/// What the conditions of Robbins and Monro say of a run with these rates.
fn verdict(sums: &Sums) -> &'static str {
    match (sums.values.diverges(), sums.squares.diverges()) {
        (true, false) => "Both conditions of Robbins and Monro hold: under noise a run arrives.",
        (true, true) => {
            "The second condition of Robbins and Monro, that Σε² converges, fails: under noise a floor remains. Without noise it is not needed."
        }
        _ => {
            "The first condition of Robbins and Monro, that Σε diverges, fails: a run may stop on the way, however long it goes on."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use descent_optim::catalog::Form;
    use descent_optim::schedules::{self, CATALOG};

    const RATE: Param = Param { max: 10.0, ..Param::named("rate", "ε", "rate", "") };

    fn with<T>(id: &str, given: &[(&str, f64)], see: impl FnOnce(ScheduleScene<'_>) -> T) -> T {
        let schedule = schedules::find(id).unwrap();
        let values =
            Values::of(schedule.params, Form::Only, |key| given.iter().find(|(k, _)| *k == key).map(|(_, v)| *v));
        let theme = Theme::of(false);
        let extent = extent(schedule, 0.1, &values, 200);
        see(ScheduleScene {
            schedule,
            base: 0.1,
            values: &values,
            extent,
            steps: 200,
            size: [320.0, 160.0],
            color: theme.ink,
            theme,
        })
    }

    #[test]
    fn a_handle_that_is_moved_stands_where_it_was_put() {
        for schedule in CATALOG {
            with(schedule.id, &[], |scene| {
                let f = scene.frame();
                let to = [f.x + 0.62 * f.width, f.y + 0.4 * f.height];
                for (i, (handle, from)) in scene.handles().into_iter().enumerate() {
                    let changes = scene.moved(i, to, &RATE);
                    assert_eq!(changes.len(), [handle.along, handle.up].iter().flatten().count(), "{}", handle.name);
                    let own = changes.iter().find(|(key, _)| *key == OWN).map_or(scene.base, |(_, v)| *v);
                    let mut values = scene.values.clone();
                    for (key, value) in &changes {
                        if *key != OWN {
                            values = values.with(key, *value);
                        }
                    }
                    let there = ScheduleScene { base: own, values: &values, ..scene }.handles()[i].1;
                    // To the pixel where it moves freely, to half a period where whole periods are counted.
                    let near = if handle.name == "second restart" { 60.0 } else { 1.5 };
                    let want = [
                        if handle.along.is_some() { to[0] } else { from[0] },
                        if handle.up.is_some() { to[1] } else { there[1] },
                    ];
                    assert!(
                        (there[0] - want[0]).abs() < near && (there[1] - want[1]).abs() < 1.5,
                        "{} {}: {there:?} for {want:?}",
                        schedule.id,
                        handle.name
                    );
                }
            });
        }
    }

    #[test]
    fn keys_move_a_handle_where_they_point() {
        for schedule in CATALOG {
            with(schedule.id, &[("end", 0.01)], |scene| {
                for (i, (handle, _)) in scene.handles().into_iter().enumerate() {
                    let now = (handle.at)(scene.base, scene.values);
                    for by in [[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]] {
                        let Some((key, value)) = scene.nudged(i, by, &RATE) else { continue };
                        let there = match key {
                            OWN => (handle.at)(value, scene.values),
                            key => (handle.at)(scene.base, &scene.values.with(key, value)),
                        };
                        let axis = usize::from(by[0] == 0.0);
                        assert!((there[axis] - now[axis]) * by[axis] > 0.0, "{} {} {by:?}", schedule.id, handle.name);
                    }
                }
            });
        }
    }

    #[test]
    fn the_conditions_of_robbins_and_monro_are_said_of_the_schedule_in_force() {
        let says = |id: &str, given: &[(&str, f64)]| with(id, given, |scene| scene.words(10));
        assert!(says("constant", &[]).contains("The second condition"));
        assert!(says("linear", &[("end", 0.001)]).contains("The second condition"));
        assert!(says("linear", &[]).contains("The first condition"));
        assert!(says("cosine", &[]).contains("The first condition"));
        assert!(says("inverse", &[]).contains("Both conditions"));
        let text = says("exponential", &[("factor", 0.8)]);
        assert!(text.contains("converges to 0.5.") || text.contains("converges to 0.5;"), "{text}");
        assert!(says("constant", &[]).starts_with("Σε is 1 so far and diverges"), "{}", says("constant", &[]));
    }
}
