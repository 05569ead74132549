//! From a draft to a committed segment: persons, duplicates, order, insights, bytes, and one transaction.

use std::sync::atomic::Ordering;

use bytes::Bytes;
use ombud_access::Attributes;
use ombud_identity::{PersonKey, vault};
use ombud_model::activity::Placement;
use ombud_model::{Day, IndicatorCode, PersonId, SegmentId, Timestamp, entropy};
use ombud_store::records::{
    BatchCommit, OrgDay, PersonPlacement, Receipt, Reject, SegmentCommit, SourceStats, Superseding,
};
use ombud_store::{NewSegment, SegmentMeta, StoreError, encode_segment};
use parking_lot::Mutex;
use rustc_hash::FxHashMap;

use super::correct::{Verdict, compare};
use super::draft::Draft;
use super::fold::{Folded, fold};
use super::{Deduper, PipelineError, Stage, Tally, entropy as system_entropy};

/// A batch that counts as seen. Dropped before it is kept, for whatever reason, it counts no more.
struct Admitted<'a> {
    deduper: &'a Mutex<Deduper>,
    id: SegmentId,
    kept: bool,
}

impl Drop for Admitted<'_> {
    fn drop(&mut self) {
        let mut deduper = self.deduper.lock();
        match self.kept {
            true => deduper.settle(self.id),
            false => deduper.withdraw(self.id),
        }
    }
}

/// A batch that only waits for its turn to be committed.
pub(crate) struct Prepared<'a> {
    pub(crate) tally: Tally,
    admitted: Admitted<'a>,
    segment: Option<(SegmentMeta, Bytes)>,
    commit: Folded,
    placements: Vec<PersonPlacement>,
    rejects: Vec<Reject>,
    superseding: Vec<Superseding>,
    last_time: Option<Timestamp>,
}

/// Does everything that needs no order among batches, except that `ticket` is drawn while duplicates are judged.
pub(crate) fn prepare<'a>(
    stage: &Stage<'a>,
    draft: &mut Draft,
    ticket: impl FnOnce() -> u64,
) -> Result<Prepared<'a>, PipelineError> {
    let persons = resolve(stage, draft)?;
    let id = entropy::segment_id(&mut system_entropy())?;
    let Judged {
        verdicts,
        superseding,
        admitted,
    } = judge(stage, draft, id, ticket)?;
    let counts = draft.tally(&verdicts);
    let rejected = draft.rejects.len() as u64;
    let order = order(draft, |row| verdicts.get(row) != Some(&Verdict::Duplicate));
    let earliest = order
        .iter()
        .filter_map(|&row| draft.batch.time.get(row as usize))
        .min();
    let latest = order
        .iter()
        .filter_map(|&row| draft.batch.time.get(row as usize))
        .max();
    let moment = |ms: Option<&i64>| ms.and_then(|&ms| Timestamp::from_millis(ms).ok());
    let placements = placements(stage, draft, &persons)?;
    let earliest = moment(earliest).map(Timestamp::day);
    let tally = Tally {
        read: draft.read,
        accepted: counts.accepted,
        duplicates: counts.duplicates,
        rejected,
        corrected: counts.corrected,
        incomplete: counts.incomplete,
        earliest,
        placements: placements.len() as u64,
    };
    // Insights of what corrects are computed from history: until then those of what it stands for are there.
    let is_new = |row: &u32| verdicts.get(*row as usize) == Some(&Verdict::New);
    let new_rows: Vec<u32> = order.iter().copied().filter(is_new).collect();
    let commit = fold(stage, draft, &new_rows);
    let segment = if order.is_empty() {
        None
    } else {
        Some(encode(stage, draft, id, &order, &persons)?)
    };
    let (rejects, last_time) = (seal_rejects(stage, draft)?, moment(latest));
    Ok(Prepared {
        tally,
        admitted,
        segment,
        commit,
        placements,
        rejects,
        superseding,
        last_time,
    })
}

/// Finds or creates the persons of the draft, and writes them into its rows. In the order of the draft's identifiers.
fn resolve(stage: &Stage<'_>, draft: &mut Draft) -> Result<Vec<Option<PersonId>>, PipelineError> {
    let persons = {
        let mut people = stage.state.people.lock();
        stage.runtime.block_on(people.resolve(
            stage.store.records(),
            &mut system_entropy(),
            draft.identifiers(),
        ))?
    };
    for row in 0..draft.batch.len() {
        let person = draft
            .actor(row)
            .and_then(|actor| persons.get(actor).copied().flatten());
        if let Some(slot) = draft.batch.person.get_mut(row) {
            *slot = person;
        }
    }
    Ok(persons)
}

