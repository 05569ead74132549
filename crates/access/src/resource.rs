//! What is asked about: its kind, the persons it concerns, whose it is, who approved it, and the case it belongs to.

use std::collections::BTreeSet;

use ombud_model::{AccountId, Operation, Party, PersonId, UnitId, Units};

use super::who::{Grant, Principal};

/// Kinds of things. Each operation is about exactly one kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    Alert,
    Person,
    Case,
    Policy,
    Settings,
    Source,
    Rejects,
    Account,
    Role,
    Unit,
    Unmasking,
    PersonRequest,
    Agreement,
    AuditLog,
    Erasures,
    Retention,
    System,
}

impl Kind {
    pub const ALL: [Kind; 17] = [
        Kind::Alert,
        Kind::Person,
        Kind::Case,
        Kind::Policy,
        Kind::Settings,
        Kind::Source,
        Kind::Rejects,
        Kind::Account,
        Kind::Role,
        Kind::Unit,
        Kind::Unmasking,
        Kind::PersonRequest,
        Kind::Agreement,
        Kind::AuditLog,
        Kind::Erasures,
        Kind::Retention,
        Kind::System,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Kind::Alert => "alert",
            Kind::Person => "person",
            Kind::Case => "case",
            Kind::Policy => "policy",
            Kind::Settings => "settings",
            Kind::Source => "source",
            Kind::Rejects => "rejects",
            Kind::Account => "account",
            Kind::Role => "role",
            Kind::Unit => "unit",
            Kind::Unmasking => "unmasking",
            Kind::PersonRequest => "person-request",
            Kind::Agreement => "agreement",
            Kind::AuditLog => "audit-log",
            Kind::Erasures => "erasures",
            Kind::Retention => "retention",
            Kind::System => "system",
        }
    }

    /// The kind that an operation is about. A question that names another kind is refused.
    pub const fn of(operation: Operation) -> Kind {
        use Operation as O;
        match operation {
            O::ListAlerts
            | O::ExportAlerts
            | O::ReadAlert
            | O::DecideAlert
            | O::AssignAlert
            | O::NoteAlert => Kind::Alert,
            O::ListViews | O::ChangeView => Kind::Alert,
            O::ListPersons | O::ReadPerson | O::ExplainPerson => Kind::Person,
            O::QueryActivities | O::OpenCase => Kind::Person,
            O::ErasePerson | O::PlaceHold | O::LiftHold | O::ReportAccess => Kind::Person,
            O::ListCases | O::ReadCase | O::ChangeContributors | O::CloseCase => Kind::Case,
            O::NoteCase | O::ChangeCaseTask | O::ReopenCase | O::AssignCase => Kind::Case,
            O::HandOverCase | O::AttachToCase => Kind::Case,
            O::ListPolicies
            | O::ReadPolicy
            | O::CreatePolicy
            | O::ChangePolicy
            | O::DeletePolicy => Kind::Policy,
            O::ReadSettings | O::ChangeSettings => Kind::Settings,
            O::ListProposals | O::ApproveProposal | O::RefuseProposal => Kind::Settings,
            O::ListSources | O::PushRecords | O::IssueSourceToken | O::RevokeSourceToken => {
                Kind::Source
            }
            O::ListRejects | O::OpenRejects => Kind::Rejects,
            O::SignIn
            | O::SignOut
            | O::ReadOwnAccount
            | O::ChangeOwnCredentials
            | O::ListAccounts => Kind::Account,
            O::CreateAccount
            | O::ChangeAccount
            | O::IssueToken
            | O::RevokeToken
            | O::EndSessions => Kind::Account,
            O::GrantRole | O::RevokeRole => Kind::Account,
            O::ListRoles | O::DefineRole => Kind::Role,
            O::ListUnits | O::DefineUnit => Kind::Unit,
            O::ListUnmaskings | O::RequestUnmasking | O::ApproveUnmasking | O::DenyUnmasking => {
                Kind::Unmasking
            }
            O::WithdrawUnmasking | O::RevokeUnmasking | O::RevealPerson => Kind::Unmasking,
            O::ListPersonRequests
            | O::RequestAboutPerson
            | O::ApprovePersonRequest
            | O::DenyPersonRequest => Kind::PersonRequest,
            O::WithdrawPersonRequest | O::EndPersonRequest | O::ReadUserReport => {
                Kind::PersonRequest
            }
            O::ReadAgreement | O::ProposeAgreement | O::SignAgreement | O::EndAgreement => {
                Kind::Agreement
            }
            O::SearchAudit | O::ExportAudit | O::VerifyAudit => Kind::AuditLog,
            O::ListErasures => Kind::Erasures,
            O::ReadRetention | O::ChangeRetention | O::RunRetention => Kind::Retention,
            O::ReadHealth | O::Replay | O::ReadOverview => Kind::System,
        }
    }

    /// What one must be allowed to do with a thing of this kind for it to be in sight. Empty: there is only one, which everybody knows of.
    pub(super) const fn sight(self) -> &'static [Operation] {
        match self {
            Kind::Alert => &[Operation::ListAlerts],
            Kind::Person => &[Operation::ListPersons],
            Kind::Case => &[Operation::ListCases],
            Kind::Policy => &[Operation::ListPolicies],
            Kind::Source => &[Operation::ListSources],
            Kind::Account => &[Operation::ListAccounts, Operation::ReadOwnAccount],
            Kind::Role => &[Operation::ListRoles],
            Kind::Unit => &[Operation::ListUnits],
            Kind::Unmasking => &[Operation::ListUnmaskings],
            Kind::PersonRequest => &[Operation::ListPersonRequests],
            Kind::Agreement => &[Operation::ReadAgreement],
            Kind::Settings
            | Kind::Rejects
            | Kind::AuditLog
            | Kind::Erasures
            | Kind::Retention
            | Kind::System => &[],
        }
    }
}

