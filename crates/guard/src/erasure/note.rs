//! Signed notes (C2SP signed-note): text, an empty line, and a line per signature.
//!
//! A signature line is an em dash, the key's name, and the base64 of the key's id (4 bytes) and the Ed25519 signature (64 bytes)
//! over the text with its last line feed. Lines of unknown keys are passed over, so that witnesses may add theirs.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

const ALGORITHM: u8 = 1;
/// More signatures than anybody has witnesses.
const MOST_SIGNATURES: usize = 100;

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadNote {
    #[error("the name of a signing key must be of one piece, without `+` and white space")]
    Name,
    #[error("the text of a note must end in a line feed and hold no other control characters")]
    Text,
    #[error("this is not a signed note: text, an empty line and lines of signatures are expected")]
    Form,
    #[error("the note carries no signature of the key that was asked for")]
    Unsigned,
    #[error("the signature does not fit the text: the note was changed, or signed with another key of the same name")]
    WrongSignature,
}

/// Something that signs with an Ed25519 key that it does not give out.
pub trait Sign {
    /// The key's name, such as `ombud.corp.test/erasures`: no white space and no `+`.
    fn name(&self) -> &str;
    fn public_key(&self) -> [u8; 32];
    fn sign(&self, message: &[u8]) -> [u8; 64];
}

/// A signing key in memory; wiped when dropped.
pub struct Ed25519Signer {
    name: String,
    key: SigningKey,
}

impl Ed25519Signer {
    pub fn new(name: impl Into<String>, seed: &[u8; 32]) -> Result<Self, BadNote> {
        let name = name.into();
        check_name(&name)?;
        Ok(Self { name, key: SigningKey::from_bytes(seed) })
    }
}

impl std::fmt::Debug for Ed25519Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ed25519Signer({})", self.name)
    }
}

impl Sign for Ed25519Signer {
    fn name(&self) -> &str {
        &self.name
    }

    fn public_key(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

/// The first four bytes of the hash of name and key: tells keys of one name apart.
pub fn key_id(name: &str, public_key: &[u8; 32]) -> [u8; 4] {
    let hash = Sha256::new().chain_update(name).chain_update([b'\n', ALGORITHM]).chain_update(public_key).finalize();
    let mut id = [0; 4];
    id.iter_mut().zip(hash).for_each(|(byte, hashed)| *byte = hashed);
    id
}

/// The note of this text with one signature.
pub fn sign_note(text: &str, signer: &(impl Sign + ?Sized)) -> Result<String, BadNote> {
    check_name(signer.name())?;
    check_text(text)?;
    let mut line = key_id(signer.name(), &signer.public_key()).to_vec();
    line.extend_from_slice(&signer.sign(text.as_bytes()));
    Ok(format!("{text}\n\u{2014} {} {}\n", signer.name(), BASE64.encode(line)))
}

/// The text of a note that this key has signed.
pub fn open_note<'a>(note: &'a str, name: &str, public_key: &[u8; 32]) -> Result<&'a str, BadNote> {
    let at = note.rfind("\n\n").ok_or(BadNote::Form)?;
    let (text, rest) = note.split_at_checked(at + 1).ok_or(BadNote::Form)?;
    check_text(text)?;
    let lines = rest.strip_prefix('\n').and_then(|rest| rest.strip_suffix('\n')).ok_or(BadNote::Form)?;
    let key = VerifyingKey::from_bytes(public_key).map_err(|_| BadNote::Unsigned)?;
    let id = key_id(name, public_key);
    let mut verified = Err(BadNote::Unsigned);
    for (number, line) in lines.split('\n').enumerate() {
        let (signed_by, encoded) = line.strip_prefix("\u{2014} ").and_then(|line| line.split_once(' ')).ok_or(BadNote::Form)?;
        check_name(signed_by).map_err(|_| BadNote::Form)?;
        let bytes = BASE64.decode(encoded).map_err(|_| BadNote::Form)?;
        let (line_id, signature) = bytes.split_first_chunk::<4>().ok_or(BadNote::Form)?;
        if number >= MOST_SIGNATURES || signature.is_empty() {
            return Err(BadNote::Form);
        }
        if signed_by != name || *line_id != id {
            continue;
        }
        let signature = Signature::from_slice(signature).map_err(|_| BadNote::WrongSignature)?;
        key.verify_strict(text.as_bytes(), &signature).map_err(|_| BadNote::WrongSignature)?;
        verified = Ok(text);
    }
    verified
}

