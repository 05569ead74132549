//! Who sees a case, and what ends with it.

use axum::http::Method;
use serde_json::json;

use super::house::{Browser, benign};
use super::team::Team;

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_for_its_contributors_and_closing_it_ends_what_was_unmasked() {
    let team = Team::new().await;
    let (ivo, ivos_id) = team
        .house
        .member(&team.ada, "ivo", "investigators", json!({}))
        .await;
    let path = format!("/api/v1/cases/{}", team.case);
    hide_the_case(&team, &ivo, &path).await;
    let contributor = format!("{path}/contributors/{ivos_id}");
    assert_eq!(team.status(&ivo, Method::PUT, &contributor).await, 404);
    assert_eq!(team.status(&team.ina, Method::PUT, &contributor).await, 200);
    assert_eq!(team.house.get(&ivo, &path).await.status, 200);
    let id = team.asked(&ivo, 60).await;
    assert_eq!(team.step(&team.apo, &id, "approve").await.0, 200);
    assert_eq!(team.step(&ivo, &id, "reveal").await.0, 200);
    // Out of the case, out of sight.
    assert_eq!(
        team.status(&team.ina, Method::DELETE, &contributor).await,
        200
    );
    assert_eq!(team.step(&ivo, &id, "reveal").await.0, 403);
    assert_eq!(team.status(&team.ina, Method::PUT, &contributor).await, 200);
    let open = team.asked(&ivo, 60).await;
    let close = format!("{path}/close");
    for expected in [200, 409] {
        let closed = team
            .house
            .send(&team.ina, Method::POST, &close, Some(benign()));
        assert_eq!(closed.await.status, expected);
    }
    assert_eq!(team.step(&ivo, &id, "reveal").await.0, 403);
    assert_eq!(team.step(&team.apo, &open, "approve").await.0, 409);
    let listed = team.house.get(&team.apo, "/api/v1/unmaskings").await.json();
    let ended: Vec<_> = listed["unmaskings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["ground"].as_str())
        .collect();
    assert!(ended.contains(&Some("case-closed")), "{listed}");
    assert_eq!(
        team.post(&team.ina, "unmaskings", Some(team.wanted(10)))
            .await
            .0,
        409
    );
}

/// It is answered like one that is not there.
async fn hide_the_case(team: &Team, stranger: &Browser, path: &str) {
    let unknown = "/api/v1/cases/case-00000000000000000000000000000001";
    let (hidden, nothing) = (
        team.house.get(stranger, path).await,
        team.house.get(stranger, unknown).await,
    );
    assert_eq!(
        [hidden.status, nothing.status].map(|status| status.as_u16()),
        [404, 404]
    );
    assert_eq!(hidden.json()["detail"], nothing.json()["detail"]);
    assert_eq!(
        team.house.get(stranger, "/api/v1/cases").await.json()["cases"],
        json!([])
    );
    // Nor may a stranger ask for a name in it.
    let asked = team.post(stranger, "unmaskings", Some(team.wanted(10)));
    assert_eq!(asked.await.0, 403);
}
