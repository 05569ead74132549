//! Every place that may hold something about a person, and what erasure does to it.

use ombud_identity::closed_list;

closed_list! {
    /// Why a person is erased.
    ErasureGround, UnknownErasureGround, "a ground for erasure";
    /// The person asked for it.
    PersonAsked = 1, "person-asked";
    /// The data are no longer needed for what they were collected for.
    NoLongerNeeded = 2, "no-longer-needed";
    /// They should not have been collected: the person is not covered by the agreement, or the source was wrong.
    Unlawful = 3, "unlawful";
    /// A court or an authority has ordered it.
    Ordered = 4, "ordered";
    /// A backup was restored in which the person was still present.
    Restored = 5, "restored";
}

closed_list! {
    /// How deep an erasure goes.
    Depth, UnknownDepth, "a depth of erasure";
    /// Nobody can tell any more whom the data are about: the key and the identities are destroyed, and with them every sealed text, in
    /// every copy. Activities and results stay, under a pseudonym that leads nowhere, until their retention ends.
    Identity = 1, "identity";
    /// Beyond that, everything about the pseudonym is deleted: activities, insights, assessments, alerts.
    Everything = 2, "everything";
}

closed_list! {
    /// A place that may hold something about a person.
    Store, UnknownStore, "a store";
    /// The person's key, wrapped by the master key.
    Key = 1, "key";
    /// Sealed identifiers and the hashes by which they are found.
    Identities = 2, "identities";
    /// What redaction took out of activities, sealed, in history segments.
    Fragments = 3, "fragments";
    /// Reasons people wrote down when they asked for the name or for something else about the person, sealed; and requests about the person
    /// other than for the name.
    Justifications = 4, "justifications";
    /// Evidence: captures and copies of files, sealed.
    Evidence = 5, "evidence";
    /// Notices that were sent to or about the person.
    Notices = 6, "notices";
    /// Rejected records, raw and sealed under the master key.
    Rejects = 7, "rejects";
    /// The random number and the pseudonym.
    Pseudonym = 8, "pseudonym";
    /// First day on which the person was seen.
    FirstDays = 9, "first-days";
    /// Daily counts by indicator.
    Insights = 10, "insights";
    /// Scores and their ledgers.
    Assessments = 11, "assessments";
    /// Alerts.
    Alerts = 12, "alerts";
    /// Lists of persons to watch and to assess.
    WorkLists = 13, "work-lists";
    /// Activities in history segments, redacted.
    History = 14, "history";
    /// Cases and what people wrote in them.
    Cases = 15, "cases";
    /// Requests to unmask the person; they hold no name.
    Unmaskings = 16, "unmaskings";
    /// What a source was answered, by batch.
    Receipts = 17, "receipts";
    /// Daily totals of the whole organisation.
    OrgTotals = 18, "org-totals";
    /// What the running program remembers.
    Caches = 19, "caches";
    /// Pages the database has freed but not overwritten, and its write-ahead log.
    FreePages = 20, "free-pages";
    /// Copies made before the erasure.
    Backups = 21, "backups";
    /// Who did what when; names a person by number only.
    AuditLog = 22, "audit-log";
    /// Numbers of erased persons, and certificates.
    ErasureRecords = 23, "erasure-records";
    /// Region, division, department and groups, as personnel records say.
    Placement = 24, "placement";
}

/// What happens to one store.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Treatment {
    /// Overwritten or removed; nothing can bring it back.
    Destroyed,
    /// The rows about the person are deleted.
    Deleted,
    /// What also concerns others is written anew without the person.
    Rewritten,
    /// It stays where it is but can no longer be read by anybody, because the key is gone.
    Unreadable,
    /// It stays, for the reason given.
    Kept(&'static str),
}

impl Treatment {
    /// Whether a search of this store must find nothing about the person afterwards.
    pub const fn leaves_nothing(self) -> bool {
        matches!(
            self,
            Treatment::Destroyed | Treatment::Deleted | Treatment::Rewritten
        )
    }

    /// The stable name that certificates show.
    pub const fn name(self) -> &'static str {
        match self {
            Treatment::Destroyed => "destroyed",
            Treatment::Deleted => "deleted",
            Treatment::Rewritten => "rewritten",
            Treatment::Unreadable => "unreadable",
            Treatment::Kept(_) => "kept",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        [
            Self::Destroyed,
            Self::Deleted,
            Self::Rewritten,
            Self::Unreadable,
            Self::Kept(""),
        ]
        .into_iter()
        .find(|treatment| treatment.name() == name)
    }
}

/// What an erasure of this depth does to this store.
pub const fn treatment(store: Store, depth: Depth) -> Treatment {
    const UNRESOLVABLE: &str = "it is about a pseudonym that nobody can resolve any more, and goes when its retention ends";
    let deep = matches!(depth, Depth::Everything);
    match store {
        Store::Key => Treatment::Destroyed,
        Store::Identities
        | Store::Justifications
        | Store::Evidence
        | Store::Notices
        | Store::Rejects
        | Store::Placement => Treatment::Deleted,
        Store::Caches | Store::FreePages => Treatment::Destroyed,
        Store::Backups => Treatment::Unreadable,
        Store::Fragments if deep => Treatment::Rewritten,
        Store::Fragments => Treatment::Unreadable,
        Store::FirstDays
        | Store::Insights
        | Store::Assessments
        | Store::Alerts
        | Store::WorkLists
            if deep =>
        {
            Treatment::Deleted
        }
        Store::History | Store::Cases if deep => Treatment::Rewritten,
        Store::WorkLists => Treatment::Kept(
            "detection goes on for a pseudonym that nobody can resolve; it ends with its last activity",
        ),
        Store::FirstDays
        | Store::Insights
        | Store::Assessments
        | Store::Alerts
        | Store::History
        | Store::Cases => Treatment::Kept(UNRESOLVABLE),
        Store::Pseudonym => {
            Treatment::Kept("so that it is never given to somebody else; it names nobody")
        }
        Store::Unmaskings => {
            Treatment::Kept("it proves who was shown the name and why; it holds no name")
        }
        Store::Receipts => Treatment::Kept("it counts records of a batch and is about nobody"),
        Store::OrgTotals => Treatment::Kept("it is a sum over everybody"),
        Store::AuditLog => Treatment::Kept(
            "it proves what was done, the erasure included; it knows the person by a number only",
        ),
        Store::ErasureRecords => {
            Treatment::Kept("without it a restored backup would bring the person back")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deeper_erasure_never_leaves_more() {
        for &store in Store::ALL {
            let (shallow, deep) = (
                treatment(store, Depth::Identity),
                treatment(store, Depth::Everything),
            );
            assert!(
                !shallow.leaves_nothing() || deep.leaves_nothing(),
                "{store}"
            );
            if let Treatment::Kept(why) = deep {
                assert!(why.len() > 20, "{store}: {why}");
                assert_eq!(deep, shallow, "{store}");
            }
        }
    }

    #[test]
    fn whatever_names_or_quotes_a_person_is_gone_at_either_depth() {
        for depth in Depth::ALL {
            for store in [
                Store::Key,
                Store::Identities,
                Store::Fragments,
                Store::Justifications,
                Store::Evidence,
                Store::Notices,
                Store::Rejects,
                Store::Placement,
                Store::Caches,
                Store::FreePages,
                Store::Backups,
            ] {
                assert!(
                    !matches!(treatment(store, *depth), Treatment::Kept(_)),
                    "{store}"
                );
            }
        }
    }
}
