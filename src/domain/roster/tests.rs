//! The roster's rules as tables of cases.

mod identities;

use super::*;
use crate::domain::person::Detail;
use crate::domain::profile::Profile;
use jiff::civil::date;

fn person(number: &str, ine: &str, birth: i8, name: &str, division: &str) -> Person {
    let (family, first) = name.split_once(' ').unwrap_or((name, ""));
    Person {
        number: number.into(),
        ine: ine.into(),
        birth_date: Some(date(2010, 3, birth)),
        family_name: family.into(),
        first_name: first.into(),
        division: Some(division.into()),
        ..Person::new(Profile::Student)
    }
}

fn known(people: &[Person]) -> Vec<Known> {
    (1..)
        .zip(people)
        .map(|(id, person)| Known { id: PersonId(id), person: person.clone(), present: !person.has_left() })
        .collect()
}

fn reads(people: &[Person]) -> Vec<Read> {
    (2..).zip(people).map(|(line, person)| Read { person: person.clone(), place: Place { file: 0, line } }).collect()
}

fn names(rows: &[Read]) -> Vec<String> {
    rows.iter().map(|row| row.person.full_name()).collect()
}

fn school() -> Vec<Person> {
    vec![
        person("1", "A", 1, "DUPONT Léa", "2A"),
        person("2", "B", 2, "MARTIN Hugo", "2A"),
        person("3", "C", 3, "PETIT Zoé", "2B"),
    ]
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let outcome =
        compare(&known(&school()), reads(&school()), &[], Scope::Whole(Origin::Siecle), &Decisions::default());
    assert!(outcome.is_empty() && outcome.conflicts.is_empty());
    assert_eq!(outcome.unchanged, 3);
}

#[test]
fn arrivals_departures_moves_and_corrections() {
    let mut now = school();
    now[0].division = Some("2B".into());
    now[1].family_name = "MARTIN-CORRIGÉ".into();
    now[2] = person("9", "Z", 9, "NOUVEAU Tom", "2B");
    let outcome = compare(&known(&school()), reads(&now), &[], Scope::Whole(Origin::Siecle), &Decisions::default());
    assert_eq!(names(&outcome.arrived), ["Tom NOUVEAU"]);
    let gone: Vec<_> = outcome.departed.iter().map(|gone| (gone.id.0, gone.announced.is_some())).collect();
    assert_eq!(gone, [(3, false)]);
    let fields: Vec<_> = outcome.updated.iter().map(|update| update.fields.clone()).collect();
    assert_eq!(fields, [vec![Attribute::Division], vec![Attribute::FamilyName]]);
}

#[test]
fn a_partial_file_makes_nobody_leave() {
    let outcome = compare(&known(&school()), reads(&school()[..1]), &[], Scope::Partial, &Decisions::default());
    assert!(outcome.departed.is_empty());
}

#[test]
fn a_rejected_row_is_not_a_departure() {
    let set_aside = [person("3", "", 1, "", "")];
    let outcome = compare(
        &known(&school()),
        reads(&school()[..2]),
        &set_aside,
        Scope::Whole(Origin::Siecle),
        &Decisions::default(),
    );
    assert!(outcome.departed.is_empty());
}

#[test]
fn a_departure_may_be_announced() {
    let mut now = school();
    now[1].left = Some(true);
    let outcome = compare(&known(&school()), reads(&now), &[], Scope::Whole(Origin::Siecle), &Decisions::default());
    let gone: Vec<_> = outcome.departed.iter().map(|gone| (gone.id.0, gone.announced.is_some())).collect();
    assert_eq!(gone, [(2, true)]);
    assert_eq!(outcome.leaving(), 1);
}

#[test]
fn whoever_left_may_come_back() {
    let mut before = known(&school());
    before[1].present = false;
    let outcome = compare(&before, reads(&school()), &[], Scope::Whole(Origin::Siecle), &Decisions::default());
    assert_eq!(outcome.returned.len(), 1);
    let absent = compare(
        &before,
        reads(&[school()[0].clone(), school()[2].clone()]),
        &[],
        Scope::Whole(Origin::Siecle),
        &Decisions::default(),
    );
    assert!(absent.is_empty(), "somebody who already left does not leave again");
}

#[test]
fn an_ine_given_to_another_is_a_conflict() {
    let mut now = school();
    now.push(person("9", "B", 20, "ROY Tom", "2A"));
    let outcome = compare(&known(&school()), reads(&now), &[], Scope::Whole(Origin::Siecle), &Decisions::default());
    let doubts: Vec<_> = outcome.conflicts.iter().map(|doubt| (doubt.row.place.line, doubt.known.id.0)).collect();
    assert_eq!(doubts, [(5, 2)]);
    assert_eq!((outcome.unchanged, outcome.arrived.len(), outcome.departed.len()), (3, 0, 0));
}

