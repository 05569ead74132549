//! A real browser without a window: Debian's Chromium, told what to do over a pipe (Chrome DevTools Protocol).

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::web::PATIENCE;

/// One browser with one open page. Ends with the test.
pub(crate) struct Chromium {
    process: Child,
    commands: ChildStdin,
    answers: Receiver<Value>,
    number: u64,
    page: String,
    _profile: TempDir,
}

/// The browser with one page, over a profile of its own.
fn command(profile: &Path) -> Command {
    // It reads commands from the third and writes answers to the fourth of its open files.
    let mut command = Command::new("sh");
    command.args([
        "-c",
        "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null",
        "sh",
        "chromium",
        "--remote-debugging-pipe",
    ]);
    command.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-sync",
    ]);
    command.args([
        "--disable-component-update",
        "--no-first-run",
        "--disable-dev-shm-usage",
        "about:blank",
    ]);
    command.arg(format!("--user-data-dir={}", profile.display()));
    command
}

/// The answers to commands, as they come in.
fn answers_of(output: ChildStdout) -> Receiver<Value> {
    let (sender, answers) = channel();
    std::thread::spawn(move || {
        for message in BufReader::new(output).split(0).map_while(Result::ok) {
            let message: Value = serde_json::from_slice(&message).unwrap();
            // The test may be over.
            if message.get("id").is_some() && sender.send(message).is_err() {
                return;
            }
        }
    });
    answers
}

impl Chromium {
    /// Nothing when Chromium is not on this machine.
    pub(crate) fn start() -> Option<Self> {
        let there = Command::new("chromium")
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if !there.is_ok_and(|status| status.success()) {
            eprintln!("SKIPPED: chromium is not installed");
            return None;
        }
        let profile = TempDir::new().unwrap();
        let mut process = command(profile.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let commands = process.stdin.take().unwrap();
        let output = process.stdout.take().unwrap();
        let answers = answers_of(output);
        let mut browser = Self {
            process,
            commands,
            answers,
            number: 0,
            page: String::new(),
            _profile: profile,
        };
        let target =
            browser.call("Target.createTarget", json!({"url": "about:blank"}))["targetId"].clone();
        let attached = browser.call(
            "Target.attachToTarget",
            json!({"targetId": target, "flatten": true}),
        );
        browser.page = attached["sessionId"].as_str().unwrap().to_owned();
        Some(browser)
    }

    /// Does one thing, which must succeed.
    pub(crate) fn call(&mut self, method: &str, params: Value) -> Value {
        let answer = self.try_call(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    fn try_call(&mut self, method: &str, params: Value) -> Value {
        self.number += 1;
        let mut message = json!({"id": self.number, "method": method, "params": params});
        if !self.page.is_empty() {
            message["sessionId"] = self.page.clone().into();
        }
        self.commands
            .write_all(format!("{message}\0").as_bytes())
            .unwrap();
        loop {
            let answer = self
                .answers
                .recv_timeout(PATIENCE)
                .unwrap_or_else(|_| panic!("{method} is not answered"));
            if answer["id"] == self.number {
                return answer;
            }
        }
    }

    /// What an expression on the page comes to.
    pub(crate) fn value(&mut self, expression: &str) -> Value {
        let answer = self.evaluate(expression);
        assert!(
            answer["result"].get("exceptionDetails").is_none() && answer.get("error").is_none(),
            "{expression}: {answer}"
        );
        answer["result"]["result"]["value"].clone()
    }

    fn evaluate(&mut self, expression: &str) -> Value {
        self.try_call(
            "Runtime.evaluate",
            json!({"expression": expression, "awaitPromise": true, "returnByValue": true}),
        )
    }

    /// Waits until the expression is true, also over the change from one page to another.
    pub(crate) fn until(&mut self, expression: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let answer = self.evaluate(expression);
            if answer["result"]["result"]["value"] == true {
                return;
            }
            if Instant::now() > deadline {
                let page = self.evaluate("location.href + ' ' + document.body.innerText");
                panic!("{expression} does not come true: {answer} at {page}");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Opens a page and waits until it is there, with its scripts run.
    pub(crate) fn open(&mut self, url: &str) {
        let gone = self.call("Page.navigate", json!({"url": url}));
        assert!(gone.get("errorText").is_none(), "{gone}");
        self.until(&format!(
            "document.readyState === 'complete' && location.href === {}",
            json!(url)
        ));
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // Its helpers end with it.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
