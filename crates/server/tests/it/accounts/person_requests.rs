//! Requests about a person: a report is asked for, allowed by another human, read by the one who asked, and gone with the person.

use axum::http::Method;
use ombud_app::{Caller, PilotChange};
use ombud_guard::erasure::{Depth, ErasureGround};
use serde_json::{Value, json};

use super::council::{Council, everything, with};
use super::house::{Browser, House, forge_document};
use super::office::{LENA, OMAR, profiles};

/// An office with somebody who asks and somebody who decides, each for all admin units and for Porto only.
pub(super) struct Asking {
    pub(super) house: House,
    pub(super) ada: Browser,
    pub(super) ina: Browser,
    pub(super) apo: Browser,
    ivo: Browser,
    abe: Browser,
    /// Nobody looks at them; they are in Lisbon.
    pub(super) quiet: String,
}

/// Who did nothing that a policy looks for.
const QUIET: &str = "dov@contoso.test";
pub(super) const REASON: &str = "lena named dov when she was heard";

impl Asking {
    pub(super) async fn new() -> Self {
        let (house, ada) = House::with_administrator().await;
        house.office().await;
        let places = [
            [QUIET, "Lisbon", "", "", "2026-01-01"],
            [LENA, "Porto", "", "", "2026-01-01"],
            [OMAR, "Porto", "", "", "2026-01-01"],
        ];
        house.ingest("hr", &profiles(&places)).await.unwrap();
        let mut units = Vec::new();
        for name in ["Lisbon", "Porto"] {
            let wanted = json!({"name": name, "regions": [name]});
            let made = house.send(&ada, Method::POST, "/api/v1/units", Some(wanted));
            units.push(made.await.json()["id"].clone());
        }
        let porto = json!({"units": [units[1]]});
        let (ina, _) = house.member(&ada, "ina", "investigators", json!({})).await;
        let (ivo, _) = house
            .member(&ada, "ivo", "investigators", porto.clone())
            .await;
        let (apo, _) = house.member(&ada, "apo", "approvers", json!({})).await;
        let (abe, _) = house.member(&ada, "abe", "approvers", porto).await;
        let lisbon = json!({"units": [units[0]]});
        let (lia, _) = house.member(&ada, "lia", "investigators", lisbon).await;
        let there = house.get(&lia, "/api/v1/persons").await.json();
        assert_eq!(there["persons"].as_array().unwrap().len(), 1, "{there}");
        let quiet = there["persons"][0]["person"].as_str().unwrap().to_owned();
        Self {
            house,
            ada,
            ina,
            apo,
            ivo,
            abe,
            quiet,
        }
    }

    pub(super) fn report(&self) -> Value {
        let asks = json!({"kind": "user-report", "from": "2026-05-02", "to": "2026-06-30"});
        self.wanted(asks, 2)
    }

    pub(super) fn wanted(&self, asks: Value, days: u32) -> Value {
        json!({"person": self.quiet, "asks": asks, "purpose": "investigation", "reason": REASON, "days": days})
    }

    pub(super) async fn post(
        &self,
        who: &Browser,
        path: &str,
        body: Option<Value>,
    ) -> (u16, Value) {
        let path = format!("/api/v1/person-requests{path}");
        let answer = self.house.send(who, Method::POST, &path, body).await;
        (answer.status.as_u16(), answer.json())
    }

    pub(super) async fn get(&self, who: &Browser, path: &str) -> (u16, Value) {
        let path = format!("/api/v1/person-requests{path}");
        let answer = self.house.get(who, &path).await;
        (answer.status.as_u16(), answer.json())
    }

    /// What was asked for; gives its id.
    pub(super) async fn asked(&self, who: &Browser, wanted: Value) -> String {
        let (status, made) = self.post(who, "", Some(wanted)).await;
        assert_eq!(
            (status, &made["state"]),
            (200, &json!("requested")),
            "{made}"
        );
        made["id"].as_str().unwrap().to_owned()
    }

