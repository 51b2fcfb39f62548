//! Options that every import has.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::explain;
use crate::cli::Session;
use crate::cli::driver::{Trial, lead};
use crate::domain::date::Order;
use crate::domain::uai::{Uai, UaiError};
use crate::error::{Error, Result, exit};
use crate::sources::Wanted;
use crate::sources::header::{Field, normalise};
use crate::work::import::columns::Columns as Named;
use crate::work::import::{Departures as Leaving, Import, Then, sheets as sheets_of};

/// Files, and what is to be done with them.
#[derive(Debug, Args)]
pub struct Options {
    /// Fichiers à importer (- : entrée standard)
    #[arg(value_name = "FICHIER", required = true)]
    pub files: Vec<PathBuf>,
    /// Fichier des lignes rejetées (à côté du fichier lu sans cette option)
    #[arg(long, value_name = "FICHIER.csv")]
    pub rejects: Option<PathBuf>,
    /// Établissement dont les lignes sont lues, quand un fichier en contient plusieurs (le vôtre sans cette option)
    #[arg(long, value_name = "UAI", value_parser = school)]
    pub school: Option<Uai>,
    /// Ordre du jour et du mois dans les dates : dmy (jour d’abord, sans cette option) ou mdy
    #[arg(long, value_name = "ORDRE", default_value = "dmy", hide_default_value = true, hide_possible_values = true)]
    pub date_order: DateOrder,
    /// Feuille du classeur à lire, quand il a plusieurs listes
    #[arg(long, value_name = "FEUILLE")]
    pub sheet: Option<String>,
    /// INE, dates ou noms changés acceptés sans refus, par exemple 30% (5% sans cette option)
    #[arg(long, value_name = "POURCENTAGE", value_parser = crate::cli::french::percentage)]
    pub accept_changes: Option<f64>,
    /// Crée ensuite les comptes manquants
    #[arg(long)]
    pub create_accounts: bool,
    /// Imprime ensuite les papillons dans ce fichier PDF
    #[arg(long, value_name = "FICHIER.pdf")]
    pub slips: Option<PathBuf>,
    /// Écrit une page de tous les changements, à regarder avant de confirmer ou à garder
    #[arg(long, value_name = "FICHIER.html")]
    pub report: Option<PathBuf>,
    /// Ouvre cette page dans le navigateur
    #[arg(long, requires = "report")]
    pub open: bool,
    /// Remplace les fichiers écrits s’ils existent
    #[arg(long, short)]
    pub force: bool,
    /// Montre ce qui changerait, sans rien changer
    #[arg(long, short = 'n')]
    pub dry_run: bool,
    /// Explique comment cette ligne est lue, reconnue, et ce qui serait fait ; ne change rien
    #[arg(long, value_name = "LIGNE", value_parser = line)]
    pub explain_line: Option<u32>,
}

/// Which of day and month stands first.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum DateOrder {
    Dmy,
    Mdy,
}

impl From<DateOrder> for Order {
    fn from(order: DateOrder) -> Self {
        match order {
            DateOrder::Dmy => Self::DayFirst,
            DateOrder::Mdy => Self::MonthFirst,
        }
    }
}

/// Who leaves with a file.
#[derive(Debug, Args)]
pub struct Departures {
    /// Le fichier n’est pas tout l’établissement : personne n’est considéré comme parti
    #[arg(long)]
    pub partial: bool,
    /// Départs acceptés sans refus, par exemple 25% (10% sans cette option)
    #[arg(long, value_name = "POURCENTAGE", value_parser = crate::cli::french::percentage)]
    pub max_departures: Option<f64>,
    /// Accepte un fichier XML de cette année scolaire (2025 pour 2025-2026)
    #[arg(long, value_name = "ANNÉE", value_parser = year)]
    pub year: Option<i16>,
}

fn school(typed: &str) -> std::result::Result<Uai, String> {
    typed.parse().map_err(|error: UaiError| error.to_string())
}

/// A line is counted from 1.
fn line(typed: &str) -> std::result::Result<u32, String> {
    let line = typed.parse().ok().filter(|line| *line > 0);
    line.ok_or_else(|| "un numéro de ligne est attendu, par exemple 214".to_owned())
}

fn year(typed: &str) -> std::result::Result<i16, String> {
    let year = typed.split('-').next().and_then(|year| year.parse().ok());
    year.filter(|year| (2000..2100).contains(year)).ok_or_else(|| "une année est attendue, par exemple 2026".to_owned())
}

