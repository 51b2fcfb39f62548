//! A packet of pupils, once it is opened: JSON that another school wrote. What is read is believed of nobody.

use std::collections::HashSet;
use std::fmt;

use compact_str::CompactString;
use serde::Deserialize;

use crate::domain::date::{self, DateCell};
use crate::domain::hashing;
use crate::domain::ine::{IneCell, read as read_ine};
use crate::domain::instant::Instant;
use crate::domain::name::{self, MAX_NAME};
use crate::domain::origin::Origin;
use crate::domain::person::{Detail, Person, civility};
use crate::domain::profile::Profile;
use crate::domain::setting::email;
use crate::domain::transfer::{FORMAT, Left, MOST_PUPILS, Packet, SCHEMA, Traveller};
use crate::domain::uai::Uai;

/// Why a packet is not taken; the end of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Something else than a transfer.
    Foreign,
    /// Written by a later version.
    Newer,
    /// No school that sends, or none that receives.
    NoSchools,
    /// So many pupils.
    Pupils(usize),
    /// A pupil that cannot be used: number, from 1, and why.
    Pupil(usize, PupilFault),
    /// The name of a pupil who is there twice.
    Twice(String),
}

/// What is wrong with a pupil; the name, where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PupilFault {
    BadName,
    Nameless,
    NoBirthDate(String),
    NoIne(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => f.write_str("il a bien été ouvert, mais ce n’est pas un transfert de cpro"),
            Self::Newer => f.write_str("il a été écrit par une version plus récente de cpro, qu’il faut installer ici"),
            Self::NoSchools => f.write_str("il ne dit pas de quel établissement il vient, ou pour lequel il est"),
            Self::Pupils(n) => write!(f, "il contient {n} élèves, de 1 à {MOST_PUPILS} sont attendus"),
            Self::Pupil(number, why) => write!(f, "élève n° {number}, {why}"),
            Self::Twice(name) => write!(f, "{name} y est deux fois"),
        }
    }
}

impl fmt::Display for PupilFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadName => f.write_str("nom ou prénom illisible"),
            Self::Nameless => f.write_str("sans nom"),
            Self::NoBirthDate(name) => write!(f, "{name} : date de naissance absente ou illisible"),
            Self::NoIne(name) => write!(f, "{name} : INE absent"),
        }
    }
}

/// What every version writes.
#[derive(Deserialize)]
struct Head {
    format: String,
    schema: u64,
}

#[derive(Deserialize)]
struct Whole {
    id: Option<String>,
    from: Option<School>,
    to: Option<String>,
    sent_at: Option<String>,
    register: Option<String>,
    #[serde(default)]
    pupils: Vec<Pupil>,
}

