//! Recognising: which indicators an activity is an occurrence of.
//!
//! Promises: stateless and deterministic; looks only at the activity, the content and the settings. Services are never recognised.

use ombud_model::settings::Settings;
use ombud_model::{ActivityView, IndicatorCode, Kind, LabelChange, Reach, Severity, TO_SELF};
use rustc_hash::FxHashSet;

use crate::content::{Conditions, Content};
use crate::exclude::{Domains, Excluder, Priority, SettingsError};

/// One occurrence of one indicator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hit {
    pub indicator: IndicatorCode,
    /// Carries a sensitive information type.
    pub sensitive: bool,
    /// Touches priority content.
    pub priority: bool,
    /// Goes to an unallowed domain.
    pub unallowed: bool,
    pub bytes: u64,
    /// Stable hash of the content's identity, for counting distinct objects.
    pub object: u32,
}

#[derive(Clone, Debug)]
struct Rule {
    indicator: IndicatorCode,
    /// Bit n: code n is allowed.
    workloads: u32,
    reach: u32,
    outcomes: u32,
    label_changes: u32,
    severity_at_least: u8,
    items_at_least: u32,
    free_mail: bool,
    to_self: bool,
    sensitive_or_priority: bool,
    job_level_lowered: bool,
    categories: Box<[String]>,
    not_categories: Box<[String]>,
}

fn bits(codes: impl ExactSizeIterator<Item = u8>) -> u32 {
    if codes.len() == 0 {
        u32::MAX
    } else {
        codes.fold(0, |mask, code| mask | bit(code))
    }
}

const fn bit(code: u8) -> u32 {
    1u32.wrapping_shl(code as u32)
}

impl Rule {
    fn new(indicator: IndicatorCode, conditions: &Conditions) -> Self {
        Self {
            indicator,
            workloads: bits(conditions.workloads.iter().map(|one| one.code())),
            reach: bits(conditions.reach.iter().map(|one| one.code())),
            outcomes: bits(conditions.counted_outcomes().iter().map(|one| one.code())),
            label_changes: bits(conditions.label_changes.iter().map(|one| one.code())),
            severity_at_least: conditions.severity_at_least.map_or(0, Severity::code),
            items_at_least: conditions.items_at_least,
            free_mail: conditions.free_mail,
            to_self: conditions.to_self,
            sensitive_or_priority: conditions.sensitive_or_priority,
            job_level_lowered: conditions.job_level_lowered,
            categories: conditions.categories.as_slice().into(),
            not_categories: conditions.not_categories.as_slice().into(),
        }
    }

    fn holds(&self, activity: &ActivityView<'_>, seen: &Seen<'_>) -> bool {
        let is = |category: &String| has_category(activity.detail, category);
        self.workloads & bit(activity.workload.code()) != 0
            && self.outcomes & bit(activity.outcome.code()) != 0
            && self.reach & bit(seen.reach.code()) != 0
            && self.label_changes & bit(seen.label_change.code()) != 0
            && activity.severity.code() >= self.severity_at_least
            && activity.items >= self.items_at_least
            && (self.categories.is_empty() || self.categories.iter().any(is))
            && !self.not_categories.iter().any(is)
            && (!self.free_mail || seen.by.free_mail.contains(activity.target_domain))
            && (!self.to_self || seen.by.goes_home(activity.detail))
            && (!self.job_level_lowered || seen.by.job_level_lowered(activity))
            && (!self.sensitive_or_priority
                || !activity.sensitive_types.is_empty()
                || seen.by.priority.marks(activity))
    }
}

/// What the settings make of an activity.
struct Seen<'a> {
    by: &'a Recogniser,
    reach: Reach,
    label_change: LabelChange,
}

