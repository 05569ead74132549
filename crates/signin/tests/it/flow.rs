//! The whole flow against a real provider, and every way in which it must not go through.

use ombud_accounts::BrowserToken;
use ombud_identity::OsEntropy;
use ombud_model::Timestamp;
use ombud_signin::{
    Callback, FlowId, Identity, Intent, PendingLogin, Provider, ProviderSettings, ReturnTo,
    SignInError, TokenFault,
};
use serde_json::{Value, json};

use crate::browser::{Browser, Person};
use crate::real::{self, Real, Sort};
use crate::{REDIRECT, own_port};

const MIA: Person<'_> = Person::SignsIn("mia");

#[expect(
    clippy::disallowed_methods,
    reason = "the real provider lives in real time"
)]
fn now() -> Timestamp {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    Timestamp::from_millis(since.as_millis() as i64).unwrap()
}

fn later(seconds: i64) -> Timestamp {
    Timestamp::from_millis(now().millis() + seconds * 1_000).unwrap()
}

fn settings(real: &Real, more: Value) -> ProviderSettings {
    let mut settings = json!({
        "name": "Test", "issuer": real.issuer, "client_id": "ombud", "client_secret": "a secret of the tests", "redirect_uri": REDIRECT,
        "scopes": ["profile", "groups"], "create_accounts": true, "groups": [{ "group": "irm-analysts", "role": "analysts" }],
    });
    for (name, value) in more.as_object().unwrap() {
        settings[name] = value.clone();
    }
    serde_json::from_value(settings).unwrap()
}

/// One sign-in by one browser of somebody who wants to come in.
struct Attempt {
    provider: Provider,
    token: BrowserToken,
    browser: Browser,
    url: String,
    pending: PendingLogin,
}

async fn begin(
    real: &Real,
    more: Value,
    intent: Intent,
    at: Timestamp,
) -> Result<Attempt, SignInError> {
    let provider = Provider::new(settings(real, more)).unwrap();
    let token = BrowserToken::generate(&mut OsEntropy).unwrap();
    let flow = FlowId::generate(&mut OsEntropy).unwrap();
    let (url, pending) =
        sendable(provider.begin(flow, intent, &token, ReturnTo::default(), at)).await?;
    // Through the store and back.
    let pending = serde_json::from_str(&serde_json::to_string(&pending).unwrap()).unwrap();
    Ok(Attempt {
        provider,
        token,
        browser: Browser::new(),
        url,
        pending,
    })
}

impl Attempt {
    async fn finish(&self, query: &str, at: Timestamp) -> Result<Identity, SignInError> {
        let callback = Callback::parse(query).unwrap();
        sendable(
            self.provider
                .finish(&self.pending, &self.token, &callback, at),
        )
        .await
    }

    async fn visit(&mut self, person: Person<'_>) -> String {
        let url = self.url.clone();
        self.browser.visit(&url, person).await
    }
}

/// A server moves its requests between threads.
fn sendable<T: Send>(future: T) -> T {
    future
}

/// The query with one parameter set to another value.
fn with(query: &str, name: &str, value: &str) -> String {
    let pairs = openidconnect::url::form_urlencoded::parse(query.as_bytes());
    let mut out = openidconnect::url::form_urlencoded::Serializer::new(String::new());
    for (known, old) in pairs {
        out.append_pair(&known, if known == name { value } else { &old });
    }
    out.finish()
}

/// The address with one parameter set to another value.
fn with_in(url: &str, name: &str, value: &str) -> String {
    let (address, query) = url.split_once('?').unwrap();
    format!("{address}?{}", with(query, name, value))
}

#[tokio::test]
async fn somebody_signs_in_and_their_groups_give_their_roles() {
    for sort in [Sort::Usual, Sort::Other] {
        let Some(real) = real::start(sort, REDIRECT) else {
            return;
        };
        for (name, roles) in [("mia", vec!["analysts"]), ("tom", vec![]), ("ida", vec![])] {
            let mut attempt = begin(&real, json!({}), Intent::SignIn, now())
                .await
                .unwrap();
            let query = attempt.visit(Person::SignsIn(name)).await;
            let identity = attempt.finish(&query, now()).await.unwrap();
            assert_eq!(identity.external.issuer, real.issuer);
            assert_eq!(identity.external.subject, format!("subject of {name}"));
            assert_eq!(identity.login.as_ref().unwrap().as_str(), name);
            assert_eq!(
                identity.display_name.as_ref().unwrap().as_str(),
                format!("Name of {name}")
            );
            assert!(identity.named_groups);
            assert_eq!(identity.roles.iter().collect::<Vec<_>>(), roles);
        }
    }
}

