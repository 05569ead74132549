//! Segments say by which reader they were read, and which of their rows were superseded; sources count corrected records.

use sea_orm_migration::prelude::*;

use super::{column, table, with_key};
use crate::tables::{Segments, SourceStats, Superseded};

pub(super) struct CorrectionsKept;

impl MigrationName for CorrectionsKept {
    fn name(&self) -> &str {
        "m0010_corrections"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for CorrectionsKept {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// Segments that are there already were read by readers older than all that say their version.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in [Segments::Reader, Segments::Mapping] {
            let mut added = column(name).big_integer().default(0).take();
            let alter = Table::alter()
                .table(Segments::Table)
                .add_column(&mut added)
                .take();
            manager.alter_table(alter).await?;
        }
        let mut count = column(SourceStats::Corrected)
            .big_integer()
            .default(0)
            .take();
        let alter = Table::alter()
            .table(SourceStats::Table)
            .add_column(&mut count)
            .take();
        manager.alter_table(alter).await?;
        let superseded = [
            column(Superseded::Segment).big_integer().take(),
            column(Superseded::By).big_integer().take(),
            column(Superseded::Body).blob().take(),
        ];
        let superseded = with_key(
            table(Superseded::Table, superseded),
            [Superseded::Segment, Superseded::By],
        );
        manager.create_table(superseded).await
    }
}
