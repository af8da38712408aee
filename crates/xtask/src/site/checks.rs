//! What a page must not contain, because the policy would forbid it in the reader's browser.

use std::cell::RefCell;

use anyhow::{Result, bail};
use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};

/// Refuses a page without a place for the policy, or with anything inline.
pub fn page(path: &str, source: &str) -> Result<()> {
    let faults = RefCell::new(Vec::new());
    let policy_seen = RefCell::new(false);
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("meta[http-equiv=\"Content-Security-Policy\"]", |_| {
            *policy_seen.borrow_mut() = true;
            Ok(())
        }))
        .append_element_content_handler(element!("script, link, style, img", |element| {
            if !*policy_seen.borrow() {
                faults.borrow_mut().push(format!("<{}> stands before the policy", element.tag_name()));
            }
            Ok(())
        }))
        .append_element_content_handler(element!("*", |element| {
            faults.borrow_mut().extend(inline(element));
            Ok(())
        }));
    rewrite_str(source, settings)?;
    let mut faults = faults.into_inner();
    if !policy_seen.into_inner() {
        faults.insert(0, "<meta http-equiv=\"Content-Security-Policy\" content=\"\"> is missing".to_owned());
    }
    match faults.first() {
        None => Ok(()),
        Some(fault) => bail!("{path}: {fault}"),
    }
}

fn inline(element: &Element<'_, '_>) -> Option<String> {
    let tag = element.tag_name();
    if tag == "style" || (tag == "script" && !element.has_attribute("src")) {
        return Some(format!("the policy forbids an inline <{tag}>"));
    }
    let forbidden = |name: &str| name == "style" || name.starts_with("on");
    let attribute = element.attributes().iter().map(lol_html::html_content::Attribute::name).find(|n| forbidden(n));
    attribute.map(|name| format!("the policy forbids the attribute {name} on <{tag}>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"\">";

    #[test]
    fn a_page_with_files_only_passes() {
        page("index.html", &format!("<head>{POLICY}<script type=module src=a.mjs></script></head>")).unwrap();
    }

    #[test]
    fn what_the_policy_would_block_is_refused_before_a_reader_sees_it() {
        for (source, word) in [
            ("<head><title>x</title></head>".to_owned(), "missing"),
            (format!("<link rel=stylesheet href=a.css>{POLICY}"), "before the policy"),
            (format!("{POLICY}<script>start()</script>"), "inline <script>"),
            (format!("{POLICY}<style>p {{}}</style>"), "inline <style>"),
            (format!("{POLICY}<p style=\"color: red\">"), "attribute style on <p>"),
            (format!("{POLICY}<button onclick=\"go()\">"), "attribute onclick on <button>"),
        ] {
            let message = page("index.html", &source).unwrap_err().to_string();
            assert!(message.starts_with("index.html: ") && message.contains(word), "{source}: {message}");
        }
    }
}
