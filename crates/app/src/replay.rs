//! Replay: everything recomputed from history, and compared with what is stored.
//!
//! The recomputation shares nothing with the stored results but history, decisions, requests about persons, policies, settings and content.

use ombud_detect::{Accumulator, Digest, assess, assessment_digest, digest};
use ombud_model::insight::Insight;
use ombud_model::{Day, IndicatorCode, PersonId, PolicyId, SegmentId};
use ombud_store::StoreError;
use ombud_store::records::{Aliases, OrgDay, PackedInsights};
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::agreed::Coverage;
use super::assess::{History, baselines};
use super::decided::Decided;
use super::person_requests::ByHand;
use super::{AppError, Ombud, Rules};
use crate::pipeline::{self, pack};

/// What a replay found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ReplayReport {
    /// Digest of all assessments: the same for the same activities, decisions, policies and settings on any installation.
    pub digest: String,
    pub assessments: u64,
    pub equal_to_stored: bool,
    /// How many assessments differ from the stored ones, are missing or too many.
    pub differing: u64,
}

/// What history says, folded.
#[derive(Default)]
pub(super) struct Recomputed {
    pub insights: FxHashMap<PersonId, Vec<Insight>>,
    pub first_days: FxHashMap<PersonId, Day>,
    pub org_days: FxHashMap<(Day, IndicatorCode), u64>,
    /// By segment, packed as they are stored.
    pub packed: Vec<(SegmentId, Vec<PackedInsights>)>,
}

impl Ombud {
    /// Recomputes the assessments under one policy or all enabled ones.
    pub async fn replay(&self, policy: Option<&str>) -> Result<ReplayReport, AppError> {
        self.agreed().allows_processing(self.clock.now())?;
        let (rules, coverage) = (self.rules(), self.coverage());
        let only = policy
            .map(|name| rules.named(name))
            .transpose()?
            .map(|policy| policy.policy().id);
        let recomputed = self.recompute(&rules, false).await?;
        let persons: Vec<PersonId> = recomputed.insights.keys().copied().collect();
        let decided = self.decided(&persons).await?;
        let people_decided = (&decided, &self.by_hand().await?);
        let digests = self.assess_anew(&rules, &coverage, only, recomputed, people_decided);
        let stored = self.store.records().digests(only).await?;
        let equal = stored.iter().filter(|one| {
            digests
                .get(&(one.person, one.policy))
                .is_some_and(|d| d.0.as_slice() == one.digest)
        });
        let equal = equal.count();
        let differing = (stored.len() - equal) + (digests.len() - equal);
        Ok(ReplayReport {
            digest: digest(digests.values().copied()).to_string(),
            assessments: digests.len() as u64,
            equal_to_stored: differing == 0,
            differing: differing as u64,
        })
    }

    /// Assesses everybody who is covered, under one policy or all enabled ones; gives the digests.
    fn assess_anew(
        &self,
        rules: &Rules,
        coverage: &Coverage,
        only: Option<PolicyId>,
        recomputed: Recomputed,
        (decided, by_hand): (&Decided, &ByHand),
    ) -> FxHashMap<(PersonId, PolicyId), Digest> {
        let mut recomputed = recomputed.joined(&self.store.records().aliases());
        let mut population: FxHashMap<Day, u64> = FxHashMap::default();
        recomputed
            .first_days
            .values()
            .for_each(|&day| *population.entry(day).or_default() += 1);
        let population: Vec<(Day, u64)> = population.into_iter().collect();
        let baselines = baselines(
            &self.content,
            &population,
            recomputed
                .org_days
                .iter()
                .map(|(&(day, code), &total)| (day, code, total)),
        );
        let mut digests: FxHashMap<(PersonId, PolicyId), Digest> = FxHashMap::default();
        let covered = std::mem::take(&mut recomputed.insights)
            .into_iter()
            .filter(|(person, _)| coverage.has(*person));
        for (person, insights) in covered {
            let first_day = recomputed.first_days.get(&person).copied();
            let Some(history) = History::new(person, first_day, insights) else {
                continue;
            };
            for policy in rules
                .enabled()
                .filter(|policy| only.is_none_or(|id| id == policy.policy().id))
            {
                let seen = decided.seen(person, policy.policy().id);
                let by_hand = by_hand.windows(person, policy.policy().id);
                let observed = history.observed(&seen, by_hand);
                if let Some(assessment) =
                    assess(&self.content, policy, person, &observed, &baselines)
                {
                    digests.insert(
                        (person, policy.policy().id),
                        assessment_digest(&assessment, policy),
                    );
                }
            }
        }
        digests
    }

