//! Erasing a person, step by step. How far it has come lies on the shelf after every step, so an erasure that was cut short is taken
//! up where it stopped: by the next `ombud erase` of that person, and from the point of no return on by whoever opens the data.
//!
//! What is derived from activities is not picked apart: history is written anew without the person, and the rest is recomputed from it,
//! so that what is stored equals a replay afterwards too.

use std::sync::PoisonError;

use ombud_guard::erasure::{
    Depth, Erased, Erasure, ErasureGround, ErasureRefused, ErasureRequest, LogHead, Mentions,
    Remains, Step, Store as Place,
};
use ombud_guard::tlog::{Filter, Note, Order};
use ombud_guard::unmask::{Acting, Intent};
use ombud_model::{ErasureId, Operation, PersonId, Timestamp};
use ombud_store::StoreError;
use ombud_store::records::{AlertFilter, PersonRows};
use serde::{Deserialize, Serialize};

use super::holds::{acting, console, drawn, readable};
use super::shelf::{self, Read, Shelved};
use super::{Act, AppError, By, Caller, Ombud, audit, erasures};
use crate::http::wire::rights as wire;
use crate::pipeline::Deduper;

/// Rejects read at a time: each may hold up to 16 MiB.
const REJECTS: u64 = 100;
/// Entries of the audit log read at a time.
const ENTRIES: usize = 4_096;

impl Shelved for Erasure {
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

impl Shelved for Issued {
    const KIND: &'static str = "erasure-certificate";

    fn id(&self) -> String {
        self.id.to_string()
    }
}

fn refused(refused: ErasureRefused) -> AppError {
    match refused {
        ErasureRefused::Held(_) => AppError::Conflict(refused.to_string()),
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
        pseudonym: &str,
        ground: ErasureGround,
        depth: Depth,
        caller: &Caller,
    ) -> Result<String, AppError> {
        let act = Act::new(Operation::ErasePerson).purpose(ground.name())?;
        self.guarded_person(caller, act, pseudonym, async |person, intent| {
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
        by: &Acting<'_>,
        intent: u64,
    ) -> Result<String, AppError> {
        // Nothing may be taken in while history is written anew, and nobody is erased twice at once.
        let _pushing = self.pushing.lock().await;
        let unfinished = shelf::of::<Erasure>(self.store.records(), &person.to_string()).await?;
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
        self.audited(&By::job("erasure-replay")?, act, async |intent| {
            self.erase_person(person, (ground, depth), &console(), intent)
                .await
        })
        .await
    }

    async fn begin_erasure(
        &self,
        person: PersonId,
        (ground, depth): (ErasureGround, Depth),
        by: &Acting<'_>,
    ) -> Result<Read<Erasure>, AppError> {
        let records = self.store.records();
        let has_key = records
            .person_keys(&[person])
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
        let holds = self.holds_for(ground).await?;
        let erasure =
            Erasure::begin(request, by, &[], &[], &holds, self.clock.now()).map_err(refused)?;
        records
            .change_documents(vec![shelf::new(&erasure)?])
            .await?;
        self.read_erasure(erasure.id).await
    }

    /// Erasures, the newest first, of persons whom the caller may see.
    pub(super) async fn erasure_rows_of(
        &self,
        sees: &(dyn Fn(PersonId) -> bool + Sync),
    ) -> Result<Vec<wire::ErasureRow>, AppError> {
        let mut erasures: Vec<Erasure> = shelf::all(self.store.records())
            .await?
            .into_iter()
            .map(|read| read.value)
            .collect();
        erasures.retain(|erasure| sees(erasure.person));
        erasures.sort_by_key(|erasure| std::cmp::Reverse(erasure.requested_at));
        let mut rows = Vec::new();
        for erasure in erasures {
            let issued =
                shelf::get::<Issued>(self.store.records(), &erasure.id.to_string()).await?;
            rows.push(wire::ErasureRow {
                id: erasure.id.to_string(),
                person: erasure.pseudonym.to_string(),
                ground: erasure.ground.name().to_owned(),
                depth: erasure.depth.name().to_owned(),
                requested_at: erasure.requested_at.to_string(),
                certificate: issued.map(|issued| issued.value.note),
            });
        }
        Ok(rows)
    }

    async fn read_erasure(&self, id: ErasureId) -> Result<Read<Erasure>, AppError> {
        let read = shelf::get::<Erasure>(self.store.records(), &id.to_string()).await?;
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
            self.holds().await
        }
    }

    /// Takes the steps that are left, and signs.
    async fn follow(&self, mut read: Read<Erasure>, intent: u64) -> Result<String, AppError> {
        let records = self.store.records();
        while let Some(step) = read.value.next() {
            read = self.one_step(&read, step, intent).await?;
        }
        let issued = shelf::get::<Issued>(records, &read.value.id.to_string()).await?;
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
                let next = erasure
                    .entered(&[], &self.holds_for(erasure.ground).await?, now)
                    .map_err(refused)?;
                self.enter_in_list(&next, now)?;
                next
            }
            Step::Verify => erasure
                .verify(&self.remains(erasure).await?, now)
                .map_err(refused)?,
            Step::Certify => {
                changes.push(shelf::new(&self.certify(erasure)?)?);
                erasure.advanced(step, now, 0).map_err(refused)?
            }
            step => {
                let count = self.take_step(erasure, step).await?;
                erasure.advanced(step, now, count).map_err(refused)?
            }
        };
        changes.push(shelf::next(read, &next)?);
        self.store.records().change_documents(changes).await?;
        self.read_erasure(erasure.id).await
    }

