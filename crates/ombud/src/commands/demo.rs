//! `ombud demo`: a simulated organisation, watched by all four templates, with an account for each role group, and some alerts decided on.

mod accounts;
mod decisions;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use ombud_app::{AlertQuery, Author, Input, InputFrom, Ombud, Reading, SignIn};
use ombud_model::{Clock, Day};
use ombud_server::ServerConfig;
use ombud_server::http::HttpConfig;
use ombud_simulate::{Options, simulate};
use ombud_store::Mode;

use self::accounts::DemoAccount;
use super::Context;
use crate::args::DemoArgs;
use crate::exit::Failure;
use crate::{output, system};

/// Source and file of what the simulation writes.
const INPUTS: [(&str, &str); 3] = [
    ("hr", "hr.csv"),
    ("graph-alerts", "alerts.json"),
    ("m365", "audit.ndjson"),
];

pub(crate) async fn run(context: &Context, args: DemoArgs) -> Result<(), Failure> {
    let started = Instant::now();
    let simulated = context.data.join("simulated");
    let today = system::SystemClock.now().day();
    let options = Options {
        persons: args.persons,
        days: args.days,
        seed: args.seed,
        incidents: args.incidents,
        start: start(today, args.days),
        ..Options::default()
    };
    output::line(format!(
        "simulating {} persons over {} days ...",
        args.persons, args.days
    ))?;
    let ombud = context.open(Mode::Write).await?;
    let summary =
        simulate(&options, &simulated).map_err(|error| Failure::Usage(error.to_string()))?;
    output::line(format!(
        "{} records in {}",
        summary.records,
        simulated.display()
    ))?;
    create_policies(&ombud, &context.by).await?;
    for (source, file) in INPUTS {
        bring_in(&ombud, source, &simulated.join(file)).await?;
    }
    let alerts = ombud.find_alerts(&AlertQuery::default()).await?;
    output::line(format!(
        "{} alerts, {:.0} s after the start",
        alerts.len(),
        started.elapsed().as_secs_f64()
    ))?;
    if args.once {
        return Ok(());
    }
    let caller = context.caller();
    let (people, password) = accounts::prepare(&ombud, &caller, &context.data).await?;
    decisions::prepare(&ombud, &password).await?;
    let (listener, address) = super::serve::listen(&args.listen).await?;
    // Under this name browsers offer passkeys also without https.
    let origin = format!("http://localhost:{}", address.port());
    let ombud = Arc::new(ombud.with_sign_in(sign_in(&origin)?));
    say(&context.data, &simulated, &origin, (&people, &password))?;
    super::serve::serve(ombud, listener, HttpConfig::local(address.ip())).await
}

/// Sign-in as configured for this address.
fn sign_in(origin: &str) -> Result<SignIn, Failure> {
    let config = ServerConfig::parse(&format!("sign_in:\n  origin: {origin}\n"));
    let config = config.map_err(|error| Failure::Internal(error.into()))?;
    SignIn::new(config.sign_in, system::secret).map_err(|error| Failure::Internal(error.into()))
}

/// Where to go, how to sign in there, and what else there is to try.
fn say(
    data: &Path,
    simulated: &Path,
    origin: &str,
    (people, password): (&[DemoAccount], &str),
) -> Result<(), Failure> {
    let data = data.display();
    output::line("")?;
    output::line(format!("Open {origin}/ and sign in as one of these:"))?;
    let row =
        |account: &DemoAccount| vec![account.login.to_owned(), account.display_name.to_owned()];
    let rows: Vec<Vec<String>> = people.iter().map(row).collect();
    output::table(&["  LOGIN", "NAME"], &[], &indented(rows))?;
    output::line(format!(
        "The password of each is {password} (a second factor is not asked for here; elsewhere it is)."
    ))?;
    output::line(
        "As analysts, look at the strongest alert first: its ledger says what was done, what is usual, and what each point is for.",
    )?;
    output::line(format!(
        "What was planted stands in {}.",
        simulated.join("truth.csv").display()
    ))?;
    output::line("When the server is stopped (Ctrl-C), try for example:")?;
    output::line(format!(
        "  ombud --data {data} alerts list --reveal \"looking at the demonstration\""
    ))?;
    output::line(format!(
        "  ombud --data {data} activities query --where \"kind = 'copied-to-removable-media'\" --limit 20"
    ))?;
    output::line(format!("  ombud --data {data} replay"))
}

fn indented(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let firsts = rows.iter_mut().filter_map(|row| row.first_mut());
    firsts.for_each(|first| first.insert_str(0, "  "));
    rows
}

/// The simulation ends about today.
fn start(today: Day, days: u32) -> Day {
    today.plus(-(i32::try_from(days).unwrap_or(i32::MAX)))
}

async fn create_policies(ombud: &Ombud, by: &Author) -> Result<(), Failure> {
    let existing: Vec<String> = ombud
        .find_policies()
        .into_iter()
        .map(|policy| policy.template)
        .collect();
    for template in ombud
        .content()
        .templates()
        .iter()
        .filter(|template| !existing.contains(&template.id))
    {
        ombud
            .create_policy(by, &template.id, &template.title, &[])
            .await?;
    }
    Ok(())
}

async fn bring_in(ombud: &Ombud, source: &str, path: &Path) -> Result<(), Failure> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let input = Input {
        name,
        from: InputFrom::File(path.to_owned()),
    };
    let report = ombud
        .ingest(source, vec![input], Reading::default(), &|_| {})
        .await?;
    output::line(format!(
        "{source}: {} read, {} accepted, {} duplicates, {} rejected, {:.1} s",
        report.read, report.accepted, report.duplicates, report.rejected, report.seconds
    ))
}
