//! `cpro export ldif --state`, told; and what a directory lacks, in the words that a live synchronisation has too.

use super::tell_precaution;
use crate::cli::accounts::{code, missed};
use crate::cli::driver::Led;
use crate::error::{Error, exit};
use crate::french::{count, list};
use crate::terminal::speech::Speech;
use crate::work;
use crate::work::UseCase;
use crate::work::export::delta::{Conflict, ExportDelta, Exported, LeftOut, Plan, Totals};

impl Led for ExportDelta {
    fn reports(outcome: &Exported) -> bool {
        outcome.to_stdout.is_none()
    }

    fn show(plan: &Plan, say: &mut Speech) {
        let foreseen = Self::foresee(plan);
        missed(&foreseen.unknown, say);
        if !foreseen.has_states {
            say.warn("le relevé n’a pas les attributs opérationnels ('+') : un verrouillage déjà fait sera redit.");
        }
        tell_left(&foreseen.left_out, say);
        tell_conflicts(&foreseen.conflicts, say);
    }

    fn foretell(foreseen: &Exported, say: &mut Speech) {
        say.tell(format!("À écrire : {}.", totals(&foreseen.totals)));
    }

    fn tell(done: &Exported, say: &mut Speech) {
        if let Some(bytes) = &done.to_stdout {
            return say.bytes(bytes.clone());
        }
        say.tell(format!("Différences écrites dans {} : {}.", done.output.display(), totals(&done.totals)));
        let people = done.totals.added + done.totals.changed + done.totals.reset;
        if people > 0 {
            tell_precaution(&done.output, false, people, done.totals.added + done.totals.reset > 0, say);
        }
        say.status("Ensuite : chargez-les avec ldapmodify -c -f.");
    }

    fn code(done: &Exported) -> u8 {
        if done.conflicts.is_empty() { code(&done.unknown) } else { exit::REJECTS }
    }

    fn shortfall(done: &mut Exported) -> Option<Error> {
        done.unpublished.take().map(|error| work::Error::from(error).into())
    }
}

/// « 3 entrées à créer, 2 à modifier, 1 à verrouiller, 594 inchangées ».
pub fn totals(totals: &Totals) -> String {
    let each = [
        (totals.added, "création", "créations"),
        (totals.changed, "modification", "modifications"),
        (totals.reset, "mot de passe remis", "mots de passe remis"),
        (totals.locked, "verrouillage", "verrouillages"),
        (totals.unlocked, "réouverture", "réouvertures"),
        (totals.deleted, "suppression", "suppressions"),
        (totals.same, "entrée inchangée", "entrées inchangées"),
        (totals.foreign, "entrée étrangère, intacte", "entrées étrangères, intactes"),
    ];
    let told = each.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(n, one, many));
    let told: Vec<String> = told.collect();
    if told.is_empty() { "rien".to_owned() } else { list(&told) }
}

/// Accounts that have no entry, by reason.
pub fn tell_left(left: &[LeftOut], say: &mut Speech) {
    let mut reasons: Vec<&LeftOut> = left.iter().collect();
    reasons.sort_by_key(|left| left.reason);
    for same in reasons.chunk_by(|one, next| one.reason == next.reason) {
        let n = count(same.len(), "compte sans entrée", "comptes sans entrée");
        say.status(format!("{n} : {}.", same[0].reason.label()));
    }
}

/// Accounts that stay as they are there.
pub fn tell_conflicts(conflicts: &[Conflict], say: &mut Speech) {
    say.warn_each(conflicts.iter().map(|conflict| {
        let Conflict { login, entry, .. } = conflict;
        match conflict.reason {
            "taken" if entry.is_empty() => {
                format!("{login} : cet identifiant est déjà pris, par une entrée que le serveur ne montre pas.")
            }
            "taken" => {
                format!("{login} : cet identifiant est déjà celui de {entry}, qui n’est pas à nous ; laissé tel quel.")
            }
            "several" => format!("{login} : plusieurs entrées sont les siennes ({entry}) ; aucune n’est touchée."),
            "other" => format!(
                "{login} : l’entrée de son numéro ({entry}) est celle de quelqu’un d’autre ; laissée telle quelle. Une base refaite redonne les numéros : reprenez une sauvegarde, ou effacez ces entrées."
            ),
            "refused" => format!("{login} : le serveur a refusé le changement ({entry})."),
            _ => format!("{login} : son entrée {entry} porte un autre identifiant, qui reste."),
        }
    }));
}
