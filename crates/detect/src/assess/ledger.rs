//! The ledger: who gave which point, and what did not count.
//!
//! Every line of evidence, decayed to the peak day, gets its share of the score; what is worth less than a point is folded into the
//! largest line of the same indicator and kind. Points are dealt out by largest remainder, so they add up exactly. Lines without points
//! say what came after the peak and what was strongest in other times in scope.

use std::cmp::Reverse;

use ombud_model::assessment::{LedgerLine, LineKind, Score};
use ombud_model::insight::{DistinctSketch, Insight};
use ombud_model::{Day, IndicatorCode};
use rustc_hash::FxHashMap;

use super::{Judged, Scored};
use crate::content::Scoring;
use crate::score::{BIT, Reached, reached, score};
use crate::surprise::{History, norm};

/// How many insights after the peak are said.
const MOST_AFTER: usize = 3;

#[derive(Clone, Debug)]
struct Entry<'a> {
    of: &'a Scored<'a>,
    kind: LineKind,
    evidence: u64,
    /// How much of it counts, in percent, where volume and time alone are limited.
    limited: Option<u64>,
    /// Days folded in besides the own one.
    folded: u32,
    place: Place,
}

/// Where the evidence of a line lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    /// On the peak day or before it: it has points.
    Counted,
    AfterPeak,
    /// In another time in scope.
    OtherScope,
}

/// The lines of the evidence that stands on the peak day, most points first; then those without points, by day.
pub(super) fn ledger(judged: &Judged<'_>) -> Vec<LedgerLine> {
    let Some(peak) = judged.peak else {
        return Vec::new();
    };
    let scoring = judged.rules.content.scoring();
    let share = judged.share();
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for of in judged.scored.iter().filter(|one| one.insight.day <= peak) {
        let age = peak.since(of.insight.day);
        let standing = of.evidence.standing(&judged.decay, age);
        let entry = |line: (LineKind, u64)| Entry {
            of,
            kind: line.0,
            evidence: share.line(of, line),
            limited: share.percent(of, line.0),
            folded: 0,
            place: Place::Counted,
        };
        entries.extend(
            standing
                .map(entry)
                .into_iter()
                .filter(|one| one.evidence > 0),
        );
    }
    let total = score(judged.evidence, scoring).0;
    // What the limit leaves is rounded line by line: points are dealt out over what the lines come to.
    let evidence = entries.iter().map(|entry| entry.evidence).sum();
    let entries = fold(entries, evidence, total);
    let points = deal(&entries, evidence, total);
    // Several lines are about one insight, and without it is one score.
    let mut known: FxHashMap<(IndicatorCode, Day), Score> = FxHashMap::default();
    let mut line = |entry: &Entry<'_>, points| {
        let of = (entry.of.insight.indicator, entry.of.insight.day);
        let without = known
            .entry(of)
            .or_insert_with(|| score(judged.without(&|code, day| (code, day) == of), scoring));
        entry.line(points, *without, scoring)
    };
    let mut lines: Vec<LedgerLine> = entries
        .iter()
        .zip(points)
        .filter(|(_, points)| *points > 0)
        .map(|(entry, points)| line(entry, points))
        .collect();
    lines.sort_by(|one, next| {
        let key = |line: &LedgerLine| (Reverse(line.points), line.day, line.kind);
        key(one)
            .cmp(&key(next))
            .then_with(|| one.indicator.cmp(&next.indicator))
    });
    lines.extend(beside(judged, peak).iter().map(|entry| line(entry, 0)));
    lines
}

/// What has no points: the strongest insights after the peak in the same time in scope, and the strongest of each other time in scope.
/// Only what would be worth a point by itself.
fn beside<'a>(judged: &'a Judged<'a>, peak: Day) -> Vec<Entry<'a>> {
    let scoring = judged.rules.content.scoring();
    let of_peak = judged.scopes.window(peak);
    let mut by_strength: Vec<&Scored<'_>> = judged
        .scored
        .iter()
        .filter(|one| score(one.evidence.total(), scoring).0 > 0)
        .collect();
    by_strength.sort_by_key(|one| Reverse(one.evidence.total()));
    let entry = |of: &'a Scored<'a>, place| {
        let strongest = of.evidence.standing(&judged.decay, 0);
        let (kind, evidence) = strongest.into_iter().rev().max_by_key(|one| one.1)?;
        Some(Entry {
            of,
            kind,
            evidence,
            limited: None,
            folded: 0,
            place,
        })
    };
    let mut after = 0;
    let mut seen: Vec<usize> = of_peak.into_iter().collect();
    let mut found: Vec<Entry<'_>> = Vec::new();
    for one in by_strength {
        let window = judged.scopes.window(one.insight.day);
        if window == of_peak {
            if one.insight.day > peak && after < MOST_AFTER {
                after += 1;
                found.extend(entry(one, Place::AfterPeak));
            }
        } else if let Some(at) = window.filter(|at| !seen.contains(at)) {
            seen.push(at);
            found.extend(entry(one, Place::OtherScope));
        }
    }
    found.sort_by_key(|entry| (entry.of.insight.day, entry.of.insight.indicator));
    found
}

