//! `ombud proposals`: the second human looks at what the first one may not do alone.

use ombud_api::proposals::{ProposalList, ProposalState, ProposalSummary};
use ombud_outbound::Method;

use super::Context;
use crate::args::{ProposalsArgs, ProposalsCommand};
use crate::client::Client;
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, args: ProposalsArgs) -> Result<(), Failure> {
    let client = Client::sign_in(&args.at).await?;
    let done = match args.command {
        ProposalsCommand::List => list(context, &client).await,
        ProposalsCommand::Approve { proposal } => {
            decide(context, &client, &proposal, "approve").await
        }
        ProposalsCommand::Refuse { proposal } => {
            decide(context, &client, &proposal, "refuse").await
        }
    };
    client.sign_out().await;
    done
}

async fn list(context: &Context, client: &Client) -> Result<(), Failure> {
    let list: ProposalList = client.get("proposals").await?;
    if context.json {
        return output::json(&list);
    }
    if !list.in_force {
        list.missing
            .iter()
            .try_for_each(|missing| output::line(format!("one alone decides: {missing}")))?;
    }
    table(&list.proposals)
}

async fn decide(
    context: &Context,
    client: &Client,
    proposal: &str,
    step: &str,
) -> Result<(), Failure> {
    let path = format!("proposals/{proposal}/{step}");
    let decided: ProposalSummary = client.change(Method::POST, &path, None::<&()>).await?;
    match context.json {
        true => output::json(&decided),
        false => table(&[decided]),
    }
}

fn table(proposals: &[ProposalSummary]) -> Result<(), Failure> {
    let row = |one: &ProposalSummary| {
        let state = match one.state {
            ProposalState::Open => "open",
            ProposalState::Approved => "approved",
            ProposalState::Refused => "refused",
            ProposalState::Done => "done",
            ProposalState::Expired => "expired",
        };
        vec![
            one.id.clone(),
            state.to_owned(),
            one.proposed_by.clone(),
            one.text.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = proposals.iter().map(row).collect();
    output::table(&["PROPOSAL", "STATE", "BY", "CHANGE"], &[], &rows)
}
