//! The segments of history as a table: exactly the files that the manifest names, without listing a directory.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::catalog::{Session, TableProvider};
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder, ParquetSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::error::Result;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::logical_expr::{Expr, TableType};
use datafusion::physical_plan::ExecutionPlan;
use ombud_store::SegmentMeta;
use ombud_store::history;

/// Where the object store of history is registered. The name means nothing outside of this crate.
pub(crate) const PLACE: &str = "history://segments/";

/// Type in which the engine reads text, whatever it was written from.
pub(crate) const TEXT: DataType = DataType::Utf8View;

pub(crate) struct Segments {
    schema: SchemaRef,
    files: Vec<SegmentMeta>,
}

impl Segments {
    pub(crate) fn new(files: &[SegmentMeta]) -> Self {
        Self {
            schema: readable(),
            files: files.to_vec(),
        }
    }
}

/// The columns of a segment that a query may touch: all but the sealed one.
fn readable() -> SchemaRef {
    let plain = |field: &Arc<Field>| match field.data_type() {
        DataType::Dictionary(..) | DataType::Utf8 => {
            Field::new(field.name(), TEXT, field.is_nullable())
        }
        other => Field::new(field.name(), other.clone(), field.is_nullable()),
    };
    let schema = history::schema();
    let fields = schema
        .fields()
        .iter()
        .filter(|field| field.name() != history::column::SEALED)
        .map(plain);
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

impl fmt::Debug for Segments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} segments", self.files.len())
    }
}

#[async_trait]
impl TableProvider for Segments {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    /// Filters are not taken here: the optimiser pushes them, and the moving bound of the newest rows, into the scan by itself.
    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        _filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let mut groups = vec![
            FileGroup::default();
            state
                .config()
                .target_partitions()
                .min(self.files.len())
                .max(1)
        ];
        let partitions = groups.len();
        for (index, segment) in self.files.iter().enumerate() {
            if let Some(group) = groups.get_mut(index % partitions) {
                group.push(PartitionedFile::new(segment.path.clone(), segment.bytes));
            }
        }
        let options = state.table_options().parquet.clone();
        let source = ParquetSource::new(self.schema()).with_table_parquet_options(options);
        let config = FileScanConfigBuilder::new(ObjectStoreUrl::parse(PLACE)?, Arc::new(source))
            .with_file_groups(groups)
            .with_projection_indices(projection.cloned())?
            .with_limit(limit)
            .build();
        Ok(DataSourceExec::from_data_source(config))
    }
}
