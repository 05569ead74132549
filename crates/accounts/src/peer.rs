//! Who is on the other end, when there may be proxies in between.
//!
//! Headers that say where a request came from are written by whoever sends it. Only what a configured proxy wrote is believed, and a proxy
//! writes at the right end: the peer is the first address from the right that is no trusted proxy. A connection that does not come
//! from a trusted proxy is its own peer, whatever its headers say.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Hops that are looked at, at most.
const MOST_HOPS: usize = 16;
/// Bytes of one header that are looked at, from its right end, at most.
const LONGEST_HEADER: usize = 8 * 1024;

/// A network: an address and the number of bits that count, such as `10.0.0.0/8`. A lone address is a network of one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "a network is an address or an address, `/` and a number of bits, such as `10.0.0.0/8`, without bits set beyond them"
)]
pub struct InvalidNetwork;

impl Network {
    /// The network that a place is known by: 24 bits of an IPv4 address, 48 of an IPv6 address.
    pub fn around(peer: IpAddr) -> Self {
        let peer = peer.to_canonical();
        let bits = if peer.is_ipv4() { 24 } else { 48 };
        Self {
            address: masked(peer, bits),
            bits,
        }
    }

    /// The network that one host has for itself: an IPv4 address, 64 bits of an IPv6 address.
    pub fn of_host(peer: IpAddr) -> Self {
        let peer = peer.to_canonical();
        let bits = if peer.is_ipv4() { 32 } else { 64 };
        Self {
            address: masked(peer, bits),
            bits,
        }
    }

    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_ipv4() == self.address.is_ipv4() && masked(address, self.bits) == self.address
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
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            Some(bits) if bits.bytes().all(|byte| byte.is_ascii_digit()) => {
                bits.parse().map_err(|_| InvalidNetwork)?
            }
            Some(_) => return Err(InvalidNetwork),
            None => most,
        };
        let whole =
            bits <= most && masked(address, bits) == address && address == address.to_canonical();
        if whole {
            Ok(Self { address, bits })
        } else {
            Err(InvalidNetwork)
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.bits)
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

fn masked(address: IpAddr, bits: u8) -> IpAddr {
    let bits = u32::from(bits);
    match address {
        IpAddr::V4(address) => Ipv4Addr::from_bits(
            address.to_bits()
                & u32::MAX
                    .checked_shl(32_u32.saturating_sub(bits))
                    .unwrap_or(0),
        )
        .into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(
            address.to_bits()
                & u128::MAX
                    .checked_shl(128_u32.saturating_sub(bits))
                    .unwrap_or(0),
        )
        .into(),
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
