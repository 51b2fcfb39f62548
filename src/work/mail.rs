//! The establishment's way of sending mail, as its settings say.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Result, UseCase};
use crate::domain::setting::{Key, Settings};
use crate::store::Store;
use crate::targets::mail::{Letter, Route, Server, Undelivered, seal};
use crate::world::World;

/// Largest certificate, in bytes.
const MAX_BYTES: usize = 64 * 1024;

/// Why nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A setting is missing.
    NotSet(Key),
    /// The folder of `mail.folder` does not exist.
    NoFolder(PathBuf),
    /// Address as it may be shown, and why the letter did not leave.
    Undelivered(String, Undelivered),
    /// An address that is none, and why.
    BadAddress(String),
}

/// Everything that sending needs.
pub struct PostOffice {
    /// Name and address of the sender.
    from: (String, String),
    way: Way,
}

enum Way {
    Route(Route),
    /// One file `.eml` a letter.
    Folder(PathBuf),
}

impl PostOffice {
    /// Reads what the settings name; nothing is sent yet.
    pub fn open(world: &mut World, settings: &Settings) -> Result<Self> {
        let way = match settings.value(Key::MailTransport).as_deref() {
            Some("smtp") => Way::Route(Route::Smtp(server(world, settings)?)),
            Some("sendmail") => Way::Route(Route::Program(needed(settings, Key::MailSendmail)?.into())),
            Some("folder") => Way::Folder(folder(world, settings)?),
            _ => return Err(Refusal::NotSet(Key::MailTransport).into()),
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

    /// Sends one letter, once, with files: names and contents. A folder that cannot be written is our error; the rest is
    /// what became of the letter.
    pub fn send(
        &self,
        world: &World,
        to: &str,
        subject: &str,
        body: &str,
        attachments: &[(String, Vec<u8>)],
    ) -> Result<std::result::Result<(), Undelivered>> {
        let at = world.now().timestamp();
        let letter = Letter { from: (&self.from.0, &self.from.1), to, subject, body, attachments, at };
        let sealed = match seal(&letter) {
            Ok(sealed) => sealed,
            Err(why) => return Ok(Err(why)),
        };
        match &self.way {
            Way::Route(route) => Ok(sealed.send(route)),
            Way::Folder(folder) => {
                let name = world.now().strftime("%Y-%m-%d-%H%M%S").to_string();
                let names = (1_u32..).map(|n| folder.join(format!("{name}-{n}.eml")));
                let free = names.into_iter().find(|path| !path.exists()).unwrap_or_else(|| folder.join(&name));
                world.write(&free, sealed.bytes(), false)?;
                Ok(Ok(()))
            }
        }
    }
}

fn server(world: &mut World, settings: &Settings) -> Result<Server> {
    let credentials = match settings.value(Key::MailUser) {
        Some(user) => {
            let path = PathBuf::from(needed(settings, Key::MailPasswordFile)?);
            Some((user, world.secret(&path)?))
        }
        None => None,
    };
    let authority = match settings.value(Key::MailAuthority) {
        Some(path) => Some(world.read(Path::new(&path), MAX_BYTES)?),
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

fn folder(world: &World, settings: &Settings) -> Result<PathBuf> {
    let folder = world.resolve(Path::new(&needed(settings, Key::MailFolder)?));
    if folder.is_dir() { Ok(folder) } else { Err(Refusal::NoFolder(folder).into()) }
}

fn needed(settings: &Settings, key: Key) -> Result<String> {
    Ok(settings.value(key).ok_or(Refusal::NotSet(key))?)
}

/// A letter that shows that letters leave; no password in it.
#[derive(Debug, Clone)]
pub struct Test {
    pub address: String,
}

/// A test letter that is ready.
pub struct TestPlan {
    address: String,
    office: PostOffice,
}

/// A test letter that left.
#[derive(Debug, Serialize)]
pub struct Tested {
    pub sent_to: String,
}

impl UseCase for Test {
    type Plan = TestPlan;
    type Outcome = Tested;

    fn plan(self, world: &mut World, store: &Store) -> Result<TestPlan> {
        Ok(TestPlan { address: self.address, office: PostOffice::open(world, &store.settings()?)? })
    }

    fn foresee(plan: &TestPlan) -> Tested {
        Tested { sent_to: plan.address.clone() }
    }

    fn carry_out(plan: TestPlan, world: &mut World, _store: &mut Store) -> Result<Tested> {
        let body = "Bonjour,\n\nCe message d’essai montre que cpro peut envoyer des courriels.\n";
        let sent = plan.office.send(world, &plan.address, "Essai d’envoi", body, &[])?;
        sent.map_err(|why| Refusal::Undelivered(plan.address.clone(), why))?;
        Ok(Self::foresee(&plan))
    }
}
