//! Whose activities a question may give and from when: what a row must satisfy before the predicate sees it.
//!
//! Promises: bounds are compared as numbers, so they cannot fail; whatever the predicate says, it is evaluated on rows within the bounds
//! only. A bound that the predicate states itself (`person = …`, `time >= …`, joined by `and`) only lets rows be skipped earlier: the
//! predicate still decides.

use std::collections::{BTreeSet, HashSet};

use arrow::array::{Array, AsArray, BooleanArray, RecordBatch};
use arrow::datatypes::{Int64Type, TimestampMillisecondType};
use datafusion_common::ScalarValue;
use datafusion_expr::expr::InList;
use datafusion_expr::utils::split_conjunction;
use datafusion_expr::{BinaryExpr, Expr, Operator};
use ombud_model::PersonId;

/// Whose activities may be given, whatever the predicate says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Whom {
    /// Everybody's, services' included.
    #[default]
    Everybody,
    /// Everybody's but those of these persons.
    EverybodyBut(BTreeSet<PersonId>),
    /// These persons' only.
    Only(BTreeSet<PersonId>),
}

impl Whom {
    /// Whether this person's activities may be given.
    pub fn includes(&self, person: PersonId) -> bool {
        match self {
            Whom::Everybody => true,
            Whom::EverybodyBut(persons) => !persons.contains(&person),
            Whom::Only(persons) => persons.contains(&person),
        }
    }
}

/// Persons by their number in history.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Persons {
    All,
    But(HashSet<i64>),
    Only(HashSet<i64>),
}

/// A row within them may be seen by the predicate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Bounds {
    allowed: Persons,
    /// Whom the predicate asks about, where it says so.
    asked: Persons,
    /// Milliseconds, both ends included.
    from: i64,
    until: i64,
}

impl Bounds {
    pub(crate) fn new(whom: &Whom, predicate: &Expr) -> Self {
        let mut bounds = Self {
            allowed: match whom {
                Whom::Everybody => Persons::All,
                Whom::EverybodyBut(persons) => Persons::But(stored(persons)),
                Whom::Only(persons) => Persons::Only(stored(persons)),
            },
            asked: Persons::All,
            from: i64::MIN,
            until: i64::MAX,
        };
        for part in split_conjunction(predicate) {
            bounds.narrow(part);
        }
        bounds
    }

    /// Takes up what one part of the predicate states, if it is a bound.
    fn narrow(&mut self, part: &Expr) {
        match part {
            // A short list of persons comes as one comparison or another.
            Expr::BinaryExpr(BinaryExpr {
                op: Operator::Or, ..
            }) => {
                if let Some(numbers) = either(part) {
                    self.ask(numbers);
                }
            }
            Expr::BinaryExpr(BinaryExpr { left, op, right }) => match (&**left, &**right) {
                (Expr::Column(column), Expr::Literal(value, _)) => {
                    self.compare(&column.name, *op, value);
                }
                (Expr::Literal(value, _), Expr::Column(column)) => {
                    if let Some(op) = op.swap() {
                        self.compare(&column.name, op, value);
                    }
                }
                _ => {}
            },
            Expr::InList(InList {
                expr,
                list,
                negated: false,
            }) if matches!(&**expr, Expr::Column(column) if column.name == "person") => {
                let numbers: Option<HashSet<i64>> = list.iter().map(literal_number).collect();
                if let Some(numbers) = numbers {
                    self.ask(numbers);
                }
            }
            _ => {}
        }
    }

    fn compare(&mut self, column: &str, op: Operator, value: &ScalarValue) {
        match (column, value) {
            ("person", ScalarValue::Int64(Some(number))) if op == Operator::Eq => {
                self.ask(HashSet::from([*number]));
            }
            ("time", ScalarValue::TimestampMillisecond(Some(moment), _)) => match op {
                Operator::Eq => {
                    self.from = self.from.max(*moment);
                    self.until = self.until.min(*moment);
                }
                Operator::Gt | Operator::GtEq => self.from = self.from.max(*moment),
                Operator::Lt | Operator::LtEq => self.until = self.until.min(*moment),
                _ => {}
            },
            _ => {}
        }
    }

    fn ask(&mut self, numbers: HashSet<i64>) {
        self.asked = Persons::Only(match std::mem::replace(&mut self.asked, Persons::All) {
            Persons::Only(before) => before.intersection(&numbers).copied().collect(),
            Persons::All | Persons::But(_) => numbers,
        });
    }

    /// Leaves out what is older than `moment`.
    pub(crate) fn not_before(&self, moment: i64) -> Self {
        Self {
            from: self.from.max(moment),
            ..self.clone()
        }
    }

    /// Whether rows of these times can be within the bounds.
    pub(crate) fn meet_times(&self, first: i64, last: i64) -> bool {
        self.from <= last && first <= self.until
    }

    /// Whether rows of these persons can be within the bounds; rows without a person lie outside of `first..=last`.
    pub(crate) fn meet_persons(&self, first: i64, last: i64, without: bool) -> bool {
        let meet = |persons: &Persons| match persons {
            Persons::All => true,
            Persons::But(numbers) => without || first != last || !numbers.contains(&first),
            Persons::Only(numbers) => numbers.iter().any(|number| (first..=last).contains(number)),
        };
        meet(&self.allowed) && meet(&self.asked)
    }

    /// Which rows of a batch with `person` and `time` are within the bounds; `None` when a column is not what it should be.
    pub(crate) fn hold(&self, batch: &RecordBatch) -> Option<BooleanArray> {
        let persons = batch
            .column_by_name("person")?
            .as_primitive_opt::<Int64Type>()?;
        let times = batch
            .column_by_name("time")?
            .as_primitive_opt::<TimestampMillisecondType>()?;
        let within = |row: usize| {
            let person = persons.is_valid(row).then(|| persons.value(row));
            (self.from..=self.until).contains(&times.value(row))
                && holds(&self.allowed, person)
                && holds(&self.asked, person)
        };
        Some((0..batch.num_rows()).map(|row| Some(within(row))).collect())
    }

    /// Whether every row is within the bounds.
    pub(crate) fn are_none(&self) -> bool {
        self.allowed == Persons::All
            && self.asked == Persons::All
            && (self.from, self.until) == (i64::MIN, i64::MAX)
    }
}

fn holds(persons: &Persons, person: Option<i64>) -> bool {
    match persons {
        Persons::All => true,
        Persons::But(numbers) => person.is_none_or(|person| !numbers.contains(&person)),
        Persons::Only(numbers) => person.is_some_and(|person| numbers.contains(&person)),
    }
}

fn stored(persons: &BTreeSet<PersonId>) -> HashSet<i64> {
    persons
        .iter()
        .map(|person| person.0.cast_signed())
        .collect()
}

/// The persons of comparisons that are joined by `or` and compare nothing else.
fn either(part: &Expr) -> Option<HashSet<i64>> {
    let Expr::BinaryExpr(BinaryExpr { left, op, right }) = part else {
        return None;
    };
    match op {
        Operator::Or => Some(either(left)?.into_iter().chain(either(right)?).collect()),
        Operator::Eq if matches!(&**left, Expr::Column(column) if column.name == "person") => {
            Some(HashSet::from([literal_number(right)?]))
        }
        _ => None,
    }
}

fn literal_number(expression: &Expr) -> Option<i64> {
    match expression {
        Expr::Literal(ScalarValue::Int64(number), _) => *number,
        _ => None,
    }
}
