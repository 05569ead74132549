//! An investigator, an approver and an administrator, and the ways in which they ask for names and decide on that.

use axum::http::Method;
use serde_json::{Value, json};

use super::house::{Browser, House};

/// Somebody in each role, and a case about the first of two persons.
pub(super) struct Team {
    pub(super) house: House,
    pub(super) ada: Browser,
    pub(super) ina: Browser,
    pub(super) apo: Browser,
    pub(super) persons: Vec<String>,
    pub(super) case: String,
}

impl Team {
    pub(super) async fn new() -> Self {
        let (house, ada) = House::with_administrator().await;
        let persons = house.people().await;
        let (ina, _) = house.member(&ada, "ina", "investigators", json!({})).await;
        let (apo, _) = house.member(&ada, "apo", "approvers", json!({})).await;
        let answer = house
            .send(
                &ina,
                Method::POST,
                "/api/v1/cases",
                Some(json!({"persons": persons})),
            )
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let case = answer.json()["id"].as_str().unwrap().to_owned();
        Self {
            house,
            ada,
            ina,
            apo,
            persons,
            case,
        }
    }

    pub(super) async fn post(
        &self,
        who: &Browser,
        path: &str,
        body: Option<Value>,
    ) -> (u16, Value) {
        let answer = self
            .house
            .send(who, Method::POST, &format!("/api/v1/{path}"), body)
            .await;
        (answer.status.as_u16(), answer.json())
    }

    pub(super) fn wanted(&self, minutes: u32) -> Value {
        json!({"person": self.persons[0], "case": self.case, "purpose": "interview", "minutes": minutes,
               "justification": "lena should be heard before the weekend"})
    }

    pub(super) async fn asked(&self, who: &Browser, minutes: u32) -> String {
        let (status, made) = self
            .post(who, "unmaskings", Some(self.wanted(minutes)))
            .await;
        assert_eq!(
            (status, &made["state"]),
            (200, &"requested".into()),
            "{made}"
        );
        made["id"].as_str().unwrap().to_owned()
    }

    pub(super) async fn step(&self, who: &Browser, id: &str, step: &str) -> (u16, Value) {
        self.post(who, &format!("unmaskings/{id}/{step}"), None)
            .await
    }

    pub(super) async fn ended(
        &self,
        who: &Browser,
        id: &str,
        step: &str,
        ground: &str,
    ) -> (u16, Value) {
        self.post(
            who,
            &format!("unmaskings/{id}/{step}"),
            Some(json!({"ground": ground})),
        )
        .await
    }

    /// An account that is set up, of somebody who is a monitored person, too; its id.
    pub(super) async fn account_of_person(&self, login: &str, person: &str) -> String {
        let new = json!({"login": login, "display_name": login, "person": person});
        let (status, made) = self.post(&self.ada, "accounts", Some(new)).await;
        assert_eq!(status, 200, "{made}");
        let link = made["set_up"].as_str().unwrap().split_once('=').unwrap().1;
        let form =
            format!("link={link}&password=seven+grey+herons+wade&again=seven+grey+herons+wade");
        assert_eq!(self.house.form("/set-up", &form).await.status, 200);
        made["account"]["id"].as_str().unwrap().to_owned()
    }

    /// The status of a request without a body.
    pub(super) async fn status(&self, who: &Browser, method: Method, path: &str) -> u16 {
        let answer = self.house.send(who, method, path, None).await;
        answer.status.as_u16()
    }

    /// How many names were shown, by the vault's count and by the log.
    pub(super) async fn report(&self) -> Value {
        self.house
            .get(&self.apo, "/api/v1/unmasking-report")
            .await
            .json()
    }
}
