//! `cpro accounts send`: the first password of adults, by mail.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::{code, missed};
use crate::advice::{Quote, accounts, nightly, slips};
use crate::cli::Session;
use crate::cli::driver::{Led, Question, lead};
use crate::cli::options::{DryRun, Selectors};
use crate::cli::slips::generate;
use crate::cli::whom::those;
use crate::error::{Error, Result, exit};
use crate::french::{agree, count};
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::accounts::send::{Left, Letter, Plan, Send as Request, Sent, Why};
use crate::work::search::Near;
use crate::work::{UseCase, base};

/// Most lines of letters, and names of people, that are shown.
const SHOWN: usize = 20;
const NAMED: usize = 5;

/// Envoie aux personnels leur identifiant et un mot de passe provisoire, par courriel
///
/// Sans sélection, à tous ceux qui attendent leur premier mot de passe. Qui n’a pas d’adresse à soi reçoit un papillon.
#[derive(Debug, Clone, Args)]
pub struct Send {
    #[command(flatten)]
    selectors: Selectors,
    /// Dernier jour des mots de passe, 92 jours au plus (24 heures sinon)
    #[arg(long, value_name = "JJ/MM/AAAA", value_parser = crate::cli::french::day)]
    until: Option<Date>,
    /// Envoie aussi à qui a déjà reçu un message encore valable : le nouveau le remplace
    #[arg(long)]
    again: bool,
    /// Imprime les papillons de ceux qui ne reçoivent pas de courriel
    #[arg(long, value_name = "FICHIER.pdf")]
    slips: Option<PathBuf>,
    /// Remplace le fichier s’il existe
    #[arg(long, short)]
    force: bool,
    #[command(flatten)]
    trial: DryRun,
}

impl Send {
    pub fn run(self, session: &mut Session) -> Result {
        let request = Request {
            selectors: self.selectors.into(),
            until: self.until,
            again: self.again,
            slips: self.slips,
            force: self.force,
        };
        lead(session, request, self.trial.into())
    }
}

impl Led for Request {
    const NEEDS: base::Needs = base::Needs::Established;

    fn show(plan: &Plan, say: &mut Speech) {
        let foreseen = Self::foresee(plan);
        if foreseen.sent.len() > 1 {
            say.table(listing(&foreseen.sent), SHOWN);
        }
        left(&foreseen.skipped, say);
        on_paper(&foreseen.on_paper, say);
    }

    /// Whoever got a password in between is not written to unseen.
    fn about(plan: &Plan) -> Vec<String> {
        plan.due.iter().map(|(account, address)| format!("{} {} {address}", account.login, account.version)).collect()
    }

    fn question(plan: &Plan) -> Option<Question> {
        let n = count(plan.due.len(), "courriel", "courriels");
        (plan.due.len() > 1)
            .then(|| Question::new(format!("Envoyer {n} ?"), format!("{n} partiraient : il faut une confirmation.")))
    }

    fn foretell(foreseen: &Sent, say: &mut Speech) {
        let verb = agree(foreseen.sent.len(), "partira", "partiront");
        let n = count(foreseen.sent.len(), "courriel", "courriels");
        say.tell(format!("{n} {verb} (simulation : rien n’a été envoyé)."));
        missed(&foreseen.unknown, say);
    }

    fn tell(sent: &Sent, say: &mut Speech) {
        if sent.sent.is_empty() && sent.postponed.is_empty() && sent.why.is_none() {
            say.tell("Aucun courriel à envoyer.");
        }
        if !sent.sent.is_empty() {
            let n = count(sent.sent.len(), "courriel", "courriels");
            say.tell(match &sent.folder {
                Some(folder) => {
                    let verb = agree(sent.sent.len(), "attend", "attendent");
                    format!("{n} {verb} dans {}, à transmettre (mail.transport est folder).", folder.display())
                }
                None => format!("{n} {}.", agree(sent.sent.len(), "envoyé", "envoyés")),
            });
        }
        waiting(sent, say);
        let is_late = |left: &&Left| matches!(left.reason, Why::Changed | Why::NotKept | Why::Refused);
        left(&sent.skipped.iter().filter(is_late).cloned().collect::<Vec<_>>(), say);
        slips_of(sent, say);
        missed(&sent.unknown, say);
    }

    fn code(sent: &Sent) -> u8 {
        code(&sent.unknown)
    }

    fn shortfall(sent: &mut Sent) -> Option<Error> {
        if let Some(error) = sent.failed.take() {
            return Some(error.into());
        }
        if let Some(error) = sent.generated.as_mut().and_then(|generated| generated.unpublished.take()) {
            return Some(Error::from(error));
        }
        sent.interrupted.then(|| {
            Error::new(
                exit::INTERRUPTED,
                "interrompu : les courriels partis le restent, les autres n’ont pas été envoyés.",
            )
            .hint("relancez la même commande : elle reprend où elle s’est arrêtée.")
        })
    }
}

fn listing(letters: &[Letter]) -> Listing {
    let rows = letters.iter().map(|letter| [letter.name.clone(), letter.login.clone(), letter.sent_to.clone()]);
    Listing::new(["Nom", "Identifiant", "Adresse"]).unbroken([1]).with_rows(rows)
}

/// Who was named, and has a password already or cannot sign in.
fn left(skipped: &[Left], say: &mut Speech) {
    let mut reasons: Vec<Why> = skipped.iter().map(|left| left.reason).collect();
    reasons.sort_unstable();
    reasons.dedup();
    say.warn_each(reasons.into_iter().map(|why| {
        let near: Vec<_> = skipped.iter().filter(|left| left.reason == why).map(|left| left.near.clone()).collect();
        let n = count(near.len(), "compte laissé de côté", "comptes laissés de côté");
        format!("{n}, {} : {}.", why.as_str(), named(&near))
    }));
}

/// The first of some people, and how many others there are.
fn named(near: &[Near]) -> String {
    let more = near.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" et {}", count(more, "autre", "autres")) } else { String::new() };
    those(&near[..near.len().min(NAMED)]) + &more
}

/// Who gets a slip, and why.
fn on_paper(people: &[Left], say: &mut Speech) {
    for why in [Why::NoAddress, Why::SharedAddress] {
        let near: Vec<_> = people.iter().filter(|left| left.reason == why).map(|left| left.near.clone()).collect();
        if !near.is_empty() {
            let n = count(near.len(), "papillon au lieu d’un courriel", "papillons au lieu d’un courriel");
            say.status(format!("{n}, {} : {}.", why.as_str(), named(&near)));
        }
    }
}

fn waiting(sent: &Sent, say: &mut Speech) {
    if let Some(why) = &sent.why {
        say.warn(format!("{why}."));
    }
    if !sent.postponed.is_empty() {
        let n = count(sent.postponed.len(), "courriel partira", "courriels partiront");
        say.tell(format!("{n} la nuit prochaine par ").call(nightly()).words("."));
    }
    let refused = sent.on_paper.iter().filter(|left| left.reason == Why::Refused);
    say.warn_each(refused.map(|left| format!("{} ({}) : message refusé.", left.near.name, left.login)));
}

fn slips_of(sent: &Sent, say: &mut Speech) {
    match (&sent.generated, &sent.on_paper[..]) {
        (Some(generated), _) => generate::tell(generated, say),
        (None, []) => {}
        (None, [left]) => say.next("son papillon : ".call(slips::generate_one(&left.login))),
        (None, _) => say.next("leurs papillons : ".call(accounts::send_slips())),
    }
}
