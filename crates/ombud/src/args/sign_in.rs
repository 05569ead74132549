//! Arguments about signing in.

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct SignInArgs {
    /// Who needs a second factor beside a password
    #[arg(long, value_enum, value_name = "RULE")]
    pub(crate) second_factor: Option<SecondFactorArg>,
    /// A role whose members need none, with `--second-factor required-except-for`
    #[arg(long, value_name = "ROLE")]
    pub(crate) spare: Vec<String>,
    /// Minutes without a request after which a session is over
    #[arg(long, value_name = "MINUTES")]
    pub(crate) idle: Option<u32>,
    /// Minutes after which a session is over whatever happens
    #[arg(long, value_name = "MINUTES")]
    pub(crate) absolute: Option<u32>,
    /// Minutes for which a sign-in or confirmation counts as fresh
    #[arg(long, value_name = "MINUTES")]
    pub(crate) fresh: Option<u32>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ForwardHeaderArg {
    XForwardedFor,
    /// RFC 7239
    Forwarded,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SecondFactorArg {
    /// Everybody
    Required,
    /// Everybody but the members of certain roles
    RequiredExceptFor,
    /// Nobody: for a pilot on invented data
    NotRequired,
}
