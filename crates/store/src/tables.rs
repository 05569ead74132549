//! Names of tables and columns, once.

use sea_orm::DeriveIden;

macro_rules! tables {
    ($($(#[$doc:meta])* $table:ident { $($column:ident),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(DeriveIden, Clone, Copy)]
        pub(crate) enum $table { Table, $($column),* }
    )*};
}

tables! {
    /// Opaque persons. `wrapped_key` is null once the person is erased.
    Persons { Id, Pseudonym, WrappedKey }
    /// Keyed hash of an identifier to its person; the identifier itself is sealed.
    Identities { Hash, Person, Sealed }
    /// First day on which a person was seen.
    FirstDays { Person, Day }
    /// Whom a person is the same as, and until when somebody said so: null while it holds.
    Aliases { Person, SameAs, Since, SaidBy, Until }
    /// Where persons belong in the organisation, from a moment on.
    Placements { Person, Effective, Received, Body }
    /// The manifest: a segment that is not named here does not exist.
    Segments { Number, Id, Path, Source, Rows, MinTime, MaxTime, Bytes, Digest, Created, Reader, Mapping }
    /// Rows of a segment that count no more, packed: newer ones of the segment `by` stand for them. Written once.
    Superseded { Segment, By, Body }
    /// Packed insights, written once per holder (a person, or a block of persons), month and segment; readers merge.
    Insights { Holder, Month, Segment, Body }
    /// Totals of the whole organisation.
    OrgDays { Day, Indicator, Total }
    /// Persons to assess; `mark` tells an older wish from a newer one.
    Dirty { Person, Mark }
    /// Named counters.
    Counters { Name, Value }
    Policies { Id, Name, Body, Created }
    Assessments { Person, Policy, Score, Evidence, Alert, Digest, Body }
    Alerts { Id, Person, Policy, Status, Score, Severity, Evidence, Insights, FirstActivity, LastActivity, Trigger, Factors, Opened, Assignee, Version, Decision, Decided, Seen }
    /// What people did with alerts: written once, gone with the alert and with the person.
    AlertEvents { Alert, Sequence, Person, At, Account, Body, Note }
    /// What became of which alert: the newest entries.
    AlertNews { Number, Mark, Alert, Person, Kind }
    Rejects { Id, Source, Input, Place, Reason, Raw, FirstSeen, Mapping }
    Settings { Key, Body }
    Receipts { Source, IdempotencyKey, Body, At }
    SourceStats { Source, Read, Accepted, Duplicates, Rejected, LastTime, Incomplete, Corrected }
    /// Accounts, sessions, grants, units, requests and the like: whole, by kind and id.
    Documents { Kind, Id, Lookup, Owner, Version, Body }
    /// What is to be sent out, until it was delivered.
    Outbox { Id, Kind, Body, Created, Failures, Due }
}
