//! Somebody whose account leaves for another system: what that system is told, and which passwords may go along.

use std::fmt;

use jiff::Zoned;
use jiff::civil::Date;

use super::account::{Account, AccountId, PasswordState, Status};
use super::login::Login;
use super::name;
use super::person::{Person, PersonId};
use super::profile::Profile;
use super::secret::Secret;

/// What another system takes of a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepts {
    /// Nothing: people sign in elsewhere.
    Nothing,
    /// Its Argon2id string.
    Hash,
    /// Its clear text alone.
    Clear,
}

/// What is decided for a whole export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    pub accepts: Accepts,
    /// True where the other system makes people change their password at the first sign-in.
    pub forces_change: bool,
    /// True where it can be told that an account is closed.
    pub closes: bool,
    /// True where it creates nobody without a clear password.
    pub needs_clear: bool,
    /// Initial and temporary passwords leave even where no change is forced.
    pub with_initial: bool,
    /// New passwords are drawn, and leave in clear.
    pub draws: bool,
}

/// What the other system had of the account before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Before {
    Nothing,
    /// Its password is the one that left then, or one that its owner chose since.
    Same,
    /// Its password was issued here since.
    Reset,
}

/// The password that goes along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carried {
    Nothing,
    Hash(Hashed),
    /// To be drawn now.
    ToDraw,
    Clear(Secret),
}

/// A password as its Argon2id string.
#[derive(Clone, PartialEq, Eq)]
pub struct Hashed {
    pub phc: String,
    /// True until its owner has chosen another one.
    pub must_change: bool,
    /// Last day of an initial or temporary password.
    pub ends_on: Option<Date>,
}

/// The string is as good as the birth date that it hides.
impl fmt::Debug for Hashed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hashed").field("must_change", &self.must_change).finish_non_exhaustive()
    }
}

/// Somebody as another system sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub account: AccountId,
    /// Number of the person, which never changes.
    pub number: PersonId,
    pub login: Login,
    pub profile: Profile,
    pub person: Person,
    /// False for whoever left, or is locked.
    pub is_open: bool,
    pub carried: Carried,
    pub before: Before,
    /// True where the other system was told that it is closed.
    pub was_closed: bool,
    /// Of the account's password.
    pub version: i64,
}

/// A column of a plain list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Login,
    Surname,
    FamilyName,
    UsageName,
    FirstName,
    BirthDate,
    Ine,
    Number,
    Division,
    Groups,
    Mef,
    Profile,
    Email,
    Status,
    Uai,
}

/// A list of columns under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preset {
    pub name: String,
    pub columns: Vec<Column>,
}

/// An account that another system has, as that system wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    pub login: String,
    /// Keys and values, as they can be written again.
    pub fields: Vec<(String, String)>,
}

impl Present {
    /// The value of a key.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl Column {
    /// Every column.
    pub const ALL: [Self; 15] = [
        Self::Login,
        Self::Surname,
        Self::FamilyName,
        Self::UsageName,
        Self::FirstName,
        Self::BirthDate,
        Self::Ine,
        Self::Number,
        Self::Division,
        Self::Groups,
        Self::Mef,
        Self::Profile,
        Self::Email,
        Self::Status,
        Self::Uai,
    ];

    /// Those of a list for which nothing was asked.
    pub const USUAL: [Self; 7] =
        [Self::Login, Self::Surname, Self::FirstName, Self::Division, Self::Profile, Self::Email, Self::Status];

    /// What users type, and the title of the column.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Login => "identifiant",
            Self::Surname => "nom",
            Self::FamilyName => "nom-famille",
            Self::UsageName => "nom-usage",
            Self::FirstName => "prenom",
            Self::BirthDate => "naissance",
            Self::Ine => "ine",
            Self::Number => "numero",
            Self::Division => "division",
            Self::Groups => "groupes",
            Self::Mef => "mef",
            Self::Profile => "profil",
            Self::Email => "courriel",
            Self::Status => "etat",
            Self::Uai => "uai",
        }
    }

    /// Columns between commas; fails with the word that is none.
    pub fn read(words: &str) -> Result<Vec<Self>, String> {
        let read = |word: &str| {
            let known = Self::ALL.into_iter().find(|column| name::fold(column.as_str()) == name::fold(word));
            known.ok_or_else(|| word.to_owned())
        };
        words.split(',').map(|word| read(word.trim())).collect()
    }
}

impl Preset {
    /// `pronote=nom,prenom,division; cdi=…`; fails with what is none.
    pub fn read(text: &str) -> Result<Vec<Self>, String> {
        let read = |one: &str| {
            let (name, columns) = one.split_once('=').ok_or_else(|| one.trim().to_owned())?;
            let name = name.trim();
            if name.is_empty() || name.contains(',') || Column::read(name).is_ok() {
                return Err(one.trim().to_owned());
            }
            Ok(Self { name: name.to_owned(), columns: Column::read(columns)? })
        };
        text.split(';').filter(|one| !one.trim().is_empty()).map(read).collect()
    }
}

/// Why an account does not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Held {
    /// No password yet: it is drawn with the slip.
    Pending,
    Expired,
    /// Initial or temporary, and the other system would not have it changed.
    NotForced,
    /// The other system needs a clear password, and none is drawn.
    NotDrawn,
    /// Closed or locked, and the other system never had it or cannot be told.
    Closed,
    /// The temporary access of an inspector.
    Inspector,
    /// It belongs to nobody.
    Nobody,
}

