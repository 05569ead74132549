//! What was erased, when, for whom and why, as text that can be signed, printed and read by anybody.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use ombud_identity::Pseudonym;
use ombud_identity::unmask::Intent;
use ombud_model::{AccountId, ErasureId, PersonId, Timestamp, hex};
use ombud_tlog::{BadNote, LogSigner, Note, Unsigned, VerifierKey};

use super::{Depth, ErasureGround, Store, Treatment, treatment};

const TITLE: &str = "ombud-erasure-certificate 1";

/// Size and root of the audit log when the certificate was made: the erasure's intent lies within it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LogHead {
    pub size: u64,
    pub root: [u8; 32],
}

/// Proof of one erasure. Holds no name; the person is a number and a pseudonym that lead nowhere any more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Certificate {
    pub id: ErasureId,
    pub person: PersonId,
    /// Whoever saw it before can tell that this erasure was about it.
    pub pseudonym: Pseudonym,
    pub requested_by: AccountId,
    pub ground: ErasureGround,
    pub depth: Depth,
    pub requested_at: Timestamp,
    /// When the key was destroyed.
    pub erased_at: Timestamp,
    /// The entry of the audit log that announced it.
    pub intent: Intent,
    pub log: LogHead,
    /// What was done to every store, and how many rows or pieces it held.
    pub stores: BTreeMap<Store, (Treatment, u64)>,
}

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadCertificate {
    #[error(transparent)]
    Note(#[from] BadNote),
    #[error(transparent)]
    Unsigned(#[from] Unsigned),
    #[error("line {0} of the certificate is not what is expected there")]
    Line(usize),
}

impl Certificate {
    /// The canonical text: one fact per line, in a fixed order. The same certificate gives the same bytes.
    pub fn text(&self) -> String {
        let root = HEXLOWER.encode(&self.log.root);
        let mut text = format!(
            "{TITLE}\nid {}\nperson {}\npseudonym {}\nrequested-by {}\nground {}\ndepth {}\nrequested-at {}\nerased-at {}\n\
             intent {}\nlog-size {}\nlog-root {root}\n",
            self.id,
            self.person,
            self.pseudonym,
            self.requested_by,
            self.ground,
            self.depth,
            self.requested_at,
            self.erased_at,
            self.intent.0,
            self.log.size,
        );
        for (store, (treatment, count)) in &self.stores {
            // Writing to a string does not fail.
            let _ = writeln!(text, "store {store} {} {count}", treatment.name());
        }
        text
    }

    /// The signed note.
    pub fn sign(&self, signer: &LogSigner) -> Result<Note, BadNote> {
        let text = self.text();
        let signature = signer.sign(&text);
        Note::new(text, vec![signature])
    }

    /// The certificate in a note that this key has signed.
    pub fn open(signed: &[u8], key: &VerifierKey) -> Result<Self, BadCertificate> {
        let note = Note::read(signed)?;
        note.verify(&[key])?;
        Self::parse(note.text())
    }

    /// Reads the canonical text, and nothing that is written otherwise.
    pub fn parse(text: &str) -> Result<Self, BadCertificate> {
        let mut lines = Lines {
            lines: text.split('\n').collect(),
            number: 0,
        };
        if lines.next() != Some(TITLE) {
            return Err(BadCertificate::Line(1));
        }
        let mut certificate = Self {
            id: lines.value("id")?,
            person: lines.value("person")?,
            pseudonym: lines.value("pseudonym")?,
            requested_by: lines.value("requested-by")?,
            ground: lines.value("ground")?,
            depth: lines.value("depth")?,
            requested_at: lines.value("requested-at")?,
            erased_at: lines.value("erased-at")?,
            intent: Intent(lines.value("intent")?),
            log: LogHead {
                size: lines.value("log-size")?,
                root: hex::read(&lines.value::<String>("log-root")?)
                    .ok_or(BadCertificate::Line(lines.number))?,
            },
            stores: BTreeMap::new(),
        };
        while let Some(line) = lines.next().filter(|line| !line.is_empty()) {
            let (store, entry) =
                store_line(line, certificate.depth).ok_or(BadCertificate::Line(lines.number))?;
            certificate.stores.insert(store, entry);
        }
        // One text per certificate: other spellings of a time or a number, lines in another order, and lines after the end are refused.
        if certificate.text() == text {
            Ok(certificate)
        } else {
            Err(BadCertificate::Line(lines.number))
        }
    }
}

fn store_line(line: &str, depth: Depth) -> Option<(Store, (Treatment, u64))> {
    let mut words = line.strip_prefix("store ")?.split(' ');
    let store: Store = words.next()?.parse().ok()?;
    let named = Treatment::from_name(words.next()?)?;
    // The reason for keeping something is not in the text; it follows from store and depth.
    let usual = treatment(store, depth);
    let treatment = if usual.name() == named.name() {
        usual
    } else {
        named
    };
    let count = words.next()?.parse().ok()?;
    words
        .next()
        .is_none()
        .then_some((store, (treatment, count)))
}

struct Lines<'a> {
    lines: Vec<&'a str>,
    number: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let line = self.lines.get(self.number).copied();
        self.number += 1;
        line
    }

    fn value<T: FromStr>(&mut self, key: &str) -> Result<T, BadCertificate> {
        let line = self.next();
        let value = line
            .and_then(|line| line.strip_prefix(key))
            .and_then(|line| line.strip_prefix(' '));
        value
            .and_then(|value| value.parse().ok())
            .ok_or(BadCertificate::Line(self.number))
    }
}
