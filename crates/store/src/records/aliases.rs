//! Persons who turned out to be one: which one of them they are shown as, since when, and who said so.
//!
//! Promises: nothing that was recorded about a person is rewritten, so a join can be undone; every person leads to exactly one, in as many
//! steps as there were joins, and a circle cannot be made; a join or its end is there together with the wish to assess everybody whom it
//! concerns, or not at all.

use std::sync::Arc;

use ombud_model::{PersonId, Timestamp};
use rustc_hash::FxHashMap;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};

use super::Records;
use super::work::{mark_persons, next_mark};
use crate::StoreError;
use crate::error::During;
use crate::sql::{get, get_person, get_time, insert_rows, person_value};
use crate::tables::Aliases as Table;

/// Which persons are one. Each leads to at most one other, and the last of such a chain stands for all of them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Aliases {
    same_as: FxHashMap<PersonId, PersonId>,
    /// Whoever stands for others, with those others by id.
    others: FxHashMap<PersonId, Vec<PersonId>>,
}

impl Aliases {
    /// Of whom leads to whom. A link that would make a circle is left out.
    pub fn new(links: impl IntoIterator<Item = (PersonId, PersonId)>) -> Self {
        let mut aliases = Self::default();
        for (person, same_as) in links {
            if aliases.resolve(same_as) != person {
                aliases.same_as.insert(person, same_as);
            }
        }
        aliases.group();
        aliases
    }

    /// The one whom this person is shown as: the person alone where nobody joined them.
    pub fn resolve(&self, mut person: PersonId) -> PersonId {
        while let Some(&next) = self.same_as.get(&person) {
            person = next;
        }
        person
    }

    /// Everybody who is this one person: first the one whom they are shown as, then the others by id.
    pub fn members(&self, person: PersonId) -> Vec<PersonId> {
        let shown = self.resolve(person);
        let others = self.others.get(&shown).into_iter().flatten();
        std::iter::once(shown).chain(others.copied()).collect()
    }

    /// Everybody who is one of these persons, by id.
    pub fn members_of_all(&self, persons: impl IntoIterator<Item = PersonId>) -> Vec<PersonId> {
        let mut all: Vec<PersonId> = persons
            .into_iter()
            .flat_map(|person| self.members(person))
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whoever stands for others, in no order.
    pub fn joined(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.others.keys().copied()
    }

    /// How many persons are shown as another one.
    pub fn len(&self) -> usize {
        self.same_as.len()
    }

    pub fn is_empty(&self) -> bool {
        self.same_as.is_empty()
    }

    /// Makes the two one, shown as `kept` is. Returns who leads to whom from now on; `None` where they are one already.
    pub fn join(&mut self, kept: PersonId, other: PersonId) -> Option<(PersonId, PersonId)> {
        let link = (self.resolve(other), self.resolve(kept));
        if link.0 == link.1 {
            return None;
        }
        self.same_as.insert(link.0, link.1);
        self.group();
        Some(link)
    }

    /// The person, and who was joined with them before, stand for themselves again. Returns whom they were shown as; `None` where the
    /// person is shown as nobody else.
    pub fn separate(&mut self, person: PersonId) -> Option<PersonId> {
        let former = self.same_as.remove(&person)?;
        self.group();
        Some(self.resolve(former))
    }

    fn group(&mut self) {
        let mut others: FxHashMap<PersonId, Vec<PersonId>> = FxHashMap::default();
        for &person in self.same_as.keys() {
            others.entry(self.resolve(person)).or_default().push(person);
        }
        others.values_mut().for_each(|group| group.sort_unstable());
        self.others = others;
    }
}

/// Who says that two persons are one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JoinedBy {
    Administrator,
    /// HR or directory data. It does not say again what an administrator has undone.
    Hr,
}

impl JoinedBy {
    pub const fn name(self) -> &'static str {
        match self {
            JoinedBy::Administrator => "administrator",
            JoinedBy::Hr => "hr",
        }
    }
}

