//! One indicator: what it recognises, how strongly it counts, and the examples that prove it.

use std::fmt;

use ombud_model::policy::Thresholds;
use ombud_model::{
    ActivityView, IndicatorCode, Kind, LabelChange, Outcome, PersonId, Reach, Severity, Timestamp,
    Workload,
};
use serde::Deserialize;

/// What kind of risk an indicator speaks of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    Access,
    Collection,
    Obfuscation,
    Exfiltration,
    Deletion,
    Security,
    /// Facts about the person. They trigger; they are never scored.
    Context,
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Family::Access => "access",
            Family::Collection => "collection",
            Family::Obfuscation => "obfuscation",
            Family::Exfiltration => "exfiltration",
            Family::Deletion => "deletion",
            Family::Security => "security",
            Family::Context => "context",
        })
    }
}

/// A recognised kind of risky activity.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Stored with every insight: never changed or reused.
    pub code: IndicatorCode,
    /// Stable id, such as `files.downloaded.sharepoint`.
    pub id: String,
    pub title: String,
    pub doc: String,
    pub family: Family,
    /// What the person did, once: follows "somebody".
    pub one: String,
    /// What the person did, several times; `{n}` stands for the count.
    pub many: String,
    #[serde(rename = "match")]
    pub conditions: Conditions,
    /// Default thresholds: occurrences a day.
    pub thresholds: Thresholds,
    /// Default weight in hundredths; 0 for context.
    pub weight: u32,
    /// Share of the evidence that counts however usual the count is, in percent; the general floor where it is not given.
    #[serde(default)]
    pub usual_percent: Option<u32>,
    /// What one occurrence in scope comes to at least, however usual it is.
    #[serde(default)]
    pub stands: Option<Stands>,
    /// The indicator of the same acts: a policy that scores that one counts this one too where it stands by itself.
    #[serde(default)]
    pub counted_with: Option<String>,
    /// The indicator of which every occurrence of this one is an occurrence too: one act, counted once.
    #[serde(default)]
    pub part_of: Option<String>,
    /// Every occurrence is about sensitive information, and the weight says so already: that part of it adds nothing.
    #[serde(default)]
    pub always_sensitive: bool,
    /// It says more than that somebody is busy, so that its evidence knows no limit of volume and time.
    #[serde(default)]
    pub intent: bool,
    pub examples: Examples,
}

/// The severity of the alert that an occurrence opens by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stands {
    /// What opens an alert at the default volume, and no more.
    Low,
}

/// What an activity must be. Empty lists allow anything; all conditions must hold.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conditions {
    pub kinds: Vec<Kind>,
    #[serde(default)]
    pub workloads: Vec<Workload>,
    #[serde(default)]
    pub reach: Vec<Reach>,
    #[serde(default = "done")]
    pub outcomes: Vec<Outcome>,
    #[serde(default)]
    pub label_changes: Vec<LabelChange>,
    #[serde(default)]
    pub severity_at_least: Option<Severity>,
    /// Attachments, messages or items in the activity.
    #[serde(default)]
    pub items_at_least: u32,
    /// The target is a free mail service.
    #[serde(default)]
    pub free_mail: bool,
    /// It goes to the sender's own address at a free mail service, as far as the name of the address tells.
    #[serde(default)]
    pub to_self: bool,
    /// Carries a sensitive information type or touches priority content.
    #[serde(default)]
    pub sensitive_or_priority: bool,
    /// The job level went down in the order of the settings.
    #[serde(default)]
    pub job_level_lowered: bool,
    /// The detail begins with one of these categories and a colon; letter case, hyphens and spaces are ignored.
    #[serde(default)]
    pub categories: Vec<String>,
    /// The detail begins with none of these categories.
    #[serde(default)]
    pub not_categories: Vec<String>,
}

