//! The audit log: who did what, whether the log is whole, and the log itself in C2SP tlog-tiles for whoever keeps a copy.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use ombud_api::audit::{AuditEntry, AuditList, AuditVerification, VerifyRequest};
use ombud_app::AuditState;
use ombud_app::requests::Page;
use ombud_app::requests::audit::{AuditFilter, ExportFormat, LogPart};
use ombud_model::{Operation, Timestamp};
use ombud_tlog::export::Row;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{NotFoundProblem, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::cursor;
use crate::http::input::Input;
use crate::http::params::{self, Params};
use crate::http::problem::Problem;
use crate::http::state::HttpState;

fn wire(row: Row) -> AuditEntry {
    AuditEntry {
        sequence: row.sequence,
        time: row.time,
        operation: row.operation.to_owned(),
        phase: row.phase.to_owned(),
        intent: row.intent,
        ending: row.ending.map(str::to_owned),
        actor: row.actor,
        role: row.role,
        object: row.object,
        person: row.person,
        purpose: row.purpose,
        case: row.case,
        commitment: row.commitment,
        reason: row.reason,
    }
}

/// Without what witnesses have countersigned: that is for who runs the machine.
fn state_wire(state: AuditState) -> AuditVerification {
    AuditVerification {
        valid: state.valid,
        records: state.records,
        head: state.head,
        extends: state.extends,
        open: state.open,
        index: state.index,
        problem: state.problem,
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct EntryParams {
    /// Only these operations, with commas between them.
    #[param(example = "reveal-person,read-alert")]
    operation: Option<String>,
    /// Only what concerns the person with this pseudonym.
    person: Option<String>,
    /// Not before this moment.
    #[param(example = "2026-01-31T00:00:00Z")]
    since: Option<String>,
    /// Before this moment.
    until: Option<String>,
    /// Entries of a page.
    #[param(minimum = 1, maximum = 500, default = 100)]
    limit: Option<usize>,
    /// `next_cursor` of the page before, with the same filters.
    cursor: Option<String>,
}

#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Format {
    Csv,
    Json,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportParams {
    /// CSV for spreadsheets, or one JSON document a line.
    #[param(inline)]
    format: Format,
    /// Only these operations, with commas between them.
    operation: Option<String>,
    /// Only what concerns the person with this pseudonym.
    person: Option<String>,
    /// Not before this moment.
    since: Option<String>,
    /// Before this moment.
    until: Option<String>,
}

fn filter(
    operation: Option<&str>,
    person: Option<String>,
    since: Option<&str>,
    until: Option<&str>,
) -> Result<AuditFilter, Problem> {
    let operations = operation.map(|names| {
        names
            .split(',')
            .map(str::parse::<Operation>)
            .collect::<Result<Vec<_>, _>>()
    });
    let operations = operations
        .transpose()
        .map_err(|error| Problem::invalid(format!("`operation`: {error}")))?;
    let moment = |name: &str, text: Option<&str>| {
        let read = text.map(str::parse::<Timestamp>).transpose();
        read.map_err(|_| {
            Problem::invalid(format!(
                "`{name}` must be a moment such as 2026-01-31T00:00:00Z"
            ))
        })
    };
    Ok(AuditFilter {
        operations: operations.unwrap_or_default(),
        person,
        since: moment("since", since)?,
        until: moment("until", until)?,
    })
}

/// Entries of the audit log, the newest first.
#[utoipa::path(
    get, path = "/api/v1/audit/entries", tag = "audit", params(EntryParams), security((), ("session" = []), ("admin" = [])),
    responses((status = 200, body = AuditList), ReadProblems)
)]
pub(crate) async fn entries(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    Params(params): Params<EntryParams>,
) -> Result<Json<AuditList>, Problem> {
    let limit = params::limit(params.limit, 100, 500)?;
    let after = params.cursor.as_deref().map(cursor::decode).transpose()?;
    let filter = filter(
        params.operation.as_deref(),
        params.person,
        params.since.as_deref(),
        params.until.as_deref(),
    )?;
    let listed = state
        .ombud
        .list_audit_entries(access.caller(), filter, Page { limit, after })
        .await?;
    Ok(Json(AuditList {
        entries: listed.entries.into_iter().map(wire).collect(),
        next_cursor: listed.next.as_ref().map(cursor::encode),
    }))
}

/// All entries that match, the oldest first, as a file.
///
/// In CSV every field is quoted, and an apostrophe stands before what a spreadsheet could take for a formula. At most 64 MiB: narrow the
/// moments, or export at the command line, when there is more. Needs a fresh sign-in.
#[utoipa::path(
    get, path = "/api/v1/audit/export", tag = "audit", params(ExportParams), security((), ("session" = []), ("admin" = [])),
    responses(
        (status = 200, description = "The entries", content((String = "text/csv"), (String = "application/x-ndjson"))),
        ReadProblems
    )
)]
pub(crate) async fn export(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    Params(params): Params<ExportParams>,
) -> Result<Response, Problem> {
    let filter = filter(
        params.operation.as_deref(),
        params.person,
        params.since.as_deref(),
        params.until.as_deref(),
    )?;
    let (format, content_type, name) = match params.format {
        Format::Csv => (
            ExportFormat::Csv,
            "text/csv; charset=utf-8",
            "attachment; filename=\"audit.csv\"",
        ),
        Format::Json => (
            ExportFormat::Json,
            "application/x-ndjson",
            "attachment; filename=\"audit.ndjson\"",
        ),
    };
    let bytes = state
        .ombud
        .export_audit(access.caller(), filter, format)
        .await?;
    Ok((
        [
            (header::CONTENT_TYPE, content_type),
            (header::CONTENT_DISPOSITION, name),
        ],
        bytes,
    )
        .into_response())
}