fn check_name(name: &str) -> Result<(), BadNote> {
    let wrong = |char: char| char == '+' || char.is_whitespace() || char.is_control();
    if name.is_empty() || name.contains(wrong) { Err(BadNote::Name) } else { Ok(()) }
}

fn check_text(text: &str) -> Result<(), BadNote> {
    let control = |byte: u8| byte < 0x20 && byte != b'\n';
    if text.len() < 2 || !text.ends_with('\n') || text.bytes().any(control) { Err(BadNote::Text) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";

    /// The example in Go's `golang.org/x/mod/sumdb/note` documentation: a signature that this code did not make.
    #[test]
    fn a_note_that_others_signed_verifies() {
        let public = BASE64.decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").unwrap();
        let (algorithm, public) = public.split_first_chunk::<1>().unwrap();
        let public: [u8; 32] = public.try_into().unwrap();
        assert_eq!((algorithm, key_id("PeterNeumann", &public)), (&[ALGORITHM], [0xc7, 0x4f, 0x20, 0xa3]));
        let note = format!(
            "{TEXT}\n\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
        );
        assert_eq!(open_note(&note, "PeterNeumann", &public), Ok(TEXT));
        let changed = note.replace("answer", "anwser");
        assert_eq!(open_note(&changed, "PeterNeumann", &public), Err(BadNote::WrongSignature));
    }

    #[test]
    fn a_signed_note_opens_and_every_change_is_found() {
        let signer = Ed25519Signer::new("ombud.corp.test/erasures", &[7; 32]).unwrap();
        let public = signer.public_key();
        let note = sign_note(TEXT, &signer).unwrap();
        let open = |note: &str| open_note(note, "ombud.corp.test/erasures", &public).map(str::to_owned);
        assert_eq!(open(&note), Ok(TEXT.to_owned()));
        for at in 0..note.len() {
            let mut bytes = note.clone().into_bytes();
            bytes[at] ^= 1;
            if let Ok(changed) = String::from_utf8(bytes) {
                assert!(open(&changed).is_err(), "byte {at}");
            }
        }
        let witnessed = format!("{note}\u{2014} witness.test AAAAAAAA\n");
        assert_eq!(open(&witnessed), Ok(TEXT.to_owned()));
        let other = Ed25519Signer::new("ombud.corp.test/erasures", &[8; 32]).unwrap();
        assert_eq!(open(&sign_note(TEXT, &other).unwrap()), Err(BadNote::Unsigned));
        assert_eq!(format!("{signer:?}"), "Ed25519Signer(ombud.corp.test/erasures)");
    }

    #[test]
    fn what_is_no_note_is_refused() {
        let signer = Ed25519Signer::new("a", &[7; 32]).unwrap();
        for text in ["", "\n", "no line feed", "bell\u{7}\n", "tab\t\n", "cr\r\n"] {
            assert_eq!(sign_note(text, &signer), Err(BadNote::Text), "{text:?}");
        }
        for name in ["", "a b", "a+b", "a\nb", "a\u{2003}b"] {
            assert_eq!(Ed25519Signer::new(name, &[7; 32]).unwrap_err(), BadNote::Name, "{name:?}");
        }
        for note in
            ["", "text\n", "text\n\n", "text\n\nnot a signature\n", "text\n\n\u{2014} a AAAA\n", "text\n\n\u{2014} a AAAAAAAA"]
        {
            assert_eq!(open_note(note, "a", &signer.public_key()), Err(BadNote::Form), "{note:?}");
        }
    }
}