/// Folds what is worth less than a point into the largest entry of its indicator and kind (the earliest of equals).
fn fold<'a>(mut entries: Vec<Entry<'a>>, evidence: u64, total: u8) -> Vec<Entry<'a>> {
    entries.sort_by_key(|entry| {
        (
            entry.of.insight.indicator,
            entry.kind,
            std::cmp::Reverse(entry.evidence),
            entry.of.insight.day,
        )
    });
    let mut kept: Vec<Entry<'a>> = Vec::new();
    let mut largest = 0;
    for entry in entries {
        let same = |one: &Entry<'_>| {
            one.of.insight.indicator == entry.of.insight.indicator && one.kind == entry.kind
        };
        let worth_a_point = u128::from(entry.evidence) * u128::from(total) >= u128::from(evidence);
        match kept.get_mut(largest).filter(|one| same(one)) {
            Some(head) if !worth_a_point => {
                head.evidence += entry.evidence;
                head.folded += 1;
            }
            Some(_) => kept.push(entry),
            None => {
                largest = kept.len();
                kept.push(entry);
            }
        }
    }
    kept
}

/// Whole points in proportion to evidence, by largest remainder (the earlier of equals first).
fn deal(entries: &[Entry<'_>], evidence: u64, total: u8) -> Vec<u8> {
    let whole = u128::from(evidence.max(1));
    let shares: Vec<u128> = entries
        .iter()
        .map(|entry| u128::from(entry.evidence) * u128::from(total))
        .collect();
    let mut points: Vec<u8> = shares.iter().map(|share| (share / whole) as u8).collect();
    let dealt: usize = points.iter().map(|&points| usize::from(points)).sum();
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|&at| {
        (
            std::cmp::Reverse(shares.get(at).map(|share| share % whole)),
            at,
        )
    });
    for at in order
        .into_iter()
        .take(usize::from(total).saturating_sub(dealt))
    {
        if let Some(points) = points.get_mut(at) {
            *points += 1;
        }
    }
    points
}

impl Entry<'_> {
    fn line(&self, points: u8, without: Score, scoring: &Scoring) -> LedgerLine {
        let facets = self.of.facets;
        let count = match self.kind {
            LineKind::Insight | LineKind::Unusual | LineKind::LargeFiles => facets.total,
            LineKind::Sensitive => facets.sensitive,
            LineKind::PriorityContent => facets.priority,
            LineKind::UnallowedDomain => facets.unallowed,
        };
        let (reached, threshold) = reached(self.of.rule.thresholds, count);
        let name = name_of(reached);
        LedgerLine {
            points,
            kind: self.kind,
            title: self.title(count, threshold, name, scoring),
            indicator: self.of.indicator.id.clone(),
            day: self.of.insight.day,
            count,
            threshold,
            without,
        }
    }

    /// What was done, and how much that is.
    fn sentence(&self, count: u64, threshold: u32, name: &str, scoring: &Scoring) -> String {
        let (of, day) = (self.of, self.of.insight.day);
        let done = of.indicator.phrase(of.facets.total);
        match self.kind {
            LineKind::Insight => format!(
                "{done} on {day}; usual for this person {} a day, for peers {}; {name} threshold {threshold}",
                own_rate(of.history),
                rate(of.peers)
            ),
            LineKind::Unusual if of.distinct => format!(
                "{} on {day} was unusual: {} distinct contents, which says more than how often it was done; surprise {}",
                of.indicator.title,
                distinct(of.insight),
                bits(of.surprises.total)
            ),
            LineKind::Unusual => format!(
                "{} on {day} was unusual: {count} against a norm of {} a day, from {} and from peers; surprise {}",
                of.indicator.title,
                rate(norm(of.history, of.peers, &scoring.usual)),
                own_days(of.history),
                bits(of.surprises.total)
            ),
            LineKind::Sensitive => format!(
                "{done} on {day}, {count} with sensitive information; {name} threshold {threshold}"
            ),
            LineKind::PriorityContent => format!(
                "{done} on {day}, {count} with priority content; {name} threshold {threshold}"
            ),
            LineKind::UnallowedDomain => format!(
                "{done} on {day}, {count} to an unallowed domain; {name} threshold {threshold}"
            ),
            LineKind::LargeFiles => {
                let (reached, units) = byte_threshold(of.facets.bytes, scoring);
                format!(
                    "{done} on {day}, {} in all; {} threshold {}; surprise {}",
                    size(of.facets.bytes),
                    name_of(reached),
                    size(u64::from(units) * (u64::from(scoring.bytes.unit_mib) << 20)),
                    bits(of.surprises.bytes)
                )
            }
        }
    }

    fn title(&self, count: u64, threshold: u32, name: &str, scoring: &Scoring) -> String {
        let of = self.of;
        let mut title = self.sentence(count, threshold, name, scoring);
        if self.kind == LineKind::Insight && of.indicator.stands.is_some() {
            title.push_str("; it stands by itself");
        }
        let own = match self.kind {
            LineKind::Insight | LineKind::Unusual | LineKind::LargeFiles => 0,
            LineKind::Sensitive => of.surprises.sensitive,
            LineKind::PriorityContent => of.surprises.priority,
            LineKind::UnallowedDomain => of.surprises.unallowed,
        };
        if own > of.surprises.total {
            title.push_str(&format!("; unusual in itself, surprise {}", bits(own)));
        }
        if let (LineKind::UnallowedDomain, Some(days @ 2..)) = (self.kind, of.unallowed_days) {
            title.push_str(&format!(", with what went there on {days} days"));
        }
        if self.kind == LineKind::Insight && of.odd_time {
            title.push_str("; at hours or on a day of the week unusual for this person");
        }
        if let Some(percent) = self.limited {
            title.push_str(&format!(
                "; {percent} % of it counts, as volume and time alone are limited"
            ));
        }
        if of.seen > 0 {
            title.push_str(&format!(
                "; {} more were seen when an alert was decided on",
                of.seen
            ));
        }
        if of.facets.total < of.unseen().total {
            title.push_str("; more of them counted by another line");
        }
        match self.folded {
            0 => {}
            1 => title.push_str("; and less on 1 other day"),
            days => title.push_str(&format!("; and less on {days} other days")),
        }
        match self.place {
            Place::Counted => {}
            Place::AfterPeak => title.push_str("; after the peak day, without points"),
            Place::OtherScope => title.push_str("; in another time in scope, without points"),
        }
        title
    }
}

