//! The plan for reviewing: how many alerts a week the organisation means to look at, so that the overview can say when there are more.

use ombud_access::Resource;
use ombud_model::Operation;

use super::{AppError, Caller, Ombud};

/// Under this key lies the number.
const PLANNED: &str = "planned-alerts-a-week";
/// The most that can be planned.
const MOST: u32 = 100_000;

impl Ombud {
    /// Alerts a week, if somebody has planned.
    pub async fn show_review_plan(&self, caller: &Caller) -> Result<Option<u32>, AppError> {
        let operation = Operation::ReadSettings;
        self.authorize(caller, operation, Resource::settings(), async |_, _| {
            self.planned_alerts().await
        })
        .await
    }

    /// Plans so many alerts a week: 1 to 100,000, or `None` for no plan.
    pub async fn change_review_plan(
        &self,
        caller: &Caller,
        alerts_a_week: Option<u32>,
    ) -> Result<(), AppError> {
        let operation = Operation::ChangeSettings;
        self.authorize(caller, operation, Resource::settings(), async |_, _| {
            if alerts_a_week.is_some_and(|count| !(1..=MOST).contains(&count)) {
                return Err(AppError::Invalid(format!(
                    "plan 1 to {MOST} alerts a week, or none"
                )));
            }
            let text = alerts_a_week.unwrap_or_default().to_string();
            let records = self.store.records();
            records
                .transaction(async |work| work.put_value(PLANNED, &text).await)
                .await?;
            Ok(())
        })
        .await
    }

    pub(super) async fn planned_alerts(&self) -> Result<Option<u32>, AppError> {
        let text = self.store.records().value(PLANNED).await?;
        let count = text.map(|text| text.parse::<u32>().map_err(AppError::internal));
        Ok(count.transpose()?.filter(|count| *count > 0))
    }
}
