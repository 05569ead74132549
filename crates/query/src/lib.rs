//! Queries over history: the only crate that names DataFusion.
//!
//! Promises: a question reads exactly the segments it was given, in bounded memory and bounded time, and writes nothing, not even a
//! temporary file. A predicate is untrusted text: it is one expression over the visible columns, with functions from a short list;
//! whatever else it says is refused with a reason. Nobody's name is in an answer, only pseudonyms; the sealed column and the keys of
//! records cannot be asked for. The same history and the same predicate give the same rows in the same order.

mod activities;
mod bounds;
mod column;
mod condition;
mod error;
mod function;
mod names;
mod newest;
mod person;
mod predicate;
mod reader;
mod row;
mod scan;
mod total;

pub use activities::{Limits, MAX_ROWS, activities};
pub use bounds::Whom;
pub use column::{COLUMNS, Column, Holds};
pub use error::QueryError;
pub use function::FUNCTIONS;
pub use person::PseudonymLookup;
pub use reader::HistoryReader;
pub use row::ActivityRow;