/// A monitored person, as far as access is concerned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    pub person: PersonId,
    /// The admin units that the person is in now; see [`super::units_of`].
    pub units: BTreeSet<UnitId>,
    /// The contributors of the open cases that the person is in, as far as their accounts can still act. `None`: in no open case.
    pub case: Option<BTreeSet<AccountId>>,
}

/// Whom a thing concerns, which decides how far a role must reach.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Concerns {
    Nobody,
    Everybody,
    /// Each of them must be reached.
    Persons(Vec<Subject>),
    /// Each of these units must be reached.
    Units(BTreeSet<UnitId>),
}

impl Concerns {
    fn of(units: &Units) -> Self {
        match units {
            Units::All => Concerns::Everybody,
            Units::Only(units) => Concerns::Units(units.clone()),
        }
    }

    pub(super) fn within(&self, reach: &Units) -> bool {
        let Units::Only(reach) = reach else {
            return true;
        };
        match self {
            Concerns::Nobody => true,
            Concerns::Everybody => false,
            Concerns::Persons(persons) => {
                !persons.is_empty()
                    && persons
                        .iter()
                        .all(|subject| subject.units.iter().any(|unit| reach.contains(unit)))
            }
            Concerns::Units(units) => !units.is_empty() && units.is_subset(reach),
        }
    }
}

/// Where the asker stands towards the case that a thing belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum CaseRelation {
    None,
    Contributor,
    Outsider,
    Abandoned,
}

impl CaseRelation {
    /// `contributors`: accounts that can still act; none makes the case an abandoned one.
    pub(super) fn of(contributors: Option<&BTreeSet<AccountId>>, asker: Option<AccountId>) -> Self {
        match contributors {
            None => CaseRelation::None,
            Some(contributors) if contributors.is_empty() => CaseRelation::Abandoned,
            Some(contributors) if asker.is_some_and(|asker| contributors.contains(&asker)) => {
                CaseRelation::Contributor
            }
            Some(_) => CaseRelation::Outsider,
        }
    }

    /// Of several, the one that stands most in the way decides.
    const fn weight(self) -> u8 {
        match self {
            CaseRelation::None => 0,
            CaseRelation::Contributor => 1,
            CaseRelation::Abandoned => 2,
            CaseRelation::Outsider => 3,
        }
    }
}

/// What is asked about. Each kind of thing has its constructor, which takes all that the rules need to know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resource {
    pub(super) kind: Kind,
    pub(super) concerns: Concerns,
    pub(super) owners: Vec<Party>,
    pub(super) approvers: Vec<Party>,
    /// Those who contribute to the case that it is, or that it was asked for in.
    pub(super) case: Option<BTreeSet<AccountId>>,
    pub(super) source: Option<Box<str>>,
    pub(super) is_list: bool,
}

impl Resource {
    fn new(kind: Kind, concerns: Concerns) -> Self {
        Self {
            kind,
            concerns,
            owners: Vec::new(),
            approvers: Vec::new(),
            case: None,
            source: None,
            is_list: false,
        }
    }

    /// All things of a kind: for lists, searches, counts, exports and streams, which [`super::ListBounds`] then bounds.
    pub fn list(kind: Kind) -> Self {
        Self {
            is_list: true,
            ..Self::new(kind, Concerns::Nobody)
        }
    }

    /// One alert.
    pub fn alert(subject: Subject) -> Self {
        Self::new(Kind::Alert, Concerns::Persons(vec![subject]))
    }

    /// One or several persons: their activities, a case to be opened for them, their erasure, their holds.
    pub fn persons(subjects: Vec<Subject>) -> Self {
        Self::new(Kind::Person, Concerns::Persons(subjects))
    }

    /// One case. `contributors`: accounts that can still act; none makes it an abandoned case.
    pub fn case(subjects: Vec<Subject>, contributors: BTreeSet<AccountId>) -> Self {
        Self {
            case: Some(contributors),
            ..Self::new(Kind::Case, Concerns::Persons(subjects))
        }
    }

