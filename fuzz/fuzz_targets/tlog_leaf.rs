//! Entry bundles and the leaves in them: every entry has one spelling.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ombud_tlog::{Logged, MAX_LEAF, unframe};

fn leaf(bytes: &[u8]) {
    if let Ok(logged) = Logged::decode(bytes) {
        assert_eq!(logged.entry.encode(logged.sequence), bytes);
    }
}

fuzz_target!(|bytes: &[u8]| {
    leaf(bytes);
    let mut rest = bytes;
    while let Some((entry, after)) = unframe(rest) {
        assert!(entry.len() <= MAX_LEAF && after.len() < rest.len());
        leaf(entry);
        rest = after;
    }
});
