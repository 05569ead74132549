//! The audit log: appended only, each entry bound to the one before it by a hash, so that a change or a gap shows.

use ombud_model::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult};

use super::Records;
use crate::StoreError;
use crate::error::During;
use crate::sql::{get, get_bytes, get_time, insert_rows};
use crate::tables::Audit;

/// What somebody did that others may want to verify.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewAuditEntry {
    pub at: Timestamp,
    /// Who did it: an account, or the operating system's user for the command line.
    pub actor: String,
    /// What, in kebab-case: `identity-revealed`.
    pub action: String,
    /// To what: an id or pseudonym, never a name.
    pub subject: String,
    pub reason: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuditEntry {
    /// 1, 2, 3, ... without gaps.
    pub seq: i64,
    pub entry: NewAuditEntry,
    /// Hash of the entry before; zeros for the first.
    pub previous: [u8; 32],
    pub hash: [u8; 32],
}

/// The first place where the log is not as it was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AuditFault {
    /// The entry that does not fit.
    pub seq: i64,
}

const FIRST: [u8; 32] = [0; 32];
const PAGE: u64 = 4_096;

impl AuditEntry {
    fn new(seq: i64, entry: NewAuditEntry, previous: [u8; 32]) -> Self {
        let hash = chain(seq, &entry, &previous);
        Self { seq, entry, previous, hash }
    }
}

/// BLAKE3 over the previous hash and every field, each text behind its length, so that no two entries give the same bytes.
fn chain(seq: i64, entry: &NewAuditEntry, previous: &[u8; 32]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("ombud 2026 audit entry");
    hasher.update(previous).update(&seq.to_be_bytes()).update(&entry.at.millis().to_be_bytes());
    for text in [&entry.actor, &entry.action, &entry.subject, &entry.reason] {
        hasher.update(&(text.len() as u64).to_be_bytes()).update(text.as_bytes());
    }
    *hasher.finalize().as_bytes()
}

impl Records {
    /// Appends an entry and returns it with its number and hash.
    pub async fn audit_append(&self, entry: NewAuditEntry) -> Result<AuditEntry, StoreError> {
        let action = "append to the audit log";
        let transaction = self.begin(action).await?;
        let select = select_audit().clear_order_by().order_by(Audit::Seq, Order::Desc).limit(1).take();
        let last = transaction.query_one(&select).await.during(action)?.as_ref().map(read_entry).transpose()?;
        let (seq, previous) = last.map_or((0, FIRST), |last| (last.seq, last.hash));
        let appended = AuditEntry::new(seq + 1, entry, previous);
        let row = [
            appended.seq.into(),
            appended.entry.at.millis().into(),
            appended.entry.actor.clone().into(),
            appended.entry.action.clone().into(),
            appended.entry.subject.clone().into(),
            appended.entry.reason.clone().into(),
            appended.previous.to_vec().into(),
            appended.hash.to_vec().into(),
        ];
        insert_rows(&transaction, Audit::Table, audit_columns(), None, vec![row]).await.during(action)?;
        transaction.commit().await.during(action)?;
        Ok(appended)
    }

    /// Entries after `after` (a number; 0 for all), oldest first, at most `limit`.
    pub async fn audit_page(&self, after: i64, limit: u64) -> Result<Vec<AuditEntry>, StoreError> {
        let select = select_audit().and_where(Expr::col(Audit::Seq).gt(after)).limit(limit).take();
        self.all("read the audit log", &select).await?.iter().map(read_entry).collect()
    }

    /// Recomputes the chain: `None` when every entry is as it was written and none is missing between the first and the last.
    pub async fn audit_verify(&self) -> Result<Option<AuditFault>, StoreError> {
        let (mut seq, mut previous) = (0, FIRST);
        loop {
            let page = self.audit_page(seq, PAGE).await?;
            if page.is_empty() {
                return Ok(None);
            }
            for entry in page {
                let expected = AuditEntry::new(seq + 1, entry.entry.clone(), previous);
                if expected != entry {
                    return Ok(Some(AuditFault { seq: entry.seq }));
                }
                (seq, previous) = (entry.seq, entry.hash);
            }
        }
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
        seq: get(row, 0)?,
        entry: NewAuditEntry {
            at: get_time(row, 1)?,
            actor: get(row, 2)?,
            action: get(row, 3)?,
            subject: get(row, 4)?,
            reason: get(row, 5)?,
        },
        previous: get_bytes(row, 6, "audit hash")?,
        hash: get_bytes(row, 7, "audit hash")?,
    })
}
