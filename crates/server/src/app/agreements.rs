//! The agreement with a works council: kept, and what follows from it for everything else.

use std::sync::Arc;

use ombud_guard::agreement::{Agreement, Council, Enforced};
use ombud_model::Timestamp;
use ombud_store::Records;
use serde::{Deserialize, Serialize};

use super::shelf::{self, Shelved};
use super::{AppError, Ombud};

impl Shelved for Agreement {
    const KIND: &'static str = "agreement";

    fn id(&self) -> String {
        Agreement::id(self).to_string()
    }
}

/// Whether nothing is processed without an agreement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CouncilMode {
    pub(super) council: Council,
}

impl Shelved for CouncilMode {
    const KIND: &'static str = "works-council";

    fn id(&self) -> String {
        ONE.to_owned()
    }
}

/// There is one of its kind.
const ONE: &str = "mode";

/// What is agreed at `now`.
pub(super) async fn enforced(records: &Records, now: Timestamp) -> Result<Enforced, AppError> {
    let mode = shelf::get::<CouncilMode>(records, ONE).await?;
    let council = mode.map_or(Council::Off, |read| read.value.council);
    let agreements: Vec<Agreement> = shelf::all(records).await?.into_iter().map(|read| read.value).collect();
    Ok(Enforced::of(council, &agreements, now))
}

impl Ombud {
    /// What may be processed now.
    pub fn agreed(&self) -> Arc<Enforced> {
        Arc::clone(&self.governance().agreed)
    }
}
