//! The login: `prenom.nom`, at most twenty characters, never given twice.

use std::collections::{HashMap, HashSet};
use std::fmt;

use compact_str::CompactString;

use super::erasure::SealKey;
use super::name;
use super::person::Person;
use super::profile::Profile;

/// Longest login, in characters (also the limit of Windows account names).
pub const MAX: usize = 20;

/// Names that a system keeps for itself.
const SYSTEM: [&str; 12] = [
    "root",
    "admin",
    "administrateur",
    "administrator",
    "guest",
    "invite",
    "nobody",
    "system",
    "daemon",
    "www-data",
    "postmaster",
    "cpro",
];

/// File names that Windows refuses, whatever follows the dot.
const WINDOWS: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// A login that has been given.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Login(pub CompactString);

impl fmt::Display for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A login just formed, with what had to be done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formed {
    pub login: Login,
    /// True where the name was longer than a login may be.
    pub cut: bool,
    /// Number added because others bear the same name, 1 if none was.
    pub number: u32,
    /// True where no name could be used.
    pub nameless: bool,
    /// A login that would have been given, and that waits for the person who had it before an undo.
    pub waiting: Option<Login>,
}

/// Every login ever given, and what the next homonym will get.
#[derive(Default)]
pub struct Registry {
    taken: HashSet<CompactString>,
    next: HashMap<CompactString, u32>,
    /// Logins of accounts that were undone, and whose they were: they can come back to nobody else.
    held: HashMap<CompactString, String>,
    /// Seals of the logins of people who were erased, and their key: they come back to nobody.
    erased: Option<(SealKey, HashSet<String>)>,
}

impl Registry {
    /// A registry that knows the logins given so far, in any case.
    pub fn new(taken: impl IntoIterator<Item = CompactString>) -> Self {
        let taken = taken.into_iter().map(|login| login.to_lowercase()).collect();
        Self { taken, ..Self::default() }
    }

    /// The same registry, with the logins that wait for their former holder.
    #[must_use]
    pub fn with_held(mut self, held: impl IntoIterator<Item = (CompactString, String)>) -> Self {
        self.held = held.into_iter().map(|(login, holder)| (login.to_lowercase(), holder)).collect();
        self
    }

    /// The same registry, with the seals of logins that are given to nobody again.
    #[must_use]
    pub fn with_erased(mut self, erased: Option<(SealKey, HashSet<String>)>) -> Self {
        self.erased = erased;
        self
    }

    fn is_erased(&self, login: &str) -> bool {
        self.erased.as_ref().is_some_and(|(key, seals)| seals.contains(&key.seal("login", login)))
    }

    fn take(&mut self, login: &CompactString, person: &Person) -> bool {
        if self.taken.insert(login.clone()) {
            return true;
        }
        // Without a birth date nobody can tell two homonyms apart.
        let known = person.birth_date.is_some();
        let hers = known && self.held.get(login).is_some_and(|holder| *holder == self::holder(person));
        if hers {
            self.held.remove(login);
        }
        hers
    }

    /// Forms the login of `person` and takes it.
    pub fn give(&mut self, person: &Person) -> Formed {
        let whole = base(person.surname(), &person.first_name);
        let nameless = whole.is_empty();
        let whole = if nameless { format!("{}.", nameless_word(person.profile)) } else { whole };
        let mut number = self.next.get(whole.as_str()).copied().unwrap_or(1);
        let mut waiting = None;
        loop {
            let login =
                if nameless { CompactString::from(format!("{whole}{number}")) } else { numbered(&whole, number) };
            number += 1;
            if !is_reserved(&login) && !self.is_erased(&login) && self.take(&login, person) {
                let cut = whole.len() > login.len();
                self.next.insert(whole.into(), number);
                return Formed { login: Login(login), cut, number: number - 1, nameless, waiting };
            }
            if self.held.contains_key(&login) {
                waiting = Some(Login(login));
            }
        }
    }
}

/// Who a login waits for: birth date and names, which two files of one school agree on.
pub fn holder(person: &Person) -> String {
    let birth = person.birth_date.map_or(String::new(), |date| date.to_string());
    format!("{birth}|{}|{}", name::fold(person.surname()), name::fold(&person.first_name))
}

