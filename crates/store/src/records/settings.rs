//! Settings and other single values, kept by key.

use ombud_model::settings::Settings;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{Records, Transaction};
use crate::StoreError;
use crate::error::During;
use crate::sql::{from_json, get, insert_rows, to_json};
use crate::tables;

const SETTINGS: &str = "settings";

impl Records {
    /// The organisation's settings; the defaults where none were stored.
    pub async fn settings(&self) -> Result<Settings, StoreError> {
        match self.value(SETTINGS).await? {
            Some(text) => from_json("settings", &text),
            None => Ok(Settings::default()),
        }
    }

    /// The text kept under a key. Keys of other crates contain a dot: `guard.vault`.
    pub async fn value(&self, key: &str) -> Result<Option<String>, StoreError> {
        use tables::Settings as Column;
        let select = Query::select()
            .column(Column::Body)
            .from(Column::Table)
            .and_where(Expr::col(Column::Key).eq(key))
            .take();
        self.one("read a setting", &select)
            .await?
            .map(|row| get(&row, 0))
            .transpose()
    }

    /// Adds one to the whole number kept under a key, 0 where there is none, and returns it. However many do so at once, and from
    /// however many programs, no two get the same.
    pub async fn raise(&self, key: &str) -> Result<u64, StoreError> {
        use tables::Settings as Column;
        let action = "raise a count";
        // Read and written by one statement. The column is text; both databases read whole numbers from it.
        let next = Expr::cust("CAST(CAST(settings.body AS BIGINT) + 1 AS TEXT)");
        let raise = Query::insert()
            .into_table(Column::Table)
            .columns([Column::Key, Column::Body])
            .values_panic([key.into(), "1".into()])
            .on_conflict(
                OnConflict::column(Column::Key)
                    .value(Column::Body, next)
                    .to_owned(),
            )
            .returning_col(Column::Body)
            .take();
        let transaction = self.begin(action).await?;
        let row = transaction.query_one(&raise).await.during(action)?;
        let text: Option<String> = row.map(|row| get(&row, 0)).transpose()?;
        let raised = from_json("count", &text.unwrap_or_default())?;
        transaction.commit().await.during(action)?;
        Ok(raised)
    }
}

impl Transaction {
    /// Stores the settings. Recompute the insights afterwards ([`Transaction::replace_insights`]).
    pub async fn put_settings(&self, settings: &Settings) -> Result<(), StoreError> {
        self.put_value(SETTINGS, &to_json("settings", settings)?)
            .await
    }

    /// Keeps a text under a key, in the place of what was there.
    pub async fn put_value(&self, key: &str, body: &str) -> Result<(), StoreError> {
        put_value(&self.0, key, body).await
    }
}

pub(super) async fn put_value(
    transaction: &DatabaseTransaction,
    key: &str,
    body: &str,
) -> Result<(), StoreError> {
    use tables::Settings as Column;
    let conflict = OnConflict::column(Column::Key)
        .update_column(Column::Body)
        .to_owned();
    insert_rows(
        transaction,
        Column::Table,
        [Column::Key, Column::Body],
        Some(&conflict),
        vec![[key.into(), body.into()]],
    )
    .await
    .during("store a setting")
    .map(|_| ())
}
