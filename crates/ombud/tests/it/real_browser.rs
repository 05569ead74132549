//! The way back from a provider in a real browser: the running program with its console, and a real provider. What else happens in a browser,
//! the tests of the console try.

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
    let link = "document.querySelector('a[href^=\"/sign-in/oidc/corp\"]')";
    browser.until(&format!("{link} !== null"));
    browser.value(&format!("{link}.click()"));
    browser.until(
        "document.querySelector('[name=login]') !== null && location.hostname === '127.0.0.1'",
    );
    browser.value("const form = document.forms[0]; form.login.value = 'mia'; form.password.value = 'any'; form.submit()");
    browser.until("document.querySelector('[name=prompt]')?.value === 'consent'");
    browser.value("document.forms[0].submit()");
    // From the provider's site to a page of this server, with the session's strict cookie.
    browser.until("document.readyState === 'complete' && location.pathname === '/'");
    let me = "fetch('/api/v1/me').then((answer) => answer.json()).then((me) => me.account.login)";
    assert_eq!(browser.value(me), "mia");
    browser.until("document.querySelector('h1') !== null");
    server.kill();
}
