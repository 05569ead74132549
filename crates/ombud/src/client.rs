//! A client of a running server: signs in as somebody, asks, and signs out.
//!
//! Promises: a password goes to this machine or over https, follows no redirect, and is kept nowhere; the session ends with the command.

use std::io::{BufRead, IsTerminal, Read};
use std::time::Duration;

use ombud_api::problem::ProblemBody;
use ombud_api::upkeep::Unseal;
use ombud_outbound::{Method, RequestBuilder, Response, StatusCode, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use zeroize::{Zeroize, Zeroizing};

use crate::args::ServerArgs;
use crate::exit::Failure;

const WHOLE: Duration = Duration::from_secs(60);
/// Longest answer that is read, in bytes.
const LONGEST_ANSWER: usize = 16 << 20;

/// Somebody who is signed in.
pub(crate) struct Client {
    http: ombud_outbound::Client,
    server: Url,
    cookie: String,
    csrf: String,
}

impl Client {
    /// Nobody in particular, for what is open to everybody.
    pub(crate) fn anonymous(server: &str) -> Result<Self, Failure> {
        let server = address(server)?;
        let http = ombud_outbound::builder(WHOLE).build();
        let http = http.map_err(|error| Failure::Internal(error.into()))?;
        Ok(Self {
            http,
            server,
            cookie: String::new(),
            csrf: String::new(),
        })
    }

    pub(crate) async fn sign_in(at: &ServerArgs) -> Result<Self, Failure> {
        let mut client = Self::anonymous(&at.server)?;
        let proofs =
            json!({ "login": at.login, "password": password(&at.login)?, "code": at.code });
        let answer = client
            .send(
                client
                    .request(Method::POST, "sign-in")?
                    .body(proofs.to_string()),
            )
            .await?;
        let cookie = answer
            .headers()
            .get("set-cookie")
            .and_then(|value| value.to_str().ok());
        client.cookie = cookie
            .and_then(|cookie| cookie.split(';').next())
            .unwrap_or_default()
            .to_owned();
        let begun: Value = read(answer).await?;
        client.csrf = begun
            .get("csrf")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        Ok(client)
    }

    pub(crate) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        read(self.send(self.request(Method::GET, path)?).await?).await
    }

    /// Sends a body, or none where it has nothing to say.
    pub(crate) async fn change<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&(impl Serialize + Sync)>,
    ) -> Result<T, Failure> {
        let mut request = self.request(method, path)?;
        if let Some(body) = body {
            request = request.body(
                serde_json::to_string(body).map_err(|error| Failure::Internal(error.into()))?,
            );
        }
        read(self.send(request).await?).await
    }

    /// Hands over the master key. What is sent is wiped, as far as it lies here.
    pub(crate) async fn unseal(&self, master_key: Zeroizing<String>) -> Result<(), Failure> {
        let mut body = Unseal {
            master_key: master_key.trim().to_owned(),
        };
        let text = serde_json::to_string(&body);
        body.master_key.zeroize();
        let text = text.map_err(|error| Failure::Internal(error.into()))?;
        let request = self.request(Method::POST, "unseal")?.body(text);
        self.send(request).await.map(|_| ())
    }

    /// Ends the session. What was asked for is done by now, so a failure changes nothing but that the session ends by itself.
    pub(crate) async fn sign_out(self) {
        if let Ok(request) = self.request(Method::POST, "sign-out") {
            let _ = self.send(request).await;
        }
    }

    fn request(&self, method: Method, path: &str) -> Result<RequestBuilder, Failure> {
        let mut url = self.server.clone();
        // Segment by segment, so that what somebody typed as an id stays one.
        if let Ok(mut segments) = url.path_segments_mut() {
            segments
                .pop_if_empty()
                .extend(["api", "v1"])
                .extend(path.split('/'));
        }
        let request = self
            .http
            .request(method, url)
            .header("content-type", "application/json");
        Ok(if self.cookie.is_empty() {
            request
        } else {
            request
                .header("cookie", &self.cookie)
                .header("x-ombud-csrf", &self.csrf)
        })
    }

    async fn send(&self, request: RequestBuilder) -> Result<Response, Failure> {
        let answer = request.send().await;
        let answer = answer.map_err(|error| {
            let why = if error.is_timeout() {
                "it did not answer in time"
            } else {
                "it cannot be reached"
            };
            Failure::Data(format!(
                "the server at {}: {why}; is `ombud serve` running there?",
                self.server
            ))
        })?;
        if answer.status().is_success() {
            return Ok(answer);
        }
        let status = answer.status();
        let problem: Option<ProblemBody> = read(answer).await.ok();
        let text = problem.map_or_else(
            || format!("the server answers {status}"),
            |problem| problem.detail,
        );
        Err(match status {
            StatusCode::NOT_FOUND => Failure::NotFound(text),
            status if status.is_server_error() => Failure::Data(text),
            _ => Failure::Usage(text),
        })
    }
}

async fn read<T: DeserializeOwned>(mut answer: Response) -> Result<T, Failure> {
    let broken = || Failure::Data("the answer of the server cannot be read".to_owned());
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|_| broken())? {
        if body.len() + chunk.len() > LONGEST_ANSWER {
            return Err(broken());
        }
        body.extend_from_slice(&chunk);
    }
    serde_json::from_slice(&body).map_err(|_| broken())
}

fn address(text: &str) -> Result<Url, Failure> {
    let wrong = |why: &str| Failure::Usage(format!("--server {text}: {why}"));
    let url: Url = text
        .parse()
        .map_err(|_| wrong("this is not an address such as https://ombud.example"))?;
    let is_here = match url.host_str() {
        Some("localhost") => true,
        Some(host) => {
            let ip = host
                .trim_start_matches('[')
                .trim_end_matches(']')
                .parse::<std::net::IpAddr>();
            ip.is_ok_and(|ip| ip.is_loopback())
        }
        None => false,
    };
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_here => Ok(url),
        _ => Err(wrong(
            "a password or key is sent to another machine over https only",
        )),
    }
}

/// Longer is no password.
const LONGEST_PASSWORD: u64 = 4_096;

pub(crate) fn password(login: &str) -> Result<String, Failure> {
    secret(&format!("Password of {login}"))
}

/// Asks at the terminal, without showing what is typed; else the first line of standard input.
pub(crate) fn secret(what: &str) -> Result<String, Failure> {
    let failed = |error: std::io::Error| Failure::Input(format!("{what}: {error}"));
    if std::io::stdin().is_terminal() {
        let terminal = console::Term::stderr();
        terminal.write_str(&format!("{what}: ")).map_err(failed)?;
        return terminal.read_secure_line().map_err(failed);
    }
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .take(LONGEST_PASSWORD)
        .read_line(&mut line)
        .map_err(failed)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn a_password_leaves_the_machine_over_https_only() {
        for good in [
            "http://127.0.0.1:8321",
            "http://localhost:80",
            "http://[::1]:8321",
            "https://ombud.example/watch",
        ] {
            assert!(address(good).is_ok(), "{good}");
        }
        for bad in [
            "http://ombud.example",
            "http://127.0.0.1.ombud.example",
            "ftp://127.0.0.1",
            "ombud",
            "http://10.0.0.1",
        ] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }
}
