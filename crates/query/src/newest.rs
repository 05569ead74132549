//! The newest rows so far, at most as many as were asked for.

use crate::{ActivityRow, QueryError};

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
    held: usize,
}

impl Newest {
    pub(crate) fn new(limit: usize, memory: usize) -> Self {
        Self {
            rows: Vec::new(),
            limit,
            memory,
            held: 0,
        }
    }

    /// Takes rows in any order.
    pub(crate) fn add(&mut self, rows: Vec<(Rank, ActivityRow)>) -> Result<(), QueryError> {
        self.held += rows.iter().map(|(_, row)| row.bytes()).sum::<usize>();
        self.rows.extend(rows);
        if self.rows.len() > self.limit {
            self.rows.sort_unstable_by_key(|(rank, _)| *rank);
            self.rows.truncate(self.limit);
            self.held = self.rows.iter().map(|(_, row)| row.bytes()).sum();
        }
        if self.held > self.memory {
            return Err(QueryError::TooCostly { what: "memory" });
        }
        Ok(())
    }

    /// Milliseconds before which nothing can be among the newest any more; `None` while there is room.
    pub(crate) fn oldest(&self) -> Option<i64> {
        if self.rows.len() < self.limit {
            return None;
        }
        self.rows.iter().map(|(rank, _)| rank.time.0).min()
    }

    pub(crate) fn rows(mut self) -> Vec<(Rank, ActivityRow)> {
        self.rows.sort_unstable_by_key(|(rank, _)| *rank);
        self.rows
    }
}
