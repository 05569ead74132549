//! Documents with their owners that were read lately: a session with its account is read by every request over HTTP.
//!
//! Promises: what is given is what the database holds. All of it is forgotten when a unit of work that changes any document ends, before
//! whoever changed it is told.

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::Mutex;

use super::documents::Document;

/// So many are kept at most.
const MOST: usize = 1_000;

/// Its kind, that of its owner, and its id.
type Key = (&'static str, &'static str, String);

/// A document, and its owner where there is one.
type WithOwner = (Document, Option<Document>);

#[derive(Clone, Default, Debug)]
pub(super) struct RecentDocuments(Arc<Mutex<Kept>>);

#[derive(Default, Debug)]
struct Kept {
    documents: BTreeMap<Key, WithOwner>,
    changes: Changes,
}

/// How often documents have changed.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Changes(u64);

impl RecentDocuments {
    /// The document if it is kept; otherwise what [`RecentDocuments::keep`] asks for once it is read.
    pub(super) fn get(&self, key: &Key) -> Result<WithOwner, Changes> {
        let kept = self.0.lock();
        kept.documents.get(key).cloned().ok_or(kept.changes)
    }

    /// Keeps a document that was read, unless documents have changed since `before`.
    pub(super) fn keep(&self, key: Key, document: &WithOwner, before: Changes) {
        let mut kept = self.0.lock();
        if kept.changes != before {
            return;
        }
        if kept.documents.len() >= MOST {
            kept.documents.clear();
        }
        kept.documents.insert(key, document.clone());
    }

    pub(super) fn forget(&self) {
        let mut kept = self.0.lock();
        kept.documents.clear();
        kept.changes.0 += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(id: &str) -> Document {
        Document {
            kind: "session",
            id: id.to_owned(),
            lookup: None,
            owner: None,
            version: 1,
            body: "{}".to_owned(),
        }
    }

    #[test]
    fn what_was_read_before_a_change_is_not_kept_after_it() {
        let recent = RecentDocuments::default();
        let key = || ("session", "account", "a".to_owned());
        let before = recent.get(&key()).unwrap_err();
        recent.keep(key(), &(document("a"), None), before);
        assert_eq!(recent.get(&key()), Ok((document("a"), None)));
        recent.forget();
        recent.keep(key(), &(document("a"), None), before);
        let now = recent.get(&key()).unwrap_err();
        assert_ne!(now, before);
        recent.keep(key(), &(document("a"), Some(document("b"))), now);
        assert!(recent.get(&key()).is_ok());
    }
}
