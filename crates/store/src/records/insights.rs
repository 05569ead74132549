//! Packed insights: appended by commits, read whole for the persons to assess, replaced when recomputed from history.

use ombud_model::{Day, PersonId, SegmentId};
use rustc_hash::FxHashMap;
use sea_orm::sea_query::{Order, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Value};

use super::Records;
use super::commit::{OrgDay, PackedInsights, add_org_days};
use super::persons::lower_first_days;
use crate::StoreError;
use crate::error::During;
use crate::sql::{get, get_id, get_person, insert_rows, person_value};
use crate::tables::{FirstDays, Insights, OrgDays, Segments};

/// Everything that is computed from history, recomputed.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Rebuilt {
    pub insights: Vec<(SegmentId, Vec<PackedInsights>)>,
    pub first_days: Vec<(PersonId, Day)>,
    pub org_days: Vec<OrgDay>,
}

impl Records {
    /// The packed insights of each person who has any, by person; to be unpacked and merged.
    pub async fn insights_of(&self, persons: &[PersonId]) -> Result<Vec<(PersonId, Vec<Vec<u8>>)>, StoreError> {
        let select = Query::select()
            .columns([Insights::Person, Insights::Body])
            .from(Insights::Table)
            .order_by(Insights::Person, Order::Asc)
            .order_by(Insights::Month, Order::Asc)
            .order_by(Insights::Segment, Order::Asc)
            .take();
        let read = |row: &_| Ok((get_person(row, 0)?, get::<Vec<u8>>(row, 1)?));
        let rows = self.by_persons("read insights", persons, Insights::Person, &select, read).await?;
        let mut grouped: Vec<(PersonId, Vec<Vec<u8>>)> = Vec::new();
        for (person, body) in rows {
            match grouped.last_mut() {
                Some((last, bodies)) if *last == person => bodies.push(body),
                _ => grouped.push((person, vec![body])),
            }
        }
        Ok(grouped)
    }

    /// Puts recomputed insights, first days and totals in the place of the stored ones. Assessments stay as they are: mark the
    /// persons to assess afterwards.
    pub async fn replace_insights(&self, rebuilt: Rebuilt) -> Result<(), StoreError> {
        let action = "replace the insights";
        let transaction = self.begin(action).await?;
        for delete in [
            Query::delete().from_table(Insights::Table).take(),
            Query::delete().from_table(FirstDays::Table).take(),
            Query::delete().from_table(OrgDays::Table).take(),
        ] {
            transaction.execute(&delete).await.during(action)?;
        }
        let Rebuilt { insights, mut first_days, org_days } = rebuilt;
        let numbers = segment_numbers(&transaction).await?;
        for (segment, insights) in insights {
            let number = numbers.get(&segment).ok_or_else(|| StoreError::corrupt("segment id", segment))?;
            insert_insights(&transaction, *number, insights).await.during(action)?;
        }
        lower_first_days(&transaction, &mut first_days).await.during(action)?;
        add_org_days(&transaction, org_days).await?;
        transaction.commit().await.during(action)
    }
}

async fn segment_numbers(transaction: &DatabaseTransaction) -> Result<FxHashMap<SegmentId, i64>, StoreError> {
    let select = Query::select().columns([Segments::Id, Segments::Number]).from(Segments::Table).take();
    let rows = transaction.query_all(&select).await.during("list segments")?;
    rows.iter().map(|row| Ok((SegmentId(get_id(row, 0, "segment id")?), get(row, 1)?))).collect()
}

pub(super) async fn insert_insights<C: ConnectionTrait>(
    connection: &C,
    segment: i64,
    mut insights: Vec<PackedInsights>,
) -> Result<u64, DbErr> {
    // By key: the index grows in its own order, page after page.
    insights.sort_unstable_by_key(|packed| (packed.person, packed.month));
    let rows: Vec<[Value; 4]> = insights
        .into_iter()
        .map(|packed| [person_value(packed.person).into(), packed.month.into(), segment.into(), packed.body.into()])
        .collect();
    let columns = [Insights::Person, Insights::Month, Insights::Segment, Insights::Body];
    insert_rows(connection, Insights::Table, columns, None, rows).await
}
