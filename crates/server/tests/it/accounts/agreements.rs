//! Works-council mode: what is not agreed is not processed, from the very moment on, and nobody gets around it alone.

use axum::http::Method;
use ombud_guard::agreement::NotAgreed;
use ombud_server::app::{AppError, By, Caller};
use serde_json::{Value, json};

use super::house::{Browser, House};
use super::office::{LENA, OMAR, log, profiles, resignations};

/// An installation in works-council mode with somebody of each kind.
struct Council {
    house: House,
    ada: Browser,
    plato: Browser,
    priya: Browser,
    paul: Browser,
    ana: Browser,
}

/// Everything is agreed, from the time at which the clock of the house begins.
fn everything() -> Value {
    json!({
        "title": "Leavers", "purpose": "Finding leavers who take files along.",
        "unmasking_purposes": ["investigation"], "sources": ["all"], "indicators": ["all"], "templates": ["all"], "units": ["all"],
        "signatures_required": 2, "unmasking_approvals": 1, "valid_from": "2027-01-01T00:00:00Z",
    })
}

fn with(mut terms: Value, key: &str, value: Value) -> Value {
    terms[key] = value;
    terms
}

impl Council {
    /// Before works-council mode is on.
    async fn before() -> Self {
        let (house, ada) = House::with_administrator().await;
        let (plato, _) = house.member(&ada, "plato", "planners", json!({})).await;
        let (priya, _) = house.member(&ada, "priya", "approvers", json!({})).await;
        let (paul, _) = house.member(&ada, "paul", "approvers", json!({})).await;
        let (ana, _) = house.member(&ada, "ana", "analysts", json!({})).await;
        Self {
            house,
            ada,
            plato,
            priya,
            paul,
            ana,
        }
    }

    async fn new() -> Self {
        let council = Self::before().await;
        council.switch(&council.priya, true).await;
        council
    }

    async fn switch(&self, who: &Browser, on: bool) -> Value {
        let answer = self
            .house
            .send(
                who,
                Method::PUT,
                "/api/v1/works-council",
                Some(json!({"on": on})),
            )
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    async fn post(
        &self,
        who: &Browser,
        path: &str,
        body: Option<Value>,
    ) -> crate::http::call::Answer {
        self.house.send(who, Method::POST, path, body).await
    }

    async fn draft(&self, terms: Value) -> Value {
        let answer = self
            .post(&self.plato, "/api/v1/agreements", Some(terms))
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    async fn sign(&self, who: &Browser, draft: &Value) -> crate::http::call::Answer {
        let path = format!("/api/v1/agreements/{}/sign", draft["id"].as_str().unwrap());
        self.post(who, &path, Some(json!({"digest": draft["digest"]})))
            .await
    }

    /// Drafted and signed by both.
    async fn agree(&self, terms: Value) -> Value {
        let draft = self.draft(terms).await;
        assert_eq!(
            self.sign(&self.priya, &draft).await.json()["standing"],
            "draft"
        );
        let signed = self.sign(&self.paul, &draft).await;
        assert_eq!(signed.status, 200, "{}", signed.text());
        signed.json()
    }

    async fn end(&self, agreement: &Value) {
        let path = format!(
            "/api/v1/agreements/{}/end",
            agreement["id"].as_str().unwrap()
        );
        let answer = self.post(&self.paul, &path, None).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json()["standing"].clone()),
            (200, json!("ended")),
            "{}",
            answer.text()
        );
    }

    async fn read(&self) {
        self.house.ingest("hr", &resignations()).await.unwrap();
        self.house.ingest("m365", &log()).await.unwrap();
    }

    /// How many persons and alerts the analyst is shown, and how many activities at most 1000.
    async fn seen(&self) -> [usize; 3] {
        let count = async |path: &str, list: &str| {
            self.house.get(&self.ana, path).await.json()[list]
                .as_array()
                .unwrap()
                .len()
        };
        [
            count("/api/v1/persons?limit=100", "persons").await,
            count("/api/v1/alerts", "alerts").await,
            count("/api/v1/activities?where=true&limit=1000", "activities").await,
        ]
    }

    async fn equals_a_replay(&self) -> u64 {
        let replay = self.house.ombud.replay(None).await.unwrap();
        assert!(replay.equal_to_stored, "{replay:?}");
        replay.assessments
    }
}

