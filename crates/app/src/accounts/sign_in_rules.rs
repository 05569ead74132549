//! The rules of sign-in that an installation sets: who needs a second factor, and how long sessions last. A change is in force from the
//! next request on, also for sessions that began before it.

use std::collections::BTreeSet;
use std::sync::Arc;

use ombud_access::{Kind, Resource};
use ombud_accounts::rules::{Verdict, judge};
use ombud_accounts::session::SessionReach;
use ombud_accounts::{Account, Proof, SecondFactorRule, SessionLimits, SignInSettings};
use ombud_api::sign_in_rules as wire;
use ombud_guard::proposal::Change;
use ombud_model::Operation;
use ombud_store::Records;
use serde::{Deserialize, Serialize};

use super::super::documents::{self, StoredDocument};
use super::super::{AppError, Caller, Ombud};
use super::{SignInState, invalid};

/// The rules as they are stored.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SignInRules {
    second_factor: SecondFactorRule,
    sessions: SessionLimits,
}

impl StoredDocument for SignInRules {
    const KIND: &'static str = "sign-in-rules";

    /// There is one.
    fn id(&self) -> String {
        String::new()
    }
}

impl SignInRules {
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

    pub async fn show_sign_in_rules(&self, caller: &Caller) -> Result<wire::SignInRules, AppError> {
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
        wanted: wire::SignInRules,
    ) -> Result<wire::SignInRules, AppError> {
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
                    match documents::get::<SignInRules>(self.store.records(), "").await? {
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

    fn meant(&self, wanted: wire::SignInRules) -> Result<SignInRules, AppError> {
        use wire::SecondFactor as S;
        let spared: BTreeSet<String> = wanted.spared_roles.into_iter().collect();
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
        let wire::SignInRules {
            idle_minutes,
            absolute_minutes,
            fresh_minutes,
            ..
        } = wanted;
        Ok(SignInRules {
            second_factor,
            sessions: SessionLimits {
                idle_minutes,
                absolute_minutes,
                step_up_minutes: fresh_minutes,
            },
        })
    }
}

fn shown(settings: &SignInSettings) -> wire::SignInRules {
    use wire::SecondFactor as S;
    let (second_factor, spared_roles) = match &settings.second_factor {
        SecondFactorRule::Required => (S::Required, Vec::new()),
        SecondFactorRule::RequiredExceptFor(spared) => {
            (S::RequiredExceptFor, spared.iter().cloned().collect())
        }
        SecondFactorRule::NotRequired => (S::NotRequired, Vec::new()),
    };
    let SessionLimits {
        idle_minutes,
        absolute_minutes,
        step_up_minutes,
    } = settings.sessions;
    wire::SignInRules {
        second_factor,
        spared_roles,
        idle_minutes,
        absolute_minutes,
        fresh_minutes: step_up_minutes,
    }
}
