//! The way out: to the configured hosts only, without redirects or proxies, with bounded time and size.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use ombud_outbound::{Certificate, Client};
use openidconnect::url::Url;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http};

use crate::settings::{self, InvalidProvider, ProviderSettings};

/// Longest answer that is read, in bytes: a discovery document has about 5 KB, a key set a few more.
const LONGEST_ANSWER: usize = 1024 * 1024;
const WHOLE: Duration = Duration::from_secs(10);

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub(crate) enum FetchError {
    #[error("the host is not the issuer's and not among `other_hosts`")]
    Host(String),
    #[error("the address is not https")]
    NotSecure,
    #[error("the answer is too long")]
    TooLong,
    #[error("no answer")]
    NoAnswer,
}

pub(crate) struct Outbound {
    client: Client,
    hosts: Vec<String>,
}

impl Outbound {
    pub(crate) fn new(settings: &ProviderSettings, issuer: &Url) -> Result<Self, InvalidProvider> {
        let mut builder = ombud_outbound::builder(WHOLE);
        if let Some(pem) = &settings.root_certificates {
            let roots = Certificate::from_pem_bundle(pem.as_bytes())
                .map_err(|_| InvalidProvider::Certificates)?;
            if roots.is_empty() {
                return Err(InvalidProvider::Certificates);
            }
            builder = builder.tls_certs_merge(roots);
        }
        let client = builder.build().map_err(|_| InvalidProvider::Client)?;
        let hosts = issuer
            .host_str()
            .into_iter()
            .chain(settings.other_hosts.iter().map(String::as_str));
        Ok(Self {
            client,
            hosts: hosts.map(str::to_ascii_lowercase).collect(),
        })
    }

    fn allows(&self, url: &Url) -> Result<(), FetchError> {
        let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
        if !self.hosts.contains(&host) {
            return Err(FetchError::Host(host));
        }
        if settings::is_secure(url) {
            Ok(())
        } else {
            Err(FetchError::NotSecure)
        }
    }

    async fn fetch(&self, request: HttpRequest) -> Result<HttpResponse, FetchError> {
        let (parts, body) = request.into_parts();
        let url = Url::parse(&parts.uri.to_string()).map_err(|_| FetchError::NotSecure)?;
        self.allows(&url)?;
        let request = self
            .client
            .request(parts.method, url)
            .headers(parts.headers)
            .body(body);
        let mut answer = request.send().await.map_err(|_| FetchError::NoAnswer)?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|_| FetchError::NoAnswer)? {
            if body.len() + chunk.len() > LONGEST_ANSWER {
                return Err(FetchError::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = http::Response::new(body);
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }
}

impl<'c> AsyncHttpClient<'c> for Outbound {
    type Error = FetchError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, FetchError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.fetch(request))
    }
}
