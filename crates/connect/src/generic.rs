//! Any other log, as JSON or as a table, read with a mapping: so that a source can be brought in on the first day.

use std::borrow::Cow;

use ombud_model::{Activity, LabelChange, Outcome, Reach, Severity};
use serde_json::Value;

use crate::graph_alerts::invalid_json;
use crate::mapping::{Dates, FieldMapping, Pick};
use crate::text::{self, Inside, hash_bytes, hash_lower};
use crate::{Context, Mismatch, Record, Rejection, Row, Source, SourceMeta, hint, mend, who};

pub struct Generic;

static META: SourceMeta = SourceMeta {
    id: "generic",
    title: "Any other log",
    summary: "Records of any program, with a mapping that says which column or JSON field holds when, who and what, and what the \
              program's words mean. A word that the mapping does not list becomes an activity of kind `other`: visible, not scored.",
    formats: &[
        "JSON lines",
        "JSON array",
        "JSON objects",
        "JSON pages",
        "CSV with comma, semicolon, tab or bar",
    ],
    reader: 1,
    needs_mapping: true,
    outcome: "The mapping's `outcome` says whether the operation took effect. Without it, or where the field is empty, the outcome is \
              unknown: it is marked, and scored as if it were done. `outcome: {value: done}` states that the log holds only what succeeded.",
    logged_on_success: None,
};

impl Source for Generic {
    fn meta(&self) -> &'static SourceMeta {
        &META
    }

    fn recognise(&self, first: &Record<'_>, context: &Context<'_>) -> Result<(), Mismatch> {
        let mismatch = |found: String| {
            Err(Mismatch {
                expected: "what the mapping describes".to_owned(),
                found,
            })
        };
        let Some(mapping) = fields(context) else {
            return mismatch(
                "there is no mapping with `time`, `person` and `operation`".to_owned(),
            );
        };
        let needed = [&mapping.time.field, &mapping.person, &mapping.operation];
        let missing = match first {
            Record::Row(row) => needed.into_iter().find(
                |pick| matches!(pick, Pick::Field(name) if row.header.position(name).is_none()),
            ),
            Record::Json(text) => match serde_json::from_slice::<Value>(text) {
                // One record without a person may still be followed by others; one with none of the fields is of something else.
                Ok(value) if needed.iter().all(|pick| pick.in_json(&value).is_none()) => {
                    Some(needed[0])
                }
                _ => None,
            },
        };
        if let Some(pick) = missing {
            return mismatch(format!(
                "there is no `{}` in {}",
                pick.name(),
                hint::describe(first, META.id)
            ));
        }
        match (first, &mapping.time.field, &mapping.time.format) {
            (Record::Row(row), Pick::Field(name), None)
                if row
                    .header
                    .position(name)
                    .is_some_and(|column| row.header.leaves_open(column)) =>
            {
                mismatch(hint::open_dates(name, "`format` of `time`"))
            }
            _ => Ok(()),
        }
    }

    fn normalise(
        &self,
        record: &Record<'_>,
        context: &Context<'_>,
        emit: &mut dyn FnMut(&Activity<'_>),
    ) -> Result<(), Rejection> {
        let Some(mapping) = fields(context) else {
            return Err(Rejection(
                "there is no mapping with `time`, `person` and `operation`".into(),
            ));
        };
        match record {
            Record::Row(row) => {
                let whole = || hash_cells(row, context.hash_keys);
                let times = mapping.time.dates(row.header.order());
                activity(mapping, times, context, &|pick| pick.in_row(row), &whole)
                    .map(|activity| emit(&activity))
            }
            Record::Json(bytes) => {
                let value = mend::value(bytes).map_err(|error| invalid_json(&error))?;
                let whole = || hash_bytes(context.hash_keys, bytes);
                let times = mapping.time.dates(None);
                activity(
                    mapping,
                    times,
                    context,
                    &|pick| pick.in_json(&value),
                    &whole,
                )
                .map(|activity| emit(&activity))
            }
        }
    }
}

fn fields<'a>(context: &Context<'a>) -> Option<&'a FieldMapping> {
    context.mapping.and_then(|mapping| mapping.fields())
}

/// Gives the text of a field; borrows from the record or the mapping.
type Get<'g, 'a> = &'g dyn Fn(&'a Pick) -> Option<Cow<'a, str>>;

