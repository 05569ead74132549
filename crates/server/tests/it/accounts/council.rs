//! An installation in works-council mode, and what its agreements are about.

use axum::http::Method;
use ombud_app::AppError;
use ombud_guard::agreement::NotAgreed;
use serde_json::{Value, json};

use super::house::{Browser, House};
use super::office::{log, resignations};
use crate::http::call::Answer;

/// An installation in works-council mode with somebody of each kind.
pub(super) struct Council {
    pub(super) house: House,
    pub(super) ada: Browser,
    pub(super) plato: Browser,
    pub(super) priya: Browser,
    pub(super) paul: Browser,
    pub(super) ana: Browser,
}

/// Everything is agreed, from the time at which the clock of the house begins.
pub(super) fn everything() -> Value {
    json!({
        "title": "Leavers", "purpose": "Finding leavers who take files along.",
        "unmasking_purposes": ["investigation"], "sources": ["all"], "indicators": ["all"], "templates": ["all"], "units": ["all"],
        "signatures_required": 2, "unmasking_approvals": 1, "valid_from": "2027-01-01T00:00:00Z",
    })
}

pub(super) fn with(mut terms: Value, key: &str, value: Value) -> Value {
    terms[key] = value;
    terms
}

impl Council {
    /// Before works-council mode is on.
    pub(super) async fn before() -> Self {
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

    pub(super) async fn new() -> Self {
        let council = Self::before().await;
        council.switch(&council.priya, true).await;
        council
    }

    pub(super) async fn switch(&self, who: &Browser, on: bool) -> Value {
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

    pub(super) async fn post(&self, who: &Browser, path: &str, body: Option<Value>) -> Answer {
        self.house.send(who, Method::POST, path, body).await
    }

    pub(super) async fn draft(&self, terms: Value) -> Value {
        let answer = self
            .post(&self.plato, "/api/v1/agreements", Some(terms))
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    pub(super) async fn sign(&self, who: &Browser, draft: &Value) -> Answer {
        let path = format!("/api/v1/agreements/{}/sign", draft["id"].as_str().unwrap());
        self.post(who, &path, Some(json!({"digest": draft["digest"]})))
            .await
    }

    /// Drafted and signed by both.
    pub(super) async fn agree(&self, terms: Value) -> Value {
        let draft = self.draft(terms).await;
        assert_eq!(
            self.sign(&self.priya, &draft).await.json()["standing"],
            "draft"
        );
        let signed = self.sign(&self.paul, &draft).await;
        assert_eq!(signed.status, 200, "{}", signed.text());
        signed.json()
    }

    pub(super) async fn end(&self, agreement: &Value) {
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

    pub(super) async fn read(&self) {
        self.house.ingest("hr", &resignations()).await.unwrap();
        self.house.ingest("m365", &log()).await.unwrap();
    }

    /// How many persons and alerts the analyst is shown, and how many activities at most 1000.
    pub(super) async fn seen(&self) -> [usize; 3] {
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

    pub(super) async fn equals_a_replay(&self) -> u64 {
        let replay = self.house.ombud.replay(None).await.unwrap();
        assert!(replay.equal_to_stored, "{replay:?}");
        replay.assessments
    }
}

pub(super) fn refusal<T: std::fmt::Debug>(result: Result<T, AppError>) -> NotAgreed {
    match result {
        Err(AppError::NotAgreed(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}
