//! Persons who are one with another person.

use sea_orm_migration::prelude::*;

use super::{column, table, with_key};
use crate::tables::Aliases;

pub(super) struct AliasesKept;

impl MigrationName for AliasesKept {
    fn name(&self) -> &str {
        "m0008_aliases"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for AliasesKept {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let aliases = [
            column(Aliases::Person).big_integer().take(),
            column(Aliases::SameAs).big_integer().take(),
            column(Aliases::Since).big_integer().take(),
            column(Aliases::SaidBy).text().take(),
            ColumnDef::new(Aliases::Until).big_integer().take(),
        ];
        let aliases = with_key(
            table(Aliases::Table, aliases),
            [Aliases::Person, Aliases::SameAs],
        );
        manager.create_table(aliases).await?;
        // The rule itself: a person is shown as at most one other.
        let one = Index::create()
            .name("aliases_one")
            .table(Aliases::Table)
            .col(Aliases::Person)
            .unique()
            .and_where(Expr::col(Aliases::Until).is_null())
            .take();
        manager.create_index(one).await
    }
}
