//! The user's cache folder, where tools stay for the next clone.

use std::path::PathBuf;

use anyhow::{Context, Result};

/// The folder of Descent's tools.
pub fn tools() -> Result<PathBuf> {
    let folder = user_cache(|name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from));
    Ok(folder.context("there is no home folder to keep tools in: set XDG_CACHE_HOME")?.join("descent/tools"))
}

fn user_cache(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    // XDG asks for relative paths to be ignored.
    let chosen = variable("XDG_CACHE_HOME").filter(|folder| folder.is_absolute());
    chosen.or_else(|| {
        if cfg!(windows) {
            variable("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            variable("HOME").map(|home| home.join("Library/Caches"))
        } else {
            variable("HOME").map(|home| home.join(".cache"))
        }
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn cache_with(variables: &[(&str, &str)]) -> Option<PathBuf> {
        user_cache(|name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| PathBuf::from(value)))
    }

    #[test]
    fn the_cache_is_where_the_user_wants_it() {
        assert_eq!(cache_with(&[("HOME", "/home/ada")]), Some("/home/ada/.cache".into()));
        assert_eq!(cache_with(&[("HOME", "/home/ada"), ("XDG_CACHE_HOME", "/fast")]), Some("/fast".into()));
        assert_eq!(cache_with(&[("HOME", "/home/ada"), ("XDG_CACHE_HOME", "here")]), Some("/home/ada/.cache".into()));
        assert_eq!(cache_with(&[]), None);
    }
}