#[test]
fn a_homonym_of_the_same_day_arrives_when_the_first_is_still_there() {
    let mut now = school();
    now.push(person("9", "Z", 1, "DUPONT Léa", "2B"));
    let outcome = compare(&known(&school()), reads(&now), &[], Scope::Whole(Origin::Siecle), &Decisions::default());
    assert_eq!((names(&outcome.arrived), outcome.conflicts.len()), (vec!["Léa DUPONT".to_owned()], 0));
    let alone = compare(&known(&school()), reads(&now[1..]), &[], Scope::Whole(Origin::Siecle), &Decisions::default());
    assert_eq!(alone.conflicts.len(), 1, "without the first, nobody can tell");
}

#[test]
fn missing_columns_erase_nothing() {
    let before =
        Person { mef: Some("24725510211".into()), ..school()[0].clone() }.with(Detail::Email, "lea@exemple.invalid");
    let read = Person {
        mef: Some("2NDPRO METIERS".into()),
        division: None,
        ine: "".into(),
        number: "".into(),
        ..school()[0].clone()
    };
    let known = Known { id: PersonId(1), person: before.clone(), present: true };
    assert_eq!(merged(&known, &read), before);
}

#[test]
fn the_guard_counts_and_names() {
    let many: Vec<Person> = (1..=28)
        .map(|day| person(&day.to_string(), "", day, &format!("N{day} P"), if day < 25 { "2A" } else { "2B" }))
        .collect();
    let check = |kept: &[Person], limit| {
        let known = known(&many);
        let outcome = compare(&known, reads(kept), &[], Scope::Whole(Origin::Siecle), &Decisions::default());
        guard(&known, &outcome, Origin::Siecle, limit)
    };
    assert_eq!(check(&many[2..], None), Ok(()), "7 %");
    let alarm = check(&many[3..], None).unwrap_err();
    assert_eq!((alarm.departed, alarm.present, alarm.missing().count()), (3, 28, 0));
    assert_eq!(check(&many[3..], Some(25.0)), Ok(()));
    assert!(check(&many[..14], Some(25.0)).is_err());
    let missing = check(&[&many[1..24], &[]].concat(), None).unwrap_err();
    assert_eq!(missing.missing().map(|leavers| leavers.division.as_str()).collect::<Vec<_>>(), ["2B"]);
}

#[test]
fn a_small_division_may_not_vanish() {
    let mut many: Vec<Person> =
        (1..=27).map(|day| person(&day.to_string(), "", day, &format!("N{day} P"), "2A")).collect();
    many.push(person("99", "", 30, "SEUL P", "ULIS"));
    let known = known(&many);
    let outcome = compare(&known, reads(&many[..27]), &[], Scope::Whole(Origin::Siecle), &Decisions::default());
    assert!(guard(&known, &outcome, Origin::Siecle, None).is_err());
    assert!(guard(&known, &outcome, Origin::Siecle, Some(10.0)).is_ok());
}

#[test]
fn rows_of_one_pupil_collapse() {
    let mut intake = Intake::default();
    let first = person("1", "A", 1, "DUPONT Léa", "2A").with(Detail::Groups, "2A G1");
    let second = Person { division: None, ..first.clone() }.with(Detail::Groups, "2A G2");
    assert_eq!(intake.push(first.clone(), Place::default()).0, Pushed::New);
    assert_eq!(intake.push(second.clone(), Place::default()).0, Pushed::Completed(vec![]));
    assert_eq!(intake.push(second, Place::default()).0, Pushed::Repeated);
    let elsewhere = Person { division: Some("2B".into()), ..first };
    assert_eq!(
        intake.push(elsewhere, Place::default()).0,
        Pushed::Completed(vec![Contradiction::Division { kept: "2A".into(), other: "2B".into() }])
    );
    let (reads, clashes) = intake.finish();
    assert_eq!((reads.len(), clashes.len()), (1, 0));
    assert_eq!(reads[0].person.groups(), Some("2A G1, 2A G2"));
}

#[test]
fn one_internal_number_for_two_inscribed_pupils_is_no_clash() {
    let mut intake = Intake::default();
    for (ine, name) in [("A", "DUPONT Léa"), ("B", "MARTIN Théo"), ("", "PETIT Zoé")] {
        intake.push(person("1", ine, 1, name, "2A"), Place::default());
    }
    assert_eq!(intake.finish().1, [Clash { read: 2, other: 0, over: Over::Number }]);
}

