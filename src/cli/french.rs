//! clap in French: help, headings, errors, suggestions. Words of commands stay with the commands.

use std::fmt::Write;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, Error, ErrorFormatter, ErrorKind};
use clap::{Arg, Command};

use super::{examples, pages};
use crate::domain::name;
use crate::french;
use crate::terminal::wrap::wrap;

const TEMPLATE: &str = "{about-with-newline}\n{before-help}Utilisation : {usage}\n\n{all-args}{after-help}";

/// Turns every page of help of `command` and of what is below it into French.
pub fn translate(command: Command) -> Command {
    at(command, "")
}

/// The same of a command whose path below the program is known.
fn at(command: Command, path: &str) -> Command {
    let has_version = command.get_version().is_some();
    let has_subcommands = command.has_subcommands();
    let about = command.get_about().map(|about| typography(&about.to_string()));
    let long_about = command.get_long_about().map(|about| typography(&about.to_string()));
    let command = about.into_iter().fold(command, Command::about);
    let command = long_about.into_iter().fold(command, Command::long_about);
    let after = command.get_after_help().map(|after| typography(&after.to_string()));
    let command = after.into_iter().fold(command, Command::after_help);
    let before = command.get_before_help().map(|before| typography(&before.to_string()));
    let command = before.into_iter().fold(command, Command::before_help);
    let command = command
        .help_template(typography(TEMPLATE))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(heading("Commandes"))
        .subcommand_value_name("COMMANDE")
        .arg_required_else_help(has_subcommands)
        .mut_args(in_french);
    let command = pages::arranged(command, path).arg(super::help_flag().help_heading(heading("Options")));
    let command =
        if has_version { command.arg(super::version_flag().help_heading(heading("Options"))) } else { command };
    command.mut_subcommands(|below| {
        let path = format!("{path} {}", below.get_name()).trim_start().to_owned();
        at(below, &path)
    })
}

/// Headings, and none of clap's bracketed English; no-break spaces before double punctuation.
fn in_french(arg: Arg) -> Arg {
    let help = arg.get_help().map(|help| typography(&help.to_string()));
    let takes_values = arg.get_action().takes_values();
    let kind = if arg.is_positional() { "Arguments" } else { "Options" };
    let title = heading(arg.get_help_heading().unwrap_or(kind));
    let arg = arg.help_heading(title);
    let arg = if takes_values { arg.hide_default_value(true).hide_possible_values(true) } else { arg };
    match help {
        Some(help) => arg.help(help),
        None => arg,
    }
}

/// A title as clap follows it with a colon.
pub fn heading(words: &str) -> String {
    typography(&format!("{words} :")).trim_end_matches(':').to_owned()
}

/// Help as it is shown.
pub fn typography(text: &str) -> String {
    french::typography(text).replace('\'', "’")
}

/// From where on a value is believed to be another one, misspelt.
const NEAR: f64 = 0.9;

/// Choices that are not listed where one of them is near.
const MANY: usize = 20;

/// clap's errors, written by us from what clap knows of them.
pub struct French;

impl ErrorFormatter for French {
    fn format_error(error: &Error<Self>) -> StyledStr {
        let mut text = format!("Erreur : {}\n", sentence(error));
        for (kind, words) in [
            (ContextKind::SuggestedSubcommand, "Vouliez-vous dire"),
            (ContextKind::SuggestedArg, "Vouliez-vous dire"),
            (ContextKind::SuggestedValue, "Vouliez-vous dire"),
        ] {
            // The nearest comes last.
            if let Some(suggestion) = values(error, kind).last() {
                let _ = writeln!(text, "  {words} « {suggestion} » ?");
            }
        }
        let choices = values(error, ContextKind::ValidValue);
        if !choices.is_empty() {
            // What is near is enough of a long list.
            let value = values(error, ContextKind::InvalidValue).join(" ");
            let near = values(error, ContextKind::SuggestedValue).iter().any(|one| name::likeness(one, &value) > NEAR);
            if choices.len() < MANY || !near {
                let all = wrap(&format!("  Choix possibles : {}", choices.join(", ")), 80);
                let _ = writeln!(text, "{all}");
            }
        }
        if let Some(usage) = error.get(ContextKind::Usage) {
            let usage = usage.to_string();
            let usage = usage.trim().strip_prefix("Usage:").unwrap_or(&usage).trim();
            let _ = writeln!(text, "\nUtilisation : {usage}");
            if error.kind() == ErrorKind::MissingRequiredArgument
                && let Some(example) = example(usage)
            {
                let _ = writeln!(text, "Par exemple : cpro {example}");
            }
        }
        let _ = writeln!(text, "\nPour l’aide : --help");
        french::typography(&text).into()
    }
}

