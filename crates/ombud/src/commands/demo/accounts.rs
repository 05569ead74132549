//! One account for each role group of humans, so that the demonstration can be looked at with everybody's eyes.

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

use data_encoding::BASE32_NOPAD;
use ombud_app::requests::accounts::Chosen;
use ombud_app::requests::given;
use ombud_app::{AppError, Caller, GrantRequest, NewAccount, Ombud, SecondFactor, write_secret};
use ombud_identity::OsEntropy;
use ombud_model::{AccountKind, Units, entropy};
use zeroize::Zeroizing;

use crate::commands::accounts::failure;
use crate::commands::read_file;
use crate::exit::Failure;

const ADMINISTRATORS: &str = "administrators";
/// Role group, and the name that others see.
const PEOPLE: [(&str, &str); 7] = [
    // The first account of an installation administers it.
    (ADMINISTRATORS, "Adam Administrator"),
    ("analysts", "Ana Analyst"),
    ("investigators", "Ivo Investigator"),
    ("approvers", "Aya Approver"),
    ("overseers", "Oz Overseer"),
    ("auditors", "Ada Auditor"),
    ("planners", "Pia Planner"),
];
/// Beside the data, for the next start over them.
const PASSWORD_FILE: &str = "demo-password";
const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// A login name, which is that of its role group too.
pub(super) struct DemoAccount {
    pub(super) login: &'static str,
    pub(super) display_name: &'static str,
}

/// The accounts of the demonstration and their common password. Made once for a data directory; a second factor is not asked of them.
pub(super) async fn prepare(
    ombud: &Ombud,
    caller: &Caller,
    data: &Path,
) -> Result<(Vec<DemoAccount>, Zeroizing<String>), Failure> {
    let password = password(&data.join(PASSWORD_FILE))?;
    if !ombud.has_accounts() {
        make(ombud, caller, &password).await.map_err(failure)?;
    }
    let account = |(login, display_name)| DemoAccount {
        login,
        display_name,
    };
    Ok((PEOPLE.map(account).into(), password))
}

async fn make(ombud: &Ombud, caller: &Caller, password: &str) -> Result<(), AppError> {
    let mut rules = ombud.show_sign_in_rules(caller).await?;
    rules.second_factor = SecondFactor::NotRequired;
    ombud.change_sign_in_rules(caller, rules).await?;
    for (role, name) in PEOPLE {
        let new = NewAccount {
            login: given(role),
            display_name: given(name),
            kind: AccountKind::Human,
            person: None,
        };
        let made = ombud.create_account(caller, new).await?;
        let link = made.set_up.unwrap_or_default();
        let token = link.split_once("link=").map_or("", |(_, token)| token);
        let chosen = Chosen {
            login: role.to_owned(),
            display_name: name.to_owned(),
            password: Zeroizing::new(password.to_owned()),
            peer: HERE,
        };
        ombud.set_up(token, chosen).await?;
        if role == ADMINISTRATORS {
            continue;
        }
        let everybody = GrantRequest {
            units: Ok(Units::All),
            expires: Ok(None),
        };
        let account = made.account.id.into();
        ombud
            .grant_role(caller, given(role), account, everybody)
            .await?;
    }
    Ok(())
}

/// The password that lies there, or a new one, which then lies there for its owner to read.
fn password(file: &Path) -> Result<Zeroizing<String>, Failure> {
    if file.is_file() {
        return read_file(file).map(Zeroizing::new);
    }
    let password = drawn()?;
    write_secret(file, &password)
        .map_err(|error| Failure::Input(format!("{}: {error}", file.display())))?;
    Ok(password)
}

/// 80 random bits as four groups of four signs, which can be typed.
fn drawn() -> Result<Zeroizing<String>, Failure> {
    let bytes: [u8; 10] =
        entropy::bytes(&mut OsEntropy).map_err(|error| Failure::Internal(error.into()))?;
    let signs = Zeroizing::new(BASE32_NOPAD.encode(&bytes).to_lowercase());
    let mut password = Zeroizing::new(String::new());
    for (at, sign) in signs.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            password.push('-');
        }
        password.push(sign);
    }
    Ok(password)
}