    /// Reads all of history and folds it. With `packed`, also into the rows that are stored per segment.
    pub(super) async fn recompute(
        &self,
        rules: &Rules,
        packed: bool,
    ) -> Result<Recomputed, AppError> {
        let (mut recomputed, now) = (Recomputed::default(), self.clock.now());
        let segments = self.store.records().segments().await?;
        for meta in segments
            .into_iter()
            .filter(|meta| rules.agreed.allows_source(&meta.source, now).is_ok())
        {
            let segment = self.store.history().read_segment(&meta).await?;
            let folded = tokio::task::block_in_place(|| fold(rules, &segment, &mut recomputed))?;
            if packed {
                let rows = folded
                    .iter()
                    .flat_map(|(person, insights)| pack(*person, insights))
                    .collect();
                recomputed.packed.push((meta.id, rows));
            }
            for (person, insights) in folded {
                for insight in insights.iter().filter(|one| !one.is_presence()) {
                    *recomputed
                        .org_days
                        .entry((insight.day, insight.indicator))
                        .or_default() += insight.facets.total;
                }
                recomputed
                    .insights
                    .entry(person)
                    .or_default()
                    .extend(insights);
            }
        }
        Ok(recomputed)
    }
}

/// The insights of one segment by person.
fn fold(
    rules: &Rules,
    segment: &ombud_store::Segment,
    recomputed: &mut Recomputed,
) -> Result<Vec<(PersonId, Vec<Insight>)>, AppError> {
    let (mut folded, mut accumulator, mut current) = (Vec::new(), Accumulator::default(), None);
    let read = segment.for_each_valid(|activity, _| {
        if activity.person != current {
            if let (Some(person), false) = (current, accumulator.is_empty()) {
                folded.push((person, accumulator.finish()));
            }
            current = activity.person;
        }
        if let Some(person) = activity.person {
            if pipeline::is_activity(activity.workload) {
                let first = recomputed
                    .first_days
                    .entry(person)
                    .or_insert(activity.time.day());
                *first = (*first).min(activity.time.day());
            }
            if rules.recogniser.tells_presence(activity.kind) {
                accumulator.add_presence(activity.time);
            }
            rules
                .recogniser
                .recognise(&activity, &mut |hit| accumulator.add(activity.time, hit));
        }
    });
    read.map_err(StoreError::from)?;
    if let (Some(person), false) = (current, accumulator.is_empty()) {
        folded.push((person, accumulator.finish()));
    }
    Ok(folded)
}

impl Recomputed {
    /// With what persons did who are one under the one whom they are shown as.
    fn joined(mut self, aliases: &Aliases) -> Self {
        for person in aliases.joined() {
            for other in aliases.members(person).into_iter().skip(1) {
                if let Some(insights) = self.insights.remove(&other) {
                    self.insights.entry(person).or_default().extend(insights);
                }
                if let Some(day) = self.first_days.remove(&other) {
                    let first = self.first_days.entry(person).or_insert(day);
                    *first = (*first).min(day);
                }
            }
        }
        self
    }

    pub(super) fn org_days(&self) -> Vec<OrgDay> {
        self.org_days
            .iter()
            .map(|(&(day, indicator), &total)| OrgDay {
                day,
                indicator,
                total,
            })
            .collect()
    }
}
