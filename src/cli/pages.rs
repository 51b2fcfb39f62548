//! What a page of help shows first: examples, then the options that most people use. `-h` shows no others where there are many.

use clap::{Arg, Command};

use super::french::{heading, typography};
use super::{examples, options};

/// Options that most people use, the most frequent first.
const FREQUENT: [&str; 24] = [
    "output",
    "division",
    "slips",
    "report",
    "html",
    "dry_run",
    "force",
    "yes",
    "partial",
    "create_accounts",
    "new_year",
    "class_pack",
    "split_by",
    "per_page",
    "expired",
    "never_printed",
    "never_signed_in",
    "all",
    "list",
    "to",
    "encrypt",
    "draw_passphrase",
    "only_changed",
    "db",
];

/// Most options that `-h` shows without a choice.
const FEW: usize = 10;

/// The page of a command: its path below the program says which examples are its own.
pub fn arranged(command: Command, path: &str) -> Command {
    let is_own = |arg: &&Arg| !arg.is_global_set() && !arg.is_hide_set();
    let many = command.get_arguments().filter(is_own).count() > FEW;
    // Rare ones come after, in the order in which they are written.
    let mut last = FREQUENT.len();
    let command = command.mut_args(|arg| {
        last += 1;
        placed(arg, many, last)
    });
    let hides = command.get_arguments().any(Arg::is_hide_short_help_set);
    let shown: Vec<String> = examples::of(path).iter().map(|example| format!("  cpro {example}\n")).collect();
    let command = match shown.is_empty() {
        true => command,
        false => command.before_help(format!("{}:\n{}", heading("Exemples"), shown.concat())),
    };
    if !hides || path.is_empty() {
        return command;
    }
    let whole = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let more = typography("Toutes les options : --help");
    let short = if whole.is_empty() { more } else { format!("{whole}\n\n{more}") };
    command.after_long_help(whole).after_help(short)
}

/// Under its own title, before those that are rarer.
fn placed(arg: Arg, many: bool, last: usize) -> Arg {
    let id = arg.get_id().as_str().to_owned();
    let place = FREQUENT.iter().position(|frequent| *frequent == id);
    let is_whom = arg.get_help_heading().is_some_and(|title| title.starts_with("Comptes concernés"));
    // What comes after the accounts that a command is about is under their title too.
    let arg = match is_whom && !options::SELECTORS.contains(&id.as_str()) {
        true => arg.help_heading(heading("Options")),
        false => arg,
    };
    let is_rare = place.is_none() && !arg.is_positional() && !arg.is_required_set();
    let arg = if is_rare && (many || arg.is_global_set()) { arg.hide_short_help(true) } else { arg };
    arg.display_order(place.unwrap_or(last))
}
