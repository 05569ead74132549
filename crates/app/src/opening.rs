//! Opening a data directory, with its master key or without.
//!
//! Promises: without the right key nothing that is sealed is read and nothing is written; the directory is held meanwhile, so that the
//! key opens the data that were found. The witnesses are asked before anything is done, whenever the key comes.

use std::path::PathBuf;
use std::sync::Arc;

use ombud_detect::Content;
use ombud_identity::MasterKey;
use ombud_identity::keyring::{GivenKey, Unsealing, unseal};
use ombud_model::Clock;
use ombud_query::HistoryReader;
use ombud_store::{Mode, Store};
use parking_lot::RwLock;

use super::audit::{self, AuditLog};
use super::authorization::Governance;
use super::countersigning::LogWitnesses;
use super::keys::{self, KeyPlace};
use super::{
    AppError, LogParts, Ombud, Rules, Witnessing, accounts, agreed, alert_news, assess, erasures,
    ingest_state, notices, pseudonyms,
};

/// How to open the program's data.
pub struct OpenOptions {
    pub data: PathBuf,
    pub mode: Mode,
    /// Where the master key comes from; `None` for the default file inside the data directory.
    pub master_key: Option<KeyPlace>,
    pub clock: Arc<dyn Clock>,
}

/// A data directory that was opened for writing.
pub enum Started {
    Open(Box<Ombud>),
    Sealed(Box<SealedOmbud>),
}

/// A data directory that is held, and waits for its master key.
pub struct SealedOmbud {
    found: Found,
    witnessing: Witnessing,
    why: Unsealing,
}

/// A store, and where its key was looked for.
struct Found {
    store: Store,
    place: KeyPlace,
    mode: Mode,
    clock: Arc<dyn Clock>,
}

impl SealedOmbud {
    pub const fn why(&self) -> &Unsealing {
        &self.why
    }

    /// The key, if it is that of these data.
    pub async fn check(&self, key: &GivenKey) -> Result<MasterKey, AppError> {
        let known = keys::fingerprint(&self.found.store).await?;
        Ok(unseal(key, known)?)
    }

    /// Opens the data with a key that was checked.
    pub async fn open(self, master: MasterKey) -> Result<Ombud, AppError> {
        Ombud::open_found(self.found, master, self.witnessing, &audit::OwnParts).await
    }
}

impl Found {
    async fn new(options: OpenOptions) -> Result<Self, AppError> {
        let store = Store::open(&options.data, options.mode).await?;
        let usual = || KeyPlace::File(keys::usual_place(&store));
        Ok(Self {
            place: options.master_key.unwrap_or_else(usual),
            store,
            mode: options.mode,
            clock: options.clock,
        })
    }

    async fn master_key(&self) -> Result<MasterKey, AppError> {
        keys::master_key(&self.store, &self.place, self.mode).await
    }

    /// The list of erased persons lies beside the file of the key; of a key that is in no file, where the file would be.
    fn erasures(&self) -> PathBuf {
        match &self.place {
            KeyPlace::File(file) => erasures::place(file),
            KeyPlace::Given(_) => erasures::place(&keys::usual_place(&self.store)),
        }
    }
}

impl Ombud {
    /// Opens the data directory; for writing it is created where absent, with a new master key.
    pub async fn open(options: OpenOptions) -> Result<Self, AppError> {
        Self::open_over(options, Witnessing::Leave, &audit::OwnParts).await
    }

    /// As [`Ombud::open`], over an audit log with these parts, and asks the witnesses first whether this is the newest state of the log.
    pub async fn open_over(
        options: OpenOptions,
        witnessing: Witnessing,
        parts: &dyn LogParts,
    ) -> Result<Self, AppError> {
        let found = Found::new(options).await?;
        let master = found.master_key().await?;
        Self::open_found(found, master, witnessing, parts).await
    }

    /// As [`Ombud::open`], for a server: the witnesses are asked first, and without its key the directory waits for it.
    pub async fn start(options: OpenOptions, witnessing: Witnessing) -> Result<Started, AppError> {
        let found = Found::new(options).await?;
        match found.master_key().await {
            Ok(master) => {
                let ombud = Self::open_found(found, master, witnessing, &audit::OwnParts).await?;
                Ok(Started::Open(Box::new(ombud)))
            }
            Err(AppError::Sealed(why)) => Ok(Started::Sealed(Box::new(SealedOmbud {
                found,
                witnessing,
                why,
            }))),
            Err(error) => Err(error),
        }
    }

    async fn open_found(
        found: Found,
        master: MasterKey,
        witnessing: Witnessing,
        parts: &dyn LogParts,
    ) -> Result<Self, AppError> {
        let erasures = found.erasures();
        let Found {
            store, mode, clock, ..
        } = found;
        let master = Arc::new(master);
        let key = audit::signer(&master)?.verifier().clone();
        let log_witnesses = LogWitnesses::configured(&store, &witnessing, key).await?;
        let audit = AuditLog::open(
            &store,
            &master,
            mode,
            &*clock,
            log_witnesses.as_ref(),
            parts,
        )
        .await?;
        let now = clock.now();
        let governance = Governance::load(store.records(), &master, now, None).await?;
        let content = Content::builtin().map_err(AppError::internal)?;
        let agreed = Arc::clone(&governance.agreed);
        let rules = Rules::load(store.records(), &content, agreed, now).await?;
        let computed_under = agreed::computed_under(store.records()).await?;
        let ingest_state = ingest_state(&store, &master, &rules).await?;
        let hash_keys = keys::hash_keys(&master);
        let sign_in_state = accounts::SignInState::load(store.records()).await?;
        let history_reader = HistoryReader::new(store.history().clone());
        let ombud = Self {
            erasures,
            store,
            master,
            content,
            clock,
            rules: RwLock::new(Arc::new(rules)),
            ingest_state,
            hash_keys,
            audit: Arc::new(audit),
            log_witnesses,
            sign_in_state,
            mode,
            governance: RwLock::new(Arc::new(governance)),
            computed_under: RwLock::new(computed_under),
            assessed_on: assess::AssessedOn::default(),
            pseudonyms: pseudonyms::Kept::default(),
            history_reader,
            assessing: tokio::sync::Mutex::new(()),
            revealing: tokio::sync::Mutex::new(()),
            pushing: tokio::sync::Mutex::new(()),
            assessing_due: tokio::sync::Notify::new(),
            notices: notices::Notices::default(),
            followers: alert_news::Followers::default(),
        };
        if mode == Mode::Write {
            ombud.catch_up(&witnessing).await?;
        }
        Ok(ombud)
    }
}
