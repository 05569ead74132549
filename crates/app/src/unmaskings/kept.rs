//! What is kept of unmaskings and of the reasons given for them, and how it goes.

use ombud_guard::retention::{Kind as RetentionKind, Lot, Part};
use ombud_identity::unmask::Unmasking;
use ombud_model::{CaseId, PersonId, Timestamp, UnmaskingId};
use ombud_store::records::DocumentChange;

use super::shown::ended_at;
use super::{SealedJustification, Vouched};
use crate::documents::{self, StoredDocument};
use crate::retention::{lot, part};
use crate::{AppError, Ombud};

impl Ombud {
    /// Unmaskings that are over.
    pub(crate) async fn unmasking_lots(&self) -> Result<Vec<Lot>, AppError> {
        let now = self.clock.now();
        let all = documents::all::<Vouched>(self.store.records()).await?;
        let over = all.into_iter().filter_map(|read| {
            ended_at(&read.value.unmasking, now).map(|at| (read.value.unmasking, at))
        });
        let lot = |(unmasking, at): (Unmasking, Timestamp)| {
            let part = Part {
                case: Some(unmasking.case()),
                ..part(Some(unmasking.person()), 1)
            };
            lot(
                RetentionKind::Unmaskings,
                unmasking.id().to_string(),
                (unmasking.requested_at(), at),
                vec![part],
            )
        };
        Ok(over.map(lot).collect())
    }

    /// Requests to unmask a person, whatever became of them.
    pub(crate) async fn unmaskings_about(&self, person: PersonId) -> Result<u64, AppError> {
        Ok(
            documents::of::<Vouched>(self.store.records(), &person.to_string())
                .await?
                .len() as u64,
        )
    }

    /// Whether the person's name was asked for in the case.
    pub(crate) async fn has_unmasking_in(
        &self,
        case: CaseId,
        person: PersonId,
    ) -> Result<bool, AppError> {
        let about = documents::of::<Vouched>(self.store.records(), &person.to_string()).await?;
        Ok(about.iter().any(|read| read.value.unmasking.case() == case))
    }

    pub(crate) async fn justifications_about(&self, person: PersonId) -> Result<u64, AppError> {
        Ok(
            documents::of::<SealedJustification>(self.store.records(), &person.to_string())
                .await?
                .len() as u64,
        )
    }

    /// Deletes what was written to have a person's name shown; how many texts there were.
    pub(crate) async fn clear_justifications(&self, person: PersonId) -> Result<u64, AppError> {
        let sealed =
            documents::of::<SealedJustification>(self.store.records(), &person.to_string()).await?;
        let gone = sealed
            .iter()
            .map(|read| documents::gone::<SealedJustification>(read.value.id()));
        documents::commit(self.store.records(), gone.collect()).await?;
        Ok(sealed.len() as u64)
    }
}

/// The end of an unmasking, and of the reason that was given for it.
pub(crate) fn deleted(unmasking: UnmaskingId) -> [DocumentChange; 2] {
    [
        documents::gone::<Vouched>(unmasking.to_string()),
        documents::gone::<SealedJustification>(unmasking.to_string()),
    ]
}
