//! Words, remedies and exit codes of what rooms return as data.

use std::io;
use std::path::Path;

use crate::advice::{self, Quote, made_private, shell};
use crate::domain::clock::Doubt;
use crate::domain::hashing::HashError;
use crate::domain::instant::Instant;
use crate::domain::setting::Key;
use crate::error::{Error, exit};
use crate::french;
use crate::paper::pdf::PdfError;
use crate::sources;
use crate::store;
use crate::targets::mail::Undelivered;
use crate::work::{self, base, mail};
use crate::world;

mod files;

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
        let shown = Self::new(code, format!("impossible de lire « {} » : {}.", path.display(), french::io(error)));
        if error.kind() == io::ErrorKind::PermissionDenied { shown.hint(rights(path)) } else { shown }
    }

    /// A file that could not be written.
    pub fn cannot_write(path: &Path, error: &io::Error) -> Self {
        let full = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
        let code = if full { exit::IO } else { exit::CANNOT_WRITE };
        let message = format!("impossible d’écrire « {} » : {}.", path.display(), french::io(error));
        match error.kind() {
            io::ErrorKind::PermissionDenied => Self::new(code, message).hint(rights(path)),
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
            _ => files::advise(Self::new(exit::DATA, message), error),
        }
    }
}

/// Who can open what is closed to us: the nearest thing of the path that we can see, and its owner.
fn rights(path: &Path) -> String {
    match world::owner(path) {
        Some((seen, owner)) if owner == world::user_name() => {
            format!("chmod u+rw {}", shell(&seen.display().to_string()))
        }
        Some((seen, owner)) => format!(
            "« {} » appartient à {owner} : demandez-lui le droit de s’en servir, ou lancez cpro sous ce compte.",
            seen.display()
        ),
        None => "demandez à l’administrateur de la machine le droit de s’en servir.".to_owned(),
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
            .hint(made_private(&path, false)),
            Cause::Unnamed { target, kept, why } => Self::new(
                exit::CANNOT_WRITE,
                format!("impossible de nommer « {} » : {}.", target.display(), french::io(&why)),
            )
            .hint(match kept {
                Some(kept) => format!("le fichier complet est resté sous le nom {} ; renommez-le.", kept.display()),
                None => "le dossier n’y est plus ou ne prend plus de fichier : vérifiez-le.".to_owned(),
            }),
            Cause::LinkToNothing(path) => Self::new(
                exit::CANNOT_WRITE,
                format!("« {} » est un lien vers un fichier qui n’existe pas.", path.display()),
            )
            .hint("choisissez un autre nom, ou supprimez ce lien."),
            Cause::NoBase => Self::new(exit::NOT_FOUND, "aucun dossier personnel n’est connu sur cette machine.")
                .hint("indiquez la base avec --db FICHIER"),
            Cause::Hash(error) => error.into(),
            Cause::Interrupted => Self::interrupted(),
        }
    }
}

