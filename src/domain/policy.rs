//! What a personal password may be, and why one is refused.
//!
//! Length first (NIST 800-63B-4, CNIL 2022-100), then what anybody who knows the person would try.

use std::fmt;

use jiff::civil::Date;

use super::name::fold;
use super::profile::Profile;
use super::secret::Secret;

mod dates;

use dates::holds_date;

/// Longest password, in characters.
pub const MAX: usize = 128;
/// From this length on, any kind of characters will do.
const LONG: usize = 15;
/// Sorts of characters that a shorter one must mix: small letters, capitals, digits, others.
const SORTS: usize = 3;
/// Characters that make no difference around something that anybody would try.
const AROUND: usize = 4;

/// Common passwords, folded; where they come from is said at their head.
const COMMON: &str = include_str!("policy/common.txt");

/// Words of a school's name that name no school.
const GENERIC: [&str; 12] = [
    "lycee",
    "college",
    "ecole",
    "institut",
    "etablissement",
    "professionnel",
    "general",
    "polyvalent",
    "technologique",
    "metiers",
    "prive",
    "saint",
];

/// Rows of keyboards and the order of letters and digits: what fingers type without thinking.
const ROWS: [&str; 8] = [
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
];

/// What is known of the person who chooses.
#[derive(Debug, Clone, Default)]
pub struct About {
    pub adult: bool,
    pub login: String,
    /// Family name, usage name, first name.
    pub names: Vec<String>,
    pub birth: Option<Date>,
    pub division: String,
    /// Name and code of the school.
    pub school: String,
    pub uai: String,
}

/// A rule that a password breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Too few characters, or too few sorts of them: how many characters and sorts there are.
    Weak {
        characters: usize,
        sorts: usize,
        adult: bool,
    },
    TooLong,
    Control,
    Login,
    Name,
    BirthDate,
    School,
    Division,
    Common,
    Monotonous,
    /// The present password, initial or not.
    Current,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rule = match self {
            Self::Weak { characters, sorts, adult } => {
                let plural = if *characters < 2 { "" } else { "s" };
                let least = Self::least(*adult);
                return match sorts {
                    0 => write!(f, "il est vide (il faut {least})"),
                    1 => write!(f, "il a {characters} caractère{plural} d’une seule sorte (il faut {least})"),
                    _ => write!(f, "il a {characters} caractère{plural} de {sorts} sortes (il faut {least})"),
                };
            }
            Self::TooLong => return write!(f, "il dépasse {MAX} caractères"),
            Self::Control => "il contient un caractère de contrôle (tabulation, retour à la ligne…)",
            Self::Login => "il contient l’identifiant",
            Self::Name => "il contient le nom ou le prénom",
            Self::BirthDate => "il contient la date de naissance",
            Self::School => "il contient le nom ou le code de l’établissement",
            Self::Division => "il contient la division",
            Self::Common => "il fait partie des mots de passe les plus courants",
            Self::Monotonous => "il répète un caractère, ou suit l’ordre du clavier ou des chiffres",
            Self::Current => "c’est le mot de passe actuel",
        };
        f.write_str(rule)
    }
}

impl Fault {
    /// How long a password must be: « 8 caractères de 3 sortes (…), ou 15 de n’importe quelle sorte ».
    pub fn least(adult: bool) -> String {
        format!(
            "{} caractères de {SORTS} sortes, entre minuscules, majuscules, chiffres et autres signes, ou {LONG} de n’importe quelle sorte",
            least(adult)
        )
    }
}

fn least(adult: bool) -> usize {
    if adult { 12 } else { 8 }
}

/// Every rule that `secret` breaks, in the order of the page; none if it may be kept.
pub fn faults(secret: &Secret, about: &About) -> Vec<Fault> {
    let text = secret.expose();
    let compact = compact(text);
    let rules = [
        (text.chars().count() > MAX, Fault::TooLong),
        (text.chars().any(char::is_control), Fault::Control),
        (holds(&compact, &about.login), Fault::Login),
        (about.names.iter().any(|name| holds_a_word(&compact, name, &[])), Fault::Name),
        (about.birth.is_some_and(|birth| holds_date(text, &compact, birth)), Fault::BirthDate),
        (holds_a_word(&compact, &about.school, &GENERIC) || holds(&compact, &about.uai), Fault::School),
        (holds(&compact, &about.division), Fault::Division),
        (is_common(text), Fault::Common),
        (is_monotonous(text), Fault::Monotonous),
    ];
    let broken = rules.into_iter().filter(|(broken, _)| *broken).map(|(_, fault)| fault);
    weakness(text, about.adult).into_iter().chain(broken).collect()
}

