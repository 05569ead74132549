//! What is sent to have something made.

use serde_json::{Value, json};

use super::things::Thing;

/// Asks for the name of the one whom the case is about.
pub(super) fn request(case: &Thing) -> Value {
    json!({
        "person": case.person, "case": case.id, "purpose": "interview", "minutes": 60, "justification": "to be heard before the weekend",
    })
}

/// Asks for a report of what the person did.
pub(super) fn about_person(person: &str) -> Value {
    json!({
        "person": person, "asks": {"kind": "user-report", "from": "2026-05-02", "to": "2026-06-30"}, "purpose": "interview", "days": 7,
        "reason": "named by somebody who was heard",
    })
}

/// What is agreed for that unit.
pub(super) fn terms(unit: &Value) -> Value {
    json!({
        "title": "Leavers", "purpose": "Finding leavers who take files along.", "unmasking_purposes": ["investigation"],
        "sources": ["all"], "indicators": ["all"], "templates": ["all"], "units": [unit], "signatures_required": 2,
        "unmasking_approvals": 1, "valid_from": "2027-01-01T00:00:00Z",
    })
}

/// A role that reads policies.
pub(super) fn counters() -> Value {
    json!({"title": "Counters", "operations": ["list-policies"]})
}
