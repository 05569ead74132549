//! The machine behind the program: the clock, randomness, the log.

use ombud_model::{Clock, Timestamp};
use tracing_subscriber::EnvFilter;

/// The machine's clock.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(jiff::Timestamp::now().as_millisecond()).unwrap_or(Timestamp::MIN)
    }
}

/// Logs go to standard error, warnings and above unless `OMBUD_LOG` says otherwise.
pub(crate) fn start_logging() {
    let filter = EnvFilter::try_from_env("OMBUD_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    // Fails only when a subscriber exists already, which then does the work.
    let _ = subscriber.try_init();
}

/// Who runs the program, as the operating system says.
#[expect(clippy::disallowed_methods, reason = "the binary is where the environment is read")]
pub(crate) fn user() -> String {
    let name = std::env::var("USER").or_else(|_| std::env::var("LOGNAME")).unwrap_or_else(|_| "unknown".to_owned());
    format!("cli:{name}")
}
