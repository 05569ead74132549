//! The audit log: appended only. The chain of hashes is computed and verified by `ombud-guard`; here lie its records.

use ombud_model::Timestamp;
use sea_orm::QueryResult;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};

use super::Records;
use crate::StoreError;
use crate::error::{During, is_taken};
use crate::sql::{count_value, get, get_bytes, get_count, get_time, insert_rows};
use crate::tables::Audit;

/// What somebody did that others may want to verify.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuditEntry {
    /// Numbered without gaps.
    pub sequence: u64,
    pub at: Timestamp,
    /// Who did it: an account, or the operating system's user for the command line.
    pub actor: String,
    /// What, in kebab-case.
    pub action: String,
    /// To what: an id or pseudonym, never a name.
    pub subject: String,
    pub reason: String,
    /// Hash of the entry before.
    pub previous: [u8; 32],
    pub hash: [u8; 32],
}

impl Records {
    /// The newest entry.
    pub async fn audit_last(&self) -> Result<Option<AuditEntry>, StoreError> {
        let select = select_audit().clear_order_by().order_by(Audit::Seq, Order::Desc).limit(1).take();
        self.one("read the audit log", &select).await?.as_ref().map(read_entry).transpose()
    }

    /// Appends an entry. [`StoreError::AuditSequenceTaken`] when another entry has its number: chain to that one and try again.
    pub async fn audit_insert(&self, entry: AuditEntry) -> Result<(), StoreError> {
        let action = "append to the audit log";
        let transaction = self.begin(action).await?;
        let sequence = entry.sequence;
        let row = [
            count_value(entry.sequence).into(),
            entry.at.millis().into(),
            entry.actor.into(),
            entry.action.into(),
            entry.subject.into(),
            entry.reason.into(),
            entry.previous.to_vec().into(),
            entry.hash.to_vec().into(),
        ];
        match insert_rows(&transaction, Audit::Table, audit_columns(), None, vec![row]).await {
            Err(error) if is_taken(&error) => return Err(StoreError::AuditSequenceTaken(sequence)),
            result => result.during(action)?,
        };
        transaction.commit().await.during(action)
    }

    /// Entries from number `from` on, the oldest first, at most `limit`.
    pub async fn audit_page(&self, from: u64, limit: u64) -> Result<Vec<AuditEntry>, StoreError> {
        let select = select_audit().and_where(Expr::col(Audit::Seq).gte(count_value(from))).limit(limit).take();
        self.all("read the audit log", &select).await?.iter().map(read_entry).collect()
    }
}

const fn audit_columns() -> [Audit; 8] {
    [Audit::Seq, Audit::At, Audit::Actor, Audit::Action, Audit::Subject, Audit::Reason, Audit::Previous, Audit::Hash]
}

fn select_audit() -> SelectStatement {
    Query::select().columns(audit_columns()).from(Audit::Table).order_by(Audit::Seq, Order::Asc).take()
}

fn read_entry(row: &QueryResult) -> Result<AuditEntry, StoreError> {
    Ok(AuditEntry {
        sequence: get_count(row, 0)?,
        at: get_time(row, 1)?,
        actor: get(row, 2)?,
        action: get(row, 3)?,
        subject: get(row, 4)?,
        reason: get(row, 5)?,
        previous: get_bytes(row, 6, "audit hash")?,
        hash: get_bytes(row, 7, "audit hash")?,
    })
}
