//! Sign-in in a real browser: the running program, its own pages and script, an authenticator that the browser plays, a real provider.

use serde_json::{Value, json};

use crate::chromium::Chromium;
use crate::common::World;
use crate::openid::{self, Sort};
use crate::port::OwnPort;
use crate::web::Server;

const PASSWORD: &str = "seven grey herons wade";

/// The program under a name that browsers take for safe, and the administrator's account. The configuration names the port before the
/// program listens there.
fn served_with(more: impl FnOnce(&World, &str) -> String) -> (World, Server, String) {
    let world = World::new();
    let port = OwnPort::new();
    let origin = format!("http://localhost:{}", port.number());
    let config = world.write(
        "ombud.yaml",
        format!("sign_in:\n  origin: {origin}\n{}", more(&world, &origin)),
    );
    world.ok(&["settings", "sign-in", "--second-factor", "not-required"]);
    let link = world.json(&["accounts", "create", "ada", "--name", "Ada"])["set_up"]
        .as_str()
        .unwrap()
        .to_owned();
    let server = Server::start_with(
        &world,
        &["--config", &config, "--listen", &port.address()],
        "warn",
    );
    let form = format!(
        "{}&password={p}&again={p}",
        link.split_once('?').unwrap().1,
        p = PASSWORD.replace(' ', "+")
    );
    let headers = [("Content-Type", "application/x-www-form-urlencoded")];
    assert_eq!(
        server
            .send("POST", "/set-up", &headers, form.as_bytes())
            .unwrap()
            .status,
        200
    );
    (world, server, origin)
}

fn at(path: &str) -> String {
    format!("document.readyState === 'complete' && location.pathname === '{path}'")
}

fn sign_out(browser: &mut Chromium, origin: &str) {
    browser.open(&format!("{origin}/sign-out"));
    browser.value("document.querySelector('form').submit()");
    browser.until(&at("/sign-in"));
}

/// Presses the button of the sign-in page.
fn sign_in(browser: &mut Chromium, origin: &str) {
    browser.open(&format!("{origin}/sign-in"));
    assert_eq!(
        browser.value("document.querySelector('#passkey').hidden"),
        false
    );
    browser.value("document.querySelector('#passkey').click()");
}

fn labels(browser: &mut Chromium) -> Value {
    browser
        .value("[...document.querySelectorAll('[data-passkey] input')].map((input) => input.value)")
}

/// How the acts of that operation ended, the newest first.
fn outcomes(world: &World, operation: &str) -> Vec<Value> {
    let found = world.json(&[
        "audit",
        "search",
        "--operation",
        operation,
        "--limit",
        "100",
    ]);
    found
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["ending"].clone())
        .filter(|ending| !ending.is_null())
        .collect()
}

/// A device with a passkey for whoever unlocks it; its id.
fn add_authenticator(browser: &mut Chromium) -> Value {
    browser.call("WebAuthn.enable", json!({}));
    let device = json!({
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true, "isUserVerified": true,
        "automaticPresenceSimulation": true,
    });
    browser.call(
        "WebAuthn.addVirtualAuthenticator",
        json!({"options": device}),
    )["authenticatorId"]
        .clone()
}

fn sign_in_with_password(browser: &mut Chromium, origin: &str) {
    browser.open(&format!("{origin}/sign-in"));
    let password = format!(
        "const form = document.querySelector('form'); form.login.value = 'ada'; form.password.value = '{PASSWORD}'; form.submit()"
    );
    browser.value(&password);
    browser.until(&at("/"));
}

fn add_passkey(browser: &mut Chromium, origin: &str, device: &Value) {
    browser.open(&format!("{origin}/passkeys"));
    assert_eq!(labels(browser), json!([]));
    browser.value("document.querySelector('#add input').value = 'Laptop'; document.querySelector('#add button').click()");
    browser.until("document.readyState === 'complete' && document.querySelectorAll('[data-passkey]').length === 1");
    assert_eq!(labels(browser), json!(["Laptop"]));
    let made = browser.call(
        "WebAuthn.getCredentials",
        json!({"authenticatorId": device}),
    )["credentials"]
        .clone();
    assert_eq!(
        (
            made.as_array().unwrap().len(),
            &made[0]["isResidentCredential"],
            &made[0]["rpId"]
        ),
        (1, &json!(true), &json!("localhost"))
    );
}

