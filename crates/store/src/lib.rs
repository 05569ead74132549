//! Keeps what Ombud knows: records in a relational database and history as Parquet segments.
//!
//! Promises: a batch is either wholly committed or not there at all; segments that no manifest row names are invisible; a data
//! directory has at most one writer; identities, fragments and rejected records arrive here already sealed and are stored as they are.
//! The SQL is portable (built with sea-query), so that another database is a connection string, not another code path.
//!
//! A data directory holds `records.sqlite`, `history/<yyyy-mm>/<segment id>.parquet` and `lock`. Nothing else in it is touched.
//!
//! The order that keeps a crash harmless: [`History::put_segment`] first, then [`Records::commit_batch`], then the source is
//! acknowledged.

mod directory;
mod error;
pub mod history;
mod migration;
pub mod records;
mod sql;
mod store;
mod tables;

pub use error::StoreError;
pub use history::{
    History, HistoryError, NewSegment, Segment, SegmentMeta, SupersededRows, encode_segment,
};
pub use records::Records;
pub use store::{Mode, Store};
