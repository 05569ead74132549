//! What a source is.

use std::borrow::Cow;

use ombud_model::settings::Settings;
use ombud_model::{Activity, ReaderVersion};

use crate::Record;
use crate::mapping::Mapping;

/// What a source says about itself; becomes its page in the generated reference.
#[derive(Clone, Copy, Debug)]
pub struct SourceMeta {
    /// Lower-case with hyphens; never changes.
    pub id: &'static str,
    pub title: &'static str,
    /// One paragraph: what it reads, from where.
    pub summary: &'static str,
    /// The shapes it accepts, found by looking.
    pub formats: &'static [&'static str],
    /// The version of its reader. Raise it when a record that was read before gives other facts from now on: such a record is then
    /// read anew when it comes again.
    pub reader: u32,
    /// Whether it can only be read with a mapping file.
    pub needs_mapping: bool,
    /// How it is told whether an act took effect.
    pub outcome: &'static str,
    /// The operations of which a record is taken as done although it does not say so, because they are logged only on success.
    pub logged_on_success: Option<fn() -> Vec<&'static str>>,
}

/// What normalising needs beside the record. The same for all records of one input.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub settings: &'a Settings,
    /// Columns and fields of free-form input; sources with a fixed format ignore it.
    pub mapping: Option<&'a Mapping>,
    /// Keys of the hash behind [`Activity::key`] and [`Activity::object_id`]: secret, fixed per installation.
    pub hash_keys: (u64, u64),
}

/// Why a record was not accepted: one sentence in lower case, without a full stop, that quotes no personal data.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0}")]
pub struct Rejection(pub Cow<'static, str>);

/// The input as a whole is not of this source.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("this is not {expected}: {found}")]
pub struct Mismatch {
    /// What the source reads.
    pub expected: String,
    /// What was found, and which source would fit if one does.
    pub found: String,
}

/// A kind of input. Stateless: records are normalised in any order and on any thread.
pub trait Source: Sync {
    fn meta(&self) -> &'static SourceMeta;

    /// What reads an input: the source's reader, with the mapping if there is one.
    fn reader_version(&self, mapping: Option<&Mapping>) -> ReaderVersion {
        ReaderVersion {
            number: self.meta().reader,
            mapping: mapping.map_or(0, Mapping::fingerprint),
        }
    }

    /// Looks at the first record: is this input of this source at all? Called once per input, before anything is kept.
    fn recognise(&self, first: &Record<'_>, context: &Context<'_>) -> Result<(), Mismatch>;

    /// Emits the activities of one record: usually one, several when it concerns several persons.
    ///
    /// An `Err` means that nothing was emitted and the record is rejected. An unknown operation is no error: it becomes
    /// [`ombud_model::Kind::Other`].
    fn normalise(
        &self,
        record: &Record<'_>,
        context: &Context<'_>,
        emit: &mut dyn FnMut(&Activity<'_>),
    ) -> Result<(), Rejection>;
}
