//! A batch of redacted activities in columns: what the pipeline fills, sorts and hands to the store.
//!
//! Columns, because a million small structs with a dozen strings each would cost more than reading them did. Text with few distinct
//! values is interned; the rest lies end to end in one buffer. Rows are appended in any order; readers choose their own.

use rustc_hash::FxHashMap;

use crate::{
    Activity, ActivityView, Kind, LabelChange, Outcome, PersonId, Reach, Severity, Timestamp,
    Workload,
};

/// Bytes with mostly distinct values, end to end.
#[derive(Clone, Debug, Default)]
pub struct TextColumn {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl TextColumn {
    pub fn push(&mut self, value: &[u8]) {
        self.bytes.extend_from_slice(value);
        self.ends.push(self.bytes.len() as u32);
    }

    pub fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    pub fn get(&self, row: usize) -> &[u8] {
        let end = self.ends.get(row).map_or(0, |&end| end as usize);
        let start = row
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .map_or(0, |&end| end as usize);
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// The value as text; empty when the row does not exist.
    pub fn text(&self, row: usize) -> &str {
        std::str::from_utf8(self.get(row)).unwrap_or_default()
    }
}

/// Text with few distinct values, interned. Code 0 is the empty text.
#[derive(Clone, Debug)]
pub struct DictColumn {
    codes: Vec<u32>,
    values: Vec<Box<str>>,
    index: FxHashMap<Box<str>, u32>,
}

impl Default for DictColumn {
    fn default() -> Self {
        Self {
            codes: Vec::new(),
            values: vec![Box::default()],
            index: FxHashMap::default(),
        }
    }
}

impl DictColumn {
    pub fn push(&mut self, value: &str) {
        let code = self.intern(value);
        self.codes.push(code);
    }

    pub fn clear(&mut self) {
        self.codes.clear();
        self.values.truncate(1);
        self.index.clear();
    }

    fn intern(&mut self, value: &str) -> u32 {
        if value.is_empty() {
            return 0;
        }
        if let Some(&code) = self.index.get(value) {
            return code;
        }
        let code = self.values.len() as u32;
        self.values.push(value.into());
        self.index.insert(value.into(), code);
        code
    }

    pub fn code(&self, row: usize) -> u32 {
        self.codes.get(row).copied().unwrap_or(0)
    }

    pub fn text(&self, row: usize) -> &str {
        self.values
            .get(self.code(row) as usize)
            .map_or("", |value| value)
    }

    /// All values, by code.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &str> {
        self.values.iter().map(|value| &**value)
    }
}

/// The texts of an activity after redaction, and what was taken out of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct RedactedTexts<'a> {
    pub container: &'a str,
    pub object: &'a str,
    pub target: &'a str,
    pub detail: &'a str,
    /// What was taken out, device and address included: to be sealed under the person's key.
    pub fragments: &'a [u8],
}

/// Activities of one source, redacted, in columns of equal length.
#[derive(Clone, Debug, Default)]
pub struct ActivityBatch {
    pub time: Vec<i64>,
    pub key: Vec<u64>,
    /// `None` for services and systems.
    pub person: Vec<Option<PersonId>>,
    pub kind: Vec<Kind>,
    pub operation: DictColumn,
    pub workload: Vec<Workload>,
    pub outcome: Vec<Outcome>,
    pub container: DictColumn,
    pub object: TextColumn,
    pub extension: DictColumn,
    pub size: Vec<Option<u64>>,
    pub object_id: Vec<u64>,
    pub target: DictColumn,
    pub target_domain: DictColumn,
    pub reach: Vec<Reach>,
    pub label_change: Vec<LabelChange>,
    pub label_before: DictColumn,
    pub label_after: DictColumn,
    pub sensitive_types: DictColumn,
    pub severity: Vec<Severity>,
    pub detail: DictColumn,
    pub items: Vec<u32>,
    pub incomplete: DictColumn,
    /// Plain fragments per row until the store seals them per person.
    pub fragments: TextColumn,
}

impl ActivityBatch {
    pub fn len(&self) -> usize {
        self.time.len()
    }

    pub fn is_empty(&self) -> bool {
        self.time.is_empty()
    }

