//! The module in two parts.

mod marks;
mod parts;

use anyhow::{Context, Result};
use walrus::{Module, ModuleConfig};

fn parse(module: &[u8], names: bool) -> Result<Module> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(names).generate_producers_section(false);
    config.parse(module)
}

pub fn try_it() -> Result<()> {
    let site = std::path::PathBuf::from(std::env::var("SITE").unwrap());
    let bytes = std::fs::read(site.join("descent-web_bg.wasm"))?;
    let file = site.join("instrumented.wasm");
    std::fs::write(&file, marks::marked(parse(&bytes, false)?).emit_wasm())?;
    let output = crate::command::program("node").arg("crates/xtask/src/site/split/profile.mjs").arg(site.join("descent-web.js")).arg(&file).arg(site.join("js/first.mjs")).stderr(std::process::Stdio::inherit()).output()?;
    let executed: marks::Executed = serde_json::from_slice(&output.stdout).context("profile")?;
    let mut probe = parse(&bytes, false)?;
    let fates = marks::cut(&mut probe, &executed);
    let count = |f| fates.iter().filter(|x| **x == f).count();
    println!("{} functions: {} whole, {} cut, {} idle; {} executed", fates.len(), count(marks::Fate::Whole), count(marks::Fate::Cut), count(marks::Fate::Idle), executed.len());
    let names = std::env::var("NAMES").is_ok();
    let (mut first, mut rest) = parts::divide(parse(&bytes, names)?, parse(&bytes, names)?, &executed)?;
    for (name, part) in [("first", first.emit_wasm()), ("rest", rest.emit_wasm())] {
        println!("{name} {} {}", part.len(), super::compress(&part, 11).len());
        std::fs::write(site.join(format!("{name}.wasm")), part)?;
    }
    Ok(())
}
