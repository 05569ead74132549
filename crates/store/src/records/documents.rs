//! What governs the system: accounts, sessions, tokens, grants, units, cases, unmaskings, agreements, holds and the like.
//!
//! There are few of each, they are read whole, and what they may become is decided by the crates of the guard. So they lie as JSON bodies under
//! a kind and an id, with a text they are looked up by and one whom they belong to. Versions keep two writers apart.

use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult};

use super::recent::Recent;
use super::{Records, Transaction};
use crate::StoreError;
use crate::error::{During, is_taken};
use crate::sql::{get, insert_rows};
use crate::tables::Documents;

/// One document. `(kind, id)` is unique, and so is `(kind, lookup)` where there is one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// What it is, in kebab-case: `account`, `session`.
    pub kind: &'static str,
    pub id: String,
    /// Another unique text it is found by: a sign-in name, a hash of a token.
    pub lookup: Option<String>,
    /// Whom or what it belongs to: an account, a person, a unit.
    pub owner: Option<String>,
    /// 1 when new; the store counts on.
    pub version: i64,
    pub body: String,
}

/// Documents with their owners, by the kinds of both and the id.
pub(super) type RecentDocuments =
    Recent<(&'static str, &'static str, String), (Document, Option<Document>)>;

/// A thousand of them.
pub(super) fn recent() -> RecentDocuments {
    Recent::new(1_000)
}

/// One step of a change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DocumentChange {
    /// Writes a document. Version 1 must not be there yet; a higher one must follow the stored one.
    Put(Document),
    /// Deletes a document; one that is not there is as good as deleted.
    Delete { kind: &'static str, id: String },
}

impl Records {
    pub async fn document(
        &self,
        kind: &'static str,
        id: &str,
    ) -> Result<Option<Document>, StoreError> {
        let select = select(kind)
            .and_where(Expr::col(Documents::Id).eq(id))
            .take();
        self.one("read a document", &select)
            .await?
            .map(|row| read(kind, &row))
            .transpose()
    }

    /// A document, and the one of another kind that is its owner. Every request over HTTP asks for one, so they are kept in memory until a
    /// document changes.
    pub async fn document_and_owner(
        &self,
        (kind, owner_kind): (&'static str, &'static str),
        id: &str,
    ) -> Result<Option<(Document, Option<Document>)>, StoreError> {
        let key = (kind, owner_kind, id.to_owned());
        let before = match self.recent.get(&key) {
            Ok(found) => return Ok(Some(found)),
            Err(before) => before,
        };
        let found = self.stored_with_owner((kind, owner_kind), id).await?;
        if let Some(found) = &found {
            self.recent.keep(key, found.clone(), 1, before);
        }
        Ok(found)
    }

    async fn stored_with_owner(
        &self,
        (kind, owner_kind): (&'static str, &'static str),
        id: &str,
    ) -> Result<Option<(Document, Option<Document>)>, StoreError> {
        let named = |column| {
            let named = Expr::col(Documents::Kind).eq(kind);
            Query::select()
                .column(column)
                .from(Documents::Table)
                .and_where(named.and(Expr::col(Documents::Id).eq(id)))
                .take()
        };
        let of_kind = |kind: &'static str, ids: SelectStatement| {
            Query::select()
                .columns(FIELDS)
                .column(Documents::Kind)
                .from(Documents::Table)
                .and_where(Expr::col(Documents::Kind).eq(kind))
                .and_where(Expr::col(Documents::Id).in_subquery(ids))
                .take()
        };
        let select = of_kind(kind, named(Documents::Id))
            .union(UnionType::All, of_kind(owner_kind, named(Documents::Owner)))
            .take();
        let (mut document, mut owner) = (None, None);
        for row in self.all("read a document", &select).await? {
            let found: String = get(&row, FIELDS.len())?;
            if found == kind {
                document = Some(read(kind, &row)?);
            } else {
                owner = Some(read(owner_kind, &row)?);
            }
        }
        Ok(document.map(|document| (document, owner)))
    }

    pub async fn document_by_lookup(
        &self,
        kind: &'static str,
        lookup: &str,
    ) -> Result<Option<Document>, StoreError> {
        let select = select(kind)
            .and_where(Expr::col(Documents::Lookup).eq(lookup))
            .take();
        self.one("read a document", &select)
            .await?
            .map(|row| read(kind, &row))
            .transpose()
    }

    /// Those of one owner, by id.
    pub async fn documents_of(
        &self,
        kind: &'static str,
        owner: &str,
    ) -> Result<Vec<Document>, StoreError> {
        let select = select(kind)
            .and_where(Expr::col(Documents::Owner).eq(owner))
            .take();
        self.documents_by(kind, &select).await
    }

    /// The one with the last id of each owner, or of one owner only; those without an owner are left out.
    pub async fn last_documents(
        &self,
        kind: &'static str,
        owner: Option<&str>,
    ) -> Result<Vec<Document>, StoreError> {
        let mut last = Query::select();
        last.expr(Expr::col(Documents::Id).max())
            .from(Documents::Table)
            .and_where(Expr::col(Documents::Kind).eq(kind))
            .and_where(Expr::col(Documents::Owner).is_not_null())
            .group_by_col(Documents::Owner);
        if let Some(owner) = owner {
            last.and_where(Expr::col(Documents::Owner).eq(owner));
        }
        let select = select(kind)
            .and_where(Expr::col(Documents::Id).in_subquery(last))
            .take();
        self.documents_by(kind, &select).await
    }

    /// All of a kind, by id.
    pub async fn documents(&self, kind: &'static str) -> Result<Vec<Document>, StoreError> {
        self.documents_by(kind, &select(kind)).await
    }

    async fn documents_by(
        &self,
        kind: &'static str,
        select: &SelectStatement,
    ) -> Result<Vec<Document>, StoreError> {
        let rows = self.all("read documents", select).await?;
        rows.iter().map(|row| read(kind, row)).collect()
    }
}

