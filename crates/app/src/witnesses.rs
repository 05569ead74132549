//! Who is asked to countersign the head of the audit log, and the way to them: to the configured addresses only, without redirects or
//! proxies, with bounded time and size.

use std::time::Duration;

use ombud_outbound::{Client, StatusCode, Url};
use ombud_tlog::{
    KeyUse, MAX_NOTE, NoteSignature, Policy, VerifierKey, read_answer, read_conflict,
};
use serde::{Deserialize, Serialize};

use super::AppError;

/// The most witnesses: a head has room for this many lines, and some more.
const MOST: usize = 16;
const WHOLE: Duration = Duration::from_secs(10);
/// The longest time between two heads, in seconds.
const LONGEST_PAUSE: u64 = 60;

/// Whom to ask, and how many countersignatures make a head valid: a file that people write, in YAML.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WitnessSettings {
    pub needed: usize,
    /// The time between two heads while the log grows.
    #[serde(default = "usual_pause")]
    pub every_seconds: u64,
    pub witnesses: Vec<WitnessAddress>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WitnessAddress {
    /// Where it listens, without `/add-checkpoint`.
    pub url: String,
    /// Its public key, as `ombud witness` prints it.
    pub key: VerifierKey,
}

fn usual_pause() -> u64 {
    30
}

impl WitnessSettings {
    /// Reads and checks the file.
    pub fn parse(text: &str) -> Result<Self, AppError> {
        let settings: Self =
            serde_norway::from_str(text).map_err(|error| AppError::Invalid(error.to_string()))?;
        settings.check()?;
        Ok(settings)
    }

    /// Whether there is nobody to ask: the way to say that there shall be no witnesses any more.
    pub fn is_empty(&self) -> bool {
        self.witnesses.is_empty()
    }

    fn check(&self) -> Result<(), AppError> {
        let wrong = |text: String| Err(AppError::Invalid(text));
        if self.is_empty() != (self.needed == 0) {
            return wrong("`needed` is at least 1, or 0 with no witnesses at all".to_owned());
        }
        if self.witnesses.len() > MOST {
            return wrong(format!("there are more than {MOST} witnesses: name fewer"));
        }
        if !(1..=LONGEST_PAUSE).contains(&self.every_seconds) {
            return wrong(format!(
                "`every_seconds` is {}: choose 1 to {LONGEST_PAUSE}",
                self.every_seconds
            ));
        }
        let keys = self
            .witnesses
            .iter()
            .all(|witness| witness.key.key_use() == KeyUse::Witness);
        if !keys {
            return wrong(
                "a key is not that of a witness: copy what `ombud witness` prints".to_owned(),
            );
        }
        self.witnesses
            .iter()
            .try_for_each(|witness| address(&witness.url).map(|_| ()))
    }

    /// Whose signatures make a head of the log with this key valid.
    pub fn policy(&self, log: VerifierKey) -> Result<Policy, AppError> {
        let keys = self
            .witnesses
            .iter()
            .map(|witness| witness.key.clone())
            .collect();
        Policy::new(log, keys, self.needed).map_err(|error| AppError::Invalid(error.to_string()))
    }
}

/// Where heads are sent.
fn address(text: &str) -> Result<Url, AppError> {
    let wrong = || {
        AppError::Invalid(format!(
            "`{text}` is no address of a witness: write it as https://witness.example"
        ))
    };
    let mut url = Url::parse(text).map_err(|_| wrong())?;
    let plain = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() || !plain {
        return Err(wrong());
    }
    url.path_segments_mut()
        .map_err(|()| wrong())?
        .pop_if_empty()
        .push("add-checkpoint");
    Ok(url)
}

/// What came back from a witness.
#[derive(Debug)]
pub(super) enum Answer {
    Signed(Vec<NoteSignature>),
    /// It has seen a head of this size, which is not the one that was assumed.
    Seen(u64),
    /// It was shown no proof that it accepts.
    NoProof,
    /// It does not know the log's key.
    UnknownLog,
    /// Anything else, in words.
    Useless(&'static str),
}

/// One witness and the way to it.
pub(super) struct Outbound {
    client: Client,
    url: Url,
}

impl Outbound {
    pub(super) fn new(witness: &WitnessAddress) -> Result<Self, AppError> {
        let client = ombud_outbound::builder(WHOLE)
            .build()
            .map_err(AppError::internal)?;
        Ok(Self {
            client,
            url: address(&witness.url)?,
        })
    }

