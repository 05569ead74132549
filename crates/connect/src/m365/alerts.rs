//! Security alerts in the audit log: about whom, how severe, in which category.

use std::borrow::Cow;

use ombud_model::{Activity, Kind};
use serde_json::Value;

use super::dlp::severity;
use super::{Emit, SourceRecord, tree};
use crate::{targets, text, who};

/// Fields of the alert's data that name the person it is about, the surest first.
const PERSON_FIELDS: &[&str] = &["f3u", "eid", "suid", "trc"];

pub(super) fn read<'a>(
    case: &SourceRecord<'a>,
    tree: &Value,
    mut activity: Activity<'a>,
    emit: Emit<'_>,
) {
    if activity.kind == Kind::Other {
        activity.kind = Kind::AlertRaised;
    }
    let category = tree::text(tree, "Category");
    let name = tree::text(tree, "Name");
    activity.detail = Cow::Owned(if category.is_empty() {
        name.into_owned()
    } else {
        format!("{category}: {name}")
    });
    activity.severity = severity(&tree::text(tree, "Severity"));
    let alert = tree::text(tree, "AlertId");
    activity.object_id = case.object_id(&alert);

    let people = people(case, tree);
    if people.is_empty() {
        emit(&activity);
        return;
    }
    let several = people.len() > 1;
    for person in people {
        let mut own = activity.clone();
        if several {
            // The activities of one record need keys of their own: equal time and key would make them duplicates.
            own.key = text::hash_lower(
                case.context.hash_keys,
                &[&case.record.id, &case.record.operation, &person],
            );
        }
        own.actor = who::actor(Cow::Owned(person), case.context.settings);
        emit(&own);
    }
}

/// The accounts that the alert is about, each once.
fn people(case: &SourceRecord<'_>, tree: &Value) -> Vec<String> {
    let data = ["Data", "EntityData"]
        .into_iter()
        .map(|name| tree::nested(tree, name))
        .find(|data| data.is_object());
    let mut found: Vec<String> = Vec::new();
    if let Some(data) = data {
        let field = PERSON_FIELDS
            .iter()
            .map(|name| tree::text(&data, name))
            .find(|text| is_account(text));
        for person in field
            .iter()
            .flat_map(|text| targets::split(text))
            .filter(|person| is_account(person))
        {
            if !found.iter().any(|known| known.eq_ignore_ascii_case(person)) {
                found.push(person.to_owned());
            }
        }
    }
    if found.is_empty() && tree::text(tree, "EntityType").eq_ignore_ascii_case("User") {
        let entity = tree::text(tree, "AlertEntityId");
        found.extend(is_account(&entity).then(|| entity.into_owned()));
    }
    // Where the organisation's domains are known, others are not its people.
    found.retain(|person| !who::is_foreign(person, case.context.settings));
    found
}

/// An address, and not a URL or message id that happens to hold an `@`.
fn is_account(text: &str) -> bool {
    targets::split(text).next().is_some_and(|first| {
        !first.contains(['/', ' ', '<'])
            && text::domain_of(first).is_some_and(|domain| domain.contains('.'))
    })
}
