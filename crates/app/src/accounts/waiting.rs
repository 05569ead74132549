//! What waits for a browser to come back: kept in memory, for ten minutes, so much of it and no more. What is taken is gone, so nothing
//! is finished twice.

use std::collections::{HashMap, VecDeque};

use ombud_accounts::SecretHash;
use ombud_model::Timestamp;
use parking_lot::Mutex;

/// Longer than anything may wait.
const LONGEST_MILLIS: i64 = 10 * 60_000;
/// When more browsers are under way, those who left first have to begin again.
const MOST: usize = 10_000;

/// Things by the hash of their browser's token.
pub(super) struct Waiting<T>(Mutex<Entries<T>>);

struct Entries<T> {
    things: HashMap<SecretHash, (Timestamp, T)>,
    /// In the order in which they came. What was taken meanwhile is still in it.
    order: VecDeque<(Timestamp, SecretHash)>,
}

impl<T> Default for Waiting<T> {
    fn default() -> Self {
        Self(Mutex::new(Entries {
            things: HashMap::new(),
            order: VecDeque::new(),
        }))
    }
}

impl<T> Waiting<T> {
    pub(super) fn put(&self, browser: SecretHash, thing: T, now: Timestamp) {
        let mut entries = self.0.lock();
        while entries
            .order
            .front()
            .is_some_and(|(since, _)| entries.order.len() >= MOST || is_over(*since, now))
        {
            if let Some((_, oldest)) = entries.order.pop_front() {
                entries.things.remove(&oldest);
            }
        }
        entries.order.push_back((now, browser));
        entries.things.insert(browser, (now, thing));
    }

    /// Takes out what waits for this browser.
    pub(super) fn take(&self, browser: &SecretHash, now: Timestamp) -> Option<T> {
        let (since, thing) = self.0.lock().things.remove(browser)?;
        (!is_over(since, now)).then_some(thing)
    }
}

fn is_over(since: Timestamp, now: Timestamp) -> bool {
    now.millis() - since.millis() >= LONGEST_MILLIS
}

#[cfg(test)]
mod tests {
    use ombud_accounts::BrowserToken;
    use ombud_identity::OsEntropy;

    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(1_700_000_000_000 + millis).unwrap()
    }

    fn browser() -> SecretHash {
        BrowserToken::generate(&mut OsEntropy).unwrap().hash()
    }

    #[test]
    fn a_thing_is_taken_once_and_in_time() {
        let waiting = Waiting::default();
        let (one, other) = (browser(), browser());
        waiting.put(one, 1, at(0));
        waiting.put(other, 2, at(0));
        assert_eq!(waiting.take(&browser(), at(1)), None);
        assert_eq!(
            (waiting.take(&one, at(1)), waiting.take(&one, at(1))),
            (Some(1), None)
        );
        assert_eq!(waiting.take(&other, at(LONGEST_MILLIS)), None);
    }

    #[test]
    fn a_storm_keeps_no_more_than_there_are_places_and_time_clears_them() {
        let waiting = Waiting::default();
        let first = browser();
        waiting.put(first, 0, at(0));
        for number in 1..=MOST + 10 {
            waiting.put(browser(), number, at(1));
        }
        let entries = || {
            let entries = waiting.0.lock();
            (entries.things.len(), entries.order.len())
        };
        assert_eq!(entries(), (MOST, MOST));
        assert_eq!(
            waiting.take(&first, at(1)),
            None,
            "whoever left first begins again"
        );
        waiting.put(first, 0, at(1 + LONGEST_MILLIS));
        assert_eq!(entries(), (1, 1));
    }
}
