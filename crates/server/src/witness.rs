//! The witness as a program of its own: C2SP tlog-witness over HTTP, for somebody else than the log's operator.
//!
//! Promises: it opens no data of an installation and refuses a directory that holds any; its key is made on the first start and stays; one
//! process uses its directory; requests are bounded in size, number and time. What it promises about heads stands at
//! [`ombud_tlog::Witness`].

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use ombud_app::{AppError, log_key, private_dir, write_secret};
use ombud_identity::OsEntropy;
use ombud_model::{Clock, entropy};
use ombud_tlog::{Disk, FolderDisk, MAX_REQUEST, Refusal, VerifierKey, Witness, WitnessSigner};
use parking_lot::Mutex;
use tokio::sync::Semaphore;

const KEY: &str = "witness.key";
const STATE: &str = "witness-state";
const LOCK: &str = "lock";
/// A key file is one short line.
const LONGEST_KEY_FILE: u64 = 4096;
/// Requests that are looked at at the same time.
const AT_ONCE: usize = 16;
/// From the first to the last byte of a request.
const PATIENCE: Duration = Duration::from_secs(10);
/// What only a data directory of Ombud has.
const FOREIGN: [&str; 3] = ["records.sqlite", "history", "audit"];

/// A witness with its directory.
pub struct WitnessHost {
    witness: Mutex<Witness>,
    clock: Arc<dyn Clock>,
    permits: Semaphore,
    /// Holds the lock.
    _lock: File,
}

impl WitnessHost {
    /// Opens a witness's directory, which is begun where there is none. `name` is for a new key; a random one is taken without it. `logs`
    /// are the public keys of the logs, in the first line of each text.
    pub fn open(
        dir: &Path,
        name: Option<&str>,
        logs: &[String],
        clock: Arc<dyn Clock>,
    ) -> Result<Self, AppError> {
        let logs = logs
            .iter()
            .map(|text| log_key(text))
            .collect::<Result<Vec<_>, _>>()?;
        foreign(dir)?;
        let failed = |error: std::io::Error| AppError::Data(format!("{}: {error}", dir.display()));
        private_dir(dir).map_err(failed)?;
        let lock = lock(dir)?;
        let disk = Arc::new(FolderDisk::new(dir));
        let stored = disk.read(KEY, LONGEST_KEY_FILE).map_err(failed)?;
        if stored.is_none() && disk.read(STATE, 1).map_err(failed)?.is_none() {
            // The state first: a key without one belongs to a witness that has forgotten, and does not start.
            Witness::create(disk.as_ref()).map_err(unusable)?;
        }
        let signer = match stored {
            Some(text) => {
                let text = zeroize::Zeroizing::new(
                    String::from_utf8_lossy(&zeroize::Zeroizing::new(text)).into_owned(),
                );
                WitnessSigner::read(&text)
                    .map_err(|error| AppError::Data(format!("{KEY} of the witness: {error}")))?
            }
            None => new_key(&dir.join(KEY), name)?,
        };
        let witness = Mutex::new(Witness::open(disk, signer, logs).map_err(unusable)?);
        Ok(Self {
            witness,
            clock,
            permits: Semaphore::new(AT_ONCE),
            _lock: lock,
        })
    }

    /// What others need to check its countersignatures.
    pub fn verifier(&self) -> VerifierKey {
        self.witness.lock().verifier().clone()
    }

    fn answer(&self, body: &[u8]) -> Result<String, Refusal> {
        self.witness.lock().add_checkpoint(body, self.clock.now())
    }
}

/// The whole interface of a witness.
pub fn router(host: Arc<WitnessHost>) -> Router {
    Router::new()
        .route("/add-checkpoint", post(add_checkpoint))
        .with_state(host)
}

async fn add_checkpoint(State(host): State<Arc<WitnessHost>>, body: Body) -> Response {
    let Ok(_permit) = host.permits.try_acquire() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let body = match tokio::time::timeout(PATIENCE, to_bytes(body, MAX_REQUEST)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    let judge = {
        let host = Arc::clone(&host);
        move || host.answer(&body)
    };
    match tokio::task::spawn_blocking(judge).await {
        Ok(Ok(signature)) => (
            [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
            signature,
        )
            .into_response(),
        Ok(Err(refusal)) => refused(&refusal),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn refused(refusal: &Refusal) -> Response {
    match refusal {
        Refusal::Stopped => tracing::error!(%refusal, "a head was not countersigned"),
        refusal => tracing::warn!(%refusal, "a head was not countersigned"),
    }
    let status =
        StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let content_type = match refusal {
        Refusal::Conflict { .. } => "text/x.tlog.size",
        _ => "text/plain; charset=utf-8",
    };
    (
        status,
        [(header::CONTENT_TYPE, content_type)],
        refusal.body(),
    )
        .into_response()
}

/// Whoever runs a witness must not be the one whom it watches: data of an installation are never near it.
fn foreign(dir: &Path) -> Result<(), AppError> {
    let whole: PathBuf = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    match whole
        .ancestors()
        .find(|place| FOREIGN.iter().all(|name| place.join(name).exists()))
    {
        None => Ok(()),
        Some(place) => Err(AppError::Data(format!(
            "{} is, or is inside of, a data directory of Ombud: give the witness a directory of its own, best on a machine of its own",
            place.display()
        ))),
    }
}

fn lock(dir: &Path) -> Result<File, AppError> {
    let path = dir.join(LOCK);
    let failed = |error: std::io::Error| AppError::Data(format!("{}: {error}", path.display()));
    let file = OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(false)
        .open(&path)
        .map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(AppError::Locked(format!(
            "another witness runs with {}: stop it first",
            dir.display()
        ))),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

fn new_key(place: &Path, name: Option<&str>) -> Result<WitnessSigner, AppError> {
    let name = match name {
        Some(name) => name.to_owned(),
        None => {
            let random = entropy::bytes::<4>(&mut OsEntropy).map_err(AppError::internal)?;
            format!("ombud.invalid/witness/{:08x}", u32::from_be_bytes(random))
        }
    };
    let signer = WitnessSigner::generate(&name, &mut OsEntropy);
    let signer =
        signer.map_err(|error| AppError::Invalid(format!("the name of the witness: {error}")))?;
    write_secret(place, &signer.reveal()).map_err(|error| {
        AppError::Data(format!(
            "the key cannot be written to {}: {error}",
            place.display()
        ))
    })?;
    Ok(signer)
}

fn unusable(error: ombud_tlog::WitnessError) -> AppError {
    AppError::Data(error.to_string())
}