impl Transaction {
    /// Makes all changes. [`StoreError::DocumentTaken`] when an id or lookup is in use, [`StoreError::DocumentChanged`] when
    /// somebody was faster: read it again.
    pub async fn change_documents(&self, changes: Vec<DocumentChange>) -> Result<(), StoreError> {
        let action = "change documents";
        self.changes().documents();
        for change in changes {
            match change {
                DocumentChange::Put(document) if document.version == 1 => {
                    insert(&self.0, document).await?
                }
                DocumentChange::Put(document) => update(&self.0, document).await?,
                DocumentChange::Delete { kind, id } => {
                    let key = Expr::col(Documents::Kind)
                        .eq(kind)
                        .and(Expr::col(Documents::Id).eq(id));
                    let delete = Query::delete()
                        .from_table(Documents::Table)
                        .and_where(key)
                        .take();
                    self.0.execute(&delete).await.during(action)?;
                }
            }
        }
        Ok(())
    }
}

async fn insert(transaction: &DatabaseTransaction, document: Document) -> Result<(), StoreError> {
    let Document {
        kind,
        id,
        lookup,
        owner,
        version,
        body,
    } = document;
    let row = [
        kind.into(),
        id.into(),
        lookup.into(),
        owner.into(),
        version.into(),
        body.into(),
    ];
    match insert_rows(transaction, Documents::Table, COLUMNS, None, vec![row]).await {
        Err(error) if is_taken(&error) => Err(StoreError::DocumentTaken(kind)),
        result => result.during("write a document").map(|_| ()),
    }
}

async fn update(transaction: &DatabaseTransaction, document: Document) -> Result<(), StoreError> {
    let Document {
        kind,
        id,
        lookup,
        owner,
        version,
        body,
    } = document;
    let update = Query::update()
        .table(Documents::Table)
        .values([
            (Documents::Lookup, lookup.into()),
            (Documents::Owner, owner.into()),
            (Documents::Version, version.into()),
            (Documents::Body, body.into()),
        ])
        .and_where(Expr::col(Documents::Kind).eq(kind))
        .and_where(Expr::col(Documents::Id).eq(id))
        .and_where(Expr::col(Documents::Version).eq(version - 1))
        .take();
    match transaction.execute(&update).await {
        Err(error) if is_taken(&error) => Err(StoreError::DocumentTaken(kind)),
        result => match result.during("write a document")?.rows_affected() {
            0 => Err(StoreError::DocumentChanged(kind)),
            _ => Ok(()),
        },
    }
}

const COLUMNS: [Documents; 6] = [
    Documents::Kind,
    Documents::Id,
    Documents::Lookup,
    Documents::Owner,
    Documents::Version,
    Documents::Body,
];

/// What [`read`] reads.
const FIELDS: [Documents; 5] = [
    Documents::Id,
    Documents::Lookup,
    Documents::Owner,
    Documents::Version,
    Documents::Body,
];

fn select(kind: &'static str) -> SelectStatement {
    Query::select()
        .columns(FIELDS)
        .from(Documents::Table)
        .and_where(Expr::col(Documents::Kind).eq(kind))
        .order_by(Documents::Id, Order::Asc)
        .take()
}

fn read(kind: &'static str, row: &QueryResult) -> Result<Document, StoreError> {
    Ok(Document {
        kind,
        id: get(row, 0)?,
        lookup: get(row, 1)?,
        owner: get(row, 2)?,
        version: get(row, 3)?,
        body: get(row, 4)?,
    })
}
