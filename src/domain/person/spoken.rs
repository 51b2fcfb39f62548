//! A name as it is said: « Mme Claire FONTAINE ».

use super::civility;
use crate::domain::name;

/// Civility, first name and surname of a name that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    pub civility: Option<&'static str>,
    pub first_name: String,
    pub surname: String,
}

/// Why a name that was said is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotName {
    /// Longer than [`name::MAX_NAME`], or with a character that no name has.
    Forbidden,
    /// One word.
    Incomplete,
}

/// The words in capitals are the surname, otherwise all but the first.
pub fn read(typed: &str) -> Result<Spoken, NotName> {
    let typed = name::tidy(typed);
    let mut words: Vec<&str> = typed.split(' ').filter(|word| !word.is_empty()).collect();
    let title = words.first().and_then(|word| civility(word)).filter(|_| words.len() > 2);
    if title.is_some() {
        words.remove(0);
    }
    let is_capital = |word: &&str| word.chars().count() > 1 && !word.contains(char::is_lowercase);
    let (surname, first): (Vec<&str>, Vec<&str>) = match words.iter().filter(|word| is_capital(word)).count() {
        0 => (words.iter().skip(1).copied().collect(), words.iter().take(1).copied().collect()),
        n if n == words.len() && n > 0 => (words[1..].to_vec(), words[..1].to_vec()),
        _ => words.iter().copied().partition(is_capital),
    };
    if typed.chars().count() > name::MAX_NAME || typed.contains(name::is_forbidden) {
        return Err(NotName::Forbidden);
    }
    if surname.is_empty() || first.is_empty() {
        return Err(NotName::Incomplete);
    }
    Ok(Spoken { civility: title, first_name: first.join(" "), surname: surname.join(" ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_order() {
        let cases = [
            ("Claire FONTAINE", Some(("Claire", "FONTAINE", None))),
            ("FONTAINE Claire", Some(("Claire", "FONTAINE", None))),
            ("Mme Claire FONTAINE", Some(("Claire", "FONTAINE", Some("Mme")))),
            ("Jean-Marc DE LA TOUR", Some(("Jean-Marc", "DE LA TOUR", None))),
            ("Claire Fontaine", Some(("Claire", "Fontaine", None))),
            ("claire de la tour", Some(("claire", "de la tour", None))),
            ("CLAIRE FONTAINE", Some(("CLAIRE", "FONTAINE", None))),
            ("M. PETIT", Some(("M.", "PETIT", None))),
            ("Fontaine", None),
            ("", None),
        ];
        for (typed, expected) in cases {
            let spoken = read(typed).ok();
            let found =
                spoken.as_ref().map(|spoken| (spoken.first_name.as_str(), spoken.surname.as_str(), spoken.civility));
            assert_eq!(found, expected, "{typed}");
        }
    }
}
