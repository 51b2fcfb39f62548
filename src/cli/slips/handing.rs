//! `cpro slips hand-over`, and the slips of one document in `slips list`.

use clap::Args;

use crate::advice::slips;
use crate::cli::Session;
use crate::cli::accounts::{code, missed};
use crate::cli::driver::{Answer, Led, Trial, lead};
use crate::cli::options::Selectors;
use crate::error::Result;
use crate::french::{agree, count, day_of};
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::slips::handing::{HandOver as Request, Handed, Leaf, Worth};

/// Note que des papillons ont été remis à leurs destinataires
///
/// Par identifiant, par sélection, ou par le numéro imprimé en bas du papillon et sur la feuille d’émargement (12-0034).
/// La remise se voit dans slips list et dans status. Elle suit le papillon : un mot de passe refait demande un nouveau
/// papillon, à remettre à son tour.
#[derive(Debug, Clone, Args)]
pub struct HandOver {
    #[command(flatten)]
    selectors: Selectors,
    /// Ils n’ont finalement pas été remis
    #[arg(long)]
    back: bool,
}

impl HandOver {
    pub fn run(self, session: &mut Session) -> Result {
        lead(session, Request { selectors: self.selectors.into(), back: self.back }, Trial::Never)
    }
}

impl Led for Request {
    fn tell(done: &Handed, say: &mut Speech) {
        let n = done.handed.len();
        let (one, many) = if done.back { ("non remis", "non remis") } else { ("remis", "remis") };
        match n {
            0 => say.tell("Aucun papillon à noter."),
            n => say.tell(format!("{} {}.", count(n, "papillon noté", "papillons notés"), agree(n, one, many))),
        }
        if done.unchanged > 0 {
            say.status(format!(
                "{} sans papillon valable, ou déjà {}.",
                count(done.unchanged, "compte", "comptes"),
                agree(done.unchanged, "noté", "notés")
            ));
        }
        missed(&done.unknown, say);
    }

    fn code(done: &Handed) -> u8 {
        code(&done.unknown)
    }
}

impl Answer for Vec<Leaf> {
    fn page(&self, say: &mut Speech) {
        if self.is_empty() {
            say.answer("Aucun papillon.");
            return say.next(slips::list());
        }
        say.listing(listing(self));
    }

    fn sheet(&self) -> Option<Listing> {
        Some(listing(self))
    }
}

fn listing(leaves: &[Leaf]) -> Listing {
    let rows = leaves.iter().map(|leaf| {
        let handed = leaf.handed_at.as_deref().map(day_of).unwrap_or_default();
        [leaf.name.clone(), leaf.division.clone(), leaf.login.clone(), worth(leaf), handed]
    });
    Listing::new(["Nom", "Division", "Identifiant", "Papillon", "Remis le"]).unbroken([2, 4]).with_rows(rows)
}

fn worth(leaf: &Leaf) -> String {
    match (leaf.status, leaf.superseded_by) {
        (Worth::Valid, _) => "valable".to_owned(),
        (Worth::Superseded, Some(document)) => format!("dépassé par le n° {document}"),
        (Worth::Superseded, None) => "dépassé".to_owned(),
        (Worth::Personalised, _) => "personnalisé".to_owned(),
        (Worth::Expired, _) => "échu".to_owned(),
        (Worth::Void, _) => "annulé".to_owned(),
    }
}
