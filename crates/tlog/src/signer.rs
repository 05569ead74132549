//! What signs notes: a private key for one use, drawn, read from a key file or written to one.

use std::fmt;

use ed25519_dalek::{Signer as _, SigningKey};
use ombud_model::Timestamp;
use ombud_model::entropy::{self, Entropy, NoEntropy};
use zeroize::Zeroizing;

use super::key::{BadKey, KeyUse, VerifierKey, key_text, split_key, stated};
use super::note::{BadNote, NoteSignature};

const PRIVATE: &str = "PRIVATE+KEY+";

/// A named private key. The key wipes itself when dropped.
#[derive(Clone)]
struct Secret {
    public: VerifierKey,
    key: SigningKey,
}

impl Secret {
    fn new(name: &str, key_use: KeyUse, seed: &[u8; 32]) -> Result<Self, BadKey> {
        let key = SigningKey::from_bytes(seed);
        Ok(Self {
            public: VerifierKey::new(name, key_use, key.verifying_key().as_bytes())?,
            key,
        })
    }

    fn generate(
        name: &str,
        key_use: KeyUse,
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<Self, NewKeyError> {
        let seed = Zeroizing::new(entropy::bytes::<32>(entropy)?);
        Ok(Self::new(name, key_use, &seed)?)
    }

    fn read(text: &str, key_use: KeyUse) -> Result<Self, BadKey> {
        let text = text
            .trim_end_matches('\n')
            .strip_prefix(PRIVATE)
            .ok_or(BadKey::Form)?;
        let (name, (id, bytes)) = split_key(text).ok_or(BadKey::Form)?;
        let (byte, seed) = bytes.split_first().ok_or(BadKey::Form)?;
        if *byte != key_use.byte() {
            return Err(BadKey::Use);
        }
        let secret = Self::new(name, key_use, seed.try_into().map_err(|_| BadKey::Form)?)?;
        if secret.public.id() == id {
            Ok(secret)
        } else {
            Err(BadKey::Id)
        }
    }

    fn reveal(&self) -> Zeroizing<String> {
        key_text(
            PRIVATE,
            self.public.name(),
            self.public.id(),
            self.public.key_use(),
            self.key.as_bytes(),
        )
    }

    fn line(&self, prefix: &[u8], message: &[u8]) -> NoteSignature {
        let bytes = prefix
            .iter()
            .copied()
            .chain(self.key.sign(message).to_bytes())
            .collect();
        NoteSignature {
            name: self.public.name().to_owned(),
            id: self.public.id(),
            bytes,
        }
    }
}

/// Why a head was not signed. Nothing was added to the log.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotSigned {
    /// What the key's keeper says.
    #[error("the key of the audit log does not sign: {0}")]
    Key(String),
    #[error(transparent)]
    Note(#[from] BadNote),
}

/// What signs the heads of a log: a key at hand, or one that is kept elsewhere and may fail.
pub trait HeadSigner: Send + Sync {
    /// What readers need to check the signatures. Its name is the log's.
    fn key(&self) -> &VerifierKey;

    /// The signature line for a head's text, or for another note's whose first line tells it from a head. On an error the log adds nothing; it may ask again for the next group.
    fn sign_head(&self, text: &str) -> Result<NoteSignature, NotSigned>;
}

/// Why there is no new key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NewKeyError {
    #[error(transparent)]
    Key(#[from] BadKey),
    #[error(transparent)]
    NoEntropy(#[from] NoEntropy),
}

macro_rules! signers {
    ($($(#[$doc:meta])* $name:ident, $use:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(Secret);

        impl $name {
            /// From the 32 secret bytes of an Ed25519 key.
            pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, BadKey> {
                Secret::new(name, $use, seed).map(Self)
            }

            pub fn generate(name: &str, entropy: &mut (impl Entropy + ?Sized)) -> Result<Self, NewKeyError> {
                Secret::generate(name, $use, entropy).map(Self)
            }

            /// Reads what [`Self::reveal`] writes; line feeds at the end do not matter.
            pub fn read(text: &str) -> Result<Self, BadKey> {
                Secret::read(text, $use).map(Self)
            }

            /// `PRIVATE+KEY+name+id+base64`: the only way to the secret, for a key file.
            pub fn reveal(&self) -> Zeroizing<String> {
                self.0.reveal()
            }

            pub fn name(&self) -> &str {
                self.0.public.name()
            }

            /// What readers need to check its signatures.
            pub fn verifier(&self) -> &VerifierKey {
                &self.0.public
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )*};
}

signers! {
    /// The key with which a log signs its heads.
    LogSigner, KeyUse::Log;
    /// The key with which a witness countersigns heads.
    WitnessSigner, KeyUse::Witness;
}

impl LogSigner {
    /// The signature line for a note's text.
    pub fn sign(&self, text: &str) -> NoteSignature {
        self.0.line(&[], text.as_bytes())
    }
}

impl From<LogSigner> for Box<dyn HeadSigner> {
    fn from(signer: LogSigner) -> Self {
        Box::new(signer)
    }
}

impl HeadSigner for LogSigner {
    fn key(&self) -> &VerifierKey {
        self.verifier()
    }

    fn sign_head(&self, text: &str) -> Result<NoteSignature, NotSigned> {
        Ok(self.sign(text))
    }
}

impl WitnessSigner {
    /// States that `text` was, at this time (whole seconds), the largest head seen of its log.
    pub fn cosign(&self, text: &str, at: Timestamp) -> NoteSignature {
        let seconds = at.millis().div_euclid(1000).unsigned_abs();
        self.0
            .line(&seconds.to_be_bytes(), stated(text, seconds).as_bytes())
    }
}
