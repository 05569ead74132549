//! The one door: whoever asks for anything over HTTP passes here, and is told what bounds the answer.
//!
//! A use case is judged, announced in the audit log under the role that allows it, then done or refused, and its outcome is logged. An
//! installation without accounts is a trial on one machine: whoever reaches it on a loopback address is its operator. With the first
//! account that ends for good.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::sync::Arc;

use ombud_guard::access::{self, Access, Decision, Grant, Mode, Principal, Reach, Resource, RoleId, Roster, Scope, Unit};
use ombud_guard::accounts::{Account, ExternalIdentity};
use ombud_guard::tlog::Actor;
use ombud_guard::unmask::{self, Acting, Nature};
use ombud_model::{Operation, PersonId, UnitId};
use ombud_query::Whom;
use ombud_store::Records;

use super::audit::Refusal;
use super::shelf::{self, Shelved};
use super::{Act, AppError, By, Ombud};

/// Who asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Caller {
    /// Whoever is on the machine of a trial, where no accounts exist.
    Operator,
    /// Whoever runs the program over the data, at the command line: holds data and master key. Never comes over HTTP.
    Console(String),
    Account(Principal),
    /// A source, by its own token.
    Source(&'static str),
    Nobody,
}

/// What the caller was allowed, and how far it reaches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Permit {
    /// The role that allows it; the operator of a machine acts under none.
    role: Option<RoleId>,
    scope: Option<Scope>,
    /// The admin units within reach, whosever a thing is; `None` for everybody.
    units: Option<Vec<UnitId>>,
}

impl Permit {
    fn unbounded() -> Self {
        Self { role: None, scope: None, units: None }
    }

    fn under(role: RoleId, scope: Scope) -> Self {
        let units = match scope.widest_reach() {
            Reach::All => None,
            Reach::Units(units) => Some(units.into_iter().collect()),
            Reach::None => Some(Vec::new()),
        };
        Self { role: Some(role), scope: Some(scope), units }
    }

    /// Whether that one thing may be shown in a list.
    pub(crate) fn sees(&self, caller: &Caller, row: &Resource) -> bool {
        match (&self.scope, caller) {
            (None, _) => true,
            (Some(scope), Caller::Account(principal)) => scope.sees(principal, row),
            (Some(_), _) => false,
        }
    }

    /// Who acts, for rules that ask who it is and whom they reach.
    pub(crate) fn acting(&self, principal: &Principal) -> Acting<'_> {
        let nature = if principal.in_person() { Nature::Human } else { Nature::Machine };
        let scope = self.units.as_deref().map_or(unmask::Scope::Everyone, unmask::Scope::Units);
        Acting { party: principal.party, nature, scope }
    }

    /// Whether rows about a person in these units may be shown.
    pub(crate) fn reaches(&self, person: PersonId, units: &BTreeSet<UnitId>) -> bool {
        self.scope.as_ref().is_none_or(|scope| scope.except() != Some(person) && scope.reach().includes(units))
    }

    /// Whose activities may be shown.
    pub(crate) fn whom(&self, governance: &Governance) -> Whom {
        let Some(scope) = &self.scope else { return Whom::Everybody };
        match (scope.sees_everybody(), scope.except()) {
            (true, None) => Whom::Everybody,
            (true, Some(person)) => Whom::EverybodyBut(person),
            (false, _) => {
                let reached = governance.members.iter().filter(|(person, units)| self.reaches(**person, units));
                Whom::Only(reached.map(|(person, _)| *person).collect())
            }
        }
    }
}

/// What decides about access, as it is stored now. Replaced as a whole after every change.
pub(crate) struct Governance {
    pub(crate) access: Access,
    pub(crate) roster: Roster,
    pub(crate) units: Vec<Unit>,
    /// Whether anybody has, or ever had, an account.
    pub(crate) has_accounts: bool,
    /// Units by person, for those who are in any.
    pub(crate) members: BTreeMap<PersonId, BTreeSet<UnitId>>,
}

impl Shelved for Grant {
    const KIND: &'static str = "grant";

    fn id(&self) -> String {
        format!("{}/{}", self.account, self.role)
    }

    fn owner(&self) -> Option<String> {
        Some(self.account.to_string())
    }
}

impl Shelved for Unit {
    const KIND: &'static str = "unit";

    fn id(&self) -> String {
        self.id.to_string()
    }
}

impl Shelved for Account {
    const KIND: &'static str = "account";

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn lookup(&self) -> Option<String> {
        Some(self.login.as_str().to_owned())
    }

    fn owner(&self) -> Option<String> {
        self.external.as_ref().map(ExternalIdentity::key)
    }
}