/// What the records say about where persons belong. Of records that are not new too: who sends a profile again says that it holds.
fn placements(
    stage: &Stage<'_>,
    draft: &Draft,
    persons: &[Option<PersonId>],
) -> Result<Vec<PersonPlacement>, PipelineError> {
    let received = stage.clock.now();
    let stated = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let kept = |(actor, effective, placement): (usize, Timestamp, &Placement)| {
        let person = persons
            .get(actor)
            .copied()
            .flatten()
            .ok_or(PipelineError::PersonLost)?;
        let attributes = Attributes {
            region: stated(&placement.region),
            division: stated(&placement.division),
            department: stated(&placement.department),
            groups: placement.groups.iter().cloned().collect(),
        };
        let body = serde_json::to_string(&attributes).map_err(PipelineError::Placement)?;
        Ok(PersonPlacement {
            person,
            effective,
            received,
            body,
        })
    };
    draft.placements().map(kept).collect()
}

/// What was found out about a batch.
struct Judged<'a> {
    verdicts: Vec<Verdict>,
    superseding: Vec<Superseding>,
    admitted: Admitted<'a>,
}

/// Which rows are new or correct stored ones. From here on the batch counts as seen.
fn judge<'a>(
    stage: &Stage<'a>,
    draft: &Draft,
    id: SegmentId,
    ticket: impl FnOnce() -> u64,
) -> Result<Judged<'a>, PipelineError> {
    let mut deduper = stage.state.deduper.lock();
    ticket();
    let batch = &draft.batch;
    let seen = deduper.seen(&batch.time, &batch.key, stage.reader, &mut |segment| {
        load_keys(stage, segment)
    })?;
    let (verdicts, superseding) = compare(stage, draft, &seen)?;
    let kept = batch
        .time
        .iter()
        .zip(&batch.key)
        .zip(&verdicts)
        .filter(|(_, verdict)| **verdict != Verdict::Duplicate);
    let kept = kept.map(|((&time, &key), _)| (time, key)).collect();
    deduper.admit(id, stage.reader, kept);
    Ok(Judged {
        verdicts,
        superseding,
        admitted: Admitted {
            deduper: &stage.state.deduper,
            id,
            kept: false,
        },
    })
}

fn load_keys(stage: &Stage<'_>, segment: SegmentId) -> Result<Vec<(i64, u64)>, PipelineError> {
    let metas = stage.runtime.block_on(stage.store.records().segments())?;
    let meta = metas.into_iter().find(|meta| meta.id == segment);
    let meta = meta.ok_or(PipelineError::Store(StoreError::Corrupt {
        what: "segment id",
        value: segment.to_string(),
    }))?;
    let (times, keys) = stage
        .runtime
        .block_on(stage.store.history().read_keys(&meta))?;
    // For a superseded row another one stands, and when that is erased, nothing does.
    let valid = |&(time, key): &(i64, u64)| !meta.superseded.has(time, key);
    Ok(times.into_iter().zip(keys).filter(valid).collect())
}

/// The rows that are kept by person and time; services last. Equal times are ordered by key, so that a segment's order has one reason.
fn order(draft: &Draft, is_kept: impl Fn(usize) -> bool) -> Vec<u32> {
    let batch = &draft.batch;
    let rows = (0..batch.len()).filter(|&row| is_kept(row));
    let key = |row: usize| {
        let person = batch
            .person
            .get(row)
            .copied()
            .flatten()
            .map_or(u64::MAX, |person| person.0);
        (
            person,
            batch.time.get(row).copied().unwrap_or(0),
            batch.key.get(row).copied().unwrap_or(0),
            row as u32,
        )
    };
    let mut keyed: Vec<(u64, i64, u64, u32)> = rows.map(key).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(.., row)| row).collect()
}