impl Held {
    /// The word of the machine contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Expired => "expired",
            Self::NotForced => "not_forced",
            Self::NotDrawn => "not_drawn",
            Self::Closed => "closed",
            Self::Inspector => "inspector",
            Self::Nobody => "nobody",
        }
    }

    /// As people read it, of one account.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pending => "pas encore de mot de passe : il est tiré à l’impression du papillon",
            Self::Expired => "mot de passe échu",
            Self::NotForced => {
                "mot de passe initial ou provisoire, que la cible ne fera pas changer (--with-initial insiste)"
            }
            Self::NotDrawn => "la cible crée un compte avec un mot de passe en clair : --draw en tire un",
            Self::Closed => "compte fermé",
            Self::Inspector => "accès d’inspecteur, qui ne concerne que cet établissement",
            Self::Nobody => "compte qui n’appartient à personne",
        }
    }
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

serialize_as_word!(Held);

impl Member {
    /// What leaves of an account at an instant, or why nothing does.
    pub fn new(account: &Account, hash: Option<&str>, before: Before, terms: Terms, now: &Zoned) -> Result<Self, Held> {
        if account.person.is_none() {
            return Err(Held::Nobody);
        }
        let told = Self::told_only(account, before).ok_or(Held::Inspector)?;
        if told.is_open {
            return Ok(Self { carried: carried(account, hash, before, terms, now)?, ..told });
        }
        if terms.closes && before != Before::Nothing { Ok(told) } else { Err(Held::Closed) }
    }

    /// The same without a password, for a system that has the account already; nothing for what never leaves.
    pub fn told_only(account: &Account, before: Before) -> Option<Self> {
        let (number, person) = account.person.as_ref().filter(|_| account.profile != Profile::Inspector)?;
        Some(Self {
            account: account.id,
            number: *number,
            login: account.login.clone(),
            profile: account.profile,
            person: person.clone(),
            is_open: account.status == Status::Active,
            carried: Carried::Nothing,
            before,
            was_closed: false,
            version: account.version,
        })
    }

    /// « Prénom NOM ».
    pub fn name(&self) -> String {
        self.person.full_name()
    }

    /// First name; where there is none, the surname stands for it, which every system demands.
    pub fn first_name(&self) -> &str {
        if self.person.first_name.is_empty() { self.surname() } else { &self.person.first_name }
    }

    /// Surname; where there is none, the login.
    pub fn surname(&self) -> &str {
        let surname = self.person.surname();
        if surname.is_empty() { &self.login.0 } else { surname }
    }

    /// E-mail address, where there is one.
    pub fn email(&self) -> Option<&str> {
        self.person.email().filter(|address| !address.is_empty())
    }

    /// National number, where there is one.
    pub fn ine(&self) -> Option<&str> {
        Some(self.person.ine.as_str()).filter(|ine| !ine.is_empty())
    }

    /// Division, where there is one.
    pub fn division(&self) -> Option<&str> {
        Some(self.person.division()).filter(|division| !division.is_empty())
    }

    /// Teaching groups.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        let groups = self.person.groups().unwrap_or_default();
        groups.split(", ").filter(|group| !group.is_empty())
    }

    /// Everything that another system may be told, as one text: two that are equal need not be sent twice.
    pub fn told(&self, with_password: bool) -> String {
        let person = &self.person;
        let birth = person.birth_date.map(|day| day.to_string()).unwrap_or_default();
        let fields = [
            self.login.0.as_str(),
            self.profile.as_str(),
            &person.family_name,
            person.usage_name().unwrap_or_default(),
            &person.first_name,
            &birth,
            &person.ine,
            person.division(),
            person.groups().unwrap_or_default(),
            person.mef.as_deref().unwrap_or_default(),
            person.email().unwrap_or_default(),
            if self.is_open { "open" } else { "closed" },
        ];
        let version = if with_password { self.version } else { 0 };
        format!("{}\u{1f}{}\u{1f}{version}", fields.join("\u{1f}"), person.number.as_str())
    }
}

/// The password of an open account.
fn carried(account: &Account, hash: Option<&str>, before: Before, terms: Terms, now: &Zoned) -> Result<Carried, Held> {
    match terms.accepts {
        Accepts::Clear if terms.draws => Ok(Carried::ToDraw),
        Accepts::Clear if terms.needs_clear && before == Before::Nothing => Err(Held::NotDrawn),
        Accepts::Clear | Accepts::Nothing => Ok(Carried::Nothing),
        Accepts::Hash => {
            let must_change = match account.state(now) {
                PasswordState::Pending => return Err(Held::Pending),
                PasswordState::Expired => return Err(Held::Expired),
                PasswordState::Personal => false,
                PasswordState::Initial | PasswordState::Temporary => true,
            };
            if must_change && !terms.forces_change && !terms.with_initial {
                return Err(Held::NotForced);
            }
            let phc = hash.ok_or(Held::Pending)?.to_owned();
            Ok(Carried::Hash(Hashed { phc, must_change, ends_on: account.expires_on.filter(|_| must_change) }))
        }
    }
}
