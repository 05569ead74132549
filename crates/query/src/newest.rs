//! The newest rows so far, at most as many as were asked for.

use arrow::array::BooleanArray;

use crate::{ActivityRow, QueryError, row};

/// Where a row stands: newest first, then by key and person. No two rows of history stand in the same place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Rank {
    time: std::cmp::Reverse<i64>,
    key: u64,
    /// A row without a person stands first.
    person: Option<i64>,
}

impl Rank {
    pub(crate) fn new(time: i64, key: u64, person: Option<i64>) -> Self {
        Self {
            time: std::cmp::Reverse(time),
            key,
            person,
        }
    }
}

/// Keeps the first `limit` rows by rank, within `memory` bytes of text.
pub(crate) struct Newest {
    rows: Vec<(Rank, ActivityRow)>,
    limit: usize,
    memory: usize,
}

impl Newest {
    pub(crate) fn new(limit: usize, memory: usize) -> Self {
        Self {
            rows: Vec::new(),
            limit,
            memory,
        }
    }

    /// Which of these can be among the newest: so that of many rows few are written out as text.
    pub(crate) fn may_keep(&self, ranks: &[Rank]) -> BooleanArray {
        let mut last = self.last();
        if ranks.len() > self.limit {
            let mut ordered = ranks.to_vec();
            let (_, nth, _) = ordered.select_nth_unstable(self.limit.saturating_sub(1));
            last = Some(last.map_or(*nth, |last| last.min(*nth)));
        }
        let keeps = |rank: &Rank| Some(last.is_none_or(|last| *rank <= last));
        ranks.iter().map(keeps).collect()
    }

    /// Takes rows in any order.
    pub(crate) fn add(&mut self, rows: Vec<(Rank, ActivityRow)>) -> Result<(), QueryError> {
        self.rows.extend(rows);
        if self.rows.len() > self.limit {
            self.rows.sort_unstable_by_key(|(rank, _)| *rank);
            self.rows.truncate(self.limit);
        }
        let held: usize = self.rows.iter_mut().map(|(_, row)| row::bytes(row)).sum();
        if held > self.memory {
            return Err(QueryError::TooCostly { what: "memory" });
        }
        Ok(())
    }

    /// Milliseconds before which nothing can be among the newest any more; `None` while there is room.
    pub(crate) fn oldest(&self) -> Option<i64> {
        self.last().map(|rank| rank.time.0)
    }

    /// The rank after which nothing is kept; `None` while there is room.
    fn last(&self) -> Option<Rank> {
        let full = self.rows.len() >= self.limit;
        full.then(|| self.rows.iter().map(|(rank, _)| *rank).max())?
    }

    pub(crate) fn rows(mut self) -> Vec<(Rank, ActivityRow)> {
        self.rows.sort_unstable_by_key(|(rank, _)| *rank);
        self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(time: i64, key: u64) -> (Rank, ActivityRow) {
        (Rank::new(time, key, Some(1)), ActivityRow::default())
    }

    /// Rows in parts of any size, each part thinned first, leave the same as all of them sorted.
    #[test]
    fn thinning_loses_nothing() {
        let rows: Vec<_> = (0..200)
            .map(|n: u64| ranked((n * 37 % 11) as i64, n))
            .collect();
        for limit in [1, 2, 7, 199, 200, 300] {
            for part in [1, 3, 50, 200] {
                let mut newest = Newest::new(limit, usize::MAX);
                for part in rows.chunks(part) {
                    let ranks: Vec<Rank> = part.iter().map(|(rank, _)| *rank).collect();
                    let kept = newest.may_keep(&ranks);
                    let part = part.iter().zip(kept.iter());
                    let part = part.filter(|(_, keep)| *keep == Some(true));
                    newest
                        .add(part.map(|(row, _)| row.clone()).collect())
                        .unwrap();
                }
                let mut expected: Vec<Rank> = rows.iter().map(|(rank, _)| *rank).collect();
                expected.sort_unstable();
                expected.truncate(limit);
                let found: Vec<Rank> = newest.rows().into_iter().map(|(rank, _)| rank).collect();
                assert_eq!(found, expected, "{limit} of parts of {part}");
            }
        }
    }

    #[test]
    fn memory_is_counted_by_what_is_kept() {
        let mut rows: Vec<_> = (0..10).map(|n| ranked(n, 0)).collect();
        let bytes = row::bytes(&mut rows[0].1);
        assert!(Newest::new(2, 2 * bytes).add(rows.clone()).is_ok());
        let refused = Newest::new(3, 2 * bytes).add(rows);
        assert!(matches!(
            refused,
            Err(QueryError::TooCostly { what: "memory" })
        ));
    }
}
