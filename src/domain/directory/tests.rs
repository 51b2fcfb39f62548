//! What a directory lacks.

use jiff::civil::date;

use std::collections::HashSet;

use super::*;
use crate::domain::account::AccountId;
use crate::domain::following::{Clash, Crowd, Wanted, Why};
use crate::domain::login::Login;
use crate::domain::member::{Before, Held};
use crate::domain::person::{Person, PersonId};
use crate::domain::profile::Profile;

fn place() -> Place {
    Place {
        uai: "0990001N".to_owned(),
        suffix: "dc=reseau,dc=test".to_owned(),
        branch: "ou=0990001N".to_owned(),
        login: "uid".to_owned(),
    }
}

fn wanted(number: i64, login: &str, ine: &str) -> Wanted {
    let person = Person {
        first_name: "Léa".into(),
        family_name: "DUPONT".into(),
        ine: ine.into(),
        division: Some("2A".into()),
        ..Person::new(Profile::Student)
    };
    let hashed = Hashed { phc: "$argon2id$x".to_owned(), must_change: true, ends_on: Some(date(2026, 10, 1)) };
    let member = Member {
        account: AccountId(number),
        number: PersonId(number),
        login: Login(login.into()),
        profile: Profile::Student,
        person,
        is_open: true,
        carried: Carried::Hash(hashed),
        before: Before::Nothing,
        was_closed: false,
        version: 1,
    };
    Wanted { member, held: None, is_told: false }
}

/// With everybody, or a few; the ninth was erased here.
fn reconciled(wanted: &[Wanted], everybody: bool, snapshot: &Snapshot) -> Delta {
    let erased = HashSet::from([PersonId(9)]);
    reconcile(&place(), Crowd { wanted, everybody, erased: &erased }, snapshot)
}

fn snapshot(entries: Vec<Entry>) -> Snapshot {
    Snapshot { entries, has_states: true }
}

fn closed(wanted: Wanted) -> Wanted {
    Wanted { member: Member { is_open: false, carried: Carried::Nothing, ..wanted.member }, held: None, is_told: false }
}

fn mods(delta: &Delta) -> Vec<&Mod> {
    let mods = delta.changes.iter().map(|(_, change)| match change {
        Change::Modify { mods, .. } => mods.iter().collect::<Vec<_>>(),
        _ => Vec::new(),
    });
    mods.flatten().collect()
}

/// An empty directory gets everybody; what it then has is as it should be.
#[test]
fn the_second_time_nothing_is_lacking() {
    let all = [wanted(1, "lea.dupont", "120000000AA"), wanted(2, "tom.martin", "")];
    let first = reconciled(&all, true, &snapshot(Vec::new()));
    assert_eq!((first.added(), first.changes.len()), (2, 2));
    let entries = first.changes.into_iter().filter_map(|(_, change)| match change {
        Change::Add(entry) => Some(entry),
        _ => None,
    });
    let entries: Vec<Entry> = entries.collect();
    assert_eq!(entries[0].dn, "uid=lea.dupont,ou=0990001N,dc=reseau,dc=test");
    assert_eq!(entries[0].value("userPassword"), Some("{ARGON2}$argon2id$x"));
    assert_eq!((entries[0].value("pwdReset"), entries[0].value("pwdEndTime")), (Some("TRUE"), Some("20261001235959Z")));
    assert_eq!(
        (entries[0].value("employeeNumber"), entries[1].value("employeeNumber")),
        (Some("120000000AA"), Some("0990001N-2"))
    );
    let again = reconciled(&all, true, &snapshot(entries));
    assert!(again.is_empty() && again.same == 2, "{again:?}");
}

/// Joined on the INE, else on our number, wherever the entry is and whatever its name.
#[test]
fn entries_are_joined_on_numbers() {
    let known = |entry: Entry, dn: &str| Entry { dn: dn.to_owned(), ..entry };
    let one = wanted(1, "lea.dupont", "120000000AA");
    let entry = place().entry(&one.member);
    for dn in [
        "uid=lea.dupont, ou=0990001N, dc=reseau, dc=test",
        "UID=Lea.Dupont,OU=0990001N,DC=reseau,DC=test",
        "cn=x,ou=eleves,ou=0990001N,dc=reseau,dc=test",
    ] {
        let delta = reconciled(std::slice::from_ref(&one), true, &snapshot(vec![known(entry.clone(), dn)]));
        assert!(delta.is_empty() && delta.same == 1, "{dn} {delta:?}");
    }
    // The INE came since: our number finds the entry.
    let before = place().entry(&wanted(1, "lea.dupont", "").member);
    let delta = reconciled(std::slice::from_ref(&one), true, &snapshot(vec![before]));
    assert_eq!(mods(&delta), [&Mod::Replace("employeeNumber", vec!["120000000AA".to_owned()])]);
    // An entry of the same name that is somebody else’s stays, and nobody is made beside it.
    let other = Entry {
        dn: "uid=lea.dupont,ou=0750001A,dc=reseau,dc=test".to_owned(),
        attributes: vec![("uid".to_owned(), vec!["lea.dupont".to_owned()])],
    };
    let delta = reconciled(std::slice::from_ref(&one), true, &snapshot(vec![other.clone()]));
    assert!(delta.is_empty());
    assert_eq!(delta.clashes, [Clash::Taken { login: "lea.dupont".to_owned(), entry: other.dn }]);
    // Two entries of one person: nobody can tell which.
    let twice = vec![entry.clone(), known(entry, "uid=l,ou=0990001N,dc=reseau,dc=test")];
    assert!(matches!(reconciled(&[one], true, &snapshot(twice)).clashes[..], [Clash::Several { .. }]));
}

