//! The state of the establishment as a page to look at, with the words of `status` in the terminal.

use super::{run_label, step_words, watch_words, when};
use crate::advice::Sentence;
use crate::french::{instant, typography};
use crate::targets::page::state::{Division, Line, State, Step, state};
use crate::work::status::Standing;

/// The whole file; `base` is the one that `--db` named.
pub fn text(standing: &Standing, warnings: &[Sentence], now: &str, base: Option<&str>) -> String {
    let spaced = |text: &str| typography(text);
    let steps = standing.steps.iter().map(|(step, done)| {
        let (label, command) = step_words(*step);
        Step { label: label.to_owned(), done: *done, optional: step.is_optional(), command: command.typed(base) }
    });
    let warned = warnings.iter().map(|warning| Line { words: warning.shown(base), command: None });
    let watched = standing.watches.iter().map(|(watch, n)| {
        let (words, command) = watch_words(*watch, *n);
        Line { words: spaced(&words), command: Some(command.typed(base)) }
    });
    let divisions = standing.divisions.iter().map(|((_, _, name), of)| Division {
        name: if name.is_empty() { "(sans division)".to_owned() } else { name.clone() },
        pupils: of.pupils,
        accounts: of.accounts,
        signed_in: of.signed_in,
    });
    state(&State {
        title: format!("{} ({})", standing.name, standing.uai),
        made: spaced(&format!("État au {}, par cpro.", instant(now))),
        steps: steps.collect(),
        watches: warned.chain(watched).collect(),
        states: standing.states.iter().map(|(password, n)| (password.label().to_owned(), *n)).collect(),
        divisions: divisions.collect(),
        weeks: standing.weeks.iter().map(|(day, n)| (day.strftime("%d/%m").to_string(), *n)).collect(),
        last: standing.runs.iter().map(|(run, last)| (run_label(*run).to_owned(), spaced(&when(last)))).collect(),
    })
}
