//! How many connections are open, in all and of one peer, and what those beyond may ask for. A peer is a host: an IPv4 address, or
//! a /64 network of IPv6, of which one host has every address.
//!
//! Whoever takes all places does not hide whether the server lives: some more connections are let in that are answered on health only,
//! one request each and within a short time.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use ombud_accounts::Proxies;
use ombud_accounts::peer::Network;
use parking_lot::Mutex;

use super::config::HttpConfig;

/// Of one peer at the same time, for health only.
const HEALTH_PER_PEER: usize = 4;

pub(super) struct Connections {
    in_all: usize,
    per_peer: usize,
    for_health: usize,
    proxies: Proxies,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    whole: Group,
    for_health: Group,
}

/// Connections or requests of one kind. Only hosts with one open are counted, so no count is 0.
#[derive(Default)]
pub(super) struct Group {
    in_all: usize,
    of: HashMap<Network, usize>,
}

/// What a connection may ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ConnectionUse {
    Everything,
    HealthOnly,
}

/// The place of one connection; free again when this is dropped.
pub(super) struct Seat {
    connections: Arc<Connections>,
    host: Network,
    pub(super) usage: ConnectionUse,
}

impl Connections {
    pub(super) fn new(config: &HttpConfig) -> Arc<Self> {
        Arc::new(Self {
            in_all: config.limits.connections,
            per_peer: config.limits.connections_per_peer,
            for_health: config.limits.health_connections,
            proxies: config.proxies.clone(),
            open: Mutex::default(),
        })
    }

    /// `None` when not even health can be asked for. Many people come over the connections of a trusted proxy, so it is
    /// no peer whose places are counted: their requests are ([`super::requests_by_host`]).
    pub(super) fn enter(self: &Arc<Self>, peer: IpAddr) -> Option<Seat> {
        let host = Network::of_host(peer);
        let mut open = self.open.lock();
        let per_peer = if self.proxies.trusts(peer) {
            usize::MAX
        } else {
            self.per_peer
        };
        let usage = if open.whole.enter(host, self.in_all, per_peer) {
            ConnectionUse::Everything
        } else if open
            .for_health
            .enter(host, self.for_health, HEALTH_PER_PEER)
        {
            ConnectionUse::HealthOnly
        } else {
            return None;
        };
        Some(Seat {
            connections: Arc::clone(self),
            host,
            usage,
        })
    }
}

impl Group {
    /// Takes a place, if there is one in all and one of that host; whether there was.
    pub(super) fn enter(&mut self, host: Network, in_all: usize, per_peer: usize) -> bool {
        let own = self.of.get(&host).copied().unwrap_or_default();
        let room = self.in_all < in_all && own < per_peer;
        if room {
            self.in_all += 1;
            self.of.insert(host, own + 1);
        }
        room
    }

    /// Gives a place back that was taken.
    pub(super) fn leave(&mut self, host: Network) {
        self.in_all = self.in_all.saturating_sub(1);
        match self.of.get_mut(&host) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(self.of.remove(&host)),
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.connections.open.lock();
        match self.usage {
            ConnectionUse::Everything => open.whole.leave(self.host),
            ConnectionUse::HealthOnly => open.for_health.leave(self.host),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;
    use crate::http::HttpLimits;

    fn peer(last: u8) -> IpAddr {
        Ipv4Addr::new(192, 0, 2, last).into()
    }

    fn connections(trusted: &[&str]) -> Arc<Connections> {
        let mut config = HttpConfig::local(peer(0));
        config.limits = HttpLimits {
            connections: 4,
            connections_per_peer: 2,
            health_connections: 3,
            ..HttpLimits::default()
        };
        config.proxies.trusted = trusted.iter().map(|text| text.parse().unwrap()).collect();
        Connections::new(&config)
    }

    #[test]
    fn a_peer_and_all_of_them_have_their_places_and_health_has_its_own() {
        let connections = connections(&[]);
        let usage = |seat: &Option<Seat>| seat.as_ref().map(|seat| seat.usage);
        let enter = |last| connections.enter(peer(last));
        let (first, second, third) = (enter(1), enter(1), enter(1));
        assert_eq!(usage(&first), Some(ConnectionUse::Everything));
        assert_eq!(usage(&second), Some(ConnectionUse::Everything));
        assert_eq!(
            usage(&third),
            Some(ConnectionUse::HealthOnly),
            "a peer has two"
        );
        let _others = (enter(2), enter(3));
        let fifth = enter(4);
        assert_eq!(
            usage(&fifth),
            Some(ConnectionUse::HealthOnly),
            "there are four"
        );
        let fourth = enter(1);
        assert_eq!(usage(&fourth), Some(ConnectionUse::HealthOnly));
        assert!(enter(5).is_none(), "three for health");
        drop(fourth);
        assert_eq!(usage(&enter(5)), Some(ConnectionUse::HealthOnly));
        drop(first);
        assert_eq!(usage(&enter(5)), Some(ConnectionUse::Everything));
    }

    #[test]
    fn addresses_of_one_ipv6_network_share_their_places_and_ipv4_addresses_do_not() {
        let connections = connections(&[]);
        let enter = |text: &str| connections.enter(text.parse().unwrap()).unwrap();
        let seats = ["2001:db8::1", "2001:db8::ffff:2", "2001:db8::3"].map(enter);
        let usage = seats.each_ref().map(|seat| seat.usage);
        let (all, health) = (ConnectionUse::Everything, ConnectionUse::HealthOnly);
        assert_eq!(usage, [all, all, health], "two of a network");
        assert_eq!(enter("2001:db8:0:1::1").usage, all);
        drop(seats);
        // The one and the other writing of an address are the same host.
        let seats = ["192.0.2.1", "::ffff:192.0.2.1", "192.0.2.1", "192.0.2.2"].map(enter);
        let usage = seats.each_ref().map(|seat| seat.usage);
        assert_eq!(usage, [all, all, health, all]);
    }

    #[test]
    fn a_trusted_proxy_is_held_to_the_places_of_all_only() {
        let connections = connections(&["192.0.2.9/32"]);
        let seats: Vec<Seat> = (0..4).filter_map(|_| connections.enter(peer(9))).collect();
        assert!(
            seats
                .iter()
                .all(|seat| seat.usage == ConnectionUse::Everything)
        );
        assert_eq!(seats.len(), 4);
        let further = connections.enter(peer(9)).unwrap();
        assert_eq!(further.usage, ConnectionUse::HealthOnly);
    }
}
