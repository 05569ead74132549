//! Alerts on their way out, and the filters of the list on their way in.

use ombud_api::alerts::{
    AlertChoices, AlertDetail, AlertStatus, AlertSummary, AssigneeChoice, JoinedAlert, LedgerLine,
    LineKind, RiskFactor, Scope, Severity, SpotlightReason, UnitChoice,
};
use ombud_model::{AccountId, UnitId, alert, assessment};

use crate::http::api::reviews::decision_wire;

fn status_wire(status: alert::AlertStatus) -> AlertStatus {
    match status {
        alert::AlertStatus::NeedsReview => AlertStatus::NeedsReview,
        alert::AlertStatus::Confirmed => AlertStatus::Confirmed,
        alert::AlertStatus::Dismissed => AlertStatus::Dismissed,
        alert::AlertStatus::Resolved => AlertStatus::Resolved,
    }
}

pub(in crate::http) fn wanted_status(status: AlertStatus) -> alert::AlertStatus {
    match status {
        AlertStatus::NeedsReview => alert::AlertStatus::NeedsReview,
        AlertStatus::Confirmed => alert::AlertStatus::Confirmed,
        AlertStatus::Dismissed => alert::AlertStatus::Dismissed,
        AlertStatus::Resolved => alert::AlertStatus::Resolved,
    }
}

pub(in crate::http) fn severity_wire(severity: ombud_model::Severity) -> Severity {
    match severity {
        ombud_model::Severity::High => Severity::High,
        ombud_model::Severity::Medium => Severity::Medium,
        _ => Severity::Low,
    }
}

pub(in crate::http) fn wanted_severity(severity: Severity) -> ombud_model::Severity {
    match severity {
        Severity::Low => ombud_model::Severity::Low,
        Severity::Medium => ombud_model::Severity::Medium,
        Severity::High => ombud_model::Severity::High,
    }
}

pub(in crate::http) fn wire(alert: ombud_app::AlertSummary) -> AlertSummary {
    AlertSummary {
        id: alert.id.to_string(),
        person: alert.person,
        policy: alert.policy,
        severity: severity_wire(alert.severity),
        score: alert.score.0,
        first_activity: alert.first_activity.to_string(),
        last_activity: alert.last_activity.to_string(),
        status: status_wire(alert.status),
        insights: alert.insights,
        evidence: alert.evidence,
        trigger: alert.trigger,
        risk_factors: alert.risk_factors.iter().map(factor_wire).collect(),
        spotlight: alert.spotlight.into_iter().map(reason_wire).collect(),
        opened: alert.opened.to_string(),
        due: alert.due.map(|due| due.to_string()),
        assignee: alert.assignee.map(|account| account.to_string()),
        version: alert.version,
        decision: alert.decision.map(decision_wire),
        joined: alert.joined.into_iter().map(joined_wire).collect(),
    }
}

pub(in crate::http) fn scope_wire(scope: assessment::Scope) -> Scope {
    Scope {
        trigger: scope.trigger,
        triggered: scope.triggered.to_string(),
        from: scope.from.to_string(),
        until: scope.until.to_string(),
    }
}

fn line_wire(line: assessment::LedgerLine) -> LedgerLine {
    LedgerLine {
        points: line.points,
        kind: match line.kind {
            assessment::LineKind::Insight => LineKind::Insight,
            assessment::LineKind::Unusual => LineKind::Unusual,
            assessment::LineKind::Sensitive => LineKind::Sensitive,
            assessment::LineKind::PriorityContent => LineKind::PriorityContent,
            assessment::LineKind::UnallowedDomain => LineKind::UnallowedDomain,
            assessment::LineKind::LargeFiles => LineKind::LargeFiles,
        },
        title: line.title,
        indicator: line.indicator,
        day: line.day.to_string(),
        count: line.count,
        threshold: line.threshold,
        without: line.without.0,
    }
}

pub(in crate::http) fn detail_wire(detail: ombud_app::AlertDetail) -> AlertDetail {
    AlertDetail {
        alert: wire(detail.alert),
        scope: scope_wire(detail.scope),
        ledger: detail.ledger.into_iter().map(line_wire).collect(),
        not_counted: detail.not_counted.into_iter().map(line_wire).collect(),
    }
}

fn factor_wire(factor: alert::RiskFactor) -> RiskFactor {
    match factor {
        alert::RiskFactor::Unusual => RiskFactor::Unusual,
        alert::RiskFactor::Sensitive => RiskFactor::Sensitive,
        alert::RiskFactor::PriorityContent => RiskFactor::PriorityContent,
        alert::RiskFactor::UnallowedDomain => RiskFactor::UnallowedDomain,
        alert::RiskFactor::CollectedBefore => RiskFactor::CollectedBefore,
        alert::RiskFactor::RepeatedExfiltration => RiskFactor::RepeatedExfiltration,
    }
}

pub(super) fn wanted_factor(factor: RiskFactor) -> alert::RiskFactor {
    match factor {
        RiskFactor::Unusual => alert::RiskFactor::Unusual,
        RiskFactor::Sensitive => alert::RiskFactor::Sensitive,
        RiskFactor::PriorityContent => alert::RiskFactor::PriorityContent,
        RiskFactor::UnallowedDomain => alert::RiskFactor::UnallowedDomain,
        RiskFactor::CollectedBefore => alert::RiskFactor::CollectedBefore,
        RiskFactor::RepeatedExfiltration => alert::RiskFactor::RepeatedExfiltration,
    }
}

fn reason_wire(reason: ombud_app::SpotlightReason) -> SpotlightReason {
    use ombud_app::SpotlightReason as Reason;
    match reason {
        Reason::EmploymentFact => SpotlightReason::EmploymentFact,
        Reason::MuchEvidence => SpotlightReason::MuchEvidence,
        Reason::Sensitive => SpotlightReason::Sensitive,
        Reason::PriorityContent => SpotlightReason::PriorityContent,
        Reason::UnallowedDomain => SpotlightReason::UnallowedDomain,
        Reason::CollectedBefore => SpotlightReason::CollectedBefore,
    }
}

fn joined_wire(joined: ombud_app::JoinedAlert) -> JoinedAlert {
    JoinedAlert {
        id: joined.id.to_string(),
        policy: joined.policy,
        score: joined.score.0,
        version: joined.version,
    }
}

pub(super) fn choices_wire(choices: ombud_app::AlertChoices) -> AlertChoices {
    let unit = |(id, name): (UnitId, String)| UnitChoice {
        id: id.to_string(),
        name,
    };
    let assignee = |(account, name): (AccountId, String)| AssigneeChoice {
        account: account.to_string(),
        name,
    };
    AlertChoices {
        policies: choices.policies,
        triggers: choices.triggers,
        units: choices.units.into_iter().map(unit).collect(),
        assignees: choices.assignees.into_iter().map(assignee).collect(),
    }
}
