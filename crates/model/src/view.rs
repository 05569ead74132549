//! A saved view of the queue of alerts: a name, and what the queue shows.
//!
//! Promises: what a view holds is bounded, and each value is one of those that are known: a view has no place for free text beside its name. A
//! person stands in it by id, so that whoever erases the person finds it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::alert::RiskFactor;
use crate::plain_text::SavedName;
use crate::{AccountId, Day, PersonId, PolicyId, UnitId, ViewId};

/// The most views that an account may save.
pub const MOST_VIEWS: usize = 50;

/// Longest value of a key, in bytes.
const LONGEST_VALUE: usize = 200;

const STATUSES: &[&str] = &["all", "needs-review", "confirmed", "dismissed", "resolved"];
const SEVERITIES: &[&str] = &["high", "medium", "low"];
const ASSIGNEES: &[&str] = &["me", "none"];
const COLUMNS: &[&str] = &[
    "none", "severity", "score", "evidence", "insights", "trigger", "factors", "status", "first",
    "last", "due",
];

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

/// Whether it has the form of an indicator id. One that is not known finds nothing.
fn is_indicator(value: &str) -> bool {
    let sign = |byte: u8| byte.is_ascii_lowercase() || matches!(byte, b'.' | b'-');
    !value.is_empty() && value.bytes().all(sign)
}

fn check(key: &str, value: &str) -> Result<(), BadQuery> {
    let among = |known: &[&str]| known.contains(&value);
    let is_taken = match key {
        "status" => among(STATUSES),
        "severity" => among(SEVERITIES),
        "assignee" => among(ASSIGNEES) || value.parse::<AccountId>().is_ok(),
        "trigger" => is_indicator(value),
        "factor" => RiskFactor::ALL.iter().any(|factor| factor.name() == value),
        "unit" => value.parse::<UnitId>().is_ok(),
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
            ("trigger", "hr.last-working-day"),
            ("factor", "sensitive"),
        ];
        assert_eq!(query(&known).unwrap().entries().len(), 8);
        let unknown = BadQuery::UnknownKey("q".to_owned());
        assert_eq!(query(&[("q", "mia")]), Err(unknown));
        for (key, value) in [
            ("status", "open"),
            ("severity", "mia"),
            ("assignee", "mia"),
            ("overdue", "yes"),
            ("to", "soon"),
            ("trigger", "Mia Berg"),
            ("factor", "luck"),
            ("unit", "mia"),
            ("columns", "severity,mia"),
        ] {
            let refused = BadQuery::BadValue(key.to_owned());
            assert_eq!(query(&[(key, value)]), Err(refused), "{value}");
        }
        let long = ["due"; 100].join(",");
        assert!(query(&[("columns", &long)]).is_err());
    }
}
