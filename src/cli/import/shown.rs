//! What an import shows before anything is written: files, remarks, rejected rows, changes, the movements of a new year.

use std::collections::HashMap;
use std::hash::Hash;
use std::mem::discriminant;

use jiff::civil::Date;

use crate::advice::{Quote, shell, users};
use crate::domain::ine::masked;
use crate::domain::person::Person;
use crate::domain::roster::{Departure, Doubt, Identifier, Over, Read, Scope, Update, Why, differences};
use crate::french::{count, day, list, number};
use crate::sources::Wanted;
use crate::sources::findings::{About, Notice};
use crate::sources::header::Field;
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::import::Plan;
use crate::work::import::movements::{Movement, Movements};
use crate::work::import::reading::{Clashing, File, Reading};
use crate::work::import::report::{erased, overruled};

/// Most rows of one kind in the table, unless `--verbose`.
const SHOWN: usize = 12;

/// Fewest people who change division for whom it is worth a word.
const MANY: usize = 5;

/// Longest name of a rejected row, in characters: it may be a whole line.
const LONGEST: usize = 80;

/// Everything that must be seen.
pub fn show(plan: &Plan, say: &mut Speech) {
    for file in &plan.reading.files {
        let export = &file.export;
        let lines = count(export.rows, "ligne", "lignes");
        let writing = export.sheet.as_ref().map(|sheet| format!("feuille « {sheet} »"));
        let writing = writing.as_deref().unwrap_or(export.alphabet);
        say.status(format!("{} : {}, {writing}, {lines}.", file.name, export.family.label()));
        aside(file, say);
        elsewhere(file, say);
        if export.unseen > 0 {
            let cells = count(export.unseen, "cellule", "cellules");
            say.status(format!("{} : des signes invisibles ont été retirés de {cells}.", file.name));
        }
    }
    for file in plan.reading.files.iter().filter(|file| !file.export.header.has(Field::BirthDate)) {
        if plan.wanted != Wanted::Candidates {
            let name = &file.name;
            say.warn(format!(
                "{name} : pas de colonne de date de naissance, les mots de passe initiaux seront aléatoires."
            ));
        }
    }
    if plan.wanted == Wanted::Staff {
        let add = "STS-WEB n’exporte pas les professeurs documentalistes ; ajoutez-les : ";
        say.status(add.call(users::add()));
    }
    if plan.scope == Scope::Partial {
        say.status("Fichier partiel : personne n’est considéré comme parti.");
    }
    plan.reading.files.iter().for_each(|file| unread(file, say));
    moves(plan, say);
    plan.reading.files.iter().for_each(|file| notices(file, say));
    say.warn_each(overruled(plan));
    say.warn_each(erased(plan).map(|told| format!("{told}.")));
    plan.reading.files.iter().for_each(|file| rejects(file, say));
    say.table(changes(plan, say.most(SHOWN)), usize::MAX);
    say.warn_each(plan.transferred.iter().map(|gone| {
        let (name, to, number, file) = (&gone.name, &gone.to, gone.transfer, plan.reading.names());
        format!(
            "{name} a été transféré(e) vers {to} (transfert n° {number}) et revient avec {file} : si c’est à tort, radiez l’élève dans SIECLE puis réimportez."
        )
    }));
    if let Some(movements) = &plan.movements {
        say.table(by_division(movements), usize::MAX);
        say.status(year(movements).0);
        say.status("Les identifiants et les mots de passe personnels sont gardés.");
    }
}

/// Rows that are not people, by what they are.
fn aside(file: &File, say: &mut Speech) {
    let kinds = file.export.aside.iter().map(|(aside, n)| {
        let [one, many] = aside.label();
        count(*n, one, many)
    });
    let kinds: Vec<String> = kinds.collect();
    if !kinds.is_empty() {
        let lines = count(file.export.aside.values().sum(), "ligne laissée de côté", "lignes laissées de côté");
        say.status(format!("{} : {lines} ({}).", file.name, list(&kinds)));
    }
}

/// Rows of other establishments, by the code of each.
fn elsewhere(file: &File, say: &mut Speech) {
    let schools = &file.export.elsewhere;
    if !schools.is_empty() {
        let rows = "lignes d’autres établissements, laissées de côté";
        let n = count(schools.values().sum(), "ligne d’un autre établissement, laissée de côté", rows);
        let named: Vec<String> = schools.iter().map(|(school, rows)| format!("{school} : {}", number(*rows))).collect();
        say.warn(format!("{} : {n} ({}).", file.name, list(&named)));
    }
}

