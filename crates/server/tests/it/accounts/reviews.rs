//! Decisions on alerts: two people at once, the minute to take one back, who may, notes, and many at once.

use axum::http::Method;
use ombud_model::{AlertId, Timestamp};
use serde_json::{Value, json};

use super::house::{Browser, House, benign};
use crate::http::call::Answer;

/// An investigator and an analyst, two persons with an alert each, and notices that wait for nobody to take them.
pub(super) struct Triage {
    pub(super) house: House,
    pub(super) ada: Browser,
    pub(super) ina: Browser,
    pub(super) ann: Browser,
    pub(super) anns_id: String,
    pub(super) alerts: Vec<String>,
    pub(super) persons: Vec<String>,
}

impl Triage {
    pub(super) async fn new() -> Self {
        let yaml = "notices: { url: 'https://hooks.example.com/', secret_file: /run/secret }";
        let (house, ada) = House::in_memory_and(yaml).await;
        house.office().await;
        let (ina, _) = house.member(&ada, "ina", "investigators", json!({})).await;
        let (ann, anns_id) = house.member(&ada, "ann", "analysts", json!({})).await;
        let listed = house.get(&ina, "/api/v1/alerts").await.json();
        let texts = |field: &str| -> Vec<String> {
            let alerts = listed["alerts"].as_array().unwrap().iter();
            alerts
                .map(|alert| alert[field].as_str().unwrap().to_owned())
                .collect()
        };
        let (alerts, persons) = (texts("id"), texts("person"));
        Self {
            house,
            ada,
            ina,
            ann,
            anns_id,
            alerts,
            persons,
        }
    }

    pub(super) async fn step(&self, who: &Browser, step: &str, body: Value) -> Answer {
        let path = format!("/api/v1/alerts/{}/{step}", self.alerts[0]);
        let method = match step {
            "assignee" => Method::PUT,
            _ => Method::POST,
        };
        self.house.send(who, method, &path, Some(body)).await
    }

    async fn alert(&self, who: &Browser) -> Value {
        let path = format!("/api/v1/alerts/{}", self.alerts[0]);
        self.house.get(who, &path).await.json()
    }

    async fn history(&self, who: &Browser) -> Vec<Value> {
        let path = format!("/api/v1/alerts/{}/history", self.alerts[0]);
        let answer = self.house.get(who, &path).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["entries"].as_array().unwrap().clone()
    }

    async fn cases(&self) -> usize {
        let cases = self.house.get(&self.ina, "/api/v1/cases").await.json();
        cases["cases"].as_array().unwrap().len()
    }

