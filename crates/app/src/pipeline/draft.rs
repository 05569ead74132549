//! What one worker gathers until it becomes a segment: redacted rows, their hits, who did them, and what was rejected.

use ombud_connect::{
    Record, Rejection,
    reader::{Format, Place},
};
use ombud_detect::{Hit, Recogniser};
use ombud_identity::redact::Redactor;
use ombud_model::activity::Placement;
use ombud_model::batch::ActivityBatch;
use ombud_model::{Activity, ActivityView, Actor, PersonId, Timestamp};
use rustc_hash::FxHashMap;

use super::Stage;
use super::correct::Verdict;
use super::people::Named;

/// Marks a row whose actor is a service or a system.
const NOBODY: u32 = u32::MAX;

/// A record that was not accepted, with its raw bytes (capped by the reader), readable on their own.
#[derive(Debug)]
pub(crate) struct Rejected {
    pub(crate) place: Place,
    pub(crate) reason: Rejection,
    pub(crate) raw: Vec<u8>,
}

/// One record as the reader hands it out.
pub(crate) struct Found<'a> {
    pub(crate) record: Result<Record<'a>, Rejection>,
    pub(crate) place: Place,
    pub(crate) raw: &'a [u8],
}

/// What became of the records of a draft that were not rejected.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) accepted: u64,
    pub(crate) duplicates: u64,
    pub(crate) corrected: u64,
    /// Of the accepted and the corrected.
    pub(crate) incomplete: u64,
}

/// Rows in order of arrival, before anybody knows whether they are new.
#[derive(Default)]
pub(crate) struct Draft {
    pub(crate) batch: ActivityBatch,
    /// Hits of all rows end to end, and where each row's hits end.
    hits: Vec<Hit>,
    hit_ends: Vec<u32>,
    /// Index into `identifiers`, or [`NOBODY`].
    actors: Vec<u32>,
    /// Whether the row comes from the same record as the one before it.
    continues: Vec<bool>,
    /// Where persons belong, by index into `identifiers`, also from records that are not new.
    placements: Vec<(u32, Timestamp, Placement)>,
    identifiers: Vec<Named>,
    index: FxHashMap<Box<str>, u32>,
    pub(crate) rejects: Vec<Rejected>,
    /// Raw bytes that the rejects hold.
    pub(crate) reject_bytes: usize,
    pub(crate) read: u64,
}

impl Draft {
    /// Forgets everything but keeps the memory: the next draft is about as large.
    pub(crate) fn clear(&mut self) {
        let Self {
            batch,
            hits,
            hit_ends,
            actors,
            continues,
            placements,
            identifiers,
            index,
            rejects,
            reject_bytes,
            read,
        } = self;
        batch.clear();
        hits.clear();
        hit_ends.clear();
        actors.clear();
        continues.clear();
        placements.clear();
        identifiers.clear();
        index.clear();
        rejects.clear();
        (*reject_bytes, *read) = (0, 0);
    }

    /// Takes one record in: its activities become rows, or it becomes a reject.
    pub(crate) fn take(
        &mut self,
        stage: &Stage<'_>,
        redactor: &mut Redactor,
        format: &Format,
        found: Found<'_>,
    ) {
        let Found { record, place, raw } = found;
        self.read += 1;
        let rows_before = self.batch.len();
        let outcome = record.and_then(|record| {
            stage
                .source
                .normalise(&record, &stage.context(), &mut |activity| {
                    let continues = self.batch.len() > rows_before;
                    self.push(activity, continues, redactor, stage.recogniser);
                })
        });
        if let Err(reason) = outcome {
            let raw = format.standalone(raw);
            self.reject_bytes += raw.len();
            self.rejects.push(Rejected { place, reason, raw });
        }
    }

