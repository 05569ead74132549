//! One record as framing hands it to a source: JSON text, or a row of a table with its header.

use std::borrow::Cow;

/// The header of a table; shared by all of its rows.
#[derive(Clone, Debug, Default)]
pub struct Header(Vec<String>);

impl Header {
    pub fn new(names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self(
            names
                .into_iter()
                .map(|name| {
                    name.as_ref()
                        .trim()
                        .trim_start_matches('\u{feff}')
                        .to_owned()
                })
                .collect(),
        )
    }

    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// Column of that name, case ignored.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.0
            .iter()
            .position(|column| column.eq_ignore_ascii_case(name))
    }
}

/// One row; it may be shorter or longer than its header.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    pub header: &'a Header,
    pub cells: &'a [Cow<'a, str>],
}

impl<'a> Row<'a> {
    /// The trimmed cell of that column, case of the name ignored; `None` when column or cell is missing or blank.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.header
            .position(name)
            .and_then(|column| self.cell(column))
    }

    pub fn cell(&self, column: usize) -> Option<&'a str> {
        self.cells
            .get(column)
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
    }
}

#[derive(Clone, Debug)]
pub enum Record<'a> {
    /// One JSON value, not yet parsed and not yet known to be valid or even UTF-8.
    Json(&'a [u8]),
    Row(Row<'a>),
}
