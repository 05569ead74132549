//! Which activities of a batch are new.
//!
//! Equal record time and equal key mean the same record. A record's time never changes, so only segments whose time range meets the
//! batch's have to be looked at; of those, only the part of the range that overlaps. Batches that are admitted but not yet committed
//! count as seen, because commits happen in the order of admission.

use std::sync::Arc;

use ombud_model::SegmentId;

/// Record times (ms) and keys of one segment, sorted.
pub(crate) type Keys = Arc<[(i64, u64)]>;

/// What is known of a segment without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) id: SegmentId,
    pub(crate) min_time: i64,
    pub(crate) max_time: i64,
}

/// How many segments' keys are kept in memory: 16 bytes a row, so about 4 MiB each.
const CACHED_SEGMENTS: usize = 24;

/// Finds activities that were stored before: knows every segment's span, keeps the keys of the most recently used.
#[derive(Default)]
pub(crate) struct Deduper {
    spans: Vec<Span>,
    cache: Vec<(SegmentId, Keys)>,
}

impl Deduper {
    pub(crate) fn new(spans: Vec<Span>) -> Self {
        Self {
            spans,
            cache: Vec::new(),
        }
    }

    /// Marks which rows are new: `true` where neither an earlier row of the batch nor any admitted segment has the same time and key.
    /// `load` reads the keys of a segment, in any order.
    pub(crate) fn fresh<E>(
        &mut self,
        times: &[i64],
        keys: &[u64],
        load: &mut dyn FnMut(SegmentId) -> Result<Vec<(i64, u64)>, E>,
    ) -> Result<Vec<bool>, E> {
        let mut rows: Vec<(i64, u64, u32)> = times
            .iter()
            .zip(keys)
            .enumerate()
            .map(|(row, (&t, &k))| (t, k, row as u32))
            .collect();
        // Stable and adaptive: logs arrive nearly in order of time.
        rows.sort();
        let mut fresh = vec![true; rows.len()];
        let mut forget = |row: u32| {
            if let Some(flag) = fresh.get_mut(row as usize) {
                *flag = false;
            }
        };
        for pair in rows.windows(2) {
            if let [(t0, k0, _), (t1, k1, row)] = pair
                && (t0, k0) == (t1, k1)
            {
                forget(*row);
            }
        }
        let (Some(&(first, ..)), Some(&(last, ..))) = (rows.first(), rows.last()) else {
            return Ok(fresh);
        };
        let overlapping: Vec<Span> = self
            .spans
            .iter()
            .copied()
            .filter(|s| s.min_time <= last && s.max_time >= first)
            .collect();
        for span in overlapping {
            let seen = self.keys_of(span.id, load)?;
            let (from, to) = (span.min_time.max(first), span.max_time.min(last));
            let start = rows.partition_point(|&(t, ..)| t < from);
            let mut at = seen.partition_point(|&(t, _)| t < from);
            for &(time, key, row) in rows.iter().skip(start).take_while(|&&(t, ..)| t <= to) {
                while seen.get(at).is_some_and(|&other| other < (time, key)) {
                    at += 1;
                }
                if seen.get(at) == Some(&(time, key)) {
                    forget(row);
                }
            }
        }
        Ok(fresh)
    }

    /// Counts a batch as seen from now on.
    pub(crate) fn admit(&mut self, id: SegmentId, mut keys: Vec<(i64, u64)>) {
        keys.sort_unstable();
        let (Some(&(min_time, _)), Some(&(max_time, _))) = (keys.first(), keys.last()) else {
            return;
        };
        self.spans.push(Span {
            id,
            min_time,
            max_time,
        });
        self.remember(id, keys.into());
    }

    /// Takes an admitted batch back: it was not kept, so its records are new when they come again.
    pub(crate) fn withdraw(&mut self, id: SegmentId) {
        self.spans.retain(|span| span.id != id);
        self.cache.retain(|(cached, _)| *cached != id);
    }

    fn keys_of<E>(
        &mut self,
        id: SegmentId,
        load: &mut dyn FnMut(SegmentId) -> Result<Vec<(i64, u64)>, E>,
    ) -> Result<Keys, E> {
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
            let fresh = deduper.fresh(&times, &keys, &mut load).unwrap();
            let expected: Vec<bool> = rows.iter().map(|row| model.insert(*row)).collect();
            assert_eq!(fresh, expected, "batch {batch}");
            let kept: Vec<(i64, u64)> = rows
                .iter()
                .zip(&fresh)
                .filter(|(_, fresh)| **fresh)
                .map(|(row, _)| *row)
                .collect();
            stored.insert(SegmentId(batch), kept.clone());
            deduper.admit(SegmentId(batch), kept);
        }
    }

    #[test]
    fn what_was_withdrawn_is_new_again() {
        let mut deduper = Deduper::default();
        let mut load = |_| Err::<Vec<(i64, u64)>, _>("read a segment that was never kept");
        deduper.admit(SegmentId(1), vec![(5, 1)]);
        deduper.admit(SegmentId(2), vec![(6, 1)]);
        assert_eq!(
            deduper.fresh(&[5, 6], &[1, 1], &mut load),
            Ok(vec![false, false])
        );
        deduper.withdraw(SegmentId(1));
        assert_eq!(
            deduper.fresh(&[5, 6], &[1, 1], &mut load),
            Ok(vec![true, false])
        );
    }

    #[test]
    fn segments_of_other_times_are_not_read() {
        let spans = vec![Span {
            id: SegmentId(1),
            min_time: 0,
            max_time: 99,
        }];
        let mut deduper = Deduper::new(spans);
        let mut load = |_| Err::<Vec<(i64, u64)>, _>("read a segment that does not overlap");
        assert_eq!(
            deduper.fresh(&[100, 101], &[1, 1], &mut load),
            Ok(vec![true, true])
        );
        assert!(deduper.fresh(&[99], &[1], &mut load).is_err());
    }
}
