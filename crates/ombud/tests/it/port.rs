//! A port that stays with one test, also while nobody listens there: a free one that is only looked up can be somebody else's by the time
//! that it is used.

use std::net::SocketAddr;

use tokio::net::TcpSocket;

/// A port of this machine, bound and not listened to. Connecting to it is refused until a server listens there, which may since both
/// sockets share the address; nobody who asks for any free port is given it.
pub(crate) struct OwnPort {
    address: SocketAddr,
    _bound: TcpSocket,
}

impl OwnPort {
    pub(crate) fn new() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_reuseaddr(true).unwrap();
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        Self {
            address: socket.local_addr().unwrap(),
            _bound: socket,
        }
    }

    pub(crate) fn number(&self) -> u16 {
        self.address.port()
    }

    /// Host and port.
    pub(crate) fn address(&self) -> String {
        self.address.to_string()
    }
}
