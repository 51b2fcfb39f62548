//! Accounts: their states, and which ones are to be created.

use std::collections::BTreeMap;
use std::fmt;

use compact_str::{CompactString, format_compact};
use jiff::Zoned;
use jiff::civil::Date;

use super::enrolment::{self, Reason};
use super::instant::Instant;
use super::login::{Formed, Login, Registry};
use super::name;
use super::person::{Person, PersonId};
use super::profile::Profile;
use super::secret::{self, Distrust, Mode};
use super::setting::Settings;

mod state;

pub use state::{PasswordState, Status, worth};

/// Number of an account in the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(pub i64);

/// An account with the person it belongs to; the administrator's belongs to nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub login: Login,
    pub profile: Profile,
    pub person: Option<(PersonId, Person)>,
    /// As stored: see [`Account::state`] for what it is worth today.
    pub stored_state: PasswordState,
    pub status: Status,
    pub must_change: bool,
    /// Last day of an initial or temporary password…
    pub expires_on: Option<Date>,
    /// …or its last moment, where it was mailed. Four instants more follow.
    pub expires_at: Option<Instant>,
    /// The night erased the password, which was past its date then.
    pub erased: bool,
    /// Last day of an inspector's access, and the account of the head who opened it.
    pub closes_on: Option<Date>,
    pub opened_by: Option<AccountId>,
    pub locked_until: Option<Instant>,
    pub issued_at: Option<Instant>,
    pub last_login_at: Option<Instant>,
    pub created_at: Instant,
    /// Wrong passwords in a row.
    pub failures: u32,
    /// Grows at each change of password: guards against a stale list.
    pub version: i64,
}

impl Account {
    /// What the password is worth now.
    pub fn state(&self, now: &Zoned) -> PasswordState {
        let last_moment = self.expires_at.as_ref().and_then(Instant::timestamp);
        worth(self.stored_state, self.expires_on, last_moment, self.erased, now)
    }

    /// True once an inspector's access is over, whether the night has closed it yet or not.
    pub fn is_over(&self, today: Date) -> bool {
        self.closes_on.is_some_and(|last| last < today)
    }

    /// « Prénom NOM », or the profile where the account belongs to nobody.
    pub fn full_name(&self) -> String {
        self.person.as_ref().map_or_else(|| self.profile.label().to_owned(), |(_, person)| person.full_name())
    }

    /// Surname and first name; the profile stands for the surname where the account belongs to nobody.
    pub fn names(&self) -> (String, String) {
        match &self.person {
            Some((_, person)) => (person.surname().to_owned(), person.first_name.to_string()),
            None => (self.profile.label().to_owned(), String::new()),
        }
    }

    /// Division of the person, empty for those who have none.
    pub fn division(&self) -> &str {
        self.person.as_ref().map_or("", |(_, person)| person.division())
    }

    /// Birth date of the person.
    pub fn birth_date(&self) -> Option<Date> {
        self.person.as_ref().and_then(|(_, person)| person.birth_date)
    }

    /// Surname, first name: the order of a French list.
    pub fn sort_key(&self) -> (String, String) {
        self.person.as_ref().map_or_else(|| (name::fold(&self.login.0), String::new()), |(_, person)| person.sort_key())
    }
}

/// The first password of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstPassword {
    /// Derived from a date that is believed.
    BirthDate(Date),
    /// To be drawn when the slip is made; `Some` where the birth date should have served and could not.
    Drawn(Option<Distrust>),
}

impl FirstPassword {
    /// What the establishment's settings give the owner of an account.
    pub fn of(account: &Account, settings: &Settings, today: Date) -> Self {
        let mode = settings.mode_of(account.profile, account.person.as_ref().map(|(_, person)| person));
        Self::decide(mode, account.birth_date(), account.profile, today)
    }

    /// Decides for one person, under the establishment's setting for the profile.
    pub fn decide(mode: Mode, birth: Option<Date>, profile: Profile, today: Date) -> Self {
        match (mode, secret::trusted(birth, profile, today)) {
            (Mode::Random, _) => Self::Drawn(None),
            (Mode::BirthDate, Ok(birth)) => Self::BirthDate(birth),
            (Mode::BirthDate, Err(distrust)) => Self::Drawn(Some(distrust)),
        }
    }
}

/// An account to create.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Position of the person in the list that was planned for.
    pub index: usize,
    pub formed: Formed,
    pub password: FirstPassword,
}

/// What `accounts create` will do.
#[derive(Debug, Default)]
pub struct Creation {
    pub accounts: Vec<NewAccount>,
    /// People who may not have an account, counted by reason.
    pub refused: BTreeMap<Reason, usize>,
    /// People for whom a test was skipped, because their export lacks the column.
    pub without_mef_column: usize,
    pub without_state_column: usize,
    pub without_division_column: usize,
}

impl Creation {
    /// The same, of people whom no export brought: none of its columns is missing.
    #[must_use]
    pub fn without_export(self) -> Self {
        Self { without_mef_column: 0, without_state_column: 0, without_division_column: 0, ..self }
    }
}

