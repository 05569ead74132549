//! Notices to a receiver outside: that something waits for somebody here.
//!
//! A notice is written into the outbox in the unit of work that it tells of, so neither is there without the other. A job delivers it: at
//! least once, oldest first, until the receiver says that it has it or three days have passed. It is a CloudEvent 1.0 (structured JSON) with
//! ids only, no person and no pseudonym, and signed as Standard Webhooks say: HMAC-SHA-256 over id, time and body.

use std::sync::Arc;
use std::time::Duration;

use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use ombud_model::{CaseId, ProposalId, Timestamp, UnmaskingId};
use ombud_outbound::{Client, Url, header};
use ombud_store::records::{DocumentChange, Message};
use serde::Deserialize;
use serde_json::json;
use sha2::Sha256;
use tokio::sync::Notify;
use zeroize::Zeroizing;

use super::accounts::SecretFrom;
use super::{AppError, Ombud};

/// From one look at the outbox to the next, when nothing new is put into it.
const OFTEN: Duration = Duration::from_secs(30);
/// The longest time for one delivery.
const LONGEST: Duration = Duration::from_secs(10);
/// Deliveries of one look.
const AT_A_TIME: u64 = 100;
/// After the first failure; twice as long after each further one.
const FIRST_PAUSE_MILLIS: i64 = 30_000;
const LONGEST_PAUSE_MILLIS: i64 = 60 * 60_000;
/// A notice that nobody took for so long is given up.
const GIVEN_UP_MILLIS: i64 = 3 * 24 * 60 * 60_000;
/// The fewest bytes of a secret.
const SHORTEST_SECRET: usize = 24;

/// That something waits for somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Notice {
    /// For those who oversee cases.
    CaseOpened(CaseId),
    /// For a second administrator or an approver.
    ProposalMade(ProposalId),
    /// For an approver.
    UnmaskingRequested(UnmaskingId),
}

impl Notice {
    /// Stored and sent: never change one.
    const fn kind(self) -> &'static str {
        match self {
            Self::CaseOpened(_) => "case-opened",
            Self::ProposalMade(_) => "proposal-made",
            Self::UnmaskingRequested(_) => "unmasking-requested",
        }
    }

    fn data(self) -> serde_json::Value {
        match self {
            Self::CaseOpened(id) => json!({ "case": id.to_string() }),
            Self::ProposalMade(id) => json!({ "proposal": id.to_string() }),
            Self::UnmaskingRequested(id) => json!({ "unmasking": id.to_string() }),
        }
    }
}

/// Where notices go, from the configuration file of the server.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NoticesConfig {
    /// `https`, or `http` on this machine.
    url: Option<String>,
    /// A file with what notices are signed with.
    secret_file: Option<std::path::PathBuf>,
}

/// Why notices cannot be sent as configured.
#[derive(Debug, thiserror::Error)]
pub enum InvalidNotices {
    #[error(
        "notices: `url` has to be an address that begins with https://, or with http:// on this machine (localhost, 127.0.0.1, [::1])"
    )]
    Url,
    #[error("notices: say in `secret_file` where the secret lies with which notices are signed")]
    NoSecret,
    #[error("notices: say in `url` where notices go")]
    NoUrl,
    #[error("notices: the secret has to have at least {SHORTEST_SECRET} characters")]
    ShortSecret,
    #[error("notices: {0}")]
    Secret(String),
    #[error("notices: no client for them can be made: {0}")]
    Client(#[from] ombud_outbound::Error),
}

/// A receiver of notices.
#[derive(Clone)]
pub struct NoticeReceiver {
    url: Url,
    secret: Arc<Zeroizing<String>>,
    client: Client,
}

