//! The command line as it is written. Names here are a contract: scripts depend on them.

mod accounts;
mod agreement;
mod eval;
mod review;
mod serve;
mod sign_in;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use ombud_guard::erasure::{Depth, ErasureGround};
use ombud_guard::hold::HoldGround;
use ombud_guard::retention::Kind;
use ombud_model::{HoldId, Operation, Timestamp};
use ombud_tlog::{Filter, VerifierKey};

pub(crate) use accounts::{AccountsCommand, RolesCommand, UnitsCommand};
pub(crate) use agreement::{AgreementCommand, AsAccount};
pub(crate) use eval::{EvalArgs, SimulateArgs, WorldArg};
pub(crate) use review::{
    CasesArgs, CasesCommand, ProposalsArgs, ProposalsCommand, ServerArgs, UnmaskArgs, UnmaskCommand,
};
pub(crate) use serve::{ServeArgs, UnsealArgs, WitnessArgs};
pub(crate) use sign_in::{ForwardHeaderArg, SecondFactorArg, SignInArgs};

/// Open, self-hosted insider risk management.
#[derive(Debug, Parser)]
#[command(name = "ombud", version, arg_required_else_help = true, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    /// Directory that holds records, history and keys
    #[arg(
        long,
        global = true,
        env = "OMBUD_DATA",
        default_value = "ombud-data",
        value_name = "DIR"
    )]
    pub(crate) data: PathBuf,
    /// File with the master key; it should lie outside of the data directory. Where no file is named, OMBUD_MASTER_KEY may hold the key itself [default: DIR/keys/master.key]
    #[arg(
        long,
        global = true,
        env = "OMBUD_MASTER_KEY_FILE",
        value_name = "FILE"
    )]
    pub(crate) master_key: Option<PathBuf>,
    /// Print JSON instead of text
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done; 1 a check did not hold (replay not equal, audit or evidence not valid); 2 wrong usage; \
3 input cannot be read or is of another source; 4 the data directory cannot be used, or another program writes to it; 5 not found; 70 internal error";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Bring in records from files or standard input
    Ingest(IngestArgs),
    /// Records that were not accepted
    #[command(subcommand)]
    Rejects(RejectsCommand),
    /// Policies: what is watched and scored
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Alerts and their ledgers
    #[command(subcommand)]
    Alerts(AlertsCommand),
    /// Persons, under their pseudonyms
    Persons {
        /// Only those in scope of a policy
        #[arg(long)]
        in_scope: bool,
        #[command(subcommand)]
        command: Option<PersonsCommand>,
    },
    /// Why there is an alert, or the first condition that is not met
    Why {
        /// Pseudonym, person id, policy name or source
        target: String,
    },
    /// Recorded activities
    #[command(subcommand)]
    Activities(ActivitiesCommand),
    /// Recompute everything from history and compare with what is stored
    Replay {
        /// Only this policy
        #[arg(long, value_name = "NAME")]
        policy: Option<String>,
    },
    /// Settings of detection: own domains, exclusions, priority content
    #[command(subcommand)]
    Settings(SettingsCommand),
    /// Sources and their push tokens
    #[command(subcommand)]
    Sources(SourcesCommand),
    /// Those who use the system; needs `ombud serve` stopped
    #[command(subcommand)]
    Accounts(AccountsCommand),
    /// Who may do what; needs `ombud serve` stopped
    #[command(subcommand)]
    Roles(RolesCommand),
    /// Admin units, to which roles can be bound; needs `ombud serve` stopped
    #[command(subcommand)]
    Units(UnitsCommand),
    /// Cases at a running server, under your own account
    Cases(CasesArgs),
    /// Changes that take two humans, at a running server, under your own account
    Proposals(ProposalsArgs),
    /// Have a name shown: ask, decide, look; at a running server, under your own account
    Unmask(UnmaskArgs),
    /// The agreement with a works council, and whether one is needed
    #[command(subcommand)]
    Agreement(AgreementCommand),
    /// The record of privileged acts
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Evidence packages of cases
    #[command(subcommand)]
    Evidence(EvidenceCommand),
    /// Erase a person: destroy the key and what identifies them, and print the signed certificate
    Erase(EraseArgs),
    /// Legal holds, which stop erasure and retention
    #[command(subcommand)]
    Hold(HoldCommand),
    /// What is held about a person, and when somebody looked at it and what for
    AccessReport {
        /// Pseudonym
        person: String,
        /// YAML file with what the organisation has to say: organisation, contact, purposes, recipients, authority
        #[arg(long, value_name = "FILE")]
        statement: Option<PathBuf>,
    },
    /// How long things are kept, and deleting what is past its time
    #[command(subcommand)]
    Retention(RetentionCommand),
    /// Write a synthetic organisation: log, HR file, alerts and the truth about them
    Simulate(SimulateArgs),
    /// How well the alerts of a data directory agree with labels
    Eval(EvalArgs),
    /// Simulate an organisation, watch it and serve the result
    Demo(DemoArgs),
    /// Serve the HTTP interface and the pages
    Serve(ServeArgs),
    /// Hand the master key to a running server that was started without it
    Unseal(UnsealArgs),
    /// Countersign the heads of audit logs, for whoever does not run the server: remembers the largest one and refuses what does not extend it
    Witness(WitnessArgs),
    /// Check the installation and say what to do
    Doctor,
    /// Print the version
    Version,
    /// Write the generated reference pages and the OpenAPI file
    #[command(hide = true)]
    Docs {
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct IngestArgs {
    /// Source id, for example m365, hr, graph-alerts, cert, generic
    pub(crate) source: String,
    /// Files, or - for standard input; gzip and zstd are recognised
    #[arg(required = true, value_name = "PATH|-")]
    pub(crate) paths: Vec<PathBuf>,
    /// Mapping file for free-form input
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    /// Rows per commit: for tests of interrupted runs
    #[arg(long, value_name = "N", hide = true)]
    pub(crate) batch_rows: Option<usize>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RejectsCommand {
    /// List rejected records with their reasons
    List,
    /// Try rejected records again, after a fix or with another mapping; those that are still rejected are listed with the reason
    Retry {
        /// Mapping file for free-form input
        #[arg(long, value_name = "FILE")]
        mapping: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// List the templates
    Templates,
    /// Create a policy from a template
    Create {
        #[arg(long, value_name = "ID")]
        template: String,
        #[arg(long)]
        name: String,
        /// For example activation_days=14, alert_volume=more, thresholds.files.downloaded.sharepoint=20,50,100
        #[arg(long, value_name = "KEY=VALUE")]
        set: Vec<String>,
    },
    /// Create or change a policy from a file
    Apply { file: PathBuf },
    /// List policies
    List,
    /// Show one policy
    Show { name: String },
    /// Say of every policy whether it can work, and what is missing
    Health,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AlertsCommand {
    /// List alerts, the strongest evidence first
    List {
        #[arg(long, value_name = "NAME")]
        policy: Option<String>,
        /// low, medium or high
        #[arg(long)]
        severity: Option<String>,
        /// Show names; the reason is kept in the audit record, which needs `ombud serve` stopped
        #[arg(long, value_name = "REASON")]
        reveal: Option<String>,
    },
    /// Show one alert with its ledger
    Show {
        id: String,
        /// Show the name; the reason is kept in the audit record, which needs `ombud serve` stopped
        #[arg(long, value_name = "REASON")]
        reveal: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ActivitiesCommand {
    /// Activities that meet an SQL predicate, the newest first
    Query {
        /// For example "kind = 'file-downloaded' and size > 1000000"
        #[arg(long = "where", value_name = "PREDICATE", default_value = "true")]
        predicate: String,
        #[arg(long, default_value_t = 100)]
        limit: usize,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum SettingsCommand {
    /// Print the settings as YAML
    Show,
    /// Replace the settings from a YAML file and recompute what they change
    Apply { file: PathBuf },
    /// Print the rules of sign-in, or change those that are named; needs `ombud serve` stopped
    SignIn(SignInArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum SourcesCommand {
    /// List sources with what has been read from them
    List,
    /// Issue a push token for a source; it is shown once and replaces the former one
    Token {
        source: String,
        /// Revoke the token instead: the next push is refused
        #[arg(long)]
        revoke: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Show entries of the audit log, the newest first
    Search(AuditFilter),
    /// Recompute the whole audit log: entries, tree, signature, one outcome for each intent
    Verify {
        /// An older checkpoint that was kept elsewhere: the log must extend it
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
        /// A copy of the log's folder, verified on its own: needs neither data nor master key
        #[arg(long, value_name = "DIR", requires = "key")]
        log: Option<PathBuf>,
        /// File with the log's public key, as `ombud audit head` prints it
        #[arg(long, value_name = "FILE", requires = "log")]
        key: Option<PathBuf>,
        /// YAML file that names the witnesses: enough of them must have countersigned a head that the log extends
        #[arg(long, value_name = "FILE")]
        witnesses: Option<PathBuf>,
    },
    /// Write all entries that match, the oldest first: CSV, or JSON lines with --json
    Export {
        #[command(flatten)]
        filter: AuditFilter,
        /// Where to; standard output when absent
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Print what others need to verify the log: the public key and the signed head
    Head,
}

#[derive(Debug, Subcommand)]
pub(crate) enum EvidenceCommand {
    /// Check a package offline: every file, the signature, and the entries of the audit log; needs neither data nor master key
    Verify {
        /// The package, a ZIP file
        file: PathBuf,
        /// The public key of the audit log, as `ombud audit head` prints it at the installation; without it the key that came with the package
        /// counts, which proves nothing about who made it
        #[arg(long, value_name = "VKEY")]
        key: Option<VerifierKey>,
    },
}

/// Which entries; all conditions hold together.
#[derive(Debug, Args)]
pub(crate) struct AuditFilter {
    /// Only this operation, such as reveal-person; can be given several times
    #[arg(long, value_name = "NAME")]
    operation: Vec<Operation>,
    /// Only what concerns this person (a pseudonym)
    #[arg(long, value_name = "PSEUDONYM")]
    pub(crate) person: Option<String>,
    /// Not before this moment, such as 2026-01-31T00:00:00Z
    #[arg(long, value_name = "TIME")]
    since: Option<Timestamp>,
    /// Before this moment
    #[arg(long, value_name = "TIME")]
    until: Option<Timestamp>,
    /// At most this many
    #[arg(long, default_value_t = 100)]
    pub(crate) limit: usize,
}

impl AuditFilter {
    /// What can be told without looking up the person.
    pub(crate) fn plain(&self) -> Filter {
        Filter {
            from: self.since,
            until: self.until,
            operations: self.operation.clone(),
            ..Filter::default()
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum PersonsCommand {
    /// Two persons are one: the second is shown as the first from now on
    Join {
        /// Pseudonym, or an identifier as a log writes it
        person: String,
        /// Pseudonym or identifier of the other one
        other: String,
        /// Why; kept sealed beside the audit log
        #[arg(long)]
        reason: String,
    },
    /// Undo a join
    Separate {
        /// The pseudonym that `ombud persons joined` lists
        person: String,
        /// Why; kept sealed beside the audit log
        #[arg(long)]
        reason: String,
    },
    /// Who is shown as somebody else, since when, and who said so
    Joined,
}

#[derive(Debug, Args)]
pub(crate) struct EraseArgs {
    /// Pseudonym
    pub(crate) person: String,
    /// person-asked, no-longer-needed, unlawful or ordered
    #[arg(long)]
    pub(crate) ground: ErasureGround,
    /// identity: nobody can tell any more whom the data are about; everything: what is stored about the pseudonym goes too
    #[arg(long, default_value = "identity")]
    pub(crate) depth: Depth,
    /// Write the certificate there
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum HoldCommand {
    /// Place a hold on a person, or on a case and so on everybody in it
    Place {
        /// Pseudonym, or id of a case
        on: String,
        /// legal-claim, authority-order, statutory-duty or person-asked
        #[arg(long)]
        ground: HoldGround,
    },
    /// Lift a hold
    Lift { id: HoldId },
    /// Say of a hold that somebody has looked at it and it is still needed
    Review { id: HoldId },
    /// List holds, those lifted included
    List,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RetentionCommand {
    /// How many days each kind is kept
    Show,
    /// Change how many days kinds are kept
    Set {
        /// For example history=90
        #[arg(required = true, value_name = "KIND=DAYS", value_parser = days_of)]
        days: Vec<(Kind, u16)>,
    },
    /// What a run would delete now
    Due,
    /// Delete what is past its time; stops, and says so, when the clock jumps or far more than usual would go
    Run {
        /// Carry out the plan that was stopped and has this name
        #[arg(long, value_name = "PLAN")]
        confirm: Option<String>,
    },
}

fn days_of(text: &str) -> Result<(Kind, u16), String> {
    let (kind, days) = text.split_once('=').ok_or("KIND=DAYS is expected")?;
    let kind = kind.parse::<Kind>().map_err(|error| error.to_string())?;
    Ok((
        kind,
        days.parse::<u16>().map_err(|error| error.to_string())?,
    ))
}

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    #[arg(long, default_value_t = 500)]
    pub(crate) persons: u32,
    #[arg(long, default_value_t = 90)]
    pub(crate) days: u32,
    #[arg(long, default_value_t = 7)]
    pub(crate) seed: u64,
    /// How many times as many harmful scenarios as usual
    #[arg(long, default_value_t = 5, value_name = "TIMES")]
    pub(crate) incidents: u32,
    /// Address to serve on
    #[arg(long, default_value = "127.0.0.1:8321", value_name = "ADDRESS")]
    pub(crate) listen: String,
    /// Stop after the alerts are there instead of serving
    #[arg(long)]
    pub(crate) once: bool,
}
