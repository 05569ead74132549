//! One file per command: arguments in, use case called, result printed.

mod access_report;
mod accounts;
mod activities;
mod agreement;
mod alerts;
mod audit;
mod demo;
mod docs;
mod doctor;
mod erase;
mod eval;
mod evidence;
mod hold;
mod ingest;
mod persons;
mod policy;
mod proposals;
mod rejects;
mod replay;
mod retention;
mod review;
mod serve;
mod settings;
mod simulate;
mod sources;
mod unseal;
mod why;
mod witness;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ombud_app::{
    Author, Caller, KeyPlace, Ombud, OpenOptions, Started, WitnessSettings, Witnessing,
};
use ombud_connect::mapping::Mapping;
use ombud_connect::reader::read_limited;
use ombud_store::Mode;

use crate::args::{Cli, Command};
use crate::exit::Failure;
use crate::{output, system};

/// Files that people write by hand are small.
const LONGEST_FILE: u64 = 4 << 20;

/// What every command may need.
pub(crate) struct Context {
    pub(crate) data: PathBuf,
    pub(crate) master_key: Option<PathBuf>,
    pub(crate) json: bool,
    /// Who is at the command line, for audit records.
    pub(crate) by: Author,
}

impl Context {
    fn options(&self, mode: Mode) -> OpenOptions {
        OpenOptions {
            data: self.data.clone(),
            mode,
            master_key: self
                .master_key
                .clone()
                .map(KeyPlace::File)
                .or_else(|| system::given_key().map(KeyPlace::Given)),
            clock: Arc::new(system::SystemClock),
        }
    }

    pub(crate) async fn open(&self, mode: Mode) -> Result<Ombud, Failure> {
        Ok(Ombud::open(self.options(mode)).await?)
    }

    /// For serving: the witnesses are asked first, and without their key the data wait for it.
    pub(crate) async fn start(
        &self,
        witnesses: Option<WitnessSettings>,
    ) -> Result<Started, Failure> {
        Ok(Ombud::start(self.options(Mode::Write), Witnessing::By(witnesses)).await?)
    }

    /// Who is at the command line, for the audit log and the access rules.
    pub(crate) fn caller(&self) -> Caller {
        Caller::Console(self.by.user.clone().unwrap_or_default())
    }
}

pub(crate) async fn run(cli: Cli) -> Result<(), Failure> {
    let context = Context {
        data: cli.data,
        master_key: cli.master_key,
        json: cli.json,
        by: Author::console(&system::user()),
    };
    match cli.command {
        Command::Ingest(args) => ingest::run(&context, args).await,
        Command::Rejects(command) => rejects::run(&context, command).await,
        Command::Policy(command) => policy::run(&context, command).await,
        Command::Alerts(command) => alerts::run(&context, command).await,
        Command::Persons {
            command: Some(command),
            ..
        } => persons::change(&context, command).await,
        Command::Persons { in_scope, .. } => persons::run(&context, in_scope).await,
        Command::Why { target } => why::run(&context, &target).await,
        Command::Activities(command) => activities::run(&context, command).await,
        Command::Replay { policy } => replay::run(&context, policy.as_deref()).await,
        Command::Settings(command) => settings::run(&context, command).await,
        Command::Sources(command) => sources::run(&context, command).await,
        Command::Accounts(command) => accounts::run(&context, command).await,
        Command::Roles(command) => accounts::roles(&context, command).await,
        Command::Units(command) => accounts::units(&context, command).await,
        Command::Cases(args) => review::cases(&context, args).await,
        Command::Proposals(args) => proposals::run(&context, args).await,
        Command::Unmask(args) => review::unmask(&context, args).await,
        Command::Agreement(command) => agreement::run(&context, command).await,
        Command::Audit(command) => audit::run(&context, command).await,
        Command::Evidence(command) => evidence::run(&context, &command),
        Command::Erase(args) => erase::run(&context, args).await,
        Command::Hold(command) => hold::run(&context, command).await,
        Command::AccessReport { person, statement } => {
            access_report::run(&context, &person, statement.as_deref()).await
        }
        Command::Retention(command) => retention::run(&context, command).await,
        Command::Simulate(args) => simulate::run(&context, &args),
        Command::Eval(args) => eval::run(context, args).await,
        Command::Demo(args) => demo::run(&context, args).await,
        Command::Serve(args) => serve::run(&context, args).await,
        Command::Unseal(args) => unseal::run(&args).await,
        Command::Witness(args) => witness::run(args).await,
        Command::Doctor => doctor::run(&context).await,
        Command::Version => version(&context),
        Command::Docs { out } => docs::run(&out),
    }
}

fn version(context: &Context) -> Result<(), Failure> {
    let version = env!("CARGO_PKG_VERSION");
    if context.json {
        return output::json(&serde_json::json!({ "name": "ombud", "version": version }));
    }
    output::line(format!("ombud {version}"))
}

/// Reads a small text file; the message names it.
pub(crate) fn read_file(path: &Path) -> Result<String, Failure> {
    let failed = |error: std::io::Error| Failure::Input(format!("{}: {error}", path.display()));
    read_limited(File::open(path).map_err(failed)?, LONGEST_FILE).map_err(failed)
}

/// A file that names witnesses.
pub(crate) fn read_witnesses(path: Option<&Path>) -> Result<Option<WitnessSettings>, Failure> {
    let parse = |path: &Path| {
        let settings = WitnessSettings::parse(&read_file(path)?);
        settings.map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))
    };
    path.map(parse).transpose()
}

pub(crate) fn read_mapping(path: Option<&Path>) -> Result<Option<Mapping>, Failure> {
    let parse = |path: &Path| {
        let text = read_file(path)?;
        Mapping::parse(&text)
            .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))
    };
    path.map(parse).transpose()
}
