//! Signing in through a real provider: the running program, a real OpenID Connect server, and a browser that goes between them.

use serde_json::{Value, json};

use crate::common::World;
use crate::openid::{self, Real, Sort};
use crate::web::{self, Answer, Server};

/// What stands in people's browsers. Nobody listens there: the browser of these tests calls the server at its true address.
const ORIGIN: &str = "http://127.0.0.1:9";
const REDIRECT: &str = "http://127.0.0.1:9/sign-in/oidc/corp/callback";
const PASSWORD: &str = "seven grey herons wade";

/// A world with an administrator, and a provider in its configuration.
struct House {
    real: Real,
    world: World,
    server: Server,
    ada: Browser,
}

/// A browser: cookies by host, and where it is.
#[derive(Clone, Default)]
struct Browser {
    /// Host and port, path, name, value.
    cookies: Vec<(String, String, String, String)>,
    csrf: String,
    /// How often the provider asked for a name and password.
    asked: usize,
}

/// Starts everything; nothing when Node is not on this machine.
fn house(sort: Sort) -> Option<House> {
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
        303
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
    fn to_the_way_back(&self, browser: &mut Browser, begin: &str, name: &str) -> String {
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
    fn through_the_provider(&self, browser: &mut Browser, begin: &str, name: &str) -> Answer {
        let back = self.to_the_way_back(browser, begin, name);
        browser.load(&self.server.address, "GET", &back, None)
    }

    fn signed_in(&self, name: &str) -> Browser {
        let mut browser = Browser::default();
        let answer = self.through_the_provider(&mut browser, "/sign-in/oidc/corp", name);
        assert_eq!(answer.status, 200, "{answer:?}");
        browser.csrf = self.me(&mut browser)["csrf"].as_str().unwrap().to_owned();
        browser
    }

    fn me(&self, browser: &mut Browser) -> Value {
        let answer = browser.load(&self.server.address, "GET", "/api/v1/me", None);
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    fn roles(&self, browser: &mut Browser) -> Value {
        self.me(browser)["account"]["roles"].clone()
    }

    fn get(&self, browser: &mut Browser, path: &str) -> u16 {
        browser.load(&self.server.address, "GET", path, None).status
    }

    /// What the administrator does; must succeed.
    fn administer(&mut self, method: &str, path: &str, body: &str) -> Value {
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
    fn end(self, operation: &str) -> (String, Vec<(String, String)>) {
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

impl Browser {
    /// One request; cookies go along and are kept.
    fn load(&mut self, host: &str, method: &str, path: &str, json: Option<&str>) -> Answer {
        self.send(
            host,
            method,
            path,
            json.map(|body| ("application/json", body.to_owned())),
        )
    }

    fn form(&mut self, host: &str, path: &str, form: Option<String>) -> Answer {
        let method = if form.is_some() { "POST" } else { "GET" };
        self.send(
            host,
            method,
            path,
            form.map(|form| ("application/x-www-form-urlencoded", form)),
        )
    }

    fn send(
        &mut self,
        host: &str,
        method: &str,
        path: &str,
        body: Option<(&str, String)>,
    ) -> Answer {
        let fits = |(of, below, ..): &&(String, String, String, String)| {
            of == host && path.starts_with(below.as_str())
        };
        let cookies = self
            .cookies
            .iter()
            .filter(fits)
            .map(|(.., name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let csrf = self.csrf.clone();
        let mut headers = vec![
            ("Cookie", cookies.as_str()),
            ("X-Ombud-Csrf", csrf.as_str()),
        ];
        let (kind, body) = body.unwrap_or_default();
        if !kind.is_empty() {
            headers.push(("Content-Type", kind));
        }
        let answer = web::send(host, method, path, &headers, body.as_bytes()).unwrap();
        let lines = answer.head.lines().filter_map(|line| line.split_once(": "));
        for (_, set) in lines.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie")) {
            let (name, rest) = set.split_once('=').unwrap();
            let mut parts = rest.split(';').map(str::trim);
            let value = parts.next().unwrap();
            let below = parts
                .filter_map(|part| part.split_once('='))
                .find(|(name, _)| name.eq_ignore_ascii_case("path"));
            let below = below.map_or("/", |(_, path)| path).to_owned();
            self.cookies.retain(|(of, path, known, _)| {
                (of.as_str(), path.as_str(), known.as_str()) != (host, &below, name)
            });
            if !value.is_empty() {
                self.cookies
                    .push((host.to_owned(), below, name.to_owned(), value.to_owned()));
            }
        }
        answer
    }
}

fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    let lines = answer.head.lines().filter_map(|line| line.split_once(": "));
    lines
        .filter(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
        .next()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?
        .1
        .split_once(after)
        .map(|(found, _)| found)
}

/// The query with one parameter set to another value.
fn with(path: &str, name: &str, value: &str) -> String {
    let (path, query) = path.split_once('?').unwrap();
    let changed = query.split('&').map(|pair| {
        let (known, _) = pair.split_once('=').unwrap();
        if known == name {
            format!("{name}={value}")
        } else {
            pair.to_owned()
        }
    });
    format!("{path}?{}", changed.collect::<Vec<_>>().join("&"))
}

#[test]
fn whoever_has_a_role_by_a_group_comes_in_and_loses_it_with_the_group() {
    for sort in [Sort::Usual, Sort::Other] {
        let Some(mut house) = house(sort) else { return };
        let page = house.server.get("/sign-in").body;
        assert!(
            page.contains(
                "<a class=\"button\" href=\"/sign-in/oidc/corp\">Sign in with Corp &lt;Ltd&gt;</a>"
            ),
            "{page}"
        );
        assert_eq!(
            house.server.get_json("/api/v1/sign-in/ways")["providers"][0]["begin"],
            "/sign-in/oidc/corp"
        );
        let mut mia = Browser::default();
        let done = house.through_the_provider(
            &mut mia,
            "/sign-in/oidc/corp?return_to=/alerts?page=2",
            "mia",
        );
        assert_eq!(done.status, 200, "{done:?}");
        let leads = done.body.replace("&#x2f;", "/");
        assert!(
            leads.contains("content=\"0; url=/alerts?page=2\"") && !done.body.contains("<script"),
            "{}",
            done.body
        );
        assert!(
            done.head.contains("SameSite=Strict") && done.head.contains("ombud-browser=; "),
            "{}",
            done.head
        );
        let me = house.me(&mut mia)["account"].clone();
        assert_eq!(
            (&me["login"], &me["display_name"], &me["linked"]),
            (&json!("mia"), &json!("Name of mia"), &json!(true))
        );
        assert_eq!(
            me["roles"],
            json!([{"role": "analysts", "from_groups": true}])
        );
        assert_eq!(house.get(&mut mia, "/api/v1/alerts"), 200);
        // Out of the group: at the next sign-in the role is gone, in every session.
        house.real.set_groups("mia", &["staff"]);
        let mut again = house.signed_in("mia");
        assert_eq!(house.roles(&mut again), json!([]));
        assert_eq!(
            (
                house.get(&mut again, "/api/v1/alerts"),
                house.get(&mut mia, "/api/v1/alerts")
            ),
            (403, 403)
        );
        // Without a role no stranger comes in.
        let tom = house.through_the_provider(&mut Browser::default(), "/sign-in/oidc/corp", "tom");
        assert!(
            tom.status == 401
                && tom.body.contains("no account here")
                && !tom.head.contains("ombud-session="),
            "{tom:?}"
        );
        let accounts = house.administer("GET", "/api/v1/accounts", "");
        assert_eq!(
            accounts["accounts"].as_array().unwrap().len(),
            2,
            "{accounts}"
        );
        let (_, sign_ins) = house.end("sign-in");
        let endings: Vec<&str> = sign_ins.iter().map(|(_, ending)| ending.as_str()).collect();
        assert_eq!(endings, ["refused", "done", "done", "done"], "{sign_ins:?}");
        assert!(
            sign_ins[0].0 == "anonymous" && sign_ins[1].0.starts_with("account"),
            "{sign_ins:?}"
        );
    }
}

#[test]
fn no_group_gives_what_separation_of_duties_forbids_or_takes_what_somebody_granted() {
    let Some(mut house) = house(Sort::Usual) else {
        return;
    };
    house
        .real
        .set_groups("mia", &["irm-analysts", "irm-auditors"]);
    let mut mia = house.signed_in("mia");
    let id = house.me(&mut mia)["account"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        house.roles(&mut mia),
        json!([{"role": "analysts", "from_groups": true}])
    );
    house.administer("PUT", &format!("/api/v1/roles/planners/members/{id}"), "{}");
    house.real.set_groups("mia", &[]);
    let mut mia = house.signed_in("mia");
    assert_eq!(
        house.roles(&mut mia),
        json!([{"role": "planners", "from_groups": false}])
    );
    let (log, grants) = house.end("grant-role");
    assert!(
        log.contains("auditors") && log.contains("cannot be held together with `analysts`"),
        "{log}"
    );
    let actors: Vec<(bool, &str)> = grants
        .iter()
        .map(|(actor, ending)| (actor.contains("provider-groups"), ending.as_str()))
        .collect();
    assert_eq!(
        actors,
        [(false, "done"), (true, "refused"), (true, "done")],
        "{grants:?}"
    );
}

#[test]
fn what_was_not_asked_for_in_this_browser_is_not_taken() {
    let Some(house) = house(Sort::Usual) else {
        return;
    };
    let address = house.server.address.clone();
    let refused = |browser: &mut Browser, path: &str| {
        let answer = browser.load(&address, "GET", path, None);
        assert!(
            answer.status == 401 && !answer.head.contains("ombud-session="),
            "{answer:?}"
        );
        assert!(answer.body.contains("begin again"), "{}", answer.body);
    };
    let mut mia = Browser::default();
    let back = house.to_the_way_back(&mut mia, "/sign-in/oidc/corp", "mia");
    refused(&mut Browser::default(), &back);
    let mut other = Browser::default();
    house.to_the_way_back(&mut other, "/sign-in/oidc/corp", "mia");
    refused(&mut other, &back);
    let wrong = with(&back, "state", &"0".repeat(64));
    refused(&mut mia.clone(), &wrong);
    refused(&mut mia, &back);
    // Once more from the beginning: the way back is good once, also in the same browser.
    let mut mia = Browser::default();
    let back = house.to_the_way_back(&mut mia, "/sign-in/oidc/corp", "mia");
    let before = mia.clone();
    assert_eq!(mia.load(&address, "GET", &back, None).status, 200);
    refused(&mut before.clone(), &back);
    refused(
        &mut mia,
        "/sign-in/oidc/corp/callback?error=access_denied&state=x",
    );
    for elsewhere in [
        "//evil.test",
        "https://evil.test",
        "/%5Cevil.test",
        "/%09/evil.test",
        "evil",
    ] {
        let answer = Browser::default().load(
            &address,
            "GET",
            &format!("/sign-in/oidc/corp?return_to={elsewhere}"),
            None,
        );
        assert!(
            answer.status == 400 && header(&answer, "location").is_none(),
            "{elsewhere}: {answer:?}"
        );
    }
    assert_eq!(house.server.get("/sign-in/oidc/other").status, 404);
    assert_eq!(
        house
            .server
            .get("/sign-in/oidc/other/callback?code=a&state=b")
            .status,
        404
    );
    let (_, sign_ins) = house.end("sign-in");
    let done = sign_ins
        .iter()
        .filter(|(_, ending)| ending == "done")
        .count();
    assert_eq!((done, sign_ins.len()), (2, 8), "{sign_ins:?}");
}

#[test]
fn a_disabled_account_is_refused_as_a_stranger_is() {
    let Some(mut house) = house(Sort::Usual) else {
        return;
    };
    let mut mia = house.signed_in("mia");
    let id = house.me(&mut mia)["account"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    house.administer("POST", &format!("/api/v1/accounts/{id}/disable"), "");
    assert_eq!(house.get(&mut mia, "/api/v1/me"), 401);
    let refused = house.through_the_provider(&mut Browser::default(), "/sign-in/oidc/corp", "mia");
    let stranger = house.through_the_provider(&mut Browser::default(), "/sign-in/oidc/corp", "tom");
    assert_eq!((refused.status, &refused.body), (401, &stranger.body));
    assert!(!refused.head.contains("ombud-session="));
    let accounts = house.administer("GET", "/api/v1/accounts", "");
    let mia = accounts["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|account| account["login"] == "mia")
        .unwrap()
        .clone();
    assert_eq!(
        (&mia["state"], &mia["roles"]),
        (&json!("disabled"), &json!([])),
        "no group gives a role to it"
    );
}

#[test]
fn an_account_is_linked_confirms_there_and_is_unlinked_by_its_holder() {
    let Some(house) = house(Sort::Usual) else {
        return;
    };
    let address = house.server.address.clone();
    // Not without a session, and not to an identity that is somebody else's.
    assert_eq!(
        Browser::default()
            .load(&address, "GET", "/sign-in/oidc/corp?purpose=link", None)
            .status,
        401
    );
    house.signed_in("mia");
    let mut ada = house.ada.clone();
    assert_eq!(
        house
            .through_the_provider(&mut ada, "/sign-in/oidc/corp?purpose=link", "mia")
            .status,
        409
    );
    let mut ada = house.ada.clone();
    assert_eq!(
        house
            .through_the_provider(&mut ada, "/sign-in/oidc/corp?purpose=link", "ida")
            .status,
        200
    );
    let mut through = house.signed_in("ida");
    let me = house.me(&mut through);
    assert_eq!(
        (&me["account"]["login"], &me["account"]["linked"]),
        (&json!("ada"), &json!(true))
    );
    assert_eq!(
        me["account"]["roles"],
        json!([{"role": "administrators", "from_groups": false}])
    );
    // To confirm, the provider asks again, though this browser is signed in there; the session goes on under a new token.
    let (before, asked) = (through.clone(), through.asked);
    assert_eq!(
        house
            .through_the_provider(&mut through, "/sign-in/oidc/corp?purpose=confirm", "ida")
            .status,
        200
    );
    assert_eq!(through.asked, asked + 1);
    assert_eq!(
        (
            house.get(&mut through, "/api/v1/me"),
            house.get(&mut before.clone(), "/api/v1/me")
        ),
        (200, 401)
    );
    // Somebody else at the provider, in the browser of this session.
    let mut somebody = through.clone();
    somebody.cookies.retain(|(host, ..)| *host == address);
    let refused =
        house.through_the_provider(&mut somebody, "/sign-in/oidc/corp?purpose=confirm", "mia");
    assert!(
        refused.status == 401 && refused.body.contains("somebody else"),
        "{refused:?}"
    );
    through.csrf = house.me(&mut through)["csrf"].as_str().unwrap().to_owned();
    assert_eq!(
        through
            .load(&address, "DELETE", "/api/v1/me/provider", None)
            .status,
        200
    );
    assert_eq!(house.me(&mut through)["account"]["linked"], false);
    let refused = house.through_the_provider(&mut Browser::default(), "/sign-in/oidc/corp", "ida");
    assert_eq!(refused.status, 401);
    // The first session of the account is over: every other one ended.
    assert_eq!(house.get(&mut house.ada.clone(), "/api/v1/me"), 401);
}

#[test]
fn a_configuration_that_cannot_work_is_told_at_the_start() {
    let world = World::new();
    for (text, told) in [
        (
            "sign_in: { providers: { corp: { name: a, issuer: 'https://id.test', client_id: b } } }",
            "say in `origin`",
        ),
        (
            "sign_in: { origin: 'https://o.test', providers: { corp: { name: a, issuer: 'http://id.test', client_id: b } } }",
            "must be https",
        ),
        (
            "sign_in: { origin: 'https://o.test', providers: { corp: { name: a, issuer: 'https://id.test', client_id: b, client_secret_env: OMBUD_TEST_NOT_SET } } }",
            "`OMBUD_TEST_NOT_SET` is not set",
        ),
        ("sign_in: { orgin: 'https://o.test' }", "orgin"),
    ] {
        let file = world.write("wrong.yaml", text);
        let said = world.fails(2, &["serve", "--listen", "127.0.0.1:0", "--config", &file]);
        assert!(said.contains(told) && said.contains("wrong.yaml"), "{said}");
    }
}
