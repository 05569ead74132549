//! The list of alerts: filters, search, alerts that stand together, the file; and what an alert rests on.

use ombud_app::Author;
use serde_json::{Value, json};

use super::office::{LENA, OMAR, profiles};
use super::reviews::Triage;
use super::units::unit;

impl Triage {
    pub(super) async fn read(&self, path: &str) -> Value {
        let answer = self.house.get(&self.ina, path).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    async fn csv(&self, query: &str) -> Vec<String> {
        let path = format!("/api/v1/alerts/export?{query}");
        let answer = self.house.get(&self.ina, &path).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
        answer.text().lines().map(str::to_owned).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn alerts_are_narrowed_by_trigger_risk_factor_and_unit() {
    let triage = Triage::new().await;
    let placed = profiles(&[
        [LENA, "North", "Design", "", "2026-01-01T00:00:00Z"],
        [OMAR, "South", "Design", "", "2026-01-01T00:00:00Z"],
    ]);
    triage.house.ingest("hr", &placed).await.unwrap();
    let wanted = json!({"name": "north", "regions": ["North"]});
    let unit = unit(&triage.house, &triage.ada, wanted).await;
    let id = unit["id"].as_str().unwrap().to_owned();
    let choices = triage.read("/api/v1/alerts/choices").await;
    assert_eq!(choices["policies"], json!(["leavers"]));
    assert!(
        choices["triggers"]
            .as_array()
            .unwrap()
            .contains(&json!("hr.resigned"))
    );
    assert_eq!(choices["units"], json!([{"id": id, "name": "north"}]));
    let assignees = choices["assignees"].as_array().unwrap();
    let accounts: Vec<&Value> = assignees.iter().map(|one| &one["account"]).collect();
    assert!(accounts.contains(&&json!(triage.anns_id)), "{choices}");
    assert_eq!(
        accounts.len(),
        2,
        "an administrator reads no alerts: {choices}"
    );
    let count = async |filter: &str| triage.found(&triage.ina, filter).await.len();
    assert_eq!(count(&format!("unit={id}")).await, 1);
    assert_eq!(count("trigger=hr.last-working-day").await, 2);
    assert_eq!(count("trigger=hr.resigned").await, 0);
    assert_eq!(count("risk_factor=collected-before").await, 2);
    assert_eq!(count("risk_factor=sensitive").await, 0);
    let wrong = triage
        .house
        .get(&triage.ina, "/api/v1/alerts?risk_factor=luck")
        .await;
    wrong.problem(400);
    let wrong = triage
        .house
        .get(&triage.ina, "/api/v1/alerts?colour=red")
        .await;
    wrong.problem(400);
}

#[tokio::test(flavor = "multi_thread")]
async fn alerts_are_searched_by_pseudonym_id_assignee_and_note() {
    let triage = Triage::new().await;
    let assign = json!({"version": 1, "assignee": triage.anns_id});
    assert_eq!(
        triage.step(&triage.ina, "assignee", assign).await.status,
        200
    );
    let note = json!({"text": "Asked the Manager about 100% of it"});
    assert_eq!(triage.step(&triage.ann, "notes", note).await.status, 200);
    let search = async |text: &str| triage.found(&triage.ina, &format!("search={text}")).await;
    let first = vec![triage.alerts[0].clone()];
    let pseudonym = triage.persons[0].to_uppercase();
    for text in [
        pseudonym.as_str(),
        &triage.alerts[0],
        "the%20manager",
        "100%25",
        "ann",
    ] {
        assert_eq!(search(text).await, first, "{text}");
    }
    for text in ["100%25%25", "a_b", "nobody", "%25%25"] {
        assert_eq!(search(text).await, Vec::<String>::new(), "{text}");
    }
    let short = triage
        .house
        .get(&triage.ina, "/api/v1/alerts?search=a")
        .await;
    short.problem(400);
    // Notes on alerts out of sight find nothing.
    let wanted = json!({"name": "elsewhere", "regions": ["Mars"]});
    let unit = unit(&triage.house, &triage.ada, wanted).await;
    let bounds = json!({"units": [unit["id"]]});
    let (far, _) = triage
        .house
        .member(&triage.ada, "far", "analysts", bounds)
        .await;
    assert_eq!(
        triage.found(&far, "search=the%20manager").await,
        Vec::<String>::new()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn alerts_on_the_same_activities_are_one_entry() {
    let triage = Triage::new().await;
    triage
        .house
        .ombud
        .create_policy(
            &Author::console("tester"),
            "data-theft-departing-users",
            "leavers twice",
            &[],
        )
        .await
        .unwrap();
    let alone = triage.read("/api/v1/alerts").await;
    assert_eq!(alone["alerts"].as_array().unwrap().len(), 4);
    let together = triage.read("/api/v1/alerts?together=true").await;
    let entries = together["alerts"].as_array().unwrap();
    assert_eq!(entries.len(), 2, "{together}");
    for entry in entries {
        let joined = entry["joined"].as_array().unwrap();
        assert_eq!(joined.len(), 1);
        assert_ne!(joined[0]["policy"], entry["policy"]);
        assert_eq!(joined[0]["score"], entry["score"]);
        let id = entry["id"].as_str().unwrap();
        let alone = triage.read(&format!("/api/v1/alerts/{id}")).await;
        assert_eq!(alone["joined"], entry["joined"]);
    }
    // Whoever asks for one policy is shown its alerts.
    let of_one = triage
        .read("/api/v1/alerts?together=true&policy=leavers")
        .await;
    let entries = of_one["alerts"].as_array().unwrap();
    assert_eq!(entries.len(), 2);
    assert!(entries.iter().all(|entry| entry["joined"] == json!([])));
    // An entry is at one place, whatever the size of the pages.
    let page = triage.read("/api/v1/alerts?together=true&limit=1").await;
    let cursor = page["next_cursor"].as_str().unwrap();
    let next = format!("/api/v1/alerts?together=true&limit=1&cursor={cursor}");
    let next = triage.read(&next).await;
    assert_ne!(page["alerts"][0]["person"], next["alerts"][0]["person"]);
    assert_eq!(next["next_cursor"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_has_pseudonyms_and_no_formula() {
    let triage = Triage::new().await;
    let policy = "=HYPERLINK(\"https://evil.test\")";
    triage
        .house
        .ombud
        .create_policy(
            &Author::console("tester"),
            "data-theft-departing-users",
            policy,
            &[],
        )
        .await
        .unwrap();
    let lines = triage.csv("").await;
    assert_eq!(lines.len(), 5, "{lines:?}");
    assert!(lines[0].starts_with("\"id\",\"person\",\"policy\""));
    let defused = "\"'=HYPERLINK(\"\"https://evil.test\"\")\"";
    assert_eq!(
        lines.iter().filter(|line| line.contains(defused)).count(),
        2
    );
    for line in &lines {
        assert!(!line.contains("contoso") && !line.contains("\"="), "{line}");
    }
    assert_eq!(triage.csv("policy=leavers").await.len(), 3);
    let refused = triage.house.get(&triage.ada, "/api/v1/alerts/export").await;
    refused.problem(403);
    let log = triage.house.log().await;
    let exports = log
        .iter()
        .filter(|row| row.operation == "export-alerts" && row.phase == "intent");
    assert_eq!(exports.count(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_explanation_says_norms_and_what_is_left_without_the_strongest() {
    let triage = Triage::new().await;
    let path = format!("/api/v1/alerts/{}", triage.alerts[0]);
    let alert = triage.read(&path).await;
    let explained = triage.read(&format!("{path}/explanation")).await;
    let standing = json!({"score": alert["score"], "evidence": alert["evidence"]});
    assert_eq!(explained["standing"], standing);
    let groups = explained["groups"].as_array().unwrap();
    let peeled = explained["peeled"].as_array().unwrap();
    assert_eq!(peeled.len(), groups.len());
    assert_eq!(peeled[0], groups[0]["without"]);
    assert_eq!(peeled.last().unwrap(), &json!({"score": 0, "evidence": 0}));
    let copied = groups
        .iter()
        .find(|group| group["indicator"] == "files.copied.removable-media")
        .unwrap();
    assert_eq!(copied["days"][0]["count"], 60);
    assert_eq!(copied["days"][0]["own"], 0);
    let activities = &explained["activities"];
    assert_eq!(activities["complete"], true);
    assert_eq!(activities["sources"][0]["name"], "m365");
    // A record of a copy to removable media does not say whether it succeeded.
    let done = activities["counted"].as_u64().unwrap() - 60;
    let outcomes = json!([{"name": "done", "count": done}, {"name": "unknown", "count": 60}]);
    assert_eq!(activities["outcomes"], outcomes);
    // Whoever may not see the alert is told what one is told of none.
    let none = triage
        .house
        .get(&triage.ada, &format!("{path}/explanation"))
        .await;
    none.problem(404);
    let unknown = "/api/v1/alerts/alert-00000000000000000000000000000001/explanation";
    triage.house.get(&triage.ina, unknown).await.problem(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn tuning_counts_what_would_change_and_changes_nothing() {
    let triage = Triage::new().await;
    let confirm = json!({"version": 1});
    assert_eq!(
        triage.step(&triage.ina, "confirm", confirm).await.status,
        200
    );
    let path = "/api/v1/policies/leavers/tuning?indicator=files.copied.removable-media";
    let before = triage.read(path).await;
    assert_eq!(before["alerts"], 2);
    let options = before["options"].as_array().unwrap();
    let off = options.last().unwrap();
    assert_eq!(off["thresholds"], Value::Null);
    assert_eq!(off["setting"], "indicator.files.copied.removable-media=off");
    for option in options {
        let count = |field: &str| option[field].as_u64().unwrap();
        assert_eq!(
            count("alerts") + count("fewer"),
            2 + count("more"),
            "{option}"
        );
        assert!(count("confirmed") <= count("fewer"));
    }
    // By thresholds that nobody reaches, every alert that rests on it is gone.
    let wanted = format!("{path}&thresholds=1000000,2000000,3000000");
    let tried = triage.read(&wanted).await;
    assert_eq!(
        tried["options"][0]["thresholds"],
        json!([1_000_000, 2_000_000, 3_000_000])
    );
    assert_eq!(
        tried["options"].as_array().unwrap().len(),
        options.len() + 1
    );
    assert_eq!(triage.read(path).await, before);
    for wrong in ["1,2", "3,2,1", "a,b,c"] {
        let wrong = format!("{path}&thresholds={wrong}");
        triage.house.get(&triage.ina, &wrong).await.problem(400);
    }
    let other = "/api/v1/policies/leavers/tuning?indicator=hr.resigned";
    triage.house.get(&triage.ina, other).await.problem(400);
    let none = "/api/v1/policies/nobody/tuning?indicator=files.printed";
    triage.house.get(&triage.ina, none).await.problem(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_behind_an_alert_in_a_case_of_others_is_told_by_no_list_filter_search_or_file() {
    let triage = Triage::new().await;
    let confirm = json!({"version": 1, "note": "the manager knows nothing of it"});
    let done = triage.step(&triage.ina, "confirm", confirm).await;
    assert_eq!(done.status, 200, "{}", done.text());
    let id = &triage.alerts[0];
    let details = format!("/api/v1/alerts/{id}");
    triage.house.get(&triage.ann, &details).await.problem(403);
    // In the list it stands, so that one learns whom to ask.
    let found = async |who, filter: &str| triage.found(who, filter).await.contains(id);
    assert!(found(&triage.ann, "").await);
    for filter in [
        "search=manager",
        "trigger=hr.last-working-day",
        "risk_factor=collected-before",
    ] {
        assert!(found(&triage.ina, filter).await, "{filter}");
        assert!(!found(&triage.ann, filter).await, "{filter}");
    }
    let listed = triage.house.get(&triage.ann, "/api/v1/alerts").await.json();
    let listed = listed["alerts"].as_array().unwrap();
    let row = listed
        .iter()
        .find(|alert| alert["id"] == json!(id))
        .unwrap();
    assert_eq!(row["trigger"], "");
    assert_eq!(
        (&row["risk_factors"], &row["spotlight"]),
        (&json!([]), &json!([]))
    );
    let other = listed
        .iter()
        .find(|alert| alert["id"] != json!(id))
        .unwrap();
    assert_eq!(other["trigger"], "hr.last-working-day");
    let file = triage.house.get(&triage.ann, "/api/v1/alerts/export").await;
    let line = file
        .text()
        .lines()
        .find(|line| line.contains(id.as_str()))
        .unwrap();
    assert!(
        !line.contains("hr.") && !line.contains("collected"),
        "{line}"
    );
}
