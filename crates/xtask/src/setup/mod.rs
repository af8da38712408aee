//! What the commands need, installed when it is missing.

pub mod books;
pub mod browser;
mod cache;
pub mod firefox;
pub mod node;
pub mod python;
mod target;
pub mod tools;
pub mod torch;

use anyhow::Result;

/// Something that a command needs before it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Rust's standard library for wasm.
    WasmTarget,
    /// wasm-bindgen's tools.
    WasmBindgen,
    /// Trunk, with the wasm-bindgen tools that it calls.
    Trunk,
    /// Node itself.
    Node,
    /// The Node packages of package-lock.json.
    Packages,
    /// Chromium and its driver.
    Browser,
}

impl Need {
    const ALL: [Self; 6] =
        [Self::WasmTarget, Self::WasmBindgen, Self::Trunk, Self::Node, Self::Packages, Self::Browser];

    fn title(self) -> &'static str {
        match self {
            Self::WasmTarget => "Rust's wasm target",
            Self::WasmBindgen => "wasm-bindgen's tools",
            Self::Trunk => "Trunk",
            Self::Node => "Node",
            Self::Packages => "Node packages",
            Self::Browser => "Chromium and its driver",
        }
    }

    /// What has to be there before.
    fn before(self) -> &'static [Self] {
        match self {
            Self::Trunk => &[Self::WasmBindgen],
            Self::Packages => &[Self::Node],
            _ => &[],
        }
    }

    /// Installs what is missing; a short word on what is there now.
    fn meet(self) -> Result<String> {
        match self {
            Self::WasmTarget => target::ensure(),
            Self::WasmBindgen => tools::wasm_bindgen()?.ensure(),
            Self::Trunk => tools::trunk()?.ensure(),
            Self::Node => node::ensure(),
            Self::Packages => node::ensure_packages(),
            Self::Browser => browser::ensure(),
        }
    }
}

/// `cargo xtask setup`.
pub fn everything() -> Result<()> {
    ensure(&Need::ALL)
}

/// Meets the needs and what stands before them, each once.
pub fn ensure(needs: &[Need]) -> Result<()> {
    let needs = in_order(needs);
    for (i, need) in needs.iter().enumerate() {
        println!("[set-up {}/{}] {} …", i + 1, needs.len(), need.title());
        println!("             {}", need.meet()?);
    }
    Ok(())
}

fn in_order(needs: &[Need]) -> Vec<Need> {
    let mut all: Vec<Need> = needs.iter().flat_map(|need| need.before().iter().chain([need])).copied().collect();
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_bring_along_what_stands_before_them() {
        assert_eq!(
            in_order(&[Need::Packages, Need::Trunk, Need::Trunk]),
            [Need::WasmBindgen, Need::Trunk, Need::Node, Need::Packages]
        );
    }

    #[test]
    fn everything_is_everything_in_order() {
        assert_eq!(in_order(&Need::ALL), Need::ALL);
    }
}
