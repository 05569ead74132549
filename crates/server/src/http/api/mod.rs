//! The endpoints of `/api/v1`, one file per resource, and what they have in common in the interface's description.

pub(super) mod accounts;
pub(super) mod activities;
pub(super) mod agreements;
pub(super) mod alert_events;
pub(super) mod alerts;
pub(super) mod assignment;
pub(super) mod attachments;
pub(super) mod audit;
pub(super) mod case_work;
pub(super) mod cases;
pub(super) mod evidence;
pub(super) mod health;
pub(super) mod overview;
pub(super) mod passkey;
pub(super) mod person_requests;
pub(super) mod persons;
pub(super) mod policies;
pub(super) mod proposals;
pub(super) mod provider;
pub(super) mod records;
pub(super) mod review_plan;
pub(super) mod reviews;
pub(super) mod rights;
pub(super) mod roles;
pub(super) mod sessions;
pub(super) mod sign_in;
pub(super) mod sign_in_rules;
pub(super) mod sources;
pub(super) mod unmaskings;
pub(super) mod unseal;
pub(super) mod upkeep;
pub(super) mod views;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::future::Future;
use std::str::FromStr;

use ombud_api::problem::{PROBLEM_JSON, ProblemKind};
use ombud_app::AppError;
use ombud_app::requests::{Given, given};
use tracing::Instrument;
use utoipa::IntoResponses;
use utoipa::openapi::{Content, Ref, RefOr, Response};

use super::problem::Problem;

/// Each as text.
fn texts<T: ToString>(all: impl IntoIterator<Item = T>) -> Vec<String> {
    all.into_iter().map(|one| one.to_string()).collect()
}

/// What may be left out.
fn perhaps<T>(text: Option<&str>) -> Given<Option<T>>
where
    T: FromStr,
    T::Err: Display,
{
    text.map(given).transpose()
}

/// Does what must not stop half-way: it goes on when the caller hangs up or the answer takes too long.
async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = Result<T, AppError>> + Send + 'static,
) -> Result<T, Problem> {
    let done = tokio::spawn(work.in_current_span()).await;
    Ok(done.map_err(AppError::internal)??)
}

/// The problems that any endpoint that reads may answer with.
pub(super) struct ReadProblems;

impl IntoResponses for ReadProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        use ProblemKind::{
            Forbidden, Internal, InvalidRequest, TooMany, Unauthorized, Unavailable, WrongHost,
        };
        problems(&[
            InvalidRequest,
            Unauthorized,
            Forbidden,
            WrongHost,
            TooMany,
            Internal,
            Unavailable,
        ])
    }
}

/// The problems of an endpoint that changes who may do what.
pub(super) struct ChangeProblems;

impl IntoResponses for ChangeProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        use ProblemKind as K;
        let reading = [
            K::InvalidRequest,
            K::Unauthorized,
            K::Forbidden,
            K::NotFound,
            K::WrongHost,
            K::Internal,
            K::Unavailable,
        ];
        problems(
            &[
                &reading[..],
                &[K::Conflict, K::TooLarge, K::UnsupportedMedia, K::TooMany],
            ]
            .concat(),
        )
    }
}

/// Nothing of the kind that was asked for.
pub(super) struct NotFoundProblem;

impl IntoResponses for NotFoundProblem {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[ProblemKind::NotFound])
    }
}

/// The problems of a push.
pub(super) struct PushProblems;

impl IntoResponses for PushProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let elsewhere = [
            ProblemKind::MethodNotAllowed,
            ProblemKind::FreshNeeded,
            ProblemKind::Conflict,
            ProblemKind::ApprovalNeeded,
            // Told by the status alone, as what is not available now.
            ProblemKind::Sealed,
        ];
        problems(
            &ProblemKind::ALL
                .iter()
                .copied()
                .filter(|kind| !elsewhere.contains(kind))
                .collect::<Vec<_>>(),
        )
    }
}

/// The problems of an endpoint that is open to everybody.
pub(super) struct PublicProblems;

impl IntoResponses for PublicProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        use ProblemKind::{Internal, TooMany, Unavailable, WrongHost};
        problems(&[WrongHost, TooMany, Internal, Unavailable])
    }
}

/// The problems of unsealing.
pub(super) struct UnsealProblems;

impl IntoResponses for UnsealProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        use ProblemKind as K;
        problems(&[
            K::InvalidRequest,
            K::Forbidden,
            K::Conflict,
            K::TooLarge,
            K::WrongHost,
            K::UnsupportedMedia,
            K::TooMany,
            K::Internal,
            K::Unavailable,
        ])
    }
}

/// The problems of an endpoint that says how the server is, under any host name.
pub(super) struct HealthProblems;

impl IntoResponses for HealthProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        use ProblemKind::{Internal, TooMany, Unavailable};
        problems(&[TooMany, Internal, Unavailable])
    }
}

/// Each operation says 429 and 503: a client has to be ready for both at any time, also from a proxy in front of the server.
fn problems(kinds: &[ProblemKind]) -> BTreeMap<String, RefOr<Response>> {
    let response = |kind: &ProblemKind| {
        let mut response = Response::new(kind.title());
        response.content.insert(
            PROBLEM_JSON.to_owned(),
            Content::new(Some(Ref::from_schema_name("ProblemBody"))),
        );
        (kind.status().as_u16().to_string(), RefOr::T(response))
    };
    kinds.iter().map(response).collect()
}
