//! Entries and the bytes that stand for them in the tree.
//!
//! A leaf is one line of ASCII without line feed, thirteen fields with one space between, `-` where there is nothing:
//!
//! ```text
//! ombud-audit/2 SEQUENCE MILLISECONDS OPERATION PHASE INTENT ACTOR ROLE OBJECT SUBJECTS PURPOSE CASE COMMITMENT
//! ```
//!
//! `SEQUENCE` is the index of the leaf, from 0; `MILLISECONDS` the time since 1970 UTC; `OPERATION` the number of
//! [`Operation::code`]; `PHASE` `intent`, or how it ended: `done`, `refused`, `failed`, `unknown`; or `shown`, for more of the persons than
//! fit into the outcome that follows; `INTENT` the sequence of the intent that these belong to. `SUBJECTS` is `person-` and the numbers of
//! the persons, ascending, with a comma between: in an intent those whom the act names, in what follows it also those whom the answer
//! shows. Numbers have no leading zeros, ids have lower-case digits: an entry has one spelling. A later version of the encoding gets
//! another first field; what is written under one never changes its meaning.
//!
//! Up to now there is one other, `ombud-audit/1`. It has at most one person, in an outcome the same as in its intent: whom an answer
//! showed besides is not said there. It knows no `shown`. It is read, and not written any more.

use std::fmt::{self, Write};
use std::str::FromStr;

use ombud_model::{CaseId, Operation, Timestamp};
use serde::{Deserialize, Serialize};

use super::parts::{AuditActor, Commitment, Ending, Object, Slug, lower_digits};
use super::subjects::Subjects;
use super::text;

/// The first field: name and version of the encoding.
pub const ENCODING: &str = "ombud-audit/2";
/// The first field of entries that earlier programs wrote.
pub const FIRST_ENCODING: &str = "ombud-audit/1";
/// How `PHASE` says that more persons were shown.
const SHOWN: &str = "shown";

/// Which part of an act an entry records.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Written before anything is done.
    Intent,
    /// Written after it, before the outcome: more persons whom the act showed than one entry holds.
    Shown { intent: u64 },
    /// Written last: which intent it belongs to, and how it ended.
    Outcome { intent: u64, ending: Ending },
}

/// One record of the log, without its sequence, which the log gives.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub at: Timestamp,
    pub operation: Operation,
    pub phase: Phase,
    pub actor: AuditActor,
    /// The role group under which the actor acts.
    pub role: Option<Slug>,
    /// What is acted on.
    pub object: Option<Object>,
    /// The monitored persons concerned.
    pub subjects: Subjects,
    /// The code of the purpose.
    pub purpose: Option<Slug>,
    pub case: Option<CaseId>,
    /// Binds the entry to its [`super::Sidecar`], where it has one.
    pub commitment: Option<Commitment>,
}

/// An entry with its place in the log.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logged {
    /// From 0, without gaps: the index of the leaf.
    pub sequence: u64,
    pub entry: Entry,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadLeaf {
    #[error("the entry is of another version of the encoding: update the program that reads it")]
    Version,
    #[error("the entry does not have thirteen fields")]
    Fields,
    #[error("the field `{0}` of the entry cannot be read")]
    Field(&'static str),
    #[error("the entry is not plain ASCII")]
    Ascii,
}

impl Entry {
    /// An intent with nothing but who and what; set the other fields where they apply.
    pub fn intent(at: Timestamp, operation: Operation, actor: AuditActor) -> Self {
        Self {
            at,
            operation,
            phase: Phase::Intent,
            actor,
            role: None,
            object: None,
            subjects: Subjects::default(),
            purpose: None,
            case: None,
            commitment: None,
        }
    }

    /// The bytes of the leaf with this sequence.
    pub fn encode(&self, sequence: u64) -> Vec<u8> {
        let mut out = String::with_capacity(320 + 17 * self.subjects.len());
        let (phase, intent) = match self.phase {
            Phase::Intent => ("intent", None),
            Phase::Shown { intent } => (SHOWN, Some(intent)),
            Phase::Outcome { intent, ending } => (ending.name(), Some(intent)),
        };
        // Writing to a string does not fail.
        let _ = write!(
            out,
            "{ENCODING} {sequence} {} {} {phase} {} {} {} {} {} {} {} {}",
            self.at.millis(),
            self.operation.code(),
            OrDash(&intent),
            self.actor,
            OrDash(&self.role),
            OrDash(&self.object),
            self.subjects,
            OrDash(&self.purpose),
            OrDash(&self.case),
            OrDash(&self.commitment),
        );
        out.into_bytes()
    }
}

struct OrDash<'a, T>(&'a Option<T>);