/// Recognises activities under given settings. Build it once per settings; it is cheap to share.
#[derive(Clone, Debug)]
pub struct Recogniser {
    /// By the code of the kind.
    rules: Box<[Vec<Rule>]>,
    /// Bit n: the kind of code n tells nothing about whether the person was there.
    automatic: [u64; 4],
    inside: Domains,
    unallowed: Domains,
    excluder: Excluder,
    priority: Priority,
    free_mail: FxHashSet<String>,
    /// Lower-case.
    label_order: Vec<String>,
    level_order: Vec<String>,
}

impl Recogniser {
    /// The same, but blind to every indicator for which `allowed` does not hold.
    #[must_use]
    pub fn limited_to(mut self, content: &Content, allowed: impl Fn(&str) -> bool) -> Self {
        let allowed = |code| {
            content
                .by_code(code)
                .is_some_and(|indicator| allowed(&indicator.id))
        };
        self.rules
            .iter_mut()
            .for_each(|rules| rules.retain(|rule| allowed(rule.indicator)));
        self
    }

    pub fn new(content: &Content, settings: &Settings) -> Result<Self, SettingsError> {
        let mut rules: Vec<Vec<Rule>> = vec![Vec::new(); 256];
        for indicator in content.indicators() {
            for kind in &indicator.conditions.kinds {
                if let Some(list) = rules.get_mut(usize::from(kind.code())) {
                    list.push(Rule::new(indicator.code, &indicator.conditions));
                }
            }
        }
        let mut automatic = [0u64; 4];
        for kind in &content.scoring().presence.automatic_kinds {
            if let Some(bits) = automatic.get_mut(usize::from(kind.code() / 64)) {
                *bits |= 1 << (kind.code() % 64);
            }
        }
        let lower = |list: &[String]| list.iter().map(|text| text.trim().to_lowercase()).collect();
        Ok(Self {
            rules: rules.into(),
            automatic,
            inside: Domains::new(
                settings
                    .own_domains
                    .iter()
                    .chain(&settings.exclusions.domains),
            )?,
            unallowed: Domains::new(&settings.unallowed_domains)?,
            excluder: Excluder::new(&settings.exclusions)?,
            priority: Priority::new(&settings.priority_content)?,
            free_mail: content.free_mail_domains().iter().cloned().collect(),
            label_order: lower(&settings.label_order),
            level_order: lower(&settings.level_order),
        })
    }

    /// Calls `hit` for each indicator that the activity is an occurrence of: by code within a kind, most often never or once.
    pub fn recognise(&self, activity: &ActivityView<'_>, hit: &mut dyn FnMut(Hit)) {
        let rules = match self.rules.get(usize::from(activity.kind.code())) {
            Some(rules) if !rules.is_empty() && activity.person.is_some() => rules,
            _ => return,
        };
        let seen = Seen {
            by: self,
            reach: self.reach(activity),
            label_change: self.label_change(activity),
        };
        let mut facets: Option<Hit> = None;
        for rule in rules.iter().filter(|rule| rule.holds(activity, &seen)) {
            // Exclusions and facets are looked at only when there is something to count, which is rare.
            let facets = match facets {
                Some(known) => known,
                None if self.excluder.excludes(activity) => return,
                None => *facets.insert(self.facets(activity)),
            };
            hit(Hit {
                indicator: rule.indicator,
                ..facets
            });
        }
    }

    /// Whether what is of this kind is done by the person in person, so that it tells that the person was there.
    pub fn tells_presence(&self, kind: Kind) -> bool {
        let bits = self.automatic.get(usize::from(kind.code() / 64));
        bits.is_some_and(|bits| bits >> (kind.code() % 64) & 1 == 0)
    }

    fn facets(&self, activity: &ActivityView<'_>) -> Hit {
        Hit {
            indicator: IndicatorCode(0),
            sensitive: !activity.sensitive_types.is_empty(),
            priority: self.priority.marks(activity),
            unallowed: self.unallowed.contain(activity.target_domain),
            bytes: activity.size.unwrap_or(0),
            object: object_hash(activity),
        }
    }