/// The threshold that so many bytes reached, in units.
fn byte_threshold(bytes: u64, scoring: &Scoring) -> (Reached, u32) {
    let [low, medium, high] = scoring.bytes.thresholds;
    match scoring.bytes.units(bytes) {
        units if units >= u64::from(high) => (Reached::High, high),
        units if units >= u64::from(medium) => (Reached::Medium, medium),
        units if units >= u64::from(low) => (Reached::Low, low),
        _ => (Reached::Nothing, low),
    }
}

const fn name_of(reached: Reached) -> &'static str {
    match reached {
        Reached::High => "high",
        Reached::Medium => "medium",
        Reached::Low | Reached::Nothing => "low",
    }
}

/// Such as "17" or, where no more are counted exactly, "32 or more".
fn distinct(insight: &Insight) -> String {
    match insight.objects.at_most_k() {
        most if most >= DistinctSketch::K as u64 => format!("{most} or more"),
        count => count.to_string(),
    }
}

/// Such as "8.2 GiB".
fn size(bytes: u64) -> String {
    let tenths = |unit: u32| bytes.saturating_mul(10) >> unit;
    match bytes {
        0..0x4000_0000 => format!("{} MiB", bytes >> 20),
        _ => format!("{}.{} GiB", tenths(30) / 10, tenths(30) % 10),
    }
}

/// Such as "12.5 bits".
fn bits(surprise: u32) -> String {
    format!("{}.{} bits", surprise / BIT, surprise % BIT * 10 / BIT)
}

/// The person's own mean, such as "2.1", or "not known" where there is no history.
fn own_rate(history: History) -> String {
    match u64::from(history.days) {
        0 => "not known".to_owned(),
        days => hundredths(history.count.saturating_mul(100).saturating_add(days / 2) / days),
    }
}

/// How much of the norm is the person's own.
fn own_days(history: History) -> String {
    match history.days {
        0 => "no days of this person".to_owned(),
        1 => "1 day of this person".to_owned(),
        days => format!("{days} days of this person"),
    }
}

fn rate(per_day: f64) -> String {
    hundredths(libm::round(per_day * 100.0) as u64)
}

/// One decimal from 1 on, two below.
fn hundredths(value: u64) -> String {
    match value {
        0 => "0".to_owned(),
        1..100 => format!("0.{value:02}"),
        _ => {
            let tenths = value.saturating_add(5) / 10;
            format!("{}.{}", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_written_shortly() {
        assert_eq!(
            [0, 4, 99, 100, 214, 215, 12345].map(hundredths),
            ["0", "0.04", "0.99", "1.0", "2.1", "2.2", "123.5"]
        );
        assert_eq!(own_rate(History { count: 0, days: 0 }), "not known");
        assert_eq!(
            own_rate(History {
                count: 63,
                days: 30
            }),
            "2.1"
        );
    }
}
