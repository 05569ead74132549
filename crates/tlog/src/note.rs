//! Signed notes (C2SP signed-note) with Ed25519.
//!
//! A note is text, an empty line, and signature lines. A signature counts only from a key that the reader named beforehand; lines of
//! unknown keys are left alone. Keys have two uses that do not mix, because the key id covers the use: [`LogSigner`](super::LogSigner) signs the text as it
//! stands (type 1), [`WitnessSigner`](super::WitnessSigner) states that it has seen the text at a time (type 4, C2SP tlog-cosignature).

use std::fmt;
use std::str::FromStr;

use super::key::{VerifierKey, valid_name};
use super::text;

/// A longer note is refused before it is looked at.
pub const MAX_NOTE: usize = 64 * 1024;
/// A note with more signature lines is refused.
pub(crate) const MAX_SIGNATURES: usize = 64;

const DASH: &str = "\u{2014} ";

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadNote {
    #[error(
        "a note is at most {MAX_NOTE} bytes of text without control characters, with an empty line before its signatures"
    )]
    Form,
    #[error(
        "a signature line is a dash, the key's name and base64; a note has at most {MAX_SIGNATURES} of them"
    )]
    SignatureLine,
}

/// Why no key stands for a note.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unsigned {
    #[error("the note is not signed by the key that was named")]
    NoKnownKey,
    #[error(
        "the signature is not one that the key gives for this text: the note was changed or the key is another one"
    )]
    Wrong,
}

/// One signature line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteSignature {
    pub(super) name: String,
    pub(super) id: [u8; 4],
    pub(super) bytes: Vec<u8>,
}

impl NoteSignature {
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn id(&self) -> [u8; 4] {
        self.id
    }
}

impl fmt::Display for NoteSignature {
    /// The line without its line feed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes: Vec<u8> = self.id.iter().chain(&self.bytes).copied().collect();
        write!(f, "{DASH}{} {}", self.name, text::encode(&bytes))
    }
}

impl FromStr for NoteSignature {
    type Err = BadNote;

    fn from_str(line: &str) -> Result<Self, BadNote> {
        let (name, bytes) = line
            .strip_prefix(DASH)
            .and_then(|rest| rest.split_once(' '))
            .ok_or(BadNote::SignatureLine)?;
        valid_name(name).map_err(|_| BadNote::SignatureLine)?;
        let bytes = text::decode(bytes).ok_or(BadNote::SignatureLine)?;
        let (id, bytes) = bytes
            .split_first_chunk::<4>()
            .filter(|(_, rest)| !rest.is_empty())
            .ok_or(BadNote::SignatureLine)?;
        Ok(Self {
            name: name.to_owned(),
            id: *id,
            bytes: bytes.to_vec(),
        })
    }
}

/// Reads signature lines, each ended by a line feed.
pub(crate) fn read_signatures(lines: &str) -> Result<Vec<NoteSignature>, BadNote> {
    let body = lines.strip_suffix('\n').ok_or(BadNote::SignatureLine)?;
    if body.split('\n').count() > MAX_SIGNATURES {
        return Err(BadNote::SignatureLine);
    }
    body.split('\n').map(str::parse).collect()
}

/// Text with signature lines, not yet trusted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// A signature that a known key gave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signed {
    /// The place of the key among those that were named.
    pub key: usize,
    /// When a witness says that it saw the text, in seconds since 1970; `None` for a log's key.
    pub seconds: Option<u64>,
}

impl Note {
    /// Text ends with a line feed and holds no other control character.
    pub fn new(text: String, signatures: Vec<NoteSignature>) -> Result<Self, BadNote> {
        let clean = text.ends_with('\n')
            && !text.chars().any(|c| c < ' ' && c != '\n')
            && text.len() <= MAX_NOTE;
        if !clean || signatures.is_empty() {
            return Err(BadNote::Form);
        }
        if signatures.len() > MAX_SIGNATURES {
            Err(BadNote::SignatureLine)
        } else {
            Ok(Self { text, signatures })
        }
    }

    pub fn read(bytes: &[u8]) -> Result<Self, BadNote> {
        let whole = std::str::from_utf8(bytes)
            .ok()
            .filter(|text| text.len() <= MAX_NOTE)
            .ok_or(BadNote::Form)?;
        let (text, lines) = whole.rsplit_once("\n\n").ok_or(BadNote::Form)?;
        Self::new(format!("{text}\n"), read_signatures(lines)?)
    }

    /// The signed text, with its last line feed.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Adds a line, in the place of an older one by the same key.
    pub fn add(&mut self, signature: NoteSignature) -> Result<(), BadNote> {
        self.signatures
            .retain(|old| (&old.name, old.id) != (&signature.name, signature.id));
        self.signatures.push(signature);
        if self.signatures.len() > MAX_SIGNATURES {
            Err(BadNote::SignatureLine)
        } else {
            Ok(())
        }
    }

    /// The signatures by `keys`, in the order of the lines. One of a known key that is wrong spoils the whole note.
    pub fn verify(&self, keys: &[&VerifierKey]) -> Result<Vec<Signed>, Unsigned> {
        let mut signed = Vec::new();
        for signature in &self.signatures {
            for (at, key) in keys.iter().enumerate() {
                if let Some(checked) = key.check(&self.text, signature) {
                    signed.push(Signed {
                        key: at,
                        seconds: checked?,
                    });
                }
            }
        }
        if signed.is_empty() {
            Err(Unsigned::NoKnownKey)
        } else {
            Ok(signed)
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures
            .iter()
            .try_for_each(|signature| writeln!(f, "{signature}"))
    }
}