    /// Excluded and own domains count as inside, whatever the source knew when it judged.
    fn reach(&self, activity: &ActivityView<'_>) -> Reach {
        match activity.reach {
            Reach::Outside if self.inside.contain(activity.target_domain) => Reach::Inside,
            reach => reach,
        }
    }

    /// Whether the detail says that it goes to the sender's own address at a free mail service, excluded ones left out.
    fn goes_home(&self, detail: &str) -> bool {
        let domain = detail
            .strip_prefix(TO_SELF)
            .map(|rest| rest.split_once(';').map_or(rest, |(domain, _)| domain));
        domain.is_some_and(|domain| self.free_mail.contains(domain) && !self.inside.contain(domain))
    }

    /// A change between two labels whose order the settings know is a raise or a drop.
    fn label_change(&self, activity: &ActivityView<'_>) -> LabelChange {
        if activity.label_change != LabelChange::Changed {
            return activity.label_change;
        }
        match order(
            &self.label_order,
            activity.label_before,
            activity.label_after,
        ) {
            Some(std::cmp::Ordering::Less) => LabelChange::Raised,
            Some(std::cmp::Ordering::Greater) => LabelChange::Lowered,
            _ => LabelChange::Changed,
        }
    }

    /// By the settings' order where it knows both levels, else by what the source made of it: high is a demotion, informational any
    /// other change, and anything else means that no order was known there either.
    fn job_level_lowered(&self, activity: &ActivityView<'_>) -> bool {
        let (before, after) = match activity.detail.split_once(" -> ") {
            Some(levels) if activity.label_before.is_empty() && activity.label_after.is_empty() => {
                levels
            }
            _ => (activity.label_before, activity.label_after),
        };
        match (
            order(&self.level_order, before, after),
            activity.severity,
            activity.label_change,
        ) {
            (Some(order), ..) => order == std::cmp::Ordering::Greater,
            (None, Severity::High, _) | (None, _, LabelChange::Lowered) => true,
            (None, Severity::Informational, _) | (None, _, LabelChange::Raised) => false,
            (None, ..) => self.level_order.is_empty(),
        }
    }
}

/// Whether the detail, as in `defense-evasion: title` or `DefenseEvasion, Execution: title`, names the category.
fn has_category(detail: &str, wanted: &str) -> bool {
    let letters = |text: &str| {
        text.bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| byte.to_ascii_lowercase())
            .collect::<Vec<_>>()
    };
    let head = detail.split_once(':').map_or("", |(head, _)| head);
    head.split(',').any(|one| letters(one) == letters(wanted))
}

/// How `before` compares with `after` in a list from lowest to highest; `None` when one of them is not in it.
fn order(list: &[String], before: &str, after: &str) -> Option<std::cmp::Ordering> {
    let place = |text: &str| {
        let text = text.trim().to_lowercase();
        list.iter().position(|one| *one == text)
    };
    if list.is_empty() {
        return None;
    }
    place(before)
        .zip(place(after))
        .map(|(before, after)| before.cmp(&after))
}

/// A multiplicative hash with a final mix: stable for ever, because sketches of distinct objects are stored.
fn object_hash(activity: &ActivityView<'_>) -> u32 {
    let mut hash = if activity.object_id != 0 {
        activity.object_id
    } else {
        hash_text(
            hash_text(0x9e37_79b9_7f4a_7c15, activity.container),
            activity.object,
        )
    };
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    (hash >> 32) as u32
}

/// Eight bytes at a time; the length goes in last, so that text cannot move from one part to the next unseen.
fn hash_text(hash: u64, text: &str) -> u64 {
    let mix = |hash: u64, word: u64| {
        (hash ^ word)
            .wrapping_mul(0xbf58_476d_1ce4_e5b9)
            .rotate_left(29)
    };
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let hash = words
        .iter()
        .fold(hash, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let rest = rest
        .iter()
        .fold(0, |word, byte| (word << 8) | u64::from(*byte));
    mix(mix(hash, rest), text.len() as u64)
}

#[cfg(test)]
mod tests;
