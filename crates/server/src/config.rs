//! The configuration file of the server: what must be known before anybody signs in. It holds no secrets, only where they lie.

use ombud_app::{AppError, NoticesConfig, SignInConfig};
use serde::Deserialize;

use crate::http::HttpLimits;

/// The whole file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServerConfig {
    pub sign_in: SignInConfig,
    pub limits: HttpLimits,
    pub notices: NoticesConfig,
}

impl ServerConfig {
    /// Reads the file's text, which is YAML.
    pub fn parse(text: &str) -> Result<Self, AppError> {
        serde_norway::from_str(text).map_err(|error| AppError::Invalid(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_set_one_by_one_and_mistakes_are_refused() {
        let limits = |yaml: &str| {
            ServerConfig::parse(yaml)
                .map(|config| config.limits)
                .map_err(|error| error.to_string())
        };
        assert_eq!(limits("{}").unwrap(), HttpLimits::default());
        let set = limits("limits: { pushes_per_source: 2, push_grace_seconds: 5 }").unwrap();
        let expected = HttpLimits {
            pushes_per_source: 2,
            push_grace: std::time::Duration::from_secs(5),
            ..HttpLimits::default()
        };
        assert_eq!(set, expected);
        for wrong in [
            "pushs: 3",
            "push_grace_seconds: -1",
            "push_bytes_per_second: 0",
            "pushes: many",
        ] {
            assert!(
                limits(&format!("limits: {{ {wrong} }}")).is_err(),
                "{wrong}"
            );
        }
    }
}
