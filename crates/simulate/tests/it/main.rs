//! The simulated organisation seen from outside: repeatable, well-formed, and true to its labels.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod files;
mod labels;
mod lifelike;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use ombud_simulate::{Options, Summary, simulate};
use serde_json::Value;
use tempfile::TempDir;

struct World {
    folder: TempDir,
    summary: Summary,
}

impl World {
    fn new(options: &Options) -> Self {
        let folder = TempDir::new().unwrap();
        let summary = simulate(options, folder.path()).unwrap();
        Self { folder, summary }
    }

    /// 120 persons over 40 days that hold the end of a quarter. Made once.
    fn small() -> &'static Self {
        static SMALL: LazyLock<World> = LazyLock::new(|| {
            World::new(&Options {
                persons: 120,
                days: 40,
                seed: 3,
                incidents: 1,
                start: "2026-09-01".parse().unwrap(),
                ..Options::default()
            })
        });
        &SMALL
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path().join(name)).unwrap()
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    fn records(&self) -> Vec<Value> {
        self.text("audit.ndjson")
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// How often each user did each operation, by day.
    fn counts(&self) -> BTreeMap<(String, String, String), u32> {
        let mut counts = BTreeMap::new();
        for record in self.records() {
            let text = |field: &str| record[field].as_str().unwrap().to_owned();
            let user = text("UserId").to_lowercase();
            *counts
                .entry((
                    user,
                    text("Operation"),
                    text("CreationTime").chars().take(10).collect(),
                ))
                .or_default() += 1;
        }
        counts
    }
}
