//! Accepting connections: at most so many in all and of one peer, none that dawdles over its request's head or stays without requests, all
//! of them let finish at the end.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use axum::response::Response;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};
use tower::Service;

use super::config::HttpConfig;
use super::connections::{ConnectionUse, Connections, Seat};
use super::layers::Crowded;
use super::limits::HttpLimits;
use super::session::Peer;

/// Largest head of a request: holds the longest predicate, percent-encoded.
const MAX_HEAD: usize = 128 * 1024;
/// After a failed accept, which is usually a want of file descriptors.
const BREATH: Duration = Duration::from_millis(100);
/// For the rest of an answer, on a connection that has no running request and is closed for that.
const LAST_BYTES: Duration = Duration::from_secs(600);

/// Serves until `stop` resolves, then lets running requests finish for at most `grace`.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    config: &HttpConfig,
    stop: impl Future<Output = ()>,
    grace: Duration,
) -> io::Result<()> {
    let connections = Connections::new(config);
    // Every connection holds a receiver for as long as it is open.
    let (stopping, stopped) = watch::channel(false);
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, address) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(BREATH).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        // Nothing that could be said to it would be heard by more than a few: it is closed.
        let Some(seat) = connections.enter(address.ip()) else {
            continue;
        };
        let connection = Connection {
            router: router.clone(),
            peer: Peer(address.ip()),
            seat,
            limits: config.limits,
            stopped: stopped.clone(),
        };
        tokio::spawn(connection.serve(stream));
    }
    drop((listener, stopped));
    stopping.send_replace(true);
    if timeout(grace, stopping.closed()).await.is_err() {
        tracing::warn!("requests were still running when the server stopped");
    }
    Ok(())
}

/// One accepted connection.
struct Connection {
    router: Router,
    peer: Peer,
    seat: Seat,
    limits: HttpLimits,
    stopped: watch::Receiver<bool>,
}

impl Connection {
    /// Serves it until it is closed, has been without requests for too long, or the server stops.
    async fn serve(mut self, stream: TcpStream) {
        // Answers are short: waiting to fill a packet only delays them.
        let _ = stream.set_nodelay(true);
        let (running, seen) = watch::channel(Running::default());
        let service = TowerToHyperService::new(WithPeer {
            router: self.router.clone(),
            peer: self.peer,
            usage: self.seat.usage,
            running: Arc::new(running),
            stopped: self.stopped.clone(),
        });
        let builder = builder(&self.limits, self.seat.usage);
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        let mut connection = std::pin::pin!(connection);
        let shortly = self.seat.usage == ConnectionUse::HealthOnly;
        let ended = tokio::select! {
            ended = connection.as_mut() => Some(ended),
            () = quiet(seen, &self.limits, shortly) => None,
            _ = self.stopped.wait_for(|stopped| *stopped) => None,
        };
        let ended = match ended {
            Some(ended) => Ok(ended),
            None => {
                connection.as_mut().graceful_shutdown();
                timeout(LAST_BYTES, connection).await
            }
        };
        match ended {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::debug!(%error, "a connection ended early"),
            Err(_) => tracing::debug!("a connection did not take the rest of its answer"),
        }
    }
}

/// The requests of a connection.
#[derive(Clone, Copy)]
struct Running {
    count: usize,
    /// Whether there has ever been one.
    begun: bool,
    /// When it began, or the last one ended.
    since: Instant,
}

impl Default for Running {
    fn default() -> Self {
        Self {
            count: 0,
            begun: false,
            since: Instant::now(),
        }
    }
}

/// Returns when no request has run for as long as a connection may be without.
async fn quiet(mut seen: watch::Receiver<Running>, limits: &HttpLimits, shortly: bool) {
    loop {
        let running = *seen.borrow_and_update();
        let patience = if running.begun && !shortly {
            limits.idle_duration
        } else {
            limits.head_duration
        };
        let changed = if running.count > 0 {
            seen.changed().await
        } else {
            tokio::select! {
                changed = seen.changed() => changed,
                () = sleep_until(running.since + patience) => return,
            }
        };
        if changed.is_err() {
            return;
        }
    }
}

/// The router, told who is on the other end and what they may ask for.
#[derive(Clone)]
struct WithPeer {
    router: Router,
    peer: Peer,
    usage: ConnectionUse,
    running: Arc<watch::Sender<Running>>,
    stopped: watch::Receiver<bool>,
}

/// A request that runs, for an answer that goes on after its handler: as long as it is held, the connection is not without requests.
#[derive(Clone)]
pub(super) struct InFlight {
    _counted: Arc<Counted>,
    stopped: watch::Receiver<bool>,
}

impl InFlight {
    /// Returns when the server stops.
    pub(super) async fn stopped(&mut self) {
        // An error says that the server is gone, which is the same.
        let _ = self.stopped.wait_for(|stopped| *stopped).await;
    }
}

/// Counts one request for as long as it lives.
struct Counted(Arc<watch::Sender<Running>>);

impl Counted {
    fn one(running: &Arc<watch::Sender<Running>>) -> Self {
        running.send_modify(|running| {
            running.count += 1;
            running.begun = true;
        });
        Self(Arc::clone(running))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.send_modify(|running| {
            running.count = running.count.saturating_sub(1);
            running.since = Instant::now();
        });
    }
}

impl<B> Service<Request<B>> for WithPeer
where
    Router: Service<Request<B>, Response = Response, Error = Infallible>,
    <Router as Service<Request<B>>>::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.router.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        request.extensions_mut().insert(self.peer);
        if self.usage == ConnectionUse::HealthOnly {
            request.extensions_mut().insert(Crowded);
        }
        let counted = Arc::new(Counted::one(&self.running));
        request.extensions_mut().insert(InFlight {
            _counted: Arc::clone(&counted),
            stopped: self.stopped.clone(),
        });
        let answer = self.router.call(request);
        Box::pin(async move {
            let answer = answer.await;
            drop(counted);
            answer
        })
    }
}

fn builder(limits: &HttpLimits, usage: ConnectionUse) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_duration)
        .keep_alive(usage == ConnectionUse::Everything)
        .max_buf_size(MAX_HEAD);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Some(limits.head_duration))
        .max_concurrent_streams(Some(32))
        .max_header_list_size(MAX_HEAD as u32);
    match usage {
        ConnectionUse::Everything => builder,
        ConnectionUse::HealthOnly => builder.http1_only(),
    }
}
