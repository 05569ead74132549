//! What handlers share.

use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::Semaphore;

use super::config::HttpConfig;
use super::pages::Pages;
use super::ports::UseCases;

pub struct HttpState {
    pub(super) use_cases: Arc<dyn UseCases>,
    pub(super) config: HttpConfig,
    pub(super) metrics: PrometheusHandle,
    pub(super) pages: Pages,
    /// One permit per push that is being taken in.
    pub(super) pushes: Arc<Semaphore>,
}

impl HttpState {
    pub fn new(
        use_cases: Arc<dyn UseCases>,
        config: HttpConfig,
        metrics: PrometheusHandle,
    ) -> Arc<Self> {
        let pushes = Arc::new(Semaphore::new(
            config.limits.pushes.clamp(1, Semaphore::MAX_PERMITS),
        ));
        Arc::new(Self {
            use_cases,
            config,
            metrics,
            pages: Pages::new(),
            pushes,
        })
    }
}
