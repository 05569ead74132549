//! Who may do what: every request over HTTP is judged here, and is told what bounds the answer.
//!
//! A use case is judged, announced in the audit log under the role that allows it, then done or refused, and its outcome is logged. What only
//! reads may begin while it is being announced. An
//! installation without accounts is a trial on one machine: whoever reaches it on a loopback address is its operator. With the first
//! account that ends for good.

mod permit;

use std::collections::{BTreeMap, BTreeSet};
use std::convert;
use std::future::Future;
use std::sync::Arc;

use ombud_access::{
    self as access, Access, Attributes, Decision, Grant, Principal, Resource, Roster, Unit,
    units_of,
};
use ombud_accounts::{Account, ExternalIdentity};
use ombud_guard::agreement::Enforced;
use ombud_identity::MasterKey;
use ombud_model::{AccountId, Operation, PersonId, Timestamp, UnitId};
use ombud_store::Records;
use ombud_store::records::{Aliases, MarkDirty};
use ombud_tlog::AuditActor;

pub(crate) use self::permit::Permit;
use super::accounts::TwoPersons;
use super::audit::Refusal;
use super::concerned::{Concerned, Underway};
use super::documents::{self, StoredDocument};
use super::{Act, AppError, Author, Ombud, agreements, cases};

/// What can be done while a second factor is still to be set up.
const SETTING_UP: [Operation; 3] = [
    Operation::ReadOwnAccount,
    Operation::ChangeOwnCredentials,
    Operation::SignOut,
];

/// Who asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Caller {
    /// Whoever is on the machine of a trial, where no accounts exist.
    Operator,
    /// Whoever runs the program over the data, at the command line: holds data and master key. Never comes over HTTP.
    Console(String),
    Account(Principal),
    /// Whoever signed in but has to set up a second factor first, and can do nothing else.
    SettingUp(Principal),
    /// A source, by its own token.
    Source(&'static str),
    Nobody,
}

impl Caller {
    /// The account of who asks; an operator has none.
    pub(crate) fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account(principal) | Self::SettingUp(principal) => Some(principal.party.account),
            Self::Operator | Self::Console(_) | Self::Source(_) | Self::Nobody => None,
        }
    }
}

/// What decides about access, as it is stored now. Replaced as a whole after every change.
pub(crate) struct Governance {
    pub(crate) access: Arc<Access>,
    pub(crate) roster: Roster,
    pub(crate) units: Vec<Unit>,
    /// Whether anybody has, or ever had, an account.
    pub(crate) has_accounts: bool,
    /// Units by person, for those who are in any.
    pub(crate) members: BTreeMap<PersonId, BTreeSet<UnitId>>,
    /// Who is in open cases, with those of their contributors who hold a role.
    pub(crate) cases: BTreeMap<PersonId, BTreeSet<AccountId>>,
    /// Which persons are one.
    pub(crate) aliases: Arc<Aliases>,
    pub(crate) agreed: Arc<Enforced>,
    /// Who there is for what takes two, and whose rights rest.
    pub(super) two_persons: TwoPersons,
    /// When this is to be loaded anew, if nobody changes anything before: an agreement begins or ends, somebody changes places, a grant
    /// ends.
    pub(super) changes_at: Option<Timestamp>,
}

impl StoredDocument for Grant {
    const KIND: &'static str = "grant";

    fn id(&self) -> String {
        format!("{}/{}", self.account, self.role)
    }

    fn owner(&self) -> Option<String> {
        Some(self.account.to_string())
    }
}

impl StoredDocument for Unit {
    const KIND: &'static str = "unit";

    fn id(&self) -> String {
        self.id.to_string()
    }
}

