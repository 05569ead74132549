//! Memory keeps no audit log: the real one is tested apart.

use async_trait::async_trait;
use ombud_server::app::Caller;
use ombud_server::http::ports::audit::{
    AuditFilter, AuditPosition, AuditUseCases, ExportFormat, LogPart,
};
use ombud_server::http::ports::{Listed, Page, UseCaseError};
use ombud_server::http::wire::audit as wire;

use super::memory::Memory;

type Answer<T> = Result<T, UseCaseError>;

#[async_trait]
impl AuditUseCases for Memory {
    async fn audit_entries(
        &self,
        _: &Caller,
        _: AuditFilter,
        page: Page<AuditPosition>,
    ) -> Answer<Listed<wire::AuditEntry, AuditPosition>> {
        // Looked at everything before the cursor, found nothing.
        Ok(Listed {
            entries: Vec::new(),
            next: page.after,
        })
    }

    async fn audit_export(&self, _: &Caller, _: AuditFilter, _: ExportFormat) -> Answer<Vec<u8>> {
        Ok(Vec::new())
    }

    async fn audit_verification(
        &self,
        _: &Caller,
        _: Option<&str>,
    ) -> Answer<wire::AuditVerification> {
        Ok(wire::AuditVerification {
            valid: true,
            records: 0,
            head: String::new(),
            extends: None,
            open: 0,
            index: None,
            problem: None,
        })
    }

    async fn audit_part(&self, _: &Caller, _: LogPart) -> Answer<Option<Vec<u8>>> {
        Ok(Some(Vec::new()))
    }
}
