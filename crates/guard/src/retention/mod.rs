//! What is kept for how long, what is due, and the brake.
//!
//! [`RetentionRules`] say how many days each kind is kept; an agreement may shorten that, a law may lengthen it. [`plan`] lists what is due
//! in an inventory: what is held is left out, and when something looks wrong (the clock jumped, or far more than usual would go) the plan is
//! braked and deletes nothing until a human being has looked at it ([`Plan::confirm`]). [`RunRecord`] proves what went, without what it was.
//!
//! Promises: pure; the same inventory, rules and times give the same plan; a plan that was carried out leaves nothing that a second one
//! at the same moment would delete.

mod kinds;
mod plan;
mod record;
mod rules;

pub use kinds::{Kind, UnknownKind};
pub use plan::{
    Brake, ConfirmRefused, Confirmed, Deletion, LastRun, Lot, LotId, Part, Plan, PlanContext,
    PlanStanding, plan,
};
pub use record::{Deleted, RunBasis, RunRecord};
pub use rules::{BadRetention, BrakeRules, Effective, Limits, RetentionRules, RetentionRulesDraft};
