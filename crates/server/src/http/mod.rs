//! The HTTP interface.

pub mod ports;
pub mod wire;
