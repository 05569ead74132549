//! Problems on their way out, and how an error of a use case is answered: the kinds are those of [`ombud_api::problem`].

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use ombud_api::alerts::AlertDetail;
use ombud_api::problem::{ProblemBody, ProblemKind};
use ombud_app::{AppError, ReviewError};
use ombud_identity::keyring::Unsealing;

use super::api::alerts::wire::detail_wire;

/// A problem on its way out. It travels as an extension of an empty response; the outermost layer, which knows the request id and
/// what the caller reads, writes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    pub kind: ProblemKind,
    /// For the caller.
    pub detail: String,
    /// Seconds after which trying again makes sense.
    retry_after: Option<u64>,
    /// The alert as it is now, where somebody else was faster.
    current: Option<Box<AlertDetail>>,
}

impl Problem {
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            retry_after: None,
            current: None,
        }
    }

    pub fn invalid(detail: impl Into<String>) -> Self {
        Self::new(ProblemKind::InvalidRequest, detail)
    }

    pub fn not_found(what: &str) -> Self {
        Self::new(ProblemKind::NotFound, format!("there is no such {what}"))
    }

    /// A fault of ours: nothing about it is told.
    pub fn internal() -> Self {
        Self::new(
            ProblemKind::Internal,
            "this is a fault of the server; its log has it under this instance",
        )
    }

    /// Nothing can be done without the master key. Where it was looked for, the log says.
    pub(super) fn sealed(why: &Unsealing) -> Self {
        Self::new(
            ProblemKind::Sealed,
            format!(
                "the server is sealed ({}): whoever keeps the master key hands it over with `ombud unseal`",
                why.reason()
            ),
        )
    }

    /// The problem that a response carries, or the one that its bare error status amounts to.
    pub(super) fn of(response: &Response) -> Option<Self> {
        if let Some(problem) = response.extensions().get::<Problem>() {
            return Some(problem.clone());
        }
        let status = response.status();
        if response.extensions().get::<OwnPage>().is_some() {
            return None;
        }
        let bare = status.is_client_error() || status.is_server_error();
        bare.then(|| {
            let kind = ProblemKind::from_status(status);
            if kind == ProblemKind::Internal {
                Self::internal()
            } else {
                Self::new(kind, kind.title().to_lowercase())
            }
        })
    }

    pub(super) fn body(&self, request_id: &str) -> ProblemBody {
        let status = self.kind.status();
        let (name, title) = self.kind.names();
        ProblemBody {
            kind: format!("urn:ombud:problem:{name}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: self.detail.clone(),
            instance: format!("urn:ombud:request:{request_id}"),
            current: self.current.clone(),
        }
    }
}

/// Marks an answer with an error status that is a page already: a form that says what is wrong.
#[derive(Clone, Copy)]
pub(super) struct OwnPage;

impl OwnPage {
    pub(super) fn response(problem: &Problem, page: impl IntoResponse) -> Response {
        let mut response = (problem.kind.status(), page).into_response();
        if let Some(seconds) = problem.retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Self);
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.kind.status().into_response();
        let headers = response.headers_mut();
        match self.kind {
            ProblemKind::Unauthorized => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            ProblemKind::Unavailable | ProblemKind::Sealed => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
            }
            ProblemKind::UnsupportedMedia => {
                headers.insert(
                    header::ACCEPT_ENCODING,
                    HeaderValue::from_static("gzip, zstd, identity"),
                );
            }
            _ => {}
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// The one place where it is decided how an error of a use case is answered.
impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        let detail = error.to_string();
        match error {
            AppError::Invalid(_) | AppError::Input(_) | AppError::NotFound(_) => {
                Problem::invalid(detail)
            }
            AppError::KeyReused => Problem::new(ProblemKind::KeyReused, detail),
            AppError::WrongProof(_) | AppError::NotSignedIn => {
                Problem::new(ProblemKind::Unauthorized, detail)
            }
            AppError::TooManyAtOnce(_) => Problem::new(ProblemKind::TooMany, detail),
            AppError::TooMany(after) => Self {
                retry_after: Some(after.seconds()),
                ..Problem::new(ProblemKind::TooMany, detail)
            },
            AppError::Conflict(_) => Problem::new(ProblemKind::Conflict, detail),
            AppError::TakesTwo(_) => Problem::new(ProblemKind::ApprovalNeeded, detail),
            AppError::NeedsFresh => Problem::new(ProblemKind::FreshNeeded, detail),
            AppError::OutOfSight => Problem::not_found("thing"),
            AppError::Forbidden(_) | AppError::NotAgreed(_) => {
                Problem::new(ProblemKind::Forbidden, detail)
            }
            AppError::Busy(detail) | AppError::Unrecorded(detail) => {
                Problem::new(ProblemKind::Unavailable, detail)
            }
            AppError::Sealed(why) => Self::sealed(&why),
            AppError::Data(_) | AppError::Locked(_) => Self::fault(&error),
            AppError::Internal(source) => Self::fault(&*source),
        }
    }
}

impl From<ReviewError> for Problem {
    fn from(error: ReviewError) -> Self {
        match error {
            ReviewError::App(error) => error.into(),
            ReviewError::Changed(current) => Self {
                current: Some(Box::new(detail_wire(*current))),
                ..Self::new(
                    ProblemKind::Conflict,
                    "somebody else changed this alert at the same time: look at `current` and decide again",
                )
            },
        }
    }
}

impl Problem {
    fn fault(error: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error, "a use case failed");
        Self::internal()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;

    #[test]
    fn a_fault_tells_nothing() {
        let problem = Problem::from(AppError::Internal("no such table: alerts".into()));
        assert_eq!(problem, Problem::internal());
        assert!(!problem.body("1").detail.contains("table"));
    }

    #[test]
    fn a_bare_status_becomes_a_problem() {
        let status =
            |status: StatusCode| Problem::of(&status.into_response()).map(|problem| problem.kind);
        assert_eq!(status(StatusCode::OK), None);
        assert_eq!(status(StatusCode::NOT_FOUND), Some(ProblemKind::NotFound));
        assert_eq!(
            status(StatusCode::URI_TOO_LONG),
            Some(ProblemKind::InvalidRequest)
        );
        assert_eq!(status(StatusCode::BAD_GATEWAY), Some(ProblemKind::Internal));
    }
}