impl Governance {
    pub(super) async fn load(records: &Records) -> Result<Self, AppError> {
        let access = Access::new(&[], Mode::Regular).map_err(AppError::internal)?;
        let grants = shelf::all::<Grant>(records).await?.into_iter().map(|read| read.value);
        let units: Vec<Unit> = shelf::all::<Unit>(records).await?.into_iter().map(|read| read.value).collect();
        let has_accounts = !records.documents(Account::KIND).await?.is_empty();
        let mut members: BTreeMap<PersonId, BTreeSet<UnitId>> = BTreeMap::new();
        for unit in &units {
            for &person in &unit.rule.persons {
                members.entry(person).or_default().insert(unit.id);
            }
        }
        Ok(Self { access, roster: Roster::new(grants), units, has_accounts, members })
    }

    pub(crate) fn units_of(&self, person: PersonId) -> BTreeSet<UnitId> {
        self.members.get(&person).cloned().unwrap_or_default()
    }
}

impl Caller {
    fn by(&self) -> Result<By, AppError> {
        let actor = match self {
            Caller::Console(user) => return Ok(By::console(user)),
            Caller::Operator => Actor::Console,
            Caller::Account(principal) => Actor::Account(principal.party.account),
            Caller::Source(source) => Actor::Source(super::audit::slug(source)?),
            Caller::Nobody => Actor::Anonymous,
        };
        Ok(By::of(actor))
    }
}

impl Ombud {
    pub(crate) fn governance(&self) -> Arc<Governance> {
        Arc::clone(&self.governance.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// Takes in what was changed about accounts, roles and units.
    pub(crate) async fn reload_governance(&self) -> Result<(), AppError> {
        let governance = Arc::new(Governance::load(self.store.records()).await?);
        *self.governance.write().unwrap_or_else(std::sync::PoisonError::into_inner) = governance;
        Ok(())
    }

    /// The person as access sees them.
    pub(crate) fn subject(&self, person: PersonId) -> access::Subject {
        access::Subject { person, units: self.governance().units_of(person) }
    }

    fn ask(&self, caller: &Caller, operation: Operation, resource: &Resource) -> Result<Permit, AppError> {
        let governance = self.governance();
        let caller = match caller {
            Caller::Operator if governance.has_accounts => return Err(AppError::NotSignedIn),
            Caller::Operator | Caller::Console(_) => return Ok(Permit::unbounded()),
            Caller::Account(principal) => access::Caller::Account(principal),
            Caller::Source(source) => access::Caller::Source(source),
            Caller::Nobody => access::Caller::Nobody,
        };
        match governance.access.ask(caller, operation, resource, self.clock.now()) {
            Decision::Allowed { role, scope } => Ok(Permit::under(role, scope)),
            Decision::OutOfSight => Err(AppError::OutOfSight),
            Decision::Forbidden(reason) => Err(AppError::Forbidden(reason.text.to_string())),
            Decision::NotSignedIn => Err(AppError::NotSignedIn),
            Decision::NeedsFresh => Err(AppError::NeedsFresh),
        }
    }

    /// Answers for a thing that is not there. Nothing is asked about it: all who are signed in are told the same as of one that is out of
    /// their sight.
    pub(crate) async fn missing<T>(&self, caller: &Caller, act: impl Into<Act>) -> Result<T, AppError> {
        match caller {
            Caller::Nobody => return Err(AppError::NotSignedIn),
            Caller::Operator if self.governance().has_accounts => return Err(AppError::NotSignedIn),
            Caller::Operator | Caller::Console(_) | Caller::Account(_) | Caller::Source(_) => {}
        }
        self.audited(&caller.by()?, act, async |_| Err(AppError::OutOfSight)).await
    }

    /// Asks, announces, does or refuses, and logs how it ended. A stranger who is refused leaves no record: they could fill the log.
    pub(crate) async fn guarded<T, E, F>(
        &self,
        caller: &Caller,
        act: impl Into<Act>,
        resource: Resource,
        work: impl FnOnce(Permit, u64) -> F,
    ) -> Result<T, E>
    where
        E: From<AppError> + Refusal,
        F: Future<Output = Result<T, E>>,
    {
        let act = act.into();
        let asked = self.ask(caller, act.operation(), &resource);
        if *caller == Caller::Nobody {
            asked.as_ref().map_err(|_| AppError::NotSignedIn)?;
        }
        let by = match asked.as_ref().ok().and_then(|permit| permit.role.as_ref()) {
            Some(role) => caller.by()?.under(role.as_str())?,
            None => caller.by()?,
        };
        self.audited(&by, act, async |intent| work(asked?, intent).await).await
    }
}
