//! Unsealing, as a server answers that is open; one that is sealed answers by [`crate::http::sealed`].

use axum::Json;
use ombud_api::problem::ProblemKind;
use ombud_api::upkeep::{Unseal, Unsealed};
use zeroize::Zeroizing;

use super::UnsealProblems;
use crate::http::input::Input;
use crate::http::problem::Problem;

/// Hands the master key to a server that was started without it. Whoever has the key may do this; it is kept in memory only. One attempt
/// at a time, and a wrong key is answered after a second.
#[utoipa::path(
    post, path = "/api/v1/unseal", tag = "health", request_body = Unseal,
    responses((status = 200, body = Unsealed), UnsealProblems)
)]
pub(crate) async fn unseal(Input(body): Input<Unseal>) -> Result<Json<Unsealed>, Problem> {
    drop(Zeroizing::new(body.master_key));
    Err(not_sealed())
}

pub(crate) fn not_sealed() -> Problem {
    let why = "the server is not sealed: it has its master key";
    Problem::new(ProblemKind::Conflict, why)
}
