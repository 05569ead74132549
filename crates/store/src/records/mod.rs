//! Records: everything but history, in a relational database. One type, one file per subject.
//!
//! Promises: what belongs together is written in one [`Transaction`]; a method of [`Records`] is one read, or one such transaction by itself
//! where nothing else belongs to it; an error leaves nothing half-written; "not there" is `None` or an empty
//! list, never an error; lists come in a stated order, and long ones in pages.

mod alert_counts;
mod alert_filter;
mod alerts;
mod aliases;
mod assessments;
mod blocks;
mod commit;
mod documents;
mod erasing;
mod ingest;
mod insights;
mod named_alerts;
mod news;
mod outbox;
mod persons;
mod placements;
mod policies;
mod recent;
mod reviews;
mod settings;
mod superseding;
mod transaction;
mod work;

use std::sync::Arc;

use parking_lot::RwLock;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, QueryResult, TransactionTrait,
};

use crate::StoreError;
use crate::error::During;
use documents::RecentDocuments;
use named_alerts::RecentPages;

pub use alert_counts::WaitingAlerts;
pub use alert_filter::{AlertFilter, FoundAlerts};
pub use aliases::{Aliases, JoinedBy, JoinedPerson};
pub use assessments::{AssessmentDigest, StoredAssessment};
pub use commit::{BatchCommit, Committed, OrgDay, PackedInsights, SegmentCommit};
pub use documents::{Document, DocumentChange};
pub use erasing::PersonRows;
pub use ingest::{Receipt, Reject, RejectSummary, SourceStats};
pub use insights::Rebuilt;
pub use named_alerts::{NamedAlert, WholeAlert};
pub use news::{AlertNews, KEPT as NEWS_KEPT, NewsEntry, NewsKind, NewsPlace};
pub use outbox::Message;
pub use persons::{IdentityHash, NewPerson, PersonConflicts};
pub use placements::PersonPlacement;
pub use policies::StoredPolicy;
pub use reviews::{AlertReview, DecidedAlert};
pub use superseding::Superseding;
pub use transaction::Transaction;
pub use work::{AlertChange, AssessmentCommit, DirtyPersons, Joined, MarkDirty, NewAssessment};

/// The records of one data directory or database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Records {
    read: DatabaseConnection,
    /// `None` when opened for reading.
    write: Option<DatabaseConnection>,
    /// Which persons are one; replaced as a whole.
    aliases: Arc<RwLock<Arc<Aliases>>>,
    recent: RecentDocuments,
    pages: RecentPages,
}

impl Records {
    pub(crate) fn new(read: DatabaseConnection, write: Option<DatabaseConnection>) -> Self {
        Self {
            read,
            write,
            aliases: Arc::default(),
            recent: documents::recent(),
            pages: named_alerts::recent(),
        }
    }

    async fn begin(&self, action: &'static str) -> Result<DatabaseTransaction, StoreError> {
        let connection = self.write.as_ref().ok_or(StoreError::ReadOnly { action })?;
        connection.begin().await.during(action)
    }

    async fn all(
        &self,
        action: &'static str,
        select: &SelectStatement,
    ) -> Result<Vec<QueryResult>, StoreError> {
        self.read.query_all(select).await.during(action)
    }

    async fn one(
        &self,
        action: &'static str,
        select: &SelectStatement,
    ) -> Result<Option<QueryResult>, StoreError> {
        self.read.query_one(select).await.during(action)
    }

    pub(crate) async fn close(self) -> Result<(), StoreError> {
        self.read.close().await.during("be closed")?;
        match self.write {
            Some(write) => write.close().await.during("be closed"),
            None => Ok(()),
        }
    }
}
