//! What the server counts. Names and labels are part of the interface; no label holds anything a caller invents.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use metrics::{
    Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram,
};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use ombud_api::PushResult;
use ombud_app::measure::{AUDIT_ENTRIES, AUDIT_SYNCS, UNWITNESSED, WITNESS_LATE, WITNESS_REQUESTS};

/// One metric as it is documented.
#[derive(Clone, Copy, Debug)]
pub struct MetricDoc {
    pub name: &'static str,
    pub labels: &'static [&'static str],
    pub meaning: &'static str,
}

const REQUESTS: &str = "ombud_http_requests_total";
const SECONDS: &str = "ombud_http_request_seconds";
const PUSHES: &str = "ombud_pushes_in_progress";
const RECORDS: &str = "ombud_push_records_total";
const BYTES: &str = "ombud_push_bytes_total";
const REPLAYS: &str = "ombud_push_replays_total";
const LIMIT_KEYS: &str = "ombud_sign_in_limit_keys";

/// Every metric of the server.
pub const METRICS: &[MetricDoc] = &[
    MetricDoc {
        name: REQUESTS,
        labels: &["method", "route", "status"],
        meaning: "requests answered",
    },
    MetricDoc {
        name: SECONDS,
        labels: &["route"],
        meaning: "seconds from the head of a request to the head of its answer",
    },
    MetricDoc {
        name: PUSHES,
        labels: &[],
        meaning: "pushes being taken in",
    },
    MetricDoc {
        name: RECORDS,
        labels: &["source", "result"],
        meaning: "records pushed: accepted, duplicate, corrected or rejected",
    },
    MetricDoc {
        name: BYTES,
        labels: &["source"],
        meaning: "bytes of pushed bodies that were committed, as sent",
    },
    MetricDoc {
        name: LIMIT_KEYS,
        labels: &[],
        meaning: "login names and networks that limits on guessing are kept for, at most 100,000",
    },
    MetricDoc {
        name: REPLAYS,
        labels: &["source"],
        meaning: "pushes answered from an earlier commit",
    },
    MetricDoc {
        name: AUDIT_ENTRIES,
        labels: &[],
        meaning: "entries that the audit log has taken since the start",
    },
    MetricDoc {
        name: AUDIT_SYNCS,
        labels: &[],
        meaning: "times that the audit log made entries durable, each for all who waited",
    },
    MetricDoc {
        name: WITNESS_REQUESTS,
        labels: &["result"],
        meaning: "heads of the audit log shown to witnesses: signed, contradicted or useless",
    },
    MetricDoc {
        name: WITNESS_LATE,
        labels: &[],
        meaning: "1 when the last countersigned head of the audit log is late",
    },
    MetricDoc {
        name: UNWITNESSED,
        labels: &[],
        meaning: "entries of the audit log that are not countersigned",
    },
];

const BUCKETS: &[f64] = &[0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0];

/// Makes the recorder that all metrics of the process go to, and gives the handle that renders them. Once per process.
pub fn install_metrics() -> Result<PrometheusHandle, BuildError> {
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full(SECONDS.to_owned()), BUCKETS)?;
    let handle = builder.install_recorder()?;
    describe_counter!(REQUESTS, "requests answered");
    describe_histogram!(
        SECONDS,
        Unit::Seconds,
        "seconds from the head of a request to the head of its answer"
    );
    describe_gauge!(PUSHES, "pushes being taken in");
    describe_counter!(
        RECORDS,
        "records pushed: accepted, duplicate, corrected or rejected"
    );
    describe_counter!(
        BYTES,
        Unit::Bytes,
        "bytes of pushed bodies that were committed, as sent"
    );
    describe_gauge!(
        LIMIT_KEYS,
        "login names and networks that limits on guessing are kept for"
    );
    describe_counter!(REPLAYS, "pushes answered from an earlier commit");
    describe_counter!(
        AUDIT_ENTRIES,
        "entries that the audit log has taken since the start"
    );
    describe_counter!(
        AUDIT_SYNCS,
        "times that the audit log made entries durable, each for all who waited"
    );
    describe_counter!(
        WITNESS_REQUESTS,
        "heads of the audit log shown to witnesses: signed, contradicted or useless"
    );
    describe_gauge!(
        WITNESS_LATE,
        "1 when the last countersigned head of the audit log is late"
    );
    describe_gauge!(
        UNWITNESSED,
        "entries of the audit log that are not countersigned"
    );
    Ok(handle)
}

pub(super) fn request(method: &Method, route: &str, status: StatusCode, took: Duration) {
    // Methods are open-ended; only those that some route knows are told apart.
    let method = [Method::GET, Method::POST, Method::HEAD]
        .iter()
        .find(|known| *known == method)
        .map_or("other", Method::as_str);
    counter!(REQUESTS, "method" => method.to_owned(), "route" => route.to_owned(), "status" => status.as_u16().to_string())
        .increment(1);
    histogram!(SECONDS, "route" => route.to_owned()).record(took.as_secs_f64());
}

pub(super) fn limit_keys(keys: usize) {
    gauge!(LIMIT_KEYS).set(keys as f64);
}

/// A push while it lasts.
pub(super) struct PushGauge;

impl PushGauge {
    pub(super) fn enter() -> Self {
        gauge!(PUSHES).increment(1.0);
        Self
    }
}

impl Drop for PushGauge {
    fn drop(&mut self) {
        gauge!(PUSHES).decrement(1.0);
    }
}

/// `source` is one that the program knows.
pub(super) fn pushed(source: &str, result: &PushResult, bytes: u64) {
    if result.replayed {
        counter!(REPLAYS, "source" => source.to_owned()).increment(1);
        return;
    }
    for (what, count) in [
        ("accepted", result.accepted),
        ("duplicate", result.duplicates),
        ("corrected", result.corrected),
        ("rejected", result.rejected),
    ] {
        counter!(RECORDS, "source" => source.to_owned(), "result" => what).increment(count);
    }
    counter!(BYTES, "source" => source.to_owned()).increment(bytes);
}
