//! The words of a slip, in one language: a plain text catalogue, to which a school can add its own.

use std::collections::BTreeMap;
use std::fmt;

use super::canvas::{Face, Measure};
use super::fonts::is_leftward;
use crate::french::typography;

/// Texts that a catalogue may lack: the slip then says less.
const OPTIONAL: [&str; 3] = ["advice.administrator", "trouble.ask.administrator", "trouble.unknown.administrator"];

const FRENCH: &str = include_str!("texts/fr.txt");

macro_rules! language {
    ($name:literal) => {
        ($name, include_str!(concat!("texts/", $name, ".txt")))
    };
}

/// Languages that ship, and their texts; all but the first two are to be read again by somebody whose language it is.
pub const LANGUAGES: [(&str, &str); 12] = [
    ("fr", FRENCH),
    language!("en"),
    language!("ar"),
    language!("es"),
    language!("pt"),
    language!("ro"),
    language!("ru"),
    language!("so"),
    language!("ta"),
    language!("tr"),
    language!("uk"),
    language!("zh"),
];

/// Every text of a slip in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    texts: BTreeMap<String, String>,
    /// True for a language that is read from the right.
    leftward: bool,
}

/// Why a catalogue cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordingError {
    /// A line without `=`.
    Line(usize),
    Unknown(usize, String),
    Missing(Vec<String>),
    /// A key given twice.
    Twice(usize, String),
    /// `{…}` that the text must hold and does not, or that mean nothing there.
    Placeholders(String, String),
    /// Letters that the fonts do not have.
    Script(String),
}

impl fmt::Display for WordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "ligne {line} : il faut « clé = texte »"),
            Self::Unknown(line, key) => write!(f, "ligne {line} : la clé « {key} » n’existe pas"),
            Self::Missing(keys) => write!(f, "il manque {}", keys.join(", ")),
            Self::Twice(line, key) => write!(f, "ligne {line} : la clé « {key} » est donnée deux fois"),
            Self::Placeholders(key, expected) if expected.is_empty() => {
                write!(f, "« {key} » ne remplace rien : retirez ses accolades")
            }
            Self::Placeholders(key, expected) => {
                write!(f, "« {key} » doit contenir {expected}, et rien d’autre entre accolades")
            }
            Self::Script(letters) => {
                write!(f, "les polices des papillons n’ont pas ces lettres : {letters}")
            }
        }
    }
}

impl Wording {
    /// The language of the service.
    pub fn french() -> Self {
        // What a test reads whole cannot be wrong.
        Self::of(lines(FRENCH).filter_map(|(_, line)| pair(line)).collect())
    }

    fn of(texts: BTreeMap<String, String>) -> Self {
        let leftward = texts.get("title").is_some_and(|title| is_leftward(title));
        Self { texts, leftward }
    }

    /// A language that the program knows.
    pub fn built_in(language: &str) -> Option<Self> {
        catalogue(language).and_then(|texts| Self::parse(texts).ok())
    }

    /// A catalogue of the school’s; it must have every text of the French one, but those that came later.
    pub fn parse(catalogue: &str) -> Result<Self, WordingError> {
        let known = Self::french().texts;
        let mut texts = BTreeMap::new();
        for (number, line) in lines(catalogue) {
            let (key, text) = pair(line).ok_or(WordingError::Line(number))?;
            if !known.contains_key(&key) {
                return Err(WordingError::Unknown(number, key));
            }
            let expected = placeholders(&known[&key]);
            if placeholders(&text) != expected {
                return Err(WordingError::Placeholders(key, expected.join(", ")));
            }
            if texts.insert(key.clone(), text).is_some() {
                return Err(WordingError::Twice(number, key));
            }
        }
        // What came later, and must be said in some language.
        for (key, text) in known.iter().filter(|(key, _)| key.starts_with("alt.")) {
            texts.entry(key.clone()).or_insert_with(|| text.clone());
        }
        let lacks = |key: &String| !texts.contains_key(key) && !OPTIONAL.contains(&key.as_str());
        let missing: Vec<String> = known.into_keys().filter(lacks).collect();
        if missing.is_empty() { Ok(Self::of(texts)) } else { Err(WordingError::Missing(missing)) }
    }

