//! Reading the audit log: search, export, verification, and the parts that others copy. Over HTTP each of these is on record itself.

use ombud_access::{Kind, Resource};
use ombud_model::{Operation, PersonId};
use ombud_tlog::export::{self, Row};
use ombud_tlog::{Filter, Logged, Order, Page as Found, ReadError, Reader};

use super::audit::Beside;
use super::{AppError, AuditState, Caller, Ombud};
use crate::requests::audit::{AuditFilter, AuditPosition, ExportFormat, LogPart};
use crate::requests::{Listed, Page};

/// Entries that are read at a time by an export.
const PAGE: u64 = 4_096;
/// The most entries that one page of a search looks at, so that a rare one does not cost a pass over the whole log.
const LOOKED_AT: u64 = 65_536;
/// Largest export over HTTP, in bytes.
const LARGEST_EXPORT: usize = 64 << 20;

/// Whose entries may be shown.
type Sees<'a> = &'a (dyn Fn(PersonId) -> bool + Sync);

/// An entry with the reason that lies beside it.
type WithReason = (Logged, Option<String>);

impl Ombud {
    /// Entries that match, the newest first, at most `limit`; with the reasons that are still there.
    pub async fn find_audit_entries(
        &self,
        filter: &Filter,
        limit: usize,
    ) -> Result<Vec<Row>, AppError> {
        let (mut rows, mut before) = (Vec::new(), None);
        while rows.len() < limit {
            let (page, next) = self
                .audit_page(filter, &|_| true, before, limit - rows.len())
                .await?;
            rows.extend(page);
            before = next;
            if before.is_none() {
                break;
            }
        }
        Ok(rows)
    }

    /// Passes every entry that matches, the oldest first.
    pub async fn write_audit(
        &self,
        filter: &Filter,
        each: impl FnMut(Row) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        self.write_audit_of(filter, &|_| true, each).await
    }

    /// Some of the entries before `before` that match, the newest first, and before which to go on.
    async fn audit_page(
        &self,
        filter: &Filter,
        sees: Sees<'_>,
        before: Option<u64>,
        limit: usize,
    ) -> Result<(Vec<Row>, Option<u64>), AppError> {
        let Some(reader) = self.audit.reader()? else {
            return Ok((Vec::new(), None));
        };
        let end = before.unwrap_or(u64::MAX).min(reader.head().size);
        let start = end.saturating_sub(LOOKED_AT);
        let filter = filter.clone();
        let read = move || {
            with_reasons(
                &reader,
                &reader.search(&filter, start..end, Order::NewestFirst, limit)?,
            )
        };
        let (found, rest) = blocking(read).await?;
        let next = rest.map(|rest| rest.end).or((start > 0).then_some(start));
        Ok((self.rows(found, sees).await?, next))
    }

    async fn write_audit_of(
        &self,
        filter: &Filter,
        sees: Sees<'_>,
        mut each: impl FnMut(Row) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        let Some(reader) = self.audit.reader()? else {
            return Ok(());
        };
        let mut start = 0;
        while start < reader.head().size {
            let end = start + PAGE;
            let (filter, reader) = (filter.clone(), reader.clone());
            let read = move || {
                with_reasons(
                    &reader,
                    &reader.search(&filter, start..end, Order::OldestFirst, PAGE as usize)?,
                )
            };
            let (found, _) = blocking(read).await?;
            self.rows(found, sees)
                .await?
                .into_iter()
                .try_for_each(&mut each)?;
            start = end;
        }
        Ok(())
    }

    /// As they are shown: under the pseudonyms of whom they concern, without persons who may not be seen, and without what concerns such
    /// persons only.
    async fn rows(&self, found: Vec<WithReason>, sees: Sees<'_>) -> Result<Vec<Row>, AppError> {
        let within = |(mut logged, reason): WithReason| {
            let is_about_nobody = logged.entry.subjects.is_empty();
            logged.entry.subjects = std::mem::take(&mut logged.entry.subjects).filtered(sees);
            (is_about_nobody || !logged.entry.subjects.is_empty()).then_some((logged, reason))
        };
        let seen: Vec<WithReason> = found.into_iter().filter_map(within).collect();
        let names = self
            .pseudonyms_of(
                seen.iter()
                    .flat_map(|(logged, _)| logged.entry.subjects.iter()),
            )
            .await?;
        let row = |(logged, reason): WithReason| {
            let persons: Vec<&str> = logged
                .entry
                .subjects
                .iter()
                .filter_map(|subject| names.get(&subject).map(String::as_str))
                .collect();
            let persons = (!persons.is_empty()).then(|| persons.join(","));
            Row::new(&logged, reason, persons)
        };
        Ok(seen.into_iter().map(row).collect())
    }

    /// `None` when it can match nothing. Who may not be seen is not looked for: an entry about them and somebody else would tell.
    async fn filter_of(
        &self,
        wanted: AuditFilter,
        sees: Sees<'_>,
    ) -> Result<Option<Filter>, AppError> {
        let AuditFilter {
            operations,
            person,
            since,
            until,
        } = wanted;
        let subject = match person {
            None => None,
            Some(pseudonym) => match self.store.records().person_by_pseudonym(&pseudonym).await? {
                Some(person) if sees(person) => Some(person),
                _ => return Ok(None),
            },
        };
        Ok(Some(Filter {
            from: since,
            until,
            operations,
            subject,
            ..Filter::default()
        }))
    }