    fn enter_in_list(&self, erasure: &Erasure, now: Timestamp) -> Result<(), AppError> {
        let mut list = erasures::read(&self.erasures)?;
        list.enter(
            erasure.person,
            Erased {
                at: now,
                depth: erasure.depth,
            },
        );
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
            Step::DeleteRejects => self.delete_mentions(person).await,
            Step::DestroyKey => Ok(records.destroy_key(person).await?),
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

    async fn clear(&self, erasure: &Erasure, place: Place) -> Result<u64, AppError> {
        let (records, person) = (self.store.records(), erasure.person);
        match place {
            Place::Justifications => {
                let beside = self.beside(person, erasure.intent)?;
                self.audit.erase_beside(&beside)?;
                Ok(beside.len() as u64 + self.clear_justifications(person).await?)
            }
            Place::Placement => Ok(records
                .delete_rows_of(person, PersonRows::Placement)
                .await?),
            Place::FirstDays => Ok(records.delete_rows_of(person, PersonRows::FirstDay).await?),
            Place::Assessments => Ok(records
                .delete_rows_of(person, PersonRows::Assessments)
                .await?),
            Place::Alerts => Ok(records.delete_rows_of(person, PersonRows::Alerts).await?),
            Place::WorkLists => Ok(records.delete_rows_of(person, PersonRows::Work).await?),
            // Both go with history, one step later: they are counted while they are there.
            Place::Fragments => Ok(self.history_of(person).await?.1),
            Place::Insights => Ok(records
                .insights_of(&[person])
                .await?
                .iter()
                .map(|(_, packs)| packs.len() as u64)
                .sum()),
            Place::History => {
                let mut removed = 0;
                for meta in records.segments().await? {
                    removed += self
                        .store
                        .thin_segment(&meta, move |whose| whose == Some(person))
                        .await?;
                }
                self.refresh_history().await?;
                // Marked with everybody else by the recomputation.
                records.delete_rows_of(person, PersonRows::Work).await?;
                Ok(removed)
            }
            Place::Cases => self.clear_cases(person).await,
            // There is nothing of these yet.
            _ => Ok(0),
        }
    }

    /// Rows of history about the person, and how many sealed pieces.
    async fn history_of(&self, person: PersonId) -> Result<(u64, u64), AppError> {
        let (mut rows, mut sealed) = (0, 0);
        for meta in self.store.records().segments().await? {
            let segment = self.store.history().read_segment(&meta).await?;
            let counted = tokio::task::block_in_place(|| {
                segment.for_each(|activity, piece| {
                    if activity.person == Some(person) {
                        rows += 1;
                        sealed += u64::from(piece.is_some());
                    }
                })
            });
            counted.map_err(StoreError::from)?;
        }
        Ok((rows, sealed))
    }

    /// Recomputes what comes from history after segments were written anew or removed.
    pub(super) async fn refresh_history(&self) -> Result<(), AppError> {
        let spans = super::spans(&self.store).await?;
        *self
            .desk
            .deduper
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Deduper::new(spans);
        self.rebuild().await
    }

    /// What the running program remembers of the person.
    async fn forget(&self, person: PersonId) -> Result<(), AppError> {
        self.desk
            .people
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .forget(person);
        self.desk
            .first_days
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&person);
        let watched = super::watched(&self.store).await?;
        self.desk
            .watch
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .watched = watched;
        self.reload_governance().await
    }