    /// Ids found with this filter.
    pub(super) async fn found(&self, who: &Browser, filter: &str) -> Vec<String> {
        let path = format!("/api/v1/alerts?{filter}");
        let answer = self.house.get(who, &path).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let listed = answer.json();
        let alerts = listed["alerts"].as_array().unwrap().iter();
        alerts
            .map(|alert| alert["id"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Notices that would go out now, and all that wait.
    async fn notices(&self) -> (usize, u64) {
        let records = self.house.ombud.store().records();
        let now = Timestamp::from_millis(self.house.now()).unwrap();
        let due = records.due_messages(now, 10).await.unwrap().len();
        (due, records.message_count().await.unwrap())
    }
}

pub(super) fn dismissal(version: u64) -> Value {
    json!({"version": version, "reason": "authorised", "note": "agreed with Lena's manager"})
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_decide_at_once_the_second_is_shown_what_the_first_did() {
    let triage = Triage::new().await;
    let before = triage.alert(&triage.ina).await;
    assert_eq!(before["version"], 1);
    assert_eq!(before["decision"], Value::Null);
    let wrong = json!({"version": 1, "reason": "boring"});
    triage
        .step(&triage.ina, "dismiss", wrong)
        .await
        .problem(400);
    let done = triage.step(&triage.ina, "dismiss", dismissal(1)).await;
    assert_eq!(done.status, 200, "{}", done.text());
    let done = done.json();
    assert_eq!(done["status"], "dismissed");
    assert_eq!(done["decision"]["reason"], "authorised");
    assert_eq!(done["due"], Value::Null);
    let late = triage
        .step(&triage.ann, "confirm", json!({"version": 1}))
        .await;
    let current = *late.problem(409).current.unwrap();
    assert_eq!(serde_json::to_value(&current).unwrap(), done);
    assert_eq!((current.alert.version, triage.cases().await), (2, 0));
    // What is decided is decided.
    let again = triage
        .step(&triage.ann, "confirm", json!({"version": 2}))
        .await;
    assert_eq!(again.problem(409).current, None);
    let entries = triage.history(&triage.ann).await;
    let kinds: Vec<_> = entries.iter().map(|entry| &entry["kind"]).collect();
    assert_eq!(kinds, ["opened", "dismissed"]);
    assert_eq!(entries[1]["text"], "agreed with Lena's manager");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_taken_back_within_a_minute_and_nothing_goes_out_before() {
    let triage = Triage::new().await;
    let confirmed = triage
        .step(&triage.ina, "confirm", json!({"version": 1}))
        .await;
    assert_eq!(confirmed.status, 200, "{}", confirmed.text());
    assert_eq!((triage.cases().await, triage.notices().await), (1, (0, 1)));
    triage.house.pass_seconds(59);
    assert_eq!(triage.notices().await, (0, 1));
    // Who is not in the case has nothing to do with it.
    triage
        .step(&triage.ann, "undo", json!({"version": 2}))
        .await
        .problem(403);
    let undone = triage
        .step(&triage.ina, "undo", json!({"version": 2}))
        .await;
    assert_eq!(undone.status, 200, "{}", undone.text());
    let undone = undone.json();
    assert_eq!(undone["status"], "needs-review");
    assert_eq!(undone["decision"], Value::Null);
    assert_eq!((triage.cases().await, triage.notices().await), (0, (0, 0)));
    // Nobody else takes a decision back.
    let dismissed = triage.step(&triage.ann, "dismiss", dismissal(3)).await;
    assert_eq!(dismissed.status, 200, "{}", dismissed.text());
    let others = triage
        .step(&triage.ina, "undo", json!({"version": 4}))
        .await;
    others.problem(403);
    let own = triage
        .step(&triage.ann, "undo", json!({"version": 4}))
        .await;
    assert_eq!(own.status, 200, "{}", own.text());
    // After the minute it stands, and the notice goes out.
    let confirmed = triage
        .step(&triage.ina, "confirm", json!({"version": 5}))
        .await;
    assert_eq!(confirmed.status, 200, "{}", confirmed.text());
    triage.house.pass_seconds(60);
    let late = triage
        .step(&triage.ina, "undo", json!({"version": 6}))
        .await;
    assert_eq!(late.problem(409).current, None);
    assert_eq!((triage.cases().await, triage.notices().await), (1, (1, 1)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_was_used_stays_when_its_alert_leaves_it() {
    let triage = Triage::new().await;
    let confirmed = triage
        .step(&triage.ina, "confirm", json!({"version": 1}))
        .await;
    let case = confirmed.json()["decision"]["case"].clone();
    let wanted = json!({
        "person": triage.persons[0], "case": case, "purpose": "interview", "minutes": 60,
        "justification": "to be heard before the weekend",
    });
    let path = "/api/v1/unmaskings";
    let asked = triage
        .house
        .send(&triage.ina, Method::POST, path, Some(wanted));
    assert_eq!(asked.await.status, 200);
    let undone = triage
        .step(&triage.ina, "undo", json!({"version": 2}))
        .await;
    assert_eq!(undone.json()["status"], "needs-review");
    assert_eq!(triage.cases().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_comes_into_an_open_case_of_ones_own_and_leaves_it_again() {
    let triage = Triage::new().await;
    let open = async |who: &Browser, person: &str| {
        let new = Some(json!({"persons": [person]}));
        let made = triage.house.send(who, Method::POST, "/api/v1/cases", new);
        made.await.json()["id"].as_str().unwrap().to_owned()
    };
    let case = open(&triage.ina, &triage.persons[1]).await;
    let persons = async || {
        let path = format!("/api/v1/cases/{case}");
        let shown = triage.house.get(&triage.ina, &path).await.json();
        shown["persons"].as_array().unwrap().len()
    };
    let into = json!({"version": 1, "case": case});
    // A case of others is as good as none.
    let others = triage.step(&triage.ann, "confirm", into.clone()).await;
    others.problem(404);
    let unknown = json!({"version": 1, "case": "case-00000000000000000000000000000001"});
    let none = triage.step(&triage.ina, "confirm", unknown).await;
    none.problem(404);
    let confirmed = triage.step(&triage.ina, "confirm", into).await;
    assert_eq!(confirmed.json()["decision"]["case"], case.as_str());
    assert_eq!(persons().await, 2);
    // Everything about the person belongs to the case now.
    let path = format!("/api/v1/alerts/{}/history", triage.alerts[0]);
    triage.house.get(&triage.ann, &path).await.problem(403);
    let undone = triage
        .step(&triage.ina, "undo", json!({"version": 2}))
        .await;
    assert_eq!(undone.status, 200, "{}", undone.text());
    assert_eq!(persons().await, 1);
    let close = format!("/api/v1/cases/{case}/close");
    let closed = triage
        .house
        .send(&triage.ina, Method::POST, &close, Some(benign()));
    assert_eq!(closed.await.status, 200);
    let into = json!({"version": 3, "case": case});
    let closed = triage.step(&triage.ina, "confirm", into).await;
    assert_eq!(closed.problem(409).current, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_do_not_triage_decide_on_nothing() {
    let triage = Triage::new().await;
    let mut others = Vec::new();
    for role in ["overseers", "approvers", "auditors", "planners"] {
        let member = triage
            .house
            .member(&triage.ada, role, role, json!({}))
            .await;
        others.push((role, member.0));
    }
    others.push(("administrators", triage.ada.clone()));
    for (role, browser) in &others {
        for (step, body) in [
            ("dismiss", dismissal(1)),
            ("confirm", json!({"version": 1})),
            ("undo", json!({"version": 1})),
            ("notes", json!({"text": "seen"})),
        ] {
            let answer = triage.step(browser, step, body).await;
            let sees = *role == "overseers";
            assert_eq!(answer.status, if sees { 403 } else { 404 }, "{role} {step}");
        }
        let assigned = triage
            .step(
                browser,
                "assignee",
                json!({"version": 1, "assignee": triage.anns_id}),
            )
            .await;
        let expected = if *role == "overseers" { 200 } else { 404 };
        assert_eq!(assigned.status, expected, "{role}");
        // The overseer is first; the others meet the alert as the overseer left it.
        assert_eq!(triage.alert(&triage.ina).await["version"], 2);
    }
    let nobody = triage
        .step(&Browser::default(), "dismiss", dismissal(2))
        .await;
    nobody.problem(401);
    assert_eq!(triage.history(&triage.ina).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_is_given_to_those_who_may_read_it_and_is_found_by_that() {
    let triage = Triage::new().await;
    let (_, apo) = triage
        .house
        .member(&triage.ada, "apo", "approvers", json!({}))
        .await;
    for wrong in [
        json!(apo),
        json!("account-00000000000000000000000000000001"),
    ] {
        let body = json!({"version": 1, "assignee": wrong});
        triage
            .step(&triage.ina, "assignee", body)
            .await
            .problem(400);
    }
    let all = triage.found(&triage.ann, "").await;
    assert_eq!(triage.found(&triage.ann, "assignee=none").await, all);
    let body = json!({"version": 1, "assignee": triage.anns_id});
    let given = triage.step(&triage.ina, "assignee", body).await.json();
    assert_eq!(
        (&given["assignee"], &given["version"]),
        (&json!(triage.anns_id), &json!(2))
    );
    let mine = vec![triage.alerts[0].clone()];
    assert_eq!(triage.found(&triage.ann, "assignee=me").await, mine);
    let filter = format!("assignee={}", triage.anns_id);
    assert_eq!(triage.found(&triage.ina, &filter).await, mine);
    assert_eq!(triage.found(&triage.ina, "assignee=me").await.len(), 0);
    let filter = format!("person={}", triage.persons[0]);
    assert_eq!(triage.found(&triage.ina, &filter).await, mine);
    assert_eq!(
        triage
            .found(&triage.ina, "person=nobody-here-1")
            .await
            .len(),
        0
    );
    let last = given["last_activity"].as_str().unwrap();
    let (day, _) = last.split_once('T').unwrap();
    let filter = format!("from={day}&to={day}");
    assert_eq!(triage.found(&triage.ina, &filter).await, all);
    assert_eq!(triage.found(&triage.ina, "to=2026-01-01").await.len(), 0);
    assert_eq!(triage.found(&triage.ina, "overdue=true").await.len(), 0);
    let back = json!({"version": 2, "assignee": null});
    let back = triage.step(&triage.ina, "assignee", back).await;
    assert_eq!(back.json()["assignee"], Value::Null);
    // Both are medium and wait for three days; sessions do not last that long.
    triage.house.pass_seconds(3 * 24 * 60 * 60 + 1);
    let ina = triage.house.sign_in("ina").await;
    assert_eq!(triage.found(&ina, "overdue=true").await, all);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_lies_sealed_and_goes_with_the_person() {
    let triage = Triage::new().await;
    let text = "Lena said that she moves house";
    for wrong in [" ".to_owned(), "x".repeat(4_001)] {
        let note = json!({"text": wrong});
        triage.step(&triage.ina, "notes", note).await.problem(400);
    }
    let noted = triage
        .step(&triage.ina, "notes", json!({"text": text}))
        .await;
    assert_eq!(noted.status, 200, "{}", noted.text());
    assert_eq!(noted.json()["text"], text);
    assert_eq!(triage.history(&triage.ann).await[1], noted.json());
    // A note changes nothing about the alert.
    assert_eq!(triage.alert(&triage.ina).await["version"], 1);
    let records = triage.house.ombud.store().records();
    let id: AlertId = triage.alerts[0].parse().unwrap();
    let sealed = records.alert_events(id).await.unwrap()[0].note.clone();
    let sealed = sealed.unwrap();
    let plain = text.as_bytes();
    assert!(!sealed.windows(plain.len()).any(|window| window == plain));
    let person = records
        .person_by_pseudonym(&triage.persons[0])
        .await
        .unwrap();
    let person = person.unwrap();
    assert_eq!(records.alert_event_counts(person).await.unwrap(), (1, 1));
    let (apo, _) = triage
        .house
        .member(&triage.ada, "apo", "approvers", json!({}))
        .await;
    let path = format!("/api/v1/persons/{}/erasure", triage.persons[0]);
    let ground = Some(json!({"ground": "person-asked"}));
    let erased = triage.house.send(&apo, Method::POST, &path, ground).await;
    assert_eq!(erased.status, 200, "{}", erased.text());
    let (_, notes) = records.alert_event_counts(person).await.unwrap();
    assert_eq!(notes, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_are_decided_on_at_once_each_by_itself() {
    let triage = Triage::new().await;
    let path = "/api/v1/alerts/decisions";
    let send = async |who: &Browser, alerts: Value, act: Value| {
        let body = Some(json!({"alerts": alerts, "act": act}));
        triage.house.send(who, Method::POST, path, body).await
    };
    let dismiss = || json!({"kind": "dismiss", "reason": "duplicate", "note": "one incident"});
    let none = send(&triage.ina, json!([]), dismiss()).await;
    none.problem(400);
    let one = json!({"id": triage.alerts[0], "version": 1});
    let many = vec![one.clone(); 401];
    send(&triage.ina, json!(many), dismiss()).await.problem(400);
    send(&Browser::default(), json!([one]), dismiss())
        .await
        .problem(401);
    let alerts = json!([
        one, {"id": triage.alerts[1], "version": 7}, {"id": "alert-00000000000000000000000000000001", "version": 1},
    ]);
    let done = send(&triage.ina, alerts, dismiss()).await;
    assert_eq!(done.status, 200, "{}", done.text());
    let results = done.json();
    let results = results["results"].as_array().unwrap();
    let told: Vec<_> = results.iter().map(|result| &result["status"]).collect();
    assert_eq!(told, ["done", "changed", "refused"]);
    assert_eq!(results[2]["detail"], "there is no such thing");
    assert_eq!(triage.alert(&triage.ina).await["status"], "dismissed");
    let other = json!([{"id": triage.alerts[1], "version": 1}]);
    let assign = json!({"kind": "assign", "assignee": triage.anns_id});
    let assigned = send(&triage.ina, other, assign).await.json();
    assert_eq!(assigned["results"][0]["status"], "done");
    let other = json!([{"id": triage.alerts[1], "version": 2}]);
    let confirmed = send(&triage.ina, other, json!({"kind": "confirm"})).await;
    assert_eq!(confirmed.json()["results"][0]["status"], "done");
    assert_eq!(triage.cases().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_that_are_confirmed_without_a_case_go_into_one_new_case() {
    let triage = Triage::new().await;
    let named = |id: &String| json!({"id": id, "version": 1});
    let alerts: Vec<Value> = triage.alerts.iter().map(named).collect();
    let body = Some(json!({"alerts": alerts, "act": {"kind": "confirm"}}));
    let path = "/api/v1/alerts/decisions";
    let done = triage.house.send(&triage.ina, Method::POST, path, body);
    let results = done.await.json();
    let results = results["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    assert!(results.iter().all(|result| result["status"] == "done"));
    let cases = triage.house.get(&triage.ina, "/api/v1/cases").await.json();
    let cases = cases["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0]["persons"].as_array().unwrap().len(), 2);
}
