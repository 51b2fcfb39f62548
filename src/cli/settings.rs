//! `cpro settings`: what the establishment has set, its logo and its stamp.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use super::Session;
use super::driver::{Answer, Led, Question, Trial, answer, lead};
use crate::advice::{Quote, kept_from_others, shell};
use crate::advice::{settings as commands, slips};
use crate::domain::forms::MAX_LABEL;
use crate::domain::setting::{Key, email};
use crate::error::{Error, Result, exit};
use crate::french::list;
use crate::sources::settings_file::NotSettings;
use crate::terminal::speech::Speech;
use crate::work::base;
use crate::work::mail::{Test, Tested};
use crate::work::settings::{self as work, BadFile, BadLabel, Change, Changed, Plan, Refusal};

mod copy;
mod masks;
mod pictures;
mod show;

/// Réglages de l’établissement
#[derive(Debug, Subcommand)]
pub enum Settings {
    Show(show::Show),
    Get(Get),
    Set(Set),
    Unset(Unset),
    Logo(pictures::Logo),
    Stamp(pictures::Stamp),
    Export(copy::Export),
    Import(copy::Import),
    #[command(subcommand)]
    Masks(masks::Masks),
    MailTest(MailTest),
}

/// Écrit la valeur d’un réglage
#[derive(Debug, Args)]
pub struct Get {
    /// Clé, par exemple establishment.name
    #[arg(value_name = "CLÉ", value_parser = keys(), hide_possible_values = true)]
    key: Key,
}

/// Change un réglage
#[derive(Debug, Args)]
pub struct Set {
    /// Clé, par exemple establishment.name
    #[arg(value_name = "CLÉ", value_parser = keys(), hide_possible_values = true)]
    key: Key,
    /// Nouvelle valeur
    #[arg(value_name = "VALEUR", allow_hyphen_values = true)]
    value: String,
}

/// Revient à la valeur par défaut d’un réglage
#[derive(Debug, Args)]
pub struct Unset {
    /// Clé, par exemple passwords.days
    #[arg(value_name = "CLÉ", value_parser = keys(), hide_possible_values = true)]
    key: Key,
}

/// Envoie un message d’essai, sans mot de passe
#[derive(Debug, Args)]
pub struct MailTest {
    /// Adresse du destinataire
    #[arg(value_name = "ADRESSE")]
    address: String,
}

/// Every key, so that the shell completes them; the help does not list fifty names.
fn keys() -> impl TypedValueParser {
    let names = Key::all().map(|key| PossibleValue::new(key.as_str()).aliases(key.former_name()));
    PossibleValuesParser::new(names).try_map(|name| Key::find(&name).ok_or("cette clé n’existe pas"))
}

impl Settings {
    pub fn run(self, session: &mut Session) -> Result {
        match self {
            Self::Show(show) => show.run(session),
            Self::Get(get) => {
                let value = work::get(&session.world, get.key)?;
                answer(session, &value)
            }
            Self::Set(set) => lead(session, Change { key: set.key, value: Some(set.value) }, Trial::Never),
            Self::Unset(unset) => lead(session, Change { key: unset.key, value: None }, Trial::Never),
            Self::Logo(logo) => logo.run(session),
            Self::Stamp(stamp) => stamp.run(session),
            Self::Export(export) => export.run(session),
            Self::Import(import) => import.run(session),
            Self::Masks(masks) => masks.run(session),
            Self::MailTest(test) => test.run(session),
        }
    }
}

impl MailTest {
    fn run(self, session: &mut Session) -> Result {
        let address = email(self.address.trim().to_owned());
        let address = address.map_err(|refusal| Error::new(exit::USAGE, format!("{}.", refusal.0)))?;
        lead(session, Test { address }, Trial::Never)
    }
}

impl Led for Test {
    fn tell(tested: &Tested, say: &mut Speech) {
        say.tell(format!("Message d’essai envoyé à {}.", tested.sent_to));
    }
}

impl Answer for Changed {
    fn page(&self, say: &mut Speech) {
        say.answer(self.value.as_deref().unwrap_or_default());
    }
}

impl Led for Change {
    const NEEDS: base::Needs = base::Needs::OrNew;

    fn show(plan: &Plan, say: &mut Speech) {
        if let Some(folder) = plan.open_folder() {
            say.warn("d’autres utilisateurs de la machine peuvent effacer ou remplacer les sauvegardes de ce dossier.");
            say.status(kept_from_others(folder));
        }
    }

    fn question(plan: &Plan) -> Option<Question> {
        let to = <Self as crate::work::UseCase>::foresee(plan).value.unwrap_or_else(|| "(rien)".to_owned());
        plan.other_uai.as_ref().map(|known| other_uai(known, &to))
    }

