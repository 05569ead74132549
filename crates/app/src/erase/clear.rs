//! What is held about a person, place by place: it is cleared, and looked for once more afterwards.

use ombud_accounts::Account;
use ombud_guard::erasure::{Depth, Erasure, Remains, Store as Place};
use ombud_identity::Mentions;
use ombud_identity::unmask::Intent;
use ombud_model::PersonId;
use ombud_store::StoreError;
use ombud_store::records::{AlertFilter, DocumentChange, PersonRows};
use ombud_tlog::{Filter, Order};

use crate::documents::{self, Read};
use crate::{AppError, Ombud};

/// Rejects read at a time: each may hold up to 16 MiB.
const REJECTS: u64 = 100;
/// Entries of the audit log read at a time.
const ENTRIES: usize = 4_096;

impl Ombud {
    /// Everybody who is one with the person: all of them are erased together.
    pub(crate) fn members(&self, person: PersonId) -> Vec<PersonId> {
        self.store.records().aliases().members(person)
    }

    pub(super) async fn clear(&self, erasure: &Erasure, place: Place) -> Result<u64, AppError> {
        let (records, members) = (self.store.records(), self.members(erasure.person));
        match place {
            // Both go with history, one step later: they are counted while they are there.
            Place::Fragments => Ok(self.history_of(erasure.person).await?.1),
            Place::Insights => Ok(records
                .insights_of(&members)
                .await?
                .iter()
                .map(|(_, packs)| packs.len() as u64)
                .sum()),
            Place::History => {
                let mut removed = 0;
                for meta in records.segments().await? {
                    let gone = members.clone();
                    let of_person =
                        move |whose: Option<PersonId>| whose.is_some_and(|one| gone.contains(&one));
                    removed += self.store.thin_segment(&meta, of_person).await?;
                }
                self.refresh_history().await?;
                // Marked with everybody else by the recomputation.
                for &member in &members {
                    records.delete_rows_of(member, PersonRows::Work).await?;
                }
                Ok(removed)
            }
            _ => {
                let mut cleared = 0;
                for &member in &members {
                    cleared += self.clear_of(erasure, member, place).await?;
                }
                Ok(cleared)
            }
        }
    }

    /// Clears a place that is cleared for each of those who are one.
    async fn clear_of(
        &self,
        erasure: &Erasure,
        person: PersonId,
        place: Place,
    ) -> Result<u64, AppError> {
        let records = self.store.records();
        match place {
            Place::Justifications => {
                let beside = self.beside(person, erasure.intent)?;
                self.audit.erase_beside(&beside)?;
                let notes = self.clear_alert_notes(person).await?;
                let requests = self.clear_person_requests(person).await?;
                let reasons = self.clear_justifications(person).await?;
                Ok(beside.len() as u64 + reasons + notes + requests)
            }
            Place::Placement => Ok(records
                .delete_rows_of(person, PersonRows::Placement)
                .await?),
            Place::FirstDays => Ok(records.delete_rows_of(person, PersonRows::FirstDay).await?),
            Place::Assessments => Ok(records
                .delete_rows_of(person, PersonRows::Assessments)
                .await?),
            Place::Alerts => {
                let events = records.delete_rows_of(person, PersonRows::AlertEvents);
                let events = events.await?;
                let alerts = records.delete_rows_of(person, PersonRows::Alerts).await?;
                self.followers.wake();
                Ok(events + alerts)
            }
            Place::WorkLists => Ok(records.delete_rows_of(person, PersonRows::Work).await?),
            Place::Cases => self.clear_cases(person).await,
            // There is nothing of these yet.
            _ => Ok(0),
        }
    }

    /// Rows of history about the person, and how many sealed pieces.
    async fn history_of(&self, person: PersonId) -> Result<(u64, u64), AppError> {
        let (mut rows, mut sealed, members) = (0, 0, self.members(person));
        for meta in self.store.records().segments().await? {
            let segment = self.store.history().read_segment(&meta).await?;
            let counted = tokio::task::block_in_place(|| {
                segment.for_each(|activity, piece| {
                    if activity.person.is_some_and(|one| members.contains(&one)) {
                        rows += 1;
                        sealed += u64::from(piece.is_some());
                    }
                })
            });
            counted.map_err(StoreError::from)?;
        }
        Ok((rows, sealed))
    }

    /// Accounts that say that they are the person's own. They would say whose pseudonym it was.
    async fn accounts_of(&self, person: PersonId) -> Result<Vec<Read<Account>>, AppError> {
        let mut accounts = documents::all::<Account>(self.store.records()).await?;
        accounts.retain(|read| read.value.person == Some(person));
        Ok(accounts)
    }

    /// Takes the person out of the accounts that are their own.
    pub(super) async fn unlink_accounts(&self, person: PersonId) -> Result<(), AppError> {
        let (accounts, now) = (self.accounts_of(person).await?, self.clock.now());
        let unlinked = accounts
            .iter()
            .map(|read| documents::next(read, &read.value.clone().with_person(None, now)));
        let changes: Vec<DocumentChange> = unlinked.collect::<Result<_, _>>()?;
        if !changes.is_empty() {
            documents::commit(self.store.records(), changes).await?;
        }
        Ok(())
    }

    /// What the running program remembers of the person.
    pub(super) async fn forget(&self, person: PersonId) -> Result<(), AppError> {
        for member in self.members(person) {
            self.ingest_state.people.lock().forget(member);
            self.ingest_state.first_days.lock().remove(&member);
        }
        let watched = crate::watched(&self.store).await?;
        self.ingest_state.watch.lock().watched = watched;
        self.reload_governance().await
    }

    /// Rejects, and reasons beside audit entries, in which the person is mentioned: looked for while the names are known.
    pub(super) async fn delete_mentions(&self, person: PersonId) -> Result<u64, AppError> {
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
            removed += records
                .transaction(async |work| work.remove_rejects(&ids).await)
                .await?;
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
    pub(super) async fn remains(&self, erasure: &Erasure) -> Result<Remains, AppError> {
        let (records, person) = (self.store.records(), erasure.person);
        let mut remains = Remains::new();
        let members = self.members(person);
        let keys = records.person_keys(&members).await?;
        remains.insert(
            Place::Key,
            keys.iter().filter(|(_, key)| key.is_some()).count() as u64,
        );
        let (events, notes) = records.alert_event_counts(person).await?;
        let (mut identities, mut justifications, mut work) = (0, notes, 0);
        for &member in &members {
            identities += records.identities_of(member).await?.len()
                + self.accounts_of(member).await?.len()
                + self.views_about(member).await?.len();
            justifications += self.beside(member, erasure.intent)?.len() as u64
                + self.justifications_about(member).await?
                + self.person_requests_about(member).await?;
            work += u64::from(records.is_dirty(member).await?);
        }
        remains.insert(Place::Identities, identities as u64);
        remains.insert(Place::Justifications, justifications);
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
                records.assessments_of_persons(&members).await?.len() as u64,
            );
            let of_person = AlertFilter {
                person: Some(person),
                ..AlertFilter::default()
            };
            let alerts = records.alert_count(&of_person).await?;
            remains.insert(Place::Alerts, alerts + events);
            remains.insert(Place::WorkLists, work);
            let mut in_cases = self.cases_of(person).await?.len() as u64;
            for &member in &members {
                in_cases += self.case_texts_about(member).await?;
            }
            remains.insert(Place::Cases, in_cases);
        }
        Ok(remains)
    }
}
