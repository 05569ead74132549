//! The few pages that the server makes itself, without script and readable on a phone: what must work before the console can, and where
//! there is none.
//!
//! Promises: every value is escaped by the template engine (templates end in `.html`); nothing is loaded but the style sheet of this server.

use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use minijinja::{Environment, context};
use ombud_api::problem::ProblemBody;
use ombud_app::AppError;

use super::problem::Problem;

const STYLE: &str = include_str!("../../templates/ombud.css");
const TEMPLATES: &[(&str, &str)] = &[
    ("base.html", include_str!("../../templates/base.html")),
    ("problem.html", include_str!("../../templates/problem.html")),
    (
        "no-console.html",
        include_str!("../../templates/no-console.html"),
    ),
    (
        "signed-in.html",
        include_str!("../../templates/signed-in.html"),
    ),
    ("set-up.html", include_str!("../../templates/set-up.html")),
    (
        "set-up-done.html",
        include_str!("../../templates/set-up-done.html"),
    ),
];

/// The templates, compiled.
pub(super) struct Pages {
    environment: Environment<'static>,
}

impl Pages {
    pub(super) fn new() -> Self {
        let mut environment = Environment::new();
        for (name, source) in TEMPLATES {
            // A template that does not compile is missing, and its page is an internal problem; a test compiles all of them.
            if let Err(error) = environment.add_template(name, source) {
                tracing::error!(%name, %error, "a page template is wrong");
            }
        }
        Self { environment }
    }

    pub(super) fn render(
        &self,
        name: &str,
        values: minijinja::Value,
    ) -> Result<Html<String>, Problem> {
        let rendered = self
            .environment
            .get_template(name)
            .and_then(|template| template.render(values));
        rendered
            .map(Html)
            .map_err(|error| AppError::internal(error).into())
    }

    pub(super) fn problem(&self, problem: &ProblemBody) -> Result<Html<String>, Problem> {
        self.render("problem.html", context! { problem })
    }
}

/// `/assets/ombud.css`
pub(super) async fn style() -> Response {
    (
        [(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/css; charset=utf-8"),
        )],
        STYLE,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_compiles() {
        let pages = Pages::new();
        for (name, _) in TEMPLATES {
            assert!(pages.environment.get_template(name).is_ok(), "{name}");
        }
    }
}
