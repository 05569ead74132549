//! Scoring by hand: somebody whom no policy looks at is in scope because it was asked for and allowed, until it is over.

use axum::http::Method;
use ombud_app::Caller;
use ombud_guard::erasure::{Depth, ErasureGround};
use serde_json::{Value, json};

use super::house::{Browser, House};
use super::office::{file, usb};

const DOV: &str = "dov@contoso.test";
const CHO: &str = "cho@contoso.test";

/// Five people who work as always from day to day, and two who copy in bulk: one the day before yesterday, one the day after tomorrow.
fn log() -> String {
    let people = [
        DOV,
        CHO,
        "bea@contoso.test",
        "eli@contoso.test",
        "fay@contoso.test",
    ];
    let mut records = Vec::new();
    for day in 1..31u32 {
        for (number, person) in people.iter().enumerate() {
            let time = format!("2026-12-{day:02}T09:{number:02}:00");
            let id = format!("quiet-{day}-{number}");
            let name = format!("plan {day}.docx");
            records.push(file(&id, &time, person, "FileDownloaded", &name));
        }
    }
    for (person, day) in [(DOV, 13), (CHO, 17)] {
        for number in 0..180 {
            let time = format!("2027-01-{day}T14:{:02}:{:02}", number / 6, number % 6 * 10);
            let name = format!("design {number}.docx");
            records.push(usb(&format!("usb-{person}-{number}"), &time, person, &name));
            let id = format!("bulk-{person}-{number}");
            records.push(file(&id, &time, person, "FileDownloaded", &name));
        }
    }
    records.iter().map(|record| format!("{record}\n")).collect()
}

struct Copying {
    house: House,
    ina: Browser,
    apo: Browser,
    /// Pseudonyms.
    dov: String,
    cho: String,
}

impl Copying {
    async fn new() -> Self {
        let (house, ada) = House::with_administrator().await;
        house.leavers_policy().await;
        let report = house.ingest("m365", &log()).await.unwrap();
        assert_eq!(report.alerts_opened, 0, "{report:?}");
        let (ina, _) = house.member(&ada, "ina", "investigators", json!({})).await;
        let (apo, _) = house.member(&ada, "apo", "approvers", json!({})).await;
        let dov = who_copied(&house, &ina, "2027-01-13").await;
        let cho = who_copied(&house, &ina, "2027-01-17").await;
        Self {
            house,
            ina,
            apo,
            dov,
            cho,
        }
    }

    async fn post(&self, who: &Browser, path: &str, body: Option<Value>) -> (u16, Value) {
        let path = format!("/api/v1/person-requests{path}");
        let answer = self.house.send(who, Method::POST, &path, body).await;
        (answer.status.as_u16(), answer.json())
    }

    async fn asked(&self, person: &str, policies: Value, days: u32) -> (u16, Value) {
        let asks = json!({"kind": "scoring-by-hand", "policies": policies});
        let wanted = json!({"person": person, "asks": asks, "purpose": "investigation", "days": days,
                            "reason": "named when somebody else was heard"});
        self.post(&self.ina, "", Some(wanted)).await
    }

    /// Asked for by one and allowed by the other; gives its id.
    async fn in_scope(&self, person: &str) -> String {
        let (status, made) = self.asked(person, json!(["leavers"]), 10).await;
        assert_eq!(status, 200, "{made}");
        assert_eq!(made["asks"]["policies"], json!(["leavers"]));
        let id = made["id"].as_str().unwrap().to_owned();
        self.equals_a_replay().await;
        assert_eq!(self.alerts().await.len(), 0, "nobody allowed it");
        let approve = format!("/{id}/approve");
        assert_eq!(self.post(&self.apo, &approve, None).await.0, 200);
        self.equals_a_replay().await;
        id
    }

    /// Once what waits to be assessed is assessed.
    async fn equals_a_replay(&self) {
        self.house.ombud.assess_pending().await.unwrap();
        let replay = self.house.ombud.replay(None).await.unwrap();
        assert!(replay.equal_to_stored, "{replay:?}");
    }

