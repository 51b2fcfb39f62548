//! Why nothing was imported or put back, in words.

use super::history::headline;
use super::lead::nouns;
use crate::advice::{Quote, Sentence, accounts, import, inspectors};
use crate::domain::ine::masked;
use crate::domain::roster::{Alarm, Identifier, Look, Shift};
use crate::error::Error;
use crate::french::{agree, count, day, list, number};
use crate::sources::Wanted;
use crate::store::{Batch, Obstacle};
use crate::work::import::Refusal;

/// Most names of a refusal, unless --verbose.
const SHOWN: usize = 20;

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Departures { alarm, limit, wanted } => departures(&alarm, limit, wanted),
            Refusal::Identities { shift, place, limit, wanted } => identities(&shift, &place, limit, wanted),
            Refusal::UnknownMapping(name, names) => unknown_mapping(&name, &names),
            Refusal::Rejects(why) => {
                Self::from(why).hint("indiquez où écrire les lignes rejetées avec --rejects FICHIER.csv")
            }
            Refusal::NobodyAt { file, unit, line, is_xml } => {
                Self::refused(format!("« {file} » : personne ne commence à la {unit} {line}.")).hint(if is_xml {
                    "dans un XML, c’est la ligne de la balise qui ouvre la fiche."
                } else {
                    "la ligne 1 est l’en-tête ; les lignes vides comptent."
                })
            }
            Refusal::UnknownConflict(number) => {
                Self::refused(format!("il n’y a pas de conflit n° {number}.")).hint(import::all_conflicts())
            }
            Refusal::Decided(number, decision) => Self::refused(format!(
                "le conflit n° {number} est déjà décidé ({decision})."
            ))
            .hint(
                "annulez d’abord cette décision : ".call(import::history()).words(", puis ").call(import::undo_some()),
            ),
            Refusal::Settled(number, name) => {
                Self::refused(format!("le conflit n° {number} n’en est plus un : {name} est dans la base depuis."))
                    .hint(import::ignore(number))
            }
            Refusal::NothingToUndo => Self::refused("aucun lot ne peut être annulé.").hint(import::history()),
            Refusal::UnknownBatch(number) => {
                Self::refused(format!("il n’y a pas de lot n° {number}.")).hint(import::history())
            }
            Refusal::Undone(batch, by) => Self::refused(format!("le lot {batch} est déjà annulé, par le lot {by}."))
                .hint("pour revenir sur cette annulation : ".call(import::undo(by))),
            Refusal::SetUp(batch) => {
                Self::refused(format!("le lot {batch} est la mise en place de la base : il ne s’annule pas."))
            }
            Refusal::NotKept(batch) => {
                let why = "ce qu’il faut pour l’annuler n’est plus gardé, ou ne l’a jamais été (version 0.2)";
                Self::refused(format!("le lot {batch} ne peut pas être annulé : {why}."))
            }
            Refusal::Inspector => {
                Self::refused("seul le chef d’établissement rouvre l’accès d’un inspecteur, avec son mot de passe.")
                    .hint(inspectors::open())
            }
            Refusal::InTheWay(batch, obstacles, later) => in_the_way(&batch, &obstacles, &later, SHOWN),
        }
    }
}

fn unknown_mapping(name: &str, names: &[String]) -> Error {
    let error = Error::refused(format!("aucune correspondance « {name} » n’est enregistrée."));
    match names {
        [] => error.hint("nommez les colonnes avec --map 'COLONNE=CHAMP' et enregistrez-les avec --save-mapping NOM"),
        names => error.hint(format!("correspondances enregistrées : {}.", list(names))),
    }
}

/// The refusal that names the column, and what it looks like.
fn identities(shift: &Shift, place: &str, limit: Option<f64>, wanted: Wanted) -> Error {
    let (one, many) = nouns(wanted);
    let exact = shift.changed as f64 * 100.0 / shift.known.max(1) as f64;
    let percent = format!("{exact:.1}").replace('.', ",");
    let (n, known) = (count(shift.changed, one, many), number(shift.known));
    let (_, name, values) = &shift.example;
    let column = shift.identifier.label();
    let of = if shift.identifier == Identifier::Ine { "d’INE".to_owned() } else { format!("de {column}") };
    let shown = |value: &String| if value.is_empty() { "(rien)".to_owned() } else { shown(shift.identifier, value) };
    let [before, after] = values.each_ref().map(shown);
    let looks = match shift.look {
        Look::Shifted => format!(
            "La colonne {column} a les valeurs d’autres personnes de la base : elle semble triée ou décalée seule"
        ),
        Look::Swapped => "Nom et prénom sont échangés".to_owned(),
        Look::MonthFirst => format!("La colonne {column} semble avoir le mois avant le jour"),
        Look::Unknown => format!(
            "Ces valeurs de la colonne {column} n’étaient à personne ici : c’est peut-être un autre établissement"
        ),
    };
    let above = exact.ceil().max(limit.unwrap_or(5.0));
    Error::refused(format!(
        "{n} sur {known} ({percent} %) changeraient {of} : rien n’a été enregistré.\n{looks}. Par exemple {place}, {name} : {before} → {after}."
    ))
    .hint(match wanted {
        Wanted::Pupils => "reprenez l’export de SIECLE tel quel, sans le trier ni le retoucher dans un tableur",
        Wanted::Staff => "reprenez l’export de STS-WEB tel quel",
        Wanted::Candidates | Wanted::People { .. } => "reprenez la liste d’origine, sans la trier dans un tableur",
    })
    .hint(format!("si ces changements sont réels : --accept-changes {above}%"))
}

