//! The vocabulary of Ombud: typed ids, activities, insights, policies, assessments and alerts.
//!
//! Promises: no I/O, no async, no clock, no database type. Everything here either is valid or was never built: text becomes a
//! type through one fallible conversion, and code behind that conversion trusts it.

pub mod activity;
pub mod alert;
pub mod assessment;
pub mod assignment;
pub mod attachment;
pub mod batch;
pub mod case;
pub mod case_event;
pub mod case_outcome;
pub mod entropy;
pub mod hex;
pub mod ids;
pub mod insight;
pub mod operation;
pub mod party;
pub mod plain_text;
pub mod policy;
pub mod reader;
pub mod review;
pub mod settings;
pub mod sha256_hash;
pub mod time;
pub mod units;
pub mod view;

pub use activity::{
    Activity, ActivityView, Actor, Kind, LabelChange, Outcome, Reach, Severity, TO_SELF, Workload,
};
pub use case::Case;
pub use ids::{
    AccountId, AgreementId, AlertId, AttachmentId, CaseId, ErasureId, HoldId, IndicatorCode,
    PersonId, PersonRequestId, PolicyId, ProposalId, SegmentId, TaskId, TokenId, UnitId,
    UnmaskingId, ViewId,
};
pub use operation::{Area, Operation};
pub use party::{AccountKind, Party};
pub use reader::ReaderVersion;
pub use sha256_hash::Sha256Hash;
pub use time::{Clock, Day, Timestamp};
pub use units::Units;
