//! How slips are put on paper, as the command line says it.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::compose::Options;
use crate::cli::Context;
use crate::domain::slip::Order;
use crate::error::{Error, Result, exit};
use crate::paper::layout::Print;
use crate::terminal::Format;

/// The paper, its order, its language.
#[derive(Debug, Default, Args)]
pub struct Paper {
    /// Papillons par page : 1, 2, 4, 8 ou both (deux documents, 1 et 2 par page)
    #[arg(long, value_name = "NOMBRE", default_value = "2")]
    pub per_page: PerPage,
    /// Ordre : division (chacune sur une nouvelle page), name, massicot (piles à couper d’un coup) ou file (de --from)
    #[arg(long, value_name = "ORDRE", default_value = "division")]
    pub order: OrderArg,
    /// Fichier PDF (- : sortie standard), ou dossier avec --split-by
    #[arg(long, short, value_name = "FICHIER.pdf")]
    pub output: Option<PathBuf>,
    /// Un fichier par division, dans un dossier : division
    #[arg(long, value_name = "CRITÈRE")]
    pub split_by: Option<SplitBy>,
    /// Ajoute à chaque division une page de garde et une feuille d’émargement, en français
    #[arg(long)]
    pub class_pack: bool,
    /// Gros caractères (18 points et plus), un papillon par page
    #[arg(long)]
    pub large_print: bool,
    /// Dit que le mot de passe est la date de naissance, sans l’imprimer
    #[arg(long)]
    pub hide_password: bool,
    /// Langue des papillons : fr, en, ou une autre du dossier slips.languages
    #[arg(long, value_name = "LANGUE")]
    pub lang: Option<String>,
    /// Écrit aussi la liste pour un publipostage
    #[arg(long, value_name = "FICHIER.csv")]
    pub csv: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum PerPage {
    #[value(name = "1")]
    One,
    #[default]
    #[value(name = "2")]
    Two,
    #[value(name = "4")]
    Four,
    #[value(name = "8")]
    Eight,
    Both,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum OrderArg {
    #[default]
    Division,
    Name,
    Massicot,
    File,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SplitBy {
    Division,
}

impl Paper {
    /// Options that do not go together.
    pub fn check(&self, context: &Context, listed: bool) -> Result<()> {
        let to_stdout = self.output.as_deref() == Some(Path::new("-"));
        let split = self.split_by.is_some();
        let rules = [
            (
                to_stdout && (self.per_page == PerPage::Both || split || context.terminal.format != Format::Table),
                "la sortie standard ne reçoit qu’un document\u{a0}: ni --per-page both, ni --split-by, ni --format.",
            ),
            (
                self.class_pack && self.order != OrderArg::Division,
                "--class-pack va avec l’ordre des divisions\u{a0}: retirez --order.",
            ),
            (
                split && !matches!(self.order, OrderArg::Division | OrderArg::Massicot),
                "--split-by division ne va pas avec cet ordre\u{a0}: division ou massicot seulement.",
            ),
            (
                self.order == OrderArg::File && !listed,
                "--order file suit l’ordre de --from FICHIER, ou des identifiants donnés.",
            ),
            (
                self.large_print && !matches!(self.per_page, PerPage::One | PerPage::Two),
                "--large-print imprime un papillon par page.",
            ),
        ];
        match rules.into_iter().find(|(broken, _)| *broken) {
            Some((_, message)) => Err(Error::new(exit::USAGE, message)),
            None => Ok(()),
        }
    }

    /// How documents are made.
    pub fn options(&self, force: bool) -> Options {
        let per_page = match (self.per_page, self.large_print) {
            (PerPage::One, _) | (_, true) => vec![1],
            (PerPage::Two, _) => vec![2],
            (PerPage::Four, _) => vec![4],
            (PerPage::Eight, _) => vec![8],
            (PerPage::Both, _) => vec![1, 2],
        };
        Options {
            per_page,
            output: self.output.clone(),
            force,
            order: self.order(),
            print: if self.large_print { Print::Large } else { Print::Ordinary },
            pack: self.class_pack,
            split: self.split_by.is_some(),
            csv: self.csv.clone(),
            language: self.lang.clone(),
        }
    }

    /// The order of the slips.
    pub fn order(&self) -> Order {
        match self.order {
            OrderArg::Division => Order::Division,
            OrderArg::Name => Order::Name,
            OrderArg::Massicot => Order::Stack,
            OrderArg::File => Order::File,
        }
    }
}
