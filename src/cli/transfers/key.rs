//! What shuts a file and what opens it: passphrases typed, read or drawn, keys of schools.

use std::io::ErrorKind;
use std::path::PathBuf;

use clap::Args;

use super::refusals::weak;
use crate::cli::Session;
use crate::cli::sign_in::Typed;
use crate::domain::secret::Secret;
use crate::error::{Error, Result, exit};
use crate::sources::sealed::{self, OpenedBy};
use crate::work;
use crate::work::backup::Wish;
use crate::work::transfers::lock;
use crate::work::transfers::receive::{Opened, Refusal, Sealed};
use crate::work::transfers::send::{self, Plan};

/// Times that a passphrase is asked for.
const TRIES: u32 = 3;

/// What the file is shut with.
#[derive(Debug, Clone, Args)]
pub struct LockArgs {
    /// Clé publique de l’établissement destinataire (age1…), qu’il lit avec « cpro transfers key »
    #[arg(long, value_name = "CLÉ", group = "lock")]
    recipient: Option<String>,
    /// Phrase de passe lue dans un fichier que vous seul pouvez lire
    #[arg(long, value_name = "FICHIER", group = "lock")]
    passphrase_file: Option<PathBuf>,
    /// Phrase de passe lue sur l’entrée standard
    #[arg(long, group = "lock")]
    passphrase_stdin: bool,
    /// Phrase de passe tirée au hasard, écrite dans la réponse
    #[arg(long, group = "lock")]
    draw_passphrase: bool,
}

/// What the file is opened with.
#[derive(Debug, Clone, Args)]
pub struct KeyArgs {
    /// Phrase de passe lue dans un fichier que vous seul pouvez lire
    #[arg(long, value_name = "FICHIER", group = "key")]
    passphrase_file: Option<PathBuf>,
    /// Phrase de passe lue sur l’entrée standard
    #[arg(long, group = "key")]
    passphrase_stdin: bool,
    /// Clé secrète age, si le fichier est pour une autre clé que celle de l’établissement
    #[arg(long, value_name = "FICHIER", group = "key")]
    identity: Option<PathBuf>,
}

impl LockArgs {
    /// True where the passphrase comes on standard input.
    pub fn reads_stdin(&self) -> bool {
        self.passphrase_stdin
    }

    /// True where something was said of it.
    pub fn is_given(&self) -> bool {
        self.recipient.is_some() || self.passphrase_file.is_some() || self.passphrase_stdin || self.draw_passphrase
    }

    /// What the file is to be shut with; where nothing was said, a passphrase is asked for, or drawn if the answer is empty.
    pub fn wish(&self, session: &mut Session) -> Result<Wish> {
        if let Some(key) = &self.recipient {
            return Ok(Wish::Key(key.clone()));
        }
        let typed = match &self.passphrase_file {
            Some(path) => Some(session.world.secret(path)?),
            None if self.passphrase_stdin => Some(read(session)?),
            None if self.draw_passphrase => None,
            None => ask_twice(session)?,
        };
        Ok(typed.map_or(Wish::Chance, Wish::Phrase))
    }

    /// Shuts a file of pupils as was asked.
    pub fn shut(&self, plan: &mut Plan, session: &mut Session) -> Result<()> {
        match self.wish(session)? {
            Wish::Key(key) => Ok(plan.shut_for(&key)?),
            Wish::Phrase(phrase) => Ok(plan.shut_with(phrase)?),
            Wish::Chance => {
                plan.shut_by_chance(&mut session.world);
                Ok(())
            }
        }
    }
}

fn read(session: &mut Session) -> Result<Secret> {
    Ok(Secret::new(Typed::read(session)?.line(0).unwrap_or_default()))
}

fn ask_twice(session: &mut Session) -> Result<Option<Secret>> {
    if !session.terminal.interactive {
        return Err(work::Error::from(send::Refusal::Lock(lock::Unfit::Nothing)).into());
    }
    loop {
        let question = "Phrase de passe du fichier, 15 caractères au moins (Entrée : cpro en tire une) :";
        let typed = match session.terminal.ask_password(question, false) {
            // Only Enter, where nothing is shown of what is typed.
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
            typed => Secret::new(&typed?),
        };
        if typed.expose().is_empty() {
            return Ok(None);
        }
        if let Err(weakness) = lock::check(&typed) {
            session.warn(weak(weakness));
            continue;
        }
        if Secret::new(&session.terminal.ask_password("Encore une fois :", false)?) == typed {
            return Ok(Some(typed));
        }
        session.warn("les deux saisies diffèrent.");
    }
}

impl KeyArgs {
    /// True where the passphrase comes on standard input.
    pub fn reads_stdin(&self) -> bool {
        self.passphrase_stdin
    }

    /// Opens the file with what was given, otherwise with the school's key, or with a passphrase that is asked for; in a
    /// terminal, a wrong one is asked for again.
    pub fn open(&self, sealed: &Sealed, session: &mut Session) -> Result<Opened> {
        let asks = !self.passphrase_stdin && self.passphrase_file.is_none() && self.identity.is_none();
        let tries = if session.terminal.interactive && asks { TRIES } else { 1 };
        for _ in 1..tries {
            let key = self.key(sealed, session)?;
            match (sealed.open(&key), &key) {
                (Err(error), OpenedBy::Passphrase(_)) if is_wrong_key(&error) => {
                    session.warn("cette phrase de passe n’ouvre pas le fichier.");
                }
                (opened, _) => return Ok(opened?),
            }
        }
        let key = self.key(sealed, session)?;
        Ok(sealed.open(&key)?)
    }

    /// What opens a copy of the base: what was given, else the key of the school where it is known.
    pub fn given_or(&self, own: Option<OpenedBy>, wants_passphrase: bool, session: &mut Session) -> Result<OpenedBy> {
        match (&self.identity, own) {
            (Some(path), _) => Ok(OpenedBy::Identity(lock::identity(&mut session.world, path)?)),
            (None, _) if wants_passphrase => Ok(OpenedBy::Passphrase(self.phrase(session)?)),
            (None, Some(own)) => Ok(own),
            (None, None) => {
                Err(Error::new(exit::USAGE, "ce fichier est fermé pour une clé.").hint("--identity FICHIER"))
            }
        }
    }

    fn key(&self, sealed: &Sealed, session: &mut Session) -> Result<OpenedBy> {
        if let Some(path) = &self.identity {
            return Ok(OpenedBy::Identity(lock::identity(&mut session.world, path)?));
        }
        if !sealed.wants_passphrase {
            return Ok(sealed.our_key());
        }
        Ok(OpenedBy::Passphrase(self.phrase(session)?))
    }

    fn phrase(&self, session: &mut Session) -> Result<Secret> {
        match &self.passphrase_file {
            Some(path) => Ok(session.world.secret(path)?),
            None if self.passphrase_stdin => read(session),
            None if session.terminal.interactive => {
                Ok(Secret::new(&session.terminal.ask_password("Phrase de passe du fichier :", false)?))
            }
            None => Err(Error::new(exit::USAGE, "ce fichier est fermé par une phrase de passe.")
                .hint("--passphrase-file FICHIER ou --passphrase-stdin")),
        }
    }
}

fn is_wrong_key(error: &work::Error) -> bool {
    matches!(error, work::Error::Receiving(Refusal::Shut(_, sealed::Error::WrongKey)))
}
