//! When an animation shows what.

use wasm_bindgen::prelude::wasm_bindgen;

/// Frames a second, and the most of them.
const RATE: f64 = 20.0;
const MOST: u32 = 240;
/// How long an animation takes at most, in seconds; short races go at so many steps a second.
const SECONDS: f64 = 8.0;
const LEAST: f64 = 8.0;
/// How long the last frame stays, in seconds.
const REST: f64 = 1.5;

/// The frames of an animation: which steps of a race they show, evenly spread from the start to the end, and when.
#[wasm_bindgen]
pub struct Shots {
    last: u32,
    count: u32,
    rate: f64,
}

#[wasm_bindgen]
impl Shots {
    /// Of a race of so many steps.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(last: u32) -> Shots {
        let seconds = (f64::from(last) / LEAST).clamp(0.5, SECONDS);
        let count = last.min(MOST).min((seconds * RATE).round() as u32).max(1);
        Shots { last, count, rate: f64::from(count) / seconds }
    }

    /// The steps shown, a frame each.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn steps(&self) -> Vec<u32> {
        let (last, count) = (u64::from(self.last), u64::from(self.count));
        (0..=count).map(|i| ((i * last + count / 2) / count) as u32).collect()
    }

    /// How many frames come in a second.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.rate
    }

    /// How long frame `i` stays, in seconds; the last one for a moment.
    #[must_use]
    pub fn seconds(&self, i: u32) -> f64 {
        if i == self.count { REST } else { 1.0 / self.rate }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_animation_shows_the_start_and_the_end_and_every_step_of_a_short_race() {
        assert_eq!(Shots::new(0).steps(), [0, 0]);
        assert_eq!(Shots::new(3).steps(), [0, 1, 2, 3]);
        let long = Shots::new(10_000);
        let steps = long.steps();
        assert_eq!((steps[0], *steps.last().unwrap()), (0, 10_000));
        assert!(steps.len() <= MOST as usize + 1 && (long.rate() - RATE).abs() < 1e-9);
        assert!(steps.windows(2).all(|pair| pair[0] < pair[1]));
        let whole: f64 = (0..steps.len()).map(|i| long.seconds(i as u32)).sum();
        assert!((whole - SECONDS - REST).abs() < 1e-9, "{whole}");
    }
}