/// How a login follows from the name that its owner bears today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoginOrigin {
    /// `prenom.nom`; the logins that homonyms, or the system, had before.
    Name { whole: String, cut: bool, before: Vec<CompactString> },
    /// No name could be used: a word and a number.
    Nameless,
    /// From another name, which was corrected since.
    FormerName { today: CompactString },
}

/// Explains a login.
pub fn origin(login: &Login, person: &Person) -> LoginOrigin {
    let whole = base(person.surname(), &person.first_name);
    if whole.is_empty() {
        return LoginOrigin::Nameless;
    }
    let digits = login.0.bytes().rev().take_while(u8::is_ascii_digit).count();
    let numbers = (0..=digits).filter_map(|n| login.0[login.0.len() - n..].parse().ok()).chain([1]);
    match numbers.filter(|number| *number > 0).find(|number| numbered(&whole, *number) == login.0) {
        Some(number) => {
            let before = (1..number).map(|n| numbered(&whole, n)).collect();
            LoginOrigin::Name { cut: whole.len() > login.0.len(), before, whole }
        }
        None => LoginOrigin::FormerName { today: numbered(&whole, 1) },
    }
}

fn nameless_word(profile: Profile) -> &'static str {
    if profile.is_adult() { "personnel" } else { "eleve" }
}

/// `prenom.nom` before the cut; empty where neither part names anybody.
fn base(surname: &str, first_name: &str) -> String {
    let first = part(name::first_of(first_name));
    let last = part(surname);
    match (first.as_str(), last.as_str()) {
        ("", only) | (only, "") => only.to_owned(),
        (first, last) if WINDOWS.contains(&first) => format!("{first}-{last}"),
        (first, last) => format!("{first}.{last}"),
    }
}

/// One half of a login: `[a-z0-9-]`, hyphens squeezed and trimmed; empty for a placeholder.
fn part(name: &str) -> String {
    if name::is_placeholder(name) {
        return String::new();
    }
    let mut part = String::new();
    for letter in name::transliterate(name).chars() {
        match letter {
            'a'..='z' | '0'..='9' => part.push(letter),
            'A'..='Z' => part.push(letter.to_ascii_lowercase()),
            ' ' | '-' if !part.is_empty() && !part.ends_with('-') => part.push('-'),
            _ => {}
        }
    }
    part.truncate(part.trim_end_matches('-').len());
    part
}

/// The base with its number, cut from the right so that both fit; never a dot or a hyphen before the end.
fn numbered(base: &str, number: u32) -> CompactString {
    let suffix = if number > 1 { number.to_string() } else { String::new() };
    let kept = base.len().min(MAX - suffix.len());
    let mut login = CompactString::from(base[..kept].trim_end_matches(['.', '-']));
    login.push_str(&suffix);
    login
}

