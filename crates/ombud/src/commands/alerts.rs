//! `ombud alerts`

use ombud_app::{AlertDetail, AlertQuery, AlertSummary, Ombud, Revealed};
use ombud_model::{AlertId, Severity};
use ombud_store::Mode;
use serde::Serialize;

use super::Context;
use crate::args::AlertsCommand;
use crate::exit::Failure;
use crate::output;

/// What is printed, with the name where it was asked for.
#[derive(Serialize)]
struct Shown<'a, T> {
    #[serde(flatten)]
    alert: &'a T,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<&'a str>,
}

pub(crate) async fn run(context: &Context, command: AlertsCommand) -> Result<(), Failure> {
    match command {
        AlertsCommand::List {
            policy,
            severity,
            reveal,
        } => {
            let severity = severity.as_deref().map(parse_severity).transpose()?;
            let ombud = open(context, reveal.is_some()).await?;
            let alerts = ombud
                .find_alerts(&AlertQuery {
                    policy,
                    severity,
                    ..AlertQuery::default()
                })
                .await?;
            let names: Vec<String> = alerts.iter().map(|alert| alert.person.clone()).collect();
            let revealed = reveal_names(context, &ombud, &names, reveal.as_deref()).await?;
            list(context, &alerts, &revealed)
        }
        AlertsCommand::Show { id, reveal } => {
            let ombud = open(context, reveal.is_some()).await?;
            let unknown = || {
                Failure::NotFound(format!(
                    "there is no alert `{id}`: `ombud alerts list` shows all"
                ))
            };
            let parsed: AlertId = id.parse().map_err(|_| unknown())?;
            let alert = ombud.find_alert(parsed).await?.ok_or_else(unknown)?;
            let revealed = reveal_names(
                context,
                &ombud,
                std::slice::from_ref(&alert.alert.person),
                reveal.as_deref(),
            )
            .await?;
            show(context, &alert, &revealed)
        }
    }
}

/// Showing names writes an audit record, so it needs the data open for writing.
async fn open(context: &Context, reveal: bool) -> Result<Ombud, Failure> {
    if !reveal {
        return context.open(Mode::Read).await;
    }
    context.open(Mode::Write).await.map_err(|failure| match failure {
        Failure::Locked(text) => Failure::Locked(format!(
            "{text}. No name was shown: showing one writes an audit record, and one program writes at a time. Stop the other one \
             (such as `ombud serve`), show the name, and start it again; without --reveal this command works beside it"
        )),
        other => other,
    })
}

async fn reveal_names(
    context: &Context,
    ombud: &Ombud,
    pseudonyms: &[String],
    reason: Option<&str>,
) -> Result<Revealed, Failure> {
    match reason {
        Some(reason) => Ok(ombud.reveal_names(&context.by, pseudonyms, reason).await?),
        None => Ok(Revealed::new()),
    }
}

fn parse_severity(text: &str) -> Result<Severity, Failure> {
    let known = [Severity::Low, Severity::Medium, Severity::High];
    let found = Severity::from_name(text).filter(|severity| known.contains(severity));
    found.ok_or_else(|| {
        Failure::Usage(format!(
            "`{text}` is no severity of an alert: choose low, medium or high"
        ))
    })
}

fn list(context: &Context, alerts: &[AlertSummary], revealed: &Revealed) -> Result<(), Failure> {
    let user = |alert: &AlertSummary| revealed.get(&alert.person).map(String::as_str);
    if context.json {
        return output::json(
            &alerts
                .iter()
                .map(|alert| Shown {
                    alert,
                    user: user(alert),
                })
                .collect::<Vec<_>>(),
        );
    }
    let row = |alert: &AlertSummary| {
        vec![
            alert.id.to_string(),
            user(alert).unwrap_or(&alert.person).to_owned(),
            alert.policy.clone(),
            alert.severity.name().to_owned(),
            alert.score.0.to_string(),
            alert.first_activity.day().to_string(),
            alert.last_activity.day().to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = alerts.iter().map(row).collect();
    output::table(
        &[
            "ALERT", "PERSON", "POLICY", "SEVERITY", "SCORE", "FIRST", "LAST",
        ],
        &[4],
        &rows,
    )
}

fn show(context: &Context, shown: &AlertDetail, revealed: &Revealed) -> Result<(), Failure> {
    let AlertDetail {
        alert,
        scope,
        ledger,
        not_counted,
    } = shown;
    let user = revealed.get(&alert.person).map(String::as_str);
    if context.json {
        return output::json(&Shown { alert: shown, user });
    }
    output::line(format!("{}  {}", alert.id, user.unwrap_or(&alert.person)))?;
    output::line(format!(
        "{}: score {}, {} severity",
        alert.policy,
        alert.score.0,
        alert.severity.name()
    ))?;
    output::line(format!(
        "in scope from {} to {}: {} on {}",
        scope.from, scope.until, scope.trigger, scope.triggered
    ))?;
    let lines = ledger.iter().chain(not_counted);
    let rows: Vec<Vec<String>> = lines
        .map(|line| {
            vec![
                line.points.to_string(),
                line.title.clone(),
                line.without.0.to_string(),
            ]
        })
        .collect();
    output::table(&["POINTS", "WHY", "WITHOUT"], &[0, 2], &rows)
}