impl Conditions {
    /// The outcomes that count. Nobody is passed over because a record does not say how it ended: what is not known counts as done.
    pub fn counted_outcomes(&self) -> Vec<Outcome> {
        let mut outcomes = self.outcomes.clone();
        if outcomes.contains(&Outcome::Done) && !outcomes.contains(&Outcome::Unknown) {
            outcomes.push(Outcome::Unknown);
        }
        outcomes
    }
}

fn done() -> Vec<Outcome> {
    vec![Outcome::Done]
}

/// Activities that must and that must not be recognised, under default settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Examples {
    pub hit: Vec<Example>,
    pub miss: Vec<Example>,
}

/// A small activity.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub kind: Kind,
    #[serde(default = "other")]
    pub workload: Workload,
    #[serde(default = "one_done")]
    pub outcome: Outcome,
    #[serde(default = "nowhere")]
    pub reach: Reach,
    #[serde(default = "unchanged")]
    pub label_change: LabelChange,
    #[serde(default)]
    pub label_before: String,
    #[serde(default)]
    pub label_after: String,
    #[serde(default = "unstated")]
    pub severity: Severity,
    #[serde(default)]
    pub detail: String,
    #[serde(default = "single")]
    pub items: u32,
    #[serde(default)]
    pub target_domain: String,
    #[serde(default)]
    pub sensitive_types: String,
}

const fn other() -> Workload {
    Workload::Other
}

const fn one_done() -> Outcome {
    Outcome::Done
}

const fn nowhere() -> Reach {
    Reach::None
}

const fn unchanged() -> LabelChange {
    LabelChange::None
}

const fn unstated() -> Severity {
    Severity::None
}

const fn single() -> u32 {
    1
}

impl Example {
    /// The activity, done by some person at the beginning of the allowed time.
    pub fn view(&self) -> ActivityView<'_> {
        ActivityView {
            time: Timestamp::MIN,
            key: 1,
            person: Some(PersonId(1)),
            kind: self.kind,
            operation: "",
            workload: self.workload,
            outcome: self.outcome,
            container: "",
            object: "",
            extension: "",
            size: None,
            object_id: 0,
            target: "",
            target_domain: &self.target_domain,
            reach: self.reach,
            label_change: self.label_change,
            label_before: &self.label_before,
            label_after: &self.label_after,
            sensitive_types: &self.sensitive_types,
            severity: self.severity,
            detail: &self.detail,
            items: self.items,
            incomplete: "",
        }
    }
}

impl Indicator {
    /// Whether content leaves the organisation's hands by this.
    pub fn is_exfiltration(&self) -> bool {
        self.family == Family::Exfiltration
    }

    /// What the person did `count` times, such as "downloaded 64 files from SharePoint".
    pub fn phrase(&self, count: u64) -> String {
        if count == 1 {
            self.one.clone()
        } else {
            self.many.replace("{n}", &count.to_string())
        }
    }

    pub(super) fn check(&self) -> Result<(), String> {
        let plain =
            |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-');
        if self.id.is_empty() || !self.id.bytes().all(plain) {
            return Err("its id may hold lower-case letters, digits, dots and hyphens".to_owned());
        }
        if self.code == IndicatorCode::PRESENCE {
            return Err("its code is that of presence: choose another".to_owned());
        }
        if self.title.is_empty()
            || self.doc.is_empty()
            || self.one.is_empty()
            || self.many.is_empty()
        {
            return Err("title, doc, one and many must be filled in".to_owned());
        }
        if self.conditions.kinds.is_empty() {
            return Err("it names no kind of activity".to_owned());
        }
        if (self.family == Family::Context) != (self.weight == 0) {
            return Err("context has weight 0, everything else has a weight".to_owned());
        }
        if self.usual_percent.is_some_and(|percent| percent > 100) {
            return Err("usual_percent is above 100".to_owned());
        }
        if self.weight > 10_000 {
            return Err("its weight is above 10000".to_owned());
        }
        if self.examples.hit.is_empty() || self.examples.miss.is_empty() {
            return Err("it needs an example that is recognised and one that is not".to_owned());
        }
        Ok(())
    }
}
