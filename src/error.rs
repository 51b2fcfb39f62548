//! What went wrong, for the person who typed the command: sentence, advice, exit code.
//!
//! Rooms return errors that are data; here, once, they get their advice and their code. Commands add their own refusals.

use std::io;
use std::path::Path;

use crate::domain::hashing::HashError;
use crate::output::french;
use crate::output::pdf::PdfError;
use crate::{sources, store};

/// Every exit code of the program.
pub mod exit {
    /// Done.
    pub const DONE: u8 = 0;
    /// Refused by a rule.
    pub const REFUSED: u8 = 1;
    /// The command line is wrong.
    pub const USAGE: u8 = 2;
    /// Done, with rejected rows.
    pub const REJECTS: u8 = 3;
    /// Unusable data.
    pub const DATA: u8 = 65;
    /// A file does not exist.
    pub const NOT_FOUND: u8 = 66;
    /// A fault of the program.
    pub const INTERNAL: u8 = 70;
    /// The output cannot be written.
    pub const CANNOT_WRITE: u8 = 73;
    /// Input or output failed, or the disk is full.
    pub const IO: u8 = 74;
    /// The base is locked: try later.
    pub const LOCKED: u8 = 75;
    /// Not permitted.
    pub const NOT_PERMITTED: u8 = 77;
    /// Settings are missing.
    pub const SETTINGS: u8 = 78;
    /// Interrupted by Ctrl-C.
    pub const INTERRUPTED: u8 = 130;
}

/// An error ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    pub code: u8,
    /// A full sentence.
    pub message: String,
    /// What to do.
    pub hints: Vec<String>,
    /// True where the reader of our output went away: nothing to say.
    pub silent: bool,
}

/// What a command returns: its exit code.
pub type Result<T = u8> = std::result::Result<T, Error>;

impl Error {
    /// An error with its exit code.
    pub fn new(code: u8, message: impl Into<String>) -> Self {
        Self { code, message: french::capitalised(&message.into()), hints: Vec::new(), silent: false }
    }

    /// Refused by a rule.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(exit::REFUSED, message)
    }

    /// With one more piece of advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Ctrl-C before anything was written.
    pub fn interrupted() -> Self {
        Self::new(exit::INTERRUPTED, "interrompu : rien n’a été modifié.".replace(" :", "\u{a0}:"))
    }

    /// A file that could not be read.
    pub fn cannot_read(path: &Path, error: &io::Error) -> Self {
        let code = match error.kind() {
            io::ErrorKind::NotFound => exit::NOT_FOUND,
            io::ErrorKind::PermissionDenied => exit::NOT_PERMITTED,
            _ => exit::IO,
        };
        Self::new(code, format!("impossible de lire «\u{a0}{}\u{a0}»\u{a0}: {}.", path.display(), french::io(error)))
    }

    /// A file that could not be written.
    pub fn cannot_write(path: &Path, error: &io::Error) -> Self {
        let full = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
        let code = if full { exit::IO } else { exit::CANNOT_WRITE };
        let message = format!("impossible d’écrire «\u{a0}{}\u{a0}»\u{a0}: {}.", path.display(), french::io(error));
        match error.kind() {
            io::ErrorKind::AlreadyExists => {
                Self::new(code, message).hint("ajoutez --force pour le remplacer, ou choisissez un autre nom.")
            }
            io::ErrorKind::NotFound => Self::new(code, message).hint("créez d’abord le dossier."),
            _ => Self::new(code, message),
        }
    }

    /// A file that is not what the command reads.
    pub fn bad_file(name: &str, error: &sources::Error) -> Self {
        let message = format!("«\u{a0}{name}\u{a0}»\u{a0}: {error}. Rien n’a été enregistré.");
        match error {
            sources::Error::Interrupted => Self::interrupted(),
            _ => advise(Self::new(exit::DATA, message), error),
        }
    }
}

const EXPORT: &str = "dans SIECLE, Exportations → En CSV (ou Exportations personnalisées), avec au moins Nom, Prénom 1, Date de naissance, INE, N° interne, Code MEF et Division.";

const SPREADSHEET: &str =
    "dans le tableur, Fichier → Enregistrer sous → CSV (séparateur point-virgule), puis importez ce fichier.";

const PUPILS: &str = "exportez les élèves, non les responsables\u{a0}: dans SIECLE, Exportations → En CSV → Élèves.";

