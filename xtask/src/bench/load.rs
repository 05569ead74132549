//! A small load over HTTP: callers who ask the same again and again, each over one connection, until the time is over.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Longest answer that is taken, in bytes.
const LONGEST: usize = 16 << 20;

/// What was asked how often, and how long it took.
pub(super) struct Load {
    /// Of each answer, shortest first.
    times: Vec<Duration>,
    pub(super) wall: Duration,
}

impl Load {
    /// `callers` at a time ask for `path`, and every answer has to be a good one.
    pub(super) fn run(
        address: &str,
        bearer: &str,
        path: &str,
        callers: usize,
        lasts: Duration,
    ) -> Result<Self> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {bearer}\r\n\r\n"
        );
        let began = Instant::now();
        let ask = || -> Result<Vec<Duration>> {
            let mut connection = Connection::open(address)?;
            let mut times = Vec::new();
            while began.elapsed() < lasts {
                let asked = Instant::now();
                connection.ask(&request)?;
                times.push(asked.elapsed());
            }
            Ok(times)
        };
        let answered: Result<Vec<Vec<Duration>>> = thread::scope(|scope| {
            let threads: Vec<_> = (0..callers).map(|_| scope.spawn(ask)).collect();
            let join = |thread: thread::ScopedJoinHandle<'_, _>| match thread.join() {
                Ok(times) => times,
                Err(_) => bail!("a caller broke off"),
            };
            threads.into_iter().map(join).collect()
        });
        let wall = began.elapsed();
        let mut times = answered?.concat();
        times.sort_unstable();
        if times.is_empty() {
            bail!("nobody was answered");
        }
        Ok(Self { times, wall })
    }

    pub(super) fn reads(&self) -> usize {
        self.times.len()
    }

    /// The time within which that share of the answers came, in seconds.
    pub(super) fn within(&self, share: f64) -> f64 {
        let last = self.times.len().saturating_sub(1);
        let at = (last as f64 * share).round() as usize;
        self.times.get(at).map_or(0.0, Duration::as_secs_f64)
    }
}

/// A connection that stays open between requests.
pub(super) struct Connection {
    stream: BufReader<TcpStream>,
    line: String,
    body: Vec<u8>,
}

impl Connection {
    pub(super) fn open(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self {
            stream: BufReader::new(stream),
            line: String::new(),
            body: Vec::new(),
        })
    }

    pub(super) fn ask(&mut self, request: &str) -> Result<()> {
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.next_line()?;
        if !self.line.starts_with("HTTP/1.1 200 ") {
            bail!("the server answered `{}`", self.line.trim());
        }
        let mut length = None;
        loop {
            self.next_line()?;
            let Some((name, value)) = self.line.trim().split_once(": ") else {
                break;
            };
            if name.eq_ignore_ascii_case("content-length") {
                length = Some(value.parse::<usize>()?);
            }
        }
        let length = length.context("an answer without a length")?;
        if length > LONGEST {
            bail!("an answer of {length} bytes");
        }
        self.body.resize(length, 0);
        self.stream.read_exact(&mut self.body)?;
        Ok(())
    }

    fn next_line(&mut self) -> Result<()> {
        self.line.clear();
        self.stream.read_line(&mut self.line)?;
        Ok(())
    }
}
