//! Sessions: one's own are listed and ended, those of an account are ended by administrators. What was ended is refused at the next
//! request, because every request reads its session.

use ombud_access::Resource;
use ombud_accounts::{Account, SecretHash, Session, SessionToken};
use ombud_model::{AccountId, Operation};
use ombud_store::records::DocumentChange;

use super::super::documents;
use super::super::{Act, AppError, Caller, Ombud};
use super::party;
use crate::requests::WantedId;

/// One of one's own sessions that are alive.
#[derive(Clone, Debug)]
pub struct OwnSession {
    pub session: Session,
    /// Whether it is the one that asks.
    pub this: bool,
}

impl Ombud {
    /// Login names and networks that the limits on guessing are kept for.
    pub fn count_limit_keys(&self) -> usize {
        self.sign_in_state.throttle().keys()
    }

    /// One's own sessions that are alive; `this` is the one that asks.
    pub async fn list_sessions(
        &self,
        caller: &Caller,
        this: Option<&SessionToken>,
    ) -> Result<Vec<OwnSession>, AppError> {
        let this = this.map(SessionToken::hash);
        self.authorize_own(caller, Operation::ReadOwnAccount, async |_, account| {
            let mut sessions = self.living(&account.value).await?;
            sessions.sort_by(|a, b| {
                (b.created, b.hash.as_bytes()).cmp(&(a.created, a.hash.as_bytes()))
            });
            let own = |session: Session| OwnSession {
                this: Some(session.hash) == this,
                session,
            };
            Ok(sessions.into_iter().map(own).collect())
        })
        .await
    }

    /// Ends one of one's own sessions, by the id of the list.
    pub async fn end_session(
        &self,
        caller: &Caller,
        session: WantedId<SecretHash>,
    ) -> Result<(), AppError> {
        self.authorize_own(caller, Operation::EndSessions, async |_, account| {
            let wanted = session.id().ok_or(AppError::OutOfSight)?;
            // Only among one's own: that of another account is as good as none.
            if !self
                .living(&account.value)
                .await?
                .iter()
                .any(|session| session.hash == wanted)
            {
                return Err(AppError::OutOfSight);
            }
            documents::commit(self.store.records(), vec![ended(wanted)]).await
        })
        .await
    }

    /// Ends one's own sessions but `this`, and says how many that were.
    pub async fn end_other_sessions(
        &self,
        caller: &Caller,
        this: Option<&SessionToken>,
    ) -> Result<usize, AppError> {
        let this = this.map(SessionToken::hash);
        self.authorize_own(caller, Operation::EndSessions, async |_, account| {
            let mut others = self.living(&account.value).await?;
            others.retain(|session| Some(session.hash) != this);
            let ends: Vec<DocumentChange> =
                others.iter().map(|session| ended(session.hash)).collect();
            documents::commit(self.store.records(), ends).await?;
            Ok(others.len())
        })
        .await
    }

    /// Ends every session of an account, and says how many that were.
    pub async fn end_sessions_of(
        &self,
        caller: &Caller,
        account: WantedId<AccountId>,
    ) -> Result<usize, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let read = self.target(caller, Operation::EndSessions, account).await?;
        let id = read.value.id;
        let resource = Resource::account(party(&read.value), &self.grants_of(id));
        self.authorize(
            caller,
            Act::new(Operation::EndSessions).on(id),
            resource,
            async |_, _| {
                let sessions = self.living(&read.value).await?;
                // The new epoch also ends a session that is beginning at this moment.
                let account = read.value.clone().sessions_ended(self.clock.now());
                let mut changes = vec![documents::next(&read, &account)?];
                changes.extend(sessions.iter().map(|session| ended(session.hash)));
                documents::commit(self.store.records(), changes).await?;
                Ok(sessions.len())
            },
        )
        .await
    }

    /// The sessions of an account that are alive now.
    async fn living(&self, account: &Account) -> Result<Vec<Session>, AppError> {
        let now = self.clock.now();
        let sessions =
            documents::of::<Session>(self.store.records(), &account.id.to_string()).await?;
        let settings = self.sign_in_state.settings();
        let alive = sessions.into_iter().map(|read| read.value);
        let alive = alive.filter(|session| session.judge(account, &settings.sessions, now).is_ok());
        Ok(alive.collect())
    }
}

fn ended(session: SecretHash) -> DocumentChange {
    documents::gone::<Session>(session.to_string())
}
