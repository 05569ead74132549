//! Rights that rest after a reset or a grant, and come back by themselves.

use axum::http::Method;
use serde_json::{Value, json};

use super::house::Browser;
use super::team::Team;

/// Minutes for which rights rest.
const REST: i64 = 24 * 60;

/// What takes two: asked for, approved by another, and asked for again.
async fn by_two(
    team: &Team,
    (asks, approves): (&Browser, &Browser),
    method: Method,
    path: &str,
    body: Option<Value>,
) -> Value {
    let ask = async || {
        let path = format!("/api/v1/{path}");
        let (house, body) = (&team.house, body.clone());
        house.send(asks, method.clone(), &path, body).await
    };
    let told = ask().await.problem(409).detail;
    let (_, digits) = told.split_once("proposal-").unwrap();
    let digits: String = digits.chars().take(32).collect();
    let approve = format!("proposals/proposal-{digits}/approve");
    let (status, decided) = team.post(approves, &approve, None).await;
    assert_eq!(status, 200, "{decided}");
    let done = ask().await;
    assert_eq!(done.status, 200, "{}", done.text());
    done.json()
}

/// What the approver and the investigator are answered now: to the approval, and to the question for a name.
async fn tried(team: &Team, [asked, approved]: [&str; 2]) -> [(u16, Value); 2] {
    let ann = team.house.sign_in("ann").await;
    let ina = team.house.sign_in("ina").await;
    [
        team.step(&ann, asked, "approve").await,
        team.step(&ina, approved, "reveal").await,
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn rights_rest_for_a_day_after_a_reset_or_a_grant_and_then_work() {
    let team = Team::new().await;
    let (house, ada) = (&team.house, &team.ada);
    let three_days = 3 * 24 * 60;
    let asked = team.asked(&team.ina, three_days).await;
    let approved = team.asked(&team.ina, three_days).await;
    assert_eq!(team.step(&team.apo, &approved, "approve").await.0, 200);
    let ann = house.account(ada, "ann").await;
    // With the second administrator the rule begins.
    let (bob, _) = house.member(ada, "bob", "administrators", json!({})).await;
    let member = format!("roles/approvers/members/{ann}");
    by_two(&team, (ada, &bob), Method::PUT, &member, Some(json!({}))).await;
    let me = house.get(&team.ina, "/api/v1/me").await.json();
    let reset = format!("accounts/{}/reset", me["account"]["id"].as_str().unwrap());
    let reset = by_two(&team, (ada, &bob), Method::POST, &reset, None).await;
    let link = reset["set_up"].as_str().unwrap().split_once('=').unwrap().1;
    let form = format!("link={link}&password=seven+grey+herons+wade&again=seven+grey+herons+wade");
    assert_eq!(house.form("/set-up", &form).await.status, 200);
    for minutes in [0, REST - 1] {
        house.pass(minutes);
        for (status, problem) in tried(&team, [&asked, &approved]).await {
            let told = problem["detail"].as_str().unwrap();
            assert!(
                status == 403 && told.contains("approves nothing and is shown no name until"),
                "after {minutes} minutes: {problem}"
            );
        }
    }
    house.pass(1);
    let [(status, decided), (shown, name)] = tried(&team, [&asked, &approved]).await;
    assert_eq!(
        (status, &decided["state"]),
        (200, &json!("approved")),
        "{decided}"
    );
    assert_eq!(shown, 200, "{name}");
    assert!(
        name["name"].as_str().unwrap().ends_with("@corp.example"),
        "{name}"
    );
}
