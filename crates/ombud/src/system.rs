//! The machine behind the program: the clock, randomness, the log.

use std::fs::File;

use ombud_app::SecretFrom;
use ombud_connect::reader::read_limited;
use ombud_identity::keyring::GivenKey;
use ombud_model::{Clock, Timestamp};
use tracing::Level;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::{FilterExt, filter_fn};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use zeroize::Zeroizing;

/// Longest file with a secret or certificates, in bytes.
const LONGEST_SECRET: u64 = 1 << 20;

/// The environment variable that holds the master key itself.
const KEY_VARIABLE: &str = "OMBUD_MASTER_KEY";

/// The machine's clock.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the machine for the time"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(jiff::Timestamp::now().as_millisecond()).unwrap_or(Timestamp::MIN)
    }
}

/// Logs go to standard error, warnings and above unless `OMBUD_LOG` says otherwise. It can ask for more of what this program says,
/// not of what libraries say.
pub(crate) fn start_logging() {
    let wanted = EnvFilter::try_from_env("OMBUD_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let allowed = filter_fn(|metadata| is_allowed(metadata.target(), *metadata.level()));
    let layer = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_target(false);
    // Fails only when a subscriber exists already, which then does the work.
    let _ = tracing_subscriber::registry()
        .with(layer.with_filter(wanted.and(allowed)))
        .try_init();
}

/// Libraries that handle predicates, which name whom somebody asks about: they repeat them even in warnings.
const SILENT: [&str; 2] = ["sqlparser", "datafusion"];

/// Whether the log may hold it at all. Below a warning, libraries repeat what they are given: predicates, requests, statements.
fn is_allowed(target: &str, level: Level) -> bool {
    target.starts_with("ombud")
        || (level <= Level::WARN && !SILENT.iter().any(|library| target.starts_with(library)))
}

/// A secret of the configuration, from where it lies. The error says what is wrong and never what was read.
#[expect(
    clippy::disallowed_methods,
    reason = "the binary is where the environment is read"
)]
pub(crate) fn secret(from: &SecretFrom) -> Result<Zeroizing<String>, String> {
    match from {
        SecretFrom::File(file) => {
            let text = File::open(file).and_then(|opened| read_limited(opened, LONGEST_SECRET));
            text.map(Zeroizing::new)
                .map_err(|error| format!("{}: {error}", file.display()))
        }
        SecretFrom::Environment(name) => std::env::var(name)
            .map(Zeroizing::new)
            .map_err(|_| format!("the environment variable `{name}` is not set, or holds no text")),
    }
}

/// The master key itself, where no file holds it: for machines that are given their secrets when they start.
#[expect(
    clippy::disallowed_methods,
    reason = "the binary is where the environment is read"
)]
pub(crate) fn given_key() -> Option<GivenKey> {
    let text = std::env::var(KEY_VARIABLE).ok().map(Zeroizing::new)?;
    let is_given = !text.trim().is_empty();
    is_given.then(|| GivenKey::new(format!("the master key in {KEY_VARIABLE}"), Some(text)))
}

/// Who runs the program, as the operating system says.
#[expect(
    clippy::disallowed_methods,
    reason = "the binary is where the environment is read"
)]
pub(crate) fn user() -> String {
    let name = std::env::var("USER")
        .or_else(|_| std::env::var("LOGNAME"))
        .unwrap_or_else(|_| "unknown".to_owned());
    format!("cli:{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_are_heard_from_warnings_up_and_those_of_predicates_never() {
        for level in [
            Level::TRACE,
            Level::DEBUG,
            Level::INFO,
            Level::WARN,
            Level::ERROR,
        ] {
            assert!(is_allowed("ombud_server::http::layers", level) && is_allowed("ombud", level));
            assert_eq!(is_allowed("sqlx::query", level), level <= Level::WARN);
            assert!(
                !is_allowed("sqlparser::parser", level)
                    && !is_allowed("datafusion_optimizer::utils", level)
            );
        }
    }
}
