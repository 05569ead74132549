//! One suite for every database: a case gets empty records, open for writing, and knows nothing else.

mod batches;
mod joins;
mod news;
mod pages;
mod persons;
mod results;
mod reviews;
mod rules;
mod work;

use std::any::Any;

use ombud_model::alert::{Alert, AlertPosition, AlertStatus, RiskFactor, RiskFactors};
use ombud_model::assessment::{Assessment, LedgerLine, LineKind, Scope, Score};
use ombud_model::policy::{AlertVolume, IndicatorRule, Policy, Thresholds, Trigger};
use ombud_model::settings::Settings;
use ombud_model::{
    AlertId, Day, IndicatorCode, PersonId, PolicyId, ReaderVersion, SegmentId, Severity, Timestamp,
};
use ombud_store::records::*;
use ombud_store::{Mode, Records, SegmentMeta, Store, StoreError, SupersededRows};

/// Empty records, and what must live as long as they do.
struct Backend {
    records: Records,
    _keep: Box<dyn Any>,
}

async fn sqlite() -> Backend {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path(), Mode::Write).await.unwrap();
    Backend {
        records: store.records().clone(),
        _keep: Box::new((store, dir)),
    }
}

/// Runs all cases against a backend: `backend!(name, connect)`, with `connect` an async function that gives a [`Backend`].
macro_rules! backend {
    ($name:ident, $connect:path; $($module:ident::$case:ident),* $(,)?) => {
        mod $name {
            $(#[tokio::test]
            async fn $case() {
                let backend = $connect().await;
                super::$module::$case(&backend.records).await;
            })*
        }
    };
}

backend!(on_sqlite, super::sqlite;
    persons::persons_are_found_again,
    persons::conflicting_persons_are_told_apart,
    persons::persons_come_in_pages,
    persons::more_persons_than_a_statement_holds,
    persons::where_persons_belong_does_not_depend_on_the_order_of_arrival,
    batches::a_batch_is_read_back,
    batches::batches_add_up,
    batches::a_receipt_is_given_once,
    batches::what_is_superseded_is_said_with_the_segment_that_holds_it,
    batches::a_failing_batch_leaves_nothing,
    batches::segments_are_selected_by_time,
    batches::insights_are_replaced,
    results::persons_marked_again_stay_on_the_list,
    results::persons_are_marked_by_group,
    results::assessments_are_kept_replaced_and_removed,
    results::assessments_come_in_pages,
    results::alerts_are_opened_and_joined,
    results::closed_alerts_are_not_joined,
    results::open_alerts_are_withdrawn,
    results::an_open_alert_is_the_only_one,
    results::alerts_come_in_pages_by_evidence,
    results::alerts_are_filtered,
    results::alerts_are_counted,
    results::alerts_are_found_by_what_was_searched,
    pages::a_page_that_is_kept_is_what_the_database_holds,
    reviews::an_alert_is_changed_at_the_version_that_was_read,
    reviews::what_was_seen_is_there_while_the_decision_is,
    reviews::a_history_is_read_in_its_order_and_goes_with_alert_and_person,
    reviews::alerts_are_found_by_assignee_time_and_lateness,
    news::news_of_alerts_goes_on_after_every_place,
    news::what_was_not_committed_is_no_news,
    news::whoever_has_missed_too_much_news_is_told_so,
    news::news_of_deleted_alerts_names_nobody,
    reviews::an_alert_is_opened_with_what_happened_to_it_or_not_at_all,
    rules::policies_are_kept,
    rules::a_policy_name_is_taken_once,
    rules::settings_are_kept,
    rules::no_two_raise_a_count_to_the_same,
    batches::rejects_are_listed_counted_and_removed,
    rules::a_document_comes_with_its_owner,
    rules::the_last_document_of_each_owner_is_found,
    rules::documents_are_changed_one_version_at_a_time,
    work::what_belongs_together_is_there_together_or_not_at_all,
    work::messages_wait_until_they_are_delivered,
);

const NOW: Timestamp = Timestamp::MIN;
const PERSON: PersonId = PersonId(7);
const POLICY: PolicyId = PolicyId(1 << 100);

fn at(ms: i64) -> Timestamp {
    Timestamp::from_millis(NOW.millis() + ms).unwrap()
}

