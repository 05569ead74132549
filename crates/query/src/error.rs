//! Why a question has no answer: because of the question, or because of history.

use std::error::Error;

use datafusion_common::{DataFusionError, SchemaError};
use sqlparser::parser::ParserError;

use crate::{FUNCTIONS, column};

/// The first two are for whoever asked and name no file, type or engine; the last is for the log.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    #[error("the predicate cannot be used: {0}")]
    Predicate(String),
    #[error(
        "the question needs more {what} than it may have: ask for a shorter time or fewer rows"
    )]
    TooCostly { what: &'static str },
    #[error("history cannot be read")]
    History(#[source] Box<dyn Error + Send + Sync>),
}

impl QueryError {
    pub(crate) fn predicate(problem: impl Into<String>) -> Self {
        Self::Predicate(problem.into())
    }

    /// What went wrong while the text became an expression: whatever it is, the text is at fault.
    pub(crate) fn parsing(error: DataFusionError) -> Self {
        match Self::planning(error) {
            Self::History(_) => Self::predicate("it asks for something that is not offered here"),
            other => other,
        }
    }

    /// What went wrong before anything was read.
    pub(crate) fn planning(error: DataFusionError) -> Self {
        match error.find_root() {
            DataFusionError::SQL(error, _) => Self::predicate(syntax(error)),
            DataFusionError::SchemaError(error, _) => Self::predicate(schema(error)),
            DataFusionError::Plan(text) | DataFusionError::NotImplemented(text) => {
                Self::predicate(plain(text))
            }
            _ => Self::evaluating(error),
        }
    }

    /// The predicate fails on its own constants.
    fn evaluating(error: DataFusionError) -> Self {
        match (known(&error), error.find_root()) {
            (Some(reason), _) => Self::predicate(reason),
            (None, DataFusionError::ArrowError(..) | DataFusionError::Execution(_)) => {
                Self::predicate("a value in it is not one that the function around it takes")
            }
            (None, _) => Self::History(error.into()),
        }
    }
}

const PATTERN: &str = "a pattern in it is not a regular expression, or too large a one";

const ZERO: &str = "it divides by zero";

/// Signs in the engine's words, and ours for them.
const FAILURES: &[(&str, &str)] = &[
    ("nvalid regex", PATTERN),
    ("egular expression", PATTERN),
    ("ivide by zero", ZERO),
    ("Failed to coerce", "it compares things of different types"),
    ("DivideByZero", ZERO),
    ("verflow", "a number in it becomes too large"),
    (
        "Cannot cast",
        "a value cannot be turned into the type that it asks for: use `try_cast`, which gives null instead",
    ),
    (
        "ParseError",
        "a value cannot be read as the time or number that it asks for",
    ),
    (
        "Parser error",
        "a value cannot be read as the time or number that it asks for",
    ),
];

/// Whether a predicate that was made total can only fail like this because of what it says itself.
pub(crate) fn is_in_the_text(error: &DataFusionError) -> bool {
    matches!(known(error), Some(PATTERN | ZERO))
}

fn known(error: &DataFusionError) -> Option<&'static str> {
    let text = error.to_string();
    FAILURES
        .iter()
        .find(|(sign, _)| text.contains(sign))
        .map(|(_, reason)| *reason)
}

fn syntax(error: &ParserError) -> String {
    match error {
        ParserError::TokenizerError(text) | ParserError::ParserError(text) => {
            format!("it is not one SQL expression: {}", plain(text))
        }
        ParserError::RecursionLimitExceeded => "it is nested too deeply".to_owned(),
    }
}

fn schema(error: &SchemaError) -> String {
    match error {
        SchemaError::FieldNotFound { field, .. } => no_column(&field.flat_name()),
        _ => format!(
            "a column in it is ambiguous; the columns are {}",
            column::names()
        ),
    }
}

pub(crate) fn no_column(name: &str) -> String {
    format!(
        "there is no column `{name}`; the columns are {} (text stands in single quotes)",
        column::names()
    )
}

pub(crate) fn no_function(name: &str) -> String {
    format!(
        "there is no function `{name}`; the functions are {}",
        FUNCTIONS.join(", ")
    )
}

/// The engine's words without its vocabulary: one line, lower case, no full stop, types by their plain names.
fn plain(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    if let Some(name) = line
        .strip_prefix("Invalid function '")
        .and_then(|rest| rest.split('\'').next())
    {
        return no_function(name);
    }
    let mut line = line
        .trim_start_matches("Error during planning: ")
        .trim_end_matches('.')
        .to_owned();
    for (type_name, word) in [
        ("Timestamp(ms, \"UTC\")", "time"),
        ("Timestamp(Millisecond, Some(\"UTC\"))", "time"),
        ("Utf8View", "text"),
        ("LargeUtf8", "text"),
        ("Utf8", "text"),
        ("UInt64", "number"),
        ("UInt32", "number"),
        ("Int64", "number"),
        ("Int32", "number"),
        ("Float64", "number"),
        ("Boolean", "truth value"),
    ] {
        line = line.replace(type_name, word);
    }
    let mut letters = line.chars();
    let lowered = letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect::<String>())
        .unwrap_or_default();
    if lowered.is_empty() {
        "it does not make sense here".to_owned()
    } else {
        lowered
    }
}
