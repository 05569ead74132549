//! What is kept of requests about persons and of the reasons given for them, and how it goes.

use ombud_guard::retention::{Kind as RetentionKind, Lot};
use ombud_model::{PersonId, PersonRequestId};
use ombud_store::records::DocumentChange;

use super::{SealedReason, Vouched};
use crate::documents::{self, StoredDocument};
use crate::retention::{lot, part};
use crate::{AppError, Ombud};

impl Ombud {
    /// Requests about persons that are over.
    pub(crate) async fn person_request_lots(&self) -> Result<Vec<Lot>, AppError> {
        let now = self.clock.now();
        let all = documents::all::<Vouched>(self.store.records()).await?;
        let over = all.into_iter().filter_map(|read| {
            let request = read.value.request;
            let at = request.state_at(now).ended_at()?;
            Some(lot(
                RetentionKind::UserReports,
                request.id().to_string(),
                (request.at(), at),
                vec![part(Some(request.person()), 1)],
            ))
        });
        Ok(over.collect())
    }

    /// Requests about a person, whatever became of them, and reasons that were given for them.
    pub(crate) async fn person_requests_about(&self, person: PersonId) -> Result<u64, AppError> {
        Ok(self.about(person).await?.len() as u64)
    }

    /// Deletes what was asked about a person, and why; how many texts there were.
    pub(crate) async fn clear_person_requests(&self, person: PersonId) -> Result<u64, AppError> {
        let (records, owner) = (self.store.records(), person.to_string());
        let requests = documents::of::<Vouched>(records, &owner).await?;
        let is_by_hand = requests.iter().any(|read| read.value.is_by_hand());
        let gone = self.about(person).await?;
        let count = gone.len() as u64;
        match is_by_hand {
            // Without a request nobody is in scope by hand.
            true => self.change_and_assess(gone, vec![person]).await?,
            false => documents::commit(records, gone).await?,
        }
        Ok(count)
    }

    /// The end of everything that is stored of requests about the person.
    async fn about(&self, person: PersonId) -> Result<Vec<DocumentChange>, AppError> {
        let (records, owner) = (self.store.records(), person.to_string());
        let requests = documents::of::<Vouched>(records, &owner).await?;
        let reasons = documents::of::<SealedReason>(records, &owner).await?;
        let requests = requests.iter().map(|read| read.value.id());
        let reasons = reasons.iter().map(|read| read.value.id());
        let gone = requests
            .map(documents::gone::<Vouched>)
            .chain(reasons.map(documents::gone::<SealedReason>));
        Ok(gone.collect())
    }
}

/// The end of a request, and of the reason that was given for it.
pub(super) fn deleted(request: PersonRequestId) -> [DocumentChange; 2] {
    [
        documents::gone::<Vouched>(request.to_string()),
        documents::gone::<SealedReason>(request.to_string()),
    ]
}