impl StoredDocument for Account {
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
    pub(super) async fn load(
        records: &Records,
        master: &MasterKey,
        now: Timestamp,
        before: Option<&Arc<Access>>,
    ) -> Result<Self, AppError> {
        let access = super::accounts::custom::access(records, before).await?;
        let grants = documents::all::<Grant>(records)
            .await?
            .into_iter()
            .map(|read| read.value);
        let units: Vec<Unit> = documents::all::<Unit>(records)
            .await?
            .into_iter()
            .map(|read| read.value)
            .collect();
        let accounts: Vec<Account> = documents::all::<Account>(records)
            .await?
            .into_iter()
            .map(|read| read.value)
            .collect();
        let roster = Roster::new(grants);
        let two_persons = TwoPersons::load(records, &accounts, &access, &roster, now).await?;
        let (members, moves_at) = members(records, &units, now).await?;
        let agreed = Arc::new(agreements::enforced(records, master, now).await?);
        let ends = roster.grants().iter().filter_map(|grant| grant.expires);
        let ends_at = ends.filter(|at| *at > now).min();
        let aliases = records.aliases();
        let cases = cases::open(records, &roster, now).await?;
        let changes_at = [moves_at, agreed.changes_at(), ends_at]
            .into_iter()
            .flatten()
            .min();
        Ok(Self {
            access,
            roster,
            units,
            has_accounts: !accounts.is_empty(),
            two_persons,
            members,
            cases,
            aliases,
            agreed,
            changes_at,
        })
    }

    pub(crate) fn units_of(&self, person: PersonId) -> BTreeSet<UnitId> {
        let person = self.aliases.resolve(person);
        self.members.get(&person).cloned().unwrap_or_default()
    }

    /// The contributors of the open cases that the person is in; `None` where there are none.
    pub(crate) fn case_of(&self, person: PersonId) -> Option<&BTreeSet<AccountId>> {
        self.cases.get(&self.aliases.resolve(person))
    }
}

/// Who is in which units at `now`, by the one whom they are shown as, and when that changes by itself.
async fn members(
    records: &Records,
    units: &[Unit],
    now: Timestamp,
) -> Result<(BTreeMap<PersonId, BTreeSet<UnitId>>, Option<Timestamp>), AppError> {
    let aliases = records.aliases();
    let named = units.iter().flat_map(|unit| &unit.rule.persons);
    let mut placed: BTreeMap<PersonId, Attributes> = named
        .map(|person| (aliases.resolve(*person), Attributes::default()))
        .collect();
    let mut moves_at: Option<Timestamp> = None;
    if units.iter().any(|unit| unit.rule.has_attributes()) {
        // Ordered by the time from which on each holds: the last one that has begun counts.
        let mut placements = records.placements().await?;
        for (person, ..) in &mut placements {
            *person = aliases.resolve(*person);
        }
        placements.sort_by_key(|(person, from, _)| (*person, *from));
        for (person, from, body) in placements {
            if from > now {
                moves_at = Some(moves_at.map_or(from, |at| at.min(from)));
                continue;
            }
            let attributes: Attributes = serde_json::from_str(&body).map_err(|error| {
                AppError::Data(format!(
                    "what is stored about a person's place cannot be read: {error}"
                ))
            })?;
            placed.insert(person, attributes);
        }
    }
    let in_units = |(person, attributes): (PersonId, Attributes)| {
        let members = aliases.members(person).into_iter();
        let all = members.flat_map(|one| units_of(units, one, &attributes));
        (person, all.collect::<BTreeSet<UnitId>>())
    };
    let members = placed
        .into_iter()
        .map(in_units)
        .filter(|(_, units)| !units.is_empty());
    Ok((members.collect(), moves_at))
}

/// What is done about persons whom an agreement must cover. What serves the person's own rights, or ends something, is not among it.
const fn looks_at_persons(operation: Operation) -> bool {
    use Operation as O;
    matches!(
        operation,
        O::ReadAlert
            | O::DecideAlert
            | O::AssignAlert
            | O::NoteAlert
            | O::ReadPerson
            | O::ExplainPerson
            | O::ReadCase
            | O::OpenCase
            | O::NoteCase
            | O::AttachToCase
            | O::ChangeCaseTask
            | O::ReopenCase
            | O::HandOverCase
            | O::RequestUnmasking
            | O::ApproveUnmasking
            | O::RevealPerson
            | O::RequestAboutPerson
            | O::ApprovePersonRequest
            | O::ReadUserReport
    )
}

