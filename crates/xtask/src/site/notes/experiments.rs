//! A live experiment on a page: the element that teachers use too, with a still picture as its poster, for print, and for previews.

use super::PICTURES;
use super::skeleton::{attribute, preview_of, text};

/// The size of the picture in pixels.
pub const SIZE: (u32, u32) = (720, 480);

/// One experiment of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Experiment {
    /// The name of its pictures, without an ending.
    pub name: String,
    /// Its link.
    pub link: String,
    /// What it shows, in a few words.
    pub label: String,
    /// Whether it has a picture for previews besides.
    pub first: bool,
}

impl Experiment {
    /// The experiment at place `index` of the page in the folder `path`.
    pub fn new(path: &str, index: usize, link: &str, label: &str) -> Self {
        let page = path.replace('/', "-");
        let name = if index == 0 { page } else { format!("{page}-{}", index + 1) };
        Self { name, link: link.trim_start_matches(['#', '?']).to_owned(), label: label.to_owned(), first: index == 0 }
    }

    /// The file of the picture for previews.
    pub fn preview(&self) -> String {
        preview_of(&self.name)
    }

    /// The link that draws it dark.
    pub fn dark(&self) -> String {
        format!("{}&theme=dark", self.link)
    }

    /// Its picture, light or dark as the page is; `attributes` are those of the image besides.
    pub fn picture(&self, up: &str, attributes: &str) -> String {
        let (width, height) = SIZE;
        format!(
            "<picture><source srcset=\"{up}{PICTURES}{0}-dark.webp\" media=\"(prefers-color-scheme: dark)\">\
             <img src=\"{up}{PICTURES}{0}.webp\" width=\"{width}\" height=\"{height}\" {attributes}></picture>",
            self.name
        )
    }

    /// The element with its poster, the still picture for print, and the way to the whole page. Where the reader is to predict first, what would
    /// answer waits for the race.
    pub fn figure(&self, up: &str, predict: bool) -> String {
        let (link, label) = (attribute(&self.link), attribute(&self.label));
        let (width, height) = SIZE;
        let still = format!(
            "<img class=\"still\" src=\"{up}{PICTURES}{}.webp\" alt=\"{label}\" width=\"{width}\" height=\"{height}\">",
            self.name
        );
        format!(
            "<figure class=\"lab\"><descent-lab{} experiment=\"{link}\" label=\"{label}\">{}</descent-lab>{still}\
             <figcaption>{} <a href=\"{up}index.html#{link}\">Open full</a></figcaption></figure>",
            if predict { " predict" } else { "" },
            self.picture(up, &format!("alt=\"{label}\"")),
            text(&self.label),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_experiment_has_its_link_three_times_and_its_picture_twice() {
        let experiment = Experiment::new("lessons/loss", 1, "#v=1&o=gd", "a bowl");
        assert_eq!((experiment.name.as_str(), experiment.link.as_str()), ("lessons-loss-2", "v=1&o=gd"));
        let figure = experiment.figure("../../", false);
        assert!(figure.contains("experiment=\"v=1&amp;o=gd\""), "{figure}");
        assert!(figure.contains("href=\"../../index.html#v=1&amp;o=gd\""), "{figure}");
        assert_eq!(figure.matches("src=\"../../pictures/lessons-loss-2.webp\"").count(), 2);
        assert_eq!(figure.matches("srcset=\"../../pictures/lessons-loss-2-dark.webp\" media=").count(), 1);
        assert_eq!(experiment.dark(), "v=1&o=gd&theme=dark");
    }
}
