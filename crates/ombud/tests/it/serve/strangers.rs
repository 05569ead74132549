//! Strangers who only hold connections open: the server lives, says so, and hangs up on them.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::senders::Begun;
use super::token;
use crate::common::World;
use crate::fixture;
use crate::web::{PATIENCE, Server};

fn start(world: &World, limits: &str) -> Server {
    let config = world.write("ombud.yaml", format!("limits: {{ {limits} }}"));
    Server::start_with(world, &["--config", &config], "warn")
}

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// A connection that the server has let in: it has answered one request and waits for the next.
fn let_in(server: &Server) -> TcpStream {
    let mut stream = connect(server);
    let request = format!(
        "GET /health/live HTTP/1.1\r\nHost: {}\r\n\r\n",
        server.address
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"{\"live\":true}") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        answer.extend(byte);
    }
    stream
}

/// Health is answered and nothing else is, whatever the further connection asks for.
fn only_health_is_answered(server: &Server) {
    let health = server.get("/health/live");
    assert_eq!(health.status, 200, "{health:?}");
    let ready = server.get("/health/ready");
    assert_eq!(ready.status, 200, "{ready:?}");
    let other = server.get("/api/v1/alerts");
    assert_eq!(other.problem()["status"], 503);
    assert!(
        other.head.to_lowercase().contains("retry-after: 5"),
        "{other:?}"
    );
}

#[test]
fn when_all_places_are_taken_health_is_answered_and_nothing_else() {
    let world = World::new();
    let server = start(&world, "connections: 8, head_seconds: 3600");
    let held: Vec<TcpStream> = (0..8).map(|_| let_in(&server)).collect();
    only_health_is_answered(&server);
    drop(held);
    // The places are free again as soon as the server has seen it.
    let deadline = Instant::now() + PATIENCE;
    let answered = || server.send("GET", "/api/v1/alerts", &[], b"");
    while !answered().is_ok_and(|answer| answer.status == 200) {
        assert!(Instant::now() < deadline, "the places stay taken");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_peer_has_its_places_and_no_more() {
    let world = World::new();
    let server = start(&world, "connections_per_peer: 2, head_seconds: 3600");
    let _held = [let_in(&server), let_in(&server)];
    only_health_is_answered(&server);
}

#[test]
fn connections_behind_a_trusted_proxy_are_not_those_of_one_peer() {
    let world = World::new();
    let config = world.write(
        "ombud.yaml",
        "limits: { connections_per_peer: 2, head_seconds: 3600 }",
    );
    let args = ["--config", &config, "--trusted-proxy", "127.0.0.0/8"];
    let server = Server::start_with(&world, &args, "warn");
    let _held: Vec<TcpStream> = (0..6).map(|_| let_in(&server)).collect();
    assert_eq!(server.get("/health/live").status, 200);
    assert_ne!(server.get("/api/v1/alerts").status, 503);
}

#[test]
fn requests_of_one_host_behind_a_trusted_proxy_have_its_places_and_no_more() {
    let world = World::new();
    let m365 = token(&world, "m365");
    let config = world.write(
        "ombud.yaml",
        "limits: { connections_per_peer: 2, push_grace_seconds: 600, push_silence_seconds: 600 }",
    );
    let args = ["--config", &config, "--trusted-proxy", "127.0.0.0/8"];
    let server = Server::start_with(&world, &args, "warn");
    let body = fixture::lines(&fixture::leaver_log()[..3]);
    // Two addresses of one host, each with a request that is not answered before its sender goes on.
    let begin = |last: u8| {
        let from = format!("X-Forwarded-For: 2001:db8::{last}\r\n");
        Begun::half_with(&server, &m365, &last.to_string(), body.as_bytes(), &from)
    };
    let (first, _second) = (begin(1), begin(2));
    let ask = |path: &str, from: &str| {
        let headers = [("X-Forwarded-For", from)];
        server.send("GET", path, &headers, b"").unwrap()
    };
    let refused = ask("/api/v1/alerts", "2001:db8::3");
    let problem = refused.problem();
    assert_eq!(problem["status"], 503);
    assert!(
        problem["detail"].as_str().unwrap().contains("try again"),
        "{problem}"
    );
    assert!(
        refused.head.to_lowercase().contains("retry-after: 5"),
        "{refused:?}"
    );
    assert_eq!(ask("/health/live", "2001:db8::3").status, 200);
    for other in ["2001:db8:0:1::1", "198.51.100.7"] {
        assert_eq!(ask("/api/v1/alerts", other).status, 200, "{other}");
    }
    let answer = first.finish();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert_eq!(ask("/api/v1/alerts", "2001:db8::3").status, 200);
}

#[test]
fn who_says_nothing_is_hung_up_on() {
    let world = World::new();
    let server = start(&world, "head_seconds: 1");
    let mut silent = connect(&server);
    let mut half = connect(&server);
    half.write_all(b"GET /health/live HTTP/1.1\r\nHost: ")
        .unwrap();
    for stream in [&mut silent, &mut half] {
        // What was said last does not matter: the connection ends.
        let ended = stream.read_to_end(&mut Vec::new());
        if let Err(error) = ended {
            assert_eq!(error.kind(), ErrorKind::ConnectionReset);
        }
    }
}

/// The frame's type, flags and payload; `None` when the server has hung up.
fn frame(stream: &mut TcpStream) -> Option<(u8, u8, Vec<u8>)> {
    let mut head = [0; 9];
    stream.read_exact(&mut head).ok()?;
    let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
    let mut payload = vec![0; length as usize];
    stream.read_exact(&mut payload).ok()?;
    Some((head[3], head[4], payload))
}

const DATA: u8 = 0;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;

fn sent(kind: u8, flags: u8, stream: u8, payload: &[u8]) -> Vec<u8> {
    let length = payload.len() as u8;
    [&[0, 0, length, kind, flags, 0, 0, 0, stream], payload].concat()
}

#[test]
fn an_http2_connection_that_only_answers_pings_is_hung_up_on() {
    let world = World::new();
    let server = start(&world, "head_seconds: 1, idle_seconds: 1");
    let mut stream = connect(&server);
    let literal = |name: u8, text: &str| [&[name, text.len() as u8], text.as_bytes()].concat();
    // GET and http of the static table; path and authority in letters.
    let head = [
        vec![0x82, 0x86],
        literal(0x04, "/health/live"),
        literal(0x01, &server.address),
    ];
    let opening = [
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        sent(SETTINGS, 0, 0, &[]),
        sent(1, 0x5, 1, &head.concat()),
    ];
    stream.write_all(&opening.concat()).unwrap();
    let (mut answer, mut said_so) = (Vec::new(), false);
    while let Some((kind, flags, payload)) = frame(&mut stream) {
        let reply = match kind {
            SETTINGS if flags & 1 == 0 => sent(SETTINGS, 1, 0, &[]),
            PING if flags & 1 == 0 => sent(PING, 1, 0, &payload),
            _ => Vec::new(),
        };
        // The server may be gone by now.
        let _ = stream.write_all(&reply);
        if kind == DATA {
            answer.extend(payload);
        }
        said_so |= kind == GOAWAY;
    }
    assert_eq!(String::from_utf8_lossy(&answer), "{\"live\":true}");
    assert!(said_so, "it says that it goes away");
}