fn weakness(text: &str, adult: bool) -> Option<Fault> {
    let characters = text.chars().count();
    let sorts = [char::is_lowercase, char::is_uppercase, char::is_numeric, is_other]
        .into_iter()
        .filter(|sort| text.chars().any(sort))
        .count();
    let least = least(adult);
    let enough = characters >= LONG || (characters >= least && sorts >= SORTS);
    (!enough).then_some(Fault::Weak { characters, sorts, adult })
}

fn is_other(letter: char) -> bool {
    !letter.is_lowercase() && !letter.is_uppercase() && !letter.is_numeric()
}

/// Letters and digits only, without accents or case: « L.é-a 2010 » is `lea2010`.
fn compact(text: &str) -> String {
    fold(text).replace(' ', "")
}

/// True where a word of four letters or more is anywhere in it, or a shorter one is nearly all of it.
fn holds(compacted: &str, word: &str) -> bool {
    let word = compact(word);
    let nearly_all = compacted.len() <= word.len() + AROUND;
    !word.is_empty() && (word.len() >= 4 || nearly_all) && compacted.contains(&word)
}

/// The whole of `words`, or one of them that is no `exception`.
fn holds_a_word(compacted: &str, words: &str, exceptions: &[&str]) -> bool {
    let folded = fold(words);
    let mut each = folded.split(' ').filter(|word| word.len() >= 3 && !exceptions.contains(word));
    holds(compacted, words) || each.any(|word| holds(compacted, word))
}

/// In the list as it is, or once figures and signs at its end are set aside.
fn is_common(text: &str) -> bool {
    let lower = super::name::transliterate(text).to_lowercase();
    let plain: String = lower.chars().map(unmasked).collect();
    [lower, plain].iter().any(|word| {
        let stem = word.trim_end_matches(|letter: char| !letter.is_alphabetic());
        let compacted = compact(stem);
        let nearly_all = stem.len() >= 4 && word.len() <= stem.len() + AROUND;
        is_listed(word) || (nearly_all && (is_listed(stem) || is_listed(&compacted)))
    })
}

fn is_listed(word: &str) -> bool {
    COMMON.lines().filter(|line| !line.starts_with('#')).any(|common| common == word)
}

/// The letter for which a sign is commonly put.
fn unmasked(sign: char) -> char {
    match sign {
        '@' | '4' => 'a',
        '3' => 'e',
        '1' | '!' => 'i',
        '0' => 'o',
        '$' | '5' => 's',
        '7' => 't',
        other => other,
    }
}

/// Few different characters, or nearly every one follows from the one before.
fn is_monotonous(text: &str) -> bool {
    let letters: Vec<char> = text.to_lowercase().chars().collect();
    if letters.len() < 6 {
        return false;
    }
    let mut different = letters.clone();
    different.sort_unstable();
    different.dedup();
    let steps = letters.windows(2).filter(|pair| follows(pair[0], pair[1])).count();
    different.len() <= AROUND || steps * 5 >= (letters.len() - 1) * 4
}

fn follows(one: char, next: char) -> bool {
    let along = |row: &str| {
        let place = |letter| row.chars().position(|key| key == letter);
        matches!((place(one), place(next)), (Some(a), Some(b)) if a.abs_diff(b) == 1)
    };
    one == next || ROWS.iter().any(|row| along(row))
}

