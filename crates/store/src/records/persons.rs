//! Persons: opaque ids, pseudonyms, wrapped keys and sealed identities.

use std::collections::BTreeMap;
use std::fmt;

use ombud_model::{Day, PersonId};
use rustc_hash::{FxHashMap, FxHashSet};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Value};

use super::Records;
use crate::StoreError;
use crate::error::{During, is_taken};
use crate::sql::{
    IN_LIST, get, get_bytes, get_day, get_person, insert_rows, person_value, persons_values,
};
use crate::tables::{Aliases, FirstDays, Identities, Persons};

/// Keyed hash of a normalised identifier.
pub type IdentityHash = [u8; 16];

/// A person who was not known before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPerson {
    /// Below 2^63.
    pub id: PersonId,
    pub pseudonym: String,
    /// The person's key, wrapped by the vault.
    pub wrapped_key: Vec<u8>,
    /// Hash and sealed text of every identifier.
    pub identities: Vec<(IdentityHash, Vec<u8>)>,
}

/// Which of the new persons' values are taken, by persons already stored or twice within the call.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PersonConflicts {
    /// Draw others.
    pub ids: Vec<PersonId>,
    /// Draw others.
    pub pseudonyms: Vec<String>,
    /// Somebody created these meanwhile: look them up again.
    pub identities: Vec<IdentityHash>,
}

impl fmt::Display for PersonConflicts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            ids,
            pseudonyms,
            identities,
        } = self;
        write!(
            f,
            "{} ids, {} pseudonyms and {} identities are taken",
            ids.len(),
            pseudonyms.len(),
            identities.len()
        )
    }
}

impl Records {
    /// The persons behind the hashes that are known; unknown ones are left out. Any order.
    pub async fn find_identities(
        &self,
        hashes: &[IdentityHash],
    ) -> Result<Vec<(IdentityHash, PersonId)>, StoreError> {
        let mut found = Vec::with_capacity(hashes.len());
        for chunk in hashes.chunks(IN_LIST) {
            let select = Query::select()
                .columns([Identities::Hash, Identities::Person])
                .from(Identities::Table)
                .and_where(
                    Expr::col(Identities::Hash).is_in(chunk.iter().map(|hash| hash.to_vec())),
                )
                .take();
            for row in self.all("look up identities", &select).await? {
                found.push((get_bytes(&row, 0, "identity hash")?, get_person(&row, 1)?));
            }
        }
        Ok(found)
    }

    /// Creates all of them or none. On [`StoreError::Persons`] draw anew what conflicts and try again.
    pub async fn create_persons(&self, persons: &[NewPerson]) -> Result<(), StoreError> {
        match self.try_create_persons(persons).await {
            Err(StoreError::Database { source, .. }) if is_taken(&source) => Err(
                StoreError::Persons(Box::new(self.person_conflicts(persons).await?)),
            ),
            result => result,
        }
    }

    async fn try_create_persons(&self, persons: &[NewPerson]) -> Result<(), StoreError> {
        let action = "create persons";
        let transaction = self.begin(action).await?;
        // By key: neighbours land on the same page of the table.
        let mut sorted: Vec<&NewPerson> = persons.iter().collect();
        sorted.sort_unstable_by_key(|person| person.id);
        let rows = sorted.iter().map(|person| {
            [
                person_value(person.id).into(),
                person.pseudonym.clone().into(),
                person.wrapped_key.clone().into(),
            ]
        });
        let columns = [Persons::Id, Persons::Pseudonym, Persons::WrappedKey];
        insert_rows(&transaction, Persons::Table, columns, None, rows.collect())
            .await
            .during(action)?;
        let mut identities: Vec<(&IdentityHash, PersonId, &[u8])> = persons
            .iter()
            .flat_map(|person| {
                person
                    .identities
                    .iter()
                    .map(|(hash, sealed)| (hash, person.id, sealed.as_slice()))
            })
            .collect();
        identities.sort_unstable_by_key(|(hash, ..)| *hash);
        insert_identities(&transaction, &identities)
            .await
            .during(action)?;
        transaction.commit().await.during(action)
    }

    /// Gives further identifiers to persons who exist: all of them or none.
    pub async fn add_identities(
        &self,
        given: &[(PersonId, (IdentityHash, Vec<u8>))],
    ) -> Result<(), StoreError> {
        if given.is_empty() {
            return Ok(());
        }
        let action = "add identities";
        let transaction = self.begin(action).await?;
        let identities: Vec<(&IdentityHash, PersonId, &[u8])> = given
            .iter()
            .map(|(person, (hash, sealed))| (hash, *person, sealed.as_slice()))
            .collect();
        insert_identities(&transaction, &identities)
            .await
            .during(action)?;
        transaction.commit().await.during(action)
    }

