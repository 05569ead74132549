//! Legal holds, and who acts where there are no accounts.

use ombud_guard::OsEntropy;
use ombud_guard::entropy;
use ombud_guard::erasure::Certificate;
use ombud_guard::hold::{HeldOn, Hold, HoldGround};
use ombud_guard::unmask::{Acting, Nature, Party, Scope};
use ombud_model::{AccountId, HoldId, Operation};
use serde::Serialize;

use super::shelf::{self, Shelved};
use super::{Act, AppError, By, Ombud};

/// Stands for whoever is at the command line: that takes the data and the master key, and no account.
pub(super) const CONSOLE: AccountId = AccountId(0);

/// Whoever is at the command line, as the rules of erasure, holds and retention see them.
pub(super) const fn console() -> Acting<'static> {
    Acting { party: Party::new(CONSOLE, None), nature: Nature::Human, scope: Scope::Everyone }
}

/// A new random number for an id.
pub(super) fn drawn() -> Result<u128, AppError> {
    entropy::bytes(&mut OsEntropy).map(u128::from_le_bytes).map_err(AppError::internal)
}

impl Shelved for Hold {
    const KIND: &'static str = "hold";

    fn id(&self) -> String {
        self.id.to_string()
    }
}

/// A hold as it is listed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct HoldRow {
    pub id: String,
    /// The pseudonym of the person who is held, or the id of the case.
    pub on: String,
    pub ground: &'static str,
    pub placed_at: String,
    pub review_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifted_at: Option<String>,
    /// It stands, and nobody has looked at it for half a year.
    pub is_due_for_review: bool,
}

impl Ombud {
    /// Places a hold on a person. Returns its id.
    pub async fn place_hold(&self, pseudonym: &str, ground: HoldGround, by: &By) -> Result<HoldId, AppError> {
        let person = self.person(pseudonym).await?;
        let id = HoldId(drawn()?);
        let act = Act::new(Operation::PlaceHold).about(person).on(id).purpose(ground.name())?;
        self.audited(by, act, async |_| {
            let hold = Hold::place(id, HeldOn::Person(person), ground, &console(), self.clock.now());
            let hold = hold.map_err(|refused| AppError::Forbidden(refused.to_string()))?;
            self.store.records().change_documents(vec![shelf::new(&hold)?]).await?;
            Ok(id)
        })
        .await
    }

    /// Lifts a hold.
    pub async fn lift_hold(&self, id: HoldId, by: &By) -> Result<(), AppError> {
        let records = self.store.records();
        let read = shelf::get::<Hold>(records, &id.to_string()).await?;
        let read = read.ok_or_else(|| AppError::NotFound(format!("there is no hold `{id}`: see `ombud hold list`")))?;
        let mut act = Act::new(Operation::LiftHold).on(id);
        if let HeldOn::Person(person) = read.value.on {
            act = act.about(person);
        }
        self.audited(by, act, async |_| {
            let lifted = read.value.lift(&console(), self.clock.now());
            let lifted = lifted.map_err(|refused| AppError::Invalid(refused.to_string()))?;
            records.change_documents(vec![shelf::next(&read, &lifted)?]).await?;
            Ok(())
        })
        .await
    }

    /// All holds, those lifted included, the newest first.
    pub async fn hold_rows(&self) -> Result<Vec<HoldRow>, AppError> {
        let mut holds = self.holds().await?;
        holds.sort_by_key(|hold| std::cmp::Reverse(hold.placed_at));
        let person = |hold: &Hold| match hold.on {
            HeldOn::Person(person) => Some(person),
            HeldOn::Case(_) => None,
        };
        let pseudonyms = self.pseudonyms_of(holds.iter().filter_map(person)).await?;
        let now = self.clock.now();
        let row = |hold: Hold| HoldRow {
            id: hold.id.to_string(),
            on: match hold.on {
                HeldOn::Person(person) => pseudonyms.get(&person).cloned().unwrap_or_default(),
                HeldOn::Case(case) => case.to_string(),
            },
            ground: hold.ground.name(),
            placed_at: hold.placed_at.to_string(),
            review_at: hold.review_at.to_string(),
            lifted_at: hold.lifted.map(|lifted| lifted.at.to_string()),
            is_due_for_review: hold.is_due_for_review(now),
        };
        Ok(holds.into_iter().map(row).collect())
    }

    pub(super) async fn holds(&self) -> Result<Vec<Hold>, AppError> {
        Ok(shelf::all::<Hold>(self.store.records()).await?.into_iter().map(|read| read.value).collect())
    }
}

/// The text of a certificate must be what is read back: whoever checks it reads it so.
pub(super) fn readable(certificate: &Certificate) -> Result<String, AppError> {
    let text = certificate.text();
    Certificate::parse(&text).map_err(AppError::internal)?;
    Ok(text)
}
