//! The agreement with a works council: drafted, signed, ended; and whether one is needed at all.
//!
//! Promises: every step is taken by somebody with an account; the program goes by what it has tagged itself, so a row that somebody else
//! wrote into the database is no agreement; switching works-council mode off takes as many humans as the agreement in force, and two at
//! least.

mod shown;
mod terms;

use ombud_access::{Kind, Resource};
use ombud_guard::agreement::{
    Agreement, AgreementStanding, Council, Digest, Enforced, Refused, Terms,
};
use ombud_identity::MasterKey;
use ombud_model::{AccountId, AgreementId, Operation, Party, Timestamp, UnitId, Units};
use ombud_store::Records;
use ombud_store::records::DocumentChange;
use serde::{Deserialize, Serialize};

use super::documents::{self, Read, StoredDocument};
use super::holds::drawn;
use super::{Act, AppError, Caller, Ombud};
use crate::requests::WantedId;

pub use shown::{AgreementSignature, AgreementSummary, WorksCouncil};
pub use terms::AgreementTerms;

/// There is one of its kind.
const ONE: &str = "mode";
/// For how long a wish to switch works-council mode off waits for others.
const WISH_MS: i64 = 7 * 86_400_000;
/// Stands where an act concerns nobody's draft.
const NOBODY: Party = Party::new(AccountId(u128::MAX), None);

/// A value, and the master key's word that the program wrote it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tagged<T> {
    value: T,
    tag: String,
}

impl<T: Serialize> Tagged<T> {
    fn new(master: &MasterKey, value: T) -> Result<Self, AppError> {
        let tag = tag(master, &value)?.to_hex().to_string();
        Ok(Self { value, tag })
    }

    fn holds(&self, master: &MasterKey) -> Result<bool, AppError> {
        let own = tag(master, &self.value)?;
        // Hashes are compared in constant time.
        Ok(blake3::Hash::from_hex(&self.tag).is_ok_and(|stored| stored == own))
    }
}

fn tag(master: &MasterKey, value: &impl Serialize) -> Result<blake3::Hash, AppError> {
    Ok(master.tag_agreement(&serde_json::to_vec(value).map_err(AppError::internal)?))
}

impl StoredDocument for Tagged<Agreement> {
    const KIND: &'static str = "agreement";

    fn id(&self) -> String {
        self.value.id().to_string()
    }
}

/// Somebody wants works-council mode off.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    by: Party,
    at: Timestamp,
}

/// Whether nothing is processed without an agreement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CouncilMode {
    council: Council,
    /// Those who want it off, while they are not enough.
    off: Vec<Wish>,
}

impl StoredDocument for Tagged<CouncilMode> {
    const KIND: &'static str = "works-council";

    fn id(&self) -> String {
        ONE.to_owned()
    }
}

/// What is agreed at `now`. What the program did not write itself is no agreement, and switches nothing off.
pub(super) async fn enforced(
    records: &Records,
    master: &MasterKey,
    now: Timestamp,
) -> Result<Enforced, AppError> {
    let council = match documents::get::<Tagged<CouncilMode>>(records, ONE).await? {
        None => Council::Off,
        Some(read) if read.value.holds(master)? => read.value.value.council,
        Some(_) => Council::On,
    };
    let mut agreements = Vec::new();
    for read in documents::all::<Tagged<Agreement>>(records).await? {
        if read.value.holds(master)? {
            agreements.push(read.value.value);
        }
    }
    Ok(Enforced::of(council, &agreements, now))
}

fn refused(refusal: Refused) -> AppError {
    match refusal {
        Refused::Terms(_) => AppError::Invalid(refusal.to_string()),
        Refused::OwnDraft | Refused::SignedAlready => AppError::Forbidden(refusal.to_string()),
        Refused::NotADraft | Refused::Ended | Refused::OtherText | Refused::Expired => {
            AppError::Conflict(refusal.to_string())
        }
    }
}

/// Who does it: a program, a machine or nobody is no side of an agreement.
fn party(caller: &Caller) -> Result<Party, AppError> {
    match caller {
        Caller::Account(principal) => Ok(principal.party),
        _ => Err(AppError::Forbidden(
            "this takes an account: sign in, or name one with `--as`".to_owned(),
        )),
    }
}

fn resource(agreement: &Agreement) -> Resource {
    let drafter = agreement.drafted_by().first().copied().unwrap_or(NOBODY);
    let signers = agreement
        .signatures()
        .iter()
        .map(|signature| signature.by)
        .collect();
    Resource::agreement(drafter, signers, &agreement.terms().units)
}

