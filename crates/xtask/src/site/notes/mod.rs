//! Pages to read: the lessons, the gallery, the recipes. What people write are fragments in `www/lessons/` and two lists; here each becomes
//! a page with the header of all, its pictures, and what previews elsewhere ask for.
//!
//! The pages go the way of all pages (policy, hashed folder). Pictures and `oembed.json` are named by others for years, so they stand
//! beside the pages, under names that stay.

mod experiments;
mod formulas;
mod fragment;
mod lists;
mod pictures;
mod skeleton;

use std::fs;

use anyhow::{Context, Result, bail};

use super::assets::Files;
use crate::project;
use experiments::Experiment;
use fragment::Fragment;
use lists::{Contents, Gallery};
use skeleton::{Page, Preview, attribute, text};

/// Where pictures stand.
const PICTURES: &str = "pictures/";

/// Whether a file stands beside the pages because of what is here.
pub fn is_fixed(path: &str) -> bool {
    path.starts_with(PICTURES) || path.ends_with("oembed.json")
}

/// Whether a file is only for these pages.
pub fn is_reading(path: &str) -> bool {
    let folder = skeleton::PLACES.iter().any(|(place, _)| path.starts_with(&format!("{place}/")));
    folder || path.ends_with("/notes.css") || path.ends_with("/js/notes.mjs")
}

/// Puts the pages among the files, and answers what stands beside them. `home` is where the site will be published: previews in other
/// places find pictures only by whole addresses.
pub fn write(files: &mut Files, home: Option<&str>) -> Result<Files> {
    let www = project::root().join("www");
    let read = |path: &str| fs::read_to_string(www.join(path)).with_context(|| format!("www/{path} cannot be read"));
    let contents = Contents::read(&read("lessons/contents.toml")?)?;
    let gallery = Gallery::read(&read("gallery.toml")?)?;
    let mut lessons = Vec::new();
    for id in contents.ids() {
        lessons.push(Fragment::read(&format!("lessons/{id}"), &read(&format!("lessons/{id}.html"))?)?);
    }
    let strays: Vec<_> = super::files_below(&www.join("lessons"))?
        .into_iter()
        .filter(|file| file.extension().is_some_and(|ending| ending == "html"))
        .filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned()))
        .filter(|id| !contents.ids().chain(contents.waiting.iter().map(String::as_str)).any(|known| known == id))
        .collect();
    if let Some(stray) = strays.first() {
        bail!("www/lessons/{stray}.html is in no list: add its line to www/lessons/contents.toml");
    }
    let recipes = Fragment::read("recipes", &read("recipes.html")?)?;

    let mut made = Made { home, pages: Vec::new(), beside: Files::default(), experiments: Vec::new() };
    for (i, lesson) in lessons.iter().enumerate() {
        let neighbour =
            |at: Option<usize>| at.and_then(|at| lessons.get(at)).map(|l| (l.path.as_str(), l.title.as_str()));
        let around = [neighbour(i.checked_sub(1)), neighbour(Some(i + 1))];
        let place = format!("Lesson {} of {}", i + 1, lessons.len());
        made.lesson(lesson, &place, around)?;
    }
    made.contents(&contents, &lessons);
    for (i, item) in gallery.items.iter().enumerate() {
        let next = &gallery.items[(i + 1) % gallery.items.len()];
        made.item(item, next);
    }
    made.gallery(&gallery);
    made.recipes(&recipes)?;

    let mut pages: Vec<&mut String> = made.pages.iter_mut().map(|(_, page)| page).collect();
    formulas::write(&mut pages)?;
    for (path, page) in made.pages {
        files.insert(path, page.into_bytes());
    }
    for (path, bytes) in pictures::draw(&made.experiments)? {
        made.beside.insert(path, bytes);
    }
    Ok(made.beside)
}

/// What has been made so far.
struct Made<'a> {
    home: Option<&'a str>,
    pages: Vec<(String, String)>,
    beside: Files,
    experiments: Vec<Experiment>,
}

