//! Small helpers around sea-query: bulk inserts that stay under every backend's limits, and conversions between ids and columns.

use sea_orm::sea_query::{Expr, ExprTrait, Iden, InsertStatement, IntoIden, OnConflict, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, TryGetable, Value};

use ombud_model::{Day, PersonId, Timestamp};

use crate::StoreError;
use crate::error::During;

/// Rows of one statement. Large enough that the round trip does not count; the statement's text is the same for every full chunk, so
/// the database parses it once.
const ROWS: usize = 512;

/// Values bound in one statement that selects by a list: below SQLite's limit of 32,766.
pub(crate) const IN_LIST: usize = 8_192;

/// Inserts all rows with as few statements as reasonable. Returns the number of rows written, which leaves out those that
/// `conflict` skipped.
pub(crate) async fn insert_rows<C, I, const N: usize>(
    connection: &C,
    table: impl Iden + Copy + 'static,
    columns: [I; N],
    conflict: Option<&OnConflict>,
    rows: Vec<[Value; N]>,
) -> Result<u64, DbErr>
where
    C: ConnectionTrait,
    I: Iden + Copy + 'static,
{
    let mut written = 0;
    let mut full: Option<String> = None;
    let mut values: Vec<Value> = Vec::with_capacity(ROWS * N);
    let mut left = rows.len();
    let mut rows = rows.into_iter();
    while left > 0 {
        let count = left.min(ROWS);
        left -= count;
        values.extend(rows.by_ref().take(count).flatten());
        let sql = match &full {
            Some(sql) if count == ROWS => sql.clone(),
            _ => insert_text(connection, table, columns, conflict, count)?,
        };
        if count == ROWS && full.is_none() {
            full = Some(sql.clone());
        }
        let values = std::mem::replace(&mut values, Vec::with_capacity(ROWS * N));
        let statement =
            Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
        written += connection.execute_raw(statement).await?.rows_affected();
    }
    Ok(written)
}

fn insert_text<C, I, const N: usize>(
    connection: &C,
    table: impl Iden + Copy + 'static,
    columns: [I; N],
    conflict: Option<&OnConflict>,
    count: usize,
) -> Result<String, DbErr>
where
    C: ConnectionTrait,
    I: Iden + Copy + 'static,
{
    let mut insert = InsertStatement::new();
    insert.into_table(table.into_iden()).columns(columns);
    for _ in 0..count {
        insert
            .values([const { 0i32 }; N].map(Expr::value))
            .map_err(|error| DbErr::Custom(error.to_string()))?;
    }
    if let Some(conflict) = conflict {
        insert.on_conflict(conflict.clone());
    }
    Ok(connection.get_database_backend().build(&insert).sql)
}

/// `target = target + excluded.target`, for every column named: an accumulating upsert.
pub(crate) fn add_on_conflict<I: Iden + Copy + 'static, const N: usize>(
    table: impl Iden + Copy + 'static,
    keys: impl IntoIterator<Item = I>,
    targets: [I; N],
) -> OnConflict {
    let mut conflict = OnConflict::columns(keys);
    for target in targets {
        conflict.value(target, Expr::col((table, target)).add(excluded(target)));
    }
    conflict
}

/// The value that an upsert tried to insert.
pub(crate) fn excluded(column: impl Iden + Copy + 'static) -> Expr {
    Expr::col(("excluded", column))
}

/// Deletes the rows of `table` whose `column` is in the list.
pub(crate) async fn delete_in<C: ConnectionTrait>(
    connection: &C,
    table: impl Iden + Copy + 'static,
    column: impl Iden + Copy + 'static,
    values: Vec<Value>,
) -> Result<u64, DbErr> {
    let mut deleted = 0;
    for chunk in values.chunks(IN_LIST) {
        let statement = Query::delete()
            .from_table(table)
            .and_where(Expr::col(column).is_in(chunk.iter().cloned()))
            .to_owned();
        deleted += connection.execute(&statement).await?.rows_affected();
    }
    Ok(deleted)
}

/// A column of a row, by position.
pub(crate) fn get<T: TryGetable>(row: &QueryResult, at: usize) -> Result<T, StoreError> {
    row.try_get_by_index(at).during("read a row")
}

pub(crate) const fn person_value(person: PersonId) -> i64 {
    person.0.cast_signed()
}

pub(crate) fn persons_values(persons: &[PersonId]) -> Vec<Value> {
    persons
        .iter()
        .map(|&person| person_value(person).into())
        .collect()
}

pub(crate) fn get_person(row: &QueryResult, at: usize) -> Result<PersonId, StoreError> {
    Ok(PersonId(get::<i64>(row, at)?.cast_unsigned()))
}

pub(crate) fn get_day(row: &QueryResult, at: usize) -> Result<Day, StoreError> {
    Ok(Day(get(row, at)?))
}

pub(crate) fn get_time(row: &QueryResult, at: usize) -> Result<Timestamp, StoreError> {
    time_of(get(row, at)?)
}

pub(crate) fn time_of(millis: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_millis(millis).map_err(|_| StoreError::corrupt("time", millis))
}

/// A count that never exceeds 63 bits in practice; a larger one is kept at the limit.
pub(crate) fn count_value(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

pub(crate) fn get_count(row: &QueryResult, at: usize) -> Result<u64, StoreError> {
    count_of(get(row, at)?)
}

pub(crate) fn count_of(value: i64) -> Result<u64, StoreError> {
    u64::try_from(value).map_err(|_| StoreError::corrupt("count", value))
}

pub(crate) fn id_value(id: u128) -> Vec<u8> {
    id.to_be_bytes().to_vec()
}

pub(crate) fn get_id(row: &QueryResult, at: usize, what: &'static str) -> Result<u128, StoreError> {
    get_bytes::<16>(row, at, what).map(u128::from_be_bytes)
}

pub(crate) fn get_optional_id(
    row: &QueryResult,
    at: usize,
    what: &'static str,
) -> Result<Option<u128>, StoreError> {
    match get::<Option<Vec<u8>>>(row, at)? {
        Some(_) => get_id(row, at, what).map(Some),
        None => Ok(None),
    }
}

pub(crate) fn get_bytes<const N: usize>(
    row: &QueryResult,
    at: usize,
    what: &'static str,
) -> Result<[u8; N], StoreError> {
    let bytes = get::<Vec<u8>>(row, at)?;
    let length = bytes.len();
    bytes
        .try_into()
        .map_err(|_| StoreError::corrupt(what, format!("{length} bytes")))
}

pub(crate) fn to_json<T: serde::Serialize>(
    what: &'static str,
    value: &T,
) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|source| StoreError::Unwritable { what, source })
}

pub(crate) fn from_json<T: serde::de::DeserializeOwned>(
    what: &'static str,
    text: &str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|source| StoreError::Unreadable { what, source })
}