#[tokio::test]
async fn groups_are_asked_for_anew_each_time() {
    let Some(mut real) = real::start(Sort::Usual, REDIRECT) else {
        return;
    };
    for (groups, roles) in [
        (&["irm-analysts"][..], 1),
        (&["staff"], 0),
        (&[], 0),
        (&["staff", "irm-analysts"], 1),
    ] {
        real.set_groups("mia", groups);
        let mut attempt = begin(&real, json!({}), Intent::SignIn, now())
            .await
            .unwrap();
        let query = attempt.visit(MIA).await;
        assert_eq!(
            attempt.finish(&query, now()).await.unwrap().roles.len(),
            roles,
            "{groups:?}"
        );
    }
}

#[tokio::test]
async fn a_client_without_secret_is_let_in_and_one_with_the_wrong_one_is_not() {
    let Some(real) = real::start(Sort::Usual, REDIRECT) else {
        return;
    };
    let public = json!({ "client_id": "public", "client_secret": null });
    let mut attempt = begin(&real, public, Intent::SignIn, now()).await.unwrap();
    let query = attempt.visit(MIA).await;
    assert_eq!(
        attempt
            .finish(&query, now())
            .await
            .unwrap()
            .external
            .subject,
        "subject of mia"
    );
    let mut attempt = begin(
        &real,
        json!({ "client_secret": "another secret" }),
        Intent::SignIn,
        now(),
    )
    .await
    .unwrap();
    let query = attempt.visit(MIA).await;
    let refused = attempt.finish(&query, now()).await.unwrap_err();
    assert!(
        matches!(&refused, SignInError::Refused(code) if code.as_str() == "invalid_client"),
        "{refused:?}"
    );
}

#[tokio::test]
async fn the_request_says_what_it_has_to() {
    let Some(real) = real::start(Sort::Usual, REDIRECT) else {
        return;
    };
    let attempt = begin(
        &real,
        json!({ "accepted_acr": ["urn:corp:mfa"] }),
        Intent::Confirm,
        now(),
    )
    .await
    .unwrap();
    let url = openidconnect::url::Url::parse(&attempt.url).unwrap();
    let pairs: std::collections::HashMap<_, _> = url.query_pairs().collect();
    assert_eq!(
        (pairs["response_type"].as_ref(), pairs["client_id"].as_ref()),
        ("code", "ombud")
    );
    assert_eq!(
        (
            pairs["code_challenge_method"].as_ref(),
            pairs["code_challenge"].len()
        ),
        ("S256", 43)
    );
    assert_eq!((pairs["state"].len(), pairs["nonce"].len()), (64, 64));
    assert_ne!(pairs["state"], pairs["nonce"]);
    assert_eq!(
        (
            pairs["prompt"].as_ref(),
            pairs["max_age"].as_ref(),
            pairs["acr_values"].as_ref()
        ),
        ("login", "0", "urn:corp:mfa")
    );
    assert_eq!(
        (pairs["scope"].as_ref(), pairs["redirect_uri"].as_ref()),
        ("openid profile groups", REDIRECT)
    );
    assert!(!attempt.url.contains("secret"));
}

#[tokio::test]
async fn a_code_is_good_once() {
    let Some(real) = real::start(Sort::Usual, REDIRECT) else {
        return;
    };
    let mut attempt = begin(&real, json!({}), Intent::SignIn, now())
        .await
        .unwrap();
    let query = attempt.visit(MIA).await;
    attempt.finish(&query, now()).await.unwrap();
    let again = attempt.finish(&query, now()).await.unwrap_err();
    assert!(
        matches!(&again, SignInError::Refused(code) if code.as_str() == "invalid_grant"),
        "{again:?}"
    );
}

