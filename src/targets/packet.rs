//! A packet of pupils as bytes: JSON, before it is sealed. `sources::packet` reads it.

use serde::Serialize;

use crate::domain::person::{Detail, Person};
use crate::domain::transfer::{FORMAT, Left, Packet, SCHEMA, Traveller};

#[derive(Serialize)]
struct Whole<'a> {
    format: &'static str,
    schema: u64,
    id: &'a str,
    from: School<'a>,
    to: &'a str,
    sent_at: &'a str,
    register: &'a str,
    pupils: Vec<Pupil<'a>>,
}

#[derive(Serialize)]
struct School<'a> {
    uai: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Pupil<'a> {
    family_name: &'a str,
    usage_name: Option<&'a str>,
    first_name: &'a str,
    /// ISO 8601.
    birth_date: Option<String>,
    ine: &'a str,
    civility: Option<&'a str>,
    email: Option<&'a str>,
    schooling: Schooling<'a>,
    account: Option<Account<'a>>,
}

#[derive(Serialize)]
struct Schooling<'a> {
    division: Option<&'a str>,
    mef: Option<&'a str>,
    groups: Option<&'a str>,
    diploma: Option<&'a str>,
    enrolment: Option<&'a str>,
}

#[derive(Serialize)]
struct Account<'a> {
    login: &'a str,
    password_state: &'a str,
    status: &'a str,
    last_login_at: Option<&'a str>,
    hash: Option<&'a str>,
}

/// The bytes of a packet.
pub fn write(packet: &Packet) -> Vec<u8> {
    let whole = Whole {
        format: FORMAT,
        schema: SCHEMA,
        id: &packet.id,
        from: School { uai: packet.from.as_str(), name: &packet.from_name },
        to: packet.to.as_str(),
        sent_at: &packet.sent_at,
        register: &packet.register,
        pupils: packet.pupils.iter().map(pupil).collect(),
    };
    serde_json::to_vec(&whole).unwrap_or_default()
}

fn pupil(traveller: &Traveller) -> Pupil<'_> {
    let person = &traveller.person;
    Pupil {
        family_name: &person.family_name,
        usage_name: person.usage_name(),
        first_name: &person.first_name,
        birth_date: person.birth_date.map(|day| day.to_string()),
        ine: &person.ine,
        civility: person.civility(),
        email: person.email(),
        schooling: schooling(person),
        account: traveller.account.as_ref().map(account),
    }
}

fn schooling(person: &Person) -> Schooling<'_> {
    Schooling {
        division: person.division.as_deref(),
        mef: person.mef.as_deref(),
        groups: person.details.get(Detail::Groups),
        diploma: person.details.get(Detail::Diploma),
        enrolment: person.details.get(Detail::Enrolment),
    }
}

fn account(left: &Left) -> Account<'_> {
    Account {
        login: &left.login,
        password_state: &left.password_state,
        status: &left.status,
        last_login_at: left.last_login_at.as_deref(),
        hash: left.hash.as_deref(),
    }
}
