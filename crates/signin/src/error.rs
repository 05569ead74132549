//! What goes wrong, in words for whoever signs in. What the provider wrote in free text is never repeated: anybody can write it.

use std::fmt;

/// Why a sign-in through the provider did not succeed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SignInError {
    #[error(
        "the sign-in took too long, was begun in another window, or is over already: begin again"
    )]
    Over,
    #[error(
        "the answer did not come from the provider that was asked: begin again, and tell an administrator if it happens twice"
    )]
    OtherProvider,
    #[error(
        "the provider did not let the sign-in pass (`{0}`): begin again, or ask whoever runs the provider"
    )]
    Refused(ProviderCode),
    #[error(
        "the provider cannot be reached: try again in a minute, or sign in with a passkey or password"
    )]
    Unreachable,
    #[error("the provider is not set up as it should be: {0}; ask an administrator")]
    Misconfigured(String),
    #[error(
        "what the provider says is not valid: {0}; begin again, and tell an administrator if it happens twice"
    )]
    InvalidToken(TokenFault),
    #[error("the provider was not sure enough of who you are: sign in there with a second factor")]
    TooWeak,
    #[error("the provider did not ask you again who you are: sign in there anew")]
    NotFresh,
}

/// What is wrong with a token. For the audit log and administrators.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TokenFault {
    Missing,
    Signature,
    Issuer,
    Audience,
    Nonce,
    /// Expired, or issued in the future or long ago: one of the two clocks is wrong.
    Time,
    Subject,
    AccessToken,
    Unreadable,
}

impl fmt::Display for TokenFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TokenFault::Missing => "there is no token",
            TokenFault::Signature => "the signature is not the provider's",
            TokenFault::Issuer => "it was issued by another provider",
            TokenFault::Audience => "it is meant for another application",
            TokenFault::Nonce => "it belongs to another sign-in",
            TokenFault::Time => "it is too old or not valid yet, so one of the clocks is wrong",
            TokenFault::Subject => "its two parts speak of different people",
            TokenFault::AccessToken => "its two tokens do not belong together",
            TokenFault::Unreadable => "it cannot be read",
        })
    }
}

/// The provider's code for an error, such as `access_denied`: at most 64 letters, digits and `_ - .`; anything else becomes `unreadable`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ProviderCode(String);

impl ProviderCode {
    pub(crate) fn new(text: &str) -> Self {
        let fine = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
        let readable = (1..=64).contains(&text.len()) && text.bytes().all(fine);
        Self(if readable {
            text.to_owned()
        } else {
            "unreadable".to_owned()
        })
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProviderCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
