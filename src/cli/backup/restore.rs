//! `cpro restore`: a copy becomes the base again, once what it would cost was seen.

use std::path::PathBuf;

use clap::Args;

use crate::advice::{Quote, status as advice_status};
use crate::cli::Session;
use crate::cli::driver::{Question, Trial, confirm, hand_over};
use crate::cli::options::DryRun;
use crate::cli::transfers::key::KeyArgs;
use crate::error::{Error, Result, exit};
use crate::french::{count, instant};
use crate::store::{Batch, Glance};
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::backup::restore::{Lost, Plan, Present, Refusal, Restored, Source};
use crate::work::import::history::word;

/// Most batches that are shown, unless --verbose.
const SHOWN: usize = 10;

/// Reprend une sauvegarde à la place de la base
///
/// Montre ce que la copie contient à côté de ce que la base contient, et ce qui serait perdu. La base présente reste à côté,
/// sous un nom daté. Ce qui a été effacé depuis (cpro rgpd erase) l’est de nouveau. Convient aussi quand la base est
/// endommagée ou perdue.
#[derive(Debug, Args)]
pub struct Restore {
    /// Sauvegarde faite par cpro, chiffrée ou non
    #[arg(value_name = "FICHIER")]
    file: PathBuf,
    #[command(flatten)]
    key: KeyArgs,
    /// Accepte une sauvegarde dont le journal a été modifié par un autre programme
    #[arg(long)]
    accept_journal: bool,
    #[command(flatten)]
    trial: DryRun,
}

impl Restore {
    pub fn run(self, session: &mut Session) -> Result {
        let mut source = Source::look(&session.world, &self.file)?;
        let key = match source.is_sealed {
            true => Some(self.key.given_or(source.own_key.take(), source.wants_passphrase, session)?),
            false => None,
        };
        let plan = source.plan(&session.world, key.as_ref(), self.accept_journal)?;
        session.say(|say| show(&plan, say));
        if self.trial.is_asked() {
            session.say(|say| say.tell("Simulation : rien n’a été modifié."));
            hand_over(session, &plan.foresee());
            return Ok(exit::DONE);
        }
        confirm(session, &question(&plan), Trial::Asked(false))?;
        let restored = plan.carry_out(&session.world)?;
        session.saved = true;
        session.say(|say| tell(&restored, say));
        hand_over(session, &restored);
        Ok(exit::DONE)
    }
}

fn question(plan: &Plan) -> Question {
    let school = if plan.copy.uai.is_empty() { "l’établissement" } else { &plan.copy.uai };
    Question::new(
        format!("Reprendre cette sauvegarde de {school} à la place de la base ?"),
        "reprendre une sauvegarde demande une confirmation.",
    )
}

fn show(plan: &Plan, say: &mut Speech) {
    if !plan.has_whole_journal {
        say.warn("le journal de cette sauvegarde a été modifié par un autre programme.");
    }
    if !plan.erased.is_empty() {
        let n = count(plan.erased.len(), "personne effacée depuis le sera", "personnes effacées depuis le seront");
        say.warn(format!("{n} de nouveau : {}.", plan.erased.join(", ")));
    }
    if !plan.knows_erasures() {
        say.warn("aucune liste d’effacements n’est connue : si quelqu’un a été effacé depuis cette sauvegarde, il reviendra.");
    }
    match &plan.present {
        Present::Missing => {
            say.table(beside(&plan.copy, None), SHOWN);
            say.status("Il n’y a pas de base à cet endroit : rien ne serait perdu.");
        }
        Present::Broken(why) => {
            say.table(beside(&plan.copy, None), SHOWN);
            say.warn(format!("{why} : ce qu’elle contient de plus ne peut pas être lu. Elle restera à côté."));
        }
        Present::Sound(lost) => {
            say.table(beside(&plan.copy, Some(&lost.now)), SHOWN);
            tell_lost(lost, say);
        }
    }
}

