//! Notes, checkpoints and keys: what is accepted is written in the same way, and nothing unsigned is trusted.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ombud_tlog::{Checkpoint, KeyUse, LogSigner, Note, VerifierKey};

const PUBLIC: [u8; 32] = [
    0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07, 0x3a,
    0x0e, 0xe1, 0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07, 0x51, 0x1a,
];

fuzz_target!(|bytes: &[u8]| {
    if let Ok(note) = Note::read(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
        if let Ok(checkpoint) = Checkpoint::unverified(&note) {
            assert_eq!(checkpoint.to_string(), note.text());
        }
    }
    for key_use in [KeyUse::Log, KeyUse::Witness] {
        let key = VerifierKey::new("log.example.org", key_use, &PUBLIC).unwrap();
        assert!(Checkpoint::open(bytes, &key).is_err());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Ok(key) = text.parse::<VerifierKey>() {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        let _ = LogSigner::read(text);
    }
});
