//! Which activities of a batch are new.
//!
//! Equal record time and equal key mean the same record. A record's time never changes, so only segments whose time range meets the
//! batch's have to be looked at; of those, only the part of the range that overlaps. Batches that are admitted but not yet committed
//! count as seen, because commits happen in the order of admission.
//!
//! A record that only segments of older readers hold is neither new nor known: what it says has to be compared.

use std::sync::Arc;

use ombud_model::{ReaderVersion, SegmentId};

/// Record times (ms) and keys of one segment, sorted.
pub(crate) type Keys = Arc<[(i64, u64)]>;

/// What is known of a segment without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) id: SegmentId,
    pub(crate) min_time: i64,
    pub(crate) max_time: i64,
    pub(crate) reader: ReaderVersion,
}

/// What is known of a row of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    Never,
    /// By this reader or a newer one, or earlier in the batch.
    Before,
    /// By an older reader only: the latest segment that holds it.
    ByOlder(SegmentId),
}

/// How many segments' keys are kept in memory: 16 bytes a row, so about 4 MiB each.
const CACHED_SEGMENTS: usize = 24;

/// Finds activities that were stored before: knows every segment's span, keeps the keys of the most recently used.
#[derive(Default)]
pub(crate) struct Deduper {
    spans: Vec<Span>,
    /// Of admitted batches that are not committed yet: their keys can be read nowhere else, however many other segments are looked at.
    waiting: Vec<(SegmentId, Keys)>,
    cache: Vec<(SegmentId, Keys)>,
}

impl Deduper {
    pub(crate) fn new(spans: Vec<Span>) -> Self {
        Self {
            spans,
            ..Self::default()
        }
    }

    /// Says of each row of a batch, which `reader` has read, whether an earlier row of the batch or an admitted segment has the same
    /// time and key. `load` reads the keys of a segment, in any order, without those of superseded rows.
    pub(crate) fn seen<E>(
        &mut self,
        times: &[i64],
        keys: &[u64],
        reader: ReaderVersion,
        load: &mut dyn FnMut(SegmentId) -> Result<Vec<(i64, u64)>, E>,
    ) -> Result<Vec<Seen>, E> {
        let mut rows: Vec<(i64, u64, u32)> = times
            .iter()
            .zip(keys)
            .enumerate()
            .map(|(row, (&t, &k))| (t, k, row as u32))
            .collect();
        // Stable and adaptive: logs arrive nearly in order of time.
        rows.sort();
        let mut known = vec![Seen::Never; rows.len()];
        let mut note = |row: u32, seen: Seen| {
            if let Some(slot) = known.get_mut(row as usize)
                && *slot != Seen::Before
            {
                *slot = seen;
            }
        };
        for pair in rows.windows(2) {
            if let [(t0, k0, _), (t1, k1, row)] = pair
                && (t0, k0) == (t1, k1)
            {
                note(*row, Seen::Before);
            }
        }
        let (Some(&(first, ..)), Some(&(last, ..))) = (rows.first(), rows.last()) else {
            return Ok(known);
        };
        let overlapping: Vec<Span> = self
            .spans
            .iter()
            .copied()
            .filter(|s| s.min_time <= last && s.max_time >= first)
            .collect();
        for span in overlapping {
            let found = match reader.supersedes(span.reader) {
                true => Seen::ByOlder(span.id),
                false => Seen::Before,
            };
            let seen = self.keys_of(span.id, load)?;
            let (from, to) = (span.min_time.max(first), span.max_time.min(last));
            let start = rows.partition_point(|&(t, ..)| t < from);
            let mut at = seen.partition_point(|&(t, _)| t < from);
            for &(time, key, row) in rows.iter().skip(start).take_while(|&&(t, ..)| t <= to) {
                while seen.get(at).is_some_and(|&other| other < (time, key)) {
                    at += 1;
                }
                if seen.get(at) == Some(&(time, key)) {
                    note(row, found);
                }
            }
        }
        Ok(known)
    }

    /// Counts a batch that `reader` has read as seen from now on. Afterwards it is either [`Deduper::settle`]d or [`Deduper::withdraw`]n.
    pub(crate) fn admit(
        &mut self,
        id: SegmentId,
        reader: ReaderVersion,
        mut keys: Vec<(i64, u64)>,
    ) {
        keys.sort_unstable();
        let (Some(&(min_time, _)), Some(&(max_time, _))) = (keys.first(), keys.last()) else {
            return;
        };
        self.spans.push(Span {
            id,
            min_time,
            max_time,
            reader,
        });
        self.waiting.push((id, keys.into()));
    }

    /// Says that an admitted batch was committed: its keys can be read from its segment from now on.
    pub(crate) fn settle(&mut self, id: SegmentId) {
        if let Some(at) = self.waiting.iter().position(|(waiting, _)| *waiting == id) {
            let (id, keys) = self.waiting.swap_remove(at);
            self.remember(id, keys);
        }
    }

    /// Takes an admitted batch back: it was not kept, so its records are new when they come again.
    pub(crate) fn withdraw(&mut self, id: SegmentId) {
        self.spans.retain(|span| span.id != id);
        self.waiting.retain(|(waiting, _)| *waiting != id);
    }

    fn keys_of<E>(
        &mut self,
        id: SegmentId,
        load: &mut dyn FnMut(SegmentId) -> Result<Vec<(i64, u64)>, E>,
    ) -> Result<Keys, E> {
        if let Some((_, keys)) = self.waiting.iter().find(|(waiting, _)| *waiting == id) {
            return Ok(keys.clone());
        }
        if let Some(at) = self.cache.iter().position(|(cached, _)| *cached == id) {
            let entry = self.cache.remove(at);
            let keys = entry.1.clone();
            self.cache.push(entry);
            return Ok(keys);
        }
        let mut keys = load(id)?;
        keys.sort_unstable();
        let keys: Keys = keys.into();
        self.remember(id, keys.clone());
        Ok(keys)
    }