fn encode(
    stage: &Stage<'_>,
    draft: &Draft,
    id: SegmentId,
    order: &[u32],
    persons: &[Option<PersonId>],
) -> Result<(SegmentMeta, Bytes), PipelineError> {
    let keys: FxHashMap<PersonId, PersonKey> = {
        let people = stage.state.people.lock();
        persons
            .iter()
            .flatten()
            .filter_map(|&person| people.key(person).map(|key| (person, key.clone())))
            .collect()
    };
    let mut failure = None;
    let new = NewSegment {
        id,
        source: stage.source.meta().id,
        created: stage.clock.now(),
        reader: stage.reader,
    };
    let encoded = encode_segment(new, &draft.batch, order, &mut |person, fragments| {
        // Without a key the person is erased: what names them is not kept.
        let sealed = keys
            .get(&person)
            .map(|key| vault::seal_fragments(key, id, person, fragments))
            .transpose();
        let sealed = sealed.unwrap_or_else(|error| {
            failure = Some(error);
            None
        });
        sealed.unwrap_or_default()
    });
    match failure {
        Some(error) => Err(error.into()),
        None => Ok(encoded.map_err(StoreError::from)?),
    }
}

fn seal_rejects(stage: &Stage<'_>, draft: &Draft) -> Result<Vec<Reject>, PipelineError> {
    let source = stage.source.meta().id;
    let seal = |rejected: &super::draft::Rejected| -> Result<Reject, PipelineError> {
        let (k0, k1) = stage.hash_keys;
        let mut hasher = blake3::Hasher::new();
        hasher
            .update(&k0.to_le_bytes())
            .update(&k1.to_le_bytes())
            .update(source.as_bytes())
            .update(&[0])
            .update(&rejected.raw);
        Ok(Reject {
            id: hasher
                .finalize()
                .as_bytes()
                .first_chunk()
                .copied()
                .unwrap_or_default(),
            source: source.to_owned(),
            input: stage.input.to_owned(),
            place: rejected.place.to_string(),
            reason: rejected.reason.to_string(),
            raw: stage
                .master
                .seal_reject(&rejected.raw, &mut system_entropy())?,
            first_seen: stage.clock.now(),
            mapping: None,
        })
    };
    draft.rejects.iter().map(seal).collect()
}

/// Writes the segment, then commits it with everything that follows from it. Accepted means: this returned.
pub(crate) fn commit(
    stage: &Stage<'_>,
    prepared: Prepared<'_>,
    receipt: Option<Receipt>,
) -> Result<Tally, PipelineError> {
    let Prepared {
        tally,
        mut admitted,
        segment,
        commit: folded,
        placements,
        rejects,
        superseding,
        last_time,
    } = prepared;
    // Asked again here: an agreement may end while a long input is read.
    stage
        .agreed
        .allows_source(stage.source.meta().id, stage.clock.now())?;
    // Before the transaction: computing anew once too often does no harm.
    let corrects = !superseding.is_empty();
    stage.state.corrected.fetch_or(corrects, Ordering::SeqCst);
    let mut segments = Vec::new();
    if let Some((meta, bytes)) = segment {
        stage
            .runtime
            .block_on(stage.store.history().put_segment(&meta, bytes))?;
        segments.push(SegmentCommit {
            meta,
            insights: folded.insights,
            superseding,
        });
    }
    let stats = SourceStats {
        source: stage.source.meta().id.to_owned(),
        read: tally.read,
        accepted: tally.accepted,
        duplicates: tally.duplicates,
        rejected: tally.rejected,
        corrected: tally.corrected,
        incomplete: tally.incomplete,
        last_time,
    };
    stage
        .runtime
        .block_on(stage.store.records().commit_batch(BatchCommit {
            segments,
            first_days: folded.first_days.clone(),
            org_days: org_days(folded.totals),
            placements,
            dirty: folded.dirty,
            rejects,
            receipt,
            stats: Some(stats),
        }))?;
    admitted.kept = true;
    remember_first_days(stage, folded.first_days);
    Ok(tally)
}

fn org_days(totals: FxHashMap<(Day, IndicatorCode), u64>) -> Vec<OrgDay> {
    totals
        .into_iter()
        .map(|((day, indicator), total)| OrgDay {
            day,
            indicator,
            total,
        })
        .collect()
}

fn remember_first_days(stage: &Stage<'_>, first_days: Vec<(PersonId, Day)>) {
    let mut known = stage.state.first_days.lock();
    for (person, day) in first_days {
        known
            .entry(person)
            .and_modify(|known| *known = day.min(*known))
            .or_insert(day);
    }
}
