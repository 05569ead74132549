//! `ombud serve`

use std::fs::File;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ombud_accounts::Proxies;
use ombud_accounts::peer::ForwardHeader;
use ombud_app::{NoticeReceiver, Ombud, SealedOmbud, SignIn, Started};
use ombud_connect::reader::read_limited;
use ombud_server::ServerConfig;
use ombud_server::http::{self, AdminToken, HttpConfig, HttpLimits, HttpState};
use tokio::net::TcpListener;

use super::{Context, read_file, read_witnesses};
use crate::args::{ForwardHeaderArg, ServeArgs};
use crate::exit::Failure;
use crate::{output, system};

/// How long running requests may take to end.
pub(crate) const GRACE: Duration = Duration::from_secs(20);

pub(crate) async fn run(context: &Context, args: ServeArgs) -> Result<(), Failure> {
    let admin_token = args.admin_token.as_deref().map(admin_token).transpose()?;
    let Configured {
        sign_in,
        limits,
        receiver,
    } = args
        .config
        .as_deref()
        .map(configured)
        .transpose()?
        .unwrap_or_default();
    let hosts = args.host.into_iter().chain(sign_in.host()).collect();
    let witnesses = read_witnesses(args.witnesses.as_deref())?;
    let started = context.start(witnesses).await?;
    let (listener, address) = listen(&args.listen).await?;
    let header = match args.forward_header {
        ForwardHeaderArg::XForwardedFor => ForwardHeader::XForwardedFor,
        ForwardHeaderArg::Forwarded => ForwardHeader::Forwarded,
    };
    let proxies = Proxies {
        trusted: args.trusted_proxy,
        header,
    };
    let config = HttpConfig {
        hosts,
        admin_token,
        proxies,
        limits,
        ..HttpConfig::local(address.ip())
    };
    output::line(format!("listening on http://{address}"))?;
    let (ombud, listener) = match started {
        Started::Open(ombud) => (*ombud, listener),
        Started::Sealed(sealed) => match unsealed(*sealed, listener, &config).await? {
            Some(unsealed) => unsealed,
            None => return Ok(()),
        },
    };
    let ombud = Arc::new(ombud.with_sign_in(sign_in).with_notices(receiver));
    if let Some(link) = ombud.issue_first_link()? {
        // Apart from the address, which programs read.
        eprintln!(
            "to make the first administrator, open http://{address}{}",
            link.as_str()
        );
    }
    serve(ombud, listener, config).await
}

/// Waits for the master key; `None` when the program is told to stop before.
async fn unsealed(
    sealed: SealedOmbud,
    listener: TcpListener,
    config: &HttpConfig,
) -> Result<Option<(Ombud, TcpListener)>, Failure> {
    eprintln!("the server is sealed: {}", sealed.why());
    let failed = |error: std::io::Error| Failure::Internal(error.into());
    // The port stays ours between the two: whoever asks then, waits.
    let kept = listener.into_std().map_err(failed)?;
    let listener = kept.try_clone().and_then(TcpListener::from_std);
    let opened = http::serve_sealed(listener.map_err(failed)?, sealed, config, stopped(), GRACE);
    let Some(ombud) = opened.await.map_err(failed)?.transpose()? else {
        return Ok(None);
    };
    Ok(Some((ombud, TcpListener::from_std(kept).map_err(failed)?)))
}

pub(crate) async fn listen(address: &str) -> Result<(TcpListener, SocketAddr), Failure> {
    let failed =
        |error: std::io::Error| Failure::Usage(format!("cannot listen on {address}: {error}"));
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    Ok((listener, bound))
}

/// Serves until the program is told to stop; what is being committed is finished first.
pub(crate) async fn serve(
    ombud: Arc<Ombud>,
    listener: TcpListener,
    config: HttpConfig,
) -> Result<(), Failure> {
    let metrics = http::install_metrics().map_err(anyhow::Error::from)?;
    let state = HttpState::new(Arc::clone(&ombud) as Arc<_>, config.clone(), metrics);
    let assessing = tokio::spawn({
        let ombud = Arc::clone(&ombud);
        async move { ombud.keep_assessing().await }
    });
    let closing = tokio::spawn({
        let ombud = Arc::clone(&ombud);
        async move { ombud.keep_closing().await }
    });
    let keeping = tokio::spawn({
        let ombud = Arc::clone(&ombud);
        async move { ombud.keep_retention().await }
    });
    let countersigning = tokio::spawn({
        let ombud = Arc::clone(&ombud);
        async move { ombud.keep_countersigning().await }
    });
    let sending = tokio::spawn({
        let ombud = Arc::clone(&ombud);
        async move { ombud.keep_sending().await }
    });
    let served = http::serve(listener, http::router(state), &config, stopped(), GRACE).await;
    for job in [assessing, closing, keeping, countersigning, sending] {
        job.abort();
    }
    served.map_err(|error| Failure::Internal(error.into()))
}

pub(crate) async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        if let Ok(mut terminated) =
            tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        {
            tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} }
            return;
        }
    }
    // Without a handler the system ends the program by itself.
    let _ = interrupted.await;
}

/// What the configuration file says, with the secrets that lie elsewhere.
#[derive(Default)]
struct Configured {
    sign_in: SignIn,
    limits: HttpLimits,
    receiver: Option<NoticeReceiver>,
}

fn configured(file: &Path) -> Result<Configured, Failure> {
    let config: ServerConfig =
        ServerConfig::parse(&read_file(file)?).map_err(|error| wrong(file, &error))?;
    let sign_in =
        SignIn::new(config.sign_in, system::secret).map_err(|error| wrong(file, &error))?;
    let receiver =
        NoticeReceiver::new(config.notices, system::secret).map_err(|error| wrong(file, &error))?;
    Ok(Configured {
        sign_in,
        limits: config.limits,
        receiver,
    })
}

fn wrong(file: &Path, error: &impl std::fmt::Display) -> Failure {
    Failure::Usage(format!("{}: {error}", file.display()))
}

fn admin_token(file: &Path) -> Result<AdminToken, Failure> {
    let failed = |error: std::io::Error| Failure::Input(format!("{}: {error}", file.display()));
    let text = read_limited(File::open(file).map_err(failed)?, 4096).map_err(failed)?;
    AdminToken::new(text.trim())
        .map_err(|error| Failure::Usage(format!("{}: {error}", file.display())))
}
