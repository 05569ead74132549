//! Rules of assignment.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use ombud_api::assignment::{
    AssignmentProblem, AssignmentRule, AssignmentRules, NewAssignmentRule, NewAssignmentRules,
};
use ombud_app::requests::assignment::WantedRule;
use ombud_app::requests::given;
use ombud_app::{AssignmentRuleList, AssignmentRuleSummary};

use super::alerts::wire::{severity_wire, wanted_severity};
use super::{ChangeProblems, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

fn problem_wire(problem: ombud_app::AssignmentProblem) -> AssignmentProblem {
    match problem {
        ombud_app::AssignmentProblem::AssigneeGone => AssignmentProblem::AssigneeGone,
        ombud_app::AssignmentProblem::AssigneeCannotDecide => {
            AssignmentProblem::AssigneeCannotDecide
        }
        ombud_app::AssignmentProblem::AssigneeOutOfUnit => AssignmentProblem::AssigneeOutOfUnit,
        ombud_app::AssignmentProblem::PolicyGone => AssignmentProblem::PolicyGone,
        ombud_app::AssignmentProblem::UnitGone => AssignmentProblem::UnitGone,
    }
}

fn rule_wire(rule: AssignmentRuleSummary) -> AssignmentRule {
    AssignmentRule {
        name: rule.name.to_string(),
        unit: rule.unit.map(|unit| unit.to_string()),
        policy: rule.policy,
        severity: rule.severity.map(severity_wire),
        assignee: rule.assignee.to_string(),
        problem: rule.problem.map(problem_wire),
    }
}

fn wire(list: AssignmentRuleList) -> AssignmentRules {
    AssignmentRules {
        version: list.version,
        rules: list.rules.into_iter().map(rule_wire).collect(),
    }
}

fn wanted(rule: NewAssignmentRule) -> WantedRule {
    WantedRule {
        name: given(&rule.name),
        unit: rule.unit.as_deref().map(given).transpose(),
        policy: rule.policy,
        severity: rule.severity.map(wanted_severity),
        assignee: given(&rule.assignee),
    }
}

/// The rules that give alerts to somebody when they are opened, each with what keeps it from doing so.
#[utoipa::path(
    get, path = "/api/v1/assignment-rules", tag = "alerts", security((), ("session" = []), ("admin" = [])),
    responses((status = 200, body = AssignmentRules), ReadProblems)
)]
pub(crate) async fn list(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<AssignmentRules>, Problem> {
    let rules = state.ombud.list_assignment_rules(access.caller()).await?;
    Ok(Json(wire(rules)))
}

/// Replaces all rules of assignment. They count for alerts that are opened from now on.
///
/// Answered with a conflict when the rules are not at that version any more.
#[utoipa::path(
    put, path = "/api/v1/assignment-rules", tag = "alerts", security((), ("session" = []), ("admin" = [])),
    request_body = NewAssignmentRules,
    responses((status = 200, body = AssignmentRules), ChangeProblems)
)]
pub(crate) async fn change(
    State(state): App,
    access: RequestCaller,
    Input(new): Input<NewAssignmentRules>,
) -> Result<Json<AssignmentRules>, Problem> {
    let rules = new.rules.into_iter().map(wanted).collect();
    let rules = state
        .ombud
        .change_assignment_rules(access.caller(), new.version, rules)
        .await?;
    Ok(Json(wire(rules)))
}
