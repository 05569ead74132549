//! Stored values of the guard, by kind: read whole, changed one version at a time.

use ombud_store::records::{Document, DocumentChange, Transaction};
use ombud_store::{Records, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::AppError;

/// A value that is stored as a document of its kind.
pub(crate) trait StoredDocument: Serialize + DeserializeOwned {
    /// Stored: never change or reuse one.
    const KIND: &'static str;

    fn id(&self) -> String;

    /// Another unique text it is found by.
    fn lookup(&self) -> Option<String> {
        None
    }

    /// Whom or what it belongs to.
    fn owner(&self) -> Option<String> {
        None
    }
}

/// A value as it was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Read<T> {
    pub(crate) value: T,
    version: i64,
}

impl<T> Read<T> {
    /// 1 when new, raised by each change.
    pub(crate) fn version(&self) -> u64 {
        self.version.unsigned_abs()
    }

    /// That nobody has changed it since the caller read it at that version.
    pub(crate) fn still_at(&self, version: u64) -> Result<(), AppError> {
        match self.version() == version {
            true => Ok(()),
            false => Err(StoreError::DocumentChanged("document").into()),
        }
    }
}

fn opened<T: StoredDocument>(document: Document) -> Result<Read<T>, AppError> {
    let value = serde_json::from_str(&document.body);
    let value = value
        .map_err(|error| AppError::Data(format!("a stored {} cannot be read: {error}", T::KIND)))?;
    Ok(Read {
        value,
        version: document.version,
    })
}

fn document<T: StoredDocument>(value: &T, version: i64) -> Result<Document, AppError> {
    let body = serde_json::to_string(value).map_err(AppError::internal)?;
    Ok(Document {
        kind: T::KIND,
        id: value.id(),
        lookup: value.lookup(),
        owner: value.owner(),
        version,
        body,
    })
}

/// A new value.
pub(crate) fn new<T: StoredDocument>(value: &T) -> Result<DocumentChange, AppError> {
    document(value, 1).map(DocumentChange::Put)
}

/// What becomes of a value that was read.
pub(crate) fn next<T: StoredDocument>(
    read: &Read<T>,
    value: &T,
) -> Result<DocumentChange, AppError> {
    document(value, read.version + 1).map(DocumentChange::Put)
}

/// The end of a value.
pub(crate) fn gone<T: StoredDocument>(id: String) -> DocumentChange {
    DocumentChange::Delete { kind: T::KIND, id }
}

/// Makes changes in a unit of work of their own.
pub(crate) async fn commit(
    records: &Records,
    changes: Vec<DocumentChange>,
) -> Result<(), AppError> {
    let change = async |work: &Transaction| work.change_documents(changes).await;
    Ok(records.transaction(change).await?)
}

pub(crate) async fn get<T: StoredDocument>(
    records: &Records,
    id: &str,
) -> Result<Option<Read<T>>, AppError> {
    records.document(T::KIND, id).await?.map(opened).transpose()
}

/// A value, and the one it belongs to.
pub(crate) async fn with_owner<T: StoredDocument, O: StoredDocument>(
    records: &Records,
    id: &str,
) -> Result<Option<(Read<T>, Option<Read<O>>)>, AppError> {
    let found = records.document_and_owner((T::KIND, O::KIND), id).await?;
    let Some((document, owner)) = found else {
        return Ok(None);
    };
    Ok(Some((opened(document)?, owner.map(opened).transpose()?)))
}

/// The value with the last id of each owner, or of one owner only.
pub(crate) async fn last<T: StoredDocument>(
    records: &Records,
    owner: Option<&str>,
) -> Result<Vec<Read<T>>, AppError> {
    let documents = records.last_documents(T::KIND, owner).await?;
    documents.into_iter().map(opened).collect()
}

pub(crate) async fn find<T: StoredDocument>(
    records: &Records,
    lookup: &str,
) -> Result<Option<Read<T>>, AppError> {
    records
        .document_by_lookup(T::KIND, lookup)
        .await?
        .map(opened)
        .transpose()
}

/// Those of one owner, by id.
pub(crate) async fn of<T: StoredDocument>(
    records: &Records,
    owner: &str,
) -> Result<Vec<Read<T>>, AppError> {
    records
        .documents_of(T::KIND, owner)
        .await?
        .into_iter()
        .map(opened)
        .collect()
}

/// All of a kind, by id.
pub(crate) async fn all<T: StoredDocument>(records: &Records) -> Result<Vec<Read<T>>, AppError> {
    records
        .documents(T::KIND)
        .await?
        .into_iter()
        .map(opened)
        .collect()
}
