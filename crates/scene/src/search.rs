//! The line search of a step on a plot of its own: the value along the line, the lines that Armijo's and Wolfe's conditions draw, and every
//! trial in its order.
//!
//! ```text
//! f(t) ≤ f + c₁ t slope      low enough: below the dashed line
//! |f′(t)| ≤ c₂ |slope|       gentle enough
//! ```
//! Two bars along the bottom say where each of them holds. Where a trial lies further right than is shown, an arrow says so.

use crate::color::Color;
use crate::paths::clip;
use crate::pen::{Anchor, Drawn, Pen, Surface, draw};
use crate::sentences;
use crate::text;
use crate::theme::Theme;
use crate::ticks::ticks;
use crate::view::{Point, Rect};
use crate::words::number;
use descent_optim::anatomy::{Anatomy, Searched, Wanted};
use descent_optim::race::{Entry, Race};
use descent_optim::sort::sorted;
use descent_optim::trajectory::Opinion;
use descent_optim::vector::dot;
use plotters_backend::DrawingBackend;

/// A trial of a search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trial {
    /// The step, as a multiple of the direction.
    pub t: f64,
    /// The value there.
    pub f: f64,
    /// What was thought of it.
    pub opinion: Opinion,
}

/// A line search with what the function is along its line.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// The symbol of its direction, where a step has several lines; else empty.
    pub symbol: String,
    /// The value at its beginning.
    pub f: f64,
    /// The step that was taken.
    pub step: f64,
    /// What it wanted, where it did not just go for the lowest value.
    pub wanted: Option<Wanted>,
    /// The trials in their order.
    pub trials: Vec<Trial>,
    /// The steps at which the function was sampled, evenly; 0 is among them or before them.
    pub ts: Vec<f64>,
    /// The values there.
    pub fs: Vec<f64>,
    /// The slopes there.
    pub slopes: Vec<f64>,
}

/// Samples along the line.
const SAMPLES: u32 = 160;
/// The plot ends at most at so many times the step that was taken.
const FAR: f64 = 8.0;
/// The same where the trials that held the minimum between them say nothing of the step.
const NEAR: f64 = 3.0;
/// The size of texts.
const SIZE: f64 = 11.0;

impl Search {
    /// Of a step in the plane, in their order.
    pub fn all(race: &Race, entry: &Entry, anatomy: &Anatomy) -> Vec<Search> {
        anatomy.searched.iter().filter_map(|searched| Search::of(race, entry, anatomy.k, searched)).collect()
    }

    fn of(race: &Race, entry: &Entry, k: usize, searched: &Searched) -> Option<Search> {
        let Searched { from, direction: p, symbol, f, step, wanted, trials } = searched;
        let (path, square) = (entry.trajectory(), dot(p, p));
        if from.len() != 2 || !square.is_normal() || !step.is_finite() {
            return None;
        }
        let all = path.trials.of_step(k + 1);
        let own = trials.as_ref().map_or(all.clone(), |own| all.start + own.start..(all.start + own.end).min(all.end));
        let trial = |i: usize| {
            let away = [path.trials.x[2 * i] - from[0], path.trials.x[2 * i + 1] - from[1]];
            Trial { t: dot(&away, p) / square, f: path.trials.f[i], opinion: path.trials.opinions[i] }
        };
        let mut trials: Vec<Trial> = own.map(trial).collect();
        if wanted.is_none() && *step != 0.0 {
            // It is over when the lowest is found; the step knows only its last line.
            let off = |trial: &Trial| (trial.t - step).abs();
            let taken = trials.iter().map(off).fold(f64::INFINITY, f64::min);
            if let Some(taken) = trials.iter_mut().find(|trial| (trial.t - step).abs() <= taken) {
                taken.opinion = Opinion::Accepted;
            }
        }
        let ts = trials.iter().map(|trial| trial.t).filter(|t| t.is_finite());
        // Where nothing lower was found, the nearest trial says how large the plot is.
        let nearest = ts.clone().map(f64::abs).filter(|t| *t > 0.0).fold(f64::INFINITY, f64::min);
        let scale = if *step == 0.0 { nearest } else { step.abs() };
        if !scale.is_finite() {
            return None;
        }
        let [low, high] = ts.chain([*step]).fold([0.0, 0.0], |[low, high]: [f64; 2], t| [low.min(t), high.max(t)]);
        let far = if wanted.is_some() { FAR } else { NEAR } * scale;
        let [begin, end] = [1.15 * low.max(-far), 1.15 * high.min(far)];
        let ts: Vec<f64> = (0..=SAMPLES).map(|i| begin + (end - begin) * f64::from(i) / f64::from(SAMPLES)).collect();
        let (mut fs, mut slopes) = (Vec::new(), Vec::new());
        for t in &ts {
            let mut g = [0.0; 2];
            fs.push(race.objective.gradient(&[from[0] + t * p[0], from[1] + t * p[1]], &mut g));
            slopes.push(dot(&g, p));
        }
        Some(Search { symbol: symbol.clone(), f: *f, step: *step, wanted: *wanted, trials, ts, fs, slopes })
    }

