//! Rows of a segment that count no more, because a newer reader gave other facts of the same records.
//!
//! Promises: the segment itself stays as it is; asking whether a row is superseded costs nothing where none is.

use std::sync::Arc;

/// Times (ms) and keys of the superseded rows of one segment, sorted. Cheap to clone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SupersededRows(Arc<[(i64, u64)]>);

/// Bytes of one row as it is stored.
const PACKED: usize = 16;

impl Default for SupersededRows {
    fn default() -> Self {
        Self(Arc::from([]))
    }
}

impl SupersededRows {
    /// In any order, also with repeats.
    pub fn new(mut rows: Vec<(i64, u64)>) -> Self {
        rows.sort_unstable();
        rows.dedup();
        Self(rows.into())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the row with that time (ms) and key counts no more.
    pub fn has(&self, time: i64, key: u64) -> bool {
        !self.0.is_empty() && self.0.binary_search(&(time, key)).is_ok()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (i64, u64)> + '_ {
        self.0.iter().copied()
    }

    pub(crate) fn pack(&self) -> Vec<u8> {
        let mut body = Vec::with_capacity(self.0.len() * PACKED);
        for (time, key) in self.iter() {
            body.extend_from_slice(&time.to_be_bytes());
            body.extend_from_slice(&key.to_be_bytes());
        }
        body
    }

    /// Adds what [`SupersededRows::pack`] gave; `None` when it is cut short.
    pub(crate) fn unpack(body: &[u8], rows: &mut Vec<(i64, u64)>) -> Option<()> {
        for row in body.chunks(PACKED) {
            let (time, key) = row.split_first_chunk::<8>()?;
            let key = <[u8; 8]>::try_from(key).ok()?;
            rows.push((i64::from_be_bytes(*time), u64::from_be_bytes(key)));
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_rows_come_back_and_a_cut_body_is_refused() {
        let rows = SupersededRows::new(vec![(7, u64::MAX), (-3, 1), (7, 2), (-3, 1)]);
        assert_eq!(rows.len(), 3);
        assert!(rows.has(-3, 1) && rows.has(7, 2) && !rows.has(7, 1));
        let (body, mut back) = (rows.pack(), Vec::new());
        assert_eq!(SupersededRows::unpack(&body, &mut back), Some(()));
        assert_eq!(SupersededRows::new(back), rows);
        let cut = body.get(..body.len() - 1).unwrap();
        assert_eq!(SupersededRows::unpack(cut, &mut Vec::new()), None);
    }
}
