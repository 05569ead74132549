//! Records pushed by a source.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use ombud_api::problem::ProblemKind;
use ombud_api::{PushResult, Reject};
use ombud_app::AppError;
use ombud_app::requests::Push;

use super::PushProblems;
use crate::http::access::bearer;
use crate::http::body::{self, Encoding, Received};
use crate::http::limits::HttpLimits;
use crate::http::measure::{self, PushGauge};
use crate::http::problem::Problem;
use crate::http::state::HttpState;

/// Most rejected records that an answer lists.
const MAX_REJECTS: usize = 100;

fn wire(result: ombud_app::PushResult) -> PushResult {
    let reject = |reject: ombud_app::PushReject| Reject {
        place: reject.place,
        reason: reject.reason,
    };
    PushResult {
        read: result.read,
        accepted: result.accepted,
        duplicates: result.duplicates,
        rejected: result.rejected,
        corrected: result.corrected,
        incomplete: result.incomplete,
        rejects: result.rejects.into_iter().map(reject).collect(),
        replayed: result.replayed,
    }
}

/// Takes in a batch of records.
///
/// The answer comes after the commit: what it counts as accepted survives a crash. Send every batch under a key of its own and, when
/// no answer comes, the same batch under the same key again; it is then answered with `replayed` and taken in once. The body is one
/// JSON record per line, one JSON array of records, or a CSV table with a header; as it is, gzip or zstd.
#[utoipa::path(
    post, path = "/api/v1/sources/{source}/records", tag = "sources", security(("source" = [])),
    params(
        ("source" = String, Path, description = "Id of the source", example = "m365"),
        ("Idempotency-Key" = String, Header, description = "1 to 255 visible ASCII characters, new for every batch"),
        ("Content-Encoding" = Option<String>, Header, description = "`gzip`, `zstd` or `identity`"),
    ),
    request_body(
        description = "The records; at most 64 MiB as sent unless configured otherwise",
        content((String = "application/x-ndjson"), (Vec<serde_json::Value> = "application/json"), (String = "text/csv"))
    ),
    responses((status = 200, description = "Committed, now or before", body = PushResult), PushProblems)
)]
pub(crate) async fn push(
    State(state): State<Arc<HttpState>>,
    Path(source): Path<String>,
    headers: HeaderMap,
    request_body: Body,
) -> Result<Json<PushResult>, Problem> {
    authorise(&state, &source, &headers).await?;
    let idempotency_key = idempotency_key(&headers)?;
    check_type(&headers)?;
    let encoding = Encoding::of(&headers)?;
    check_length(&headers, &state.base.config.limits)?;
    let place = state.pushes.enter(&source).ok_or_else(|| {
        Problem::new(
            ProblemKind::Unavailable,
            "too many pushes at the same time: send this one again",
        )
    })?;
    let _gauge = PushGauge::enter();

    // Nothing is held but the push's place while the sender is sending.
    let received = body::receive(request_body, &state.base.config.limits).await?;
    let bytes = received.length();
    // A task of its own: a caller that goes away must not stop a commit in the middle.
    let work = tokio::spawn({
        let source = source.clone();
        async move {
            let _place = place;
            take_in(&state, source, idempotency_key, (received, encoding)).await
        }
    });
    let mut result = work.await.map_err(AppError::internal)??;
    result.rejects.truncate(MAX_REJECTS);
    measure::pushed(&source, &result, bytes);
    Ok(Json(result))
}

async fn take_in(
    state: &HttpState,
    source: String,
    idempotency_key: String,
    (received, encoding): (Received, Encoding),
) -> Result<PushResult, Problem> {
    let limit = state.base.config.limits.push_decoded_bytes;
    let body = tokio::task::spawn_blocking(move || received.checked(encoding, limit))
        .await
        .map_err(AppError::internal)??;
    let push = Push {
        source,
        idempotency_key,
        body,
    };
    Ok(wire(state.ombud.push(push).await?))
}

/// First the token, so that nobody without one learns which sources there are.
async fn authorise(state: &HttpState, source: &str, headers: &HeaderMap) -> Result<(), Problem> {
    let refused = || {
        Problem::new(
            ProblemKind::Unauthorized,
            "send the source's token as `Authorization: Bearer`",
        )
    };
    let presented = bearer(headers).ok_or_else(refused)?;
    let owner = state
        .ombud
        .find_token_source(presented)
        .await?
        .ok_or_else(refused)?;
    if owner == source && state.ombud.knows_source(source) {
        Ok(())
    } else if state.ombud.knows_source(source) {
        Err(Problem::new(
            ProblemKind::Forbidden,
            "the token belongs to another source",
        ))
    } else {
        Err(Problem::not_found("source"))
    }
}

fn idempotency_key(headers: &HeaderMap) -> Result<String, Problem> {
    let wrong = || {
        Problem::invalid(
            "`Idempotency-Key` must be given once, with 1 to 255 visible ASCII characters, new for every batch",
        )
    };
    let mut keys = headers.get_all("idempotency-key").iter();
    let (Some(key), None) = (keys.next(), keys.next()) else {
        return Err(wrong());
    };
    let fit = (1..=255).contains(&key.len()) && key.as_bytes().iter().all(u8::is_ascii_graphic);
    key.to_str()
        .ok()
        .filter(|_| fit)
        .map(str::to_owned)
        .ok_or_else(wrong)
}

/// What a body may be called. What it is, is found by looking.
const TYPES: [&str; 5] = [
    "application/x-ndjson",
    "application/ndjson",
    "application/jsonl",
    "application/json",
    "text/csv",
];
/// Character sets that looking tells apart; another one would be read as letters that it does not mean.
const CHARSETS: [&str; 6] = [
    "utf-8",
    "utf8",
    "us-ascii",
    "utf-16",
    "windows-1252",
    "iso-8859-1",
];

/// Forms and plain text are refused: a page of another site can send them without being asked.
fn check_type(headers: &HeaderMap) -> Result<(), Problem> {
    let value = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let wrong = |text: &str| Err(Problem::new(ProblemKind::UnsupportedMedia, text.to_owned()));
    let one_of =
        |known: &[&str], word: &str| known.iter().any(|known| known.eq_ignore_ascii_case(word));
    let mut parts = value.split(';').map(str::trim);
    if !one_of(&TYPES, parts.next().unwrap_or_default()) {
        return wrong("`Content-Type` must be application/x-ndjson, application/json or text/csv");
    }
    let parameters = parts.filter_map(|parameter| parameter.split_once('='));
    let mut charsets = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    if charsets.any(|(_, charset)| !one_of(&CHARSETS, charset.trim().trim_matches('"'))) {
        return wrong("the body's `charset` cannot be read: send it as UTF-8");
    }
    Ok(())
}

/// A body that says that it is too long is not read at all.
fn check_length(headers: &HeaderMap, limits: &HttpLimits) -> Result<(), Problem> {
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    match length {
        Some(length) if length > limits.push_bytes => Err(body::too_large(limits.push_bytes)),
        _ => Ok(()),
    }
}
