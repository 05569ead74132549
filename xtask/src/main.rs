//! `cargo xtask VERB`: the one place for development verbs. What runs here by hand is what runs in CI.

mod bench;
mod browser;
mod check;
mod console;
mod demo;
mod generated;
mod layering;
mod package;
mod program;
mod sample;
mod schema;
mod shell;
mod stress;
mod test;
mod tidy;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask VERB

  demo [OPTIONS]     build the program and watch a simulated organisation; options go to `ombud demo`
                     (--keep leaves the data of the last demo in place)
  test [FILTER..]    every test: the workspace under nextest, doc tests, the console's, those in a browser,
                     what the interface promises, a package that starts;
                     a filter goes to nextest
                     (--browser: those in a browser only)
                     (--schema: thousands of requests made from docs/openapi.json only)
                     (--stress: every test three times beside a program that keeps the processors busy, and once one by one)
  check [STEP..]     everything but tests: fmt, tidy, layering, clippy, docs, deny, unused, generated
                     (`check fmt tidy layering` takes a second)
  console            build the web console, which the next build of the program embeds (needs Node)
  package            make a tarball and a Debian package in target/package
                     (--check: of the program that the tests are run with, unpacked and started, and nothing kept)
  sample NAME [PROGRAM]
                     keep a small data directory of the built program, or of another, in crates/ombud/tests/kept
  gen                rewrite the generated files: docs/src/reference/*.md, docs/openapi.json, the console's client
  bench [OPTIONS]    measure against the floor and the peers of ../shared/bench; `bench --help` lists the options
                     (bench guard: what reading behind access rules and audit log costs;
                     bench console: how long the console's pages wait;
                     bench accuracy: how accurate alerts are)
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let verb = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let outcome = match verb.as_str() {
        "demo" => demo::run(&rest),
        "test" => test::run(&rest),
        "check" => check::run(&rest),
        "console" => console::build(),
        "package" if rest == ["--check"] => package::test(),
        "package" => package::run(),
        "sample" => sample::run(&rest),
        "gen" => generated::write().and_then(|()| console::generate()),
        "bench" => bench::run(&rest),
        "" | "help" | "--help" | "-h" => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        other => {
            eprint!("there is no verb `{other}`\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nfailed: {error:#}");
            ExitCode::FAILURE
        }
    }
}
