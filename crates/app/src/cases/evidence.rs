//! A case is handed over: its evidence leaves in one signed package that somebody outside checks offline.
//!
//! Who is who: `gather` reads what goes in, as far as the caller may see it; `report` writes it for people; `package` makes the files and
//! has them signed with the key of the audit log.
//!
//! Promises: the intent is in the audit log before anything is read, and the package proves it; a name is in the package only when the
//! caller was shown it under a live unmasking of the case, which is in the log and counted like any other look; the package leaves only
//! after its receipt stands in the history of the case and its outcome in the log.

mod gather;
mod package;
mod pages;
mod report;

use std::collections::BTreeSet;

use ombud_identity::Note;
use ombud_model::case_event::CaseEventKind;
use ombud_model::plain_text::Recipient;
use ombud_model::{AccountId, Case, CaseId, Operation, PersonId, Sha256Hash};

use self::gather::{Evidence, ReleasedName};
use super::act_in;
use crate::requests::WantedId;
use crate::requests::cases::{EvidenceNames, HandOver};
use crate::{AppError, Caller, Ombud, audit, documents};

/// A package that may leave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandedOver {
    pub case: CaseId,
    /// A ZIP file.
    pub archive: Vec<u8>,
    /// Of the archive.
    pub sha256: Sha256Hash,
}

impl Ombud {
    /// Packs the evidence of a case, open or closed. The hand-over is in the history of the case from then on.
    pub async fn hand_over_case(
        &self,
        caller: &Caller,
        id: WantedId<CaseId>,
        wanted: HandOver,
    ) -> Result<HandedOver, AppError> {
        let (principal, _) = self.own_account(caller).await?;
        let account = principal.party.account;
        let case = self.known_case(caller, Operation::HandOverCase, id);
        let case = case.await?.value;
        let resource = self.case_resource(&case);
        let mut act = act_in(Operation::HandOverCase, &case).on(case.id);
        if let Ok(recipient) = &wanted.recipient {
            act = act.reason(recipient.as_str());
        }
        if wanted.names == EvidenceNames::Released {
            act = act.purpose("with-names")?;
        }
        self.authorize(caller, act, resource.clone(), async |_, underway| {
            let recipient = wanted.recipient?;
            // What was written in the case goes along.
            self.ask(caller, Operation::ReadCase, &resource)?;
            let mut evidence = self.evidence_of(caller, &case, &underway).await?;
            // Names come last: what fails before shows none.
            if wanted.names == EvidenceNames::Released {
                evidence.names = self.released_names(caller, &case, account).await?;
            }
            let made = self.packed(evidence, account, &recipient).await?;
            self.give_receipt(caller, &case, &recipient, &made).await?;
            Ok(made)
        })
        .await
    }

    /// The names that are released to the account in this case now, each released once more.
    async fn released_names(
        &self,
        caller: &Caller,
        case: &Case,
        account: AccountId,
    ) -> Result<Vec<ReleasedName>, AppError> {
        let aliases = self.store.records().aliases();
        let mut left: BTreeSet<PersonId> = case
            .persons
            .iter()
            .map(|person| aliases.resolve(*person))
            .collect();
        let mut names = Vec::new();
        for (unmasking, person) in self.live_unmaskings_in(case.id, account).await? {
            if !left.remove(&aliases.resolve(person)) {
                continue;
            }
            let shown = self.reveal_name(caller, unmasking.into()).await?;
            names.push(ReleasedName {
                person: shown.person,
                name: shown.name,
                unmasking,
            });
        }
        match names.is_empty() {
            true => Err(AppError::Conflict(
                "no name of this case is released to you now: ask for an unmasking in it first, or hand it over without names"
                    .to_owned(),
            )),
            false => Ok(names),
        }
    }

    /// The package, sealed over the audit log as it is now.
    async fn packed(
        &self,
        evidence: Evidence,
        account: AccountId,
        recipient: &Recipient,
    ) -> Result<HandedOver, AppError> {
        let reader = self.audit.reader()?.ok_or_else(|| {
            AppError::Data("there is no audit log to sign the package over".to_owned())
        })?;
        let order = package::Order {
            evidence,
            made_at: self.clock.now(),
            made_by: account,
            recipient: recipient.clone(),
            reader,
            signer: audit::signer(&self.master)?,
        };
        // Reading the whole log, laying out pages and packing take long.
        tokio::task::spawn_blocking(move || order.sealed())
            .await
            .map_err(AppError::internal)?
    }

    /// Notes in the history of the case what leaves. What has changed about the case meanwhile stops it: an erased person's data must
    /// not leave after the erasure.
    async fn give_receipt(
        &self,
        caller: &Caller,
        packed: &Case,
        recipient: &Recipient,
        made: &HandedOver,
    ) -> Result<(), AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let read = self.case(packed.id).await?.ok_or(AppError::OutOfSight)?;
        if read.value != *packed {
            return Err(AppError::Conflict(
                "the case was changed while its evidence was packed: look at it and hand it over again"
                    .to_owned(),
            ));
        }
        let kind = CaseEventKind::HandedOver {
            sha256: made.sha256,
            size: made.archive.len() as u64,
        };
        let text = Note::new(recipient.as_str()).map_err(AppError::internal)?;
        // Of a case in which everybody is erased nothing is written.
        let text = self.sealed_for_all(packed, &text).await?;
        let event = self.next_event(packed.id, caller, kind, text).await?;
        let changes = vec![documents::next(&read, packed)?, documents::new(&event)?];
        documents::commit(self.store.records(), changes).await
    }
}
