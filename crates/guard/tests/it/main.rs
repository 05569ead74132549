//! The guard seen from outside: what people signed is what holds, and the guide says what the program does.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod agreement;
mod guide;
