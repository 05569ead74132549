//! What a leaf is made of. Every part has a small alphabet and a limit, so that neither free text nor a name gets into the log, from
//! where nothing can be taken out again.

use std::fmt;
use std::str::FromStr;

use ombud_model::entropy::{self, Entropy, NoEntropy};
use ombud_model::{
    AccountId, AgreementId, AlertId, AttachmentId, CaseId, HoldId, PersonId, PolicyId, ProposalId,
    SegmentId, TaskId, TokenId, UnitId, UnmaskingId, ViewId,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::text;

/// Serde as the text of `Display` and `FromStr`.
macro_rules! as_text {
    ($($name:ident),*) => {$(
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

as_text!(Slug, Object, AuditActor, Commitment);

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadPart {
    #[error(
        "a code in the audit log is 1 to 48 of `a` to `z`, `0` to `9` and `-`, beginning with a letter"
    )]
    Slug,
    #[error(
        "an object in the audit log is an id such as `alert-` and 32 digits, or a kind and a code such as `source:hr`"
    )]
    Object,
    #[error(
        "an actor in the audit log is an account's id, `console`, `anonymous`, `job:` or `source:` and a code"
    )]
    AuditActor,
    #[error(
        "the persons of an entry are `person-` and at most 1000 ascending numbers of 16 digits, with a comma between"
    )]
    Subjects,
    #[error("a commitment is 32 bytes in base64")]
    Commitment,
}

/// A short code from the product's own vocabulary or configuration: a role group, a purpose, a job, a source.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = BadPart;

    fn from_str(text: &str) -> Result<Self, BadPart> {
        let letters = text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        let good =
            letters && text.len() <= 48 && text.starts_with(|c: char| c.is_ascii_lowercase());
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadPart::Slug)
        }
    }
}

/// What was acted on: the text of a typed id, such as `alert-…`, or a kind and a code, such as `source:hr`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Object(String);

impl Object {
    /// Something that is known by a code, such as `source:hr` or `role:investigators`.
    pub fn named(kind: &Slug, code: &Slug) -> Self {
        Self(format!("{kind}:{code}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Object {
    type Err = BadPart;

    fn from_str(text: &str) -> Result<Self, BadPart> {
        let code = |text: &str| text.parse::<Slug>().is_ok();
        let sized = |digits: &str| matches!(digits.len(), 16 | 32);
        let good = match text.split_once(':') {
            Some((kind, rest)) => code(kind) && code(rest),
            None => text
                .rsplit_once('-')
                .is_some_and(|(kind, digits)| code(kind) && sized(digits) && lower_digits(text)),
        };
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadPart::Object)
        }
    }
}

/// Whether the digits of an id's text are as ids are written: no sign, no upper case.
pub(super) fn lower_digits(id: &str) -> bool {
    id.rsplit_once('-')
        .is_some_and(|(_, digits)| are_lower_digits(digits))
}

/// Whether these are hexadecimal digits, lower-case ones only.
pub(super) fn are_lower_digits(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

macro_rules! objects {
    ($($id:ty),*) => {$(
        impl From<$id> for Object {
            fn from(id: $id) -> Self {
                Self(id.to_string())
            }
        }
    )*};
}

objects!(
    AccountId,
    AgreementId,
    AlertId,
    AttachmentId,
    CaseId,
    HoldId,
    PersonId,
    PolicyId,
    SegmentId,
    TaskId,
    TokenId,
    UnitId,
    UnmaskingId,
    ProposalId,
    ViewId
);

/// Who acted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuditActor {
    /// Somebody, or an integration, with an account: a random id that tells no name.
    Account(AccountId),
    /// Whoever works at the command line of the machine.
    Console,
    /// Nobody who is known: an attempt to sign in, a refused request.
    Anonymous,
    /// A background job, by its code.
    Job(Slug),
    /// A source that pushes records, by its code.
    Source(Slug),
}

impl FromStr for AuditActor {
    type Err = BadPart;

    fn from_str(text: &str) -> Result<Self, BadPart> {
        match text.split_once(':') {
            Some(("job", code)) => code
                .parse()
                .map(AuditActor::Job)
                .map_err(|_| BadPart::AuditActor),
            Some(("source", code)) => code
                .parse()
                .map(AuditActor::Source)
                .map_err(|_| BadPart::AuditActor),
            Some(_) => Err(BadPart::AuditActor),
            None if text == "console" => Ok(AuditActor::Console),
            None if text == "anonymous" => Ok(AuditActor::Anonymous),
            None if lower_digits(text) => text
                .parse()
                .map(AuditActor::Account)
                .map_err(|_| BadPart::AuditActor),
            None => Err(BadPart::AuditActor),
        }
    }
}

impl fmt::Display for AuditActor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AuditActor::Account(id) => id.fmt(f),
            AuditActor::Console => f.write_str("console"),
            AuditActor::Anonymous => f.write_str("anonymous"),
            AuditActor::Job(code) => write!(f, "job:{code}"),
            AuditActor::Source(code) => write!(f, "source:{code}"),
        }
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// How an act ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    Done,
    /// Not allowed: nothing was done or shown.
    Refused,
    /// Allowed, but it went wrong.
    Failed,
    /// The process stopped in between: it may have been done.
    Unknown,
}

