//! The name itself, for the one who asked, while the approval lives.
//!
//! Promises: one name is shown at a time. From the count of names shown until the outcome stands in the audit log nobody else is
//! shown one, so however many ask at once, no human is shown more names in a day than the rules allow.

use std::collections::BTreeSet;

use ombud_accounts::Account;
use ombud_identity::unmask::{Asked, Intent, Release};
use ombud_model::{AccountId, CaseId, Operation, Party, PersonId, Timestamp, UnmaskingId};
use ombud_tlog::{AuditActor, Ending, Filter};

use super::{Vouched, erased};
use crate::authorization::Caller;
use crate::requests::WantedId;
use crate::{Act, AppError, Ombud, documents};

/// The name of one person, released once more. It is in the audit log and counted.
pub struct RevealedName {
    /// Pseudonym.
    pub person: String,
    pub name: String,
    /// Until when it may be looked at again.
    pub until: Option<Timestamp>,
}

const DAY_MS: i64 = 86_400_000;
/// Entries of the audit log looked at together, from the newest back.
const WINDOW: u64 = 4_096;

impl Ombud {
    /// The name, to the one who asked for it, while the unmasking is live.
    pub async fn reveal_name(
        &self,
        caller: &Caller,
        id: WantedId<UnmaskingId>,
    ) -> Result<RevealedName, AppError> {
        // Held until the outcome is written: the next one counts it. What was read before it was held would be old.
        let _one_at_a_time = self.revealing.lock().await;
        let (principal, _) = self.own_account(caller).await?;
        let (read, _, resource) = self
            .known_unmasking(caller, Operation::RevealPerson, id)
            .await?;
        let unmasking = &read.value.unmasking;
        let person = unmasking.person();
        let act = Act::new(Operation::RevealPerson)
            .on(unmasking.id())
            .about(person)
            .case(unmasking.case());
        let act = act.purpose(unmasking.purpose().name())?;
        self.authorize(caller, act, resource, async |permit, underway| {
            let grant = self.genuine(&read.value)?;
            let now = self.clock.now();
            let approvals: Vec<Party> = unmasking
                .approvals()
                .iter()
                .map(|approval| approval.by)
                .collect();
            self.agreed()
                .allows_unmasking(unmasking.purpose().name(), &approvals, now)?;
            let shown_before = self.shown_since(&principal.party, now).await?;
            let viewer = permit.acting(&principal);
            let asked = Asked {
                person,
                viewer,
                now,
                intent: Intent(underway.intent()),
                shown_before: &shown_before,
            };
            let (rules, _) = self.unmask_rules().await?;
            let release = Release::under(&grant, &asked, &rules)
                .map_err(|why| AppError::Forbidden(why.to_string()))?;
            let name = self
                .reveal_released_name(release)
                .await?
                .ok_or_else(erased)?;
            let person = self
                .pseudonyms_of([person])
                .await?
                .remove(&person)
                .unwrap_or_default();
            Ok(RevealedName {
                person,
                name,
                until: unmasking.ends_at(),
            })
        })
        .await
    }

    /// The unmaskings of that case under which names are released to the account now, with whom each is about.
    pub(crate) async fn live_unmaskings_in(
        &self,
        case: CaseId,
        viewer: AccountId,
    ) -> Result<Vec<(UnmaskingId, PersonId)>, AppError> {
        let now = self.clock.now();
        let all = documents::all::<Vouched>(self.store.records()).await?;
        let live = all.iter().map(|read| &read.value.unmasking);
        Ok(live
            .filter(|unmasking| unmasking.case() == case && unmasking.viewer() == viewer)
            .filter(|unmasking| unmasking.is_live(now))
            .map(|unmasking| (unmasking.id(), unmasking.person()))
            .collect())
    }

    /// When names were shown to that human within a day, by the log, to whichever of the human's accounts.
    async fn shown_since(
        &self,
        viewer: &Party,
        now: Timestamp,
    ) -> Result<Vec<Timestamp>, AppError> {
        let accounts = documents::all::<Account>(self.store.records()).await?;
        let viewers: BTreeSet<AccountId> = accounts
            .iter()
            .filter(|read| viewer.is(&Party::new(read.value.id, read.value.person)))
            .map(|read| read.value.id)
            .collect();
        let Some(reader) = self.audit.reader()? else {
            return Ok(Vec::new());
        };
        let from = Timestamp::from_millis(now.millis() - DAY_MS).unwrap_or(Timestamp::MIN);
        let shown = Filter {
            from: Some(from),
            operations: vec![Operation::RevealPerson],
            ending: Some(Ending::Done),
            ..Filter::default()
        };
        let (mut found, mut end) = (Vec::new(), reader.head().size);
        while end > 0 {
            let start = end.saturating_sub(WINDOW);
            let mut any_within_a_day = false;
            let each = reader.each(start..end, |logged| {
                any_within_a_day |= logged.entry.at >= from;
                let to_viewer =
                    matches!(&logged.entry.actor, AuditActor::Account(id) if viewers.contains(id));
                if to_viewer && shown.matches(&logged) {
                    found.push(logged.entry.at);
                }
            });
            each.map_err(AppError::internal)?;
            if !any_within_a_day {
                break;
            }
            end = start;
        }
        Ok(found)
    }
}
