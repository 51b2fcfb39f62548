//! The establishment's way of sending mail, as its settings say.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Result, UseCase};
use crate::domain::setting::{Key, Settings};
use crate::store::Store;
use crate::targets::mail::{self as post, Attached, Letter, Route, Server, Undelivered};
use crate::world::{self, World};

/// Largest certificate, in bytes.
const MAX_BYTES: usize = 64 * 1024;

/// True where letters have somewhere to go.
pub fn is_set(settings: &Settings) -> bool {
    match settings.value(Key::MailTransport).as_deref() {
        None | Some("" | "none") => false,
        Some("smtp") => settings.value(Key::MailHost).is_some(),
        Some(_) => true,
    }
}

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

impl Refusal {
    /// True where the same letter would be refused again.
    pub fn is_lasting(&self) -> bool {
        matches!(self, Self::Undelivered(_, Undelivered::Heavy(..) | Undelivered::Address(_)))
    }
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

    /// Calls the mail server, and sends nothing.
    pub fn reach(&self) -> Result<()> {
        match &self.way {
            Way::Route(route) => {
                let why = route.reach();
                Ok(why.map_err(|why| Refusal::Undelivered(self.from.1.clone(), why))?)
            }
            Way::Folder(_) => Ok(()),
        }
    }

    /// The folder to which letters go instead of leaving.
    pub fn folder(&self) -> Option<&Path> {
        match &self.way {
            Way::Folder(folder) => Some(folder),
            Way::Route(_) => None,
        }
    }

    /// Sends one letter, once, with files. A folder that cannot be written is our error; the rest is what became of the
    /// letter.
    pub fn send(
        &self,
        world: &World,
        to: &str,
        subject: &str,
        body: &str,
        attachments: Vec<Attached<'_>>,
    ) -> Result<std::result::Result<(), Undelivered>> {
        let at = world.now().timestamp();
        let letter = Letter { from: (&self.from.0, &self.from.1), to, subject, body, attachments, at };
        match &self.way {
            Way::Route(route) => {
                Ok(letter.check(route).and_then(|()| post::seal(letter)).and_then(|sealed| sealed.send(route)))
            }
            Way::Folder(folder) => {
                let name = world.now().strftime("%Y-%m-%d-%H%M%S").to_string();
                let names = (1_u32..).map(|n| folder.join(format!("{name}-{n}.eml")));
                let free = names.into_iter().find(|path| !path.exists()).unwrap_or_else(|| folder.join(&name));
                put(world, &free, false, |out| post::write(letter, out).map(|_| ()))
            }
        }
    }
}

/// Writes a letter into a file.
pub fn put(
    world: &World,
    path: &Path,
    replace: bool,
    write: impl FnOnce(&mut dyn Write) -> std::result::Result<(), Undelivered>,
) -> Result<std::result::Result<(), Undelivered>> {
    let mut refused = None;
    let staged = world.stage_filled(path, replace, |out| match write(out) {
        Ok(()) => Ok(()),
        Err(Undelivered::Unwritten(kind)) => Err(world::Error::CannotWrite(path.to_owned(), kind.into())),
        Err(why) => {
            refused = Some(why);
            Ok(())
        }
    });
    match refused {
        Some(why) => Ok(Err(why)),
        None => Ok(Ok(staged?.0.publish()?)),
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
        let sent = plan.office.send(world, &plan.address, "Essai d’envoi", body, Vec::new())?;
        sent.map_err(|why| Refusal::Undelivered(plan.address.clone(), why))?;
        Ok(Self::foresee(&plan))
    }
}
