//! `ombud serve`, `ombud unseal` and `ombud witness`.

use std::path::PathBuf;

use clap::Args;
use ombud_accounts::peer::Network;

use super::ForwardHeaderArg;

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Address to serve on; anything but a loopback address needs an administrator token
    #[arg(long, default_value = "127.0.0.1:8321", value_name = "ADDRESS")]
    pub(crate) listen: String,
    /// Host names under which the server may be addressed, besides the loopback ones
    #[arg(long, value_name = "NAME")]
    pub(crate) host: Vec<String>,
    /// File with the token that reading over HTTP requires
    #[arg(long, env = "OMBUD_ADMIN_TOKEN_FILE", value_name = "FILE")]
    pub(crate) admin_token: Option<PathBuf>,
    /// Network of a reverse proxy whose word is taken for where requests come from, such as 10.0.0.0/8; without one no such header is read
    #[arg(long, value_name = "NETWORK")]
    pub(crate) trusted_proxy: Vec<Network>,
    /// The header that the trusted proxies write
    #[arg(long, value_enum, default_value_t = ForwardHeaderArg::XForwardedFor, value_name = "HEADER")]
    pub(crate) forward_header: ForwardHeaderArg,
    /// YAML file that names the witnesses of the audit log, each with `url` and `key`, and how many are `needed`
    #[arg(long, env = "OMBUD_WITNESSES_FILE", value_name = "FILE")]
    pub(crate) witnesses: Option<PathBuf>,
    /// YAML file that says how people sign in (the server's own address, providers) and the limits of the server
    #[arg(long, env = "OMBUD_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct UnsealArgs {
    /// Address of the server, such as https://ombud.example; over plain http only on this machine
    #[arg(long, default_value = "http://127.0.0.1:8321", value_name = "URL")]
    pub(crate) server: String,
    /// File with the master key; without one the key is asked for, or read from standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct WitnessArgs {
    /// Directory of the witness: its key and what it has seen; never a data directory of Ombud
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// Address to listen on
    #[arg(long, default_value = "127.0.0.1:8322", value_name = "ADDRESS")]
    pub(crate) listen: String,
    /// File with the public key of a log, as `ombud audit head` prints it; can be given several times
    #[arg(long, required = true, value_name = "FILE")]
    pub(crate) log_key: Vec<PathBuf>,
    /// Name of the key that is made on the first start, such as witness.example/works-council
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
}
