//! `ombud agreement`: read by whoever runs the machine; drafted, signed and ended by people with accounts.

use std::net::{IpAddr, Ipv4Addr};

use ombud_accounts::SessionToken;
use ombud_app::requests::PresentedCredentials;
use ombud_app::requests::accounts::Proofs;
use ombud_app::requests::{WantedId, given};
use ombud_app::{AgreementSummary, AgreementTerms, Caller, Ombud, WorksCouncil};
use ombud_connect::yaml::from_yaml;
use ombud_store::Mode;

use super::accounts::failure;
use super::{Context, read_file};
use crate::args::{AgreementCommand, AsAccount};
use crate::client::password;
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, command: AgreementCommand) -> Result<(), Failure> {
    let ombud = context.open(Mode::Write).await?;
    let done = act(context, &ombud, command).await;
    ombud.close().await?;
    done
}

async fn act(context: &Context, ombud: &Ombud, command: AgreementCommand) -> Result<(), Failure> {
    match command {
        AgreementCommand::Show { id } => show(context, ombud, id.as_deref()).await,
        AgreementCommand::Propose { file, by } => {
            let terms = terms(&file)?;
            let session = Signed::in_as(ombud, by).await?;
            let made = ombud.propose_agreement(&session.caller, terms).await;
            session.end(ombud).await?;
            one(context, &made.map_err(failure)?)
        }
        AgreementCommand::Revise { id, file, by } => {
            let terms = terms(&file)?;
            let session = Signed::in_as(ombud, by).await?;
            let id = WantedId::read(&id);
            let made = ombud.revise_agreement(&session.caller, id, terms).await;
            session.end(ombud).await?;
            one(context, &made.map_err(failure)?)
        }
        AgreementCommand::Sign { id, digest, by } => {
            let session = Signed::in_as(ombud, by).await?;
            let id = WantedId::read(&id);
            let made = match given(&digest) {
                Ok(seen) => ombud.sign_agreement(&session.caller, id, seen).await,
                Err(error) => Err(error),
            };
            session.end(ombud).await?;
            one(context, &made.map_err(failure)?)
        }
        AgreementCommand::End { id, by } => {
            let session = Signed::in_as(ombud, by).await?;
            let made = ombud
                .end_agreement(&session.caller, WantedId::read(&id))
                .await;
            session.end(ombud).await?;
            one(context, &made.map_err(failure)?)
        }
        AgreementCommand::On => council(
            context,
            &ombud
                .change_works_council(&context.caller(), true)
                .await
                .map_err(failure)?,
        ),
        AgreementCommand::Off { by } => {
            let session = Signed::in_as(ombud, by).await?;
            let made = ombud.change_works_council(&session.caller, false).await;
            session.end(ombud).await?;
            council(context, &made.map_err(failure)?)
        }
    }
}

fn terms(file: &std::path::Path) -> Result<AgreementTerms, Failure> {
    from_yaml(&read_file(file)?)
        .map_err(|error| Failure::Usage(format!("{}: {error}", file.display())))
}

/// Somebody who signed in for one act.
struct Signed {
    token: SessionToken,
    caller: Caller,
}

impl Signed {
    async fn in_as(ombud: &Ombud, by: AsAccount) -> Result<Self, Failure> {
        let peer = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let proofs = Proofs {
            password: password(&by.login)?.into(),
            code: by.code.map(Into::into),
            peer,
        };
        let token = ombud.sign_in(&by.login, proofs).await.map_err(failure)?;
        let caller = ombud
            .identify_caller(PresentedCredentials {
                session: Some(&token),
                ..PresentedCredentials::default()
            })
            .await
            .map_err(failure)?;
        Ok(Self { token, caller })
    }

    async fn end(self, ombud: &Ombud) -> Result<(), Failure> {
        ombud.sign_out(&self.token).await.map_err(failure)
    }
}

async fn show(context: &Context, ombud: &Ombud, id: Option<&str>) -> Result<(), Failure> {
    let caller = context.caller();
    if let Some(id) = id {
        return one(
            context,
            &ombud
                .show_agreement(&caller, WantedId::read(id))
                .await
                .map_err(failure)?,
        );
    }
    let agreements = ombud.list_agreements(&caller).await.map_err(failure)?;
    let mode = ombud.show_works_council(&caller).await.map_err(failure)?;
    if context.json {
        return output::json(
            &serde_json::json!({ "works_council": mode, "agreements": agreements }),
        );
    }
    council(context, &mode)?;
    agreements
        .iter()
        .try_for_each(|agreement| one(context, agreement))
}

fn one(context: &Context, agreement: &AgreementSummary) -> Result<(), Failure> {
    if context.json {
        return output::json(agreement);
    }
    let (given, needed) = (agreement.signatures.len(), agreement.signatures_required);
    let standing = serde_json::to_value(agreement.standing).map_err(anyhow::Error::from)?;
    let standing = standing.as_str().unwrap_or_default();
    output::line(format!(
        "\n{}: {standing}, {given} of {needed} signatures",
        agreement.id
    ))?;
    output::line(format!(
        "digest {}\n\n{}",
        agreement.digest,
        agreement.text.trim_end()
    ))
}

fn council(context: &Context, council: &WorksCouncil) -> Result<(), Failure> {
    if context.json {
        return output::json(council);
    }
    match (council.on, &council.in_force) {
        (false, _) => output::line("works-council mode is off"),
        (true, Some(id)) => output::line(format!("works-council mode is on, and {id} is in force")),
        (true, None) => output::line(
            "works-council mode is on, and no agreement is in force: nothing is processed",
        ),
    }?;
    match council.off_asked_by.len() {
        0 => Ok(()),
        asked => output::line(format!(
            "{asked} of {} have asked for it to be off",
            council.off_needs
        )),
    }
}
