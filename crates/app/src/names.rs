//! Names: the one place where the vault opens one. Every look is announced in the audit log first and counted by the vault itself, so the
//! two can be compared; without a release there is no way to a name.

use std::collections::BTreeMap;

use ombud_identity::unmask::{Installation, Intent, OperatorAct, Release, ReleaseCounter};
use ombud_identity::vault::{self, PersonKey};
use ombud_model::{Operation, PersonId};

use super::{Act, AppError, Author, Ombud};

/// Names by pseudonym, released for one purpose.
pub type Revealed = BTreeMap<String, String>;

/// Where the vault's own count of names shown is kept.
const RELEASES: &str = "vault-releases";

impl Ombud {
    /// Names behind pseudonyms. Who asks, whom for and why is on record before the first name is opened; an erased person stays
    /// without name.
    pub async fn reveal_names(
        &self,
        by: &Author,
        pseudonyms: &[String],
        reason: &str,
    ) -> Result<Revealed, AppError> {
        let mut wanted: Vec<&String> = pseudonyms.iter().collect();
        wanted.sort();
        wanted.dedup();
        let mut revealed = Revealed::new();
        for pseudonym in wanted {
            let Some(person) = self.store.records().person_by_pseudonym(pseudonym).await? else {
                continue;
            };
            let act = Act::new(Operation::RevealPerson)
                .about(person)
                .reason(reason);
            let name = self.record(by, act, async |underway| {
                // Whoever runs this holds the data and the master key. As soon as there is a second person, that is no ground any more.
                let installation = match self.governance().has_accounts {
                    true => Installation::WithAccounts,
                    false => Installation::SingleOperator,
                };
                let act = OperatorAct {
                    person,
                    reason,
                    now: self.clock.now(),
                    intent: Intent(underway.intent()),
                };
                let release = Release::by_operator(installation, &act);
                let release = release.map_err(|refused| AppError::Invalid(refused.to_string()))?;
                let name = self.reveal_released_name(release).await?;
                // Nothing was shown, so the log must not say so: it is compared with the vault's count.
                name.ok_or_else(|| AppError::NotFound("the person is erased".to_owned()))
            });
            match name.await {
                Ok(name) => revealed.insert(pseudonym.clone(), name),
                Err(AppError::NotFound(_)) => None,
                Err(error) => return Err(error),
            };
        }
        Ok(revealed)
    }

    /// The name that the release is for; `None` when the person is erased. It is counted before it is handed out.
    pub(super) async fn reveal_released_name(
        &self,
        release: Release,
    ) -> Result<Option<String>, AppError> {
        let (records, person) = (self.store.records(), release.person());
        let Some(key) = self.person_key(person).await? else {
            return Ok(None);
        };
        let identities = records.identities_of(person).await?;
        let sealed: Vec<Vec<u8>> = identities.into_iter().map(|(_, sealed)| sealed).collect();
        if sealed.is_empty() {
            return Ok(None);
        }
        let opened = vault::open_identity(release, &key, &sealed).map_err(AppError::internal)?;
        let counted = ReleaseCounter(records.raise(RELEASES).await?);
        Ok(Some(opened.show(counted).to_string()))
    }

    /// The key of a person; `None` when it was destroyed.
    pub(super) async fn person_key(&self, person: PersonId) -> Result<Option<PersonKey>, AppError> {
        let stored = self
            .store
            .records()
            .person_keys(&[person])
            .await?
            .into_iter()
            .next();
        let wrapped = stored.and_then(|(_, wrapped)| wrapped);
        wrapped
            .map(|wrapped| {
                self.master
                    .unwrap_key(person, &wrapped)
                    .map_err(AppError::internal)
            })
            .transpose()
    }

    /// How many names the vault has shown.
    pub(super) async fn released(&self) -> Result<ReleaseCounter, AppError> {
        let wrong = |_| AppError::Data("the count of released names cannot be read".to_owned());
        match self.store.records().value(RELEASES).await? {
            Some(text) => text.parse().map(ReleaseCounter).map_err(wrong),
            None => Ok(ReleaseCounter(0)),
        }
    }
}