impl NoticeReceiver {
    /// The receiver as configured, if there is one; `read` fetches the secret.
    pub fn new(
        config: NoticesConfig,
        read: impl FnOnce(&SecretFrom) -> Result<Zeroizing<String>, String>,
    ) -> Result<Option<Self>, InvalidNotices> {
        let (url, file) = match (config.url, config.secret_file) {
            (None, None) => return Ok(None),
            (None, Some(_)) => return Err(InvalidNotices::NoUrl),
            (Some(_), None) => return Err(InvalidNotices::NoSecret),
            (Some(url), Some(file)) => (url, file),
        };
        let url: Url = url.parse().map_err(|_| InvalidNotices::Url)?;
        let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if url.scheme() != "https" && !(url.scheme() == "http" && is_here) {
            return Err(InvalidNotices::Url);
        }
        let secret = read(&SecretFrom::File(file)).map_err(InvalidNotices::Secret)?;
        let secret = Zeroizing::new(secret.trim().to_owned());
        if secret.len() < SHORTEST_SECRET {
            return Err(InvalidNotices::ShortSecret);
        }
        Ok(Some(Self {
            url,
            secret: Arc::new(secret),
            client: ombud_outbound::builder(LONGEST).build()?,
        }))
    }

    /// Whether the receiver has it; otherwise why not, without what it answered.
    async fn deliver(&self, message: &Message, now: Timestamp) -> Result<(), String> {
        let (id, seconds) = (message_id(message.id), now.millis().div_euclid(1000));
        let signature = self.signature(&id, seconds, &message.body)?;
        let request = self
            .client
            .post(self.url.clone())
            .header(header::CONTENT_TYPE, "application/cloudevents+json")
            .header("webhook-id", id)
            .header("webhook-timestamp", seconds)
            .header("webhook-signature", format!("v1,{signature}"))
            .body(message.body.clone());
        let answer = request.send().await;
        let answer = answer.map_err(|error| error.without_url().to_string())?;
        match answer.status() {
            status if status.is_success() => Ok(()),
            status => Err(format!("it answered {status}")),
        }
    }

    fn signature(&self, id: &str, seconds: i64, body: &str) -> Result<String, String> {
        let mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes());
        let mut mac = mac.map_err(|error| error.to_string())?;
        mac.update(format!("{id}.{seconds}.{body}").as_bytes());
        Ok(BASE64.encode(&mac.finalize().into_bytes()))
    }
}

/// The same for every delivery of a message, so that the receiver can leave out what it has.
fn message_id(id: u128) -> String {
    format!("notice-{id:032x}")
}

/// Notices of this program.
#[derive(Default)]
pub(crate) struct Notices {
    receiver: Option<NoticeReceiver>,
    /// Notified when there is one to deliver.
    due: Notify,
}

impl Ombud {
    /// Sends notices to a receiver from now on.
    #[must_use]
    pub fn with_notices(mut self, receiver: Option<NoticeReceiver>) -> Self {
        self.notices.receiver = receiver;
        self
    }

    /// Makes changes, and puts the notice of them into the outbox when somebody is to receive it: both or neither.
    pub(crate) async fn commit_with_notice(
        &self,
        changes: Vec<DocumentChange>,
        notice: Notice,
    ) -> Result<(), AppError> {
        let message = self.message_due(notice, self.clock.now())?;
        let records = self.store.records();
        records
            .transaction(async |work| {
                work.change_documents(changes).await?;
                match message {
                    Some(message) => work.put_message(message).await,
                    None => Ok(()),
                }
            })
            .await?;
        self.notices.due.notify_one();
        Ok(())
    }

    /// The message of a notice that is not sent before `due`; `None` when nobody is to receive it.
    pub(crate) fn message_due(
        &self,
        notice: Notice,
        due: Timestamp,
    ) -> Result<Option<Message>, AppError> {
        if self.notices.receiver.is_none() {
            return Ok(None);
        }
        let (id, now) = (self.drawn_in_order()?, self.clock.now());
        let body = json!({
            "specversion": "1.0",
            "id": message_id(id),
            "source": "ombud",
            "type": format!("org.ombud.{}", notice.kind()),
            "time": now.to_string(),
            "datacontenttype": "application/json",
            "data": notice.data(),
        });
        Ok(Some(Message {
            id,
            kind: notice.kind().to_owned(),
            body: body.to_string(),
            created: now,
            failures: 0,
            due,
        }))
    }

