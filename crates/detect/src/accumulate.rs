//! Accumulating: hits of one person folded into insights per day and indicator, and the hours in which the person was there.
//!
//! Promises: the result does not depend on the order in which hits are added, nor on how they are split between accumulators whose
//! results are merged later.

use std::collections::BTreeMap;

use ombud_model::insight::{Facets, Insight};
use ombud_model::{Day, IndicatorCode, Timestamp};

use crate::Hit;

/// Collects the hits of one person.
#[derive(Clone, Debug, Default)]
pub struct Accumulator {
    insights: BTreeMap<(Day, IndicatorCode), Insight>,
    /// Hours in which the person was there, a bit each; a day may come several times.
    present: Vec<(Day, u32)>,
}

impl Accumulator {
    pub fn add(&mut self, time: Timestamp, hit: Hit) {
        let (day, indicator) = (time.day(), hit.indicator);
        let insight = self
            .insights
            .entry((day, indicator))
            .or_insert_with(|| Insight::at(time, indicator, Facets::default()));
        insight.facets.total += 1;
        insight.blocks.add(time, 1);
        insight.facets.sensitive += u64::from(hit.sensitive);
        insight.facets.priority += u64::from(hit.priority);
        insight.facets.unallowed += u64::from(hit.unallowed);
        insight.facets.bytes = insight.facets.bytes.saturating_add(hit.bytes);
        insight.objects.insert(hit.object);
        insight.first = insight.first.min(time);
        insight.last = insight.last.max(time);
    }

    /// Says that the person was there: [`Recogniser::tells_presence`](crate::Recogniser::tells_presence) says of what.
    pub fn add_presence(&mut self, time: Timestamp) {
        let (day, hour) = (time.day(), time.hour());
        match self.present.last_mut() {
            Some((last, hours)) if *last == day => *hours |= 1 << hour,
            _ => self.present.push((day, 1 << hour)),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.insights.is_empty() && self.present.is_empty()
    }

    /// The insights, by day and indicator: normalised. The accumulator is empty afterwards and can be used for the next person.
    pub fn finish(&mut self) -> Vec<Insight> {
        let mut insights = std::mem::take(&mut self.insights);
        for (day, hours) in self.present.drain(..) {
            insights
                .entry((day, IndicatorCode::PRESENCE))
                .or_insert_with(|| Insight::of_presence(day))
                .add_hours(hours);
        }
        insights.into_values().collect()
    }
}
