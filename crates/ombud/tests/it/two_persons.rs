//! What one administrator must not do alone, tried by one against the running program; and the way that two humans go.

use serde_json::{Value, json};

use crate::common::World;
use crate::session::{PASSWORD, set_up};
use crate::web::{Answer, Server};

/// Names shown to one viewer in a day, as the program has it at first.
const DAILY: u32 = 20;

/// A served installation with two administrators, an investigator, an approver and an auditor. The order matters: the rule begins
/// with the approver, so that nobody's rights rest at the start.
struct Office {
    world: World,
    server: Server,
    ids: Vec<(String, String)>,
}

/// Somebody's session.
struct Session {
    cookie: String,
    csrf: String,
}

const STAFF: [(&str, &str); 5] = [
    ("ada", "administrators"),
    ("ina", "investigators"),
    ("aud", "auditors"),
    ("bob", "administrators"),
    ("apo", "approvers"),
];

impl Office {
    fn open() -> Self {
        let world = World::new();
        world.ok(&["settings", "sign-in", "--second-factor", "not-required"]);
        let made: Vec<Value> = STAFF
            .iter()
            .map(|(login, _)| world.json(&["accounts", "create", login, "--name", login]))
            .collect();
        let server = Server::start(&world);
        for one in &made {
            set_up(&server, one["set_up"].as_str().unwrap());
        }
        server.kill();
        for (login, role) in STAFF.into_iter().skip(1) {
            world.ok(&["roles", "grant", role, login]);
        }
        let id = |one: &Value| one["account"]["id"].as_str().unwrap().to_owned();
        let ids = STAFF.iter().zip(&made);
        Self {
            ids: ids
                .map(|((login, _), one)| ((*login).to_owned(), id(one)))
                .collect(),
            server: Server::start(&world),
            world,
        }
    }

    fn id(&self, login: &str) -> &str {
        &self.ids.iter().find(|(known, _)| known == login).unwrap().1
    }

    fn session(&self, login: &str) -> Session {
        let body = json!({"login": login, "password": PASSWORD}).to_string();
        let headers = [("Content-Type", "application/json")];
        let answer = self
            .server
            .send("POST", "/api/v1/sign-in", &headers, body.as_bytes())
            .unwrap();
        assert_eq!(answer.status, 200, "{answer:?}");
        let cookie = answer.head.split("ombud-session=").nth(1).unwrap();
        Session {
            cookie: format!("ombud-session={}", cookie.split(';').next().unwrap()),
            csrf: answer.json()["csrf"].as_str().unwrap().to_owned(),
        }
    }

    fn ask(&self, who: &Session, method: &str, path: &str, body: Option<Value>) -> Answer {
        let headers = [
            ("Cookie", who.cookie.as_str()),
            ("X-Ombud-Csrf", who.csrf.as_str()),
            ("Content-Type", "application/json"),
        ];
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let path = format!("/api/v1/{path}");
        self.server
            .send(method, &path, &headers, body.as_bytes())
            .unwrap()
    }

    /// Asks for what takes two: it is not done, and the proposal's id is in the answer.
    fn proposed(&self, who: &Session, method: &str, path: &str, body: Option<Value>) -> String {
        let answer = self.ask(who, method, path, body);
        let problem = answer.problem();
        assert_eq!(
            (answer.status, &problem["type"]),
            (409, &json!("urn:ombud:problem:approval-needed")),
            "{method} {path}: {answer:?}"
        );
        assert!(!answer.body.contains("ombud_lnk_"), "{answer:?}");
        let said = problem["detail"].as_str().unwrap();
        let from = said.find("proposal-").unwrap();
        said.get(from..from + "proposal-".len() + 32)
            .unwrap()
            .to_owned()
    }

    fn decide(&self, who: &Session, proposal: &str, verdict: &str) -> Answer {
        self.ask(
            who,
            "POST",
            &format!("proposals/{proposal}/{verdict}"),
            None,
        )
    }
}

/// How the rules of unmasking are, with one of them changed.
fn rules(key: &str, value: u32) -> Value {
    let mut rules = json!({
        "approvals": 1, "usual_minutes": 1440, "longest_minutes": 43200, "lapse_minutes": 10080, "releases_per_day": DAILY,
    });
    rules[key] = value.into();
    rules
}