    /// Persons who have an open alert.
    async fn alerts(&self) -> Vec<Value> {
        let listed = self.house.get(&self.ina, "/api/v1/alerts").await.json();
        let alerts = listed["alerts"].as_array().unwrap().iter();
        alerts.map(|alert| alert["person"].clone()).collect()
    }

    /// The scopes of a person.
    async fn scopes(&self, person: &str) -> Vec<Value> {
        let path = format!("/api/v1/persons/{person}");
        let shown = self.house.get(&self.ina, &path).await.json();
        let scopes = shown["policies"].as_array().unwrap().iter();
        scopes.map(|one| one["scope"].clone()).collect()
    }

    async fn end(&self, id: &str) -> Value {
        let ground = json!({"ground": "no-longer-needed"});
        let (status, ended) = self
            .post(&self.ina, &format!("/{id}/end"), Some(ground))
            .await;
        assert_eq!((status, &ended["state"]), (200, &json!("ended")), "{ended}");
        self.equals_a_replay().await;
        ended
    }
}

/// The pseudonym of the one who copied files on that day.
async fn who_copied(house: &House, who: &Browser, day: &str) -> String {
    let listed = house.get(who, "/api/v1/persons?limit=100").await.json();
    for person in listed["persons"].as_array().unwrap() {
        let person = person["person"].as_str().unwrap();
        let path = format!("/api/v1/persons/{person}?to={day}&days=1");
        let shown = house.get(who, &path).await.json();
        if !shown["days"].as_array().unwrap().is_empty() {
            return person.to_owned();
        }
    }
    panic!("nobody copied anything on {day}")
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_in_scope_from_the_approval_on_and_what_they_did_before_counts() {
    let copying = Copying::new().await;
    assert_eq!(copying.scopes(&copying.dov).await, Vec::<Value>::new());
    copying.in_scope(&copying.dov).await;
    let by_hand = json!({"trigger": "by-hand", "triggered": "2027-01-15", "from": "2026-10-17", "until": "2027-01-25"});
    assert_eq!(copying.scopes(&copying.dov).await, [by_hand]);
    assert_eq!(copying.alerts().await, [json!(copying.dov)]);
    let path = format!("/api/v1/persons/{}/why", copying.dov);
    let why = copying.house.get(&copying.ina, &path).await;
    let why = why.text();
    assert!(why.contains("by-hand on 2027-01-15"), "{why}");
    // The window is over: what counted still counts, as after a trigger.
    copying.house.pass(11 * 24 * 60);
    copying.equals_a_replay().await;
    let ina = copying.house.sign_in("ina").await;
    let alerts = copying.house.get(&ina, "/api/v1/alerts").await.json();
    assert_eq!(alerts["alerts"][0]["person"], json!(copying.dov));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_on_what_was_done_after_the_end_is_withdrawn() {
    let copying = Copying::new().await;
    let id = copying.in_scope(&copying.cho).await;
    assert_eq!(copying.alerts().await, [json!(copying.cho)]);
    copying.end(&id).await;
    assert_eq!(copying.alerts().await, Vec::<Value>::new());
    assert_eq!(copying.scopes(&copying.cho).await[0]["until"], "2027-01-15");
    // A trigger brings the person in scope again, as it does anybody.
    let resigned = format!(
        "EmailAddress,ResignationDate,LastWorkingDate\n{CHO},2027-01-16T00:00:00Z,2027-02-10T00:00:00Z\n"
    );
    copying.house.ingest("hr", &resigned).await.unwrap();
    copying.equals_a_replay().await;
    assert_eq!(copying.alerts().await, [json!(copying.cho)]);
    assert_ne!(copying.scopes(&copying.cho).await[0]["trigger"], "by-hand");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_in_scope_by_hand_does_later_is_assessed_when_it_comes_in() {
    let copying = Copying::new().await;
    let listed = copying.house.get(&copying.ina, "/api/v1/persons?limit=100");
    let listed = listed.await.json();
    let mut others = listed["persons"].as_array().unwrap().iter();
    let quiet = others
        .find(|one| one["person"] != json!(copying.dov) && one["person"] != json!(copying.cho));
    let quiet = quiet.unwrap()["person"].as_str().unwrap().to_owned();
    copying.in_scope(&quiet).await;
    assert_eq!(copying.scopes(&quiet).await[0]["trigger"], "by-hand");
    let records = ["bea@contoso.test", "eli@contoso.test", "fay@contoso.test"];
    let later = records.iter().flat_map(|person| {
        (0..180).map(move |number| {
            let time = format!("2027-01-16T14:{:02}:{:02}", number / 6, number % 6 * 10);
            let name = format!("design {number}.docx");
            usb(&format!("later-{person}-{number}"), &time, person, &name)
        })
    });
    let later: String = later.map(|record| format!("{record}\n")).collect();
    copying.house.ingest("m365", &later).await.unwrap();
    copying.equals_a_replay().await;
    // Of three who did the same only the one who is in scope.
    assert_eq!(copying.alerts().await, [json!(quiet)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_decided_on_counts_no_more() {
    let copying = Copying::new().await;
    copying.in_scope(&copying.dov).await;
    let listed = copying
        .house
        .get(&copying.ina, "/api/v1/alerts")
        .await
        .json();
    let path = format!(
        "/api/v1/alerts/{}/dismiss",
        listed["alerts"][0]["id"].as_str().unwrap()
    );
    let decided = json!({"version": 1, "reason": "authorised"});
    let decided = copying
        .house
        .send(&copying.ina, Method::POST, &path, Some(decided));
    assert_eq!(decided.await.status, 200);
    copying.equals_a_replay().await;
    let open = copying
        .house
        .get(&copying.ina, "/api/v1/alerts?status=needs-review");
    assert_eq!(open.await.json()["alerts"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn policies_and_days_are_checked_and_no_report_comes_of_it() {
    let copying = Copying::new().await;
    for (policies, days) in [
        (json!([]), 10),
        (json!(["no-such-policy"]), 10),
        (json!(["leavers"]), 4),
        (json!(["leavers"]), 31),
    ] {
        let (status, answer) = copying.asked(&copying.dov, policies, days).await;
        assert_eq!(status, 400, "{answer}");
    }
    let id = copying.in_scope(&copying.dov).await;
    let path = format!("/api/v1/person-requests/{id}/report");
    copying.house.get(&copying.ina, &path).await.problem(409);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_written_into_the_database_brings_nobody_in_scope() {
    let copying = Copying::new().await;
    let honest = copying.in_scope(&copying.dov).await;
    let (_, made) = copying.asked(&copying.cho, json!(["leavers"]), 10).await;
    let records = copying.house.ombud.store().records();
    let stored = async |id: &str| {
        let document = records.document("person-request", id).await;
        document.unwrap().unwrap()
    };
    let approved: Value = serde_json::from_str(&stored(&honest).await.body).unwrap();
    let mut document = stored(made["id"].as_str().unwrap()).await;
    let mut body: Value = serde_json::from_str(&document.body).unwrap();
    body["request"]["state"] = approved["request"]["state"].clone();
    document.body = body.to_string();
    document.version += 1;
    super::house::forge_document(records, document).await;
    copying.equals_a_replay().await;
    assert_eq!(copying.alerts().await, [json!(copying.dov)]);
    assert_eq!(copying.scopes(&copying.cho).await, Vec::<Value>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_person_erased_nobody_is_in_scope_by_hand_any_more() {
    for depth in [Depth::Identity, Depth::Everything] {
        let copying = Copying::new().await;
        copying.in_scope(&copying.dov).await;
        let by = Caller::Console("tester".to_owned());
        let ground = ErasureGround::PersonAsked;
        let erased = copying.house.ombud.erase(&by, &copying.dov, ground, depth);
        assert!(erased.await.is_ok());
        copying.equals_a_replay().await;
        assert_eq!(copying.alerts().await, Vec::<Value>::new());
    }
}
