//! What is held about one person, and every look at it: for whoever has to answer a request for access.

use std::collections::{BTreeMap, BTreeSet};

use ombud_guard::access_report::{AccessReport, Holding, Look, ReportInput, Statement};
use ombud_guard::erasure::Store as Place;
use ombud_guard::retention::Kind;
use ombud_model::alert::AlertPosition;
use ombud_model::{Operation, PersonId, Timestamp};
use ombud_store::StoreError;
use ombud_store::records::AlertFilter;
use ombud_tlog::{Ending, Entry, Filter, Phase};

use super::{AppError, Ombud};

/// Alerts read at a time.
const PAGE: u64 = 1_000;
const DAY_MS: i64 = 86_400_000;

/// A span of time that grows with what is added.
#[derive(Default)]
struct Extent {
    count: u64,
    span: Option<(Timestamp, Timestamp)>,
}

impl Extent {
    fn add(&mut self, from: Timestamp, to: Timestamp) {
        self.count += 1;
        self.span = Some(
            self.span
                .map_or((from, to), |(first, last)| (first.min(from), last.max(to))),
        );
    }
}

impl Ombud {
    /// The report about the person behind a pseudonym. Names nobody, also not those who looked.
    pub async fn make_access_report(
        &self,
        pseudonym: &str,
        statement: &Statement,
    ) -> Result<AccessReport, AppError> {
        self.make_access_report_of(self.find_person(pseudonym).await?, pseudonym, statement)
            .await
    }

    pub(super) async fn make_access_report_of(
        &self,
        person: PersonId,
        pseudonym: &str,
        statement: &Statement,
    ) -> Result<AccessReport, AppError> {
        let holdings = self.holdings(person).await?;
        let looks = self.looks(person)?;
        let pseudonym = pseudonym.parse().map_err(AppError::internal)?;
        let now = self.clock.now();
        Ok(AccessReport::new(&ReportInput {
            pseudonym,
            now,
            statement,
            holdings: &holdings,
            looks: &looks,
            withheld: &[],
        }))
    }

    async fn holdings(&self, person: PersonId) -> Result<Vec<Holding>, AppError> {
        let days = |kind| self.retention_days(kind);
        let until = |span: Option<(Timestamp, Timestamp)>, days: u16| {
            span.and_then(|(_, last)| {
                Timestamp::from_millis(last.millis() + i64::from(days) * DAY_MS).ok()
            })
        };
        let mut holdings = self.counted_holdings(person).await?;
        let (history, fragments, sources) = self.extent_of_history(person).await?;
        let (from, to) = history.span.unzip();
        let kept_until = until(history.span, days(Kind::History).await?);
        let sources: Vec<String> = sources.into_iter().collect();
        holdings.push(Holding {
            what: Place::History,
            count: history.count,
            from,
            to,
            sources: sources.clone(),
            kept_until,
        });
        holdings.push(Holding {
            what: Place::Fragments,
            count: fragments,
            from,
            to,
            sources,
            kept_until,
        });
        let alerts = self.extent_of_alerts(person).await?;
        let (from, to) = alerts.span.unzip();
        let kept_until = until(alerts.span, days(Kind::UntriagedAlerts).await?);
        holdings.push(Holding {
            what: Place::Alerts,
            count: alerts.count,
            from,
            to,
            sources: Vec::new(),
            kept_until,
        });
        Ok(holdings)
    }

    /// What has no times of its own.
    async fn counted_holdings(&self, person: PersonId) -> Result<Vec<Holding>, AppError> {
        let records = self.store.records();
        let counted = |what, count| Holding {
            what,
            count,
            from: None,
            to: None,
            sources: Vec::new(),
            kept_until: None,
        };
        let members = self.members(person);
        let keys = records.person_keys(&members).await?;
        let (mut identities, mut unmaskings, mut justifications) = (0, 0, 0);
        let mut in_cases = self.cases_of(person).await?.len() as u64;
        for &member in &members {
            identities += records.identities_of(member).await?.len() as u64;
            unmaskings += self.unmaskings_about(member).await?;
            justifications += self.justifications_about(member).await?
                + self.person_requests_about(member).await?;
            in_cases += self.case_texts_about(member).await?;
        }
        Ok(vec![
            counted(Place::Pseudonym, members.len() as u64),
            counted(
                Place::Key,
                keys.iter().filter(|(_, key)| key.is_some()).count() as u64,
            ),
            counted(Place::Identities, identities),
            counted(Place::Placement, records.placements_of(person).await?),
            counted(
                Place::FirstDays,
                records.first_days_of(&[person]).await?.len() as u64,
            ),
            counted(
                Place::Insights,
                records
                    .insights_of(&[person])
                    .await?
                    .iter()
                    .map(|(_, packs)| packs.len() as u64)
                    .sum(),
            ),
            counted(Place::Cases, in_cases),
            counted(Place::Unmaskings, unmaskings),
            counted(Place::Justifications, justifications),
            counted(
                Place::Assessments,
                records.assessments_of(person).await?.len() as u64,
            ),
        ])
    }

