//! Whom an act concerns: the persons whom it names, and those whom its answer shows. They are noted while the work is done, and the log has
//! them before the answer leaves.

use std::collections::BTreeSet;
use std::sync::Arc;

use ombud_model::PersonId;
use ombud_query::PseudonymLookup;
use ombud_tlog::{Ending, Entry, Intent, Subjects};
use parking_lot::Mutex;

use super::audit::Task;
use super::{AppError, Ombud};

/// The persons who have been noted so far. Copies note in the same place.
#[derive(Clone, Default, Debug)]
pub(crate) struct Concerned(Arc<Mutex<BTreeSet<PersonId>>>);

impl Concerned {
    /// These persons, so far.
    pub(super) fn of(named: BTreeSet<PersonId>) -> Self {
        Self(Arc::new(Mutex::new(named)))
    }

    /// Notes persons who are named, or about whom something is shown.
    pub(crate) fn note(&self, persons: impl IntoIterator<Item = PersonId>) {
        self.0.lock().extend(persons);
    }

    /// Notes everybody for whom `sees` holds: for lists that show whoever may be seen.
    pub(crate) fn noting(
        &self,
        sees: impl Fn(PersonId) -> bool + Sync,
    ) -> impl Fn(PersonId) -> bool + Sync {
        let noted = self.clone();
        move |person| {
            let seen = sees(person);
            if seen {
                noted.note([person]);
            }
            seen
        }
    }

    fn all(&self) -> BTreeSet<PersonId> {
        self.0.lock().clone()
    }
}

/// An act that is announced and being done.
#[derive(Clone, Debug)]
pub(crate) struct Underway {
    intent: u64,
    concerned: Concerned,
    task: Task,
}

impl Underway {
    /// Of an act that concerns these persons so far.
    pub(super) fn new(intent: u64, concerned: Concerned, task: Task) -> Self {
        Self {
            intent,
            concerned,
            task,
        }
    }

    /// The number of the intent in the log.
    pub(crate) fn intent(&self) -> u64 {
        self.intent
    }

    pub(crate) fn concerned(&self) -> &Concerned {
        &self.concerned
    }
}

/// A lookup that notes who is asked about by name.
pub(super) struct Noting<L> {
    names: Arc<L>,
    concerned: Concerned,
}

impl<L> Noting<L> {
    pub(super) fn new(names: Arc<L>, concerned: &Concerned) -> Self {
        Self {
            names,
            concerned: concerned.clone(),
        }
    }
}

impl<L: PseudonymLookup> PseudonymLookup for Noting<L> {
    /// Notes nobody: rows are looked at that are not shown.
    fn pseudonym(&self, person: PersonId) -> Option<String> {
        self.names.pseudonym(person)
    }

    fn all_of(&self, person: PersonId) -> Vec<PersonId> {
        self.names.all_of(person)
    }

    fn person(&self, pseudonym: &str) -> Option<PersonId> {
        let person = self.names.person(pseudonym);
        self.concerned.note(person);
        person
    }
}

impl Ombud {
    /// Logs how an act ended and whom it concerned. Nothing was shown by one that was refused: it concerns whom it named.
    pub(super) async fn conclude(
        &self,
        intent: &Intent,
        ending: Ending,
        underway: &Underway,
    ) -> Result<(), AppError> {
        let mut parts = match ending {
            Ending::Refused => vec![intent.entry().subjects.clone()],
            _ => Subjects::parts(&underway.concerned.all()),
        };
        let subjects = parts.pop().unwrap_or_default();
        for part in parts {
            let shown = intent.shown(self.clock.now(), part);
            self.append(shown, None, &underway.task).await?;
        }
        let outcome = Entry {
            subjects,
            ..intent.outcome(self.clock.now(), ending)
        };
        self.append(outcome, None, &underway.task).await?;
        Ok(())
    }
}