    /// One request to unmask, also one that is about to be made: then `requester` is the asker. `case`: the contributors of its case.
    pub fn unmasking(
        subject: Subject,
        requester: Party,
        approvers: Vec<Party>,
        case: Option<BTreeSet<AccountId>>,
    ) -> Self {
        Self {
            owners: vec![requester],
            approvers,
            case,
            ..Self::new(Kind::Unmasking, Concerns::Persons(vec![subject]))
        }
    }

    /// One request about a person, also one that is about to be made: then `requester` is the asker. It belongs to no case of its own.
    pub fn person_request(subject: Subject, requester: Party) -> Self {
        Self {
            owners: vec![requester],
            ..Self::new(Kind::PersonRequest, Concerns::Persons(vec![subject]))
        }
    }

    /// One policy, and the units whose persons it looks at.
    pub fn policy(units: &Units) -> Self {
        Self::new(Kind::Policy, Concerns::of(units))
    }

    pub fn settings() -> Self {
        Self::new(Kind::Settings, Concerns::Everybody)
    }

    pub fn source(name: &str) -> Self {
        Self {
            source: Some(name.into()),
            ..Self::new(Kind::Source, Concerns::Everybody)
        }
    }

    /// Rejected records to be opened. They are raw and may name anybody.
    pub fn rejects() -> Self {
        Self::new(Kind::Rejects, Concerns::Everybody)
    }

    /// One account, its sessions or tokens. `owner`: its human; for an integration the human who answers for it. `grants`: its live
    /// grants, because whoever changes an account could act as it.
    pub fn account(owner: Party, grants: &[Grant]) -> Self {
        let mut units = BTreeSet::new();
        let mut concerns = Concerns::Nobody;
        for grant in grants {
            match &grant.units {
                Units::All => {
                    concerns = Concerns::Everybody;
                    break;
                }
                Units::Only(some) => {
                    units.extend(some);
                    concerns = Concerns::Units(units.clone());
                }
            }
        }
        Self {
            owners: vec![owner],
            ..Self::new(Kind::Account, concerns)
        }
    }

    /// A role to be given to, or taken from, an account: how far it reaches, and whose account it is (for an integration, the human who
    /// answers for it).
    pub fn grant(to: Party, units: &Units) -> Self {
        Self {
            owners: vec![to],
            ..Self::new(Kind::Account, Concerns::of(units))
        }
    }

    /// A custom role, new or known, and those who hold it.
    pub fn role(holders: Vec<Party>) -> Self {
        Self {
            owners: holders,
            ..Self::new(Kind::Role, Concerns::Everybody)
        }
    }

    /// An admin unit, new or known. Redrawing a unit changes how far others reach, so it concerns everybody.
    pub fn unit() -> Self {
        Self::new(Kind::Unit, Concerns::Everybody)
    }

    /// One agreement: who drafted it, who signed it, and whom it covers.
    pub fn agreement(proposer: Party, signers: Vec<Party>, units: &Units) -> Self {
        Self {
            owners: vec![proposer],
            approvers: signers,
            ..Self::new(Kind::Agreement, Concerns::of(units))
        }
    }

    /// The rules of retention, or carrying them out.
    pub fn retention() -> Self {
        Self::new(Kind::Retention, Concerns::Everybody)
    }

    /// The installation as a whole.
    pub fn system() -> Self {
        Self::new(Kind::System, Concerns::Everybody)
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The monitored persons whom it concerns, one by one.
    pub fn subjects(&self) -> &[Subject] {
        match &self.concerns {
            Concerns::Persons(subjects) => subjects,
            Concerns::Nobody | Concerns::Everybody | Concerns::Units(_) => &[],
        }
    }

    pub(super) fn about(&self, person: PersonId) -> bool {
        matches!(&self.concerns, Concerns::Persons(persons) if persons.iter().any(|subject| subject.person == person))
    }

    /// Where the asker stands. A case, and a request to unmask, belong to one case; everything else about persons belongs to the open
    /// cases that these are in.
    pub(super) fn relation(&self, asker: Option<AccountId>) -> CaseRelation {
        if matches!(self.kind, Kind::Case | Kind::Unmasking) {
            return CaseRelation::of(self.case.as_ref(), asker);
        }
        let relations = self.subjects().iter();
        relations
            .map(|subject| CaseRelation::of(subject.case.as_ref(), asker))
            .max_by_key(|relation| relation.weight())
            .unwrap_or(CaseRelation::None)
    }

    pub(super) fn is_owned_by(&self, principal: &Principal) -> bool {
        self.owners.iter().any(|owner| owner.is(&principal.party))
    }

    pub(super) fn is_approved_by(&self, principal: &Principal) -> bool {
        self.approvers
            .iter()
            .any(|approver| approver.is(&principal.party))
    }
}
