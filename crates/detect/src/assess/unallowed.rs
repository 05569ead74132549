//! Unallowed domains: how unusual it is that a person sends anything to one, whatever the way, on one day or several.
//!
//! Promises: the norm is what the person sent to unallowed domains before, not how much is sent in all; later days never change it; more on
//! a day, or on one of the days right before it, is never less unusual.

use std::collections::BTreeMap;

use ombud_model::Day;
use ombud_model::insight::Insight;

use super::habit::{Counts, Window};
use crate::baseline::Baselines;
use crate::content::{Content, Family};
use crate::surprise::{surprise, together};

/// What a person sent to unallowed domains, of all indicators together.
pub(super) struct Unallowed<'a> {
    content: &'a Content,
    counts: Counts<'a>,
}

/// How unusual a day is together with the days right before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Lately {
    pub(super) bits: u32,
    /// Days on which anything went to an unallowed domain: this one, and those that the guard leaves out.
    pub(super) days: u32,
}

impl<'a> Unallowed<'a> {
    pub(super) fn new(content: &'a Content, insights: &[&Insight]) -> Self {
        let mut days: BTreeMap<Day, u64> = BTreeMap::new();
        for insight in insights.iter().filter(|one| one.facets.unallowed > 0) {
            // What is a part of another indicator is counted there.
            let indicator = content.by_code(insight.indicator);
            if indicator.is_some_and(|one| one.part_of.is_none()) {
                let sum = days.entry(insight.day).or_default();
                *sum = sum.saturating_add(insight.facets.unallowed);
            }
        }
        Self {
            content,
            counts: Counts::of_days(days.into_iter().collect(), content.shapes()),
        }
    }

    /// Days that the guard leaves out teach nothing of what is usual: they belong to what is judged. Each is compared with what was usual
    /// before all of them, and they are joined as independent surprises are.
    pub(super) fn lately(&self, day: Day, window: &Window, baselines: &Baselines) -> Lately {
        let days = self.counts.between(window.until(), day.plus(1));
        if days.is_empty() {
            return Lately::default();
        }
        let (usual, shapes) = (&self.content.scoring().usual, self.content.shapes());
        let rate = self.rate(day, baselines);
        let mut bits = 0;
        for &(_, count) in days {
            let of_day = surprise(count, &self.counts.past(window, count), rate, usual, shapes);
            bits = together(bits, of_day).max(bits).max(of_day);
        }
        Lately {
            bits,
            days: u32::try_from(days.len()).unwrap_or(u32::MAX),
        }
    }

    /// What everybody is taken to send to unallowed domains on a day of being present: a share of what leaves by ways that have a domain.
    fn rate(&self, day: Day, baselines: &Baselines) -> f64 {
        let scoring = self.content.scoring();
        let has_domain = |one: &&crate::content::Indicator| {
            one.family == Family::Exfiltration
                && one.part_of.is_none()
                && !one.conditions.reach.is_empty()
        };
        let indicators = self.content.indicators().iter().filter(has_domain);
        let all: f64 = indicators
            .map(|one| baselines.rate(one.code, day).per_day())
            .sum();
        all * f64::from(scoring.facet_share.unallowed_percent)
            / f64::from(scoring.usual.present_percent)
    }
}
