//! Every function, method and schedule gives the frozen bits, natively and in WebAssembly.

#[path = "support/bits.rs"]
mod bits;

#[test]
fn every_function_method_and_schedule_has_its_frozen_bits() {
    bits::check();
}
