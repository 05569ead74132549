//! `test --schema`: thousands of requests that are made from `docs/openapi.json`, most of them wrong in some way, to a running program.
//!
//! Promises: no request is answered with a fault of the server, nor with a status, a content type, a header or a shape that the description
//! does not have; a method that it does not have is refused. The requests are drawn from a fixed seed and go to a demonstration of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::program::{Demo, Program, pointed};
use crate::shell;

/// Versions and hashes of everything that is installed.
const REQUIREMENTS: &str = "xtask/schema/requirements.txt";

const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,\
                      response_headers_conformance";
/// Wrong methods and missing headers have their own answers, but for whoever is sent away before anything is read.
const ROUTED: &str = ",unsupported_method,missing_required_header";
const SEED: &str = "7";
/// Seconds for one answer, and for all requests of one caller, which take less than one minute.
const ANSWER: &str = "30";
const LONGEST: &str = "180";

const PUSH: &str = "/api/v1/sources/{source}/records";
/// What ends one's own session.
const OWN_END: &[&str] = &[
    "/api/v1/sign-out",
    "/api/v1/me/password",
    "/api/v1/sessions/{session}",
];
/// What takes the rights or the session of whoever may everything: random requests meet real accounts.
const RIGHTS_END: &[&str] = &[
    "/api/v1/accounts/{account}/disable",
    "/api/v1/accounts/{account}/reset",
    "/api/v1/accounts/{account}/sessions",
    "/api/v1/me/totp",
    "/api/v1/pilot",
    "/api/v1/roles/{role}/members/{account}",
    "/api/v1/settings/sign-in",
];

/// An answer without an end; its events are tested where they come from.
const ENDLESS: &[&str] = &["/api/v1/alerts/events"];