    /// Rejects, and reasons beside audit entries, in which the person is mentioned: looked for while the names are known.
    async fn delete_mentions(&self, person: PersonId) -> Result<u64, AppError> {
        let records = self.store.records();
        let Some(key) = self.person_key(person).await? else {
            return Ok(0);
        };
        let sealed: Vec<Vec<u8>> = records
            .identities_of(person)
            .await?
            .into_iter()
            .map(|(_, sealed)| sealed)
            .collect();
        let sealed: Vec<&[u8]> = sealed.iter().map(Vec::as_slice).collect();
        let mentions = Mentions::of(&key, person, &sealed).map_err(AppError::internal)?;
        let (mut removed, mut after) = (0, None);
        loop {
            let page = records.rejects_page(None, after, REJECTS).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            let hit = |reject: &&ombud_store::records::Reject| {
                mentions.is_in(reject.input.as_bytes())
                    || self
                        .master
                        .open_reject(&reject.raw)
                        .is_ok_and(|raw| mentions.is_in(&raw))
            };
            let ids: Vec<[u8; 16]> = page.iter().filter(hit).map(|reject| reject.id).collect();
            removed += records.remove_rejects(&ids).await?;
        }
        let beside = self.beside_where(&Filter::default(), |payload| mentions.is_in(payload))?;
        self.audit.erase_beside(&beside)?;
        Ok(removed)
    }

    /// Entries about the person beside which something lies; not the erasure's own.
    fn beside(&self, person: PersonId, own: Option<Intent>) -> Result<Vec<u64>, AppError> {
        let about = Filter {
            subject: Some(person),
            ..Filter::default()
        };
        let mut found = self.beside_where(&about, |_| true)?;
        found.retain(|sequence| own.is_none_or(|own| *sequence < own.0));
        Ok(found)
    }

    fn beside_where(
        &self,
        filter: &Filter,
        wanted: impl Fn(&[u8]) -> bool,
    ) -> Result<Vec<u64>, AppError> {
        let Some(reader) = self.audit.reader()? else {
            return Ok(Vec::new());
        };
        let (mut found, mut rest) = (Vec::new(), Some(0..reader.head().size));
        while let Some(range) = rest {
            let page = reader
                .search(filter, range, Order::OldestFirst, ENTRIES)
                .map_err(AppError::internal)?;
            for logged in page
                .entries
                .iter()
                .filter(|logged| logged.entry.commitment.is_some())
            {
                let beside = reader
                    .sidecar(logged.sequence)
                    .map_err(AppError::internal)?;
                if beside.is_some_and(|beside| wanted(beside.payload())) {
                    found.push(logged.sequence);
                }
            }
            rest = page.rest;
        }
        Ok(found)
    }

    /// What a search of every store still finds about the person.
    async fn remains(&self, erasure: &Erasure) -> Result<Remains, AppError> {
        let (records, person) = (self.store.records(), erasure.person);
        let mut remains = Remains::new();
        let keys = records.person_keys(&[person]).await?;
        remains.insert(
            Place::Key,
            keys.iter().filter(|(_, key)| key.is_some()).count() as u64,
        );
        remains.insert(
            Place::Identities,
            records.identities_of(person).await?.len() as u64,
        );
        let beside = self.beside(person, erasure.intent)?.len() as u64;
        remains.insert(
            Place::Justifications,
            beside + self.justifications_about(person).await?,
        );
        remains.insert(Place::Placement, records.placements_of(person).await?);
        if erasure.depth == Depth::Everything {
            let (rows, sealed) = self.history_of(person).await?;
            remains.extend([(Place::History, rows), (Place::Fragments, sealed)]);
            remains.insert(
                Place::FirstDays,
                records.first_days_of(&[person]).await?.len() as u64,
            );
            remains.insert(
                Place::Insights,
                records.insights_of(&[person]).await?.len() as u64,
            );
            remains.insert(
                Place::Assessments,
                records.assessments_of(person).await?.len() as u64,
            );
            let of_person = AlertFilter {
                person: Some(person),
                ..AlertFilter::default()
            };
            remains.insert(Place::Alerts, records.alert_count(&of_person).await?);
            remains.insert(Place::WorkLists, u64::from(records.is_dirty(person).await?));
            remains.insert(Place::Cases, self.cases_about(person).await?);
        }
        Ok(remains)
    }