impl Caller {
    fn by(&self) -> Result<Author, AppError> {
        let actor = match self {
            Caller::Console(user) => return Ok(Author::console(user)),
            Caller::Operator => AuditActor::Console,
            Caller::Account(principal) | Caller::SettingUp(principal) => {
                AuditActor::Account(principal.party.account)
            }
            Caller::Source(source) => AuditActor::Source(super::audit::slug(source)?),
            Caller::Nobody => AuditActor::Anonymous,
        };
        Ok(Author::of(actor))
    }
}

impl Ombud {
    pub(crate) fn governance(&self) -> Arc<Governance> {
        Arc::clone(&self.governance.read())
    }

    /// Whether anybody has, or ever had, an account.
    pub fn has_accounts(&self) -> bool {
        self.governance().has_accounts
    }

    /// Takes in what was changed about accounts, roles, units and the agreement. Whoever comes under the agreement, or out of it, by
    /// moving to another unit is assessed anew.
    pub(crate) async fn reload_governance(&self) -> Result<(), AppError> {
        let (records, before) = (self.store.records(), self.governance());
        let (now, access) = (self.clock.now(), Some(&before.access));
        let after = Arc::new(Governance::load(records, &self.master, now, access).await?);
        *self.governance.write() = Arc::clone(&after);
        let moved = self.moved(&before, &after);
        if self.mode == ombud_store::Mode::Write && !moved.is_empty() {
            self.store
                .records()
                .transaction(async |work| work.mark_dirty(MarkDirty::Persons(moved)).await)
                .await?;
            self.assessing_due.notify_one();
        }
        Ok(())
    }

    /// Takes in what has changed by the passing of time.
    pub(crate) async fn keep_up(&self) -> Result<(), AppError> {
        let now = self.clock.now();
        match self.governance().changes_at {
            Some(at) if at <= now => self.reload_governance().await,
            _ => Ok(()),
        }
    }

    /// The person as access sees them.
    pub(crate) fn subject(&self, person: PersonId) -> access::Subject {
        let governance = self.governance();
        access::Subject {
            person,
            units: governance.units_of(person),
            case: governance.case_of(person).cloned(),
        }
    }

    /// Something done with one person, by pseudonym. Nobody learns more from a person out of sight than from one who is not there.
    pub(crate) async fn authorize_person<T, F>(
        &self,
        caller: &Caller,
        act: Act,
        pseudonym: &str,
        work: impl FnOnce(PersonId, u64) -> F,
    ) -> Result<T, AppError>
    where
        F: Future<Output = Result<T, AppError>>,
    {
        let person = self.store.records().person_by_pseudonym(pseudonym).await?;
        let Some(person) = person else {
            return self
                .refuse_missing(caller, act)
                .await
                .map_err(|error| match error {
                    AppError::OutOfSight => AppError::NotFound(format!(
                        "there is no person `{pseudonym}`: see `ombud persons`"
                    )),
                    other => other,
                });
        };
        let resource = Resource::persons(vec![self.subject(person)]);
        self.authorize(caller, act.about(person), resource, async |_, underway| {
            work(person, underway.intent()).await
        })
        .await
    }

    pub(super) fn ask(
        &self,
        caller: &Caller,
        operation: Operation,
        resource: &Resource,
    ) -> Result<Permit, AppError> {
        let governance = self.governance();
        let asker = match caller {
            Caller::Operator if governance.has_accounts => return Err(AppError::NotSignedIn),
            Caller::Operator | Caller::Console(_) => return Ok(Permit::unbounded()),
            Caller::SettingUp(_) if !SETTING_UP.contains(&operation) => {
                return Err(AppError::Forbidden(
                    "set up a second factor first: it is asked of this account".to_owned(),
                ));
            }
            Caller::Account(principal) | Caller::SettingUp(principal) => {
                access::Asker::Account(principal)
            }
            Caller::Source(source) => access::Asker::Source(source),
            Caller::Nobody => access::Asker::Nobody,
        };
        match governance
            .access
            .ask(asker, operation, resource, self.clock.now())
        {
            Decision::Allowed { .. }
                if looks_at_persons(operation) && !self.covers_all(resource.subjects()) =>
            {
                Err(AppError::OutOfSight)
            }
            Decision::Allowed { role, bounds } => {
                governance
                    .two_persons
                    .awake(asker, operation, self.clock.now())?;
                Ok(Permit::under(role, bounds))
            }
            Decision::OutOfSight => Err(AppError::OutOfSight),
            Decision::Forbidden(reason) => Err(AppError::Forbidden(reason.text.to_string())),
            Decision::NotSignedIn => Err(AppError::NotSignedIn),
            Decision::NeedsFresh => Err(AppError::NeedsFresh),
        }
    }

