//! Settings of detection. A change is recorded, then everything that depends on it is recomputed from history.

use std::sync::atomic::Ordering;

use ombud_access::Resource;
use ombud_connect::yaml::from_yaml;
use ombud_detect::Recogniser;
use ombud_model::Operation;
use ombud_model::settings::Settings;
use ombud_store::records::{MarkDirty, Rebuilt};

use super::agreed::{
    COMPUTED_CORRECTIONS, COMPUTED_UNDER, OTHER_SETTINGS, basis, corrected_records,
};
use super::assess::AssessTally;
use super::{AppError, Caller, Ombud};

impl Ombud {
    pub fn settings(&self) -> Settings {
        self.rules().settings.clone()
    }

    /// The settings as YAML.
    pub fn format_settings(&self) -> Result<String, AppError> {
        serde_norway::to_string(&self.rules().settings).map_err(AppError::internal)
    }

    /// Replaces the settings and recomputes insights, assessments and alerts.
    pub async fn apply_settings(&self, caller: &Caller, text: &str) -> Result<(), AppError> {
        let settings = from_yaml(text)
            .map_err(|error| AppError::Invalid(format!("the settings file: {error}")))?;
        self.change_settings(caller, settings).await
    }

    /// Replaces the settings; everything that depends on them is recomputed when this returns.
    pub async fn change_settings(
        &self,
        caller: &Caller,
        settings: Settings,
    ) -> Result<(), AppError> {
        self.authorize(
            caller,
            Operation::ChangeSettings,
            Resource::settings(),
            async |_, _| {
                Recogniser::new(&self.content, &settings)
                    .map_err(|error| AppError::Invalid(format!("the settings: {error}")))?;
                // Nothing may be taken in under the old rules while everything is recomputed under the new ones.
                let _pushing = self.pushing.lock().await;
                let records = self.store.records();
                records
                    .transaction(async |work| {
                        work.put_settings(&settings).await?;
                        work.put_value(COMPUTED_UNDER, OTHER_SETTINGS).await
                    })
                    .await?;
                // Until everything is recomputed, what is stored counts for nothing; a program that breaks off here recomputes later.
                self.take_basis(OTHER_SETTINGS.to_owned());
                self.reload().await?;
                self.rebuild().await
            },
        )
        .await
    }

    /// Recomputes everything that is derived from history.
    pub(super) async fn rebuild(&self) -> Result<(), AppError> {
        self.rebuild_and_tell().await.map(|_| ())
    }

    /// As [`Ombud::rebuild`]; says what became of alerts.
    pub(super) async fn rebuild_and_tell(&self) -> Result<AssessTally, AppError> {
        let rules = self.rules();
        let recomputed = self.recompute(&rules, true).await?;
        let org_days = recomputed.org_days();
        let first_days = recomputed.first_days.into_iter().collect();
        let rebuilt = Rebuilt {
            insights: recomputed.packed,
            first_days,
            org_days,
        };
        let basis = basis(&rules.agreed);
        let records = self.store.records();
        let (corrected, _) = corrected_records(records).await?;
        records
            .transaction(async |work| {
                work.replace_insights(rebuilt).await?;
                work.put_value(COMPUTED_UNDER, &basis).await?;
                work.put_value(COMPUTED_CORRECTIONS, &corrected.to_string())
                    .await?;
                work.mark_dirty(MarkDirty::Everybody).await
            })
            .await?;
        self.take_basis(basis);
        self.ingest_state.corrected.store(false, Ordering::SeqCst);
        self.ingest_state.first_days.lock().clear();
        let tally = self.assess_pending().await?;
        self.rewatch().await?;
        Ok(tally)
    }
}
