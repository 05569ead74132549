//! Packages as a caller makes them and an outsider checks them. They import the public face only.

mod package;
mod support;