#[tokio::test]
async fn an_answer_is_for_the_browser_that_asked() {
    let Some(real) = real::start(Sort::Usual, REDIRECT) else {
        return;
    };
    let mut attempt = begin(&real, json!({}), Intent::SignIn, now())
        .await
        .unwrap();
    let query = attempt.visit(MIA).await;
    let mut victim = begin(&real, json!({}), Intent::SignIn, now())
        .await
        .unwrap();
    let own = victim.visit(Person::SignsIn("tom")).await;
    assert_eq!(
        victim.finish(&query, now()).await.unwrap_err(),
        SignInError::Over,
        "somebody else's answer"
    );
    assert_eq!(
        victim
            .finish(&with(&own, "state", &"0".repeat(64)), now())
            .await
            .unwrap_err(),
        SignInError::Over
    );
    let stranger = BrowserToken::generate(&mut OsEntropy).unwrap();
    let callback = Callback::parse(&query).unwrap();
    let refused = attempt
        .provider
        .finish(&attempt.pending, &stranger, &callback, now())
        .await
        .unwrap_err();
    assert_eq!(refused, SignInError::Over, "another browser");
    assert_eq!(
        attempt.finish(&query, later(601)).await.unwrap_err(),
        SignInError::Over,
        "too late"
    );
    // The code of one sign-in under the state of another: PKCE ties it to its own.
    let state = |query: &str| {
        let found = openidconnect::url::form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == "state");
        found.unwrap().1.into_owned()
    };
    let injected = victim
        .finish(&with(&query, "state", &state(&own)), now())
        .await
        .unwrap_err();
    assert!(
        matches!(&injected, SignInError::Refused(code) if code.as_str() == "invalid_grant"),
        "{injected:?}"
    );
}

#[tokio::test]
async fn a_token_of_another_sign_in_is_refused() {
    let Some(real) = real::start(Sort::Usual, REDIRECT) else {
        return;
    };
    let mut attempt = begin(&real, json!({}), Intent::SignIn, now())
        .await
        .unwrap();
    attempt.url = with_in(&attempt.url, "nonce", &"0".repeat(64));
    let query = attempt.visit(MIA).await;
    assert_eq!(
        attempt.finish(&query, now()).await.unwrap_err(),
        SignInError::InvalidToken(TokenFault::Nonce)
    );
    let mut attempt = begin(&real, json!({}), Intent::SignIn, now())
        .await
        .unwrap();
    attempt.url = with_in(&attempt.url, "code_challenge", &"A".repeat(43));
    let query = attempt.visit(MIA).await;
    let refused = attempt.finish(&query, now()).await.unwrap_err();
    assert!(
        matches!(&refused, SignInError::Refused(code) if code.as_str() == "invalid_grant"),
        "{refused:?}"
    );
}

#[tokio::test]
async fn the_issuer_is_exact() {
    let Some(real) = real::start(Sort::Usual, REDIRECT) else {
        return;
    };
    for other in [
        real.issuer.replace("127.0.0.1", "localhost"),
        format!("{}/", real.issuer),
    ] {
        let refused = begin(&real, json!({ "issuer": other }), Intent::SignIn, now())
            .await
            .map(|_| ())
            .unwrap_err();
        assert!(
            matches!(refused, SignInError::Misconfigured(_)),
            "{other}: {refused:?}"
        );
    }
    let mut attempt = begin(&real, json!({}), Intent::SignIn, now())
        .await
        .unwrap();
    let query = attempt.visit(MIA).await;
    assert!(query.contains("iss="), "the provider names itself");
    let changed = with(&query, "iss", "https://evil.test");
    assert_eq!(
        attempt.finish(&changed, now()).await.unwrap_err(),
        SignInError::OtherProvider
    );
    let (without, _) = query.split_once("&iss=").unwrap();
    assert_eq!(
        attempt.finish(without, now()).await.unwrap_err(),
        SignInError::OtherProvider,
        "it said that it would"
    );
    assert!(attempt.finish(&query, now()).await.is_ok());
}

