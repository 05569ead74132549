//! One person: what was recognised of them day by day, in scope of what, and who is shown it.

use serde_json::{Value, json};

use super::reviews::Triage;

fn days_of<'a>(person: &'a Value, indicator: &str) -> Vec<&'a Value> {
    let days = person["days"].as_array().unwrap().iter();
    days.filter(|day| day["indicator"] == indicator).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_shown_day_by_day_with_what_is_usual() {
    let triage = Triage::new().await;
    let alert = triage
        .read(&format!("/api/v1/alerts/{}", triage.alerts[0]))
        .await;
    let path = format!("/api/v1/persons/{}", alert["person"].as_str().unwrap());
    let person = triage.read(&format!("{path}?days=190")).await;
    assert_eq!(person["person"], alert["person"]);
    let scope = person["policies"].as_array().unwrap().iter();
    let mut scope = scope.filter(|one| one["policy"] == alert["policy"]);
    assert_eq!(scope.next().unwrap()["score"], alert["score"]);
    let copied = days_of(&person, "files.copied.removable-media");
    let [day] = copied.as_slice() else {
        panic!("one day: {copied:?}")
    };
    assert_eq!((&day["count"], &day["own"]), (&json!(60), &json!(0)));
    assert!(day["score"].as_u64().unwrap() > 0, "{day}");
    assert!(day["surprise"].as_u64().unwrap() > 50, "{day}");
    // The fact that brought the person in scope is there, and scores nothing.
    let trigger = alert["scope"]["trigger"].as_str().unwrap();
    assert_eq!(days_of(&person, trigger)[0]["score"], 0);
    // Days that were not asked for are not there.
    let only = day["day"].as_str().unwrap();
    let narrow = triage.read(&format!("{path}?to={only}&days=1")).await;
    assert_eq!(
        (&narrow["from"], &narrow["to"]),
        (&json!(only), &json!(only))
    );
    let days = narrow["days"].as_array().unwrap();
    assert!(!days.is_empty() && days.iter().all(|day| day["day"] == only));
    // What was decided changes nothing of what was done.
    let decided = json!({"version": 1, "reason": "authorised"});
    assert_eq!(
        triage.step(&triage.ina, "dismiss", decided).await.status,
        200
    );
    let after = triage.read(&format!("{path}?days=190")).await;
    assert_eq!(after["days"], person["days"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_there_and_what_cannot_be_asked_is_said() {
    let triage = Triage::new().await;
    let get = async |path: String| triage.house.get(&triage.ina, &path).await;
    assert_eq!(
        get("/api/v1/persons/no-such-1".to_owned()).await.status,
        404
    );
    let path = format!("/api/v1/persons/{}", triage.persons[0]);
    for query in [
        "days=0",
        "days=191",
        "days=many",
        "to=yesterday",
        "colour=red",
    ] {
        get(format!("{path}?{query}")).await.problem(400);
    }
}