/// Columns that the user names.
#[derive(Debug, Default, Args)]
pub struct Columns {
    /// Dit ce que contient une colonne, par exemple 'Nom élève=nom' (peut être répété)
    #[arg(long, value_name = "COLONNE=CHAMP", value_parser = pair)]
    map: Vec<(String, Field)>,
    /// Reprend une correspondance enregistrée par --save-mapping
    #[arg(long, value_name = "NOM")]
    mapping: Option<String>,
    /// Enregistre la correspondance sous ce nom, pour les prochains fichiers
    #[arg(long, value_name = "NOM")]
    save_mapping: Option<String>,
}

/// « COLONNE=CHAMP ».
fn pair(typed: &str) -> std::result::Result<(String, Field), String> {
    let (label, word) = typed.rsplit_once('=').ok_or("écrivez COLONNE=CHAMP, par exemple 'Nom élève=nom'")?;
    if normalise(label).is_empty() {
        return Err("il manque le nom de la colonne avant « = »".to_owned());
    }
    let words: Vec<&str> = Field::all().map(Field::word).collect();
    let field =
        word.parse().map_err(|()| format!("champ « {word} » inconnu ; les champs sont {}", words.join(", ")))?;
    Ok((label.to_owned(), field))
}

impl Columns {
    /// Options that do not go together.
    fn check(&self) -> Result<()> {
        let refused = |message: &str| Err(Error::new(exit::USAGE, message));
        match &self.save_mapping {
            Some(name) if name.trim().is_empty() => refused("--save-mapping attend un nom."),
            Some(_) if self.map.is_empty() && self.mapping.is_none() => {
                refused("--save-mapping enregistre ce que --map dit : ajoutez --map.")
            }
            _ => Ok(()),
        }
    }
}

impl From<Columns> for Named {
    fn from(options: Columns) -> Self {
        Self { named: options.map, saved: options.mapping, save: options.save_mapping }
    }
}

impl Departures {
    /// Who leaves; nobody counts the departures where the file opens a school year.
    pub fn leaving(&self, new_year: bool) -> Leaving {
        Leaving { partial: self.partial, limit: self.max_departures, new_year, year: self.year }
    }
}

impl Options {
    /// The import that was asked for, or the explanation of one of its lines.
    pub fn run(
        mut self,
        session: &mut Session,
        (wanted, source): (Wanted, &'static str),
        columns: Columns,
        departures: Leaving,
    ) -> Result {
        self.check()?;
        columns.check()?;
        self.sheet = match self.sheet.take() {
            None => self.ask_sheet(session)?,
            asked => asked,
        };
        let (line, trial) = (self.explain_line, Trial::Asked(self.dry_run));
        let request = Import {
            wanted,
            source,
            files: self.files,
            columns: columns.into(),
            school: self.school,
            order: self.date_order.into(),
            sheet: self.sheet,
            departures,
            changes: self.accept_changes,
            rejects: self.rejects,
            page: self.report.map(|path| (path, self.open)),
            replace: self.force,
            then: Then { accounts: self.create_accounts, slips: self.slips, tried: self.dry_run },
        };
        match line {
            Some(line) => explain::run(session, request, line),
            None => lead(session, request, trial),
        }
    }

    /// Which of several lists of a workbook, where somebody can be asked.
    fn ask_sheet(&self, session: &mut Session) -> Result<Option<String>> {
        let [file] = &self.files[..] else { return Ok(None) };
        if !session.terminal.interactive || file == Path::new("-") {
            return Ok(None);
        }
        let sheets = sheets_of(&mut session.world, file)?;
        if sheets.is_empty() {
            return Ok(None);
        }
        let question = "Ce classeur a plusieurs listes. Laquelle ?";
        let chosen = session.terminal.choose(question, &sheets)?;
        Ok(chosen.map(|at| sheets[at].clone()))
    }

    /// Options that do not go together.
    fn check(&self) -> Result<()> {
        let refused = |message: &str| Err(Error::new(exit::USAGE, message));
        if self.rejects.is_some() && self.files.len() > 1 {
            return refused("--rejects ne va qu’avec un seul fichier.");
        }
        if self.rejects.as_ref().is_some_and(|rejects| self.files.contains(rejects)) {
            return refused("--rejects remplacerait le fichier importé.");
        }
        if self.explain_line.is_some() && self.files.len() > 1 {
            return refused("--explain-line ne va qu’avec un seul fichier.");
        }
        Ok(())
    }
}
