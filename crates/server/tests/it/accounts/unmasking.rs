//! How a name is shown: asked for, approved by another, released, ended.

use axum::http::Method;
use serde_json::{Value, json};

use super::house::{Browser, benign, forge_document};
use super::team::Team;

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_shown_to_the_one_who_asked_after_another_approved_and_until_it_expires() {
    let team = Team::new().await;
    let (ivo, _) = team
        .house
        .member(&team.ada, "ivo", "investigators", json!({}))
        .await;
    let id = team.asked(&team.ina, 30).await;
    hide_the_name_until_approved(&team, &ivo, &id).await;
    let (status, live) = team.step(&team.apo, &id, "approve").await;
    assert_eq!(
        (status, &live["state"]),
        (200, &"approved".into()),
        "{live}"
    );
    assert_eq!(
        team.step(&team.apo, &id, "reveal").await.0,
        403,
        "approvers are shown no names"
    );
    let (status, name) = team.step(&team.ina, &id, "reveal").await;
    assert_eq!(status, 200, "{name}");
    assert!(
        name["name"].as_str().unwrap().ends_with("@corp.example"),
        "{name}"
    );
    assert_eq!(
        (&name["person"], &name["until"]),
        (&team.persons[0].as_str().into(), &live["ends_at"])
    );
    assert_eq!(
        team.report().await,
        json!({"counted": 1, "open": 0, "agree": true})
    );
    team.house.pass(30);
    let ina = team.house.sign_in("ina").await;
    assert_eq!(team.step(&ina, &id, "reveal").await.0, 403);
    let listed = team.house.get(&ina, "/api/v1/unmaskings").await.json();
    assert_eq!(
        (
            &listed["unmaskings"][0]["state"],
            &listed["unmaskings"][0]["approvals_needed"]
        ),
        (&"expired".into(), &1.into())
    );
}

