//! The description of the interface says what the interface does.

use axum::body::Body;
use axum::http::Request;
use ombud_api::problem::PROBLEM_JSON;
use ombud_server::http::openapi;
use serde_json::Value;

use super::call::{call, get};
use super::place::Place;

fn description() -> Value {
    serde_json::to_value(openapi()).unwrap()
}

fn operations(description: &Value) -> Vec<(String, String, &Value)> {
    let paths = description["paths"].as_object().unwrap();
    let mut found = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().unwrap() {
            found.push((path.clone(), method.clone(), operation));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_served_as_it_is_generated() {
    let place = Place::new().await;
    let served = get(&place.app, "/api/v1/openapi.json").await.json();
    assert_eq!(served, description());
    assert!(served["openapi"].as_str().unwrap().starts_with("3.1"));
}

/// Every endpoint; one that comes or goes is meant to.
const ENDPOINTS: &[&str] = &[
    "delete /api/v1/accounts/{account}/sessions",
    "delete /api/v1/cases/{case}/contributors/{account}",
    "delete /api/v1/holds/{hold}",
    "delete /api/v1/me/passkeys/{passkey}",
    "delete /api/v1/me/provider",
    "delete /api/v1/me/totp",
    "delete /api/v1/roles/{role}",
    "delete /api/v1/roles/{role}/members/{account}",
    "delete /api/v1/sessions",
    "delete /api/v1/sessions/{session}",
    "delete /api/v1/sources/{source}/token",
    "delete /api/v1/tokens/{token}",
    "delete /api/v1/views/{view}",
    "get /api/v1/accounts",
    "get /api/v1/activities",
    "get /api/v1/agreements",
    "get /api/v1/agreements/{agreement}",
    "get /api/v1/alerts",
    "get /api/v1/alerts/choices",
    "get /api/v1/alerts/events",
    "get /api/v1/alerts/export",
    "get /api/v1/alerts/{id}",
    "get /api/v1/alerts/{id}/explanation",
    "get /api/v1/alerts/{id}/history",
    "get /api/v1/assignment-rules",
    "get /api/v1/audit/entries",
    "get /api/v1/audit/export",
    "get /api/v1/audit/log/checkpoint",
    "get /api/v1/audit/log/key",
    "get /api/v1/audit/log/tile/{path}",
    "get /api/v1/audit/log/witnessed",
    "get /api/v1/audit/verification",
    "get /api/v1/cases",
    "get /api/v1/cases/{case}",
    "get /api/v1/cases/{case}/attachments",
    "get /api/v1/cases/{case}/attachments/{attachment}",
    "get /api/v1/cases/{case}/history",
    "get /api/v1/cases/{case}/notes",
    "get /api/v1/cases/{case}/tasks",
    "get /api/v1/erasures",
    "get /api/v1/me",
    "get /api/v1/me/passkeys",
    "get /api/v1/openapi.json",
    "get /api/v1/overview",
    "get /api/v1/person-requests",
    "get /api/v1/person-requests/{request}",
    "get /api/v1/person-requests/{request}/report",
    "get /api/v1/persons",
    "get /api/v1/persons/{person}",
    "get /api/v1/persons/{person}/access-report",
    "get /api/v1/persons/{person}/why",
    "get /api/v1/pilot",
    "get /api/v1/policies",
    "get /api/v1/policies/{policy}/tuning",
    "get /api/v1/proposals",
    "get /api/v1/rejects",
    "get /api/v1/retention",
    "get /api/v1/retention/due",
    "get /api/v1/roles",
    "get /api/v1/sessions",
    "get /api/v1/settings",
    "get /api/v1/settings/review-plan",
    "get /api/v1/settings/sign-in",
    "get /api/v1/sign-in/ways",
    "get /api/v1/sources",
    "get /api/v1/templates",
    "get /api/v1/tokens",
    "get /api/v1/units",
    "get /api/v1/unmasking-report",
    "get /api/v1/unmasking-rules",
    "get /api/v1/unmaskings",
    "get /api/v1/unmaskings/{unmasking}",
    "get /api/v1/views",
    "get /api/v1/works-council",
    "get /health/live",
    "get /health/ready",
    "get /metrics",
    "post /api/v1/accounts",
    "post /api/v1/accounts/{account}/disable",
    "post /api/v1/accounts/{account}/enable",
    "post /api/v1/accounts/{account}/reset",
    "post /api/v1/agreements",
    "post /api/v1/agreements/{agreement}/end",
    "post /api/v1/agreements/{agreement}/sign",
    "post /api/v1/alerts/decisions",
    "post /api/v1/alerts/{id}/confirm",
    "post /api/v1/alerts/{id}/dismiss",
    "post /api/v1/alerts/{id}/notes",
    "post /api/v1/alerts/{id}/undo",
    "post /api/v1/audit/verification",
    "post /api/v1/cases",
    "post /api/v1/cases/{case}/attachments",
    "post /api/v1/cases/{case}/close",
    "post /api/v1/cases/{case}/evidence",
    "post /api/v1/cases/{case}/holds",
    "post /api/v1/cases/{case}/notes",
    "post /api/v1/cases/{case}/reopen",
    "post /api/v1/cases/{case}/tasks",
    "post /api/v1/confirm",
    "post /api/v1/confirm/passkey",
    "post /api/v1/me/passkeys",
    "post /api/v1/me/recovery-codes",
    "post /api/v1/me/totp",
    "post /api/v1/person-requests",
    "post /api/v1/person-requests/{request}/approve",
    "post /api/v1/person-requests/{request}/deny",
    "post /api/v1/person-requests/{request}/end",
    "post /api/v1/person-requests/{request}/withdraw",
    "post /api/v1/persons/{person}/erasure",
    "post /api/v1/persons/{person}/holds",
    "post /api/v1/proposals/{proposal}/approve",
    "post /api/v1/proposals/{proposal}/refuse",
    "post /api/v1/rejects/retry",
    "post /api/v1/retention/run",
    "post /api/v1/sign-in",
    "post /api/v1/sign-in/passkey",
    "post /api/v1/sign-out",
    "post /api/v1/sources/{source}/records",
    "post /api/v1/sources/{source}/token",
    "post /api/v1/tokens",
    "post /api/v1/units",
    "post /api/v1/unmaskings",
    "post /api/v1/unmaskings/{unmasking}/approve",
    "post /api/v1/unmaskings/{unmasking}/deny",
    "post /api/v1/unmaskings/{unmasking}/reveal",
    "post /api/v1/unmaskings/{unmasking}/revoke",
    "post /api/v1/unmaskings/{unmasking}/withdraw",
    "post /api/v1/unseal",
    "post /api/v1/views",
    "put /api/v1/agreements/{agreement}",
    "put /api/v1/alerts/{id}/assignee",
    "put /api/v1/assignment-rules",
    "put /api/v1/cases/{case}/assignee",
    "put /api/v1/cases/{case}/contributors/{account}",
    "put /api/v1/cases/{case}/tasks/{task}",
    "put /api/v1/confirm/passkey",
    "put /api/v1/holds/{hold}/review",
    "put /api/v1/me/passkeys",
    "put /api/v1/me/passkeys/{passkey}",
    "put /api/v1/me/password",
    "put /api/v1/me/totp",
    "put /api/v1/pilot",
    "put /api/v1/retention",
    "put /api/v1/roles/{role}",
    "put /api/v1/roles/{role}/members/{account}",
    "put /api/v1/settings",
    "put /api/v1/settings/review-plan",
    "put /api/v1/settings/sign-in",
    "put /api/v1/sign-in/passkey",
    "put /api/v1/unmasking-rules",
    "put /api/v1/views/{view}",
    "put /api/v1/works-council",
];

#[test]
fn it_has_every_endpoint() {
    let description = description();
    let mut found: Vec<String> = operations(&description)
        .iter()
        .map(|(path, method, _)| format!("{method} {path}"))
        .collect();
    found.sort();
    assert_eq!(found, ENDPOINTS);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_described_endpoint_is_there() {
    let place = Place::new().await;
    for (path, method, _) in operations(&description()) {
        let uri = path
            .replace("{id}", "none")
            .replace("{source}", "m365")
            .replace("{role}", "auditors");
        let request = Request::builder()
            .method(method.to_uppercase().as_str())
            .uri(uri)
            .header("host", "localhost");
        let answer = call(&place.app, request.body(Body::empty()).unwrap()).await;
        assert!(
            answer.status != 405 && !answer.text().contains("no such path"),
            "{method} {path}: {}",
            answer.text()
        );
    }
}

#[test]
fn every_error_is_described_as_a_problem_and_every_operation_in_words() {
    let description = description();
    for (path, method, operation) in operations(&description) {
        assert!(
            operation["summary"]
                .as_str()
                .is_some_and(|summary| summary.len() > 10),
            "{method} {path}"
        );
        let responses = operation["responses"].as_object().unwrap();
        for status in ["200", "429", "500", "503"] {
            assert!(
                responses.contains_key(status),
                "{method} {path} says nothing of {status}"
            );
        }
        for (status, response) in responses
            .iter()
            .filter(|(status, _)| status.as_str() >= "400")
        {
            let content = response["content"].as_object().unwrap();
            assert_eq!(
                content.keys().collect::<Vec<_>>(),
                [PROBLEM_JSON],
                "{method} {path} {status}"
            );
            assert_eq!(
                content[PROBLEM_JSON]["schema"]["$ref"], "#/components/schemas/ProblemBody",
                "{method} {path} {status}"
            );
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let description = description();
    let mut stack = vec![&description];
    let mut references = 0;
    while let Some(value) = stack.pop() {
        match value {
            Value::Object(object) => {
                if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
                    references += 1;
                    assert!(
                        description
                            .pointer(reference.trim_start_matches('#'))
                            .is_some(),
                        "{reference}"
                    );
                }
                stack.extend(object.values());
            }
            Value::Array(array) => stack.extend(array),
            _ => {}
        }
    }
    assert!(references > 20);
    let security: Vec<&String> = description["components"]["securitySchemes"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(security, ["admin", "session", "source"]);
}
