//! How slips are put on paper, as the command line says it.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::domain::slip::Order;
use crate::paper::layout::Print;
use crate::paper::stock::Stock;
use crate::terminal::Format;
use crate::work::slips::compose::Printing;
use crate::work::slips::{Mismatch, Refusal};

/// The paper, its order, its language.
#[derive(Debug, Clone, Args)]
pub struct PaperArgs {
    /// Papillons par page : 1, 2, 4, 8 ou both (deux documents, 1 et 2 par page)
    #[arg(long, value_name = "NOMBRE", default_value = "2")]
    per_page: PerPage,
    /// Étiquettes, par la référence de la boîte : L7160 (21 par page), L7163, 3474…
    #[arg(long, value_name = "RÉFÉRENCE", conflicts_with = "per_page")]
    labels: Option<String>,
    /// Étiquettes déjà utilisées de la première planche
    #[arg(long, value_name = "NOMBRE", default_value_t = 0, hide_default_value = true, requires = "labels", value_parser = labels_gone, allow_negative_numbers = true)]
    skip: u8,
    /// Ordre : division (chacune sur une nouvelle page), name, massicot (piles à couper d’un coup) ou file (de --from)
    #[arg(long, value_name = "ORDRE", default_value = "division")]
    order: OrderArg,
    /// Fichier PDF (- : sortie standard), ou dossier avec --split-by
    #[arg(long, short, value_name = "FICHIER.pdf")]
    pub output: Option<PathBuf>,
    /// Un fichier par division, dans un dossier : division
    #[arg(long, value_name = "CRITÈRE")]
    split_by: Option<SplitBy>,
    /// Ajoute à chaque division une page de garde et une feuille d’émargement, en français
    #[arg(long)]
    class_pack: bool,
    /// Gros caractères (18 points et plus), un papillon par page
    #[arg(long)]
    large_print: bool,
    /// Dit que le mot de passe est la date de naissance, sans l’imprimer
    #[arg(long)]
    pub hide_password: bool,
    /// Langue : fr, en, ar, es, pt, ro, ru, so, ta, tr, uk, zh, ou une autre du dossier slips.languages ; deux à la fois : fr,ar
    #[arg(long, value_name = "LANGUE")]
    lang: Option<String>,
    /// La seconde langue au verso, au lieu d’en dessous
    #[arg(long)]
    back: bool,
    /// Écrit aussi la liste pour un publipostage
    #[arg(long, value_name = "FICHIER.csv")]
    csv: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PerPage {
    #[value(name = "1")]
    One,
    #[value(name = "2")]
    Two,
    #[value(name = "4")]
    Four,
    #[value(name = "8")]
    Eight,
    Both,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OrderArg {
    Division,
    Name,
    Massicot,
    File,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SplitBy {
    Division,
}

/// True for more than two languages, or one of them twice.
pub fn is_odd(languages: &str) -> bool {
    let named: Vec<&str> = languages.split(',').map(str::trim).collect();
    named.len() > 2 || (named.len() == 2 && named[0] == named[1])
}

/// How many labels of a sheet are gone.
fn labels_gone(text: &str) -> Result<u8, String> {
    text.parse().map_err(|_| "il faut le nombre d’étiquettes déjà utilisées, par exemple 5".to_owned())
}

impl PaperArgs {
    /// Options that do not go together.
    pub fn check(&self, format: Format, listed: bool) -> Result<(), Refusal> {
        let to_stdout = self.output.as_deref() == Some(Path::new("-"));
        let split = self.split_by.is_some();
        let rules = [
            (
                to_stdout && (self.per_page == PerPage::Both || split || format != Format::Table),
                Mismatch::OneDocumentOnStdout,
            ),
            (self.class_pack && self.order != OrderArg::Division, Mismatch::PackByDivision),
            (split && !matches!(self.order, OrderArg::Division | OrderArg::Massicot), Mismatch::SplitOrder),
            (self.order == OrderArg::File && !listed, Mismatch::FileOrder),
            (self.back && !self.is_double(), Mismatch::BackOfOne),
            (is_odd(self.lang.as_deref().unwrap_or_default()), Mismatch::TwoLanguages),
            (self.is_double() && !self.back && self.per_page == PerPage::Eight, Mismatch::TwoOnLittle),
            (self.large_print && !matches!(self.per_page, PerPage::One | PerPage::Two), Mismatch::LargePrint),
        ];
        if let Some((_, mismatch)) = rules.into_iter().find(|(broken, _)| *broken) {
            return Err(Refusal::Mismatch(mismatch));
        }
        self.check_labels(split)
    }

    /// The sheet of labels is known, and what is asked of it can be.
    fn check_labels(&self, split: bool) -> Result<(), Refusal> {
        let Some(reference) = &self.labels else { return Ok(()) };
        let stock = Stock::labels(reference).ok_or_else(|| Refusal::UnknownLabels(reference.clone()))?;
        let rules = [
            (self.class_pack || self.large_print || self.is_double(), Mismatch::OnLabels),
            (self.skip > 0 && (split || self.order == OrderArg::Massicot), Mismatch::BegunSheet),
            (self.skip >= stock.per_page(), Mismatch::SheetIsGone(stock.per_page())),
        ];
        let broken = rules.into_iter().find(|(broken, _)| *broken);
        broken.map_or(Ok(()), |(_, mismatch)| Err(Refusal::Mismatch(mismatch)))
    }

    /// True where two languages are asked for.
    fn is_double(&self) -> bool {
        self.lang.as_ref().is_some_and(|languages| languages.contains(','))
    }

    /// How documents are made.
    pub fn printing(&self, force: bool) -> Printing {
        let per_page: &[u8] = match (self.per_page, self.large_print) {
            (PerPage::One, _) | (_, true) => &[1],
            (PerPage::Two, _) => &[2],
            (PerPage::Four, _) => &[4],
            (PerPage::Eight, _) => &[8],
            (PerPage::Both, _) => &[1, 2],
        };
        let labels = self.labels.as_deref().and_then(Stock::labels);
        Printing {
            stocks: labels.map_or_else(|| per_page.iter().copied().map(Stock::cut).collect(), |stock| vec![stock]),
            skip: usize::from(self.skip),
            output: self.output.clone(),
            force,
            order: match self.order {
                OrderArg::Division => Order::Division,
                OrderArg::Name => Order::Name,
                OrderArg::Massicot => Order::Stack,
                OrderArg::File => Order::File,
            },
            print: if self.large_print { Print::Large } else { Print::Ordinary },
            pack: self.class_pack,
            split: self.split_by.is_some(),
            csv: self.csv.clone(),
            language: self.lang.clone(),
            back: self.back,
            families: Vec::new(),
        }
    }
}