fn confirm_and_rename(browser: &mut Chromium, origin: &str) {
    // Its page may ask the server.
    browser.open(&format!("{origin}/passkeys"));
    let me = "fetch('/api/v1/me').then((answer) => answer.json()).then((me) => [me.account.login, me.fresh])";
    assert_eq!(browser.value(me), json!(["ada", true]));
    // The page's own script confirms, and goes on under the new token.
    let confirm = "exchange('/api/v1/confirm/passkey', get).then((begun) => { const before = csrf; csrf = begun.csrf; return before !== csrf; })";
    assert_eq!(browser.value(confirm), true);
    browser.value(
        "document.querySelector('[data-passkey] input').value = 'Phone'; document.querySelector('[value=rename]').click()",
    );
    browser
        .until("document.readyState === 'complete' && document.querySelector('[data-passkey] input')?.defaultValue === 'Phone'");
}

/// A device that nobody unlocks signs nobody in.
fn only_an_unlocked_device_signs_in(browser: &mut Chromium, origin: &str, device: &Value) {
    browser.call(
        "WebAuthn.setUserVerified",
        json!({"authenticatorId": device, "isUserVerified": false}),
    );
    sign_in(browser, origin);
    browser.until("document.querySelector('#said').textContent.startsWith('No passkey was used')");
    browser.call(
        "WebAuthn.setUserVerified",
        json!({"authenticatorId": device, "isUserVerified": true}),
    );
    sign_in(browser, origin);
    browser.until(&at("/"));
}

/// Taken off the account, it opens nothing, though the device still has it.
fn a_removed_passkey_opens_nothing(browser: &mut Chromium, origin: &str) {
    browser.open(&format!("{origin}/passkeys"));
    browser.value("document.querySelector('[value=remove]').click()");
    browser.until("document.readyState === 'complete' && document.body.innerText.includes('There is none yet')");
    sign_out(browser, origin);
    sign_in(browser, origin);
    browser.until("document.querySelector('#said').textContent.includes('was not accepted')");
    assert_eq!(
        browser.value("fetch('/api/v1/me').then((answer) => answer.status)"),
        401
    );
}

#[test]
fn a_passkey_is_added_signs_in_confirms_and_is_removed_in_a_real_browser() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let (world, server, origin) = served_with(|_, _| String::new());
    let device = add_authenticator(&mut browser);
    sign_in_with_password(&mut browser, &origin);
    add_passkey(&mut browser, &origin, &device);
    // Script that is not the server's own does not run here.
    let planted = "const script = document.createElement('script'); script.textContent = 'window.planted = true'; document.body.append(script); window.planted ?? null";
    assert_eq!(browser.value(planted), Value::Null);
    // Alone, without a login name.
    sign_out(&mut browser, &origin);
    sign_in(&mut browser, &origin);
    browser.until(&at("/"));
    confirm_and_rename(&mut browser, &origin);
    sign_out(&mut browser, &origin);
    only_an_unlocked_device_signs_in(&mut browser, &origin, &device);
    a_removed_passkey_opens_nothing(&mut browser, &origin);
    server.kill();
    // The newest first: refused, signed in, confirmed, signed in, and the password at the beginning.
    assert_eq!(
        outcomes(&world, "sign-in"),
        [
            json!("refused"),
            json!("done"),
            json!("done"),
            json!("done"),
            json!("done")
        ]
    );
    assert_eq!(
        outcomes(&world, "change-own-credentials")[..4],
        [json!("done"), json!("done"), json!("done"), json!("done")]
    );
    assert_eq!(world.json(&["audit", "verify"])["valid"], true);
}

#[test]
fn whoever_comes_back_from_the_provider_is_signed_in_in_a_real_browser() {
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let mut real = None;
    let (_world, server, origin) = served_with(|world, origin| {
        real = openid::start(Sort::Usual, &format!("{origin}/sign-in/oidc/corp/callback"));
        let Some(real) = &real else {
            return String::new();
        };
        let secret = world.write("secret", "a secret of the tests");
        format!(
            "  providers:\n    corp: {{ name: Corp, issuer: '{}', client_id: ombud, client_secret_file: '{secret}', scopes: [profile, groups], \
             create_accounts: true, groups: [{{ group: irm-analysts, role: analysts }}] }}\n",
            real.issuer
        )
    });
    if real.is_none() {
        return;
    }
    browser.open(&format!("{origin}/sign-in"));
    browser.value("document.querySelector('.ways a').click()");
    browser.until(
        "document.querySelector('[name=login]') !== null && location.hostname === '127.0.0.1'",
    );
    browser.value("const form = document.forms[0]; form.login.value = 'mia'; form.password.value = 'any'; form.submit()");
    browser.until("document.querySelector('[name=prompt]')?.value === 'consent'");
    browser.value("document.forms[0].submit()");
    // From the provider's site to a page of this server, with the session's strict cookie.
    browser.until(&at("/"));
    assert!(
        browser
            .value("document.body.innerText")
            .as_str()
            .unwrap()
            .contains("Sign out")
    );
    server.kill();
}
