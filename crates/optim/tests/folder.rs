//! The list of functions is complete.

use descent_optim::functions::CATALOG;

#[test]
fn every_file_of_functions_is_in_the_list() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/functions");
    let entries = std::fs::read_dir(folder).expect("the folder of functions");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut files: Vec<String> =
        names.filter_map(|name| name.strip_suffix(".rs").map(str::to_owned)).filter(|name| name != "mod").collect();
    let mut ids: Vec<&str> = CATALOG.iter().map(|function| function.id).collect();
    files.sort();
    ids.sort_unstable();
    assert_eq!(files, ids);
}
