//! The HTTP interface: health, push, the API of `/api/v1`, its OpenAPI description, and the web console, which is a client of it.
//!
//! Promises: a handler translates and nothing else, the work is done by [`ombud_app`]; every error is a problem of RFC 9457,
//! panics, unknown paths and methods included; everything is bounded (heads, bodies, connections, time); answers are never framed, and
//! never cached but for the console's files; a request under a foreign host name is refused; whatever reads asks for an [`Access`] first.

mod access;
mod api;
mod body;
mod config;
mod connections;
mod console;
mod cursor;
mod input;
mod layers;
mod limits;
pub(crate) mod measure;
mod pages;
mod params;
mod problem;
mod pushes;
mod requests_by_host;
mod sealed;
mod serve;
mod session;
mod set_up_pages;
mod state;

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use ombud_api::problem::ProblemBody;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::openapi::OpenApi as Description;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use access::RequestCaller;
pub use config::{AdminToken, HttpConfig, WeakAdminToken};
pub use limits::HttpLimits;
pub use measure::{METRICS, MetricDoc, install_metrics};
pub use ombud_console::Console;
pub use problem::Problem;
pub use sealed::serve_sealed;
pub use serve::serve;
pub use session::Peer;
pub use state::HttpState;

use state::HttpBase;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Ombud",
        description = "Insider risk management. Persons are pseudonyms everywhere; moments are RFC 3339 in UTC; lists are paged by an \
                       opaque cursor; every error is a problem document (RFC 9457).",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(ProblemBody)),
    tags(
        (name = "sources", description = "Records in"),
        (name = "alerts", description = "Scored risky activity"),
        (name = "persons", description = "Who is in scope, and why"),
        (name = "policies", description = "What is looked for"),
        (name = "activities", description = "Questions over history"),
        (name = "cases", description = "Persons whom a few people look into"),
        (name = "unmaskings", description = "How a name is shown: request, approval, release"),
        (name = "person-requests", description = "What about a person another human must allow, such as a report of what they did, or that they are scored"),
        (name = "sign-in", description = "Sessions, and one's own account"),
        (name = "accounts", description = "Who uses the system, and who may do what"),
        (name = "agreement", description = "What was agreed with a works council"),
        (name = "rights", description = "What is owed to the persons watched: erasure, holds, retention, access"),
        (name = "audit", description = "Who did what, and the proof"),
        (name = "health", description = "Running the server"),
    ),
    modifiers(&Tokens)
)]
struct Document;

/// The two kinds of bearer token.
struct Tokens;

impl Modify for Tokens {
    fn modify(&self, description: &mut Description) {
        let bearer = |text: &str| {
            SecurityScheme::Http(
                HttpBuilder::new()
                    .scheme(HttpAuthScheme::Bearer)
                    .description(Some(text))
                    .build(),
            )
        };
        let components = description.components.get_or_insert_default();
        components.add_security_scheme(
            "source",
            bearer("The token of one source; lets it push its records and nothing else."),
        );
        components.add_security_scheme(
            "session",
            SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
                "__Host-ombud-session",
                "The cookie of a sign-in (without `__Host-` over http on this machine). Requests that change something also send \
                 `X-Ombud-Csrf`.",
            ))),
        );
        components.add_security_scheme(
            "admin",
            bearer(
                "An API token. As long as there are no accounts: the admin token, not needed on a server that is bound to a loopback \
                 address and has none configured.",
            ),
        );
    }
}

/// The description of the interface, as OpenAPI 3.1. The same in every installation.
pub fn openapi() -> Description {
    documented().1
}

/// The whole interface as one service.
pub fn router(state: Arc<HttpState>) -> Router {
    let (reading, pushing) = documented().0;
    let pages = Router::new()
        .route("/sign-in/oidc/{provider}", get(api::provider::leave))
        .route(
            "/sign-in/oidc/{provider}/callback",
            get(api::provider::come_back),
        )
        .route(
            "/set-up",
            get(set_up_pages::set_up).post(set_up_pages::set_up_done),
        )
        .route("/assets/ombud.css", get(pages::style));
    let reading = reading
        .merge(pages)
        .layer(from_fn_with_state(state.base.clone(), layers::in_time));
    let base = state.base.clone();
    let routes = reading
        .merge(pushing)
        .fallback(console::page_or_file)
        .with_state(state);
    around(routes, &base)
}

