//! Packages as a caller makes them and an outsider checks them. They import the public face only.

mod archives;
mod documents;
mod forged;
mod package;
mod raw;
mod support;
mod tampered;
