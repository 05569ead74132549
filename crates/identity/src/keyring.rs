//! Where the master key comes from, and what a server is that does not have it.
//!
//! A server starts sealed: without the key it answers that it is there and nothing else. The key comes from a [`KeySource`] (a file, the
//! environment, a key service) or is handed over later. It belongs to one data directory: another directory's key does not
//! unseal it. [`Rotation`] carries everything that hangs on the master key over to a new one, person by person, and may be stopped
//! and taken up again anywhere.

mod rotation;
mod source;

pub use rotation::{Rewrapped, Rotation, RotationError};
pub use source::{FileKey, GivenKey, KeyService, KeySource, KeySourceError, ServiceKey};

use crate::MasterKey;
use crate::vault::KeyTextError;

/// Tells two master keys apart, kept beside the data.
pub type Fingerprint = [u8; 8];

/// Why there is no key.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unsealing {
    #[error("the server is sealed: give it the master key with `ombud unseal`")]
    NoKey,
    #[error(transparent)]
    Source(#[from] KeySourceError),
    #[error("{place}: {error}")]
    Text { place: String, error: KeyTextError },
    #[error("{place}: this master key belongs to other data: restore the right one")]
    OtherData { place: String },
}

/// The key, or its absence.
#[derive(Debug)]
pub enum Keyring {
    /// Only health may be answered. Holds why.
    Sealed(Unsealing),
    Open(MasterKey),
}

impl Keyring {
    /// Starts with what the source has. Never fails: without a key the server is sealed, and says why. `expected` is the fingerprint
    /// kept beside the data; `None` when there are no data yet.
    pub fn start(source: &dyn KeySource, expected: Option<Fingerprint>) -> Self {
        match read(source, expected) {
            Ok(key) => Keyring::Open(key),
            Err(why) => Keyring::Sealed(why),
        }
    }

    /// Opens a sealed ring with the key that somebody hands over; a wrong one leaves it as it was. An open one stays open.
    pub fn unseal(
        &mut self,
        source: &dyn KeySource,
        expected: Option<Fingerprint>,
    ) -> Result<(), Unsealing> {
        if let Keyring::Sealed(_) = self {
            *self = Keyring::Open(read(source, expected)?);
        }
        Ok(())
    }

    /// Wipes the key.
    pub fn seal(&mut self) {
        *self = Keyring::Sealed(Unsealing::NoKey);
    }

    pub fn is_sealed(&self) -> bool {
        matches!(self, Keyring::Sealed(_))
    }

    /// The key, for everything but health.
    pub fn master(&self) -> Result<&MasterKey, &Unsealing> {
        match self {
            Keyring::Open(key) => Ok(key),
            Keyring::Sealed(why) => Err(why),
        }
    }
}

fn read(source: &dyn KeySource, expected: Option<Fingerprint>) -> Result<MasterKey, Unsealing> {
    let place = source.place();
    let text = source.read()?.ok_or(Unsealing::NoKey)?;
    let key = MasterKey::from_text(&text).map_err(|error| Unsealing::Text {
        place: place.clone(),
        error,
    })?;
    if expected.is_some_and(|expected| expected != key.fingerprint()) {
        return Err(Unsealing::OtherData { place });
    }
    Ok(key)
}

#[cfg(test)]
mod tests;
