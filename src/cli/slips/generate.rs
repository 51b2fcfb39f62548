//! `cpro slips generate`.

use clap::Args;

use super::calibrate;
use super::printing::PaperArgs;
use crate::advice::{Quote, Sentence, accounts, slips};
use crate::cli::Session;
use crate::cli::accounts::{code, missed};
use crate::cli::driver::{Led, lead};
use crate::cli::options::{DryRun, Selectors};
use crate::cli::whom::those;
use crate::domain::slip::{Included, LeftOut};
use crate::error::{Error, Result};
use crate::french::{count, list, number, size};
use crate::terminal::speech::Speech;
use crate::work::search::Near;
use crate::work::slips::generate::{Forecast, Generate as Request, Generated, Plan, Whose};
use crate::work::{UseCase, base, selection};

/// Imprime les papillons dans un fichier PDF
///
/// Sans sélection, tous les comptes dont le mot de passe n’est pas encore personnel, par division puis par nom.
#[derive(Debug, Clone, Args)]
pub struct Generate {
    #[command(flatten)]
    selectors: Selectors,
    #[command(flatten)]
    paper: PaperArgs,
    /// Remplace les fichiers qui existent
    #[arg(long, short)]
    force: bool,
    /// Imprime aussi les comptes qui ont un mot de passe personnel (identifiant seul)
    #[arg(long)]
    include_personal: bool,
    /// Imprime un papillon pour chaque compte ouvert, avec le texte de son état
    #[arg(long)]
    every_state: bool,
    /// Imprime seulement la page de réglage de l’imprimante : voir slips.shift-right
    #[arg(long, conflicts_with_all = ["dry_run", "labels", "skip", "class_pack", "split_by", "csv", "large_print"])]
    calibrate: bool,
    #[command(flatten)]
    trial: DryRun,
}

/// Slips from which a single document needs to be announced, and the memory that each takes then, in bytes.
const MANY: usize = 5_000;
const MEMORY: usize = 38_000;

/// Names shown that the fonts cannot write.
const SHOWN: usize = 5;

impl Generate {
    pub fn run(self, session: &mut Session) -> Result {
        if self.calibrate {
            return calibrate::run(session, self.paper.output, self.force);
        }
        let selectors: selection::Selectors = self.selectors.into();
        let checked = self.paper.check(session.terminal.format, selectors.lists());
        checked?;
        let included = Included {
            personal: self.include_personal,
            every_state: self.every_state,
            hidden: self.paper.hide_password,
        };
        let printing = self.paper.printing(self.force);
        lead(
            session,
            Request { whose: Whose::Selected(Box::new(selectors)), printing, included, letters: None },
            self.trial.into(),
        )
    }
}

impl Led for Request {
    const NEEDS: base::Needs = base::Needs::Established;

    fn show(plan: &Plan, say: &mut Speech) {
        announce(&Self::foresee(plan).forecast, say);
    }

    fn foretell(foreseen: &Generated, say: &mut Speech) {
        if foreseen.forecast.left_out.is_empty() {
            figures(&foreseen.forecast, say);
        }
        namesakes(&foreseen.namesakes, say);
        missed(&foreseen.unknown, say);
    }

    fn tell(generated: &Generated, say: &mut Speech) {
        tell(generated, say);
        missed(&generated.unknown, say);
    }

    fn code(generated: &Generated) -> u8 {
        code(&generated.unknown)
    }

    fn shortfall(generated: &mut Generated) -> Option<Error> {
        let error = Error::from(generated.unpublished.take()?);
        Some(match generated.documents.first() {
            Some(document) => error.hint(Sentence::from("le document est gardé : ").call(slips::export(document.id))),
            None => error,
        })
    }
}

