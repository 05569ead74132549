//! Sessions over a real connection: a listener, a socket, bytes.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use ombud_server::http::{HttpConfig, serve};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::house::{House, PASSWORD};

struct Line {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: tokio::task::JoinHandle<std::io::Result<()>>,
}

struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Line {
    async fn open(app: &Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let stopped = async move {
            let _ = stopped.await;
        };
        let app = app.clone();
        let served = tokio::spawn(async move {
            let config = HttpConfig::local(address.ip());
            // Only what hangs takes so long.
            serve(listener, app, &config, stopped, Duration::from_secs(300)).await
        });
        Self {
            address,
            stop,
            served,
        }
    }

    async fn send(
        &self,
        method: &str,
        path: &str,
        host: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Reply {
        let mut text = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {}\r\n",
            body.len()
        );
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str(&format!("\r\n{body}"));
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).await.unwrap();
        let (head, body) = reply.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Reply {
            status,
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    async fn sign_in(&self, host: &str, cookie: &str) -> Reply {
        let body = json!({"login": "ada", "password": PASSWORD}).to_string();
        self.send(
            "POST",
            "/api/v1/sign-in",
            host,
            &[("Content-Type", "application/json"), ("Cookie", cookie)],
            &body,
        )
        .await
    }

    async fn me(&self, cookie: &str) -> u16 {
        self.send("GET", "/api/v1/me", "localhost", &[("Cookie", cookie)], "")
            .await
            .status
    }

    async fn close(self) {
        let _ = self.stop.send(());
        self.served.await.unwrap().unwrap();
    }
}

impl Reply {
    fn set_cookie(&self) -> &str {
        let line = self
            .head
            .lines()
            .find_map(|line| line.strip_prefix("set-cookie: "));
        line.unwrap_or_else(|| panic!("{}", self.head))
    }

    fn cookie(&self) -> String {
        self.set_cookie().split(';').next().unwrap().to_owned()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_presented_session_id_is_never_adopted() {
    let (house, _) = House::with_administrator().await;
    let line = Line::open(&house.app).await;
    let planted = format!("ombud-session=ombud_ses_{}", "7".repeat(64));
    let begun = line.sign_in("localhost", &planted).await;
    assert_eq!(begun.status, 200, "{}", begun.body);
    assert_ne!(begun.cookie(), planted);
    assert_eq!(
        (line.me(&begun.cookie()).await, line.me(&planted).await),
        (200, 401)
    );
    // Nor one that lives: whoever signs in over it gets another, and the one that was there stays what it was.
    let again = line.sign_in("localhost", &begun.cookie()).await;
    assert_ne!(again.cookie(), begun.cookie());
    assert_eq!(
        (
            line.me(&again.cookie()).await,
            line.me(&begun.cookie()).await
        ),
        (200, 200)
    );
    // Confirming puts a new one in its place, so what was seen before is worth nothing.
    let csrf = again.json()["csrf"].as_str().unwrap().to_owned();
    let headers = [
        ("Content-Type", "application/json"),
        ("Cookie", &again.cookie()),
        ("X-Ombud-Csrf", &csrf),
    ];
    let confirmed = line
        .send(
            "POST",
            "/api/v1/confirm",
            "localhost",
            &headers,
            &json!({"password": PASSWORD}).to_string(),
        )
        .await;
    assert_eq!(
        (
            line.me(&confirmed.cookie()).await,
            line.me(&again.cookie()).await
        ),
        (200, 401)
    );
    line.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cookie_flags_hold_on_the_wire_here_and_behind_tls() {
    let (house, _) = House::with_administrator().await;
    let line = Line::open(&house.app).await;
    let here = line.sign_in("localhost", "").await;
    assert!(
        here.set_cookie().starts_with("ombud-session=ombud_ses_"),
        "{}",
        here.head
    );
    assert!(
        here.set_cookie()
            .ends_with("; Path=/; HttpOnly; SameSite=Strict"),
        "{}",
        here.head
    );
    let behind = line.sign_in("ombud.example", "").await;
    assert!(
        behind
            .set_cookie()
            .starts_with("__Host-ombud-session=ombud_ses_"),
        "{}",
        behind.head
    );
    assert!(
        behind
            .set_cookie()
            .ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"),
        "{}",
        behind.head
    );
    let named = [("Cookie", behind.cookie())];
    let named: Vec<(&str, &str)> = named
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    assert_eq!(
        line.send("GET", "/api/v1/me", "ombud.example", &named, "")
            .await
            .status,
        200
    );
    // The cookie without the prefix can be planted over plain http, so under that name it is not read.
    let bare = behind.cookie().replace("__Host-", "");
    assert_eq!(
        line.send(
            "GET",
            "/api/v1/me",
            "ombud.example",
            &[("Cookie", &bare)],
            ""
        )
        .await
        .status,
        401
    );
    assert!(
        behind.head.contains("cache-control: no-store"),
        "{}",
        behind.head
    );
    line.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_goes_stale_idles_out_ages_out_and_is_dead_after_signing_out() {
    let (house, _) = House::with_administrator().await;
    let line = Line::open(&house.app).await;
    let begun = line.sign_in("localhost", "").await;
    let csrf = begun.json()["csrf"].as_str().unwrap().to_owned();
    let cookie = begun.cookie();
    let new = json!({"login": "berta", "display_name": "Berta"}).to_string();
    let create = async |login: &str| {
        let headers = [
            ("Content-Type", "application/json"),
            ("Cookie", cookie.as_str()),
            ("X-Ombud-Csrf", csrf.as_str()),
        ];
        line.send(
            "POST",
            "/api/v1/accounts",
            "localhost",
            &headers,
            &new.replace("berta", login),
        )
        .await
    };
    house.pass(9);
    assert_eq!(create("berta").await.status, 200);
    house.pass(1);
    let stale = create("carla").await;
    assert_eq!(
        (stale.status, stale.json()["type"].as_str()),
        (401, Some("urn:ombud:problem:fresh-sign-in-needed"))
    );
    house.pass(14);
    assert_eq!(line.me(&cookie).await, 200);
    house.pass(15);
    assert_eq!(line.me(&cookie).await, 401);
    let cookie = line.sign_in("localhost", "").await.cookie();
    for _ in 0..47 {
        house.pass(10);
        assert_eq!(line.me(&cookie).await, 200);
    }
    house.pass(10);
    assert_eq!(line.me(&cookie).await, 401, "eight hours");
    let begun = line.sign_in("localhost", "").await;
    let csrf = begun.json()["csrf"].as_str().unwrap().to_owned();
    let headers = [("Cookie", begun.cookie()), ("X-Ombud-Csrf", csrf)];
    let headers: Vec<(&str, &str)> = headers
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let out = line
        .send("POST", "/api/v1/sign-out", "localhost", &headers, "")
        .await;
    assert!(
        out.status == 200 && out.set_cookie().ends_with("Max-Age=0"),
        "{}",
        out.head
    );
    assert_eq!(line.me(&begun.cookie()).await, 401);
    line.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_stream_of_events_ends_when_the_server_stops() {
    let (house, ada) = House::with_administrator().await;
    let (ann, _) = house.member(&ada, "ann", "analysts", json!({})).await;
    let line = Line::open(&house.app).await;
    let mut stream = TcpStream::connect(line.address).await.unwrap();
    let request = format!(
        "GET /api/v1/alerts/events HTTP/1.1\r\nHost: localhost\r\nCookie: {}\r\n\r\n",
        ann.cookie
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut begun = Vec::new();
    while !begun.ends_with(b"\n\n\r\n") {
        begun.push(stream.read_u8().await.unwrap());
    }
    let begun = String::from_utf8(begun).unwrap();
    assert!(begun.starts_with("HTTP/1.1 200 OK\r\n"), "{begun}");
    // Waits until nothing is open any more.
    line.close().await;
    let mut rest = String::new();
    stream.read_to_string(&mut rest).await.unwrap();
    assert_eq!(rest, "0\r\n\r\n");
}
