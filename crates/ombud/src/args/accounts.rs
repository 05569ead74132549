//! `ombud accounts`, `ombud roles` and `ombud units` as they are written.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum AccountsCommand {
    /// List accounts and their roles
    List,
    /// End every session of an account
    EndSessions { login: String },
    /// Create an account and print the link that sets it up; the first one becomes administrator
    Create {
        login: String,
        /// The name that others see
        #[arg(long)]
        name: String,
        /// A program: API tokens only, no sign-in
        #[arg(long)]
        integration: bool,
        /// The pseudonym of the monitored person who this is
        #[arg(long, value_name = "PSEUDONYM")]
        person: Option<String>,
    },
    /// Disable an account: its roles are taken away, its sessions and tokens end
    Disable { login: String },
    /// Make a disabled account usable again, without any role
    Enable { login: String },
    /// Print a link with which the holder sets the account up anew
    Reset { login: String },
}

#[derive(Debug, Subcommand)]
pub(crate) enum RolesCommand {
    /// List roles and how many hold them
    List,
    /// Give a role to an account
    Grant {
        role: String,
        login: String,
        /// Only for this admin unit (its id); can be given several times
        #[arg(long, value_name = "UNIT")]
        unit: Vec<String>,
        /// Until this moment, such as 2026-12-31T00:00:00Z
        #[arg(long, value_name = "TIME")]
        expires: Option<String>,
    },
    /// Take a role from an account
    Revoke { role: String, login: String },
    /// Define a custom role, or change one: a name for a set of operations
    Define {
        role: String,
        #[arg(long)]
        title: String,
        /// Name of an operation, such as list-alerts; can be given several times
        #[arg(long, required = true)]
        operation: Vec<String>,
        /// humans, integrations or either
        #[arg(long, value_name = "WHOM", default_value = "humans", value_parser = ["humans", "integrations", "either"])]
        held_by: String,
        /// Sees requests and cases without contributing to them
        #[arg(long)]
        oversees: bool,
        /// Unites duties that are otherwise kept apart; counts only in a pilot
        #[arg(long)]
        pilot: bool,
    },
    /// Remove a custom role that nobody holds
    Remove { role: String },
    /// Whether the installation is a pilot, in which duties may be united, and what its end would take away
    Pilot {
        /// on or off; left out: only say how it is
        #[arg(value_parser = ["on", "off"])]
        change: Option<String>,
        /// When it ends: take away what unites duties
        #[arg(long)]
        withdraw: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum UnitsCommand {
    /// List admin units
    List,
    /// Define an admin unit, or with --id redraw one
    Define {
        name: String,
        /// The unit to redraw
        #[arg(long)]
        id: Option<String>,
        /// Those of this region by the personnel records; each of these can be given several times
        #[arg(long)]
        region: Vec<String>,
        /// Those of this division
        #[arg(long)]
        division: Vec<String>,
        /// Those of this department
        #[arg(long)]
        department: Vec<String>,
        /// Those in this group
        #[arg(long)]
        group: Vec<String>,
        /// The pseudonym of somebody who is in it in any case
        #[arg(long, value_name = "PSEUDONYM")]
        person: Vec<String>,
    },
}