    pub(super) async fn approved(&self, wanted: Value) -> String {
        let id = self.asked(&self.ina, wanted).await;
        let (status, made) = self.post(&self.apo, &format!("/{id}/approve"), None).await;
        assert_eq!(
            (status, &made["state"]),
            (200, &json!("approved")),
            "{made}"
        );
        id
    }

    pub(super) async fn end(&self, who: &Browser, id: &str) -> (u16, Value) {
        let ground = json!({"ground": "no-longer-needed"});
        self.post(who, &format!("/{id}/end"), Some(ground)).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_read_by_the_one_who_asked_from_the_approval_until_it_expires() {
    let asking = Asking::new().await;
    let id = asking.asked(&asking.ina, asking.report()).await;
    let (path, approve) = (format!("/{id}/report"), format!("/{id}/approve"));
    assert_eq!(
        asking.get(&asking.ina, &path).await.0,
        409,
        "nobody allowed it"
    );
    assert_eq!(asking.post(&asking.ina, &approve, None).await.0, 403);
    assert_eq!(asking.post(&asking.ada, &approve, None).await.0, 404);
    let (_, shown) = asking.get(&asking.apo, &format!("/{id}")).await;
    assert_eq!(
        (&shown["reason"], &shown["person"], &shown["days"]),
        (&json!(REASON), &json!(asking.quiet), &json!(2))
    );
    let (status, approved) = asking.post(&asking.apo, &approve, None).await;
    assert_eq!((status, &approved["state"]), (200, &json!("approved")));
    assert_eq!(asking.post(&asking.apo, &approve, None).await.0, 409);
    let (status, report) = asking.get(&asking.ina, &path).await;
    assert_eq!(status, 200, "{report}");
    assert_eq!(report["until"], approved["ends_at"]);
    assert_eq!(report["approved_by"], approved["approved_by"]);
    adds_up(&report);
    // Nobody else reads it: neither who allowed it nor another investigator.
    let (ida, _) = asking
        .house
        .member(&asking.ada, "ida", "investigators", json!({}))
        .await;
    for other in [&asking.apo, &ida] {
        assert_eq!(asking.get(other, &path).await.0, 403);
    }
    assert_eq!(asking.get(&asking.ivo, &path).await.0, 404);
    asking.house.pass(2 * 24 * 60);
    let ina = asking.house.sign_in("ina").await;
    assert_eq!(asking.get(&ina, &path).await.0, 409);
    let (_, over) = asking.get(&ina, &format!("/{id}")).await;
    assert_eq!(
        (&over["state"], &over["ended_at"]),
        (&json!("expired"), &approved["ends_at"])
    );
    let log = asking.house.log().await;
    let reads = log.iter().filter(|row| row.operation == "read-user-report");
    assert_eq!(reads.filter(|row| row.phase == "intent").count(), 6);
}

/// Who has done what of everybody is in the totals once.
fn adds_up(report: &Value) {
    let sum = |list: &str| -> u64 {
        let rows = report[list].as_array().unwrap().iter();
        rows.map(|row| row["count"].as_u64().unwrap()).sum()
    };
    // Thirty days less the first, on each of which something was downloaded.
    assert_eq!(report["by_day"].as_array().unwrap().len(), 29);
    assert!(sum("days") >= 29, "{report}");
    assert_eq!(
        (sum("by_day"), sum("by_indicator")),
        (sum("days"), sum("days"))
    );
    let indicators = report["by_indicator"].as_array().unwrap().iter();
    let mut downloads =
        indicators.filter(|total| total["indicator"] == "files.downloaded.sharepoint");
    let downloads = downloads.next().unwrap();
    assert_eq!(
        (&downloads["days"], &downloads["count"]),
        (&json!(29), &json!(29))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_wrongly_is_refused_with_the_reason() {
    let asking = Asking::new().await;
    let ask = async |who: &Browser, key: &str, value: Value| {
        let mut wanted = asking.report();
        wanted[key] = value;
        asking.post(who, "", Some(wanted)).await.0
    };
    let period = |from, to| json!({"kind": "user-report", "from": from, "to": to});
    for (key, value) in [
        ("purpose", json!("curiosity")),
        ("reason", json!("because")),
        ("days", json!(0)),
        ("days", json!(31)),
        ("asks", period("2026-05-02", "2026-07-31")),
        ("asks", period("2026-05-02", "2026-05-01")),
        ("asks", period("2027-01-14", "2027-01-16")),
        ("asks", period("2027-01-14", "tomorrow")),
        ("asks", json!({"kind": "everything"})),
        ("surplus", json!(1)),
    ] {
        assert_eq!(
            ask(&asking.ina, key, value.clone()).await,
            400,
            "{key}: {value}"
        );
    }
    let absent = || json!("no-such-person-1");
    assert_eq!(ask(&asking.ina, "person", absent()).await, 404);
    // Who asks for nothing about persons is not told which there are.
    let (ana, _) = asking
        .house
        .member(&asking.ada, "ana", "analysts", json!({}))
        .await;
    for who in [&ana, &asking.apo, &asking.ada, &asking.ivo] {
        assert_eq!(ask(who, "days", json!(2)).await, 404);
        assert_eq!(ask(who, "person", absent()).await, 404);
    }
    let (_, listed) = asking.get(&asking.apo, "").await;
    assert_eq!(listed["requests"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_human_of_the_persons_units_decides() {
    let asking = Asking::new().await;
    let id = asking.asked(&asking.ina, asking.report()).await;
    let step = async |who: &Browser, step: &str, body: Option<Value>| {
        asking.post(who, &format!("/{id}/{step}"), body).await.0
    };
    let deny = || Some(json!({"ground": "not-necessary"}));
    // Of another unit: there is no such request.
    for who in [&asking.ivo, &asking.abe] {
        assert_eq!(asking.get(who, "").await.1["requests"], json!([]));
        assert_eq!(asking.get(who, &format!("/{id}")).await.0, 404);
        assert_eq!(step(who, "approve", None).await, 404);
        assert_eq!(step(who, "deny", deny()).await, 404);
    }
    // Duties that are united make nobody two humans.
    let pilot = PilotChange {
        on: true,
        withdraw: false,
    };
    let console = Caller::Console("tester".to_owned());
    asking
        .house
        .ombud
        .change_pilot(&console, pilot)
        .await
        .unwrap();
    let (pam, _) = asking
        .house
        .member(&asking.ada, "pam", "pilot", json!({}))
        .await;
    let own = asking.asked(&pam, asking.report()).await;
    for (step, body) in [("approve", None), ("deny", deny())] {
        let path = format!("/{own}/{step}");
        assert_eq!(asking.post(&pam, &path, body).await.0, 403);
    }
    assert_eq!(step(&asking.apo, "withdraw", None).await, 403);
    assert_eq!(
        asking.end(&asking.apo, &id).await.0,
        409,
        "nobody approved it"
    );
    assert_eq!(
        step(&asking.apo, "deny", Some(json!({"ground": "no"}))).await,
        400
    );
    assert_eq!(step(&asking.apo, "deny", deny()).await, 200);
    assert_eq!(step(&asking.ina, "withdraw", None).await, 409);
    let withdrawn = asking.asked(&asking.ina, asking.report()).await;
    let path = format!("/{withdrawn}/withdraw");
    let (_, state) = asking.post(&asking.ina, &path, None).await;
    assert_eq!(state["state"], "withdrawn");
    let lapses = asking.asked(&asking.ina, asking.report()).await;
    asking.house.pass(7 * 24 * 60);
    let apo = asking.house.sign_in("apo").await;
    let (_, state) = asking.get(&apo, &format!("/{lapses}")).await;
    assert_eq!(state["state"], "lapsed");
    let path = format!("/{lapses}/approve");
    assert_eq!(asking.post(&apo, &path, None).await.0, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asked_or_an_approver_ends_it_before_its_time() {
    let asking = Asking::new().await;
    let (ida, _) = asking
        .house
        .member(&asking.ada, "ida", "investigators", json!({}))
        .await;
    for who in [&asking.ina, &asking.apo] {
        let id = asking.approved(asking.report()).await;
        assert_eq!(asking.end(&ida, &id).await.0, 403);
        let (status, ended) = asking.end(who, &id).await;
        assert_eq!((status, &ended["state"]), (200, &json!("ended")), "{ended}");
        assert_eq!(ended["ground"], "no-longer-needed");
        let path = format!("/{id}/report");
        assert_eq!(asking.get(&asking.ina, &path).await.0, 409);
        assert_eq!(asking.end(who, &id).await.0, 409);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_asked_about_somebody_whom_the_agreement_does_not_cover() {
    let council = Council::new().await;
    council.house.pass(1);
    let agreement = council.agree(everything()).await;
    council.read().await;
    let (ina, _) = council
        .house
        .member(&council.ada, "ina", "investigators", json!({}))
        .await;
    let persons = council.house.get(&ina, "/api/v1/persons").await.json();
    let person = persons["persons"][0]["person"].clone();
    let asks = json!({"kind": "user-report", "from": "2026-05-02", "to": "2026-06-30"});
    let wanted = json!({"person": person, "asks": asks, "purpose": "investigation", "reason": REASON, "days": 3});
    let post = async |who: &Browser, path: &str, body: Option<Value>| {
        let path = format!("/api/v1/person-requests{path}");
        council.house.send(who, Method::POST, &path, body).await
    };
    let other = with(wanted.clone(), "purpose", json!("interview"));
    assert_eq!(
        post(&ina, "", Some(other)).await.status,
        403,
        "no purpose of the agreement"
    );
    let made = post(&ina, "", Some(wanted.clone())).await.json();
    let id = made["id"].as_str().unwrap();
    let unit = json!({"name": "Nobody here", "regions": ["Faro"]});
    let unit = council
        .house
        .send(&council.ada, Method::POST, "/api/v1/units", Some(unit));
    let unit = unit.await.json()["id"].clone();
    council.end(&agreement).await;
    council.house.pass(1);
    council
        .agree(with(everything(), "units", json!([unit])))
        .await;
    assert_eq!(post(&ina, "", Some(wanted)).await.status, 404);
    let approve = format!("/{id}/approve");
    assert_eq!(post(&council.paul, &approve, None).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_written_into_the_database_shows_nothing() {
    let asking = Asking::new().await;
    let honest = asking.approved(asking.report()).await;
    let forged = asking.asked(&asking.ina, asking.report()).await;
    let records = asking.house.ombud.store().records();
    let stored = async |id: &str| {
        let document = records.document("person-request", id).await;
        document.unwrap().unwrap()
    };
    let approved: Value = serde_json::from_str(&stored(&honest).await.body).unwrap();
    let mut document = stored(&forged).await;
    let mut body: Value = serde_json::from_str(&document.body).unwrap();
    body["request"]["state"] = approved["request"]["state"].clone();
    document.body = body.to_string();
    document.version += 1;
    forge_document(records, document).await;
    let path = format!("/{forged}/report");
    assert_eq!(asking.get(&asking.ina, &path).await.0, 500);
    assert_eq!(asking.end(&asking.apo, &forged).await.0, 500);
    let path = format!("/{honest}/report");
    assert_eq!(asking.get(&asking.ina, &path).await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_person_erased_nothing_of_the_request_remains() {
    for depth in [Depth::Identity, Depth::Everything] {
        let asking = Asking::new().await;
        let id = asking.approved(asking.report()).await;
        let by = Caller::Console("tester".to_owned());
        let ground = ErasureGround::PersonAsked;
        let erased = asking.house.ombud.erase(&by, &asking.quiet, ground, depth);
        assert!(erased.await.is_ok());
        let records = asking.house.ombud.store().records();
        for kind in ["person-request", "person-request-reason"] {
            assert!(records.documents(kind).await.unwrap().is_empty(), "{kind}");
        }
        assert_eq!(
            asking.get(&asking.ina, &format!("/{id}/report")).await.0,
            404
        );
    }
}
