//! From the groups that a provider names to role groups. A table, looked up; what is not in it gives nothing.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Groups of one person that are read, at most.
pub const MOST_GROUPS: usize = 2_000;
/// Bytes of one group's name, at most: longer ones are no group's name.
const LONGEST_GROUP: usize = 512;

/// Which groups give which role groups.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GroupMap(pub Vec<GroupRule>);

/// Whoever is in this group of the provider has this role group here. Both exactly as they are written: case counts, there are no patterns.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupRule {
    pub group: String,
    pub role: String,
}

/// More groups than are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "a person is in more than {MOST_GROUPS} groups: let the provider send only those that are mapped to roles"
)]
pub struct TooManyGroups;

impl GroupMap {
    /// The role groups of somebody in these groups.
    pub fn roles<'a>(&self, groups: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
        let groups: BTreeSet<&str> = groups.into_iter().collect();
        self.0
            .iter()
            .filter(|rule| groups.contains(rule.group.as_str()))
            .map(|rule| rule.role.clone())
            .collect()
    }
}

/// The groups in a claim: an array of texts, or one text. `name` is the claim's name, or a way to it with dots (`realm_access.roles`).
/// `None` when there is no such claim.
pub(crate) fn read(
    claims: &serde_json::Map<String, Value>,
    name: &str,
) -> Result<Option<BTreeSet<String>>, TooManyGroups> {
    let Some(value) = find(claims, name) else {
        return Ok(None);
    };
    let texts: Vec<&str> = match value {
        Value::String(one) => vec![one.as_str()],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if texts.len() > MOST_GROUPS {
        return Err(TooManyGroups);
    }
    Ok(Some(
        texts
            .into_iter()
            .filter(|text| !text.is_empty() && text.len() <= LONGEST_GROUP)
            .map(str::to_owned)
            .collect(),
    ))
}

/// A claim whose own name has dots comes before a way with dots.
fn find<'a>(claims: &'a serde_json::Map<String, Value>, name: &str) -> Option<&'a Value> {
    if let Some(value) = claims.get(name) {
        return Some(value);
    }
    let (first, rest) = name.split_once('.')?;
    find(claims.get(first)?.as_object()?, rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn map() -> GroupMap {
        let rule = |group: &str, role: &str| GroupRule {
            group: group.to_owned(),
            role: role.to_owned(),
        };
        GroupMap(vec![
            rule("irm-analysts", "analysts"),
            rule("irm-leads", "analysts"),
            rule("irm-leads", "investigators"),
        ])
    }

    fn groups(claims: Value, name: &str) -> Option<Vec<String>> {
        read(claims.as_object().unwrap(), name)
            .unwrap()
            .map(|groups| groups.into_iter().collect())
    }

    #[test]
    fn mapped_groups_give_their_roles_and_others_nothing() {
        assert_eq!(
            map().roles(["irm-leads"]).into_iter().collect::<Vec<_>>(),
            ["analysts", "investigators"]
        );
        for none in [
            vec![],
            vec!["IRM-LEADS"],
            vec!["irm-leads "],
            vec!["irm"],
            vec!["administrators", "analysts"],
            vec![""],
        ] {
            assert!(map().roles(none).is_empty());
        }
        assert!(GroupMap::default().roles(["irm-leads"]).is_empty());
    }

    #[test]
    fn groups_are_read_from_where_providers_put_them() {
        assert_eq!(
            groups(json!({"groups": ["b", "a", 7, null, ""]}), "groups").unwrap(),
            ["a", "b"]
        );
        assert_eq!(groups(json!({"groups": "a"}), "groups").unwrap(), ["a"]);
        assert_eq!(
            groups(
                json!({"realm_access": {"roles": ["a"]}}),
                "realm_access.roles"
            )
            .unwrap(),
            ["a"]
        );
        assert_eq!(
            groups(
                json!({"https://corp.test/groups": ["a"]}),
                "https://corp.test/groups"
            )
            .unwrap(),
            ["a"]
        );
        assert_eq!(
            groups(json!({"groups": {"a": true}}), "groups").unwrap(),
            Vec::<String>::new()
        );
        assert_eq!(groups(json!({"other": ["a"]}), "groups"), None);
        let many: Vec<String> = (0..=MOST_GROUPS).map(|n| format!("g{n}")).collect();
        assert_eq!(
            read(json!({"groups": many}).as_object().unwrap(), "groups"),
            Err(TooManyGroups)
        );
    }

    proptest! {
        #[test]
        fn a_role_is_given_only_for_its_group(names in proptest::collection::vec("irm-(analysts|leads|x)|.{0,8}", 0..6)) {
            let roles = map().roles(names.iter().map(String::as_str));
            let has = |name: &str| names.iter().any(|group| group == name);
            prop_assert_eq!(roles.contains("investigators"), has("irm-leads"));
            prop_assert_eq!(roles.contains("analysts"), has("irm-leads") || has("irm-analysts"));
            prop_assert!(roles.len() <= 2);
        }
    }
}
