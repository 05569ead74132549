//! The unit of work: what belongs together is there together, or not at all.

use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::{DatabaseTransaction, DbErr};

use super::Records;
use crate::StoreError;
use crate::error::During;

/// One unit of work on the records. What is written through it is seen by others when it has ended well.
#[derive(Debug)]
pub struct Transaction(pub(super) DatabaseTransaction, Changed);

/// What a unit of work changes of what is kept in memory.
#[derive(Default, Debug)]
pub(super) struct Changed {
    documents: AtomicBool,
    alerts: AtomicBool,
}

impl Changed {
    pub(super) fn documents(&self) {
        self.documents.store(true, Ordering::Relaxed);
    }

    pub(super) fn alerts(&self) {
        self.alerts.store(true, Ordering::Relaxed);
    }
}

impl Transaction {
    /// Notes what is changed through it, so that what is kept in memory is forgotten when it ends.
    pub(super) fn changes(&self) -> &Changed {
        &self.1
    }
}

impl Records {
    /// Runs `work`, and commits what it has written when it returns `Ok`. When it returns an error, or is dropped, nothing was written.
    /// Within it, write through the transaction only: there is one writer at a time, and another would wait for it.
    pub async fn transaction<T, E, W>(&self, work: W) -> Result<T, E>
    where
        W: AsyncFnOnce(&Transaction) -> Result<T, E>,
        E: From<StoreError>,
    {
        let transaction = self.begin("begin a unit of work").await?;
        let transaction = Transaction(transaction, Changed::default());
        let done = work(&transaction).await?;
        let Transaction(transaction, changed) = transaction;
        self.commit("commit a unit of work", transaction, changed)
            .await?;
        Ok(done)
    }

    /// Ends a unit of work after which pages of alerts may be others.
    pub(super) async fn commit_alerts(
        &self,
        action: &'static str,
        transaction: DatabaseTransaction,
    ) -> Result<(), StoreError> {
        let changed = Changed::default();
        changed.alerts();
        self.commit(action, transaction, changed).await
    }

    async fn commit(
        &self,
        action: &'static str,
        transaction: DatabaseTransaction,
        changed: Changed,
    ) -> Result<(), StoreError> {
        let documents = changed.documents.into_inner().then(|| self.recent.clone());
        let pages = changed.alerts.into_inner().then(|| self.pages.clone());
        if documents.is_none() && pages.is_none() {
            return transaction.commit().await.during(action);
        }
        // Runs to its end also when whoever waits goes away: what was changed is never read from memory.
        let committing = tokio::spawn(async move {
            let committed = transaction.commit().await;
            documents.inspect(|documents| documents.forget());
            pages.inspect(|pages| pages.forget());
            committed
        });
        let broke_off = |error: tokio::task::JoinError| Err(DbErr::Custom(error.to_string()));
        let committed = committing.await.unwrap_or_else(broke_off);
        committed.during(action)
    }
}
