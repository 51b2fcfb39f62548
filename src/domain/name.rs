//! Names of people: cleaning, transliteration, comparison and sorting.
//!
//! Everything that must not depend on how a name was typed goes through here; nothing here knows what a login is.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Longest name that SIECLE accepts, in characters.
pub const MAX_NAME: usize = 100;

/// Words that stand for « no name » in school files, folded.
const PLACEHOLDERS: [&str; 33] = [
    "snp",
    "n a",
    "nan",
    "none",
    "idem",
    "anonyme",
    "homonyme",
    "nom inconnu",
    "a renseigner",
    "vrai",
    "faux",
    "undefined",
    "value",
    "name",
    "sans objet",
    "ref",
    "valeur",
    "div 0",
    "s o",
    "null",
    "vide",
    "en attente",
    "sans nom",
    "sans prenom",
    "inconnu",
    "inconnue",
    "ne sait pas",
    "nc",
    "nr",
    "neant",
    "a completer",
    "non renseigne",
    "non communique",
];

/// The letters with which they begin.
const INITIALS: &[u8] = b"adefhinrsuvx";

/// Letters of European languages that have no canonical decomposition, so that a login never moves with a crate.
const EUROPEAN: [(char, &str); 26] = [
    ('œ', "oe"),
    ('Œ', "OE"),
    ('æ', "ae"),
    ('Æ', "AE"),
    ('ß', "ss"),
    ('ẞ', "SS"),
    ('ø', "o"),
    ('Ø', "O"),
    ('đ', "d"),
    ('Đ', "D"),
    ('ð', "d"),
    ('Ð', "D"),
    ('þ', "th"),
    ('Þ', "TH"),
    ('ł', "l"),
    ('Ł', "L"),
    ('ħ', "h"),
    ('Ħ', "H"),
    ('ı', "i"),
    ('İ', "I"),
    ('ŋ', "ng"),
    ('Ŋ', "NG"),
    ('ĳ', "ij"),
    ('Ĳ', "IJ"),
    ('ŀ', "l"),
    ('Ŀ', "L"),
];

/// Writes `text` with ASCII characters only; apostrophes of every shape become `'`.
///
/// The own table comes first, then the base letter of an accented one, then `any_ascii`.
pub fn transliterate(text: &str) -> String {
    let mut ascii = String::with_capacity(text.len());
    composed(text).chars().for_each(|letter| push_ascii(&mut ascii, letter));
    ascii
}

