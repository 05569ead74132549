//! Saved views of the queue of alerts.
//!
//! Promises: a view that is not shared is seen by its owner alone, and only its owner changes or deletes it; a person in a view is shown to
//! those only who may see the person; after a person is erased no view names them.

use std::collections::BTreeMap;

use ombud_access::{Kind, Resource};
use ombud_model::plain_text::SavedName;
use ombud_model::view::{MOST_VIEWS, View, ViewQuery};
use ombud_model::{AccountId, Operation, PersonId, PolicyId, ViewId};
use ombud_store::records::DocumentChange;

use super::authorization::Permit;
use super::documents::{self, Read, StoredDocument};
use super::holds::drawn;
use super::requests::WantedId;
use super::requests::views::{ViewChange, WantedView};
use super::{Act, AppError, Caller, Ombud};

const POLICY: &str = "policy";
const PERSON: &str = "person";

/// A view, as it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ViewSummary {
    pub id: ViewId,
    pub name: SavedName,
    pub owner: AccountId,
    /// Whether it is the caller's.
    pub own: bool,
    pub shared: bool,
    /// Raised by each change.
    pub version: u64,
    /// Values by the keys of the queue's address.
    pub query: BTreeMap<String, String>,
}

impl StoredDocument for View {
    const KIND: &'static str = "view";

    fn id(&self) -> String {
        self.id.to_string()
    }

    /// Names are unique for each owner.
    fn lookup(&self) -> Option<String> {
        Some(format!("{}/{}", self.owner, self.name.folded()))
    }

    fn owner(&self) -> Option<String> {
        Some(self.owner.to_string())
    }
}

/// What a view asks for, as it is stored.
struct Filters {
    query: ViewQuery,
    policy: Option<PolicyId>,
    person: Option<PersonId>,
}

impl Ombud {
    /// The caller's own views and those that are shared, by name.
    pub async fn list_views(&self, caller: &Caller) -> Result<Vec<ViewSummary>, AppError> {
        let list = Resource::list(Kind::Alert);
        self.authorize_reading(caller, Operation::ListViews, list, async |_, concerned| {
            let alerts = self.may_list_alerts(caller)?;
            let read = documents::all::<View>(self.store.records()).await?;
            let mut views = Vec::new();
            for read in read {
                let is_own = Some(read.value.owner) == caller.account();
                let hidden = read
                    .value
                    .person
                    .filter(|person| !self.shows(&alerts, caller, *person));
                // Without its person, a view of somebody else would show something else under the same name.
                if is_own || (read.value.shared && hidden.is_none()) {
                    let person = read.value.person.filter(|_| hidden.is_none());
                    concerned.note(person);
                    views.push(self.view_summary(&read, caller, person).await?);
                }
            }
            views.sort_by_key(|view| (view.name.folded(), view.id));
            Ok(views)
        })
        .await
    }

