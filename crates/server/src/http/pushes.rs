//! How many pushes are under way, in all and of one source.
//!
//! A source never waits for other sources alone: its first push gets a place even when all places are taken.

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::Mutex;

use super::limits::HttpLimits;

pub(super) struct Pushes {
    in_all: usize,
    per_source: usize,
    /// Only sources with a push under way, so no count is 0.
    running: Mutex<BTreeMap<String, usize>>,
}

/// The place of one push; free again when this is dropped.
pub(super) struct Place {
    pushes: Arc<Pushes>,
    source: String,
}

impl Pushes {
    pub(super) fn new(limits: &HttpLimits) -> Arc<Self> {
        Arc::new(Self {
            in_all: limits.pushes,
            per_source: limits.pushes_per_source,
            running: Mutex::default(),
        })
    }

    /// `None` when the source, or all sources together, have enough under way.
    pub(super) fn enter(self: &Arc<Self>, source: &str) -> Option<Place> {
        let mut running = self.running.lock();
        let in_all: usize = running.values().sum();
        let own = running.get(source).copied().unwrap_or_default();
        if own > 0 && (own >= self.per_source || in_all >= self.in_all) {
            return None;
        }
        running.insert(source.to_owned(), own + 1);
        Some(Place {
            pushes: Arc::clone(self),
            source: source.to_owned(),
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut running = self.pushes.running.lock();
        match running.get_mut(&self.source) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(running.remove(&self.source)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_has_its_places_and_never_takes_the_first_one_of_another() {
        let pushes = Pushes::new(&HttpLimits {
            pushes: 3,
            pushes_per_source: 2,
            ..HttpLimits::default()
        });
        let first = pushes.enter("a").unwrap();
        let _second = pushes.enter("a").unwrap();
        assert!(pushes.enter("a").is_none(), "the source's places are taken");
        let _other = pushes.enter("b").unwrap();
        assert!(pushes.enter("b").is_none(), "all places are taken");
        let third = pushes.enter("c").unwrap();
        drop(first);
        assert!(pushes.enter("a").is_none(), "all places are taken");
        drop(third);
        assert!(pushes.enter("a").is_some());
    }
}
