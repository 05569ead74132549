//! Agreements and works-council mode as they are shown.

use std::collections::BTreeSet;

use ombud_guard::agreement::{Agreement, AgreementStanding, Digest, Signature};
use ombud_model::{AccountId, AgreementId, Timestamp};
use serde::Serialize;

use super::{CouncilMode, ONE, Tagged};
use crate::{AppError, Ombud, documents};

/// A signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct AgreementSignature {
    pub by: AccountId,
    pub at: Timestamp,
}

/// One agreement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AgreementSummary {
    pub id: AgreementId,
    pub standing: AgreementStanding,
    /// Whether this is the one that holds: of several in force, the one that was signed last.
    pub in_force: bool,
    pub title: String,
    /// Purposes for which somebody may be unmasked.
    pub unmasking_purposes: BTreeSet<String>,
    /// How many approvers an unmasking needs, 1 or 2.
    pub unmasking_approvals: u8,
    /// What is signed.
    pub text: String,
    pub digest: Digest,
    /// Accounts that wrote on the draft.
    pub drafted_by: Vec<AccountId>,
    pub signatures: Vec<AgreementSignature>,
    pub signatures_required: u8,
}

/// Works-council mode.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct WorksCouncil {
    /// Nothing is processed without an agreement in force.
    pub on: bool,
    /// The agreement that holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_force: Option<AgreementId>,
    /// When that changes by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes_at: Option<Timestamp>,
    /// Accounts that want it off.
    pub off_asked_by: Vec<AccountId>,
    /// How many humans must ask for it to be off.
    pub off_needs: usize,
}

impl Ombud {
    pub(super) async fn council_state(&self) -> Result<WorksCouncil, AppError> {
        let (agreed, now) = (self.agreed(), self.clock.now());
        let stored = documents::get::<Tagged<CouncilMode>>(self.store.records(), ONE).await?;
        let off = stored
            .filter(|_| agreed.is_needed())
            .map_or(Vec::new(), |read| read.value.value.off);
        Ok(WorksCouncil {
            on: agreed.is_needed(),
            in_force: agreed
                .agreement()
                .filter(|_| agreed.allows_processing(now).is_ok()),
            changes_at: agreed.changes_at(),
            off_asked_by: off.iter().map(|wish| wish.by.account).collect(),
            off_needs: self.needed_for_off(),
        })
    }

    pub(super) fn agreement_summary(
        &self,
        kept: &Tagged<Agreement>,
    ) -> Result<AgreementSummary, AppError> {
        let agreement = &kept.value;
        let terms = agreement.terms();
        let standing = if kept.holds(&self.master)? {
            agreement.standing(self.clock.now())
        } else {
            AgreementStanding::Tampered
        };
        let sign = |signature: &Signature| AgreementSignature {
            by: signature.by.account,
            at: signature.at,
        };
        Ok(AgreementSummary {
            id: agreement.id(),
            standing,
            in_force: standing == AgreementStanding::InForce
                && self.agreed().agreement() == Some(agreement.id()),
            title: terms.title.clone(),
            unmasking_purposes: terms.unmasking_purposes.clone(),
            unmasking_approvals: terms.unmasking_approvals,
            text: agreement.text(),
            digest: agreement.digest(),
            drafted_by: agreement
                .drafted_by()
                .iter()
                .map(|party| party.account)
                .collect(),
            signatures: agreement.signatures().iter().map(sign).collect(),
            signatures_required: terms.signatures_required,
        })
    }
}
