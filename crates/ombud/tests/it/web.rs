//! A served world, and a client that speaks just enough HTTP/1.1: one request per connection, bounded, with time-outs.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::common::{self, World, json};

/// Only what hangs takes so long, whatever else keeps the machine busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(300);
const LARGEST_ANSWER: u64 = 64 << 20;

pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
    log: std::path::PathBuf,
}

/// One answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        json(&self.body)
    }

    /// The answer's body as a problem document, whose status is the answer's.
    pub(crate) fn problem(&self) -> Value {
        assert!(
            self.head
                .to_lowercase()
                .contains("content-type: application/problem+json"),
            "{self:?}"
        );
        let problem = self.json();
        assert_eq!(problem["status"], self.status, "{problem}");
        for key in ["type", "title", "detail", "instance"] {
            assert!(
                problem[key].as_str().is_some_and(|text| !text.is_empty()),
                "{key} in {problem}"
            );
        }
        problem
    }
}

impl Server {
    pub(crate) fn start(world: &World) -> Self {
        Self::start_with(world, &[], "warn")
    }

    /// The log goes to a file of the world.
    pub(crate) fn start_with(world: &World, args: &[&str], log_level: &str) -> Self {
        let log = world.path("serve.log");
        let any: &[&str] = if args.contains(&"--listen") {
            &["serve"]
        } else {
            &["serve", "--listen", "127.0.0.1:0"]
        };
        let mut command = world.command(&[any, args].concat());
        command
            .env("OMBUD_LOG", log_level)
            .stderr(Stdio::from(File::create(&log).unwrap()));
        let mut child = command.spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut first)
            .unwrap();
        let address = first.trim().strip_prefix("listening on http://");
        let address = address
            .unwrap_or_else(|| panic!("{first}{}", common::read(&log)))
            .to_owned();
        Self {
            child,
            address,
            log,
        }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"").unwrap()
    }

    /// The document at that path; the answer must be 200.
    pub(crate) fn get_json(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        answer.json()
    }

    /// An error when the connection breaks before the whole answer was there.
    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> std::io::Result<Answer> {
        send(&self.address, method, path, headers, body)
    }

    pub(crate) fn push(
        &self,
        source: &str,
        token: &str,
        key: &str,
        body: &[u8],
    ) -> std::io::Result<Answer> {
        push(&self.address, source, token, key, body)
    }

    /// Pushes a body called `content_type`.
    pub(crate) fn push_as(
        &self,
        content_type: &str,
        source: &str,
        token: &str,
        key: &str,
        body: &[u8],
    ) -> Answer {
        push_as(content_type, &self.address, source, token, key, body).unwrap()
    }

    /// Asks until `wanted` gives something.
    pub(crate) fn until<T>(&self, path: &str, mut wanted: impl FnMut(&Value) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let answer = self.get_json(path);
            if let Some(found) = wanted(&answer) {
                return found;
            }
            assert!(Instant::now() < deadline, "{path} stays {answer}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// What it has logged so far.
    pub(crate) fn log(&self) -> String {
        let log = common::read(&self.log);
        assert!(!log.contains("panicked"), "{log}");
        log
    }

    /// Ends it as a power cut would; what it logged.
    pub(crate) fn kill(mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.log()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Gone already after `kill`.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn push(
    address: &str,
    source: &str,
    token: &str,
    key: &str,
    body: &[u8],
) -> std::io::Result<Answer> {
    push_as("application/x-ndjson", address, source, token, key, body)
}

fn push_as(
    content_type: &str,
    address: &str,
    source: &str,
    token: &str,
    key: &str,
    body: &[u8],
) -> std::io::Result<Answer> {
    let bearer = format!("Bearer {token}");
    let headers = [
        ("Authorization", &*bearer),
        ("Idempotency-Key", key),
        ("Content-Type", content_type),
    ];
    send(
        address,
        "POST",
        &format!("/api/v1/sources/{source}/records"),
        &headers,
        body,
    )
}

pub(crate) fn send(
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut head = format!(
        "{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    );
    if !headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("host"))
    {
        head.push_str(&format!("Host: {address}\r\n"));
    }
    headers
        .iter()
        .for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    // A server may answer, and hang up, before it has read everything.
    let written = stream.write_all(body);
    let mut answer = Vec::new();
    let read = (&mut stream).take(LARGEST_ANSWER).read_to_end(&mut answer);
    match parse(&answer) {
        Some(answer) => Ok(answer),
        None => {
            written?;
            read?;
            Err(std::io::Error::other("the answer is not whole"))
        }
    }
}

fn parse(answer: &[u8]) -> Option<Answer> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8(answer[..end].to_vec()).ok()?;
    let body = &answer[end + 4..];
    let status = head.split(' ').nth(1)?.parse().ok()?;
    assert!(
        !head.to_lowercase().contains("transfer-encoding"),
        "this client reads plain bodies only: {head}"
    );
    let length = head.lines().find_map(|line| {
        line.to_lowercase()
            .strip_prefix("content-length: ")?
            .parse::<usize>()
            .ok()
    });
    // Tiles of the audit log are no text.
    (length.unwrap_or(0) == body.len()).then(|| Answer {
        status,
        head,
        body: String::from_utf8_lossy(body).into_owned(),
    })
}
