//! What handlers share.

use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;
use ombud_app::Ombud;

use super::config::HttpConfig;
use super::pages::Pages;
use super::pushes::Pushes;
use super::requests_by_host::RequestsByHost;

pub struct HttpState {
    pub(super) ombud: Arc<Ombud>,
    pub(super) config: HttpConfig,
    pub(super) metrics: PrometheusHandle,
    pub(super) pages: Pages,
    pub(super) pushes: Arc<Pushes>,
    pub(super) requests_by_host: Arc<RequestsByHost>,
}

impl HttpState {
    pub fn new(ombud: Arc<Ombud>, config: HttpConfig, metrics: PrometheusHandle) -> Arc<Self> {
        let pushes = Pushes::new(&config.limits);
        let requests_by_host = RequestsByHost::new(&config);
        Arc::new(Self {
            ombud,
            config,
            metrics,
            pages: Pages::new(),
            pushes,
            requests_by_host,
        })
    }
}
