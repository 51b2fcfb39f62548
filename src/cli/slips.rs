//! `cpro slips`: papillons de connexion.

use clap::Subcommand;

use super::Session;
use crate::advice::{Quote, settings, slips as commands};
use crate::error::{Error, Result, exit};
use crate::paper::stock::Stock;
use crate::paper::wording::LANGUAGES;
use crate::work::slips::{Mismatch, Refusal};

mod calibrate;
mod documents;
pub mod generate;
mod handing;
mod letter;
mod preview;
mod printing;
mod texts;

/// Papillons de connexion
#[derive(Debug, Subcommand)]
pub enum Slips {
    Generate(Box<generate::Generate>),
    Letter(Box<letter::Letter>),
    Preview(preview::Preview),
    Texts(texts::Texts),
    List(documents::List),
    HandOver(Box<handing::HandOver>),
    Export(documents::Export),
    Void(documents::Void),
    Purge(documents::Purge),
}

impl Slips {
    pub fn run(self, session: &mut Session) -> Result {
        match self {
            Self::Generate(generate) => generate.run(session),
            Self::Letter(letter) => letter.run(session),
            Self::Preview(preview) => preview.run(session),
            Self::Texts(texts) => texts.run(session),
            Self::List(list) => list.run(session),
            Self::HandOver(hand_over) => hand_over.run(session),
            Self::Export(export) => export.run(session),
            Self::Void(void) => void.run(session),
            Self::Purge(purge) => purge.run(session),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let bad_file =
            |path: std::path::PathBuf, why: String| Self::new(exit::DATA, format!("« {} » : {why}.", path.display()));
        match refusal {
            Refusal::UnknownLanguage(language) => {
                Self::new(exit::NOT_FOUND, format!("la langue « {language} » n’a pas de catalogue.")).hint(format!(
                    "langues fournies : {} ; pour une autre, réglez slips.languages sur un dossier qui contient {language}.txt",
                    LANGUAGES.map(|(language, _)| language).join(", ")
                ))
            }
            Refusal::UnknownLabels(reference) => {
                Self::new(exit::USAGE, format!("les étiquettes « {reference} » sont inconnues.")).hint(format!(
                    "celles de la boîte, parmi : {} ; leurs tailles : cpro man slips",
                    Stock::known_labels().collect::<Vec<_>>().join(", ")
                ))
            }
            Refusal::NoAddressFile { keeps } => {
                let error = Self::new(exit::USAGE, "aucune adresse de famille n’est connue.")
                    .hint(commands::letter("ResponsablesAvecAdresses.xml"));
                if keeps { error } else { error.hint("elles sont lues à chaque fois ; pour les garder : ".call(settings::set("letters.addresses", "on"))) }
            }
            Refusal::NotUtf8(path) => bad_file(path, "il faut un texte UTF-8".to_owned()),
            Refusal::BadCatalogue(path, error) => bad_file(path, error.to_string()),
            Refusal::NoPdf(path) => Self::new(
                exit::USAGE,
                format!("« {} » : c’est un PDF qui est écrit, il faut un nom en .pdf.", path.display()),
            ),
            Refusal::NoPicture(path) => {
                Self::new(exit::USAGE, format!("« {} » : il faut un nom en .pdf ou en .png.", path.display()))
            }
            Refusal::UnknownDocument(id) => {
                Self::refused(format!("le document {id} n’existe pas.")).hint(commands::list())
            }
            Refusal::NobodyNamed => Self::new(exit::USAGE, "indiquez les comptes dont le papillon a été remis.")
                .hint(commands::hand_over_division("2NDE1"))
                .hint(commands::hand_over("IDENTIFIANT")),
            Refusal::NoSlip(number) => {
                Self::refused(format!("aucun papillon ne porte le n° {number}.")).hint(commands::list())
            }
            Refusal::OldSlip(number, login) => {
                Self::refused(format!("le papillon n° {number} ne vaut plus : un autre mot de passe a été fait depuis."))
                    .hint(commands::generate_one(login))
            }
            Refusal::Erased(id) => {
                Self::refused(format!("le contenu du document {id} a été effacé.")).hint(commands::generate())
            }
            Refusal::Void(id) => Self::refused(format!("le document {id} est annulé."))
                .hint("ajoutez --force pour le rendre quand même."),
            Refusal::NotValid(id, worth) => {
                Self::refused(format!("le document {id} est déjà {}.", documents::label(worth)))
            }
            Refusal::Mismatch(mismatch) => Self::new(exit::USAGE, mismatched(mismatch)),
        }
    }
}

fn mismatched(mismatch: Mismatch) -> String {
    let words = match mismatch {
        Mismatch::OneDocumentOnStdout => {
            "la sortie standard ne reçoit qu’un document : ni --per-page both, ni --split-by, ni --format."
        }
        Mismatch::PackByDivision => "--class-pack va avec l’ordre des divisions : retirez --order.",
        Mismatch::SplitOrder => "--split-by division ne va pas avec cet ordre : division ou massicot seulement.",
        Mismatch::FileOrder => "--order file suit l’ordre de --from FICHIER, ou des identifiants donnés.",
        Mismatch::LargePrint => "--large-print imprime un papillon par page.",
        Mismatch::BackOfOne => "--back met une seconde langue au verso : donnez-en deux, par exemple --lang fr,ar.",
        Mismatch::TwoLanguages => "--lang prend une langue, ou deux différentes : fr,ar.",
        Mismatch::TwoOnLittle => "à 8 par page, deux langues ne tiennent pas l’une sous l’autre : ajoutez --back.",
        Mismatch::OnLabels => "--labels ne va ni avec --class-pack, ni avec --large-print, ni avec deux langues.",
        Mismatch::BegunSheet => "--skip ne va ni avec --split-by, ni avec --order massicot.",
        Mismatch::SheetIsGone(labels) => {
            return format!("--skip : la planche n’a que {labels} étiquettes, il faut en laisser moins de {labels}.");
        }
    };
    words.to_owned()
}
