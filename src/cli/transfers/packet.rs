//! What is inside the sealed file: JSON, written and read here alone. What is read is believed of nobody.

use compact_str::CompactString;
use serde_json::{Map, Value, json};

use crate::domain::date::{self, DateCell};
use crate::domain::hashing;
use crate::domain::ine::{IneCell, read as read_ine};
use crate::domain::name::{self, MAX_NAME};
use crate::domain::origin::Origin;
use crate::domain::person::{Detail, Person, civility};
use crate::domain::profile::Profile;
use crate::domain::setting::email;
use crate::domain::transfer::{Left, MOST_PUPILS, Packet, Traveller};
use crate::domain::uai::Uai;

/// The first key of every packet.
const FORMAT: &str = "cpro-transfer";
const SCHEMA: u64 = 1;

/// Details that travel with the schooling.
const SCHOOLING: [(&str, Detail); 3] =
    [("groups", Detail::Groups), ("diploma", Detail::Diploma), ("enrolment", Detail::Enrolment)];

/// The bytes of a packet.
pub fn write(packet: &Packet) -> Vec<u8> {
    json!({
        "format": FORMAT,
        "schema": SCHEMA,
        "id": packet.id,
        "from": { "uai": packet.from.as_str(), "name": packet.from_name },
        "to": packet.to.as_str(),
        "sent_at": packet.sent_at,
        "register": packet.register,
        "pupils": packet.pupils.iter().map(pupil).collect::<Vec<_>>(),
    })
    .to_string()
    .into_bytes()
}

fn pupil(traveller: &Traveller) -> Value {
    let person = &traveller.person;
    let mut schooling = Map::new();
    schooling.insert("division".to_owned(), json!(person.division.as_deref()));
    schooling.insert("mef".to_owned(), json!(person.mef.as_deref()));
    for (key, detail) in SCHOOLING {
        schooling.insert(key.to_owned(), json!(person.details.get(detail)));
    }
    json!({
        "family_name": person.family_name.as_str(),
        "usage_name": person.usage_name(),
        "first_name": person.first_name.as_str(),
        "birth_date": person.birth_date.map(|day| day.to_string()),
        "ine": person.ine.as_str(),
        "civility": person.civility(),
        "email": person.email(),
        "schooling": schooling,
        "account": traveller.account.as_ref().map(|left| {
            json!({
                "login": left.login,
                "password_state": left.password_state,
                "status": left.status,
                "last_login_at": left.last_login_at,
                "hash": left.hash,
            })
        }),
    })
}