    /// Answers for a thing that is not there. Nothing is asked about it: all who are signed in are told the same as of one that is out of
    /// their sight.
    pub(crate) async fn refuse_missing<T>(
        &self,
        caller: &Caller,
        act: impl Into<Act>,
    ) -> Result<T, AppError> {
        match caller {
            Caller::Nobody => return Err(AppError::NotSignedIn),
            Caller::Operator if self.governance().has_accounts => {
                return Err(AppError::NotSignedIn);
            }
            Caller::Operator
            | Caller::Console(_)
            | Caller::Account(_)
            | Caller::SettingUp(_)
            | Caller::Source(_) => {}
        }
        self.record(&caller.by()?, act, async |_| Err(AppError::OutOfSight))
            .await
    }

    /// Asks, announces, does or refuses, and logs how it ended. A stranger who is refused leaves no record: they could fill the log.
    pub(crate) async fn authorize<T, E, F>(
        &self,
        caller: &Caller,
        act: impl Into<Act>,
        resource: Resource,
        work: impl FnOnce(Permit, Underway) -> F,
    ) -> Result<T, E>
    where
        E: From<AppError> + Refusal,
        F: Future<Output = Result<T, E>>,
    {
        let act = act.into();
        let (by, asked) = self.asked(caller, &act, &resource).await?;
        self.record(&by, act, async |underway| work(asked?, underway).await)
            .await
    }

    /// As [`Ombud::authorize`], for what only reads: see [`Ombud::record_reading`].
    pub(crate) async fn authorize_reading<T, E, F>(
        &self,
        caller: &Caller,
        act: impl Into<Act>,
        resource: Resource,
        read: impl FnOnce(Permit, Concerned) -> F,
    ) -> Result<T, E>
    where
        E: From<AppError> + Refusal,
        F: Future<Output = Result<T, E>>,
    {
        self.authorize_answer(caller, act, resource, read, convert::identity)
            .await
    }

    /// The same, and the answer is made of what was read while the outcome is being written.
    pub(crate) async fn authorize_answer<R, T, E, F>(
        &self,
        caller: &Caller,
        act: impl Into<Act>,
        resource: Resource,
        read: impl FnOnce(Permit, Concerned) -> F,
        prepare: impl FnOnce(R) -> T,
    ) -> Result<T, E>
    where
        E: From<AppError> + Refusal,
        F: Future<Output = Result<R, E>>,
    {
        let act = act.into();
        let (by, asked) = self.asked(caller, &act, &resource).await?;
        let read = async |concerned| read(asked?, concerned).await;
        self.record_reading(&by, act, read, prepare).await
    }

    /// Who is to stand in the log, and whether they may. An error for a stranger who may not.
    async fn asked(
        &self,
        caller: &Caller,
        act: &Act,
        resource: &Resource,
    ) -> Result<(Author, Result<Permit, AppError>), AppError> {
        self.keep_up().await?;
        let asked = self.ask(caller, act.operation(), resource);
        if *caller == Caller::Nobody {
            asked.as_ref().map_err(|_| AppError::NotSignedIn)?;
        }
        let by = match asked.as_ref().ok().and_then(|permit| permit.role.as_ref()) {
            Some(role) => caller.by()?.under(role.as_str())?,
            None => caller.by()?,
        };
        Ok((by, asked))
    }
}
