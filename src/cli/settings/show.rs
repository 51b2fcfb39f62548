//! `cpro settings show`: every setting, grouped as the service groups them, with its default and its meaning.

use clap::Args;

use crate::advice::{Quote, Sentence, settings, transfers};
use crate::cli::Session;
use crate::cli::driver::{Answer, answer};
use crate::cli::origins::Origins;
use crate::domain::setting::Group;
use crate::error::Result;
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::settings::page::{Line, Page, page};

/// Montre tous les réglages, groupés comme sur le site
#[derive(Debug, Args)]
pub struct Show {
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
        let page = page(&session.world)?;
        answer(session, &page)
    }
}

/// Name, group, value and meaning of what is not a setting of its own.
fn others(page: &Page) -> impl Iterator<Item = (&'static str, Group, String, Sentence)> {
    let meanings = [
        "Logo imprimé sur les papillons (".call(settings::logo()).words(")"),
        "Cachet imprimé sur les papillons (".call(settings::stamp()).words(")"),
        "Échange d’élèves avec d’autres établissements (".call(transfers::enable()).words(")"),
        "Libellés des fiches de scénario (".call(settings::masks()).words(")"),
    ];
    let rows = page.others().into_iter().zip(meanings);
    rows.map(|((name, group, value), meaning)| (name, group, value.unwrap_or_default(), meaning))
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
            for (name, _, value, meaning) in others(self).filter(|(_, of, ..)| *of == group) {
                let value = if value.is_empty() { "–" } else { &value };
                of_group.push(format!("  {name:<28} {value}").into());
                of_group.push(meaning.indented(4));
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
        let others = others(self).map(|(name, _, value, meaning)| [name.to_owned(), value, meaning.to_string()]);
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