/// A clock that the journal contradicts.
pub fn clock(doubt: &Doubt) -> String {
    let [now, last] = [&doubt.now, &doubt.last].map(|at| french::instant(at));
    let how = if doubt.behind { "retarde sur" } else { "avance de plus d’un an sur" };
    format!("l’horloge de la machine ({now}) {how} la dernière opération ({last})")
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        use store::Error as Cause;
        let code = match &error {
            Cause::Missing(_) => exit::NOT_FOUND,
            Cause::Exposed(_) => exit::NOT_PERMITTED,
            Cause::NotOurs(_) | Cause::Newer(_) | Cause::Older(_) | Cause::Damaged(_) | Cause::Tampered(..) => {
                exit::DATA
            }
            Cause::Locked | Cause::Stale => exit::LOCKED,
            Cause::Clock(_) => exit::REFUSED,
            Cause::Io(_, cause) if cause.kind() == io::ErrorKind::NotFound => exit::NOT_FOUND,
            Cause::Io(_, cause) if cause.kind() == io::ErrorKind::PermissionDenied => exit::NOT_PERMITTED,
            Cause::DiskFull | Cause::Io(..) => exit::IO,
            Cause::ReadOnly(_) => exit::CANNOT_WRITE,
            Cause::Sql(_) => exit::INTERNAL,
        };
        let shown = match &error {
            Cause::Clock(doubt) => Self::new(code, format!("{} : rien n’a été enregistré.", clock(doubt))),
            _ => Self::new(code, format!("{error}.")),
        };
        match &error {
            Cause::Missing(path) if world::was_base(path) => shown
                .hint("reprenez la dernière sauvegarde : ".call(advice::backup::restore_some()))
                .hint("ou, pour recommencer sans rien : ".call(advice::init())),
            Cause::Missing(_) => shown
                .hint("commencez par : ".call(advice::init()))
                .hint("ou, si elle est perdue, reprenez une sauvegarde : ".call(advice::backup::restore_some())),
            Cause::Exposed(path) => shown.hint(made_private(path, false)),
            Cause::NotOurs(_) => shown
                .hint("vérifiez le chemin donné à --db (ou à CPRO_DB) ; le fichier n’a pas été touché.")
                .hint("si c’est bien votre base, elle est abîmée : ".call(advice::backup::restore_some())),
            Cause::Older(_) => shown.hint("ouvrez-la une fois avec cette version : ".call(advice::status())),
            Cause::Newer(_) => shown.hint("installez la dernière version de cpro ; la base n’a pas été touchée."),
            Cause::Tampered(..) => shown.hint("rien n’y a été écrit ; reprenez la dernière sauvegarde : ".call(advice::backup::restore_some())),
            Cause::Damaged(_) => shown.hint("reprenez la dernière sauvegarde : ".call(advice::backup::restore_some())),
            Cause::Locked => shown.hint("attendez qu’elle se termine, ou allongez l’attente avec --wait SECONDES ; sur un dossier partagé, vérifiez que le partage accepte les verrous."),
            Cause::Clock(_) => shown.hint("remettez l’horloge à l’heure ou, si elle est juste, ajoutez --trust-clock une fois."),
            Cause::Stale => shown.hint("relancez la même commande."),
            Cause::ReadOnly(path) => shown.hint(advice::made_writable(path)),
            Cause::DiskFull | Cause::Sql(_) => shown,
            Cause::Io(path, cause) if cause.kind() == io::ErrorKind::PermissionDenied => shown.hint(rights(path)),
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
            io::ErrorKind::UnexpectedEof => Self::cancelled(),
            _ => Self::new(exit::IO, format!("la sortie ou la saisie a échoué : {}.", french::io(&error))),
        }
    }
}

/// Who holds the base meanwhile.
pub fn holder(holder: &world::holder::Holder) -> String {
    let since = holder.since.as_ref().map(|at| format!(", lancée le {}", french::instant(&Instant::from(at))));
    format!("elle est tenue par {} (processus {}){}.", holder.program, holder.process, since.unwrap_or_default())
}

/// What is worrying about where the base lives.
pub fn worry(worry: &world::Worry) -> String {
    match worry {
        world::Worry::OpenFolder(folder) => {
            format!("d’autres utilisateurs peuvent entrer dans le dossier de la base : {}", made_private(folder, true))
        }
        world::Worry::Rightless => "la base est sur un disque sans droits (FAT, clé USB) : n’importe qui peut la lire, mettez-la sur un disque de la machine".to_owned(),
        world::Worry::Synced(name) => format!(
            "la base est dans un dossier synchronisé ({name}) : il l’envoie ailleurs et peut l’abîmer en cours d’écriture, mettez-la hors de ce dossier"
        ),
        world::Worry::RemoteDisk => "la base est sur un partage réseau : vérifiez que le partage accepte les verrous, ou mettez-la sur un disque de la machine".to_owned(),
    }
}

