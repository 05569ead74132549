//! Legal holds, and who acts where there are no accounts.

use std::fmt;

use ombud_access::Resource;
use ombud_guard::erasure::Certificate;
use ombud_guard::hold::{Hold, HoldGround, HoldRefused, HoldTarget};
use ombud_identity::OsEntropy;
use ombud_identity::unmask::{ActingAccount, Nature};
use ombud_model::{AccountId, Case, CaseId, HoldId, Operation, Party, Timestamp, Units, entropy};
use serde::Serialize;

use super::documents::{self, StoredDocument};
use super::{Act, AppError, Caller, Ombud};
use crate::requests::WantedId;

/// What a hold is on, as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum HeldTarget {
    /// Pseudonym.
    Person(String),
    Case(CaseId),
}

impl fmt::Display for HeldTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HeldTarget::Person(pseudonym) => f.write_str(pseudonym),
            HeldTarget::Case(case) => case.fmt(f),
        }
    }
}

/// One hold, as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct HoldRow {
    pub id: HoldId,
    pub on: HeldTarget,
    pub ground: HoldGround,
    pub placed_at: Timestamp,
    pub review_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifted_at: Option<Timestamp>,
    /// It stands, and nobody has looked at it for half a year.
    pub is_due_for_review: bool,
}

/// Stands for whoever is at the command line: that takes the data and the master key, and no account.
pub(super) const CONSOLE: AccountId = AccountId(0);

/// Whoever is at the command line, as the rules of erasure, holds and retention see them.
pub(super) const fn console() -> ActingAccount {
    ActingAccount {
        party: Party::new(CONSOLE, None),
        nature: Nature::Human,
        units: Units::All,
    }
}

/// Whoever asks, as those rules see them. What units they reach was judged by [`Ombud::authorize`].
pub(super) fn acting(caller: &Caller) -> ActingAccount {
    let machine = ActingAccount {
        nature: Nature::Machine,
        ..console()
    };
    match caller {
        Caller::Operator | Caller::Console(_) => console(),
        Caller::Account(principal) if principal.in_person() => ActingAccount {
            party: principal.party,
            ..console()
        },
        Caller::Account(principal) | Caller::SettingUp(principal) => ActingAccount {
            party: principal.party,
            ..machine
        },
        Caller::Source(_) | Caller::Nobody => machine,
    }
}

/// A new random number for an id.
pub(super) fn drawn() -> Result<u128, AppError> {
    entropy::bytes(&mut OsEntropy)
        .map(u128::from_le_bytes)
        .map_err(AppError::internal)
}

impl StoredDocument for Hold {
    const KIND: &'static str = "hold";

    fn id(&self) -> String {
        self.id.to_string()
    }
}

impl Ombud {
    /// Places a hold on a person. Returns its id.
    pub async fn place_hold(
        &self,
        caller: &Caller,
        pseudonym: &str,
        ground: HoldGround,
    ) -> Result<HoldId, AppError> {
        let id = HoldId(drawn()?);
        let act = Act::new(Operation::PlaceHold)
            .on(id)
            .purpose(ground.name())?;
        self.authorize_person(caller, act, pseudonym, async |person, _| {
            self.put_hold(caller, id, HoldTarget::Person(person), ground)
                .await
        })
        .await
    }

    /// Places a hold on a case, and so on everybody in it. Returns its id.
    pub async fn hold_case(
        &self,
        caller: &Caller,
        case: WantedId<CaseId>,
        ground: HoldGround,
    ) -> Result<HoldId, AppError> {
        let known = self.known_case(caller, Operation::PlaceHold, case).await;
        let read = known.map_err(|error| match error {
            AppError::OutOfSight => AppError::NotFound(match case.id() {
                Some(case) => format!("there is no case `{case}`: look at its id again"),
                None => "this is no id of a case: look at it again".to_owned(),
            }),
            other => other,
        })?;
        let case = read.value;
        let id = HoldId(drawn()?);
        let act = Act::new(Operation::PlaceHold)
            .on(id)
            .purpose(ground.name())?
            .case(case.id)
            .about_all(case.persons.iter().copied());
        let resource = self.case_hold_resource(&case);
        let placed = self.authorize(caller, act, resource, async |_, _| {
            self.put_hold(caller, id, HoldTarget::Case(case.id), ground)
                .await
        });
        placed
            .await
            .map_err(|error| self.conceal(caller, &case, error))
    }

    /// Whoever does not see the case is not told by a refusal that there is one.
    fn conceal(&self, caller: &Caller, case: &Case, error: AppError) -> AppError {
        let read = self.ask(caller, Operation::ReadCase, &self.case_resource(case));
        match error {
            AppError::Forbidden(_) if read.is_err() => AppError::OutOfSight,
            other => other,
        }
    }

    async fn put_hold(
        &self,
        caller: &Caller,
        id: HoldId,
        on: HoldTarget,
        ground: HoldGround,
    ) -> Result<HoldId, AppError> {
        let hold = Hold::place(id, on, ground, &acting(caller), self.clock.now());
        let hold = hold.map_err(|refused| AppError::Forbidden(refused.to_string()))?;
        documents::commit(self.store.records(), vec![documents::new(&hold)?]).await?;
        Ok(id)
    }

