//! Who works on an announced act, and closing the acts on which nobody works.
//!
//! A [`Task`] lives as long as the future that does the act and says how it ended. An act may take as long as it needs: it is closed as unknown
//! only when its task was dropped without an outcome, because the client went away, the request ran out of time or the work broke off.

use std::collections::BTreeMap;
use std::sync::{Arc, Weak};
use std::time::Duration;

use parking_lot::Mutex;

use super::super::{AppError, Ombud};

/// From one look for acts without a task to the next.
const PASS: Duration = Duration::from_secs(60);

/// Somebody who works on an act. Every clone counts; the task ends with the last one.
#[derive(Clone, Default, Debug)]
pub(crate) struct Task(Arc<()>);

/// The tasks of acts whose outcome is not written yet, by the sequence of the intent.
#[derive(Default)]
pub(super) struct Tasks(Mutex<BTreeMap<u64, Weak<()>>>);

impl Tasks {
    pub(super) fn begin(&self, intent: u64, task: &Task) {
        self.0.lock().insert(intent, Arc::downgrade(&task.0));
    }

    pub(super) fn end(&self, intent: u64) {
        self.0.lock().remove(&intent);
    }

    pub(super) fn works_on(&self, intent: u64) -> bool {
        self.0.lock().get(&intent).is_some_and(lives)
    }

    /// How many acts are worked on.
    pub(super) fn count(&self) -> usize {
        self.0.lock().values().filter(|task| lives(task)).count()
    }

    pub(super) fn forget_dropped(&self) {
        self.0.lock().retain(|_, task| lives(task));
    }
}

fn lives(task: &Weak<()>) -> bool {
    task.strong_count() > 0
}

impl Ombud {
    /// At once and then every minute, says of acts that were announced and are not worked on any more that nobody knows how they ended: a client
    /// that went away, a request that ran out of time. Then writes what only the journal holds into the files of the log.
    pub async fn keep_closing(&self) {
        let mut pass = tokio::time::interval(PASS);
        loop {
            pass.tick().await;
            let (log, now) = (Arc::clone(&self.audit), self.clock.now());
            let pass = move || {
                let closed = log.close_unknown(now)?;
                log.flush()?;
                Ok::<_, AppError>(closed)
            };
            match tokio::task::spawn_blocking(pass).await {
                Ok(Ok(0)) => {}
                Ok(Ok(closed)) => {
                    tracing::warn!(closed, "acts without outcome are closed as unknown")
                }
                Ok(Err(error)) => tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the audit log takes no records"
                ),
                Err(error) => tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "closing acts that nobody works on failed"
                ),
            }
        }
    }
}
