//! A browser without a window: keeps cookies, follows redirects, fills in the provider's forms.

use std::time::Duration;

use ombud_outbound::Client;
use ombud_outbound::header::{COOKIE, LOCATION, SET_COOKIE};
use openidconnect::url::Url;

use crate::REDIRECT;

/// What the person does at the provider.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Person<'a> {
    /// Signs in under this name and agrees.
    SignsIn(&'a str),
    /// Turns away at the first page.
    TurnsAway,
}

pub(crate) struct Browser {
    client: Client,
    /// Path, name, value.
    cookies: Vec<(String, String, String)>,
    /// How often a name and password were asked for.
    pub(crate) asked: usize,
}

impl Browser {
    pub(crate) fn new() -> Self {
        let client = ombud_outbound::builder(Duration::from_secs(300))
            .build()
            .unwrap();
        Self {
            client,
            cookies: Vec::new(),
            asked: 0,
        }
    }

    /// Goes where `start` leads until the provider sends it back, and gives the query of that address.
    pub(crate) async fn visit(&mut self, start: &str, person: Person<'_>) -> String {
        let (mut url, mut form) = (Url::parse(start).unwrap(), None);
        for _ in 0..30 {
            if url.as_str().starts_with(REDIRECT) {
                return url.query().unwrap_or_default().to_owned();
            }
            let (location, page) = self.load(&url, form.take()).await;
            if let Some(location) = location {
                url = url.join(&location).unwrap();
                continue;
            }
            let action = between(&page, "action=\"", "\"")
                .unwrap_or_else(|| panic!("a page without a form: {page}"));
            let Person::SignsIn(name) = person else {
                url = Url::parse(&format!("{action}/abort")).unwrap();
                continue;
            };
            url = url.join(action).unwrap();
            let prompt = between(&page, "name=\"prompt\" value=\"", "\"").unwrap();
            self.asked += usize::from(prompt == "login");
            form = Some(format!("prompt={prompt}&login={name}&password=any"));
        }
        panic!("the provider does not come to an end")
    }

    async fn load(&mut self, url: &Url, form: Option<String>) -> (Option<String>, String) {
        let cookies = self
            .cookies
            .iter()
            .filter(|(path, ..)| url.path().starts_with(path.as_str()));
        let cookies = cookies
            .map(|(_, name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ");
        let request = match form {
            Some(form) => self
                .client
                .post(url.clone())
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form),
            None => self.client.get(url.clone()),
        };
        let answer = request.header(COOKIE, cookies).send().await.unwrap();
        for set in answer.headers().get_all(SET_COOKIE) {
            self.keep(set.to_str().unwrap());
        }
        let location = answer
            .headers()
            .get(LOCATION)
            .map(|location| location.to_str().unwrap().to_owned());
        (location, answer.text().await.unwrap())
    }

    fn keep(&mut self, set: &str) {
        let mut parts = set.split("; ");
        let (name, value) = parts.next().unwrap().split_once('=').unwrap();
        let path = parts
            .find_map(|part| part.strip_prefix("path="))
            .unwrap_or("/");
        self.cookies.retain(|(known_path, known_name, _)| {
            (known_path.as_str(), known_name.as_str()) != (path, name)
        });
        if !value.is_empty() {
            self.cookies
                .push((path.to_owned(), name.to_owned(), value.to_owned()));
        }
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?
        .1
        .split_once(after)
        .map(|(found, _)| found)
}
