//! Evaluating: what assessments would be without a part of what is usual, and how often the days of people surprise.
//!
//! Promises: everybody who is covered is judged by what is stored; nothing is stored, and no name is opened.

use std::collections::BTreeSet;

use ombud_detect::{Calibration, CompiledPolicy, Part, assess};
use ombud_model::PersonId;
use ombud_model::assessment::Assessment;
use rustc_hash::FxHashMap;

use super::assess::{History, histories};
use super::{AppError, Ombud};

/// Persons at a time.
const AT_A_TIME: u64 = 2_000;

/// An assessment that is not stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reassessed {
    /// Pseudonym.
    pub person: String,
    pub assessment: Assessment,
    /// Evidence over what opens an alert under its policy, in hundredths. Not capped.
    pub evidence: u64,
}

/// Some persons under their pseudonyms, with what is known of them, and the last of them.
struct Portion {
    persons: Vec<(String, History)>,
    last: PersonId,
}

impl Ombud {
    /// Assesses everybody under all policies that are applied, without a part of what is usual. Decisions on alerts play no role.
    pub async fn assess_without(&self, part: Part) -> Result<Vec<Reassessed>, AppError> {
        self.agreed().allows_processing(self.clock.now())?;
        let content = self.content.clone().without(part);
        let (rules, baselines) = (self.rules(), self.assessed_on().await?);
        let (mut found, mut after) = (Vec::new(), None);
        while let Some(portion) = self.next_persons(after).await? {
            after = Some(portion.last);
            for (pseudonym, history) in &portion.persons {
                let observed = history.observed(&[], &[]);
                found.extend(rules.enabled().filter_map(|policy| {
                    let person = history.person;
                    let assessment = assess(&content, policy, person, &observed, &baselines)?;
                    let volume = policy.policy().alert_volume;
                    let scoring = content.scoring();
                    Some(Reassessed {
                        person: pseudonym.clone(),
                        evidence: scoring.times_the_bar(assessment.evidence, volume),
                        assessment,
                    })
                }));
            }
        }
        Ok(found)
    }

    /// How often the days surprise of everybody but those who are called by one of these identifiers, by what the applied policies score;
    /// perhaps without a part of what is usual.
    pub async fn calibrate(
        &self,
        without: Option<Part>,
        all_but: &[String],
    ) -> Result<Calibration, AppError> {
        let content = self.content.clone();
        let content = match without {
            Some(part) => content.without(part),
            None => content,
        };
        let left_out = self.called(all_but).await?;
        let (rules, baselines) = (self.rules(), self.assessed_on().await?);
        let policies: Vec<&CompiledPolicy> = rules.enabled().collect();
        let (mut calibration, mut after) = (Calibration::default(), None);
        while let Some(portion) = self.next_persons(after).await? {
            after = Some(portion.last);
            let histories = portion.persons.iter().map(|(_, history)| history);
            for history in histories.filter(|history| !left_out.contains(&history.person)) {
                let (first_day, insights) = (history.first_day, &history.insights);
                calibration.add(&content, &policies, first_day, insights, &baselines);
            }
        }
        Ok(calibration)
    }

    /// The persons whom one of these identifiers belongs to.
    async fn called(&self, identifiers: &[String]) -> Result<BTreeSet<PersonId>, AppError> {
        let records = self.store.records();
        let hashes = identifiers.iter().map(|one| self.master.identity_hash(one));
        let found = records.find_identities(&hashes.collect::<Vec<_>>()).await?;
        let aliases = records.aliases();
        let persons = found.iter().map(|&(_, person)| aliases.resolve(person));
        Ok(persons.collect())
    }

    /// The next persons who are covered; `None` after the last.
    async fn next_persons(&self, after: Option<PersonId>) -> Result<Option<Portion>, AppError> {
        let (records, coverage) = (self.store.records(), self.coverage());
        let page = records.persons_page(after, AT_A_TIME).await?;
        let Some(&(last, _)) = page.last() else {
            return Ok(None);
        };
        let covered = page.into_iter().filter(|(person, _)| coverage.has(*person));
        let mut pseudonyms: FxHashMap<PersonId, String> = covered.collect();
        let persons: Vec<PersonId> = pseudonyms.keys().copied().collect();
        let named = |history: History| Some((pseudonyms.remove(&history.person)?, history));
        let histories = histories(records, &persons).await?;
        Ok(Some(Portion {
            persons: histories.into_iter().filter_map(named).collect(),
            last,
        }))
    }
}
