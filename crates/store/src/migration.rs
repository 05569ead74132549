//! The schema and its history. A migration, once released, is never edited: a change is another migration.

mod alert_counts;
mod alert_orders;
mod aliases;
mod corrections;
mod incomplete;

use sea_orm::DbBackend;
use sea_orm_migration::prelude::*;

use self::alert_counts::AlertsCounted;
use self::alert_orders::AlertsOrdered;
use self::aliases::AliasesKept;
use self::corrections::CorrectionsKept;
use self::incomplete::IncompleteCounted;
use crate::tables::*;

pub(crate) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(Initial),
            Box::new(PlacementsKept),
            Box::new(OutboxKept),
            Box::new(AlertsReviewed),
            Box::new(NewsKept),
            Box::new(AlertsFiltered),
            Box::new(IncompleteCounted),
            Box::new(AliasesKept),
            Box::new(CorrectionsKept),
            Box::new(AlertsOrdered),
            Box::new(AlertsCounted),
        ]
    }
}

struct Initial;

impl MigrationName for Initial {
    fn name(&self) -> &str {
        "m0001_initial"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Initial {
    /// A program that is killed in the middle leaves nothing behind, and the next start begins anew.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        for table in persons(backend)
            .into_iter()
            .chain(detection(backend))
            .chain(results())
            .chain(ingest())
        {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

struct PlacementsKept;

impl MigrationName for PlacementsKept {
    fn name(&self) -> &str {
        "m0002_placements"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for PlacementsKept {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let placements = [
            column(Placements::Person).big_integer().take(),
            column(Placements::Effective).big_integer().take(),
            column(Placements::Received).big_integer().take(),
            column(Placements::Body).text().take(),
        ];
        let table = with_key(
            table(Placements::Table, placements),
            [Placements::Person, Placements::Effective],
        );
        manager.create_table(table).await
    }
}

struct OutboxKept;

impl MigrationName for OutboxKept {
    fn name(&self) -> &str {
        "m0003_outbox"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for OutboxKept {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let outbox = [
            column(Outbox::Id).blob().primary_key().take(),
            column(Outbox::Kind).text().take(),
            column(Outbox::Body).text().take(),
            column(Outbox::Created).big_integer().take(),
            column(Outbox::Failures).big_integer().take(),
            column(Outbox::Due).big_integer().take(),
        ];
        manager.create_table(table(Outbox::Table, outbox)).await
    }
}

struct AlertsReviewed;

impl MigrationName for AlertsReviewed {
    fn name(&self) -> &str {
        "m0004_alert_reviews"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for AlertsReviewed {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let added = [
            ColumnDef::new(Alerts::Assignee).blob().take(),
            column(Alerts::Version).big_integer().default(1).take(),
            ColumnDef::new(Alerts::Decision).text().take(),
            ColumnDef::new(Alerts::Seen).text().take(),
        ];
        for mut column in added {
            let alter = Table::alter()
                .table(Alerts::Table)
                .add_column(&mut column)
                .take();
            manager.alter_table(alter).await?;
        }
        let events = [
            column(AlertEvents::Alert).blob().take(),
            column(AlertEvents::Sequence).big_integer().take(),
            column(AlertEvents::Person).big_integer().take(),
            column(AlertEvents::At).big_integer().take(),
            ColumnDef::new(AlertEvents::Account).blob().take(),
            column(AlertEvents::Body).text().take(),
            ColumnDef::new(AlertEvents::Note).blob().take(),
        ];
        let events = with_key(
            table(AlertEvents::Table, events),
            [AlertEvents::Alert, AlertEvents::Sequence],
        );
        manager.create_table(events).await?;
        let of_person = Index::create()
            .name("alert_events_person")
            .table(AlertEvents::Table)
            .col(AlertEvents::Person)
            .take();
        manager.create_index(of_person).await
    }
}

struct NewsKept;

impl MigrationName for NewsKept {
    fn name(&self) -> &str {
        "m0005_alert_news"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for NewsKept {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let news = [
            person_key(manager.get_database_backend(), AlertNews::Number),
            column(AlertNews::Mark).big_integer().unique_key().take(),
            ColumnDef::new(AlertNews::Alert).blob().take(),
            ColumnDef::new(AlertNews::Person).big_integer().take(),
            column(AlertNews::Kind).text().take(),
        ];
        manager.create_table(table(AlertNews::Table, news)).await
    }
}

struct AlertsFiltered;

impl MigrationName for AlertsFiltered {
    fn name(&self) -> &str {
        "m0007_alert_filters"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for AlertsFiltered {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    /// Whoever has an alert is assessed again, which fills the new columns of the open ones.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let added = [
            column(Alerts::Trigger).text().default("").take(),
            column(Alerts::Factors).small_integer().default(0).take(),
        ];
        for mut column in added {
            let alter = Table::alter()
                .table(Alerts::Table)
                .add_column(&mut column)
                .take();
            manager.alter_table(alter).await?;
        }
        let again = "INSERT INTO dirty (person, mark) SELECT DISTINCT person, 0 FROM alerts \
                     WHERE person NOT IN (SELECT person FROM dirty)";
        let connection = manager.get_connection();
        connection.execute_unprepared(again).await.map(|_| ())
    }
}

/// A 63-bit key given by us. SQLite keeps a table by its key only where the type is spelled INTEGER; elsewhere that would be 32 bits.
fn person_key(backend: DbBackend, name: impl IntoIden) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    match backend {
        DbBackend::Sqlite => column.integer(),
        _ => column.big_integer(),
    };
    column.not_null().primary_key().take()
}

fn column(name: impl IntoIden) -> ColumnDef {
    ColumnDef::new(name).not_null().take()
}

fn table(
    name: impl IntoTableRef,
    columns: impl IntoIterator<Item = ColumnDef>,
) -> TableCreateStatement {
    let mut create = Table::create();
    create.table(name);
    for column in columns {
        create.col(column);
    }
    create
}

fn with_key<I: IntoIden>(
    mut create: TableCreateStatement,
    key: impl IntoIterator<Item = I>,
) -> TableCreateStatement {
    let mut index = Index::create();
    for part in key {
        index.col(part.into_iden());
    }
    create.primary_key(&mut index).take()
}

fn persons(backend: DbBackend) -> Vec<TableCreateStatement> {
    vec![
        table(
            Persons::Table,
            [
                person_key(backend, Persons::Id),
                column(Persons::Pseudonym).text().unique_key().take(),
                ColumnDef::new(Persons::WrappedKey).blob().take(),
            ],
        ),
        table(
            Identities::Table,
            [
                column(Identities::Hash).blob().primary_key().take(),
                column(Identities::Person).big_integer().take(),
                column(Identities::Sealed).blob().take(),
            ],
        ),
        table(
            FirstDays::Table,
            [
                person_key(backend, FirstDays::Person),
                column(FirstDays::Day).integer().take(),
            ],
        ),
        table(
            Dirty::Table,
            [
                person_key(backend, Dirty::Person),
                column(Dirty::Mark).big_integer().take(),
            ],
        ),
        table(
            Counters::Table,
            [
                column(Counters::Name).text().primary_key().take(),
                column(Counters::Value).big_integer().take(),
            ],
        ),
    ]
}

fn detection(backend: DbBackend) -> Vec<TableCreateStatement> {
    // No foreign keys here: these are the tables of the hot path, and a check costs a look-up per row. The transaction that writes
    // them writes what they point to.
    let mut number = person_key(backend, Segments::Number);
    let segments = table(
        Segments::Table,
        [
            number.auto_increment().take(),
            column(Segments::Id).blob().unique_key().take(),
            column(Segments::Path).text().take(),
            column(Segments::Source).text().take(),
            column(Segments::Rows).big_integer().take(),
            column(Segments::MinTime).big_integer().take(),
            column(Segments::MaxTime).big_integer().take(),
            column(Segments::Bytes).big_integer().take(),
            column(Segments::Digest).blob().take(),
            column(Segments::Created).big_integer().take(),
        ],
    );
    let insights = table(
        Insights::Table,
        [
            column(Insights::Holder).big_integer().take(),
            column(Insights::Month).integer().take(),
            column(Insights::Segment).big_integer().take(),
            column(Insights::Body).blob().take(),
        ],
    );
    let org_days = table(
        OrgDays::Table,
        [
            column(OrgDays::Day).integer().take(),
            column(OrgDays::Indicator).integer().take(),
            column(OrgDays::Total).big_integer().take(),
        ],
    );
    vec![
        segments,
        with_key(
            insights,
            [Insights::Holder, Insights::Month, Insights::Segment],
        ),
        with_key(org_days, [OrgDays::Day, OrgDays::Indicator]),
    ]
}

fn results() -> Vec<TableCreateStatement> {
    let policies = [
        column(Policies::Id).blob().primary_key().take(),
        column(Policies::Name).text().unique_key().take(),
        column(Policies::Body).text().take(),
        column(Policies::Created).big_integer().take(),
    ];
    let assessments = [
        column(Assessments::Person).big_integer().take(),
        column(Assessments::Policy).blob().take(),
        column(Assessments::Score).small_integer().take(),
        column(Assessments::Evidence).big_integer().take(),
        column(Assessments::Alert).boolean().take(),
        column(Assessments::Digest).blob().take(),
        column(Assessments::Body).text().take(),
    ];
    let alerts = [
        column(Alerts::Id).blob().primary_key().take(),
        column(Alerts::Person).big_integer().take(),
        column(Alerts::Policy).blob().take(),
        column(Alerts::Status).text().take(),
        column(Alerts::Score).small_integer().take(),
        column(Alerts::Severity).small_integer().take(),
        column(Alerts::Evidence).big_integer().take(),
        column(Alerts::Insights).big_integer().take(),
        column(Alerts::FirstActivity).big_integer().take(),
        column(Alerts::LastActivity).big_integer().take(),
        column(Alerts::Opened).big_integer().take(),
    ];
    let settings = [
        column(Settings::Key).text().primary_key().take(),
        column(Settings::Body).text().take(),
    ];
    let documents = [
        column(Documents::Kind).text().take(),
        column(Documents::Id).text().take(),
        ColumnDef::new(Documents::Lookup).text().take(),
        ColumnDef::new(Documents::Owner).text().take(),
        column(Documents::Version).big_integer().take(),
        column(Documents::Body).text().take(),
    ];
    vec![
        table(Policies::Table, policies),
        with_key(
            table(Assessments::Table, assessments),
            [Assessments::Person, Assessments::Policy],
        ),
        table(Alerts::Table, alerts),
        table(Settings::Table, settings),
        with_key(
            table(Documents::Table, documents),
            [Documents::Kind, Documents::Id],
        ),
    ]
}

fn ingest() -> Vec<TableCreateStatement> {
    let rejects = [
        column(Rejects::Id).blob().primary_key().take(),
        column(Rejects::Source).text().take(),
        column(Rejects::Input).text().take(),
        column(Rejects::Place).text().take(),
        column(Rejects::Reason).text().take(),
        column(Rejects::Raw).blob().take(),
        column(Rejects::FirstSeen).big_integer().take(),
        ColumnDef::new(Rejects::Mapping).blob().take(),
    ];
    let receipts = [
        column(Receipts::Source).text().take(),
        column(Receipts::IdempotencyKey).text().take(),
        column(Receipts::Body).text().take(),
        column(Receipts::At).big_integer().take(),
    ];
    let stats = [
        column(SourceStats::Source).text().primary_key().take(),
        column(SourceStats::Read).big_integer().take(),
        column(SourceStats::Accepted).big_integer().take(),
        column(SourceStats::Duplicates).big_integer().take(),
        column(SourceStats::Rejected).big_integer().take(),
        ColumnDef::new(SourceStats::LastTime).big_integer().take(),
    ];
    vec![
        table(Rejects::Table, rejects),
        with_key(
            table(Receipts::Table, receipts),
            [Receipts::Source, Receipts::IdempotencyKey],
        ),
        table(SourceStats::Table, stats),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    let index = |name: &str| Index::create().name(name).take();
    vec![
        index("identities_person")
            .table(Identities::Table)
            .col(Identities::Person)
            .take(),
        index("assessments_policy")
            .table(Assessments::Table)
            .col(Assessments::Policy)
            .take(),
        index("alerts_order")
            .table(Alerts::Table)
            .col((Alerts::Evidence, IndexOrder::Desc))
            .col(Alerts::Id)
            .take(),
        index("documents_lookup")
            .table(Documents::Table)
            .col(Documents::Kind)
            .col(Documents::Lookup)
            .unique()
            .take(),
        index("documents_owner")
            .table(Documents::Table)
            .col(Documents::Kind)
            .col(Documents::Owner)
            .take(),
        // The rule itself: at most one open alert per person and policy.
        index("alerts_one_open")
            .table(Alerts::Table)
            .col(Alerts::Person)
            .col(Alerts::Policy)
            .unique()
            .and_where(Expr::col(Alerts::Status).eq(Expr::cust("'needs-review'")))
            .take(),
    ]
}
