#![allow(clippy::tests_outside_test_module)]
//! Integration tests of the guard.
