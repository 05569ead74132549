//! What was read lately and is asked for again and again: a session with its account by every request over HTTP, pages of alerts by everybody
//! who decides on them.
//!
//! Promises: what is given is what the database holds. All that is kept of a kind is forgotten when a unit of work that changes any of that
//! kind ends, before whoever changed it is told.

use std::hash::Hash;
use std::sync::Arc;

use parking_lot::Mutex;
use rustc_hash::FxHashMap;

/// Values by their keys.
#[derive(Debug)]
pub(super) struct Recent<K, V>(Arc<Mutex<Kept<K, V>>>);

#[derive(Debug)]
struct Kept<K, V> {
    values: FxHashMap<K, V>,
    /// Of all the values.
    weight: usize,
    most: usize,
    changes: Changes,
}

/// How often something of the kind has changed.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Changes(u64);

impl<K, V> Clone for Recent<K, V> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K: Hash + Eq, V: Clone> Recent<K, V> {
    /// Keeps values of that weight together at most.
    pub(super) fn new(most: usize) -> Self {
        Self(Arc::new(Mutex::new(Kept {
            values: FxHashMap::default(),
            weight: 0,
            most,
            changes: Changes::default(),
        })))
    }

    /// The value if it is kept; otherwise what [`Recent::keep`] asks for once it is read.
    pub(super) fn get(&self, key: &K) -> Result<V, Changes> {
        let kept = self.0.lock();
        kept.values.get(key).cloned().ok_or(kept.changes)
    }

    /// Keeps a value that was read, unless something has changed since `before`.
    pub(super) fn keep(&self, key: K, value: V, weight: usize, before: Changes) {
        let mut kept = self.0.lock();
        if kept.changes != before || weight > kept.most || kept.values.contains_key(&key) {
            return;
        }
        if kept.weight + weight > kept.most {
            kept.values.clear();
            kept.weight = 0;
        }
        kept.weight += weight;
        kept.values.insert(key, value);
    }

    pub(super) fn forget(&self) {
        let mut kept = self.0.lock();
        kept.values.clear();
        kept.weight = 0;
        kept.changes.0 += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_before_a_change_is_not_kept_after_it() {
        let recent = Recent::new(10);
        let before = recent.get(&"a").unwrap_err();
        recent.keep("a", 1, 1, before);
        assert_eq!(recent.get(&"a"), Ok(1));
        recent.forget();
        recent.keep("a", 1, 1, before);
        let now = recent.get(&"a").unwrap_err();
        assert_ne!(now, before);
        recent.keep("a", 2, 1, now);
        assert_eq!(recent.get(&"a"), Ok(2));
    }

    #[test]
    fn no_more_is_kept_than_has_room() {
        let recent = Recent::new(10);
        let now = Changes::default();
        recent.keep("too much", 0, 11, now);
        recent.keep("a", 1, 6, now);
        recent.keep("b", 2, 4, now);
        assert_eq!((recent.get(&"a"), recent.get(&"b")), (Ok(1), Ok(2)));
        // Those that were there make room.
        recent.keep("c", 3, 1, now);
        assert_eq!((recent.get(&"a"), recent.get(&"c")), (Err(now), Ok(3)));
        assert_eq!(recent.get(&"too much"), Err(now));
    }
}
