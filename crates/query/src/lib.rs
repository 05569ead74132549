//! Queries over history: the only crate that names DataFusion
