//! The kinds of data that have a time of their own.

use ombud_identity::closed_list;

closed_list! {
    /// A kind of data that is kept for a time of its own.
    Kind, UnknownKind, "a kind of data that is kept";
    /// Alerts that nobody has decided on, from their last activity on.
    UntriagedAlerts = 1, "untriaged-alerts";
    /// Closed cases with all that belongs to them, from their closing on; and alerts that were decided on.
    ClosedCases = 2, "closed-cases";
    /// Activities, and the insights and scores that come from them, from the activity on.
    History = 3, "history";
    /// Entries of the audit log, but for those of unmaskings.
    Audit = 4, "audit";
    /// Unmaskings that are over, and their entries in the audit log, from their end on.
    Unmaskings = 5, "unmaskings";
    /// Rejected records.
    Rejects = 6, "rejects";
    /// What a source was answered, by batch.
    Receipts = 7, "receipts";
    /// Sessions that have ended.
    Sessions = 8, "sessions";
    /// Notices that were sent.
    Notices = 9, "notices";
    /// Evidence that belongs to no open case.
    Evidence = 10, "evidence";
    /// Requests about a person, for a report or for scoring by hand, that are over, from their end on.
    UserReports = 11, "user-reports";
    /// Lifted holds and certificates of erasure.
    Proofs = 12, "proofs";
}

impl Kind {
    /// Days, as an installation starts.
    pub const fn usual_days(self) -> u16 {
        match self {
            Kind::UntriagedAlerts
            | Kind::ClosedCases
            | Kind::Notices
            | Kind::Evidence
            | Kind::UserReports => 120,
            Kind::History => 180,
            Kind::Audit => 365,
            Kind::Unmaskings | Kind::Proofs => 1_095,
            Kind::Rejects | Kind::Sessions => 30,
            Kind::Receipts => 7,
        }
    }

    /// The fewest and most days that a setting may choose.
    pub const fn range(self) -> (u16, u16) {
        match self {
            Kind::UntriagedAlerts | Kind::Notices | Kind::Evidence | Kind::UserReports => (30, 365),
            Kind::ClosedCases | Kind::History => (30, 1_095),
            // A log that is gone before anybody looked proves nothing.
            Kind::Audit => (180, 3_650),
            Kind::Unmaskings | Kind::Proofs => (365, 3_650),
            Kind::Rejects | Kind::Sessions => (1, 90),
            Kind::Receipts => (1, 30),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_days_lie_within_the_range() {
        for kind in Kind::ALL {
            let (fewest, most) = kind.range();
            assert!((fewest..=most).contains(&kind.usual_days()), "{kind}");
        }
        let days = |name: &str| name.parse::<Kind>().unwrap().usual_days();
        assert_eq!(
            (
                days("untriaged-alerts"),
                days("closed-cases"),
                days("history"),
                days("audit")
            ),
            (120, 120, 180, 365)
        );
        assert_eq!((days("rejects"), days("receipts")), (30, 7));
    }
}
