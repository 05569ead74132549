//! Erasing a person, step by step. How far it has come is stored after every step, so an erasure that was cut short is taken
//! up where it stopped: by the next `ombud erase` of that person, and from the point of no return on by whoever opens the data.
//!
//! What is derived from activities is not picked apart: history is written anew without the person, and the rest is recomputed from it,
//! so that what is stored equals a replay afterwards too.

mod clear;
#[cfg(test)]
mod tests;

use ombud_guard::erasure::{
    Depth, Erased, Erasure, ErasureGround, ErasureRefused, ErasureRequest, LogHead, Step,
};
use ombud_identity::Pseudonym;
use ombud_identity::unmask::{ActingAccount, Intent};
use ombud_model::{ErasureId, Operation, PersonId, Timestamp};
use ombud_tlog::Note;
use serde::{Deserialize, Serialize};

use super::documents::{self, Read, StoredDocument};
use super::holds::{acting, console, drawn, readable};
use super::{Act, AppError, Author, Caller, Ombud, audit, erasures};
use crate::pipeline::Deduper;

/// One erasure, as it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ErasureRow {
    pub id: ErasureId,
    /// The pseudonym, which leads to nobody any more.
    pub person: Pseudonym,
    pub ground: ErasureGround,
    pub depth: Depth,
    pub requested_at: Timestamp,
    /// The signed note; `None` while the erasure is not finished.
    pub certificate: Option<String>,
}

impl StoredDocument for Erasure {
    const KIND: &'static str = "erasure";

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn owner(&self) -> Option<String> {
        Some(self.person.to_string())
    }
}

/// A certificate as it was handed out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Issued {
    id: ErasureId,
    note: String,
}

impl StoredDocument for Issued {
    const KIND: &'static str = "erasure-certificate";

    fn id(&self) -> String {
        self.id.to_string()
    }
}

fn refused(refused: ErasureRefused) -> AppError {
    match refused {
        ErasureRefused::UnderHold(_) => AppError::Conflict(refused.to_string()),
        ErasureRefused::NotHuman | ErasureRefused::OutsideUnits | ErasureRefused::AboutYourself => {
            AppError::Forbidden(refused.to_string())
        }
        ErasureRefused::Remains(_) | ErasureRefused::OutOfOrder | ErasureRefused::NotFinished => {
            AppError::Data(refused.to_string())
        }
    }
}

impl Ombud {
    /// Erases a person and returns the certificate, a signed note. One that was cut short is taken up.
    pub async fn erase(
        &self,
        caller: &Caller,
        pseudonym: &str,
        ground: ErasureGround,
        depth: Depth,
    ) -> Result<String, AppError> {
        let act = Act::new(Operation::ErasePerson).purpose(ground.name())?;
        self.authorize_person(caller, act, pseudonym, async |person, intent| {
            // Holds do not stop this one, so that nobody but a restore may claim it.
            if ground == ErasureGround::Restored {
                return Err(AppError::Invalid(
                    "this ground is for a restored backup: choose another one".to_owned(),
                ));
            }
            self.erase_person(person, (ground, depth), &acting(caller), intent)
                .await
        })
        .await
    }

    async fn erase_person(
        &self,
        person: PersonId,
        why: (ErasureGround, Depth),
        by: &ActingAccount,
        intent: u64,
    ) -> Result<String, AppError> {
        // Nothing may be taken in while history is written anew, and nobody is erased twice at once.
        let _pushing = self.pushing.lock().await;
        let unfinished =
            documents::of::<Erasure>(self.store.records(), &person.to_string()).await?;
        let unfinished = unfinished
            .into_iter()
            .find(|read| read.value.next().is_some());
        let read = match unfinished {
            Some(read) => read,
            None => self.begin_erasure(person, why, by).await?,
        };
        self.follow(read, intent).await
    }

    /// Erases for the program itself.
    async fn erase_again(
        &self,
        person: PersonId,
        ground: ErasureGround,
        depth: Depth,
    ) -> Result<String, AppError> {
        let act = Act::new(Operation::ErasePerson)
            .about(person)
            .purpose(ground.name())?;
        self.record(&Author::job("erasure-replay")?, act, async |underway| {
            self.erase_person(person, (ground, depth), &console(), underway.intent())
                .await
        })
        .await
    }

