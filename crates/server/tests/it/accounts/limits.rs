//! Limits on guessing as a server keeps them: what an address says counts only when a trusted proxy says it, nobody is locked out for
//! long, and what is refused does not fill the audit log.

use std::net::IpAddr;

use axum::body::Body;
use axum::http::{Method, Request};
use ombud_accounts::Proxies;
use ombud_accounts::peer::ForwardHeader;
use ombud_server::http::Peer;
use serde_json::json;

use super::house::{Browser, House, PASSWORD};
use crate::http::call::{Answer, call};

const PROXY: [u8; 4] = [10, 0, 0, 1];

impl House {
    /// A sign-in over a connection from `socket`.
    async fn sign_in_from(
        &self,
        socket: [u8; 4],
        header: &str,
        forwarded: &str,
        login: &str,
        password: &str,
    ) -> Answer {
        let body = json!({"login": login, "password": password}).to_string();
        let request = Request::post("/api/v1/sign-in")
            .header("host", "localhost")
            .header("content-type", "application/json");
        let request = request
            .header(header, forwarded)
            .extension(Peer(IpAddr::from(socket)));
        call(&self.app, request.body(Body::from(body)).unwrap()).await
    }
}

fn behind_a_proxy(header: ForwardHeader) -> Proxies {
    Proxies {
        trusted: vec!["10.0.0.0/24".parse().unwrap()],
        header,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_trusted_proxy_rotating_forwarded_headers_lifts_no_limit() {
    let (house, _) = House::with_administrator().await;
    let guess = async |number: u32| {
        let address = IpAddr::from((3 << 24 | number).to_be_bytes()).to_string();
        house
            .sign_in_from(
                [203, 0, 113, 9],
                "x-forwarded-for",
                &address,
                "ada",
                "a wrong password",
            )
            .await
            .status
            .as_u16()
    };
    for number in 0..5 {
        assert_eq!(guess(number).await, 401);
    }
    for number in 5..3_000 {
        assert_eq!(guess(number).await, 429);
    }
    assert!(
        house.ombud.count_limit_keys() <= 3,
        "{}",
        house.ombud.count_limit_keys()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_trusted_proxy_the_address_at_the_right_counts_and_nothing_left_of_it() {
    let house = House::behind(behind_a_proxy(ForwardHeader::XForwardedFor)).await;
    house.administrator().await;
    let guess = async |socket, forged: u32, right: &str| {
        let hops = format!("{}, {right}", IpAddr::from(forged.to_be_bytes()));
        house
            .sign_in_from(socket, "x-forwarded-for", &hops, "ada", "a wrong password")
            .await
            .status
            .as_u16()
    };
    for number in 0..5 {
        assert_eq!(guess(PROXY, number, "198.51.100.7").await, 401);
    }
    assert_eq!(guess(PROXY, 99, "198.51.100.7").await, 429);
    assert_eq!(
        guess(PROXY, 99, "198.51.100.7, 10.0.0.2").await,
        429,
        "a chain of trusted proxies is walked through"
    );
    assert_eq!(
        guess(PROXY, 99, "198.51.100.8").await,
        401,
        "another address behind the proxy is another place"
    );
    assert_eq!(
        guess([198, 51, 100, 7], 99, "198.51.100.9").await,
        429,
        "whoever is no proxy is not believed"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_header_of_the_standard_is_read_when_it_is_the_configured_one() {
    let house = House::behind(behind_a_proxy(ForwardHeader::Forwarded)).await;
    house.administrator().await;
    for _ in 0..5 {
        house
            .sign_in_from(
                PROXY,
                "forwarded",
                "for=198.51.100.7;proto=https",
                "ada",
                "a wrong password",
            )
            .await
            .problem(401);
    }
    house
        .sign_in_from(
            PROXY,
            "forwarded",
            "for=\"198.51.100.7:4711\"",
            "ada",
            "a wrong password",
        )
        .await
        .problem(429);
    house
        .sign_in_from(
            PROXY,
            "x-forwarded-for",
            "198.51.100.7",
            "ada",
            "a wrong password",
        )
        .await
        .problem(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attack_from_many_places_holds_nobody_up_for_a_quarter_of_an_hour() {
    let house = House::behind(behind_a_proxy(ForwardHeader::XForwardedFor)).await;
    house.administrator().await;
    let known = "192.0.2.10";
    assert_eq!(
        house
            .sign_in_from(PROXY, "x-forwarded-for", known, "ada", PASSWORD)
            .await
            .status,
        200
    );
    let mut limited = 0;
    for place in 1..60_u8 {
        let address = format!("203.0.{place}.1");
        let answer = house
            .sign_in_from(
                PROXY,
                "x-forwarded-for",
                &address,
                "ada",
                "a wrong password",
            )
            .await;
        limited += u32::from(answer.status == 429);
    }
    assert!(
        limited > 20,
        "{limited}: the login name is limited wherever it comes from"
    );
    assert_eq!(
        house
            .sign_in_from(PROXY, "x-forwarded-for", known, "ada", PASSWORD)
            .await
            .status,
        200,
        "not where one was before"
    );
    let elsewhere = house
        .sign_in_from(PROXY, "x-forwarded-for", "198.51.100.200", "ada", PASSWORD)
        .await;
    elsewhere.problem(429);
    let wait = elsewhere.header("retry-after").parse::<i64>().unwrap();
    assert!(wait <= 15 * 60, "{wait}");
    house.pass(wait / 60 + 1);
    assert_eq!(
        house
            .sign_in_from(PROXY, "x-forwarded-for", "198.51.100.200", "ada", PASSWORD)
            .await
            .status,
        200
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn attempts_beyond_the_limit_leave_one_entry_for_an_account_in_a_quarter_of_an_hour() {
    let (house, _) = House::with_administrator().await;
    for login in ["ada", "nobody", "somebody"] {
        for _ in 0..5 {
            house
                .try_sign_in(login, "a wrong password", None)
                .await
                .problem(401);
        }
    }
    let before = house.log().await.len();
    for login in ["ada", "nobody", "somebody"] {
        for _ in 0..20 {
            house
                .try_sign_in(login, "a wrong password", None)
                .await
                .problem(429);
        }
    }
    let log = house.log().await;
    let new: Vec<_> = log[..log.len() - before].iter().rev().collect();
    // One for the account, and one for all who are strangers.
    assert_eq!(new.len(), 4, "{new:?}");
    assert!(
        new[0].actor.starts_with("account-") && new[2].actor == "anonymous",
        "{new:?}"
    );
    for pair in new.chunks(2) {
        assert_eq!(
            (pair[0].phase, pair[0].operation, pair[0].purpose.as_deref()),
            ("intent", "sign-in", Some("too-many-attempts"))
        );
        assert_eq!(
            (pair[1].phase, pair[1].intent, pair[1].ending),
            ("outcome", Some(pair[0].sequence), Some("refused"))
        );
    }
    house.pass(16);
    let before = house.log().await.len();
    for _ in 0..10 {
        house.try_sign_in("ada", "a wrong password", None).await;
    }
    assert_eq!(
        house.log().await.len() - before,
        2 * 5 + 2,
        "five are judged again, and one refusal is noted again"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_requests_of_a_session_are_refused_and_leave_one_entry() {
    let (house, ada) = House::with_administrator().await;
    let forged = Browser {
        csrf: "0".repeat(64),
        ..ada.clone()
    };
    let before = house.log().await.len();
    for _ in 0..20 {
        house
            .send(&forged, Method::POST, "/api/v1/me/totp", None)
            .await
            .problem(403);
    }
    let log = house.log().await;
    let new: Vec<_> = log[..log.len() - before].iter().rev().collect();
    assert_eq!(new.len(), 2, "{new:?}");
    assert_eq!(
        (new[0].purpose.as_deref(), new[1].ending),
        (Some("forged-request"), Some("refused"))
    );
    assert!(new[0].actor.starts_with("account-"));
    // With a session that is none there is nobody to name.
    let stranger = Browser {
        cookie: format!("ombud-session=ombud_ses_{}", "0".repeat(64)),
        ..forged
    };
    house
        .send(&stranger, Method::POST, "/api/v1/me/totp", None)
        .await
        .problem(401);
    assert_eq!(house.log().await.len(), log.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_refused_before_any_act_and_leaves_no_entry() {
    let (house, ada) = House::with_administrator().await;
    let before = house.log().await.len();
    house
        .send(
            &ada,
            Method::POST,
            "/api/v1/accounts",
            Some(json!({"unknown": true})),
        )
        .await
        .problem(400);
    assert_eq!(house.log().await.len(), before);
}
