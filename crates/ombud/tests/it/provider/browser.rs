//! A browser that keeps cookies and goes where it is sent.

use crate::web::{self, Answer};

/// A browser: cookies by host, and where it is.
#[derive(Clone, Default)]
pub(super) struct Browser {
    /// Host and port, path, name, value.
    pub(super) cookies: Vec<(String, String, String, String)>,
    pub(super) csrf: String,
    /// How often the provider asked for a name and password.
    pub(super) asked: usize,
}

impl Browser {
    /// One request; cookies go along and are kept.
    pub(super) fn load(
        &mut self,
        host: &str,
        method: &str,
        path: &str,
        json: Option<&str>,
    ) -> Answer {
        self.send(
            host,
            method,
            path,
            json.map(|body| ("application/json", body.to_owned())),
        )
    }

    pub(super) fn form(&mut self, host: &str, path: &str, form: Option<String>) -> Answer {
        let method = if form.is_some() { "POST" } else { "GET" };
        self.send(
            host,
            method,
            path,
            form.map(|form| ("application/x-www-form-urlencoded", form)),
        )
    }

    fn send(
        &mut self,
        host: &str,
        method: &str,
        path: &str,
        body: Option<(&str, String)>,
    ) -> Answer {
        let fits = |(of, below, ..): &&(String, String, String, String)| {
            of == host && path.starts_with(below.as_str())
        };
        let cookies = self
            .cookies
            .iter()
            .filter(fits)
            .map(|(.., name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let csrf = self.csrf.clone();
        let mut headers = vec![
            ("Cookie", cookies.as_str()),
            ("X-Ombud-Csrf", csrf.as_str()),
        ];
        let (kind, body) = body.unwrap_or_default();
        if !kind.is_empty() {
            headers.push(("Content-Type", kind));
        }
        let answer = web::send(host, method, path, &headers, body.as_bytes()).unwrap();
        let lines = answer.head.lines().filter_map(|line| line.split_once(": "));
        for (_, set) in lines.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie")) {
            let (name, rest) = set.split_once('=').unwrap();
            let mut parts = rest.split(';').map(str::trim);
            let value = parts.next().unwrap();
            let below = parts
                .filter_map(|part| part.split_once('='))
                .find(|(name, _)| name.eq_ignore_ascii_case("path"));
            let below = below.map_or("/", |(_, path)| path).to_owned();
            self.cookies.retain(|(of, path, known, _)| {
                (of.as_str(), path.as_str(), known.as_str()) != (host, &below, name)
            });
            if !value.is_empty() {
                self.cookies
                    .push((host.to_owned(), below, name.to_owned(), value.to_owned()));
            }
        }
        answer
    }
}

pub(super) fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    let lines = answer.head.lines().filter_map(|line| line.split_once(": "));
    lines
        .filter(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
        .next()
}

pub(super) fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?
        .1
        .split_once(after)
        .map(|(found, _)| found)
}

/// The query with one parameter set to another value.
pub(super) fn with(path: &str, name: &str, value: &str) -> String {
    let (path, query) = path.split_once('?').unwrap();
    let changed = query.split('&').map(|pair| {
        let (known, _) = pair.split_once('=').unwrap();
        if known == name {
            format!("{name}={value}")
        } else {
            pair.to_owned()
        }
    });
    format!("{path}?{}", changed.collect::<Vec<_>>().join("&"))
}