/// Letters with their accents in one, which changes nothing for nearly every name.
pub fn composed(text: &str) -> Cow<'_, str> {
    if is_composed(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

fn is_composed(text: &str) -> bool {
    text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

fn push_ascii(ascii: &mut String, letter: char) {
    if letter.is_ascii() {
        ascii.push(letter);
    } else if is_apostrophe(letter) {
        ascii.push('\'');
    } else if letter.is_whitespace() {
        ascii.push(' ');
    } else if is_dash(letter) {
        ascii.push('-');
    } else if let Some((_, latin)) = EUROPEAN.iter().find(|(other, _)| *other == letter) {
        ascii.push_str(latin);
    } else if let Some(base) = ascii_base(letter) {
        ascii.push(base);
    } else if !is_combining_mark(letter) {
        // Pictures have names there, such as `:grinning:`, and nobody is called so.
        let latin = any_ascii::any_ascii_char(letter);
        ascii.push_str(if latin.starts_with(':') { "" } else { latin });
    }
}

/// True where all letters of a name are Latin ones.
pub fn is_latin(name: &str) -> bool {
    let is_other = |letter: char| {
        let code = u32::from(letter);
        let latin = matches!(code, ..0x370 | 0x1d00..=0x1eff | 0x2c60..=0x2c7f | 0xa720..=0xa7ff | 0xab30..=0xab6f | 0xff21..=0xff5a);
        letter.is_alphabetic() && !latin
    };
    !name.chars().any(is_other)
}

/// A name in Latin letters for those who cannot read its own: « Smchay Aichd »; nothing where it is in them.
pub fn latin_form(name: &str) -> Option<String> {
    let words = |text: &str| {
        text.split_whitespace()
            .map(|word| capitalised(word.trim_matches(['`', '\'', '-'])))
            .collect::<Vec<_>>()
            .join(" ")
    };
    (!is_latin(name)).then(|| words(&transliterate(name))).filter(|form| !form.is_empty())
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn ascii_base(letter: char) -> Option<char> {
    let mut first = None;
    decompose_canonical(letter, |part| {
        first.get_or_insert(part);
    });
    first.filter(char::is_ascii_alphabetic)
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '’' | '‘' | 'ʼ' | 'ʻ' | '´' | '`' | 'ʹ' | '′')
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '‐' | '‑' | '–' | '—' | '‒' | '−')
}

/// What two writings of one name have in common: ASCII lower case, one space between words, no punctuation.
pub fn fold(name: &str) -> String {
    if name.is_ascii() { fold_ascii(name) } else { fold_ascii(&transliterate(name)) }
}

fn fold_ascii(name: &str) -> String {
    if name.bytes().all(|letter| letter.is_ascii_alphanumeric()) {
        return name.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(name.len());
    for word in name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded.make_ascii_lowercase();
    folded
}

/// How alike two words are, from 0 to 1.
pub fn likeness(one: &str, other: &str) -> f64 {
    strsim::jaro_winkler(one, other)
}

/// True where two names are the same once accents, case and punctuation are set aside.
pub fn same(one: &str, other: &str) -> bool {
    one == other || fold(one) == fold(other)
}

/// True where two texts differ by their spaces and hyphens at most: composed forms count as one.
pub fn same_letters(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.nfc().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    letters(one) == letters(other)
}

/// True for a name that names nobody: empty, punctuation only, `SNP`, `XXX`…
pub fn is_placeholder(name: &str) -> bool {
    // Most names stop here: no word begins as they do.
    let begins = name.bytes().next().filter(u8::is_ascii_alphanumeric);
    let first = begins.or_else(|| name.bytes().find(u8::is_ascii_alphanumeric).filter(|_| name.is_ascii()));
    if first.is_some_and(|first| !INITIALS.contains(&first.to_ascii_lowercase())) {
        return false;
    }
    let folded = fold(name);
    // Nothing, or an x as often as one likes.
    folded.bytes().all(|byte| byte == b'x') || PLACEHOLDERS.contains(&folded.as_str())
}

/// A first name in capitals, as people write it: `JEAN-PIERRE` is Jean-Pierre. One that has small letters is left alone.
pub fn in_small_letters(first_name: &str) -> String {
    if first_name.chars().any(char::is_lowercase) {
        return first_name.to_owned();
    }
    let mut written = String::with_capacity(first_name.len());
    let mut begins = true;
    for letter in first_name.chars() {
        if begins {
            written.push(letter);
        } else {
            written.extend(letter.to_lowercase());
        }
        begins = !letter.is_alphabetic();
    }
    written
}

/// The first of several first names in one cell: a comma separates, a space does not (`Marie Anne` is one name).
pub fn first_of(names: &str) -> &str {
    names.split(',').map(str::trim).find(|name| !name.is_empty()).unwrap_or("")
}

/// A sign that nobody sees and that makes two equal texts differ: zero width, direction marks, soft hyphen, byte-order mark.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Trims a cell and squeezes its white space, no-break spaces too; signs that nobody sees are taken out.
pub fn tidy(cell: &str) -> String {
    let mut tidy = String::with_capacity(cell.len());
    for letter in composed(cell).chars().filter(|letter| !is_invisible(*letter)) {
        if !letter.is_whitespace() {
            tidy.push(letter);
        } else if !tidy.is_empty() && !tidy.ends_with(' ') {
            tidy.push(' ');
        }
    }
    tidy.truncate(tidy.trim_end().len());
    tidy
}

/// A character that must never reach a terminal, a mail header or a slip: controls and direction overrides.
pub fn is_forbidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_every_school() {
        let cases = [
            ("LEFÈVRE", "LEFEVRE"),
            ("Œdipe", "OEdipe"),
            ("Groß", "Gross"),
            ("ŁUKASIEWICZ", "LUKASIEWICZ"),
            ("Øystein", "Oystein"),
            ("İbrahim", "Ibrahim"),
            ("N’Guyễn", "N'Guyen"),
            ("Дмитрий", "Dmitriy"),
            ("김민준", "GimMinJun"),
            ("Zoe\u{301}", "Zoe"),
        ];
        for (name, ascii) in cases {
            assert_eq!(transliterate(name), ascii, "{name}");
        }
    }

    #[test]
    fn folding_forgets_punctuation() {
        for (one, other) in
            [("DE LA TOUR-GUILLAUME", "de la tour guillaume"), ("O'CONNOR", "O’Connor"), ("Zoé", "Zoe\u{301}")]
        {
            assert!(same(one, other), "{one} / {other}");
        }
        assert!(!same("DUPONT", "DUPOND"));
    }

    #[test]
    fn nobody_has_these_names() {
        for name in ["", "-", ".", "SNP", "Sans Nom", "XXX"] {
            assert!(is_placeholder(name), "{name}");
        }
        assert!(!is_placeholder("Xi"));
        assert!(PLACEHOLDERS.iter().all(|word| INITIALS.contains(&word.as_bytes()[0])));
    }

    #[test]
    fn only_commas_separate_first_names() {
        for (cell, first) in [("Marie Anne", "Marie Anne"), ("Marie, Anne", "Marie"), (" , Anne", "Anne"), ("", "")] {
            assert_eq!(first_of(cell), first);
        }
    }

    #[test]
    fn capitals_are_for_the_first_letters() {
        for (cell, written) in [
            ("JEAN-PIERRE", "Jean-Pierre"),
            ("ÉLISE ANNE", "Élise Anne"),
            ("Léa", "Léa"),
            ("D'ARTAGNAN", "D'Artagnan"),
            ("", ""),
        ] {
            assert_eq!(in_small_letters(cell), written);
        }
    }

    #[test]
    fn cells_are_tidied() {
        assert_eq!(tidy("2\u{200b}ND\u{ad}E1\u{200f}"), "2NDE1");
        assert_eq!(tidy("\u{feff} PARIS 12E \u{a0} ARRONDISSEMENT "), "PARIS 12E ARRONDISSEMENT");
    }
}
