//! The models, one a file: what z = x·t + y is taken to say, and the loss of an example.

use crate::examples::Examples;
use crate::mean::Model;

/// The examples by their inputs: for each input in turn what is to be known of its outputs.
fn by_input<T>(examples: &Examples, known: impl Fn(Vec<f64>) -> T) -> Vec<(f64, T)> {
    let order = crate::sort::order(examples.len(), &|i, j| {
        examples.t[i].total_cmp(&examples.t[j]).then(examples.v[i].total_cmp(&examples.v[j]))
    });
    order
        .chunk_by(|i, j| examples.t[*i] == examples.t[*j])
        .map(|group| (examples.t[group[0]], known(group.iter().map(|i| examples.v[*i]).collect())))
        .collect()
}

/// The modules of the models and their list, in the order in which people are shown them.
macro_rules! catalog {
    ($($module:ident)*) => {
        $(pub mod $module;)*

        /// All models.
        pub static CATALOG: &[&Model] = &[$(&$module::MODEL),*];
    };
}

catalog! {
    line
    logistic
    robust
}

/// The model with this id.
pub fn find(id: &str) -> Option<&'static Model> {
    CATALOG.iter().copied().find(|model| model.id == id)
}
