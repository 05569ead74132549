//! A saved view of the queue of alerts: a name, and what the queue shows.
//!
//! Promises: what a view holds is bounded, and each value is one of those that are known: a view has no place for free text beside its name. A
//! person stands in it by id, so that whoever erases the person finds it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::plain_text::{Lines, plain_text};
use crate::{AccountId, Day, PersonId, PolicyId, ViewId};

/// The most views that an account may save.
pub const MOST_VIEWS: usize = 50;

/// Longest name, in characters.
const LONGEST_NAME: usize = 80;
/// Longest value of a key, in bytes.
const LONGEST_VALUE: usize = 200;

const STATUSES: &[&str] = &["all", "needs-review", "confirmed", "dismissed", "resolved"];
const SEVERITIES: &[&str] = &["high", "medium", "low"];
const ASSIGNEES: &[&str] = &["me", "none"];
const COLUMNS: &[&str] = &[
    "none", "severity", "score", "evidence", "insights", "status", "first", "last", "due",
];

/// The name of something that people save: 1 to 80 characters of plain text on one line.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SavedName(String);

/// A text that is no name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a name has 1 to {LONGEST_NAME} characters of plain text on one line")]
pub struct BadName;

impl SavedName {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Two names are the same when only upper and lower case tells them apart.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for SavedName {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        let text = plain_text(text, LONGEST_NAME, Lines::One).map_err(|_| BadName)?;
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for SavedName {
    type Error = BadName;

    fn try_from(text: String) -> Result<Self, BadName> {
        text.parse()
    }
}

impl From<SavedName> for String {
    fn from(name: SavedName) -> Self {
        name.0
    }
}

impl fmt::Display for SavedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a view asks for, by the keys of the queue's address; the policy and the person stand beside it, by id.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ViewQuery(BTreeMap<String, String>);

/// A key that is not known, or a value that its key does not take.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadQuery {
    #[error("`query.{0}` is no key of a view")]
    UnknownKey(String),
    #[error("`query.{0}` has a value that it does not take")]
    BadValue(String),
}

impl ViewQuery {
    /// The part of an address that names neither a policy nor a person.
    pub fn new(entries: BTreeMap<String, String>) -> Result<Self, BadQuery> {
        for (key, value) in &entries {
            check(key, value)?;
        }
        Ok(Self(entries))
    }

    pub fn entries(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}

fn check(key: &str, value: &str) -> Result<(), BadQuery> {
    let among = |known: &[&str]| known.contains(&value);
    let is_taken = match key {
        "status" => among(STATUSES),
        "severity" => among(SEVERITIES),
        "assignee" => among(ASSIGNEES),
        "overdue" => value == "true",
        "from" | "to" => value.parse::<Day>().is_ok(),
        "columns" => value.split(',').all(|column| COLUMNS.contains(&column)),
        // What somebody typed is not told back at any length.
        _ => {
            let told = key.chars().filter(|char| !char.is_control()).take(40);
            return Err(BadQuery::UnknownKey(told.collect()));
        }
    };
    match is_taken && value.len() <= LONGEST_VALUE {
        true => Ok(()),
        false => Err(BadQuery::BadValue(key.to_owned())),
    }
}

/// A saved view.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct View {
    pub id: ViewId,
    pub owner: AccountId,
    pub name: SavedName,
    /// Whether all who may list alerts see it.
    pub shared: bool,
    pub query: ViewQuery,
    pub policy: Option<PolicyId>,
    /// Only alerts about this person.
    pub person: Option<PersonId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(entries: &[(&str, &str)]) -> Result<ViewQuery, BadQuery> {
        let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        ViewQuery::new(entries.iter().map(owned).collect())
    }

    #[test]
    fn a_query_has_known_keys_and_values_only() {
        let known = [
            ("status", "all"),
            ("severity", "high"),
            ("assignee", "me"),
            ("overdue", "true"),
            ("from", "2026-11-17"),
            ("columns", "severity,due"),
        ];
        assert_eq!(query(&known).unwrap().entries().len(), 6);
        let unknown = BadQuery::UnknownKey("q".to_owned());
        assert_eq!(query(&[("q", "mia")]), Err(unknown));
        for (key, value) in [
            ("status", "open"),
            ("severity", "mia"),
            ("assignee", "mia"),
            ("overdue", "yes"),
            ("to", "soon"),
            ("columns", "severity,mia"),
        ] {
            let refused = BadQuery::BadValue(key.to_owned());
            assert_eq!(query(&[(key, value)]), Err(refused), "{value}");
        }
        let long = ["due"; 100].join(",");
        assert!(query(&[("columns", &long)]).is_err());
    }

    #[test]
    fn names_are_the_same_in_any_case() {
        let [one, other] = ["Late ones", " late ONES "].map(|text| text.parse::<SavedName>());
        assert_eq!(one.unwrap().folded(), other.unwrap().folded());
        assert_eq!("".parse::<SavedName>(), Err(BadName));
        assert_eq!("a\nb".parse::<SavedName>(), Err(BadName));
        assert_eq!("a".repeat(81).parse::<SavedName>(), Err(BadName));
    }
}