    fn remember(&mut self, id: SegmentId, keys: Keys) {
        if self.cache.len() >= CACHED_SEGMENTS {
            self.cache.remove(0);
        }
        self.cache.push((id, keys));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};
    use std::convert::Infallible;

    use super::*;

    const READER: ReaderVersion = version(2);

    const fn version(number: u32) -> ReaderVersion {
        ReaderVersion { number, mapping: 0 }
    }

    #[test]
    fn what_only_older_readers_have_seen_is_to_be_compared_with_the_latest() {
        let mut deduper = Deduper::default();
        let mut load = |_| Err::<Vec<(i64, u64)>, _>("read a segment whose keys are known");
        deduper.admit(SegmentId(1), version(1), vec![(5, 1), (6, 1), (7, 1)]);
        deduper.admit(SegmentId(2), version(2), vec![(6, 1), (7, 1)]);
        deduper.admit(SegmentId(3), version(3), vec![(7, 1)]);
        let mut seen = |number| {
            let seen = deduper.seen(&[5, 6, 7, 5], &[1, 1, 1, 1], version(number), &mut load);
            seen.unwrap()
        };
        let older = |id| Seen::ByOlder(SegmentId(id));
        assert_eq!(seen(1), [Seen::Before; 4]);
        let expected = [older(1), Seen::Before, Seen::Before, Seen::Before];
        assert_eq!(seen(2), expected);
        assert_eq!(seen(3), [older(1), older(2), Seen::Before, Seen::Before]);
        assert_eq!(seen(4), [older(1), older(2), older(3), Seen::Before]);
    }

    #[test]
    fn agrees_with_a_plain_set_over_many_batches() {
        let mut deduper = Deduper::default();
        let mut stored: HashMap<SegmentId, Vec<(i64, u64)>> = HashMap::new();
        let mut model = HashSet::new();
        let mut state = 7u64;
        let mut next = |bound: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % bound
        };
        for batch in 0..60u128 {
            let rows: Vec<(i64, u64)> = (0..200)
                .map(|_| (next(300) as i64 + batch as i64 * 5, next(4)))
                .collect();
            let (times, keys): (Vec<i64>, Vec<u64>) = rows.iter().copied().unzip();
            let mut load =
                |id: SegmentId| Ok::<_, Infallible>(stored.get(&id).cloned().unwrap_or_default());
            let seen = deduper.seen(&times, &keys, READER, &mut load).unwrap();
            let fresh: Vec<bool> = seen.iter().map(|seen| *seen == Seen::Never).collect();
            let expected: Vec<bool> = rows.iter().map(|row| model.insert(*row)).collect();
            assert_eq!(fresh, expected, "batch {batch}");
            let kept: Vec<(i64, u64)> = rows
                .iter()
                .zip(&fresh)
                .filter(|(_, fresh)| **fresh)
                .map(|(row, _)| *row)
                .collect();
            stored.insert(SegmentId(batch), kept.clone());
            deduper.admit(SegmentId(batch), READER, kept);
            deduper.settle(SegmentId(batch));
        }
    }

    #[test]
    fn a_batch_that_is_not_committed_is_never_read_however_many_others_are() {
        let spans = (0..2 * CACHED_SEGMENTS as u128).map(|id| Span {
            id: SegmentId(id),
            min_time: 0,
            max_time: 99,
            reader: READER,
        });
        let waiting = SegmentId(1_000);
        let mut deduper = Deduper::new(spans.collect());
        deduper.admit(waiting, READER, vec![(50, 7)]);
        let seen = |deduper: &mut Deduper| {
            let mut read = false;
            let mut load = |id| {
                read |= id == waiting;
                Ok::<_, Infallible>(vec![])
            };
            let seen = deduper.seen(&[50, 51], &[7, 7], READER, &mut load);
            (seen.unwrap(), read)
        };
        let known = vec![Seen::Before, Seen::Never];
        assert_eq!(seen(&mut deduper), (known.clone(), false));
        assert_eq!(seen(&mut deduper), (known, false));
        deduper.settle(waiting);
        assert_eq!(
            seen(&mut deduper),
            (vec![Seen::Never; 2], true),
            "its keys are forgotten like others"
        );
    }

    #[test]
    fn what_was_withdrawn_is_new_again() {
        let mut deduper = Deduper::default();
        let mut load = |_| Err::<Vec<(i64, u64)>, _>("read a segment that was never kept");
        deduper.admit(SegmentId(1), READER, vec![(5, 1)]);
        deduper.admit(SegmentId(2), READER, vec![(6, 1)]);
        assert_eq!(
            deduper.seen(&[5, 6], &[1, 1], READER, &mut load),
            Ok(vec![Seen::Before, Seen::Before])
        );
        deduper.withdraw(SegmentId(1));
        assert_eq!(
            deduper.seen(&[5, 6], &[1, 1], READER, &mut load),
            Ok(vec![Seen::Never, Seen::Before])
        );
    }

    #[test]
    fn segments_of_other_times_are_not_read() {
        let spans = vec![Span {
            id: SegmentId(1),
            min_time: 0,
            max_time: 99,
            reader: READER,
        }];
        let mut deduper = Deduper::new(spans);
        let mut load = |_| Err::<Vec<(i64, u64)>, _>("read a segment that does not overlap");
        assert_eq!(
            deduper.seen(&[100, 101], &[1, 1], READER, &mut load),
            Ok(vec![Seen::Never, Seen::Never])
        );
        assert!(deduper.seen(&[99], &[1], READER, &mut load).is_err());
    }
}
