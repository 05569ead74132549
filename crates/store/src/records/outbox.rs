//! What must be sent out. A message is written in the unit of work that it tells of, and taken away when it was delivered; until then it is
//! there, whatever happens to the program.

use ombud_model::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, QueryResult};

use super::{Records, Transaction};
use crate::StoreError;
use crate::error::During;
use crate::sql::{get, get_count, get_id, get_time, id_value, insert_rows};
use crate::tables::Outbox;

/// A message to somebody outside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// Ids ascend in the order of writing.
    pub id: u128,
    /// What it is, in kebab-case.
    pub kind: String,
    /// JSON, with ids only.
    pub body: String,
    pub created: Timestamp,
    /// How often delivering has failed.
    pub failures: u32,
    /// Not tried before.
    pub due: Timestamp,
}

impl Transaction {
    /// Puts a message into the outbox.
    pub async fn put_message(&self, message: Message) -> Result<(), StoreError> {
        let row = [
            id_value(message.id).into(),
            message.kind.into(),
            message.body.into(),
            message.created.millis().into(),
            i64::from(message.failures).into(),
            message.due.millis().into(),
        ];
        insert_rows(&self.0, Outbox::Table, COLUMNS, None, vec![row])
            .await
            .during("write a message")
            .map(|_| ())
    }

    /// Takes a message out: it was delivered, or nobody wants it.
    pub async fn delete_message(&self, id: u128) -> Result<(), StoreError> {
        let delete = Query::delete()
            .from_table(Outbox::Table)
            .and_where(Expr::col(Outbox::Id).eq(id_value(id)))
            .take();
        self.0.execute(&delete).await.during("delete a message")?;
        Ok(())
    }

    /// Counts a failed delivery; the next one is tried at `due`.
    pub async fn put_off_message(&self, id: u128, due: Timestamp) -> Result<(), StoreError> {
        let update = Query::update()
            .table(Outbox::Table)
            .value(Outbox::Failures, Expr::col(Outbox::Failures).add(1))
            .value(Outbox::Due, due.millis())
            .and_where(Expr::col(Outbox::Id).eq(id_value(id)))
            .take();
        self.0.execute(&update).await.during("put off a message")?;
        Ok(())
    }
}

impl Records {
    /// Messages that are due, oldest first, at most `limit`.
    pub async fn due_messages(
        &self,
        now: Timestamp,
        limit: u64,
    ) -> Result<Vec<Message>, StoreError> {
        let select = Query::select()
            .columns(COLUMNS)
            .from(Outbox::Table)
            .and_where(Expr::col(Outbox::Due).lte(now.millis()))
            .order_by(Outbox::Id, Order::Asc)
            .limit(limit)
            .take();
        let rows = self.all("read messages", &select).await?;
        rows.iter().map(read).collect()
    }

    /// How many messages wait.
    pub async fn message_count(&self) -> Result<u64, StoreError> {
        let select = Query::select()
            .expr(Expr::col(Outbox::Id).count())
            .from(Outbox::Table)
            .take();
        let row = self.one("count messages", &select).await?;
        row.map_or(Ok(0), |row| get_count(&row, 0))
    }
}

const COLUMNS: [Outbox; 6] = [
    Outbox::Id,
    Outbox::Kind,
    Outbox::Body,
    Outbox::Created,
    Outbox::Failures,
    Outbox::Due,
];

fn read(row: &QueryResult) -> Result<Message, StoreError> {
    let failures: i64 = get(row, 4)?;
    Ok(Message {
        id: get_id(row, 0, "id of a message")?,
        kind: get(row, 1)?,
        body: get(row, 2)?,
        created: get_time(row, 3)?,
        failures: u32::try_from(failures)
            .map_err(|_| StoreError::corrupt("count of failures", failures))?,
        due: get_time(row, 5)?,
    })
}
