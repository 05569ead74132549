//! `bench`.
use anyhow::{Result, bail};

pub(crate) fn run(_arguments: &[String]) -> Result<()> {
    bail!("not there yet")
}
