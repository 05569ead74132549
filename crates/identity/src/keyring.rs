//! Where the master key comes from, and why a server may be without it.
//!
//! The key comes from a [`KeySource`] (a file, the environment, a key service) or is handed over later. It belongs to one data
//! directory: another directory's key does not unseal it. [`Rotation`] carries everything that hangs on the master key over to a
//! new one, person by person, and may be stopped and taken up again anywhere.

mod rotation;
mod source;

pub use rotation::{Rewrapped, Rotation, RotationError};
pub use source::{FileKey, GivenKey, KeyService, KeySource, KeySourceError, ServiceKey};

use crate::MasterKey;
use crate::vault::KeyTextError;

/// Tells two master keys apart, kept beside the data.
pub type Fingerprint = [u8; 8];

/// Why there is no key: the data stay sealed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unsealing {
    #[error(
        "{place} is not there: restore it from your backup, name its place with --master-key, or hand the key to a running server with \
         `ombud unseal`"
    )]
    NoKey { place: String },
    #[error(transparent)]
    Source(#[from] KeySourceError),
    #[error("{place}: {error}")]
    Text { place: String, error: KeyTextError },
    #[error(
        "{place} belongs to other data: restore the right one, or name its place with --master-key"
    )]
    OtherData { place: String },
}

impl Unsealing {
    /// The reason for whoever may not learn where the key lies.
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::NoKey { .. } => "the master key is not there",
            Self::Source(KeySourceError::Exposed { .. }) => {
                "the file with the master key can be read by others than its owner"
            }
            Self::Source(KeySourceError::NoAnswer { .. } | KeySourceError::Refused { .. }) => {
                "the key service does not give the master key"
            }
            Self::Source(KeySourceError::Unreadable { .. } | KeySourceError::TooLarge { .. }) => {
                "the master key cannot be read"
            }
            Self::Text { .. } => "what was given is not a master key",
            Self::OtherData { .. } => "this master key belongs to other data",
        }
    }
}

/// The key of a source. `expected` is the fingerprint that is kept beside the data; `None` when there are no data yet.
pub fn unseal(
    source: &dyn KeySource,
    expected: Option<Fingerprint>,
) -> Result<MasterKey, Unsealing> {
    let place = source.place();
    let Some(text) = source.read()? else {
        return Err(Unsealing::NoKey { place });
    };
    let key = match MasterKey::from_text(&text) {
        Ok(key) => key,
        Err(error) => return Err(Unsealing::Text { place, error }),
    };
    if expected.is_some_and(|expected| expected != key.fingerprint()) {
        return Err(Unsealing::OtherData { place });
    }
    Ok(key)
}

#[cfg(test)]
mod tests;
