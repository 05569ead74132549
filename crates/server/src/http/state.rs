//! What handlers share.

use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;

use super::callers::Callers;
use super::config::HttpConfig;
use super::pages::Pages;
use super::ports::UseCases;
use super::pushes::Pushes;

pub struct HttpState {
    pub(super) use_cases: Arc<dyn UseCases>,
    pub(super) config: HttpConfig,
    pub(super) metrics: PrometheusHandle,
    pub(super) pages: Pages,
    pub(super) pushes: Arc<Pushes>,
    pub(super) callers: Arc<Callers>,
}

impl HttpState {
    pub fn new(
        use_cases: Arc<dyn UseCases>,
        config: HttpConfig,
        metrics: PrometheusHandle,
    ) -> Arc<Self> {
        let pushes = Pushes::new(&config.limits);
        let callers = Callers::new(&config);
        Arc::new(Self {
            use_cases,
            config,
            metrics,
            pages: Pages::new(),
            pushes,
            callers,
        })
    }
}