/// What happens to every request, around the routes.
fn around(routes: Router, base: &HttpBase) -> Router {
    routes
        .method_not_allowed_fallback(layers::no_such_method)
        .layer(CatchPanicLayer::custom(layers::after_panic))
        .layer(from_fn_with_state(base.clone(), layers::known_host))
        .layer(from_fn_with_state(
            base.clone(),
            requests_by_host::in_its_place,
        ))
        .layer(from_fn(layers::with_room))
        .layer(from_fn_with_state(base.clone(), layers::outermost))
}

type Routes = Router<Arc<HttpState>>;

/// Every documented route, those that read and those that push, and their description. There is no other way to add a route to the
/// API, so none is without a description.
fn documented() -> ((Routes, Routes), Description) {
    let reading = OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(api::health::live))
        .routes(routes!(api::health::ready))
        .routes(routes!(api::health::metrics))
        .routes(routes!(api::unseal::unseal))
        .routes(routes!(description))
        .routes(routes!(api::overview::show_overview))
        .routes(routes!(api::alerts::list))
        .routes(routes!(api::alerts::export))
        .routes(routes!(api::alerts::choices))
        .routes(routes!(api::alerts::show))
        .routes(routes!(api::alert_events::follow))
        .routes(routes!(api::alerts::explain))
        .merge(about_reviews())
        .routes(routes!(api::persons::list))
        .routes(routes!(api::persons::read))
        .routes(routes!(api::policies::list))
        .routes(routes!(api::policies::templates))
        .routes(routes!(api::policies::tuning))
        .routes(routes!(api::activities::query))
        .merge(about_signing_in())
        .merge(about_accounts())
        .merge(about_persons())
        .merge(about_the_proof());
    let pushing = OpenApiRouter::new().routes(routes!(api::records::push));
    let (reading, mut description) = reading.split_for_parts();
    let (pushing, pushed) = pushing.split_for_parts();
    description.merge(pushed);
    // The rest of a path is written with a star for the router, and without one in a description.
    let paths = std::mem::take(&mut description.paths.paths);
    description.paths.paths = paths
        .into_iter()
        .map(|(path, item)| (path.replace("{*", "{"), item))
        .collect();
    ((reading, pushing), description)
}

/// Decisions on alerts, who is given them, and views of their queue.
fn about_reviews() -> OpenApiRouter<Arc<HttpState>> {
    OpenApiRouter::new()
        .routes(routes!(api::reviews::decide_many))
        .routes(routes!(api::reviews::dismiss))
        .routes(routes!(api::reviews::confirm))
        .routes(routes!(api::reviews::assign))
        .routes(routes!(api::reviews::undo))
        .routes(routes!(api::reviews::note))
        .routes(routes!(api::reviews::history))
        .routes(routes!(api::assignment::list, api::assignment::change))
        .routes(routes!(api::views::list, api::views::save))
        .routes(routes!(api::views::change, api::views::delete))
}

/// Sessions, and what proves who somebody is.
fn about_signing_in() -> OpenApiRouter<Arc<HttpState>> {
    OpenApiRouter::new()
        .routes(routes!(api::sign_in::sign_in))
        .routes(routes!(api::sign_in::sign_out))
        .routes(routes!(api::sign_in::confirm))
        .routes(routes!(api::sign_in::me))
        .routes(routes!(
            api::sign_in::begin_codes,
            api::sign_in::finish_codes,
            api::sessions::turn_codes_off
        ))
        .routes(routes!(api::sessions::change_password))
        .routes(routes!(api::sessions::new_recovery_codes))
        .routes(routes!(api::sessions::list, api::sessions::end_others))
        .routes(routes!(api::sessions::end))
        .routes(routes!(api::sessions::end_of))
        .routes(routes!(
            api::sign_in_rules::show,
            api::sign_in_rules::change
        ))
        .routes(routes!(api::review_plan::show, api::review_plan::change))
        .routes(routes!(
            api::passkey::list,
            api::passkey::begin,
            api::passkey::finish
        ))
        .routes(routes!(api::passkey::rename, api::passkey::remove))
        .routes(routes!(api::passkey::begin_sign_in, api::passkey::sign_in))
        .routes(routes!(
            api::passkey::begin_confirmation,
            api::passkey::confirm
        ))
        .routes(routes!(api::proposals::list))
        .routes(routes!(api::proposals::approve))
        .routes(routes!(api::proposals::refuse))
        .routes(routes!(api::provider::ways))
        .routes(routes!(api::provider::unlink))
}