impl<T: fmt::Display> fmt::Display for OrDash<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("-"),
        }
    }
}

impl Logged {
    /// Reads a leaf; accepts exactly what [`Entry::encode`] writes or wrote in earlier versions, because every field is read in one
    /// spelling only.
    pub fn decode(leaf: &[u8]) -> Result<Self, BadLeaf> {
        let text = std::str::from_utf8(leaf)
            .ok()
            .filter(|text| text.is_ascii())
            .ok_or(BadLeaf::Ascii)?;
        let mut fields = text.split(' ');
        let first = fields.next().ok_or(BadLeaf::Fields)?;
        let is_first = match first {
            ENCODING => false,
            FIRST_ENCODING => true,
            other if other.starts_with("ombud-audit/") => return Err(BadLeaf::Version),
            _ => return Err(BadLeaf::Fields),
        };
        let mut next = || fields.next().ok_or(BadLeaf::Fields);
        let sequence = text::decimal(next()?).ok_or(BadLeaf::Field("sequence"))?;
        let at = time(next()?).ok_or(BadLeaf::Field("time"))?;
        let operation = text::decimal(next()?)
            .and_then(operation)
            .ok_or(BadLeaf::Field("operation"))?;
        let phase = phase(next()?, next()?)?;
        let entry = Entry {
            at,
            operation,
            phase,
            actor: next()?.parse().map_err(|_| BadLeaf::Field("actor"))?,
            role: optional(next()?, "role")?,
            object: optional(next()?, "object")?,
            subjects: next()?.parse().map_err(|_| BadLeaf::Field("subject"))?,
            purpose: optional(next()?, "purpose")?,
            case: optional_id(next()?, "case")?,
            commitment: optional(next()?, "commitment")?,
        };
        let shows = matches!(entry.phase, Phase::Shown { .. });
        if fields.next().is_some() {
            Err(BadLeaf::Fields)
        } else if is_first && shows {
            Err(BadLeaf::Field("phase"))
        } else if is_first && entry.subjects.len() > 1 || shows && entry.subjects.is_empty() {
            Err(BadLeaf::Field("subject"))
        } else {
            Ok(Self { sequence, entry })
        }
    }
}

fn time(text: &str) -> Option<Timestamp> {
    text::decimal(text)
        .and_then(|ms| i64::try_from(ms).ok())
        .and_then(|ms| Timestamp::from_millis(ms).ok())
}

fn operation(code: u64) -> Option<Operation> {
    Operation::ALL
        .iter()
        .copied()
        .find(|operation| u64::from(operation.code()) == code)
}

fn phase(phase: &str, intent: &str) -> Result<Phase, BadLeaf> {
    if phase == "intent" {
        return if intent == "-" {
            Ok(Phase::Intent)
        } else {
            Err(BadLeaf::Field("intent"))
        };
    }
    if phase == SHOWN {
        let intent = text::decimal(intent).ok_or(BadLeaf::Field("intent"))?;
        return Ok(Phase::Shown { intent });
    }
    let ending = Ending::ALL
        .into_iter()
        .find(|ending| ending.name() == phase)
        .ok_or(BadLeaf::Field("phase"))?;
    let intent = text::decimal(intent).ok_or(BadLeaf::Field("intent"))?;
    Ok(Phase::Outcome { intent, ending })
}

