//! What each role group may do, for the naive model: written from the description, operation by operation.

use ombud_model::Operation;

/// Whether the role group may do it, whatever it is about.
pub(crate) fn listed(role: &str, operation: Operation) -> bool {
    use Operation::*;
    let rules = matches!(operation, ListPolicies | ReadPolicy | ReadAgreement);
    let oversight = matches!(
        operation,
        ReadSettings | ReadRetention | ListAccounts | ListRoles | ListUnits
    );
    let proposals = matches!(operation, ListProposals | ApproveProposal | RefuseProposal);
    match role {
        "administrators" => rules || oversight || administers(operation) || proposals,
        "analysts" => rules || analyses(operation),
        "investigators" => rules || analyses(operation) || investigates(operation),
        "overseers" => rules || oversees(operation) || keeps_cases(operation),
        "approvers" => rules || oversight || approves(operation) || proposals,
        "auditors" => {
            let audit = matches!(
                operation,
                SearchAudit
                    | ExportAudit
                    | VerifyAudit
                    | ListUnmaskings
                    | ListPersonRequests
                    | ListErasures
                    | ListProposals
            );
            rules
                || oversight
                || audit
                || matches!(operation, ListSources | ListRejects | ReadHealth)
        }
        "planners" => {
            rules
                || oversight
                || matches!(
                    operation,
                    ListSources | ListRejects | ReadHealth | ProposeAgreement
                )
        }
        "responder" => matches!(
            operation,
            ListAlerts | ReadAlert | ListPolicies | ReadHealth
        ),
        "pilot" => !matches!(
            operation,
            SignIn | SignOut | ReadOwnAccount | ChangeOwnCredentials | IssueToken
        ),
        "lead" => matches!(
            operation,
            ListAlerts | ReadAlert | ListCases | ReadCase | CloseCase | ListUnmaskings
        ),
        "united" => matches!(
            operation,
            ListPersons | ErasePerson | ExportAudit | DefineRole
        ),
        _ => false,
    }
}

/// What analysts read, without what they do.
fn oversees(operation: Operation) -> bool {
    use Operation::*;
    let does = matches!(
        operation,
        DecideAlert | NoteAlert | NoteCase | AttachToCase | ChangeCaseTask
    );
    analyses(operation) && !asks_for_names(operation) && !does
}

fn administers(operation: Operation) -> bool {
    use Operation::*;
    let policies = matches!(
        operation,
        CreatePolicy | ChangePolicy | DeletePolicy | ChangeSettings
    );
    let sources = matches!(
        operation,
        ListSources | PushRecords | ListRejects | IssueSourceToken | RevokeSourceToken
    );
    let accounts = matches!(
        operation,
        CreateAccount | ChangeAccount | RevokeToken | EndSessions
    );
    let roles = matches!(operation, GrantRole | RevokeRole | DefineRole | DefineUnit);
    let running = matches!(
        operation,
        ChangeRetention | RunRetention | ReadHealth | Replay | ReadOverview
    );
    policies || sources || accounts || roles || running
}

/// What analysts may do and case overseers may not.
fn asks_for_names(operation: Operation) -> bool {
    use Operation::*;
    matches!(
        operation,
        OpenCase | RequestUnmasking | WithdrawUnmasking | RevealPerson
    )
}

fn keeps_cases(operation: Operation) -> bool {
    matches!(
        operation,
        Operation::ChangeContributors
            | Operation::CloseCase
            | Operation::ReopenCase
            | Operation::AssignCase
            | Operation::HandOverCase
    )
}

fn analyses(operation: Operation) -> bool {
    use Operation::*;
    let triage = matches!(
        operation,
        ListAlerts
            | ExportAlerts
            | ReadAlert
            | DecideAlert
            | AssignAlert
            | NoteAlert
            | ListViews
            | ChangeView
            | ListPersons
            | ReadPerson
            | ExplainPerson
            | QueryActivities
            | ListCases
            | ReadCase
            | OpenCase
            | NoteCase
            | AttachToCase
            | ChangeCaseTask
            | ListUnits
    );
    let names = matches!(
        operation,
        ListUnmaskings | RequestUnmasking | WithdrawUnmasking | RevokeUnmasking | RevealPerson
    );
    triage || names
}

fn investigates(operation: Operation) -> bool {
    use Operation::*;
    matches!(
        operation,
        ChangeContributors
            | CloseCase
            | ReopenCase
            | AssignCase
            | HandOverCase
            | ListRejects
            | OpenRejects
            | ListPersonRequests
            | RequestAboutPerson
            | WithdrawPersonRequest
            | ReadUserReport
            | PlaceHold
            | ListErasures
    )
}

fn approves(operation: Operation) -> bool {
    use Operation::*;
    let unmasking = matches!(
        operation,
        ListUnmaskings | ApproveUnmasking | DenyUnmasking | RevokeUnmasking
    );
    let agreement = matches!(
        operation,
        ProposeAgreement | SignAgreement | EndAgreement | VerifyAudit
    );
    let rights = matches!(
        operation,
        ReportAccess | ErasePerson | PlaceHold | LiftHold | ListErasures
    );
    let about_persons = matches!(
        operation,
        ListPersonRequests | ApprovePersonRequest | DenyPersonRequest | EndPersonRequest
    );
    unmasking || about_persons || agreement || rights
}
