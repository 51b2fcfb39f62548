//! The establishment's way of sending mail, as its settings say, and `cpro settings mail-test`.

use std::path::{Path, PathBuf};

use crate::cli::old::Context;
use crate::domain::setting::{Key, Settings};
use crate::error::{Error, Result, exit};
use crate::targets::mail::{Letter, Route, Server, Undelivered, seal};

/// Largest certificate, in bytes.
const MAX_BYTES: usize = 64 * 1024;

/// Everything that sending needs.
pub struct Desk {
    /// Name and address of the sender.
    from: (String, String),
    way: Way,
}

enum Way {
    Route(Route),
    /// One file `.eml` a letter.
    Folder(PathBuf),
}

impl Desk {
    /// Reads what the settings name; nothing is sent yet.
    pub fn open(context: &mut Context, settings: &Settings) -> Result<Self> {
        let way = match settings.value(Key::MailTransport).as_deref() {
            Some("smtp") => Way::Route(Route::Smtp(server(context, settings)?)),
            Some("sendmail") => Way::Route(Route::Program(needed(settings, Key::MailSendmail)?.into())),
            Some("folder") => Way::Folder(folder(context, settings)?),
            _ => return Err(unset(Key::MailTransport, "smtp")),
        };
        let name = settings.value(Key::Name).unwrap_or_else(|| "cpro".to_owned());
        Ok(Self { from: (name, needed(settings, Key::MailFrom)?), way })
    }

    /// The folder to which letters go instead of leaving.
    pub fn folder(&self) -> Option<&Path> {
        match &self.way {
            Way::Folder(folder) => Some(folder),
            Way::Route(_) => None,
        }
    }

    /// Sends one letter, once. A folder that cannot be written is our error; the rest is the letter's fate.
    pub fn send(
        &self,
        context: &Context,
        to: &str,
        subject: &str,
        body: &str,
    ) -> Result<std::result::Result<(), Undelivered>> {
        self.send_with(context, to, subject, body, &[])
    }

    /// The same, with files: names and contents.
    pub fn send_with(
        &self,
        context: &Context,
        to: &str,
        subject: &str,
        body: &str,
        attachments: &[(String, Vec<u8>)],
    ) -> Result<std::result::Result<(), Undelivered>> {
        let at = context.now().timestamp();
        let letter = Letter { from: (&self.from.0, &self.from.1), to, subject, body, attachments, at };
        let sealed = match seal(&letter) {
            Ok(sealed) => sealed,
            Err(why) => return Ok(Err(why)),
        };
        match &self.way {
            Way::Route(route) => Ok(sealed.send(route)),
            Way::Folder(folder) => {
                let name = context.now().strftime("%Y-%m-%d-%H%M%S").to_string();
                let names = (1_u32..).map(|n| folder.join(format!("{name}-{n}.eml")));
                let free = names.into_iter().find(|path| !path.exists()).unwrap_or_else(|| folder.join(&name));
                Ok(Ok(context.write(&free, sealed.bytes(), false)?))
            }
        }
    }
}

fn server(context: &mut Context, settings: &Settings) -> Result<Server> {
    let user = settings.value(Key::MailUser);
    let credentials = match user {
        Some(user) => {
            let path = PathBuf::from(needed(settings, Key::MailPasswordFile)?);
            Some((user, context.secret(&path)?))
        }
        None => None,
    };
    let authority = match settings.value(Key::MailAuthority) {
        Some(path) => Some(context.read(Path::new(&path), MAX_BYTES)?),
        None => None,
    };
    Ok(Server {
        host: needed(settings, Key::MailHost)?,
        port: settings.number(Key::MailPort),
        wrapped: settings.value(Key::MailSecurity).as_deref() == Some("tls"),
        credentials,
        authority,
    })
}

fn folder(context: &Context, settings: &Settings) -> Result<PathBuf> {
    let folder = context.resolve(Path::new(&needed(settings, Key::MailFolder)?));
    if folder.is_dir() {
        return Ok(folder);
    }
    let message = format!("le dossier «\u{a0}{}\u{a0}» (mail.folder) n’existe pas.", folder.display());
    Err(Error::new(exit::NOT_FOUND, message).hint("créez-le, lisible par vous seul."))
}

fn needed(settings: &Settings, key: Key) -> Result<String> {
    settings.value(key).ok_or_else(|| unset(key, "…"))
}

fn unset(key: Key, example: &str) -> Error {
    let message = format!("l’envoi des courriels n’est pas réglé\u{a0}: il manque {}.", key.as_str());
    Error::new(exit::SETTINGS, message).hint(format!("cpro settings set {} {example}", key.as_str()))
}

/// A letter that did not leave, as the error of a command.
pub fn undelivered(address: &str, why: &Undelivered) -> Error {
    let code = match why {
        Undelivered::Address(_) | Undelivered::Refused(_) => exit::REFUSED,
        why if why.is_setup() => exit::SETTINGS,
        _ => exit::IO,
    };
    let error = Error::new(code, format!("le message pour {address} n’est pas parti\u{a0}: {why}."));
    match why {
        Undelivered::Credentials => error.hint("vérifiez mail.user et le fichier de mail.password-file."),
        Undelivered::Encryption(_) => {
            error.hint("vérifiez mail.host, mail.port, mail.security et, pour une autorité privée, mail.ca.")
        }
        Undelivered::Later(_) => error.hint("vérifiez les réglages mail.*, ou essayez plus tard."),
        _ => error,
    }
}
