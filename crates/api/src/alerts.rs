//! Alerts as they cross the interface: in a list, one with its ledger, and what one rests on.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::reviews::AlertDecision;

/// Severity of an alert: low below a score of 34, medium from 34 to 66, high from 67.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    Low,
    Medium,
    High,
}

/// Where an alert stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AlertStatus {
    NeedsReview,
    Confirmed,
    Dismissed,
    Resolved,
}

/// What a ledger line is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// The count of one indicator on one day, against its thresholds.
    Insight,
    /// How far that count lies from the habit of the person and of their peers.
    Unusual,
    /// The part of an insight that carried sensitive information.
    Sensitive,
    /// The part of an insight that touched priority content.
    PriorityContent,
    /// The part of an insight that went to a domain that is not allowed.
    UnallowedDomain,
    /// What left in large files, as far as it is more than the count tells.
    LargeFiles,
}

/// What makes an alert's evidence weigh more, beside how much there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RiskFactor {
    /// Counts far from the person's own and their peers' habit.
    Unusual,
    Sensitive,
    PriorityContent,
    UnallowedDomain,
    /// Data was collected or packed on the day on which data went out, or in the week before.
    CollectedBefore,
    /// Data went out on three days or more.
    RepeatedExfiltration,
}

/// Why an alert is in the spotlight.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SpotlightReason {
    /// A fact about the employment brought the person in scope.
    EmploymentFact,
    /// The evidence is ten times what opens an alert, or more.
    MuchEvidence,
    Sensitive,
    PriorityContent,
    UnallowedDomain,
    CollectedBefore,
}

/// One alert in a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AlertSummary {
    #[schema(examples("alert-0198f2c4a51b7d3e9c55b0a1d2e3f405"))]
    pub id: String,
    /// Pseudonym.
    #[schema(examples("amber-otter-482"))]
    pub person: String,
    /// Name of the policy.
    pub policy: String,
    pub severity: Severity,
    #[schema(maximum = 100)]
    pub score: u8,
    #[schema(format = DateTime)]
    pub first_activity: String,
    #[schema(format = DateTime)]
    pub last_activity: String,
    pub status: AlertStatus,
    /// Scored insights that the alert is made of.
    pub insights: u32,
    /// Evidence over what opens an alert under its policy, in hundredths: 2130 is 21.3 times. Not capped.
    pub evidence: u64,
    /// Indicator id of the most recent trigger; empty in a list where the caller may not read the alert. Then there are no factors and no
    /// reasons either.
    pub trigger: String,
    pub risk_factors: Vec<RiskFactor>,
    /// Why the alert is in the spotlight; empty when it is not.
    pub spotlight: Vec<SpotlightReason>,
    #[schema(format = DateTime)]
    pub opened: String,
    /// Until when it is to be decided on, while it waits.
    #[schema(format = DateTime, required = true)]
    pub due: Option<String>,
    /// Account that is to decide on it.
    #[schema(required = true)]
    pub assignee: Option<String>,
    /// Raised by every decision, assignment and change of score.
    pub version: u64,
    #[schema(required = true)]
    pub decision: Option<AlertDecision>,
    /// Alerts of the same person that wait and rest on the same activities; in a list only with `together`.
    pub joined: Vec<JoinedAlert>,
}

/// An alert that stands with the entry of another: one decision for both.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct JoinedAlert {
    pub id: String,
    /// Name of the policy.
    pub policy: String,
    #[schema(maximum = 100)]
    pub score: u8,
    pub version: u64,
}

/// One alert with everything that made its score.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AlertDetail {
    #[serde(flatten)]
    pub alert: AlertSummary,
    pub scope: Scope,
    /// The points of all lines add up exactly to the score. Of a decided alert, the lines that the decider saw.
    pub ledger: Vec<LedgerLine>,
    /// Lines without points, by day: what came after the peak day, and the strongest of other times in scope.
    pub not_counted: Vec<LedgerLine>,
}

/// Why and how long a person is in scope of a policy.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Scope {
    /// Indicator id of the most recent trigger; `by-hand` where none triggered and an approved request brought the person in scope.
    pub trigger: String,
    /// Day of the most recent trigger, or from which on the person is in scope by hand.
    #[schema(format = Date)]
    pub triggered: String,
    /// First day scored.
    #[schema(format = Date)]
    pub from: String,
    /// Last day scored.
    #[schema(format = Date)]
    pub until: String,
}

