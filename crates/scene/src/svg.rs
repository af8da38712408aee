//! Pictures as SVG text, natively and on the page, through plotters' own backend.

use crate::examples::ExamplesScene;
use crate::pen::{self, Surface, UNIT};
use crate::plot::{PlotScene, draw_paths, draw_static};
use crate::scatter::ScatterScene;
use crate::search::SearchScene;
use crate::surface::{self, SurfaceScene};
use crate::view::Rect;
use crate::{chart::Chart, color::Color};
use plotters::prelude::{DrawingBackend, SVGBackend};

/// The plot with its runs, as an SVG file of `width` by `height` pixels. The scene's view must have its frame inside.
pub fn plot(scene: &PlotScene<'_>, width: u32, height: u32) -> String {
    picture(width, height, scene.theme.page, |backend| {
        // Writing into memory cannot fail.
        let _ = draw_static(backend, Surface::Svg, scene).and_then(|()| draw_paths(backend, Surface::Svg, scene));
    })
}

/// The function in space, beside the plot where there is one, as an SVG file of `width` by `height` pixels.
pub fn surface(scene: &SurfaceScene<'_>, beside: Option<&PlotScene<'_>>, width: u32, height: u32) -> String {
    picture(width, height, scene.theme.page, |backend| {
        let _ = beside.map_or(Ok(()), |plot| {
            draw_static(backend, Surface::Svg, plot).and_then(|()| draw_paths(backend, Surface::Svg, plot))
        });
        let _ = pen::draw(backend, Surface::Svg, |pen| surface::draw(pen, scene));
    })
}

/// A chart as an SVG file of `width` by `height` pixels, with its cursor at iterate `k`, if it is to have one.
pub fn chart(chart: &Chart<'_>, k: Option<usize>, width: u32, height: u32) -> String {
    picture(width, height, chart.theme.page, |backend| {
        let _ = chart.draw(backend, Surface::Svg);
        if let Some(k) = k {
            let _ = chart.draw_cursor(backend, Surface::Svg, k);
        }
    })
}

/// A line search as an SVG file, of the size that its scene has.
pub fn search(scene: &SearchScene<'_>) -> String {
    picture(scene.width as u32, scene.height as u32, scene.theme.page, |backend| {
        let _ = scene.draw(backend, Surface::Svg);
    })
}

/// The examples of a finite sum with the models of the runs, as an SVG file, of the size that its scene has.
pub fn examples(scene: &ExamplesScene<'_>) -> String {
    let [width, height] = scene.size.map(|size| size as u32);
    picture(width, height, scene.theme.page, |backend| {
        let _ = scene.draw_ground(backend, Surface::Svg).and_then(|()| scene.draw_fits(backend, Surface::Svg));
    })
}

/// How gradients of batches scatter, as an SVG file, of the size that its scene has.
pub fn scatter(scene: &ScatterScene<'_>) -> String {
    let [width, height] = scene.extent.map(|size| size as u32);
    picture(width, height, scene.theme.page, |backend| {
        let _ = scene.draw(backend, Surface::Svg);
    })
}

fn picture(width: u32, height: u32, page: Color, draw: impl FnOnce(&mut SVGBackend<'_>)) -> String {
    let unit = UNIT as u32;
    let size = (width.min(1 << 20) * unit, height.min(1 << 20) * unit);
    let mut text = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut text, size);
        let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let _ = pen::draw(&mut backend, Surface::Svg, |pen| pen.rect(whole, page));
        draw(&mut backend);
        let _ = backend.present();
    }
    finished(&text, size, width, height)
}

/// The size in pixels while the view box counts in units, and round joints.
fn finished(text: &str, size: (u32, u32), width: u32, height: u32) -> String {
    let old = format!("width=\"{}\" height=\"{}\"", size.0, size.1);
    let new = format!("width=\"{width}\" height=\"{height}\" stroke-linejoin=\"round\"");
    // Plotters says that everything opaque is opaque.
    text.replacen(&old, &new, 1).replace(" opacity=\"1\"", "").replace(" \"/>", "\"/>")
}