    pub(super) async fn ask(&self, body: String) -> Answer {
        let Ok(mut response) = self.client.post(self.url.clone()).body(body).send().await else {
            return Answer::Useless("it does not answer");
        };
        let mut body = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() <= MAX_NOTE => {
                    body.extend_from_slice(&chunk)
                }
                Ok(None) => break,
                Ok(Some(_)) => return Answer::Useless("its answer is too long"),
                Err(_) => return Answer::Useless("its answer breaks off"),
            }
        }
        match response.status() {
            StatusCode::OK => read_answer(&body).map_or(
                Answer::Useless("its answer holds no signature"),
                Answer::Signed,
            ),
            StatusCode::CONFLICT => read_conflict(&body)
                .map_or(Answer::Useless("its answer names no size"), Answer::Seen),
            StatusCode::UNPROCESSABLE_ENTITY => Answer::NoProof,
            StatusCode::NOT_FOUND | StatusCode::FORBIDDEN => Answer::UnknownLog,
            _ => Answer::Useless("it refuses"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "ombud.invalid/witness/1";

    fn file(needed: usize, urls: &[&str]) -> String {
        let mut text = format!("needed: {needed}\nwitnesses:\n");
        for (number, url) in (0u8..).zip(urls) {
            let signer =
                ombud_tlog::WitnessSigner::from_seed(&format!("{KEY}{number}"), &[number; 32])
                    .unwrap();
            text.push_str(&format!("  - url: {url}\n    key: {}\n", signer.verifier()));
        }
        text
    }

    #[test]
    fn a_file_names_witnesses_and_how_many_are_needed() {
        let settings = WitnessSettings::parse(&file(
            1,
            &["https://one.example", "http://127.0.0.1:9/inside/"],
        ))
        .unwrap();
        assert_eq!(
            (
                settings.needed,
                settings.every_seconds,
                settings.witnesses.len()
            ),
            (1, 30, 2)
        );
        let at = |url: &str| address(url).unwrap().to_string();
        assert_eq!(
            at("https://one.example"),
            "https://one.example/add-checkpoint"
        );
        assert_eq!(
            at("http://127.0.0.1:9/inside/"),
            "http://127.0.0.1:9/inside/add-checkpoint"
        );
        assert!(
            WitnessSettings::parse("needed: 0\nwitnesses: []\n")
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        let https = "https://one.example";
        for wrong in [
            file(0, &[https]),
            "needed: 1\nwitnesses: []\n".to_owned(),
            file(1, &["ftp://one.example"]),
            file(1, &["https://user:secret@one.example"]),
            file(1, &["https://one.example/?x=1"]),
            file(1, &["one.example"]),
            file(1, &[https]) + "every_seconds: 61\n",
            file(1, &[https]) + "every_seconds: 0\n",
            file(1, &[https]) + "need: 1\n",
            file(1, &[https; 17]),
        ] {
            assert!(
                matches!(WitnessSettings::parse(&wrong), Err(AppError::Invalid(_))),
                "{wrong}"
            );
        }
        let log = ombud_tlog::LogSigner::from_seed("log", &[9; 32])
            .unwrap()
            .verifier()
            .clone();
        let two = WitnessSettings::parse(&file(2, &[https, "https://two.example"])).unwrap();
        assert_eq!(two.policy(log.clone()).unwrap().needed(), 2);
        assert!(
            WitnessSettings::parse(&file(3, &[https]))
                .unwrap()
                .policy(log.clone())
                .is_err()
        );
        let key = two.witnesses[0].key.clone();
        let twice = WitnessSettings {
            witnesses: vec![two.witnesses[0].clone(); 2],
            ..two
        };
        assert!(twice.policy(log.clone()).is_err());
        let swapped = WitnessSettings {
            witnesses: vec![WitnessAddress {
                url: https.to_owned(),
                key: log,
            }],
            ..twice
        };
        assert!(swapped.check().is_err() && key.key_use() == KeyUse::Witness);
    }

    /// What is made of these bytes, sent by whoever sits at a witness's address.
    async fn made_of(sent: String) -> Answer {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let key = ombud_tlog::WitnessSigner::from_seed(KEY, &[1; 32])
            .unwrap()
            .verifier()
            .clone();
        // One connection only: whoever comes again finds nobody.
        let answering = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            drop(listener);
            let mut asked = Vec::new();
            while !asked.ends_with(b"the request") {
                assert_ne!(stream.read_buf(&mut asked).await.unwrap(), 0);
            }
            // Whoever has heard enough hangs up.
            let _ = stream.write_all(sent.as_bytes()).await;
        });
        let answer = Outbound::new(&WitnessAddress { url, key })
            .unwrap()
            .ask("the request".to_owned())
            .await;
        answering.await.unwrap();
        answer
    }

    #[tokio::test]
    async fn whatever_a_witness_sends_is_an_answer_or_useless() {
        let http = |status: &str, body: &str| {
            format!(
                "HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            )
        };
        assert!(matches!(
            made_of(http("409 Conflict", "17\n")).await,
            Answer::Seen(17)
        ));
        assert!(matches!(
            made_of(http("422 Unprocessable", "no\n")).await,
            Answer::NoProof
        ));
        assert!(matches!(
            made_of(http("404 Not Found", "")).await,
            Answer::UnknownLog
        ));
        let redirect =
            "HTTP/1.1 307 Elsewhere\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n"
                .to_owned();
        for (sent, said) in [
            (redirect, "it refuses"),
            (http("503 Busy", ""), "it refuses"),
            (http("200 OK", "fine\n"), "its answer holds no signature"),
            (http("200 OK", ""), "its answer holds no signature"),
            (http("409 Conflict", "-1\n"), "its answer names no size"),
            (
                http("200 OK", &"x".repeat(MAX_NOTE + 1)),
                "its answer is too long",
            ),
            (
                "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\ncut".to_owned(),
                "its answer breaks off",
            ),
            (String::new(), "it does not answer"),
            ("nothing of the kind".to_owned(), "it does not answer"),
        ] {
            let answer = made_of(sent.clone()).await;
            assert!(
                matches!(answer, Answer::Useless(why) if why == said),
                "{sent:.60}: {answer:?}"
            );
        }
    }
}
