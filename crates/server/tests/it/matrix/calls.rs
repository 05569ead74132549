//! One call of one operation: what stands in its path, and what it sends.

use axum::http::Method;
use serde_json::{Value, json};

use super::office::{Office, has_role};
use super::things::{Asked, Part};
use super::wanted::{about_person, counters, request, terms};
use crate::accounts::house::{PASSWORD, benign, rules};

/// Whom the call is about, as seen from the unit that bounds the caller.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Where {
    Inside,
    Outside,
    Absent,
    /// The path names nothing.
    Nothing,
}

/// One operation of the interface's description.
#[derive(Debug)]
pub(super) struct Called<'a> {
    pub(super) method: &'a Method,
    pub(super) route: &'a str,
    pub(super) description: &'a Value,
    /// All schemas of the description.
    pub(super) schemas: &'a Value,
}

/// A call with everything filled in.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) method: Method,
    pub(super) uri: String,
    pub(super) body: Option<Value>,
}

impl Call {
    /// Whether it sends a file.
    pub(super) fn is_file(&self) -> bool {
        self.method == Method::POST && self.uri.ends_with("/attachments")
    }

    pub(super) fn content_type(&self) -> &'static str {
        match self.is_file() {
            true => "application/octet-stream",
            false => "application/json",
        }
    }
}

fn record(number: impl std::fmt::Display) -> Value {
    json!({
        "Id": number.to_string(), "CreationTime": "2027-01-12T10:00:00", "Operation": "FileAccessed", "RecordType": 6,
        "Workload": "SharePoint", "UserId": "p000@corp.example", "UserType": 0, "Version": 1, "OrganizationId": "0",
    })
}

/// What is sent about alerts, and to make cases and views of them: a version that there is not, so that whoever may decide is answered with a conflict and the alert stays as it
/// is for the next call.
fn of_alerts(route: &str, office: &Office) -> Option<Value> {
    match route {
        "/api/v1/views" => return Some(office.wanted_view()),
        "/api/v1/cases" => return Some(json!({"persons": [office.somebody(0)]})),
        "/api/v1/assignment-rules" => return Some(json!({"version": 7, "rules": []})),
        _ => {}
    }
    match route.strip_prefix("/api/v1/alerts/")? {
        "decisions" => Some(json!({
            "alerts": [{"id": office.alert(), "version": 0}], "act": {"kind": "dismiss", "reason": "duplicate"},
        })),
        "{id}/dismiss" => Some(json!({"version": 0, "reason": "duplicate"})),
        "{id}/confirm" | "{id}/undo" => Some(json!({"version": 0})),
        "{id}/assignee" => Some(json!({"version": 0, "assignee": null})),
        "{id}/notes" => Some(json!({"text": "seen"})),
        _ => None,
    }
}

