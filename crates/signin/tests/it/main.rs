//! Sign-in from outside: the whole flow against a real provider, and what a provider that lies or is broken can do.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod browser;
mod flow;
mod hostile;
mod real;

use tokio::net::TcpSocket;

/// Nobody listens there: the browser of the tests stops before it.
const REDIRECT: &str = "http://127.0.0.1:9/sign-in/callback";

/// A port that stays with one test, bound and not listened to: a server may listen there, since both sockets share the address, and while
/// none does, connecting is refused. Nobody who asks for any free port is given it.
fn own_port() -> (TcpSocket, u16) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_reuseaddr(true).unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let port = socket.local_addr().unwrap().port();
    (socket, port)
}