    async fn person_conflicts(&self, persons: &[NewPerson]) -> Result<PersonConflicts, StoreError> {
        let ids: Vec<PersonId> = persons.iter().map(|person| person.id).collect();
        let names: Vec<String> = persons
            .iter()
            .map(|person| person.pseudonym.clone())
            .collect();
        let hashes: Vec<IdentityHash> = persons
            .iter()
            .flat_map(|person| person.identities.iter().map(|(hash, _)| *hash))
            .collect();
        let mut conflicts = PersonConflicts {
            ids: repeated(&ids),
            pseudonyms: repeated(&names),
            identities: repeated(&hashes),
        };
        conflicts.ids.extend(
            self.own_pseudonyms(&ids)
                .await?
                .into_iter()
                .map(|(person, _)| person),
        );
        conflicts.identities.extend(
            self.find_identities(&hashes)
                .await?
                .into_iter()
                .map(|(hash, _)| hash),
        );
        for chunk in names.chunks(IN_LIST) {
            let select = select_persons(Persons::Pseudonym)
                .and_where(Expr::col(Persons::Pseudonym).is_in(chunk.iter().cloned()))
                .take();
            for row in self.all("look up pseudonyms", &select).await? {
                conflicts.pseudonyms.push(get(&row, 1)?);
            }
        }
        Ok(conflicts)
    }

    /// The wrapped keys of those who exist; `None` for an erased person. By id.
    pub async fn person_keys(
        &self,
        persons: &[PersonId],
    ) -> Result<Vec<(PersonId, Option<Vec<u8>>)>, StoreError> {
        let select = select_persons(Persons::WrappedKey);
        self.by_persons("look up keys", persons, Persons::Id, &select, |row| {
            Ok((get_person(row, 0)?, get(row, 1)?))
        })
        .await
    }

    /// The sealed identifiers of one person, by hash.
    pub async fn identities_of(
        &self,
        person: PersonId,
    ) -> Result<Vec<(IdentityHash, Vec<u8>)>, StoreError> {
        let select = Query::select()
            .columns([Identities::Hash, Identities::Sealed])
            .from(Identities::Table)
            .and_where(Expr::col(Identities::Person).eq(person_value(person)))
            .order_by(Identities::Hash, Order::Asc)
            .take();
        let rows = self.all("look up identities", &select).await?;
        rows.iter()
            .map(|row| Ok((get_bytes(row, 0, "identity hash")?, get(row, 1)?)))
            .collect()
    }

    /// The pseudonyms under which those who exist are shown, by id: of persons who are one, it is the same one.
    pub async fn pseudonyms(
        &self,
        persons: &[PersonId],
    ) -> Result<Vec<(PersonId, String)>, StoreError> {
        let aliases = self.aliases();
        if aliases.is_empty() {
            return self.own_pseudonyms(persons).await;
        }
        let shown: Vec<PersonId> = persons.iter().map(|&one| aliases.resolve(one)).collect();
        let known: FxHashMap<PersonId, String> =
            self.own_pseudonyms(&shown).await?.into_iter().collect();
        let mut sorted = persons.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let named = sorted.into_iter().filter_map(|person| {
            let pseudonym = known.get(&aliases.resolve(person))?;
            Some((person, pseudonym.clone()))
        });
        Ok(named.collect())
    }

    /// The pseudonym that each of those who exist has, whoever they are shown as; by id.
    pub async fn own_pseudonyms(
        &self,
        persons: &[PersonId],
    ) -> Result<Vec<(PersonId, String)>, StoreError> {
        let select = select_persons(Persons::Pseudonym);
        self.by_persons("look up pseudonyms", persons, Persons::Id, &select, |row| {
            Ok((get_person(row, 0)?, get(row, 1)?))
        })
        .await
    }

    /// The person behind a pseudonym: the one who stands for all whom they are one with.
    pub async fn person_by_pseudonym(
        &self,
        pseudonym: &str,
    ) -> Result<Option<PersonId>, StoreError> {
        let own = self.person_by_own_pseudonym(pseudonym).await?;
        Ok(own.map(|person| self.aliases().resolve(person)))
    }