    fn tell(changed: &Changed, say: &mut Speech) {
        say.tell(format!("{} = {}", changed.key, changed.value.as_deref().unwrap_or("(rien)")));
        if changed.is_register {
            say.status("Depuis mai 2018, cette référence remplace le numéro de déclaration à la CNIL.");
        }
        if let Some(login) = &changed.administrator {
            say.status(format!(
                "L’administrateur se connecte désormais avec {login} ; son mot de passe ne change pas."
            ));
            say.next(slips::generate_as(login, "administrateur.pdf"));
        }
        if changed.dangles {
            say.warn("ce chemin n’existe pas (encore).");
        }
    }
}

/// The code of a school that has its administrator is not changed by mistake: logins and files bear it.
fn other_uai(known: &str, to: &str) -> Question {
    Question::new(
        format!("Changer le code de l’établissement, {known}, en {to} ? L’administrateur se connectera avec {to}."),
        format!("changer le code {known} de l’établissement demande une confirmation."),
    )
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::BadValue(key, why, empty) => {
                let error = Self::new(exit::USAGE, format!("réglage {} refusé : {why}.", key.as_str()));
                if empty { error.hint(commands::unset(key.as_str())) } else { error }
            }
            Refusal::Unprintable(letters) => {
                Self::new(exit::USAGE, format!("les polices des papillons n’ont pas ces signes : {letters}."))
            }
            Refusal::Unset(key) => Self::new(exit::SETTINGS, format!("« {} » n’est pas réglé.", key.as_str()))
                .hint(commands::set_as(key.as_str(), "VALEUR")),
            Refusal::BadPicture(file, error) => Self::new(exit::DATA, format!("« {file} » : {error}.")),
            Refusal::BadFile(_, BadFile::BadValue(key, why)) => {
                Self::new(exit::DATA, format!("réglage {} refusé : {why}.", key.as_str()))
            }
            Refusal::BadFile(file, why) => {
                Self::new(exit::DATA, format!("« {file} » : {}. Rien n’a été enregistré.", bad_file(&why)))
            }
            Refusal::BadLabels(file, why) => {
                let why =
                    why.map_or_else(|| "ce n’est pas une liste de libellés en JSON".to_owned(), |why| bad_label(&why));
                Self::new(exit::DATA, format!("« {file} » : {why}. Rien n’a été enregistré."))
                    .hint("le fichier attendu est celui de : ".call(commands::masks_file()))
            }
            Refusal::NoFolder(path, true) => Self::new(
                exit::NOT_FOUND,
                format!("« {path} » est un fichier : il faut un dossier pour les sauvegardes."),
            ),
            Refusal::NoFolder(path, false) => Self::new(
                exit::NOT_FOUND,
                format!("le dossier « {path} » n’existe pas : rien n’y serait sauvegardé la nuit."),
            )
            .hint(format!("mkdir -m 700 {}", shell(&path))),
            Refusal::UnknownDiploma(code) => {
                Self::refused(format!("le diplôme « {code} » n’a pas de masque de saisie.")).hint(commands::masks())
            }
            Refusal::UnknownField(code, name, names) => Self::refused(format!("{code} n’a pas de champ « {name} »."))
                .hint(format!("champs : {}.", list(&names))),
            Refusal::BadLabel => Self::new(
                exit::USAGE,
                format!("libellé refusé : un libellé a de 1 à {MAX_LABEL} caractères, sans caractère de contrôle."),
            ),
        }
    }
}

fn bad_file(why: &BadFile) -> String {
    match why {
        BadFile::NotSettings(NotSettings::NotUtf8) => "ce n’est pas un fichier texte en UTF-8".to_owned(),
        BadFile::NotSettings(NotSettings::NotToml(line)) => format!("ligne {line}, ce n’est pas du TOML"),
        BadFile::NotSettings(NotSettings::UnknownPart(part)) => {
            format!("« {part} » n’est pas une partie connue (settings, images, masks)")
        }
        BadFile::NotSettings(NotSettings::NotBase64(name)) => format!("l’image {name} n’est pas en base64"),
        BadFile::UnknownKey(name) => format!("le réglage « {name} » n’existe pas"),
        BadFile::BadValue(key, why) => format!("réglage {} refusé : {why}", key.as_str()),
        BadFile::UnknownPicture(name) => format!("l’image « {name} » n’existe pas (logo, stamp)"),
        BadFile::BadPicture(name, error) => format!("image {name} : {error}"),
        BadFile::BadLabel(why) => bad_label(why),
    }
}

fn bad_label(why: &BadLabel) -> String {
    match why {
        BadLabel::UnknownDiploma(code) => format!("le diplôme « {code} » n’existe pas"),
        BadLabel::UnknownField(code, name) => format!("{code} n’a pas de champ « {name} »"),
        BadLabel::Refused(code, name) => format!("{code} {name} : un libellé a de 1 à {MAX_LABEL} caractères"),
    }
}
