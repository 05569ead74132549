//! What is agreed, and the one text that says so.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};

use data_encoding::HEXLOWER;

use ombud_model::{AgreementId, Timestamp, Units, hex};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

const TITLE: usize = 110;
const PURPOSE: usize = 8000;
/// Entries of one list.
const LIST: usize = 10_000;

/// What of a kind is agreed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreed {
    /// All there is, and all that will be added.
    All,
    /// These, by name.
    Only(BTreeSet<String>),
}

/// What may be done while the agreement is in force. What is not named is not agreed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// 1 to 110 bytes.
    pub title: String,
    /// What the processing is for, in plain words, up to 8,000 bytes.
    pub purpose: String,
    /// Names of the purposes for which somebody may be unmasked.
    pub unmasking_purposes: BTreeSet<String>,
    /// Names of sources whose records may be taken in.
    pub sources: Agreed,
    /// Ids of indicators that may be recognised.
    pub indicators: Agreed,
    /// Ids of templates from which policies may be made.
    pub templates: Agreed,
    /// The admin units whose persons may be looked at. A person in several is covered by any of them; persons in none only by `all`.
    pub units: Units,
    /// How many approvers must sign, 1 to 9.
    pub signatures_required: u8,
    /// How many approvers an unmasking needs, 1 or 2.
    pub unmasking_approvals: u8,
    /// For how many days things are kept at most, by what is kept, such as `alerts`.
    pub retention_days: BTreeMap<String, u32>,
    pub valid_from: Timestamp,
    /// From this moment on it holds no more. `None`: until it is ended.
    #[serde(default)]
    pub valid_until: Option<Timestamp>,
}

/// Why terms cannot be proposed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum InvalidTerms {
    #[error(
        "the title must be 1 to {TITLE} bytes, without space at the ends and without control characters"
    )]
    Title,
    #[error(
        "the purpose must be 1 to {PURPOSE} bytes and hold no control characters but line ends"
    )]
    Purpose,
    #[error(
        "`{0}` cannot stand in the agreement: names are 1 to 200 bytes without space at the ends and without control characters"
    )]
    Name(String),
    #[error("a list has more than {LIST} entries: agree on fewer, or on all")]
    TooMany,
    #[error("{0} signatures cannot be required: choose 1 to 9")]
    Signatures(u8),
    #[error("{0} approvals of an unmasking cannot be required: choose 1 or 2")]
    Approvals(u8),
    #[error("`{0}` cannot be kept for 0 days: choose at least 1")]
    Retention(String),
    #[error("the agreement covers no admin unit: name one, or agree on all")]
    NoUnits,
    #[error("the agreement would end before it begins: choose a later end")]
    Time,
}

/// SHA-256 of the text of an agreement.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What is no digest.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("expected 64 hexadecimal digits: the digest that is shown with the text")]
pub struct NoDigest;

impl std::str::FromStr for Digest {
    type Err = NoDigest;

    fn from_str(text: &str) -> Result<Self, NoDigest> {
        hex::read(text).map(Self).ok_or(NoDigest)
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

fn is_name(text: &str, longest: usize) -> bool {
    !text.is_empty()
        && text.len() <= longest
        && text.trim() == text
        && !text.chars().any(char::is_control)
}

impl Terms {
    /// What terms must be besides well-typed.
    pub fn check(&self) -> Result<(), InvalidTerms> {
        if !is_name(&self.title, TITLE) {
            return Err(InvalidTerms::Title);
        }
        let control = |c: char| c.is_control() && c != '\n';
        if self.purpose.trim().is_empty()
            || self.purpose.len() > PURPOSE
            || self.purpose.chars().any(control)
        {
            return Err(InvalidTerms::Purpose);
        }
        let lists = [&self.sources, &self.indicators, &self.templates];
        let named = lists.into_iter().filter_map(|agreed| match agreed {
            Agreed::All => None,
            Agreed::Only(names) => Some(names),
        });
        for names in named.chain([&self.unmasking_purposes]) {
            if names.len() > LIST {
                return Err(InvalidTerms::TooMany);
            }
            if let Some(bad) = names.iter().find(|name| !is_name(name, 200)) {
                return Err(InvalidTerms::Name(bad.chars().take(200).collect()));
            }
        }
        if !(1..=9).contains(&self.signatures_required) {
            return Err(InvalidTerms::Signatures(self.signatures_required));
        }
        if !(1..=2).contains(&self.unmasking_approvals) {
            return Err(InvalidTerms::Approvals(self.unmasking_approvals));
        }
        for (kind, days) in &self.retention_days {
            if !is_name(kind, 200) {
                return Err(InvalidTerms::Name(kind.chars().take(200).collect()));
            }
            if *days == 0 {
                return Err(InvalidTerms::Retention(kind.clone()));
            }
        }
        if self.units.reach_nobody() {
            return Err(InvalidTerms::NoUnits);
        }
        match self.valid_until {
            Some(until) if until <= self.valid_from => Err(InvalidTerms::Time),
            _ => Ok(()),
        }
    }

    /// The one text of these terms: the same terms give the same bytes, different terms give different ones, and a person can read it. It ends
    /// with a line end and is UTF-8, so that `sha256sum` of a saved copy is the hash that was signed.
    pub fn text(&self, id: AgreementId) -> String {
        let mut text = format!("Ombud agreement, form 1\n{id}\n\n");
        let mut line = |label: &str, value: &str| {
            let _ = writeln!(text, "{label}: {value}");
        };
        line("Title", &quoted(&self.title));
        line("Purpose", &quoted(&self.purpose));
        line("Sources", &agreed(&self.sources));
        line("Indicators", &agreed(&self.indicators));
        line("Templates", &agreed(&self.templates));
        let units = match &self.units {
            Units::All => "all".to_owned(),
            Units::Only(units) => list(units.iter().map(ToString::to_string)),
        };
        line("Admin units", &units);
        line(
            "Purposes of unmasking",
            &list(self.unmasking_purposes.iter().map(|name| quoted(name))),
        );
        line(
            "Approvals of each unmasking",
            &self.unmasking_approvals.to_string(),
        );
        for (kind, days) in &self.retention_days {
            line("Kept at most", &format!("{} for {days} days", quoted(kind)));
        }
        line("Valid from", &self.valid_from.to_string());
        line(
            "Valid until",
            &self
                .valid_until
                .map_or("it is ended".to_owned(), |until| until.to_string()),
        );
        line("Signatures required", &self.signatures_required.to_string());
        text
    }
}

/// Quoted as in JSON, so that no text can pass for another line or another entry of a list.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn list(entries: impl Iterator<Item = String>) -> String {
    let entries: Vec<String> = entries.collect();
    if entries.is_empty() {
        "none".to_owned()
    } else {
        entries.join(", ")
    }
}

fn agreed(agreed: &Agreed) -> String {
    match agreed {
        Agreed::All => "all".to_owned(),
        Agreed::Only(names) => list(names.iter().map(|name| quoted(name))),
    }
}