    /// The person who was given this pseudonym, whoever they are shown as.
    pub async fn person_by_own_pseudonym(
        &self,
        pseudonym: &str,
    ) -> Result<Option<PersonId>, StoreError> {
        let select = select_persons(Persons::Pseudonym)
            .and_where(Expr::col(Persons::Pseudonym).eq(pseudonym))
            .take();
        self.one("look up a pseudonym", &select)
            .await?
            .map(|row| get_person(&row, 0))
            .transpose()
    }

    /// Persons and pseudonyms after `after`, by id, at most `limit`. Who is shown as another one is left out.
    pub async fn persons_page(
        &self,
        after: Option<PersonId>,
        limit: u64,
    ) -> Result<Vec<(PersonId, String)>, StoreError> {
        let mut select = select_persons(Persons::Pseudonym);
        if let Some(after) = after {
            select.and_where(Expr::col(Persons::Id).gt(person_value(after)));
        }
        let shown_as_others = Query::select()
            .column(Aliases::Person)
            .from(Aliases::Table)
            .and_where(Expr::col(Aliases::Until).is_null())
            .take();
        select.and_where(Expr::col(Persons::Id).not_in_subquery(shown_as_others));
        let rows = self.all("list persons", select.limit(limit)).await?;
        rows.iter()
            .map(|row| Ok((get_person(row, 0)?, get(row, 1)?)))
            .collect()
    }

    /// How many persons there are; those who are one count once.
    pub async fn person_count(&self) -> Result<u64, StoreError> {
        let select = Query::select()
            .expr(Expr::col(Persons::Id).count())
            .from(Persons::Table)
            .take();
        let row = self.one("count persons", &select).await?;
        let all = row.map_or(Ok(0), |row| crate::sql::get_count(&row, 0))?;
        Ok(all.saturating_sub(self.aliases().len() as u64))
    }

    /// How many persons, erased ones left out, have never been seen in a log: only personnel records name them.
    pub async fn unseen_count(&self) -> Result<u64, StoreError> {
        let seen = Query::select()
            .column(FirstDays::Person)
            .from(FirstDays::Table)
            .take();
        let select = Query::select()
            .expr(Expr::col(Persons::Id).count())
            .from(Persons::Table)
            .and_where(Expr::col(Persons::WrappedKey).is_not_null())
            .and_where(Expr::col(Persons::Id).not_in_subquery(seen))
            .take();
        let row = self.one("count persons", &select).await?;
        let mut count = row.map_or(Ok(0), |row| crate::sql::get_count(&row, 0))?;
        let aliases = self.aliases();
        let all = aliases.members_of_all(aliases.joined());
        let keys = self.person_keys(&all).await?.into_iter();
        let known: FxHashSet<PersonId> = keys
            .filter(|(_, key)| key.is_some())
            .map(|(person, _)| person)
            .collect();
        let seen = self.own_first_days(&all).await?.into_iter();
        let seen: FxHashSet<PersonId> = seen.map(|(person, _)| person).collect();
        for person in aliases.joined() {
            let members = aliases.members(person);
            let unseen = |one: &&PersonId| known.contains(*one) && !seen.contains(*one);
            let counted = members.iter().filter(unseen).count() as u64;
            let once = counted > 0 && !members.iter().any(|one| seen.contains(one));
            count = count.saturating_sub(counted) + u64::from(once);
        }
        Ok(count)
    }

    /// The first day on which each of those seen was seen, by the one whom they are shown as.
    pub async fn first_days_of(
        &self,
        persons: &[PersonId],
    ) -> Result<Vec<(PersonId, Day)>, StoreError> {
        let aliases = self.aliases();
        let mut first: BTreeMap<PersonId, Day> = BTreeMap::new();
        let all = aliases.members_of_all(persons.iter().copied());
        for (person, day) in self.own_first_days(&all).await? {
            let known = first.entry(aliases.resolve(person)).or_insert(day);
            *known = (*known).min(day);
        }
        Ok(first.into_iter().collect())
    }

    async fn own_first_days(
        &self,
        persons: &[PersonId],
    ) -> Result<Vec<(PersonId, Day)>, StoreError> {
        let select = Query::select()
            .columns([FirstDays::Person, FirstDays::Day])
            .from(FirstDays::Table)
            .order_by(FirstDays::Person, Order::Asc)
            .take();
        let read = |row: &_| Ok((get_person(row, 0)?, get_day(row, 1)?));
        self.by_persons(
            "look up first days",
            persons,
            FirstDays::Person,
            &select,
            read,
        )
        .await
    }