    /// Lifts a hold.
    pub async fn lift_hold(&self, caller: &Caller, id: HoldId) -> Result<(), AppError> {
        self.change_hold(caller, id, Operation::LiftHold, Hold::lift)
            .await
    }

    /// Says of a hold that somebody has looked at it and it is still needed.
    pub async fn review_hold(&self, caller: &Caller, id: HoldId) -> Result<(), AppError> {
        self.change_hold(caller, id, Operation::PlaceHold, Hold::confirm)
            .await
    }

    async fn change_hold(
        &self,
        caller: &Caller,
        id: HoldId,
        operation: Operation,
        change: fn(&Hold, &ActingAccount, Timestamp) -> Result<Hold, HoldRefused>,
    ) -> Result<(), AppError> {
        let records = self.store.records();
        let read = documents::get::<Hold>(records, &id.to_string()).await?;
        let act = Act::new(operation).on(id);
        let Some(read) = read else {
            return self
                .refuse_missing(caller, act)
                .await
                .map_err(|error| match error {
                    AppError::OutOfSight => AppError::NotFound(format!(
                        "there is no hold `{id}`: see `ombud hold list`"
                    )),
                    other => other,
                });
        };
        let case = match read.value.on {
            HoldTarget::Person(_) => None,
            HoldTarget::Case(case) => self.case(case).await?.map(|found| found.value),
        };
        let (act, resource) = match read.value.on {
            HoldTarget::Person(person) => (
                act.about(person),
                Resource::persons(vec![self.subject(person)]),
            ),
            HoldTarget::Case(id) => match &case {
                Some(case) => (
                    act.case(id).about_all(case.persons.iter().copied()),
                    self.case_hold_resource(case),
                ),
                // Whom it was about is not known any more, so only who reaches everybody reaches it.
                None => (act.case(id), Resource::persons(Vec::new())),
            },
        };
        let changed = self.authorize(caller, act, resource, async |_, _| {
            let changed =
                change(&read.value, &acting(caller), self.clock.now()).map_err(|refused| {
                    match refused {
                        HoldRefused::NotHuman => AppError::Forbidden(refused.to_string()),
                        HoldRefused::LiftedAlready => AppError::Conflict(refused.to_string()),
                    }
                })?;
            documents::commit(records, vec![documents::next(&read, &changed)?]).await?;
            Ok(())
        });
        changed.await.map_err(|error| match &case {
            Some(case) => self.conceal(caller, case, error),
            None => error,
        })
    }

    /// All holds, those lifted included, the newest first.
    pub async fn find_holds(&self) -> Result<Vec<HoldRow>, AppError> {
        self.find_holds_of(&|_| true).await
    }

    /// As [`Ombud::find_holds`], of what the caller may see.
    pub(super) async fn find_holds_of(
        &self,
        sees: &(dyn Fn(HoldTarget) -> bool + Sync),
    ) -> Result<Vec<HoldRow>, AppError> {
        let mut holds = self.stored_holds().await?;
        holds.retain(|hold| sees(hold.on));
        holds.sort_by_key(|hold| std::cmp::Reverse(hold.placed_at));
        let person = |hold: &Hold| match hold.on {
            HoldTarget::Person(person) => Some(person),
            HoldTarget::Case(_) => None,
        };
        let pseudonyms = self.pseudonyms_of(holds.iter().filter_map(person)).await?;
        let now = self.clock.now();
        let row = |hold: Hold| HoldRow {
            id: hold.id,
            on: match hold.on {
                HoldTarget::Person(person) => {
                    HeldTarget::Person(pseudonyms.get(&person).cloned().unwrap_or_default())
                }
                HoldTarget::Case(case) => HeldTarget::Case(case),
            },
            ground: hold.ground,
            placed_at: hold.placed_at,
            review_at: hold.review_at,
            lifted_at: hold.lifted.map(|lifted| lifted.at),
            is_due_for_review: hold.is_due_for_review(now),
        };
        Ok(holds.into_iter().map(row).collect())
    }

    /// As they stand in the way of erasure and retention: who is under one is so with everybody whom they are one with.
    pub(super) async fn standing_holds(&self) -> Result<Vec<Hold>, AppError> {
        let aliases = self.store.records().aliases();
        let mut standing = Vec::new();
        for hold in self.stored_holds().await? {
            match hold.on {
                HoldTarget::Person(person) => {
                    let members = aliases.members(person).into_iter();
                    standing.extend(members.map(|one| Hold {
                        on: HoldTarget::Person(one),
                        ..hold
                    }));
                }
                HoldTarget::Case(_) => standing.push(hold),
            }
        }
        Ok(standing)
    }

    pub(super) async fn stored_holds(&self) -> Result<Vec<Hold>, AppError> {
        Ok(documents::all::<Hold>(self.store.records())
            .await?
            .into_iter()
            .map(|read| read.value)
            .collect())
    }
}

/// The text of a certificate must be what is read back: whoever checks it reads it so.
pub(super) fn readable(certificate: &Certificate) -> Result<String, AppError> {
    let text = certificate.text();
    Certificate::parse(&text).map_err(AppError::internal)?;
    Ok(text)
}
