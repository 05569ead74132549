//! Microsoft 365 audit records: Management Activity API, unified audit log exports, Graph audit queries, streamed hunting tables.
//!
//! Promises: any JSON object with a time and an operation is accepted (an operation that is not known stays visible as
//! [`Kind::Other`]); no service principal becomes a person; matched sensitive values are never read into an activity.
//!
//! The bulk of records is read in one pass without allocation ([`wire`]); what is rare or oddly spelt takes a second, tolerant look
//! ([`unwrap`]).

mod actor;
mod alerts;
mod cmdlets;
mod copilot;
mod directory;
mod dlp;
mod endpoint;
mod files;
mod flat;
mod hunting;
mod labels;
mod mail;
mod operations;
mod outcome;
mod rows;
mod scan;
mod sharing;
mod teams;
mod tree;
mod unwrap;
mod wire;

use std::borrow::Cow;

use ombud_model::{Activity, Kind, Outcome, Timestamp, Workload};
use serde_json::Value;

use self::operations::{Meaning, Shape};
use self::wire::Common;
use crate::source::{Context, Mismatch, Rejection, Source, SourceMeta};
use crate::text::{self, Inside};
use crate::when::{self, Order};
use crate::{Record, hint, mend};

/// The `m365` source.
pub(crate) struct M365;

static META: SourceMeta = SourceMeta {
    id: "m365",
    title: "Microsoft 365 audit log",
    summary: "Audit records of Microsoft 365: SharePoint, OneDrive, Exchange, Teams, Entra, endpoint data loss prevention, sensitivity \
              labels, security alerts and Copilot. From the Management Activity API, from Search-UnifiedAuditLog or the Purview portal, \
              from Graph audit queries, or from streamed Advanced Hunting tables.",
    formats: &[
        "JSON records, one a line or in arrays",
        "CSV export with an AuditData column, or flattened with CreationTime and Operation",
        "objects that wrap a record in auditData",
        "streamed records with category AdvancedHunting-...",
        "CSV of the Advanced Hunting table CloudAppEvents, with its column RawEventData",
    ],
    reader: 1,
    needs_mapping: false,
    outcome: "A record's `ResultStatus` says whether the operation took effect, for devices its `EnforcementMode`. What ends in `Blocked` was \
              blocked. A record that says nothing is taken as done only when Microsoft logs its operation on success alone. Any other \
              outcome is unknown: it is marked, and scored as if it were done.",
    logged_on_success: Some(operations::logged_on_success),
};

type Emit<'e> = &'e mut dyn FnMut(&Activity<'_>);

/// One record while it is being normalised.
struct SourceRecord<'c> {
    record: &'c Common<'c>,
    /// The record as JSON, for operations that read more of it than [`Common`] holds.
    json: &'c [u8],
    /// The record as it came, before any rewriting: stands in for an id.
    raw: &'c [u8],
    context: &'c Context<'c>,
    /// What comes first in dates with slashes, where the input has proven it.
    order: Option<Order>,
    /// The part of the record that its wrapper came without.
    lacks: Option<&'static str>,
}

impl SourceRecord<'_> {
    /// The whole record as a tree.
    fn tree(&self) -> Result<Value, Rejection> {
        mend::value(self.json)
            .map_err(|_| rejected("the record is not valid JSON or is nested too deeply"))
    }

    /// The whole record as a tree. Text in place of these nested fields rejects it; what else they hold that is not read marks the
    /// activity.
    fn tree_of(
        &self,
        fields: &[&'static str],
        activity: &mut Activity<'_>,
    ) -> Result<Value, Rejection> {
        let tree = self.tree()?;
        flat::refuse(&tree, fields)?;
        flat::unread_in(&tree, fields).for_each(|field| activity.lacks(field));
        Ok(tree)
    }

    /// What counts as inside for whoever did it.
    fn inside(&self) -> Inside<'_> {
        let own = &self.record.user_id;
        // On-premises accounts have no domain of their own; the mailbox that they work in has one.
        let own = if text::domain_of(own).is_some() {
            own
        } else {
            &self.record.mailbox_owner
        };
        Inside::of(own, self.context.settings)
    }

    fn object_id(&self, identity: &str) -> u64 {
        text::object_id(self.context.hash_keys, identity)
    }
}

fn rejected(reason: impl Into<Cow<'static, str>>) -> Rejection {
    Rejection(reason.into())
}

