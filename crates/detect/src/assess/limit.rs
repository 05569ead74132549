//! The limit of what volume and time say: a busy time, of however many kinds of work, is not by itself a high risk.
//!
//! Promises: more evidence of any kind is never worth less; what is of another kind counts in full.

use ombud_model::Day;
use ombud_model::assessment::LineKind;

use super::Scored;
use crate::content::Scoring;
use crate::score::Decay;

/// The evidence that stands on a day, in thousandths, before the limit.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Standing {
    all: u64,
    /// What of it rests on volume and time alone.
    alone: u64,
}

impl Standing {
    /// What all of these, none later than `day`, weigh on it.
    pub(crate) fn of<'a>(
        scored: impl Iterator<Item = &'a Scored<'a>>,
        decay: &Decay,
        day: Day,
    ) -> Self {
        scored.fold(Self::default(), |sum, one| {
            let age = day.since(one.insight.day);
            let lines = one.evidence.standing(decay, age);
            let alone = lines.iter().filter(|(kind, _)| is_limited(one, *kind));
            sum.and(Self {
                all: lines.iter().map(|(_, evidence)| evidence).sum(),
                alone: alone.map(|(_, evidence)| evidence).sum(),
            })
        })
    }

    /// What an insight weighs on its own day.
    pub(super) const fn own(one: &Scored<'_>) -> Self {
        Self {
            all: one.evidence.total(),
            alone: one.alone(),
        }
    }

    pub(super) fn faded(self, decay: &Decay, days: i32) -> Self {
        let alone = decay.apply(self.alone, days);
        Self {
            all: alone + decay.apply(self.all.saturating_sub(self.alone), days),
            alone,
        }
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            all: self.all.saturating_add(other.all),
            alone: self.alone.saturating_add(other.alone),
        }
    }

    /// What counts of it.
    pub(crate) fn counted(self, limit: &Limit) -> u64 {
        let other = self.all.saturating_sub(self.alone);
        other.saturating_add(limit.of(self.alone))
    }

    pub(crate) fn share(self, limit: &Limit) -> Share {
        Share {
            alone: self.alone,
            counted: limit.of(self.alone),
        }
    }
}

/// What volume and time alone approach and never reach, in thousandths of evidence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    from: u64,
    room: u64,
}

impl Limit {
    pub(crate) fn new(scoring: &Scoring) -> Self {
        let from = scoring.evidence_reaching(scoring.alone.from());
        let limit = scoring.evidence_reaching(scoring.alone.limit());
        Self {
            from,
            room: limit.saturating_sub(from),
        }
    }

    /// All of it up to `from`, less and less of what is beyond.
    pub(crate) fn of(&self, alone: u64) -> u64 {
        let (beyond, room) = (
            u128::from(alone.saturating_sub(self.from)),
            u128::from(self.room),
        );
        let more = room * beyond / (room + beyond).max(1);
        alone.min(self.from) + more as u64
    }
}

/// How much counts of what rests on volume and time alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Share {
    pub(crate) alone: u64,
    pub(crate) counted: u64,
}

impl Share {
    pub(crate) const fn is_limited(self) -> bool {
        self.counted < self.alone
    }

    /// What counts of a line of the ledger.
    pub(crate) fn line(self, of: &Scored<'_>, (kind, evidence): (LineKind, u64)) -> u64 {
        if !is_limited(of, kind) {
            return evidence;
        }
        let counted = u128::from(self.counted.min(self.alone));
        let counts = u128::from(evidence) * counted / u128::from(self.alone.max(1));
        u64::try_from(counts).unwrap_or(evidence)
    }

    /// How much of such a line counts, in whole percents, where that is not all.
    pub(super) fn percent(self, of: &Scored<'_>, kind: LineKind) -> Option<u64> {
        let percent = self.counted.saturating_mul(100) / self.alone.max(1);
        (self.is_limited() && is_limited(of, kind)).then_some(percent)
    }
}

/// Whether a line rests on volume and time alone.
const fn is_limited(of: &Scored<'_>, kind: LineKind) -> bool {
    match kind {
        LineKind::Insight | LineKind::Unusual | LineKind::LargeFiles => !of.indicator.intent,
        LineKind::Sensitive | LineKind::PriorityContent | LineKind::UnallowedDomain => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Content;

    #[test]
    fn the_limit_is_approached_and_never_reached_and_nothing_falls() {
        let content = Content::builtin().unwrap();
        let scoring = content.scoring();
        let limit = Limit::new(scoring);
        let most = scoring.evidence_reaching(scoring.alone.limit());
        let mut before = 0;
        for alone in 0..50_000 {
            let counted = limit.of(alone);
            assert!(before <= counted && counted <= before + 1, "at {alone}");
            assert!(counted <= alone && counted < most, "at {alone}");
            before = counted;
        }
        assert!(limit.of(u64::MAX) <= most);
        let from = scoring.evidence_reaching(scoring.alone.from());
        assert_eq!(limit.of(from), from);
    }
}