    /// Saves a view of the caller's.
    pub async fn save_view(
        &self,
        caller: &Caller,
        wanted: WantedView,
    ) -> Result<ViewSummary, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let list = Resource::list(Kind::Alert);
        let id = ViewId(drawn()?);
        let act = Act::new(Operation::ChangeView).on(id).purpose("create")?;
        self.authorize(caller, act, list, async |_, underway| {
            let (principal, _) = self.own_account(caller).await?;
            let owner = principal.party.account;
            let records = self.store.records();
            let saved = documents::of::<View>(records, &owner.to_string()).await?;
            if saved.len() >= MOST_VIEWS {
                return Err(AppError::Conflict(format!(
                    "an account has at most {MOST_VIEWS} views: delete one first"
                )));
            }
            let Filters {
                query,
                policy,
                person,
            } = self.filters(caller, wanted.query, None).await?;
            underway.concerned().note(person);
            let view = View {
                id,
                owner,
                name: wanted.name?,
                shared: wanted.shared,
                query,
                policy,
                person,
            };
            documents::commit(records, vec![documents::new(&view)?]).await?;
            self.view_now(caller, id).await
        })
        .await
    }

    /// Changes a view of the caller's, if it is still at the version that the caller has seen.
    pub async fn change_view(
        &self,
        caller: &Caller,
        id: WantedId<ViewId>,
        change: ViewChange,
    ) -> Result<ViewSummary, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let (read, act) = self.wanted_view(caller, id, "change").await?;
        let list = Resource::list(Kind::Alert);
        self.authorize(caller, act, list, async |_, underway| {
            let read = self.own_view(caller, read).await?;
            read.still_at(change.version)?;
            let Filters {
                query,
                policy,
                person,
            } = self
                .filters(caller, change.view.query, read.value.policy)
                .await?;
            underway.concerned().note(person);
            let view = View {
                id: read.value.id,
                owner: read.value.owner,
                name: change.view.name?,
                shared: change.view.shared,
                query,
                policy,
                person,
            };
            let next = documents::next(&read, &view)?;
            documents::commit(self.store.records(), vec![next]).await?;
            self.view_now(caller, view.id).await
        })
        .await
    }

    /// Deletes a view of the caller's.
    pub async fn delete_view(&self, caller: &Caller, id: WantedId<ViewId>) -> Result<(), AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let (read, act) = self.wanted_view(caller, id, "delete").await?;
        let list = Resource::list(Kind::Alert);
        self.authorize(caller, act, list, async |_, _| {
            let read = self.own_view(caller, read).await?;
            let gone = documents::gone::<View>(read.value.id.to_string());
            documents::commit(self.store.records(), vec![gone]).await
        })
        .await
    }

    /// How far the caller sees alerts: a view shows nobody whom their list would not show.
    fn may_list_alerts(&self, caller: &Caller) -> Result<Permit, AppError> {
        self.ask(caller, Operation::ListAlerts, &Resource::list(Kind::Alert))
    }

    fn shows(&self, alerts: &Permit, caller: &Caller, person: PersonId) -> bool {
        let governance = self.governance();
        self.coverage().has(person) && alerts.reaches(caller, &governance, person)
    }

    /// The view with that id where it is in the caller's sight, and the act about it.
    async fn wanted_view(
        &self,
        caller: &Caller,
        id: WantedId<ViewId>,
        purpose: &str,
    ) -> Result<(Option<Read<View>>, Act), AppError> {
        let act = Act::new(Operation::ChangeView).purpose(purpose)?;
        let Some(id) = id.id() else {
            return Ok((None, act));
        };
        let read = documents::get::<View>(self.store.records(), &id.to_string()).await?;
        let account = caller.account();
        let read = read.filter(|read| read.value.shared || Some(read.value.owner) == account);
        Ok(match read {
            Some(read) => (Some(read), act.on(id)),
            None => (None, act),
        })
    }

    /// That it is the caller's own.
    async fn own_view(
        &self,
        caller: &Caller,
        read: Option<Read<View>>,
    ) -> Result<Read<View>, AppError> {
        let (principal, _) = self.own_account(caller).await?;
        let read = read.ok_or(AppError::OutOfSight)?;
        if read.value.owner == principal.party.account {
            return Ok(read);
        }
        // Not told apart from none where the list would not show it.
        let alerts = self.may_list_alerts(caller)?;
        let person = read.value.person;
        match person.is_none_or(|person| self.shows(&alerts, caller, person)) {
            true => Err(AppError::Forbidden(
                "only the one whose view it is changes or deletes it: save it as one of your own"
                    .to_owned(),
            )),
            false => Err(AppError::OutOfSight),
        }
    }

    /// What the keys ask for. `kept`: the policy that the view has, which may be gone meanwhile.
    async fn filters(
        &self,
        caller: &Caller,
        mut query: BTreeMap<String, String>,
        kept: Option<PolicyId>,
    ) -> Result<Filters, AppError> {
        let rules = self.rules();
        let policy = match query.remove(POLICY) {
            Some(name) => {
                let is_kept = kept.filter(|id| rules.name_of(*id) == name);
                let found = rules.named(&name).ok().map(|policy| policy.policy().id);
                let found = found.or(is_kept);
                Some(found.ok_or_else(|| {
                    AppError::Invalid("`query.policy` names no policy".to_owned())
                })?)
            }
            None => None,
        };
        let person = match query.remove(PERSON) {
            Some(pseudonym) => Some(self.person_in_sight(caller, &pseudonym).await?),
            None => None,
        };
        let query = ViewQuery::new(query).map_err(|error| AppError::Invalid(error.to_string()))?;
        Ok(Filters {
            query,
            policy,
            person,
        })
    }

    async fn person_in_sight(
        &self,
        caller: &Caller,
        pseudonym: &str,
    ) -> Result<PersonId, AppError> {
        let alerts = self.may_list_alerts(caller)?;
        let found = self.store.records().person_by_pseudonym(pseudonym).await?;
        found
            .filter(|person| self.shows(&alerts, caller, *person))
            .ok_or_else(|| AppError::Invalid("`query.person` names no person".to_owned()))
    }

    /// The view of the caller's as it was just written.
    async fn view_now(&self, caller: &Caller, id: ViewId) -> Result<ViewSummary, AppError> {
        let read = documents::get::<View>(self.store.records(), &id.to_string()).await?;
        let read = read.ok_or(AppError::OutOfSight)?;
        self.view_summary(&read, caller, read.value.person).await
    }

    async fn view_summary(
        &self,
        read: &Read<View>,
        caller: &Caller,
        person: Option<PersonId>,
    ) -> Result<ViewSummary, AppError> {
        let view = &read.value;
        let mut query = view.query.entries().clone();
        if let Some(policy) = view.policy {
            query.insert(POLICY.to_owned(), self.rules().name_of(policy));
        }
        let pseudonyms = self.pseudonyms_of(person).await?;
        query.extend(
            pseudonyms
                .into_values()
                .map(|pseudonym| (PERSON.to_owned(), pseudonym)),
        );
        Ok(ViewSummary {
            id: view.id,
            name: view.name.clone(),
            owner: view.owner,
            own: Some(view.owner) == caller.account(),
            shared: view.shared,
            version: read.version(),
            query,
        })
    }

    /// Views that name the person.
    pub(crate) async fn views_about(&self, person: PersonId) -> Result<Vec<Read<View>>, AppError> {
        let mut views = documents::all::<View>(self.store.records()).await?;
        views.retain(|read| read.value.person == Some(person));
        Ok(views)
    }

    /// Takes the person out of the views that name them.
    pub(crate) async fn clear_views(&self, person: PersonId) -> Result<(), AppError> {
        let cleared = |read: &Read<View>| {
            let view = View {
                person: None,
                ..read.value.clone()
            };
            documents::next(read, &view)
        };
        let views = self.views_about(person).await?;
        let changes: Vec<DocumentChange> =
            views.iter().map(cleared).collect::<Result<_, AppError>>()?;
        match changes.is_empty() {
            true => Ok(()),
            false => documents::commit(self.store.records(), changes).await,
        }
    }
}
