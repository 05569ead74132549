//! `test --stress`: whether any test depends on scheduling. The whole suite runs three times beside a program that keeps every processor
//! busy, and once with one test at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use anyhow::{Result, bail};

use crate::shell;
use crate::test::nextest;

/// Times that the suite runs beside the load.
const TIMES: usize = 3;

pub(crate) fn run() -> Result<()> {
    // Built beforehand, so that the load meets the tests and not the compiler.
    shell::run(&mut shell::cargo(
        "nextest run --workspace --locked --no-run",
    )?)?;
    let mut failed = Vec::new();
    let load = Load::start();
    for time in 1..=TIMES {
        let name = format!("beside load, {time} of {TIMES}");
        if !timed(&name, &[]) {
            failed.push(name);
        }
    }
    drop(load);
    let name = "one test at a time".to_owned();
    if !timed(&name, &["--test-threads".to_owned(), "1".to_owned()]) {
        failed.push(name);
    }
    if !failed.is_empty() {
        bail!("tests failed {}", failed.join("; "));
    }
    Ok(())
}

/// Runs the suite; whether it passed. All runs are made, since each can find another test.
fn timed(name: &str, arguments: &[String]) -> bool {
    eprintln!("\n== {name}");
    let started = Instant::now();
    let outcome = nextest(arguments);
    eprintln!("== {name}: {} s", started.elapsed().as_secs());
    outcome.inspect_err(|error| eprintln!("{error:#}")).is_ok()
}

/// One thread for each processor that does nothing but count, until dropped.
struct Load {
    ended: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Load {
    fn start() -> Self {
        let ended = Arc::new(AtomicBool::new(false));
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let count = |ended: Arc<AtomicBool>| {
            move || {
                while !ended.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            }
        };
        let threads = (0..processors).map(|_| thread::spawn(count(Arc::clone(&ended))));
        Self {
            threads: threads.collect(),
            ended,
        }
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        for thread in self.threads.drain(..) {
            // A thread that only counts does not fail.
            let _ = thread.join();
        }
    }
}
