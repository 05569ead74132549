//! The edges of Ombud: one file per source, a registry, and a contract that every source passes.
//!
//! Promises: whatever the bytes, a record is either normalised into activities or rejected with a reason; nothing panics and memory
//! stays bounded. A source knows its format and nothing of policies, persons or storage.
//!
//! Adding a source is one file that implements [`Source`] plus one line in [`SOURCES`]; the contract test picks it up from there.

pub mod cert;
pub mod generic;
pub mod graph_alerts;
pub mod hint;
pub mod hr;
mod m365;
pub mod mapping;
mod mend;
pub mod reader;
pub mod record;
pub mod source;
mod targets;
pub mod text;
pub mod when;
pub mod who;
pub mod yaml;

pub use reader::{Chunk, Format, OpenError, Place, ReadError, Reader, open, read_limited};
pub use record::{Record, Row};
pub use source::{Context, Mismatch, Rejection, Source, SourceMeta};

/// Every source, in the order in which they are documented.
pub static SOURCES: &[&dyn Source] = &[
    &m365::M365,
    &hr::Hr,
    &graph_alerts::GraphAlerts,
    &cert::Cert,
    &generic::Generic,
];

/// The source with that id.
pub fn source(id: &str) -> Option<&'static dyn Source> {
    SOURCES
        .iter()
        .copied()
        .find(|source| source.meta().id == id)
}
