//! An import, told: what was read and would change, what must be confirmed, what was done and what comes next.

use jiff::Zoned;

use super::{page, shown};
use crate::advice::{Call, Quote, accounts, import, shell, slips};
use crate::cli::driver::{Led, Page, Question};
use crate::cli::{accounts as accounts_cli, slips as slips_cli};
use crate::error::{Error, exit};
use crate::french::{agree, count, list};
use crate::sources::Wanted;
use crate::terminal::speech::Speech;
use crate::work::accounts::create::Create;
use crate::work::import::report::{Imported, Totals};
use crate::work::import::{Import, Plan};
use crate::work::loss::Loss;
use crate::work::people::Renewed;
use crate::work::{UseCase, base};

impl Led for Import {
    const AGAIN: bool = false;

    const NEEDS: base::Needs = base::Needs::OrNew;

    fn show(plan: &Plan, say: &mut Speech) {
        shown::show(plan, say);
    }

    fn page(plan: &Plan, now: &Zoned) -> Option<Page> {
        page::page(plan, now)
    }

    fn question(plan: &Plan) -> Option<Question> {
        let foreseen = Self::foresee(plan).totals;
        if foreseen.changes_nothing() {
            return None;
        }
        if let Some(movements) = &plan.movements {
            let (told, departures) = shown::year(movements);
            let n = count(departures, "élève partira", "élèves partiront");
            return Some(Question::new(format!("{n}. Enregistrer ?"), format!("{told} Il faut une confirmation.")));
        }
        let lost = lost(plan.consequences.loss);
        let (one, many) = nouns(plan.wanted);
        let losses = [
            (foreseen.departed, "partirait", "partiraient"),
            (plan.identities, "changerait d’INE ou de date de naissance", "changeraient d’INE ou de date de naissance"),
        ];
        let losses = losses.into_iter().filter(|(n, ..)| *n > 0);
        let losses: Vec<String> = losses
            .map(|(n, singly, together)| count(n, &format!("{one} {singly}"), &format!("{many} {together}")))
            .collect();
        let question = Question::new(
            format!("{}{lost}. Enregistrer ?", totals(&foreseen)),
            format!("{}{lost} : il faut une confirmation.", list(&losses)),
        );
        Some(Question { is_courtesy: losses.is_empty(), ..question })
    }

    fn foretell(foreseen: &Imported, say: &mut Speech) {
        let done = &foreseen.totals;
        if let Some(follows) = follows(foreseen) {
            say.status(format!("Ensuite : {follows}."));
        }
        if done.changes_nothing() && done.rejected + done.conflicts == 0 {
            return tell_totals(done, say);
        }
        say.warn_each(foreseen.renewed.iter().map(|Renewed { name, login }| {
            format!("{name} ({login}) : mot de passe initial à refaire ; son papillon sera à réimprimer.")
        }));
        say.warn_each(foreseen.revoked.iter().map(|Renewed { name, login }| {
            format!(
                "{name} ({login}) : l’adresse changerait ; le mot de passe envoyé à l’ancienne n’ouvrirait plus rien."
            )
        }));
        let what = if done.changes_nothing() { "" } else { " à enregistrer" };
        let lost = lost(foreseen.loss);
        say.tell(format!("{} : {}{what}{lost}. Simulation : rien n’a été modifié.", rows(done), totals(done)));
    }

    fn tell(imported: &Imported, say: &mut Speech) {
        if let Some(name) = &imported.saved_as {
            say.status(format!("Correspondance enregistrée ; la prochaine fois : --mapping {}", shell(name)));
        }
        accounts_cli::tell_renewed(&imported.renewed, say);
        accounts_cli::tell_revoked(&imported.revoked, say);
        tell_totals(&imported.totals, say);
        next(imported, say);
        tell_followed(imported, say);
    }

    fn code(imported: &Imported) -> u8 {
        if imported.totals.rejected + imported.totals.conflicts > 0 { exit::REJECTS } else { exit::DONE }
    }

    /// Whatever stops accounts or slips, what was done before is done.
    fn shortfall(imported: &mut Imported) -> Option<Error> {
        let slips = imported.followed.slips.as_mut();
        let unpublished = slips.and_then(|generated| generated.unpublished.take());
        let failed = imported.followed.failed.take().or(unpublished)?;
        let done = match (&imported.followed.accounts, imported.batch) {
            (Some(_), _) => "l’import et les comptes sont enregistrés",
            (None, Some(_)) => "l’import est enregistré",
            (None, None) => "l’import n’avait rien à changer",
        };
        let error = match failed.is_interruption() {
            true => Error::new(exit::INTERRUPTED, format!("interrompu : {done}, la suite n’a pas été faite.")),
            false => Error::from(failed).hint(format!("{done} ; la suite n’a pas été faite.")),
        };
        let accounts = imported.accounts_follow && imported.followed.accounts.is_none();
        let slips = imported.slips_follow && imported.followed.slips.is_none();
        Some(match (accounts, slips) {
            (true, _) => error.hint(accounts::create()),
            (false, true) => error.hint(slips::generate()),
            (false, false) => error,
        })
    }
}

