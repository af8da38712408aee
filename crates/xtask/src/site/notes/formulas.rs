//! Formulas: `\( … \)` in a line, `\[ … \]` by themselves, as people type them, become MathML when the site is built.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::{command, project};

const SCRIPT: &str = "crates/xtask/src/site/notes/formulas.mjs";

/// A formula in a text: where it stands with its marks, what it says, and whether it stands by itself.
#[derive(Debug, PartialEq, Eq)]
struct Formula {
    from: usize,
    to: usize,
    tex: String,
    block: bool,
}

/// Replaces the formulas of all pages.
pub fn write(pages: &mut [&mut String]) -> Result<()> {
    let mut found = Vec::new();
    for page in pages.iter() {
        found.push(formulas(page)?);
    }
    let asked: Vec<_> = found.iter().flatten().map(|formula| (formula.tex.as_str(), formula.block)).collect();
    let mut answers = converted(&asked)?.into_iter();
    for (page, formulas) in pages.iter_mut().zip(&found) {
        let answers: Vec<_> = formulas.iter().map(|_| answers.next().unwrap_or_default()).collect();
        // From the end, so that places stay.
        for (formula, mathml) in formulas.iter().zip(answers).rev() {
            page.replace_range(formula.from..formula.to, &mathml);
        }
    }
    Ok(())
}

fn formulas(page: &str) -> Result<Vec<Formula>> {
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(at) = page[from..].find(['\\']).map(|at| from + at) {
        let close = match page.get(at..at + 2) {
            Some("\\(") => "\\)",
            Some("\\[") => "\\]",
            _ => {
                from = at + 1;
                continue;
            }
        };
        let Some(length) = page[at..].find(close) else { bail!("a formula does not end: {:.60}", &page[at..]) };
        let to = at + length + 2;
        let tex = page[at + 2..to - 2].trim().replace("&lt;", "<").replace("&amp;", "&");
        found.push(Formula { from: at, to, tex, block: close == "\\]" });
        from = to;
    }
    Ok(found)
}

/// MathML for each formula, by Temml.
fn converted(asked: &[(&str, bool)]) -> Result<Vec<String>> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let folder = project::target().join("formulas");
    fs::create_dir_all(&folder)?;
    let (questions, answers) = (folder.join("tex.json"), folder.join("mathml.json"));
    fs::write(&questions, serde_json::to_vec(asked)?)?;
    command::run(command::program("node").arg(project::root().join(SCRIPT)).args([&questions, &answers]))?;
    let answers: Vec<String> =
        serde_json::from_slice(&fs::read(&answers)?).context("the formulas cannot be read back")?;
    if answers.len() != asked.len() {
        bail!("{} formulas became {}", asked.len(), answers.len());
    }
    Ok(answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_found_with_their_kind() {
        let found = formulas("a \\(x^2\\) b \\[ y &lt; 1 \\] and \\n").unwrap();
        let short: Vec<_> = found.iter().map(|formula| (formula.tex.as_str(), formula.block)).collect();
        assert_eq!(short, [("x^2", false), ("y < 1", true)]);
        assert!(formulas("a \\(x").is_err());
    }
}
