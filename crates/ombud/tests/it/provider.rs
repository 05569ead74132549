//! Signing in through a real provider: the running program, a real OpenID Connect server, and a browser that goes between them.

mod browser;
mod house;

use serde_json::json;

use crate::common::World;
use crate::openid::Sort;
use crate::web;

use browser::{Browser, header, with};
use house::{House, house};

/// The provider is offered; whoever comes back from it in a group has its role, and is where she wanted to be.
fn comes_in_by_a_group(house: &House) -> Browser {
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
    mia
}

#[test]
fn whoever_has_a_role_by_a_group_comes_in_and_loses_it_with_the_group() {
    for sort in [Sort::Usual, Sort::Other] {
        let Some(mut house) = house(sort) else { return };
        let mut mia = comes_in_by_a_group(&house);
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

/// Neither back to an address that is not the server's own nor to a provider that is not in the configuration.
fn nobody_is_led_elsewhere(house: &House) {
    for elsewhere in [
        "//evil.test",
        "https://evil.test",
        "/%5Cevil.test",
        "/%09/evil.test",
        "evil",
    ] {
        let answer = Browser::default().load(
            &house.server.address,
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
    nobody_is_led_elsewhere(&house);
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
    assert_eq!((refused.status, stranger.status), (401, 401));
    assert_eq!(
        refused.problem()["detail"],
        stranger.problem()["detail"],
        "{refused:?}"
    );
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

/// Links the administrator's account to an identity, and a browser that signed in with that.
fn linked(house: &House) -> Browser {
    // Not without a session, and not to an identity that is somebody else's.
    assert_eq!(
        Browser::default()
            .load(
                &house.server.address,
                "GET",
                "/sign-in/oidc/corp?purpose=link",
                None
            )
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
    through
}

#[test]
fn an_account_is_linked_confirms_there_and_is_unlinked_by_its_holder() {
    let Some(house) = house(Sort::Usual) else {
        return;
    };
    let address = house.server.address.clone();
    let mut through = linked(&house);
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

/// Resets the account as the administrator, and sets it up anew by the link.
fn reset(house: &mut House, id: &str) {
    let answer = house.administer("POST", &format!("/api/v1/accounts/{id}/reset"), "");
    let link = answer["set_up"].as_str().unwrap().to_owned();
    let form = format!(
        "{}&password=nine+red+foxes+run&again=nine+red+foxes+run",
        link.split_once('?').unwrap().1
    );
    let address = house.server.address.clone();
    let set_up = Browser::default().form(&address, "/set-up", Some(form));
    assert_eq!(set_up.status, 200, "{set_up:?}");
}

#[test]
fn a_reset_ends_api_tokens_and_the_link_to_the_provider_until_it_is_made_anew() {
    let Some(mut house) = house(Sort::Usual) else {
        return;
    };
    let address = house.server.address.clone();
    let mut mia = house.signed_in("mia");
    let id = house.me(&mut mia)["account"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let wanted = json!({"name": "export", "operations": ["list-alerts"], "days": 30}).to_string();
    let issued = mia.load(&address, "POST", "/api/v1/tokens", Some(&wanted));
    assert_eq!(issued.status, 200, "{issued:?}");
    let token = issued.json()["secret"].as_str().unwrap().to_owned();
    let by_token = |token: &str| {
        let bearer = format!("Bearer {token}");
        let headers = [("Authorization", bearer.as_str())];
        let answer = web::send(&address, "GET", "/api/v1/alerts", &headers, b"");
        answer.unwrap().status
    };
    assert_eq!(by_token(&token), 200);
    // Somebody who is at the provider already when the account is reset.
    let mut under_way = Browser::default();
    let back = house.to_the_way_back(&mut under_way, "/sign-in/oidc/corp", "mia");
    reset(&mut house, &id);
    assert_eq!(by_token(&token), 401);
    assert_eq!(house.get(&mut mia, "/api/v1/me"), 401);
    assert_eq!(under_way.load(&address, "GET", &back, None).status, 401);
    let refused = house.through_the_provider(&mut Browser::default(), "/sign-in/oidc/corp", "mia");
    assert!(
        refused.status == 401 && !refused.head.contains("ombud-session="),
        "{refused:?}"
    );
    // By hand she comes in, without what the groups gave, and links the account anew.
    let mut mia = Browser::default();
    let body = json!({"login": "mia", "password": "nine red foxes run"}).to_string();
    let signed_in = mia.load(&address, "POST", "/api/v1/sign-in", Some(&body));
    assert_eq!(signed_in.status, 200, "{signed_in:?}");
    let me = house.me(&mut mia)["account"].clone();
    assert_eq!(
        (&me["id"], &me["linked"], &me["roles"]),
        (&json!(id), &json!(false), &json!([]))
    );
    let tokens = mia.load(&address, "GET", "/api/v1/tokens", None).json();
    assert_eq!(tokens["tokens"][0]["revoked"], true, "{tokens}");
    let linked = house.through_the_provider(&mut mia, "/sign-in/oidc/corp?purpose=link", "mia");
    assert_eq!(linked.status, 200, "{linked:?}");
    let mut again = house.signed_in("mia");
    let me = house.me(&mut again)["account"].clone();
    assert_eq!(
        (&me["id"], &me["roles"]),
        (
            &json!(id),
            &json!([{"role": "analysts", "from_groups": true}])
        )
    );
    assert_eq!(by_token(&token), 401, "linking brings no token back");
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