impl Called<'_> {
    /// The cells of a line: whether the role is bound to the unit, and whom the call is about.
    pub(super) fn cells(&self, has_role: bool) -> Vec<(bool, Where)> {
        // A password is hashed, which takes long, and does not depend on units.
        let hashes = ["/api/v1/sign-in", "/api/v1/confirm"].contains(&self.route);
        match (has_role, self.route.contains('{')) {
            (true, true) => vec![
                (true, Where::Inside),
                (true, Where::Outside),
                (true, Where::Absent),
                (false, Where::Inside),
            ],
            (true, false) if !hashes => vec![(true, Where::Nothing), (false, Where::Nothing)],
            (false, true) => vec![(false, Where::Inside)],
            (_, false) => vec![(false, Where::Nothing)],
        }
    }

    /// The lines of a caller: what the caller has to do with the case that the call is about.
    pub(super) fn parts(&self, caller: &str) -> Vec<Part> {
        let mut parts = vec![Part::Outsider];
        let asks = ["analysts", "investigators", "pilot"].contains(&caller);
        let is_request = self.route.contains("{unmasking}");
        if has_role(caller) && (is_request || self.route.contains("{case}")) {
            parts.push(Part::Contributor);
        }
        let about_person = self.route.contains("{request}");
        if asks && is_request || about_person && ["investigators", "pilot"].contains(&caller) {
            parts.push(Part::Asker);
        }
        parts
    }

    pub(super) async fn prepared(&self, office: &Office, asked: Asked<'_>) -> Call {
        let mut uri = self.route.to_owned();
        while let Some((before, rest)) = uri.split_once('{') {
            let (name, after) = rest.split_once('}').unwrap();
            uri = format!(
                "{before}{}{after}",
                office.named(name, self.route, asked).await
            );
        }
        uri += match self.route {
            "/api/v1/activities" => "?where=true",
            "/api/v1/audit/export" => "?format=csv",
            "/api/v1/policies/{policy}/tuning" => "?indicator=files.copied.removable-media",
            _ => "",
        };
        Call {
            method: self.method.clone(),
            uri,
            body: self.body(office, asked).await,
        }
    }

    async fn body(&self, office: &Office, asked: Asked<'_>) -> Option<Value> {
        let Asked { caller, about, .. } = asked;
        let content = self.description["requestBody"]["content"].as_object()?;
        let schema = content.values().next();
        let schema = schema.map_or(Value::Null, |content| content["schema"].clone());
        let unit = if about == Where::Outside {
            &office.other_unit
        } else {
            &office.unit
        };
        let of_route = of_alerts(self.route, office);
        let of_route = of_route.or_else(|| self.of_a_case());
        if let Some(body) = of_route.or_else(|| self.of_a_request(office)) {
            return Some(body);
        }
        Some(match (self.method.as_str(), self.route) {
            ("POST", "/api/v1/sources/{source}/records") => {
                json!([record(office.number())])
            }
            ("POST", "/api/v1/persons/{person}/erasure") => json!({"ground": "person-asked"}),
            ("POST", "/api/v1/persons/{person}/holds" | "/api/v1/cases/{case}/holds") => {
                json!({"ground": "legal-claim"})
            }
            ("PUT", "/api/v1/retention") => json!({"days": {"history": 180}}),
            ("PUT", "/api/v1/settings") => json!({}),
            ("PUT", "/api/v1/settings/review-plan") => json!({"alerts_a_week": 40}),
            ("PUT", "/api/v1/roles/{role}/members/{account}") => json!({"units": [unit]}),
            ("POST", "/api/v1/accounts") => {
                json!({"login": format!("new{}", office.number()), "display_name": "New"})
            }
            ("POST", "/api/v1/units") => {
                json!({"name": format!("Unit {}", office.number()), "persons": []})
            }
            ("POST", "/api/v1/tokens") => {
                json!({"name": "lists", "operations": ["list-policies"], "days": 1})
            }
            ("POST", "/api/v1/unmaskings") => {
                let part = match has_role(caller) {
                    true => Part::Contributor,
                    false => Part::Outsider,
                };
                request(&office.case(Asked { part, ..asked }).await)
            }
            ("PUT", "/api/v1/roles/{role}") => counters(),
            (_, "/api/v1/unmasking-rules") => json!({
                "approvals": 1, "usual_minutes": 1440, "longest_minutes": 43200, "lapse_minutes": 10080, "releases_per_day": 20,
                "rest_minutes": 0,
            }),
            ("POST", "/api/v1/agreements") => terms(&json!("all")),
            ("PUT", "/api/v1/agreements/{agreement}") => terms(unit),
            ("POST", "/api/v1/agreements/{agreement}/sign") => office.things.last().signature(),
            ("POST", "/api/v1/sign-in") => json!({"login": caller, "password": PASSWORD}),
            ("POST", "/api/v1/confirm") => json!({"password": PASSWORD}),
            // As it is: whatever they change would change what everybody is answered after it.
            ("PUT", "/api/v1/settings/sign-in") => rules("not-required"),
            ("PUT", "/api/v1/works-council" | "/api/v1/pilot") => json!({"on": false}),
            ("PUT", "/api/v1/me/totp") => json!({"code": "000000"}),
            _ => self.sample(&schema, 0),
        })
    }

    fn of_a_request(&self, office: &Office) -> Option<Value> {
        let of_one = ["/api/v1/person-requests/", "/api/v1/unmaskings/"];
        match self.route {
            "/api/v1/person-requests" => Some(about_person(&office.somebody(0))),
            route if !of_one.iter().any(|before| route.starts_with(before)) => None,
            route if route.ends_with("/end") || route.ends_with("/revoke") => {
                Some(json!({"ground": "misuse"}))
            }
            _ => Some(json!({"ground": "too-weak"})),
        }
    }

    fn of_a_case(&self) -> Option<Value> {
        let part = self.route.strip_prefix("/api/v1/cases/{case}/")?;
        match (self.method.as_str(), part) {
            ("PUT", "assignee") => Some(json!({"assignee": null})),
            ("POST", "close") => Some(benign()),
            ("POST", "evidence") => Some(json!({"recipient": "Legal", "names": false})),
            ("POST", "attachments") => Some(json!("seen")),
            ("POST", "notes") => Some(json!({"text": "seen"})),
            ("POST", "tasks") => Some(json!({"title": "Ask"})),
            ("PUT", "tasks/{task}") => Some(json!({"version": 1, "title": "Ask", "done": true})),
            _ => None,
        }
    }

    /// Something of the right shape, for operations about whose bodies nothing is said above.
    fn sample(&self, schema: &Value, depth: usize) -> Value {
        if let Some(name) = schema["$ref"]
            .as_str()
            .and_then(|path| path.rsplit('/').next())
        {
            return if depth > 5 {
                Value::Null
            } else {
                self.sample(&self.schemas[name], depth + 1)
            };
        }
        if let Some(value) = schema["enum"].as_array().and_then(|values| values.first()) {
            return value.clone();
        }
        let kind = schema["type"]
            .as_str()
            .or_else(|| schema["type"].get(0)?.as_str());
        match kind {
            Some("object") => {
                let required = schema["required"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str);
                required
                    .map(|key| {
                        (
                            key.to_owned(),
                            self.sample(&schema["properties"][key], depth + 1),
                        )
                    })
                    .collect()
            }
            Some("array") => json!([]),
            Some("integer" | "number") => json!(1),
            Some("boolean") => json!(true),
            Some("string") => json!("x"),
            _ => json!({}),
        }
    }
}
