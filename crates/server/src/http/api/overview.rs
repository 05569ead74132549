//! What waits for whoever asks.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use ombud_api::overview::{
    AgreementCounts, AlertAge, AlertCounts, AlertsOfDay, BySeverity, CaseCounts, HealthCondition,
    Overview, ProposalCounts, RequestCounts, SourceState,
};
use ombud_app::AGES;

use super::ReadProblems;
use crate::http::access::RequestCaller;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

/// What waits for the caller, in counts: alerts, cases, requests for names, proposals, agreements, and the state of sources and program.
#[utoipa::path(
    get, path = "/api/v1/overview", tag = "alerts", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = Overview), ReadProblems)
)]
pub(crate) async fn show_overview(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
) -> Result<Json<Overview>, Problem> {
    let found = state.ombud.show_overview(access.caller()).await?;
    let condition = |finding: ombud_app::Finding| HealthCondition {
        condition: finding.what.to_owned(),
        ok: finding.ok,
        detail: finding.text,
    };
    Ok(Json(Overview {
        alerts: found.alerts.map(alerts),
        cases: found.cases.map(|counts| CaseCounts {
            open: counts.open,
            mine: counts.mine,
        }),
        requests: found.requests.map(|counts| RequestCounts {
            to_decide: counts.to_decide,
            own_open: counts.own_open,
            own_live: counts.own_live,
        }),
        proposals: found
            .proposals
            .map(|to_decide| ProposalCounts { to_decide }),
        agreements: found.agreements.map(|counts| AgreementCounts {
            to_sign: counts.to_sign,
            works_council: counts.works_council,
            in_force: counts.in_force,
        }),
        sources: found
            .sources
            .map(|sources| sources.into_iter().map(source).collect()),
        health: found
            .health
            .map(|findings| findings.into_iter().map(condition).collect()),
        notices: found.notices,
    }))
}

fn by_severity(counts: ombud_app::BySeverity) -> BySeverity {
    BySeverity {
        high: counts.high,
        medium: counts.medium,
        low: counts.low,
    }
}

fn alerts(counts: ombud_app::AlertCounts) -> AlertCounts {
    let age = |(from_days, count): (i32, ombud_app::BySeverity)| AlertAge {
        from_days,
        count: by_severity(count),
    };
    let day = |day: ombud_app::AlertsOfDay| AlertsOfDay {
        day: day.day.to_string(),
        opened: day.opened,
        decided: day.decided,
    };
    AlertCounts {
        open: by_severity(counts.open),
        overdue: by_severity(counts.overdue),
        mine: counts.mine,
        unassigned: counts.unassigned,
        ages: AGES.into_iter().zip(counts.ages).map(age).collect(),
        days: counts.days.into_iter().map(day).collect(),
        planned_a_week: counts.planned_a_week,
    }
}

fn source(state: ombud_app::SourceState) -> SourceState {
    let ombud_app::SourceState {
        source,
        silent_hours,
    } = state;
    SourceState {
        source: source.source.to_owned(),
        last_record: source.last_activity.map(|time| time.to_string()),
        accepted: source.accepted,
        rejected: source.rejected,
        silent_hours,
    }
}
