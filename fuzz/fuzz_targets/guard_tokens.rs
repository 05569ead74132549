//! Tokens of every kind: what is accepted is written in the same way, and nothing arbitrary opens anything.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ombud_accounts::secret::{Bearer, Purpose};
use ombud_accounts::{BrowserToken, LinkToken, PresentedToken, SessionToken};
use ombud_identity::TokenHash;

fn bearer<P: Purpose>(token: Option<Bearer<P>>, text: &str) {
    if let Some(token) = token {
        assert_eq!(token.reveal().as_str(), text);
    }
}

fuzz_target!(|text: &str| {
    match PresentedToken::parse(text) {
        Some(PresentedToken::Api(token)) => assert_eq!(token.reveal().as_str(), text),
        Some(PresentedToken::Source(source)) => assert_eq!(source, text),
        None => {}
    }
    bearer(SessionToken::parse(text), text);
    bearer(BrowserToken::parse(text), text);
    bearer(LinkToken::parse(text), text);
    // Nobody finds the token of a hash that was made of none.
    assert!(!TokenHash::from_bytes([7; 32]).accepts("m365", text));
});
