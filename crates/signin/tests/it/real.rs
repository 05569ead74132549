//! Starts the real provider: the Node package in `tests/provider`, installed once into the target directory. The program's own tests use
//! this file too.

use std::fs::File;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running provider. Ends with the test.
pub(crate) struct Real {
    process: Child,
    /// Kept open: a program whose output nobody takes ends.
    output: Lines<BufReader<ChildStdout>>,
    pub(crate) issuer: String,
}

impl Real {
    /// Puts somebody into these groups and no others.
    pub(crate) fn set_groups(&mut self, name: &str, groups: &[&str]) {
        let line = format!("{name} {}\n", groups.join(" "));
        self.process
            .stdin
            .as_mut()
            .unwrap()
            .write_all(line.replace(" \n", "\n").as_bytes())
            .unwrap();
        let done = format!("changed {name}");
        // It says other things as well.
        assert!(
            self.output
                .by_ref()
                .map_while(Result::ok)
                .any(|line| line == done)
        );
    }
}

impl Drop for Real {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What the provider is like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Claims at the userinfo endpoint, the client's secret in a header, RSA signatures.
    Usual,
    /// Claims in the token, the client's secret in the body, elliptic signatures.
    Other,
}

/// The provider, which sends people back to `redirect`; or nothing when Node is not on this machine.
pub(crate) fn start(sort: Sort, redirect: &str) -> Option<Real> {
    start_at(0, sort, redirect)
}

/// The same at this port, or at any that is free.
pub(crate) fn start_at(port: u16, sort: Sort, redirect: &str) -> Option<Real> {
    if !works("node") || !works("npm") {
        eprintln!("SKIPPED: node or npm is not installed");
        return None;
    }
    let folder = install();
    let mut command = Command::new("node");
    command
        .arg("provider.mjs")
        .arg(redirect)
        .arg(port.to_string())
        .current_dir(folder);
    if sort == Sort::Other {
        command.arg("other");
    }
    let mut process = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(process.stdout.take().unwrap()).lines();
    let issuer = output
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix("ready ").map(str::to_owned));
    Some(Real {
        process,
        output,
        issuer: issuer.unwrap_or_else(|| panic!("the provider ended before it was ready")),
    })
}

fn works(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Puts a file there in one step, and only where it is not there yet: a provider that is starting may be reading it.
fn place(from: &Path, to: &Path) {
    let wanted = std::fs::read(from).unwrap();
    if std::fs::read(to).ok().as_ref() != Some(&wanted) {
        let new = to.with_extension("new");
        std::fs::write(&new, wanted).unwrap();
        std::fs::rename(new, to).unwrap();
    }
}

/// Installs what the lock file names, once for all tests: they run at the same time.
fn install() -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../signin/tests/provider");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("provider");
    std::fs::create_dir_all(&folder).unwrap();
    let lock = File::create(folder.join("lock")).unwrap();
    lock.lock().unwrap();
    let wanted = std::fs::read(source.join("package-lock.json")).unwrap();
    for file in [
        "package.json",
        "package-lock.json",
        ".npmrc",
        "provider.mjs",
    ] {
        place(&source.join(file), &folder.join(file));
    }
    let done = folder.join("installed");
    if std::fs::read(&done).ok().as_ref() != Some(&wanted) {
        let output = Command::new("npm")
            .args(["ci", "--ignore-scripts"])
            .current_dir(&folder)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "npm ci failed: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        std::fs::write(&done, wanted).unwrap();
    }
    folder
}
