//! What a [pen](crate::pen) draws on: a plotters backend without its types, so that everything that draws is compiled once
//! and not again for every backend.

use crate::text::FONT;
use plotters_backend::text_anchor::Pos;
use plotters_backend::{
    BackendColor, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily, FontStyle,
};

/// What drawing returns.
pub type Drawn<B> = Result<(), DrawingErrorKind<<B as DrawingBackend>::ErrorType>>;

/// A place in backend units.
pub(crate) type Place = (i32, i32);

/// The few things that pens ask for.
pub(crate) trait Sheet {
    fn path(&mut self, points: &[Place], stroke: &Stroke);
    fn polygon(&mut self, points: &[Place], color: BackendColor);
    fn rect(&mut self, corners: [Place; 2], color: BackendColor);
    fn circle(&mut self, at: Place, radius: u32, stroke: &Stroke, filled: bool);
    fn text(&mut self, text: &str, at: Place, font: &Font);
}

/// A backend with what it has returned. When it has failed, nothing more is drawn.
pub(crate) struct Backend<'a, B: DrawingBackend> {
    pub backend: &'a mut B,
    pub drawn: Drawn<B>,
}

impl<B: DrawingBackend> Backend<'_, B> {
    fn then(&mut self, draw: impl FnOnce(&mut B) -> Drawn<B>) {
        if self.drawn.is_ok() {
            self.drawn = draw(self.backend);
        }
    }
}

impl<B: DrawingBackend> Sheet for Backend<'_, B> {
    fn path(&mut self, points: &[Place], stroke: &Stroke) {
        self.then(|backend| backend.draw_path(points.iter().copied(), stroke));
    }

    fn polygon(&mut self, points: &[Place], color: BackendColor) {
        self.then(|backend| backend.fill_polygon(points.iter().copied(), &color));
    }

    fn rect(&mut self, [from, to]: [Place; 2], color: BackendColor) {
        self.then(|backend| backend.draw_rect(from, to, &color, true));
    }

    fn circle(&mut self, at: Place, radius: u32, stroke: &Stroke, filled: bool) {
        self.then(|backend| backend.draw_circle(at, radius, stroke, filled));
    }

    fn text(&mut self, text: &str, at: Place, font: &Font) {
        self.then(|backend| backend.draw_text(text, font, at));
    }
}

/// The colour and the width of a line.
pub(crate) struct Stroke {
    pub color: BackendColor,
    pub width: u32,
}

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        self.color
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// How a text looks and where it stands.
pub(crate) struct Font {
    pub color: BackendColor,
    pub size: f64,
    pub anchor: Pos,
    pub bold: bool,
}

impl BackendTextStyle for Font {
    type FontError = std::convert::Infallible;

    fn color(&self) -> BackendColor {
        self.color
    }

    fn size(&self) -> f64 {
        self.size
    }

    fn style(&self) -> FontStyle {
        if self.bold { FontStyle::Bold } else { FontStyle::Normal }
    }

    fn anchor(&self) -> Pos {
        self.anchor
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(FONT)
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        Ok(((0, 0), (crate::text::width(text, self.size) as i32, self.size as i32)))
    }

    // Only backends without text of their own ask for pixels; they show no text.
    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: (i32, i32),
        _: F,
    ) -> Result<Result<(), E>, Self::FontError> {
        Ok(Ok(()))
    }
}