impl From<work::Error> for Error {
    fn from(error: work::Error) -> Self {
        use work::Error as Cause;
        match error {
            Cause::Store(error) => error.into(),
            Cause::World(error) => error.into(),
            Cause::Paper(error) => error.into(),
            Cause::File(name, error) => Self::bad_file(&name, &error),
            Cause::Base(refusal) => refusal.into(),
            Cause::Backup(refusal) => refusal.into(),
            Cause::Selection(refusal) => refusal.into(),
            Cause::Users(refusal) => refusal.into(),
            Cause::Inspectors(refusal) => refusal.into(),
            Cause::Accounts(refusal) => refusal.into(),
            Cause::Mail(refusal) => refusal.into(),
            Cause::Schedule(refusal) => refusal.into(),
            Cause::Slips(refusal) => refusal.into(),
            Cause::Export(refusal) => refusal.into(),
            Cause::Sync(refusal) => refusal.into(),
            Cause::Rgpd(refusal) => refusal.into(),
            Cause::Settings(refusal) => refusal.into(),
            Cause::Init(refusal) => refusal.into(),
            Cause::Nightly(refusal) => refusal.into(),
            Cause::Import(refusal) => refusal.into(),
            Cause::Transfers(refusal) => refusal.into(),
            Cause::Sending(refusal) => refusal.into(),
            Cause::Receiving(refusal) => refusal.into(),
            Cause::Tickets(refusal) => refusal.into(),
            Cause::NewTicket(refusal) => refusal.into(),
            Cause::SentNotNoted(number, why) => {
                let why = Self::from(*why);
                let message = format!(
                    "le message du ticket n° {number} est parti, mais cela n’a pas pu être noté : ne le renvoyez pas. {}",
                    why.message
                );
                Self::new(why.code, message)
            }
            Cause::SentNotKept { name, login, why } => {
                let why = Self::from(*why);
                let message = format!(
                    "le message pour {name} est parti, mais son mot de passe n’a pas pu être enregistré : il n’ouvrira rien. {}",
                    why.message
                );
                Self::new(why.code, message).hint(advice::accounts::forgot(login))
            }
        }
    }
}

impl From<base::Refusal> for Error {
    fn from(refusal: base::Refusal) -> Self {
        let base::Refusal::NotSetUp(missing) = refusal;
        let keys: Vec<String> = missing.iter().map(|key| key.as_str().to_owned()).collect();
        let message = format!("l’établissement n’est pas encore réglé : il manque {}.", french::list(&keys));
        let example = |key: Key| match key {
            Key::Name => "'Lycée des Tilleuls'",
            Key::Uai => "0932048W",
            _ => "secretariat@exemple.fr",
        };
        let error = Self::new(exit::SETTINGS, message).hint(advice::init());
        missing.into_iter().fold(error, |error, key| error.hint(advice::settings::set_as(key.as_str(), example(key))))
    }
}

impl From<mail::Refusal> for Error {
    fn from(refusal: mail::Refusal) -> Self {
        match refusal {
            mail::Refusal::NotSet(key) => {
                let example = if key == Key::MailTransport { "smtp" } else { "…" };
                let message = format!("l’envoi des courriels n’est pas réglé : il manque {}.", key.as_str());
                Self::new(exit::SETTINGS, message).hint(advice::settings::set_as(key.as_str(), example))
            }
            mail::Refusal::NoFolder(folder) => {
                Self::new(exit::NOT_FOUND, format!("le dossier « {} » (mail.folder) n’existe pas.", folder.display()))
                    .hint("créez-le, lisible par vous seul.")
            }
            mail::Refusal::BadAddress(why) => Self::new(exit::USAGE, format!("{why}.")),
            mail::Refusal::Undelivered(address, why) => undelivered(&address, &why),
        }
    }
}

/// A letter that did not leave.
fn undelivered(address: &str, why: &Undelivered) -> Error {
    let code = match why {
        Undelivered::Address(_) | Undelivered::Refused(_) | Undelivered::Heavy(..) => exit::REFUSED,
        why if why.is_setup() => exit::SETTINGS,
        _ => exit::IO,
    };
    let error = Error::new(code, format!("le message pour {address} n’est pas parti : {why}."));
    match why {
        Undelivered::Credentials => error.hint("vérifiez mail.user et le fichier de mail.password-file."),
        Undelivered::Encryption(_) => {
            error.hint("vérifiez mail.host, mail.port, mail.security et, pour une autorité privée, mail.ca.")
        }
        Undelivered::Heavy(..) => error.hint("déposez plutôt les pièces sur un partage, et donnez-en l’adresse."),
        Undelivered::Later(_) => error.hint("vérifiez les réglages mail.*, ou essayez plus tard."),
        _ => error,
    }
}
