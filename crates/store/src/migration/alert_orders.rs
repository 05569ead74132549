//! Alerts by what a list asks for most, each in the order of the list: by status, severity, who is to decide, and person.
//!
//! Without statistics the database takes any value of an indexed column for rare. Most alerts have one status, so there is no index by status
//! that it could prefer to a person's: each status has an index of its own alerts.

use sea_orm_migration::prelude::*;

use crate::tables::Alerts;

pub(super) struct AlertsOrdered;

impl MigrationName for AlertsOrdered {
    fn name(&self) -> &str {
        "m0011_alert_orders"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for AlertsOrdered {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for status in ["needs-review", "confirmed", "dismissed", "resolved"] {
            let index = Index::create()
                .name(format!("alerts_{status}").replace('-', "_"))
                .table(Alerts::Table)
                .col((Alerts::Evidence, IndexOrder::Desc))
                .col(Alerts::Id)
                .and_where(Expr::col(Alerts::Status).eq(Expr::cust(format!("'{status}'"))))
                .take();
            manager.create_index(index).await?;
        }
        let first = [
            ("alerts_by_severity", Alerts::Severity),
            ("alerts_by_assignee", Alerts::Assignee),
            ("alerts_by_person", Alerts::Person),
        ];
        for (name, column) in first {
            let index = Index::create()
                .name(name)
                .table(Alerts::Table)
                .col(column)
                .col((Alerts::Evidence, IndexOrder::Desc))
                .col(Alerts::Id)
                .take();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
