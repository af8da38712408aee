//! The surface on its three canvases: floor and faces, the paths, and where the runs stand.

use crate::canvas::{backend, cleared, context, dashes, in_pixels};
use crate::plot::Manner;
use crate::race::Race;
use descent_optim::experiment::see::{See, WAYS};
use descent_optim::race::Entry;
use descent_scene::paths::length;
use descent_scene::pen::Surface;
use descent_scene::picture::marks;
use descent_scene::plot::{Emphasis, Mark, Run};
use descent_scene::surface::{Care, Solid, SurfaceScene, Turn, draw_ground, draw_heads};
use descent_scene::theme::Theme;
use descent_scene::view::Rect;
use descent_scene::words::fixed;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// The function in space, and what has been drawn already.
#[wasm_bindgen]
pub struct Space {
    width: f64,
    height: f64,
    ratio: f64,
    dark: bool,
    turn: Turn,
    solid: Option<Solid>,
    marks: Vec<Mark>,
    see: See,
    /// The step up to which paths have been drawn, and how long each has become.
    drawn: usize,
    lengths: Vec<f64>,
}

impl Default for Space {
    fn default() -> Space {
        Space::new()
    }
}

#[wasm_bindgen]
impl Space {
    /// A surface that has not been shown yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Space {
        Space {
            width: 1.0,
            height: 1.0,
            ratio: 2.0,
            dark: false,
            turn: Turn::OPENING,
            solid: None,
            marks: Vec::new(),
            see: See::default(),
            drawn: 0,
            lengths: Vec::new(),
        }
    }

    /// The size in CSS pixels, how many of the canvas's pixels there are in one of them, and the theme.
    pub fn frame(&mut self, width: f64, height: f64, ratio: f64, dark: bool) {
        (self.width, self.height, self.ratio, self.dark) = (width, height, ratio, dark);
        self.look();
    }

    /// Shows the function over a box (`[xmin, xmax, ymin, ymax]`), or its own, in layers that have a bit each.
    pub fn show(&mut self, race: &Race, area: Option<Vec<f64>>, see: u32) {
        self.see = See::of(see);
        let area = area.and_then(|area| area.try_into().ok()).unwrap_or_else(|| race.experiment.own_area());
        self.solid = Some(Solid::new(&*race.runs.objective, area, self.room(), self.turn));
        self.marks = marks(&race.landmarks);
    }

    /// Turns by a drag of so many pixels.
    pub fn drag(&mut self, dx: f64, dy: f64) {
        self.turn = self.turn.dragged(dx, dy);
        self.look();
    }

    /// Turns as it was at first.
    pub fn reset(&mut self) {
        self.turn = Turn::OPENING;
        self.look();
    }

    /// From where it is seen, in words.
    #[must_use]
    pub fn words(&self) -> String {
        let [elevation, azimuth] = [self.turn.elevation, self.turn.azimuth].map(|degrees| fixed(degrees, 0));
        format!("seen from {elevation}° above, turned by {azimuth}°")
    }

    /// Draws the floor, the surface and the critical points.
    pub fn draw_ground(&self, canvas: &HtmlCanvasElement) {
        if cleared(canvas, self.ratio).is_none() {
            return;
        }
        self.with(&[], |scene| {
            let Some(mut backend) = backend(canvas, self.ratio) else { return };
            // A canvas that refuses to draw shows nothing; there is nobody to tell.
            let _ = draw_ground(&mut backend, Surface::Canvas, scene);
        });
    }

    /// Draws the paths up to step `k`, all of them or what is new; a draft while they are on the move. `hidden` has a bit for each run;
    /// `bright` is the run that stands out, or −1.
    pub fn draw_paths(
        &mut self,
        race: &Race,
        canvas: &HtmlCanvasElement,
        manner: Manner,
        k: usize,
        hidden: u32,
        bright: i32,
    ) {
        let Some(solid) = &self.solid else { return };
        let (anew, draft) = (manner != Manner::More, manner == Manner::Draft);
        let context = if anew { cleared(canvas, self.ratio) } else { context(canvas) };
        let Some(context) = context else { return };
        in_pixels(&context, self.ratio);
        let entries = &race.runs.entries;
        if anew || self.lengths.len() != entries.len() {
            self.drawn = 0;
            self.lengths = vec![0.0; entries.len()];
        }
        let theme = Theme::of(self.dark);
        for (entry, gone) in entries.iter().zip(&mut self.lengths) {
            let (from, to) = (self.drawn.min(entry.trajectory().steps()), k.min(entry.trajectory().steps()));
            if hidden >> entry.run & 1 == 1 || from >= to {
                continue;
            }
            let style = theme.style(race.look(entry.run));
            context.set_global_alpha(if bright >= 0 && bright != entry.run as i32 { 0.25 } else { 1.0 });
            let care = if draft { Care::DRAFT } else { Care::FULL };
            for stretch in solid.seen(&entry.trajectory().x[2 * from..2 * (to + 1)], care) {
                let line = || {
                    context.begin_path();
                    stretch.iter().for_each(|[x, y]| context.line_to(*x, *y));
                    context.stroke();
                };
                if !draft {
                    // Casings go under everything that is there.
                    let _ = context.set_global_composite_operation("destination-over");
                    let _ = context.set_line_dash(&js_sys::Array::new());
                    context.set_stroke_style_str(&theme.casing.css());
                    context.set_line_width(4.8);
                    line();
                    let _ = context.set_global_composite_operation("source-over");
                }
                let _ = context.set_line_dash(&dashes(style.dash));
                context.set_line_dash_offset(*gone);
                context.set_stroke_style_str(&style.color.css());
                context.set_line_width(2.2);
                line();
                *gone += length(&stretch);
            }
        }
        context.set_global_alpha(1.0);
        self.drawn = k;
    }

    /// Draws where the runs stand at `cursor`, which may lie between two steps.
    pub fn draw_heads(&self, race: &Race, canvas: &HtmlCanvasElement, cursor: f64, hidden: u32, bright: i32) {
        if cleared(canvas, self.ratio).is_none() {
            return;
        }
        let shown = |entry: &&Entry| hidden >> entry.run & 1 == 0;
        let places: Vec<(&Entry, [f64; 2])> =
            race.runs.entries.iter().filter(shown).map(|entry| (entry, between(entry, cursor))).collect();
        let theme = Theme::of(self.dark);
        let run = |(entry, at): &'_ (&Entry, [f64; 2])| -> (usize, Emphasis, [f64; 2]) {
            let faded = bright >= 0 && bright != entry.run as i32;
            (race.look(entry.run), if faded { Emphasis::Faded } else { Emphasis::Usual }, *at)
        };
        let places: Vec<_> = places.iter().map(run).collect();
        let runs: Vec<Run<'_>> = places
            .iter()
            .map(|(look, emphasis, at)| Run {
                xs: at,
                k: usize::MAX,
                style: theme.style(*look),
                emphasis: *emphasis,
                trials: &[],
                walls: None,
                curvature: None,
            })
            .collect();
        self.with(&runs, |scene| {
            let Some(mut backend) = backend(canvas, self.ratio) else { return };
            let _ = draw_heads(&mut backend, Surface::Canvas, scene);
        });
    }
}

