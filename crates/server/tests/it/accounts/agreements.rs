//! Works-council mode: without an agreement in force nothing is processed, and nobody gets around it alone.

use axum::http::Method;
use ombud_app::Author;
use ombud_guard::agreement::NotAgreed;
use serde_json::{Value, json};

use super::council::{Council, everything, refusal, with};
use super::office::{log, resignations};

#[tokio::test(flavor = "multi_thread")]
async fn without_an_agreement_nothing_is_taken_in_assessed_or_shown() {
    let council = Council::before().await;
    council.house.office().await;
    let before = council.seen().await;
    assert_eq!(before[..2], [5, 2]);
    let state = council.switch(&council.priya, true).await;
    assert_eq!((&state["on"], state.get("in_force")), (&json!(true), None));
    assert_eq!(council.seen().await, [0, 0, 0]);
    assert_eq!(
        refusal(council.house.ingest("m365", &log()).await),
        NotAgreed::NoAgreement
    );
    let ombud = &council.house.ombud;
    assert_eq!(
        refusal(
            ombud
                .create_policy(&Author::console("t"), "data-leaks", "x", &[])
                .await
        ),
        NotAgreed::NoAgreement
    );
    assert_eq!(refusal(ombud.replay(None).await), NotAgreed::NoAgreement);
    assert!(
        ombud
            .find_alerts(&Default::default())
            .await
            .unwrap()
            .is_empty()
    );
    assert!(!ombud.check_policies().await.unwrap()[0].healthy);
    assert!(
        ombud.check_policies().await.unwrap()[0].conditions[0]
            .text
            .starts_with("no agreement is in force")
    );

    // With one that allows everything, everything is there again; when it ends, nothing is.
    let signed = council.agree(everything()).await;
    assert_eq!(
        (&signed["standing"], &signed["in_force"]),
        (&json!("in-force"), &json!(true))
    );
    let about_names = ["title", "unmasking_purposes", "unmasking_approvals"];
    for name in about_names {
        assert_eq!(signed[name], everything()[name], "{name}");
    }
    assert_eq!(
        (council.seen().await, council.equals_a_replay().await),
        (before, 2)
    );
    council.end(&signed).await;
    assert_eq!(council.seen().await, [0, 0, 0]);
    assert_eq!(
        refusal(council.house.ingest("m365", &log()).await),
        NotAgreed::NoAgreement
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_signed_is_the_text_that_was_seen_and_by_others_than_its_drafters() {
    let council = Council::new().await;
    let draft = council.draft(everything()).await;
    let path = format!("/api/v1/agreements/{}", draft["id"].as_str().unwrap());
    council.sign(&council.plato, &draft).await.problem(403);
    council.sign(&council.ada, &draft).await.problem(403);
    assert_eq!(council.sign(&council.priya, &draft).await.status, 200);
    assert!(
        council
            .sign(&council.priya, &draft)
            .await
            .problem(403)
            .detail
            .contains("two approvals are two humans")
    );
    // Other terms: the signature is gone, and the old digest signs nothing.
    let other = with(everything(), "purpose", json!("Something else."));
    let revised = council
        .house
        .send(&council.plato, Method::PUT, &path, Some(other))
        .await
        .json();
    assert_eq!(revised["signatures"], json!([]));
    assert!(
        council
            .sign(&council.paul, &draft)
            .await
            .problem(409)
            .detail
            .contains("read it again")
    );
    assert_eq!(
        council.sign(&council.paul, &revised).await.json()["standing"],
        "draft"
    );
    assert_eq!(
        council.sign(&council.priya, &revised).await.json()["standing"],
        "in-force"
    );
    council
        .house
        .send(&council.plato, Method::PUT, &path, Some(everything()))
        .await
        .problem(409);
    let read = council.house.get(&council.ada, &path).await.json();
    assert_eq!(
        (&read["text"], &read["digest"]),
        (&revised["text"], &revised["digest"])
    );
    council
        .house
        .get(
            &council.ada,
            "/api/v1/agreements/agreement-00000000000000000000000000000001",
        )
        .await
        .problem(404);
    refuse_the_signature_of_a_drafter(&council).await;
    refuse_mistyped_terms(&council).await;
}

/// Who approves, drafts; and does not sign then.
async fn refuse_the_signature_of_a_drafter(council: &Council) {
    let own = council
        .post(&council.priya, "/api/v1/agreements", Some(everything()))
        .await
        .json();
    assert!(
        council
            .sign(&council.priya, &own)
            .await
            .problem(403)
            .detail
            .contains("drafted")
    );
}

/// What is mistyped is no agreement on nothing.
async fn refuse_mistyped_terms(council: &Council) {
    for (key, value) in [
        ("sources", json!(["m356"])),
        ("indicators", json!(["all", "hr.resigned"])),
        ("templates", json!(["data-leeks"])),
        ("units", json!(["unit-00000000000000000000000000000001"])),
        ("unmasking_purposes", json!(["curiosity"])),
        ("retention_days", json!({"histories": 3})),
        ("valid_until", json!("2026-01-01T00:00:00Z")),
        ("surprise", json!(1)),
    ] {
        let answer = council
            .post(
                &council.plato,
                "/api/v1/agreements",
                Some(with(everything(), key, value)),
            )
            .await;
        assert_eq!(answer.status, 400, "{key}: {}", answer.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn works_council_mode_is_not_switched_off_by_one() {
    let council = Council::new().await;
    for who in [&council.ada, &council.plato, &council.ana] {
        council
            .house
            .send(
                who,
                Method::PUT,
                "/api/v1/works-council",
                Some(json!({"on": false})),
            )
            .await
            .problem(403);
    }
    let asked = council.switch(&council.priya, false).await;
    assert_eq!(
        (
            &asked["on"],
            asked["off_asked_by"].as_array().unwrap().len(),
            &asked["off_needs"]
        ),
        (&json!(true), 1, &json!(2))
    );
    council
        .house
        .send(
            &council.priya,
            Method::PUT,
            "/api/v1/works-council",
            Some(json!({"on": false})),
        )
        .await
        .problem(403);
    assert_eq!(
        refusal(council.house.ingest("m365", &log()).await),
        NotAgreed::NoAgreement
    );
    // Whoever wants it on takes the wish back; a wish does not wait for ever.
    assert_eq!(
        council.switch(&council.priya, true).await["off_asked_by"],
        json!([])
    );
    council.switch(&council.priya, false).await;
    council.house.pass(7 * 24 * 60);
    let paul = council.house.sign_in("paul").await;
    assert_eq!(council.switch(&paul, false).await["on"], true);
    let priya = council.house.sign_in("priya").await;
    assert_eq!(council.switch(&priya, false).await["on"], false);
    council.house.ingest("m365", &log()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_begins_and_ends_by_time() {
    let council = Council::before().await;
    council.house.office().await;
    let all = council.seen().await;
    council.switch(&council.priya, true).await;
    // The house's clock begins at 08:00.
    let terms = with(everything(), "valid_from", json!("2027-01-15T08:05:00Z"));
    let signed = council
        .agree(with(terms, "valid_until", json!("2027-01-15T08:10:00Z")))
        .await;
    assert_eq!(
        (&signed["standing"], council.seen().await),
        (&json!("awaited"), [0, 0, 0])
    );
    council.house.pass(4);
    assert_eq!(
        refusal(council.house.ingest("m365", &log()).await),
        NotAgreed::NoAgreement
    );
    council.house.pass(1);
    council.house.ingest("m365", &log()).await.unwrap();
    assert_eq!(council.seen().await, all);
    council.house.pass(4);
    assert_eq!(
        (council.seen().await, council.equals_a_replay().await),
        (all, 2)
    );
    council.house.pass(1);
    assert_eq!(council.seen().await, [0, 0, 0]);
    assert_eq!(
        refusal(council.house.ingest("m365", &log()).await),
        NotAgreed::NoAgreement
    );
    let listed = council
        .house
        .get(&council.ada, "/api/v1/agreements")
        .await
        .json();
    assert_eq!(listed["agreements"][0]["standing"], "expired");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_that_somebody_wrote_into_the_database_is_none() {
    use ombud_store::records::Document;

    use super::house::forge_document;
    let council = Council::new().await;
    let signed = council.agree(everything()).await;
    council.house.ingest("hr", &resignations()).await.unwrap();
    let records = council.house.ombud.store().records();
    // What is changed leaves text, hash and signatures as they are: only the program's own tag tells.
    let forge = async |kind: &'static str, id: &str, change: fn(&mut Value)| {
        let stored = records.document(kind, id).await.unwrap().unwrap();
        let mut body: Value = serde_json::from_str(&stored.body).unwrap();
        change(&mut body["value"]);
        let forged = Document {
            version: stored.version + 1,
            body: body.to_string(),
            ..stored
        };
        forge_document(records, forged).await;
        let unit = json!({"name": "Lisbon", "regions": ["Lisbon"]});
        assert_eq!(
            council
                .post(&council.ada, "/api/v1/units", Some(unit))
                .await
                .status,
            200
        );
    };
    let id = signed["id"].as_str().unwrap();
    forge("agreement", id, |agreement| {
        agreement["signatures"][0]["at"] = json!("2027-01-02T00:00:00Z")
    })
    .await;
    assert_eq!(
        refusal(council.house.ingest("m365", &log()).await),
        NotAgreed::NoAgreement
    );
    assert_eq!(
        council
            .house
            .get(&council.ada, "/api/v1/agreements")
            .await
            .json()["agreements"][0]["standing"],
        "tampered"
    );
    // Nor is the mode switched off so.
    forge("works-council", "mode", |mode| {
        mode["council"] = json!("off")
    })
    .await;
    assert_eq!(
        refusal(council.house.ingest("m365", &log()).await),
        NotAgreed::NoAgreement
    );
    assert_eq!(
        council
            .house
            .get(&council.ada, "/api/v1/works-council")
            .await
            .json()["on"],
        true
    );
}