fn hash(number: u64) -> IdentityHash {
    let mut hash = [0; 16];
    hash[..8].copy_from_slice(&number.to_be_bytes());
    hash
}

fn new_person(number: u64) -> NewPerson {
    NewPerson {
        id: PersonId(number),
        pseudonym: format!("amber-otter-{number}"),
        wrapped_key: vec![number as u8; 3],
        identities: vec![(hash(number), vec![1, number as u8])],
    }
}

fn segment(id: u128, min: i64, max: i64) -> SegmentMeta {
    SegmentMeta {
        id: SegmentId(id),
        path: format!("history/1990-01/{}.parquet", SegmentId(id)),
        source: "m365".into(),
        rows: 12,
        min_time: at(min),
        max_time: at(max),
        bytes: 345,
        digest: [id as u8; 32],
        created: NOW,
        reader: ReaderVersion {
            number: 3,
            mapping: u64::MAX,
        },
        superseded: SupersededRows::default(),
    }
}

fn packed(person: u64, month: i32, body: u8) -> PackedInsights {
    PackedInsights {
        person: PersonId(person),
        month,
        body: vec![body; 4],
    }
}

fn reject(number: u8) -> Reject {
    Reject {
        id: [number; 16],
        source: "hr".into(),
        input: "hr.csv".into(),
        place: format!("line {number}"),
        reason: if number == 3 { "no person" } else { "no time" }.into(),
        raw: vec![number],
        first_seen: NOW,
        mapping: (number == 2).then_some([9; 16]),
    }
}

fn alert(id: u128, person: u64, evidence: u64) -> Alert {
    Alert {
        id: AlertId(id),
        person: PersonId(person),
        policy: POLICY,
        status: AlertStatus::NeedsReview,
        score: Score(70),
        severity: Severity::High,
        evidence,
        insights: 3,
        first_activity: at(1),
        last_activity: at(2),
        trigger: "hr.resigned".to_owned(),
        factors: [RiskFactor::Sensitive].into_iter().collect(),
        opened: at(100),
        assignee: None,
        version: 1,
        decision: None,
    }
}

/// Another status for an alert at that version.
fn review(id: u128, version: u64, status: AlertStatus) -> AlertReview {
    AlertReview {
        id: AlertId(id),
        version,
        status,
        assignee: None,
        decision: None,
    }
}

async fn put_status(
    records: &Records,
    id: u128,
    version: u64,
    status: AlertStatus,
) -> Result<(), StoreError> {
    let review = review(id, version, status);
    records
        .transaction(async |work| work.review_alert(&review).await)
        .await
}

fn assessment(person: u64, policy: PolicyId, score: u8) -> NewAssessment {
    let line = LedgerLine {
        points: score,
        kind: LineKind::Insight,
        title: "20 files downloaded".into(),
        indicator: "files.download".into(),
        day: Day(7_400),
        count: 20,
        threshold: 10,
        without: Score(0),
    };
    let scope = Scope {
        trigger: "hr.resigned".into(),
        triggered: Day(7_400),
        from: Day(7_310),
        until: Day(7_430),
    };
    NewAssessment {
        assessment: Assessment {
            person: PersonId(person),
            policy,
            scope,
            score: Score(score),
            alert: true,
            peak: Some(Day(7_400)),
            ledger: vec![line],
            insights: 1,
            first_activity: Some(at(5)),
            last_activity: None,
            evidence: 1_234,
        },
        digest: vec![score; 32],
    }
}

fn policy(id: u128, name: &str) -> Policy {
    let rule = IndicatorRule {
        thresholds: Thresholds::try_from([1, 2, 3]).unwrap(),
        weight: 100,
    };
    Policy {
        id: PolicyId(id),
        name: name.into(),
        template: "data-leaks".into(),
        enabled: true,
        alert_volume: AlertVolume::More,
        activation_days: 30,
        look_back_days: 90,
        triggers: vec![Trigger {
            indicator: "dlp.high".into(),
            at_least: 1,
        }],
        indicators: [("files.download".to_owned(), rule)].into(),
    }
}

fn placement(person: u64, effective: i64, received: i64, body: &str) -> PersonPlacement {
    let at = |hours: i64| Timestamp::from_millis((490_000 + hours) * 3_600_000).unwrap();
    PersonPlacement {
        person: PersonId(person),
        effective: at(effective),
        received: at(received),
        body: body.to_owned(),
    }
}
