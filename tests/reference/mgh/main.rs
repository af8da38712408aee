//! Moré, Garbow, Hillstrom (1981), *Testing unconstrained optimization software*, ACM TOMS 7: its 35 problems with their starts and minima,
//! solved by the methods of the catalog.

mod fits;
mod grown;
mod instances;
mod small;
mod squares;

use descent_optim::math::exp;

#[test]
fn starts_and_minima_are_the_papers() {
    for one in instances::all() {
        println!("{:28} {:>2} {:.6e}", one.name, one.x0.len(), one.objective.value(&one.x0));
    }
}
