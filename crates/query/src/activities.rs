//! The newest activities for which a predicate holds.

use std::sync::Arc;
use std::time::Duration;

use ombud_store::SegmentMeta;
use tokio::task::JoinSet;

use crate::bounds::{Bounds, Whom};
use crate::condition::{Condition, simplify};
use crate::newest::{Newest, Rank};
use crate::reader::HistoryReader;
use crate::scan::{Deadline, Question, scan};
use crate::{ActivityRow, PseudonymLookup, QueryError, predicate};

/// The most rows that one question gives.
pub const MAX_ROWS: usize = 10_000;

/// What one question may use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Bytes of the rows that are kept for the answer, per segment that is read at a time and in all.
    pub memory: usize,
    pub time: Duration,
    /// Segments that are read side by side.
    pub parallel: usize,
}

impl Default for Limits {
    /// 256 MiB, 30 seconds, 2 parts.
    fn default() -> Self {
        Self {
            memory: 256 << 20,
            time: Duration::from_secs(30),
            parallel: 2,
        }
    }
}

/// The activities in `segments` for which the predicate holds, the newest first, at most `limit` (capped at [`MAX_ROWS`]).
///
/// The predicate is one SQL expression over [`crate::COLUMNS`] with [`crate::FUNCTIONS`]; it may be untrusted. `segments` must be
/// rows of the manifest of that history, read at one moment. `pseudonyms` must know those of `whom` only: then what lies beyond has no
/// part in the answer.
pub async fn activities(
    reader: &HistoryReader,
    segments: &[SegmentMeta],
    predicate: &str,
    limit: usize,
    pseudonyms: Arc<dyn PseudonymLookup>,
    whom: &Whom,
    limits: Limits,
) -> Result<Vec<ActivityRow>, QueryError> {
    let expression = predicate::parse(predicate, &pseudonyms)?;
    let expression = simplify(expression).map_err(QueryError::parsing)?;
    let bounds = Bounds::new(whom, &expression);
    let condition = Condition::new(&expression).map_err(QueryError::parsing)?;
    let limit = limit.min(MAX_ROWS);
    if segments.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let question = Question {
        condition,
        pseudonyms,
        limit,
        memory: limits.memory,
        deadline: Deadline::new(limits.time),
    };
    let mut newest = Newest::new(limit, limits.memory);
    let mut order: Vec<&SegmentMeta> = segments.iter().collect();
    order.sort_by_key(|segment| (std::cmp::Reverse(segment.max_time), segment.id));
    // Segments are read in waves whose bounds are settled before they begin: which rows are read does not depend on scheduling.
    for wave in order.chunks(limits.parallel.max(1)) {
        let bounds = match newest.oldest() {
            Some(oldest) => bounds.not_before(oldest),
            None => bounds.clone(),
        };
        let found = read(reader, wave, &bounds, &question).await?;
        newest.add(found)?;
    }
    Ok(newest.rows().into_iter().map(|(_, row)| row).collect())
}

/// Reads segments side by side. Of several failures the one of the first segment counts.
async fn read(
    reader: &HistoryReader,
    wave: &[&SegmentMeta],
    bounds: &Bounds,
    question: &Question,
) -> Result<Vec<(Rank, ActivityRow)>, QueryError> {
    let within = |segment: &SegmentMeta| {
        bounds.meet_times(segment.min_time.millis(), segment.max_time.millis())
    };
    let mut tasks = JoinSet::new();
    for (place, &segment) in wave.iter().enumerate().filter(|(_, meta)| within(meta)) {
        let scanning = scan(
            reader.clone(),
            segment.clone(),
            bounds.clone(),
            question.clone(),
        );
        tasks.spawn(async move { (place, scanning.await) });
    }
    let mut ended = Vec::new();
    while let Some(task) = tasks.join_next().await {
        // The decoder gives up on some damage by panicking.
        ended.push(task.map_err(|error| QueryError::History(error.into()))?);
    }
    ended.sort_by_key(|(place, _)| *place);
    let mut rows = Vec::new();
    for (_, outcome) in ended {
        rows.extend(outcome?.rows());
    }
    Ok(rows)
}
