//! What the new rows of a batch say about persons: insights, first days, totals, and whose assessment they may change.

use ombud_detect::Accumulator;
use ombud_model::insight::{self, Insight};
use ombud_model::{Day, IndicatorCode, PersonId, Timestamp, Workload};
use ombud_store::records::PackedInsights;
use rustc_hash::FxHashMap;

use super::Stage;
use super::draft::Draft;

/// What the new rows of a batch add to insights, totals and the work list.
#[derive(Default)]
pub(super) struct Folded {
    pub(super) insights: Vec<PackedInsights>,
    pub(super) first_days: Vec<(PersonId, Day)>,
    pub(super) totals: FxHashMap<(Day, IndicatorCode), u64>,
    pub(super) dirty: Vec<PersonId>,
}

/// Facts of HR are no habit: they do not tell since when somebody has been active.
pub(crate) const fn is_activity(workload: Workload) -> bool {
    !matches!(workload, Workload::HumanResources)
}

pub(super) fn fold(stage: &Stage<'_>, draft: &Draft, order: &[u32]) -> Folded {
    let batch = &draft.batch;
    let triggers = stage.state.watch.lock().triggers.clone();
    let mut folded = Folded::default();
    // Who is here, and whether with a trigger.
    let mut seen: Vec<(PersonId, bool)> = Vec::new();
    let person_of = |row: u32| batch.person.get(row as usize).copied().flatten();
    let mut accumulator = Accumulator::default();
    for rows in order.chunk_by(|&a, &b| person_of(a) == person_of(b)) {
        let Some(person) = rows.first().and_then(|&row| person_of(row)) else {
            continue;
        };
        let (first_day, insights) = fold_rows(stage, draft, rows, &mut accumulator);
        folded.first_days.extend(first_day.map(|day| (person, day)));
        seen.push((
            person,
            insights
                .iter()
                .any(|insight| triggers.contains(&insight.indicator)),
        ));
        for insight in insights.iter().filter(|one| !one.is_presence()) {
            *folded
                .totals
                .entry((insight.day, insight.indicator))
                .or_default() += insight.facets.total;
        }
        folded.insights.extend(pack(person, &insights));
    }
    leave_out_known_days(stage, &mut folded.first_days);
    folded.dirty = watched_from_now_on(stage, seen);
    folded
}

/// The first day of activity in the rows of one person, and their insights.
fn fold_rows(
    stage: &Stage<'_>,
    draft: &Draft,
    rows: &[u32],
    accumulator: &mut Accumulator,
) -> (Option<Day>, Vec<Insight>) {
    let batch = &draft.batch;
    let mut first_day = None;
    for &row in rows {
        let row = row as usize;
        let Some(time) = batch
            .time
            .get(row)
            .and_then(|&ms| Timestamp::from_millis(ms).ok())
        else {
            continue;
        };
        if first_day.is_none()
            && batch
                .workload
                .get(row)
                .is_some_and(|&workload| is_activity(workload))
        {
            first_day = Some(time.day());
        }
        if batch
            .kind
            .get(row)
            .is_some_and(|&kind| stage.recogniser.tells_presence(kind))
        {
            accumulator.add_presence(time);
        }
        draft
            .hits(row)
            .iter()
            .for_each(|&hit| accumulator.add(time, hit));
    }
    (first_day, accumulator.finish())
}

/// First days that are stored already, or earlier ones, need not be written again.
fn leave_out_known_days(stage: &Stage<'_>, first_days: &mut Vec<(PersonId, Day)>) {
    let known = stage.state.first_days.lock();
    first_days.retain(|(person, day)| known.get(person).is_none_or(|known| day < known));
}

/// Those of the persons in a batch whose assessment it may change. Whoever is here with a trigger is watched from now on,
/// under the one whom they are shown as.
fn watched_from_now_on(stage: &Stage<'_>, seen: Vec<(PersonId, bool)>) -> Vec<PersonId> {
    let aliases = stage.store.records().aliases();
    let mut watch = stage.state.watch.lock();
    watch.watched.extend(
        seen.iter()
            .filter(|(_, triggered)| *triggered)
            .map(|&(person, _)| aliases.resolve(person)),
    );
    // Also without insights: an earlier first day changes what is usual for the person.
    seen.into_iter()
        .map(|(person, _)| person)
        .filter(|person| watch.watched.contains(&aliases.resolve(*person)))
        .collect()
}

/// Insights of one person (sorted by day), packed by month.
pub(crate) fn pack(person: PersonId, insights: &[Insight]) -> impl Iterator<Item = PackedInsights> {
    let months = insights.chunk_by(|a, b| month(a.day) == month(b.day));
    months.filter_map(move |insights| {
        let month = month(insights.first()?.day);
        Some(PackedInsights {
            person,
            month,
            body: insight::pack(insights),
        })
    })
}

/// Insights are stored in blocks of 32 days: a bound on the size of a row, not a calendar.
const fn month(day: Day) -> i32 {
    day.0 >> 5
}
