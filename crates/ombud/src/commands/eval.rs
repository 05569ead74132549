//! `ombud eval`: how well the alerts of a data directory agree with labels.
//!
//! Names are opened to compare them with the labels: each stands in the audit log.

mod calibrated;
mod figures;
mod gather;

use ombud_connect::when::{Order, parse_in};
use ombud_model::{Day, Timestamp};
use ombud_store::Mode;

use self::figures::{Figures, Label, compare};
use super::Context;
use crate::args::EvalArgs;
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: Context, args: EvalArgs) -> Result<(), Failure> {
    let labels = parse(&super::read_file(&args.truth)?, args.dataset.as_deref())
        .map_err(|wrong| Failure::Usage(format!("{}: {wrong}", args.truth.display())))?;
    let context = Context {
        data: args.dir.clone(),
        ..context
    };
    let ombud = context.open(Mode::Write).await?;
    let compared = gather::gather(&context, &ombud, labels, &args).await?;
    ombud.close().await?;
    let figures = compare(&compared);
    if context.json {
        return output::json(&figures);
    }
    show(&figures)
}

/// Rows of a table with a header that names `user`, `scenario`, and the first and the last day, in any order and with others beside them; of
/// the wanted data set only, where the table holds several.
fn parse(text: &str, dataset: Option<&str>) -> Result<Vec<Label>, String> {
    let mut table = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = table.headers().map_err(|error| error.to_string())?.clone();
    let column = |names: &[&str]| {
        let at = header.iter().position(|column| names.contains(&column));
        at.ok_or_else(|| format!("there is no column `{}`", names.join("` or `")))
    };
    let (user, scenario) = (column(&["user"])?, column(&["scenario"])?);
    let (first, last) = (
        column(&["first_day", "start"])?,
        column(&["last_day", "end"])?,
    );
    let of = dataset
        .map(|wanted| column(&["dataset"]).map(|at| (at, wanted)))
        .transpose()?;
    let mut labels = Vec::new();
    for (number, row) in table.records().enumerate() {
        let row = row.map_err(|error| error.to_string())?;
        if of.is_some_and(|(at, wanted)| row.get(at) != Some(wanted)) {
            continue;
        }
        let named = |at: usize, what: &str| {
            let name = header.get(at).unwrap_or_default();
            format!("row {}: `{name}` is {what}", number + 1)
        };
        let cell = |at: usize| {
            let found = row.get(at).filter(|cell| !cell.is_empty());
            found.ok_or_else(|| named(at, "empty"))
        };
        let day = |at: usize| {
            let text = cell(at)?;
            // The CERT data write the month first.
            let time = || parse_in(text, Some(Order::Month)).map(Timestamp::day);
            let parsed = text.parse::<Day>().or_else(|_| time());
            parsed.map_err(|_| named(at, "no day as in 2026-08-31"))
        };
        labels.push(Label {
            user: cell(user)?.to_lowercase(),
            scenario: cell(scenario)?.to_owned(),
            first: day(first)?,
            last: day(last)?,
        });
    }
    Ok(labels)
}

fn show(figures: &Figures) -> Result<(), Failure> {
    let share = |share: Option<f64>| share.map_or("-".to_owned(), |share| format!("{share:.3}"));
    let hours = figures.median_hours_to_alert;
    let leavers = figures.honest_leavers.as_ref();
    let rows = [
        ("persons", figures.persons.to_string()),
        ("days", figures.days.to_string()),
        ("insiders", figures.insiders.to_string()),
        ("alerts", figures.alerts.to_string()),
        (
            "alerts within the budget",
            figures.budget_alerts.to_string(),
        ),
        ("recall at budget", share(figures.recall_at_budget)),
        ("recall", share(figures.recall)),
        ("precision at budget", share(figures.precision)),
        ("area under the curve", share(figures.auc)),
        (
            "median hours to alert",
            hours.map_or("-".to_owned(), |hours| hours.to_string()),
        ),
        (
            "honest leavers alerted",
            share(leavers.map(|of| of.alerted)),
        ),
        ("honest leavers at high", share(leavers.map(|of| of.high))),
    ];
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|(name, value)| vec![name.to_owned(), value])
        .collect();
    output::table(&["FIGURE", "VALUE"], &[1], &rows)?;
    show_by_label(figures)?;
    figures.calibration.show()
}

