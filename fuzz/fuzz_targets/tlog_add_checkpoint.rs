//! What a witness is sent, and what it answers: what is accepted is written in the same way.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ombud_tlog::{AddCheckpoint, read_answer, read_conflict};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = AddCheckpoint::read(bytes) {
        assert_eq!(request.to_string().as_bytes(), bytes);
    }
    if let Ok(signatures) = read_answer(bytes) {
        let text: String = signatures
            .iter()
            .map(|signature| format!("{signature}\n"))
            .collect();
        assert_eq!(text.as_bytes(), bytes);
    }
    if let Some(size) = read_conflict(bytes) {
        assert_eq!(format!("{size}\n").as_bytes(), bytes);
    }
});