impl Source for M365 {
    fn meta(&self) -> &'static SourceMeta {
        &META
    }

    fn recognise(&self, first: &Record<'_>, _context: &Context<'_>) -> Result<(), Mismatch> {
        let known = match first {
            Record::Json(json) => unwrap::recognise(json),
            Record::Row(row) => rows::recognise(row),
        };
        let found = match first {
            Record::Row(row) if known => match rows::open_dates(row) {
                Some(column) => hint::open_dates_without_mapping(column),
                None => return Ok(()),
            },
            _ if known => return Ok(()),
            Record::Row(row) if rows::is_hunting(row) => format!(
                "{}; tables of Advanced Hunting are read as streamed JSON, or as CSV with the column `RawEventData`",
                hint::describe(first, META.id)
            ),
            _ => hint::describe(first, META.id),
        };
        Err(Mismatch {
            expected: META.title.to_owned(),
            found,
        })
    }

    fn normalise(
        &self,
        record: &Record<'_>,
        context: &Context<'_>,
        emit: &mut dyn FnMut(&Activity<'_>),
    ) -> Result<(), Rejection> {
        match record {
            Record::Json(json) => read(json, context, emit),
            Record::Row(row) => rows::read(row, context, emit),
        }
    }
}

/// Reads one JSON record: the straight way first.
fn read(json: &[u8], context: &Context<'_>, emit: Emit<'_>) -> Result<(), Rejection> {
    let json = json
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(json)
        .trim_ascii();
    if !json.starts_with(b"{") {
        return Err(rejected("the record is not a JSON object"));
    }
    let mut record = Common::default();
    if std::str::from_utf8(json).is_ok_and(|text| record.fill(text))
        && !record.creation_time.is_empty()
        && !record.operation.is_empty()
        && record.audit_data.0.is_empty()
    {
        return audit(
            &SourceRecord {
                record: &record,
                json,
                raw: json,
                context,
                order: None,
                lacks: None,
            },
            emit,
        );
    }
    if !wire::is_shallow(json) {
        return Err(rejected("the record is nested too deeply"));
    }
    unwrap::read(json, context, emit)
}

/// Nested fields that are read from the trees of these records.
const DIRECTORY: &[&str] = &[
    "ModifiedProperties",
    "ExtendedProperties",
    "Target",
    "Actor",
];
const DLP: &[&str] = &[
    "PolicyDetails",
    "SharePointMetaData",
    "ExchangeMetaData",
    "EndpointMetaData",
    "ExceptionInfo",
];
const ALERT: &[&str] = &["Data", "EntityData"];

/// Normalises a record whose time and operation are known to be there.
fn audit(case: &SourceRecord<'_>, emit: Emit<'_>) -> Result<(), Rejection> {
    let record = case.record;
    let time = when::parse_in(&record.creation_time, case.order)
        .map_err(|error| rejected(error.to_string()))?;
    let operation: &str = &record.operation;
    for (name, text) in [
        ("UserId", &record.user_id),
        ("Operation", &record.operation),
    ] {
        // Hardly any is anything but ASCII, which costs a glance.
        if !text.is_ascii() && text.contains(mend::BROKEN) {
            return Err(rejected(format!(
                "{name} holds a character that is not readable"
            )));
        }
    }
    let key = match &*record.id {
        "" => text::hash_bytes(case.context.hash_keys, case.raw),
        id => text::hash_lower(case.context.hash_keys, &[id, operation]),
    };
    let meaning = operations::of(operation, is_device(record));
    let shape = refined(record, meaning).shape;
    let mut activity = base(case, time, key, meaning.kind);
    activity.outcome = outcome::of(record, meaning, shape)?;
    if activity.outcome == Outcome::Unknown {
        activity.lacks(outcome::field(shape));
    }
    if shape.reads_nested() {
        if let Some(field) = flat::field_of(record) {
            return Err(flat::reason(field));
        }
        flat::unread(record).for_each(|field| activity.lacks(field));
    }
    if let Some(field) = missing(case, shape, &activity) {
        activity.lacks(field);
    }
    of_shape(case, shape, activity, emit)
}

/// Reads what records of that shape say beside what every record says.
fn of_shape<'a>(
    case: &SourceRecord<'a>,
    shape: Shape,
    mut activity: Activity<'a>,
    emit: Emit<'_>,
) -> Result<(), Rejection> {
    match shape {
        Shape::Plain | Shape::Finding => {
            plain(case, &mut activity);
            emit(&activity);
        }
        Shape::File => files::read(case, activity, emit),
        Shape::Sharing => sharing::read(case, activity, emit),
        Shape::Endpoint => endpoint::read(case, activity, emit),
        Shape::Label => labels::read(case, activity, emit),
        Shape::MailSent => mail::sent(case, activity, emit)?,
        Shape::MailItem => mail::item(case, activity, emit),
        Shape::MailItems => mail::items(case, activity, emit),
        Shape::SignIn => directory::sign_in(case, activity, emit),
        Shape::Teams => teams::read(case, activity, emit),
        Shape::Copilot => copilot::read(case, activity, emit),
        Shape::Cmdlet => cmdlets::read(case, &case.tree()?, activity, emit)?,
        Shape::Directory => {
            let tree = case.tree_of(DIRECTORY, &mut activity)?;
            directory::read(case, &tree, activity, emit);
        }
        Shape::Dlp => {
            let tree = case.tree_of(DLP, &mut activity)?;
            dlp::read(case, &tree, activity, emit)?;
        }
        Shape::Alert => {
            let tree = case.tree_of(ALERT, &mut activity)?;
            alerts::read(case, &tree, activity, emit);
        }
    }
    Ok(())
}