/// One kind after the other: the first few of each, and how many more there are.
fn notices(file: &File, say: &mut Speech) {
    let announced = file.export.notices.iter().filter_map(|notice| match notice.about {
        About::LeavesLater(day) => Some(day),
        _ => None,
    });
    let announced: Vec<Date> = announced.collect();
    // An export of some schools has the end of the year on every row.
    if let (Some(first), Some(last), 2..) = (announced.iter().min(), announced.iter().max(), announced.len()) {
        let (n, first) = (count(announced.len(), "départ annoncé", "départs annoncés"), day(*first));
        let days =
            if first == day(*last) { format!("pour le {first}") } else { format!("du {first} au {}", day(*last)) };
        say.status(format!("{} : {n} {days} ; les comptes restent ouverts jusque-là.", file.name));
    }
    let shown: Vec<&Notice> = file
        .export
        .notices
        .iter()
        .filter(|notice| announced.len() < 2 || !matches!(notice.about, About::LeavesLater(_)))
        .collect();
    for kind in by_kind(&shown, |notice| discriminant(&notice.about)) {
        say.warn_each(kind.into_iter().map(|notice| noticed(file, notice)));
    }
}

/// Where a notice is, whom it is about, and what it says.
pub fn noticed(file: &File, notice: &Notice) -> String {
    let unit = file.export.unit.label();
    format!("{}, {unit} {}, {} : {}.", file.name, notice.line, notice.name, notice.about)
}

fn rejects(file: &File, say: &mut Speech) {
    let unit = file.export.unit.label();
    for kind in by_kind(&file.export.rejects, |reject| discriminant(&reject.reason)) {
        say.warn_each(kind.into_iter().map(|reject| {
            let name: String = reject.person.full_name().chars().take(LONGEST).collect();
            let who = if name.is_empty() { String::new() } else { format!(", {name}") };
            format!("{}, {unit} {}{who} : rejetée, {}.", file.name, reject.line, reject.reason)
        }));
    }
}

/// The same things, those of one kind together, in the order in which the kinds come.
fn by_kind<T, K: Eq + Hash>(things: &[T], kind: impl Fn(&T) -> K) -> Vec<Vec<&T>> {
    let (mut kinds, mut groups) = (HashMap::new(), Vec::new());
    for thing in things {
        let at = *kinds.entry(kind(thing)).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Vec::new());
        }
        groups[at].push(thing);
    }
    groups
}

/// One row for each change, at most so many of each kind.
fn changes(plan: &Plan, most: usize) -> Listing {
    let [who, division, detail] = headings(plan);
    let mut listing = Listing::new(["", who, division, detail]);
    each_kind(plan, |word, total, rows| {
        for [who, division, detail] in rows.take(most) {
            listing.row([word.to_owned(), who, division, detail]);
        }
        if total > most {
            let more = format!("… et {} de plus", number(total - most));
            listing.row([word.to_owned(), more, String::new(), "--verbose les montre tous".to_owned()]);
        }
    });
    listing
}

/// What the columns of a change hold: who, division, detail.
pub fn headings(plan: &Plan) -> [&'static str; 3] {
    [if plan.wanted == Wanted::Pupils { "Élève" } else { "Personne" }, "Division", "Détail"]
}

