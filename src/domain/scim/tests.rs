//! What a service lacks.

use std::collections::HashSet;

use super::*;
use crate::domain::account::AccountId;
use crate::domain::following::Clash;
use crate::domain::login::Login;
use crate::domain::member::{Before, Carried, Held};
use crate::domain::person::{Detail, Person, PersonId};
use crate::domain::profile::Profile;

const UAI: &str = "0990001N";

fn wanted(number: i64, login: &str) -> Wanted {
    let person = Person { first_name: "Léa".into(), family_name: "DUPONT".into(), ..Person::new(Profile::Student) };
    let member = Member {
        account: AccountId(number),
        number: PersonId(number),
        login: Login(login.into()),
        profile: Profile::Student,
        person,
        is_open: true,
        carried: Carried::Nothing,
        before: Before::Nothing,
        was_closed: false,
        version: 1,
    };
    Wanted { member, held: None, is_told: false }
}

fn user(number: i64, login: &str) -> User {
    User { id: format!("u{number}"), ..User::of(UAI, &wanted(number, login).member) }
}

/// With everybody, or a few; the seventh was erased here.
fn reconciled(wanted: &[Wanted], everybody: bool, users: &[User]) -> Delta {
    let erased = HashSet::from([PersonId(7)]);
    reconcile(UAI, Crowd { wanted, everybody, erased: &erased }, users)
}

fn delta(wanted: &Wanted, user: User) -> Delta {
    reconciled(std::slice::from_ref(wanted), true, &[user])
}

fn sets(delta: &Delta) -> Vec<&Set> {
    let sets = delta.changes.iter().filter_map(|(_, change)| match change {
        Change::Modify { mods, .. } => Some(mods),
        _ => None,
    });
    sets.flatten().collect()
}

/// An empty service gets everybody; what it then has is as it should be, in whatever case it keeps names.
#[test]
fn the_second_time_nothing_is_lacking() {
    let one = wanted(1, "lea.dupont");
    let first = reconciled(std::slice::from_ref(&one), true, &[]);
    let [(_, Change::Add(made))] = &first.changes[..] else { panic!("{first:?}") };
    assert_eq!(made.external_id, "0990001N-1");
    assert_eq!(made.texts, ["lea.dupont", "DUPONT", "Léa", "Léa DUPONT", "eleve"]);
    for login in ["lea.dupont", "LEA.Dupont"] {
        let again = delta(&one, user(1, login));
        assert!(again.is_empty() && again.same == 1, "{login} {again:?}");
    }
}

#[test]
fn only_what_differs_is_said() {
    let one = wanted(1, "lea.dupont");
    let mut there = user(1, "lea.dupont");
    there.texts[1] = "DUPOND".to_owned();
    there.texts[4] = String::new();
    let other = delta(&one, there);
    let expected = [Set::Text("name.familyName", "DUPONT".to_owned()), Set::Text("userType", "eleve".to_owned())];
    assert_eq!(sets(&other), expected.iter().collect::<Vec<_>>());
    assert_eq!((other.changed(), other.count(Why::Lock)), (1, 0));
}

#[test]
fn who_left_is_inactive_and_who_comes_back_is_active() {
    let one = wanted(1, "lea.dupont");
    let gone = Wanted { member: Member { is_open: false, ..one.member.clone() }, held: None, is_told: false };
    assert_eq!(delta(&gone, user(1, "lea.dupont")).count(Why::Lock), 1);
    let inactive = User { is_active: false, ..user(1, "lea.dupont") };
    assert!(delta(&gone, inactive.clone()).is_empty());
    assert_eq!(sets(&delta(&one, inactive)), [&Set::Active(true)]);
    let never = reconciled(&[gone], true, &[]);
    assert_eq!((never.changes.len(), &never.held[..]), (0, &[("lea.dupont".to_owned(), Held::Closed)][..]));
}

/// Addresses that are not of the school stay, and one that we do not know.
#[test]
fn an_address_takes_the_place_of_that_of_the_school() {
    let email =
        |value: &str, kind: &str, is_primary| Email { value: value.to_owned(), kind: kind.to_owned(), is_primary };
    let with = |emails: Vec<Email>| User { emails, ..user(1, "lea.dupont") };
    let mut one = wanted(1, "lea.dupont");
    assert!(delta(&one, with(vec![email("old@school.example", WORK, true)])).is_empty());
    one.member.person = one.member.person.with(Detail::Email, "lea@school.example");
    assert!(delta(&one, with(vec![email("LEA@school.example", "", false)])).is_empty());
    let moved =
        delta(&one, with(vec![email("home@a.example", "home", true), email("old@school.example", WORK, false)]));
    let both = vec![email("home@a.example", "home", false), email("lea@school.example", WORK, true)];
    assert_eq!(sets(&moved), [&Set::Emails(both)]);
}

/// What is ours and nobody’s goes where everybody is looked at; what is another school’s, or nobody’s number, stays.
#[test]
fn whoever_was_erased_goes() {
    let neighbour = User { external_id: "0750001A-9".to_owned(), ..user(9, "voisin") };
    let stranger = User { external_id: String::new(), ..user(8, "tiers") };
    let lookalikes = ["0990001N-abc", "0990001N-", "0990001N-007", "0990001N-7-google"]
        .map(|number| User { external_id: number.to_owned(), ..user(10, "autre") });
    let users: Vec<User> = [user(7, "ancien"), neighbour, stranger].into_iter().chain(lookalikes).collect();
    let all = reconciled(&[], true, &users);
    assert_eq!(all.changes, [(String::new(), Change::Delete("u7".to_owned()))]);
    assert_eq!((all.ours, all.foreign), (1, 6));
    let unknown = reconciled(&[], true, &[user(5, "inconnu")]);
    assert_eq!((unknown.deleted(), unknown.count(Why::Lock)), (0, 1), "personne ne sait qui c’était");
    assert_eq!(reconciled(&[], false, &users).changes, []);
    let twice = [user(1, "lea.dupont"), User { id: "u2".to_owned(), ..user(1, "lea") }];
    let several = reconciled(&[wanted(1, "lea.dupont")], true, &twice);
    assert!(matches!(several.clashes[..], [Clash::Several { .. }]) && several.is_empty());
}

/// What a service was told and does not show, it does not keep: it is not told for ever.
#[test]
fn what_is_not_kept_is_said_once() {
    let mut there = user(1, "lea.dupont");
    there.texts[4] = String::new();
    let told = Wanted { is_told: true, ..wanted(1, "lea.dupont") };
    assert!(delta(&told, there.clone()).is_empty());
    assert_eq!(delta(&wanted(1, "lea.dupont"), there.clone()).changed(), 1);
    there.texts[4] = "prof".to_owned();
    assert_eq!(delta(&told, there).changed(), 1);
}

/// A base that was made again gives the same numbers to others: their users stay.
#[test]
fn another_person_under_the_same_number_is_left_alone() {
    let mut other = wanted(1, "ines.petit");
    (other.member.person.first_name, other.member.person.family_name) = ("Inès".into(), "PETIT".into());
    let delta = delta(&other, user(1, "lea.dupont"));
    assert!(delta.is_empty() && matches!(delta.clashes[..], [Clash::Other { .. }]), "{delta:?}");
}