impl Made<'_> {
    /// The page of a lesson.
    fn lesson(&mut self, lesson: &Fragment, place: &str, around: [Option<(&str, &str)>; 2]) -> Result<()> {
        let (body, found) = lesson.with_experiments("../../")?;
        let Some(first) = found.first().cloned() else { bail!("www/{}.html shows no experiment", lesson.path) };
        let link = |(path, title): (&str, &str), word: &str, relation: &str| {
            let id = path.rsplit('/').next().unwrap_or(path);
            format!("<a rel=\"{relation}\" href=\"../{id}/index.html\"><span>{word}</span> {}</a>", text(title))
        };
        let [before, after] = around;
        let body = format!(
            "<p class=\"place\"><a href=\"../index.html\">{place}</a></p>\n{body}\n<nav class=\"around\" aria-label=\"Lessons\">{}{}</nav>",
            before.map_or_else(String::new, |one| link(one, "Before:", "prev")),
            after.map_or_else(String::new, |one| link(one, "Next:", "next")),
        );
        self.experiments.extend(found);
        self.page(&lesson.path, &lesson.title, &lesson.lead, Some(&first), &body);
        Ok(())
    }

    /// The list of all lessons.
    fn contents(&mut self, contents: &Contents, lessons: &[Fragment]) {
        let mut body = format!("<h1>{}</h1>\n<p class=\"lead\">{}</p>\n", text(&contents.title), text(&contents.lead));
        let mut number = 0;
        for part in &contents.parts {
            body += &format!("<h2>{}</h2>\n<ol class=\"contents\" start=\"{}\">\n", text(&part.title), number + 1);
            for (id, lesson) in part.lessons.iter().zip(&lessons[number..]) {
                let (title, lead) = (text(&lesson.title), text(&lesson.lead));
                body += &format!("<li><a href=\"{id}/index.html\">{title}</a> <span>{lead}</span></li>\n");
            }
            body += "</ol>\n";
            number += part.lessons.len();
        }
        self.page("lessons", &contents.title, &contents.lead, None, &body);
    }

    /// The page of one experiment of the gallery.
    fn item(&mut self, item: &lists::Item, next: &lists::Item) {
        let (path, experiment) = (item.path(), item.experiment());
        let body = format!(
            "<p class=\"place\"><a href=\"../index.html\">Gallery</a></p>\n<h1>{}</h1>\n<p class=\"lead\">{}</p>\n{}\n\
             <nav class=\"around\" aria-label=\"Gallery\"><a rel=\"next\" href=\"../{}/index.html\"><span>Next:</span> {}</a></nav>",
            text(&item.title),
            text(&item.text),
            experiment.figure("../../", false),
            next.id,
            text(&next.title),
        );
        self.page(&path, &item.title, &item.text, Some(&experiment), &body);
        self.experiments.push(experiment);
    }

    /// The pictures of the gallery.
    fn gallery(&mut self, gallery: &Gallery) {
        let mut body = format!(
            "<h1>{}</h1>\n<p class=\"lead\">{}</p>\n<ul class=\"gallery\">\n",
            text(&gallery.title),
            text(&gallery.lead)
        );
        for item in &gallery.items {
            let (id, title) = (&item.id, text(&item.title));
            let picture = item.experiment().picture("../", "alt=\"\" loading=\"lazy\"");
            body += &format!(
                "<li><a href=\"{id}/index.html\">{picture}<b>{title}</b></a><p>{}</p></li>\n",
                text(&item.text)
            );
        }
        body += "</ul>\n";
        self.page("gallery", &gallery.title, &gallery.lead, None, &body);
    }

    /// How to put experiments elsewhere.
    fn recipes(&mut self, recipes: &Fragment) -> Result<()> {
        let (body, found) = recipes.with_experiments("../")?;
        self.experiments.extend(found);
        self.page(&recipes.path, &recipes.title, &recipes.lead, None, &body);
        Ok(())
    }

    /// Keeps a page, and for one with an experiment what describes it to other sites.
    fn page(&mut self, path: &str, title: &str, lead: &str, shown: Option<&Experiment>, body: &str) {
        let preview = shown.map(|experiment| Preview {
            home: self.home,
            path,
            title,
            experiment: &experiment.link,
            picture: experiment.preview(),
        });
        if let Some(preview) = &preview {
            self.beside.insert(format!("{path}/oembed.json"), preview.oembed().into_bytes());
        }
        let page = Page { path, title: &attribute(title), description: &attribute(lead), preview, body };
        self.pages.push((format!("{path}/index.html"), page.html()));
    }
}