async fn hide_the_name_until_approved(team: &Team, stranger: &Browser, id: &str) {
    assert_eq!(
        team.step(&team.ina, id, "reveal").await.0,
        403,
        "nobody has approved yet"
    );
    assert_eq!(
        team.step(&team.ina, id, "approve").await.0,
        403,
        "investigators decide nothing"
    );
    assert_eq!(
        team.step(stranger, id, "reveal").await.0,
        404,
        "not his, and not his case"
    );
    // The approver reads why, and not the name.
    let shown = team
        .house
        .get(&team.apo, &format!("/api/v1/unmaskings/{id}"))
        .await;
    assert_eq!(
        shown.json()["justification"],
        "lena should be heard before the weekend"
    );
    assert!(!shown.text().contains("corp.example"));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_approvals_are_two_humans_and_one_denial_is_enough() {
    let team = Team::new().await;
    require_two_approvals(&team).await;
    let (ann, _) = team
        .house
        .member(&team.ada, "ann", "approvers", json!({}))
        .await;
    let id = team.asked(&team.ina, 60).await;
    assert_eq!(
        team.step(&team.apo, &id, "approve").await.1["state"],
        "requested"
    );
    assert_eq!(
        team.step(&team.apo, &id, "approve").await.0,
        403,
        "the second approval is another human's"
    );
    assert_eq!(team.step(&team.ina, &id, "reveal").await.0, 403);
    assert_eq!(team.step(&ann, &id, "approve").await.1["state"], "approved");
    assert_eq!(team.step(&team.ina, &id, "reveal").await.0, 200);
    assert_eq!(
        team.step(&team.ina, &id, "reveal").await.0,
        403,
        "one name a day"
    );
    // Ended before its time, by whoever approved it.
    assert_eq!(team.ended(&team.apo, &id, "revoke", "because").await.0, 400);
    assert_eq!(
        team.ended(&team.apo, &id, "revoke", "misuse").await.1["ground"],
        "misuse"
    );
    assert_eq!(team.ended(&team.apo, &id, "revoke", "misuse").await.0, 409);
    let denied = team.asked(&team.ina, 60).await;
    assert_eq!(team.step(&team.apo, &denied, "approve").await.0, 200);
    assert_eq!(
        team.ended(&ann, &denied, "deny", "too-weak").await.1["state"],
        "denied"
    );
    assert_eq!(team.step(&ann, &denied, "approve").await.0, 409);
    let withdrawn = team.asked(&team.ina, 60).await;
    assert_eq!(team.step(&team.apo, &withdrawn, "withdraw").await.0, 403);
    assert_eq!(
        team.step(&team.ina, &withdrawn, "withdraw").await.1["state"],
        "withdrawn"
    );
}

/// Sets rules by which two approve and one name a day is shown; only administrators may, and only good ones.
async fn require_two_approvals(team: &Team) {
    let rules = json!({"approvals": 2, "usual_minutes": 60, "longest_minutes": 600, "lapse_minutes": 600, "releases_per_day": 1,
                       "rest_minutes": 1440});
    let change = async |who: &Browser, rules: &Value| {
        team.house
            .send(
                who,
                Method::PUT,
                "/api/v1/unmasking-rules",
                Some(rules.clone()),
            )
            .await
            .status
    };
    assert_eq!(change(&team.apo, &rules).await, 403);
    assert_eq!(change(&team.ada, &rules).await, 200);
    let mut wrong = rules.clone();
    wrong["approvals"] = 3.into();
    assert_eq!(change(&team.ada, &wrong).await, 400);
    assert_eq!(
        team.house
            .get(&team.apo, "/api/v1/unmasking-rules")
            .await
            .json(),
        rules
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_wrongly_is_refused_with_the_reason() {
    let team = Team::new().await;
    let ask = async |edit: fn(&mut Value)| {
        let mut wanted = team.wanted(10);
        edit(&mut wanted);
        team.post(&team.ina, "unmaskings", Some(wanted)).await.0
    };
    assert_eq!(ask(|_| {}).await, 200);
    assert_eq!(
        ask(|wanted| wanted["purpose"] = "curiosity".into()).await,
        400
    );
    assert_eq!(
        ask(|wanted| wanted["justification"] = "because".into()).await,
        400
    );
    assert_eq!(ask(|wanted| wanted["minutes"] = 50_000.into()).await, 400);
    assert_eq!(ask(|wanted| wanted["name"] = "Mia".into()).await, 400);
    assert_eq!(
        ask(|wanted| wanted["person"] = "no-such-person-1".into()).await,
        404
    );
    assert_eq!(
        ask(|wanted| wanted["case"] = "case-00000000000000000000000000000001".into()).await,
        404
    );
    assert_eq!(
        team.post(&team.apo, "unmaskings", Some(team.wanted(10)))
            .await
            .0,
        403
    );
    let (_, other) = team
        .post(
            &team.ina,
            "cases",
            Some(json!({"persons": [team.persons[1]]})),
        )
        .await;
    let mut wanted = team.wanted(10);
    wanted["case"] = other["id"].clone();
    assert_eq!(
        team.post(&team.ina, "unmaskings", Some(wanted)).await.0,
        400,
        "the case is about somebody else"
    );
    refuse_cases_opened_wrongly(&team).await;
}

async fn refuse_cases_opened_wrongly(team: &Team) {
    assert_eq!(
        team.post(&team.ina, "cases", Some(json!({"persons": []})))
            .await
            .0,
        400
    );
    assert_eq!(
        team.post(
            &team.ina,
            "cases",
            Some(json!({"persons": ["no-such-person-1"]}))
        )
        .await
        .0,
        404
    );
    assert_eq!(
        team.post(&team.ada, "cases", Some(json!({"persons": team.persons})))
            .await
            .0,
        404
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_written_into_the_database_opens_nothing() {
    let team = Team::new().await;
    let (honest, forged) = (
        team.asked(&team.ina, 60).await,
        team.asked(&team.ina, 60).await,
    );
    assert_eq!(team.step(&team.apo, &honest, "approve").await.0, 200);
    let records = team.house.ombud.store().records();
    let approved: Value = serde_json::from_str(
        &records
            .document("unmasking", &honest)
            .await
            .unwrap()
            .unwrap()
            .body,
    )
    .unwrap();
    let mut document = records
        .document("unmasking", &forged)
        .await
        .unwrap()
        .unwrap();
    let mut body: Value = serde_json::from_str(&document.body).unwrap();
    for field in ["state", "approvals"] {
        body["unmasking"][field] = approved["unmasking"][field].clone();
    }
    document.body = body.to_string();
    document.version += 1;
    forge_document(records, document).await;
    let (status, answer) = team.step(&team.ina, &forged, "reveal").await;
    assert_eq!(status, 500, "{answer}");
    assert!(!answer.to_string().contains("corp.example"), "{answer}");
    let (ann, _) = team
        .house
        .member(&team.ada, "ann", "approvers", json!({}))
        .await;
    assert_eq!(
        team.step(&ann, &forged, "approve").await.0,
        500,
        "nor is it made good by a true approval"
    );
    assert_eq!(team.step(&team.ina, &honest, "reveal").await.0, 200);
    let report = team.report().await;
    assert_eq!(
        (&report["counted"], &report["agree"]),
        (&1.into(), &true.into()),
        "{report}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approver_of_one_unit_neither_sees_nor_decides_on_others() {
    let team = Team::new().await;
    let unit = json!({"name": "North", "persons": [team.persons[1]]});
    let unit = team
        .house
        .send(&team.ada, Method::POST, "/api/v1/units", Some(unit))
        .await
        .json();
    let (north, _) = team
        .house
        .member(
            &team.ada,
            "nora",
            "approvers",
            json!({"units": [unit["id"]]}),
        )
        .await;
    let id = team.asked(&team.ina, 60).await;
    assert_eq!(
        team.house.get(&north, "/api/v1/unmaskings").await.json()["unmaskings"],
        json!([])
    );
    assert_eq!(
        team.house
            .get(&north, &format!("/api/v1/unmaskings/{id}"))
            .await
            .status,
        404
    );
    assert_eq!(team.step(&north, &id, "approve").await.0, 404);
    assert_eq!(team.ended(&north, &id, "deny", "too-weak").await.0, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_person_erased_the_reason_is_gone_and_the_request_remains() {
    let team = Team::new().await;
    let id = team.asked(&team.ina, 60).await;
    assert_eq!(team.step(&team.apo, &id, "approve").await.0, 200);
    let by = ombud_app::Caller::Console("tester".to_owned());
    let (ground, depth) = (
        ombud_guard::erasure::ErasureGround::PersonAsked,
        ombud_guard::erasure::Depth::Everything,
    );
    team.house
        .ombud
        .erase(&by, &team.persons[0], ground, depth)
        .await
        .unwrap();
    assert_eq!(team.step(&team.ina, &id, "reveal").await.0, 409);
    let shown = team
        .house
        .get(&team.apo, &format!("/api/v1/unmaskings/{id}"))
        .await;
    assert_eq!(shown.status, 200);
    assert_eq!(shown.json().get("justification"), None);
    let records = team.house.ombud.store().records();
    assert_eq!(records.document("justification", &id).await.unwrap(), None);
    let case = team
        .house
        .get(&team.ina, &format!("/api/v1/cases/{}", team.case))
        .await
        .json();
    assert_eq!(case["persons"], json!([team.persons[1]]));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_accounts_of_one_human_are_shown_no_more_names_than_one() {
    let team = Team::new().await;
    let rules = json!({"approvals": 1, "usual_minutes": 60, "longest_minutes": 600, "lapse_minutes": 600, "releases_per_day": 1});
    let changed = team
        .house
        .send(
            &team.ada,
            Method::PUT,
            "/api/v1/unmasking-rules",
            Some(rules),
        )
        .await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let close = format!("cases/{}/close", team.case);
    assert_eq!(team.post(&team.ina, &close, Some(benign())).await.0, 200);
    let mut shown = Vec::new();
    for login in ["ona", "ola"] {
        let id = team.account_of_person(login, &team.persons[1]).await;
        let granted = team
            .house
            .grant(&team.ada, "investigators", &id, json!({}))
            .await;
        assert_eq!(granted.status, 200, "{}", granted.text());
        let browser = team.house.sign_in(login).await;
        let (status, case) = team
            .post(
                &browser,
                "cases",
                Some(json!({"persons": [team.persons[0]]})),
            )
            .await;
        assert_eq!(status, 200, "{case}");
        let mut wanted = team.wanted(60);
        wanted["case"] = case["id"].clone();
        let (status, made) = team.post(&browser, "unmaskings", Some(wanted)).await;
        assert_eq!(status, 200, "{made}");
        let id = made["id"].as_str().unwrap();
        assert_eq!(team.step(&team.apo, id, "approve").await.0, 200);
        shown.push(team.step(&browser, id, "reveal").await.0);
        // The other account can open a case about the same person only when this one is closed.
        let close = format!("cases/{}/close", case["id"].as_str().unwrap());
        assert_eq!(team.post(&browser, &close, Some(benign())).await.0, 200);
    }
    assert_eq!(shown, [200, 403]);
}
