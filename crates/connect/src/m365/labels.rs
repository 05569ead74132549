//! Sensitivity labels: whether content was labelled up, down, or not at all any more.

use std::borrow::Cow;

use ombud_model::{Activity, Kind, LabelChange, Outcome, Workload};

use super::{Emit, SourceRecord, endpoint, files, tree};
use crate::text;

pub(super) fn read<'a>(case: &SourceRecord<'a>, mut activity: Activity<'a>, emit: Emit<'_>) {
    let record = case.record;
    let event = record.label_event.value();
    if record.site_url.is_empty() && record.source_file_name.is_empty() {
        endpoint::object(case, &mut activity);
        if activity.object.is_empty() {
            activity.object = Cow::Borrowed(&record.item_name);
        }
    } else {
        files::object(case, &mut activity);
    }
    if activity.device.is_empty() {
        activity.device = Cow::Owned(tree::text(&record.common.value(), "DeviceName").into_owned());
    }
    activity.sensitive_types = endpoint::sensitive_types(&record.sensitive_info_type_data);

    let first = |texts: [Cow<'_, str>; 3]| {
        texts
            .into_iter()
            .find(|text| !text.is_empty())
            .map_or_else(String::new, Cow::into_owned)
    };
    let before = first([
        tree::text(&event, "OldSensitivityLabelId"),
        (&*record.old_sensitivity_label_id).into(),
        (&*record.source_label).into(),
    ]);
    let after = first([
        tree::text(&event, "SensitivityLabelId"),
        (&*record.destination_label).into(),
        (if record.sensitivity_label_id.is_empty() {
            &record.label_id
        } else {
            &record.sensitivity_label_id
        })
        .to_string()
        .into(),
    ]);
    if activity.kind == Kind::LabelChanged {
        activity.label_change =
            change(case, &tree::text(&event, "LabelEventType"), &before, &after);
        if activity.label_change == LabelChange::None {
            activity.kind = Kind::Other;
        }
    }
    activity.label_before = before.into();
    activity.label_after = after.into();
    activity.detail = Cow::Borrowed(&record.label_name);
    if record.operation.ends_with("Failed") {
        activity.outcome = Outcome::Failed;
    }
    if activity.workload == Workload::Other && !activity.device.is_empty() {
        activity.workload = Workload::Endpoint;
    }
    emit(&activity);
}

/// The change, from the record's own word for it where it has one, else from the administrator's order of labels.
fn change(case: &SourceRecord<'_>, event_type: &str, before: &str, after: &str) -> LabelChange {
    match event_type {
        "1" | "Upgraded" | "LabelUpgraded" => return LabelChange::Raised,
        "2" | "Downgraded" | "LabelDowngraded" => return LabelChange::Lowered,
        "3" | "Removed" | "LabelRemoved" => return LabelChange::Removed,
        "4" | "ChangedSameOrder" | "LabelChangedSameOrder" => return LabelChange::Changed,
        _ => {}
    }
    let action: &str = &case.record.label_action;
    if !action.is_empty() {
        return mail_action(action);
    }
    let operation: &str = &case.record.operation;
    if text::contains_ignore_case(operation, "Remove") {
        return LabelChange::Removed;
    }
    if before.is_empty() || text::contains_ignore_case(operation, "Appli") {
        return LabelChange::Applied;
    }
    let order = &case.context.settings.label_order;
    let rank = |label: &str| {
        order
            .iter()
            .position(|known| known.eq_ignore_ascii_case(label))
    };
    match (rank(before), rank(after)) {
        (Some(before), Some(after)) if after > before => LabelChange::Raised,
        (Some(before), Some(after)) if after < before => LabelChange::Lowered,
        _ => LabelChange::Changed,
    }
}

/// `LabelAction` of a mail's label record.
fn mail_action(action: &str) -> LabelChange {
    let says = |word| text::contains_ignore_case(action, word);
    match () {
        () if says("downgrade") => LabelChange::Lowered,
        () if says("upgrade") => LabelChange::Raised,
        () if says("remove") => LabelChange::Removed,
        () if says("add") || says("appl") => LabelChange::Applied,
        () if says("change") => LabelChange::Changed,
        () => LabelChange::None,
    }
}
