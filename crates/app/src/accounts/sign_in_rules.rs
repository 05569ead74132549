//! The rules of sign-in that an installation sets: who needs a second factor, and how long sessions last. A change is in force from the
//! next request on, also for sessions that began before it.

use std::collections::BTreeSet;
use std::sync::Arc;

use ombud_access::{Kind, Resource};
use ombud_accounts::rules::{Verdict, judge};
use ombud_accounts::session::SessionReach;
use ombud_accounts::{Account, Proof, SecondFactorRule, SessionLimits, SignInSettings};
use ombud_guard::proposal::Change;
use ombud_model::Operation;
use ombud_store::Records;
use serde::{Deserialize, Serialize};

use super::super::documents::{self, StoredDocument};
use super::super::{AppError, Caller, Ombud};
use super::{SignInState, invalid};

/// Who needs a second factor beside a password.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecondFactor {
    /// Everybody.
    Required,
    /// Everybody who holds a role that is not spared, and who holds none.
    RequiredExceptFor,
    /// Nobody.
    NotRequired,
}

/// The rules of sign-in as they are shown and asked for: who needs a second factor, and how long sessions last.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SignInRules {
    pub second_factor: SecondFactor,
    /// Ids of roles; only with [`SecondFactor::RequiredExceptFor`].
    pub spared_roles: BTreeSet<String>,
    /// Without a request for this long, a session is over.
    pub idle_minutes: u32,
    /// Whatever happens, a session is over after this long.
    pub absolute_minutes: u32,
    /// How long a sign-in or confirmation counts as fresh.
    pub fresh_minutes: u32,
}

/// The rules as they are stored.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredRules {
    second_factor: SecondFactorRule,
    sessions: SessionLimits,
}

impl StoredDocument for StoredRules {
    const KIND: &'static str = "sign-in-rules";

    /// There is one.
    fn id(&self) -> String {
        String::new()
    }
}

impl StoredRules {
    /// Those in force: what was stored, or else the defaults.
    pub(super) async fn load(records: &Records) -> Result<SignInSettings, AppError> {
        let stored = documents::get::<Self>(records, "")
            .await?
            .map(|read| read.value)
            .unwrap_or_default();
        stored.settings()
    }

    fn settings(self) -> Result<SignInSettings, AppError> {
        let Self {
            second_factor,
            sessions,
        } = self;
        SignInSettings {
            second_factor,
            sessions,
            ..SignInSettings::default()
        }
        .checked()
        .map_err(invalid)
    }
}

impl SignInState {
    /// What is in force now.
    pub(super) fn settings(&self) -> Arc<SignInSettings> {
        Arc::clone(&self.settings.read())
    }
}

impl Ombud {
    /// How far a session reaches that these proofs began, by the rules and roles of now. `None`: it is over.
    pub(super) fn reach(&self, account: &Account, proofs: &[Proof]) -> Option<SessionReach> {
        let grants = self.grants_of(account.id);
        let roles: Vec<&str> = grants.iter().map(|grant| grant.role.as_str()).collect();
        match judge(
            account,
            &self.sign_in_state.settings().second_factor,
            &roles,
            proofs,
        ) {
            Verdict::SignedIn => Some(SessionReach::Full),
            Verdict::MustSetUp => Some(SessionReach::SetUp),
            Verdict::NeedsCode | Verdict::NeedsPasskey | Verdict::Refused => None,
        }
    }

    pub async fn show_sign_in_rules(&self, caller: &Caller) -> Result<SignInRules, AppError> {
        self.authorize(
            caller,
            Operation::ReadSettings,
            Resource::list(Kind::Settings),
            async |_, _| Ok(shown(&self.sign_in_state.settings())),
        )
        .await
    }

    /// Replaces the rules of sign-in; gives them as they are in force then.
    pub async fn change_sign_in_rules(
        &self,
        caller: &Caller,
        wanted: SignInRules,
    ) -> Result<SignInRules, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        self.authorize(
            caller,
            Operation::ChangeSettings,
            Resource::settings(),
            async |_, _| {
                // Other settings can be changed without it; these decide how sure it is who asks.
                if matches!(caller, Caller::Account(principal) if !principal.fresh) {
                    return Err(AppError::NeedsFresh);
                }
                let rules = self.meant(wanted)?;
                let settings = rules.clone().settings()?;
                let mut changes = Vec::new();
                if rules
                    .second_factor
                    .weakens(&self.sign_in_state.settings().second_factor)
                {
                    let rule = rules.second_factor.clone();
                    let change = Change::WeakenSecondFactor { rule };
                    changes.extend(self.require_second_person(caller, change).await?);
                }
                changes.push(
                    match documents::get::<StoredRules>(self.store.records(), "").await? {
                        Some(read) => documents::next(&read, &rules)?,
                        None => documents::new(&rules)?,
                    },
                );
                documents::commit(self.store.records(), changes).await?;
                let told = shown(&settings);
                *self.sign_in_state.settings.write() = Arc::new(settings);
                Ok(told)
            },
        )
        .await
    }

    fn meant(&self, wanted: SignInRules) -> Result<StoredRules, AppError> {
        use SecondFactor as S;
        let spared = wanted.spared_roles;
        let governance = self.governance();
        if let Some(unknown) = spared
            .iter()
            .find(|role| governance.access.operations(role).is_none())
        {
            return Err(invalid(format!(
                "there is no role `{unknown}`: see the list of roles"
            )));
        }
        let second_factor = match (wanted.second_factor, spared.is_empty()) {
            (S::Required, true) => SecondFactorRule::Required,
            (S::RequiredExceptFor, false) => SecondFactorRule::RequiredExceptFor(spared),
            (S::NotRequired, true) => SecondFactorRule::NotRequired,
            _ => {
                return Err(invalid(
                    "name `spared_roles` with `required-except-for`, and only with it",
                ));
            }
        };
        Ok(StoredRules {
            second_factor,
            sessions: SessionLimits {
                idle_minutes: wanted.idle_minutes,
                absolute_minutes: wanted.absolute_minutes,
                step_up_minutes: wanted.fresh_minutes,
            },
        })
    }
}

fn shown(settings: &SignInSettings) -> SignInRules {
    use SecondFactor as S;
    let (second_factor, spared_roles) = match &settings.second_factor {
        SecondFactorRule::Required => (S::Required, BTreeSet::new()),
        SecondFactorRule::RequiredExceptFor(spared) => (S::RequiredExceptFor, spared.clone()),
        SecondFactorRule::NotRequired => (S::NotRequired, BTreeSet::new()),
    };
    let SessionLimits {
        idle_minutes,
        absolute_minutes,
        step_up_minutes,
    } = settings.sessions;
    SignInRules {
        second_factor,
        spared_roles,
        idle_minutes,
        absolute_minutes,
        fresh_minutes: step_up_minutes,
    }
}
