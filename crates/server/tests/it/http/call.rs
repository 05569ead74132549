//! Calling the real router.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use futures::StreamExt;
use metrics_exporter_prometheus::PrometheusBuilder;
use ombud_api::problem::{PROBLEM_JSON, ProblemBody};
use ombud_app::Ombud;
use ombud_server::http::{HttpConfig, HttpState, router};
use tower::ServiceExt;

/// What fails on purpose says this; no answer may.
pub(crate) const INSIDE: &str = "secret of the inside";

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The answer is a problem of that status, complete, of the right type, and says nothing of the inside.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16) -> ProblemBody {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.header("content-type"), PROBLEM_JSON);
        let problem: ProblemBody = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(problem.status, status);
        assert!(
            problem.kind.starts_with("urn:ombud:problem:"),
            "{problem:?}"
        );
        assert_eq!(
            problem.instance,
            format!("urn:ombud:request:{}", self.header("x-request-id"))
        );
        assert!(
            !problem.title.is_empty()
                && !problem.detail.is_empty()
                && !problem.detail.ends_with('.'),
            "{problem:?}"
        );
        assert!(!self.text().contains(INSIDE));
        if status == 500 {
            assert_eq!(
                problem.detail,
                "this is a fault of the server; its log has it under this instance"
            );
        }
        problem
    }
}

pub(crate) fn config() -> HttpConfig {
    HttpConfig::local(IpAddr::from([127, 0, 0, 1]))
}

/// The router over the program.
pub(crate) fn app_with(ombud: &Arc<Ombud>, config: HttpConfig) -> Router {
    let metrics = PrometheusBuilder::new().build_recorder().handle();
    router(HttpState::new(ombud.clone(), config, metrics))
}

pub(crate) async fn call(app: &Router, request: Request<Body>) -> Answer {
    let response = app.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    // A stream of events has no end of its own.
    let is_stream = parts
        .headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "text/event-stream");
    let body = match is_stream {
        true => body.into_data_stream().next().await.unwrap().unwrap(),
        false => axum::body::to_bytes(body, 64 << 20).await.unwrap(),
    };
    Answer {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}

pub(crate) async fn get(app: &Router, uri: &str) -> Answer {
    call(
        app,
        Request::get(uri)
            .header(header::HOST, "localhost")
            .body(Body::empty())
            .unwrap(),
    )
    .await
}

/// A push whose head is right in every way, to be made wrong.
pub(crate) struct PushRequest {
    pub(crate) source: &'static str,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Body,
}

impl PushRequest {
    pub(crate) fn new(source: &'static str, token: &str, key: &str, body: impl Into<Body>) -> Self {
        let headers = vec![
            ("authorization", format!("Bearer {token}")),
            ("idempotency-key", key.to_owned()),
            ("content-type", "application/x-ndjson".to_owned()),
        ];
        Self {
            source,
            headers,
            body: body.into(),
        }
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self
    }

    pub(crate) fn to(mut self, source: &'static str) -> Self {
        self.source = source;
        self
    }

    pub(crate) async fn send(self, app: &Router) -> Answer {
        let uri = format!("/api/v1/sources/{}/records", self.source);
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(uri)
            .header(header::HOST, "localhost");
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        call(app, request.body(self.body).unwrap()).await
    }
}

/// A body of unknown length that arrives in pieces, and may break off.
pub(crate) struct Pieces(VecDeque<Result<Bytes, std::io::Error>>);

impl Pieces {
    pub(crate) fn body(pieces: impl IntoIterator<Item = Result<Bytes, std::io::Error>>) -> Body {
        Body::new(Self(pieces.into_iter().collect()))
    }
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        Poll::Ready(
            self.0
                .pop_front()
                .map(|piece| piece.map(http_body::Frame::data)),
        )
    }
}

/// A body that may begin and then never says anything more.
#[derive(Default)]
pub(crate) struct Silence(pub(crate) Option<Bytes>);

impl HttpBody for Silence {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        match self.0.take() {
            Some(data) => Poll::Ready(Some(Ok(http_body::Frame::data(data)))),
            None => Poll::Pending,
        }
    }
}
