//! People who set up their accounts and sign in to a served program.

use serde_json::{Value, json};

use crate::web::{Answer, Server};

pub(crate) const PASSWORD: &str = "seven grey herons wade";

/// Sets the account up by its link; the page that says so.
pub(crate) fn set_up(server: &Server, link: &str) -> Answer {
    let p = PASSWORD.replace(' ', "+");
    let form = format!("{}&password={p}&again={p}", link.split_once('?').unwrap().1);
    let headers = [("Content-Type", "application/x-www-form-urlencoded")];
    let page = server.send("POST", "/set-up", &headers, form.as_bytes());
    let page = page.unwrap();
    assert_eq!(page.status, 200, "{page:?}");
    page
}

/// Somebody who has signed in.
pub(crate) struct Session<'a> {
    server: &'a Server,
    cookie: String,
    csrf: String,
}

impl<'a> Session<'a> {
    pub(crate) fn sign_in(server: &'a Server, login: &str) -> Self {
        let body = json!({"login": login, "password": PASSWORD}).to_string();
        let answer = server
            .send(
                "POST",
                "/api/v1/sign-in",
                &[("Content-Type", "application/json")],
                body.as_bytes(),
            )
            .unwrap();
        assert_eq!(answer.status, 200, "{answer:?}");
        let cookie = answer
            .head
            .lines()
            .find_map(|line| line.split_once("ombud-session="))
            .unwrap()
            .1;
        let cookie = format!("ombud-session={}", cookie.split(';').next().unwrap());
        Self {
            server,
            cookie,
            csrf: answer.json()["csrf"].as_str().unwrap().to_owned(),
        }
    }

    pub(crate) fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let headers = [
            ("Cookie", self.cookie.as_str()),
            ("X-Ombud-Csrf", &self.csrf),
            ("Content-Type", "application/json"),
        ];
        let body = body.map(Value::to_string).unwrap_or_default();
        self.server
            .send(method, path, &headers, body.as_bytes())
            .unwrap()
    }

    /// Attaches a file to a case; its id.
    pub(crate) fn attach(&self, case: &str, name: &str, content: &[u8]) -> String {
        let headers = [
            ("Cookie", self.cookie.as_str()),
            ("X-Ombud-Csrf", &self.csrf),
            ("Content-Type", "application/octet-stream"),
            ("X-File-Name", name),
        ];
        let path = format!("/api/v1/cases/{case}/attachments");
        let answer = self.server.send("POST", &path, &headers, content).unwrap();
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()["id"].as_str().unwrap().to_owned()
    }

    /// Must be done; what is answered.
    pub(crate) fn done(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = (!body.is_null()).then_some(body);
        let answer = self.call(method, &format!("/api/v1/{path}"), body);
        assert_eq!(answer.status, 200, "{method} {path}: {answer:?}");
        answer.json()
    }

    /// Must be made; its id.
    pub(crate) fn made(&self, path: &str, body: &Value) -> String {
        self.done("POST", path, body)["id"]
            .as_str()
            .unwrap()
            .to_owned()
    }
}
