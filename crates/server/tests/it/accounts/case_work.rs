//! What is written and done in a case: notes, tasks, history, and what becomes of them when a person is erased.

use axum::http::Method;
use serde_json::{Value, json};

use super::house::{Browser, benign};
use super::reviews::Triage;
use super::team::Team;

/// A team with somebody who contributes beside Ina, and somebody who does not.
pub(super) struct Inquiry {
    pub(super) team: Team,
    pub(super) ann: Browser,
    pub(super) anns_id: String,
    pub(super) ivo: Browser,
    pub(super) ivos_id: String,
    pub(super) olga: Browser,
}

impl Inquiry {
    pub(super) async fn new() -> Self {
        let team = Team::new().await;
        let member = async |login, role| team.house.member(&team.ada, login, role, json!({})).await;
        let (ann, anns_id) = member("ann", "analysts").await;
        let (ivo, ivos_id) = member("ivo", "investigators").await;
        let (olga, _) = member("olga", "overseers").await;
        let contributor = format!("/api/v1/cases/{}/contributors/{anns_id}", team.case);
        let added = team.status(&team.ina, Method::PUT, &contributor).await;
        assert_eq!(added, 200);
        Self {
            team,
            ann,
            anns_id,
            ivo,
            ivos_id,
            olga,
        }
    }

    pub(super) fn path(&self, rest: &str) -> String {
        format!("cases/{}/{rest}", self.team.case)
    }

    pub(super) async fn post(&self, who: &Browser, rest: &str, body: Value) -> (u16, Value) {
        self.team.post(who, &self.path(rest), Some(body)).await
    }

    pub(super) async fn note(&self, who: &Browser, text: &str) {
        let (status, made) = self.post(who, "notes", json!({"text": text})).await;
        assert_eq!((status, &made["text"]), (200, &text.into()), "{made}");
    }

    pub(super) async fn get(&self, who: &Browser, rest: &str) -> (u16, Value) {
        let path = format!("/api/v1/{}", self.path(rest));
        let answer = self.team.house.get(who, &path).await;
        (answer.status.as_u16(), answer.json())
    }

    /// That key of each entry of a list, `null` where it is absent.
    pub(super) async fn listed(&self, who: &Browser, list: &str, field: &str) -> Vec<Value> {
        let (status, found) = self.get(who, list).await;
        assert_eq!(status, 200, "{found}");
        let key = if list == "history" { "entries" } else { list };
        let entries = found[key].as_array().unwrap().iter();
        entries.map(|entry| entry[field].clone()).collect()
    }

    pub(super) async fn change(&self, who: &Browser, task: &str, body: Value) -> (u16, Value) {
        let path = format!("/api/v1/{}", self.path(&format!("tasks/{task}")));
        let answer = self.team.house.send(who, Method::PUT, &path, Some(body));
        let answer = answer.await;
        (answer.status.as_u16(), answer.json())
    }

    pub(super) async fn assign(&self, who: &Browser, assignee: Value) -> (u16, Value) {
        let path = format!("/api/v1/{}", self.path("assignee"));
        let body = json!({"assignee": assignee});
        let answer = self.team.house.send(who, Method::PUT, &path, Some(body));
        let answer = answer.await;
        (answer.status.as_u16(), answer.json())
    }

    /// Ids of the cases that match.
    pub(super) async fn matching(&self, who: &Browser, query: &str) -> Vec<String> {
        let path = format!("/api/v1/cases?{query}");
        let answer = self.team.house.get(who, &path).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let cases = answer.json()["cases"].as_array().unwrap().clone();
        let ids = cases.iter().map(|case| case["id"].as_str().unwrap());
        ids.map(str::to_owned).collect()
    }

    pub(super) async fn close(&self) {
        let (status, closed) = self
            .team
            .post(&self.team.ina, &self.path("close"), Some(benign()))
            .await;
        assert_eq!(status, 200, "{closed}");
    }

    pub(super) async fn erase(&self, person: usize) {
        let path = format!("persons/{}/erasure", self.team.persons[person]);
        let erasure = json!({"ground": "person-asked", "depth": "everything"});
        let (status, done) = self.team.post(&self.team.apo, &path, Some(erasure)).await;
        assert_eq!(status, 200, "{done}");
    }