/// What each holds, side by side.
fn beside(copy: &Glance, now: Option<&Glance>) -> Listing {
    let row = |title: &str, of: &dyn Fn(&Glance) -> String| {
        [title.to_owned(), of(copy), now.map_or_else(|| "–".to_owned(), of)]
    };
    let rows = [
        row("Établissement", &|glance| {
            let both = format!("{} {}", glance.uai, glance.name);
            if both.trim().is_empty() { "–".to_owned() } else { both.trim().to_owned() }
        }),
        row("Dernière opération", &|glance| glance.at.as_ref().map_or_else(|| "–".to_owned(), |at| instant(at))),
        row("Personnes", &|glance| glance.people.to_string()),
        row("Comptes", &|glance| glance.accounts.to_string()),
        row("Dernier lot", &|glance| glance.last_batch.to_string()),
    ];
    Listing::new(["", "Sauvegarde", "Base actuelle"]).with_rows(rows)
}

fn tell_lost(lost: &Lost, say: &mut Speech) {
    if lost.is_stranger {
        say.warn("cette sauvegarde ne vient pas de la base actuelle : tout ce que la base contient serait remplacé.");
        return;
    }
    if let Some(at) = &lost.parted_at {
        say.warn(format!(
            "la sauvegarde et la base ont été la même jusqu’au {}, puis ont suivi chacune son cours.",
            instant(at)
        ));
    }
    if lost.lines == 0 {
        say.status("Rien n’a été fait depuis cette sauvegarde : rien ne serait perdu.");
        return;
    }
    let lines = count(lost.lines as usize, "opération du journal", "opérations du journal");
    if lost.batches.is_empty() {
        say.warn(format!("ce qui a été fait depuis serait perdu : {lines}."));
    } else {
        say.warn(format!(
            "ce qui a été fait depuis serait perdu : {lines}, {}.",
            count(lost.batches.len(), "lot", "lots")
        ));
        say.table(Listing::new(["Lot", "Date", "Quoi", "Fichier"]).with_rows(lost.batches.iter().map(row)), SHOWN);
    }
}

fn row(batch: &Batch) -> [String; 4] {
    [batch.id.to_string(), instant(&batch.at), word(batch), batch.source.clone()]
}

fn tell(restored: &Restored, say: &mut Speech) {
    let copy = &restored.copy;
    let (people, accounts) = (count(copy.people, "personne", "personnes"), count(copy.accounts, "compte", "comptes"));
    say.tell(format!("Base reprise de {} : {people}, {accounts}.", restored.file));
    if restored.erased_again > 0 {
        let again = count(restored.erased_again, "personne effacée depuis l’est", "personnes effacées depuis le sont");
        say.tell(format!("{again} de nouveau."));
    }
    if let Some(kept) = &restored.kept {
        say.status(format!("La base d’avant est gardée : {kept}"));
    }
    let since = "ce que d’autres systèmes ont reçu depuis n’a pas changé : ";
    say.status(since.call(advice_status()).capitalised());
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let untouched = "rien n’a été modifié";
        match refusal {
            Refusal::Shut(name, why) => Self::new(exit::DATA, format!("« {name} » : {why} ; {untouched}.")),
            Refusal::Altered(name) => Self::new(
                exit::DATA,
                format!("« {name} » n’est plus ce que dit son empreinte ({name}.sha256) : {untouched}."),
            )
            .hint("reprenez une autre sauvegarde."),
            Refusal::NotACopy(name) => {
                Self::new(exit::DATA, format!("« {name} » n’est pas une sauvegarde de cpro : {untouched}."))
            }
            Refusal::Damaged(name) => {
                Self::new(exit::DATA, format!("la sauvegarde « {name} » est endommagée : {untouched}."))
                    .hint("reprenez une autre sauvegarde.")
            }
            Refusal::OtherSchool(theirs, ours) => Self::refused(format!(
                "cette sauvegarde est celle de l’établissement {theirs}, la base celle de {ours} : {untouched}."
            ))
            .hint("pour la lire ailleurs : --db AUTRE-BASE"),
            Refusal::Journal(name, line) => Self::new(
                exit::DATA,
                format!(
                    "le journal de « {name} » a été modifié par un autre programme, à la ligne {line} : {untouched}."
                ),
            )
            .hint("reprenez une autre sauvegarde ; si vous n’avez que celle-là : --accept-journal"),
            Refusal::Itself => Self::new(exit::USAGE, "ce fichier est la base elle-même."),
        }
    }
}
