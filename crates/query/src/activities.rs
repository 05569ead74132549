//! The newest activities for which a predicate holds.

use std::sync::Arc;
use std::time::Duration;

use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::datatypes::{Int64Type, TimestampMillisecondType, UInt32Type, UInt64Type};
use datafusion::error::DataFusionError;
use datafusion::execution::SessionStateDefaults;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::GreedyMemoryPool;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::prelude::{Expr, SessionConfig, SessionContext, col, lit};
use ombud_model::{PersonId, Timestamp};
use ombud_store::{History, SegmentMeta};
use serde::Serialize;

use crate::segments::{PLACE, Segments};
use crate::{PseudonymLookup, QueryError, function, person, predicate};

/// The most rows that one question gives.
pub const MAX_ROWS: usize = 10_000;

/// What one question may use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Bytes held by the engine's operators.
    pub memory: usize,
    pub time: Duration,
    /// Parts of the scan that run side by side.
    pub parallel: usize,
}

impl Default for Limits {
    /// 256 MiB, 30 seconds, 2 parts.
    fn default() -> Self {
        Self {
            memory: 256 << 20,
            time: Duration::from_secs(30),
            parallel: 2,
        }
    }
}

/// One activity as it is shown: times in RFC 3339, a pseudonym, redacted text. Empty text means that the source does not say.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct ActivityRow {
    pub time: String,
    /// `None` for services and systems.
    pub person: Option<String>,
    pub source: String,
    pub kind: String,
    pub operation: String,
    pub workload: String,
    pub outcome: String,
    pub container: String,
    pub object: String,
    pub extension: String,
    pub size: Option<u64>,
    pub target: String,
    pub target_domain: String,
    pub reach: String,
    pub label_change: String,
    pub label_before: String,
    pub label_after: String,
    pub sensitive_types: String,
    pub severity: String,
    pub detail: String,
    pub items: u32,
}

/// Whose activities may be given, whatever the predicate says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Whom {
    /// Everybody's, services' included, but for those of one person where one is named.
    #[default]
    Everybody,
    EverybodyBut(PersonId),
    /// These persons' only.
    Only(Vec<PersonId>),
}

impl Whom {
    /// The condition on the stored column.
    fn filter(&self) -> Option<Expr> {
        let stored = |person: &PersonId| lit(person.0.cast_signed());
        match self {
            Whom::Everybody => None,
            Whom::EverybodyBut(person) => Some(
                col("person")
                    .is_null()
                    .or(col("person").not_eq(stored(person))),
            ),
            Whom::Only(persons) => {
                Some(col("person").in_list(persons.iter().map(stored).collect(), false))
            }
        }
    }
}

/// The activities in `segments` for which the predicate holds, the newest first, at most `limit` (capped at [`MAX_ROWS`]).
///
/// The predicate is one SQL expression over [`crate::COLUMNS`] with [`crate::FUNCTIONS`]; it may be untrusted. `segments` must be
/// rows of the manifest of that history, read at one moment.
pub async fn activities(
    history: &History,
    segments: &[SegmentMeta],
    predicate: &str,
    limit: usize,
    pseudonyms: Arc<dyn PseudonymLookup>,
    whom: &Whom,
    limits: Limits,
) -> Result<Vec<ActivityRow>, QueryError> {
    let context = session(history, limits).map_err(|error| QueryError::History(error.into()))?;
    let filter = predicate::parse(predicate, &context.state(), &pseudonyms)?;
    let filter = whom.filter().into_iter().fold(filter, Expr::and);
    if segments.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let plan = || {
        let order = vec![
            col("time").sort(false, true),
            col("key").sort(true, true),
            col("person").sort(true, true),
        ];
        let newest = context
            .read_table(Arc::new(Segments::new(segments)))?
            .filter(filter)?
            .sort(order)?;
        newest.limit(0, Some(limit.min(MAX_ROWS)))
    };
    let frame = plan().map_err(QueryError::planning)?;
    let task = frame.task_ctx();
    let plan = frame
        .create_physical_plan()
        .await
        .map_err(QueryError::planning)?;
    let running = datafusion::physical_plan::collect(plan, Arc::new(task));
    let batches = match tokio::time::timeout(limits.time, running).await {
        Ok(batches) => batches.map_err(QueryError::running)?,
        Err(_) => return Err(QueryError::TooCostly { what: "time" }),
    };
    let mut rows = Vec::new();
    for batch in &batches {
        read(batch, &*pseudonyms, &mut rows)?;
    }
    Ok(rows)
}