    /// The least and the greatest step that is shown.
    fn ends(&self) -> [f64; 2] {
        [self.ts.first().copied().unwrap_or(0.0), self.ts.last().copied().unwrap_or(1.0)]
    }

    /// Whether the first condition holds at sample `i`, and the second; both where there are none.
    pub fn holds(&self, i: usize) -> [bool; 2] {
        let Some(Wanted { slope, decrease, curvature }) = self.wanted else { return [true; 2] };
        let low = self.fs[i] <= self.f + decrease * self.ts[i] * slope;
        [low, curvature.is_none_or(|c2| self.slopes[i].abs() <= -c2 * slope)]
    }

    /// What the plot shows, in a sentence.
    pub fn caption(&self) -> &'static str {
        match self.wanted {
            Some(Wanted { curvature: Some(_), .. }) => {
                "The value along the line, with the trials by number. Dashed: low enough is below it (dark bar). Coloured bar: gentle enough. Dotted: the slope where it begins."
            }
            Some(_) => {
                "The value along the line, with the trials by number. Dashed: low enough is below it (dark bar). Dotted: the slope where it begins."
            }
            None => "The value along the line, with the trials by number; it begins at 0 and ends at the lowest.",
        }
    }

    /// What people are told of the trials.
    pub fn words(&self) -> String {
        let said = |trial: &Trial| {
            let what = match trial.opinion {
                Opinion::Accepted => "taken",
                Opinion::TooHigh => "too high",
                Opinion::TooSteep => "too steep",
                Opinion::NotFinite => "not finite",
                Opinion::Passed => "passed over",
            };
            format!("{} {what}", number(trial.t, 3))
        };
        let list: Vec<String> = self.trials.iter().take(8).map(said).collect();
        let more = if self.trials.len() > 8 { ", …" } else { "" };
        let along = if self.symbol.is_empty() { String::new() } else { format!(" along {}", self.symbol) };
        format!("Line search{along}, {}: {}{more}.", sentences::counted(self.trials.len(), "trial"), list.join(", "))
    }

    /// The least and the greatest height that is shown: of the curve as far as the trials lie on it, not far above the start.
    pub fn heights(&self) -> [f64; 2] {
        let finite = |values: &mut dyn Iterator<Item = f64>| {
            values.filter(|f| f.is_finite()).fold([self.f; 2], |[low, high], f| [low.min(f), high.max(f)])
        };
        let [first, last] = self.ends();
        let line = self.wanted.map_or(self.f, |wanted| self.f + wanted.decrease * last * wanted.slope);
        let [low, _] = finite(&mut self.fs.iter().copied().chain([line]));
        let [_, high] = finite(
            &mut self
                .trials
                .iter()
                .filter(|t| (first..=last).contains(&t.t))
                .map(|t| t.f)
                .chain(self.fs.iter().copied()),
        );
        let drop = self.f - low;
        let high = if drop > 0.0 { high.min(self.f + 1.2 * drop) } else { high };
        let room = 0.08 * (high - low).max(f64::EPSILON * self.f.abs()).max(f64::MIN_POSITIVE);
        [low - room, high + room]
    }
}

