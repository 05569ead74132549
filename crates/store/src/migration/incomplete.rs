//! Sources count the records that are marked as incomplete.

use sea_orm_migration::prelude::*;

use super::column;
use crate::tables::SourceStats;

pub(super) struct IncompleteCounted;

impl MigrationName for IncompleteCounted {
    fn name(&self) -> &str {
        "m0009_incomplete"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for IncompleteCounted {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// Of records that are there already nobody knows more than that they were taken for complete.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut count = column(SourceStats::Incomplete)
            .big_integer()
            .default(0)
            .take();
        let alter = Table::alter()
            .table(SourceStats::Table)
            .add_column(&mut count)
            .take();
        manager.alter_table(alter).await
    }
}