/// As [`optional`], for an id whose own reader also takes a sign and upper-case digits.
fn optional_id<T: FromStr>(text: &str, field: &'static str) -> Result<Option<T>, BadLeaf> {
    if text == "-" || lower_digits(text) {
        optional(text, field)
    } else {
        Err(BadLeaf::Field(field))
    }
}

fn optional<T: FromStr>(text: &str, field: &'static str) -> Result<Option<T>, BadLeaf> {
    if text == "-" {
        Ok(None)
    } else {
        text.parse().map(Some).map_err(|_| BadLeaf::Field(field))
    }
}

/// An intent that has no outcome yet.
#[derive(Clone, PartialEq, Eq, Debug)]
#[must_use = "an intent without outcome is shown to auditors as open"]
pub struct Intent(Logged);

impl Intent {
    /// `None` when the entry is an outcome.
    pub fn new(sequence: u64, entry: Entry) -> Option<Self> {
        (entry.phase == Phase::Intent).then_some(Self(Logged { sequence, entry }))
    }

    pub fn sequence(&self) -> u64 {
        self.0.sequence
    }

    pub fn entry(&self) -> &Entry {
        &self.0.entry
    }

    /// The entry that closes it: everything as in the intent, without commitment. Set `object`, `subjects` and `commitment` where the act
    /// itself gave them.
    pub fn outcome(&self, at: Timestamp, ending: Ending) -> Entry {
        let intent = self.0.sequence;
        Entry {
            at,
            phase: Phase::Outcome { intent, ending },
            commitment: None,
            ..self.0.entry.clone()
        }
    }