/// Reads a packet; the error is the end of a sentence.
pub fn read(bytes: &[u8]) -> Result<Packet, String> {
    let foreign = || "il a bien été ouvert, mais ce n’est pas un transfert de cpro".to_owned();
    let packet: Value = serde_json::from_slice(bytes).map_err(|_| foreign())?;
    if packet["format"] != FORMAT {
        return Err(foreign());
    }
    if packet["schema"].as_u64() != Some(SCHEMA) {
        return Err("il a été écrit par une version plus récente de cpro, qu’il faut installer ici".to_owned());
    }
    let school = |value: &Value| value.as_str().and_then(|code| code.parse::<Uai>().ok());
    let id = text(&packet["id"], 64).filter(|id| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let (Some(id), Some(from), Some(to)) = (id, school(&packet["from"]["uai"]), school(&packet["to"])) else {
        return Err("il ne dit pas de quel établissement il vient, ou pour lequel il est".to_owned());
    };
    let pupils = packet["pupils"].as_array().map(Vec::as_slice).unwrap_or_default();
    if pupils.is_empty() || pupils.len() > MOST_PUPILS {
        return Err(format!("il contient {} élèves, de 1 à {MOST_PUPILS} sont attendus", pupils.len()));
    }
    let pupils: Result<Vec<Traveller>, String> = (1..)
        .zip(pupils)
        .map(|(number, pupil)| traveller(pupil).map_err(|why| format!("élève n° {number}, {why}")))
        .collect();
    Ok(Packet {
        id: id.to_ascii_lowercase(),
        from,
        from_name: text(&packet["from"]["name"], 120).unwrap_or_default(),
        to,
        sent_at: text(&packet["sent_at"], 40).unwrap_or_default(),
        register: text(&packet["register"], 120).unwrap_or_default(),
        pupils: distinct(pupils?)?,
    })
}

/// A text of at most `most` characters, without anything that a terminal or a slip could not bear.
fn text(value: &Value, most: usize) -> Option<String> {
    let tidy = name::tidy(value.as_str()?);
    let good = !tidy.is_empty() && tidy.chars().count() <= most && !tidy.contains(name::is_forbidden);
    good.then_some(tidy)
}

fn traveller(pupil: &Value) -> Result<Traveller, String> {
    let named = |key: &str| match pupil[key].as_str() {
        None | Some("") => Some(CompactString::default()),
        Some(_) => text(&pupil[key], MAX_NAME).map(CompactString::from),
    };
    let (Some(family_name), Some(first_name)) = (named("family_name"), named("first_name")) else {
        return Err("nom ou prénom illisible".to_owned());
    };
    let whole = name::tidy(&format!("{first_name} {family_name}"));
    if whole.is_empty() {
        return Err("sans nom".to_owned());
    }
    let Some(DateCell::Day(birth)) = pupil["birth_date"].as_str().map(date::read) else {
        return Err(format!("{whole}\u{a0}: date de naissance absente ou illisible"));
    };
    let IneCell::Number { ine, .. } = read_ine(pupil["ine"].as_str().unwrap_or_default()) else {
        return Err(format!("{whole}\u{a0}: INE absent"));
    };
    let schooling = &pupil["schooling"];
    let mut person = Person {
        origin: Origin::Other,
        left: Some(false),
        family_name,
        first_name,
        birth_date: Some(birth),
        ine,
        mef: text(&schooling["mef"], MAX_NAME).map(CompactString::from),
        division: text(&schooling["division"], MAX_NAME).map(CompactString::from),
        ..Person::new(Profile::Student)
    };
    let address = pupil["email"].as_str().and_then(|address| email(address.to_owned()).ok());
    person.details.set(Detail::UsageName, text(&pupil["usage_name"], MAX_NAME).as_deref());
    person.details.set(Detail::Civility, pupil["civility"].as_str().and_then(civility));
    person.details.set(Detail::Email, address.as_deref());
    for (key, detail) in SCHOOLING {
        person.details.set(detail, text(&schooling[key], 500).as_deref());
    }
    Ok(Traveller { person, account: left(&pupil["account"]) })
}

/// The account left behind; a hash that is none of ours is not believed.
fn left(account: &Value) -> Option<Left> {
    let hash = account["hash"].as_str().filter(|hash| hashing::is_sound(hash));
    Some(Left {
        login: text(&account["login"], 60)?,
        password_state: text(&account["password_state"], 20)?,
        status: text(&account["status"], 20).unwrap_or_default(),
        last_login_at: text(&account["last_login_at"], 40),
        hash: hash.map(str::to_owned),
    })
}

/// Refuses a packet that names one pupil twice.
fn distinct(pupils: Vec<Traveller>) -> Result<Vec<Traveller>, String> {
    let mut seen = std::collections::HashSet::new();
    match pupils.iter().find(|traveller| !seen.insert(traveller.person.ine.clone())) {
        Some(twice) => Err(format!("{} y est deux fois", twice.person.full_name())),
        None => Ok(pupils),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn packet() -> Packet {
        let mut person = Person {
            origin: Origin::Other,
            left: Some(false),
            family_name: "N’GUYỄN-ŁĄCKI".into(),
            first_name: "Zoé".into(),
            birth_date: Some(date(2010, 2, 1)),
            ine: "070832327JA".into(),
            mef: Some("24025502210".into()),
            division: Some("2MELEC1".into()),
            ..Person::new(Profile::Student)
        };
        person.details.set(Detail::Groups, Some("2MELEC1 G1"));
        let left = Left {
            login: "zoe.nguyen-lacki".to_owned(),
            password_state: "personal".to_owned(),
            status: "active".to_owned(),
            last_login_at: None,
            hash: Some(hashing::decoy(hashing::Cost::STANDARD)),
        };
        Packet {
            id: "0123456789abcdef0123456789abcdef".to_owned(),
            from: "0990001N".parse().unwrap(),
            from_name: "Lycée des Tilleuls".to_owned(),
            to: "0932048W".parse().unwrap(),
            sent_at: "2026-09-01T08:00:00+02:00".to_owned(),
            register: "REG-14".to_owned(),
            pupils: vec![Traveller { person, account: Some(left) }],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(read(&write(&packet())), Ok(packet()));
    }

    #[test]
    fn what_is_read_is_not_believed() {
        let change = |change: &dyn Fn(&mut Value)| {
            let mut value: Value = serde_json::from_slice(&write(&packet())).unwrap();
            change(&mut value);
            read(value.to_string().as_bytes())
        };
        type Spoil<'a> = &'a dyn Fn(&mut Value);
        let refusals: [(Spoil<'_>, &str); 9] = [
            (&|packet| packet["format"] = json!("autre"), "n’est pas un transfert"),
            (&|packet| packet["schema"] = json!(2), "version plus récente"),
            (&|packet| packet["from"]["uai"] = json!("0990001A"), "de quel établissement"),
            (&|packet| packet["id"] = json!("1"), "de quel établissement"),
            (&|packet| packet["pupils"] = json!([]), "0 élèves"),
            (&|packet| packet["pupils"][0]["birth_date"] = json!("31/02/2010"), "élève n° 1, Zoé"),
            (&|packet| packet["pupils"][0]["ine"] = json!(""), "INE absent"),
            (&|packet| packet["pupils"][0]["family_name"] = json!("A\u{1b}[2J"), "nom ou prénom illisible"),
            (&|packet| packet["pupils"] = json!([packet["pupils"][0], packet["pupils"][0]]), "deux fois"),
        ];
        for (spoil, why) in refusals {
            let refused = change(spoil).unwrap_err();
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

        /// A name that is read is the one that was written, whatever its alphabet.
        #[test]
        fn names_survive(family in "\\PC{0,60}", first in "\\PC{0,60}") {
            let mut sent = packet();
            sent.pupils[0].person.family_name = name::tidy(&family).into();
            sent.pupils[0].person.first_name = name::tidy(&first).into();
            if let Ok(received) = read(&write(&sent)) {
                proptest::prop_assert_eq!(received, sent);
            } else {
                let whole = format!("{family}{first}");
                proptest::prop_assert!(whole.trim().is_empty() || whole.contains(name::is_forbidden));
            }
        }
    }
}
