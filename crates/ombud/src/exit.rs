//! Exit codes: a documented contract, printed by `ombud --help`.

use std::process::ExitCode;

use ombud_app::AppError;

/// Why the program stops without success.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A check did not hold; the report was already printed.
    CheckFailed,
    /// The command line or a file written by hand is wrong.
    Usage(String),
    /// Input cannot be read or is of another source.
    Input(String),
    /// The data directory cannot be used.
    Data(String),
    /// Another program writes to the data directory.
    Locked(String),
    NotFound(String),
    /// Ours to mend.
    Internal(anyhow::Error),
}

impl Failure {
    pub(crate) fn code(&self) -> ExitCode {
        ExitCode::from(match self {
            Failure::CheckFailed => 1,
            Failure::Usage(_) => 2,
            Failure::Input(_) => 3,
            Failure::Data(_) | Failure::Locked(_) => 4,
            Failure::NotFound(_) => 5,
            Failure::Internal(_) => 70,
        })
    }

    /// What the user reads; `None` when everything was said already.
    pub(crate) fn message(&self) -> Option<String> {
        match self {
            Failure::CheckFailed => None,
            Failure::Usage(text)
            | Failure::Input(text)
            | Failure::Data(text)
            | Failure::Locked(text)
            | Failure::NotFound(text) => Some(text.clone()),
            Failure::Internal(error) => Some(format!("internal error: {error:#}")),
        }
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        let text = error.to_string();
        match error {
            AppError::NotFound(_) => Failure::NotFound(text),
            AppError::Invalid(_)
            | AppError::KeyReused
            | AppError::TakesTwo(_)
            | AppError::Conflict(_)
            | AppError::NotAgreed(_)
            | AppError::TooMany(_)
            | AppError::TooManyAtOnce(_)
            | AppError::Busy(_) => Failure::Usage(text),
            AppError::NotSignedIn
            | AppError::NeedsFresh
            | AppError::OutOfSight
            | AppError::Forbidden(_)
            | AppError::WrongProof(_) => Failure::NotFound(text),
            AppError::Input(_) => Failure::Input(text),
            AppError::Data(_) | AppError::Sealed(_) | AppError::Unrecorded(_) => {
                Failure::Data(text)
            }
            AppError::Locked(_) => Failure::Locked(text),
            AppError::Internal(source) => Failure::Internal(anyhow::anyhow!(source)),
        }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Failure::Internal(error)
    }
}
