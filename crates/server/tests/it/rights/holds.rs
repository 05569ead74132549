//! Holds on cases: what they keep, and who may place and lift them.

use axum::http::Method;
use serde_json::{Value, json};

use super::Office;
use crate::accounts::house::{Browser, benign};
use crate::http::call::Answer;

const DAY: i64 = 24 * 60;

/// Opens a case about these persons; gives its id.
async fn case(office: &Office, ina: &Browser, persons: &[&str]) -> String {
    let new = json!({"persons": persons});
    let opened = office.post(ina, "/api/v1/cases", new).await;
    assert_eq!(opened.status, 200, "{}", opened.text());
    opened.json()["id"].as_str().unwrap().to_owned()
}

async fn close(office: &Office, ina: &Browser, case: &str) {
    let path = format!("/api/v1/cases/{case}/close");
    assert_eq!(office.post(ina, &path, benign()).await.status, 200);
}

async fn hold(office: &Office, browser: &Browser, case: &str) -> Answer {
    let path = format!("/api/v1/cases/{case}/holds");
    let ground = json!({"ground": "legal-claim"});
    office.post(browser, &path, ground).await
}

async fn placed(office: &Office, browser: &Browser, case: &str) -> String {
    let held = hold(office, browser, case).await;
    assert_eq!(held.status, 200, "{}", held.text());
    held.json()["id"].as_str().unwrap().to_owned()
}

/// Somebody who is not in the office's unit and has an alert: 40 quiet days, and 40 copies in the end; gives the pseudonym.
async fn leaver(office: &Office) -> String {
    let by = ombud_app::Author::console("tester");
    let ombud = &office.house.ombud;
    ombud
        .create_policy(&by, "data-theft-departing-users", "leavers", &[])
        .await
        .unwrap();
    let hr = "EmailAddress,ResignationDate,LastWorkingDate\ntara@corp.example,2026-06-10T00:00:00Z,2026-07-10T00:00:00Z\n";
    let copied = |copy: usize| {
        json!({
            "CreationTime": format!("2026-06-09T14:{copy:02}:00"), "Id": format!("copy-{copy}"), "RecordType": 63, "Version": 1,
            "Operation": "FileCopiedToRemovableMedia", "UserId": "tara@corp.example", "UserKey": "tara@corp.example", "UserType": 0,
            "Workload": "Endpoint", "OrganizationId": "0", "ObjectId": format!("C:\\Work\\design {copy}.docx"), "FileExtension": "docx",
            "DeviceName": "PC-0017", "TargetFilePath": format!("E:\\design {copy}.docx"), "FileSize": 1000, "Platform": 1,
        })
    };
    let there = |day: usize| {
        json!({
            "CreationTime": format!("2026-{:02}-{:02}T09:00:00", 4 + day / 20, 5 + day % 20), "Id": format!("there-{day}"), "RecordType": 6,
            "Operation": "FileAccessed", "UserId": "tara@corp.example", "UserKey": "tara@corp.example", "UserType": 0, "Workload": "SharePoint",
            "ObjectId": "https://corp.sharepoint.example/sites/rd/plan.docx",
        })
    };
    let records = (0..40).map(there).chain((0..40).map(copied));
    let log: String = records.map(|record| format!("{record}\n")).collect();
    office.house.ingest("hr", hr).await.unwrap();
    office.house.ingest("m365", &log).await.unwrap();
    let alerts = ombud.find_alerts(&Default::default()).await.unwrap();
    assert_eq!(alerts.len(), 1, "{alerts:?}");
    alerts[0].person.clone()
}

