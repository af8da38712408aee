//! A page as it is published: the policy in it, its files named in the hashed folder, its modules asked for early.

use std::cell::RefCell;
use std::collections::BTreeSet;

use anyhow::{Result, bail};
use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, element, rewrite_str};

use super::assets::Files;
use super::modules::Graph;
use super::{FIXED, POLICY, notes, resolved};

/// The relation of a link that no browser knows: the page itself turns it into a preload, when the first plot is seen.
const LATER: &str = "later";

/// The files that a page names, by their paths in the site.
#[derive(Debug, Default)]
pub struct Named {
    /// Modules, whose imports come along.
    pub modules: BTreeSet<String>,
    /// Modules that stand in a preload link already.
    preloaded: BTreeSet<String>,
    /// What the page asks for when the first plot is seen.
    pub later: BTreeSet<String>,
    /// Everything else.
    pub others: BTreeSet<String>,
}

/// The files that the page `path` names.
pub fn named(path: &str, source: &str) -> Result<Named> {
    let named = RefCell::new(Named::default());
    let settings = RewriteStrSettings::new().append_element_content_handler(element!(
        "link[href], script[src], img[src]",
        |element| {
            if let Some(file) = file_of(path, element) {
                let mut named = named.borrow_mut();
                match role(element).as_str() {
                    "module" => named.modules.insert(file),
                    LATER => named.later.insert(file),
                    "modulepreload" => {
                        named.preloaded.insert(file.clone());
                        named.modules.insert(file)
                    }
                    _ => named.others.insert(file),
                };
            }
            Ok(())
        }
    ));
    rewrite_str(source, settings)?;
    Ok(named.into_inner())
}

/// The page with its policy, its addresses and its preloads.
pub fn finish(path: &str, source: &str, folder: &str, assets: &Files, graph: &Graph) -> Result<String> {
    let named = named(path, source)?;
    if let Some(missing) =
        named.modules.iter().chain(&named.later).chain(&named.others).find(|file| assets.get(file).is_none())
    {
        bail!("{path} names {missing}, which is not there");
    }
    let up = "../".repeat(path.matches('/').count());
    let address = |file: &str| format!("{up}{folder}/{file}");
    let wanted = graph.closure(named.modules.iter().map(String::as_str));
    let later = graph.closure(named.later.iter().map(String::as_str));
    let preloads = wanted.iter().filter(|module| !named.preloaded.contains(**module)).map(|m| ("modulepreload", m));
    let afterwards = later.iter().filter(|module| !wanted.contains(*module) && !named.later.contains(**module));
    let links: String = preloads
        .chain(afterwards.map(|module| (LATER, module)))
        .map(|(relation, module)| format!("<link rel=\"{relation}\" href=\"{}\">\n", address(module)))
        .collect();
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("meta[http-equiv=\"Content-Security-Policy\"]", |element| {
            element.set_attribute("content", POLICY)?;
            Ok(())
        }))
        .append_element_content_handler(element!("link[href], script[src], img[src]", |element| {
            if let Some(file) = file_of(path, element) {
                element.set_attribute(attribute(element), &address(&file))?;
            }
            Ok(())
        }))
        .append_element_content_handler(element!("head", |element| {
            element.append(&links, ContentType::Html);
            Ok(())
        }));
    Ok(tidy(&rewrite_str(source, settings)?))
}

/// The file of the hashed folder that an element loads; nothing for links to pages, to what is fixed and to elsewhere.
fn file_of(page: &str, element: &Element<'_, '_>) -> Option<String> {
    let address = element.get_attribute(attribute(element))?;
    let elsewhere = address.contains(':') || address.starts_with(['/', '#']);
    let is_page = address.is_empty() || address.ends_with('/') || address.ends_with(".html");
    let stays = |file: &String| FIXED.contains(&file.as_str()) || notes::is_fixed(file);
    if elsewhere || is_page { None } else { resolved(page, &address).filter(|file| !stays(file)) }
}

fn attribute(element: &Element<'_, '_>) -> &'static str {
    if element.tag_name() == "link" { "href" } else { "src" }
}

/// The type of a script or the relation of a link.
fn role(element: &Element<'_, '_>) -> String {
    element.get_attribute(if element.tag_name() == "link" { "rel" } else { "type" }).unwrap_or_default()
}

/// Without the empty lines that Trunk leaves where its directives stood.
fn tidy(html: &str) -> String {
    let mut tidied: String = html.lines().filter(|line| !line.trim().is_empty()).flat_map(|l| [l, "\n"]).collect();
    if !html.ends_with('\n') {
        tidied.pop();
    }
    tidied
}