impl Ending {
    pub const ALL: [Ending; 4] = [
        Ending::Done,
        Ending::Refused,
        Ending::Failed,
        Ending::Unknown,
    ];

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Ending::Done => "done",
            Ending::Refused => "refused",
            Ending::Failed => "failed",
            Ending::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Binds a leaf to what lies beside the log: SHA-256 over a random salt and the payload. It says nothing without the salt.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Commitment(pub [u8; 32]);

impl fmt::Display for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&text::encode(&self.0))
    }
}

impl FromStr for Commitment {
    type Err = BadPart;

    fn from_str(text: &str) -> Result<Self, BadPart> {
        text::decode_array(text)
            .map(Self)
            .ok_or(BadPart::Commitment)
    }
}

macro_rules! debug_as_text {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    )*};
}

debug_as_text!(Slug, Object, AuditActor, Commitment);

/// The most bytes of a payload.
pub const MAX_PAYLOAD: usize = 16 * 1024;

/// What a leaf commits to and does not hold: a random salt, and the payload (a reason in somebody's words, details), which the caller may
/// have sealed under a person's key. Kept beside the log, and erased without breaking it. Wiped when dropped, and never printed.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Sidecar {
    salt: [u8; 32],
    payload: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadSidecar {
    #[error("the reason and details of an act are at most {MAX_PAYLOAD} bytes: shorten them")]
    TooLong,
    #[error(transparent)]
    NoEntropy(#[from] NoEntropy),
}

impl Sidecar {
    pub fn new(
        payload: Vec<u8>,
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<Self, BadSidecar> {
        Self::from_parts(entropy::bytes(entropy)?, payload)
    }

    /// From what [`Sidecar::salt`] and [`Sidecar::payload`] gave.
    pub fn from_parts(salt: [u8; 32], payload: Vec<u8>) -> Result<Self, BadSidecar> {
        if payload.len() > MAX_PAYLOAD {
            Err(BadSidecar::TooLong)
        } else {
            Ok(Self { salt, payload })
        }
    }

    pub fn salt(&self) -> &[u8; 32] {
        &self.salt
    }

    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// What the leaf holds.
    pub fn commitment(&self) -> Commitment {
        Commitment(
            Sha256::new()
                .chain_update(self.salt)
                .chain_update(&self.payload)
                .finalize()
                .into(),
        )
    }
}

impl fmt::Debug for Sidecar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sidecar(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_back_and_nothing_else_is_let_in() {
        for text in [
            "console",
            "anonymous",
            "job:retention",
            "source:m365-main",
            "account-0123456789abcdef0123456789abcdef",
        ] {
            assert_eq!(text.parse::<AuditActor>().unwrap().to_string(), text);
        }
        for text in [
            "alert-0123456789abcdef0123456789abcdef",
            "person-0123456789abcdef",
            "source:hr",
            "role:investigators",
        ] {
            assert_eq!(text.parse::<Object>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "Mia",
            "mia kowalski",
            "mia@corp.test",
            "-",
            "job:",
            "job:A",
            "vault:x",
            "account-12",
            "a:b:c",
            "ä",
        ] {
            assert!(text.parse::<AuditActor>().is_err(), "{text}");
        }
        for text in [
            "",
            "alert-12",
            "alert-0123456789ABCDEF",
            "C:\\Users\\mia",
            "source:",
            ":hr",
            "source:hr:x",
            "12-0123456789abcdef",
        ] {
            assert!(text.parse::<Object>().is_err(), "{text}");
        }
        for text in ["", "-a", "1a", "a_b", "a b", "A", &"a".repeat(49)] {
            assert!(text.parse::<Slug>().is_err(), "{text}");
        }
        assert_eq!(
            Object::from(AlertId(7)).as_str(),
            "alert-00000000000000000000000000000007"
        );
    }

    #[test]
    fn a_commitment_depends_on_salt_and_payload_and_nothing_is_printed() {
        let sidecar = |salt: u8, payload: &str| {
            Sidecar::from_parts([salt; 32], payload.as_bytes().to_vec()).unwrap()
        };
        assert_eq!(
            sidecar(1, "why").commitment(),
            sidecar(1, "why").commitment()
        );
        assert_ne!(
            sidecar(1, "why").commitment(),
            sidecar(2, "why").commitment()
        );
        assert_ne!(
            sidecar(1, "why").commitment(),
            sidecar(1, "who").commitment()
        );
        assert_eq!(format!("{:?}", sidecar(1, "why")), "Sidecar(..)");
        assert_eq!(
            Sidecar::from_parts([0; 32], vec![0; MAX_PAYLOAD + 1]),
            Err(BadSidecar::TooLong)
        );
    }
}
