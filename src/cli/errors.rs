//! Words, remedies and exit codes of what rooms return as data.

use std::io;
use std::path::Path;

use crate::advice::shell;
use crate::domain::hashing::HashError;
use crate::error::{Error, exit};
use crate::french;
use crate::paper::pdf::PdfError;
use crate::{sources, store, world};

impl Error {
    /// Ctrl-C before anything was written.
    pub fn interrupted() -> Self {
        Self::new(exit::INTERRUPTED, "interrompu : rien n’a été modifié.")
    }

    /// A file that could not be read.
    pub fn cannot_read(path: &Path, error: &io::Error) -> Self {
        let code = match error.kind() {
            io::ErrorKind::NotFound => exit::NOT_FOUND,
            io::ErrorKind::PermissionDenied => exit::NOT_PERMITTED,
            _ => exit::IO,
        };
        Self::new(code, format!("impossible de lire « {} » : {}.", path.display(), french::io(error)))
    }

    /// A file that could not be written.
    pub fn cannot_write(path: &Path, error: &io::Error) -> Self {
        let full = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
        let code = if full { exit::IO } else { exit::CANNOT_WRITE };
        let message = format!("impossible d’écrire « {} » : {}.", path.display(), french::io(error));
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
        let message = format!("« {name} » : {error}. Rien n’a été enregistré.");
        match error {
            sources::Error::Interrupted => Self::interrupted(),
            _ => advise(Self::new(exit::DATA, message), error),
        }
    }
}

impl From<world::Error> for Error {
    fn from(error: world::Error) -> Self {
        use world::Error as Cause;
        match error {
            Cause::CannotRead(path, error) => Self::cannot_read(&path, &error),
            Cause::CannotWrite(path, error) => Self::cannot_write(&path, &error),
            Cause::IsBase(path) => {
                Self::new(exit::CANNOT_WRITE, format!("« {} » est la base elle-même.", path.display()))
                    .hint("choisissez un autre nom.")
            }
            Cause::NotOrdinary(path) => {
                Self::new(exit::CANNOT_WRITE, format!("« {} » n’est pas un fichier ordinaire.", path.display()))
            }
            Cause::Twice(path) => {
                Self::new(exit::USAGE, format!("« {} » ne peut pas recevoir deux fichiers.", path.display()))
            }
            Cause::NeedsName => {
                Self::new(exit::USAGE, "il faut un nom de fichier : la sortie standard reçoit déjà la réponse.")
            }
            Cause::Exposed(path) => Self::new(
                exit::NOT_PERMITTED,
                format!("« {} » peut être lu par d’autres utilisateurs de cette machine.", path.display()),
            )
            .hint(format!("chmod 600 {}", shell(&path.display().to_string()))),
            Cause::Unnamed { target, kept, why } => Self::new(
                exit::CANNOT_WRITE,
                format!("impossible de nommer « {} » : {}.", target.display(), french::io(&why)),
            )
            .hint(format!("le fichier complet est resté sous le nom {} ; renommez-le.", kept.display())),
            Cause::NoBase => Self::new(exit::NOT_FOUND, "aucun dossier personnel n’est connu sur cette machine.")
                .hint("indiquez la base avec --db FICHIER"),
            Cause::Hash(error) => error.into(),
            Cause::Interrupted => Self::interrupted(),
        }
    }
}

const EXPORT: &str = "dans SIECLE, Exportations → En CSV (ou Exportations personnalisées), avec au moins Nom, Prénom 1, Date de naissance, INE, N° interne, Code MEF et Division.";

const SPREADSHEET: &str =
    "dans le tableur, Fichier → Enregistrer sous → CSV (séparateur point-virgule), puis importez ce fichier.";

const PUPILS: &str = "exportez les élèves, non les responsables : dans SIECLE, Exportations → En CSV → Élèves.";

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
            return error.hint(EXPORT).hint(format!("ou dites ce que contiennent les colonnes : {example}"));
        }
        Cause::UnknownColumns { .. } => "écrivez la colonne telle que la première ligne du fichier la nomme.",
        Cause::NoCandidates { .. } => "pour une liste d’élèves : cpro import siecle FICHIER",
        Cause::Guardians => PUPILS,
        Cause::Mojibake { .. } => {
            "reprenez le fichier tel que SIECLE l’a produit, sans l’ouvrir dans un tableur ; ou, dans le tableur, enregistrez-le en « CSV UTF-8 »."
        }
        Cause::UnclosedQuote { .. } => "ouvrez le fichier dans un éditeur de texte et retirez ce guillemet.",
        Cause::OtherSchool { .. } => {
            "vérifiez le fichier ; si le code UAI réglé est faux : cpro settings set establishment.uai CODE"
        }
        Cause::OtherYear { found, .. } => {
            return error.hint(format!("si c’est bien ce fichier que vous voulez : --year {found}"));
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
        Kind::Columns => "des personnels en CSV : cpro import people FICHIER --kind staff",
        _ if wanted == Wanted::Staff => {
            "dans STS-WEB, Exports → Emplois du temps : le fichier s’appelle sts_emp_UAI_année.xml."
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
            Cause::Missing(_) => shown.hint("commencez par : cpro init"),
            Cause::Exposed(path) => shown.hint(format!("chmod 600 {}", shell(&path.display().to_string()))),
            Cause::NotOurs(_) => shown.hint("vérifiez le chemin donné à --db (ou à CPRO_DB) ; le fichier n’a pas été touché."),
            Cause::Newer(_) => shown.hint("installez la dernière version de cpro ; la base n’a pas été touchée."),
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

/// The terminal itself failed while somebody was asked.
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::Interrupted => Self::interrupted(),
            _ => Self::new(exit::IO, format!("la sortie ou la saisie a échoué : {}.", french::io(&error))),
        }
    }
}

/// What is worrying about where the base lives.
pub fn worry(worry: &world::Worry) -> String {
    match worry {
        world::Worry::OpenFolder(folder) => format!(
            "d’autres utilisateurs peuvent entrer dans le dossier de la base : chmod 700 {}",
            shell(&folder.display().to_string())
        ),
        world::Worry::RemoteDisk => "la base est sur un partage réseau : vérifiez que le partage accepte les verrous, ou mettez-la sur un disque de la machine".to_owned(),
    }
}
