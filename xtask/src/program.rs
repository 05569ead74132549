//! A program over one data directory: its commands, and its server with just enough HTTP to sign in, push and ask.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::shell;

/// The password of every account that is made here.
pub(crate) const PASSWORD: &str = "seven grey herons wade";

/// What the program would read from the environment.
const VARIABLES: [&str; 9] = [
    "OMBUD_DATA",
    "OMBUD_MASTER_KEY",
    "OMBUD_MASTER_KEY_FILE",
    "OMBUD_ADMIN_TOKEN_FILE",
    "OMBUD_WITNESSES_FILE",
    "OMBUD_CONFIG",
    "OMBUD_SERVER",
    "OMBUD_LOGIN",
    "OMBUD_LOG",
];

pub(crate) struct Program {
    program: PathBuf,
    data: PathBuf,
    /// Where the master key lies, if not with the data.
    key: Option<PathBuf>,
}

impl Program {
    pub(crate) fn new(program: &Path, data: &Path) -> Self {
        Self {
            program: program.to_owned(),
            data: data.to_owned(),
            key: None,
        }
    }

    pub(crate) fn with_key(self, key: &Path) -> Self {
        Self {
            key: Some(key.to_owned()),
            ..self
        }
    }

    fn command<T: AsRef<OsStr>>(&self, arguments: &[T]) -> Result<Command> {
        let mut command = shell::command(&self.program)?;
        for variable in VARIABLES {
            command.env_remove(variable);
        }
        command.env("USER", "sample").arg("--data").arg(&self.data);
        if let Some(key) = &self.key {
            command.arg("--master-key").arg(key);
        }
        command.args(arguments);
        Ok(command)
    }

    /// Runs it; what it printed.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<String> {
        shell::output(&mut self.command(arguments)?)
    }

    /// Runs it with `--json`; the document that it printed.
    pub(crate) fn json(&self, arguments: &[&str]) -> Result<Value> {
        let printed = self.run(&[arguments, &["--json"]].concat())?;
        serde_json::from_str(&printed).with_context(|| format!("`{arguments:?}` printed no JSON"))
    }

    /// As [`Program::json`], with the password of an account on standard input.
    pub(crate) fn with_password(&self, arguments: &[&str]) -> Result<Value> {
        let mut command = self.command(&[arguments, &["--json"]].concat())?;
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the program")?;
        let mut input = child.stdin.take().context("no input of the program")?;
        writeln!(input, "{PASSWORD}")?;
        drop(input);
        let output = child.wait_with_output()?;
        if !output.status.success() {
            bail!("`{arguments:?}` ended with {}", output.status);
        }
        serde_json::from_slice(&output.stdout)
            .with_context(|| format!("`{arguments:?}` printed no JSON"))
    }

    /// The demonstration, on a port of its own.
    pub(crate) fn demo(&self) -> Result<Demo> {
        let small = [
            "--persons",
            "200",
            "--days",
            "60",
            "--incidents",
            "10",
            "--listen",
            "127.0.0.1:0",
        ];
        let mut command = self.command(&[&["demo"][..], &small].concat())?;
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the demonstration")?;
        let output = child.stdout.take().context("no output of the program")?;
        let mut demo = Demo {
            child,
            output: BufReader::new(output),
            origin: String::new(),
            password: String::new(),
        };
        demo.origin = demo.said("Open ", "/ and sign in")?;
        demo.password = demo.said("The password of each is ", " (")?;
        Ok(demo)
    }

    pub(crate) fn serve(&self) -> Result<Served<'_>> {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"])?;
        let child = command
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the server")?;
        let mut served = Served {
            program: self,
            child,
            address: String::new(),
        };
        let out = served
            .child
            .stdout
            .take()
            .context("no output of the server")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let address = line.trim().strip_prefix("listening on http://");
        served.address = address
            .with_context(|| format!("the server said `{}`", line.trim()))?
            .to_owned();
        Ok(served)
    }
}

/// A server that ends with the run.
pub(crate) struct Served<'a> {
    program: &'a Program,
    child: Child,
    address: String,
}

/// An answer over HTTP.
pub(crate) struct Answer {
    head: String,
    body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Result<Value> {
        serde_json::from_str(&self.body).context("the server answered no JSON")
    }

    /// The value of a metric without labels; 0 when nothing was counted yet.
    pub(crate) fn metric(&self, name: &str) -> Result<f64> {
        let value = self.body.lines().find_map(|line| {
            let (metric, value) = line.split_once(' ')?;
            (metric == name).then_some(value)
        });
        value
            .unwrap_or("0")
            .parse()
            .with_context(|| format!("{name} is no number"))
    }

