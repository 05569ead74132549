//! `ombud cases`, `ombud unmask` and `ombud proposals`: what people do, each under their own account, at a running server.

use clap::{Args, Subcommand};

/// Where the server is, and who asks.
#[derive(Debug, Args)]
pub(crate) struct ServerArgs {
    /// Address of the running server; https unless it is this machine
    #[arg(
        long,
        env = "OMBUD_SERVER",
        default_value = "http://127.0.0.1:8321",
        value_name = "URL"
    )]
    pub(crate) server: String,
    /// Your login name; the password is asked for, or read from standard input
    #[arg(long, env = "OMBUD_LOGIN", value_name = "NAME")]
    pub(crate) login: String,
    /// A one-time or recovery code, where your account has them
    #[arg(long, value_name = "CODE")]
    pub(crate) code: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct CasesArgs {
    #[command(flatten)]
    pub(crate) at: ServerArgs,
    #[command(subcommand)]
    pub(crate) command: CasesCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CasesCommand {
    /// Cases that you may see
    List,
    /// One case
    Show { case: String },
    /// Open a case about one or several persons; you contribute to it
    Open {
        /// Pseudonyms
        #[arg(required = true)]
        person: Vec<String>,
        /// Why, where no alert says so: the first note on the case
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
    /// Let an account see the case
    Add { case: String, account: String },
    /// Let an account see the case no longer
    Remove { case: String, account: String },
    /// Close a case; unmaskings that are live in it end
    Close {
        case: String,
        /// benign or confirmed-violation
        #[arg(long)]
        outcome: String,
        /// Why, in your words
        #[arg(long, value_name = "TEXT")]
        because: String,
        /// What was done because of it: none, conversation, access-restricted, handed-over, other
        #[arg(long, default_value = "none")]
        action: String,
    },
    /// Open a closed case again, for the same people
    Reopen { case: String },
}

#[derive(Debug, Args)]
pub(crate) struct ProposalsArgs {
    #[command(flatten)]
    pub(crate) at: ServerArgs,
    #[command(subcommand)]
    pub(crate) command: ProposalsCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProposalsCommand {
    /// What was proposed that takes two, and who is missing for that rule
    List,
    /// Approve what somebody else proposed; they ask for it again, and it is done
    Approve { proposal: String },
    /// Refuse what somebody else proposed
    Refuse { proposal: String },
}

#[derive(Debug, Args)]
pub(crate) struct UnmaskArgs {
    #[command(flatten)]
    pub(crate) at: ServerArgs,
    #[command(subcommand)]
    pub(crate) command: UnmaskCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum UnmaskCommand {
    /// Requests that you may know of, and what became of them
    List,
    /// One request, and why it was made
    Show { unmasking: String },
    /// Ask for a name; somebody else decides
    Request {
        /// Pseudonym
        person: String,
        /// A case about this person to which you contribute
        #[arg(long)]
        case: String,
        /// What the name is needed for, such as interview or containment
        #[arg(long)]
        purpose: String,
        /// Why, in a sentence, for those who decide
        #[arg(long, value_name = "TEXT")]
        because: String,
        /// How long the name may be looked at
        #[arg(long)]
        minutes: Option<u32>,
    },
    /// Approve a request of somebody else
    Approve { unmasking: String },
    /// Deny a request of somebody else
    Deny {
        unmasking: String,
        /// Such as not-necessary or too-weak
        #[arg(long)]
        ground: String,
    },
    /// Take your own request back
    Withdraw { unmasking: String },
    /// End a live unmasking before its time
    Revoke {
        unmasking: String,
        /// Such as no-longer-needed or misuse
        #[arg(long)]
        ground: String,
    },
    /// Show the name, to the one who asked, while the unmasking is live
    Reveal { unmasking: String },
    /// Whether the vault's count of names shown and the audit log agree
    Report,
    /// Show the rules of unmasking, or change those that are given
    Rules {
        /// How many others must approve: 1 or 2
        #[arg(long)]
        approvals: Option<u8>,
        /// How long an unmasking lasts when the request does not say
        #[arg(long, value_name = "MINUTES")]
        usual: Option<u32>,
        /// The longest that may be asked for
        #[arg(long, value_name = "MINUTES")]
        longest: Option<u32>,
        /// After this a request that nobody decided on lapses
        #[arg(long, value_name = "MINUTES")]
        lapse: Option<u32>,
        /// Names shown to one viewer in any 24 hours
        #[arg(long, value_name = "NUMBER")]
        releases_per_day: Option<u32>,
        /// How long the rights to approve and to be shown a name rest after a reset or a grant
        #[arg(long, value_name = "MINUTES")]
        rest: Option<u32>,
    },
}
