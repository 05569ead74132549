//! Unmaskings and their rules as they are shown: without names, and over by the clock whether that was noted or not.

use ombud_api::unmaskings as wire;
use ombud_identity::unmask::{
    Approval, ApprovalsNeeded, State, UnmaskRules, UnmaskRulesDraft, Unmasking,
};
use ombud_model::Timestamp;

/// As it stands by the clock: what is over is over, noted or not.
fn state_at(unmasking: &Unmasking, now: Timestamp) -> State {
    unmasking
        .expire(now)
        .map_or_else(|_| unmasking.state(), |expired| expired.state())
}

/// When it was over.
pub(super) fn ended_at(unmasking: &Unmasking, now: Timestamp) -> Option<Timestamp> {
    match state_at(unmasking, now) {
        State::Requested | State::Approved { .. } => None,
        State::Denied { at, .. }
        | State::Withdrawn { at }
        | State::Expired { at }
        | State::Revoked { at, .. } => Some(at),
    }
}

/// One unmasking, about the person of this pseudonym.
pub(super) fn summary(
    unmasking: &Unmasking,
    person: String,
    now: Timestamp,
) -> wire::UnmaskingSummary {
    use wire::UnmaskingState as Shown;
    let (shown, ended_by, ground) = match state_at(unmasking, now) {
        State::Requested => (Shown::Requested, None, None),
        State::Approved { .. } => (Shown::Approved, None, None),
        State::Denied { by, ground, .. } => (Shown::Denied, Some(by), Some(ground.name())),
        State::Withdrawn { .. } => (Shown::Withdrawn, None, None),
        State::Expired { .. } => (Shown::Expired, None, None),
        State::Revoked { by, ground, .. } => (Shown::Revoked, Some(by), Some(ground.name())),
    };
    let ended_at = ended_at(unmasking, now);
    let approval = |approval: &Approval| wire::UnmaskingApproval {
        by: approval.by.account.to_string(),
        at: approval.at.to_string(),
    };
    wire::UnmaskingSummary {
        id: unmasking.id().to_string(),
        person,
        case: unmasking.case().to_string(),
        purpose: unmasking.purpose().to_string(),
        asked_by: unmasking.viewer().to_string(),
        asked_at: unmasking.requested_at().to_string(),
        state: shown,
        approvals: unmasking.approvals().iter().map(approval).collect(),
        approvals_needed: if unmasking.approvals_needed() == ApprovalsNeeded::Two {
            2
        } else {
            1
        },
        minutes: unmasking.duration().0,
        ends_at: unmasking
            .ends_at()
            .filter(|_| ended_at.is_none())
            .map(|at| at.to_string()),
        ended_at: ended_at.map(|at| at.to_string()),
        ended_by: ended_by.map(|by| by.account.to_string()),
        ground: ground.map(str::to_owned),
    }
}

pub(super) fn rules_shown(rules: UnmaskRules) -> wire::UnmaskingRules {
    let draft = UnmaskRulesDraft::from(rules);
    wire::UnmaskingRules {
        approvals: if draft.approvals == ApprovalsNeeded::Two {
            2
        } else {
            1
        },
        usual_minutes: draft.usual_minutes.0,
        longest_minutes: draft.longest_minutes.0,
        lapse_minutes: draft.lapse_minutes.0,
        releases_per_day: draft.releases_per_day,
        rest_minutes: Some(draft.rest_minutes.0),
    }
}
