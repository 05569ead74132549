//! Bug reports of others that concern no single kind of fault: other forms of the same services, all values as text.

use ombud_model::Actor;

use crate::common::{case, take_in};

#[test]
fn reported_answers_of_hunting_queries_are_refused_without_their_content() {
    for name in ["runHuntingQuery.json", "m365d-api.json"] {
        let Some(bytes) = case(&format!("03-graph-hunting-query-json/{name}")) else {
            return;
        };
        let reason = take_in("m365", &bytes, None).unwrap_err();
        assert!(
            reason.contains("Microsoft 365") && !reason.contains("fabrik"),
            "{reason}"
        );
    }
}

#[test]
fn reported_records_of_texts_give_what_typed_ones_give() {
    let Some(typed) = case("14-all-scalars-as-text-wazuh/typed.ndjson") else {
        return;
    };
    let texts = case("14-all-scalars-as-text-wazuh/texts.ndjson").unwrap();
    let (typed, texts) = (take_in("m365", &typed, None), take_in("m365", &texts, None));
    assert!(typed.as_ref().is_ok_and(|(seen, _)| !seen.is_empty()));
    assert_eq!(format!("{typed:?}"), format!("{texts:?}"));
    for name in ["archives", "splunk", "elastic"] {
        let bytes = case(&format!("14-all-scalars-as-text-wazuh/{name}.ndjson")).unwrap();
        let reason = take_in("m365", &bytes, None).unwrap_err();
        assert!(!reason.contains("fabrik"), "{name}: {reason}");
    }
}

#[test]
fn reported_alerts_without_a_name_invent_nobody() {
    let Some(bytes) = case("16-graph-legacy-alerts-v1/alerts-v2-no-upn.json") else {
        return;
    };
    let (seen, rejected) = take_in("graph-alerts", &bytes, None).unwrap();
    assert_eq!((seen.len(), rejected.len()), (2, 0), "{rejected:?}");
    for one in &seen {
        let id = "b7b1c2d3-0000-4000-9000-000000000001";
        assert_ne!(one.actor, Actor::Person(id.into()));
    }
    let legacy = case("16-graph-legacy-alerts-v1/alerts-v1.json").unwrap();
    let reason = take_in("graph-alerts", &legacy, None).unwrap_err();
    assert!(reason.contains("alerts_v2"), "{reason}");
}