impl Ombud {
    pub async fn list_agreements(
        &self,
        caller: &Caller,
    ) -> Result<Vec<AgreementSummary>, AppError> {
        self.authorize(
            caller,
            Operation::ReadAgreement,
            Resource::list(Kind::Agreement),
            async |_, _| self.agreements_by_id().await,
        )
        .await
    }

    pub(super) async fn agreements_by_id(&self) -> Result<Vec<AgreementSummary>, AppError> {
        let stored = documents::all::<Tagged<Agreement>>(self.store.records()).await?;
        let summaries = stored
            .iter()
            .map(|read| self.agreement_summary(&read.value));
        summaries.collect()
    }

    pub async fn show_agreement(
        &self,
        caller: &Caller,
        id: WantedId<AgreementId>,
    ) -> Result<AgreementSummary, AppError> {
        let read = self
            .agreement_target(caller, Operation::ReadAgreement, id)
            .await?;
        let agreement = &read.value.value;
        let act = Act::new(Operation::ReadAgreement).on(agreement.id());
        self.authorize(caller, act, resource(agreement), async |_, _| {
            self.agreement_summary(&read.value)
        })
        .await
    }

    /// A new draft.
    pub async fn propose_agreement(
        &self,
        caller: &Caller,
        terms: AgreementTerms,
    ) -> Result<AgreementSummary, AppError> {
        let id = AgreementId(drawn()?);
        let terms = self.terms(terms)?;
        let resource = Resource::agreement(NOBODY, Vec::new(), &terms.units);
        self.authorize(
            caller,
            Act::new(Operation::ProposeAgreement).on(id),
            resource,
            async |_, _| {
                let agreement = Agreement::propose(id, terms, party(caller)?).map_err(refused)?;
                let agreement = Tagged::new(&self.master, agreement)?;
                self.agree(vec![documents::new(&agreement)?]).await?;
                self.agreement_summary(&agreement)
            },
        )
        .await
    }

    /// Other terms for a draft; signatures that it had are gone.
    pub async fn revise_agreement(
        &self,
        caller: &Caller,
        id: WantedId<AgreementId>,
        terms: AgreementTerms,
    ) -> Result<AgreementSummary, AppError> {
        let terms = self.terms(terms)?;
        self.step(
            caller,
            Operation::ProposeAgreement,
            id,
            |agreement, by, _| agreement.revise(terms, by),
        )
        .await
    }

    /// Signs the text with that digest.
    pub async fn sign_agreement(
        &self,
        caller: &Caller,
        id: WantedId<AgreementId>,
        seen: Digest,
    ) -> Result<AgreementSummary, AppError> {
        self.step(
            caller,
            Operation::SignAgreement,
            id,
            |agreement, by, now| agreement.sign(by, &seen, now),
        )
        .await
    }

    pub async fn end_agreement(
        &self,
        caller: &Caller,
        id: WantedId<AgreementId>,
    ) -> Result<AgreementSummary, AppError> {
        self.step(caller, Operation::EndAgreement, id, |agreement, by, now| {
            agreement.end(by, now)
        })
        .await
    }

    /// One step of one agreement.
    async fn step(
        &self,
        caller: &Caller,
        operation: Operation,
        id: WantedId<AgreementId>,
        next: impl FnOnce(&Agreement, Party, Timestamp) -> Result<Agreement, Refused>,
    ) -> Result<AgreementSummary, AppError> {
        let read = self.agreement_target(caller, operation, id).await?;
        let agreement = &read.value.value;
        self.authorize(
            caller,
            Act::new(operation).on(agreement.id()),
            resource(agreement),
            async |_, _| {
                if !read.value.holds(&self.master)? {
                    return Err(AppError::Conflict(
                        "the agreement was changed in the database: draft another one".to_owned(),
                    ));
                }
                let next = next(agreement, party(caller)?, self.clock.now()).map_err(refused)?;
                let next = Tagged::new(&self.master, next)?;
                self.agree(vec![documents::next(&read, &next)?]).await?;
                self.agreement_summary(&next)
            },
        )
        .await
    }

