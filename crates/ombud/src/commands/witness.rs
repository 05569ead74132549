//! `ombud witness`

use std::sync::Arc;

use ombud_server::http::{self, HttpConfig};
use ombud_server::witness::{WitnessHost, router};

use super::{read_file, serve};
use crate::args::WitnessArgs;
use crate::exit::Failure;
use crate::{output, system};

/// Runs on its own: neither the data directory nor the master key of the command line is looked at.
pub(crate) async fn run(args: WitnessArgs) -> Result<(), Failure> {
    let logs = args
        .log_key
        .iter()
        .map(|path| read_file(path))
        .collect::<Result<Vec<_>, _>>()?;
    let host = WitnessHost::open(
        &args.dir,
        args.name.as_deref(),
        &logs,
        Arc::new(system::SystemClock),
    )?;
    let (listener, address) = serve::listen(&args.listen).await?;
    output::line(format!("listening on http://{address}"))?;
    output::line(format!("countersigning as {}", host.verifier()))?;
    let served = http::serve(
        listener,
        router(Arc::new(host)),
        &HttpConfig::local(address.ip()),
        serve::stopped(),
        serve::GRACE,
    )
    .await;
    served.map_err(|error| Failure::Internal(error.into()))
}
