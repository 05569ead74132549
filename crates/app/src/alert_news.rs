//! News of alerts, as it reaches somebody who follows it: ids only, of persons whom they may see.
//!
//! Promises: whoever resumes where they were misses nothing and gets nothing twice, or is told to read anew; each look asks again whether
//! the caller may list alerts; what another process has written is seen at the next look.

use std::sync::Arc;

use ombud_access::{Kind, Resource};
use ombud_model::{AccountId, AlertId, Operation, PersonId};
use ombud_store::records::{AlertNews, NewsKind, NewsPlace};
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use tokio::sync::watch;

use super::authorization::{Governance, Permit};
use super::{AppError, Caller, Ombud};

/// How often one account may follow at the same time: as many windows as somebody works with, and a few that are about to go.
const MOST_AT_ONCE: usize = 8;

/// What whoever follows is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AlertEvent {
    Opened(AlertId),
    /// Decided on, assigned, or another score.
    Changed(AlertId),
    /// Taken back, or not in the caller's sight any more.
    Withdrawn(AlertId),
    /// What came meanwhile cannot be told: read anew.
    Reload,
}

/// An event, and where to resume after it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlertTold {
    /// 16 hexadecimal digits that say nothing else.
    pub place: String,
    /// `None` only tells the place.
    pub event: Option<AlertEvent>,
}

impl AlertTold {
    fn new(place: NewsPlace, event: Option<AlertEvent>) -> Self {
        Self {
            place: format!("{:016x}", place.mark()),
            event,
        }
    }
}

/// Whom somebody may see.
type Reach = (Permit, Arc<Governance>);

/// Somebody who follows. Dropping it ends that.
pub struct AlertFeed {
    caller: Caller,
    place: NewsPlace,
    /// As it was at the last look.
    reach: Reach,
    woken: watch::Receiver<()>,
    _open: OpenFeed,
}

impl AlertFeed {
    /// Waits until this process has written news that was not looked for; at first that is at once.
    pub async fn woken(&mut self) {
        // The sender lives as long as the program that is asked next.
        let _ = self.woken.changed().await;
    }
}

/// Who follows.
pub(crate) struct Followers {
    wake: watch::Sender<()>,
    feeds: Arc<Mutex<OpenFeeds>>,
}

/// How often each account follows; the operator has none.
type OpenFeeds = FxHashMap<Option<AccountId>, usize>;

impl Default for Followers {
    fn default() -> Self {
        Self {
            wake: watch::Sender::new(()),
            feeds: Arc::default(),
        }
    }
}

impl Followers {
    /// Tells all who follow to look, after a commit that may have written news.
    pub(crate) fn wake(&self) {
        self.wake.send_replace(());
    }

    fn open(&self, account: Option<AccountId>) -> Result<OpenFeed, AppError> {
        let mut feeds = self.feeds.lock();
        let open = feeds.entry(account).or_default();
        if *open >= MOST_AT_ONCE {
            return Err(AppError::TooManyAtOnce(format!(
                "this account follows alerts {MOST_AT_ONCE} times already: close a window, and try again"
            )));
        }
        *open += 1;
        Ok(OpenFeed {
            account,
            feeds: Arc::clone(&self.feeds),
        })
    }
}

/// Counts one who follows for as long as it lives.
struct OpenFeed {
    account: Option<AccountId>,
    feeds: Arc<Mutex<OpenFeeds>>,
}

impl Drop for OpenFeed {
    fn drop(&mut self) {
        let mut feeds = self.feeds.lock();
        if let Some(open) = feeds.get_mut(&self.account) {
            *open -= 1;
            if *open == 0 {
                feeds.remove(&self.account);
            }
        }
    }
}

impl Ombud {
    /// Lets the caller follow the news of alerts from now on, or after the place that an [`AlertTold`] named. Gives what is to be told first.
    /// [`AppError::TooManyAtOnce`] when the account follows too often already.
    pub async fn follow_alerts(
        &self,
        caller: &Caller,
        after: Option<&str>,
    ) -> Result<(AlertFeed, AlertTold), AppError> {
        let list = Resource::list(Kind::Alert);
        let follow = async |permit: Permit, _| {
            let open = self.followers.open(caller.account())?;
            let mut woken = self.followers.wake.subscribe();
            woken.mark_changed();
            let records = self.store.records();
            let known = match after {
                Some(text) => match mark(text) {
                    Some(mark) => records.news_place(mark).await?,
                    None => None,
                },
                None => Some(records.newest_news().await?),
            };
            let (place, event) = match known {
                Some(place) => (place, None),
                None => (records.newest_news().await?, Some(AlertEvent::Reload)),
            };
            let feed = AlertFeed {
                caller: caller.clone(),
                place,
                reach: (permit, self.governance()),
                woken,
                _open: open,
            };
            Ok::<_, AppError>((feed, AlertTold::new(place, event)))
        };
        self.authorize(caller, Operation::ListAlerts, list, follow)
            .await
    }

    /// Looks for news. `caller` is who follows, identified anew; an error ends the feed.
    pub async fn look_for_news(
        &self,
        caller: &Caller,
        feed: &mut AlertFeed,
    ) -> Result<Vec<AlertTold>, AppError> {
        if caller.account() != feed.caller.account() {
            return Err(AppError::NotSignedIn);
        }
        self.keep_up().await?;
        let news = self.store.records().news_after(feed.place).await?;
        // Who may be seen is asked after the news was read: nothing is told under rights that ended before it.
        let permit = self.ask(caller, Operation::ListAlerts, &Resource::list(Kind::Alert))?;
        let reach = (permit, self.governance());
        let Some(news) = news else {
            feed.place = self.store.records().newest_news().await?;
            feed.reach = reach;
            return Ok(vec![AlertTold::new(feed.place, Some(AlertEvent::Reload))]);
        };
        let coverage = self.coverage();
        let is_reached = |(permit, governance): &Reach, person: PersonId| {
            coverage.has(person) && permit.reaches(caller, governance, person)
        };
        let mut told = Vec::new();
        for (place, news) in news {
            feed.place = place;
            let event = match news {
                None => Some(AlertEvent::Reload),
                Some(news) if is_reached(&reach, news.person) => Some(event(news)),
                // Of somebody who has moved to another unit since.
                Some(news) if is_reached(&feed.reach, news.person) => {
                    Some(AlertEvent::Withdrawn(news.alert))
                }
                Some(_) => None,
            };
            if event.is_some() {
                told.push(AlertTold::new(place, event));
            }
        }
        feed.reach = reach;
        Ok(told)
    }
}

fn event(news: AlertNews) -> AlertEvent {
    match news.kind {
        NewsKind::Opened => AlertEvent::Opened(news.alert),
        NewsKind::Changed => AlertEvent::Changed(news.alert),
        NewsKind::Withdrawn => AlertEvent::Withdrawn(news.alert),
    }
}

/// The mark of a place that was told; `None` for any other text.
fn mark(text: &str) -> Option<u64> {
    (text.len() == 16)
        .then(|| u64::from_str_radix(text, 16).ok())
        .flatten()
}