/// A person who is shown as another one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JoinedPerson {
    pub person: PersonId,
    /// Under which the person was known before.
    pub pseudonym: String,
    pub shown_as: PersonId,
    pub since: Timestamp,
    /// [`JoinedBy::name`].
    pub said_by: String,
}

impl Records {
    /// Which persons are one, as it is now.
    pub fn aliases(&self) -> Arc<Aliases> {
        Arc::clone(&self.aliases.read())
    }

    pub(crate) async fn load_aliases(&self) -> Result<(), StoreError> {
        let select = Query::select()
            .columns([Table::Person, Table::SameAs])
            .from(Table::Table)
            .and_where(Expr::col(Table::Until).is_null())
            .order_by(Table::Person, Order::Asc)
            .take();
        let rows = self.all("read who is whom", &select).await?;
        let links = rows
            .iter()
            .map(|row| Ok((get_person(row, 0)?, get_person(row, 1)?)));
        let links: Vec<(PersonId, PersonId)> = links.collect::<Result<_, StoreError>>()?;
        *self.aliases.write() = Arc::new(Aliases::new(links));
        Ok(())
    }

    /// Makes two persons one, shown as `kept` is, and puts everybody concerned on the list of those to assess. Returns who is shown as
    /// whom from now on; `None` where they are one already, or where HR data say again what an administrator has undone.
    pub async fn join_persons(
        &self,
        kept: PersonId,
        other: PersonId,
        by: JoinedBy,
        now: Timestamp,
    ) -> Result<Option<(PersonId, PersonId)>, StoreError> {
        let action = "join persons";
        let before = self.aliases();
        let mut after = (*before).clone();
        let Some((person, shown_as)) = after.join(kept, other) else {
            return Ok(None);
        };
        let (one, two) = (before.members(person), before.members(shown_as));
        if by == JoinedBy::Hr && self.were_separated(&one, &two).await? {
            return Ok(None);
        }
        let transaction = self.begin(action).await?;
        let conflict = OnConflict::columns([Table::Person, Table::SameAs])
            .update_columns([Table::Since, Table::SaidBy, Table::Until])
            .to_owned();
        let columns = [
            Table::Person,
            Table::SameAs,
            Table::Since,
            Table::SaidBy,
            Table::Until,
        ];
        let row = [
            person_value(person).into(),
            person_value(shown_as).into(),
            now.millis().into(),
            by.name().into(),
            Option::<i64>::None.into(),
        ];
        insert_rows(
            &transaction,
            Table::Table,
            columns,
            Some(&conflict),
            vec![row],
        )
        .await
        .during(action)?;
        let mark = next_mark(&transaction).await?;
        mark_persons(&transaction, [one, two].concat(), mark)
            .await
            .during(action)?;
        self.commit_alerts(action, transaction).await?;
        self.load_aliases().await?;
        Ok(Some((person, shown_as)))
    }

    /// The person, and who was joined with them before, stand for themselves again; everybody concerned is put on the list of those to
    /// assess. Returns whom they were shown as; `None` where the person is shown as nobody else.
    pub async fn separate_person(
        &self,
        person: PersonId,
        now: Timestamp,
    ) -> Result<Option<PersonId>, StoreError> {
        let action = "separate persons";
        let before = self.aliases();
        let mut after = (*before).clone();
        let Some(former) = after.separate(person) else {
            return Ok(None);
        };
        let update = Query::update()
            .table(Table::Table)
            .value(Table::Until, now.millis())
            .and_where(Expr::col(Table::Person).eq(person_value(person)))
            .and_where(Expr::col(Table::Until).is_null())
            .take();
        let transaction = self.begin(action).await?;
        transaction.execute(&update).await.during(action)?;
        let mark = next_mark(&transaction).await?;
        mark_persons(&transaction, before.members(person), mark)
            .await
            .during(action)?;
        self.commit_alerts(action, transaction).await?;
        self.load_aliases().await?;
        Ok(Some(former))
    }