impl About {
    /// Somebody of `profile`, of whom nothing else is known yet.
    pub fn new(profile: Profile, login: &str) -> Self {
        Self { adult: profile.is_adult(), login: login.to_owned(), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn lea() -> About {
        About {
            names: vec!["DE LA TOUR".to_owned(), "Léa".to_owned()],
            birth: Some(date(2010, 2, 1)),
            division: "2MELEC1".to_owned(),
            school: "Lycée professionnel des Tilleuls".to_owned(),
            uai: "0990001N".to_owned(),
            ..About::new(Profile::Student, "lea.de-la-tour")
        }
    }

    #[test]
    fn what_is_refused_and_why() {
        let weak = |characters, sorts| Fault::Weak { characters, sorts, adult: false };
        let cases: [(&str, &[Fault]); 33] = [
            ("Kiwi-42bleu", &[]),
            ("quatre renards dorment", &[]),
            ("Ab1!efg", &[weak(7, 4)]),
            ("kiwibleuvert", &[weak(12, 1)]),
            ("", &[weak(0, 0)]),
            ("Lea.De-La-Tour9", &[Fault::Login, Fault::Name]),
            ("xX-tour-99-Zz", &[Fault::Name]),
            ("Léa2031!", &[Fault::Name]),
            ("Kiwi-lea-bleu-42", &[]),
            ("L-é-a_31!", &[Fault::Name]),
            ("Kiwi01022010", &[Fault::BirthDate]),
            ("Kiwi 01/02/2010", &[Fault::BirthDate]),
            ("Kiwi-2010-02-01", &[Fault::BirthDate]),
            ("Kiwi-010210", &[Fault::BirthDate]),
            ("Kiwi 1.2.2010", &[Fault::BirthDate]),
            ("1 février, Kiwi", &[Fault::BirthDate]),
            ("Kiwi 1.2.10 bleu", &[Fault::BirthDate]),
            ("Kiwi-1fev-bleu", &[Fault::BirthDate]),
            ("P@ssw0rd", &[Fault::Common]),
            ("Rentrée2026", &[Fault::Common]),
            ("C-Pro2026", &[Fault::Common]),
            ("Tilleuls-kiwi-9", &[Fault::School]),
            ("Kiwi-0990001n-x", &[Fault::School]),
            ("Lycee-kiwi-9", &[]),
            ("2melec1-Kiwi", &[Fault::Division]),
            ("Azertyuiop1!", &[Fault::Common, Fault::Monotonous]),
            ("MotDePasse2026", &[Fault::Common]),
            ("Password1", &[Fault::Common]),
            ("aaaaaaaaaaaaaaaa", &[Fault::Monotonous]),
            ("abcdefghijklmnop", &[Fault::Monotonous]),
            ("121212121212121212", &[Fault::Monotonous]),
            ("poiuytrezaqsdfghjklm", &[Fault::Monotonous]),
            ("Kiwi\t42bleu", &[Fault::Control]),
        ];
        for (typed, expected) in cases {
            let found = faults(&Secret::new(typed), &lea());
            assert_eq!(found, expected, "{typed}");
        }
        let long = "Kiwi-42 ".repeat(17);
        assert_eq!(faults(&Secret::new(&long), &lea()), [Fault::TooLong]);
    }

    #[test]
    fn adults_need_more() {
        let about = About::new(Profile::Teacher, "paul.petit");
        let weak = Fault::Weak { characters: 11, sorts: 4, adult: true };
        assert_eq!(faults(&Secret::new("Kiwi-42bleu"), &about), [weak]);
        assert_eq!(faults(&Secret::new("Kiwi-42bleus"), &about), []);
        assert!(weak.to_string().contains("il faut 12 caractères de 3 sortes"));
        let said = |typed: &str| faults(&Secret::new(typed), &about)[0].to_string();
        assert!(said("").starts_with("il est vide") && said("a").starts_with("il a 1 caractère d’une seule sorte"));
    }

    #[test]
    fn the_list_is_folded_sorted_and_says_where_it_comes_from() {
        let entries: Vec<&str> = COMMON.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(COMMON.contains("public domain") && entries.len() > 3_000);
        assert!(entries.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(entries.iter().all(|entry| entry.to_lowercase() == **entry && entry.len() >= 4));
    }

    proptest! {
        /// Whatever surrounds it, in whatever case, the login, the family name and the birth date are found.
        #[test]
        fn what_everybody_knows_is_found(before in "[a-zA-Z!?+]{0,6}", after in "[a-zA-Z!?+]{0,6}", which in 0_usize..3) {
            let known = ["lea.de-la-tour", "DeLaTour", "01022010"][which];
            let fault = [Fault::Login, Fault::Name, Fault::BirthDate][which];
            let typed = format!("{before}{known}{after}");
            prop_assert!(faults(&Secret::new(&typed), &lea()).contains(&fault), "{typed}");
        }

        #[test]
        fn nothing_makes_it_fall(typed in ".{0,200}") {
            faults(&Secret::new(&typed), &lea());
        }
    }
}
