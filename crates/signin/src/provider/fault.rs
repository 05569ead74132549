//! What is said when a provider does not answer as it should: one error of a sign-in for each that its answers can give.

use openidconnect::core::CoreErrorResponseType;
use openidconnect::{
    ClaimsVerificationError, DiscoveryError, RequestTokenError, SignatureVerificationError,
    StandardErrorResponse,
};

use crate::error::{ProviderCode, SignInError, TokenFault};
use crate::http::FetchError;

pub(super) enum Unverified {
    /// Signed with a key that the provider may have since the keys were fetched.
    UnknownKey,
    Fault(TokenFault),
    Refused(SignInError),
}

impl Unverified {
    pub(super) fn into_error(self) -> SignInError {
        match self {
            Unverified::UnknownKey => SignInError::InvalidToken(TokenFault::Signature),
            Unverified::Fault(fault) => SignInError::InvalidToken(fault),
            Unverified::Refused(error) => error,
        }
    }
}

impl From<&ClaimsVerificationError> for Unverified {
    fn from(error: &ClaimsVerificationError) -> Self {
        Unverified::Fault(match error {
            ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            ) => {
                return Unverified::UnknownKey;
            }
            ClaimsVerificationError::SignatureVerification(_) => TokenFault::Signature,
            ClaimsVerificationError::InvalidIssuer(_) => TokenFault::Issuer,
            ClaimsVerificationError::InvalidAudience(_) => TokenFault::Audience,
            ClaimsVerificationError::InvalidNonce(_) => TokenFault::Nonce,
            ClaimsVerificationError::Expired(_) => TokenFault::Time,
            ClaimsVerificationError::InvalidSubject(_) => TokenFault::Subject,
            _ => TokenFault::Unreadable,
        })
    }
}

pub(super) fn misconfigured(what: &str) -> SignInError {
    SignInError::Misconfigured(what.to_owned())
}

pub(super) fn fetch(error: &FetchError) -> SignInError {
    match error {
        FetchError::Host(host) => misconfigured(&format!(
            "it has an endpoint at `{host}`, which is not among `other_hosts`"
        )),
        FetchError::NotSecure => misconfigured("one of its endpoints is not https"),
        FetchError::TooLong => misconfigured("its answer is too long"),
        FetchError::NoAnswer => SignInError::Unreachable,
    }
}

pub(super) fn discovery(error: &DiscoveryError<FetchError>) -> SignInError {
    match error {
        DiscoveryError::Request(error) => fetch(error),
        DiscoveryError::Validation(_) => {
            misconfigured("its discovery document names another issuer: copy the issuer from there")
        }
        DiscoveryError::Response(status, ..) if status.is_server_error() => {
            SignInError::Unreachable
        }
        DiscoveryError::Response(status, ..) if status.is_redirection() => {
            misconfigured("its discovery document has moved elsewhere")
        }
        _ => misconfigured("there is no discovery document at its issuer"),
    }
}

pub(super) fn exchange(
    error: &RequestTokenError<FetchError, StandardErrorResponse<CoreErrorResponseType>>,
) -> SignInError {
    match error {
        RequestTokenError::ServerResponse(answer) => {
            SignInError::Refused(ProviderCode::new(answer.error().as_ref()))
        }
        RequestTokenError::Request(error) => fetch(error),
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            SignInError::InvalidToken(TokenFault::Unreadable)
        }
    }
}