/// Who uses the system, who may do what, and sources.
fn about_accounts() -> OpenApiRouter<Arc<HttpState>> {
    OpenApiRouter::new()
        .routes(routes!(api::sources::list))
        .routes(routes!(
            api::sources::issue_token,
            api::sources::revoke_token
        ))
        .routes(routes!(api::accounts::list, api::accounts::create))
        .routes(routes!(api::accounts::disable))
        .routes(routes!(api::accounts::enable))
        .routes(routes!(api::accounts::reset))
        .routes(routes!(api::accounts::roles))
        .routes(routes!(api::accounts::grant, api::accounts::revoke))
        .routes(routes!(api::accounts::units, api::accounts::define_unit))
        .routes(routes!(api::accounts::tokens, api::accounts::issue_token))
        .routes(routes!(api::accounts::revoke_token))
        .routes(routes!(api::roles::define, api::roles::remove))
        .routes(routes!(api::roles::pilot, api::roles::change_pilot))
}

/// Cases, unmasking, and what is owed to the persons watched.
fn about_persons() -> OpenApiRouter<Arc<HttpState>> {
    OpenApiRouter::new()
        .routes(routes!(api::rights::erase))
        .routes(routes!(api::rights::erasures))
        .routes(routes!(api::rights::place_hold))
        .routes(routes!(api::rights::hold_case))
        .routes(routes!(api::rights::lift_hold))
        .routes(routes!(api::rights::review_hold))
        .routes(routes!(api::rights::access_report))
        .routes(routes!(
            api::rights::retention,
            api::rights::change_retention
        ))
        .routes(routes!(api::rights::retention_due))
        .routes(routes!(api::rights::run_retention))
        .routes(routes!(api::upkeep::why))
        .routes(routes!(api::upkeep::rejects))
        .routes(routes!(api::upkeep::retry))
        .routes(routes!(api::upkeep::settings, api::upkeep::change_settings))
        .routes(routes!(api::cases::list, api::cases::open))
        .routes(routes!(api::cases::show))
        .routes(routes!(
            api::cases::add_contributor,
            api::cases::remove_contributor
        ))
        .routes(routes!(api::cases::close))
        .routes(routes!(api::cases::reopen))
        .routes(routes!(api::cases::assign))
        .routes(routes!(api::evidence::hand_over))
        .routes(routes!(api::case_work::notes, api::case_work::note))
        .routes(routes!(api::case_work::tasks, api::case_work::add_task))
        .routes(routes!(api::case_work::change_task))
        .routes(routes!(api::attachments::list, api::attachments::attach))
        .routes(routes!(api::attachments::download))
        .routes(routes!(api::case_work::history))
        .routes(routes!(api::unmaskings::list, api::unmaskings::request))
        .routes(routes!(api::unmaskings::show))
        .routes(routes!(api::unmaskings::approve))
        .routes(routes!(api::unmaskings::deny))
        .routes(routes!(api::unmaskings::withdraw))
        .routes(routes!(api::unmaskings::revoke))
        .routes(routes!(api::unmaskings::reveal))
        .routes(routes!(api::unmaskings::report))
        .routes(routes!(
            api::unmaskings::rules,
            api::unmaskings::change_rules
        ))
        .routes(routes!(
            api::person_requests::list,
            api::person_requests::ask
        ))
        .routes(routes!(api::person_requests::show))
        .routes(routes!(api::person_requests::approve))
        .routes(routes!(api::person_requests::deny))
        .routes(routes!(api::person_requests::withdraw))
        .routes(routes!(api::person_requests::end))
        .routes(routes!(api::person_requests::report))
}

/// What was agreed, and what was done.
fn about_the_proof() -> OpenApiRouter<Arc<HttpState>> {
    OpenApiRouter::new()
        .routes(routes!(api::agreements::list, api::agreements::propose))
        .routes(routes!(api::agreements::show, api::agreements::revise))
        .routes(routes!(api::agreements::sign))
        .routes(routes!(api::agreements::end))
        .routes(routes!(
            api::agreements::council,
            api::agreements::change_council
        ))
        .routes(routes!(api::audit::entries))
        .routes(routes!(api::audit::export))
        .routes(routes!(
            api::audit::verification,
            api::audit::verification_from
        ))
        .routes(routes!(api::audit::key))
        .routes(routes!(api::audit::checkpoint))
        .routes(routes!(api::audit::witnessed))
        .routes(routes!(api::audit::tile))
}

/// This description.
#[utoipa::path(
    get, path = "/api/v1/openapi.json", tag = "health",
    responses((status = 200, description = "OpenAPI 3.1", body = serde_json::Value), api::PublicProblems)
)]
async fn description() -> Json<Description> {
    Json(openapi())
}
