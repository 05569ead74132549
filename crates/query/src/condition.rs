//! A predicate made ready: evaluated on batches of rows, column by column.
//!
//! Promises: evaluation never fails, whatever the rows hold, and what a row gives depends on that row alone. A predicate whose
//! own constants make no sense is refused before any row is read.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, BooleanBufferBuilder, RecordBatch, new_null_array,
};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion_common::{DFSchema, DataFusionError, Result, ScalarValue};
use datafusion_expr::Expr;
use datafusion_expr::execution_props::ExecutionProps;
use datafusion_expr::physical_planning_context::PhysicalPlanningContext;
use datafusion_expr::simplify::SimplifyContext;
use datafusion_optimizer::simplify_expressions::ExprSimplifier;
use datafusion_physical_expr::{PhysicalExpr, create_physical_expr};
use ombud_store::history;

use crate::error::is_in_the_text;
use crate::total::make_total;

/// Type in which the engine reads text, whatever it was written from.
pub(crate) const TEXT: DataType = DataType::Utf8View;

/// The columns of a segment, text in the engine's type. A segment of an earlier version lacks the last ones, which are null in it; the
/// sealed one is never asked for.
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

/// Types fitted, made total, constants folded: `time >= '2026-03-01'` compares moments from here on.
pub(crate) fn simplify(predicate: Expr) -> Result<Expr> {
    let schema = Arc::new(DFSchema::try_from(readable())?);
    let context = SimplifyContext::builder()
        .with_schema(Arc::clone(&schema))
        .build();
    let simplifier = ExprSimplifier::new(context);
    let fitted = simplifier.coerce(predicate, &schema)?;
    simplifier.simplify(make_total(fitted, &schema)?)
}

/// A simplified predicate over the columns that it names.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    expression: Arc<dyn PhysicalExpr>,
    /// The columns that it names, in the order of the file.
    schema: SchemaRef,
}

impl Condition {
    /// Fails when a pattern in the predicate is none or a divisor is zero; what is recorded has no part in it.
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
        let schema = Arc::new(Schema::new(fields));
        let expression = create_physical_expr(
            predicate,
            &DFSchema::try_from(Arc::clone(&schema))?,
            &ExecutionProps::new(),
            &PhysicalPlanningContext::default(),
        )?;
        let condition = Self {
            expression,
            schema: Arc::clone(&schema),
        };
        // A pattern that is none and a division by zero fail on whatever row: that is told. What else fails here may not on rows with content.
        match condition.evaluate(&blank(&schema)?) {
            Err(error) if is_in_the_text(&error) => Err(error),
            _ => Ok(condition),
        }
    }

    /// The columns that a batch should have.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        self.schema
            .fields()
            .iter()
            .map(|field| field.name().as_str())
    }

    /// The batch with exactly the columns that are named: those that its segment lacks are null.
    fn completed(&self, batch: &RecordBatch) -> Option<RecordBatch> {
        let columns = self.schema.fields().iter().map(|field| {
            let known = batch.column_by_name(field.name()).cloned();
            known.unwrap_or_else(|| new_null_array(field.data_type(), batch.num_rows()))
        });
        RecordBatch::try_new(Arc::clone(&self.schema), columns.collect()).ok()
    }

    /// For which rows it is true. Null counts as false, and so does a row that it fails on.
    pub(crate) fn holds(&self, batch: &RecordBatch) -> BooleanArray {
        let found = batch.schema_ref().fields().iter();
        let is_whole = found.map(|field| field.name().as_str()).eq(self.columns());
        let completed = if is_whole {
            None
        } else {
            self.completed(batch)
        };
        let mut held = BooleanBufferBuilder::new(batch.num_rows());
        self.append(completed.as_ref().unwrap_or(batch), &mut held);
        BooleanArray::new(held.finish(), None)
    }

    /// Where evaluation fails, halves are tried, down to the single row: so no row decides about another.
    fn append(&self, batch: &RecordBatch, held: &mut BooleanBufferBuilder) {
        let rows = batch.num_rows();
        match self.evaluate(batch) {
            Ok(truth) => {
                (0..rows).for_each(|row| held.append(truth.is_valid(row) && truth.value(row)));
            }
            Err(_) if rows <= 1 => held.append_n(rows, false),
            Err(_) => {
                let half = rows / 2;
                self.append(&batch.slice(0, half), held);
                self.append(&batch.slice(half, rows - half), held);
            }
        }
    }

    fn evaluate(&self, batch: &RecordBatch) -> Result<BooleanArray> {
        // A panic in a function would tell about the values that it met. Functions hold no state that could be left half changed.
        let value = catch_unwind(AssertUnwindSafe(|| self.expression.evaluate(batch)));
        let value = value.map_err(|_| internal("a function panicked"))??;
        let array = value.into_array(batch.num_rows())?;
        if array.data_type() == &DataType::Null {
            return Ok(BooleanArray::new_null(batch.num_rows()));
        }
        let truth = array.as_boolean_opt().cloned();
        truth.ok_or_else(|| internal("no truth values"))
    }
}

/// One row that nobody recorded.
fn blank(schema: &Arc<Schema>) -> Result<RecordBatch> {
    let column = |field: &Arc<Field>| -> Result<ArrayRef> {
        match ScalarValue::new_default(field.data_type()) {
            Ok(value) => value.to_array(),
            Err(_) => Ok(new_null_array(field.data_type(), 1)),
        }
    };
    let columns = schema.fields().iter().map(column).collect::<Result<_>>()?;
    Ok(RecordBatch::try_new(Arc::clone(schema), columns)?)
}

fn internal(text: &str) -> DataFusionError {
    DataFusionError::Internal(text.to_owned())
}