#[derive(Deserialize)]
struct School {
    uai: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Pupil {
    family_name: Option<String>,
    usage_name: Option<String>,
    first_name: Option<String>,
    birth_date: Option<String>,
    ine: Option<String>,
    civility: Option<String>,
    email: Option<String>,
    #[serde(default)]
    schooling: Schooling,
    account: Option<Account>,
}

#[derive(Default, Deserialize)]
struct Schooling {
    division: Option<String>,
    mef: Option<String>,
    groups: Option<String>,
    diploma: Option<String>,
    enrolment: Option<String>,
}

#[derive(Deserialize)]
struct Account {
    login: Option<String>,
    password_state: Option<String>,
    status: Option<String>,
    last_login_at: Option<String>,
    hash: Option<String>,
}

/// Reads a packet.
pub fn read(bytes: &[u8]) -> Result<Packet, Fault> {
    let head: Head = serde_json::from_slice(bytes).map_err(|_| Fault::Foreign)?;
    match (head.format.as_str(), head.schema) {
        (FORMAT, SCHEMA) => {}
        (FORMAT, _) => return Err(Fault::Newer),
        _ => return Err(Fault::Foreign),
    }
    let whole: Whole = serde_json::from_slice(bytes).map_err(|_| Fault::Foreign)?;
    let school = |code: Option<&String>| code.and_then(|code| code.parse::<Uai>().ok());
    let id = text(whole.id.as_ref(), 64);
    let id = id.filter(|id| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let from = whole.from.as_ref();
    let uai = school(from.and_then(|from| from.uai.as_ref()));
    let (Some(id), Some(uai), Some(to)) = (id, uai, school(whole.to.as_ref())) else { return Err(Fault::NoSchools) };
    if whole.pupils.is_empty() || whole.pupils.len() > MOST_PUPILS {
        return Err(Fault::Pupils(whole.pupils.len()));
    }
    let pupils = (1..).zip(&whole.pupils);
    let pupils = pupils.map(|(number, pupil)| traveller(pupil).map_err(|why| Fault::Pupil(number, why)));
    Ok(Packet {
        id: id.to_ascii_lowercase(),
        from: uai,
        from_name: text(from.and_then(|from| from.name.as_ref()), 120).unwrap_or_default(),
        to,
        sent_at: instant(whole.sent_at.as_ref()).unwrap_or_default(),
        register: text(whole.register.as_ref(), 120).unwrap_or_default(),
        pupils: distinct(pupils.collect::<Result<_, _>>()?)?,
    })
}

/// A text of at most `most` characters, without anything that a terminal or a slip could not bear.
fn text(written: Option<&String>, most: usize) -> Option<String> {
    let tidy = name::tidy(written?);
    let good = !tidy.is_empty() && tidy.chars().count() <= most && !tidy.contains(name::is_forbidden);
    good.then_some(tidy)
}

/// An instant, as the other school wrote it.
fn instant(written: Option<&String>) -> Option<Instant> {
    text(written, 40).map(Instant::from)
}

/// A name, which may be empty.
fn named(written: Option<&String>) -> Result<CompactString, PupilFault> {
    match written.filter(|name| !name.is_empty()) {
        None => Ok(CompactString::default()),
        written => text(written, MAX_NAME).map(CompactString::from).ok_or(PupilFault::BadName),
    }
}

fn traveller(pupil: &Pupil) -> Result<Traveller, PupilFault> {
    let (family_name, first_name) = (named(pupil.family_name.as_ref())?, named(pupil.first_name.as_ref())?);
    let whole = name::tidy(&format!("{first_name} {family_name}"));
    if whole.is_empty() {
        return Err(PupilFault::Nameless);
    }
    let Some(DateCell::Day(birth)) = pupil.birth_date.as_deref().map(date::read) else {
        return Err(PupilFault::NoBirthDate(whole));
    };
    let IneCell::Number { ine, .. } = read_ine(pupil.ine.as_deref().unwrap_or_default()) else {
        return Err(PupilFault::NoIne(whole));
    };
    let short = |written: Option<&String>| text(written, MAX_NAME).map(CompactString::from);
    let mut person = Person {
        origin: Origin::Other,
        left: Some(false),
        family_name,
        first_name,
        birth_date: Some(birth),
        ine,
        mef: short(pupil.schooling.mef.as_ref()),
        division: short(pupil.schooling.division.as_ref()),
        ..Person::new(Profile::Student)
    };
    let address = pupil.email.clone().and_then(|address| email(address).ok());
    person.details.set(Detail::UsageName, text(pupil.usage_name.as_ref(), MAX_NAME).as_deref());
    person.details.set(Detail::Civility, pupil.civility.as_deref().and_then(civility));
    person.details.set(Detail::Email, address.as_deref());
    let Schooling { groups, diploma, enrolment, .. } = &pupil.schooling;
    let schooling = [(Detail::Groups, groups), (Detail::Diploma, diploma), (Detail::Enrolment, enrolment)];
    for (detail, written) in schooling {
        person.details.set(detail, text(written.as_ref(), 500).as_deref());
    }
    Ok(Traveller { person, account: pupil.account.as_ref().and_then(left) })
}

/// The account left behind; a hash that is none of ours is not believed.
fn left(account: &Account) -> Option<Left> {
    Some(Left {
        login: text(account.login.as_ref(), 60)?,
        password_state: text(account.password_state.as_ref(), 20)?,
        status: text(account.status.as_ref(), 20).unwrap_or_default(),
        last_login_at: instant(account.last_login_at.as_ref()),
        hash: account.hash.clone().filter(|hash| hashing::is_sound(hash)),
    })
}

/// Refuses a packet that names one pupil twice.
fn distinct(pupils: Vec<Traveller>) -> Result<Vec<Traveller>, Fault> {
    let mut seen = HashSet::new();
    match pupils.iter().find(|traveller| !seen.insert(traveller.person.ine.clone())) {
        Some(twice) => Err(Fault::Twice(twice.person.full_name())),
        None => Ok(pupils),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// A packet as another school writes it.
    fn packet() -> Value {
        json!({
            "format": FORMAT, "schema": SCHEMA, "id": "0123456789abcdef0123456789ABCDEF",
            "from": { "uai": "0990001N", "name": "Lycée des Tilleuls" }, "to": "0932048W",
            "sent_at": "2026-09-01T08:00:00+02:00", "register": "REG-14",
            "pupils": [{
                "family_name": "N’GUYỄN-ŁĄCKI", "usage_name": null, "first_name": "Zoé", "birth_date": "2010-02-01",
                "ine": "070832327JA", "civility": "Mme", "email": "zoe@exemple.fr",
                "schooling": { "division": "2MELEC1", "mef": "24025502210", "groups": "2MELEC1 G1" },
                "account": { "login": "zoe.nguyen-lacki", "password_state": "personal", "status": "active",
                    "last_login_at": null, "hash": hashing::decoy(hashing::Cost::STANDARD) },
            }],
        })
    }

    #[test]
    fn what_another_school_wrote_is_read() {
        let read = read(packet().to_string().as_bytes()).unwrap();
        assert_eq!((read.id.as_str(), read.from.as_str()), ("0123456789abcdef0123456789abcdef", "0990001N"));
        let [Traveller { person, account: Some(left) }] = &read.pupils[..] else { panic!("{read:?}") };
        assert_eq!(person.full_name(), "Zoé N’GUYỄN-ŁĄCKI");
        assert_eq!((person.division(), person.groups()), ("2MELEC1", Some("2MELEC1 G1")));
        assert!(left.hash.is_some() && left.login == "zoe.nguyen-lacki");
    }

    #[test]
    fn what_is_read_is_not_believed() {
        let change = |change: &dyn Fn(&mut Value)| {
            let mut value = packet();
            change(&mut value);
            read(value.to_string().as_bytes())
        };
        type Spoil<'a> = &'a dyn Fn(&mut Value);
        let refusals: [(Spoil<'_>, &str); 11] = [
            (&|packet| packet["format"] = json!("autre"), "n’est pas un transfert"),
            (&|packet| packet["schema"] = json!(2), "version plus récente"),
            (&|packet| packet["from"]["uai"] = json!("0990001A"), "de quel établissement"),
            (&|packet| packet["from"] = json!(null), "de quel établissement"),
            (&|packet| packet["id"] = json!("1"), "de quel établissement"),
            (&|packet| packet["pupils"] = json!([]), "0 élèves"),
            (&|packet| packet["pupils"] = json!("tous"), "n’est pas un transfert"),
            (&|packet| packet["pupils"][0]["birth_date"] = json!("31/02/2010"), "élève n° 1, Zoé"),
            (&|packet| packet["pupils"][0]["ine"] = json!(""), "INE absent"),
            (&|packet| packet["pupils"][0]["family_name"] = json!("A\u{1b}[2J"), "nom ou prénom illisible"),
            (&|packet| packet["pupils"] = json!([packet["pupils"][0], packet["pupils"][0]]), "deux fois"),
        ];
        for (spoil, why) in refusals {
            let refused = change(spoil).unwrap_err().to_string();
            assert!(refused.contains(why), "{refused}");
        }
        let without = change(&|packet| packet["pupils"][0]["account"]["hash"] = json!("$1$md5")).unwrap();
        assert_eq!(without.pupils[0].account.as_ref().and_then(|left| left.hash.clone()), None);
        assert!(read(b"").is_err() && read(b"[]").is_err() && read(b"\xff").is_err());
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_give_a_result(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
            let _ = read(&bytes);
        }
    }
}
