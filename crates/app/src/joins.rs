//! Two persons who turn out to be one, and the end of that.
//!
//! Promises: who says so is in the audit log before anything is changed; after it everybody concerned is assessed anew, so what is stored
//! equals a replay; an account belongs to the one who is shown, so nobody is two to the rules about people.

use ombud_accounts::Account;
use ombud_model::{Operation, PersonId};
use ombud_store::records::JoinedBy;
use serde::Serialize;

use super::{Act, AppError, Author, Ombud, documents};

/// A person who is shown as another one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct JoinRow {
    /// The pseudonym under which the person was known before; it still leads to them.
    pub pseudonym: String,
    /// The pseudonym under which they are shown.
    pub shown_as: String,
    /// Since when, in RFC 3339.
    pub since: String,
    /// `administrator` or `hr`.
    pub said_by: String,
}

/// A join that was undone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Separated {
    pub pseudonym: String,
    /// The pseudonym under which the person was shown.
    pub shown_as: String,
}

impl Ombud {
    /// Makes two persons one, by pseudonym or identifier: `other` is shown as `kept` from now on, except where an account belongs to `other`.
    pub async fn join_persons(
        &self,
        by: &Author,
        kept: &str,
        other: &str,
        reason: &str,
    ) -> Result<JoinRow, AppError> {
        given(reason)?;
        let (kept, other) = (
            self.find_called(kept).await?,
            self.find_called(other).await?,
        );
        let act = Act::new(Operation::ChangeSettings)
            .purpose("join-persons")?
            .about_all([kept, other])
            .reason(reason);
        let link = self.record(by, act, async |_| {
            let link = self.join(kept, other, JoinedBy::Administrator).await?;
            link.ok_or_else(|| AppError::Conflict("these two are one person already".to_owned()))
        });
        let (person, _) = link.await?;
        self.follow_joins().await?;
        let rows = self.find_joins().await?;
        let own = self.store.records().own_pseudonyms(&[person]).await?;
        let row = rows
            .into_iter()
            .find(|row| own.iter().any(|(_, pseudonym)| *pseudonym == row.pseudonym));
        row.ok_or_else(|| AppError::Data("the join is not stored any more".to_owned()))
    }

    /// Undoes a join: the person with this pseudonym stands for themselves again.
    pub async fn separate_person(
        &self,
        by: &Author,
        pseudonym: &str,
        reason: &str,
    ) -> Result<Separated, AppError> {
        given(reason)?;
        let records = self.store.records();
        let person = records.person_by_own_pseudonym(pseudonym).await?;
        let person = person.ok_or_else(|| {
            AppError::NotFound(format!(
                "there is no person `{pseudonym}`: see `ombud persons joined`"
            ))
        })?;
        let act = Act::new(Operation::ChangeSettings)
            .purpose("separate-persons")?
            .about_all(self.members(person))
            .reason(reason);
        let former = self.record(by, act, async |_| {
            let former = records.separate_person(person, self.clock.now()).await?;
            former.ok_or_else(|| {
                AppError::Conflict(format!(
                    "`{pseudonym}` is shown as nobody else: name the one that `ombud persons joined` lists"
                ))
            })
        });
        let former = former.await?;
        self.follow_joins().await?;
        let shown_as = self.pseudonyms_of([former]).await?.remove(&former);
        Ok(Separated {
            pseudonym: pseudonym.to_owned(),
            shown_as: shown_as.unwrap_or_default(),
        })
    }

    /// Everybody who is shown as another one, by their former pseudonym.
    pub async fn find_joins(&self) -> Result<Vec<JoinRow>, AppError> {
        let joined = self.store.records().joined_persons().await?;
        let shown = self.pseudonyms_of(joined.iter().map(|one| one.shown_as));
        let shown = shown.await?;
        let mut rows: Vec<JoinRow> = joined
            .into_iter()
            .map(|one| JoinRow {
                pseudonym: one.pseudonym,
                shown_as: shown.get(&one.shown_as).cloned().unwrap_or_default(),
                since: one.since.to_string(),
                said_by: one.said_by,
            })
            .collect();
        rows.sort_by(|a, b| a.pseudonym.cmp(&b.pseudonym));
        Ok(rows)
    }

    /// Joins the persons of whom HR data say that they are one; how many pairs. Who cannot be joined stays two.
    pub(super) async fn join_as_records_say(&self) -> Result<u64, AppError> {
        let pairs = self.ingest_state.people.lock().take_joins();
        let (mut joined, by) = (0, Author::job("hr-join")?);
        for (kept, other) in pairs {
            let aliases = self.store.records().aliases();
            if aliases.resolve(kept) == aliases.resolve(other) {
                continue;
            }
            let act = Act::new(Operation::ChangeSettings)
                .purpose("join-persons")?
                .about_all([kept, other]);
            let done = self.record(&by, act, async |_| {
                self.join(kept, other, JoinedBy::Hr).await
            });
            match done.await {
                Ok(link) => joined += u64::from(link.is_some()),
                Err(AppError::Conflict(_)) => {}
                Err(error) => return Err(error),
            }
        }
        if joined > 0 {
            self.take_in_joins().await?;
        }
        Ok(joined)
    }

    /// The person with this pseudonym or identifier.
    async fn find_called(&self, name: &str) -> Result<PersonId, AppError> {
        let records = self.store.records();
        if let Some(person) = records.person_by_pseudonym(name).await? {
            return Ok(person);
        }
        let found = records
            .find_identities(&[self.master.identity_hash(name)])
            .await?;
        let found = found
            .first()
            .map(|&(_, person)| records.aliases().resolve(person));
        found.ok_or_else(|| {
            AppError::NotFound(
                "there is no person of this pseudonym or name: see `ombud persons`".to_owned(),
            )
        })
    }

    async fn join(
        &self,
        kept: PersonId,
        other: PersonId,
        by: JoinedBy,
    ) -> Result<Option<(PersonId, PersonId)>, AppError> {
        let records = self.store.records();
        let aliases = records.aliases();
        let (kept, other) = (aliases.resolve(kept), aliases.resolve(other));
        let keys = records.person_keys(&[kept, other]).await?;
        if keys.iter().any(|(_, key)| key.is_none()) {
            return Err(AppError::Conflict(
                "one of the two is erased: nobody is joined with them".to_owned(),
            ));
        }
        let accounts = documents::all::<Account>(records).await?;
        let has_account = |person| {
            accounts
                .iter()
                .any(|read| read.value.person == Some(person))
        };
        let (kept, other) = match (has_account(kept), has_account(other)) {
            (true, true) if kept != other => {
                return Err(AppError::Conflict(
                    "accounts belong to both: take one of them away from its person first"
                        .to_owned(),
                ));
            }
            (false, true) => (other, kept),
            _ => (kept, other),
        };
        Ok(records
            .join_persons(kept, other, by, self.clock.now())
            .await?)
    }

    /// Takes in who is one now, and assesses everybody concerned.
    async fn follow_joins(&self) -> Result<(), AppError> {
        self.take_in_joins().await?;
        self.assess_pending().await?;
        Ok(())
    }

    async fn take_in_joins(&self) -> Result<(), AppError> {
        let watched = crate::watched(&self.store).await?;
        self.ingest_state.watch.lock().watched = watched;
        self.reload_governance().await
    }
}

fn given(reason: &str) -> Result<(), AppError> {
    match reason.trim().is_empty() {
        true => Err(AppError::Invalid("say why with --reason".to_owned())),
        false => Ok(()),
    }
}
