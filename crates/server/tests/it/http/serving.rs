//! Over a real connection.

use std::time::Duration;

use ombud_server::http::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::oneshot;

use super::call::config;
use super::place::{Place, downloads};

async fn exchange(stream: &mut TcpStream, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_push_is_finished_before_the_server_stops() {
    let place = Place::new().await;
    let app = place.app.clone();
    // Bound for as long as the test runs, so that nobody else answers at this address once the server has left it.
    let bound = TcpSocket::new_v4().unwrap();
    bound.set_reuseaddr(true).unwrap();
    bound.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = bound.local_addr().unwrap();
    let listener = TcpListener::bind(address).await.unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(async move {
        let stopped = async { drop(stopped.await) };
        // Only what hangs takes so long.
        serve(listener, app, &config(), stopped, Duration::from_secs(300)).await
    });

    let mut stream = TcpStream::connect(address).await.unwrap();
    let answer = exchange(
        &mut stream,
        "GET /health/live HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
    )
    .await;
    assert!(
        answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("{\"live\":true}"),
        "{answer}"
    );

    let mut stream = TcpStream::connect(address).await.unwrap();
    let record = downloads("running", 1);
    let head = format!(
        "POST /api/v1/sources/m365/records HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\n\
         idempotency-key: running\r\ncontent-type: application/x-ndjson\r\ncontent-length: {}\r\nexpect: 100-continue\r\n\r\n",
        place.m365,
        record.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut go_on = [0u8; 25];
    stream.read_exact(&mut go_on).await.unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    stop.send(()).unwrap();
    let answer = exchange(&mut stream, &record).await;
    assert!(answer.contains("\"accepted\":1"), "{answer}");
    server.await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
    drop(bound);
}