/// An INE in part, a date as people write it.
fn shown(identifier: Identifier, value: &str) -> String {
    match identifier {
        Identifier::Ine => masked(value),
        Identifier::BirthDate => value.parse().map_or_else(|_| value.to_owned(), day),
        _ => value.to_owned(),
    }
}

/// The refusal that names the divisions.
fn departures(alarm: &Alarm, limit: Option<f64>, wanted: Wanted) -> Error {
    if alarm.emptied > alarm.departed {
        let n = count(alarm.emptied, "élève perdrait sa division", "élèves perdraient leur division");
        return Error::refused(format!("{n} : rien n’a été enregistré."))
            .hint("vérifiez la colonne Division de l’export")
            .hint("si c’est voulu : --max-departures 100%");
    }
    let (one, many) = nouns(wanted);
    let exact = alarm.departed as f64 * 100.0 / alarm.present.max(1) as f64;
    let percent = format!("{exact:.1}").replace('.', ",");
    let verb = match wanted {
        Wanted::Pupils => agree(alarm.departed, "serait désactivé", "seraient désactivés"),
        _ => agree(alarm.departed, "serait désactivée", "seraient désactivées"),
    };
    let n = count(alarm.departed, one, many);
    let present = number(alarm.present);
    let mut message = format!("{n} sur {present} ({percent} %) {verb} : rien n’a été enregistré.");
    if let Some(concerned) = divisions(alarm, (one, many)) {
        message.push_str(&format!("\n{concerned}"));
    }
    let above = exact.ceil().max(limit.unwrap_or(10.0));
    Error::refused(message)
        .hint("si le fichier n’est qu’une partie de l’établissement : --partial")
        .hint(format!("si ces départs sont réels : --max-departures {above}%"))
}

/// The divisions that are missing, or those that lose somebody.
fn divisions(alarm: &Alarm, (one, many): (&str, &str)) -> Option<String> {
    let missing: Vec<String> = alarm
        .missing()
        .map(|leavers| format!("{} ({})", leavers.division, count(leavers.departed, one, many)))
        .collect();
    if !missing.is_empty() {
        let word = agree(missing.len(), "Division absente du fichier", "Divisions absentes du fichier");
        return Some(format!("{word} : {}.", list(&missing)));
    }
    let losing: Vec<String> = alarm
        .divisions
        .iter()
        .map(|leavers| format!("{} ({} sur {})", leavers.division, leavers.departed, leavers.present))
        .collect();
    (!losing.is_empty()).then(|| format!("Divisions concernées : {}.", list(&losing)))
}

/// The refusal that names whom later batches touched, at most so many of them, and these batches.
pub fn in_the_way(batch: &Batch, obstacles: &[Obstacle], later: &[Batch], most: usize) -> Error {
    let touched = obstacles.iter().take(most).map(|obstacle| {
        let by = obstacle.by.map(|by| format!(" (lot {by})")).unwrap_or_default();
        format!("{} {}{by}", obstacle.who, obstacle.why)
    });
    let mut lines: Vec<String> = touched.collect();
    let n = obstacles.len();
    if n > most {
        lines.push(format!("… et {} de plus", n - most));
    }
    let touched = agree(n, "a été touchée", "ont été touchées");
    let error = Error::refused(format!(
        "le lot {} ne peut pas être annulé : {} {touched} depuis, rien n’a été modifié.\n{}",
        batch.id,
        count(n, "personne", "personnes"),
        lines.join("\n")
    ));
    if later.is_empty() {
        return error.hint(
            "ce qui a été fait depuis sans lot (connexion, verrou, adresse) ne s’annule pas : "
                .call(accounts::explain_somebody()),
        );
    }
    later.iter().fold(error, |error, batch| {
        let first = format!("   # annule d’abord le {}", headline(batch));
        error.hint(Sentence::from(import::undo(batch.id)).words(first))
    })
}
