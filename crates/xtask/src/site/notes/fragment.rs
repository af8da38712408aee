//! What people write for one page: a heading, a first paragraph that says what it is about, text, and experiments.

use std::cell::{Cell, RefCell};

use anyhow::{Result, bail};
use lol_html::html_content::{ContentType, TextChunk};
use lol_html::{RewriteStrSettings, element, rewrite_str, text};

use super::experiments::Experiment;

/// A page's source.
#[derive(Debug)]
pub struct Fragment {
    /// The folder that it will have in the site.
    pub path: String,
    /// Its heading, as plain text.
    pub title: String,
    /// Its first paragraph, as plain text.
    pub lead: String,
    source: String,
}

impl Fragment {
    /// Reads a source; one without heading or first paragraph is refused.
    pub fn read(path: &str, source: &str) -> Result<Self> {
        let (title, lead) = (RefCell::new(String::new()), RefCell::new(String::new()));
        let collect = |into: &RefCell<String>, chunk: &TextChunk<'_>| into.borrow_mut().push_str(chunk.as_str());
        let settings = RewriteStrSettings::new()
            .append_element_content_handler(text!("h1", |chunk| {
                collect(&title, chunk);
                Ok(())
            }))
            .append_element_content_handler(text!("p.lead", |chunk| {
                collect(&lead, chunk);
                Ok(())
            }));
        rewrite_str(source, settings)?;
        let plain = |text: RefCell<String>| {
            let text = text.into_inner().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let (title, lead) = (plain(title), plain(lead));
        if title.is_empty() || lead.is_empty() {
            bail!("www/{path}.html needs <h1>…</h1> and <p class=\"lead\">…</p>");
        }
        Ok(Self { path: path.to_owned(), title, lead, source: source.trim().to_owned() })
    }

    /// The source with each `<descent-lab>` as it is published, and the experiments.
    pub fn with_experiments(&self, up: &str) -> Result<(String, Vec<Experiment>)> {
        let (found, bare, asked) = (RefCell::new(Vec::new()), Cell::new(false), Cell::new(false));
        let question = element!("p.ask", |_| {
            asked.set(true);
            Ok(())
        });
        let lab = element!("descent-lab", |element| {
            let said = |name: &str| element.get_attribute(name).map(|value| value.replace("&amp;", "&"));
            let (Some(link), Some(label)) = (said("experiment"), said("label")) else {
                bare.set(true);
                return Ok(());
            };
            let experiment = Experiment::new(&self.path, found.borrow().len(), &link, &label);
            element.replace(&experiment.figure(up, asked.take()), ContentType::Html);
            found.borrow_mut().push(experiment);
            Ok(())
        });
        let settings =
            RewriteStrSettings::new().append_element_content_handler(question).append_element_content_handler(lab);
        let body = rewrite_str(&self.source, settings)?;
        if bare.get() {
            bail!("www/{}.html: <descent-lab> needs experiment=\"…\" and label=\"…\"", self.path);
        }
        Ok((with_empty_lines(&body), found.into_inner()))
    }
}

/// Code keeps its empty lines, which are taken from published pages elsewhere.
fn with_empty_lines(body: &str) -> String {
    let mut parts = body.split("<pre");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, text) = part.split_once("</pre>").unwrap_or((part, ""));
        kept += "<pre";
        kept += &code.replace("\n\n", "&#10;\n");
        kept += "</pre>";
        kept += text;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<h1>Two &amp; two</h1><p class=\"lead\">What\n it is.</p>";

    #[test]
    fn heading_and_first_paragraph_become_plain_text() {
        let fragment = Fragment::read("lessons/x", HEAD).unwrap();
        assert_eq!((fragment.title.as_str(), fragment.lead.as_str()), ("Two & two", "What it is."));
        assert!(Fragment::read("lessons/x", "<h1>Only</h1>").unwrap_err().to_string().contains("www/lessons/x.html"));
    }

    #[test]
    fn code_keeps_its_empty_lines_and_text_is_left_alone() {
        let source = format!("{HEAD}<p>a\n\nb</p><pre>c\n\nd</pre><p>e\n\nf</p>");
        let (body, _) = Fragment::read("recipes", &source).unwrap().with_experiments("../").unwrap();
        assert!(body.ends_with("<p>a\n\nb</p><pre>c&#10;\nd</pre><p>e\n\nf</p>"), "{body}");
    }

    #[test]
    fn experiments_are_found_in_order_whichever_way_the_ampersand_is_written() {
        let lab = |link| format!("<descent-lab experiment=\"{link}\" label=\"it\"></descent-lab>");
        let source = format!("{HEAD}{}<p>and</p>{}", lab("v=1&o=gd"), lab("v=1&amp;o=adam"));
        let (body, found) = Fragment::read("lessons/x", &source).unwrap().with_experiments("../../").unwrap();
        let links: Vec<_> = found.iter().map(|experiment| experiment.link.as_str()).collect();
        assert_eq!(links, ["v=1&o=gd", "v=1&o=adam"]);
        assert_eq!(body.matches("<figure").count(), 2);
        assert!(!body.contains("predict"), "{body}");
        let asked = format!("{HEAD}{}<p class=\"ask\">Which?</p>{}", lab("v=1"), lab("v=1&o=gd"));
        let (body, _) = Fragment::read("lessons/x", &asked).unwrap().with_experiments("").unwrap();
        assert!(body.contains("<descent-lab predict experiment=\"v=1&amp;o=gd\""), "{body}");
        assert_eq!(body.matches("<descent-lab predict").count(), 1);
        let bare = format!("{HEAD}<descent-lab experiment=\"v=1\"></descent-lab>");
        assert!(Fragment::read("lessons/x", &bare).unwrap().with_experiments("").is_err());
    }
}
