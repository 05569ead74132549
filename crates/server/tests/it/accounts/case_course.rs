//! How cases go: opened without an alert, given to somebody, closed with an outcome, reopened, found in their list; and who gets none.

use axum::http::Method;
use serde_json::json;

use super::case_work::Inquiry;
use super::house::benign;
use super::team::Team;

#[tokio::test(flavor = "multi_thread")]
async fn a_case_without_an_alert_says_why_it_was_opened() {
    let team = Team::new().await;
    let tip = json!({"persons": team.persons, "reason": "a colleague called"});
    let (status, opened) = team.post(&team.ina, "cases", Some(tip)).await;
    assert_eq!(status, 200, "{opened}");
    let notes = format!("/api/v1/cases/{}/notes", opened["id"].as_str().unwrap());
    let notes = team.house.get(&team.ina, &notes).await.json();
    assert_eq!(notes["notes"][0]["text"], "a colleague called");
    let empty = json!({"persons": team.persons, "reason": " "});
    assert_eq!(team.post(&team.ina, "cases", Some(empty)).await.0, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_closed_with_what_it_came_to_and_goes_on_when_it_is_reopened() {
    let inquiry = Inquiry::new().await;
    let (team, ina) = (&inquiry.team, &inquiry.team.ina);
    let wrong = [
        json!({"outcome": "boring", "reason": "x", "action": "none"}),
        json!({"outcome": "benign", "reason": " ", "action": "none"}),
        json!({"outcome": "benign", "reason": "x", "action": "nothing"}),
        json!({"outcome": "benign", "action": "none"}),
    ];
    for wrong in wrong {
        assert_eq!(inquiry.post(ina, "close", wrong).await.0, 400);
    }
    let reopen = inquiry.path("reopen");
    assert_eq!(team.post(ina, &reopen, None).await.0, 409);
    let closing = json!({"outcome": "confirmed-violation", "reason": "Omar told so himself", "action": "handed-over"});
    let (status, closed) = inquiry.post(ina, "close", closing).await;
    assert_eq!(
        (status, &closed["outcome"]),
        (200, &"confirmed-violation".into())
    );
    assert!(closed["closed_at"].is_string(), "{closed}");
    assert!(!inquiry.stored().await.contains("Omar"));
    // While it is closed, others look at its persons; analysts do not reopen it.
    let why = format!("/api/v1/persons/{}/why", team.persons[0]);
    assert_eq!(team.house.get(&inquiry.ivo, &why).await.status, 200);
    assert_eq!(team.post(&inquiry.ann, &reopen, None).await.0, 403);
    assert_eq!(team.post(&inquiry.ivo, &reopen, None).await.0, 404);
    let (status, opened) = team.post(ina, &reopen, None).await;
    assert_eq!(status, 200, "{opened}");
    assert!(opened.get("closed_at").is_none() && opened.get("outcome").is_none());
    assert_eq!(team.house.get(&inquiry.ivo, &why).await.status, 403);
    inquiry.note(ina, "once more").await;
    let (_, told) = inquiry.get(ina, "history").await;
    let closed = &told["entries"][2];
    let [kind, outcome, action, text] =
        ["kind", "outcome", "action", "text"].map(|field| closed[field].as_str().unwrap());
    assert_eq!(
        [kind, outcome, action, text],
        [
            "closed",
            "confirmed-violation",
            "handed-over",
            "Omar told so himself"
        ]
    );
    assert_eq!(told["entries"][3]["kind"], "reopened");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reopens_a_case_behind_one_that_others_have_opened_since() {
    let inquiry = Inquiry::new().await;
    let team = &inquiry.team;
    inquiry.close().await;
    let newer = json!({"persons": [team.persons[0]]});
    let (status, newer) = team.post(&inquiry.ivo, "cases", Some(newer)).await;
    assert_eq!(status, 200, "{newer}");
    let reopen = inquiry.path("reopen");
    let (status, refused) = team.post(&team.ina, &reopen, None).await;
    assert_eq!(status, 403, "{refused}");
    let close = format!("cases/{}/close", newer["id"].as_str().unwrap());
    let closed = team.post(&inquiry.ivo, &close, Some(benign())).await;
    assert_eq!(closed.0, 200, "{}", closed.1);
    assert_eq!(team.post(&team.ina, &reopen, None).await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_a_case_is_about_neither_gets_nor_sees_it() {
    let inquiry = Inquiry::new().await;
    let team = &inquiry.team;
    let own = team.account_of_person("omar", &team.persons[1]).await;
    let granted = team
        .house
        .grant(&team.ada, "investigators", &own, json!({}));
    assert_eq!(granted.await.status, 200);
    let contributor = format!("/api/v1/cases/{}/contributors/{own}", team.case);
    for who in [&team.ina, &inquiry.olga] {
        assert_eq!(team.status(who, Method::PUT, &contributor).await, 400);
    }
    let task = json!({"title": "Ask", "owner": own});
    assert_eq!(inquiry.post(&team.ina, "tasks", task).await.0, 400);
    assert_eq!(inquiry.assign(&team.ina, json!(own)).await.0, 400);
    let omar = team.house.sign_in("omar").await;
    for rest in ["notes", "tasks", "history"] {
        assert_eq!(inquiry.get(&omar, rest).await.0, 404, "{rest}");
    }
    let cases = team.house.get(&omar, "/api/v1/cases").await.json();
    assert_eq!(cases["cases"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn cases_are_found_by_state_by_whose_they_are_and_by_what_is_due() {
    let inquiry = Inquiry::new().await;
    let (team, ina, ann) = (&inquiry.team, &inquiry.team.ina, &inquiry.ann);
    let other = json!({"persons": [team.persons[0]]});
    let other = team.post(ina, "cases", Some(other)).await.1;
    let (first, other) = (team.case.as_str(), other["id"].as_str().unwrap());
    assert_eq!(inquiry.assign(ina, json!(inquiry.ivos_id)).await.0, 400);
    assert_eq!(inquiry.assign(ann, json!(null)).await.0, 403);
    let (status, given) = inquiry.assign(ina, json!(inquiry.anns_id)).await;
    assert_eq!(
        (status, &given["assignee"]),
        (200, &inquiry.anns_id.as_str().into())
    );
    let due = |title: &str, due: &str| json!({"title": title, "due": due});
    for task in [due("later", "2027-03-01"), due("first", "2027-02-01")] {
        assert_eq!(inquiry.post(ina, "tasks", task).await.0, 200);
    }
    let (_, shown) = team
        .post(ina, &inquiry.path("tasks"), Some(due("last", "2027-04-01")))
        .await;
    let anns = format!("assignee={}", inquiry.anns_id);
    let expected: [(&str, &[&str]); 9] = [
        ("", &[other, first]),
        ("open=true", &[other, first]),
        ("open=false", &[]),
        ("assignee=none", &[other]),
        ("assignee=me", &[]),
        ("due_by=2027-01-31", &[]),
        ("due_by=2027-02-01", &[first]),
        ("due_by=2027-02-01&assignee=none", &[]),
        (&anns, &[first]),
    ];
    for (query, ids) in expected {
        let mut found = inquiry.matching(ina, query).await;
        found.sort();
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        assert_eq!(found, ids, "{query}");
    }
    assert_eq!(inquiry.matching(ann, "assignee=me").await, [first]);
    assert_eq!(
        inquiry.matching(&inquiry.ivo, "").await,
        Vec::<String>::new()
    );
    assert_eq!(shown["due"], "2027-04-01");
    for wrong in ["open=lost", "assignee=ann", "due_by=soon", "owner=me"] {
        let path = format!("/api/v1/cases?{wrong}");
        assert_eq!(team.house.get(ina, &path).await.status, 400, "{wrong}");
    }
    // Who leaves the case has it no longer.
    let contributor = format!("/api/v1/cases/{first}/contributors/{}", inquiry.anns_id);
    assert_eq!(team.status(ina, Method::DELETE, &contributor).await, 200);
    assert_eq!(inquiry.matching(ina, "assignee=none").await.len(), 2);
    inquiry.close().await;
    assert_eq!(inquiry.matching(ina, "open=false").await, [first]);
    assert_eq!(inquiry.assign(ina, json!(null)).await.0, 409);
}