/// Where a run stands between two steps.
fn between(entry: &Entry, cursor: f64) -> [f64; 2] {
    let path = entry.trajectory();
    let k = (cursor.max(0.0) as usize).min(path.steps());
    let ([x, y], part) = (pair(path.iterate(k)), cursor.max(0.0).fract());
    if part == 0.0 || k == path.steps() {
        return [x, y];
    }
    let [to_x, to_y] = pair(path.iterate(k + 1));
    [x + part * (to_x - x), y + part * (to_y - y)]
}

fn pair(x: &[f64]) -> [f64; 2] {
    [x[0], x[1]]
}

impl Space {
    fn room(&self) -> Rect {
        Rect::new(0.0, 0.0, self.width, self.height)
    }

    fn look(&mut self) {
        let (room, turn) = (self.room(), self.turn);
        if let Some(solid) = &mut self.solid {
            solid.turn(room, turn);
        }
    }

    fn with(&self, runs: &[Run<'_>], draw: impl FnOnce(&SurfaceScene<'_>)) {
        let Some(solid) = &self.solid else { return };
        draw(&SurfaceScene { solid, marks: &self.marks, runs, see: self.see, theme: Theme::of(self.dark) });
    }
}

/// The place among the ways to see a function of the one in which these layers show it.
#[wasm_bindgen]
#[must_use]
pub fn way(see: u32) -> usize {
    See::of(see).way() as usize
}

/// These layers with the function seen in another way.
#[wasm_bindgen]
#[must_use]
pub fn in_way(see: u32, way: usize) -> u32 {
    WAYS.get(way).map_or(see, |(way, _)| See::of(see).in_way(*way).bits())
}