/// What a run of retention deletes, by kind.
async fn run(office: &Office) -> Value {
    let ada = office.house.sign_in("ada").await;
    let run = office
        .post(&ada, "/api/v1/retention/run", json!({}))
        .await
        .json();
    assert_eq!(run["braked"], false, "{run}");
    run["due"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_on_a_case_keeps_it_and_everybody_in_it_until_it_is_lifted() {
    let office = Office::new().await;
    let tara = leaver(&office).await;
    let [lena, omar] = [office.people[0].as_str(), office.people[1].as_str()];
    office.member("petra", "approvers").await;
    let ina = office.member("ina", "investigators").await;
    // Lena is in both; only the first is held.
    let held = case(&office, &ina, &[lena, &tara]).await;
    let other = case(&office, &ina, &[lena, omar]).await;
    for case in [&held, &other] {
        close(&office, &ina, case).await;
    }
    office.house.pass(130 * DAY);
    let petra = office.house.sign_in("petra").await;
    let id = placed(&office, &petra, &held).await;
    for person in [lena, &tara] {
        let refused = office.erase(&petra, person).await.problem(409);
        assert!(refused.detail.contains(&id), "{}", refused.detail);
        assert!(!refused.detail.contains("case-"), "{}", refused.detail);
    }
    // Omar's two activities go: he is in no case that is held. Both cases are about Lena, so both stay.
    assert_eq!(run(&office).await, json!({"history": 2}));
    assert_eq!(office.erase(&petra, omar).await.status, 200);
    let ina = office.house.sign_in("ina").await;
    for case in [&held, &other] {
        let path = format!("/api/v1/cases/{case}");
        assert_eq!(office.status(&ina, Method::GET, &path).await, 200);
    }
    let lift = format!("/api/v1/holds/{id}");
    assert_eq!(office.status(&petra, Method::DELETE, &lift).await, 200);
    assert_eq!(office.erase(&petra, lena).await.status, 200);
    assert_eq!(
        run(&office).await,
        json!({"closed-cases": 2, "history": 84, "untriaged-alerts": 1})
    );
    let gone = format!("/api/v1/cases/{held}");
    assert_eq!(office.status(&ina, Method::GET, &gone).await, 404);
    assert_eq!(office.erase(&petra, &tara).await.status, 200);
}

/// It is answered like a case or a hold that is not there.
async fn answer_alike(office: &Office, browser: &Browser, case: &str, hold_id: &str) {
    let (no_case, no_hold) = (
        "case-00000000000000000000000000000007",
        "hold-00000000000000000000000000000007",
    );
    let ask = async |method: Method, path: &str| {
        let sent = office.house.send(browser, method, path, None);
        sent.await.problem(404)
    };
    let lift = |id: &str| format!("/api/v1/holds/{id}");
    let review = |id: &str| format!("/api/v1/holds/{id}/review");
    let pairs = [
        (
            hold(office, browser, case).await.problem(404),
            hold(office, browser, no_case).await.problem(404),
        ),
        (
            ask(Method::DELETE, &lift(hold_id)).await,
            ask(Method::DELETE, &lift(no_hold)).await,
        ),
        (
            ask(Method::PUT, &review(hold_id)).await,
            ask(Method::PUT, &review(no_hold)).await,
        ),
    ];
    for (there, absent) in pairs {
        assert_eq!(
            (there.kind, there.title, there.detail),
            (absent.kind, absent.title, absent.detail)
        );
    }
}

async fn holds_listed(office: &Office, browser: &Browser) -> Vec<Value> {
    let listed = office.house.get(browser, "/api/v1/erasures").await.json();
    listed["holds"].as_array().cloned().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_out_of_sight_is_held_and_let_go_by_nobody_and_does_not_show() {
    let office = Office::new().await;
    let [lena, omar] = [office.people[0].as_str(), office.people[1].as_str()];
    let petra = office.member("petra", "approvers").await;
    let ina = office.member("ina", "investigators").await;
    // Lena is in the unit, Omar is not.
    let (both, of_lena) = (
        case(&office, &ina, &[lena, omar]).await,
        case(&office, &ina, &[lena]).await,
    );
    let id = placed(&office, &petra, &both).await;
    let berta = office.bound("berta", "approvers").await;
    let (ines, ines_id) = office
        .house
        .member(
            &office.ada,
            "ines",
            "investigators",
            json!({"units": [office.unit]}),
        )
        .await;
    let ivo = office.member("ivo", "investigators").await;
    // To contribute is not enough for whoever does not reach everybody in the case.
    let contributor = format!("/api/v1/cases/{both}/contributors/{ines_id}");
    assert_eq!(office.status(&ina, Method::PUT, &contributor).await, 200);
    let anna = office.member("anna", "analysts").await;
    for closed in [false, true] {
        if closed {
            close(&office, &ina, &both).await;
        }
        for browser in [&berta, &ines, &ivo] {
            answer_alike(&office, browser, &both, &id).await;
            assert_eq!(holds_listed(&office, browser).await, Vec::<Value>::new());
        }
        // Whoever places no holds at all is told no more.
        for browser in [&office.ada, &anna] {
            hold(&office, browser, &both).await.problem(404);
        }
    }
    // Within reach they do as with persons: investigators place and review, approvers also lift.
    let within = placed(&office, &berta, &of_lena).await;
    let shown = holds_listed(&office, &berta).await;
    assert_eq!(
        shown.iter().map(|hold| &hold["on"]).collect::<Vec<_>>(),
        [&json!(of_lena)]
    );
    let path = format!("/api/v1/holds/{within}");
    assert_eq!(office.status(&berta, Method::DELETE, &path).await, 200);
    assert_eq!(holds_listed(&office, &ina).await.len(), 2);
    let review = format!("/api/v1/holds/{id}/review");
    assert_eq!(office.status(&ina, Method::PUT, &review).await, 200);
    let lift = format!("/api/v1/holds/{id}");
    assert_eq!(office.status(&ina, Method::DELETE, &lift).await, 403);
    assert_eq!(office.status(&petra, Method::DELETE, &lift).await, 200);
}
