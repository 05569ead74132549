//! Copilot and other AI applications: which content a prompt reached. Prompts themselves are not in the records.

use std::borrow::Cow;

use ombud_model::{Activity, Workload};

use super::{Emit, SourceRecord, tree};
use crate::text;

pub(super) fn read<'a>(case: &SourceRecord<'a>, mut activity: Activity<'a>, emit: Emit<'_>) {
    activity.workload = Workload::Ai;
    let data = case.record.copilot_event_data.value();
    activity.detail = Cow::Owned(tree::text(&data, "AppHost").into_owned());
    if tree::get(&data, "AccessedResources").is_some() {
        let resources = tree::list(&data, "AccessedResources");
        activity.items = u32::try_from(resources.len()).unwrap_or(u32::MAX);
        let order = &case.context.settings.label_order;
        let rank = |label: &str| {
            order
                .iter()
                .position(|known| known.eq_ignore_ascii_case(label))
                .map_or(0, |at| at + 1)
        };
        let labels = resources
            .iter()
            .map(|resource| tree::text(resource, "SensitivityLabelId"))
            .filter(|label| !label.is_empty());
        // The most sensitive label by the administrator's order; the first one where that says nothing.
        let label = labels.reduce(|best, label| {
            if rank(&label) > rank(&best) {
                label
            } else {
                best
            }
        });
        activity.label_after = Cow::Owned(label.unwrap_or_default().into_owned());
        if let Some(first) = resources.first() {
            let names: Vec<_> = resources
                .iter()
                .map(|resource| tree::text(resource, "Name"))
                .collect();
            let names = names.iter().map(AsRef::as_ref);
            activity.extension = Cow::Owned(text::extensions_of(names).into_owned());
            activity.object = Cow::Owned(tree::text(first, "Name").into_owned());
            activity.container =
                Cow::Owned(text::split_path(&tree::text(first, "SiteUrl")).0.to_owned());
            activity.object_id = case.object_id(&tree::text(first, "listItemUniqueId"));
        }
    }
    emit(&activity);
}
