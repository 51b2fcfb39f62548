//! `cpro accounts reset`: back to the initial password, for those who are named.

use std::path::PathBuf;

use clap::Args;

use super::{code, lost, missed};
use crate::advice::slips;
use crate::cli::Session;
use crate::cli::driver::{Led, Question, lead};
use crate::cli::options::{DryRun, Selectors};
use crate::domain::account::PasswordState;
use crate::error::{Error, Result};
use crate::french::{agree, count};
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::accounts::reset::{Done, Due, Files, Plan, Reset as Request, Skipped, Why};

/// Most lines shown of a list in a terminal.
const SHOWN: usize = 20;

/// Remet des comptes à leur mot de passe initial
///
/// Le mot de passe personnel est oublié ; l’initial devra être changé à la prochaine connexion, et son délai repart.
#[derive(Debug, Clone, Args)]
pub struct Reset {
    #[command(flatten)]
    selectors: Selectors,
    /// Mot de passe aléatoire au lieu de la date de naissance
    #[arg(long)]
    random: bool,
    /// Écrit les mots de passe dans la réponse
    #[arg(long)]
    show_passwords: bool,
    /// Imprime les papillons des comptes réinitialisés
    #[arg(long, value_name = "FICHIER.pdf")]
    slips: Option<PathBuf>,
    /// Écrit la liste des comptes réinitialisés, sans mot de passe
    #[arg(long, value_name = "FICHIER.csv")]
    report: Option<PathBuf>,
    /// Remplace les fichiers qui existent
    #[arg(long, short)]
    force: bool,
    #[command(flatten)]
    trial: DryRun,
}

impl Reset {
    pub fn run(self, session: &mut Session) -> Result {
        let request = Request {
            selectors: self.selectors.into(),
            random: self.random,
            show_passwords: self.show_passwords,
            files: Files { slips: self.slips, report: self.report, force: self.force },
        };
        lead(session, request, self.trial.into())
    }
}

impl Led for Request {
    fn show(plan: &Plan, say: &mut Speech) {
        warn(plan.due(), plan.skipped(), say);
        if plan.due().len() > 1 {
            say.table(preview(plan.due()), SHOWN);
        }
        if let Some(lost) = lost(plan.loss()) {
            say.warn(format!("{lost}."));
        }
    }

    /// Whoever chose a password in between is not reset unseen.
    fn about(plan: &Plan) -> Vec<String> {
        let one = |due: &Due| format!("{} {}", due.account.login, due.before == PasswordState::Personal);
        plan.due().iter().map(one).collect()
    }

    fn question(plan: &Plan) -> Option<Question> {
        let n = count(plan.due().len(), "compte", "comptes");
        let cost = lost(plan.loss()).map(|lost| format!(" ({lost})")).unwrap_or_default();
        (plan.due().len() > 1).then(|| {
            Question::new(
                format!("Réinitialiser {n}{cost} ?"),
                format!("{n} seraient réinitialisés{cost} : il faut une confirmation."),
            )
        })
    }

    fn foretell(done: &Done, say: &mut Speech) {
        let verb = agree(done.reset, "sera réinitialisé", "seront réinitialisés");
        let n = count(done.reset, "compte", "comptes");
        say.tell(format!("{n} {verb} (simulation : rien n’a été modifié)."));
        missed(&done.unknown, say);
    }

    fn tell(done: &Done, say: &mut Speech) {
        warn_late(&done.skipped, say);
        done.passwords.iter().for_each(|shown| say.reveal(format!("{}  {}", shown.login, shown.password)));
        let late = done.skipped.iter().filter(|skipped| skipped.reason == Why::Changed).count();
        if done.reset + late == 0 {
            say.tell("Aucun compte à réinitialiser.");
        } else {
            let verb = agree(done.reset, "réinitialisé", "réinitialisés");
            say.tell(format!("{} {verb}.", count(done.reset, "compte", "comptes")));
            next(done, say);
        }
        missed(&done.unknown, say);
    }

    fn sheet(done: &Done) -> Option<Listing> {
        let rows = done.passwords.iter().map(|shown| [shown.login.clone(), shown.password.clone()]);
        done.show_passwords.then(|| Listing::new(["login", "password"]).with_rows(rows))
    }

    fn code(done: &Done) -> u8 {
        code(&done.unknown)
    }

    fn shortfall(done: &mut Done) -> Option<Error> {
        done.unpublished.take().map(Error::from)
    }
}

/// Who is left aside, and whose birth date cannot be a password.
pub fn warn(due: &[Due], skipped: &[Skipped], say: &mut Speech) {
    say.warn_each(due.iter().filter_map(|due| {
        let distrust = due.distrust()?;
        Some(format!("{} : {distrust}, le mot de passe sera aléatoire.", due.account.full_name()))
    }));
    say.warn_each(skipped.iter().map(|skipped| {
        let (name, login, why) = (skipped.full_name(), &skipped.login, skipped.reason.as_str());
        format!("compte laissé de côté : {name} ({login}), {why}.")
    }));
}

/// Whose password changed under our eyes.
pub fn warn_late(skipped: &[Skipped], say: &mut Speech) {
    let late = skipped.iter().filter(|skipped| skipped.reason == Why::Changed);
    say.warn_each(late.map(|late| format!("{} : {}, laissé tel quel.", late.full_name(), late.reason.as_str())));
}

fn preview(due: &[Due]) -> Listing {
    let rows = due.iter().map(|due| {
        let after = match due.after {
            PasswordState::Pending => "à remettre",
            PasswordState::Temporary => "provisoire",
            _ => "initial",
        };
        let account = &due.account;
        [
            account.full_name(),
            account.division().to_owned(),
            account.login.to_string(),
            due.before.label().to_owned(),
            after.to_owned(),
        ]
    });
    Listing::new(["Nom", "Division", "Identifiant", "Avant", "Après"]).unbroken([2, 3, 4]).with_rows(rows)
}

fn next(done: &Done, say: &mut Speech) {
    match (&done.slips, &done.logins[..]) {
        (Some(path), _) => {
            say.next(format!("imprimez {}, puis effacez-le : il contient des mots de passe.", path.display()));
        }
        (None, _) if done.show_passwords => {}
        (None, [login]) => say.next(slips::generate_as(login, "papillons.pdf")),
        (None, _) => say.next(slips::generate()),
    }
}
