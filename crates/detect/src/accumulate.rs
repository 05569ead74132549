//! Accumulating: hits of one person folded into insights per day and indicator.
//!
//! Promises: the result does not depend on the order in which hits are added, nor on how they are split between accumulators whose
//! results are merged later.

use std::collections::BTreeMap;

use ombud_model::insight::{DistinctSketch, Facets, Insight};
use ombud_model::{Day, IndicatorCode, Timestamp};

use crate::Hit;

/// Collects the hits of one person.
#[derive(Clone, Debug, Default)]
pub struct Accumulator {
    insights: BTreeMap<(Day, IndicatorCode), Insight>,
}

impl Accumulator {
    pub fn add(&mut self, time: Timestamp, hit: Hit) {
        let (day, indicator) = (time.day(), hit.indicator);
        let insight = self
            .insights
            .entry((day, indicator))
            .or_insert_with(|| Insight {
                day,
                indicator,
                facets: Facets::default(),
                objects: DistinctSketch::default(),
                first: time,
                last: time,
            });
        insight.facets.total += 1;
        insight.facets.sensitive += u64::from(hit.sensitive);
        insight.facets.priority += u64::from(hit.priority);
        insight.facets.unallowed += u64::from(hit.unallowed);
        insight.facets.bytes = insight.facets.bytes.saturating_add(hit.bytes);
        insight.objects.insert(hit.object);
        insight.first = insight.first.min(time);
        insight.last = insight.last.max(time);
    }

    pub fn is_empty(&self) -> bool {
        self.insights.is_empty()
    }

    /// The insights, by day and indicator: normalised. The accumulator is empty afterwards and can be used for the next person.
    pub fn finish(&mut self) -> Vec<Insight> {
        std::mem::take(&mut self.insights).into_values().collect()
    }
}
