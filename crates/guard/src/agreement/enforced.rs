//! What the program asks before it processes anything: cheap questions to terms that were looked up once.

use std::collections::BTreeSet;

use ombud_model::{AgreementId, Party, Timestamp, UnitId, Units};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::{Agreed, Agreement, AgreementStanding, State};

/// Whether nothing is processed without an agreement in force.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Council {
    /// No agreement is needed, and none is enforced.
    Off,
    /// Only what the agreement in force names is processed.
    On,
}

/// Why something is not done.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotAgreed {
    #[error("no agreement is in force, so nothing is processed: draft one and have it signed")]
    NoAgreement,
    #[error("the agreement in force does not name the source `{0}`")]
    Source(String),
    #[error("the agreement in force does not name the indicator `{0}`")]
    Indicator(String),
    #[error("the agreement in force does not name the template `{0}`")]
    Template(String),
    #[error("the agreement in force does not cover this person's admin units")]
    Person,
    #[error("the agreement in force does not name `{0}` as a purpose of unmasking")]
    Purpose(String),
    #[error(
        "the agreement in force asks for {needed} approvals by different humans, and there are {given}"
    )]
    Approvals { needed: u8, given: usize },
}

#[derive(Clone, Debug)]
enum Names {
    All,
    Only(FxHashSet<Box<str>>),
}

impl Names {
    fn of(agreed: &Agreed) -> Self {
        match agreed {
            Agreed::All => Names::All,
            Agreed::Only(names) => {
                Names::Only(names.iter().map(|name| name.as_str().into()).collect())
            }
        }
    }

    fn have(&self, name: &str) -> bool {
        match self {
            Names::All => true,
            Names::Only(names) => names.contains(name),
        }
    }
}

#[derive(Clone, Debug)]
struct Holding {
    agreement: Agreement,
    sources: Names,
    indicators: Names,
    templates: Names,
}

#[derive(Clone, Debug)]
enum Basis {
    NotNeeded,
    Missing,
    Holds(Box<Holding>),
}

/// What is agreed now. Build it when agreements change and when [`Enforced::changes_at`] has come: from that moment on this value allows
/// nothing that needs an agreement.
#[derive(Clone, Debug)]
pub struct Enforced {
    basis: Basis,
    changes_at: Option<Timestamp>,
}

impl Enforced {
    /// The agreement in force at `now`. Of several, the one that was signed last holds alone: it replaces the others.
    pub fn of(council: Council, agreements: &[Agreement], now: Timestamp) -> Self {
        if council == Council::Off {
            return Self {
                basis: Basis::NotNeeded,
                changes_at: None,
            };
        }
        let in_force = agreements
            .iter()
            .filter(|agreement| agreement.standing(now) == AgreementStanding::InForce)
            .max_by_key(|agreement| {
                let signed = match agreement.state() {
                    State::Signed { at } => Some(*at),
                    State::Draft | State::Ended { .. } => None,
                };
                (signed, agreement.id())
            });
        let starts = agreements
            .iter()
            .filter(|agreement| agreement.standing(now) == AgreementStanding::Awaited);
        let next_start = starts.map(|agreement| agreement.terms().valid_from).min();
        let end = in_force.and_then(|agreement| agreement.terms().valid_until);
        let holding = |agreement: &Agreement| Holding {
            sources: Names::of(&agreement.terms().sources),
            indicators: Names::of(&agreement.terms().indicators),
            templates: Names::of(&agreement.terms().templates),
            agreement: agreement.clone(),
        };
        Self {
            basis: in_force.map_or(Basis::Missing, |agreement| {
                Basis::Holds(Box::new(holding(agreement)))
            }),
            changes_at: [next_start, end].into_iter().flatten().min(),
        }
    }

    /// When this must be built anew, if nobody changes an agreement before.
    pub fn changes_at(&self) -> Option<Timestamp> {
        self.changes_at
    }

    /// Names what is agreed: equal for two values exactly when they allow the same at every moment of their time. What is derived from
    /// records is computed anew when it changes.
    pub fn basis(&self) -> String {
        match &self.basis {
            Basis::NotNeeded => "no agreement needed".to_owned(),
            Basis::Missing => "no agreement in force".to_owned(),
            Basis::Holds(holding) => {
                format!("{} {}", holding.agreement.id(), holding.agreement.digest())
            }
        }
    }

    /// Whether an agreement is needed at all.
    pub fn is_needed(&self) -> bool {
        !matches!(self.basis, Basis::NotNeeded)
    }

    /// Whether everybody is covered, persons in no admin unit included. `false` where nothing may be processed.
    pub fn covers_everybody(&self, now: Timestamp) -> bool {
        match self.holding(now) {
            Ok(None) => true,
            Ok(Some(holding)) => holding.agreement.terms().units == Units::All,
            Err(_) => false,
        }
    }