    fn push(
        &mut self,
        activity: &Activity<'_>,
        continues: bool,
        redactor: &mut Redactor,
        recogniser: &Recogniser,
    ) {
        let actor = match &activity.actor {
            Actor::Person(identifier) => self.intern(identifier, true, &activity.other_names),
            Actor::ObjectId(identifier) => self.intern(identifier, false, &[]),
            Actor::Service(_) => NOBODY,
        };
        if let (true, Some(placement)) = (actor != NOBODY, &activity.placement) {
            self.placements
                .push((actor, activity.time, (**placement).clone()));
        }
        let worded = redactor.worded(activity);
        let activity = worded.as_ref().unwrap_or(activity);
        let texts = redactor.redact(activity);
        if actor != NOBODY {
            let view = ActivityView {
                time: activity.time,
                key: activity.key,
                // Who it is, is looked up later; that it is a person is what matters here.
                person: Some(PersonId(0)),
                kind: activity.kind,
                operation: &activity.operation,
                workload: activity.workload,
                outcome: activity.outcome,
                container: texts.container,
                object: texts.object,
                extension: &activity.extension,
                size: activity.size,
                object_id: activity.object_id,
                target: texts.target,
                target_domain: &activity.target_domain,
                reach: activity.reach,
                label_change: activity.label_change,
                label_before: &activity.label_before,
                label_after: &activity.label_after,
                sensitive_types: &activity.sensitive_types,
                severity: activity.severity,
                detail: texts.detail,
                items: activity.items,
                incomplete: &activity.incomplete,
            };
            recogniser.recognise(&view, &mut |hit| self.hits.push(hit));
        }
        self.hit_ends.push(self.hits.len() as u32);
        self.actors.push(actor);
        self.continues.push(continues);
        self.batch.push(activity, None, texts);
    }

    fn intern(&mut self, identifier: &str, is_person: bool, others: &[String]) -> u32 {
        if let Some(&index) = self.index.get(identifier) {
            if let Some(named) = self.identifiers.get_mut(index as usize) {
                named.is_person |= is_person;
                for other in others {
                    if !named.others.contains(other) {
                        named.others.push(other.clone());
                    }
                }
            }
            return index;
        }
        let index = self.identifiers.len() as u32;
        self.identifiers.push(Named {
            text: identifier.into(),
            is_person,
            others: others.to_vec(),
        });
        self.index.insert(identifier.into(), index);
        index
    }

    /// The distinct identifiers of the rows' actors.
    pub(crate) fn identifiers(&self) -> &[Named] {
        &self.identifiers
    }

    /// Where persons belong, by index into [`Draft::identifiers`].
    pub(crate) fn placements(&self) -> impl Iterator<Item = (usize, Timestamp, &Placement)> {
        self.placements
            .iter()
            .map(|(actor, from, placement)| (*actor as usize, *from, placement))
    }

    /// Index of the row's actor in [`Draft::identifiers`]; `None` for services. An object id may turn out to be nobody's.
    pub(crate) fn actor(&self, row: usize) -> Option<usize> {
        self.actors
            .get(row)
            .copied()
            .filter(|&actor| actor != NOBODY)
            .map(|actor| actor as usize)
    }

    pub(crate) fn hits(&self, row: usize) -> &[Hit] {
        let end = self.hit_ends.get(row).map_or(0, |&end| end as usize);
        let start = row
            .checked_sub(1)
            .and_then(|before| self.hit_ends.get(before))
            .map_or(0, |&end| end as usize);
        self.hits.get(start..end).unwrap_or_default()
    }

    /// Counts records by what became of them. A record with several activities is corrected when one of them corrects a stored one,
    /// a duplicate only when none of them is new, and incomplete when one of those that are kept is.
    pub(crate) fn tally(&self, verdicts: &[Verdict]) -> Counts {
        let mut counts = Counts::default();
        let mut record = (false, false, false);
        for (row, (&verdict, &continues)) in verdicts.iter().zip(&self.continues).enumerate() {
            if !continues && row > 0 {
                counts.add(std::mem::take(&mut record));
            }
            record.0 |= verdict == Verdict::New;
            record.1 |= verdict == Verdict::Corrects;
            record.2 |= verdict != Verdict::Duplicate && self.batch.incomplete.code(row) != 0;
        }
        if !verdicts.is_empty() {
            counts.add(record);
        }
        counts
    }
}

impl Counts {
    fn add(&mut self, (is_new, corrects, is_incomplete): (bool, bool, bool)) {
        match (corrects, is_new) {
            (true, _) => self.corrected += 1,
            (false, true) => self.accepted += 1,
            (false, false) => self.duplicates += 1,
        }
        self.incomplete += u64::from(is_incomplete);
    }
}
