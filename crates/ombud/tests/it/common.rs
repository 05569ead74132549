//! Running the built program over a data directory of its own.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use ombud_connect::reader::read_limited;
use serde_json::Value;
use tempfile::TempDir;

/// More than any command prints here.
const MOST: u64 = 256 << 20;

/// What a command left behind.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A data directory and the files around it.
pub(crate) struct World {
    folder: TempDir,
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    /// One with all four policies, named like their templates.
    pub(crate) fn with_policies() -> Self {
        let world = Self::new();
        world.create_policies();
        world
    }

    pub(crate) fn create_policies(&self) {
        for template in TEMPLATES {
            self.ok(&[
                "policy",
                "create",
                "--template",
                template,
                "--name",
                template,
            ]);
        }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        text(&path)
    }

    /// The program with these arguments, not started yet.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ombud"));
        for variable in [
            "OMBUD_DATA",
            "OMBUD_MASTER_KEY",
            "OMBUD_MASTER_KEY_FILE",
            "OMBUD_ADMIN_TOKEN_FILE",
            "OMBUD_WITNESSES_FILE",
            "OMBUD_LOG",
            "LOGNAME",
        ] {
            command.env_remove(variable);
        }
        command
            .env("USER", "tester")
            .env("RUST_BACKTRACE", "0")
            .arg("--data")
            .arg(self.data())
            .args(args);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs to the end. Whatever it was asked, it must not panic.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        finish(self.command(args).spawn().unwrap(), args)
    }

    pub(crate) fn run_with_input(&self, args: &[&str], input: &[u8]) -> Run {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        std::thread::scope(|scope| {
            // A program that does not read its input to the end is no failure of the writer.
            scope.spawn(move || stdin.write_all(input).is_ok());
            finish(child, args)
        })
    }

    /// Runs, must succeed; what it printed.
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!(run.code, Some(0), "ombud {args:?}: {}{}", run.out, run.err);
        run.out
    }

    /// Runs with `--json`, must succeed; the document it printed.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        json(&self.ok(&[args, &["--json"]].concat()))
    }

    /// Runs, must end with that exit code and say why in one line; what it said.
    pub(crate) fn fails(&self, code: i32, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!(
            run.code,
            Some(code),
            "ombud {args:?}: {}{}",
            run.out,
            run.err
        );
        assert!(
            run.err.starts_with("ombud: ") || code == 2,
            "ombud {args:?}: {}",
            run.err
        );
        assert!(
            !run.err.contains("internal error"),
            "ombud {args:?}: {}",
            run.err
        );
        run.err
    }

    pub(crate) fn ingest(&self, source: &str, path: &str) -> Counts {
        Counts::of(&self.json(&["ingest", source, path]))
    }

    /// Assesses everybody who waits for it. A server that was killed may have left some.
    pub(crate) fn assess(&self) {
        self.ok(&["ingest", "m365", &self.write("empty", "")]);
    }

    /// What a replay says; it must be equal to what is stored.
    pub(crate) fn replay(&self) -> Value {
        let report = self.json(&["replay"]);
        assert_eq!(report["equal_to_stored"], true, "{report}");
        report
    }

    /// Rows of history, as `doctor` counts them.
    pub(crate) fn history_rows(&self) -> u64 {
        let findings = json(&self.run(&["doctor", "--json"]).out);
        let found = findings
            .as_array()
            .unwrap()
            .iter()
            .find(|finding| finding["what"] == "history")
            .unwrap();
        found["text"]
            .as_str()
            .unwrap()
            .split(' ')
            .next()
            .unwrap()
            .parse()
            .unwrap()
    }

    /// What was read from a source so far.
    pub(crate) fn totals(&self, source: &str) -> Counts {
        let sources = self.json(&["sources", "list"]);
        Counts::of(
            sources
                .as_array()
                .unwrap()
                .iter()
                .find(|one| one["source"] == source)
                .unwrap(),
        )
    }

    /// Everything about all alerts that does not depend on the installation, with names.
    pub(crate) fn alerts(&self) -> Vec<String> {
        let alerts = self.json(&["alerts", "list", "--reveal", "comparing two installations"]);
        let mut lines: Vec<String> = alerts.as_array().unwrap().iter().map(line).collect();
        lines.sort();
        lines
    }
}

/// One alert without what is drawn at random.
fn line(alert: &Value) -> String {
    let keys = [
        "user",
        "policy",
        "severity",
        "score",
        "first_activity",
        "last_activity",
        "status",
        "insights",
    ];
    // A name is kept in the letters in which it came first.
    keys.map(|key| alert[key].to_string().to_lowercase())
        .join(" ")
}

pub(crate) const TEMPLATES: [&str; 4] = [
    "data-leaks",
    "data-leaks-risky-users",
    "data-theft-departing-users",
    "security-policy-violations",
];

/// Waits for the end and looks for panics.
pub(crate) fn finish(child: Child, args: &[&str]) -> Run {
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let run = Run {
        code: output.status.code(),
        out: text(output.stdout),
        err: text(output.stderr),
    };
    assert!(!run.err.contains("panicked"), "ombud {args:?}: {}", run.err);
    assert_ne!(run.code, Some(101), "ombud {args:?}: {}", run.err);
    run
}

/// What became of the records of an input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Counts {
    pub(crate) read: u64,
    pub(crate) accepted: u64,
    pub(crate) duplicates: u64,
    pub(crate) rejected: u64,
}

impl Counts {
    pub(crate) const fn new(accepted: u64, duplicates: u64, rejected: u64) -> Self {
        Self {
            read: accepted + duplicates + rejected,
            accepted,
            duplicates,
            rejected,
        }
    }

    /// The counts in a report; they must add up.
    pub(crate) fn of(report: &Value) -> Self {
        let count = |name: &str| {
            report[name]
                .as_u64()
                .unwrap_or_else(|| panic!("no `{name}` in {report}"))
        };
        let counts = Self {
            read: count("read"),
            accepted: count("accepted"),
            duplicates: count("duplicates"),
            rejected: count("rejected"),
        };
        assert_eq!(
            counts,
            Self::new(counts.accepted, counts.duplicates, counts.rejected),
            "{report}"
        );
        counts
    }
}

pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

pub(crate) fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

pub(crate) fn read(path: &Path) -> String {
    read_limited(File::open(path).unwrap(), MOST).unwrap()
}

/// A folder outside of the repository that may be absent, which is then said aloud.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../../shared", name]
        .iter()
        .collect();
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} absent", path.display());
    None
}

/// The keys and types of an object, such as `id:text score:count`; a count is a whole number that is not negative.
pub(crate) fn shape(value: &Value) -> String {
    let kind = |value: &Value| match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_u64() => "count",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    };
    let object = value
        .as_object()
        .unwrap_or_else(|| panic!("no object: {value}"));
    let mut fields: Vec<String> = object
        .iter()
        .map(|(key, value)| format!("{key}:{}", kind(value)))
        .collect();
    fields.sort();
    fields.join(" ")
}

/// The fields in the order in which [`shape`] gives them.
pub(crate) fn fields(text: &str) -> String {
    let mut fields: Vec<&str> = text.split_whitespace().collect();
    fields.sort_unstable();
    fields.join(" ")
}

/// Every file below a directory.
pub(crate) fn files(dir: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found)
        } else {
            found.push(path)
        }
    }
}
