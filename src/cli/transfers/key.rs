//! What shuts a file and what opens it: passphrases typed, read or drawn, keys of schools.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::old::Context;
use crate::cli::sign_in::Typed;
use crate::domain::secret::{self, Secret};
use crate::error::{Error, Result, exit};
use crate::sources::sealed::{self as opening, Key};
use crate::targets::sealed::{self, Lock};

/// Shortest passphrase, in characters.
const SHORTEST: usize = 15;

/// Fewest different signs in it.
const VARIED: usize = 6;

/// What the file is shut with.
#[derive(Debug, Args)]
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
#[derive(Debug, Args)]
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

/// A lock, and the passphrase where it was drawn and somebody must be told.
pub struct Shut {
    pub lock: Lock,
    pub drawn: Option<Secret>,
}

impl LockArgs {
    /// True where the passphrase comes on standard input.
    pub fn reads_stdin(&self) -> bool {
        self.passphrase_stdin
    }

    /// The lock that was asked for; without any, a passphrase is asked for, or drawn where the answer is empty.
    pub fn lock(&self, context: &mut Context, ours: &Secret) -> Result<Shut> {
        if let Some(key) = &self.recipient {
            let key = sealed::read_key(key).ok_or_else(|| {
                Error::new(exit::USAGE, "cette clé est illisible\u{a0}: elle commence par age1 et se recopie entière.")
                    .hint("l’établissement destinataire la lit avec\u{a0}: cpro --db BASE transfers key")
            })?;
            if Some(key.to_string()) == sealed::public_key(ours) {
                let message =
                    "cette clé est celle de cet établissement-ci\u{a0}: l’autre ne pourrait pas ouvrir le fichier.";
                return Err(Error::refused(message).hint("demandez-lui la sienne\u{a0}: cpro --db BASE transfers key"));
            }
            return Ok(Shut { lock: Lock::Key(key), drawn: None });
        }
        let typed = match &self.passphrase_file {
            Some(path) => context.secret(path)?,
            None if self.passphrase_stdin => read(context)?,
            None if self.draw_passphrase => return Ok(draw(context)),
            None => match ask_twice(context)? {
                Some(typed) => typed,
                None => return Ok(draw(context)),
            },
        };
        check(&typed)?;
        Ok(Shut { lock: Lock::Passphrase(typed), drawn: None })
    }
}

fn read(context: &mut Context) -> Result<Secret> {
    Ok(Secret::new(Typed::read(context)?.line(0).unwrap_or_default()))
}

/// Two draws of a password: a hundred and eighteen bits.
fn draw(context: &mut Context) -> Shut {
    let [one, other] = [(); 2].map(|()| secret::draw(&mut *context.rng));
    let phrase = Secret::new(&format!("{}-{}", one.expose(), other.expose()));
    Shut { lock: Lock::Passphrase(phrase.clone()), drawn: Some(phrase) }
}

fn ask_twice(context: &mut Context) -> Result<Option<Secret>> {
    if !context.terminal.interactive {
        return Err(Error::new(exit::USAGE, "il manque la clé du destinataire ou une phrase de passe.")
            .hint("--recipient CLÉ, --passphrase-file FICHIER, --passphrase-stdin ou --draw-passphrase"));
    }
    loop {
        let question = "Phrase de passe du fichier, 15 caractères au moins (Entrée\u{a0}: cpro en tire une)\u{a0}:";
        let typed = Secret::new(&context.ui().ask_password(question, false)?);
        if typed.expose().is_empty() {
            return Ok(None);
        }
        if let Err(error) = check(&typed) {
            context.ui().warn(&error.message.to_string())?;
            continue;
        }
        if Secret::new(&context.ui().ask_password("Encore une fois\u{a0}:", false)?) == typed {
            return Ok(Some(typed));
        }
        context.ui().warn("les deux saisies diffèrent.")?;
    }
}

fn check(phrase: &Secret) -> Result<()> {
    let length = phrase.expose().chars().count();
    let distinct = phrase.expose().chars().filter(|letter| !letter.is_whitespace()).collect::<HashSet<_>>().len();
    let why = match (length >= SHORTEST, distinct >= VARIED) {
        (true, true) => return Ok(()),
        (false, _) => format!("elle a {length} caractères, il en faut {SHORTEST} au moins"),
        (true, false) => format!("elle n’a que {distinct} signes différents, il en faut {VARIED} au moins"),
    };
    let message = format!("phrase de passe refusée\u{a0}: {why}.");
    Err(Error::new(exit::USAGE, message).hint("--draw-passphrase en tire une."))
}

impl KeyArgs {
    /// True where a passphrase would be asked for.
    pub fn asks(&self) -> bool {
        !self.passphrase_stdin && self.passphrase_file.is_none() && self.identity.is_none()
    }

    /// True where the passphrase comes on standard input.
    pub fn reads_stdin(&self) -> bool {
        self.passphrase_stdin
    }

    /// What opens `bytes`: what was given, otherwise the school's key, or a passphrase that is asked for.
    pub fn key(&self, context: &mut Context, bytes: &[u8], file: &Path, ours: &Secret) -> Result<Key> {
        let passphrase = opening::wants_passphrase(bytes).map_err(|error| unopened(file, error))?;
        if let Some(path) = &self.identity {
            return Ok(Key::Identity(identity(context, path)?));
        }
        if !passphrase {
            return Ok(Key::Identity(ours.clone()));
        }
        let typed = match &self.passphrase_file {
            Some(path) => context.secret(path)?,
            None if self.passphrase_stdin => read(context)?,
            None if context.terminal.interactive => {
                Secret::new(&context.ui().ask_password("Phrase de passe du fichier\u{a0}:", false)?)
            }
            None => {
                return Err(Error::new(exit::USAGE, "ce fichier est fermé par une phrase de passe.")
                    .hint("--passphrase-file FICHIER ou --passphrase-stdin"));
            }
        };
        Ok(Key::Passphrase(typed))
    }
}

/// The phrase of this shape as cpro draws it, where it was written as it was heard: capitals, other gaps.
pub fn as_drawn(heard: &Secret) -> Option<Secret> {
    let letters: Vec<char> =
        heard.expose().chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    let drawn = Secret::new(&groups.join("-"));
    (letters.len() == 24 && drawn != *heard).then_some(drawn)
}

/// The first line of a key file that is a key: comments stand before it.
fn identity(context: &mut Context, path: &Path) -> Result<Secret> {
    context.check_private(path)?;
    let bytes = context.read(path, 64 * 1024)?;
    let text = String::from_utf8_lossy(&bytes);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(Secret::new(line.unwrap_or_default()))
}

/// A sealed file that stays shut.
pub fn unopened(file: &Path, error: opening::Error) -> Error {
    let message = format!("«\u{a0}{}\u{a0}»\u{a0}: {error}. Rien n’a été enregistré.", file.display());
    let shown = Error::new(exit::DATA, message);
    match error {
        opening::Error::NotSealed => {
            shown.hint("le fichier attendu est celui que l’autre établissement a écrit avec cpro --db BASE transfers send.")
        }
        opening::Error::WrongKey => shown.hint(
            "redemandez la phrase de passe\u{a0}; ou, si le fichier a été fermé par une clé, donnez la vôtre (cpro transfers key) et demandez un nouvel envoi.",
        ),
        opening::Error::Damaged | opening::Error::TooLarge | opening::Error::TooCostly => {
            shown.hint("demandez le fichier de nouveau\u{a0}: l’autre établissement le rend avec cpro --db BASE transfers export.")
        }
        opening::Error::NotKey => shown,
    }
}
