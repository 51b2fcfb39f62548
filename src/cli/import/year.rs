//! `--new-year`: what a new school year does to each division, shown and confirmed.

use std::collections::BTreeMap;

use super::report::Report;
use crate::cli::old::Context;
use crate::error::Result;
use crate::french::{count, number};
use crate::terminal::table::Listing;

/// What happens to one division.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Movement {
    before: usize,
    stay: usize,
    come: usize,
    arrive: usize,
    go: usize,
    depart: usize,
}

/// Shows the movements of every division; returns the totals as a sentence, and how many leave.
pub fn show(context: &mut Context, report: &Report<'_>) -> Result<(String, usize)> {
    let movements = movements(report);
    let table = listing(&movements).table(context.terminal.width, context.terminal.color);
    context.ui().show(&table)?;
    let total = |part: fn(&Movement) -> usize| movements.values().map(part).sum::<usize>();
    let (up, departures, arrivals) = (total(|m| m.come), total(|m| m.depart), total(|m| m.arrive));
    let told = format!(
        "Nouvelle année\u{a0}: {} de division, {}, {}.",
        count(up, "élève change", "élèves changent"),
        count(departures, "départ", "départs"),
        count(arrivals, "arrivée ou retour", "arrivées ou retours")
    );
    context.ui().status(&told)?;
    context.ui().status("Les identifiants et les mots de passe personnels sont gardés.")?;
    Ok((told, departures))
}

/// Shows the movements and asks; without anybody to ask, `--yes` is needed.
pub fn confirm(context: &mut Context, report: &Report<'_>) -> Result<()> {
    let (told, departures) = show(context, report)?;
    let question = format!("{}. Enregistrer\u{a0}?", count(departures, "élève partira", "élèves partiront"));
    context.confirm_or_try(&question, &format!("{told} Il faut une confirmation."))
}

fn movements(report: &Report<'_>) -> BTreeMap<String, Movement> {
    let mut movements: BTreeMap<String, Movement> = BTreeMap::new();
    let mut of =
        |division: &str, change: &dyn Fn(&mut Movement)| change(movements.entry(division.to_owned()).or_default());
    let reads = &report.gathered.reads;
    let mut moved = vec![false; report.known.len()];
    for update in &report.outcome.updated {
        let old = report.known[update.known].person.division();
        let new = reads[update.read].person.division.as_deref().unwrap_or(old);
        if old != new && report.known[update.known].present {
            moved[update.known] = true;
            of(old, &|movement| movement.go += 1);
            of(new, &|movement| movement.come += 1);
        }
    }
    for departure in &report.outcome.departed {
        moved[departure.known] = true;
        of(report.known[departure.known].person.division(), &|movement| movement.depart += 1);
    }
    let back = report.outcome.returned.iter().map(|update| update.read);
    for read in report.outcome.arrived.iter().copied().chain(back) {
        of(reads[read].person.division(), &|movement| movement.arrive += 1);
    }
    for (known, moved) in report.known.iter().zip(moved).filter(|(known, _)| known.present) {
        of(known.person.division(), &|movement| {
            movement.before += 1;
            movement.stay += usize::from(!moved);
        });
    }
    movements
}

fn listing(movements: &BTreeMap<String, Movement>) -> Listing {
    let mut listing =
        Listing::new(["Division", "Avant", "Restent", "Viennent", "Arrivent", "Changent", "Partent", "Après"]);
    let shown = |n: usize| if n == 0 { String::new() } else { number(n) };
    for (division, movement) in movements {
        let Movement { before, stay, come, arrive, go, depart } = *movement;
        let name = if division.is_empty() { "(sans division)".to_owned() } else { division.clone() };
        listing.row([
            name,
            shown(before),
            shown(stay),
            shown(come),
            shown(arrive),
            shown(go),
            shown(depart),
            shown(stay + come + arrive),
        ]);
    }
    listing
}
