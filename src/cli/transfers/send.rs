//! `cpro transfers send`: pupils into one sealed file, and out of this school.

use std::path::{Path, PathBuf};

use clap::Args;

use super::key::LockArgs;
use super::uai;
use crate::advice::{Quote, Sentence, accounts, transfers};
use crate::cli::Session;
use crate::cli::accounts::missed;
use crate::cli::driver::{Led, Question, Trial, lead_with};
use crate::cli::options::Selectors;
use crate::domain::uai::Uai;
use crate::error::{Error, Result, exit};
use crate::french::{agree, count, day, number};
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work;
use crate::work::selection;
use crate::work::transfers::send::{Leaving, Left, Plan, Refusal, Send as Request, Sent, Staying, WhyStays};
use crate::world::file_name;

/// Most lines of the preview, unless --verbose.
const SHOWN: usize = 20;

/// Écrit des élèves dans un fichier chiffré pour un autre établissement, et désactive leurs comptes ici
///
/// Le fichier contient la fiche, la scolarité et l’état du compte ; pas le mot de passe, sauf avec --with-password. Un
/// élève sans INE est laissé de côté. Tant que le fichier n’a pas été reçu, « cpro transfers cancel » revient en arrière.
#[derive(Debug, Args)]
#[command(override_usage = "cpro transfers send SÉLECTION --to UAI -o FICHIER.age [OPTIONS]")]
#[derive(Clone)]
pub struct Send {
    #[command(flatten)]
    selectors: Selectors,
    /// Code UAI de l’établissement destinataire
    #[arg(long, value_name = "UAI", value_parser = uai, help_heading = "Transfert")]
    to: Uai,
    /// Fichier écrit
    #[arg(long, short, value_name = "FICHIER.age", help_heading = "Transfert")]
    output: PathBuf,
    #[command(flatten, next_help_heading = "Transfert")]
    lock: LockArgs,
    /// Joint le mot de passe personnel de ceux qui en ont un, haché
    #[arg(long, help_heading = "Transfert")]
    with_password: bool,
    /// Remplace le fichier s’il existe
    #[arg(long, short, help_heading = "Transfert")]
    force: bool,
    /// Montre qui partirait, sans rien changer
    #[arg(long, short = 'n', help_heading = "Transfert")]
    dry_run: bool,
}

impl Send {
    pub fn run(self, session: &mut Session) -> Result {
        let selectors: selection::Selectors = self.selectors.into();
        if self.lock.reads_stdin() && selectors.from.as_deref() == Some(Path::new("-")) {
            let message = "l’entrée standard ne peut pas donner à la fois la liste et la phrase de passe.";
            return Err(Error::new(exit::USAGE, message).hint("--passphrase-file FICHIER"));
        }
        let request = Request {
            selectors,
            to: self.to,
            output: self.output,
            replace: self.force,
            with_password: self.with_password,
        };
        lead_with(session, request, Trial::Asked(self.dry_run), |plan, session, _store| {
            self.lock.shut(plan, session)?;
            Ok(None)
        })
    }
}

impl Led for Request {
    fn refuse(error: work::Error, say: &mut Speech) -> Error {
        if let work::Error::Sending(Refusal::Nobody(left)) = &error {
            tell_left(left, say);
            missed(&left.unknown, say);
        }
        error.into()
    }

    fn show(plan: &Plan, say: &mut Speech) {
        tell_left(plan.left(), say);
        say.table(preview(plan.leaving()), SHOWN);
    }

    fn question(plan: &Plan) -> Option<Question> {
        let what = count(plan.leaving().len(), "élève", "élèves");
        let accounts = agree(plan.leaving().len(), "son compte", "leurs comptes");
        Some(Question::new(
            format!("Transférer {what} vers {} et désactiver {accounts} ici ?", plan.to()),
            format!("transférer {what} vers {} demande une confirmation.", plan.to()),
        ))
    }

    /// Kept nowhere: once the pupils have left, nobody could open the file without it.
    fn reveal(plan: &Plan, say: &mut Speech) {
        if let Some(phrase) = &plan.drawn {
            say.must(format!("Phrase de passe : {}", phrase.expose()));
            say.status("Elle n’est gardée nulle part : notez-la, et dites-la à l’autre établissement par téléphone, non par le même chemin que le fichier.");
        }
    }

    fn foretell(sent: &Sent, say: &mut Speech) {
        let n = count(sent.sent, "élève serait transféré", "élèves seraient transférés");
        say.tell(format!("{n} vers {}. Simulation : rien n’a été modifié.", sent.to));
        missed(&sent.left.unknown, say);
    }

    fn tell(sent: &Sent, say: &mut Speech) {
        if let Some(number) = sent.transfer {
            gone(sent, number, say);
        }
        missed(&sent.left.unknown, say);
    }

    fn code(sent: &Sent) -> u8 {
        if sent.left == Left::default() { exit::DONE } else { exit::REJECTS }
    }

    fn shortfall(sent: &mut Sent) -> Option<Error> {
        let number = sent.transfer?;
        let again = "ou : ".call(transfers::export(number));
        Some(Error::from(sent.unpublished.take()?).hint(again))
    }
}

/// Who left, with which file, and what is to be done with it.
fn gone(sent: &Sent, number: i64, say: &mut Speech) {
    let n = sent.sent;
    let who = count(n, "élève transféré", "élèves transférés");
    let accounts = agree(n, "Son compte est désactivé", "Leurs comptes sont désactivés");
    let (to, file) = (&sent.to, &sent.file);
    if sent.unpublished.is_some() {
        say.tell(format!("{who} vers {to} (transfert n° {number}), sans leur fichier. {accounts} ici."));
    } else {
        say.tell(format!("{who} vers {to} : {file} (transfert n° {number}). {accounts} ici."));
        let typed = transfers::receive_elsewhere(file_name(Path::new(file)));
        say.next(format!("remettez ce fichier à l’établissement {to}, qui tape : ").call(typed));
    }
    say.next("pour revenir en arrière : ".call(transfers::cancel(number)));
}

/// Who was selected and does not leave.
fn tell_left(left: &Left, say: &mut Speech) {
    let most = say.most(SHOWN);
    left.left_aside.iter().take(most).for_each(|one| say.warn(stays(one)));
    let more = left.left_aside.len().saturating_sub(most);
    if more > 0 {
        say.warn(format!("… et {} de plus (--verbose les nomme tous).", number(more)));
    }
}

/// « Célia ABADIE : sans INE, laissé(e) de côté. ».
fn stays(staying: &Staying) -> Sentence {
    let aside = ", laissé(e) de côté.";
    match &staying.reason {
        WhyStays::Sent(to, number) => format!(
            "{} : déjà transféré(e) vers {to} (transfert n° {number}, dont le fichier se retrouve avec ",
            staying.name
        )
        .call(transfers::export(*number))
        .words(format!("){aside}")),
        WhyStays::NoAccount(None) => {
            format!("{} : sans compte (", staying.name).call(accounts::create()).words(format!("){aside}"))
        }
        reason => format!("{} : {reason}{aside}", staying.name).into(),
    }
}

fn preview(leaving: &[Leaving]) -> Listing {
    let rows = leaving.iter().map(|leaving| {
        let person = &leaving.known.person;
        [
            person.surname().to_owned(),
            person.first_name.to_string(),
            person.birth_date.map(day).unwrap_or_default(),
            person.division().to_owned(),
            if leaving.has_password() { "joint" } else { "non joint" }.to_owned(),
        ]
    });
    Listing::new(["Nom", "Prénom", "Naissance", "Division", "Mot de passe"]).unbroken([2]).with_rows(rows)
}
