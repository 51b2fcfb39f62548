//! The page of `cpro status`, its one line, and the same for machines.

use serde_json::{Value, json};

use super::{Picture, Run};
use crate::cli::Context;
use crate::error::Result;
use crate::french::{count, day, instant, number};
use crate::terminal::safe;
use crate::terminal::table::Listing;
use crate::terminal::wrap::wrap;

/// Cells of a bar.
const BAR: usize = 12;

/// Prints the page.
pub fn show(context: &mut Context, picture: &Picture) -> Result<()> {
    let mut page = match (picture.name.as_str(), picture.uai.as_str()) {
        ("", "") => "Établissement à régler\n".to_owned(),
        (name, uai) => format!("{} ({uai})\n", safe(name)),
    };
    section(&mut page, "Mise en place");
    for step in &picture.steps {
        let (mark, command) = match (step.done, step.optional) {
            (true, _) => ("✓", String::new()),
            (false, false) => ("✗", format!("\u{a0}: {}", step.command)),
            (false, true) => ("·", format!("\u{a0}: {} (facultatif)", step.command)),
        };
        page.push_str(&format!("  {mark} {}{command}\n", step.label));
    }
    section(&mut page, "Comptes");
    let most = picture.states.iter().map(|(_, n)| *n).max().unwrap_or_default();
    for (state, n) in picture.states.iter().filter(|(_, n)| *n > 0) {
        page.push_str(&format!("  {:<12} {:>6}  {}\n", state.label(), number(*n), bar(*n, most, false)));
    }
    let profiles: Vec<String> =
        picture.profiles.iter().map(|(profile, n)| format!("{}\u{a0}: {}", profile.label(), number(*n))).collect();
    if !profiles.is_empty() {
        page.push_str(&format!("  {}\n", profiles.join(", ")));
    }
    let page = context.ui().about_this_base(page.trim_end());
    let width = context.terminal.width;
    context.ui().answer(wrap(&page, width).as_str())?;
    if !picture.divisions.is_empty() {
        let table = divisions(picture).table(context.terminal.width, context.terminal.color);
        context.ui().answer(&format!("\n{table}"))?;
    }
    let rest = context.ui().about_this_base(&rest(picture));
    Ok(context.ui().answer(wrap(&rest, width).as_str())?)
}

fn section(page: &mut String, title: &str) {
    page.push_str(&format!("\n{title}\n"));
}

/// What must be looked at, what happened last.
fn rest(picture: &Picture) -> String {
    let mut page = String::new();
    if !picture.watches.is_empty() || !picture.warnings.is_empty() {
        section(&mut page, "À regarder");
    }
    for warning in &picture.warnings {
        page.push_str(&format!("  ! {}\n", safe(warning)));
    }
    for watch in &picture.watches {
        page.push_str(&format!("  {}\u{a0}: {}\n", count(watch.count, watch.one, watch.many), watch.command));
    }
    if let Some((n, first, last)) = picture.departed {
        let until = if first == last {
            day(first)
        } else {
            format!("{} (les premières) ou au {} (les dernières)", day(first), day(last))
        };
        section(&mut page, "Partis");
        let kept = count(n, "personne partie, gardée jusqu’au", "personnes parties, gardées jusqu’au");
        page.push_str(&format!("  {kept} {until} (departed.days)\n"));
    }
    section(&mut page, "Dernières opérations");
    for run in &picture.runs {
        page.push_str(&format!("  {:<16} {}\n", run.label, when(run)));
    }
    page.trim_end().to_owned()
}

fn when(run: &Run) -> String {
    let Some(at) = &run.at else { return "jamais".to_owned() };
    let shown = if at.len() > 10 { instant(at) } else { at.parse().map_or_else(|_| at.clone(), day) };
    match run.days {
        Some(0) => format!("{shown} (aujourd’hui)"),
        Some(days) if days > 0 => format!("{shown} (il y a {})", count(days.unsigned_abs() as usize, "jour", "jours")),
        _ => shown,
    }
}

fn divisions(picture: &Picture) -> Listing {
    let mut listing = Listing::new(["Division", "Élèves", "Comptes", "Connectés", ""]).unbroken([1, 2, 3, 4]);
    for (name, division) in &picture.divisions {
        let name = if name.is_empty() { "(sans division)".to_owned() } else { name.clone() };
        let cells = [division.pupils, division.accounts, division.signed_in].map(number);
        let [pupils, accounts, signed_in] = cells;
        listing.row([name, pupils, accounts, signed_in, bar(division.signed_in, division.accounts, true)]);
    }
    listing
}

/// A part of a whole as a bar; something is never nothing.
fn bar(part: usize, whole: usize, framed: bool) -> String {
    let filled = if whole == 0 { 0 } else { (part * BAR).div_ceil(whole).min(BAR) };
    let empty = if framed { "░".repeat(BAR - filled) } else { String::new() };
    format!("{}{empty}", "█".repeat(filled))
}

/// The whole in one line.
pub fn line(picture: &Picture) -> String {
    let accounts: usize = picture.profiles.values().sum();
    let mut parts = vec![count(accounts, "compte", "comptes")];
    parts.extend(picture.watches.iter().map(|watch| count(watch.count, watch.one, watch.many)));
    let steps = picture.steps.iter().filter(|step| !step.done && !step.optional).count();
    if steps > 0 {
        parts.push(count(steps, "étape à faire", "étapes à faire"));
    }
    parts.extend(picture.runs.iter().filter(|run| run.at.is_none()).map(|run| format!("{}\u{a0}: jamais", run.label)));
    if !picture.warnings.is_empty() {
        parts.push(count(picture.warnings.len(), "avertissement", "avertissements"));
    }
    format!("{} {}\u{a0}: {}", picture.uai, safe(&picture.name), parts.join(", "))
}

/// The same under the contract.
pub fn json(picture: &Picture) -> Value {
    let object = |pairs: Vec<(String, Value)>| Value::Object(pairs.into_iter().collect());
    let divisions = picture.divisions.iter().map(|(name, division)| {
        json!({ "division": name, "pupils": division.pupils, "accounts": division.accounts, "signed_in": division.signed_in })
    });
    json!({
        "schema": 1,
        "uai": picture.uai,
        "name": picture.name,
        "quiet": picture.is_quiet(),
        "steps": picture.steps.iter().map(|step| {
            json!({ "step": step.code, "done": step.done, "optional": step.optional, "command": step.command })
        }).collect::<Vec<_>>(),
        "profiles": object(picture.profiles.iter().map(|(profile, n)| (profile.as_str().to_owned(), json!(n))).collect()),
        "states": object(picture.states.iter().map(|(state, n)| (state.as_str().to_owned(), json!(n))).collect()),
        "inactive": picture.inactive,
        "divisions": divisions.collect::<Vec<_>>(),
        "watch": object(picture.watches.iter().map(|watch| (watch.code.to_owned(), json!(watch.count))).collect()),
        "departed": picture.departed.map(|(n, first, last)| {
            json!({ "count": n, "kept_until_first": first.to_string(), "kept_until_last": last.to_string() })
        }),
        "last": object(picture.runs.iter().map(|run| (run.code.to_owned(), json!({ "at": run.at, "days": run.days }))).collect()),
        "warnings": picture.warnings,
    })
}
