//! Acts: one act counts once, and some acts stand by themselves.

use std::cmp::Reverse;

use ombud_model::Day;
use ombud_model::insight::Facets;
use ombud_model::policy::AlertVolume;

use super::Scored;
use crate::content::{Content, Indicator, Scoring};
use crate::score::Decay;

/// Counts acts of a day once that several indicators recognise: the strongest insight counts them all, the others what they have beyond.
pub(super) fn count_once(scored: &mut [Scored<'_>], content: &Content) {
    let mut wholes: Vec<&str> = scored
        .iter()
        .filter_map(|one| one.indicator.part_of.as_deref())
        .collect();
    wholes.sort_unstable();
    wholes.dedup();
    if wholes.is_empty() {
        return;
    }
    for day in scored.chunk_by_mut(|one, next| one.insight.day == next.insight.day) {
        for whole in &wholes {
            let is_same = |one: &&mut Scored<'_>| {
                one.indicator.id == *whole || one.indicator.part_of.as_deref() == Some(whole)
            };
            let mut same: Vec<&mut Scored<'_>> = day.iter_mut().filter(is_same).collect();
            same.sort_by_key(|one| Reverse(one.evidence.total()));
            let mut counted = Facets::default();
            for one in same {
                let all = one.facets;
                if counted.total > 0 {
                    one.counting(beyond(&all, &counted), content);
                }
                counted = most(&all, &counted);
            }
        }
    }
}

fn beyond(all: &Facets, counted: &Facets) -> Facets {
    each(all, counted, u64::saturating_sub)
}

fn most(one: &Facets, other: &Facets) -> Facets {
    each(one, other, u64::max)
}

fn each(one: &Facets, other: &Facets, of: fn(u64, u64) -> u64) -> Facets {
    Facets {
        total: of(one.total, other.total),
        sensitive: of(one.sensitive, other.sensitive),
        priority: of(one.priority, other.priority),
        unallowed: of(one.unallowed, other.unallowed),
        bytes: of(one.bytes, other.bytes),
    }
}

/// Raises what stands by itself, on the first day of data too, to what opens an alert at the default volume. What stands of the same acts
/// counts as far as it has not faded: a match on every day is not more than one match.
pub(super) fn raise_what_stands(scored: &mut [Scored<'_>], scoring: &Scoring) {
    let stands: Vec<&Indicator> = scored
        .iter()
        .map(|one| one.indicator)
        .filter(|indicator| indicator.stands.is_some())
        .collect();
    if stands.is_empty() {
        return;
    }
    let same_acts = |one: &Scored<'_>| {
        stands.iter().any(|indicator| {
            indicator.code == one.indicator.code
                || indicator.counted_with.as_ref() == Some(&one.indicator.id)
        })
    };
    let needed = scoring.evidence_reaching(scoring.bar(AlertVolume::Default));
    let decay = Decay::new(scoring.half_life_days);
    let mut earlier: Vec<(Day, u64)> = Vec::new();
    for day in scored.chunk_by_mut(|one, next| one.insight.day == next.insight.day) {
        let of = |one: &Scored<'_>| same_acts(one).then(|| one.evidence.total());
        let own: u64 = day.iter().filter_map(of).sum();
        let Some(first) = day.iter_mut().find(|one| one.indicator.stands.is_some()) else {
            continue;
        };
        let today = first.insight.day;
        let standing: u64 = earlier
            .iter()
            .map(|&(before, evidence)| decay.apply(evidence, today.since(before)))
            .sum();
        let by = needed.saturating_sub(standing.saturating_add(own));
        first.evidence.volume += by;
        earlier.push((today, own.saturating_add(by)));
    }
}