/// Recomputes the whole audit log: entries, tree, signature, one outcome at most for each intent.
#[utoipa::path(
    get, path = "/api/v1/audit/verification", tag = "audit", security((), ("session" = []), ("admin" = [])),
    responses((status = 200, body = AuditVerification), ReadProblems)
)]
pub(crate) async fn verification(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
) -> Result<Json<AuditVerification>, Problem> {
    let found = state.ombud.verify_audit(access.caller(), None).await?;
    Ok(Json(state_wire(found)))
}

/// As reading the verification, and that the log extends an older head that was kept elsewhere.
#[utoipa::path(
    post, path = "/api/v1/audit/verification", tag = "audit", security((), ("session" = []), ("admin" = [])),
    request_body = VerifyRequest,
    responses((status = 200, body = AuditVerification), super::ChangeProblems)
)]
pub(crate) async fn verification_from(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    Input(request): Input<VerifyRequest>,
) -> Result<Json<AuditVerification>, Problem> {
    let found = state
        .ombud
        .verify_audit(access.caller(), Some(&request.from))
        .await?;
    Ok(Json(state_wire(found)))
}

async fn part(
    state: &HttpState,
    access: &RequestCaller,
    part: LogPart,
    content_type: &'static str,
) -> Result<Response, Problem> {
    let found = state.ombud.show_audit_part(access.caller(), part).await?;
    let bytes = found.ok_or_else(|| Problem::not_found("part of the audit log"))?;
    Ok(([(header::CONTENT_TYPE, content_type)], bytes).into_response())
}

const TEXT: &str = "text/plain; charset=utf-8";

/// The public key with which the log's heads are checked.
#[utoipa::path(
    get, path = "/api/v1/audit/log/key", tag = "audit", security((), ("session" = []), ("admin" = [])),
    responses((status = 200, description = "`name+id+key`", body = String, content_type = "text/plain"), ReadProblems)
)]
pub(crate) async fn key(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
) -> Result<Response, Problem> {
    part(&state, &access, LogPart::Key, TEXT).await
}

/// The signed head of the log (C2SP tlog-checkpoint).
#[utoipa::path(
    get, path = "/api/v1/audit/log/checkpoint", tag = "audit", security((), ("session" = []), ("admin" = [])),
    responses((status = 200, description = "A signed note", body = String, content_type = "text/plain"), ReadProblems)
)]
pub(crate) async fn checkpoint(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
) -> Result<Response, Problem> {
    part(&state, &access, LogPart::Checkpoint, TEXT).await
}

/// The last head that witnesses have countersigned (C2SP tlog-cosignature).
#[utoipa::path(
    get, path = "/api/v1/audit/log/witnessed", tag = "audit", security((), ("session" = []), ("admin" = [])),
    responses(
        (status = 200, description = "A signed note", body = String, content_type = "text/plain"),
        ReadProblems, NotFoundProblem
    )
)]
pub(crate) async fn witnessed(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
) -> Result<Response, Problem> {
    part(&state, &access, LogPart::Witnessed, TEXT).await
}

/// A tile of hashes or a bundle of entries (C2SP tlog-tiles).
///
/// `0/000` and above for hashes, `entries/000` for entries; `.p/17` after it for a piece that is not full, of any width that it has had.
#[utoipa::path(
    get, path = "/api/v1/audit/log/tile/{*path}", tag = "audit", security((), ("session" = []), ("admin" = [])),
    params(("path" = String, Path, description = "Level and number, as the specification writes them", example = "entries/000.p/17")),
    responses(
        (status = 200, description = "Hashes of 32 bytes, or entries after their lengths", content_type = "application/octet-stream"),
        ReadProblems, NotFoundProblem
    )
)]
pub(crate) async fn tile(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    Path(path): Path<String>,
) -> Result<Response, Problem> {
    part(
        &state,
        &access,
        LogPart::Piece(format!("tile/{path}")),
        "application/octet-stream",
    )
    .await
}
