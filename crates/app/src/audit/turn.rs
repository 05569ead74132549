//! Writing entries of many at once. One turn of writing takes all who wait; each is answered as soon as the group with its entry is durable,
//! whatever is written next.

use std::sync::Arc;
use std::time::Duration;

use ombud_tlog::{Entry, MAX_GROUP, Phase, Sidecar, TransparencyLog};
use parking_lot::MutexGuard;
use tokio::sync::oneshot;

use super::super::AppError;
use super::tasks::Task;
use super::{AuditLog, measure};

/// How long a group waits at most for the acts that are underway: about as long as a write takes.
const TOGETHER: Duration = Duration::from_millis(2);

/// Who waits to be written down, those who came first in front.
#[derive(Default)]
pub(super) struct Queue {
    waiting: Vec<Waiting>,
    /// Whether somebody writes until nobody waits any more.
    has_turn: bool,
}

impl Queue {
    /// How many of the acts that are underway have come with their next entry.
    fn arrived(&self) -> usize {
        let is_announced = |waiting: &&Waiting| !matches!(waiting.entry.phase, Phase::Intent);
        self.waiting.iter().filter(is_announced).count()
    }
}

struct Waiting {
    entry: Entry,
    sidecar: Option<Sidecar>,
    /// Whoever works on the act.
    task: Task,
    answer: oneshot::Sender<Result<u64, String>>,
}

/// Writing for all who wait, until nobody does. There is one at a time.
struct Turn {
    log: Arc<AuditLog>,
    is_over: bool,
}

impl Turn {
    fn write_all(mut self) {
        while let Some(group) = self.log.next_group() {
            self.log.write(group);
            self.log.flush_when_due();
        }
        self.is_over = true;
    }
}

impl Drop for Turn {
    /// A turn that broke off leaves nobody waiting: whoever did is told that there is no record.
    fn drop(&mut self) {
        if !self.is_over {
            let mut queue = self.log.queue.lock();
            queue.has_turn = false;
            queue.waiting.clear();
        }
    }
}

impl AuditLog {
    /// Returns when the entry is durable. The entry is written even when nobody waits for the answer any more.
    pub(super) async fn append(
        self: &Arc<Self>,
        entry: Entry,
        sidecar: Option<Sidecar>,
        task: Task,
    ) -> Result<u64, AppError> {
        if self.writer.is_none() {
            return Err(AppError::Data(
                "the data were opened for reading: nothing that leaves a record can be done"
                    .to_owned(),
            ));
        }
        let (answer, answered) = oneshot::channel();
        let waiting = Waiting {
            entry,
            sidecar,
            task,
            answer,
        };
        if let Some(turn) = self.wait(waiting) {
            tokio::task::spawn_blocking(move || turn.write_all());
        }
        let broke_off = |_| AppError::Unrecorded("writing broke off".to_owned());
        answered
            .await
            .map_err(broke_off)?
            .map_err(AppError::Unrecorded)
    }

    /// Waits with the others; the turn of writing for all of them is given to whoever comes while nobody has it.
    fn wait(self: &Arc<Self>, waiting: Waiting) -> Option<Turn> {
        let mut queue = self.queue.lock();
        queue.waiting.push(waiting);
        self.came.notify_one();
        let has_turn = std::mem::replace(&mut queue.has_turn, true);
        (!has_turn).then(|| Turn {
            log: Arc::clone(self),
            is_over: false,
        })
    }

    fn is_flush_due(&self) -> bool {
        let writer = self.writer.as_ref();
        writer.is_some_and(|log| log.lock().is_flush_due())
    }

    /// Writes the files, when the journal has grown long, while groups go on being written.
    fn flush_when_due(self: &Arc<Self>) {
        if !self.is_flush_due() {
            return;
        }
        let log = Arc::clone(self);
        tokio::task::spawn_blocking(move || {
            // Another group may have asked for the same.
            if log.is_flush_due() {
                // A disk on which this fails stops the next group, and whoever it is of is told.
                let _ = log.flush();
            }
        });
    }

    /// The log, when its journal takes a group: a full one first waits for the files.
    fn writer_with_room(&self) -> Option<MutexGuard<'_, TransparencyLog>> {
        let writer = self.writer.as_ref()?;
        let log = writer.lock();
        if !log.is_full() {
            return Some(log);
        }
        drop(log);
        // Where this fails the log takes nothing, and says why.
        let _ = self.flush();
        Some(writer.lock())
    }

    /// Writes one group and answers each of those who wait.
    fn write(&self, group: Vec<Waiting>) {
        let (entries, waiting): (Vec<_>, Vec<_>) = group
            .into_iter()
            .map(|waiting| {
                let Waiting {
                    entry,
                    sidecar,
                    task,
                    answer,
                } = waiting;
                let phase = entry.phase;
                ((entry, sidecar), (phase, task, answer))
            })
            .unzip();
        let Some(mut log) = self.writer_with_room() else {
            return;
        };
        let outcome = log.append_each(&entries).map_err(|error| error.to_string());
        if let Ok(sequences) = &outcome {
            measure::audit_written(sequences.iter().filter(|taken| taken.is_ok()).count());
        }
        for (at, (phase, task, answer)) in waiting.into_iter().enumerate() {
            let own = match &outcome {
                Err(error) => Err(error.clone()),
                Ok(sequences) => match sequences.get(at) {
                    Some(sequence) => sequence.map_err(|refused| refused.to_string()),
                    None => Err("the audit log gave no number".to_owned()),
                },
            };
            if let Ok(sequence) = own {
                // Before the log is given free: nobody sees an open act whose task is not known.
                match phase {
                    Phase::Intent => self.tasks.begin(sequence, &task),
                    Phase::Shown { .. } => {}
                    Phase::Outcome { intent, .. } => self.tasks.end(intent),
                }
            }
            // Whoever does not wait any more needs no answer.
            let _ = answer.send(own);
        }
    }

    /// Those who have waited longest, as many as one write takes; with nobody left the turn is over. Acts that are underway will be written
    /// down, too: a short while for them spares a write of its own. Whoever is alone waits for nobody.
    fn next_group(&self) -> Option<Vec<Waiting>> {
        let mut queue = self.queue.lock();
        if !queue.waiting.is_empty() {
            let some_come = |queue: &mut Queue| queue.arrived() < self.tasks.count();
            self.came.wait_while_for(&mut queue, some_come, TOGETHER);
        }
        let some = queue.waiting.len().min(MAX_GROUP);
        queue.has_turn = some > 0;
        (some > 0).then(|| queue.waiting.drain(..some).collect())
    }
}
