//! What an agreement names: sources, indicators, templates, units, times of keeping and names. Only what it names is processed.

use ombud_app::{AppError, Author, Caller};
use ombud_detect::Condition;
use ombud_guard::agreement::NotAgreed;
use serde_json::{Value, json};

use super::council::{Council, everything, refusal, with};
use super::house::Browser;
use super::office::{LENA, OMAR, log, profiles, resignations};

/// Where the first of the analyst's alerts is read.
async fn first_alert(council: &Council) -> String {
    let alerts = council
        .house
        .get(&council.ana, "/api/v1/alerts")
        .await
        .json();
    let id = alerts["alerts"][0]["id"].as_str().unwrap();
    format!("/api/v1/alerts/{id}")
}

/// What the first of the analyst's alerts is made of.
async fn ledger(council: &Council) -> String {
    let path = first_alert(council).await;
    council.house.get(&council.ana, &path).await.json()["ledger"].to_string()
}

/// How many alerts the analyst is shown, and how many assessments a replay finds equal.
async fn alerts_and_assessments(council: &Council) -> (usize, u64) {
    (council.seen().await[1], council.equals_a_replay().await)
}

/// The first condition that the health of the first policy names.
async fn first_condition(council: &Council) -> Condition {
    let health = council.house.ombud.check_policies().await.unwrap();
    health[0].conditions[0].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn only_agreed_sources_are_taken_in_and_counted() {
    let council = Council::new().await;
    council.house.pass(1);
    let only_hr = council
        .agree(with(everything(), "sources", json!(["hr"])))
        .await;
    council.house.leavers_policy().await;
    council.house.ingest("hr", &resignations()).await.unwrap();
    assert_eq!(
        refusal(council.house.ingest("m365", &log()).await),
        NotAgreed::Source("m365".to_owned())
    );
    assert_eq!(
        council
            .house
            .ombud
            .find_sources()
            .await
            .unwrap()
            .iter()
            .map(|source| source.read)
            .sum::<u64>(),
        2
    );
    let (one, other) = (
        council.seen().await,
        council.house.ombud.find_persons(false).await.unwrap().len(),
    );
    assert_eq!((one[0], one[1], other), (2, 0, 2));

    // Both; then only HR again: what was read from the other is neither scored nor shown any more.
    council.house.pass(1);
    let both = council
        .agree(with(everything(), "sources", json!(["hr", "m365"])))
        .await;
    council.house.ingest("m365", &log()).await.unwrap();
    assert_eq!(alerts_and_assessments(&council).await, (2, 2));
    council.end(&both).await;
    let left = council.seen().await;
    assert_eq!((left[1], left[2]), (0, one[2]), "{only_hr}");
    council.equals_a_replay().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_agreed_indicators_and_templates_count() {
    let council = Council::new().await;
    council.house.pass(1);
    council.agree(everything()).await;
    council.house.leavers_policy().await;
    council.read().await;
    assert_eq!(council.seen().await[1], 2);
    let before = ledger(&council).await;
    assert!(before.contains("files.copied.removable-media"));
    let some = json!(["hr.resigned", "files.downloaded.sharepoint"]);
    council.house.pass(1);
    council.agree(with(everything(), "indicators", some)).await;
    assert!(council.seen().await[1] == 0 || !ledger(&council).await.contains("removable-media"));
    assert_eq!(council.equals_a_replay().await, 2);
    let condition = first_condition(&council).await;
    assert!(condition.text.contains("names 1 of the"), "{condition:?}");

    // Without the trigger nobody is in scope, and the policy says why.
    council.house.pass(1);
    council
        .agree(with(
            everything(),
            "indicators",
            json!(["files.downloaded.sharepoint"]),
        ))
        .await;
    assert_eq!(alerts_and_assessments(&council).await, (0, 0));
    let condition = first_condition(&council).await;
    assert!(
        condition.text.contains("names 0 of the") && !condition.met,
        "{condition:?}"
    );

    // A policy made from another template is silent, says so, and no other is made from it.
    council.house.pass(1);
    council
        .agree(with(everything(), "templates", json!(["data-leaks"])))
        .await;
    assert_eq!(alerts_and_assessments(&council).await, (0, 0));
    let condition = first_condition(&council).await;
    assert!(
        condition
            .text
            .contains("does not name the template `data-theft-departing-users`"),
        "{condition:?}"
    );
    let made = council
        .house
        .ombud
        .create_policy(
            &Author::console("t"),
            "data-theft-departing-users",
            "again",
            &[],
        )
        .await;
    assert_eq!(
        refusal(made),
        NotAgreed::Template("data-theft-departing-users".to_owned())
    );
    council.house.pass(1);
    council.agree(everything()).await;
    assert_eq!(alerts_and_assessments(&council).await, (2, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_persons_of_agreed_units_are_assessed_and_shown() {
    let council = Council::before().await;
    let lisbon = json!({"name": "Lisbon", "regions": ["Lisbon"]});
    let unit = council
        .post(&council.ada, "/api/v1/units", Some(lisbon))
        .await
        .json();
    council.switch(&council.priya, true).await;
    let agreement = council
        .agree(with(everything(), "units", json!([unit["id"]])))
        .await;
    council.house.leavers_policy().await;
    council
        .house
        .ingest(
            "hr",
            &profiles(&[
                [LENA, "Lisbon", "", "", "2026-01-01"],
                [OMAR, "Porto", "", "", "2026-01-01"],
            ]),
        )
        .await
        .unwrap();
    council.read().await;
    let seen = council.seen().await;
    assert_eq!(
        (seen[0], seen[1], council.equals_a_replay().await),
        (1, 1, 1)
    );
    let lena = council.house.ombud.find_persons(false).await.unwrap()[0]
        .person
        .clone();
    let hers = first_alert(&council).await;

    // She moves away, he moves in.
    let moved = profiles(&[
        [LENA, "Porto", "", "", "2026-02-01"],
        [OMAR, "Lisbon", "", "", "2026-02-01"],
    ]);
    council.house.ingest("hr", &moved).await.unwrap();
    let seen = council.seen().await;
    assert_eq!(
        (seen[0], seen[1], council.equals_a_replay().await),
        (1, 1, 1)
    );
    assert_ne!(
        council.house.ombud.find_persons(false).await.unwrap()[0].person,
        lena
    );
    council.house.get(&council.ana, &hers).await.problem(404);
    assert!(matches!(
        council.house.ombud.explain(&lena).await,
        Err(AppError::NotFound(_))
    ));

    refuse_to_redraw_until_the_end(&council, &unit, &agreement).await;
}

/// Whom the text covers is not changed behind it.
async fn refuse_to_redraw_until_the_end(council: &Council, unit: &Value, agreement: &Value) {
    let redrawn = json!({"id": unit["id"], "name": "Everywhere", "regions": ["Lisbon", "Porto"]});
    let refused = council
        .post(&council.ada, "/api/v1/units", Some(redrawn.clone()))
        .await
        .problem(409);
    assert!(
        refused
            .detail
            .contains("was signed for this admin unit as it is")
    );
    council.end(agreement).await;
    assert_eq!(
        council
            .post(&council.ada, "/api/v1/units", Some(redrawn))
            .await
            .status,
        200
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_kept_longer_than_agreed() {
    use ombud_guard::retention::Kind;
    let council = Council::new().await;
    let signed = council
        .agree(with(everything(), "retention_days", json!({"history": 20})))
        .await;
    let history = async || {
        let rows = council.house.ombud.find_retention().await.unwrap();
        rows.into_iter()
            .find(|row| row.kind.name() == "history")
            .map(|row| (row.days, row.agreed))
            .unwrap()
    };
    assert_eq!(history().await, (20, Some(20)));
    let by = Caller::Console("tester".to_owned());
    let refused = council
        .house
        .ombud
        .change_retention(&by, &[(Kind::History, 90)])
        .await
        .unwrap_err();
    assert!(
        refused
            .to_string()
            .contains("allows 20 days for history at most"),
        "{refused}"
    );
    council
        .house
        .ombud
        .change_retention(&by, &[(Kind::Rejects, 10)])
        .await
        .unwrap();
    // What the agreement shortened was not written into the settings.
    council.end(&signed).await;
    assert_eq!(history().await, (180, None));
    // The activities are half a year old and more: with the agreement they go, with the first run that nobody stops.
    council
        .agree(with(
            everything(),
            "retention_days",
            json!({"history": 100}),
        ))
        .await;
    council.read().await;
    let run = council.house.ombud.run_retention(&by, None).await.unwrap();
    assert!(run.due.contains_key("history"), "{run:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_asked_for_and_shown_as_agreed_only() {
    let council = Council::new().await;
    let twice = with(
        with(everything(), "unmasking_approvals", 2.into()),
        "unmasking_purposes",
        json!(["interview"]),
    );
    let agreement = council.agree(twice).await;
    council.read().await;
    let person = council.house.ombud.find_persons(false).await.unwrap()[0]
        .person
        .clone();
    let about = json!({"persons": [person]});
    let case = council
        .post(&council.ana, "/api/v1/cases", Some(about))
        .await
        .json();
    let ask = async |purpose: &str| {
        let wanted = json!({"person": person, "case": case["id"], "purpose": purpose, "justification": "to be heard before the weekend"});
        council
            .post(&council.ana, "/api/v1/unmaskings", Some(wanted))
            .await
    };
    assert!(
        ask("investigation")
            .await
            .problem(403)
            .detail
            .contains("as a purpose of unmasking")
    );
    let asked = ask("interview").await.json();
    // The settings say one, the agreement says two.
    assert_eq!(asked["approvals_needed"], 2);
    let step = async |who: &Browser, step: &str| {
        let id = asked["id"].as_str().unwrap();
        let path = format!("/api/v1/unmaskings/{id}/{step}");
        council.post(who, &path, None).await
    };
    assert_eq!(
        step(&council.priya, "approve").await.json()["state"],
        "requested"
    );
    assert_eq!(
        step(&council.paul, "approve").await.json()["state"],
        "approved"
    );
    assert_eq!(step(&council.ana, "reveal").await.status, 200);
    council.end(&agreement).await;
    let after = step(&council.ana, "reveal").await;
    assert!(
        [403, 404].contains(&after.status.as_u16()) && !after.text().contains("contoso"),
        "{}",
        after.text()
    );
}
