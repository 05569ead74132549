//! The running program with an administrator and a real provider, and the ways that people go through both.

use serde_json::{Value, json};

use super::browser::{Browser, between, header};
use crate::common::World;
use crate::openid::{self, Real, Sort};
use crate::web::{Answer, Server};

/// What stands in people's browsers. Nobody listens there: the browser of these tests calls the server at its true address.
const ORIGIN: &str = "http://127.0.0.1:9";
const REDIRECT: &str = "http://127.0.0.1:9/sign-in/oidc/corp/callback";
const PASSWORD: &str = "seven grey herons wade";

/// A world with an administrator, and a provider in its configuration.
pub(super) struct House {
    pub(super) real: Real,
    world: World,
    pub(super) server: Server,
    pub(super) ada: Browser,
}

/// Starts everything; nothing when Node is not on this machine.
pub(super) fn house(sort: Sort) -> Option<House> {
    let real = openid::start(sort, REDIRECT)?;
    let world = World::new();
    let secret = world.write("secret", "a secret of the tests\n");
    let config = format!(
        "sign_in:\n  origin: {ORIGIN}\n  providers:\n    corp:\n      name: Corp <Ltd>\n      issuer: {}\n      client_id: ombud\n      \
         client_secret_file: {secret}\n      scopes: [profile, groups]\n      create_accounts: true\n      groups:\n        \
         - {{ group: irm-analysts, role: analysts }}\n        - {{ group: irm-auditors, role: auditors }}\n",
        real.issuer
    );
    let config = world.write("ombud.yaml", config);
    world.ok(&["settings", "sign-in", "--second-factor", "not-required"]);
    let link = world.json(&["accounts", "create", "ada", "--name", "Ada"])["set_up"]
        .as_str()
        .unwrap()
        .to_owned();
    let server = Server::start_with(&world, &["--config", &config], "warn");
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
    let mut ada = Browser::default();
    let body = json!({"login": "ada", "password": PASSWORD}).to_string();
    assert_eq!(
        ada.load(&server.address, "POST", "/api/v1/sign-in", Some(&body))
            .status,
        200
    );
    Some(House {
        real,
        world,
        server,
        ada,
    })
}

impl House {
    fn address(&self, host: &str) -> String {
        if host == ORIGIN.trim_start_matches("http://") {
            self.server.address.clone()
        } else {
            host.to_owned()
        }
    }

    /// Goes to the provider as `name` and stops before it comes back: path and query of the way back.
    pub(super) fn to_the_way_back(&self, browser: &mut Browser, begin: &str, name: &str) -> String {
        let (mut host, mut path) = (self.server.address.clone(), begin.to_owned());
        let mut form: Option<String> = None;
        for _ in 0..30 {
            let back =
                host == self.server.address && path.starts_with("/sign-in/oidc/corp/callback");
            if back {
                return path;
            }
            let answer = browser.form(&host, &path, form.take());
            let location = header(&answer, "location").map(str::to_owned);
            let next = location.unwrap_or_else(|| {
                let action = between(&answer.body, "action=\"", "\"")
                    .unwrap_or_else(|| panic!("no form: {answer:?}"));
                let prompt = between(&answer.body, "name=\"prompt\" value=\"", "\"");
                let prompt = prompt.unwrap_or_else(|| panic!("not of the provider: {answer:?}"));
                browser.asked += usize::from(prompt == "login");
                form = Some(format!("prompt={prompt}&login={name}&password=any"));
                action.to_owned()
            });
            match next.strip_prefix("http://") {
                Some(rest) => {
                    let (to, rest) = rest.split_once('/').unwrap();
                    (host, path) = (self.address(to), format!("/{rest}"));
                }
                None => path = next,
            }
        }
        panic!("the provider does not come to an end")
    }

    /// The whole way; what the server says at its end.
    pub(super) fn through_the_provider(
        &self,
        browser: &mut Browser,
        begin: &str,
        name: &str,
    ) -> Answer {
        let back = self.to_the_way_back(browser, begin, name);
        browser.load(&self.server.address, "GET", &back, None)
    }

    pub(super) fn signed_in(&self, name: &str) -> Browser {
        let mut browser = Browser::default();
        let answer = self.through_the_provider(&mut browser, "/sign-in/oidc/corp", name);
        assert_eq!(answer.status, 200, "{answer:?}");
        browser.csrf = self.me(&mut browser)["csrf"].as_str().unwrap().to_owned();
        browser
    }

    pub(super) fn me(&self, browser: &mut Browser) -> Value {
        let answer = browser.load(&self.server.address, "GET", "/api/v1/me", None);
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    pub(super) fn roles(&self, browser: &mut Browser) -> Value {
        self.me(browser)["account"]["roles"].clone()
    }

    pub(super) fn get(&self, browser: &mut Browser, path: &str) -> u16 {
        browser.load(&self.server.address, "GET", path, None).status
    }

    /// What the administrator does; must succeed.
    pub(super) fn administer(&mut self, method: &str, path: &str, body: &str) -> Value {
        let me = self
            .ada
            .load(&self.server.address, "GET", "/api/v1/me", None)
            .json();
        self.ada.csrf = me["csrf"].as_str().unwrap().to_owned();
        let answer = self
            .ada
            .load(&self.server.address, method, path, Some(body));
        assert_eq!(answer.status, 200, "{method} {path}: {answer:?}");
        answer.json()
    }

    /// Ends the server. What it logged, and the entries of an operation in the audit log: actor and ending, the newest first.
    pub(super) fn end(self, operation: &str) -> (String, Vec<(String, String)>) {
        let log = self.server.kill();
        let found = self.world.json(&[
            "audit",
            "search",
            "--operation",
            operation,
            "--limit",
            "100",
        ]);
        let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let rows = found
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| !row["ending"].is_null());
        let rows = rows
            .map(|row| (text(row, "actor"), text(row, "ending")))
            .collect();
        assert_eq!(self.world.json(&["audit", "verify"])["valid"], true);
        (log, rows)
    }
}