    /// Delivers notices for as long as the program runs.
    pub async fn keep_sending(&self) {
        if self.notices.receiver.is_none() {
            return;
        }
        loop {
            if let Err(error) = self.send_notices().await {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "notices cannot be sent"
                );
            }
            // A timeout is the usual end of this wait.
            let _ = tokio::time::timeout(OFTEN, self.notices.due.notified()).await;
        }
    }

    /// Delivers the notices that are due, once.
    pub async fn send_notices(&self) -> Result<(), AppError> {
        let Some(receiver) = &self.notices.receiver else {
            return Ok(());
        };
        let records = self.store.records();
        for message in records.due_messages(self.clock.now(), AT_A_TIME).await? {
            let now = self.clock.now();
            let outcome = receiver.deliver(&message, now).await;
            let is_old = now.millis() - message.created.millis() >= GIVEN_UP_MILLIS;
            match &outcome {
                Ok(()) => {}
                Err(why) if is_old => {
                    tracing::error!(kind = message.kind, why, "a notice is given up")
                }
                Err(why) => tracing::warn!(kind = message.kind, why, "a notice was not taken"),
            }
            records
                .transaction(async |work| match outcome {
                    Err(_) if !is_old => {
                        let due = next_try(now, message.failures);
                        work.put_off_message(message.id, due).await
                    }
                    _ => work.delete_message(message.id).await,
                })
                .await?;
        }
        Ok(())
    }
}

fn next_try(now: Timestamp, failures: u32) -> Timestamp {
    let pause = FIRST_PAUSE_MILLIS.saturating_mul(1 << failures.min(16));
    let due = now.millis() + pause.min(LONGEST_PAUSE_MILLIS);
    Timestamp::from_millis(due).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "0123456789abcdef01234567";

    fn made(url: Option<&str>, secret_file: Option<&str>, secret: &str) -> Result<bool, String> {
        let config = NoticesConfig {
            url: url.map(str::to_owned),
            secret_file: secret_file.map(Into::into),
        };
        NoticeReceiver::new(config, |_| Ok(Zeroizing::new(secret.to_owned())))
            .map(|receiver| receiver.is_some())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_receiver_has_an_address_that_nobody_listens_in_on_and_a_secret() {
        assert_eq!(made(None, None, ""), Ok(false));
        let file = Some("/run/secret");
        for url in [
            "https://hooks.example.com/ombud?x=1",
            "http://localhost:8080/",
            "http://127.0.0.1:8080/",
            "http://[::1]:8080/",
        ] {
            assert_eq!(made(Some(url), file, SECRET), Ok(true), "{url}");
        }
        for url in ["http://hooks.example.com/", "hooks", "ftp://localhost/", ""] {
            let error = made(Some(url), file, SECRET).unwrap_err();
            assert!(error.contains("`url` has to be"), "{url}: {error}");
        }
        let url = Some("https://hooks.example.com/");
        assert!(made(url, None, SECRET).unwrap_err().contains("secret_file"));
        assert!(made(None, file, SECRET).unwrap_err().contains("`url`"));
        assert!(
            made(url, file, "too short\n")
                .unwrap_err()
                .contains("at least 24")
        );
    }

    #[test]
    fn pauses_grow_and_end() {
        let now = Timestamp::from_millis(1_782_000_000_000).unwrap();
        let pause = |failures| next_try(now, failures).millis() - now.millis();
        assert_eq!([pause(0), pause(1), pause(3)], [30_000, 60_000, 240_000]);
        assert_eq!(pause(u32::MAX), LONGEST_PAUSE_MILLIS);
    }
}
