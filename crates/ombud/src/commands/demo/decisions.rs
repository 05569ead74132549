//! What an analyst and an investigator have done in the demonstration, so that no page of it is empty: alerts given to somebody, dismissed
//! with a reason, confirmed into a case.

use std::net::{IpAddr, Ipv4Addr};

use ombud_app::requests::accounts::Proofs;
use ombud_app::requests::alerts::AlertStep;
use ombud_app::requests::{PresentedCredentials, given};
use ombud_app::{AlertQuery, AlertSummary, AppError, Caller, Ombud, ReviewError};
use zeroize::Zeroizing;

use crate::commands::accounts::failure;
use crate::exit::Failure;

/// Why alerts are dismissed, from the weakest on.
const DISMISSED: [(&str, &str); 4] = [
    (
        "expected-activity",
        "Month-end reports, as in the months before.",
    ),
    ("authorised", "The hand-over was agreed with the manager."),
    ("not-worth-pursuing", "Few files, all public."),
    ("false-positive", "The backup job ran under this account."),
];
/// One of so many of the others is given to somebody.
const GIVEN: usize = 3;
const NOTE: &str = "Asked the manager whether the transfer was agreed.";

/// Decides on some alerts, once for a data directory.
pub(super) async fn prepare(ombud: &Ombud, password: &str) -> Result<(), Failure> {
    let alerts = ombud.find_alerts(&AlertQuery::default()).await?;
    let undecided = alerts.iter().all(|alert| alert.decision.is_none());
    if undecided && alerts.len() > DISMISSED.len() + 1 {
        decide(ombud, &alerts, password).await.map_err(failure)?;
    }
    Ok(())
}

async fn decide(ombud: &Ombud, alerts: &[AlertSummary], password: &str) -> Result<(), AppError> {
    let analyst = signed_in(ombud, "analysts", password).await?;
    for ((reason, note), alert) in DISMISSED.into_iter().zip(alerts.iter().rev()) {
        let step = AlertStep::Dismiss {
            reason: given(reason),
            note: given(note).map(Some),
        };
        review(ombud, &analyst, alert, step).await?;
    }
    let others = alerts
        .get(..alerts.len() - DISMISSED.len())
        .unwrap_or_default();
    if let Caller::Account(principal) = &analyst {
        for alert in others.iter().skip(1).step_by(GIVEN) {
            let step = AlertStep::Assign(Ok(Some(principal.party.account)));
            review(ombud, &analyst, alert, step).await?;
        }
    }
    // Of somebody without another alert: whoever is in a case is shown to its contributors only, and the strongest are to be looked at.
    let alone = |one: &&AlertSummary| {
        let of_person = alerts.iter().filter(|other| other.person == one.person);
        of_person.count() == 1
    };
    if let Some(alert) = others.iter().rfind(alone) {
        let investigator = signed_in(ombud, "investigators", password).await?;
        ombud
            .note_alert(&investigator, alert.id.into(), given(NOTE))
            .await?;
        let step = AlertStep::Confirm {
            case: None,
            note: Ok(None),
        };
        let changed = ombud.show_alert(&investigator, alert.id.into()).await?;
        let alert = changed.map_or_else(|| alert.clone(), |shown| shown.alert);
        review(ombud, &investigator, &alert, step).await?;
    }
    Ok(())
}

async fn review(
    ombud: &Ombud,
    caller: &Caller,
    alert: &AlertSummary,
    step: AlertStep,
) -> Result<(), AppError> {
    let done = ombud.review_alert(caller, alert.id.into(), alert.version, step);
    match done.await {
        // Nobody else is there who could have been faster.
        Ok(_) | Err(ReviewError::Changed(_)) => Ok(()),
        Err(ReviewError::App(error)) => Err(error),
    }
}

async fn signed_in(ombud: &Ombud, login: &str, password: &str) -> Result<Caller, AppError> {
    let proofs = Proofs {
        password: Zeroizing::new(password.to_owned()),
        code: None,
        peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
    };
    let session = ombud.sign_in(login, proofs).await?;
    let presented = PresentedCredentials {
        session: Some(&session),
        ..PresentedCredentials::default()
    };
    let caller = ombud.identify_caller(presented).await?;
    ombud.sign_out(&session).await?;
    Ok(caller)
}
