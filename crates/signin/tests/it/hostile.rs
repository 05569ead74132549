//! Providers that lie or are broken: small servers that answer what the test says.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use data_encoding::BASE64URL_NOPAD;
use ombud_accounts::BrowserToken;
use ombud_identity::OsEntropy;
use ombud_model::Timestamp;
use ombud_signin::{
    Callback, FlowId, Intent, PendingLogin, Provider, ReturnTo, SignInError, TokenFault,
};
use parking_lot::Mutex;
use serde_json::{Value, json};

use crate::REDIRECT;

/// Answers by path, and how often anything was asked.
struct Server {
    address: String,
    answers: Arc<Mutex<HashMap<&'static str, Answer>>>,
    asked: Arc<AtomicUsize>,
}

/// Status, extra header lines, body.
type Answer = (u16, String, Vec<u8>);

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(1_700_000_000_000 + seconds * 1_000).unwrap()
}

fn json_answer(value: &Value) -> Answer {
    (
        200,
        "content-type: application/json\r\n".to_owned(),
        value.to_string().into_bytes(),
    )
}

/// `answers` gets the server's own address. The thread ends with the test's process.
fn serve(answers: impl FnOnce(&str) -> HashMap<&'static str, Answer>) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (answers, asked) = (
        Arc::new(Mutex::new(answers(&address))),
        Arc::new(AtomicUsize::new(0)),
    );
    let (counter, book) = (Arc::clone(&asked), Arc::clone(&answers));
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            counter.fetch_add(1, Ordering::SeqCst);
            let mut request = Vec::new();
            let mut buffer = [0; 4096];
            while !whole(&request) {
                match stream.read(&mut buffer) {
                    Ok(read) if read > 0 => request.extend_from_slice(&buffer[..read]),
                    _ => break,
                }
            }
            let text = String::from_utf8_lossy(&request).into_owned();
            let path = text.split(' ').nth(1).unwrap_or_default();
            let missing = (404, String::new(), Vec::new());
            let (status, headers, body) = book.lock().get(path).unwrap_or(&missing).clone();
            let head = format!(
                "HTTP/1.1 {status} X\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            let _ = stream
                .write_all(head.as_bytes())
                .and_then(|()| stream.write_all(&body));
        }
    });
    Server {
        address,
        answers,
        asked,
    }
}

/// Whether head and body of the request are there.
fn whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| {
        line.to_ascii_lowercase()
            .strip_prefix("content-length: ")
            .map(str::to_owned)
    });
    body.len()
        >= length
            .and_then(|length| length.trim().parse().ok())
            .unwrap_or(0)
}

fn discovery(issuer: &str) -> Value {
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/auth"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256", "none"],
    })
}

fn provider(issuer: &str) -> Provider {
    let settings = json!({
        "name": "Test", "issuer": issuer, "client_id": "ombud", "client_secret": "a secret of the tests", "redirect_uri": REDIRECT,
    });
    Provider::new(serde_json::from_value(settings).unwrap()).unwrap()
}

async fn begin(provider: &Provider) -> Result<(), SignInError> {
    let token = BrowserToken::generate(&mut OsEntropy).unwrap();
    provider
        .begin(
            FlowId::generate(&mut OsEntropy).unwrap(),
            Intent::SignIn,
            &token,
            ReturnTo::default(),
            at(0),
        )
        .await
        .map(|_| ())
}

const WELL_KNOWN: &str = "/.well-known/openid-configuration";

