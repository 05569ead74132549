//! Who is on the other end, when there may be proxies in between.
//!
//! Headers that say where a request came from are written by whoever sends it. Only what a configured proxy wrote is believed, and a proxy
//! writes at the right end: the peer is the first address from the right that is no trusted proxy. A connection that does not come
//! from a trusted proxy is its own peer, whatever its headers say.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

/// Hops that are looked at, at most.
const MOST_HOPS: usize = 16;
/// Bytes of one header that are looked at, from its right end, at most.
const LONGEST_HEADER: usize = 8 * 1024;

/// A network: an address and the number of bits that count, such as `10.0.0.0/8`. A lone address is a network of one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network(IpNet);

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "a network is an address or an address, `/` and a number of bits, such as `10.0.0.0/8`, without bits set beyond them"
)]
pub struct InvalidNetwork;

impl Network {
    /// The network that a place is known by: 24 bits of an IPv4 address, 48 of an IPv6 address.
    pub fn around(peer: IpAddr) -> Self {
        Self::with_bits(peer, 24, 48)
    }

    /// The network that one host has for itself: an IPv4 address, 64 bits of an IPv6 address.
    pub fn of_host(peer: IpAddr) -> Self {
        Self::with_bits(peer, 32, 64)
    }

    fn with_bits(peer: IpAddr, v4: u8, v6: u8) -> Self {
        let peer = peer.to_canonical();
        let bits = if peer.is_ipv4() { v4 } else { v6 };
        // More bits than an address has are not asked for; if they were, it would be the address alone.
        let network =
            IpNet::new(peer, bits).map_or_else(|_| peer.into(), |network| network.trunc());
        Self(network)
    }

    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }
}

impl FromStr for Network {
    type Err = InvalidNetwork;

    fn from_str(text: &str) -> Result<Self, InvalidNetwork> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| InvalidNetwork)?;
        let network = match bits {
            Some(bits) if bits.bytes().all(|byte| byte.is_ascii_digit()) => {
                let bits = bits.parse().map_err(|_| InvalidNetwork)?;
                IpNet::new(address, bits).map_err(|_| InvalidNetwork)?
            }
            Some(_) => return Err(InvalidNetwork),
            None => address.into(),
        };
        let is_whole = network == network.trunc() && address == address.to_canonical();
        is_whole.then_some(Self(network)).ok_or(InvalidNetwork)
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl TryFrom<String> for Network {
    type Error = InvalidNetwork;

    fn try_from(text: String) -> Result<Self, InvalidNetwork> {
        text.parse()
    }
}

impl From<Network> for String {
    fn from(network: Network) -> Self {
        network.to_string()
    }
}

/// Which header the trusted proxies write. One of them: a proxy that writes the one lets the other through as the client sent it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForwardHeader {
    #[default]
    XForwardedFor,
    /// RFC 7239.
    Forwarded,
}

/// The proxies in front of the server. None by default: then no header is looked at.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Proxies {
    pub trusted: Vec<Network>,
    pub header: ForwardHeader,
}

/// The headers of one request, each in the order of its lines.
#[derive(Clone, Copy, Debug, Default)]
pub struct ForwardHeaders<'a> {
    pub x_forwarded_for: &'a [&'a str],
    pub forwarded: &'a [&'a str],
}

impl Proxies {
    /// The address that limits and records go by. `socket` is the other end of the connection.
    pub fn peer_of(&self, socket: IpAddr, headers: ForwardHeaders<'_>) -> IpAddr {
        let mut peer = socket.to_canonical();
        let lines = match self.header {
            ForwardHeader::XForwardedFor => headers.x_forwarded_for,
            ForwardHeader::Forwarded => headers.forwarded,
        };
        let mut hops = lines
            .iter()
            .rev()
            .flat_map(|line| right_end(line).rsplit(','))
            .take(MOST_HOPS);
        while self.trusts(peer) {
            // What a trusted proxy wrote and cannot be read (`unknown`, a hidden name) ends the way: the proxy is the peer.
            let Some(hop) = hops.next().and_then(|hop| self.address(hop)) else {
                break;
            };
            peer = hop;
        }
        peer
    }

    /// Whether that address is one of the proxies.
    pub fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.contains(address))
    }

    fn address(&self, hop: &str) -> Option<IpAddr> {
        let text = match self.header {
            ForwardHeader::XForwardedFor => hop,
            ForwardHeader::Forwarded => hop.split(';').find_map(|pair| {
                let (name, value) = pair.split_once('=')?;
                name.trim().eq_ignore_ascii_case("for").then_some(value)
            })?,
        };
        address(text.trim().trim_matches('"'))
    }
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`.
fn address(text: &str) -> Option<IpAddr> {
    let bare = match text.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.0,
        None if text.matches(':').count() == 1 => text.split_once(':')?.0,
        None => text,
    };
    bare.parse::<IpAddr>()
        .ok()
        .map(|address| address.to_canonical())
}

/// The end of a line that is too long; what may be cut through is dropped with the rest.
fn right_end(line: &str) -> &str {
    let mut start = line.len().saturating_sub(LONGEST_HEADER);
    while !line.is_char_boundary(start) {
        start += 1;
    }
    line.get(start..).unwrap_or_default()
}
