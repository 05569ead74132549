//! `ombud agreement` as it is written.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum AgreementCommand {
    /// Show agreements with the text that is signed and its digest, and whether works-council mode is on
    Show {
        /// Only this one
        id: Option<String>,
    },
    /// Draft an agreement
    Propose {
        /// YAML or JSON with the terms
        file: PathBuf,
        #[command(flatten)]
        by: AsAccount,
    },
    /// Give a draft other terms; the signatures it had are gone
    Revise {
        id: String,
        /// YAML or JSON with the terms
        file: PathBuf,
        #[command(flatten)]
        by: AsAccount,
    },
    /// Sign the text with this digest
    Sign {
        id: String,
        /// The digest that was shown with the text
        #[arg(long, value_name = "SHA-256")]
        digest: String,
        #[command(flatten)]
        by: AsAccount,
    },
    /// End an agreement, or give up a draft
    End {
        id: String,
        #[command(flatten)]
        by: AsAccount,
    },
    /// Switch works-council mode on: nothing is processed without an agreement in force
    On,
    /// Ask for works-council mode to be off: off it is when enough humans have asked
    Off {
        #[command(flatten)]
        by: AsAccount,
    },
}

/// Who acts: an account, whose password is asked for, or read from standard input.
#[derive(Debug, Args)]
pub(crate) struct AsAccount {
    /// Login name of the account that acts; its password is asked for, or read from standard input
    #[arg(long = "as", value_name = "LOGIN")]
    pub(crate) login: String,
    /// A one-time code or recovery code, where the account has set them up
    #[arg(long)]
    pub(crate) code: Option<String>,
}