/// A part without which a record of that shape is not whole: its inside, its mail, or anybody who did it.
fn missing(case: &SourceRecord<'_>, shape: Shape, activity: &Activity<'_>) -> Option<&'static str> {
    match shape {
        _ if case.lacks.is_some() => case.lacks,
        Shape::MailSent if matches!(case.record.item.0, "" | "null") => Some("Item"),
        Shape::Dlp | Shape::Alert => None,
        _ if activity.actor.identifier().is_empty() => Some("UserId"),
        _ => None,
    }
}

fn is_device(record: &Common<'_>) -> bool {
    record.record_type.0 == Some(63) || record.workload.eq_ignore_ascii_case("Endpoint")
}

/// Record types that say more than an operation which the table does not know.
fn refined(record: &Common<'_>, meaning: Meaning) -> Meaning {
    if meaning.kind != Kind::Other || meaning.shape != Shape::Plain {
        return meaning;
    }
    let shape = match record.record_type.0 {
        Some(4 | 6 | 36 | 54 | 56) => Shape::File,
        Some(14) => Shape::Sharing,
        Some(63) => Shape::Endpoint,
        Some(40 | 98 | 78 | 113) => Shape::Alert,
        Some(83 | 84 | 93..=96) => Shape::Label,
        _ => Shape::Plain,
    };
    Meaning { shape, ..meaning }
}

/// What every record says.
fn base<'a>(case: &SourceRecord<'a>, time: Timestamp, key: u64, kind: Kind) -> Activity<'a> {
    let record = case.record;
    let operation: &str = &record.operation;
    let mut activity = Activity::new(
        time,
        key,
        actor::of(record, case.context.settings),
        kind,
        operation,
    );
    activity.workload = workload(record);
    let ip = [
        &record.client_ip,
        &record.client_ip_address,
        &record.actor_ip_address,
    ]
    .into_iter()
    .find(|ip| !ip.is_empty());
    activity.ip = ip.map_or("", |ip| text::clean_ip(ip)).into();
    if activity.ip == "<null>" {
        activity.ip = "".into();
    }
    activity.device = Cow::Borrowed(&record.device_name);
    activity
}

fn workload(record: &Common<'_>) -> Workload {
    match &*record.workload {
        "SharePoint" => Workload::SharePoint,
        "OneDrive" => Workload::OneDrive,
        "Exchange" => Workload::Exchange,
        "AzureActiveDirectory" => Workload::Directory,
        "Endpoint" | "PublicEndpoint" => Workload::Endpoint,
        "MicrosoftTeams" => Workload::Teams,
        "SecurityComplianceCenter"
        | "ThreatIntelligence"
        | "AirInvestigation"
        | "ComplianceManager"
        | "Compliance" => Workload::Security,
        "Copilot" | "AIApp" | "ConnectedAIApp" => Workload::Ai,
        "Aip" => Workload::Endpoint,
        _ => by_record_type(record.record_type.0),
    }
}

fn by_record_type(record_type: Option<u64>) -> Workload {
    match record_type {
        Some(4 | 6 | 11 | 14 | 36 | 54 | 56 | 102) => Workload::SharePoint,
        Some(1 | 2 | 3 | 13 | 19 | 43 | 50 | 101) => Workload::Exchange,
        Some(8 | 9 | 15 | 294) => Workload::Directory,
        Some(25 | 57 | 59 | 73) => Workload::Teams,
        Some(63 | 93..=97) => Workload::Endpoint,
        Some(18 | 28 | 40 | 41 | 47 | 52 | 64 | 78 | 98 | 113) => Workload::Security,
        Some(261 | 284 | 328 | 334) => Workload::Ai,
        _ => Workload::Other,
    }
}

/// The object of a record of which nothing more is known: a path is split, a name is kept.
fn plain<'a>(case: &SourceRecord<'a>, activity: &mut Activity<'a>) {
    let record = case.record;
    let object: &str = if record.item_name.is_empty() {
        &record.object_id
    } else {
        &record.item_name
    };
    let is_path =
        object.contains("://") || object.starts_with("\\\\") || object.get(1..3) == Some(":\\");
    let (container, name) = if is_path {
        text::split_path(object)
    } else {
        ("", object)
    };
    activity.container = container.into();
    activity.object = name.into();
    activity.size = record.file_size_bytes.0.or(record.file_size.0);
}

/// Lower-case extension from a field, or from the name when the field is empty.
fn extension<'a>(field: &'a str, name: &'a str) -> Cow<'a, str> {
    let extension = if field.is_empty() {
        text::extension_of(name).unwrap_or_default()
    } else {
        field.trim_start_matches('.')
    };
    text::lower(extension)
}