    /// Finishes what was cut short after the point of no return, and erases again whom a restored backup has brought back.
    pub(super) async fn replay_erasures(&self) -> Result<(), AppError> {
        let begun = shelf::all::<Erasure>(self.store.records()).await?;
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

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use ombud_model::Clock;
    use ombud_store::Mode;

    use super::*;
    use crate::app::{Input, InputFrom, OpenOptions, Reading};

    struct Still;

    impl Clock for Still {
        fn now(&self) -> Timestamp {
            Timestamp::from_millis(1_782_000_000_000).unwrap()
        }
    }

    async fn open(data: &Path) -> Ombud {
        let options = OpenOptions {
            data: data.to_owned(),
            mode: Mode::Write,
            master_key: None,
            clock: Arc::new(Still),
        };
        Ombud::open(options).await.unwrap()
    }

    /// The program stops after every number of steps: before the point of no return nothing has happened to the person, after it
    /// opening the data finishes what was begun.
    #[test]
    fn an_erasure_that_was_cut_short_is_taken_up() {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            for depth in [Depth::Identity, Depth::Everything] {
                for taken in 0..40 {
                    let folder = tempfile::TempDir::new().unwrap();
                    if !cut_short(folder.path(), depth, taken).await {
                        assert!(taken > 6, "{taken}");
                        break;
                    }
                }
            }
        });
    }

    /// Whether there was a step to be cut off.
    async fn cut_short(data: &Path, depth: Depth, taken: usize) -> bool {
        let ombud = open(data).await;
        let csv = "EmailAddress,ResignationDate,LastWorkingDate\nzqmia@contoso.test,2026-05-20T00:00:00Z,2026-06-10T00:00:00Z\n";
        let input = Input {
            name: "hr".to_owned(),
            from: InputFrom::Stream(Box::new(csv.as_bytes())),
        };
        ombud
            .ingest("hr", vec![input], Reading::default(), &|_| ())
            .await
            .unwrap();
        let (person, pseudonym) = ombud
            .store
            .records()
            .persons_page(None, 10)
            .await
            .unwrap()
            .remove(0);
        let mut read = ombud
            .begin_erasure(person, (ErasureGround::PersonAsked, depth), &console())
            .await
            .unwrap();
        for _ in 0..taken {
            let Some(step) = read.value.next() else {
                return false;
            };
            read = ombud.one_step(&read, step, 0).await.unwrap();
        }
        let (stoppable, id) = (read.value.can_be_stopped(), read.value.id);
        ombud.close().await.unwrap();

        let ombud = open(data).await;
        let read = ombud.read_erasure(id).await.unwrap();
        let keys = ombud.store.records().person_keys(&[person]).await.unwrap();
        assert_eq!(
            (read.value.next().is_some(), keys[0].1.is_some()),
            (stoppable, stoppable),
            "after {taken} steps"
        );
        if stoppable {
            ombud
                .erase(
                    &pseudonym,
                    ErasureGround::PersonAsked,
                    depth,
                    &Caller::Console("tester".to_owned()),
                )
                .await
                .unwrap();
        }
        let done = ombud.read_erasure(id).await.unwrap();
        assert_eq!(done.value.next(), None);
        assert!(
            ombud
                .store
                .records()
                .identities_of(person)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(
            shelf::get::<Issued>(ombud.store.records(), &id.to_string())
                .await
                .unwrap()
                .is_some()
        );
        assert!(ombud.verify_audit(None, None).await.unwrap().valid);
        ombud.close().await.unwrap();
        true
    }
}