#[tokio::test]
async fn an_expired_token_or_one_from_the_future_is_refused() {
    let Some(real) = real::start(Sort::Usual, REDIRECT) else {
        return;
    };
    for wrong in [2 * 3_600, 15 * 60, -15 * 60] {
        let mut attempt = begin(&real, json!({}), Intent::SignIn, later(wrong))
            .await
            .unwrap();
        let query = attempt.visit(MIA).await;
        let refused = attempt.finish(&query, later(wrong)).await.unwrap_err();
        assert_eq!(
            refused,
            SignInError::InvalidToken(TokenFault::Time),
            "the clocks differ by {wrong} s"
        );
    }
}

#[tokio::test]
async fn whoever_turns_away_at_the_provider_is_not_signed_in() {
    let Some(real) = real::start(Sort::Usual, REDIRECT) else {
        return;
    };
    let mut attempt = begin(&real, json!({}), Intent::SignIn, now())
        .await
        .unwrap();
    let query = attempt.visit(Person::TurnsAway).await;
    let refused = attempt.finish(&query, now()).await.unwrap_err();
    assert!(
        matches!(&refused, SignInError::Refused(code) if code.as_str() == "access_denied"),
        "{refused:?}"
    );
}

#[tokio::test]
async fn to_confirm_the_provider_has_to_ask_again() {
    let Some(real) = real::start(Sort::Usual, REDIRECT) else {
        return;
    };
    let mut first = begin(&real, json!({}), Intent::SignIn, now())
        .await
        .unwrap();
    let query = first.visit(MIA).await;
    first.finish(&query, now()).await.unwrap();
    // The same browser again: the provider remembers it and asks nothing.
    let mut second = begin(&real, json!({}), Intent::SignIn, now())
        .await
        .unwrap();
    second.browser = first.browser;
    let query = second.visit(MIA).await;
    second.finish(&query, now()).await.unwrap();
    assert_eq!(second.browser.asked, 1);
    let mut third = begin(&real, json!({}), Intent::Confirm, now())
        .await
        .unwrap();
    third.browser = second.browser;
    let before = now();
    let query = third.visit(MIA).await;
    assert_eq!(third.browser.asked, 2);
    let identity = third.finish(&query, now()).await.unwrap();
    // The provider counts in whole seconds.
    assert!(identity.authenticated.unwrap().millis() / 1_000 >= before.millis() / 1_000);
    // Whoever takes the wish out of the address gets an old proof, or none.
    let mut fourth = begin(&real, json!({}), Intent::Confirm, now())
        .await
        .unwrap();
    fourth.browser = third.browser;
    fourth.url = fourth
        .url
        .replace("prompt=login", "prompt=")
        .replace("max_age=0", "x=0");
    let query = fourth.visit(MIA).await;
    assert_eq!(
        fourth.finish(&query, now()).await.unwrap_err(),
        SignInError::NotFresh
    );
}

#[tokio::test]
async fn a_provider_that_does_not_say_how_sure_it_is_does_not_do() {
    let Some(real) = real::start(Sort::Usual, REDIRECT) else {
        return;
    };
    for rule in [
        json!({ "accepted_acr": ["urn:corp:mfa"] }),
        json!({ "accepted_amr": ["hwk"] }),
    ] {
        let mut attempt = begin(&real, rule, Intent::SignIn, now()).await.unwrap();
        let query = attempt.visit(MIA).await;
        assert_eq!(
            attempt.finish(&query, now()).await.unwrap_err(),
            SignInError::TooWeak
        );
    }
}

#[tokio::test]
async fn a_provider_that_is_away_is_said_to_be() {
    let (_bound, port) = own_port();
    let Some(real) = real::start_at(port, Sort::Usual, REDIRECT) else {
        return;
    };
    let mut attempt = begin(&real, json!({}), Intent::SignIn, now())
        .await
        .unwrap();
    let query = attempt.visit(MIA).await;
    let fresh = Provider::new(settings(&real, json!({}))).unwrap();
    drop(real);
    assert_eq!(
        attempt.finish(&query, now()).await.unwrap_err(),
        SignInError::Unreachable
    );
    let flow = FlowId::generate(&mut OsEntropy).unwrap();
    let refused = fresh
        .begin(
            flow,
            Intent::SignIn,
            &attempt.token,
            ReturnTo::default(),
            now(),
        )
        .await
        .unwrap_err();
    assert_eq!(refused, SignInError::Unreachable);
}
