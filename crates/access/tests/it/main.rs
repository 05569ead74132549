//! Access seen from outside: every answer is the one of a naive model, and the one that people have reviewed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod access;
mod access_matrix;
mod access_oracle;
mod access_renewal;
mod access_roles;
mod access_roster;
mod access_spec;