/// Who asks, and for what.
struct Pass {
    who: &'static str,
    headers: Vec<(&'static str, String)>,
    /// The most drawn requests of an operation; those with each limit of its parameters come besides.
    examples: u32,
    is_sent_away: bool,
    only: Option<&'static str>,
    without: Vec<&'static str>,
}

/// Runs them all. Needs Python 3 and, the first time, a network.
pub(crate) fn test() -> Result<()> {
    let Some(program) = provide()? else {
        eprintln!(
            "SKIPPED: python3 with venv is missing; on Debian, run `apt-get install python3-venv` as root"
        );
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    let ombud = Program::new(&shell::program("debug")?, &folder.path().join("demo"));
    let demo = ombud.demo()?;
    let mut failed = Vec::new();
    for pass in passes(&demo)? {
        eprintln!("\n{}:", pass.who);
        let mut command = pass.command(&program, &demo, folder.path())?;
        if !command.status()?.success() {
            failed.push(pass.who);
        }
    }
    if !failed.is_empty() {
        bail!(
            "the program does not do what docs/openapi.json says, asked by {}",
            failed.join(", by ")
        );
    }
    Ok(())
}

/// Everybody who asks. Whoever may most comes last, because their requests change most.
fn passes(demo: &Demo) -> Result<Vec<Pass>> {
    let most = may_everything(demo)?;
    let administrator = demo.sign_in("administrators")?;
    let token = demo
        .send("POST /api/v1/sources/m365/token", &administrator, "")?
        .json()?;
    let token = format!("Bearer {}", pointed(&token, "/secret")?);
    let pass = |who, headers, examples| Pass {
        who,
        headers,
        examples,
        is_sent_away: false,
        only: None,
        without: Vec::new(),
    };
    Ok(vec![
        Pass {
            is_sent_away: true,
            ..pass("somebody from a foreign host", foreign(), 2)
        },
        pass("nobody", Vec::new(), 5),
        Pass {
            without: OWN_END.to_vec(),
            ..pass(
                "somebody with few rights",
                demo.sign_in("planners")?.into(),
                5,
            )
        },
        Pass {
            only: Some(PUSH),
            ..pass("a source", vec![("authorization", token)], 20)
        },
        Pass {
            without: [OWN_END, RIGHTS_END, ENDLESS].concat(),
            ..pass("somebody with all rights", most.into(), 20)
        },
    ])
}

/// As a page of another site would ask whose name was made to point here.
fn foreign() -> Vec<(&'static str, String)> {
    vec![("host", "elsewhere.example".to_owned())]
}

/// A session of whoever holds the group Pilot, which may everything while the installation is a pilot.
fn may_everything(demo: &Demo) -> Result<[(&'static str, String); 2]> {
    const WHO: &str = "investigators";
    let administrator = demo.sign_in("administrators")?;
    let on = json!({ "on": true }).to_string();
    demo.send("PUT /api/v1/pilot", &administrator, &on)?;
    let accounts = demo
        .send("GET /api/v1/accounts", &administrator, "")?
        .json()?;
    let accounts = accounts.pointer("/accounts").and_then(Value::as_array);
    let found = accounts
        .into_iter()
        .flatten()
        .find(|account| account.get("login").is_some_and(|login| login == WHO));
    let id = pointed(
        found.context("the demonstration has no investigator")?,
        "/id",
    )?;
    let grant = format!("PUT /api/v1/roles/pilot/members/{id}");
    demo.send(&grant, &administrator, "{}")?;
    demo.sign_in(WHO)
}

impl Pass {
    /// It keeps notes where it runs: that is `folder`.
    fn command(&self, program: &Path, demo: &Demo, folder: &Path) -> Result<Command> {
        let routed = if self.is_sent_away { "" } else { ROUTED };
        let checks = format!("{CHECKS}{routed}");
        let mut command = shell::command("timeout")?;
        command
            .current_dir(folder)
            .env_remove("SCHEMATHESIS_HOOKS")
            .args(["--kill-after=10", LONGEST])
            .arg(program)
            .args(["--no-color", "run"])
            .arg(shell::root().join("docs/openapi.json"))
            .args(["--url", &demo.origin, "--checks", &checks, "--seed", SEED])
            .args(["--max-examples", &self.examples.to_string()])
            .args(["--phases", "examples,coverage,fuzzing", "--no-shrink"])
            .args(["--generation-database", "none", "--continue-on-failure"])
            .args(["--request-timeout", ANSWER, "--warnings", "off"]);
        for (name, value) in &self.headers {
            command.args(["--header", &format!("{name}: {value}")]);
        }
        if let Some(path) = self.only {
            command.args(["--include-path", path]);
        }
        for path in &self.without {
            command.args(["--exclude-path", path]);
        }
        Ok(command)
    }
}

/// The program in an environment of its own under the cache, which is made again when the requirements change. `None` without Python.
fn provide() -> Result<Option<PathBuf>> {
    let requirements = shell::root().join(REQUIREMENTS);
    let folder = shell::cache_dir()?.join("schema");
    let program = folder.join("bin/schemathesis");
    // Written last, so that an interrupted installation counts for nothing.
    let installed = folder.join("requirements.txt");
    let wanted = fs::read(&requirements)?;
    if program.is_file() && fs::read(&installed).is_ok_and(|there| there == wanted) {
        return Ok(Some(program));
    }
    let make = || -> Result<()> {
        let mut venv = shell::command("python3")?;
        shell::run(venv.args(["-m", "venv", "--clear"]).arg(&folder))
    };
    if make().is_err() && !(shell::install(&["python3-venv"]) && make().is_ok()) {
        return Ok(None);
    }
    let mut pip = shell::command(folder.join("bin/python3"))?;
    pip.args(["-m", "pip", "install", "--quiet"])
        .args(["--disable-pip-version-check", "--only-binary", ":all:"])
        .args(["--require-hashes", "--requirement"])
        .arg(&requirements);
    shell::run(&mut pip)?;
    fs::write(&installed, wanted)?;
    Ok(Some(program))
}
