//! `ombud unseal`: the master key goes to a server that waits for it.

use ombud_identity::keyring::{FileKey, KeySource};
use zeroize::Zeroizing;

use crate::args::UnsealArgs;
use crate::client::{Client, secret};
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(args: &UnsealArgs) -> Result<(), Failure> {
    let client = Client::anonymous(&args.server)?;
    let key = match &args.key {
        Some(file) => {
            let source = FileKey(file.clone());
            let text = source.read();
            text.map_err(|error| Failure::Input(error.to_string()))?
                .ok_or_else(|| Failure::Input(format!("{} is not there", source.place())))?
        }
        None => Zeroizing::new(secret("Master key")?),
    };
    client.unseal(key).await?;
    output::line("The server is unsealed.")
}
