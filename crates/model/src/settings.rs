//! Settings that change what is recognised: the organisation's domains, exclusions, unallowed domains, priority content.
//!
//! They are an input of replay: a change is followed by recomputing insights from history, so stored results always equal a replay.

use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Domains that belong to the organisation, beside the actor's own. Wildcards as in [`Exclusions::domains`].
    pub own_domains: Vec<String>,
    /// Accounts of the organisation that are no person's. `*` stands for any text: `svc-*`, `*@bots.corp.test`. Compared with the whole
    /// identifier and with the account in it, case ignored. Counts for records that come in from then on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub service_accounts: Vec<String>,
    /// Targets in these domains raise the `unallowed` facet.
    pub unallowed_domains: Vec<String>,
    pub exclusions: Exclusions,
    pub priority_content: PriorityContent,
    /// Sensitivity labels from the least to the most sensitive (ids or names): tells a raised label from a lowered one.
    pub label_order: Vec<String>,
    /// Job levels from the lowest to the highest: tells a promotion from a demotion. Empty: any change of level counts.
    pub level_order: Vec<String>,
}

/// What is never counted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Exclusions {
    /// `example.com` is that domain alone, `*.example.com` one level below it, `**.example.com` every level below it.
    /// Targets in these domains count as inside.
    pub domains: Vec<String>,
    /// Extensions, with or without dot.
    pub file_types: Vec<String>,
    /// `C:\temp` and `\\server\share` are prefixes; `\public\` matches anywhere; `*` is one folder, `*(2)` up to two.
    pub paths: Vec<String>,
    pub keywords: Vec<KeywordExclusion>,
}

/// Excludes what contains `contains` in its path, name or subject, except where that also contains one of `unless`. Case is ignored.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeywordExclusion {
    pub contains: String,
    #[serde(default)]
    pub unless: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PriorityContent {
    /// URL or path prefixes.
    pub sites: Vec<String>,
    pub labels: Vec<String>,
    pub sensitive_types: Vec<String>,
    pub file_types: Vec<String>,
}

impl Default for Exclusions {
    /// The four application-data paths that Purview excludes by default (reference/detection.md 8.6).
    fn default() -> Self {
        let paths = [
            r"\Users\*\AppData",
            r"\Users\*\AppData\Local",
            r"\Users\*\AppData\Local\Roaming",
            r"\Users\*\AppData\Local\Local\Temp",
        ];
        Self {
            domains: Vec::new(),
            file_types: Vec::new(),
            paths: paths.map(str::to_owned).to_vec(),
            keywords: Vec::new(),
        }
    }
}
