//! Makes a predicate total: an operation that cannot be done on the values of some row gives null there, as `try_cast` does.
//!
//! Promises: whether a predicate is refused depends on its text alone. The operations that fail by value are turned into ones that give
//! null; [`crate::condition::Condition`] counts a row as not matching when something else fails on it.

use datafusion_common::tree_node::{Transformed, TreeNode};
use datafusion_common::{DFSchema, Result, ScalarValue};
use datafusion_expr::expr::{Cast, TryCast};
use datafusion_expr::{BinaryExpr, Expr, ExprSchemable, Operator, lit};
use datafusion_functions::expr_fn::nullif;

/// What reads no column is left as it is: it fails before any row is read, and that is told to whoever wrote it.
pub(crate) fn make_total(predicate: Expr, schema: &DFSchema) -> Result<Expr> {
    let total = predicate.transform_up(|node| {
        Ok(match node {
            Expr::Cast(Cast { expr, field }) if reads_a_column(&expr) => {
                Transformed::yes(Expr::TryCast(TryCast::new_from_field(expr, field)))
            }
            Expr::BinaryExpr(BinaryExpr {
                left,
                op: op @ (Operator::Divide | Operator::Modulo),
                right,
            }) if reads_a_column(&right) => {
                let zero = ScalarValue::new_zero(&right.get_type(schema)?)?;
                let right = Box::new(nullif(*right, lit(zero)));
                Transformed::yes(Expr::BinaryExpr(BinaryExpr::new(left, op, right)))
            }
            other => Transformed::no(other),
        })
    });
    Ok(total?.data)
}

fn reads_a_column(expression: &Expr) -> bool {
    !expression.column_refs().is_empty()
}
