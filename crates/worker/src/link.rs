//! Links in and out, and edits, which go through the grammar of links, so that a form takes what a link takes.

use descent_boundary::{fault, plain};
use descent_optim::experiment::network::{self, Network, Reading};
use descent_optim::experiment::{Experiment, Level, Notice, RunSpec, text};
use descent_scene::names;
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[derive(Serialize)]
struct Opened {
    experiment: Network,
    notices: Vec<Notice>,
}

/// What an address says: the experiment that it names, the lecture's where it says nothing, with what is to be said about it.
#[wasm_bindgen]
#[must_use]
pub fn open(fragment: &str, query: &str) -> JsValue {
    let Reading { experiment, notices } = network::address(fragment, query);
    plain(&Opened { experiment, notices })
}

/// The experiment in a plain object.
fn experiment(value: JsValue) -> Result<Network, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|error| {
        let message = format!("This is not an experiment: {error}");
        fault(&Notice::problem("", "", message))
    })
}

/// The experiment as the text of a link, without `#`.
#[wasm_bindgen]
pub fn write(value: JsValue) -> Result<String, JsValue> {
    Ok(experiment(value)?.link())
}

/// The experiment of a link.
pub(crate) fn read(link: &str) -> Network {
    network::address(link, "").experiment
}

/// Throws what is wrong with the experiment, if something is.
#[wasm_bindgen]
pub fn check(value: JsValue) -> Result<(), JsValue> {
    taken(&experiment(value)?.link()).map(drop).map_err(|notice| fault(&notice))
}

/// The experiment with a key of its link set to this text. Throws what is wrong with it.
#[wasm_bindgen]
pub fn edited(value: JsValue, key: &str, text: &str) -> Result<JsValue, JsValue> {
    edit(&experiment(value)?.link(), key, text).map(|experiment| plain(&experiment)).map_err(|notice| fault(&notice))
}

/// A run of `method` with its defaults.
#[wasm_bindgen]
#[must_use]
pub fn new_run(method: &str) -> JsValue {
    plain(&RunSpec::of(method))
}

/// The link's experiment with one more pair in front: the first of two counts.
fn edit(link: &str, key: &str, value: &str) -> Result<Network, Notice> {
    let old = format!("{key}=");
    let rest = link.split('&').filter(|pair| !pair.starts_with(&old) && !pair.starts_with("v="));
    let pairs: Vec<String> = rest.map(str::to_owned).chain([format!("{key}={}", text::encode(value))]).collect();
    taken(&format!("v=1&{}", pairs.join("&")))
}

/// The experiment of a link that is right; else the first thing that is wrong.
fn taken(link: &str) -> Result<Network, Notice> {
    let Reading { experiment, notices } = network::address(link, "");
    match notices.into_iter().find(|notice| notice.level == Level::Problem) {
        Some(notice) => Err(notice),
        None => Ok(experiment),
    }
}

/// What the runs are called.
#[wasm_bindgen]
pub fn names(value: JsValue) -> Result<Vec<String>, JsValue> {
    Ok(names::names(&Experiment { o: experiment(value)?.o, ..Experiment::default() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_takes_what_a_link_takes() {
        let link = Network::default().link();
        assert_eq!(edit(&link, "net", "20,10").unwrap().net, [20, 10]);
        assert_eq!(edit(&link, "batch", "full").unwrap().batch, 0);
        assert_eq!(edit(&link, "title", "a & b = c").unwrap().title.as_deref(), Some("a & b = c"));
        let twice = edit(&edit(&link, "seed", "3").unwrap().link(), "seed", "4").unwrap();
        assert_eq!((twice.seed, twice.link()), (4, format!("{link}&seed=4")));
    }

    #[test]
    fn what_a_form_does_not_take_is_named() {
        let link = Network::default().link();
        for (key, text) in [("net", "0"), ("net", "ten"), ("split", "1"), ("batch", "-5"), ("seeds", "99")] {
            let notice = edit(&link, key, text).unwrap_err();
            assert_eq!((notice.path.as_str(), notice.value.as_str()), (key, text), "{notice}");
        }
    }
}
