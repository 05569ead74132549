//! What is there, what is missing, and what to do about it.

use std::collections::BTreeMap;

use ombud_identity::unmask::{Intent, Reveal, RevealOutcome, reconcile};
use ombud_model::Operation;
use ombud_tlog::{Ending, Phase};
use serde::Serialize;

use super::{AppError, Ombud};

/// One thing examined.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Finding {
    pub what: &'static str,
    pub ok: bool,
    /// The state, or what to do.
    pub text: String,
}

fn finding(what: &'static str, ok: bool, text: impl Into<String>) -> Finding {
    Finding {
        what,
        ok,
        text: text.into(),
    }
}

impl Ombud {
    /// Whether the vault's own count of names shown and the audit log agree; else what is wrong.
    async fn reconciled(&self) -> Result<String, String> {
        let said = |error: AppError| error.to_string();
        let released = self.released().await.map_err(said)?;
        let entries = self.reveals().map_err(said)?;
        let found = reconcile(released, &entries).map_err(|mismatch| mismatch.to_string())?;
        Ok(match found.open {
            0 => format!("{}, as many as the audit log says", found.shown),
            open => format!(
                "{}; look at {open} entries of the audit log that have no certain outcome",
                found.shown
            ),
        })
    }

    /// Every announced look at a name, with what became of it.
    pub(super) fn reveals(&self) -> Result<Vec<Reveal>, AppError> {
        let Some(reader) = self.audit.reader()? else {
            return Ok(Vec::new());
        };
        let mut reveals: BTreeMap<u64, RevealOutcome> = BTreeMap::new();
        let each = reader.each(0..reader.head().size, |logged| {
            if logged.entry.operation != Operation::RevealPerson {
                return;
            }
            match logged.entry.phase {
                Phase::Intent => {
                    reveals.insert(logged.sequence, RevealOutcome::Open);
                }
                Phase::Shown { .. } => {}
                Phase::Outcome { intent, ending } => {
                    let outcome = match ending {
                        Ending::Done => RevealOutcome::Shown,
                        Ending::Refused => RevealOutcome::NotShown,
                        // It may have failed after the count was raised.
                        _ => RevealOutcome::Open,
                    };
                    reveals.insert(intent, outcome);
                }
            }
        });
        each.map_err(AppError::internal)?;
        Ok(reveals
            .into_iter()
            .map(|(intent, outcome)| Reveal {
                intent: Intent(intent),
                outcome,
            })
            .collect())
    }

    /// Looks at data, key, sources, policies and audit log. Reads only.
    pub async fn examine(&self) -> Result<Vec<Finding>, AppError> {
        let mut findings = self.examine_installation().await?;
        findings.extend(self.examine_audit().await?);
        Ok(findings)
    }

    /// As [`Ombud::examine`], without the audit log, which takes as long as the log is.
    pub(super) async fn examine_installation(&self) -> Result<Vec<Finding>, AppError> {
        let records = self.store.records();
        let mut findings = vec![
            self.examine_history().await?,
            finding(
                "persons",
                true,
                format!("{} persons", records.person_count().await?),
            ),
            self.examine_master_key(),
            self.examine_rejects().await?,
            self.examine_sources().await?,
        ];
        let rules = self.rules();
        let enabled = rules.enabled().count();
        findings.push(finding(
            "policies",
            enabled > 0,
            match enabled {
                0 => "no policy is enabled: see `ombud policy templates` and `ombud policy create`"
                    .to_owned(),
                n => format!("{n} enabled"),
            },
        ));
        let waiting = !records.next_dirty(1).await?.persons.is_empty();
        findings.push(finding(
            "assessments",
            !waiting,
            match waiting {
                true => "persons wait to be assessed: start `ombud serve` or ingest anything",
                false => "up to date",
            },
        ));
        findings.push(self.examine_two_persons());
        Ok(findings)
    }

    /// Whether what takes two takes two, and who is missing.
    fn examine_two_persons(&self) -> Finding {
        let governance = self.governance();
        let lacking = governance.two_persons.lacking();
        let ok = lacking.is_none() || !governance.two_persons.in_force();
        let text = lacking.unwrap_or_else(|| {
            "one administrator alone resets nobody who decides or reveals".to_owned()
        });
        finding("two persons", ok, text)
    }

    async fn examine_history(&self) -> Result<Finding, AppError> {
        let segments = self.store.records().segments().await?;
        let bytes: u64 = segments.iter().map(|segment| segment.bytes).sum();
        let rows: u64 = segments.iter().map(|segment| segment.rows).sum();
        Ok(finding(
            "history",
            true,
            format!(
                "{rows} activities in {} segments, {} KiB",
                segments.len(),
                bytes >> 10
            ),
        ))
    }

    fn examine_master_key(&self) -> Finding {
        let inside = self.store.dir().join("keys").join("master.key").is_file();
        finding(
            "master key",
            true,
            match inside {
                true => {
                    "fits the data; it lies inside the data directory: whoever copies the directory has it too, so move it and use --master-key; keep a copy of it off this machine"
                }
                false => {
                    "fits the data and lies outside of the data directory; keep a copy of it off this machine"
                }
            },
        )
    }

    async fn examine_rejects(&self) -> Result<Finding, AppError> {
        let rejected: u64 = self
            .store
            .records()
            .reject_summary()
            .await?
            .iter()
            .map(|summary| summary.count)
            .sum();
        Ok(finding(
            "rejects",
            true,
            match rejected {
                0 => "none".to_owned(),
                n => format!(
                    "{n} records wait: see `ombud rejects list`, mend the cause, then `ombud rejects retry`"
                ),
            },
        ))
    }

    async fn examine_sources(&self) -> Result<Finding, AppError> {
        let accepted: u64 = self
            .store
            .records()
            .source_stats()
            .await?
            .iter()
            .map(|stats| stats.accepted)
            .sum();
        Ok(finding(
            "sources",
            accepted > 0,
            match accepted {
                0 => "nothing has been accepted yet: see `ombud ingest --help`".to_owned(),
                n => format!("{n} records accepted"),
            },
        ))
    }

    /// Whether the audit log holds, whether it says as many names were shown as the vault has counted, and how far it is countersigned.
    async fn examine_audit(&self) -> Result<[Finding; 3], AppError> {
        let audit = self.check_audit(None, None).await?;
        let said = audit
            .problem
            .unwrap_or_else(|| format!("{} records, unbroken", audit.records));
        let shown = match self.reconciled().await {
            Ok(text) => finding("names shown", true, text),
            Err(text) => finding("names shown", false, text),
        };
        let witnesses = match self.witness_standing().await? {
            Some(standing) => finding("witnesses", !standing.late, standing.text),
            None => finding(
                "witnesses",
                true,
                "none: an older copy of everything could be put back unnoticed; see `ombud witness`",
            ),
        };
        Ok([finding("audit log", audit.valid, said), shown, witnesses])
    }
}
