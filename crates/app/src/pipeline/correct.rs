//! Records that an older reader has read already: whether they say anything else now.
//!
//! Promises: a row whose facts are equal stays a duplicate; only of a row whose facts differ the stored one is superseded. A segment is
//! read at most once for a batch, and none when every segment was read by the same reader.

use ombud_model::batch::ActivityBatch;
use ombud_model::{ActivityView, SegmentId};
use ombud_store::records::Superseding;
use ombud_store::{SegmentMeta, StoreError, SupersededRows};
use rustc_hash::FxHashMap;

use super::dedupe::Seen;
use super::draft::Draft;
use super::{PipelineError, Stage};

/// Time (ms) and key of a row.
type Place = (i64, u64);

/// What becomes of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Verdict {
    New,
    Duplicate,
    /// It stands for a stored row from now on.
    Corrects,
}

/// The verdict on each row, and what is superseded.
pub(crate) fn compare(
    stage: &Stage<'_>,
    draft: &Draft,
    seen: &[Seen],
) -> Result<(Vec<Verdict>, Vec<Superseding>), PipelineError> {
    let mut verdicts = Vec::with_capacity(seen.len());
    let mut by_segment: FxHashMap<SegmentId, FxHashMap<Place, usize>> = FxHashMap::default();
    let places = draft.batch.time.iter().zip(&draft.batch.key);
    for (row, (seen, (&time, &key))) in seen.iter().zip(places).enumerate() {
        verdicts.push(match seen {
            Seen::Never => Verdict::New,
            Seen::Before => Verdict::Duplicate,
            Seen::ByOlder(segment) => {
                let rows = by_segment.entry(*segment).or_default();
                rows.insert((time, key), row);
                Verdict::Duplicate
            }
        });
    }
    if by_segment.is_empty() {
        return Ok((verdicts, Vec::new()));
    }
    let mut superseding = Vec::new();
    let metas = stage.runtime.block_on(stage.store.records().segments())?;
    // What another source has brought is not for this reader to correct.
    let own = metas
        .iter()
        .filter(|meta| meta.source == stage.source.meta().id);
    for meta in own {
        let Some(rows) = by_segment.get(&meta.id) else {
            continue;
        };
        let differing = differing(stage, meta, rows, &draft.batch)?;
        let mut places = Vec::with_capacity(differing.len());
        for (place, row) in differing {
            places.push(place);
            if let Some(verdict) = verdicts.get_mut(row) {
                *verdict = Verdict::Corrects;
            }
        }
        if !places.is_empty() {
            superseding.push(Superseding {
                segment: meta.id,
                rows: SupersededRows::new(places),
            });
        }
    }
    Ok((verdicts, superseding))
}

/// The rows of which the segment says something else, with time and key.
fn differing(
    stage: &Stage<'_>,
    meta: &SegmentMeta,
    rows: &FxHashMap<Place, usize>,
    batch: &ActivityBatch,
) -> Result<Vec<(Place, usize)>, PipelineError> {
    let segment = stage
        .runtime
        .block_on(stage.store.history().read_segment(meta))?;
    let mut differing = Vec::new();
    let read = segment.for_each_valid(|stored, _| {
        let place = (stored.time.millis(), stored.key);
        if let Some(&row) = rows.get(&place)
            && !is_same(&stored, batch, row)
        {
            differing.push((place, row));
        }
    });
    read.map_err(StoreError::from)?;
    Ok(differing)
}

/// Whether a row says what is stored, apart from time and key, which are equal. What was taken out of its texts is not compared.
fn is_same(stored: &ActivityView<'_>, batch: &ActivityBatch, row: usize) -> bool {
    fn at<T: Copy + PartialEq>(column: &[T], row: usize, stored: T) -> bool {
        column.get(row) == Some(&stored)
    }
    at(&batch.person, row, stored.person)
        && at(&batch.kind, row, stored.kind)
        && at(&batch.workload, row, stored.workload)
        && at(&batch.outcome, row, stored.outcome)
        && at(&batch.size, row, stored.size)
        && at(&batch.object_id, row, stored.object_id)
        && at(&batch.reach, row, stored.reach)
        && at(&batch.label_change, row, stored.label_change)
        && at(&batch.severity, row, stored.severity)
        && at(&batch.items, row, stored.items)
        && batch.object.text(row) == stored.object
        && [
            (&batch.operation, stored.operation),
            (&batch.container, stored.container),
            (&batch.extension, stored.extension),
            (&batch.target, stored.target),
            (&batch.target_domain, stored.target_domain),
            (&batch.label_before, stored.label_before),
            (&batch.label_after, stored.label_after),
            (&batch.sensitive_types, stored.sensitive_types),
            (&batch.detail, stored.detail),
            (&batch.incomplete, stored.incomplete),
        ]
        .iter()
        .all(|(column, stored)| column.text(row) == *stored)
}