/// What became of each scenario, of each trap, and what wrong alerts are about.
fn show_by_label(figures: &Figures) -> Result<(), Failure> {
    output::line("")?;
    let row = |(scenario, found): (&String, &figures::Found)| {
        let numbers = [
            found.insiders,
            found.found,
            found.medium,
            found.high,
            found.within_budget,
        ];
        let cells = numbers.iter().map(u64::to_string);
        [scenario.clone()].into_iter().chain(cells).collect()
    };
    let rows: Vec<Vec<String>> = figures.by_scenario.iter().map(row).collect();
    output::table(
        &[
            "SCENARIO",
            "INSIDERS",
            "FOUND",
            "AT MEDIUM OR MORE",
            "AT HIGH",
            "WITHIN BUDGET",
        ],
        &[1, 2, 3, 4, 5],
        &rows,
    )?;
    output::line("")?;
    let row = |(trap, trapped): (&String, &figures::Trapped)| {
        let numbers = [trapped.persons, trapped.alerted, trapped.high];
        let cells = numbers.iter().map(u64::to_string);
        [trap.clone()].into_iter().chain(cells).collect()
    };
    let rows: Vec<Vec<String>> = figures.by_trap.iter().map(row).collect();
    output::table(
        &["TRAP", "PERSONS", "ALERTED", "AT HIGH"],
        &[1, 2, 3],
        &rows,
    )?;
    output::line("")?;
    let rows: Vec<Vec<String>> = figures
        .false_positives
        .iter()
        .map(|(cause, count)| vec![cause.clone(), count.to_string()])
        .collect();
    output::table(&["FALSE POSITIVES", "ALERTS"], &[1], &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_by_the_names_of_their_columns() {
        let text = "effort,last_day,first_day,scenario,user\n0.5,2026-09-02,2026-09-01,\"printing\", Eve@contoso.test\n";
        let expected = Label {
            user: "eve@contoso.test".to_owned(),
            scenario: "printing".to_owned(),
            first: "2026-09-01".parse().unwrap(),
            last: "2026-09-02".parse().unwrap(),
        };
        assert_eq!(parse(text, None), Ok(vec![expected]));
    }

    #[test]
    fn the_key_of_the_cert_data_is_read_for_one_data_set() {
        let text = "dataset,scenario,details,user,start,end\n3.1,1,r3.1-1-ZZ.csv,ZZZ0001,1/2/2010 1:00:00,1/3/2010 2:00:00\n\
                    4.2,2,r4.2-2-QRS0042.csv,QRS0042,3/6/2010 1:41:56,03/20/2010 8:10:12\n";
        let expected = Label {
            user: "qrs0042".to_owned(),
            scenario: "2".to_owned(),
            first: "2010-03-06".parse().unwrap(),
            last: "2010-03-20".parse().unwrap(),
        };
        assert_eq!(parse(text, Some("4.2")), Ok(vec![expected]));
        assert_eq!(parse(text, None).map(|labels| labels.len()), Ok(2));
    }

    #[test]
    fn wrong_tables_say_what_is_wrong() {
        let header = "user,scenario,first_day,last_day\n";
        for (text, says) in [
            ("", "no column `user`"),
            ("user,scenario,first_day\n", "no column `last_day` or `end`"),
            (
                &format!("{header}a,,2026-09-01,2026-09-01\n"),
                "row 1: `scenario` is empty",
            ),
            (
                &format!("{header}a,b,1 May,2026-09-01\n"),
                "row 1: `first_day` is no day",
            ),
        ] {
            let wrong = parse(text, None).unwrap_err();
            assert!(wrong.contains(says), "{text}: {wrong}");
        }
    }
}
