//! How many requests of one address behind a trusted proxy are answered at the same time.
//!
//! Promises: one connection of a proxy carries the requests of many people, so connections bound none of them; each address that a
//! trusted proxy forwards has as many places for requests as any other peer has for connections. A place is taken until the last byte of the
//! answer is handed over. Health takes none.

use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body::{Frame, SizeHint};
use ombud_accounts::Proxies;
use ombud_accounts::peer::Network;
use ombud_api::problem::ProblemKind;
use parking_lot::Mutex;

use super::config::HttpConfig;
use super::connections::Group;
use super::layers;
use super::problem::Problem;
use super::session::Peer;
use super::state::HttpBase;

/// The requests that are being answered, by the host that a trusted proxy forwards.
pub(super) struct RequestsByHost {
    per_peer: usize,
    proxies: Proxies,
    answered: Mutex<Group>,
}

/// The place of one request; free again when this is dropped. Requests that are not counted have one without a network.
pub(super) struct Place {
    requests: Arc<RequestsByHost>,
    network: Option<Network>,
}

impl RequestsByHost {
    pub(super) fn new(config: &HttpConfig) -> Arc<Self> {
        Arc::new(Self {
            per_peer: config.limits.connections_per_peer,
            proxies: config.proxies.clone(),
            answered: Mutex::default(),
        })
    }

    /// `peer` is who asks over a connection from `socket`. `None` when all places of that host are taken. Counted is who stands behind a
    /// trusted proxy; the places of all others are those of their connections.
    pub(super) fn enter(self: &Arc<Self>, socket: IpAddr, peer: IpAddr) -> Option<Place> {
        let is_forwarded = self.proxies.trusts(socket) && !self.proxies.trusts(peer);
        let network = is_forwarded.then(|| Network::of_host(peer));
        let has_room = network.is_none_or(|network| {
            self.answered
                .lock()
                .enter(network, usize::MAX, self.per_peer)
        });
        has_room.then(|| Place {
            requests: Arc::clone(self),
            network,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(network) = self.network {
            self.requests.answered.lock().leave(network);
        }
    }
}

/// An answer's body, which holds the place of its request until it ends.
struct CountedBody {
    body: Body,
    _place: Place,
}

impl HttpBody for CountedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Refuses a request of an address behind a trusted proxy that has as many under way as it may.
pub(super) async fn in_its_place(
    State(base): State<HttpBase>,
    request: Request,
    next: Next,
) -> Response {
    if layers::asks_for_health(&request) {
        return next.run(request).await;
    }
    let Peer(socket) = Peer::at_socket(request.extensions());
    let Peer(peer) = Peer::of(
        request.extensions(),
        request.headers(),
        &base.config.proxies,
    );
    let Some(place) = base.requests_by_host.enter(socket, peer) else {
        return Problem::new(
            ProblemKind::Unavailable,
            "as many requests of your address are under way as one address may have: wait for their answers, and try again",
        )
        .into_response();
    };
    let answer = next.run(request).await;
    answer.map(|body| {
        Body::new(CountedBody {
            body,
            _place: place,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: &str = "192.0.2.9";

    fn requests() -> Arc<RequestsByHost> {
        let mut config = HttpConfig::local(PROXY.parse().unwrap());
        config.limits.connections_per_peer = 2;
        config.proxies.trusted = vec!["192.0.2.8/31".parse().unwrap()];
        RequestsByHost::new(&config)
    }

    fn enter(requests: &Arc<RequestsByHost>, socket: &str, peer: &str) -> Option<Place> {
        requests.enter(socket.parse().unwrap(), peer.parse().unwrap())
    }

    #[test]
    fn each_host_behind_a_proxy_has_its_places_and_they_come_free() {
        let requests = requests();
        let first = enter(&requests, PROXY, "2001:db8::1");
        // The other proxy carries the same people.
        let second = enter(&requests, "192.0.2.8", "2001:db8::ffff:2");
        assert!(first.is_some() && second.is_some());
        assert!(enter(&requests, PROXY, "2001:db8::3").is_none());
        assert!(enter(&requests, PROXY, "2001:db8:0:1::1").is_some());
        assert!(enter(&requests, PROXY, "198.51.100.7").is_some());
        drop(first);
        assert!(enter(&requests, PROXY, "2001:db8::3").is_some());
    }

    #[test]
    fn who_stands_behind_no_proxy_is_counted_by_connections_only() {
        let requests = requests();
        for (socket, peer) in [("198.51.100.7", "198.51.100.7"), (PROXY, PROXY)] {
            let places: Vec<Option<Place>> =
                (0..3).map(|_| enter(&requests, socket, peer)).collect();
            assert!(places.iter().all(Option::is_some), "{socket}");
        }
    }

    #[test]
    fn an_answer_holds_the_place_until_its_body_is_gone() {
        let requests = requests();
        let counted = |text: &'static str| CountedBody {
            body: Body::from(text),
            _place: enter(&requests, PROXY, "198.51.100.7").unwrap(),
        };
        let (one, other) = (counted("four"), counted(""));
        assert_eq!(one.size_hint().exact(), Some(4));
        assert!(other.is_end_stream() && !one.is_end_stream());
        assert!(enter(&requests, PROXY, "198.51.100.7").is_none());
        drop(one);
        assert!(enter(&requests, PROXY, "198.51.100.7").is_some());
    }
}
