//! Numbers about groups of people, so that none of them tells about one.

/// The smallest group that a number may be shown about.
pub const SMALLEST_GROUP: u64 = 5;

/// Counts of persons by group, as they may be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suppressed {
    /// In the order of the input; `None` is hidden.
    pub groups: Vec<Option<u64>>,
    /// The sum of all groups; `None` when it would give hidden numbers away.
    pub total: Option<u64>,
}

/// Hides the counts of groups of fewer than `smallest` persons. A zero stays: it is about nobody.
///
/// A hidden number must not come back by subtracting what is shown from the total, so further groups, the smallest first, are hidden
/// until what is missing from the total is at least two groups of `smallest` persons together; when there are none left to hide, the total
/// goes too.
pub fn suppress_small(counts: &[u64], smallest: u64) -> Suppressed {
    let mut order: Vec<(u64, usize)> = counts
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0)
        .map(|(at, count)| (*count, at))
        .collect();
    order.sort_unstable();
    let mut hidden = vec![false; counts.len()];
    let (mut groups, mut missing) = (0usize, 0u64);
    for &(count, at) in &order {
        let enough = groups == 0 || (groups >= 2 && missing >= smallest);
        if count >= smallest && enough {
            break;
        }
        if let Some(hidden) = hidden.get_mut(at) {
            *hidden = true;
        }
        groups += 1;
        missing = missing.saturating_add(count);
    }
    let safe = groups == 0 || (groups >= 2 && missing >= smallest);
    let total = counts
        .iter()
        .fold(0u64, |sum, count| sum.saturating_add(*count));
    let shown = |(count, hidden): (&u64, &bool)| if *hidden { None } else { Some(*count) };
    // An empty total is about nobody; a small one is a small group itself.
    let total = (safe && (total == 0 || total >= smallest)).then_some(total);
    Suppressed {
        groups: counts.iter().zip(&hidden).map(shown).collect(),
        total,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn small_groups_and_what_would_give_them_away_are_hidden() {
        let check = |counts: &[u64], groups: &[Option<u64>], total| {
            assert_eq!(
                suppress_small(counts, SMALLEST_GROUP),
                Suppressed {
                    groups: groups.to_vec(),
                    total
                },
                "{counts:?}"
            );
        };
        check(&[9, 12, 5], &[Some(9), Some(12), Some(5)], Some(26));
        check(&[9, 3, 12], &[None, None, Some(12)], Some(24));
        check(&[1, 40, 1], &[None, None, None], Some(42));
        check(&[2, 0, 3, 40], &[None, Some(0), None, Some(40)], Some(45));
        check(&[4], &[None], None);
        check(&[7], &[Some(7)], Some(7));
        check(&[0, 0], &[Some(0), Some(0)], Some(0));
        check(&[], &[], Some(0));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2_000, ..ProptestConfig::default() })]

        #[test]
        fn nothing_small_is_shown_and_nothing_comes_back_by_subtraction(
            counts in prop::collection::vec(prop_oneof![0u64..8, 0u64..500], 0..12), smallest in 2u64..10,
        ) {
            let shown = suppress_small(&counts, smallest);
            prop_assert!(shown.groups.iter().flatten().all(|count| *count == 0 || *count >= smallest));
            for (given, shown) in counts.iter().zip(&shown.groups) {
                prop_assert!(shown.is_none_or(|shown| shown == *given));
            }
            let hidden = shown.groups.iter().filter(|count| count.is_none()).count();
            if let Some(total) = shown.total {
                let missing = total - shown.groups.iter().flatten().sum::<u64>();
                prop_assert!(hidden == 0 || (hidden >= 2 && missing >= smallest), "{missing} in {hidden} groups");
            } else {
                prop_assert!(hidden > 0);
            }
            // Nothing is hidden without need.
            if counts.iter().all(|count| *count == 0 || *count >= smallest) {
                prop_assert_eq!(hidden, 0);
            }
        }
    }
}
