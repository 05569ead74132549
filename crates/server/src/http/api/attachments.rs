//! Files of a case. A download is never shown in place, whatever it is.

use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequest, Path, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;
use ombud_api::cases::{Attachment, AttachmentList};
use ombud_api::problem::ProblemKind;
use ombud_app::requests::cases::NewAttachment;
use ombud_app::requests::{WantedId, given};
use ombud_app::{AppError, AttachmentContent, AttachmentSummary};
use ombud_model::attachment::MOST_BYTES;

use super::{ChangeProblems, NotFoundProblem, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::input::check_type;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

/// Names a file in a request: percent-encoded UTF-8. A header, because addresses are written into logs on the way, and a file is often named
/// after somebody.
const NAME: &str = "x-file-name";
const TYPE: &str = "application/octet-stream";

/// The bytes of a file as the body, and its name.
pub(crate) struct SentFile(NewAttachment);

impl<S: Sync> FromRequest<S> for SentFile {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        // Also a guard: a page of another site cannot send this type without being asked.
        check_type(request.headers(), TYPE)?;
        let name = sent_name(request.headers());
        let bytes = axum::body::to_bytes(request.into_body(), MOST_BYTES).await;
        let bytes = bytes.map_err(|_| {
            Problem::new(
                ProblemKind::TooLarge,
                format!("the file has more than {MOST_BYTES} bytes, or was cut off: attach a smaller one"),
            )
        })?;
        let name = name
            .ok_or_else(|| {
                AppError::Invalid(format!(
                    "send the name of the file once as the header `{NAME}`, as percent-encoded UTF-8"
                ))
            })
            .and_then(|name| given(&name));
        Ok(Self(NewAttachment {
            name,
            bytes: bytes.into(),
        }))
    }
}

fn sent_name(headers: &HeaderMap) -> Option<String> {
    let mut names = headers.get_all(NAME).iter();
    let (Some(name), None) = (names.next(), names.next()) else {
        return None;
    };
    decoded(name.to_str().ok()?)
}

/// Text from percent-encoded UTF-8.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        let [byte] = data_encoding::HEXUPPER_PERMISSIVE.decode(&digits).ok()?[..] else {
            return None;
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok()
}

/// The same the other way: letters and digits of ASCII stay as they are.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

fn wire(found: AttachmentSummary) -> Attachment {
    Attachment {
        id: found.id.to_string(),
        name: found.name,
        file_type: found.is.to_string(),
        size: found.size,
        sha256: found.sha256.to_string(),
        at: found.at.to_string(),
        by: found.by.map(|account| account.to_string()),
    }
}

/// Attaches a file to the case. Files are never changed. At most 10 MiB a file and 50 files a case.
///
/// A file is a PDF, PNG, JPEG, text, CSV, mail (`eml`, `msg`), `docx`, `xlsx`, `pptx`, ZIP or JSON file, by its name and by its first bytes.
#[utoipa::path(
    post, path = "/api/v1/cases/{case}/attachments", tag = "cases", security(("session" = [])),
    request_body(content = String, content_type = "application/octet-stream", description = "The bytes of the file"),
    params(
        ("case" = String, Path, description = "Id of the case"),
        ("x-file-name" = String, Header, description = "Name of the file, as percent-encoded UTF-8", example = "letter%20of%20May.pdf")
    ),
    responses((status = 200, body = Attachment), ChangeProblems)
)]
pub(crate) async fn attach(
    State(state): App,
    access: RequestCaller,
    Path(case): Path<String>,
    SentFile(new): SentFile,
) -> Result<Json<Attachment>, Problem> {
    let case = WantedId::read(&case);
    let attached = state.ombud.attach_to_case(access.caller(), case, new);
    Ok(Json(wire(attached.await?)))
}

/// Files of the case, in the order in which they were attached.
#[utoipa::path(
    get, path = "/api/v1/cases/{case}/attachments", tag = "cases", security(("session" = []), ("admin" = [])),
    params(("case" = String, Path, description = "Id of the case")),
    responses((status = 200, body = AttachmentList), NotFoundProblem, ReadProblems)
)]
pub(crate) async fn list(
    State(state): App,
    access: RequestCaller,
    Path(case): Path<String>,
) -> Result<Json<AttachmentList>, Problem> {
    let case = WantedId::read(&case);
    let found = state.ombud.list_attachments(access.caller(), case).await?;
    Ok(Json(AttachmentList {
        attachments: found.into_iter().map(wire).collect(),
    }))
}

/// Downloads a file of the case. The header `repr-digest` names its SHA-256.
#[utoipa::path(
    get, path = "/api/v1/cases/{case}/attachments/{attachment}", tag = "cases", security(("session" = []), ("admin" = [])),
    params(("case" = String, Path, description = "Id of the case"), ("attachment" = String, Path, description = "Id of the file")),
    responses(
        (status = 200, description = "The bytes of the file", content_type = "application/octet-stream"),
        NotFoundProblem, ReadProblems
    )
)]
pub(crate) async fn download(
    State(state): App,
    access: RequestCaller,
    Path((case, attachment)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let ids = (WantedId::read(&case), WantedId::read(&attachment));
    let AttachmentContent {
        id,
        name,
        is,
        sha256,
        bytes,
    } = state.ombud.read_attachment(access.caller(), ids).await?;
    let headers = [
        (header::CONTENT_TYPE.as_str(), TYPE.to_owned()),
        (
            header::CONTENT_DISPOSITION.as_str(),
            // As RFC 6266 writes it: the id for whoever reads ASCII only.
            format!(
                "attachment; filename=\"{id}.{is}\"; filename*=UTF-8''{}",
                encoded(&name)
            ),
        ),
        // As RFC 9530 writes it.
        (
            "repr-digest",
            format!("sha-256=:{}:", BASE64.encode(&sha256.0)),
        ),
    ];
    Ok((headers, bytes.to_vec()).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_as_they_were_sent() {
        for name in ["a.pdf", "Brief (2) für Ümit.pdf", "100%\r\n\".txt"] {
            let sent = encoded(name);
            assert!(sent.is_ascii() && !sent.contains(['"', '\r', ' ', ';']));
            assert_eq!(decoded(&sent).as_deref(), Some(name));
        }
        assert_eq!(decoded("a%2fb").as_deref(), Some("a/b"));
        for wrong in ["%", "%4", "%zz", "%ff", "%+1"] {
            assert_eq!(decoded(wrong), None, "{wrong}");
        }
    }
}
