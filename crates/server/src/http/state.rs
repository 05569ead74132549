//! What handlers share.

use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;
use ombud_app::Ombud;

use super::callers::Callers;
use super::config::HttpConfig;
use super::pages::Pages;
use super::pushes::Pushes;

pub struct HttpState {
    pub(super) ombud: Arc<Ombud>,
    pub(super) config: HttpConfig,
    pub(super) metrics: PrometheusHandle,
    pub(super) pages: Pages,
    pub(super) pushes: Arc<Pushes>,
    pub(super) callers: Arc<Callers>,
}

impl HttpState {
    pub fn new(ombud: Arc<Ombud>, config: HttpConfig, metrics: PrometheusHandle) -> Arc<Self> {
        let pushes = Pushes::new(&config.limits);
        let callers = Callers::new(&config);
        Arc::new(Self {
            ombud,
            config,
            metrics,
            pages: Pages::new(),
            pushes,
            callers,
        })
    }
}
