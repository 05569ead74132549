//! A report: what is written in it, without how it looks.
//!
//! Promises: every row of a table has as many cells as the table has columns. Text is any text; the renderers show what they cannot print
//! as a visible code such as `[U+202E]`, and drop nothing.

use std::fmt;
use std::str::FromStr;

/// A report has at most so many columns in a table, so that each has room on a page.
pub const MAX_COLUMNS: usize = 12;

/// A report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    pub language: Language,
    pub title: String,
    pub facts: Vec<Fact>,
    pub sections: Vec<Section>,
}

/// One line of what matters most: a label and its value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    pub label: String,
    pub value: String,
}

/// A heading and what follows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    pub heading: String,
    pub blocks: Vec<Block>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// A line feed begins a new line.
    Paragraph(String),
    Table(Table),
}

/// A table with one row of column names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// Why a table is not as it should be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadTable {
    #[error("a table has 1 to {MAX_COLUMNS} columns, not {found}")]
    Columns { found: usize },
    #[error("a row of the table has {found} cells and the table has {expected} columns")]
    Row { expected: usize, found: usize },
}

impl Table {
    /// A table without rows.
    pub fn new(columns: Vec<String>) -> Result<Self, BadTable> {
        let found = columns.len();
        if (1..=MAX_COLUMNS).contains(&found) {
            Ok(Self {
                columns,
                rows: Vec::new(),
            })
        } else {
            Err(BadTable::Columns { found })
        }
    }

    /// Adds a row. On an error nothing was added.
    pub fn add(&mut self, row: Vec<String>) -> Result<(), BadTable> {
        let (expected, found) = (self.columns.len(), row.len());
        if expected != found {
            return Err(BadTable::Row { expected, found });
        }
        self.rows.push(row);
        Ok(())
    }

    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }
}

/// The language of a report, such as `en` or `de-AT`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Language(String);

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "a language is written as in `en` or `de-AT`: letters, then parts of 1 to 8 letters or digits"
)]
pub struct BadLanguage;

impl Language {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Language {
    /// English.
    fn default() -> Self {
        Self("en".to_owned())
    }
}

impl FromStr for Language {
    type Err = BadLanguage;

    fn from_str(text: &str) -> Result<Self, BadLanguage> {
        let is_part = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let first = text.split('-').next().unwrap_or_default();
        let begins = first.len() >= 2 && first.bytes().all(|byte| byte.is_ascii_alphabetic());
        if begins && text.len() <= 35 && text.split('-').all(is_part) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadLanguage)
        }
    }
}

/// How a character is shown that cannot be printed.
pub(crate) struct Code(pub(crate) char);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[U+{:04X}]", u32::from(self.0))
    }
}
