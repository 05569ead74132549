//! A server whose data are sealed: it waits for the master key.
//!
//! Promises: health, the console's files and unsealing are answered, everything else is a problem that says why; a wrong key changes
//! nothing; one attempt at a time, and a wrong one takes a second; once begun, opening the data goes on when the caller hangs up.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{FromRef, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use ombud_api::problem::ProblemKind;
use ombud_api::upkeep::{Unseal, Unsealed};
use ombud_app::{AppError, Ombud, SealedOmbud};
use ombud_identity::keyring::{GivenKey, Unsealing};
use tokio::net::TcpListener;
use tokio::sync::{Mutex, mpsc};
use zeroize::Zeroizing;

use super::config::HttpConfig;
use super::input::Input;
use super::problem::Problem;
use super::session::Peer;
use super::state::HttpBase;
use super::{api, around, console, layers, serve};

/// After a wrong key.
const PAUSE: Duration = Duration::from_secs(1);
/// Addresses that lead to a handler of the open server, and not into the console.
const HANDLED: [&str; 3] = ["/set-up", "/sign-in/oidc/", "/assets/ombud.css"];

/// What became of the data while they were sealed.
type Opened = Result<Ombud, AppError>;

struct SealedState {
    base: HttpBase,
    why: Unsealing,
    /// Gone once a right key came.
    waiting: Arc<Mutex<Option<SealedOmbud>>>,
    opened: mpsc::Sender<Opened>,
}

impl FromRef<Arc<SealedState>> for HttpBase {
    fn from_ref(state: &Arc<SealedState>) -> Self {
        state.base.clone()
    }
}

/// Serves until the master key comes, or `stop` resolves: then there is no program.
pub async fn serve_sealed(
    listener: TcpListener,
    sealed: SealedOmbud,
    config: &HttpConfig,
    stop: impl Future<Output = ()>,
    grace: Duration,
) -> io::Result<Option<Result<Ombud, AppError>>> {
    let (opened, mut outcome) = mpsc::channel(1);
    let state = SealedState {
        base: HttpBase::new(config.clone()),
        why: sealed.why().clone(),
        waiting: Arc::new(Mutex::new(Some(sealed))),
        opened,
    };
    let mut ombud = None;
    let until = async {
        tokio::select! {
            () = stop => {}
            opened = outcome.recv() => ombud = opened,
        }
    };
    serve(listener, router(state), config, until, grace).await?;
    Ok(ombud)
}

fn router(state: SealedState) -> Router {
    let base = state.base.clone();
    let routes = Router::new()
        .route("/health/live", get(api::health::live))
        .route("/health/ready", get(not_ready))
        .route("/api/v1/unseal", post(unseal))
        .fallback(page_or_problem)
        .with_state(Arc::new(state));
    around(routes, &base)
}

async fn not_ready(State(state): State<Arc<SealedState>>) -> Problem {
    Problem::sealed(&state.why)
}

/// The console is there, and shows what it is told of every question: that the server is sealed.
async fn page_or_problem(State(state): State<Arc<SealedState>>, request: Request) -> Response {
    let path = request.uri().path();
    let is_handled = HANDLED.iter().any(|handled| path.starts_with(handled));
    let is_file = state
        .base
        .config
        .console
        .file(path.trim_start_matches('/'))
        .is_some();
    if is_file || (layers::wants_html(&request) && !is_handled) {
        return console::page_or_file(State(state.base.clone()), request)
            .await
            .into_response();
    }
    Problem::sealed(&state.why).into_response()
}

/// As [`api::unseal`] describes it.
async fn unseal(
    State(state): State<Arc<SealedState>>,
    Peer(peer): Peer,
    Input(Unseal { master_key }): Input<Unseal>,
) -> Result<Json<Unsealed>, Problem> {
    let given = GivenKey::new(
        "the master key that was handed over",
        Some(Zeroizing::new(master_key)),
    );
    let Ok(mut waiting) = Arc::clone(&state.waiting).try_lock_owned() else {
        return Err(Problem::new(
            ProblemKind::TooMany,
            "somebody else tries to unseal the server at this moment: try again in a second",
        ));
    };
    let Some(sealed) = waiting.as_ref() else {
        return Err(api::unseal::not_sealed());
    };
    let master = match sealed.check(&given).await {
        Ok(master) => master,
        Err(AppError::Sealed(why)) => {
            tracing::warn!(%peer, "a wrong master key was handed over: {why}");
            // Also when the caller hangs up, the next attempt waits.
            let pause = tokio::spawn(async move {
                tokio::time::sleep(PAUSE).await;
                drop(waiting);
            });
            pause.await.map_err(AppError::internal)?;
            return Err(Problem::new(ProblemKind::Forbidden, why.to_string()));
        }
        Err(error) => return Err(error.into()),
    };
    let sealed = waiting.take();
    let opened = state.opened.clone();
    let opening = async move {
        let Some(sealed) = sealed else {
            return Ok(());
        };
        let ombud = sealed.open(master).await;
        let done = ombud.as_ref().map(|_| ()).map_err(|error| {
            tracing::error!(%error, "the data cannot be opened");
            Problem::new(
                ProblemKind::Unavailable,
                "the key is right, but the data cannot be opened: the server ends; its log says why",
            )
        });
        // Nobody takes it when the server was told to stop meanwhile.
        let _ = opened.send(ombud).await;
        // Held until here: a second key finds that none is waited for.
        drop(waiting);
        done
    };
    tokio::spawn(opening)
        .await
        .map_err(|error| Problem::from(AppError::internal(error)))??;
    tracing::warn!(%peer, "the server is unsealed");
    Ok(Json(Unsealed { unsealed: true }))
}
