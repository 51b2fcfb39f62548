//! `cpro settings show`: every setting, grouped as the service groups them, with its default and its meaning.

use clap::Args;

use crate::advice::{Quote, Sentence, settings, transfers};
use crate::cli::Session;
use crate::cli::driver::{Answer, answer};
use crate::cli::origins::Origins;
use crate::domain::setting::Group;
use crate::error::{Error, Result, exit};
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::settings::page::{Line, Matter, Page, page};

/// Montre tous les réglages, groupés comme sur le site
#[derive(Debug, Args)]
pub struct Show {
    /// Seulement ce dont un mot parle : papillons, « mots de passe », mail…
    #[arg(value_name = "MOT", conflicts_with = "origin")]
    about: Option<String>,
    /// Dit d’où vient chaque valeur : option, variable, base, fichier de préférences, défaut
    #[arg(long)]
    origin: bool,
}

impl Show {
    pub fn run(self, session: &mut Session) -> Result {
        if self.origin {
            let origins = Origins::of(session)?;
            return answer(session, &origins);
        }
        let about = self.about.unwrap_or_default();
        let page = page(&session.world, &about)?;
        if page.lines.is_empty() && page.others.is_empty() {
            return Err(
                Error::new(exit::NOT_FOUND, format!("aucun réglage ne parle de « {about} ».")).hint(settings::show())
            );
        }
        answer(session, &page)
    }
}

/// What something that another command sets means.
fn meaning(matter: Matter) -> Sentence {
    let (words, call) = match matter {
        Matter::Logo => ("Logo imprimé sur les papillons (", settings::logo()),
        Matter::Stamp => ("Cachet imprimé sur les papillons (", settings::stamp()),
        Matter::Transfers => ("Échange d’élèves avec d’autres établissements (", transfers::enable()),
        Matter::Labels => ("Libellés des fiches de scénario (", settings::masks()),
    };
    words.call(call).words(")")
}

impl Answer for Page {
    const REPORTS: bool = false;

    fn page(&self, say: &mut Speech) {
        let mut lines: Vec<Sentence> = Vec::new();
        for group in Group::ALL {
            let mut of_group: Vec<Sentence> = Vec::new();
            for line in self.lines.iter().filter(|line| line.group == group) {
                of_group.push(format!("  {:<28} {}", line.key, shown(line)).into());
                of_group.push(format!("    {}", line.meaning).into());
            }
            for other in self.others.iter().filter(|other| other.group == group) {
                of_group.push(format!("  {:<28} {}", other.name, other.value.as_deref().unwrap_or("–")).into());
                of_group.push(meaning(other.matter).indented(4));
            }
            if !of_group.is_empty() {
                lines.push(group.label().into());
                lines.extend(of_group);
                lines.push("".into());
            }
        }
        say.page(lines);
    }

    fn sheet(&self) -> Option<Listing> {
        let settings = self
            .lines
            .iter()
            .map(|line| [line.key.to_owned(), line.value.clone().unwrap_or_default(), line.meaning.clone()]);
        let others = self.others.iter().map(|other| {
            [other.name.to_owned(), other.value.clone().unwrap_or_default(), meaning(other.matter).to_string()]
        });
        Some(Listing::new(["Clé", "Valeur", "Signification"]).with_rows(settings.chain(others)))
    }
}

fn shown(line: &Line) -> String {
    match (line.value.as_deref(), line.is_default, &line.default) {
        (None, ..) => "–".to_owned(),
        (Some(value), true, _) => format!("{value} (par défaut)"),
        (Some(value), false, Some(default)) => format!("{value} (par défaut : {default})"),
        (Some(value), false, None) => value.to_owned(),
    }
}