/// A base that was made again gives the same numbers to others: their entries stay.
#[test]
fn another_person_under_the_same_number_is_left_alone() {
    let entry = place().entry(&wanted(1, "tom.martin", "").member);
    let mut other = wanted(1, "ines.petit", "");
    (other.member.person.first_name, other.member.person.family_name) = ("Inès".into(), "PETIT".into());
    let delta = reconciled(&[other], true, &snapshot(vec![entry]));
    assert!(delta.is_empty() && matches!(delta.clashes[..], [Clash::Other { .. }]), "{delta:?}");
}

/// A password is sent for a reset alone; locks come and go; what is not ours stays.
#[test]
fn states_follow() {
    let one = || wanted(1, "lea.dupont", "120000000AA");
    let entry = || place().entry(&one().member);
    let with = |name: &str, value: &str| {
        let mut entry = entry();
        entry.attributes.retain(|(known, _)| known != name);
        entry.attributes.push((name.to_owned(), vec![value.to_owned()]));
        entry
    };
    let delta = |wanted: Wanted, entry: Entry| reconciled(&[wanted], true, &snapshot(vec![entry]));
    let reset = |mut one: Wanted| {
        one.member.before = Before::Reset;
        one
    };
    let sent = delta(reset(one()), with("userPassword", "{ARGON2}leur"));
    assert_eq!(sent.count(Why::Reset), 1);
    assert!(delta(one(), with("userPassword", "{ARGON2}leur")).is_empty());
    assert_eq!(delta(closed(one()), entry()).count(Why::Lock), 1);
    assert!(delta(closed(one()), with("pwdAccountLockedTime", LOCKED)).is_empty());
    assert_eq!(delta(one(), with("pwdAccountLockedTime", LOCKED)).count(Why::Unlock), 1);
    // Too many wrong passwords lock for a while: that is the server’s affair.
    assert!(delta(one(), with("pwdAccountLockedTime", "20260901080000Z")).is_empty());
    assert_eq!(delta(one(), with("pwdReset", "FALSE")).count(Why::Personalised), 1);
    assert!(delta(one(), with("mail", "la@reseau.test")).is_empty(), "une adresse que nous n’avons pas reste");
    assert_eq!(delta(one(), with("departmentNumber", "5B")).count(Why::Data), 1);
    // Somebody closed, or who has no password yet, gets no entry.
    assert!(reconciled(&[closed(one())], true, &snapshot(Vec::new())).is_empty());
    let pending = Wanted { held: Some(Held::Pending), ..one() };
    let delta = reconciled(&[pending], true, &snapshot(Vec::new()));
    assert_eq!(delta.held, [("lea.dupont".to_owned(), Held::Pending)]);
}

/// Entries of ours that are nobody’s go, where everybody is looked at; others never do.
#[test]
fn whoever_was_erased_goes() {
    let gone = place().entry(&wanted(9, "ancien", "").member);
    let neighbour = Entry {
        dn: "uid=voisin,ou=0990001N,dc=reseau,dc=test".to_owned(),
        attributes: vec![("description".to_owned(), vec!["cpro:0750001A-9".to_owned()])],
    };
    let entries = || snapshot(vec![gone.clone(), neighbour.clone()]);
    let all = reconciled(&[], true, &entries());
    assert_eq!((all.deleted(), all.foreign, all.ours), (1, 1, 1));
    let unknown = place().entry(&wanted(8, "inconnu", "").member);
    let kept = reconciled(&[], true, &snapshot(vec![unknown]));
    assert_eq!((kept.deleted(), kept.count(Why::Lock)), (0, 1), "personne ne sait qui c’était");
    let some = reconciled(&[], false, &entries());
    assert_eq!((some.deleted(), some.foreign, some.ours), (0, 1, 1));
}

#[test]
fn what_a_server_refuses_is_no_longer_counted() {
    let change = |dn: &str| Change::Modify { entry: dn.to_owned(), mods: Vec::new(), why: vec![Why::Lock] };
    let gone = |dn: &str| (String::new(), Change::Delete(dn.to_owned()));
    let changes = vec![("lea".to_owned(), change("uid=lea")), gone("uid=un"), gone("uid=deux")];
    let mut delta = Delta { changes, ..Delta::default() };
    let refused = |login: &str| Clash::Refused { login: login.to_owned(), why: "code 53".to_owned() };
    delta.refuse(vec![(0, refused("lea")), (2, refused(""))]);
    assert_eq!(delta.changes, [gone("uid=un")]);
    assert_eq!((delta.added(), delta.deleted(), delta.count(Why::Lock)), (0, 1, 0));
    assert_eq!(delta.clashes, [refused("lea"), refused("")]);
}

#[test]
fn names_are_escaped() {
    for (value, name) in [
        ("lea.dupont", "lea.dupont"),
        ("a,b+c\"d\\e<f>g;h=i", "a\\,b\\+c\\\"d\\\\e\\<f\\>g\\;h\\=i"),
        ("#a", "\\#a"),
        (" a ", "\\ a\\ "),
        ("a\nb", "a\\0Ab"),
        ("é", "é"),
    ] {
        assert_eq!(escaped(value), name);
    }
}
