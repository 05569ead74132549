//! One record as framing hands it to a source: JSON text, or a row of a table with its header.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::when::{self, Order, Proof};

/// The header of a table; shared by all of its rows.
#[derive(Clone, Debug, Default)]
pub struct Header {
    names: Vec<String>,
    dates: OnceLock<Slashes>,
}

impl Header {
    pub fn new(names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let plain =
            |name: &str| without_zone(name.trim().trim_start_matches('\u{feff}')).to_owned();
        Self {
            names: names.into_iter().map(|name| plain(name.as_ref())).collect(),
            dates: OnceLock::new(),
        }
    }

    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Says what was seen of dates in the whole table; once, before its rows are read.
    pub(crate) fn set_dates(&self, dates: Slashes) {
        let _ = self.dates.set(dates);
    }

    /// What was seen of dates, if anybody looked.
    pub(crate) fn dates(&self) -> Option<&Slashes> {
        self.dates.get()
    }

    /// The order of dates with slashes, where the table has proven one.
    pub fn order(&self) -> Option<Order> {
        self.dates.get().and_then(Slashes::order)
    }

    /// Whether dates of that column cannot be read, because the table proves no order or both.
    pub fn leaves_open(&self, column: usize) -> bool {
        self.dates
            .get()
            .is_some_and(|dates| dates.leaves_open(column))
    }

    /// Column of that name, case ignored.
    pub fn position(&self, name: &str) -> Option<usize> {
        let name = without_zone(name);
        self.names
            .iter()
            .position(|column| column.eq_ignore_ascii_case(name))
    }
}

/// The name of a column without the zone that Log Analytics puts behind it: `TimeGenerated [UTC]`. Times without a zone are UTC anyway.
fn without_zone(name: &str) -> &str {
    const ZONE: &str = "[UTC]";
    match name
        .len()
        .checked_sub(ZONE.len())
        .and_then(|at| name.split_at_checked(at))
    {
        Some((plain, zone)) if zone.eq_ignore_ascii_case(ZONE) && !plain.is_empty() => {
            plain.trim_end()
        }
        _ => name,
    }
}

/// Begins a line above a header that states the order of dates. Rejected rows carry it, so that they are read again as in their table.
const STATED: &[u8] = b"#DATES ";
const DAY_FIRST: &str = "day-first";
const MONTH_FIRST: &str = "month-first";
const OPEN: &str = "open";

/// What was seen of dates with slashes in a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slashes {
    day_first: bool,
    month_first: bool,
    /// The table was not seen to its end: nothing is proven.
    unfinished: bool,
    /// By column: whether it holds such a date, and one that could be read in both ways.
    columns: Vec<(bool, bool)>,
}

impl Slashes {
    /// Looks at a row. Cells that are no dates from end to end tell nothing.
    pub(crate) fn see(&mut self, cells: &[Cow<'_, str>]) {
        for (column, cell) in cells.iter().enumerate() {
            let Some(proof) = when::proof(cell) else {
                continue;
            };
            if self.columns.len() <= column {
                self.columns.resize(column + 1, (false, false));
            }
            let open = proof == Proof::Open;
            self.day_first |= proof == Proof::Certain(Order::Day);
            self.month_first |= proof == Proof::Certain(Order::Month);
            if let Some(known) = self.columns.get_mut(column) {
                *known = (true, known.1 | open);
            }
        }
    }

    /// What a line above a header states: `#DATES day-first`, `#DATES month-first`, or `#DATES open` where nothing was proven. `None` for
    /// any other line.
    pub(crate) fn stated(line: &[u8]) -> Option<Self> {
        let word = line.strip_prefix(STATED)?.trim_ascii();
        let is = |wanted: &str| word.eq_ignore_ascii_case(wanted.as_bytes());
        let stated = Self {
            day_first: is(DAY_FIRST),
            month_first: is(MONTH_FIRST),
            unfinished: is(OPEN),
            columns: Vec::new(),
        };
        (stated.day_first || stated.month_first || stated.unfinished).then_some(stated)
    }

    /// The line that [`Slashes::stated`] reads, with its newline.
    pub(crate) fn line(&self) -> Vec<u8> {
        let word = match self.order() {
            Some(Order::Day) => DAY_FIRST,
            Some(Order::Month) => MONTH_FIRST,
            None => OPEN,
        };
        [STATED, word.as_bytes(), b"\n"].concat()
    }

    pub(crate) fn set_unfinished(&mut self) {
        self.unfinished = true;
    }

    fn order(&self) -> Option<Order> {
        match (self.day_first, self.month_first, self.unfinished) {
            (true, false, false) => Some(Order::Day),
            (false, true, false) => Some(Order::Month),
            _ => None,
        }
    }

    fn leaves_open(&self, column: usize) -> bool {
        let (any, open) = self.columns.get(column).copied().unwrap_or_default();
        let contradicts = self.day_first && self.month_first;
        (any && (contradicts || self.unfinished)) || (open && self.order().is_none())
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
