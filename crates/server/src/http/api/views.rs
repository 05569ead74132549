//! Saved views of the queue of alerts.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::accounts::Done;
use ombud_api::views::{ChangedView, NewView, View, ViewList};
use ombud_app::ViewSummary;
use ombud_app::requests::views::{ViewChange, WantedView};
use ombud_app::requests::{WantedId, given};

use super::{ChangeProblems, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

fn wire(view: ViewSummary) -> View {
    View {
        id: view.id.to_string(),
        name: view.name.to_string(),
        owner: view.owner.to_string(),
        own: view.own,
        shared: view.shared,
        version: view.version,
        query: view.query,
    }
}

/// The caller's own views and those that are shared.
#[utoipa::path(
    get, path = "/api/v1/views", tag = "alerts", security((), ("session" = []), ("admin" = [])),
    responses((status = 200, body = ViewList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<ViewList>, Problem> {
    let views = state.ombud.list_views(access.caller()).await?;
    Ok(Json(ViewList {
        views: views.into_iter().map(wire).collect(),
    }))
}

/// Saves a view. It is the caller's; its name is in use once for each owner, whatever the case of its letters.
#[utoipa::path(
    post, path = "/api/v1/views", tag = "alerts", security(("session" = []), ("admin" = [])), request_body = NewView,
    responses((status = 200, body = View), ChangeProblems)
)]
pub(crate) async fn save(
    State(state): App,
    access: RequestCaller,
    Input(new): Input<NewView>,
) -> Result<Json<View>, Problem> {
    let wanted = WantedView {
        name: given(&new.name),
        shared: new.shared,
        query: new.query,
    };
    let saved = state.ombud.save_view(access.caller(), wanted).await?;
    Ok(Json(wire(saved)))
}

/// Changes a view of the caller's. Answered with a conflict when it is not at that version any more.
#[utoipa::path(
    put, path = "/api/v1/views/{view}", tag = "alerts", security(("session" = []), ("admin" = [])), request_body = ChangedView,
    params(("view" = String, Path, description = "Id of the view")),
    responses((status = 200, body = View), ChangeProblems)
)]
pub(crate) async fn change(
    State(state): App,
    access: RequestCaller,
    Path(view): Path<String>,
    Input(changed): Input<ChangedView>,
) -> Result<Json<View>, Problem> {
    let change = ViewChange {
        version: changed.version,
        view: WantedView {
            name: given(&changed.name),
            shared: changed.shared,
            query: changed.query,
        },
    };
    let id = WantedId::read(&view);
    let changed = state.ombud.change_view(access.caller(), id, change).await?;
    Ok(Json(wire(changed)))
}

/// Deletes a view of the caller's.
#[utoipa::path(
    delete, path = "/api/v1/views/{view}", tag = "alerts", security(("session" = []), ("admin" = [])),
    params(("view" = String, Path, description = "Id of the view")),
    responses((status = 200, body = Done), ChangeProblems)
)]
pub(crate) async fn delete(
    State(state): App,
    access: RequestCaller,
    Path(view): Path<String>,
) -> Result<Json<Done>, Problem> {
    let id = WantedId::read(&view);
    state.ombud.delete_view(access.caller(), id).await?;
    Ok(Json(Done { done: true }))
}
