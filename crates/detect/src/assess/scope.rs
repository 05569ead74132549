//! When a person is in scope of a policy: the union of the windows around the triggers and of those by hand.

use ombud_model::Day;
use ombud_model::assessment::Scope;
use ombud_model::insight::Insight;

use crate::content::Content;
use crate::policy::CompiledPolicy;

/// The scope of one person under one policy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Scopes {
    pub(crate) scope: Scope,
    /// First and last day of each window, ascending, apart from each other.
    windows: Vec<(Day, Day)>,
}

impl Scopes {
    /// `None` when nothing triggers and nobody decided so. `by_hand` are first and last days.
    pub(crate) fn of(
        content: &Content,
        policy: &CompiledPolicy,
        insights: &[&Insight],
        by_hand: &[(Day, Day)],
    ) -> Option<Self> {
        let (back, on) = (
            policy.policy().look_back_days as i32,
            policy.policy().activation_days as i32,
        );
        let mut each: Vec<(Day, Day)> = by_hand
            .iter()
            .map(|&(first, last)| (first.plus(-back), last))
            .collect();
        let mut latest = None;
        for (insight, count, needed) in policy.within_a_day(insights) {
            if count < needed {
                continue;
            }
            latest = latest.max(Some((insight.day, insight.indicator)));
            each.push((insight.day.plus(-back), insight.day.plus(on)));
        }
        each.sort_unstable();
        let mut windows: Vec<(Day, Day)> = Vec::new();
        for (from, until) in each {
            match windows.last_mut() {
                Some(last) if from <= last.1.plus(1) => last.1 = last.1.max(until),
                _ => windows.push((from, until)),
            }
        }
        let (from, until) = (windows.first()?.0, windows.last()?.1);
        let (trigger, triggered) = match latest {
            Some((day, code)) => {
                let indicator = content.by_code(code);
                (indicator.map(|one| one.id.clone()).unwrap_or_default(), day)
            }
            None => {
                let first = by_hand.iter().map(|&(first, _)| first).max()?;
                (Scope::BY_HAND.to_owned(), first)
            }
        };
        Some(Self {
            scope: Scope {
                trigger,
                triggered,
                from,
                until,
            },
            windows,
        })
    }

    /// Which of the windows holds the day.
    pub(crate) fn window(&self, day: Day) -> Option<usize> {
        let next = self.windows.partition_point(|&(from, _)| from <= day);
        let at = next.checked_sub(1)?;
        let &(_, until) = self.windows.get(at)?;
        (day <= until).then_some(at)
    }

    pub(crate) fn contain(&self, day: Day) -> bool {
        self.window(day).is_some()
    }
}
