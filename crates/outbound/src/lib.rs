//! The one way by which Ombud asks other machines over HTTP.
//!
//! Promises: a client follows no redirect, uses no proxy, sends no referer and gives up after a stated time; TLS is rustls with ring,
//! against the certificates of the system. No other crate names the HTTP library.

use std::time::Duration;

pub use reqwest::{
    Certificate, Client, ClientBuilder, Error, Method, RequestBuilder, Response, StatusCode, Url,
    header,
};

/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(5);

/// A client under the rules above, for requests that may take `whole` each; the caller may add certificates.
pub fn builder(whole: Duration) -> ClientBuilder {
    // The first one stays: that somebody else was first is no failure, it is the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .referer(false)
        .user_agent("ombud")
        .timeout(whole)
        .connect_timeout(CONNECT)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use super::*;

    /// Answers one request after another with a redirect to itself, and counts them.
    fn redirecting(requests: usize) -> (String, std::thread::JoinHandle<usize>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let place = address.clone();
        let answering = std::thread::spawn(move || {
            let mut answered = 0;
            for stream in listener.incoming().take(requests) {
                let mut stream = stream.unwrap();
                let mut request = Vec::new();
                // To its end: what is left unread when a connection closes can cost the other side the answer.
                while !request.ends_with(b"\r\n\r\n") {
                    let mut byte = [0];
                    stream.read_exact(&mut byte).unwrap();
                    request.extend(byte);
                }
                let head = format!("HTTP/1.1 302 Found\r\nlocation: {place}\r\n");
                let rest = "content-length: 0\r\nconnection: close\r\n\r\n";
                stream.write_all((head + rest).as_bytes()).unwrap();
                answered += 1;
            }
            answered
        });
        (address, answering)
    }

    #[tokio::test]
    async fn a_redirect_is_an_answer_and_is_not_followed() {
        let (address, answering) = redirecting(1);
        let client = builder(Duration::from_secs(300)).build().unwrap();
        let answer = client.get(&address).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::FOUND);
        assert_eq!(answering.join().unwrap(), 1);
    }
}