/// The search as a picture of this size.
#[derive(Clone, Copy, Debug)]
pub struct SearchScene<'a> {
    /// What is shown.
    pub search: &'a Search,
    /// The colour of the run.
    pub color: Color,
    /// The colours.
    pub theme: &'a Theme,
    /// The width, in pixels.
    pub width: f64,
    /// The height.
    pub height: f64,
}

impl SearchScene<'_> {
    /// Draws it.
    pub fn draw<B: DrawingBackend>(&self, backend: &mut B, surface: Surface) -> Drawn<B> {
        draw(backend, surface, |pen| self.picture(pen))
    }

    fn frame(&self) -> Rect {
        Rect::new(46.0, 10.0, (self.width - 60.0).max(1.0), (self.height - 46.0).max(1.0))
    }

    /// The pixel of a step and a height.
    pub fn to_pixel(&self, t: f64, f: f64) -> Point {
        let (frame, [low, high]) = (self.frame(), self.search.heights());
        let [begin, end] = self.search.ends();
        let up = ((f - low) / (high - low)).clamp(-20.0, 20.0);
        [frame.x + (t - begin) / (end - begin) * frame.width, frame.bottom() - up * frame.height]
    }

    fn picture(&self, pen: &mut Pen<'_>) {
        let (search, theme, frame) = (self.search, self.theme, self.frame());
        let ([low, high], [begin, end]) = (search.heights(), search.ends());
        for tick in ticks(low, high, 4) {
            let y = self.to_pixel(begin, tick.value)[1].floor() + 0.5;
            pen.line(&[[frame.x, y], [frame.right(), y]], 1.0, theme.rule);
            pen.text(&tick.text, [frame.x - 7.0, y], Anchor::End, SIZE, theme.soft);
        }
        for tick in ticks(begin, end, (frame.width / 70.0) as usize) {
            let x = self.to_pixel(tick.value, low)[0];
            pen.text(&tick.text, [x, frame.bottom() + 28.0], Anchor::Middle, SIZE, theme.soft);
        }
        if let Some(wanted) = search.wanted {
            self.bars(pen, wanted);
            self.dashed(pen, wanted.decrease * wanted.slope, &[5.0, 4.0], theme.ink);
            self.dashed(pen, wanted.slope, &[1.5, 3.0], theme.soft);
        }
        let pixels: Vec<Point> = search.ts.iter().zip(&search.fs).map(|(t, f)| self.to_pixel(*t, *f)).collect();
        let mut piece: Vec<Point> = Vec::new();
        for pair in pixels.windows(2) {
            let sound = pair.iter().flatten().all(|p| p.is_finite());
            let line = clip(pair[0], pair[1], &frame).filter(|_| sound);
            if line.is_none_or(|(a, _)| piece.last() != Some(&a)) {
                pen.line(&std::mem::take(&mut piece), 2.0, self.color);
                piece.extend(line.map(|(a, _)| a));
            }
            piece.extend(line.map(|(_, b)| b));
        }
        pen.line(&piece, 2.0, self.color);
        self.trials(pen);
    }

    /// A line from the beginning with this slope.
    fn dashed(&self, pen: &mut Pen<'_>, slope: f64, dash: &[f64], color: Color) {
        let [_, end] = self.search.ends();
        let (a, b) = (self.to_pixel(0.0, self.search.f), self.to_pixel(end, self.search.f + slope * end));
        if let Some((a, b)) = clip(a, b, &self.frame()) {
            pen.dashed(&[a, b], dash, 0.0, 1.4, color);
        }
    }

    /// Where the conditions hold, below the frame.
    fn bars(&self, pen: &mut Pen<'_>, wanted: Wanted) {
        let (search, frame) = (self.search, self.frame());
        let rows = if wanted.curvature.is_some() { 2 } else { 1 };
        for row in 0..rows {
            let y = frame.bottom() + 5.0 + 7.0 * row as f64;
            pen.line(&[[frame.x, y], [frame.right(), y]], 1.0, self.theme.rule);
            let stretches: Vec<usize> = (0..search.ts.len()).collect();
            for stretch in stretches.chunk_by(|a, b| search.holds(*a)[row] == search.holds(*b)[row]) {
                let (Some(first), Some(last)) = (stretch.first(), stretch.last()) else { continue };
                if search.holds(*first)[row] {
                    let [a, b] = [first, last].map(|i| self.to_pixel(search.ts[*i], search.f)[0]);
                    let ink = if row == 0 { self.theme.ink } else { self.color };
                    pen.line(&[[a, y], [b, y]], 4.0, ink.fade(0.75));
                }
            }
        }
    }

    fn trials(&self, pen: &mut Pen<'_>) {
        let (search, theme, frame) = (self.search, self.theme, self.frame());
        let [begin, end] = search.ends();
        pen.disc(self.to_pixel(0.0, search.f), 3.4, theme.ink);
        let mut taken: Vec<Rect> = Vec::new();
        let (mut beyond, mut back) = (0, 0);
        let mut shown: Vec<(usize, &Trial, Point)> = Vec::new();
        for (i, trial) in search.trials.iter().enumerate() {
            if trial.t < begin {
                back += 1;
            } else if trial.t > end || !trial.t.is_finite() {
                beyond += 1;
            } else {
                shown.push((i, trial, self.to_pixel(trial.t, if trial.f.is_finite() { trial.f } else { f64::MAX })));
            }
        }
        // The one that was taken lies over the others, and is numbered first.
        let is_last = |(_, trial, _): &(usize, &Trial, Point)| trial.opinion == Opinion::Accepted;
        let shown = sorted(shown, |a, b| is_last(a).cmp(&is_last(b)));
        for (_, trial, [x, y]) in &shown {
            let at = [*x, y.max(frame.y + 5.0).min(frame.bottom())];
            if *y < frame.y {
                pen.arrow([*x, frame.y], [0.0, -1.0], 9.0, self.color, theme.page);
            } else if trial.opinion == Opinion::Accepted {
                pen.disc(at, 6.0, theme.page);
                pen.disc(at, 4.6, self.color);
            } else {
                pen.disc(at, 4.6, theme.page);
                pen.circle(at, 3.8, 1.6, self.color);
            }
        }
        for (i, _, [x, y]) in shown.iter().rev() {
            let at = [*x, y.max(frame.y + 5.0).min(frame.bottom())];
            let text = (i + 1).to_string();
            let (w, h) = (text::width(&text, SIZE) + 2.0, text::height(SIZE) + 2.0);
            let spots = [[0.0, -13.0], [11.0, -8.0], [-11.0, -8.0], [0.0, 13.0], [12.0, 6.0], [-12.0, 6.0]];
            let rects = spots.map(|[dx, dy]| Rect::new(at[0] + dx - w / 2.0, at[1] + dy - h / 2.0, w, h));
            let free = |r: &&Rect| {
                r.y >= 0.0
                    && r.bottom() <= frame.bottom() + 2.0
                    && r.right() < self.width
                    && !taken.iter().any(|t| t.touches(r))
            };
            if let Some(rect) = rects.iter().find(free) {
                taken.push(*rect);
                let middle = [rect.x + w / 2.0, rect.y + h / 2.0];
                pen.label(&text, middle, Anchor::Middle, SIZE, theme.ink, theme.page);
            }
        }
        if beyond > 0 {
            let y = frame.y + 10.0;
            pen.arrow([frame.right(), y], [1.0, 0.0], 9.0, self.color, theme.page);
            let words = format!("{} further on", sentences::counted(beyond, "trial"));
            pen.label(&words, [frame.right() - 13.0, y], Anchor::End, SIZE, theme.soft, theme.page);
        }
        if back > 0 {
            let y = frame.bottom() - 10.0;
            pen.arrow([frame.x, y], [-1.0, 0.0], 9.0, self.color, theme.page);
            let words = format!("{} further back", sentences::counted(back, "trial"));
            pen.label(&words, [frame.x + 13.0, y], Anchor::Start, SIZE, theme.soft, theme.page);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use descent_optim::experiment::link;

    fn searches(run: &str) -> Vec<Search> {
        let mut race =
            Race::new(&link::read(&format!("v=1&f=rosenbrock&x0=-1.2,1&o={run}&n=9&tol=0")).experiment).unwrap();
        race.advance(usize::MAX);
        let (entry, mut inspector) = (&race.entries[0], race.inspector(0));
        let steps = 0..entry.trajectory().steps();
        steps.flat_map(|k| Search::all(&race, entry, &inspector.step(&race, k).unwrap())).collect()
    }

    #[test]
    fn the_accepted_trial_is_the_step_and_lies_on_the_curve() {
        for run in ["bfgs", "lbfgs", "lbfgsb", "cg", "steepest", "newton", "newton-cg"] {
            let all = searches(run);
            assert!(all.len() > 5, "{run}");
            for search in all {
                let taken = search.trials.iter().rfind(|trial| trial.opinion == Opinion::Accepted).unwrap();
                assert!((taken.t - search.step).abs() < 1e-6 * search.step, "{run} {} {}", taken.t, search.step);
                let slope = search.wanted.unwrap().slope;
                assert!(search.fs[0] == search.f && (search.slopes[0] - slope).abs() <= 1e-9 * slope.abs(), "{run}");
                assert!(slope < 0.0 && search.holds(0)[0]);
                let [low, high] = search.heights();
                assert!(low < taken.f && taken.f < high && low < search.f && search.f < high, "{run}");
            }
        }
    }

    #[test]
    fn the_conditions_hold_where_a_step_was_taken() {
        for search in searches("bfgs") {
            let Wanted { slope, decrease, curvature } = search.wanted.unwrap();
            let taken = search.trials.iter().rfind(|trial| trial.opinion == Opinion::Accepted).unwrap();
            assert!(taken.f <= search.f + decrease * taken.t * slope + 1e-11 * search.f.abs());
            let next = search.ts.iter().position(|t| *t >= taken.t).unwrap();
            // Between two samples the slope changes by no more than they differ.
            let slopes = [next - 1, next].map(|i| search.slopes[i]);
            let gentle = slopes[0].min(slopes[1]) <= -curvature.unwrap() * slope
                && slopes[0].max(slopes[1]) >= curvature.unwrap() * slope;
            assert!(gentle, "{slopes:?} {slope}");
        }
    }

    #[test]
    fn each_line_of_a_step_has_its_own_trials_and_ends_at_the_lowest() {
        let all = searches("powell");
        assert!(all.len() > 15 && all.iter().any(|search| search.step < 0.0), "{}", all.len());
        for search in &all {
            let [begin, end] = search.ends();
            assert!(begin <= search.step.min(0.0) && search.step.max(0.0) <= end && begin < end);
            let lowest = search.trials.iter().map(|trial| trial.f).fold(search.f, f64::min);
            if search.step == 0.0 {
                assert_eq!(lowest, search.f);
                continue;
            }
            let taken = search.trials.iter().find(|trial| trial.opinion == Opinion::Accepted).unwrap();
            assert!((taken.t - search.step).abs() < 1e-6 * search.step.abs() && taken.f <= lowest, "{search:?}");
            assert!(search.words().starts_with(&format!("Line search along {}, ", search.symbol)));
        }
        assert_eq!(all[..3].iter().map(|search| search.symbol.as_str()).collect::<Vec<_>>(), ["d₁", "d₂", "d₃"]);
    }

    #[test]
    fn a_picture_of_any_size_is_drawn() {
        for search in [searches("bfgs"), searches("steepest"), searches("powell")].iter().flatten() {
            for (width, height) in [(0.0, 0.0), (1.0, 1.0), (60.0, 46.0), (5000.0, 3.0)] {
                let theme = Theme::of(false);
                let picture = crate::svg::search(&SearchScene { search, color: theme.ink, theme, width, height });
                assert!(picture.ends_with("</svg>\n") && !picture.contains("NaN"));
            }
        }
    }

    #[test]
    fn the_words_name_every_trial() {
        let first = &searches("steepest")[0];
        let words = first.words();
        assert!(words.starts_with("Line search, ") && words.ends_with(" taken."), "{words}");
        assert_eq!(words.matches("too high").count(), first.trials.len() - 1, "{words}");
    }
}