/// A session that can do nothing but this: no tables, no formats, the listed functions only, no temporary files.
fn session(history: &History, limits: Limits) -> Result<SessionContext, DataFusionError> {
    let mut config = SessionConfig::new()
        .with_target_partitions(limits.parallel.max(1))
        .with_information_schema(false);
    config.options_mut().execution.parquet.pushdown_filters = true;
    let runtime = RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::new(GreedyMemoryPool::new(limits.memory)))
        .with_disk_manager_builder(
            DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled),
        )
        .with_metadata_cache_limit(0)
        .build_arc()?;
    runtime.register_object_store(ObjectStoreUrl::parse(PLACE)?.as_ref(), history.objects());
    let state = SessionStateBuilder::new()
        .with_config(config)
        .with_runtime_env(runtime)
        .with_expr_planners(SessionStateDefaults::default_expr_planners())
        .with_scalar_functions(function::allowed())
        .build();
    Ok(SessionContext::new_with_state(state))
}

fn read(
    batch: &RecordBatch,
    pseudonyms: &dyn PseudonymLookup,
    into: &mut Vec<ActivityRow>,
) -> Result<(), QueryError> {
    let column = |name: &'static str| batch.column_by_name(name).ok_or_else(|| missing(name));
    let texts = |name: &'static str| {
        column(name)?
            .as_string_view_opt()
            .ok_or_else(|| missing(name))
    };
    let time = column("time")?
        .as_primitive_opt::<TimestampMillisecondType>()
        .ok_or_else(|| missing("time"))?;
    let person = column("person")?
        .as_primitive_opt::<Int64Type>()
        .ok_or_else(|| missing("person"))?;
    let size = column("size")?
        .as_primitive_opt::<UInt64Type>()
        .ok_or_else(|| missing("size"))?;
    let items = column("items")?
        .as_primitive_opt::<UInt32Type>()
        .ok_or_else(|| missing("items"))?;
    let start = into.len();
    for row in 0..batch.num_rows() {
        let time = Timestamp::from_millis(time.value(row)).map_err(|_| missing("time"))?;
        into.push(ActivityRow {
            time: time.to_string(),
            person: person
                .is_valid(row)
                .then(|| person::shown(pseudonyms, person.value(row))),
            size: size.is_valid(row).then(|| size.value(row)),
            items: items.value(row),
            ..ActivityRow::default()
        });
    }
    // Column by column: each text column is looked up and checked once.
    for (name, place) in TEXT_PLACES {
        let texts = texts(name)?;
        let none = if NONE_FOR_NULL.contains(name) {
            "none"
        } else {
            ""
        };
        for (row, text) in into.iter_mut().skip(start).zip(texts.iter()) {
            text.unwrap_or(none).clone_into(place(row));
        }
    }
    Ok(())
}

/// Columns in which history writes "none" as null.
pub(crate) const NONE_FOR_NULL: &[&str] = &["reach", "label_change", "severity"];

type Place = fn(&mut ActivityRow) -> &mut String;

const TEXT_PLACES: &[(&str, Place)] = &[
    ("source", |row| &mut row.source),
    ("kind", |row| &mut row.kind),
    ("operation", |row| &mut row.operation),
    ("workload", |row| &mut row.workload),
    ("outcome", |row| &mut row.outcome),
    ("container", |row| &mut row.container),
    ("object", |row| &mut row.object),
    ("extension", |row| &mut row.extension),
    ("target", |row| &mut row.target),
    ("target_domain", |row| &mut row.target_domain),
    ("reach", |row| &mut row.reach),
    ("label_change", |row| &mut row.label_change),
    ("label_before", |row| &mut row.label_before),
    ("label_after", |row| &mut row.label_after),
    ("sensitive_types", |row| &mut row.sensitive_types),
    ("severity", |row| &mut row.severity),
    ("detail", |row| &mut row.detail),
];

fn missing(column: &'static str) -> QueryError {
    QueryError::History(format!("the column `{column}` is missing or not what it should be").into())
}