#[tokio::test]
async fn other_hosts_are_not_asked() {
    let inner = serve(|_| HashMap::from([("/keys", json_answer(&json!({ "keys": [] })))]));
    let elsewhere = inner.address.replace("127.0.0.1", "localhost");
    let outer = serve(|issuer| {
        let mut document = discovery(issuer);
        document["jwks_uri"] = format!("{elsewhere}/keys").into();
        HashMap::from([(WELL_KNOWN, json_answer(&document))])
    });
    let refused = begin(&provider(&outer.address)).await.unwrap_err();
    assert!(
        matches!(&refused, SignInError::Misconfigured(what) if what.contains("`localhost`")),
        "{refused:?}"
    );
    assert_eq!(inner.asked.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let inner = serve(|issuer| {
        HashMap::from([
            (WELL_KNOWN, json_answer(&discovery(issuer))),
            ("/keys", json_answer(&json!({ "keys": [] }))),
        ])
    });
    let target = format!("location: {}{WELL_KNOWN}\r\n", inner.address);
    let outer = serve(|_| HashMap::from([(WELL_KNOWN, (302, target, Vec::new()))]));
    let refused = begin(&provider(&outer.address)).await.unwrap_err();
    assert!(
        matches!(refused, SignInError::Misconfigured(_)),
        "{refused:?}"
    );
    assert_eq!(
        (
            inner.asked.load(Ordering::SeqCst),
            outer.asked.load(Ordering::SeqCst)
        ),
        (0, 1)
    );
}

#[tokio::test]
async fn endless_broken_and_strange_answers_are_refused() {
    let json = || "content-type: application/json\r\n".to_owned();
    let insecure = |issuer: &str| {
        let mut document = discovery(issuer);
        document["authorization_endpoint"] = "http://id.corp.test/auth".into();
        document
    };
    let keys = json_answer(&json!({ "keys": [] }));
    let cases: [(&str, Answer); 6] = [
        ("endless", (200, json(), vec![b' '; 2 * 1024 * 1024])),
        ("no json", (200, json(), b"<html>".to_vec())),
        ("deep", (200, json(), b"[".repeat(100_000))),
        (
            "html",
            (
                200,
                "content-type: text/html\r\n".to_owned(),
                b"{}".to_vec(),
            ),
        ),
        ("missing", (404, String::new(), Vec::new())),
        (
            "another issuer",
            json_answer(&discovery("https://id.corp.test")),
        ),
    ];
    for (name, answer) in cases {
        let server = serve(|_| HashMap::from([(WELL_KNOWN, answer), ("/keys", keys.clone())]));
        let refused = begin(&provider(&server.address)).await.unwrap_err();
        assert!(
            matches!(refused, SignInError::Misconfigured(_)),
            "{name}: {refused:?}"
        );
    }
    let server = serve(|issuer| {
        HashMap::from([
            (WELL_KNOWN, json_answer(&insecure(issuer))),
            ("/keys", keys.clone()),
        ])
    });
    assert!(matches!(
        begin(&provider(&server.address)).await,
        Err(SignInError::Misconfigured(_))
    ));
    let server = serve(|_| HashMap::from([(WELL_KNOWN, (503, String::new(), Vec::new()))]));
    assert_eq!(
        begin(&provider(&server.address)).await,
        Err(SignInError::Unreachable)
    );
}

#[tokio::test]
async fn the_discovery_document_is_remembered_for_an_hour() {
    let server = serve(|issuer| {
        HashMap::from([
            (WELL_KNOWN, json_answer(&discovery(issuer))),
            ("/keys", json_answer(&json!({ "keys": [] }))),
        ])
    });
    let (provider, token) = (
        provider(&server.address),
        BrowserToken::generate(&mut OsEntropy).unwrap(),
    );
    for (second, asked) in [(0, 2), (1, 2), (3_599, 2), (3_600, 4), (3_000, 6)] {
        let flow = FlowId::generate(&mut OsEntropy).unwrap();
        provider
            .begin(
                flow,
                Intent::SignIn,
                &token,
                ReturnTo::default(),
                at(second),
            )
            .await
            .unwrap();
        assert_eq!(
            server.asked.load(Ordering::SeqCst),
            asked,
            "second {second}"
        );
    }
}

fn base64(text: impl AsRef<[u8]>) -> String {
    BASE64URL_NOPAD.encode(text.as_ref())
}

/// Leaves for the provider and comes back with a code; the last is the nonce that the token must carry.
async fn leave(
    provider: &Provider,
    intent: Intent,
) -> (BrowserToken, PendingLogin, Callback, String) {
    let browser = BrowserToken::generate(&mut OsEntropy).unwrap();
    let flow = FlowId::generate(&mut OsEntropy).unwrap();
    let (url, pending) = provider
        .begin(flow, intent, &browser, ReturnTo::default(), at(0))
        .await
        .unwrap();
    let url = openidconnect::url::Url::parse(&url).unwrap();
    let value = |wanted: &str| {
        url.query_pairs()
            .find(|(name, _)| name == wanted)
            .unwrap()
            .1
            .into_owned()
    };
    let callback = Callback::parse(&format!("code=c&state={}", value("state"))).unwrap();
    (browser, pending, callback, value("nonce"))
}

/// Whoever can answer at the token endpoint but has no key: unsigned, and with signatures that are none.
#[tokio::test]
async fn tokens_without_a_true_signature_are_refused() {
    let key = json!({ "kty": "RSA", "kid": "1", "use": "sig", "alg": "RS256", "e": "AQAB", "n": base64("n".repeat(256)) });
    for (header, signature) in [
        (json!({ "alg": "none" }), ""),
        (json!({ "alg": "none", "kid": "1" }), "AAAA"),
        (json!({ "alg": "HS256" }), "AAAA"),
        (json!({ "alg": "RS256", "kid": "1" }), ""),
        (json!({ "alg": "RS256", "kid": "1" }), "AAAA"),
        (json!({ "alg": "RS256", "kid": "unknown" }), "AAAA"),
        (
            json!({ "alg": "RS256", "kid": "unknown", "jwk": key.clone() }),
            "AAAA",
        ),
    ] {
        let server = serve(|issuer| {
            let claims = json!({ "iss": issuer, "aud": "ombud", "sub": "1", "iat": at(0).millis() / 1_000, "exp": at(600).millis() / 1_000 });
            let token = format!(
                "{}.{}.{signature}",
                base64(header.to_string()),
                base64(claims.to_string())
            );
            let tokens = json!({ "access_token": "a", "token_type": "Bearer", "id_token": token });
            HashMap::from([
                (WELL_KNOWN, json_answer(&discovery(issuer))),
                ("/keys", json_answer(&json!({ "keys": [key.clone()] }))),
                ("/token", json_answer(&tokens)),
            ])
        });
        let provider = provider(&server.address);
        let (browser, pending, callback, _) = leave(&provider, Intent::SignIn).await;
        let refused = provider
            .finish(&pending, &browser, &callback, at(1))
            .await
            .unwrap_err();
        let expected = matches!(
            refused,
            SignInError::InvalidToken(TokenFault::Signature | TokenFault::Unreadable)
        );
        assert!(expected, "{header}: {refused:?}");
        let asked = server.asked.load(Ordering::SeqCst);
        assert!(asked <= 5, "{asked}: keys are not fetched again and again");
    }
}

/// Claims in the place of the true ones, and the fault that is found.
fn claims_of_a_sign_in(now: i64) -> [(Value, Option<TokenFault>); 14] {
    [
        (json!({}), None),
        (
            json!({ "iss": "https://id.corp.test" }),
            Some(TokenFault::Issuer),
        ),
        (json!({ "iss": null }), Some(TokenFault::Unreadable)),
        (json!({ "aud": "another" }), Some(TokenFault::Audience)),
        (
            json!({ "aud": ["ombud", "another"] }),
            Some(TokenFault::Audience),
        ),
        (json!({ "aud": [] }), Some(TokenFault::Audience)),
        (json!({ "nonce": "another" }), Some(TokenFault::Nonce)),
        (json!({ "nonce": null }), Some(TokenFault::Nonce)),
        (json!({ "exp": now }), Some(TokenFault::Time)),
        (json!({ "iat": now - 601 }), Some(TokenFault::Time)),
        (json!({ "iat": now + 120 }), Some(TokenFault::Time)),
        (json!({ "sub": "" }), Some(TokenFault::Subject)),
        (json!({ "sub": "1".repeat(256) }), Some(TokenFault::Subject)),
        (
            json!({ "at_hash": "AAAAAAAAAAAAAAAAAAAAAA" }),
            Some(TokenFault::AccessToken),
        ),
    ]
}

/// The same when somebody is to prove again who they are.
fn claims_of_a_confirmation(now: i64) -> [(Value, Result<(), SignInError>); 3] {
    let not_fresh = || Err(SignInError::NotFresh);
    [
        (json!({ "auth_time": now }), Ok(())),
        (json!({ "auth_time": now - 61 }), not_fresh()),
        (json!({}), not_fresh()),
    ]
}

/// A provider with a true key that says what is not so, claim by claim.
#[tokio::test]
async fn every_claim_counts() {
    use p256::ecdsa::signature::Signer;
    let key = p256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap();
    let point = key.verifying_key().to_sec1_point(false);
    let public = json!({ "kty": "EC", "crv": "P-256", "kid": "1", "use": "sig", "x": base64(point.x().unwrap()), "y": base64(point.y().unwrap()) });
    let now = at(0).millis() / 1_000;
    let server = serve(|issuer| {
        HashMap::from([
            (WELL_KNOWN, json_answer(&discovery(issuer))),
            ("/keys", json_answer(&json!({ "keys": [public] }))),
        ])
    });
    let signing_in = claims_of_a_sign_in(now).map(|(lie, fault)| {
        let expected = fault.map_or(Ok(()), |fault| Err(SignInError::InvalidToken(fault)));
        (Intent::SignIn, lie, expected)
    });
    let confirming =
        claims_of_a_confirmation(now).map(|(lie, expected)| (Intent::Confirm, lie, expected));
    for (intent, lie, expected) in signing_in.into_iter().chain(confirming) {
        let provider = provider(&server.address);
        let (browser, pending, callback, nonce) = leave(&provider, intent).await;
        let mut claims = json!({ "iss": server.address, "aud": "ombud", "sub": "1", "iat": now, "exp": now + 600, "nonce": nonce });
        for (name, value) in lie.as_object().unwrap() {
            claims[name] = value.clone();
        }
        let signed = format!(
            "{}.{}",
            base64(r#"{"alg":"ES256","kid":"1"}"#),
            base64(claims.to_string())
        );
        let signature: p256::ecdsa::Signature = key.sign(signed.as_bytes());
        let tokens = json!({ "access_token": "a", "token_type": "Bearer", "id_token": format!("{signed}.{}", base64(signature.to_bytes())) });
        server.answers.lock().insert("/token", json_answer(&tokens));
        let found = provider
            .finish(&pending, &browser, &callback, at(1))
            .await
            .map(|_| ());
        assert_eq!(found, expected, "{lie}");
    }
}