#[test]
fn two_pupils_with_one_ine_clash() {
    let mut intake = Intake::default();
    for (number, name) in [("1", "DUPONT Léa"), ("2", "DUPONT Théo")] {
        assert_eq!(intake.push(person(number, "A", 1, name, "2A"), Place::default()).0, Pushed::New);
    }
    assert_eq!(intake.finish().1, [Clash { read: 1, other: 0, over: Over::Ine }]);
}

#[test]
fn a_list_of_candidates_renames_nobody_and_brings_back_the_enrolled() {
    let candidate = Person {
        first_name: "Léa Marie-Claire".into(),
        number: "".into(),
        origin: Origin::Candidates,
        division: Some("T9".into()),
        ..school()[0].clone()
    }
    .with(Detail::Diploma, "BCP")
    .with(Detail::Enrolment, "Annulé");
    let enrolled = candidate.clone().with(Detail::Enrolment, "Inscrit");
    let mut before = known(&school());
    before[0].present = false;
    let compared =
        |row: &Person| compare(&before, reads(std::slice::from_ref(row)), &[], Scope::Partial, &Decisions::default());
    let outcome = compared(&candidate);
    assert_eq!((outcome.updated.len(), outcome.returned.len()), (1, 0));
    assert_eq!(outcome.updated[0].fields, [Attribute::Detail(Detail::Diploma), Attribute::Detail(Detail::Enrolment)]);
    let outcome = compared(&enrolled);
    assert_eq!((outcome.updated.len(), outcome.returned.len()), (0, 1));
    let after = &outcome.returned[0].after;
    assert_eq!((after.full_name(), after.division()), ("Léa DUPONT".to_owned(), "2A"));
    assert_eq!((after.origin, after.has_left()), (Origin::Candidates, false));
}

#[test]
fn without_a_column_of_departures_nobody_who_left_comes_back() {
    let mut gone = school();
    gone[0].left = Some(true);
    let before = known(&gone);
    let row = |left| reads(&[Person { left, ..school()[0].clone() }]);
    let returned = |left| compare(&before, row(left), &[], Scope::Partial, &Decisions::default()).returned.len();
    assert_eq!((returned(None), returned(Some(false))), (0, 1));
    let mut absent = known(&school());
    absent[0].present = false;
    assert_eq!(
        compare(&absent, row(None), &[], Scope::Partial, &Decisions::default()).returned.len(),
        1,
        "who was only absent is back"
    );
}

#[test]
fn candidates_of_elsewhere_do_not_leave_with_the_next_export() {
    let candidate = Person { origin: Origin::Candidates, ..person("", "Z", 9, "LIBRE Tom", "T1") };
    let everybody = [school(), vec![candidate]].concat();
    let outcome =
        compare(&known(&everybody), reads(&school()), &[], Scope::Whole(Origin::Siecle), &Decisions::default());
    assert!(outcome.is_empty());
}

#[test]
fn rows_of_two_files_complete_each_other() {
    let mut intake = Intake::default();
    let pupil = person("1", "A", 1, "DUPONT Léa", "2A").with(Detail::UsageName, "MARTIN");
    let candidate = Person { number: "".into(), origin: Origin::Candidates, ..person("", "A", 1, "DUPONT Léa", "2A") }
        .with(Detail::Diploma, "BCP")
        .with(Detail::Enrolment, "Inscrit")
        .with(Detail::Email, "lea@exemple.invalid");
    assert_eq!(intake.push(pupil, Place::default()).0, Pushed::New);
    assert_eq!(intake.push(candidate, Place::default()).0, Pushed::Completed(vec![]));
    let person = intake.finish().0.remove(0).person;
    assert_eq!((person.diploma(), person.enrolment()), (Some("BCP"), Some("Inscrit")));
    assert!(!person.is_only_candidate());
}

#[test]
fn a_file_that_empties_every_division_is_stopped() {
    let emptied: Vec<Person> =
        school().into_iter().map(|pupil| Person { division: Some("".into()), ..pupil }).collect();
    let known = known(&school());
    let outcome = compare(&known, reads(&emptied), &[], Scope::Whole(Origin::Siecle), &Decisions::default());
    assert_eq!(guard(&known, &outcome, Origin::Siecle, None).map_err(|alarm| alarm.emptied), Err(3));
    assert_eq!(guard(&known, &outcome, Origin::Siecle, Some(100.0)), Ok(()));
}
