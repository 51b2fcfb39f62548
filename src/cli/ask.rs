//! Questions about what the options do not say: asked in a terminal until the answer is good.

use super::Session;
use crate::error::{Error, Result, exit};

/// Times that a question is asked.
const MOST: usize = 10;

/// The option, or the answer to a question; without a terminal, an error that names the option.
pub fn required<T>(
    session: &mut Session,
    given: Option<T>,
    question: &str,
    option: &str,
    read: impl Fn(&str) -> std::result::Result<T, String>,
) -> Result<T> {
    if let Some(given) = given {
        return Ok(given);
    }
    if !session.terminal.interactive {
        return Err(Error::new(exit::USAGE, format!("il manque {option}.")).hint(format!("ajoutez {option} …")));
    }
    for _ in 0..MOST {
        let answer = session.terminal.ask(&format!("{question} :"), None)?;
        match read(&answer) {
            Ok(value) => return Ok(value),
            Err(why) => session.warn(format!("{why}.")),
        }
    }
    Err(tired())
}

/// The option, or the answer to a question that Enter leaves open; nothing is asked without a terminal.
pub fn optional<T>(
    session: &mut Session,
    given: Option<T>,
    question: &str,
    read: impl Fn(&str) -> std::result::Result<T, String>,
) -> Result<Option<T>> {
    if given.is_some() || !session.terminal.interactive {
        return Ok(given);
    }
    for _ in 0..MOST {
        let answer = session.terminal.ask(&format!("{question} (Entrée pour passer) :"), Some(""))?;
        if answer.is_empty() {
            return Ok(None);
        }
        match read(&answer) {
            Ok(value) => return Ok(Some(value)),
            Err(why) => session.warn(format!("{why}.")),
        }
    }
    Err(tired())
}

/// Nobody is answering: a closed terminal gives empty lines for ever.
fn tired() -> Error {
    Error::new(exit::USAGE, "trop de réponses refusées : rien n’a été fait.")
        .hint("donnez la réponse en option : --help les montre.")
}
