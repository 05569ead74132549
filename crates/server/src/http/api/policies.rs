//! Policies, and the templates that they are made from.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use ombud_api::{PolicyList, PolicySummary, TemplateList, TemplateSummary};
use ombud_model::policy::Policy;

use super::ReadProblems;
use crate::http::access::RequestCaller;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

fn wire(policy: Policy) -> PolicySummary {
    let triggers = policy.triggers.into_iter();
    PolicySummary {
        id: policy.id.to_string(),
        name: policy.name,
        template: policy.template,
        enabled: policy.enabled,
        alert_volume: policy.alert_volume.to_string(),
        activation_days: policy.activation_days,
        look_back_days: policy.look_back_days,
        triggers: triggers.map(|trigger| trigger.indicator).collect(),
        indicators: policy.indicators.into_keys().collect(),
    }
}

fn template_wire(template: ombud_app::TemplateSummary) -> TemplateSummary {
    TemplateSummary {
        id: template.id,
        title: template.title,
        doc: template.doc,
        triggers: template.triggers,
        indicators: template.indicators,
    }
}

/// All policies, by name.
#[utoipa::path(
    get, path = "/api/v1/policies", tag = "policies", security((), ("admin" = [])),
    responses((status = 200, body = PolicyList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
) -> Result<Json<PolicyList>, Problem> {
    let policies = state.ombud.list_policies(access.caller()).await?;
    Ok(Json(PolicyList {
        policies: policies.into_iter().map(wire).collect(),
    }))
}

/// The templates that policies are made from, in the order of the reference.
#[utoipa::path(
    get, path = "/api/v1/templates", tag = "policies", security((), ("session" = []), ("admin" = [])),
    responses((status = 200, body = TemplateList), ReadProblems)
)]
pub(crate) async fn templates(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
) -> Result<Json<TemplateList>, Problem> {
    let templates = state.ombud.list_templates(access.caller()).await?;
    Ok(Json(TemplateList {
        templates: templates.into_iter().map(template_wire).collect(),
    }))
}
