//! Takes out of an activity's texts whatever names a person, and puts it back for whoever may see it.
//!
//! What is taken out leaves a marker: the name of a user's folder `‹user›`, the local part of a mail address `‹address›` (the domain
//! stays), the actor's own identifier or name `‹person›`, an IP address `‹ip›`, the actor's device `‹device›`. What was there goes, in
//! order, into the fragments, which are sealed under the person's key. A marker that the source itself wrote is taken out as well, so
//! that [`restore`] is always exact. Redaction depends on nothing but the activity. It errs on the side of taking out too much.
//!
//! The form of fragments: empty when nothing was taken out and neither device nor address is known; else the byte 1, then for each
//! marker in the order container, object, target, detail its length (LEB128) and UTF-8 bytes, then in the same way device and address.
//!
//! Not found: other people's names in plain words, and names written in pictures or other scripts.

mod address;
mod find;
mod fragments;
mod needles;

use ombud_model::batch::RedactedTexts;
use ombud_model::{Activity, Actor};

use find::{Span, Text};
pub use fragments::{BadFragments, RevealedTexts, restore};
use needles::Needles;

/// What stands in a text in place of what was taken out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Marker {
    // In order of precedence where two findings are equally long.
    User,
    Person,
    Address,
    Device,
    Ip,
}

impl Marker {
    pub(crate) const ALL: [Marker; 5] = [
        Marker::User,
        Marker::Person,
        Marker::Address,
        Marker::Device,
        Marker::Ip,
    ];

    pub(crate) const fn text(self) -> &'static str {
        match self {
            Marker::User => "‹user›",
            Marker::Person => "‹person›",
            Marker::Address => "‹address›",
            Marker::Device => "‹device›",
            Marker::Ip => "‹ip›",
        }
    }

    /// The marker that `text` starts with.
    pub(crate) fn at_start_of(text: &str) -> Option<Marker> {
        Self::ALL
            .into_iter()
            .find(|marker| text.starts_with(marker.text()))
    }
}

/// Redacts activities one after the other, reusing its buffers. One per thread. Hot path: no allocation once the buffers have grown
/// and the actor is known.
#[derive(Debug, Default)]
pub struct Redactor {
    needles: Needles,
    folded: Vec<u8>,
    spans: Vec<Span>,
    outputs: [String; 4],
    fragments: Vec<u8>,
}

impl Redactor {
    pub fn new() -> Self {
        Self::default()
    }

    /// The activity with words that name nobody, where one of them does: operation, extension, labels and types are the source's or the
    /// organisation's words, which stay as they are, but whoever writes a record can write an address there. What was taken out of a word
    /// is not kept.
    pub fn worded<'a>(&mut self, activity: &'a Activity<'a>) -> Option<Activity<'a>> {
        let words = [
            activity.operation.as_ref(),
            &activity.extension,
            &activity.label_before,
            &activity.label_after,
            &activity.sensitive_types,
        ];
        let [operation, extension, before, after, types] = words.map(|word| self.word(word));
        if [&operation, &extension, &before, &after, &types]
            .into_iter()
            .all(Option::is_none)
        {
            return None;
        }
        let mut worded = activity.clone();
        let changed = [
            (&mut worded.operation, operation),
            (&mut worded.extension, extension),
            (&mut worded.label_before, before),
            (&mut worded.label_after, after),
            (&mut worded.sensitive_types, types),
        ];
        for (word, clean) in changed {
            if let Some(clean) = clean {
                *word = clean.into();
            }
        }
        Some(worded)
    }

    /// The word without what names people; `None` where it can stay.
    fn word(&mut self, text: &str) -> Option<String> {
        if !find::has_signs(text) {
            return None;
        }
        let Self {
            folded,
            spans,
            fragments,
            ..
        } = self;
        spans.clear();
        find::fold(text, folded);
        find::shapes(Text { text, folded }, spans);
        if spans.is_empty() {
            return None;
        }
        find::merge(spans);
        let mut output = String::new();
        replace(text, spans, &mut output, fragments);
        Some(output)
    }

    /// The texts of `activity` without what names people, and the fragments that [`restore`] needs to put it back.
    pub fn redact<'r>(&'r mut self, activity: &'r Activity<'_>) -> RedactedTexts<'r> {
        let Self {
            needles,
            folded,
            spans,
            outputs,
            fragments,
        } = self;
        fragments.clear();
        let name = match &activity.actor {
            Actor::Person(identifier) => identifier.as_ref(),
            Actor::Service(_) | Actor::ObjectId(_) => "",
        };
        needles.choose(name, &activity.device);
        let texts = [
            activity.container.as_ref(),
            &activity.object,
            &activity.target,
            &activity.detail,
        ];
        let mut changed = [false; 4];
        let user_is_object = find::holds_users(&activity.container);
        for (field, ((text, output), changed)) in texts
            .into_iter()
            .zip(outputs.iter_mut())
            .zip(&mut changed)
            .enumerate()
        {
            spans.clear();
            if !text.is_empty() {
                find::fold(text, folded);
                let text = Text { text, folded };
                find::all(text, needles, spans);
                if field == 1 && user_is_object {
                    find::user(text, spans);
                }
            }
            if !spans.is_empty() {
                find::merge(spans);
                replace(text, spans, output, fragments);
                *changed = true;
            }
        }
        fragments::finish(fragments, &activity.device, &activity.ip);
        let [container, object, target, detail] = &*outputs;
        let pick = |which: usize, output: &'r String, original: &'r str| match changed.get(which) {
            Some(true) => output.as_str(),
            _ => original,
        };
        RedactedTexts {
            container: pick(0, container, &activity.container),
            object: pick(1, object, &activity.object),
            target: pick(2, target, &activity.target),
            detail: pick(3, detail, &activity.detail),
            fragments,
        }
    }
}

/// Writes `text` with markers into `output` and what they replace into `fragments`.
fn replace(text: &str, spans: &[Span], output: &mut String, fragments: &mut Vec<u8>) {
    output.clear();
    let mut done = 0;
    for span in spans {
        output.push_str(text.get(done..span.start).unwrap_or_default());
        output.push_str(span.marker.text());
        fragments::push(
            fragments,
            text.get(span.start..span.end).unwrap_or_default(),
        );
        done = span.end;
    }
    output.push_str(text.get(done..).unwrap_or_default());
}