    /// Whether somebody has undone a join between these groups.
    async fn were_separated(&self, one: &[PersonId], two: &[PersonId]) -> Result<bool, StoreError> {
        let select = Query::select()
            .columns([Table::Person, Table::SameAs])
            .from(Table::Table)
            .and_where(Expr::col(Table::Until).is_not_null())
            .take();
        for row in self.all("read who was separated", &select).await? {
            let (person, same_as) = (get_person(&row, 0)?, get_person(&row, 1)?);
            if (one.contains(&person) && two.contains(&same_as))
                || (two.contains(&person) && one.contains(&same_as))
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Everybody who is shown as another one, by id.
    pub async fn joined_persons(&self) -> Result<Vec<JoinedPerson>, StoreError> {
        let aliases = self.aliases();
        let select = Query::select()
            .columns([Table::Person, Table::Since, Table::SaidBy])
            .from(Table::Table)
            .and_where(Expr::col(Table::Until).is_null())
            .order_by(Table::Person, Order::Asc)
            .take();
        let rows = self.all("list joined persons", &select).await?;
        let mut joined = Vec::with_capacity(rows.len());
        for row in &rows {
            let person = get_person(row, 0)?;
            joined.push(JoinedPerson {
                person,
                pseudonym: String::new(),
                shown_as: aliases.resolve(person),
                since: get_time(row, 1)?,
                said_by: get(row, 2)?,
            });
        }
        let persons: Vec<PersonId> = joined.iter().map(|joined| joined.person).collect();
        let own: FxHashMap<PersonId, String> =
            self.own_pseudonyms(&persons).await?.into_iter().collect();
        for joined in &mut joined {
            joined.pseudonym = own.get(&joined.person).cloned().unwrap_or_default();
        }
        Ok(joined)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers from a fixed seed.
    struct Draws(u64);

    impl Draws {
        fn below(&mut self, limit: usize) -> usize {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (self.0 >> 33) as usize % limit
        }
    }

    fn classes(aliases: &Aliases, count: u64) -> Vec<Vec<PersonId>> {
        let mut classes: Vec<Vec<PersonId>> = (0..count)
            .map(|id| aliases.members_of_all([PersonId(id)]))
            .collect();
        classes.sort();
        classes.dedup();
        classes
    }

    #[test]
    fn any_order_of_joins_gives_the_same_classes_and_separating_undoes_each() {
        let mut draws = Draws(41);
        for _ in 0..500 {
            let count = 2 + draws.below(10) as u64;
            let mut drawn = || PersonId(draws.below(count as usize) as u64);
            let mut pairs: Vec<(PersonId, PersonId)> =
                (0..count).map(|_| (drawn(), drawn())).collect();
            let mut one = Aliases::default();
            let mut undo = Vec::new();
            for &(kept, other) in &pairs {
                let before = one.clone();
                if let Some((person, shown_as)) = one.join(kept, other) {
                    assert_eq!(one.resolve(other), shown_as);
                    assert_eq!(one.resolve(kept), one.resolve(person));
                    undo.push((person, shown_as, before));
                } else {
                    assert_eq!(before, one);
                }
            }
            let sum: usize = classes(&one, count).iter().map(Vec::len).sum();
            assert_eq!(sum as u64, count, "everybody is in one class");
            for at in (1..pairs.len()).rev() {
                let with = draws.below(at + 1);
                pairs.swap(at, with);
            }
            let mut two = Aliases::default();
            for &(kept, other) in &pairs {
                two.join(other, kept);
            }
            assert_eq!(classes(&one, count), classes(&two, count));
            while let Some((person, shown_as, before)) = undo.pop() {
                assert_eq!(one.separate(person), Some(shown_as));
                assert_eq!(one, before);
            }
            assert!(one.is_empty());
        }
    }

    #[test]
    fn a_circle_is_not_made_even_of_stored_links() {
        let (a, b, c) = (PersonId(1), PersonId(2), PersonId(3));
        let aliases = Aliases::new([(a, b), (b, c), (c, a)]);
        assert_eq!(aliases.resolve(a), c);
        assert_eq!(aliases.members(b), [c, a, b]);
        assert_eq!(Aliases::default().members(a), [a]);
    }
}
