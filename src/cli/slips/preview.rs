//! `cpro slips preview`: what a slip will look like, on an invented person.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::printing::is_odd;
use crate::cli::Session;
use crate::domain::audience::Audience;
use crate::error::{Result, exit};
use crate::paper::layout::Print;
use crate::paper::stock::Stock;
use crate::work::slips::preview::{Preview as Request, Shown};
use crate::work::slips::{Mismatch, Refusal};

/// Montre un papillon d’une personne inventée, tel qu’il sera imprimé
///
/// Sans fichier, en texte dans le terminal ; sinon en PDF ou en PNG, selon l’extension.
#[derive(Debug, Args)]
pub struct Preview {
    /// Fichier PDF ou PNG
    #[arg(long, short, value_name = "FICHIER")]
    output: Option<PathBuf>,
    /// À qui s’adresse le papillon : eleve, staff ou candidat
    #[arg(long, value_name = "PUBLIC", default_value = "eleve")]
    audience: AudienceArg,
    /// État du mot de passe : initial, temporary, hidden, delivered, personal, expired ou locked
    #[arg(long, value_name = "ÉTAT", default_value = "initial")]
    state: StateArg,
    /// Papillons par page : 1, 2, 4 ou 8
    #[arg(long, value_name = "NOMBRE", default_value = "2", value_parser = ["1", "2", "4", "8"])]
    per_page: String,
    /// Étiquette, par la référence de la boîte : L7160, L7163, 3474…
    #[arg(long, value_name = "RÉFÉRENCE", conflicts_with_all = ["per_page", "large_print"])]
    labels: Option<String>,
    /// Gros caractères, un papillon par page
    #[arg(long, conflicts_with = "per_page")]
    large_print: bool,
    /// Langue, ou deux : comme pour slips generate (fr,ar)
    #[arg(long, value_name = "LANGUE")]
    lang: Option<String>,
    /// Remplace le fichier s’il existe
    #[arg(long, short)]
    force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AudienceArg {
    Eleve,
    Staff,
    Candidat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StateArg {
    Initial,
    Temporary,
    Hidden,
    Delivered,
    Personal,
    Expired,
    Locked,
}

impl Preview {
    pub fn run(self, session: &mut Session) -> Result {
        let languages = self.lang.as_deref().unwrap_or_default();
        let rules = [
            (is_odd(languages), Mismatch::TwoLanguages),
            (self.labels.is_some() && languages.contains(','), Mismatch::OnLabels),
            (self.per_page == "8" && languages.contains(','), Mismatch::TwoOnLittle),
        ];
        if let Some((_, mismatch)) = rules.into_iter().find(|(broken, _)| *broken) {
            return Err(Refusal::Mismatch(mismatch).into());
        }
        let (stock, print) = match self.labels {
            Some(reference) => {
                let stock = Stock::labels(&reference).ok_or(Refusal::UnknownLabels(reference))?;
                (stock, Print::Ordinary)
            }
            None if self.large_print => (Stock::cut(1), Print::Large),
            None => (Stock::cut(self.per_page.parse().unwrap_or(2)), Print::Ordinary),
        };
        let preview = Request {
            output: self.output,
            audience: match self.audience {
                AudienceArg::Eleve => Audience::Pupil,
                AudienceArg::Staff => Audience::Staff,
                AudienceArg::Candidat => Audience::Candidate,
            },
            state: match self.state {
                StateArg::Initial => Shown::Initial,
                StateArg::Temporary => Shown::Temporary,
                StateArg::Hidden => Shown::Hidden,
                StateArg::Delivered => Shown::Delivered,
                StateArg::Personal => Shown::Personal,
                StateArg::Expired => Shown::Expired,
                StateArg::Locked => Shown::Locked,
            },
            stock,
            print,
            language: self.lang,
            force: self.force,
        };
        let texts = preview.make(&session.world)?;
        session.say(|say| match &preview.output {
            Some(path) => say.tell(format!("Papillon d’essai : {}", path.display())),
            None => say.answer(texts.join("\n")),
        });
        Ok(exit::DONE)
    }
}