fn activity<'a>(
    mapping: &'a FieldMapping,
    times: Dates<'_>,
    context: &Context<'_>,
    get: Get<'_, 'a>,
    whole: &dyn Fn() -> u64,
) -> Result<Activity<'a>, Rejection> {
    let lacks = |pick: &Pick| Rejection(format!("record has no `{}`", pick.name()).into());
    // A dash stands for nothing in what log viewers export.
    let optional = |pick: &'a Option<Pick>| {
        let text = pick.as_ref().and_then(get).unwrap_or_default();
        if text == "-" { Cow::Borrowed("") } else { text }
    };
    let time = get(&mapping.time.field).ok_or_else(|| lacks(&mapping.time.field))?;
    let time = times.parse(&time).map_err(|error| {
        let name = format!("`{}`", mapping.time.field.name());
        hint::of_time(&name, error, "`format` of the mapping's `time`")
    })?;
    let person = get(&mapping.person).ok_or_else(|| lacks(&mapping.person))?;
    if person.contains(mend::BROKEN) {
        let name = mapping.person.name();
        return Err(Rejection(
            format!("`{name}` holds a character that is not readable").into(),
        ));
    }
    let operation = get(&mapping.operation).ok_or_else(|| lacks(&mapping.operation))?;
    let key = match &mapping.id {
        Some(id) => hash_lower(
            context.hash_keys,
            &[
                "generic",
                &get(id).ok_or_else(|| lacks(id))?,
                &person,
                &operation,
            ],
        ),
        None => whole(),
    };
    let kind = mapping.kind_of(&operation);
    let actor = who::actor(person, context.settings);
    let mut activity = Activity::new(time, key, actor, kind, operation);
    activity.workload = mapping.workload;
    activity.outcome = mapping.outcome_of(&optional(&mapping.outcome)).ok_or(Rejection(
        "`outcome` holds a word that is not known: say in `outcomes` whether it means done, blocked or failed".into(),
    ))?;
    if activity.outcome == Outcome::Unknown {
        activity.lacks("outcome");
    }
    place(mapping, &optional, &mut activity);
    activity.size = sum(&optional(&mapping.size));
    activity.object_id = text::object_id(context.hash_keys, &optional(&mapping.content_id));
    activity.sensitive_types = optional(&mapping.sensitive);
    activity.severity =
        Severity::from_name(&text::lower(&optional(&mapping.severity))).unwrap_or(Severity::None);
    activity.detail = optional(&mapping.detail);
    activity.items = optional(&mapping.items).parse().unwrap_or(1);
    activity.device = optional(&mapping.device);
    activity.ip = match optional(&mapping.ip) {
        Cow::Borrowed(ip) => Cow::Borrowed(text::clean_ip(ip)),
        Cow::Owned(ip) => Cow::Owned(text::clean_ip(&ip).to_owned()),
    };
    activity.target = optional(&mapping.target);
    judge_target(&mut activity, context);
    activity.label_before = optional(&mapping.label_before);
    activity.label_after = optional(&mapping.label_after);
    activity.label_change = label_change(&activity, &context.settings.label_order);
    Ok(activity)
}

/// The number in a text, or the sum of a list's numbers; `None` when one of them is none.
fn sum(list: &str) -> Option<u64> {
    let mut numbers = list
        .split("; ")
        .map(|number| number.trim().parse::<u64>().ok());
    numbers.try_fold(0, |sum: u64, number| sum.checked_add(number?))
}

/// Folder, name and type of what was acted on.
fn place<'a>(
    mapping: &'a FieldMapping,
    optional: &dyn Fn(&'a Option<Pick>) -> Cow<'a, str>,
    activity: &mut Activity<'a>,
) {
    activity.container = optional(&mapping.container);
    activity.object = optional(&mapping.object);
    let path = optional(&mapping.path);
    let (folder, name) = text::split_path(&path);
    if activity.container.is_empty() {
        activity.container = Cow::Owned(folder.to_owned());
    }
    if activity.object.is_empty() {
        activity.object = Cow::Owned(name.to_owned());
    }
    let stated = optional(&mapping.extension);
    activity.extension = Cow::Owned(match stated.trim_start_matches('.') {
        // A list of names comes joined.
        "" => text::extensions_of(activity.object.split("; ")).into_owned(),
        stated => text::lower(stated).into_owned(),
    });
}

/// The domain most outside among the targets: of an address, or the host of a URL.
fn judge_target(activity: &mut Activity<'_>, context: &Context<'_>) {
    let inside = Inside::of(activity.actor.identifier(), context.settings);
    let mut judged: Option<(String, Reach)> = None;
    for target in activity.target.split([';', ',']).map(str::trim) {
        let domain = match text::domain_of(target) {
            Some(domain) => domain,
            None if target.contains("://") => text::host_of(target).unwrap_or_default(),
            None => "",
        };
        let reach = if inside.holds(domain) {
            Reach::Inside
        } else {
            Reach::Outside
        };
        if !domain.is_empty() && judged.as_ref().is_none_or(|(_, known)| *known < reach) {
            judged = Some((text::lower(domain).into_owned(), reach));
        }
    }
    if let Some((domain, reach)) = judged {
        (activity.target_domain, activity.reach) = (Cow::Owned(domain), reach);
    }
}

fn label_change(activity: &Activity<'_>, order: &[String]) -> LabelChange {
    let rank = |label: &str| {
        order
            .iter()
            .position(|known| known.trim().eq_ignore_ascii_case(label))
    };
    match (
        activity.label_before.as_ref(),
        activity.label_after.as_ref(),
    ) {
        ("", "") => LabelChange::None,
        ("", _) => LabelChange::Applied,
        (_, "") => LabelChange::Removed,
        (before, after) if before.eq_ignore_ascii_case(after) => LabelChange::None,
        (before, after) => match (rank(before), rank(after)) {
            (Some(before), Some(after)) if after < before => LabelChange::Lowered,
            (Some(_), Some(_)) => LabelChange::Raised,
            _ => LabelChange::Changed,
        },
    }
}

/// The row as a whole, whatever its quotes and separators.
fn hash_cells(row: &Row<'_>, keys: (u64, u64)) -> u64 {
    let mut bytes = Vec::new();
    for cell in row.cells {
        bytes.extend_from_slice(cell.as_bytes());
        bytes.push(0);
    }
    hash_bytes(keys, &bytes)
}
