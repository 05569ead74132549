//! The evidence of a case, as a signed package.
//!
//! It is made while the caller waits. When the caller hangs up, or it takes too long, it stops: no receipt says then that something left.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;
use ombud_api::cases::NewHandOver;
use ombud_app::requests::cases::{EvidenceNames, HandOver};
use ombud_app::requests::{WantedId, given};

use super::ChangeProblems;
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

/// Hands the case over: a ZIP file with its evidence, signed with the key of the audit log.
///
/// `ombud evidence verify` checks it offline. The header `repr-digest` and the history of the case name its SHA-256.
#[utoipa::path(
    post, path = "/api/v1/cases/{case}/evidence", tag = "cases", security(("session" = [])), request_body = NewHandOver,
    params(("case" = String, Path, description = "Id of the case")),
    responses((status = 200, description = "The package", content_type = "application/zip"), ChangeProblems)
)]
pub(crate) async fn hand_over(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    Path(case): Path<String>,
    Input(wanted): Input<NewHandOver>,
) -> Result<Response, Problem> {
    let wanted = HandOver {
        recipient: given(&wanted.recipient),
        names: match wanted.names {
            true => EvidenceNames::Released,
            false => EvidenceNames::Pseudonyms,
        },
    };
    let case = WantedId::read(&case);
    let made = state.ombud.hand_over_case(access.caller(), case, wanted);
    let made = made.await?;
    let headers = [
        (header::CONTENT_TYPE.as_str(), "application/zip".to_owned()),
        (
            header::CONTENT_DISPOSITION.as_str(),
            format!("attachment; filename=\"{}.zip\"", made.case),
        ),
        // As RFC 9530 writes it.
        (
            "repr-digest",
            format!("sha-256=:{}:", BASE64.encode(&made.sha256.0)),
        ),
    ];
    Ok((headers, made.archive).into_response())
}
