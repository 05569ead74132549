//! The pure detection engine: recognise, accumulate, baseline, assess, digest.
//!
//! Promises: no I/O, no async, no clock, no randomness, no order of hash maps. Floats come from `libm` only and are rounded to
//! integers before they decide anything, so the same input gives the same bytes on every machine.

mod accumulate;
mod assess;
mod baseline;
mod calibration;
pub mod content;
mod days;
mod decided;
mod digest;
#[cfg(test)]
mod draw;
mod exclude;
mod explain;
mod factors;
mod policy;
mod recognise;
mod reference;
mod score;
mod surprise;
mod why;

pub use accumulate::Accumulator;
pub use assess::{Observed, assess};
pub use baseline::Baselines;
pub use calibration::{Calibration, Surprising};
pub use content::{Content, ContentError, Family, Indicator, Part, Scoring, Template};
pub use days::{PersonDay, person_days};
pub use decided::scored_counts;
pub use digest::{Digest, assessment_digest, digest};
pub use exclude::SettingsError;
pub use explain::{DayNorm, ExplainedDay, ExplainedGroup, Explanation, Standing, explain};
pub use factors::risk_factors;
pub use policy::{CompiledPolicy, PolicyError, policy_from_template};
pub use recognise::{Hit, Recogniser};
pub use reference::reference_pages;
pub use score::Reached;
pub use why::{Condition, why_person, why_policy};