    async fn write_export(
        &self,
        wanted: AuditFilter,
        format: ExportFormat,
        sees: Sees<'_>,
    ) -> Result<Vec<u8>, AppError> {
        let mut out = Vec::new();
        if format == ExportFormat::Csv {
            export::write_csv_header(&mut out).map_err(AppError::internal)?;
        }
        let Some(filter) = self.filter_of(wanted, sees).await? else {
            return Ok(out);
        };
        let each = |row: Row| {
            let written = match format {
                ExportFormat::Csv => export::write_csv_row(&mut out, &row),
                ExportFormat::Json => export::write_json_line(&mut out, &row),
            };
            written.map_err(AppError::internal)?;
            match out.len() <= LARGEST_EXPORT {
                true => Ok(()),
                false => Err(AppError::Invalid(format!(
                    "the export has more than {} MiB: narrow it with `since` and `until`, or use `ombud audit export`",
                    LARGEST_EXPORT >> 20
                ))),
            }
        };
        self.write_audit_of(&filter, sees, each).await?;
        Ok(out)
    }

    async fn log_part(&self, part: LogPart) -> Result<Option<Vec<u8>>, AppError> {
        match part {
            LogPart::Key => Ok(Some(format!("{}\n", self.audit.key()).into_bytes())),
            LogPart::Checkpoint => self.audit.head(),
            LogPart::Witnessed => self.audit.file(super::audit::WITNESSED),
            LogPart::Piece(path) => {
                let Some(reader) = self.audit.reader()? else {
                    return Ok(None);
                };
                blocking(move || reader.piece(&path)).await
            }
        }
    }
}

fn with_reasons(
    reader: &Reader,
    page: &Found,
) -> Result<(Vec<WithReason>, Option<std::ops::Range<u64>>), ReadError> {
    let reason = |logged: &Logged| {
        let beside = match logged.entry.commitment {
            Some(_) => reader.sidecar(logged.sequence)?,
            None => None,
        };
        let beside =
            beside.and_then(|beside| serde_json::from_slice::<Beside>(beside.payload()).ok());
        Ok((logged.clone(), beside.and_then(|beside| beside.reason)))
    };
    let found = page
        .entries
        .iter()
        .map(reason)
        .collect::<Result<_, ReadError>>()?;
    Ok((found, page.rest.clone()))
}

async fn blocking<T: Send + 'static>(
    read: impl FnOnce() -> Result<T, ReadError> + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(read)
        .await
        .map_err(AppError::internal)?
        .map_err(AppError::internal)
}

fn log() -> Resource {
    Resource::list(Kind::AuditLog)
}

impl Ombud {
    /// Entries that match, the newest first. A page may hold fewer than asked for, and more may follow.
    pub async fn list_audit_entries(
        &self,
        caller: &Caller,
        filter: AuditFilter,
        page: Page<AuditPosition>,
    ) -> Result<Listed<Row, AuditPosition>, AppError> {
        let before = page.after.map(|AuditPosition(before)| before);
        let found = self.authorize(
            caller,
            Operation::SearchAudit,
            log(),
            async |permit, underway| {
                let governance = self.governance();
                let reaches = |person| permit.reaches(caller, &governance, person);
                let sees = underway.concerned().noting(reaches);
                let Some(filter) = self.filter_of(filter, &sees).await? else {
                    return Ok((Vec::new(), None));
                };
                self.audit_page(&filter, &sees, before, page.limit).await
            },
        );
        let (rows, next): (Vec<Row>, _) = found.await.map_err(|error: AppError| error)?;
        Ok(Listed {
            entries: rows,
            next: next.map(AuditPosition),
        })
    }

    /// All entries that match, the oldest first, as one document of bounded size.
    pub async fn export_audit(
        &self,
        caller: &Caller,
        filter: AuditFilter,
        format: ExportFormat,
    ) -> Result<Vec<u8>, AppError> {
        let written = self.authorize(
            caller,
            Operation::ExportAudit,
            log(),
            async |permit, underway| {
                let governance = self.governance();
                let reaches = |person| permit.reaches(caller, &governance, person);
                let sees = underway.concerned().noting(reaches);
                self.write_export(filter, format, &sees).await
            },
        );
        written.await
    }

    /// Recomputes the whole log; `from` is an older head that was kept elsewhere.
    pub async fn verify_audit(
        &self,
        caller: &Caller,
        from: Option<&str>,
    ) -> Result<AuditState, AppError> {
        let from = from.map(str::as_bytes);
        let state = self.authorize(caller, Operation::VerifyAudit, log(), async |_, _| {
            self.check_audit(from, None).await
        });
        state.await
    }

    /// A part of the log; `None` when it has no such part.
    pub async fn show_audit_part(
        &self,
        caller: &Caller,
        part: LogPart,
    ) -> Result<Option<Vec<u8>>, AppError> {
        let found = self.authorize(caller, Operation::VerifyAudit, log(), async |_, _| {
            self.log_part(part).await
        });
        found.await
    }
}
