//! What callers may make the server hold or wait for.

use std::num::NonZeroU64;
use std::time::Duration;

use serde::{Deserialize, Deserializer};

/// The section `limits` of the configuration file. Sizes are in bytes, times in the file in whole seconds; what is left out is as in
/// [`HttpLimits::default`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HttpLimits {
    /// A pushed body as it comes over the wire.
    pub push_bytes: u64,
    /// A pushed body after decompression.
    pub push_decoded_bytes: u64,
    /// Pushes at the same time in all; one more is told to come back, unless it is the only one of its source.
    pub pushes: usize,
    /// Pushes of one source at the same time; one more is told to come back.
    pub pushes_per_source: usize,
    /// How fast a pushed body must arrive on average, once `push_grace` is over.
    #[serde(rename = "push_bytes_per_second")]
    pub push_rate: NonZeroU64,
    /// How long a pushed body may arrive slowly.
    #[serde(rename = "push_grace_seconds", deserialize_with = "seconds")]
    pub push_grace: Duration,
    /// Silence in the middle of a pushed body.
    #[serde(rename = "push_silence_seconds", deserialize_with = "seconds")]
    pub push_silence: Duration,
    /// From the first to the last byte of a pushed body.
    #[serde(rename = "push_seconds", deserialize_with = "seconds")]
    pub push_duration: Duration,
    /// A request that reads.
    #[serde(rename = "read_seconds", deserialize_with = "seconds")]
    pub read_duration: Duration,
    /// Connections at the same time in all.
    pub connections: usize,
    /// Connections of one host at the same time: of an IPv4 address or an IPv6 /64 network. Those of a trusted proxy are counted in all
    /// only; of each host that it forwards as many requests are answered at the same time.
    pub connections_per_peer: usize,
    /// Connections beyond those, which are answered on health only.
    pub health_connections: usize,
    /// For the head of a request, and for the pause between two requests of an HTTP/1 connection.
    #[serde(rename = "head_seconds", deserialize_with = "seconds")]
    pub head_duration: Duration,
    /// For the pause between two requests of an HTTP/2 connection.
    #[serde(rename = "idle_seconds", deserialize_with = "seconds")]
    pub idle_duration: Duration,
}

impl Default for HttpLimits {
    /// 64 MiB on the wire, 1 GiB decompressed, 8 pushes and 4 of one source, 1 KiB per second after 10 seconds, 30 seconds of silence,
    /// 10 minutes for a body, 40 seconds to read; 1,024 connections, 128 of one address and 16 more for health, 10 seconds for a head and 60
    /// without requests.
    fn default() -> Self {
        Self {
            push_bytes: 64 << 20,
            push_decoded_bytes: 1 << 30,
            pushes: 8,
            pushes_per_source: 4,
            push_rate: NonZeroU64::MIN.saturating_add(1_023),
            push_grace: Duration::from_secs(10),
            push_silence: Duration::from_secs(30),
            push_duration: Duration::from_secs(600),
            read_duration: Duration::from_secs(40),
            connections: 1_024,
            connections_per_peer: 128,
            health_connections: 16,
            head_duration: Duration::from_secs(10),
            idle_duration: Duration::from_secs(60),
        }
    }
}

fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    u32::deserialize(deserializer).map(|seconds| Duration::from_secs(seconds.into()))
}
