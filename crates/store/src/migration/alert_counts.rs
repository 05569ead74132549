//! What the overview counts, so that no alert is read for it: when an alert was decided on has a column, and each count has an index that holds all
//! that it asks for.

use ombud_model::review::AlertDecision;
use sea_orm_migration::prelude::*;

use crate::tables::Alerts;

/// Alerts whose decisions are read at a time.
const PART: u64 = 1_000;

pub(super) struct AlertsCounted;

impl MigrationName for AlertsCounted {
    fn name(&self) -> &str {
        "m0012_alert_counts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for AlertsCounted {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut decided = ColumnDef::new(Alerts::Decided).big_integer().take();
        let added = Table::alter()
            .table(Alerts::Table)
            .add_column(&mut decided)
            .take();
        manager.alter_table(added).await?;
        fill(manager).await?;
        // Written as the queries write them: an index of an expression serves the same expression only.
        let connection = manager.get_connection();
        for index in [
            "CREATE INDEX alerts_waiting ON alerts (severity, assignee, opened / 86400000, opened) WHERE status = 'needs-review'",
            "CREATE INDEX alerts_by_opening ON alerts (opened / 86400000)",
            "CREATE INDEX alerts_by_decision ON alerts (decided / 86400000) WHERE decided IS NOT NULL",
        ] {
            connection.execute_unprepared(index).await?;
        }
        Ok(())
    }
}

/// Takes the times out of the decisions that there are, in the order of ids.
async fn fill(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let (connection, mut after) = (manager.get_connection(), Vec::new());
    loop {
        let part = Query::select()
            .columns([Alerts::Id, Alerts::Decision])
            .from(Alerts::Table)
            .and_where(Expr::col(Alerts::Decision).is_not_null())
            .and_where(Expr::col(Alerts::Id).gt(after.clone()))
            .order_by(Alerts::Id, Order::Asc)
            .limit(PART)
            .take();
        let rows = connection.query_all(&part).await?;
        for row in &rows {
            let (id, text): (Vec<u8>, String) =
                (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let decision: AlertDecision = serde_json::from_str(&text).map_err(|error| {
                DbErr::Custom(format!("a decision on an alert cannot be read: {error}"))
            })?;
            let update = Query::update()
                .table(Alerts::Table)
                .value(Alerts::Decided, decision.at.millis())
                .and_where(Expr::col(Alerts::Id).eq(id.clone()))
                .take();
            connection.execute(&update).await?;
            after = id;
        }
        if (rows.len() as u64) < PART {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use ombud_model::Timestamp;
    use ombud_model::review::{DismissalReason, Verdict};
    use sea_orm::{ConnectOptions, Database};

    use super::super::Migrator;
    use super::*;
    use crate::sql::{get, to_json};

    /// More than are read at a time.
    const DECIDED: i64 = PART as i64 + 1;

    fn decided_at(number: i64) -> i64 {
        1_790_000_000_000 + number * 1_000 + 7
    }

    #[tokio::test]
    async fn decisions_of_earlier_programs_are_counted() {
        let mut options = ConnectOptions::new("sqlite::memory:");
        options.max_connections(1);
        let database = Database::connect(options).await.unwrap();
        let before = Migrator::migrations().len() as u32 - 1;
        Migrator::up(&database, Some(before)).await.unwrap();
        for number in 0..=DECIDED {
            let decision = AlertDecision {
                verdict: Verdict::Dismissed {
                    reason: DismissalReason::Authorised,
                },
                by: None,
                at: Timestamp::from_millis(decided_at(number)).unwrap(),
            };
            // One alert waits.
            let decision = (number < DECIDED).then(|| to_json("decision", &decision).unwrap());
            let values: [(Alerts, Expr); 12] = [
                (Alerts::Id, number.to_be_bytes().to_vec().into()),
                (Alerts::Person, number.into()),
                (Alerts::Policy, vec![7u8].into()),
                (Alerts::Status, "dismissed".into()),
                (Alerts::Score, 1.into()),
                (Alerts::Severity, 1.into()),
                (Alerts::Evidence, 1.into()),
                (Alerts::Insights, 1.into()),
                (Alerts::FirstActivity, 1.into()),
                (Alerts::LastActivity, 1.into()),
                (Alerts::Opened, 1.into()),
                (Alerts::Decision, decision.into()),
            ];
            let insert = Query::insert()
                .into_table(Alerts::Table)
                .columns(values.iter().map(|(column, _)| *column))
                .values_panic(values.into_iter().map(|(_, value)| value))
                .take();
            database.execute(&insert).await.unwrap();
        }
        Migrator::up(&database, None).await.unwrap();
        let select = Query::select()
            .columns([Alerts::Person, Alerts::Decided])
            .from(Alerts::Table)
            .take();
        let rows = database.query_all(&select).await.unwrap();
        assert_eq!(rows.len() as i64, DECIDED + 1);
        for row in &rows {
            let number = get::<i64>(row, 0).unwrap();
            let expected = (number < DECIDED).then(|| decided_at(number));
            assert_eq!(get::<Option<i64>>(row, 1).unwrap(), expected, "{number}");
        }
    }
}
