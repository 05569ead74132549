//! New alerts and changes of alerts, told while they happen: server-sent events with ids only.
//!
//! Promises: the stream ends with the session, the right or the server; nothing of it is kept for a caller who does not read.

use std::collections::{BTreeMap, VecDeque};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderName;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream;
use ombud_api::problem::ProblemKind;
use ombud_app::{AlertEvent, AlertFeed, AlertTold};
use serde_json::json;
use utoipa::IntoResponses;
use utoipa::openapi::{RefOr, Response};

use super::{ReadProblems, problems};
use crate::http::access::RequestCaller;
use crate::http::problem::Problem;
use crate::http::serve::InFlight;
use crate::http::state::HttpState;

/// From one look for what other processes wrote, and for the end of the session, to the next.
const LOOK: Duration = Duration::from_secs(1);
/// From one sign of life to the next, when there is nothing to tell.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// After which time a browser comes back when the connection breaks.
const COME_BACK: Duration = Duration::from_secs(2);
/// Where the client was.
const LAST_EVENT_ID: &str = "last-event-id";
/// Tells a reverse proxy not to hold events back.
const UNBUFFERED: (HeaderName, &str) = (HeaderName::from_static("x-accel-buffering"), "no");

/// One more stream than an account may have.
pub(crate) struct TooManyProblem;

impl IntoResponses for TooManyProblem {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[ProblemKind::TooMany])
    }
}

/// What happens to alerts, as it happens: a stream of server-sent events.
///
/// The events `alert-opened`, `alert-changed` and `alert-withdrawn` have `{"id": "…"}` as data. Each event has an id: send the last one as
/// `Last-Event-ID` to go on after it, with nothing lost and nothing twice. `reload` says that this cannot be done, or that alerts were
/// deleted: read the list anew. An account has at most 8 streams at the same time. A stream ends when the session or the right ends.
#[utoipa::path(
    get, path = "/api/v1/alerts/events", tag = "alerts", security((), ("admin" = [])),
    params(("Last-Event-ID" = Option<String>, Header, description = "Id of the last event that was received")),
    responses(
        (status = 200, description = "Events", content_type = "text/event-stream", body = String), ReadProblems, TooManyProblem
    )
)]
pub(crate) async fn follow(
    State(state): State<Arc<HttpState>>,
    parts: Parts,
) -> Result<impl IntoResponse, Problem> {
    let access = RequestCaller::recognised(&parts, &state).await?;
    let after = parts.headers.get(LAST_EVENT_ID);
    // What is no text is no place: the stream begins with `reload`.
    let after = after.map(|value| value.to_str().unwrap_or_default());
    let (feed, first) = state.ombud.follow_alerts(access.caller(), after).await?;
    let following = Following {
        in_flight: parts.extensions.get::<InFlight>().cloned(),
        state,
        parts,
        feed,
        told: VecDeque::from([first]),
    };
    let events = stream::unfold(following, |mut following| async move {
        let event = following.next().await?;
        Some((Ok::<_, Infallible>(event), following))
    });
    let alive = KeepAlive::new().interval(HEARTBEAT);
    Ok(([UNBUFFERED], Sse::new(events).keep_alive(alive)))
}

/// One open stream. It looks for news only while the caller takes what was found.
struct Following {
    state: Arc<HttpState>,
    /// The head of the request: who asks is read from it again and again.
    parts: Parts,
    feed: AlertFeed,
    told: VecDeque<AlertTold>,
    /// None where the router is called without a connection.
    in_flight: Option<InFlight>,
}

impl Following {
    /// The next event; `None` at the end.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(told) = self.told.pop_front() {
                return Some(wire(&told));
            }
            tokio::select! {
                () = self.feed.woken() => {}
                () = tokio::time::sleep(LOOK) => {}
                () = stopped(&mut self.in_flight) => return None,
            }
            let access = RequestCaller::recognised(&self.parts, &self.state)
                .await
                .ok()?;
            let looked = self
                .state
                .ombud
                .look_for_news(access.caller(), &mut self.feed);
            match looked.await {
                Ok(told) => self.told.extend(told),
                Err(error) => {
                    tracing::debug!(%error, "a stream of events ends");
                    return None;
                }
            }
        }
    }
}

/// Returns when the server stops.
async fn stopped(in_flight: &mut Option<InFlight>) {
    match in_flight {
        Some(in_flight) => in_flight.stopped().await,
        None => std::future::pending().await,
    }
}

fn wire(told: &AlertTold) -> Event {
    let event = Event::default().id(&told.place);
    let (name, id) = match told.event {
        // Where the stream begins: browsers remember it and tell nobody.
        None => return event.retry(COME_BACK),
        Some(AlertEvent::Reload) => return event.event("reload").data("{}"),
        Some(AlertEvent::Opened(id)) => ("alert-opened", id),
        Some(AlertEvent::Changed(id)) => ("alert-changed", id),
        Some(AlertEvent::Withdrawn(id)) => ("alert-withdrawn", id),
    };
    event
        .event(name)
        .data(json!({"id": id.to_string()}).to_string())
}
