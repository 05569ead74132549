//! `ombud simulate`

use ombud_simulate::{Cast, Effort, Options, World, simulate};

use super::Context;
use crate::args::{SimulateArgs, WorldArg};
use crate::exit::Failure;
use crate::output;

pub(crate) fn run(context: &Context, args: &SimulateArgs) -> Result<(), Failure> {
    let options = Options {
        persons: args.persons,
        days: args.days,
        seed: args.seed,
        incidents: args.incidents,
        world: world(args)?,
        ..Options::default()
    };
    let summary =
        simulate(&options, &args.out).map_err(|error| Failure::Usage(error.to_string()))?;
    if context.json {
        return output::json(&serde_json::json!({
            "records": summary.records,
            "repeats": summary.repeats,
            "hr_rows": summary.hr_rows,
            "alerts": summary.alerts,
            "planted": summary.planted.len(),
        }));
    }
    output::line(format!(
        "{} records of {} persons written to {}",
        summary.records,
        args.persons,
        args.out.display()
    ))?;
    output::line(
        "audit.ndjson (source m365), hr.csv (source hr), alerts.json (source graph-alerts), truth.csv (what was planted)",
    )
}

fn world(args: &SimulateArgs) -> Result<World, Failure> {
    let cast = args.cast.unwrap_or_default();
    let only_lifelike = args.day_shape.is_some() || args.effort.is_some() || args.cast.is_some();
    match args.world {
        WorldArg::Lifelike if cast != Cast::Everybody && args.incidents != 1 => Err(
            Failure::Usage("--incidents goes with --cast everybody".to_owned()),
        ),
        WorldArg::Lifelike => Ok(World::Lifelike {
            cast,
            day_shape: args.day_shape.unwrap_or_default(),
            effort: args.effort.unwrap_or(match cast {
                Cast::Patterns => Effort::Percent(0),
                _ => Effort::Mixed,
            }),
        }),
        WorldArg::Plain if only_lifelike => Err(Failure::Usage(
            "--cast, --day-shape and --effort go with --world lifelike".to_owned(),
        )),
        WorldArg::Plain => Ok(World::Plain),
    }
}