/// What is lost, to be read after the totals; nothing where nothing is.
fn lost(loss: Loss) -> String {
    accounts_cli::lost(loss).map(|lost| format!(" ; {lost}")).unwrap_or_default()
}

/// What the people of an import are called.
pub fn nouns(wanted: Wanted) -> (&'static str, &'static str) {
    match wanted {
        Wanted::Pupils => ("élève", "élèves"),
        _ => ("personne", "personnes"),
    }
}

fn tell_totals(done: &Totals, say: &mut Speech) {
    let rows = rows(done);
    if done.changes_nothing() && done.rejected + done.conflicts == 0 {
        say.tell(format!("{rows}, aucun changement."));
    } else {
        say.tell(format!("{rows} : {}.", totals(done)));
    }
}

fn rows(done: &Totals) -> String {
    count(done.read, "ligne lue", "lignes lues")
}

/// What became, or would become, of every row.
fn totals(done: &Totals) -> String {
    let words = [
        (done.created, "arrivée", "arrivées"),
        (done.updated, "modifié", "modifiés"),
        (done.returned, "retour", "retours"),
        (done.leaving, "départ (date de sortie)", "départs (date de sortie)"),
        (done.unchanged, "inchangé", "inchangés"),
        (done.conflicts, "en conflit", "en conflit"),
        (done.rejected, "ligne rejetée", "lignes rejetées"),
        (done.ignored, "ligne ignorée", "lignes ignorées"),
        (done.repeated, "ligne répétée", "lignes répétées"),
        (done.completed, "ligne qui en complète une autre", "lignes qui en complètent d’autres"),
    ];
    let words: Vec<String> = words.iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(*n, one, many)).collect();
    let gone = match done.departed - done.leaving {
        0 => String::new(),
        n => {
            let absent = agree(n, "absent du fichier", "absents du fichier");
            format!(" ; {} ({absent})", count(n, "départ", "départs"))
        }
    };
    format!("{}{gone}", words.join(", "))
}

/// The accounts and the slips that would follow.
fn follows(foreseen: &Imported) -> Option<String> {
    let accounts = foreseen.accounts_follow.then(|| count(foreseen.following.accounts, "compte créé", "comptes créés"));
    let slips =
        foreseen.slips_follow.then(|| count(foreseen.following.slips, "papillon imprimé", "papillons imprimés"));
    let parts: Vec<String> = accounts.into_iter().chain(slips).collect();
    (!parts.is_empty()).then(|| list(&parts))
}

/// Where the rejected rows are, and what to type next.
fn next(imported: &Imported, say: &mut Speech) {
    for path in &imported.reject_files {
        let path = path.display().to_string();
        say.warn(format!("lignes rejetées dans {path} : corrigez-les, puis ").call(again(imported, &path)));
    }
    if imported.totals.conflicts > 0 {
        say.next(import::conflicts());
    }
    if !imported.accounts_follow && imported.totals.created + imported.totals.returned > 0 {
        say.next(accounts::create());
    }
}

/// The command that imports a file of corrected rows.
fn again(imported: &Imported, path: &str) -> Call {
    match imported.wanted {
        // Rows rejected from XML are columns: no XML reader takes them.
        Wanted::Staff | Wanted::People { staff: true } => import::again("people", path, "--kind staff"),
        Wanted::Pupils => import::again(imported.source, path, "--partial"),
        Wanted::Candidates | Wanted::People { staff: false } => import::again(imported.source, path, ""),
    }
}

/// The accounts and the slips of the same run.
fn tell_followed(imported: &Imported, say: &mut Speech) {
    let followed = &imported.followed;
    if let Some(created) = &followed.accounts {
        say.warn_each(created.warnings.iter().map(ToString::to_string));
        match &followed.slips {
            Some(_) => accounts_cli::create::tell(created, say),
            None => Create::tell(created, say),
        }
    }
    if let Some(generated) = &followed.slips {
        slips_cli::generate::announce(&generated.forecast, say);
        slips_cli::generate::tell(generated, say);
    }
}