    /// What is stored of the case's notes, tasks and files.
    pub(super) async fn stored(&self) -> String {
        let records = self.team.house.ombud.store().records();
        let mut all = String::new();
        for kind in [
            "case-event",
            "case-task",
            "case-attachment",
            "case-attachment-bytes",
        ] {
            for document in records.documents(kind).await.unwrap() {
                all += &document.body;
            }
        }
        all
    }

    /// How often the operation was announced in the log.
    pub(super) async fn intents(&self, operation: &str) -> usize {
        let log = self.team.house.log().await.into_iter();
        log.filter(|row| row.operation == operation && row.phase == "intent")
            .count()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_on_a_case_are_read_in_order_by_those_who_see_it_and_lie_sealed() {
    let inquiry = Inquiry::new().await;
    let (ina, ann) = (&inquiry.team.ina, &inquiry.ann);
    inquiry.note(ina, "Lena was asked to stay").await;
    inquiry.team.house.pass(1);
    inquiry.note(ann, "Omar packs boxes").await;
    inquiry.note(ina, "Both met before").await;
    let texts = inquiry.listed(&inquiry.olga, "notes", "text").await;
    let written = [
        "Lena was asked to stay",
        "Omar packs boxes",
        "Both met before",
    ];
    assert_eq!(texts, written);
    let by = inquiry.listed(ann, "notes", "by").await;
    assert!(
        by[0] == by[2] && by[1] == inquiry.anns_id.as_str(),
        "{by:?}"
    );
    let at = inquiry.listed(ann, "notes", "at").await;
    assert!(at[0] != at[1] && at[1] == at[2], "{at:?}");
    let stored = inquiry.stored().await;
    assert!(
        stored.contains("sealed") && !stored.contains("Omar"),
        "{stored}"
    );
    for wrong in [json!({"text": " "}), json!({"text": "é".repeat(4_001)})] {
        assert_eq!(inquiry.post(ina, "notes", wrong).await.0, 400);
    }
    assert_eq!(inquiry.intents("note-case").await, 5);
    inquiry.close().await;
    let late = inquiry.post(ina, "notes", json!({"text": "late"})).await;
    assert_eq!(
        (late.0, &late.1["detail"]),
        (409, &"the case is closed: reopen it first".into())
    );
    assert_eq!(inquiry.listed(ina, "notes", "text").await, written);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_a_case_is_there_for_those_only_who_may_see_it() {
    let inquiry = Inquiry::new().await;
    let (team, ivo) = (&inquiry.team, &inquiry.ivo);
    inquiry.note(&team.ina, "seen").await;
    let task = inquiry
        .post(&team.ina, "tasks", json!({"title": "Ask"}))
        .await;
    let task = task.1["id"].as_str().unwrap().to_owned();
    let nothing = "cases/case-00000000000000000000000000000001";
    let changed = json!({"version": 1, "title": "Ask", "done": true});
    let lasting = |answer: (u16, Value)| (answer.0, answer.1["detail"].clone());
    for rest in ["notes", "tasks", "history"] {
        let hidden = lasting(inquiry.get(ivo, rest).await);
        let path = format!("/api/v1/{nothing}/{rest}");
        let missing = team.house.get(ivo, &path).await;
        let missing = (missing.status.as_u16(), missing.json()["detail"].clone());
        assert_eq!((hidden.0, &hidden), (404, &missing), "{rest}");
    }
    for (rest, body) in [
        ("notes", json!({"text": "x"})),
        ("tasks", json!({"title": "x"})),
    ] {
        let hidden = lasting(inquiry.post(ivo, rest, body.clone()).await);
        let path = format!("{nothing}/{rest}");
        let missing = team.post(ivo, &path, Some(body));
        assert_eq!(
            (hidden.0, &hidden),
            (404, &lasting(missing.await)),
            "{rest}"
        );
    }
    assert_eq!(inquiry.change(ivo, &task, changed.clone()).await.0, 404);
    // Whoever oversees reads and does not write.
    for (rest, body) in [
        ("notes", json!({"text": "x"})),
        ("tasks", json!({"title": "x"})),
    ] {
        assert_eq!(
            inquiry.post(&inquiry.olga, rest, body).await.0,
            403,
            "{rest}"
        );
    }
    assert_eq!(inquiry.change(&inquiry.olga, &task, changed).await.0, 403);
    assert_eq!(
        inquiry.listed(&inquiry.olga, "tasks", "done").await,
        [false]
    );
    // A task of another case is none of this one.
    let other = json!({"persons": [team.persons[0]]});
    let (status, other) = team.post(&team.ina, "cases", Some(other)).await;
    assert_eq!(status, 200, "{other}");
    let path = format!(
        "/api/v1/cases/{}/tasks/{task}",
        other["id"].as_str().unwrap()
    );
    let body = json!({"version": 1, "title": "Ask", "done": true});
    let elsewhere = team.house.send(&team.ina, Method::PUT, &path, Some(body));
    assert_eq!(elsewhere.await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_changes_at_its_version_and_belongs_to_nobody_outside_the_case() {
    let inquiry = Inquiry::new().await;
    let (ina, ann) = (&inquiry.team.ina, &inquiry.ann);
    let outside = json!({"title": "Call", "owner": inquiry.ivos_id});
    assert_eq!(inquiry.post(ina, "tasks", outside).await.0, 400);
    for wrong in [
        json!({"title": " "}),
        json!({"title": "x", "due": "soon"}),
        json!({"title": "x", "owner": "ann"}),
    ] {
        assert_eq!(inquiry.post(ina, "tasks", wrong).await.0, 400);
    }
    let wanted = json!({"title": "Ask Omar", "owner": inquiry.anns_id, "due": "2027-02-01"});
    let (status, added) = inquiry.post(ina, "tasks", wanted).await;
    let id = added["id"].as_str().unwrap().to_owned();
    let expected = json!({"id": id, "title": "Ask Omar", "owner": inquiry.anns_id, "due": "2027-02-01", "done": false, "version": 1});
    assert_eq!((status, added), (200, expected));
    assert!(!inquiry.stored().await.contains("Omar"));
    let done = json!({"version": 1, "title": "Ask Omar", "owner": inquiry.anns_id, "due": null, "done": true});
    let (status, changed) = inquiry.change(ann, &id, done.clone()).await;
    assert_eq!(
        (status, &changed["done_by"]),
        (200, &inquiry.anns_id.as_str().into())
    );
    assert!(
        changed["due"].is_null() && changed["version"] == 2,
        "{changed}"
    );
    assert_eq!(inquiry.change(ina, &id, done).await.0, 409);
    let again = json!({"version": 2, "title": "Ask both", "done": false});
    let (status, changed) = inquiry.change(ina, &id, again).await;
    let expected = json!({"id": id, "title": "Ask both", "owner": null, "due": null, "done": false, "version": 3});
    assert_eq!((status, changed), (200, expected));
    let second = inquiry
        .post(ann, "tasks", json!({"title": "Write it down"}))
        .await;
    assert_eq!(second.0, 200, "{}", second.1);
    let titles = inquiry.listed(ina, "tasks", "title").await;
    assert_eq!(titles.len(), 2);
    assert!(titles.contains(&"Ask both".into()) && titles.contains(&"Write it down".into()));
    // Four that were refused for what they say, and one that came too late, are on record as well.
    assert_eq!(inquiry.intents("change-case-task").await, 9);
    inquiry.close().await;
    let late = json!({"version": 3, "title": "Ask both", "done": true});
    assert_eq!(inquiry.change(ina, &id, late).await.0, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn erasing_one_of_a_case_leaves_what_was_written_and_erasing_all_does_not() {
    let inquiry = Inquiry::new().await;
    let ina = &inquiry.team.ina;
    inquiry.note(ina, "both were there").await;
    let task = json!({"title": "Ask both"});
    assert_eq!(inquiry.post(ina, "tasks", task).await.0, 200);
    let sealed_for = |stored: &str| stored.matches("person-").count();
    let both = inquiry.stored().await;
    assert_eq!(sealed_for(&both), 4, "{both}");
    inquiry.erase(0).await;
    assert_eq!(
        inquiry.listed(ina, "notes", "text").await,
        ["both were there"]
    );
    assert_eq!(inquiry.listed(ina, "tasks", "title").await, ["Ask both"]);
    assert_eq!(sealed_for(&inquiry.stored().await), 2);
    // What is written now is for who is left.
    inquiry.note(ina, "one is left").await;
    inquiry.erase(1).await;
    let erased = [Value::Null, Value::Null];
    assert_eq!(inquiry.listed(ina, "notes", "text").await, erased);
    assert_eq!(inquiry.listed(ina, "tasks", "title").await, erased[..1]);
    let stored = inquiry.stored().await;
    assert!(
        sealed_for(&stored) == 0 && !stored.contains("sealed"),
        "{stored}"
    );
    let (status, refused) = inquiry.post(ina, "notes", json!({"text": "late"})).await;
    assert_eq!(status, 409, "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_of_a_case_tells_what_was_done_in_order() {
    let inquiry = Inquiry::new().await;
    let (team, ina) = (&inquiry.team, &inquiry.team.ina);
    let changed = async || {
        let listed = team.house.get(ina, "/api/v1/cases").await.json();
        let cases = listed["cases"].as_array().unwrap().iter();
        let one = cases.clone().find(|one| one["id"] == team.case.as_str());
        one.unwrap()["changed_at"].clone()
    };
    team.house.pass(1);
    inquiry.note(ina, "seen").await;
    let noted = inquiry.listed(ina, "history", "at").await;
    assert!(noted[2] != noted[0], "{noted:?}");
    assert_eq!(changed().await, noted[2]);
    team.house.pass(1);
    let task = inquiry.post(ina, "tasks", json!({"title": "Ask"})).await.1;
    let id = task["id"].as_str().unwrap();
    for (version, done) in [(1, true), (2, false), (3, false)] {
        let body = json!({"version": version, "title": "Ask", "done": done});
        assert_eq!(inquiry.change(&inquiry.ann, id, body).await.0, 200);
    }
    let contributor = format!(
        "/api/v1/cases/{}/contributors/{}",
        team.case, inquiry.anns_id
    );
    for method in [Method::PUT, Method::DELETE, Method::DELETE] {
        assert_eq!(team.status(ina, method, &contributor).await, 200);
    }
    inquiry.close().await;
    let kinds = inquiry.listed(ina, "history", "kind").await;
    let expected = [
        "opened",
        "contributor-added",
        "note",
        "task-added",
        "task-done",
        "task-reopened",
        "task-changed",
        "contributor-removed",
        "closed",
    ];
    assert_eq!(kinds, expected);
    assert_eq!(
        changed().await,
        inquiry.listed(ina, "history", "at").await[8]
    );
    let by = inquiry.listed(ina, "history", "by").await;
    assert!(
        by[4] == inquiry.anns_id.as_str() && by[0] == by[8],
        "{by:?}"
    );
    let accounts = inquiry.listed(ina, "history", "account").await;
    assert_eq!(
        (&accounts[1], &accounts[7]),
        (&accounts[7], &inquiry.anns_id.as_str().into())
    );
    assert_eq!(inquiry.listed(ina, "history", "task").await[4], id);
    assert_eq!(inquiry.listed(ina, "history", "text").await[2], "seen");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_in_which_something_is_written_stays_when_the_confirmation_is_taken_back() {
    let triage = Triage::new().await;
    let confirmed = triage.step(&triage.ina, "confirm", json!({"version": 1}));
    let confirmed = confirmed.await.json();
    let case = confirmed["decision"]["case"].as_str().unwrap();
    let (notes, history) = (
        format!("/api/v1/cases/{case}/notes"),
        format!("/api/v1/cases/{case}/history"),
    );
    let note = json!({"text": "seen before"});
    let noted = triage
        .house
        .send(&triage.ina, Method::POST, &notes, Some(note));
    assert_eq!(noted.await.status, 200);
    let undone = triage.step(&triage.ina, "undo", json!({"version": 2}));
    assert_eq!(undone.await.status, 200);
    let told = triage.house.get(&triage.ina, &history).await.json();
    let entries = told["entries"].as_array().unwrap();
    let kinds: Vec<&Value> = entries.iter().map(|entry| &entry["kind"]).collect();
    assert_eq!(
        kinds,
        ["opened", "alert-confirmed", "note", "alert-withdrawn"]
    );
    assert_eq!(entries[1]["alert"], triage.alerts[0].as_str());
    assert_eq!(entries[3]["alert"], triage.alerts[0].as_str());
}
