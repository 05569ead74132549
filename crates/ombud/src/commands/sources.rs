//! `ombud sources`

use ombud_app::SourceSummary;
use ombud_store::Mode;

use super::Context;
use super::accounts::failure;
use crate::args::SourcesCommand;
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, command: SourcesCommand) -> Result<(), Failure> {
    match command {
        SourcesCommand::List => {
            let sources = context.open(Mode::Read).await?.find_sources().await?;
            listed(context, &sources)
        }
        SourcesCommand::Token { source, .. } if ombud_connect::source(&source).is_none() => {
            let known: Vec<&str> = ombud_connect::SOURCES
                .iter()
                .map(|source| source.meta().id)
                .collect();
            Err(Failure::NotFound(format!(
                "there is no source `{source}`: choose one of {}",
                known.join(", ")
            )))
        }
        SourcesCommand::Token {
            source,
            revoke: true,
        } => revoke_token(context, &source).await,
        SourcesCommand::Token {
            source,
            revoke: false,
        } => issue_token(context, &source).await,
    }
}

fn listed(context: &Context, sources: &[SourceSummary]) -> Result<(), Failure> {
    if context.json {
        return output::json(&sources);
    }
    let row = |source: &SourceSummary| {
        let counts = [
            source.read,
            source.accepted,
            source.duplicates,
            source.rejected,
            source.corrected,
            source.incomplete,
        ]
        .map(|count| count.to_string());
        let last = source
            .last_activity
            .map_or_else(|| "never".to_owned(), |time| time.to_string());
        [vec![source.source.to_owned()], counts.to_vec(), vec![last]].concat()
    };
    let rows: Vec<Vec<String>> = sources.iter().map(row).collect();
    output::table(
        &[
            "SOURCE",
            "READ",
            "ACCEPTED",
            "DUPLICATES",
            "REJECTED",
            "CORRECTED",
            "INCOMPLETE",
            "LATEST ACTIVITY",
        ],
        &[1, 2, 3, 4, 5, 6],
        &rows,
    )
}

async fn revoke_token(context: &Context, source: &str) -> Result<(), Failure> {
    let ombud = context.open(Mode::Write).await?;
    ombud
        .revoke_source_token(&context.caller(), source)
        .await
        .map_err(failure)?;
    ombud.close().await?;
    output::line(format!("the token of `{source}` is revoked"))
}

async fn issue_token(context: &Context, source: &str) -> Result<(), Failure> {
    let ombud = context.open(Mode::Write).await?;
    let token = ombud
        .issue_source_token(&context.caller(), source)
        .await
        .map_err(failure)?;
    ombud.close().await?;
    if context.json {
        return output::json(&serde_json::json!({ "source": source, "token": token.as_str() }));
    }
    output::line(token.as_str())?;
    eprintln!("keep it now: it is not shown again, and it replaces the former token of `{source}`");
    Ok(())
}
