//! Errors as callers see them: RFC 9457 problems, decided once.
//!
//! | status | when |
//! |---|---|
//! | 400 | a parameter, header or predicate is wrong |
//! | 401 | not signed in, no token, or one that is not known; or who it is has to be confirmed first |
//! | 403 | a known token that is not for this; reading is closed |
//! | 404 | no such path, alert or source |
//! | 405 | the path exists, the method does not |
//! | 408 | the body did not arrive in time |
//! | 409 | not possible as things stand: a name is taken, duties conflict, somebody was faster; or a second person must approve it first |
//! | 413 | the body is too large, as sent or decompressed |
//! | 415 | the body's type or encoding is not taken |
//! | 421 | the `Host` is not one of this server's |
//! | 422 | the idempotency key was used for another body |
//! | 429 | too many attempts to sign in |
//! | 500 | a fault of the server; the log has it under the request id |
//! | 503 | busy or too slow: try again; or sealed: the server waits for its master key |
//!
//! A problem never holds a path of a file, a type, a statement or a name of a person. What only the log may hold is logged where the
//! problem is made.

use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Content type of a problem.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// A problem as it is sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProblemBody {
    /// Names the kind of problem; never changes.
    #[serde(rename = "type")]
    #[schema(examples("urn:ombud:problem:not-found"))]
    pub kind: String,
    #[schema(examples("Not found"))]
    pub title: String,
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// What to do about this one.
    pub detail: String,
    /// This occurrence, by the id of the request; the server's log has the same.
    #[schema(examples("urn:ombud:request:3f0c9a5e-7c1b-4d0e-9a41-0d6f2b8c7e55"))]
    pub instance: String,
    /// Where somebody else was faster with an alert: the alert as it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<Box<crate::alerts::AlertDetail>>,
}

/// The kinds of problem. Each has one status and one title.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProblemKind {
    InvalidRequest,
    Unauthorized,
    /// Allowed after confirming who one is (RFC 9470).
    FreshNeeded,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    RequestTimeout,
    Conflict,
    /// Allowed after a second person approved.
    ApprovalNeeded,
    TooLarge,
    UnsupportedMedia,
    WrongHost,
    KeyReused,
    TooMany,
    Internal,
    Unavailable,
    /// The server has no master key, so its data cannot be read.
    Sealed,
}

impl ProblemKind {
    pub const ALL: &'static [ProblemKind] = &[
        Self::InvalidRequest,
        Self::Unauthorized,
        Self::FreshNeeded,
        Self::Forbidden,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::RequestTimeout,
        Self::Conflict,
        Self::ApprovalNeeded,
        Self::TooLarge,
        Self::UnsupportedMedia,
        Self::WrongHost,
        Self::KeyReused,
        Self::TooMany,
        Self::Internal,
        Self::Unavailable,
        Self::Sealed,
    ];

    /// What it is called by programs, and by people.
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::InvalidRequest => ("invalid-request", "Invalid request"),
            Self::Unauthorized => ("unauthorized", "A valid token is needed"),
            Self::FreshNeeded => ("fresh-sign-in-needed", "Confirm who you are"),
            Self::Forbidden => ("forbidden", "Not allowed"),
            Self::NotFound => ("not-found", "Not found"),
            Self::MethodNotAllowed => ("method-not-allowed", "Method not allowed"),
            Self::RequestTimeout => ("request-timeout", "The request took too long to arrive"),
            Self::Conflict => ("conflict", "Not possible as things stand"),
            Self::ApprovalNeeded => ("approval-needed", "A second person must approve this"),
            Self::TooLarge => ("too-large", "Too large"),
            Self::UnsupportedMedia => ("unsupported-media", "Unsupported type or encoding"),
            Self::WrongHost => ("wrong-host", "Not a name of this server"),
            Self::KeyReused => ("key-reused", "Idempotency key used before"),
            Self::TooMany => ("too-many-attempts", "Too many attempts"),
            Self::Internal => ("internal", "The server could not do this"),
            Self::Unavailable => ("unavailable", "Not available now"),
            Self::Sealed => ("sealed", "The server is sealed"),
        }
    }

    pub const fn status(self) -> StatusCode {
        match self {
            Self::InvalidRequest => StatusCode::BAD_REQUEST,
            Self::Unauthorized | Self::FreshNeeded => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::RequestTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::Conflict | Self::ApprovalNeeded => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMedia => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable | Self::Sealed => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    pub const fn title(self) -> &'static str {
        self.names().1
    }

    /// The kind that a bare error status amounts to.
    pub fn from_status(status: StatusCode) -> Self {
        let found = Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.status() == status);
        found.unwrap_or(if status.is_server_error() {
            Self::Internal
        } else {
            Self::InvalidRequest
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_name_and_a_bare_status_its_first_kind() {
        let mut names: Vec<&str> = ProblemKind::ALL.iter().map(|kind| kind.names().0).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), ProblemKind::ALL.len());
        assert_eq!(
            ProblemKind::from_status(StatusCode::UNAUTHORIZED),
            ProblemKind::Unauthorized
        );
        assert_eq!(
            ProblemKind::from_status(StatusCode::IM_A_TEAPOT),
            ProblemKind::InvalidRequest
        );
    }
}
