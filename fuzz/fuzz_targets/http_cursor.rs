//! Cursors, as they come over HTTP: each list answers with a page or with a problem that lays it at the caller's door.

#![no_main]

use std::fmt::Write;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use libfuzzer_sys::fuzz_target;
use metrics_exporter_prometheus::PrometheusBuilder;
use ombud_app::{Ombud, OpenOptions};
use ombud_model::{Clock, Timestamp};
use ombud_server::http::{HttpConfig, HttpState, router};
use ombud_store::Mode;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

const LISTS: [&str; 4] = ["alerts", "persons", "rejects", "audit/entries"];

/// Stands still.
struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_772_000_000_000).unwrap()
    }
}

/// A trial on this machine, made once.
struct Trial {
    runtime: Runtime,
    _folder: tempfile::TempDir,
    app: Router,
}

static TRIAL: LazyLock<Trial> = LazyLock::new(|| {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let options = OpenOptions {
        data: folder.path().join("data"),
        mode: Mode::Write,
        master_key: None,
        clock: Arc::new(Still),
    };
    let ombud = Arc::new(runtime.block_on(Ombud::open(options)).unwrap());
    let config = HttpConfig::local(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let metrics = PrometheusBuilder::new().build_recorder().handle();
    let app = router(HttpState::new(ombud, config, metrics));
    Trial { runtime, _folder: folder, app }
});

fuzz_target!(|bytes: &[u8]| {
    let Some((list, cursor)) = bytes.split_first() else { return };
    let list = LISTS[usize::from(*list) % LISTS.len()];
    let mut uri = format!("/api/v1/{list}?cursor=");
    for byte in cursor.iter().take(2_000) {
        write!(uri, "%{byte:02x}").unwrap();
    }
    let request = Request::get(uri).header("host", "localhost").body(Body::empty()).unwrap();
    let Trial { runtime, app, .. } = &*TRIAL;
    let answer = runtime.block_on(app.clone().oneshot(request)).unwrap();
    assert!(matches!(answer.status(), StatusCode::OK | StatusCode::BAD_REQUEST), "{}", answer.status());
});
