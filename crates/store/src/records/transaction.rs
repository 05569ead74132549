//! The unit of work: what belongs together is there together, or not at all.

use sea_orm::DatabaseTransaction;

use super::Records;
use crate::StoreError;
use crate::error::During;

/// One unit of work on the records. What is written through it is seen by others when it has ended well.
#[derive(Debug)]
pub struct Transaction(pub(super) DatabaseTransaction);

impl Records {
    /// Runs `work`, and commits what it has written when it returns `Ok`. When it returns an error, or is dropped, nothing was written.
    /// Within it, write through the transaction only: there is one writer at a time, and another would wait for it.
    pub async fn transaction<T, E, W>(&self, work: W) -> Result<T, E>
    where
        W: AsyncFnOnce(&Transaction) -> Result<T, E>,
        E: From<StoreError>,
    {
        let transaction = Transaction(self.begin("begin a unit of work").await?);
        let done = work(&transaction).await?;
        let committed = transaction.0.commit().await;
        committed.during("commit a unit of work")?;
        Ok(done)
    }
}