    fn is_stale(&self, now: Timestamp) -> bool {
        self.changes_at.is_some_and(|at| at <= now)
    }

    /// The agreement that holds. `None`: there is none, or none is needed.
    pub fn agreement(&self) -> Option<AgreementId> {
        match &self.basis {
            Basis::Holds(holding) => Some(holding.agreement.id()),
            Basis::NotNeeded | Basis::Missing => None,
        }
    }

    /// Whether anything may be processed at all.
    pub fn allows_processing(&self, now: Timestamp) -> Result<(), NotAgreed> {
        self.holding(now).map(|_| ())
    }

    /// Whether records of this source may be taken in.
    pub fn allows_source(&self, source: &str, now: Timestamp) -> Result<(), NotAgreed> {
        self.check(
            now,
            |holding| holding.sources.have(source),
            || NotAgreed::Source(source.to_owned()),
        )
    }

    /// Whether this indicator may be recognised.
    pub fn allows_indicator(&self, indicator: &str, now: Timestamp) -> Result<(), NotAgreed> {
        self.check(
            now,
            |holding| holding.indicators.have(indicator),
            || NotAgreed::Indicator(indicator.to_owned()),
        )
    }

    /// Whether a policy may be made from this template, and run.
    pub fn allows_template(&self, template: &str, now: Timestamp) -> Result<(), NotAgreed> {
        self.check(
            now,
            |holding| holding.templates.have(template),
            || NotAgreed::Template(template.to_owned()),
        )
    }

    /// Whether a person in these admin units may be looked at.
    pub fn allows_person(&self, units: &BTreeSet<UnitId>, now: Timestamp) -> Result<(), NotAgreed> {
        let covers = |holding: &Holding| match &holding.agreement.terms().units {
            Units::All => true,
            Units::Only(covered) => units.iter().any(|unit| covered.contains(unit)),
        };
        self.check(now, covers, || NotAgreed::Person)
    }

    /// Whether somebody may be asked to be unmasked for this purpose.
    pub fn allows_purpose(&self, purpose: &str, now: Timestamp) -> Result<(), NotAgreed> {
        let named = |holding: &Holding| {
            holding
                .agreement
                .terms()
                .unmasking_purposes
                .contains(purpose)
        };
        self.check(now, named, || NotAgreed::Purpose(purpose.to_owned()))
    }

    /// Whether somebody may be unmasked for this purpose, with the approvals there are. Without a works council the number of approvals is
    /// a setting, which is checked where requests are.
    pub fn allows_unmasking(
        &self,
        purpose: &str,
        approvals: &[Party],
        now: Timestamp,
    ) -> Result<(), NotAgreed> {
        self.allows_purpose(purpose, now)?;
        let needed = self.unmasking_approvals(now).unwrap_or(0);
        let mut humans: Vec<&Party> = Vec::new();
        for approver in approvals {
            if !humans.iter().any(|human| human.is(approver)) {
                humans.push(approver);
            }
        }
        let given = humans.len();
        if given < usize::from(needed) {
            Err(NotAgreed::Approvals { needed, given })
        } else {
            Ok(())
        }
    }

    /// How many approvals the agreement asks for. `None`: no agreement holds.
    pub fn unmasking_approvals(&self, now: Timestamp) -> Option<u8> {
        self.holding(now)
            .ok()
            .flatten()
            .map(|holding| holding.agreement.terms().unmasking_approvals)
    }

    /// How many must sign the agreement that holds. `None`: no agreement holds.
    pub fn signatures_required(&self, now: Timestamp) -> Option<u8> {
        self.holding(now)
            .ok()
            .flatten()
            .map(|holding| holding.agreement.terms().signatures_required)
    }

    /// For how many days something may be kept at most. `None`: nothing was agreed about it.
    pub fn retention_days(&self, kind: &str, now: Timestamp) -> Option<u32> {
        self.holding(now)
            .ok()
            .flatten()
            .and_then(|holding| holding.agreement.terms().retention_days.get(kind).copied())
    }

    /// `Ok(None)`: no agreement is needed.
    fn holding(&self, now: Timestamp) -> Result<Option<&Holding>, NotAgreed> {
        match &self.basis {
            Basis::NotNeeded => Ok(None),
            // Checked with every question, so that a value that was built too long ago allows nothing.
            Basis::Holds(holding) if holding.agreement.is_in_time(now) && !self.is_stale(now) => {
                Ok(Some(holding))
            }
            Basis::Holds(_) | Basis::Missing => Err(NotAgreed::NoAgreement),
        }
    }

    fn check(
        &self,
        now: Timestamp,
        allows: impl Fn(&Holding) -> bool,
        refusal: impl Fn() -> NotAgreed,
    ) -> Result<(), NotAgreed> {
        match self.holding(now)? {
            Some(holding) if !allows(holding) => Err(refusal()),
            _ => Ok(()),
        }
    }
}