fn advise(error: Error, cause: &sources::Error) -> Error {
    use sources::Error as Cause;
    use sources::header::Family;
    let hint = match cause {
        Cause::Wrong { found, wanted } => return error.hint(other_command(found, *wanted)),
        Cause::Office(_) => SPREADSHEET,
        Cause::NoRows => "vérifiez que les lignes sont sous les titres ; la ligne d’exemple d’un modèle ne compte pas.",
        Cause::Record(Family::Candidates) => "cpro import candidates FICHIER",
        Cause::Record(_) => "cpro import siecle FICHIER",
        Cause::UnknownHeader { near, .. } => {
            let pairs: Vec<String> = near
                .iter()
                .take(5)
                .map(|(label, field)| format!("--map {}", shell(&format!("{label}={}", field.word()))))
                .collect();
            let example = if pairs.is_empty() { "--map 'Nom de l’élève=nom'".to_owned() } else { pairs.join(" ") };
            return error.hint(EXPORT).hint(format!("ou dites ce que contiennent les colonnes\u{a0}: {example}"));
        }
        Cause::UnknownColumns { .. } => "écrivez la colonne telle que la première ligne du fichier la nomme.",
        Cause::NoCandidates { .. } => "pour une liste d’élèves\u{a0}: cpro import siecle FICHIER",
        Cause::Guardians => PUPILS,
        Cause::Mojibake { .. } => {
            "reprenez le fichier tel que SIECLE l’a produit, sans l’ouvrir dans un tableur ; ou, dans le tableur, enregistrez-le en « CSV UTF-8 »."
        }
        Cause::UnclosedQuote { .. } => "ouvrez le fichier dans un éditeur de texte et retirez ce guillemet.",
        Cause::OtherSchool { .. } => {
            "vérifiez le fichier ; si le code UAI réglé est faux : cpro settings set establishment.uai CODE"
        }
        Cause::OtherYear { found, .. } => {
            return error.hint(format!("si c’est bien ce fichier que vous voulez\u{a0}: --year {found}"));
        }
        Cause::TooLarge | Cause::TooManyRows => "découpez le fichier et importez les parties en une seule commande.",
        Cause::BadXml { .. } | Cause::CutXml { .. } | Cause::Doctype | Cause::HugeText { .. } => {
            "reprenez le fichier tel que SIECLE ou STS-WEB l’a produit."
        }
        Cause::BadZip | Cause::EmptyZip | Cause::ZipBomb => "téléchargez l’export de nouveau.",
        Cause::ManyInZip(_) | Cause::LockedZip | Cause::OddZip => {
            "ouvrez l’archive et importez le fichier qu’elle contient."
        }
        Cause::Unreadable(_) => "vérifiez le disque ou le partage, puis relancez.",
        Cause::Interrupted => return error,
    };
    error.hint(hint)
}

/// The command, or the export, that suits a file better.
fn other_command(found: &sources::Kind, wanted: sources::Wanted) -> &'static str {
    use sources::{Kind, Wanted};
    match found {
        Kind::Spreadsheet | Kind::OpenDocument => SPREADSHEET,
        Kind::Xml(root) if root == "STS_EDT" => "cpro import sts FICHIER",
        Kind::Xml(root) if root == "BEE_ELEVES" => "cpro import siecle FICHIER",
        Kind::Xml(root) if root == "BEE_RESPONSABLES" => PUPILS,
        Kind::Columns => "des personnels en CSV\u{a0}: cpro import people FICHIER --kind staff",
        _ if wanted == Wanted::Staff => {
            "dans STS-WEB, Exports → Emplois du temps\u{a0}: le fichier s’appelle sts_emp_UAI_année.xml."
        }
        _ => EXPORT,
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        use store::Error as Cause;
        let code = match &error {
            Cause::Missing(_) => exit::NOT_FOUND,
            Cause::Exposed(_) => exit::NOT_PERMITTED,
            Cause::NotOurs(_) | Cause::Newer(_) | Cause::Damaged(_) => exit::DATA,
            Cause::Locked | Cause::Stale => exit::LOCKED,
            Cause::Io(_, cause) if cause.kind() == io::ErrorKind::NotFound => exit::NOT_FOUND,
            Cause::Io(_, cause) if cause.kind() == io::ErrorKind::PermissionDenied => exit::NOT_PERMITTED,
            Cause::DiskFull | Cause::Io(..) => exit::IO,
            Cause::ReadOnly(_) => exit::CANNOT_WRITE,
            Cause::Sql(_) => exit::INTERNAL,
        };
        let shown = Self::new(code, format!("{error}."));
        match &error {
            Cause::Missing(_) => shown.hint("commencez par\u{a0}: cpro init"),
            Cause::Exposed(path) => shown.hint(format!("chmod 600 {}", shell(&path.display().to_string()))),
            Cause::NotOurs(_) => shown.hint("vérifiez le chemin donné à --db (ou à CPRO_DB)\u{a0}; le fichier n’a pas été touché."),
            Cause::Newer(_) => shown.hint("installez la dernière version de cpro\u{a0}; la base n’a pas été touchée."),
            Cause::Damaged(_) => shown.hint("reprenez la dernière sauvegarde de ce fichier."),
            Cause::Locked => shown.hint("attendez qu’elle se termine, ou allongez l’attente avec --wait SECONDES ; sur un dossier partagé, vérifiez que le partage accepte les verrous."),
            Cause::Stale => shown.hint("relancez la même commande."),
            Cause::ReadOnly(_) | Cause::DiskFull | Cause::Sql(_) => shown,
            Cause::Io(_, cause) => shown.hint(format!("{}.", french::io(cause))),
        }
    }
}

impl From<HashError> for Error {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Interrupted => Self::interrupted(),
            HashError::Refused(why) => {
                Self::new(exit::INTERNAL, format!("le calcul d’un mot de passe a échoué ({why})."))
            }
        }
    }
}

impl From<PdfError> for Error {
    fn from(error: PdfError) -> Self {
        Self::new(exit::INTERNAL, format!("{error}."))
    }
}

/// The terminal itself failed: its reader went away, or the disk behind it is full.
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self { silent: true, ..Self::new(exit::DONE, "") },
            io::ErrorKind::Interrupted => Self::interrupted(),
            _ => Self::new(exit::IO, format!("la sortie ou la saisie a échoué\u{a0}: {}.", french::io(&error))),
        }
    }
}

/// A word as a shell must be given it.
pub fn shell(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-@:=%+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
