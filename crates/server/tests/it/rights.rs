//! Erasure, holds, access reports, retention and upkeep over HTTP, as several roles meet them.

mod holds;
mod upkeep;

use axum::http::Method;
use serde_json::{Value, json};

use crate::accounts::house::{Browser, House};
use crate::http::call::Answer;

/// A house with two persons, the first of whom is in a unit.
struct Office {
    house: House,
    ada: Browser,
    people: Vec<String>,
    unit: Value,
}

impl Office {
    async fn new() -> Self {
        let (house, ada) = House::with_administrator().await;
        let people = house.people().await;
        let unit = json!({"name": "Lisbon", "persons": [people[0]]});
        let unit = house
            .send(&ada, Method::POST, "/api/v1/units", Some(unit))
            .await
            .json()["id"]
            .clone();
        Self {
            house,
            ada,
            people,
            unit,
        }
    }

    async fn member(&self, login: &str, role: &str) -> Browser {
        self.house.member(&self.ada, login, role, json!({})).await.0
    }

    /// Somebody whose role is bound to the unit.
    async fn bound(&self, login: &str, role: &str) -> Browser {
        self.house
            .member(&self.ada, login, role, json!({"units": [self.unit]}))
            .await
            .0
    }

    async fn post(&self, browser: &Browser, path: &str, body: Value) -> Answer {
        self.house
            .send(browser, Method::POST, path, Some(body))
            .await
    }

    /// The status of a request without a body.
    async fn status(&self, browser: &Browser, method: Method, path: &str) -> u16 {
        let answer = self.house.send(browser, method, path, None).await;
        answer.status.as_u16()
    }

