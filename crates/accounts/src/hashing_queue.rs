//! Seats for hashing passwords. Each hash takes megabytes and tens of milliseconds by design, so a storm of sign-ins must not decide how
//! many run at once: memory is bounded by the seats, waiting by the queue, and whoever finds the queue full is told to come back.
//!
//! No function of this crate hashes a password without a [`Seat`].

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::Arc;

use parking_lot::{Condvar, Mutex};

/// Hands out seats. Cheap to clone; clones share the seats.
#[derive(Clone)]
pub struct HashingQueue(Arc<Shared>);

struct Shared {
    seats: usize,
    queue: usize,
    counts: Mutex<Counts>,
    freed: Condvar,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    taken: usize,
    waiting: usize,
}

/// All seats are taken and nobody more may wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("too many people are signing in at this moment: try again in a few seconds")]
pub struct QueueFull;

/// The right to hash one password at a time. Given back when dropped.
pub struct Seat(Arc<Shared>);

/// The right to wait for a seat. Given back when dropped.
pub struct Place {
    queue: Arc<Shared>,
    waiting: bool,
}

impl HashingQueue {
    /// `seats` hashes at the same time, `queue` more waiting.
    pub fn new(seats: NonZeroUsize, queue: usize) -> Self {
        Self(Arc::new(Shared {
            seats: seats.get(),
            queue,
            counts: Mutex::default(),
            freed: Condvar::new(),
        }))
    }

    /// A seat at once, or none. Does not block; for async code together with [`HashingQueue::try_wait`].
    pub fn try_begin(&self) -> Result<Seat, QueueFull> {
        let mut counts = self.0.counts.lock();
        // Whoever waits comes first.
        if counts.taken + counts.waiting >= self.0.seats {
            return Err(QueueFull);
        }
        counts.taken += 1;
        Ok(Seat(Arc::clone(&self.0)))
    }

    /// A place in the queue, or none when it is full. Does not block: take it before a blocking task is started, so that the number of
    /// tasks is bounded too.
    pub fn try_wait(&self) -> Result<Place, QueueFull> {
        let mut counts = self.0.counts.lock();
        if counts.waiting + counts.taken >= self.0.seats + self.0.queue {
            return Err(QueueFull);
        }
        counts.waiting += 1;
        Ok(Place {
            queue: Arc::clone(&self.0),
            waiting: true,
        })
    }

    /// Waits for a seat. Blocks the thread.
    pub fn begin(&self) -> Result<Seat, QueueFull> {
        self.try_wait().map(Place::wait)
    }

    /// Seats taken and people waiting, for metrics.
    pub fn load(&self) -> (usize, usize) {
        let counts = *self.0.counts.lock();
        (counts.taken, counts.waiting)
    }
}

impl Place {
    /// Waits until it is one's turn. Blocks the thread.
    pub fn wait(mut self) -> Seat {
        let mut counts = self.queue.counts.lock();
        self.queue
            .freed
            .wait_while(&mut counts, |counts| counts.taken >= self.queue.seats);
        counts.waiting -= 1;
        counts.taken += 1;
        drop(counts);
        self.waiting = false;
        Seat(Arc::clone(&self.queue))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.counts.lock().taken -= 1;
        self.0.freed.notify_one();
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.waiting {
            self.queue.counts.lock().waiting -= 1;
            self.queue.freed.notify_one();
        }
    }
}

impl fmt::Debug for HashingQueue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (taken, waiting) = self.load();
        write!(
            f,
            "HashingQueue({taken} of {} seats, {waiting} of {} waiting)",
            self.0.seats, self.0.queue
        )
    }
}

impl fmt::Debug for Seat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seat")
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Place")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn hashing_queue(seats: usize, queue: usize) -> HashingQueue {
        HashingQueue::new(NonZeroUsize::new(seats).unwrap(), queue)
    }

    #[test]
    fn seats_and_places_are_counted_and_given_back() {
        let queue = hashing_queue(2, 1);
        let first = queue.try_begin().unwrap();
        let second = queue.try_begin().unwrap();
        assert_eq!(queue.try_begin().unwrap_err(), QueueFull);
        let place = queue.try_wait().unwrap();
        assert_eq!(queue.try_wait().unwrap_err(), QueueFull);
        assert_eq!(queue.load(), (2, 1));
        drop(first);
        assert_eq!(
            queue.try_begin().unwrap_err(),
            QueueFull,
            "the free seat is for whoever waits"
        );
        let waited = place.wait();
        drop((second, waited));
        assert_eq!(queue.load(), (0, 0));
        drop(queue.try_wait().unwrap());
        assert_eq!(queue.load(), (0, 0));
    }

    #[test]
    fn a_storm_never_holds_more_than_the_seats() {
        let queue = hashing_queue(3, 200);
        let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..200 {
                scope.spawn(|| {
                    let _seat = queue.begin().unwrap();
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::yield_now();
                    now.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        assert!(most.load(Ordering::SeqCst) <= 3);
        assert_eq!(queue.load(), (0, 0));
    }
}
