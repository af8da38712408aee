//! The pages that are made of one source: `index.html`, and `embed.html` for frames in other pages. What stands in one of them only
//! says so in `data-in`.

use anyhow::{Context, Result};
use lol_html::{RewriteStrSettings, element, rewrite_str};

use super::assets::Files;

/// The source, and the whole page.
const INDEX: &str = "index.html";

/// The pages, by the word for each in `data-in`.
const VARIANTS: &[(&str, &str)] = &[("full", INDEX), ("embed", "embed.html")];

/// Puts all pages of one source in its place.
pub fn derive(files: &mut Files) -> Result<()> {
    let source = files.get(INDEX).with_context(|| format!("there is no {INDEX}"))?;
    let source = String::from_utf8(source.to_vec()).with_context(|| format!("{INDEX} is not UTF-8"))?;
    for (variant, path) in VARIANTS {
        files.insert((*path).to_owned(), variant_of(&source, variant)?.into_bytes());
    }
    Ok(())
}

/// The source with what stands in this variant only, and without what stands in others only.
fn variant_of(source: &str, variant: &str) -> Result<String> {
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("html", |element| {
            element.set_attribute("data-page", variant)?;
            Ok(())
        }))
        .append_element_content_handler(element!("[data-tab-embed]", |element| {
            let tab = element.get_attribute("data-tab-embed").unwrap_or_default();
            element.remove_attribute("data-tab-embed");
            if variant == "embed" {
                element.set_attribute("data-tab", &tab)?;
            }
            Ok(())
        }))
        .append_element_content_handler(element!("[data-in]", |element| {
            if element.get_attribute("data-in").is_some_and(|word| word == variant) {
                element.remove_attribute("data-in");
            } else {
                element.remove();
            }
            Ok(())
        }));
    Ok(rewrite_str(source, settings)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_has_what_is_for_it_and_what_is_for_all() {
        let source = "<html data-page=full><body data-tab=runs data-tab-embed><p>both</p><p data-in=full>whole</p>\
                      <a data-in=embed href=./>out</a></body></html>";
        let mut files = Files::from_iter([(INDEX.to_owned(), source.into())]);
        derive(&mut files).unwrap();
        let text = |path| std::str::from_utf8(files.get(path).unwrap()).unwrap();
        let (full, embed) = (text("index.html"), text("embed.html"));
        for (page, has, has_not) in [(full, "whole", "out"), (embed, "out", "whole")] {
            assert!(page.contains("both") && page.contains(has) && !page.contains(has_not), "{page}");
            assert!(!page.contains("data-in"), "{page}");
        }
        assert!(full.contains("data-tab=runs") && embed.contains("data-tab=\"\""), "{embed}");
        assert!(embed.contains("data-page=\"embed\""), "{embed}");
    }
}