    async fn erase(&self, browser: &Browser, person: &str) -> Answer {
        self.post(
            browser,
            &format!("/api/v1/persons/{person}/erasure"),
            json!({"ground": "person-asked"}),
        )
        .await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_erased_by_an_approver_unless_a_hold_stands_in_the_way() {
    let office = Office::new().await;
    let (petra, person) = (office.member("petra", "approvers").await, &office.people[0]);
    let hold = refuse_to_erase_while_held(&office, &petra, person).await;

    office.house.pass(11);
    let stale = office.erase(&petra, person).await.problem(401);
    assert!(stale.kind.ends_with("fresh-sign-in-needed"), "{stale:?}");
    let petra = office.house.sign_in("petra").await;
    for wrong in [
        json!({"ground": "restored"}),
        json!({"ground": "because"}),
        json!({"ground": "ordered", "depht": "everything"}),
    ] {
        office
            .post(&petra, &format!("/api/v1/persons/{person}/erasure"), wrong)
            .await
            .problem(400);
    }
    let erased = office.erase(&petra, person).await;
    assert_eq!(erased.status, 200, "{}", erased.text());
    let certificate = erased.json()["certificate"].as_str().unwrap().to_owned();
    let me = office.house.get(&petra, "/api/v1/me").await.json()["account"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        certificate.contains(&format!("requested-by {me}\n")),
        "{certificate}"
    );
    office.erase(&petra, person).await.problem(400);
    let listed = office.house.get(&petra, "/api/v1/erasures").await.json();
    assert_eq!(listed["erasures"].as_array().unwrap().len(), 1);
    assert_eq!(
        (
            &listed["erasures"][0]["certificate"],
            &listed["erasures"][0]["person"]
        ),
        (&json!(certificate), &json!(person))
    );
    assert_eq!(
        (
            &listed["holds"][0]["id"],
            listed["holds"][0]["lifted_at"].is_string()
        ),
        (&json!(hold), true),
        "{listed}"
    );
    assert!(
        office
            .house
            .ombud
            .check_audit(None, None)
            .await
            .unwrap()
            .valid
    );
}

/// Places a hold, reviews it and lifts it; gives its id.
async fn refuse_to_erase_while_held(office: &Office, petra: &Browser, person: &str) -> String {
    let held = office
        .post(
            petra,
            &format!("/api/v1/persons/{person}/holds"),
            json!({"ground": "legal-claim"}),
        )
        .await;
    let hold = held.json()["id"].as_str().unwrap().to_owned();
    let refused = office.erase(petra, person).await.problem(409);
    assert!(
        refused.detail.contains(&hold) && !refused.detail.contains(person),
        "{}",
        refused.detail
    );
    let review = format!("/api/v1/holds/{hold}/review");
    assert_eq!(office.status(petra, Method::PUT, &review).await, 200);
    let lift = format!("/api/v1/holds/{hold}");
    assert_eq!(office.status(petra, Method::DELETE, &lift).await, 200);
    office
        .house
        .send(petra, Method::DELETE, &lift, None)
        .await
        .problem(409);
    hold
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_out_of_sight_is_answered_like_who_is_not_there() {
    let office = Office::new().await;
    let petra = office.member("petra", "approvers").await;
    let there = office
        .post(
            &petra,
            &format!("/api/v1/persons/{}/holds", office.people[1]),
            json!({"ground": "legal-claim"}),
        )
        .await;
    let hold = there.json()["id"].as_str().unwrap().to_owned();
    let who = [
        office.bound("berta", "approvers").await,
        office.bound("bodo", "analysts").await,
        office.bound("ines", "investigators").await,
        office.ada.clone(),
        office.member("otto", "auditors").await,
        office.member("paul", "planners").await,
    ];
    for browser in &who {
        answer_alike(&office, browser, &hold).await;
    }
    assert_eq!(
        office.house.get(&who[0], "/api/v1/erasures").await.json()["holds"],
        json!([])
    );
    assert_eq!(
        office.house.get(&petra, "/api/v1/erasures").await.json()["holds"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let all = office.member("anna", "analysts").await;
    office.erase(&all, &office.people[1]).await.problem(403);
    assert_eq!(
        office
            .house
            .get(
                &who[1],
                &format!("/api/v1/persons/{}/why", office.people[0])
            )
            .await
            .status,
        200
    );
}

/// What names a person or a hold in its path.
fn calls_about_somebody() -> [(Method, &'static str, Option<Value>); 6] {
    [
        (Method::GET, "/api/v1/persons/PERSON/why", None),
        (Method::GET, "/api/v1/persons/PERSON/access-report", None),
        (
            Method::POST,
            "/api/v1/persons/PERSON/holds",
            Some(json!({"ground": "legal-claim"})),
        ),
        (
            Method::POST,
            "/api/v1/persons/PERSON/erasure",
            Some(json!({"ground": "person-asked"})),
        ),
        (Method::DELETE, "/api/v1/holds/HOLD", None),
        (Method::PUT, "/api/v1/holds/HOLD/review", None),
    ]
}

/// The second person and the hold are answered like what is not there.
async fn answer_alike(office: &Office, browser: &Browser, hold: &str) {
    let no_hold = "hold-00000000000000000000000000000007";
    for (method, path, body) in calls_about_somebody() {
        let call = async |person: &str, hold: &str| {
            let path = path.replace("PERSON", person).replace("HOLD", hold);
            let sent = office
                .house
                .send(browser, method.clone(), &path, body.clone());
            sent.await
        };
        let there = call(&office.people[1], hold).await;
        let absent = call("amber-otter-000", no_hold).await;
        let (there, absent) = (there.problem(404), absent.problem(404));
        assert_eq!(
            (there.kind, there.title, there.detail),
            (absent.kind, absent.title, absent.detail),
            "{method} {path}"
        );
    }
}

/// Operation and role of each look.
fn looks(report: &Value) -> Vec<(Value, Value)> {
    let looks = report["looks"].as_array().unwrap().iter();
    looks
        .map(|look| (look["operation"].clone(), look["role"].clone()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_access_report_has_every_look_and_nobody_who_looked() {
    let office = Office::new().await;
    let (petra, anna) = (
        office.member("petra", "approvers").await,
        office.member("anna", "analysts").await,
    );
    let person = &office.people[0];
    assert_eq!(
        office
            .status(&anna, Method::GET, &format!("/api/v1/persons/{person}/why"))
            .await,
        200
    );
    let path = format!(
        "/api/v1/persons/{person}/access-report?organisation=Contoso&purposes=designs;%20contracts"
    );
    let report = office.house.get(&petra, &path).await;
    assert_eq!(report.status, 200, "{}", report.text());
    for hidden in ["anna", "petra", "account-", "lena"] {
        assert!(
            !report.text().contains(hidden),
            "{hidden} in {}",
            report.text()
        );
    }
    let report = report.json();
    let explained = (json!("explain-person"), json!("analysts"));
    let reported = (json!("report-access"), json!("approvers"));
    assert_eq!(looks(&report), [explained.clone(), reported.clone()]);
    let text = report["text"].as_str().unwrap();
    assert!(
        text.contains("Responsible: Contoso") && text.contains("- contracts"),
        "{text}"
    );
    assert!(
        report["holdings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|held| held["what"] == "identities" && held["count"] == 1)
    );
    // A report is a look, also the one in which it stands.
    let again = office.house.get(&petra, &path).await.json();
    assert_eq!(looks(&again), [explained, reported.clone(), reported]);
    assert_eq!(
        (&again["groups"][1]["role"], &again["groups"][1]["count"]),
        (&json!("approvers"), &json!(2)),
        "{again}"
    );
    office.house.get(&anna, &path).await.problem(403);
    office
        .house
        .get(
            &petra,
            &format!("/api/v1/persons/{person}/access-report?looker=1"),
        )
        .await
        .problem(400);
}
