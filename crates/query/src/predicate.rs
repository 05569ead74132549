//! From untrusted text to one expression over the columns of the segments.
//!
//! Three fences stand one behind the other: a length and a count of tokens before parsing, so that no parse runs deep; planning
//! against the visible columns alone, where no table is known and only the listed functions are; and a walk over the planned
//! expression that lets through the node types it knows and refuses all others, so that a new one is refused until somebody allows it.

use std::sync::Arc;

use arrow::datatypes::DataType;
use datafusion_common::tree_node::{Transformed, TreeNode, TreeNodeRecursion};
use datafusion_common::{Column, DFSchema, DataFusionError, ScalarValue};
use datafusion_expr::expr::InList;
use datafusion_expr::{BinaryExpr, Expr, ExprSchemable, Operator, ScalarUDF, col, lit};
use datafusion_functions::expr_fn::coalesce;
use datafusion_sql::parser::DFParserBuilder;
use datafusion_sql::planner::{PlannerContext, SqlToRel};
use sqlparser::dialect::GenericDialect;
use sqlparser::tokenizer::{Token, Tokenizer};

use crate::error::{no_column, no_function};
use crate::names::Names;
use crate::row::NONE_FOR_NULL;
use crate::{COLUMNS, FUNCTIONS, PseudonymLookup, QueryError, column, person};

/// Bytes of a predicate: room for a list of some 700 pseudonyms.
const MAX_BYTES: usize = 16 * 1024;

/// Words and signs of a predicate that can nest or chain; lists of literals are not counted.
const MAX_TOKENS: usize = 1_000;

/// Parses, checks and rewrites: the result names columns of the segments and is true or false.
pub(crate) fn parse(text: &str, lookup: &Arc<dyn PseudonymLookup>) -> Result<Expr, QueryError> {
    check_size(text)?;
    let schema = DFSchema::try_from(column::visible()).map_err(QueryError::planning)?;
    let expression = plan(text, &schema).map_err(QueryError::parsing)?;
    check_nodes(&expression)?;
    match expression.get_type(&schema).map_err(QueryError::parsing)? {
        DataType::Boolean | DataType::Null => {}
        _ => {
            return Err(QueryError::predicate(
                "it is not true or false for an activity: compare it with something",
            ));
        }
    }
    let pseudonym = Arc::new(person::function(Arc::clone(lookup)));
    let rewritten = expression.transform_down(|node| to_segments(node, &**lookup, &pseudonym));
    Ok(rewritten.map_err(QueryError::planning)?.data)
}

/// Parses one expression and resolves what it names.
fn plan(text: &str, schema: &DFSchema) -> Result<Expr, DataFusionError> {
    let parsed = DFParserBuilder::new(text)
        .with_dialect(&GenericDialect {})
        .build()?
        .parse_into_expr()?;
    let names = Names::new();
    SqlToRel::new(&names).sql_to_expr_with_alias(parsed, schema, &mut PlannerContext::new())
}

fn check_size(text: &str) -> Result<(), QueryError> {
    if text.trim().is_empty() {
        return Err(QueryError::predicate(
            "it is empty: `true` selects everything",
        ));
    }
    if text.len() > MAX_BYTES {
        return Err(QueryError::predicate(format!(
            "it is longer than {MAX_BYTES} bytes"
        )));
    }
    let tokens = Tokenizer::new(&GenericDialect {}, text)
        .tokenize()
        .map_err(|error| {
            QueryError::predicate(format!(
                "it is not one SQL expression: {}",
                error.message.to_lowercase()
            ))
        })?;
    let counted = |token: &&Token| {
        !matches!(
            token,
            Token::Whitespace(_)
                | Token::Comma
                | Token::SingleQuotedString(_)
                | Token::Number(..)
                | Token::EOF
        )
    };
    if tokens.iter().filter(counted).count() > MAX_TOKENS {
        return Err(QueryError::predicate(format!(
            "it has more than {MAX_TOKENS} words and signs"
        )));
    }
    Ok(())
}

fn check_nodes(expression: &Expr) -> Result<(), QueryError> {
    let mut refusal = None;
    let walk = expression.apply(|node| {
        refusal = refuse(node);
        Ok(if refusal.is_some() {
            TreeNodeRecursion::Stop
        } else {
            TreeNodeRecursion::Continue
        })
    });
    walk.map_err(QueryError::planning)?;
    refusal.map_or(Ok(()), |problem| Err(QueryError::Predicate(problem)))
}

