//! `ombud cases` and `ombud unmask`: a person signs in to the running server and does what their roles allow.

use ombud_api::cases::{CaseClosing, CaseList, CaseSummary, NewCase};
use ombud_api::unmaskings::{
    Ground, RevealedName, UnmaskingDetail, UnmaskingList, UnmaskingReport, UnmaskingRequest,
    UnmaskingRules, UnmaskingSummary,
};
use ombud_outbound::Method;

use super::Context;
use crate::args::{CasesArgs, CasesCommand, UnmaskArgs, UnmaskCommand};
use crate::client::Client;
use crate::exit::Failure;
use crate::output;

/// No body.
const NOTHING: Option<&()> = None;

pub(crate) async fn cases(context: &Context, args: CasesArgs) -> Result<(), Failure> {
    let client = Client::sign_in(&args.at).await?;
    let done = case_command(context, &client, args.command).await;
    client.sign_out().await;
    done
}

async fn case_command(
    context: &Context,
    client: &Client,
    command: CasesCommand,
) -> Result<(), Failure> {
    let case: CaseSummary = match command {
        CasesCommand::List => {
            let list: CaseList = client.get("cases").await?;
            return cases_listed(context, list.cases);
        }
        CasesCommand::Show { case } => client.get(&format!("cases/{case}")).await?,
        CasesCommand::Open { person, because } => {
            let new = NewCase {
                persons: person,
                reason: because,
            };
            client.change(Method::POST, "cases", Some(&new)).await?
        }
        CasesCommand::Add { case, account } => {
            client
                .change(
                    Method::PUT,
                    &format!("cases/{case}/contributors/{account}"),
                    NOTHING,
                )
                .await?
        }
        CasesCommand::Remove { case, account } => {
            client
                .change(
                    Method::DELETE,
                    &format!("cases/{case}/contributors/{account}"),
                    NOTHING,
                )
                .await?
        }
        CasesCommand::Close {
            case,
            outcome,
            because,
            action,
        } => {
            let closing = CaseClosing {
                outcome,
                reason: because,
                action,
            };
            client
                .change(Method::POST, &format!("cases/{case}/close"), Some(&closing))
                .await?
        }
        CasesCommand::Reopen { case } => {
            client
                .change(Method::POST, &format!("cases/{case}/reopen"), NOTHING)
                .await?
        }
    };
    cases_listed(context, vec![case])
}