fn refusal<T: std::fmt::Debug>(result: Result<T, AppError>) -> NotAgreed {
    match result {
        Err(AppError::NotAgreed(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

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
                .create_policy("data-leaks", "x", &[], &By::console("t"))
                .await
        ),
        NotAgreed::NoAgreement
    );
    assert_eq!(refusal(ombud.replay(None).await), NotAgreed::NoAgreement);
    assert!(ombud.alerts(&Default::default()).await.unwrap().is_empty());
    assert!(!ombud.health().await.unwrap()[0].healthy);
    assert!(
        ombud.health().await.unwrap()[0].conditions[0]
            .text
            .starts_with("no agreement is in force")
    );

    // With one that allows everything, everything is there again; when it ends, nothing is.
    let signed = council.agree(everything()).await;
    assert_eq!(
        (&signed["standing"], &signed["in_force"]),
        (&json!("in-force"), &json!(true))
    );
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
    // Who approves, drafts; and does not sign then.
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
    // What is mistyped is no agreement on nothing.
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
            .sources()
            .await
            .unwrap()
            .iter()
            .map(|source| source.read)
            .sum::<u64>(),
        2
    );
    let (one, other) = (
        council.seen().await,
        council.house.ombud.persons(false).await.unwrap().len(),
    );
    assert_eq!((one[0], one[1], other), (2, 0, 2));

    // Both; then only HR again: what was read from the other is neither scored nor shown any more.
    council.house.pass(1);
    let both = council
        .agree(with(everything(), "sources", json!(["hr", "m365"])))
        .await;
    council.house.ingest("m365", &log()).await.unwrap();
    assert_eq!(
        (council.seen().await[1], council.equals_a_replay().await),
        (2, 2)
    );
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
    let ledger = async || {
        let alerts = council
            .house
            .get(&council.ana, "/api/v1/alerts")
            .await
            .json();
        let path = format!(
            "/api/v1/alerts/{}",
            alerts["alerts"][0]["id"].as_str().unwrap()
        );
        council.house.get(&council.ana, &path).await.json()["ledger"].to_string()
    };
    assert!(ledger().await.contains("files.copied.removable-media"));
    let some = json!(["hr.resigned", "files.downloaded.sharepoint"]);
    council.house.pass(1);
    council.agree(with(everything(), "indicators", some)).await;
    assert!(council.seen().await[1] == 0 || !ledger().await.contains("removable-media"));
    assert_eq!(council.equals_a_replay().await, 2);
    let health = council.house.ombud.health().await.unwrap();
    assert!(
        health[0].conditions[0].text.contains("names 1 of the"),
        "{health:?}"
    );

    // Without the trigger nobody is in scope, and the policy says why.
    council.house.pass(1);
    council
        .agree(with(
            everything(),
            "indicators",
            json!(["files.downloaded.sharepoint"]),
        ))
        .await;
    assert_eq!(
        (council.seen().await[1], council.equals_a_replay().await),
        (0, 0)
    );
    let health = council.house.ombud.health().await.unwrap();
    assert!(
        health[0].conditions[0].text.contains("names 0 of the") && !health[0].conditions[0].met,
        "{health:?}"
    );

    // A policy made from another template is silent, says so, and no other is made from it.
    council.house.pass(1);
    council
        .agree(with(everything(), "templates", json!(["data-leaks"])))
        .await;
    assert_eq!(
        (council.seen().await[1], council.equals_a_replay().await),
        (0, 0)
    );
    let health = council.house.ombud.health().await.unwrap();
    assert!(
        health[0].conditions[0]
            .text
            .contains("does not name the template `data-theft-departing-users`"),
        "{health:?}"
    );
    let made = council
        .house
        .ombud
        .create_policy(
            "data-theft-departing-users",
            "again",
            &[],
            &By::console("t"),
        )
        .await;
    assert_eq!(
        refusal(made),
        NotAgreed::Template("data-theft-departing-users".to_owned())
    );
    council.house.pass(1);
    council.agree(everything()).await;
    assert_eq!(
        (council.seen().await[1], council.equals_a_replay().await),
        (2, 2)
    );
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
    let signed = council
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
    let lena = council.house.ombud.persons(false).await.unwrap()[0]
        .person
        .clone();
    let hers = council
        .house
        .get(&council.ana, "/api/v1/alerts")
        .await
        .json()["alerts"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();

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
        council.house.ombud.persons(false).await.unwrap()[0].person,
        lena
    );
    council
        .house
        .get(&council.ana, &format!("/api/v1/alerts/{hers}"))
        .await
        .problem(404);
    assert!(matches!(
        council.house.ombud.why(&lena).await,
        Err(AppError::NotFound(_))
    ));

    // Whom the text covers is not changed behind it.
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
    council.end(&signed).await;
    assert_eq!(
        council
            .post(&council.ada, "/api/v1/units", Some(redrawn))
            .await
            .status,
        200
    );
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
async fn nothing_is_kept_longer_than_agreed() {
    use ombud_guard::retention::Kind;
    let council = Council::new().await;
    let signed = council
        .agree(with(everything(), "retention_days", json!({"history": 20})))
        .await;
    let history = async || {
        let rows = council.house.ombud.retention().await.unwrap();
        rows.into_iter()
            .find(|row| row.kind == "history")
            .map(|row| (row.days, row.agreed))
            .unwrap()
    };
    assert_eq!(history().await, (20, Some(20)));
    let by = Caller::Console("tester".to_owned());
    let refused = council
        .house
        .ombud
        .set_retention(&[(Kind::History, 90)], &by)
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
        .set_retention(&[(Kind::Rejects, 10)], &by)
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
    let run = council.house.ombud.run_retention(None, &by).await.unwrap();
    assert!(run.due.contains_key("history"), "{run:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_that_somebody_wrote_into_the_database_is_none() {
    use ombud_store::records::{Document, DocumentChange};
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
        records
            .change_documents(vec![DocumentChange::Put(forged)])
            .await
            .unwrap();
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
    let person = council.house.ombud.persons(false).await.unwrap()[0]
        .person
        .clone();
    let case = council
        .post(
            &council.ana,
            "/api/v1/cases",
            Some(json!({"persons": [person]})),
        )
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
    let step = |step: &str| {
        format!(
            "/api/v1/unmaskings/{}/{step}",
            asked["id"].as_str().unwrap()
        )
    };
    assert_eq!(
        council
            .post(&council.priya, &step("approve"), None)
            .await
            .json()["state"],
        "requested"
    );
    assert_eq!(
        council
            .post(&council.paul, &step("approve"), None)
            .await
            .json()["state"],
        "approved"
    );
    assert_eq!(
        council
            .post(&council.ana, &step("reveal"), None)
            .await
            .status,
        200
    );
    council.end(&agreement).await;
    let after = council.post(&council.ana, &step("reveal"), None).await;
    assert!(
        [403, 404].contains(&after.status.as_u16()) && !after.text().contains("contoso"),
        "{}",
        after.text()
    );
}