/// What deserves a look once accounts are planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// A test that could not be made for so many people, because their export lacks the column.
    Unchecked(&'static str, usize),
    /// Name and login; the birth date cannot be a password.
    Distrusted(String, Login, Distrust),
    /// A login that waits for its former holder.
    Waiting(String, Login, Login),
    /// No name could be used.
    Nameless(String, Login),
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unchecked(column, people) => {
                let whom = if *people < 2 { "personne" } else { "personnes" };
                write!(
                    f,
                    "l’export n’avait pas de colonne {column} : ce critère n’a pas été vérifié pour {people} {whom}."
                )
            }
            Self::Distrusted(name, login, distrust) => {
                write!(f, "{name} ({login}) : {distrust}, mot de passe aléatoire tiré à l’impression du papillon.")
            }
            Self::Waiting(name, login, waiting) => write!(
                f,
                "{name} ({login}) : {waiting} a été imprimé puis annulé, il ne revient qu’à la même personne (même nom, même naissance)."
            ),
            Self::Nameless(name, login) => {
                write!(f, "{name} ({login}) : aucun nom utilisable, identifiant numéroté.")
            }
        }
    }
}

serialize_as_word!(PasswordState, Status);
serialize_as_sentence!(Remark);

impl Creation {
    /// What deserves a look; `name` gives the full name of the person at a position.
    pub fn remarks(&self, name: impl Fn(usize) -> String) -> Vec<Remark> {
        let unchecked = [
            ("MEF", self.without_mef_column),
            ("division", self.without_division_column),
            ("état", self.without_state_column),
        ];
        let unchecked = unchecked.into_iter().filter(|(_, people)| *people > 0);
        let mut remarks: Vec<Remark> = unchecked.map(|(column, people)| Remark::Unchecked(column, people)).collect();
        for new in &self.accounts {
            let login = || new.formed.login.clone();
            if let FirstPassword::Drawn(Some(distrust)) = new.password {
                remarks.push(Remark::Distrusted(name(new.index), login(), distrust));
            }
            if let Some(waiting) = &new.formed.waiting {
                remarks.push(Remark::Waiting(name(new.index), login(), waiting.clone()));
            }
            if new.formed.nameless {
                remarks.push(Remark::Nameless(name(new.index), login()));
            }
        }
        remarks
    }
}

/// Plans the accounts of people who have none, in the order that makes logins the same on every machine.
pub fn plan(
    people: &[(PersonId, Person)],
    registry: &mut Registry,
    mode: &dyn Fn(&Person) -> Mode,
    today: Date,
) -> Creation {
    let mut creation = Creation::default();
    let mut due: Vec<(CompactString, usize)> = Vec::with_capacity(people.len());
    for (index, (_, person)) in people.iter().enumerate() {
        match enrolment::may_have_account(person) {
            Ok(skipped) => {
                creation.without_mef_column += usize::from(skipped.mef);
                creation.without_state_column += usize::from(skipped.state);
                creation.without_division_column += usize::from(skipped.division);
                due.push((newcomer_key(person), index));
            }
            Err(reason) => *creation.refused.entry(reason).or_default() += 1,
        }
    }
    let namesakes = |index: usize| (people[index].1.birth_date, &people[index].1.ine, index);
    due.sort_unstable_by(|one, other| one.0.cmp(&other.0).then_with(|| namesakes(one.1).cmp(&namesakes(other.1))));
    creation.accounts.reserve_exact(due.len());
    for (_, index) in due {
        let person = &people[index].1;
        let password = FirstPassword::decide(mode(person), person.birth_date, person.profile, today);
        creation.accounts.push(NewAccount { index, formed: registry.give(person), password });
    }
    creation
}

/// Newcomers are served by surname and first name, then by birth date and INE, whatever the order of the file.
fn newcomer_key(person: &Person) -> CompactString {
    let (surname, first_name) = person.sort_key();
    // What no name holds comes before all that names hold.
    format_compact!("{surname}\0{first_name}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn pupil(family: &str, first: &str, day: i8) -> (PersonId, Person) {
        let person = Person {
            family_name: family.into(),
            first_name: first.into(),
            birth_date: Some(date(2010, 1, day)),
            ..Person::new(Profile::Student)
        };
        (PersonId(i64::from(day)), person)
    }

    #[test]
    fn the_order_of_the_file_does_not_matter() {
        let people = [pupil("DUPONT", "Léa", 3), pupil("DUPONT", "Lea", 1), pupil("ABEL", "Zoé", 2)];
        let mut reversed = people.to_vec();
        reversed.reverse();
        let logins = |people: &[(PersonId, Person)]| {
            let plan = plan(people, &mut Registry::default(), &|_| Mode::BirthDate, date(2026, 9, 1));
            plan.accounts.iter().map(|new| (people[new.index].0, new.formed.login.to_string())).collect::<Vec<_>>()
        };
        assert_eq!(logins(&people), logins(&reversed));
        assert_eq!(logins(&people)[1], (PersonId(1), "lea.dupont".to_owned()));
    }

    #[test]
    fn a_date_that_is_not_believed_is_replaced_by_chance() {
        let today = date(2026, 9, 1);
        let decide = |mode, birth| FirstPassword::decide(mode, birth, Profile::Student, today);
        assert_eq!(decide(Mode::BirthDate, Some(date(2010, 1, 1))), FirstPassword::BirthDate(date(2010, 1, 1)));
        assert_eq!(decide(Mode::BirthDate, None), FirstPassword::Drawn(Some(Distrust::Missing)));
        assert_eq!(decide(Mode::Random, None), FirstPassword::Drawn(None));
    }
}
