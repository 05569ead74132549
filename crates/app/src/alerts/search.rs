//! Searching alerts: by pseudonym, id, assignee, and the notes on them.
//!
//! Promises: notes on alerts that the caller may not read are not opened.

use std::str::FromStr;

use ombud_accounts::Account;
use ombud_identity::Note;
use ombud_model::{AlertId, PersonId};
use ombud_store::records::FoundAlerts;
use rustc_hash::FxHashMap;

use super::sight::Sight;
use super::{AppError, Ombud};
use crate::documents;

/// So many notes are searched, the newest ones.
const NOTES: u64 = 10_000;
/// The most alerts that are found by their notes.
const MOST_FOUND: usize = 1_000;

/// What is searched for: 2 to 100 characters, without space at the ends, in lower case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SearchText(String);

/// A text that cannot be searched for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("search for 2 to 100 characters: a pseudonym, an id, an assignee, or words of a note")]
pub struct BadSearch;

impl FromStr for SearchText {
    type Err = BadSearch;

    fn from_str(text: &str) -> Result<Self, BadSearch> {
        let text = text.trim().to_lowercase();
        match (2..=100).contains(&text.chars().count()) && !text.contains('\0') {
            true => Ok(Self(text)),
            false => Err(BadSearch),
        }
    }
}

impl SearchText {
    fn is_in(&self, text: &str) -> bool {
        text.to_lowercase().contains(&self.0)
    }
}

impl Ombud {
    pub(super) async fn search_alerts(
        &self,
        text: &SearchText,
        sight: &Sight<'_>,
    ) -> Result<FoundAlerts, AppError> {
        let records = self.store.records();
        let accounts = documents::all::<Account>(records).await?;
        let assignees = accounts.iter().map(|read| &read.value).filter(|account| {
            text.is_in(account.display_name.as_str()) || text.is_in(account.login.as_str())
        });
        let mut found = FoundAlerts {
            pseudonym: text.0.clone(),
            assignees: assignees.map(|account| account.id).collect(),
            alerts: self.search_notes(text, sight).await?,
        };
        found.alerts.extend(text.0.parse::<AlertId>().ok());
        Ok(found)
    }

    async fn search_notes(
        &self,
        text: &SearchText,
        sight: &Sight<'_>,
    ) -> Result<Vec<AlertId>, AppError> {
        let records = self.store.records();
        let mut notes = records.alert_notes(NOTES).await?;
        notes.retain(|(_, person, _)| sight.reads(*person));
        let mut persons: Vec<PersonId> = notes.iter().map(|(_, person, _)| *person).collect();
        persons.sort_unstable();
        persons.dedup();
        let mut keys = FxHashMap::default();
        for (person, wrapped) in records.person_keys(&persons).await? {
            if let Some(wrapped) = wrapped {
                let key = self.master.unwrap_key(person, &wrapped);
                keys.insert(person, key.map_err(AppError::internal)?);
            }
        }
        let mut found = Vec::new();
        for (alert, person, sealed) in notes {
            let Some(key) = keys.get(&person) else {
                continue;
            };
            let note = Note::open(key, person, alert, &sealed).map_err(AppError::internal)?;
            if text.is_in(note.text()) && !found.contains(&alert) {
                found.push(alert);
            }
            if found.len() >= MOST_FOUND {
                break;
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_has_2_to_100_characters() {
        for text in ["", "a", "  a ", "a\0b", &"x".repeat(101)] {
            assert_eq!(text.parse::<SearchText>(), Err(BadSearch), "{text:?}");
        }
        let text: SearchText = " Äbc ".parse().unwrap();
        assert!(text.is_in("xÄBCx") && !text.is_in("ab"));
    }
}