    async fn extent_of_history(
        &self,
        person: PersonId,
    ) -> Result<(Extent, u64, BTreeSet<String>), AppError> {
        let (mut extent, mut fragments, mut sources) = (Extent::default(), 0, BTreeSet::new());
        let (history, members) = (self.store.history(), self.members(person));
        for meta in self.store.records().segments().await? {
            let mut is_in_it = false;
            for &member in &members {
                is_in_it |= history.has_person(&meta, member).await?;
            }
            if !is_in_it {
                continue;
            }
            let segment = history.read_segment(&meta).await?;
            let before = extent.count;
            let read = tokio::task::block_in_place(|| {
                segment.for_each(|activity, sealed| {
                    if activity.person.is_some_and(|one| members.contains(&one)) {
                        extent.add(activity.time, activity.time);
                        fragments += u64::from(sealed.is_some());
                    }
                })
            });
            read.map_err(StoreError::from)?;
            if extent.count > before {
                sources.insert(meta.source);
            }
        }
        Ok((extent, fragments, sources))
    }

    async fn extent_of_alerts(&self, person: PersonId) -> Result<Extent, AppError> {
        let filter = AlertFilter {
            person: Some(person),
            ..AlertFilter::default()
        };
        let (mut extent, mut after) = (Extent::default(), None);
        loop {
            let page = self
                .store
                .records()
                .alerts_page(&filter, after, PAGE)
                .await?;
            let Some(last) = page.last() else {
                return Ok(extent);
            };
            after = Some(AlertPosition::from(last));
            page.iter()
                .for_each(|alert| extent.add(alert.first_activity, alert.last_activity));
        }
    }

    /// Every look at this person that was not refused: what named them, and what showed anything about them. An act is one look.
    fn looks(&self, person: PersonId) -> Result<Vec<Look>, AppError> {
        let Some(reader) = self.audit.reader()? else {
            return Ok(Vec::new());
        };
        let mut looks = BTreeMap::new();
        for member in self.members(person) {
            let about = Filter {
                subject: Some(member),
                ..Filter::default()
            };
            let mut rest = Some(0..reader.head().size);
            while let Some(range) = rest {
                let page = reader
                    .search(&about, range, ombud_tlog::Order::OldestFirst, 4_096)
                    .map_err(AppError::internal)?;
                for logged in page.entries {
                    note_look(&mut looks, logged.sequence, logged.entry);
                }
                rest = page.rest;
            }
        }
        Ok(looks.into_values().collect())
    }
}

/// Notes what an entry says of a look, by the number of its intent.
fn note_look(looks: &mut BTreeMap<u64, Look>, sequence: u64, entry: Entry) {
    let intent = match entry.phase {
        Phase::Outcome {
            intent,
            ending: Ending::Refused,
        } => {
            looks.remove(&intent);
            return;
        }
        // Who was shown is known only at the end.
        Phase::Shown { intent } | Phase::Outcome { intent, .. } => intent,
        Phase::Intent => sequence,
    };
    if is_look(entry.operation) {
        looks.entry(intent).or_insert_with(|| look(entry));
    }
}

/// The look that an entry stands for.
fn look(entry: Entry) -> Look {
    let purpose = entry
        .purpose
        .and_then(|purpose| purpose.as_str().parse().ok());
    Look {
        at: entry.at,
        operation: entry.operation,
        purpose,
        role: entry.role,
        case: entry.case,
    }
}

/// Erasure, holds, joins and the drawing of units concern a person and show nothing about them.
const fn is_look(operation: Operation) -> bool {
    !matches!(
        operation,
        Operation::ErasePerson
            | Operation::PlaceHold
            | Operation::LiftHold
            | Operation::ChangeSettings
            | Operation::DefineUnit
    )
}