/// Neither who proposed it nor whose account it is nor who has no say; auditors see all of it.
fn whoever_must_not_decide_does_not(office: &Office, ada: &Session, made: &[String]) {
    // Nor decide on any of it, and asking twice proposes once.
    for proposal in made {
        let own = office.decide(ada, proposal, "approve");
        assert!(
            own.status == 409 && own.body.contains("proposed themselves"),
            "{own:?}"
        );
    }
    let path = format!("accounts/{}/reset", office.id("apo"));
    let again = office.proposed(ada, "POST", &path, None);
    assert_eq!(again, made[0]);
    // Whose account it is does not decide on it, and who has no say is not asked.
    let apo = office.session("apo");
    let concerned = office.decide(&apo, &made[0], "approve");
    assert!(
        concerned.status == 409 && concerned.body.contains("concerns their own account"),
        "{concerned:?}"
    );
    for login in ["ina", "aud"] {
        let stranger = office.decide(&office.session(login), &made[0], "approve");
        assert_eq!(stranger.status, 403, "{stranger:?}");
    }
    let listed = office.ask(&office.session("aud"), "GET", "proposals", None);
    assert_eq!(
        listed.json()["proposals"].as_array().unwrap().len(),
        made.len()
    );
}

#[test]
fn one_administrator_alone_gets_nobodys_rights_and_weakens_no_guard() {
    let office = Office::open();
    let ada = office.session("ada");
    let [apo, ina, bob, aud] = ["apo", "ina", "bob", "aud"].map(|login| office.id(login));
    // Who decides, and who is shown names, is not set up anew by one.
    let mut made = Vec::new();
    for account in [apo, ina, bob] {
        made.push(office.proposed(&ada, "POST", &format!("accounts/{account}/reset"), None));
    }
    // Nor does one give these roles to an account of their own making.
    let new = json!({"login": "puppet", "display_name": "Puppet"});
    let puppet = office.ask(&ada, "POST", "accounts", Some(new)).json();
    set_up(&office.server, puppet["set_up"].as_str().unwrap());
    let puppet = puppet["account"]["id"].as_str().unwrap().to_owned();
    for role in ["administrators", "approvers", "investigators", "analysts"] {
        let path = format!("roles/{role}/members/{puppet}");
        made.push(office.proposed(&ada, "PUT", &path, Some(json!({}))));
    }
    // Nor make a role that does the same, or unite all duties.
    let role = json!({"title": "Own", "operations": ["approve-unmasking"], "held_by": "humans"});
    made.push(office.proposed(&ada, "PUT", "roles/own", Some(role)));
    made.push(office.proposed(&ada, "PUT", "pilot", Some(json!({"on": true}))));
    // Nor take those away on whom the others rely.
    for account in [apo, bob, aud] {
        made.push(office.proposed(&ada, "POST", &format!("accounts/{account}/disable"), None));
    }
    for (role, account) in [
        ("approvers", apo),
        ("administrators", bob),
        ("auditors", aud),
    ] {
        let path = format!("roles/{role}/members/{account}");
        made.push(office.proposed(&ada, "DELETE", &path, None));
    }
    // Nor weaken what guards.
    for body in [
        rules("releases_per_day", DAILY + 1),
        rules("rest_minutes", 0),
    ] {
        made.push(office.proposed(&ada, "PUT", "unmasking-rules", Some(body)));
    }
    let days = json!({"days": {"history": 400}});
    made.push(office.proposed(&ada, "PUT", "retention", Some(days)));
    whoever_must_not_decide_does_not(&office, &ada, &made);
    // What guards more is done by one.
    let stricter = rules("releases_per_day", DAILY - 1);
    let done = office.ask(&ada, "PUT", "unmasking-rules", Some(stricter));
    assert_eq!(done.status, 200, "{done:?}");
}

