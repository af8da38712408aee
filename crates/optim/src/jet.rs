//! Second-order forward mode.
