//! The two lists that people edit: which lessons there are and in which order, and what is in the gallery.

use super::experiments::Experiment;
use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// `www/lessons/contents.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contents {
    /// The heading of the contents.
    pub title: String,
    /// What the lessons are, in a sentence or two.
    pub lead: String,
    /// Lessons that are written and not shown yet.
    #[serde(default)]
    pub waiting: Vec<String>,
    /// The lessons, in parts.
    #[serde(rename = "part")]
    pub parts: Vec<Part>,
}

/// Lessons that belong together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What they are about.
    pub title: String,
    /// Their files' names, in order.
    pub lessons: Vec<String>,
}

impl Contents {
    /// Reads the list.
    pub fn read(source: &str) -> Result<Self> {
        let contents: Self = toml::from_str(source).context("www/lessons/contents.toml cannot be understood")?;
        check_ids(contents.ids()).context("in www/lessons/contents.toml")?;
        Ok(contents)
    }

    /// All lessons, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().flat_map(|part| &part.lessons).map(String::as_str)
    }
}

/// `www/gallery.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gallery {
    /// The heading.
    pub title: String,
    /// What is shown, in a sentence or two.
    pub lead: String,
    /// What is shown.
    #[serde(rename = "item")]
    pub items: Vec<Item>,
}

/// One experiment worth sharing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The name of its page, for ever.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// What there is to see, in a sentence or two.
    pub text: String,
    /// The link of the experiment.
    pub link: String,
}

impl Item {
    /// The folder of its page.
    pub fn path(&self) -> String {
        format!("gallery/{}", self.id)
    }

    /// What its page shows.
    pub fn experiment(&self) -> Experiment {
        Experiment::new(&self.path(), 0, &self.link, &self.title)
    }
}

impl Gallery {
    /// Reads the list.
    pub fn read(source: &str) -> Result<Self> {
        let gallery: Self = toml::from_str(source).context("www/gallery.toml cannot be understood")?;
        check_ids(gallery.items.iter().map(|item| item.id.as_str())).context("in www/gallery.toml")?;
        Ok(gallery)
    }
}

/// Names become folders of the site and parts of links, each once.
fn check_ids<'a>(ids: impl Iterator<Item = &'a str>) -> Result<()> {
    let mut seen = Vec::new();
    for id in ids {
        let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
        if id.is_empty() || !id.bytes().all(plain) {
            bail!("'{id}' becomes part of an address: small letters, digits and hyphens");
        }
        if seen.contains(&id) {
            bail!("'{id}' stands there twice");
        }
        seen.push(id);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lessons_are_counted_through_the_parts() {
        let contents = Contents::read(
            "title = 'T'\nlead = 'L'\n[[part]]\ntitle = 'A'\nlessons = ['one', 'two']\n[[part]]\ntitle = 'B'\nlessons = ['three']",
        );
        assert_eq!(contents.unwrap().ids().collect::<Vec<_>>(), ["one", "two", "three"]);
    }

    #[test]
    fn a_name_that_is_no_address_or_stands_twice_is_said() {
        let list = |ids: &str| {
            let source = format!("title = 'T'\nlead = 'L'\n[[part]]\ntitle = 'A'\nlessons = [{ids}]");
            format!("{:#}", Contents::read(&source).unwrap_err())
        };
        assert!(list("'one', 'one'").contains("'one' stands there twice"));
        assert!(list("'../one'").contains("'../one' becomes part of an address"));
        assert!(list("1").contains("contents.toml"));
    }
}