    /// How many persons were first seen on each day, by day; those who are one count once.
    pub async fn population(&self) -> Result<Vec<(Day, u64)>, StoreError> {
        let select = Query::select()
            .column(FirstDays::Day)
            .expr(Expr::col(FirstDays::Person).count())
            .from(FirstDays::Table)
            .group_by_col(FirstDays::Day)
            .order_by(FirstDays::Day, Order::Asc)
            .take();
        let rows = self.all("count persons by first day", &select).await?;
        let mut counts: BTreeMap<Day, u64> = BTreeMap::new();
        for row in &rows {
            counts.insert(get_day(row, 0)?, crate::sql::get_count(row, 1)?);
        }
        let aliases = self.aliases();
        let all = aliases.members_of_all(aliases.joined());
        let mut earlier: FxHashSet<PersonId> = FxHashSet::default();
        let mut days = self.own_first_days(&all).await?;
        days.sort_unstable_by_key(|&(person, day)| (day, person));
        // Of persons who are one, the earliest day counts.
        for (person, day) in days {
            if !earlier.insert(aliases.resolve(person))
                && let Some(count) = counts.get_mut(&day)
            {
                *count = count.saturating_sub(1);
            }
        }
        counts.retain(|_, count| *count > 0);
        Ok(counts.into_iter().collect())
    }

    /// Runs a select, ordered by person, for a list of persons of any length; the rows come in that order.
    pub(super) async fn by_persons<T>(
        &self,
        action: &'static str,
        persons: &[PersonId],
        column: impl sea_orm::Iden + Copy + 'static,
        select: &SelectStatement,
        read: impl Fn(&sea_orm::QueryResult) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut sorted = persons.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let mut found = Vec::with_capacity(sorted.len());
        for chunk in sorted.chunks(IN_LIST) {
            let select = select
                .clone()
                .and_where(Expr::col(column).is_in(persons_values(chunk)))
                .take();
            for row in self.all(action, &select).await? {
                found.push(read(&row)?);
            }
        }
        Ok(found)
    }
}

/// Writes identifiers: their hash, whose they are, and their sealed text.
async fn insert_identities(
    transaction: &DatabaseTransaction,
    identities: &[(&IdentityHash, PersonId, &[u8])],
) -> Result<u64, DbErr> {
    let rows = identities.iter().map(|(hash, person, sealed)| {
        [
            hash.as_slice().into(),
            person_value(*person).into(),
            (*sealed).into(),
        ]
    });
    let columns = [Identities::Hash, Identities::Person, Identities::Sealed];
    insert_rows(
        transaction,
        Identities::Table,
        columns,
        None,
        rows.collect(),
    )
    .await
}

/// Id and one more column, by id.
fn select_persons(column: Persons) -> SelectStatement {
    Query::select()
        .columns([Persons::Id, column])
        .from(Persons::Table)
        .order_by(Persons::Id, Order::Asc)
        .take()
}

fn repeated<T: Clone + Eq + std::hash::Hash>(values: &[T]) -> Vec<T> {
    let mut seen = FxHashSet::default();
    values
        .iter()
        .filter(|value| !seen.insert(*value))
        .cloned()
        .collect()
}

/// Lowers the first days: the earliest one stays.
pub(super) async fn lower_first_days<C: ConnectionTrait>(
    connection: &C,
    first_days: &mut [(PersonId, Day)],
) -> Result<u64, DbErr> {
    first_days.sort_unstable();
    let mut earliest: Vec<[Value; 2]> = Vec::with_capacity(first_days.len());
    let mut last = None;
    for &(person, day) in first_days.iter() {
        // Two values of one person may not meet in one upsert, and the first is the earliest.
        if last.replace(person) != Some(person) {
            earliest.push([person_value(person).into(), day.0.into()]);
        }
    }
    let earlier =
        crate::sql::excluded(FirstDays::Day).lt(Expr::col((FirstDays::Table, FirstDays::Day)));
    let conflict = sea_orm::sea_query::OnConflict::column(FirstDays::Person)
        .update_column(FirstDays::Day)
        .action_and_where(earlier)
        .to_owned();
    insert_rows(
        connection,
        FirstDays::Table,
        [FirstDays::Person, FirstDays::Day],
        Some(&conflict),
        earliest,
    )
    .await
}