/// What is wrong with a node, if anything.
fn refuse(node: &Expr) -> Option<String> {
    match node {
        Expr::Column(Column {
            relation: None,
            name,
            ..
        }) if COLUMNS.iter().any(|column| column.name == name) => None,
        Expr::Column(column) => Some(no_column(&column.flat_name())),
        Expr::ScalarFunction(call) if FUNCTIONS.contains(&call.name()) => None,
        Expr::ScalarFunction(call) => Some(no_function(call.name())),
        Expr::Literal(..)
        | Expr::BinaryExpr(_)
        | Expr::Like(_)
        | Expr::SimilarTo(_)
        | Expr::Not(_)
        | Expr::IsNotNull(_)
        | Expr::IsNull(_)
        | Expr::IsTrue(_)
        | Expr::IsFalse(_)
        | Expr::IsUnknown(_)
        | Expr::IsNotTrue(_)
        | Expr::IsNotFalse(_)
        | Expr::IsNotUnknown(_)
        | Expr::Negative(_)
        | Expr::Between(_)
        | Expr::Case(_)
        | Expr::Cast(_)
        | Expr::TryCast(_)
        | Expr::InList(_) => None,
        Expr::Exists(_)
        | Expr::InSubquery(_)
        | Expr::SetComparison(_)
        | Expr::ScalarSubquery(_) => Some(
            "it holds a query of its own: only an expression over one activity is allowed"
                .to_owned(),
        ),
        Expr::AggregateFunction(_) | Expr::WindowFunction(_) => Some(
            "it counts over several activities: only an expression over one activity is allowed"
                .to_owned(),
        ),
        _ => Some(
            "it holds something other than columns, literals, comparisons and functions".to_owned(),
        ),
    }
}

/// The person compared with one pseudonym: with the numbers of everybody who is that person.
fn is_one_of(op: Operator, numbers: &[i64]) -> Expr {
    match numbers {
        [number] => Expr::BinaryExpr(BinaryExpr::new(
            Box::new(col("person")),
            op,
            Box::new(lit(*number)),
        )),
        numbers => Expr::InList(InList::new(
            Box::new(col("person")),
            numbers.iter().map(|number| lit(*number)).collect(),
            op == Operator::NotEq,
        )),
    }
}

/// From visible columns to those of the segments. Comparing a person with pseudonyms becomes comparing numbers, so that segments can
/// be skipped by their statistics; anything else asked of a person goes through the pseudonym.
fn to_segments(
    node: Expr,
    lookup: &dyn PseudonymLookup,
    pseudonym: &Arc<ScalarUDF>,
) -> Result<Transformed<Expr>, DataFusionError> {
    let done = |expression: Expr| Ok(Transformed::new(expression, true, TreeNodeRecursion::Jump));
    match node {
        Expr::BinaryExpr(BinaryExpr {
            left,
            op: op @ (Operator::Eq | Operator::NotEq),
            right,
        }) => {
            let pair = (is_person(&left).then(|| text(&right)).flatten())
                .or_else(|| is_person(&right).then(|| text(&left)).flatten());
            match pair.map(|text| person::numbers(lookup, text)).as_deref() {
                Some(numbers) => done(is_one_of(op, numbers)),
                None => Ok(Transformed::no(Expr::BinaryExpr(BinaryExpr::new(
                    left, op, right,
                )))),
            }
        }
        Expr::InList(InList {
            expr,
            list,
            negated,
        }) => {
            let numbers = is_person(&expr)
                .then(|| {
                    list.iter()
                        .map(|entry| text(entry).map(|text| person::numbers(lookup, text)))
                        .collect::<Option<Vec<Vec<i64>>>>()
                })
                .flatten();
            let numbers = numbers.map(|all| all.into_iter().flatten().map(lit).collect());
            match numbers {
                Some(numbers) => done(Expr::InList(InList::new(expr, numbers, negated))),
                None => Ok(Transformed::no(Expr::InList(InList {
                    expr,
                    list,
                    negated,
                }))),
            }
        }
        Expr::IsNull(inner) if is_person(&inner) => done(Expr::IsNull(inner)),
        Expr::IsNotNull(inner) if is_person(&inner) => done(Expr::IsNotNull(inner)),
        Expr::Column(Column { name, .. }) if name == "person" => {
            done(pseudonym.call(vec![col("person")]))
        }
        Expr::Column(Column { name, .. }) if name == "path" => {
            let part = |name: &str| Box::new(coalesce(vec![col(name), lit("")]));
            done(Expr::BinaryExpr(BinaryExpr::new(
                part("container"),
                Operator::StringConcat,
                part("object"),
            )))
        }
        Expr::Column(Column { name, .. }) if NONE_FOR_NULL.contains(&name.as_str()) => {
            done(coalesce(vec![col(name), lit("none")]))
        }
        other => Ok(Transformed::no(other)),
    }
}

fn is_person(expression: &Expr) -> bool {
    matches!(expression, Expr::Column(column) if column.name == "person")
}

fn text(expression: &Expr) -> Option<&str> {
    match expression {
        Expr::Literal(
            ScalarValue::Utf8(Some(text))
            | ScalarValue::Utf8View(Some(text))
            | ScalarValue::LargeUtf8(Some(text)),
            _,
        ) => Some(text),
        _ => None,
    }
}
