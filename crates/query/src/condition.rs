//! A predicate made ready: evaluated on batches of rows, column by column.

use std::sync::Arc;

use arrow::array::{AsArray, BooleanArray, RecordBatch};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion_common::{DFSchema, DataFusionError, Result};
use datafusion_expr::Expr;
use datafusion_expr::execution_props::ExecutionProps;
use datafusion_expr::physical_planning_context::PhysicalPlanningContext;
use datafusion_expr::simplify::SimplifyContext;
use datafusion_optimizer::simplify_expressions::ExprSimplifier;
use datafusion_physical_expr::{PhysicalExpr, create_physical_expr};
use ombud_store::history;

/// Type in which the engine reads text, whatever it was written from.
pub(crate) const TEXT: DataType = DataType::Utf8View;

/// The columns of a segment, text in the engine's type. All are there, since the file is read against this schema; the sealed one is
/// never asked for.
pub(crate) fn readable() -> SchemaRef {
    let plain = |field: &Arc<Field>| match field.data_type() {
        DataType::Dictionary(..) | DataType::Utf8 => {
            Field::new(field.name(), TEXT, field.is_nullable())
        }
        other => Field::new(field.name(), other.clone(), field.is_nullable()),
    };
    Arc::new(Schema::new(
        history::schema()
            .fields()
            .iter()
            .map(plain)
            .collect::<Vec<_>>(),
    ))
}

/// Types fitted and constants folded: `time >= '2026-03-01'` compares moments from here on.
pub(crate) fn simplify(predicate: Expr) -> Result<Expr> {
    let schema = Arc::new(DFSchema::try_from(readable())?);
    let context = SimplifyContext::builder()
        .with_schema(Arc::clone(&schema))
        .build();
    let simplifier = ExprSimplifier::new(context);
    simplifier.simplify(simplifier.coerce(predicate, &schema)?)
}

/// A simplified predicate over the columns that it names.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    expression: Arc<dyn PhysicalExpr>,
    /// In the order of the file.
    columns: Vec<String>,
}

impl Condition {
    pub(crate) fn new(predicate: &Expr) -> Result<Self> {
        let named = predicate.column_refs();
        let schema = readable();
        let fields = schema.fields().iter();
        let mut fields: Vec<Arc<Field>> = fields
            .filter(|field| named.iter().any(|column| column.name == *field.name()))
            .cloned()
            .collect();
        // A batch without columns has no length.
        if fields.is_empty() {
            fields.extend(schema.fields().iter().take(1).cloned());
        }
        let columns = fields.iter().map(|field| field.name().clone()).collect();
        let schema = DFSchema::try_from(Schema::new(fields))?;
        let expression = create_physical_expr(
            predicate,
            &schema,
            &ExecutionProps::new(),
            &PhysicalPlanningContext::default(),
        )?;
        Ok(Self {
            expression,
            columns,
        })
    }

    /// The columns that a batch must have, in this order.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(String::as_str)
    }

    /// For which rows it is true. Null counts as false.
    pub(crate) fn holds(&self, batch: &RecordBatch) -> Result<BooleanArray, DataFusionError> {
        let value = self.expression.evaluate(batch)?;
        let array = value.into_array(batch.num_rows())?;
        if array.data_type() == &DataType::Null {
            return Ok(BooleanArray::from(vec![false; batch.num_rows()]));
        }
        let held = array.as_boolean_opt().cloned();
        held.ok_or_else(|| DataFusionError::Internal("no truth values".to_owned()))
    }
}
