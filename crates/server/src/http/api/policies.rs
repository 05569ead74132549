//! Policies, and the templates that they are made from.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::{PolicyList, PolicySummary, TemplateList, TemplateSummary, Tuning, TuningOption};
use ombud_app::TuningChange;
use ombud_model::policy::Policy;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{NotFoundProblem, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::params::Params;
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

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TuningParams {
    /// Id of an indicator that the policy scores.
    #[param(example = "files.printed")]
    indicator: String,
    /// Low, medium and high, to be tried beside those that Ombud chooses.
    #[param(example = "20,40,80")]
    thresholds: Option<String>,
}

fn wanted_thresholds(text: &str) -> Result<[u32; 3], Problem> {
    let counts = text.split(',').map(|part| part.trim().parse());
    let counts: Option<Vec<u32>> = counts.collect::<Result<_, _>>().ok();
    counts
        .and_then(|counts| <[u32; 3]>::try_from(counts).ok())
        .ok_or_else(|| Problem::invalid("`thresholds` must be three counts, such as 20,40,80"))
}

fn tuning_wire(tuning: ombud_app::Tuning) -> Tuning {
    let option = |option: ombud_app::TuningOption| TuningOption {
        thresholds: match option.change {
            TuningChange::Thresholds(counts) => Some(counts),
            TuningChange::Off => None,
        },
        setting: option.setting,
        alerts: option.alerts,
        fewer: option.fewer,
        more: option.more,
        confirmed: option.confirmed,
    };
    Tuning {
        thresholds: tuning.thresholds,
        alerts: tuning.alerts,
        options: tuning.options.into_iter().map(option).collect(),
    }
}

/// What would become of the policy's alerts if one of its indicators counted less. Nothing is changed.
#[utoipa::path(
    get, path = "/api/v1/policies/{policy}/tuning", tag = "policies", security((), ("admin" = [])),
    params(("policy" = String, Path, description = "Name of the policy"), TuningParams),
    responses((status = 200, body = Tuning), ReadProblems, NotFoundProblem)
)]
pub(crate) async fn tuning(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    Path(policy): Path<String>,
    Params(params): Params<TuningParams>,
) -> Result<Json<Tuning>, Problem> {
    let wanted = params.thresholds.as_deref().map(wanted_thresholds);
    let tuning = state
        .ombud
        .preview_tuning(
            access.caller(),
            &policy,
            &params.indicator,
            wanted.transpose()?,
        )
        .await?;
    tuning
        .map(|tuning| Json(tuning_wire(tuning)))
        .ok_or_else(|| Problem::not_found("policy"))
}
