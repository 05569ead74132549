//! Recognising: which indicators an activity is an occurrence of.
//!
//! Promises: stateless and deterministic; looks only at the activity, the content and the settings. Services are never recognised.

use ombud_model::settings::Settings;
use ombud_model::{ActivityView, IndicatorCode, LabelChange, Reach, Severity, TO_SELF};
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
            outcomes: bits(conditions.outcomes.iter().map(|one| one.code())),
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
        let lower = |list: &[String]| list.iter().map(|text| text.trim().to_lowercase()).collect();
        Ok(Self {
            rules: rules.into(),
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
mod tests {
    use ombud_model::settings::{KeywordExclusion, PriorityContent};
    use ombud_model::{Kind, Outcome, PersonId, Timestamp, Workload};

    use super::*;

    fn blank(kind: Kind, workload: Workload) -> ActivityView<'static> {
        ActivityView {
            time: Timestamp::MIN,
            key: 1,
            person: Some(PersonId(1)),
            kind,
            operation: "",
            workload,
            outcome: Outcome::Done,
            container: "",
            object: "",
            extension: "",
            size: Some(10),
            object_id: 0,
            target: "",
            target_domain: "",
            reach: Reach::None,
            label_change: LabelChange::None,
            label_before: "",
            label_after: "",
            sensitive_types: "",
            severity: Severity::None,
            detail: "",
            items: 1,
        }
    }

    fn hits(settings: &Settings, activity: &ActivityView<'_>) -> Vec<Hit> {
        let recogniser = Recogniser::new(&Content::builtin().unwrap(), settings).unwrap();
        let mut hits = Vec::new();
        recogniser.recognise(activity, &mut |hit| hits.push(hit));
        hits
    }

    #[test]
    fn services_are_not_recognised() {
        let download = blank(Kind::FileDownloaded, Workload::SharePoint);
        assert_eq!(hits(&Settings::default(), &download).len(), 1);
        assert!(
            hits(
                &Settings::default(),
                &ActivityView {
                    person: None,
                    ..download
                }
            )
            .is_empty()
        );
    }

    #[test]
    fn exclusions_take_activities_out() {
        let file = ActivityView {
            container: r"C:\Users\*\Projects\",
            object: "training plan.docx",
            extension: "docx",
            ..blank(Kind::CopiedToRemovableMedia, Workload::Endpoint)
        };
        assert_eq!(hits(&Settings::default(), &file).len(), 1);
        let mut by_type = Settings::default();
        by_type.exclusions.file_types = vec![".DOCX".into()];
        let mut by_path = Settings::default();
        by_path.exclusions.paths = vec![r"\users\*\projects".into()];
        let mut by_word = Settings::default();
        by_word.exclusions.keywords = vec![KeywordExclusion {
            contains: "training".into(),
            unless: vec!["secret".into()],
        }];
        for settings in [&by_type, &by_path, &by_word] {
            assert!(hits(settings, &file).is_empty(), "{settings:?}");
        }
        let excused = ActivityView {
            object: "secret training plan.docx",
            ..file
        };
        assert_eq!(hits(&by_word, &excused).len(), 1);
    }

    #[test]
    fn default_exclusions_leave_application_data_out() {
        let file = ActivityView {
            container: r"C:\Users\*\AppData\Local\Temp\",
            object: "x.tmp",
            ..blank(Kind::FileArchived, Workload::Endpoint)
        };
        assert!(hits(&Settings::default(), &file).is_empty());
        assert_eq!(
            hits(
                &Settings::default(),
                &ActivityView {
                    container: r"C:\Users\*\Documents\",
                    ..file
                }
            )
            .len(),
            1
        );
    }

    #[test]
    fn excluded_domains_count_as_inside() {
        let mail = ActivityView {
            reach: Reach::Outside,
            target_domain: "mail.partner.test",
            ..blank(Kind::MailSent, Workload::Exchange)
        };
        assert_eq!(hits(&Settings::default(), &mail).len(), 1);
        let mut settings = Settings::default();
        settings.exclusions.domains = vec!["*.partner.test".into()];
        assert!(hits(&settings, &mail).is_empty());
        let own = Settings {
            own_domains: vec!["mail.partner.test".into()],
            ..Settings::default()
        };
        assert!(hits(&own, &mail).is_empty());
    }

    #[test]
    fn mail_to_oneself_is_told_apart_from_other_mail_outside() {
        let mail = ActivityView {
            reach: Reach::Outside,
            target_domain: "rival.test",
            ..blank(Kind::MailSent, Workload::Exchange)
        };
        let mut excluded = Settings::default();
        excluded.exclusions.domains = vec!["gmail.com".into()];
        for (settings, detail, count) in [
            (&Settings::default(), "to self: gmail.com", 2),
            (
                &Settings::default(),
                "to self: gmail.com; mailbox of ‹address›",
                2,
            ),
            (&Settings::default(), "to self: partner.test", 1),
            (&Settings::default(), "mailbox of to self: gmail.com", 1),
            (&excluded, "to self: gmail.com", 1),
        ] {
            assert_eq!(
                hits(settings, &ActivityView { detail, ..mail }).len(),
                count,
                "{detail}"
            );
        }
    }

    #[test]
    fn facets_come_from_the_settings() {
        let settings = Settings {
            unallowed_domains: vec!["**.rival.test".into()],
            priority_content: PriorityContent {
                sites: vec!["https://corp.test/sites/Board".into()],
                labels: vec!["Secret".into()],
                sensitive_types: vec!["Patent".into()],
                file_types: vec![".dwg".into()],
            },
            ..Settings::default()
        };
        let upload = ActivityView {
            reach: Reach::Outside,
            target_domain: "eu.files.rival.test",
            ..blank(Kind::UploadedToWeb, Workload::Endpoint)
        };
        let plain = hits(&settings, &upload);
        assert!(
            plain[0].unallowed && !plain[0].priority && !plain[0].sensitive && plain[0].bytes == 10
        );
        let marked = [
            ActivityView {
                container: "https://corp.test/sites/board/Docs/",
                ..upload
            },
            ActivityView {
                label_after: "secret",
                ..upload
            },
            ActivityView {
                sensitive_types: "Address; patent",
                ..upload
            },
            ActivityView {
                extension: "dwg",
                ..upload
            },
        ];
        for activity in marked {
            let found = hits(&settings, &activity);
            assert!(found[0].priority, "{activity:?}");
            assert_eq!(found[0].sensitive, !activity.sensitive_types.is_empty());
        }
    }

    #[test]
    fn orders_in_the_settings_tell_up_from_down() {
        let settings = Settings {
            label_order: vec!["General".into(), "Confidential".into()],
            level_order: vec!["58".into(), "60".into()],
            ..Settings::default()
        };
        let change = |kind, before, after| ActivityView {
            label_change: LabelChange::Changed,
            label_before: before,
            label_after: after,
            ..blank(kind, Workload::SharePoint)
        };
        let count = |activity: ActivityView<'_>| hits(&settings, &activity).len();
        assert_eq!(
            count(change(Kind::LabelChanged, "confidential", "GENERAL")),
            1
        );
        assert_eq!(
            count(change(Kind::LabelChanged, "General", "Confidential")),
            0
        );
        assert_eq!(count(change(Kind::LabelChanged, "General", "Unknown")), 0);
        assert_eq!(count(change(Kind::JobLevelChanged, "60", "58")), 1);
        assert_eq!(count(change(Kind::JobLevelChanged, "58", "60")), 0);
        assert_eq!(count(change(Kind::JobLevelChanged, "60", "99")), 0);
        assert_eq!(
            hits(
                &Settings::default(),
                &change(Kind::JobLevelChanged, "a", "b")
            )
            .len(),
            1
        );
        let told = |severity, detail| ActivityView {
            severity,
            detail,
            ..blank(Kind::JobLevelChanged, Workload::HumanResources)
        };
        assert_eq!(count(told(Severity::Low, "60 -> 58")), 1);
        assert_eq!(count(told(Severity::High, "58 -> 60")), 0);
        assert_eq!(count(told(Severity::High, "a -> b")), 1);
        assert_eq!(count(told(Severity::Low, "a -> b")), 0);
    }

    #[test]
    fn the_object_hash_is_stable() {
        let file = ActivityView {
            container: "a/",
            object: "b",
            ..blank(Kind::Printed, Workload::Endpoint)
        };
        assert_eq!(object_hash(&file), object_hash(&file));
        assert_ne!(
            object_hash(&file),
            object_hash(&ActivityView {
                container: "a/b",
                object: "",
                ..file
            })
        );
        assert_eq!(
            object_hash(&ActivityView {
                object_id: 7,
                ..file
            }),
            object_hash(&ActivityView {
                object_id: 7,
                object: "c",
                ..file
            })
        );
        assert_eq!(object_hash(&file), 0x491a_8c16);
    }
}
