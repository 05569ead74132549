//! Places a master key comes from.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::PathBuf;

use zeroize::Zeroizing;

/// A key file is one short line.
const LONGEST: u64 = 4_096;

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeySourceError {
    #[error("{place} cannot be read: {problem}")]
    Unreadable { place: String, problem: String },
    #[error("{place} is too large to be a master key")]
    TooLarge { place: String },
    #[error("{place} can be read by others than its owner: take their rights away (chmod 600)")]
    Exposed { place: String },
    #[error("the key service {place} did not answer: {problem}")]
    NoAnswer { place: String, problem: String },
    #[error("the key service {place} refused: check that this installation may use the key")]
    Refused { place: String },
}

/// Where the text of the master key comes from. Reading may take time: do it where blocking is allowed.
pub trait KeySource: Send + Sync {
    /// For messages; never secret.
    fn place(&self) -> String;

    /// The text of the key as `MasterKey::to_text` made it; `None` when there is none.
    fn read(&self) -> Result<Option<Zeroizing<String>>, KeySourceError>;
}

/// A key file. On Unix only its owner may have rights to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileKey(pub PathBuf);

impl KeySource for FileKey {
    fn place(&self) -> String {
        format!("the master key file {}", self.0.display())
    }

    fn read(&self) -> Result<Option<Zeroizing<String>>, KeySourceError> {
        let unreadable = |error: std::io::Error| KeySourceError::Unreadable {
            place: self.place(),
            problem: error.to_string(),
        };
        let file = match File::open(&self.0) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(error)),
        };
        // The rights of the open file, not of the name: the name may be changed in between.
        let about = file.metadata().map_err(unreadable)?;
        if exposed(&about) {
            return Err(KeySourceError::Exposed {
                place: self.place(),
            });
        }
        if about.len() > LONGEST {
            return Err(KeySourceError::TooLarge {
                place: self.place(),
            });
        }
        // Room for all of it at once: a buffer that grows leaves copies behind.
        let mut text = Zeroizing::new(String::with_capacity(LONGEST as usize));
        file.take(LONGEST)
            .read_to_string(&mut text)
            .map_err(unreadable)?;
        Ok(Some(text))
    }
}

#[cfg(unix)]
fn exposed(about: &std::fs::Metadata) -> bool {
    about.is_file() && std::os::unix::fs::MetadataExt::mode(about) & 0o077 != 0
}

#[cfg(not(unix))]
fn exposed(_about: &std::fs::Metadata) -> bool {
    false
}

/// A key that was read already: from an environment variable by the binary, or handed over by whoever unseals.
#[derive(Clone)]
pub struct GivenKey {
    place: String,
    text: Option<Zeroizing<String>>,
}

impl GivenKey {
    /// `place` says where it came from, such as `OMBUD_MASTER_KEY`; empty text is no key.
    pub fn new(place: impl Into<String>, text: Option<Zeroizing<String>>) -> Self {
        Self {
            place: place.into(),
            text: text.filter(|text| !text.trim().is_empty()),
        }
    }
}

impl std::fmt::Debug for GivenKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "GivenKey({})", self.place)
    }
}

impl KeySource for GivenKey {
    fn place(&self) -> String {
        self.place.clone()
    }

    fn read(&self) -> Result<Option<Zeroizing<String>>, KeySourceError> {
        Ok(self.text.clone())
    }
}

/// A service that holds a key above the master key and never gives it out: it opens what was wrapped with it. The server brings the
/// transport; this crate speaks no HTTP.
pub trait KeyService: Send + Sync {
    /// For messages, such as the service's address.
    fn place(&self) -> String;

    /// What `wrapped` holds: the text of the master key.
    fn unwrap(&self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeySourceError>;
}

/// A master key that lies wrapped beside the data and is opened by a key service at every start.
pub struct ServiceKey<S> {
    pub service: S,
    pub wrapped: Vec<u8>,
}

impl<S: KeyService> KeySource for ServiceKey<S> {
    fn place(&self) -> String {
        self.service.place()
    }

    fn read(&self) -> Result<Option<Zeroizing<String>>, KeySourceError> {
        let opened = self.service.unwrap(&self.wrapped)?;
        let text = std::str::from_utf8(&opened).map_err(|_| KeySourceError::Refused {
            place: self.place(),
        })?;
        Ok(Some(Zeroizing::new(text.to_owned())))
    }
}