#[test]
fn two_humans_reset_an_approver_whose_rights_rest_and_the_others_are_told() {
    let office = Office::open();
    let (ada, bob) = (office.session("ada"), office.session("bob"));
    let path = format!("accounts/{}/reset", office.id("apo"));
    let proposal = office.proposed(&ada, "POST", &path, None);
    // Somebody refuses: nothing comes of it, and it can be proposed anew.
    assert_eq!(office.decide(&bob, &proposal, "refuse").status, 200);
    let proposal_again = office.proposed(&ada, "POST", &path, None);
    assert_ne!(proposal, proposal_again);
    assert_eq!(office.decide(&bob, &proposal_again, "approve").status, 200);
    assert_eq!(office.decide(&bob, &proposal_again, "approve").status, 409);
    // The approval is for the one who asked, and for once.
    office.proposed(&bob, "POST", &path, None);
    let done = office.ask(&ada, "POST", &path, None);
    assert_eq!(done.status, 200, "{done:?}");
    let link = done.json()["set_up"].as_str().unwrap().to_owned();
    office.proposed(&ada, "POST", &path, None);
    set_up(&office.server, &link);
    // The rights of the approver rest, for whatever would be approved.
    let apo = office.session("apo");
    let change = rules("releases_per_day", DAILY + 1);
    let other = office.proposed(&ada, "PUT", "unmasking-rules", Some(change));
    let rests = office.decide(&apo, &other, "approve");
    assert!(
        rests.status == 403
            && rests
                .body
                .contains("approves nothing and is shown no name until"),
        "{rests:?}"
    );
    assert_eq!(office.decide(&apo, &other, "refuse").status, 200);
    // Approvers and auditors are told with their own account.
    for login in ["apo", "aud"] {
        let me = office.ask(&office.session(login), "GET", "me", None).json();
        let told = me["notices"].to_string();
        assert!(
            told.contains(&format!("was let set up {} anew", office.id("apo"))),
            "{me}"
        );
    }
    let me = office.ask(&office.session("ina"), "GET", "me", None).json();
    assert_eq!(me["notices"], json!([]));
    office.server.kill();
    let log = office
        .world
        .json(&["audit", "search", "--operation", "approve-proposal"]);
    let endings: Vec<&Value> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["ending"])
        .filter(|ending| !ending.is_null())
        .collect();
    assert_eq!(endings, ["refused", "refused", "done"], "{log}");
}

#[test]
fn before_there_are_two_administrators_and_an_approver_it_is_said_who_is_missing() {
    let world = World::new();
    world.ok(&["accounts", "create", "ada", "--name", "Ada"]);
    let doctor = world.run(&["doctor", "--json"]).out;
    assert!(
        doctor.contains("add a second administrator for all admin units and an approver"),
        "{doctor}"
    );
}

/// Sets accounts up by their links; who each is told to add.
fn told(world: &World, links: &[Value]) -> Vec<Option<String>> {
    let server = Server::start(world);
    let told = links.iter().map(|link| {
        let page = set_up(&server, link.as_str().unwrap()).body;
        assert!(page.contains("The account is set up"), "{page}");
        let said = page.split_once("should take two: add ");
        said.map(|(_, rest)| rest.split_once('.').unwrap().0.to_owned())
    });
    let told = told.collect();
    server.kill();
    told
}

#[test]
fn whoever_sets_up_an_account_that_administers_or_approves_is_told_who_is_missing() {
    let world = World::new();
    let link = |args: &[&str]| world.json(&[&["accounts"], args].concat())["set_up"].clone();
    let reset = |login: &str| link(&["reset", login]);
    let invited = ["ada", "ina", "apo", "bob"];
    let invited = invited.map(|login| link(&["create", login, "--name", login]));
    let second = "a second administrator for all admin units";
    let both = format!("{second} and an approver for all admin units");
    // The first one administers; the others have no role yet.
    assert_eq!(told(&world, &invited), [Some(both), None, None, None]);
    world.ok(&["roles", "grant", "investigators", "ina"]);
    world.ok(&["roles", "grant", "approvers", "apo"]);
    let second = Some(second.to_owned());
    let anew = ["ada", "ina", "apo"].map(reset);
    assert_eq!(told(&world, &anew), [second.clone(), None, second]);
    world.ok(&["roles", "grant", "administrators", "bob"]);
    assert_eq!(
        told(&world, &["ada", "bob", "apo"].map(reset)),
        [None, None, None]
    );
}
