//! Finds network addresses in one text. A text holds one only where the whole run of its characters parses.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::Marker;
use super::find::{Span, Text};

pub(super) fn ipv4(text: Text<'_>, spans: &mut Vec<Span>) {
    let mut done = 0;
    for dot in memchr::memchr_iter(b'.', text.folded) {
        let between_digits =
            dot > 0 && text.byte(dot - 1).is_ascii_digit() && text.byte(dot + 1).is_ascii_digit();
        if dot < done || !between_digits {
            continue;
        }
        let digits = text.folded.get(done..dot).unwrap_or_default();
        let start = dot
            - digits
                .iter()
                .rev()
                .take_while(|byte| byte.is_ascii_digit())
                .count();
        let run = text.folded.get(start..).unwrap_or_default();
        let mut length = run
            .iter()
            .take_while(|byte| byte.is_ascii_digit() || **byte == b'.')
            .count();
        done = start + length;
        while length > 0 && text.byte(start + length - 1) == b'.' {
            length -= 1;
        }
        if length <= 15 && parses::<Ipv4Addr>(text, start, start + length) {
            spans.push(Span::new(start, start + length, Marker::Ip));
        }
    }
}

pub(super) fn ipv6(text: Text<'_>, spans: &mut Vec<Span>) {
    let in_run = |byte: &u8| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.');
    let mut done = 0;
    for colon in memchr::memchr_iter(b':', text.folded) {
        if colon < done {
            continue;
        }
        let left = text
            .folded
            .get(done..colon)
            .unwrap_or_default()
            .iter()
            .rev()
            .take_while(|byte| in_run(byte))
            .count();
        let start = colon - left;
        let length = text
            .folded
            .get(start..)
            .unwrap_or_default()
            .iter()
            .take_while(|byte| in_run(byte))
            .count();
        done = start + length;
        // `12:30:59.` is a time and `https:` a scheme: neither parses. A colon or dot at the end may belong to the sentence.
        for cut in 0..=2usize.min(length) {
            if (3..=45).contains(&(length - cut)) && parses::<Ipv6Addr>(text, start, done - cut) {
                spans.push(Span::new(start, done - cut, Marker::Ip));
                break;
            }
        }
    }
}

fn parses<T: std::str::FromStr>(text: Text<'_>, start: usize, end: usize) -> bool {
    text.text
        .get(start..end)
        .is_some_and(|text| text.parse::<T>().is_ok())
}
