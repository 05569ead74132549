//! Whose alerts a caller sees in a list, and whose they may read.
//!
//! Promises: of a person whose alerts the caller may not read, no row and no filter tells what is behind a score or what was written on it.

use std::sync::Arc;

use ombud_access::{Kind, Resource};
use ombud_model::{Operation, PersonId};

use super::{AppError, Caller, Governance, Ombud, Permit};

/// Whose alerts somebody sees in a list, and whose they may read: what is behind a score, and what was written on it.
pub(in crate::alerts) enum Sight<'a> {
    /// For the program itself.
    Everybody,
    /// What a caller was allowed.
    Permitted {
        caller: &'a Caller,
        governance: Arc<Governance>,
        lists: Permit,
        /// `None` for whoever only lists alerts.
        reads: Option<Permit>,
    },
}

impl Sight<'_> {
    pub(super) fn lists(&self, person: PersonId) -> bool {
        match self {
            Self::Everybody => true,
            Self::Permitted {
                caller,
                governance,
                lists,
                ..
            } => lists.reaches(caller, governance, person),
        }
    }

    pub(super) fn reads(&self, person: PersonId) -> bool {
        match self {
            Self::Everybody => true,
            Self::Permitted {
                caller,
                governance,
                reads,
                ..
            } => reads
                .as_ref()
                .is_some_and(|permit| permit.reaches(caller, governance, person)),
        }
    }
}

impl Ombud {
    /// The sight of a caller who was allowed to list alerts.
    pub(super) fn sight_of<'a>(
        &self,
        caller: &'a Caller,
        lists: Permit,
    ) -> Result<Sight<'a>, AppError> {
        let list = Resource::list(Kind::Alert);
        let reads = match self.ask(caller, Operation::ReadAlert, &list) {
            Ok(permit) => Some(permit),
            Err(AppError::Forbidden(_)) => None,
            Err(error) => return Err(error),
        };
        Ok(Sight::Permitted {
            caller,
            governance: self.governance(),
            lists,
            reads,
        })
    }
}