/// A name that a system keeps for itself, or that cannot name a folder on Windows.
pub fn is_reserved(login: &str) -> bool {
    let stem = login.split('.').next().unwrap_or(login);
    SYSTEM.contains(&login) || WINDOWS.contains(&stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn person(family: &str, first: &str) -> Person {
        Person { family_name: family.into(), first_name: first.into(), ..Person::new(Profile::Student) }
    }

    #[test]
    fn a_login_is_explained() {
        let mut registry = Registry::default();
        let long = person("DE LA ROCHE-SAINT-ANDRÉ", "Marie");
        let cut = registry.give(&long).login;
        assert_eq!(
            origin(&cut, &long),
            LoginOrigin::Name { whole: "marie.de-la-roche-saint-andre".to_owned(), cut: true, before: vec![] }
        );
        let lea = person("DUPONT", "Léa");
        registry.give(&lea);
        let second = registry.give(&lea).login;
        assert_eq!(
            origin(&second, &lea),
            LoginOrigin::Name { whole: "lea.dupont".to_owned(), cut: false, before: vec!["lea.dupont".into()] }
        );
        assert_eq!(origin(&second, &person("MARTIN", "Léa")), LoginOrigin::FormerName { today: "lea.martin".into() });
        assert_eq!(origin(&Login("eleve.1".into()), &person("SNP", "XXX")), LoginOrigin::Nameless);
        let numeric = person("7", "Agent");
        let login = registry.give(&numeric).login;
        assert_eq!(
            origin(&login, &numeric),
            LoginOrigin::Name { whole: "agent.7".to_owned(), cut: false, before: vec![] }
        );
    }

    fn login(family: &str, first: &str) -> String {
        Registry::default().give(&person(family, first)).login.to_string()
    }

    #[test]
    fn the_rule() {
        let cases = [
            ("DUPONT", "Léa", "lea.dupont"),
            ("LEFÈVRE", "Marie Anne", "marie-anne.lefevre"),
            ("LEFÈVRE", "Marie, Anne", "marie.lefevre"),
            ("O'CONNOR", "Seán", "sean.oconnor"),
            ("D’ARTAGNAN", "Charles", "charles.dartagnan"),
            ("DE LA TOUR-GUILLAUME", "Noé", "noe.de-la-tour-guill"),
            ("ŁUKASIEWICZ", "Œlla", "oella.lukasiewicz"),
            ("王", "小明", "xiaoming.wang"),
            ("MARTIN -- DURAND", "Jean  - Paul", "jean-paul.martin-dur"),
            ("MARTIN", "Aux", "aux-martin"),
            ("SNP", "Aminata", "aminata"),
            ("TRAORÉ", "", "traore"),
            ("XXX", "SNP", "eleve.1"),
            ("", "", "eleve.1"),
            ("Root", "", "root2"),
            ("Con", "", "con2"),
            ("Com", "", "com"),
            ("ABCDEFGHIJ-KLM", "Abcdefghi", "abcdefghi.abcdefghij"),
            ("ABCDEFGHI-JKLM", "Abcdefghi", "abcdefghi.abcdefghi"),
        ];
        for (family, first, expected) in cases {
            assert_eq!(login(family, first), expected, "{first} {family}");
        }
    }

    #[test]
    fn usage_name_first() {
        let person = person("ROGER", "Manon").with(crate::domain::person::Detail::UsageName, "VINCENT");
        assert_eq!(Registry::default().give(&person).login.to_string(), "manon.vincent");
    }

    #[test]
    fn homonyms_are_numbered_inside_the_twenty() {
        let mut registry = Registry::new(["noe.de-la-tour-guill".into(), "LEA.DUPONT".into()]);
        assert_eq!(registry.give(&person("DE LA TOUR-GUILLAUME", "Noé")).login.to_string(), "noe.de-la-tour-guil2");
        assert_eq!(registry.give(&person("DUPONT", "Léa")).login.to_string(), "lea.dupont2");
        assert_eq!(registry.give(&person("DUPONT", "Lea")).login.to_string(), "lea.dupont3");
    }

    #[test]
    fn a_number_never_makes_a_device() {
        let mut registry = Registry::default();
        let logins: Vec<String> = (0..3).map(|_| registry.give(&person("COM", "")).login.to_string()).collect();
        assert_eq!(logins, ["com", "com10", "com11"]);
    }

    #[test]
    fn a_thousand_homonyms_still_fit() {
        let mut registry = Registry::default();
        for _ in 0..1200 {
            let formed = registry.give(&person("ABCDEFGHIJKLMNOP", "Abcdef"));
            assert!(formed.login.0.len() <= MAX);
        }
    }

    proptest! {
        #[test]
        fn every_login_is_usable_and_new(names in proptest::collection::vec((".{0,60}", ".{0,60}"), 1..20)) {
            let mut registry = Registry::default();
            let mut given = HashSet::new();
            for (family, first) in names {
                let login = registry.give(&person(&family, &first)).login.to_string();
                prop_assert!(login.len() <= MAX && !login.is_empty(), "{login}");
                prop_assert!(login.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-'), "{login}");
                prop_assert!(login.as_bytes()[0].is_ascii_alphanumeric() && login.as_bytes()[login.len() - 1].is_ascii_alphanumeric(), "{login}");
                prop_assert!(!WINDOWS.contains(&login.split('.').next().unwrap_or("")), "{login}");
                prop_assert!(given.insert(login));
            }
        }

        #[test]
        fn composed_or_not_the_login_is_the_same(name in "\\PC{1,30}") {
            use unicode_normalization::UnicodeNormalization;
            prop_assert_eq!(login(&name, "Zoé"), login(&name.nfd().collect::<String>(), "Zoé"));
        }
    }
}
