//! Questions about what the options do not say: asked in a terminal until the answer is good.

use crate::cli::Context;
use crate::error::{Error, Result, exit};

/// Times that a question is asked.
const MOST: usize = 10;

/// The option, or the answer to a question; without a terminal, an error that names the option.
pub fn required<T>(
    context: &mut Context,
    given: Option<T>,
    question: &str,
    option: &str,
    read: impl Fn(&str) -> std::result::Result<T, String>,
) -> Result<T> {
    if let Some(given) = given {
        return Ok(given);
    }
    if !context.terminal.interactive {
        return Err(Error::new(exit::USAGE, format!("il manque {option}.")).hint(format!("ajoutez {option} …")));
    }
    for _ in 0..MOST {
        let answer = context.ui().ask(&format!("{question}\u{a0}:"), None)?;
        match read(&answer) {
            Ok(value) => return Ok(value),
            Err(why) => context.ui().warn(&format!("{why}."))?,
        }
    }
    Err(tired())
}

/// The option, or the answer to a question that Enter leaves open; nothing is asked without a terminal.
pub fn optional<T>(
    context: &mut Context,
    given: Option<T>,
    question: &str,
    read: impl Fn(&str) -> std::result::Result<T, String>,
) -> Result<Option<T>> {
    if given.is_some() || !context.terminal.interactive {
        return Ok(given);
    }
    for _ in 0..MOST {
        let answer = context.ui().ask(&format!("{question} (Entrée pour passer)\u{a0}:"), Some(""))?;
        if answer.is_empty() {
            return Ok(None);
        }
        match read(&answer) {
            Ok(value) => return Ok(Some(value)),
            Err(why) => context.ui().warn(&format!("{why}."))?,
        }
    }
    Err(tired())
}

/// Nobody is answering: a closed terminal gives empty lines for ever.
fn tired() -> Error {
    Error::new(exit::USAGE, "trop de réponses refusées\u{a0}: rien n’a été fait.")
        .hint("donnez la réponse en option\u{a0}: --help les montre.")
}