    /// The agreement of that id. One that is not there is answered like one out of sight.
    async fn agreement_target(
        &self,
        caller: &Caller,
        operation: Operation,
        id: WantedId<AgreementId>,
    ) -> Result<Read<Tagged<Agreement>>, AppError> {
        let found = match id.id() {
            Some(id) => {
                documents::get::<Tagged<Agreement>>(self.store.records(), &id.to_string()).await?
            }
            None => None,
        };
        match found {
            Some(read) => Ok(read),
            None => self.refuse_missing(caller, operation).await,
        }
    }

    pub async fn show_works_council(&self, caller: &Caller) -> Result<WorksCouncil, AppError> {
        self.authorize(
            caller,
            Operation::ReadAgreement,
            Resource::list(Kind::Agreement),
            async |_, _| self.council_state().await,
        )
        .await
    }

    /// Switches works-council mode on at once, or asks for it to be off: off it is when enough humans have asked.
    pub async fn change_works_council(
        &self,
        caller: &Caller,
        on: bool,
    ) -> Result<WorksCouncil, AppError> {
        let now = self.clock.now();
        let stored = documents::get::<Tagged<CouncilMode>>(self.store.records(), ONE).await?;
        let mut off = match &stored {
            Some(read) if read.value.holds(&self.master)? => read.value.value.off.clone(),
            _ => Vec::new(),
        };
        off.retain(|wish| now.millis().abs_diff(wish.at.millis()) < WISH_MS.unsigned_abs());
        let asked = if on {
            Vec::new()
        } else {
            off.iter().map(|wish| wish.by).collect()
        };
        let resource = Resource::agreement(NOBODY, asked, &Units::All);
        self.authorize(caller, Operation::SignAgreement, resource, async |_, _| {
            let next = if on {
                CouncilMode {
                    council: Council::On,
                    off: Vec::new(),
                }
            } else {
                off.push(Wish {
                    by: party(caller)?,
                    at: now,
                });
                match off.len() < self.needed_for_off() && self.agreed().is_needed() {
                    true => CouncilMode {
                        council: Council::On,
                        off,
                    },
                    false => CouncilMode {
                        council: Council::Off,
                        off: Vec::new(),
                    },
                }
            };
            let next = Tagged::new(&self.master, next)?;
            let change = match &stored {
                Some(read) => documents::next(read, &next)?,
                None => documents::new(&next)?,
            };
            self.agree(vec![change]).await?;
            self.council_state().await
        })
        .await
    }

    /// How many humans must ask for works-council mode to be off.
    fn needed_for_off(&self) -> usize {
        self.agreed()
            .signatures_required(self.clock.now())
            .map_or(2, |needed| usize::from(needed).max(2))
    }

    /// Makes the changes, and brings everything in line before anything else is taken in.
    async fn agree(&self, changes: Vec<DocumentChange>) -> Result<(), AppError> {
        let _pushing = self.pushing.lock().await;
        documents::commit(self.store.records(), changes).await?;
        self.reload_governance().await?;
        self.bring_in_line().await?;
        self.assessing_due.notify_one();
        Ok(())
    }

    /// Refuses to redraw a unit on which somebody has put a signature: whom the text covers must not change behind it.
    pub(super) async fn may_redraw(&self, unit: UnitId) -> Result<(), AppError> {
        let now = self.clock.now();
        for read in documents::all::<Tagged<Agreement>>(self.store.records()).await? {
            let agreement = read.value.value;
            let covers =
                matches!(&agreement.terms().units, Units::Only(units) if units.contains(&unit));
            let holds = match agreement.standing(now) {
                AgreementStanding::Draft => !agreement.signatures().is_empty(),
                AgreementStanding::Awaited | AgreementStanding::InForce => true,
                AgreementStanding::Expired
                | AgreementStanding::Ended
                | AgreementStanding::Tampered => false,
            };
            if covers && holds {
                return Err(AppError::Conflict(format!(
                    "{} was signed for this admin unit as it is: end it first, or define another unit",
                    agreement.id()
                )));
            }
        }
        Ok(())
    }

    /// The terms, with every name known: a name that is mistyped would be an agreement on nothing.
    fn terms(&self, wanted: AgreementTerms) -> Result<Terms, AppError> {
        let indicators = |name: &str| {
            self.content
                .indicators()
                .iter()
                .any(|indicator| indicator.id == name)
        };
        let templates = |name: &str| {
            self.content
                .templates()
                .iter()
                .any(|template| template.id == name)
        };
        let units = |id: &UnitId| self.governance().units.iter().any(|unit| unit.id == *id);
        terms::read(wanted, &indicators, &templates, &units).map_err(AppError::Invalid)
    }
}