    async fn begin_erasure(
        &self,
        person: PersonId,
        (ground, depth): (ErasureGround, Depth),
        by: &ActingAccount,
    ) -> Result<Read<Erasure>, AppError> {
        let records = self.store.records();
        let has_key = records
            .person_keys(&self.members(person))
            .await?
            .iter()
            .any(|(_, key)| key.is_some());
        let erased = erasures::read(&self.erasures)?.get(person);
        if erased.is_some_and(|erased| erased.depth >= depth) && !has_key {
            return Err(AppError::Invalid(
                "this person is erased already".to_owned(),
            ));
        }
        let pseudonym = records
            .pseudonyms(&[person])
            .await?
            .into_iter()
            .next()
            .map(|(_, pseudonym)| pseudonym)
            .unwrap_or_default();
        let pseudonym = pseudonym.parse().map_err(AppError::internal)?;
        let request = ErasureRequest {
            id: ErasureId(drawn()?),
            person,
            pseudonym,
            ground,
            depth,
        };
        let (cases, holds) = (self.cases_of(person).await?, self.holds_for(ground).await?);
        let erasure =
            Erasure::begin(request, by, &[], &cases, &holds, self.clock.now()).map_err(refused)?;
        documents::commit(records, vec![documents::new(&erasure)?]).await?;
        self.read_erasure(erasure.id).await
    }

    /// Erasures, the newest first, of persons whom the caller may see.
    pub(super) async fn erasure_rows_of(
        &self,
        sees: &(dyn Fn(PersonId) -> bool + Sync),
    ) -> Result<Vec<ErasureRow>, AppError> {
        let mut erasures: Vec<Erasure> = documents::all(self.store.records())
            .await?
            .into_iter()
            .map(|read| read.value)
            .collect();
        erasures.retain(|erasure| sees(erasure.person));
        erasures.sort_by_key(|erasure| std::cmp::Reverse(erasure.requested_at));
        let mut rows = Vec::new();
        for erasure in erasures {
            let issued =
                documents::get::<Issued>(self.store.records(), &erasure.id.to_string()).await?;
            rows.push(ErasureRow {
                id: erasure.id,
                person: erasure.pseudonym,
                ground: erasure.ground,
                depth: erasure.depth,
                requested_at: erasure.requested_at,
                certificate: issued.map(|issued| issued.value.note),
            });
        }
        Ok(rows)
    }

    async fn read_erasure(&self, id: ErasureId) -> Result<Read<Erasure>, AppError> {
        let read = documents::get::<Erasure>(self.store.records(), &id.to_string()).await?;
        read.ok_or_else(|| {
            AppError::Data("an erasure that was begun is not stored any more".to_owned())
        })
    }

    /// A restored backup may bring back a hold that was lifted before the erasure it now stands in the way of.
    async fn holds_for(
        &self,
        ground: ErasureGround,
    ) -> Result<Vec<ombud_guard::hold::Hold>, AppError> {
        if ground == ErasureGround::Restored {
            Ok(Vec::new())
        } else {
            self.standing_holds().await
        }
    }

    /// Takes the steps that are left, and signs.
    async fn follow(&self, mut read: Read<Erasure>, intent: u64) -> Result<String, AppError> {
        let records = self.store.records();
        while let Some(step) = read.value.next() {
            read = self.one_step(&read, step, intent).await?;
        }
        let issued = documents::get::<Issued>(records, &read.value.id.to_string()).await?;
        issued
            .map(|issued| issued.value.note)
            .ok_or_else(|| AppError::Data("the certificate is not stored any more".to_owned()))
    }

    async fn one_step(
        &self,
        read: &Read<Erasure>,
        step: Step,
        intent: u64,
    ) -> Result<Read<Erasure>, AppError> {
        let (erasure, now) = (&read.value, self.clock.now());
        let mut changes = Vec::new();
        let next = match step {
            Step::RecordIntent => erasure.recorded(Intent(intent), now).map_err(refused)?,
            Step::EnterInList => {
                let cases = self.cases_of(erasure.person).await?;
                let next = erasure
                    .entered(&cases, &self.holds_for(erasure.ground).await?, now)
                    .map_err(refused)?;
                self.enter_in_list(&next, now)?;
                next
            }
            Step::Verify => erasure
                .verify(&self.remains(erasure).await?, now)
                .map_err(refused)?,
            Step::Certify => {
                changes.push(documents::new(&self.certify(erasure)?)?);
                erasure.advanced(step, now, 0).map_err(refused)?
            }
            step => {
                let count = self.take_step(erasure, step).await?;
                erasure.advanced(step, now, count).map_err(refused)?
            }
        };
        changes.push(documents::next(read, &next)?);
        documents::commit(self.store.records(), changes).await?;
        self.read_erasure(erasure.id).await
    }

