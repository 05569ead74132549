//! What handlers share.

use std::sync::Arc;

use axum::extract::FromRef;
use metrics_exporter_prometheus::PrometheusHandle;
use ombud_app::Ombud;

use super::config::HttpConfig;
use super::pages::Pages;
use super::pushes::Pushes;
use super::requests_by_host::RequestsByHost;

/// What every request needs, whether the data are open or sealed.
#[derive(Clone)]
pub(super) struct HttpBase {
    pub(super) config: Arc<HttpConfig>,
    pub(super) pages: Arc<Pages>,
    pub(super) requests_by_host: Arc<RequestsByHost>,
}

impl HttpBase {
    pub(super) fn new(config: HttpConfig) -> Self {
        Self {
            requests_by_host: RequestsByHost::new(&config),
            config: Arc::new(config),
            pages: Arc::new(Pages::new()),
        }
    }
}

pub struct HttpState {
    pub(super) base: HttpBase,
    pub(super) ombud: Arc<Ombud>,
    pub(super) metrics: PrometheusHandle,
    pub(super) pushes: Arc<Pushes>,
}

impl HttpState {
    pub fn new(ombud: Arc<Ombud>, config: HttpConfig, metrics: PrometheusHandle) -> Arc<Self> {
        Arc::new(Self {
            pushes: Pushes::new(&config.limits),
            base: HttpBase::new(config),
            ombud,
            metrics,
        })
    }
}

impl FromRef<Arc<HttpState>> for HttpBase {
    fn from_ref(state: &Arc<HttpState>) -> Self {
        state.base.clone()
    }
}
