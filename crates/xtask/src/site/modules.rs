//! Which modules a module brings along, so that a page can ask for all of them at once.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};

use super::assets::Files;
use super::resolved;

/// The static imports of every module of the site.
pub struct Graph(BTreeMap<String, Vec<String>>);

impl Graph {
    /// Reads the imports of all modules; one that names a missing file is an error.
    pub fn read(files: &Files) -> Result<Self> {
        let mut graph = BTreeMap::new();
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".mjs") || path.ends_with(".js")) {
            let mut targets = Vec::new();
            for specifier in static_imports(&String::from_utf8_lossy(bytes)) {
                match resolved(path, &specifier).filter(|_| specifier.starts_with('.')) {
                    Some(target) if files.get(&target).is_some() => targets.push(target),
                    _ => bail!("{path} imports '{specifier}', which is not there"),
                }
            }
            graph.insert(path.to_owned(), targets);
        }
        Ok(Self(graph))
    }

    /// A module and all that it imports, directly or not.
    pub fn closure<'a>(&'a self, roots: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
        let mut found = BTreeSet::new();
        let mut open: Vec<&str> = roots.into_iter().collect();
        while let Some(module) = open.pop() {
            if found.insert(module) {
                open.extend(self.0.get(module).into_iter().flatten().map(String::as_str));
            }
        }
        found
    }
}

/// What `import … from '…'`, `import '…'` and `export … from '…'` name. Statements begin a line, which keeps
/// comments out; `import(…)` happens later, or never, and is left out.
fn static_imports(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = source;
    while !rest.is_empty() {
        let line = rest.trim_start_matches([' ', '\t']);
        let statement = line.strip_prefix("import").or_else(|| line.strip_prefix("export"));
        if let Some(specifier) = statement.and_then(|statement| specifier(statement, line.starts_with("export"))) {
            found.push(specifier.to_owned());
        }
        rest = rest.split_once('\n').map_or("", |(_, after)| after);
    }
    found
}

/// The quoted name after a clause of names, braces and `from`.
fn specifier(statement: &str, from_needed: bool) -> Option<&str> {
    let quote = statement.find(['\'', '"'])?;
    let (clause, quoted) = statement.split_at(quote);
    let is_clause = |c: char| c.is_alphanumeric() || c.is_whitespace() || "{},*_$".contains(c);
    if !clause.chars().all(is_clause) || clause.starts_with(char::is_alphanumeric) {
        return None;
    }
    let bare = clause.trim().is_empty();
    if (bare && from_needed) || (!bare && !clause.trim_end().ends_with("from")) {
        return None;
    }
    let mark = quoted.chars().next()?;
    quoted[1..].split_once(mark).map(|(specifier, _)| specifier)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn static_imports_are_found_however_they_are_written() {
        let source = "\
import load, { Session } from '../descent-web.js'
import * as words from \"./words.mjs\";
import {
  one,
  two,
} from './pair.mjs'
import './side.mjs'
export { reduce } from './reduce.mjs'
export * from './all.mjs'
";
        let expected = ["../descent-web.js", "./words.mjs", "./pair.mjs", "./side.mjs", "./reduce.mjs", "./all.mjs"];
        assert_eq!(static_imports(source), expected);
    }

    #[test]
    fn what_only_looks_like_an_import_is_left_out() {
        let source = "\
/** @typedef {import('./state.mjs').State} State */
 * import('./comment.mjs')
const later = await import('./later.mjs')
import('./floating.mjs')
import.meta.url + './here.mjs'
export const name = 'value'
export default 'text'
important('./not.mjs')
";
        assert_eq!(static_imports(source), Vec::<String>::new());
    }

    #[test]
    fn a_circle_of_imports_ends() {
        let files = Files::from_iter([
            ("a.mjs".to_owned(), b"import './b.mjs'".to_vec()),
            ("b.mjs".to_owned(), b"import './a.mjs'\nimport './js/c.mjs'".to_vec()),
            ("js/c.mjs".to_owned(), Vec::new()),
            ("unused.mjs".to_owned(), Vec::new()),
        ]);
        let graph = Graph::read(&files).unwrap();
        assert_eq!(graph.closure(["a.mjs"]).into_iter().collect::<Vec<_>>(), ["a.mjs", "b.mjs", "js/c.mjs"]);
    }

    #[test]
    fn a_missing_module_is_named_with_the_one_that_wants_it() {
        let files = Files::from_iter([("js/a.mjs".to_owned(), b"import './gone.mjs'".to_vec())]);
        let message = Graph::read(&files).err().unwrap().to_string();
        assert_eq!(message, "js/a.mjs imports './gone.mjs', which is not there");
    }
}