/// Every kind of change, the gravest first: its word, how many there are, and a row for each.
pub fn each_kind(plan: &Plan, mut section: impl FnMut(&'static str, usize, &mut dyn Iterator<Item = [String; 3]>)) {
    let (reading, outcome) = (&plan.reading, &plan.outcome);
    let in_files = reading.clashing.iter().flat_map(|pair| clash_rows(reading, pair));
    let with_base = outcome.conflicts.iter().map(|doubt| doubt_row(reading, doubt));
    let conflicts = outcome.conflicts.len() + reading.disputed.len();
    section("conflit", conflicts, &mut in_files.chain(with_base));
    section("départ", outcome.departed.len(), &mut outcome.departed.iter().map(departure_row));
    section("retour", outcome.returned.len(), &mut outcome.returned.iter().map(|update| update_row(plan, update)));
    section("modifié", outcome.updated.len(), &mut outcome.updated.iter().map(|update| update_row(plan, update)));
    section("arrivée", outcome.arrived.len(), &mut outcome.arrived.iter().map(arrival_row));
}

fn row(person: &Person, detail: String) -> [String; 3] {
    [person.full_name(), person.division().to_owned(), detail]
}

fn clash_rows(reading: &Reading, pair: &Clashing) -> [[String; 3]; 2] {
    [clash_row(reading, &pair.row, &pair.other, pair.over), clash_row(reading, &pair.other, &pair.row, pair.over)]
}

fn clash_row(reading: &Reading, one: &Read, other: &Read, over: Over) -> [String; 3] {
    let what = match over {
        Over::Ine => format!("INE {}", masked(&one.person.ine)),
        Over::Number => "numéro interne".to_owned(),
        Over::Name if one.person.full_name() != other.person.full_name() => "naissance, nom presque pareil".to_owned(),
        Over::Name if one.person.division() == other.person.division() => "nom et naissance, autres numéros".to_owned(),
        Over::Name if one.person.birth_date == other.person.birth_date => "naissance, autre division".to_owned(),
        Over::Name => "nom".to_owned(),
    };
    let (here, there) = (reading.place(one.place), reading.place(other.place));
    row(&one.person, format!("{here} : même {what} : {} ({there})", other.person.full_name()))
}

fn doubt_row(reading: &Reading, doubt: &Doubt) -> [String; 3] {
    let (person, known) = (&doubt.row.person, &doubt.known.person);
    if let Why::Taken(what, holder) = &doubt.why {
        let (place, name) = (reading.place(doubt.row.place), holder.person.full_name());
        let value = |person: &Person| match what {
            Identifier::Ine if person.ine.is_empty() => "(rien)".to_owned(),
            Identifier::Ine => masked(&person.ine),
            Identifier::Number => person.number.as_str().to_owned(),
            _ => person.full_name(),
        };
        let told = format!("{} {} → {}", what.label(), value(known), value(person));
        return row(person, format!("{place} : {told}, qui est celui de {name}"));
    }
    let what = if !known.ine.is_empty() && known.ine == person.ine {
        format!("même INE {} :", masked(&known.ine))
    } else {
        "ne se distingue pas de".to_owned()
    };
    let birth = known.birth_date.map_or(String::new(), |date| format!(", né(e) le {}", day(date)));
    if doubt.why == Why::Absent {
        let place = reading.place(doubt.row.place);
        return row(
            person,
            format!("{place} : peut-être {}{birth}, qui n’est plus dans le fichier", known.full_name()),
        );
    }
    row(person, format!("{} : {what} {}{birth}", reading.place(doubt.row.place), known.full_name()))
}

fn departure_row(departure: &Departure) -> [String; 3] {
    let detail = if departure.announced.is_some() { "date de sortie" } else { "absent du fichier" };
    row(&departure.before, detail.to_owned())
}

fn update_row(plan: &Plan, update: &Update) -> [String; 3] {
    let mut details: Vec<String> = differences(&update.before, &update.after).iter().map(ToString::to_string).collect();
    details.extend(plan.renamed.get(&update.id).map(|login| format!("identifiant inchangé : {login}")));
    [update.before.full_name(), update.after.division().to_owned(), details.join("\n")]
}

fn arrival_row(arrival: &Read) -> [String; 3] {
    let detail = if arrival.person.has_left() { "date de sortie donnée : pas de compte" } else { "" };
    row(&arrival.person, detail.to_owned())
}

/// Many who change division at once, outside a new year: one column may have been sorted alone.
fn moves(plan: &Plan, say: &mut Speech) {
    let to_another = |update: &&Update| {
        let [before, after] = [&update.before, &update.after].map(Person::division);
        !before.is_empty() && !after.is_empty() && before != after
    };
    let moved = plan.outcome.updated.iter().filter(to_another).count();
    let known = plan.outcome.updated.len() + plan.outcome.unchanged;
    if plan.movements.is_none() && moved >= MANY && moved * 2 > known {
        let n = count(moved, "élève change", "élèves changent");
        say.warn(format!(
            "{n} de division : si l’année n’a pas changé, vérifiez que la colonne n’a pas été triée seule ; sinon, ajoutez --new-year."
        ));
    }
}

/// Columns that were perhaps meant, and are not read.
fn unread(file: &File, say: &mut Speech) {
    for label in file.export.header.doubled() {
        say.warn(format!(
            "{} : la colonne « {label} » est deux fois dans le fichier ; la première est lue.",
            file.name
        ));
    }
    for (label, field) in &file.export.unread {
        let map = shell(&format!("{label}={}", field.word()));
        say.warn(format!("la colonne « {label} » n’est pas lue ; si c’est « {} » : --map {map}", field.word()));
    }
}

/// What a new year comes to, as a sentence, and how many leave.
pub fn year(movements: &Movements) -> (String, usize) {
    let total = |part: fn(&Movement) -> usize| movements.values().map(part).sum::<usize>();
    let (up, departures, arrivals) = (total(|m| m.come), total(|m| m.depart), total(|m| m.arrive));
    let told = format!(
        "Nouvelle année : {} de division, {}, {}.",
        count(up, "élève change", "élèves changent"),
        count(departures, "départ", "départs"),
        count(arrivals, "arrivée ou retour", "arrivées ou retours")
    );
    (told, departures)
}

fn by_division(movements: &Movements) -> Listing {
    let shown = |n: usize| if n == 0 { String::new() } else { number(n) };
    let rows = movements.iter().map(|((_, _, division), movement)| {
        let Movement { before, stay, come, arrive, go, depart } = *movement;
        let name = if division.is_empty() { "(sans division)".to_owned() } else { division.clone() };
        let after = stay + come + arrive;
        [name, shown(before), shown(stay), shown(come), shown(arrive), shown(go), shown(depart), shown(after)]
    });
    let headings = ["Division", "Avant", "Restent", "Viennent", "Arrivent", "Changent", "Partent", "Après"];
    Listing::new(headings).with_rows(rows)
}
