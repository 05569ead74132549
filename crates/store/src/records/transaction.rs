//! The unit of work: what belongs together is there together, or not at all.

use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::{DatabaseTransaction, DbErr};

use super::Records;
use super::recent::RecentDocuments;
use crate::StoreError;
use crate::error::During;

/// One unit of work on the records. What is written through it is seen by others when it has ended well.
#[derive(Debug)]
pub struct Transaction(pub(super) DatabaseTransaction, AtomicBool);

impl Transaction {
    /// Notes that documents are changed: those that are kept in memory are forgotten when the unit of work ends.
    pub(super) fn note_document_change(&self) {
        self.1.store(true, Ordering::Relaxed);
    }

    async fn commit(self, recent: &RecentDocuments) -> Result<(), DbErr> {
        let Self(transaction, changes_documents) = self;
        if !changes_documents.into_inner() {
            return transaction.commit().await;
        }
        // Runs to its end also when whoever waits goes away: a document that was changed is never read from memory.
        let recent = recent.clone();
        let committing = tokio::spawn(async move {
            let committed = transaction.commit().await;
            recent.forget();
            committed
        });
        let broke_off = |error: tokio::task::JoinError| Err(DbErr::Custom(error.to_string()));
        committing.await.unwrap_or_else(broke_off)
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
        let transaction = Transaction(transaction, AtomicBool::default());
        let done = work(&transaction).await?;
        let committed = transaction.commit(&self.recent).await;
        committed.during("commit a unit of work")?;
        Ok(done)
    }
}