    /// Forgets the rows but keeps the memory.
    pub fn clear(&mut self) {
        self.time.clear();
        self.key.clear();
        self.person.clear();
        self.kind.clear();
        self.operation.clear();
        self.workload.clear();
        self.outcome.clear();
        self.container.clear();
        self.object.clear();
        self.extension.clear();
        self.size.clear();
        self.object_id.clear();
        self.target.clear();
        self.target_domain.clear();
        self.reach.clear();
        self.label_change.clear();
        self.label_before.clear();
        self.label_after.clear();
        self.sensitive_types.clear();
        self.severity.clear();
        self.detail.clear();
        self.items.clear();
        self.incomplete.clear();
        self.fragments.clear();
    }

    pub fn push(
        &mut self,
        activity: &Activity<'_>,
        person: Option<PersonId>,
        texts: RedactedTexts<'_>,
    ) {
        self.time.push(activity.time.millis());
        self.key.push(activity.key);
        self.person.push(person);
        self.kind.push(activity.kind);
        self.operation.push(&activity.operation);
        self.workload.push(activity.workload);
        self.outcome.push(activity.outcome);
        self.container.push(texts.container);
        self.object.push(texts.object.as_bytes());
        self.extension.push(&activity.extension);
        self.size.push(activity.size);
        self.object_id.push(activity.object_id);
        self.target.push(texts.target);
        self.target_domain.push(&activity.target_domain);
        self.reach.push(activity.reach);
        self.label_change.push(activity.label_change);
        self.label_before.push(&activity.label_before);
        self.label_after.push(&activity.label_after);
        self.sensitive_types.push(&activity.sensitive_types);
        self.severity.push(activity.severity);
        self.detail.push(texts.detail);
        self.items.push(activity.items);
        self.incomplete.push(&activity.incomplete);
        self.fragments.push(texts.fragments);
    }

    /// The row as a view; `None` past the end.
    pub fn view(&self, row: usize) -> Option<ActivityView<'_>> {
        Some(ActivityView {
            time: Timestamp::from_millis(*self.time.get(row)?).ok()?,
            key: *self.key.get(row)?,
            person: *self.person.get(row)?,
            kind: *self.kind.get(row)?,
            operation: self.operation.text(row),
            workload: *self.workload.get(row)?,
            outcome: *self.outcome.get(row)?,
            container: self.container.text(row),
            object: self.object.text(row),
            extension: self.extension.text(row),
            size: *self.size.get(row)?,
            object_id: *self.object_id.get(row)?,
            target: self.target.text(row),
            target_domain: self.target_domain.text(row),
            reach: *self.reach.get(row)?,
            label_change: *self.label_change.get(row)?,
            label_before: self.label_before.text(row),
            label_after: self.label_after.text(row),
            sensitive_types: self.sensitive_types.text(row),
            severity: *self.severity.get(row)?,
            detail: self.detail.text(row),
            items: *self.items.get(row)?,
            incomplete: self.incomplete.text(row),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Actor;

    #[test]
    fn a_row_comes_back_as_it_was_pushed() {
        let mut batch = ActivityBatch::default();
        let at = Timestamp::from_millis(1_774_886_531_000).unwrap();
        for (row, name) in ["plan.docx", "", "plan.docx"].into_iter().enumerate() {
            let mut activity = Activity::new(
                at,
                row as u64,
                Actor::Person("mia".into()),
                Kind::FileDownloaded,
                "FileDownloaded",
            );
            activity.extension = if name.is_empty() {
                "".into()
            } else {
                "docx".into()
            };
            let texts = RedactedTexts {
                container: "https://corp.test/sites/rd/",
                object: name,
                fragments: &[1, 2],
                ..Default::default()
            };
            batch.push(&activity, Some(PersonId(row as u64)), texts);
        }
        assert_eq!(batch.len(), 3);
        let row = batch.view(2).unwrap();
        assert_eq!(
            (row.object, row.extension, row.person, row.key),
            ("plan.docx", "docx", Some(PersonId(2)), 2)
        );
        assert_eq!(batch.view(1).unwrap().object, "");
        assert_eq!(batch.container.values().len(), 2);
        assert_eq!(batch.fragments.get(1), &[1, 2]);
        assert!(batch.view(3).is_none());
    }
}