/// The first example of the command whose usage this is.
fn example(usage: &str) -> Option<&'static str> {
    let words = usage.split_whitespace().skip(1).take_while(|word| word.starts_with(char::is_lowercase));
    examples::of(&words.collect::<Vec<_>>().join(" ")).first().copied()
}

fn sentence(error: &Error<French>) -> String {
    let arg = values(error, ContextKind::InvalidArg).join(", ");
    let value = values(error, ContextKind::InvalidValue).join(", ");
    let quoted = |text: &str| format!("« {text} »");
    match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("l’option {} attend une valeur.", quoted(&arg)),
        ErrorKind::InvalidValue => format!("valeur {} refusée pour {}.", quoted(&value), quoted(&arg)),
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map_or_else(String::new, |why| format!(" : {why}"));
            format!("valeur {} refusée pour {}{why}.", quoted(&value), quoted(&arg))
        }
        ErrorKind::UnknownArgument => format!("l’argument {} n’est pas connu.", quoted(&arg)),
        ErrorKind::InvalidSubcommand => {
            format!("la commande {} n’existe pas.", quoted(&values(error, ContextKind::InvalidSubcommand).join(" ")))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "il manque une commande.".to_owned()
        }
        ErrorKind::MissingRequiredArgument => format!("il manque {}.", quoted(&arg)),
        ErrorKind::ArgumentConflict => {
            let prior = values(error, ContextKind::PriorArg).join(", ");
            if prior.is_empty() || prior == arg {
                format!("{} ne peut être donné qu’une fois.", quoted(&arg))
            } else {
                format!("{} et {} ne vont pas ensemble.", quoted(&arg), quoted(&prior))
            }
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("le nombre de valeurs de {} n’est pas le bon.", quoted(&arg))
        }
        ErrorKind::NoEquals => format!("il faut un signe = après {}.", quoted(&arg)),
        ErrorKind::InvalidUtf8 => "un argument contient des octets illisibles.".to_owned(),
        _ => "la ligne de commande n’est pas comprise.".to_owned(),
    }
}

fn values(error: &Error<French>, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(value)) => vec![value.clone()],
        Some(ContextValue::Strings(values)) => values.clone(),
        Some(ContextValue::StyledStr(value)) => vec![value.to_string()],
        Some(ContextValue::StyledStrs(values)) => values.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

/// Parses a number of seconds.
pub fn seconds(text: &str) -> Result<u64, String> {
    text.parse()
        .ok()
        .filter(|seconds| *seconds <= 3_600)
        .ok_or_else(|| "il faut un nombre de secondes, de 0 à 3600".to_owned())
}

/// Parses the number of a batch or of a conflict.
pub fn ordinal(text: &str) -> Result<i64, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "il faut un numéro, par exemple 3".to_owned())
}

/// Parses a percentage: `25%`, `25 %` or `25`.
pub fn percentage(text: &str) -> Result<f64, String> {
    let number = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
    number
        .parse()
        .ok()
        .filter(|percent| (0.0..=100.0).contains(percent))
        .ok_or_else(|| "il faut un pourcentage, par exemple 25%".to_owned())
}

/// Parses a day: `2026-09-01` or `01/09/2026`.
pub fn day(text: &str) -> Result<jiff::civil::Date, String> {
    match crate::domain::date::read(text) {
        crate::domain::date::DateCell::Day(date) => Ok(date),
        _ => Err("il faut une date, par exemple 2026-09-01 ou 01/09/2026".to_owned()),
    }
}

/// Parses a word of the school's: a division, a discipline.
pub fn label(text: &str) -> Result<String, String> {
    let label = name::tidy(text);
    match label.chars().count() {
        1..=60 if !label.contains(name::is_forbidden) => Ok(label),
        _ => Err("de 1 à 60 caractères sont attendus".to_owned()),
    }
}

/// Parses an age in days: `30d`, `30j` or `30`.
pub fn days(text: &str) -> Result<u16, String> {
    let number = text.trim_end_matches(['d', 'j']);
    number.parse().map_err(|_| "il faut un nombre de jours, par exemple 30d".to_owned())
}

/// Parses the number of a document or of a batch.
pub fn number(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| "il faut un nombre".to_owned())
}
