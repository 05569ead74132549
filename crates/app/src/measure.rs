//! What the use cases count. Names and labels are part of the interface.

use metrics::{counter, gauge};

pub const AUDIT_ENTRIES: &str = "ombud_audit_entries_total";
pub const AUDIT_SYNCS: &str = "ombud_audit_syncs_total";
pub const WITNESS_REQUESTS: &str = "ombud_audit_witness_requests_total";
pub const WITNESS_LATE: &str = "ombud_audit_witness_late";
pub const UNWITNESSED: &str = "ombud_audit_unwitnessed_entries";

/// The audit log has made that many entries durable together. None leaves nothing to make durable.
pub(crate) fn audit_written(entries: usize) {
    if entries > 0 {
        counter!(AUDIT_ENTRIES).increment(entries as u64);
        counter!(AUDIT_SYNCS).increment(1);
    }
}

/// A head of the audit log was shown to one witness.
pub(crate) fn witness_asked(result: &'static str) {
    counter!(WITNESS_REQUESTS, "result" => result).increment(1);
}

/// How far the audit log is countersigned.
pub(crate) fn witnessed(late: bool, behind: u64) {
    gauge!(WITNESS_LATE).set(if late { 1.0 } else { 0.0 });
    gauge!(UNWITNESSED).set(behind as f64);
}