    /// The cookie that it sets.
    pub(crate) fn cookie(&self) -> Result<&str> {
        let cookie = self.head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            let value = value.split(';').next()?;
            name.eq_ignore_ascii_case("set-cookie").then_some(value)
        });
        cookie.context("the server set no cookie")
    }
}

impl Served<'_> {
    /// Host and port that it listens on.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Runs a command that talks to this server, under an account.
    pub(crate) fn ask(&self, login: &str, arguments: &[&str]) -> Result<Value> {
        let server = format!("http://{}", self.address);
        let (command, rest) = arguments.split_first().context("no command")?;
        let whole = [&[*command, "--server", &server, "--login", login], rest].concat();
        self.program.with_password(&whole)
    }

    /// Sends one request, whose answer has to have that status.
    pub(crate) fn send(
        &self,
        request: &str,
        headers: &[(&str, &str)],
        body: &str,
        status: u16,
    ) -> Result<Answer> {
        send(&self.address, request, headers, body, status)
    }

    /// Asks it to end, as the system does, and waits until it has put everything away.
    pub(crate) fn stop(mut self) -> Result<()> {
        let id = self.child.id().to_string();
        shell::run_quietly(shell::command("kill")?.args(["-TERM", &id]))?;
        let status = self.child.wait()?;
        if !status.success() {
            bail!("the server ended with {status}");
        }
        Ok(())
    }
}

impl Drop for Served<'_> {
    fn drop(&mut self) {
        // It has ended already after `stop`.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends one request to that host and port; its answer has to have that status.
fn send(
    address: &str,
    request: &str,
    headers: &[(&str, &str)],
    body: &str,
    status: u16,
) -> Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let mut whole = format!(
        "{request} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-length: {}\r\n",
        address,
        body.len()
    );
    for (name, value) in headers {
        whole.push_str(&format!("{name}: {value}\r\n"));
    }
    write!(stream, "{whole}\r\n{body}")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if !answer.starts_with(&format!("HTTP/1.1 {status} ")) {
        bail!("{request} was answered with: {answer}");
    }
    let (head, body) = answer.split_once("\r\n\r\n").context("half an answer")?;
    Ok(Answer {
        head: head.to_owned(),
        body: body.to_owned(),
    })
}

/// The text that lies at that place of a document.
pub(crate) fn pointed(value: &Value, place: &str) -> Result<String> {
    let found = value.pointer(place).and_then(Value::as_str);
    Ok(found
        .with_context(|| format!("no text at {place} in {value}"))?
        .to_owned())
}

/// A demonstration that is served. Ends with this value.
pub(crate) struct Demo {
    child: Child,
    output: BufReader<ChildStdout>,
    /// Such as `http://localhost:8321`.
    pub(crate) origin: String,
    /// Of every account; login names are those of role groups.
    pub(crate) password: String,
}

impl Demo {
    /// Host and port that it listens on.
    pub(crate) fn address(&self) -> &str {
        self.origin.trim_start_matches("http://")
    }

    /// The headers of a new session of that role group, which may also change something.
    pub(crate) fn sign_in(&self, login: &str) -> Result<[(&'static str, String); 2]> {
        let who = json!({ "login": login, "password": self.password }).to_string();
        let begun = self.send("POST /api/v1/sign-in", &[], &who)?;
        let csrf = pointed(&begun.json()?, "/csrf")?;
        Ok([
            ("cookie", begun.cookie()?.to_owned()),
            ("x-ombud-csrf", csrf),
        ])
    }

    /// Sends JSON, or nothing, in a session; the answer has to be a good one.
    pub(crate) fn send(
        &self,
        request: &str,
        session: &[(&'static str, String)],
        body: &str,
    ) -> Result<Answer> {
        let kind = [("content-type", "application/json")];
        let own = session.iter().map(|(name, value)| (*name, value.as_str()));
        let headers: Vec<_> = kind.into_iter().chain(own).collect();
        send(self.address(), request, &headers, body, 200)
    }

    /// What stands between these two in the next line that begins so.
    fn said(&mut self, begin: &str, end: &str) -> Result<String> {
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line)? == 0 {
                bail!("the demonstration ended without saying `{begin}`");
            }
            let rest = line.trim().strip_prefix(begin);
            if let Some((found, _)) = rest.and_then(|rest| rest.split_once(end)) {
                return Ok(found.to_owned());
            }
        }
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // Fails only where it is over already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