    fn enter_in_list(&self, erasure: &Erasure, now: Timestamp) -> Result<(), AppError> {
        let mut list = erasures::read(&self.erasures)?;
        let erased = Erased {
            at: now,
            depth: erasure.depth,
        };
        for person in self.members(erasure.person) {
            list.enter(person, erased);
        }
        erasures::write(&self.erasures, &list)
    }

    fn certify(&self, erasure: &Erasure) -> Result<Issued, AppError> {
        let head = self.audit.reader()?.map(|reader| reader.head().clone());
        let head = head.ok_or_else(|| AppError::Unrecorded("there is no audit log".to_owned()))?;
        let text = readable(
            &erasure
                .certificate(LogHead {
                    size: head.size,
                    root: head.root.0,
                })
                .map_err(refused)?,
        )?;
        let signer = audit::signer(&self.master)?;
        let signature = signer.sign(&text);
        let note = Note::new(text, vec![signature]).map_err(AppError::internal)?;
        Ok(Issued {
            id: erasure.id,
            note: note.to_string(),
        })
    }

    /// Does what the step says; how many rows or pieces went.
    async fn take_step(&self, erasure: &Erasure, step: Step) -> Result<u64, AppError> {
        let (records, person) = (self.store.records(), erasure.person);
        match step {
            Step::DeleteRejects => {
                let mut removed = 0;
                for member in self.members(person) {
                    removed += self.delete_mentions(member).await?;
                }
                Ok(removed)
            }
            Step::DestroyKey => {
                let mut destroyed = 0;
                for member in self.members(person) {
                    self.unlink_accounts(member).await?;
                    self.clear_views(member).await?;
                    destroyed += records.destroy_key(member).await?;
                }
                Ok(destroyed)
            }
            Step::Clear(place) => self.clear(erasure, place).await,
            Step::DropCaches => {
                self.forget(person).await?;
                Ok(1)
            }
            Step::ReclaimSpace => match records.reclaim_space().await? {
                true => Ok(1),
                false => Err(AppError::Locked(
                    "somebody reads the data for long, so what was deleted could not be overwritten: repeat the command"
                        .to_owned(),
                )),
            },
            Step::RecordIntent | Step::EnterInList | Step::Verify | Step::Certify => Ok(0),
        }
    }

    /// Recomputes what comes from history after segments were written anew or removed.
    pub(super) async fn refresh_history(&self) -> Result<(), AppError> {
        let spans = super::spans(&self.store).await?;
        *self.ingest_state.deduper.lock() = Deduper::new(spans);
        self.rebuild().await
    }

    /// Finishes what was cut short after the point of no return, and erases again whom a restored backup has brought back.
    pub(super) async fn replay_erasures(&self) -> Result<(), AppError> {
        let begun = documents::all::<Erasure>(self.store.records()).await?;
        let begun = begun.into_iter().map(|read| read.value);
        for erasure in begun.filter(|erasure| erasure.next().is_some() && !erasure.can_be_stopped())
        {
            self.erase_again(erasure.person, erasure.ground, erasure.depth)
                .await?;
        }
        let list = erasures::read(&self.erasures)?;
        if list.is_empty() {
            return Ok(());
        }
        let (mut present, mut after) = (Vec::new(), None);
        loop {
            let page = self.store.records().persons_page(after, 5_000).await?;
            let Some(&(last, _)) = page.last() else { break };
            after = Some(last);
            let listed: Vec<PersonId> = page
                .into_iter()
                .map(|(person, _)| person)
                .filter(|person| list.get(*person).is_some())
                .collect();
            let keys = self.store.records().person_keys(&listed).await?;
            present.extend(
                keys.into_iter()
                    .filter(|(_, key)| key.is_some())
                    .map(|(person, _)| person),
            );
        }
        for (person, depth) in list.missing_after_restore(&present) {
            self.erase_again(person, ErasureGround::Restored, depth)
                .await?;
        }
        Ok(())
    }
}