fn cases_listed(context: &Context, cases: Vec<CaseSummary>) -> Result<(), Failure> {
    if context.json {
        return output::json(&cases);
    }
    let row = |case: CaseSummary| {
        let state = case
            .closed_at
            .map_or_else(|| "open".to_owned(), |at| format!("closed {at}"));
        vec![
            case.id,
            state,
            case.persons.join(", "),
            case.contributors.len().to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = cases.into_iter().map(row).collect();
    output::table(&["CASE", "STATE", "PERSONS", "CONTRIBUTORS"], &[3], &rows)
}

pub(crate) async fn unmask(context: &Context, args: UnmaskArgs) -> Result<(), Failure> {
    let client = Client::sign_in(&args.at).await?;
    let done = unmask_command(context, &client, args.command).await;
    client.sign_out().await;
    done
}

async fn unmask_command(
    context: &Context,
    client: &Client,
    command: UnmaskCommand,
) -> Result<(), Failure> {
    let unmasking = match command {
        UnmaskCommand::List => {
            let list: UnmaskingList = client.get("unmaskings").await?;
            return listed(context, list.unmaskings);
        }
        UnmaskCommand::Show { unmasking } => {
            let detail: UnmaskingDetail = client.get(&format!("unmaskings/{unmasking}")).await?;
            return shown(context, detail);
        }
        UnmaskCommand::Request {
            person,
            case,
            purpose,
            because,
            minutes,
        } => {
            let request = UnmaskingRequest {
                person,
                case,
                purpose,
                justification: because,
                minutes,
            };
            ask(client, &request).await?
        }
        UnmaskCommand::Approve { unmasking } => step(client, &unmasking, "approve", None).await?,
        UnmaskCommand::Deny { unmasking, ground } => {
            step(client, &unmasking, "deny", Some(ground)).await?
        }
        UnmaskCommand::Withdraw { unmasking } => step(client, &unmasking, "withdraw", None).await?,
        UnmaskCommand::Revoke { unmasking, ground } => {
            step(client, &unmasking, "revoke", Some(ground)).await?
        }
        UnmaskCommand::Reveal { unmasking } => {
            let name = reveal(client, &unmasking).await?;
            return revealed(context, &name);
        }
        UnmaskCommand::Report => return reported(context, &client.get("unmasking-report").await?),
        UnmaskCommand::Rules {
            approvals,
            usual,
            longest,
            lapse,
            releases_per_day,
            rest,
        } => {
            let change = |now: &UnmaskingRules| UnmaskingRules {
                approvals: approvals.unwrap_or(now.approvals),
                usual_minutes: usual.unwrap_or(now.usual_minutes),
                longest_minutes: longest.unwrap_or(now.longest_minutes),
                lapse_minutes: lapse.unwrap_or(now.lapse_minutes),
                releases_per_day: releases_per_day.unwrap_or(now.releases_per_day),
                rest_minutes: rest.or(now.rest_minutes),
            };
            return rules_shown(context, &change_rules(client, change).await?);
        }
    };
    listed(context, vec![unmasking])
}

async fn ask(client: &Client, request: &UnmaskingRequest) -> Result<UnmaskingSummary, Failure> {
    client
        .change(Method::POST, "unmaskings", Some(request))
        .await
}

/// Takes the unmasking one step further, with a ground where the step asks for one.
async fn step(
    client: &Client,
    unmasking: &str,
    step: &str,
    ground: Option<String>,
) -> Result<UnmaskingSummary, Failure> {
    let body = ground.map(|ground| Ground { ground });
    client
        .change(
            Method::POST,
            &format!("unmaskings/{unmasking}/{step}"),
            body.as_ref(),
        )
        .await
}

async fn reveal(client: &Client, unmasking: &str) -> Result<RevealedName, Failure> {
    client
        .change(
            Method::POST,
            &format!("unmaskings/{unmasking}/reveal"),
            NOTHING,
        )
        .await
}

/// The rules as they are then; nothing is sent when nothing changes.
async fn change_rules(
    client: &Client,
    change: impl FnOnce(&UnmaskingRules) -> UnmaskingRules,
) -> Result<UnmaskingRules, Failure> {
    let now: UnmaskingRules = client.get("unmasking-rules").await?;
    let wanted = change(&now);
    if wanted != now {
        let _: UnmaskingRules = client
            .change(Method::PUT, "unmasking-rules", Some(&wanted))
            .await?;
    }
    Ok(wanted)
}

fn listed(context: &Context, unmaskings: Vec<UnmaskingSummary>) -> Result<(), Failure> {
    if context.json {
        return output::json(&unmaskings);
    }
    let row = |one: UnmaskingSummary| {
        let state = state(&one);
        vec![
            one.id,
            state,
            one.person,
            one.purpose,
            format!("{}/{}", one.approvals.len(), one.approvals_needed),
        ]
    };
    let rows: Vec<Vec<String>> = unmaskings.into_iter().map(row).collect();
    output::table(
        &["UNMASKING", "STATE", "PERSON", "PURPOSE", "APPROVALS"],
        &[],
        &rows,
    )
}

fn state(one: &UnmaskingSummary) -> String {
    use ombud_api::unmaskings::UnmaskingState as State;
    let until = |word: &str| {
        one.ends_at
            .as_ref()
            .map_or_else(|| word.to_owned(), |at| format!("{word} until {at}"))
    };
    match one.state {
        State::Requested => until("requested"),
        State::Approved => until("live"),
        State::Denied => format!("denied: {}", one.ground.as_deref().unwrap_or_default()),
        State::Withdrawn => "withdrawn".to_owned(),
        State::Expired => "expired".to_owned(),
        State::Revoked => format!("revoked: {}", one.ground.as_deref().unwrap_or_default()),
    }
}

fn shown(context: &Context, detail: UnmaskingDetail) -> Result<(), Failure> {
    if context.json {
        return output::json(&detail);
    }
    let one = &detail.unmasking;
    output::line(format!("{}  {}", one.id, state(one)))?;
    output::line(format!(
        "person {}, case {}, purpose {}, {} minutes",
        one.person, one.case, one.purpose, one.minutes
    ))?;
    output::line(format!("asked by {} at {}", one.asked_by, one.asked_at))?;
    one.approvals.iter().try_for_each(|approval| {
        output::line(format!("approved by {} at {}", approval.by, approval.at))
    })?;
    match &detail.justification {
        Some(text) => output::line(format!("because: {text}")),
        None => Ok(()),
    }
}

fn revealed(context: &Context, name: &RevealedName) -> Result<(), Failure> {
    if context.json {
        return output::json(name);
    }
    output::line(format!(
        "{} is {} (until {})",
        name.person, name.name, name.until
    ))
}

fn reported(context: &Context, report: &UnmaskingReport) -> Result<(), Failure> {
    if context.json {
        output::json(report)?;
    } else {
        output::line(format!("names shown: {}", report.counted))?;
        match &report.problem {
            Some(problem) => output::line(problem)?,
            None => output::line(format!(
                "the audit log agrees; entries without a certain outcome: {}",
                report.open
            ))?,
        }
    }
    if report.agree {
        Ok(())
    } else {
        Err(Failure::CheckFailed)
    }
}

fn rules_shown(context: &Context, rules: &UnmaskingRules) -> Result<(), Failure> {
    if context.json {
        return output::json(rules);
    }
    let rows = [
        ("approvals", u32::from(rules.approvals)),
        ("usual, minutes", rules.usual_minutes),
        ("longest, minutes", rules.longest_minutes),
        ("lapse, minutes", rules.lapse_minutes),
        ("names a day", rules.releases_per_day),
        ("rest, minutes", rules.rest_minutes.unwrap_or_default()),
    ];
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|(rule, value)| vec![(*rule).to_owned(), value.to_string()])
        .collect();
    output::table(&["RULE", "VALUE"], &[1], &rows)
}