    /// Refuses a language whose letters the fonts lack.
    pub fn check(self, measure: &dyn Measure) -> Result<Self, WordingError> {
        let has = |letter: char| [Face::Regular, Face::Bold].iter().all(|face| measure.knows(*face, letter));
        let mut lacking: Vec<char> = self.letters().filter(|sign| !has(*sign)).collect();
        lacking.sort_unstable();
        lacking.dedup();
        if lacking.is_empty() { Ok(self) } else { Err(WordingError::Script(lacking.into_iter().take(12).collect())) }
    }

    /// True for a language that is read from the right.
    pub fn is_leftward(&self) -> bool {
        self.leftward
    }

    /// Every letter of its texts.
    pub fn letters(&self) -> impl Iterator<Item = char> {
        self.texts.values().flat_map(|text| text.chars())
    }

    /// The text of a key, empty where there is none.
    pub fn get(&self, key: &str) -> &str {
        self.texts.get(key).map_or("", String::as_str)
    }

    /// The text of a key, with `{name}` replaced.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        // Numbers and addresses are read from the left wherever they stand.
        let mark = if self.is_leftward() { "\u{200e}" } else { "" };
        values.iter().fold(self.get(key).to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), &format!("{mark}{value}{mark}"))
        })
    }
}

fn lines(catalogue: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = (1..).zip(catalogue.trim_start_matches('\u{feff}').lines());
    lines.map(|(number, line)| (number, line.trim())).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// What is between braces, in the order of the alphabet.
fn placeholders(text: &str) -> Vec<String> {
    let mut found: Vec<String> =
        text.split('{').skip(1).map(|rest| format!("{{{}}}", rest.split('}').next().unwrap_or_default())).collect();
    found.sort_unstable();
    found
}

/// The catalogue of a language that ships, as a file: the model of another.
pub fn catalogue(language: &str) -> Option<&'static str> {
    LANGUAGES.iter().find(|(name, _)| *name == language).map(|(_, texts)| *texts)
}

/// A key and its text, with the no-break spaces that French and others want.
fn pair(line: &str) -> Option<(String, String)> {
    let (key, text) = line.split_once('=')?;
    Some((key.trim().to_owned(), typography(text.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::fonts::Fonts;

    #[test]
    fn the_languages_that_ship_are_whole_and_printable() {
        let fonts = Fonts::load().unwrap();
        for (language, catalogue) in LANGUAGES {
            let wording = Wording::parse(catalogue).unwrap();
            let lacking = wording.texts.keys().filter(|key| !catalogue.contains(&format!("\n{key} = "))).count();
            assert_eq!(lacking, 0, "{language}");
            assert_eq!(wording.is_leftward(), language == "ar");
            // Chinese takes a font of the machine.
            assert_eq!(wording.check(&fonts).is_ok(), language != "zh", "{language}");
        }
        assert_eq!(Wording::french(), Wording::parse(FRENCH).unwrap());
        assert!(Wording::built_in("xx").is_none());
        assert_eq!(Wording::built_in("en").unwrap().fill("division", &[("division", "2A")]), "Class: 2A");
    }

    #[test]
    fn a_catalogue_is_checked() {
        assert_eq!(Wording::parse("title"), Err(WordingError::Line(1)));
        assert_eq!(Wording::parse("# ok\nbonjour = x"), Err(WordingError::Unknown(2, "bonjour".to_owned())));
        assert!(matches!(Wording::parse("title = x"), Err(WordingError::Missing(keys)) if keys.len() > 20));
        let lost = FRENCH.replace("Division : {division}", "Division");
        assert_eq!(
            Wording::parse(&lost),
            Err(WordingError::Placeholders("division".to_owned(), "{division}".to_owned()))
        );
        let twice = format!("{FRENCH}title = Encore");
        assert!(matches!(Wording::parse(&twice), Err(WordingError::Twice(_, key)) if key == "title"));
        let chinese = FRENCH.replace("Papillon", "登录");
        let refused = Wording::parse(&chinese).unwrap().check(&Fonts::load().unwrap());
        assert_eq!(refused, Err(WordingError::Script("录登".to_owned())));
        let turkish = FRENCH.replace("Papillon de connexion", "Giriş kâğıdı");
        assert!(Wording::parse(&turkish).unwrap().check(&Fonts::load().unwrap()).is_ok());
    }
}
