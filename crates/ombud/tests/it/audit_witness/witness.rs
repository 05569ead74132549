//! A running witness.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStderr};

use crate::common::{World, text};
use crate::web::{Answer, send};

/// A running `ombud witness`.
pub(super) struct Witness {
    pub(super) child: Child,
    pub(super) address: String,
    pub(super) key: String,
    /// Kept open, so that it can go on saying things.
    _log: ChildStderr,
}

impl Witness {
    /// With the directory `dir` of the world, for the log of `key`, listening on `address`.
    pub(super) fn start(world: &World, dir: &str, log_key: &str, address: &str) -> Self {
        let dir = text(&world.path(dir));
        // A data directory that it would have to make, if it looked at one.
        let args = [
            "witness",
            "--dir",
            &dir,
            "--log-key",
            log_key,
            "--listen",
            address,
            "--data",
            "/nowhere/at/all",
        ];
        let mut child = world.command(&args).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut said = |start: &str| {
            let line = lines
                .next()
                .unwrap_or_else(|| panic!("no `{start}`"))
                .unwrap();
            line.strip_prefix(start)
                .unwrap_or_else(|| panic!("{line}"))
                .to_owned()
        };
        let (address, key) = (said("listening on http://"), said("countersigning as "));
        let log = child.stderr.take().unwrap();
        Self {
            child,
            address,
            key,
            _log: log,
        }
    }

    pub(super) fn submit(&self, body: &str) -> Answer {
        send(
            &self.address,
            "POST",
            "/add-checkpoint",
            &[],
            body.as_bytes(),
        )
        .unwrap()
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        // Gone already where a test ended it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
