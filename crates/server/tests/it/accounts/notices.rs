//! Notices: written with what they tell of, delivered to a real receiver, signed, and without anybody's name or pseudonym.

use std::collections::VecDeque;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::routing::post;
use data_encoding::BASE64;
use parking_lot::Mutex;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::house::{Browser, House, NOTICE_SECRET};

/// What a receiver was sent, and what it answers next; afterwards it takes everything.
#[derive(Clone, Default)]
struct Receiver {
    received: Arc<Mutex<Vec<(HeaderMap, String)>>>,
    answers: Arc<Mutex<VecDeque<StatusCode>>>,
}

async fn receive(State(receiver): State<Receiver>, headers: HeaderMap, body: String) -> StatusCode {
    receiver.received.lock().push((headers, body));
    let answer = receiver.answers.lock().pop_front();
    answer.unwrap_or(StatusCode::NO_CONTENT)
}

impl Receiver {
    /// Listens on this machine; gives its address.
    async fn listen(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = Router::new()
            .route("/ombud", post(receive))
            .with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        format!("http://{address}/ombud")
    }

    fn take(&self) -> Vec<(HeaderMap, String)> {
        std::mem::take(&mut self.received.lock())
    }
}

/// HMAC-SHA-256 as RFC 2104 defines it.
fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    assert!(key.len() <= 64);
    let pad = |with: u8| -> Vec<u8> {
        let filled = key.iter().copied().chain(std::iter::repeat(0));
        filled.take(64).map(|byte| byte ^ with).collect()
    };
    let inner = Sha256::new().chain_update(pad(0x36)).chain_update(text);
    let outer = Sha256::new().chain_update(pad(0x5c));
    outer.chain_update(inner.finalize()).finalize().to_vec()
}

/// An installation that sends notices, with an investigator and the person of an alert.
struct Sending {
    house: House,
    ina: Browser,
    person: String,
}

impl Sending {
    async fn new(url: &str) -> Self {
        let yaml = format!("notices: {{ url: '{url}', secret_file: /run/secret }}");
        let (house, ada) = House::in_memory_and(&yaml).await;
        house.office().await;
        let (ina, _) = house.member(&ada, "ina", "investigators", json!({})).await;
        let alerts = house.get(&ina, "/api/v1/alerts").await.json();
        let person = alerts["alerts"][0]["person"].as_str().unwrap().to_owned();
        Self { house, ina, person }
    }

    async fn open_case(&self, person: &str) -> (u16, Value) {
        let new = json!({ "persons": [person] });
        let path = "/api/v1/cases";
        let answer = self.house.send(&self.ina, Method::POST, path, Some(new));
        let answer = answer.await;
        (answer.status.as_u16(), answer.json())
    }

    async fn waiting(&self) -> u64 {
        let records = self.house.ombud.store().records();
        records.message_count().await.unwrap()
    }

    async fn send(&self) {
        self.house.ombud.send_notices().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_is_delivered_once_signed_and_names_nobody() {
    let receiver = Receiver::default();
    let sending = Sending::new(&receiver.listen().await).await;
    sending.send().await;
    assert!(receiver.take().is_empty());
    let (status, case) = sending.open_case(&sending.person).await;
    assert_eq!(status, 200, "{case}");
    assert_eq!(sending.waiting().await, 1);
    // What is refused tells nobody.
    assert_eq!(sending.open_case("nobody-here-1").await.0, 404);
    assert_eq!(sending.waiting().await, 1);
    sending.send().await;
    sending.send().await;
    assert_eq!(sending.waiting().await, 0);
    let received = receiver.take();
    let [(headers, body)] = &received[..] else {
        panic!("{} notices", received.len());
    };
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    let signed = format!(
        "{}.{}.{body}",
        header("webhook-id"),
        header("webhook-timestamp")
    );
    let signature = BASE64.encode(&hmac(NOTICE_SECRET.as_bytes(), signed.as_bytes()));
    assert_eq!(header("webhook-signature"), format!("v1,{signature}"));
    let seconds = (sending.house.now() / 1000).to_string();
    assert_eq!(header("webhook-timestamp"), seconds);
    assert_eq!(header("content-type"), "application/cloudevents+json");
    let event: Value = serde_json::from_str(body).unwrap();
    assert_eq!(
        event,
        json!({
            "specversion": "1.0",
            "id": header("webhook-id"),
            "source": "ombud",
            "type": "org.ombud.case-opened",
            "time": event["time"],
            "datacontenttype": "application/json",
            "data": { "case": case["id"] },
        })
    );
    assert!(!body.contains(&sending.person));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_that_is_not_taken_waits_longer_each_time_and_is_given_up_after_days() {
    let receiver = Receiver::default();
    let sending = Sending::new(&receiver.listen().await).await;
    let failing = [StatusCode::SERVICE_UNAVAILABLE, StatusCode::FOUND];
    receiver.answers.lock().extend(failing);
    assert_eq!(sending.open_case(&sending.person).await.0, 200);
    let id = |(headers, _): &(HeaderMap, String)| headers["webhook-id"].clone();
    let mut ids = Vec::new();
    // At once, after 30 seconds, after another minute.
    for seconds in [0, 29, 1, 59, 1] {
        sending.house.pass_seconds(seconds);
        sending.send().await;
        ids.push(receiver.take().iter().map(id).next());
    }
    let tried: Vec<bool> = ids.iter().map(Option::is_some).collect();
    assert_eq!(tried, [true, false, true, false, true]);
    assert_eq!(sending.waiting().await, 0);
    ids.dedup();
    assert!(ids[0] == ids[2] && ids[2] == ids[4], "{ids:?}");
    // A receiver that is never well: the act is done all the same.
    receiver
        .answers
        .lock()
        .extend([StatusCode::INTERNAL_SERVER_ERROR; 2]);
    assert_eq!(sending.open_case(&sending.person).await.0, 200);
    sending.send().await;
    assert_eq!(sending.waiting().await, 1);
    sending.house.pass(3 * 24 * 60);
    sending.send().await;
    assert_eq!((receiver.take().len(), sending.waiting().await), (2, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_told_and_without_a_receiver_nothing_piles_up() {
    let receiver = Receiver::default();
    let sending = Sending::new(&receiver.listen().await).await;
    let (_, case) = sending.open_case(&sending.person).await;
    sending.house.pass_seconds(1);
    let request = json!({
        "person": sending.person,
        "case": case["id"],
        "purpose": "investigation",
        "justification": "Files went to a private stick on the last day.",
    });
    let path = "/api/v1/unmaskings";
    let asked = sending
        .house
        .send(&sending.ina, Method::POST, path, Some(request));
    let asked = asked.await;
    assert_eq!(asked.status, 200, "{}", asked.text());
    sending.send().await;
    let received = receiver.take();
    let [_, (_, body)] = &received[..] else {
        panic!("{} notices", received.len());
    };
    let event: Value = serde_json::from_str(body).unwrap();
    assert_eq!(event["type"], "org.ombud.unmasking-requested");
    assert_eq!(event["data"], json!({ "unmasking": asked.json()["id"] }));
    // Without a receiver nothing piles up.
    let silent = sending.house.twin().await;
    let new = json!({ "persons": [sending.person] });
    let opened = silent.send(&sending.ina, Method::POST, "/api/v1/cases", Some(new));
    assert_eq!(opened.await.status, 200);
    let records = silent.ombud.store().records();
    assert_eq!(records.message_count().await.unwrap(), 0);
}
