//! Who acts, and what is about to be done: what an intent says.

use std::collections::BTreeSet;

use ombud_model::{AccountId, CaseId, Operation, PersonId};
use ombud_tlog::{AuditActor, Object, Slug};

use super::super::AppError;
use super::slug;

/// Who acts, as the log names them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Author {
    pub actor: AuditActor,
    /// The role group under which they act.
    pub role: Option<Slug>,
    /// The operating system's user at the command line: kept beside the log, because it may name somebody.
    pub user: Option<String>,
}

impl Author {
    pub fn console(user: &str) -> Self {
        Self {
            actor: AuditActor::Console,
            role: None,
            user: Some(user.to_owned()),
        }
    }

    pub(crate) fn job(code: &str) -> Result<Self, AppError> {
        slug(code).map(|code| Self::of(AuditActor::Job(code)))
    }

    pub(crate) fn account(account: AccountId) -> Self {
        Self::of(AuditActor::Account(account))
    }

    pub(crate) fn anonymous() -> Self {
        Self::of(AuditActor::Anonymous)
    }

    pub(crate) fn of(actor: AuditActor) -> Self {
        Self {
            actor,
            role: None,
            user: None,
        }
    }

    /// The same, acting under a role.
    pub(crate) fn under(self, role: &str) -> Result<Self, AppError> {
        Ok(Self {
            role: Some(slug(role)?),
            ..self
        })
    }
}

/// One act that is about to be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Act {
    pub(super) operation: Operation,
    pub(super) object: Option<Object>,
    /// The persons whom it names.
    pub(super) persons: BTreeSet<PersonId>,
    pub(super) purpose: Option<Slug>,
    pub(super) case: Option<CaseId>,
    pub(super) reason: Option<String>,
}

impl From<Operation> for Act {
    fn from(operation: Operation) -> Self {
        Self {
            operation,
            object: None,
            persons: BTreeSet::new(),
            purpose: None,
            case: None,
            reason: None,
        }
    }
}

impl Act {
    pub(crate) fn new(operation: Operation) -> Self {
        operation.into()
    }

    pub(crate) fn operation(&self) -> Operation {
        self.operation
    }

    /// What is acted on.
    pub(crate) fn on(mut self, object: impl Into<Object>) -> Self {
        self.object = Some(object.into());
        self
    }

    /// What is acted on, where it is known by a code: a source.
    pub(crate) fn on_named(self, kind: &str, code: &str) -> Result<Self, AppError> {
        Ok(self.on(Object::named(&slug(kind)?, &slug(code)?)))
    }

    pub(crate) fn about(self, person: PersonId) -> Self {
        self.about_all([person])
    }

    pub(crate) fn about_all(mut self, persons: impl IntoIterator<Item = PersonId>) -> Self {
        self.persons.extend(persons);
        self
    }

    pub(crate) fn purpose(mut self, purpose: &str) -> Result<Self, AppError> {
        self.purpose = Some(slug(purpose)?);
        Ok(self)
    }

    /// The case in which it is done.
    pub(crate) fn case(mut self, case: CaseId) -> Self {
        self.case = Some(case);
        self
    }

    pub(crate) fn reason(mut self, reason: &str) -> Self {
        self.reason = Some(reason.trim().to_owned());
        self
    }
}
