//! Who takes part in an organisation of the lifelike world: everybody, or only those that one question is about.

use std::str::FromStr;

use super::hiding::Effort;
use super::scripts::{PATTERNS, SCRIPTS};
use super::{Planner, Scenario, Span};
use crate::habits::Pattern;

/// Whom an organisation of the lifelike world is made of, beside people about whom there is nothing to say.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Cast {
    /// Insiders of every kind, and honest people of every kind who look odd.
    #[default]
    Everybody,
    /// Three of ten people resign and do nothing else; no traps.
    HonestLeavers,
    /// Many of each kind of honest people who look odd, and no insiders. Half of them resign.
    Traps,
    /// 20 of 1,500 people for each of nine kinds of insiders and for each of six kinds of honest people who look odd. All of them resign.
    Patterns,
}

impl FromStr for Cast {
    type Err = String;

    /// `everybody`, `honest-leavers`, `traps` or `patterns`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "everybody" => Ok(Cast::Everybody),
            "honest-leavers" => Ok(Cast::HonestLeavers),
            "traps" => Ok(Cast::Traps),
            "patterns" => Ok(Cast::Patterns),
            _ => Err("choose `everybody`, `honest-leavers`, `traps` or `patterns`".to_owned()),
        }
    }
}

/// Of 1,000 persons, those who follow each script.
const INSIDERS: u32 = 3;

/// Offices by hours east of UTC, by how many of 100 people work there.
const ZONES: &[(i64, u64)] = &[
    (1, 40),
    (-5, 20),
    (-8, 10),
    (2, 10),
    (8, 8),
    (9, 6),
    (-3, 6),
];

/// Gives one person a part.
type Play<'p> = fn(&mut Planner<'p>, u32) -> Span;

impl Planner<'_> {
    pub(super) fn lifelike(&mut self, cast: Cast, effort: Effort) {
        for person in self.people.iter_mut() {
            let zone = self.random.weighted(ZONES).unwrap_or(0);
            let local = self.random.between(7, 10) as i64;
            person.start_hour = (local - zone).rem_euclid(24) as u64;
            self.plan.patterns.push(Pattern::FullTime);
        }
        match cast {
            Cast::Everybody => self.everybody(effort),
            Cast::HonestLeavers => self.each(Scenario::QuietLeaver, 300, Planner::quiet_leaver),
            Cast::Traps => self.many_traps(),
            Cast::Patterns => self.all_patterns(effort),
        }
    }

    fn everybody(&mut self, effort: Effort) {
        for script in SCRIPTS {
            for _ in 0..self.count(script.scenario, INSIDERS) {
                self.insiders(script, effort);
            }
        }
        self.each(Scenario::QuietLeaver, 40, Planner::quiet_leaver);
        self.each(
            Scenario::QuietImprovementPlan,
            6,
            Planner::quiet_improvement_plan,
        );
        self.each(Scenario::PartTimer, 40, Planner::part_timer);
        self.each(Scenario::NightShift, 20, Planner::night_shift);
        self.each(Scenario::WeekendWorker, 12, Planner::weekend_worker);
        self.each(Scenario::BackFromLeave, 12, Planner::back_from_leave);
        self.each(Scenario::MonthEndReporter, 16, Planner::month_end);
        self.each(Scenario::Salesman, 16, Planner::salesman);
        self.each(Scenario::SharedAccount, 8, Planner::shared_account);
        self.each(Scenario::ServiceClient, 6, Planner::service_client);
        self.each(Scenario::NewDevice, 12, Planner::new_device);
        self.each(Scenario::Newcomer, 12, Planner::newcomer);
        self.release_day();
    }

    /// Twelve kinds, three of a hundred people each, and a team on its release day.
    fn many_traps(&mut self) {
        let kinds: [(Scenario, Play<'_>); 12] = [
            (Scenario::QuietLeaver, Planner::quiet_leaver),
            (
                Scenario::QuietImprovementPlan,
                Planner::quiet_improvement_plan,
            ),
            (Scenario::PartTimer, Planner::part_timer),
            (Scenario::NightShift, Planner::night_shift),
            (Scenario::WeekendWorker, Planner::weekend_worker),
            (Scenario::BackFromLeave, Planner::back_from_leave),
            (Scenario::MonthEndReporter, Planner::month_end),
            (Scenario::Salesman, Planner::salesman),
            (Scenario::SharedAccount, Planner::shared_account),
            (Scenario::ServiceClient, Planner::service_client),
            (Scenario::NewDevice, Planner::new_device),
            (Scenario::Newcomer, Planner::newcomer),
        ];
        for (scenario, play) in kinds {
            self.each(scenario, 30, play);
        }
        self.release_day();
    }

    fn all_patterns(&mut self, effort: Effort) {
        // A policy that looks at nobody says nothing about honest people.
        self.leavers = 100;
        let each = (u64::from(self.options.persons) * 20 / 1_500).max(1);
        for script in PATTERNS {
            for _ in 0..each {
                self.insiders(script, effort);
            }
        }
        let kinds: [(Scenario, Play<'_>); 7] = [
            (Scenario::SameVolume, Planner::changes_sides),
            (Scenario::PartTimer, Planner::part_timer),
            (Scenario::BackFromLeave, Planner::back_from_leave),
            (Scenario::MonthEndReporter, Planner::month_end),
            (Scenario::Salesman, Planner::salesman),
            (Scenario::SharedAccount, Planner::shared_account),
            (Scenario::NewDevice, Planner::new_device),
        ];
        for (scenario, play) in kinds {
            self.some(scenario, each, play);
        }
    }
}
