//! What the browser brings back from the provider, in the query of the callback's address. Anybody can write it.

use openidconnect::url::form_urlencoded;

use crate::error::ProviderCode;

const LONGEST_QUERY: usize = 16 * 1024;
const LONGEST_VALUE: usize = 4 * 1024;

/// The answer of a provider: not yet tied to a question.
#[derive(Clone, PartialEq, Eq)]
pub struct Callback {
    pub(crate) state: String,
    pub(crate) issuer: Option<String>,
    pub(crate) outcome: Outcome,
}

#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Code(String),
    Error(ProviderCode),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the answer of the provider cannot be read: begin again")]
pub struct InvalidCallback;

impl Callback {
    /// Reads the query of the callback, without its `?`. Every parameter that counts is there at most once; `state` must be there, and
    /// either a code or an error. Total: anything else is refused.
    pub fn parse(query: &str) -> Result<Self, InvalidCallback> {
        if query.len() > LONGEST_QUERY {
            return Err(InvalidCallback);
        }
        let (mut state, mut issuer, mut code, mut error) = (None, None, None, None);
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let place = match name.as_ref() {
                "state" => &mut state,
                "iss" => &mut issuer,
                "code" => &mut code,
                "error" => &mut error,
                _ => continue,
            };
            if place.is_some()
                || value.is_empty()
                || value.len() > LONGEST_VALUE
                || value.chars().any(char::is_control)
            {
                return Err(InvalidCallback);
            }
            *place = Some(value.into_owned());
        }
        let outcome = match (code, error) {
            (Some(code), None) => Outcome::Code(code),
            (None, Some(error)) => Outcome::Error(ProviderCode::new(&error)),
            _ => return Err(InvalidCallback),
        };
        Ok(Self {
            state: state.ok_or(InvalidCallback)?,
            issuer,
            outcome,
        })
    }
}

/// The code is a secret until it is used.
impl std::fmt::Debug for Callback {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Callback(..)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_or_an_error_with_its_state() {
        let read = Callback::parse("code=a%2Fb&state=s&iss=https%3A%2F%2Fid.test&session_state=x")
            .unwrap();
        assert!(read.outcome == Outcome::Code("a/b".to_owned()) && read.state == "s");
        assert_eq!(read.issuer.as_deref(), Some("https://id.test"));
        assert_eq!(format!("{read:?}"), "Callback(..)");
        let read =
            Callback::parse("error=access_denied&error_description=%3Cscript%3E&state=s").unwrap();
        assert!(matches!(read.outcome, Outcome::Error(code) if code.as_str() == "access_denied"));
        let read = Callback::parse("error=%3Cscript%3E&state=s").unwrap();
        assert!(matches!(read.outcome, Outcome::Error(code) if code.as_str() == "unreadable"));
    }

    #[test]
    fn what_is_missing_twice_or_odd_is_refused() {
        for wrong in [
            "",
            "code=a",
            "state=s",
            "code=&state=s",
            "code=a&state=",
            "code=a&code=b&state=s",
            "code=a&state=s&state=s",
            "code=a&state=s&iss=a&iss=a",
            "code=a&error=b&state=s",
            "code=a%0d%0ab&state=s",
            &format!("code={}&state=s", "a".repeat(LONGEST_VALUE + 1)),
            &format!("code=a&state=s&x={}", "a".repeat(LONGEST_QUERY)),
        ] {
            assert_eq!(Callback::parse(wrong), Err(InvalidCallback), "{wrong:.60}");
        }
    }

    proptest! {
        #[test]
        fn any_query_is_read(query in "\\PC{0,80}|((code|state|error|iss|x)=[a-z%0-9+&=;]{0,12}&?){0,6}") {
            if let Ok(read) = Callback::parse(&query) {
                prop_assert!(!read.state.is_empty() && query.contains("state="));
                prop_assert!(query.contains("code=") || query.contains("error="));
            }
        }
    }
}