/// « 56 papillons, 28 pages, 3 comptes laissés de côté (mot de passe personnel) ».
fn figures(forecast: &Forecast, say: &mut Speech) {
    let n = forecast.slips;
    let sheets: Vec<String> = forecast.pages.iter().map(|pages| count(*pages, "page", "pages")).collect();
    let letters = forecast.letters.map(|letters| count(letters, "courrier", "courriers"));
    let mut words: Vec<String> =
        letters.into_iter().chain([count(n, "papillon", "papillons"), list(&sheets)]).collect();
    for (why, accounts) in &forecast.left_out {
        let left = count(*accounts, "compte laissé de côté", "comptes laissés de côté");
        words.push(format!("{left} ({})", why.as_str()));
    }
    say.status(format!("{}.", words.join(", ")));
}

/// What is to be known before they are made.
pub fn announce(forecast: &Forecast, say: &mut Speech) {
    let n = forecast.slips;
    // Where everybody gets one, the end says it.
    if !forecast.left_out.is_empty() {
        figures(forecast, say);
    }
    if !forecast.respelt.is_empty() {
        let shown = forecast.respelt[..forecast.respelt.len().min(SHOWN)].join(" ; ");
        let n = count(forecast.respelt.len(), "nom a", "noms ont");
        say.warn(format!("{n} des lettres que les polices n’ont pas, écrites autrement sur le papier : {shown}."));
        say.status("Une police installée sur la machine les écrirait : voir cpro man slips.");
    }
    homeless(&forecast.homeless, say);
    if n > MANY && !forecast.split {
        let memory = size(n * MEMORY);
        say.status(format!(
            "Un seul document de {n} papillons demande environ {memory} de mémoire ; --split-by division en demande beaucoup moins."
        ));
    }
    if n == 0 {
        say.tell("Aucun papillon à imprimer.");
        if forecast.too_early {
            say.next("personne n’a encore de compte : ".call(accounts::create()));
        }
        if forecast.left_out.keys().any(|why| matches!(why, LeftOut::AlreadyDrawn | LeftOut::Expired)) {
            say.next("le document déjà imprimé se retrouve : ".call(slips::list()));
            say.next("ou, pour un mot de passe nouveau : ".call(accounts::reset_somebody_with_slip()));
        }
    }
}

/// Those whose family gets no letter.
fn homeless(near: &[Near], say: &mut Speech) {
    if !near.is_empty() {
        let most = say.most(SHOWN);
        let more = near.len().saturating_sub(most);
        let more = if more > 0 {
            format!(" et {} (--verbose les nomme)", count(more, "autre", "autres"))
        } else {
            String::new()
        };
        let shown = those(&near[..near.len().min(most)]);
        let n = count(near.len(), "élève est", "élèves sont");
        say.warn(format!("{n} sans adresse, donc sans courrier : {shown}{more}."));
    }
}

/// Whoever hands the slips out must not give one for another.
fn namesakes(near: &[Near], say: &mut Speech) {
    let most = say.most(SHOWN);
    if !near.is_empty() {
        let more = near.len().saturating_sub(most);
        let more = if more > 0 { format!(" et {}", count(more, "autre", "autres")) } else { String::new() };
        let shown = those(&near[..near.len().min(most)]);
        say.warn(format!(
            "{} portent le même nom qu’un autre : {shown}{more}. L’identifiant est imprimé à côté du nom.",
            count(near.len(), "papillon", "papillons")
        ));
    }
}

/// The documents that were made.
pub fn tell(generated: &Generated, say: &mut Speech) {
    namesakes(&generated.namesakes, say);
    if generated.documents.is_empty() || generated.unpublished.is_some() {
        return;
    }
    if !generated.to_stdout.is_empty() {
        return say.bytes(generated.to_stdout.clone());
    }
    for document in &generated.documents {
        let letters = generated.letters.map(|letters| format!("{}, ", count(letters, "courrier", "courriers")));
        let slips = letters.unwrap_or_default() + &count(document.slips, "papillon", "papillons");
        let pages = count(document.pages, "page", "pages");
        let size = number(document.bytes.div_ceil(1024));
        say.tell(format!("{slips} sur {pages} ({size} Kio) : {}", document.path));
    }
    say.next(if generated.secrets {
        "imprimez, puis effacez le fichier : il contient des mots de passe en clair."
    } else {
        "imprimez le fichier, qui ne contient aucun mot de passe."
    });
}