/// One line of the ledger.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct LedgerLine {
    pub points: u8,
    pub kind: LineKind,
    /// A plain sentence, without names.
    pub title: String,
    /// Indicator id.
    pub indicator: String,
    #[schema(format = Date)]
    pub day: String,
    pub count: u64,
    /// The threshold that the count reached, or the lowest one when it reached none.
    pub threshold: u32,
    /// The score that assessing gives without the whole insight: without its day and indicator, in all lines and in what is usual.
    #[schema(maximum = 100)]
    pub without: u8,
}

/// One page of alerts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AlertList {
    pub alerts: Vec<AlertSummary>,
    /// Send it as `cursor`, with the same filters, to read on; absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// A score with the evidence behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Standing {
    #[schema(maximum = 100)]
    pub score: u8,
    /// Evidence over what opens an alert under the policy, in hundredths.
    pub evidence: u64,
}

/// Which threshold a count reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reached {
    Nothing,
    Low,
    Medium,
    High,
}

/// What kind of activity an indicator is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IndicatorFamily {
    Access,
    Collection,
    Obfuscation,
    Exfiltration,
    Deletion,
    Security,
    Context,
}

/// One indicator on one day, with its norm.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ExplainedDay {
    #[schema(format = Date)]
    pub day: String,
    pub count: u64,
    /// How many of them with sensitive information.
    pub sensitive: u64,
    /// How many of them with priority content.
    pub priority: u64,
    /// How many of them to a domain that is not allowed.
    pub unallowed: u64,
    pub bytes: u64,
    pub reached: Reached,
    /// The threshold that was reached, or the lowest one.
    pub threshold: u32,
    /// The person's own mean a day, in hundredths; null without a day to know it from.
    #[schema(required = true)]
    pub own: Option<u64>,
    /// How many days of the person that mean is from.
    pub own_days: u32,
    /// The mean of peers a day, in hundredths.
    pub peers: u64,
    /// How far the count is from both, in tenths of a bit.
    pub surprise: u32,
}

/// All that there was of one indicator until the day on which the evidence weighed most.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ExplainedGroup {
    /// Indicator id.
    pub indicator: String,
    pub family: IndicatorFamily,
    /// Evidence over what opens an alert, in hundredths.
    pub evidence: u64,
    /// What would be left without it.
    pub without: Standing,
    /// The first day first.
    pub days: Vec<ExplainedDay>,
}

/// A text and how many activities have it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Counted {
    pub name: String,
    pub count: u64,
}

/// What the activities of the person say, from the first to the last that the alert is made of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AlertActivities {
    pub counted: u64,
    /// Whether all were looked at; otherwise these are the newest ones.
    pub complete: bool,
    /// By source, the most first.
    pub sources: Vec<Counted>,
    /// By outcome, the most first.
    pub outcomes: Vec<Counted>,
    /// Those that name a sensitive information type.
    pub sensitive: u64,
}

/// What an alert rests on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AlertExplanation {
    pub standing: Standing,
    /// The score that opens an alert.
    #[schema(maximum = 100)]
    pub bar: u8,
    /// The day on which the evidence weighed most.
    #[schema(format = Date, required = true)]
    pub peak: Option<String>,
    /// From this day on, what is left of the evidence would open no alert, unless more comes. Null where it never would have.
    #[schema(format = Date, required = true)]
    pub fades: Option<String>,
    /// The strongest first.
    pub groups: Vec<ExplainedGroup>,
    /// What assessing gives without the strongest group, then without the two strongest, and so on.
    pub peeled: Vec<Standing>,
    /// Null for whoever may not search activities.
    #[schema(required = true)]
    pub activities: Option<AlertActivities>,
}

/// An admin unit that the list can be narrowed to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct UnitChoice {
    pub id: String,
    pub name: String,
}

/// An account that alerts can be given to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AssigneeChoice {
    pub account: String,
    /// The name shown.
    pub name: String,
}

/// What the list of alerts can be narrowed to, and to whom alerts can be given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AlertChoices {
    /// Names of policies.
    pub policies: Vec<String>,
    /// Indicator ids of what can bring persons in scope.
    pub triggers: Vec<String>,
    /// Admin units within the caller's reach, by name.
    pub units: Vec<UnitChoice>,
    /// Accounts whose roles let them read alerts, by name; none for whoever may not assign alerts.
    pub assignees: Vec<AssigneeChoice>,
}
