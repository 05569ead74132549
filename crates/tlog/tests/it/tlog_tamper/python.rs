//! The verifier in Python: how it is run and what it says.

use std::path::Path;
use std::process::Command;

use crate::tlog_support::Files;

/// The verifier in Python, where there is one to run it.
pub(super) fn python() -> Option<Command> {
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("skipped: there is no python3 on this machine");
        return None;
    }
    let mut script = Command::new("python3");
    script.arg(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tools/verify_audit.py"
    ));
    Some(script)
}

/// The lines that it prints, with this exit status.
pub(super) fn said(mut script: Command, status: i32) -> Vec<String> {
    let output = script.output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(status),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}

/// Writes a log into a folder of the file system.
pub(super) fn put(files: &Files, folder: &Path) {
    for (path, bytes) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}