    /// An entry that goes before the one that closes it: further persons whom the act showed.
    pub fn shown(&self, at: Timestamp, subjects: Subjects) -> Entry {
        let intent = self.0.sequence;
        Entry {
            at,
            phase: Phase::Shown { intent },
            subjects,
            commitment: None,
            ..self.0.entry.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use ombud_model::{AccountId, PersonId};

    use super::super::subjects::MAX_SUBJECTS;
    use super::super::tile::MAX_LEAF;
    use super::*;

    fn whole() -> Entry {
        Entry {
            at: Timestamp::from_millis(1_774_886_531_000).unwrap(),
            operation: Operation::RevealPerson,
            phase: Phase::Outcome {
                intent: 16,
                ending: Ending::Done,
            },
            actor: AuditActor::Account(AccountId(0xab)),
            role: Some("investigators".parse().unwrap()),
            object: Some(
                "unmasking-000000000000000000000000000000cd"
                    .parse()
                    .unwrap(),
            ),
            subjects: PersonId(0xef).into(),
            purpose: Some("investigation".parse().unwrap()),
            case: Some(CaseId(1)),
            commitment: Some(Commitment([0; 32])),
        }
    }

    #[test]
    fn the_encoding_is_what_is_documented() {
        let text = "ombud-audit/2 17 1774886531000 96 done 16 account-000000000000000000000000000000ab investigators \
            unmasking-000000000000000000000000000000cd person-00000000000000ef investigation \
            case-00000000000000000000000000000001 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        assert_eq!(String::from_utf8(whole().encode(17)).unwrap(), text);
        assert_eq!(
            Logged::decode(text.as_bytes()),
            Ok(Logged {
                sequence: 17,
                entry: whole()
            })
        );
        let bare = Entry::intent(whole().at, Operation::SignIn, AuditActor::Anonymous);
        assert_eq!(
            bare.encode(0),
            b"ombud-audit/2 0 1774886531000 70 intent - anonymous - - - - - -"
        );
        assert_eq!(
            Logged::decode(&bare.encode(0)),
            Ok(Logged {
                sequence: 0,
                entry: bare
            })
        );
    }

    /// The bytes of a kept log.
    #[test]
    fn entries_of_the_first_version_are_read_and_mean_what_they_meant() {
        let text = "ombud-audit/1 17 1774886531000 96 done 16 account-000000000000000000000000000000ab investigators \
            unmasking-000000000000000000000000000000cd person-00000000000000ef investigation \
            case-00000000000000000000000000000001 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        let read = Logged::decode(text.as_bytes()).unwrap();
        assert_eq!(read.entry, whole());
        // All but the version is spelled as it was.
        let again = String::from_utf8(read.entry.encode(read.sequence)).unwrap();
        assert_eq!(again.replacen(ENCODING, FIRST_ENCODING, 1), text);
        let two = text.replacen("00ef ", "00ef,00000000000000f0 ", 1);
        assert_eq!(
            Logged::decode(two.as_bytes()),
            Err(BadLeaf::Field("subject"))
        );
        let shown = text.replacen(" done ", " shown ", 1);
        assert_eq!(
            Logged::decode(shown.as_bytes()),
            Err(BadLeaf::Field("phase"))
        );
    }

    #[test]
    fn an_entry_has_many_persons_and_fits_into_a_leaf() {
        let longest = "a".repeat(48);
        let persons: BTreeSet<PersonId> = (0..MAX_SUBJECTS as u64).map(PersonId).collect();
        let entry = Entry {
            at: Timestamp::MAX,
            phase: Phase::Shown { intent: u64::MAX },
            actor: AuditActor::Source(longest.parse().unwrap()),
            role: Some(longest.parse().unwrap()),
            object: Some(format!("{longest}:{longest}").parse().unwrap()),
            subjects: persons.try_into().unwrap(),
            purpose: Some(longest.parse().unwrap()),
            ..whole()
        };
        let leaf = entry.encode(u64::MAX);
        assert!(leaf.len() <= MAX_LEAF, "{}", leaf.len());
        assert_eq!(Logged::decode(&leaf).unwrap().entry, entry);
        let nobody = Entry {
            subjects: Subjects::default(),
            ..entry
        };
        assert_eq!(
            Logged::decode(&nobody.encode(1)),
            Err(BadLeaf::Field("subject"))
        );
    }

    #[test]
    fn every_operation_can_be_logged() {
        for &operation in Operation::ALL {
            let entry = Entry {
                operation,
                ..whole()
            };
            assert_eq!(Logged::decode(&entry.encode(3)).unwrap().entry, entry);
        }
    }

    #[test]
    fn other_spellings_are_refused() {
        let good = String::from_utf8(whole().encode(17)).unwrap();
        let cases: [(&str, &str, BadLeaf); 12] = [
            (ENCODING, "ombud-audit/3", BadLeaf::Version),
            (ENCODING, "other", BadLeaf::Fields),
            (" 17 ", " 017 ", BadLeaf::Field("sequence")),
            (" 1774886531000 ", " 1 ", BadLeaf::Field("time")),
            (" 96 ", " 9999 ", BadLeaf::Field("operation")),
            (" done ", " Done ", BadLeaf::Field("phase")),
            (" done 16 ", " intent 16 ", BadLeaf::Field("intent")),
            (
                "account-000000000000000000000000000000ab",
                "mia",
                BadLeaf::Field("actor"),
            ),
            (
                "account-000000000000000000000000000000ab",
                "account-000000000000000000000000000000AB",
                BadLeaf::Field("actor"),
            ),
            (
                "person-00000000000000ef",
                "person-+0000000000000ef",
                BadLeaf::Field("subject"),
            ),
            ("AAA=", "AAA= ", BadLeaf::Fields),
            ("AAA=", "AAA=\u{a0}", BadLeaf::Ascii),
        ];
        for (from, to, expected) in cases {
            assert_eq!(
                Logged::decode(good.replacen(from, to, 1).as_bytes()),
                Err(expected),
                "{from} -> {to}"
            );
        }
        assert_eq!(
            Logged::decode(good.replacen(" done 16 ", " done - ", 1).as_bytes()),
            Err(BadLeaf::Field("intent"))
        );
        assert_eq!(Logged::decode(&[0xff]), Err(BadLeaf::Ascii));
    }
}
