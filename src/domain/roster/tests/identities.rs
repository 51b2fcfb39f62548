//! Whoever comes in is who the file says.

use super::*;
use jiff::civil::Date;

/// Sixty pupils, whose columns are then tampered with; which one stops the import, and what it looks like.
#[test]
fn a_column_that_changes_for_many_stops_the_import() {
    let many: Vec<Person> = (0..60_u8)
        .map(|n| Person {
            birth_date: Some(date(2008 + i16::from(n % 3), 1 + (n % 12).cast_signed(), 1 + (n % 28).cast_signed())),
            ..person(&format!("n{n}"), &format!("I{n}"), 1, &format!("FAMILLE{n} Prénom{n}"), "2A")
        })
        .collect();
    let rotated = |by: &dyn Fn(&mut Person, &Person)| {
        let mut people = many.clone();
        (0..60).for_each(|at| by(&mut people[at], &many[(at + 1) % 60]));
        people
    };
    let swap = |person: &mut Person, _: &Person| std::mem::swap(&mut person.family_name, &mut person.first_name);
    let turn = |person: &mut Person, _: &Person| {
        let day = person.birth_date.unwrap();
        person.birth_date = Date::new(day.year(), day.day(), day.month()).ok().or(person.birth_date);
    };
    type By<'a> = &'a dyn Fn(&mut Person, &Person);
    let cases: [(By<'_>, Identifier, Look); 6] = [
        (&|person, next| person.ine = next.ine.clone(), Identifier::Ine, Look::Shifted),
        (&|person, next| person.birth_date = next.birth_date, Identifier::BirthDate, Look::Shifted),
        (&|person, next| person.first_name = next.first_name.clone(), Identifier::FirstName, Look::Shifted),
        (&swap, Identifier::FamilyName, Look::Swapped),
        (&turn, Identifier::BirthDate, Look::MonthFirst),
        (&|person, _| person.ine = format!("X{}", &*person.ine).as_str().into(), Identifier::Ine, Look::Unknown),
    ];
    for (by, identifier, look) in cases {
        let base = known(&many);
        let outcome = compare(&base, reads(&rotated(by)), &[], Scope::Partial, &Decisions::default());
        let shift = guard_identities(&base, &outcome, None).unwrap_err();
        assert_eq!((shift.identifier, shift.look), (identifier, look));
        assert!(guard_identities(&base, &outcome, Some(100.0)).is_ok());
    }
}

#[test]
fn a_few_corrections_stop_nothing() {
    let base = known(&school());
    let mut now = school();
    now[0].family_name = "DUPOND".into();
    now[1].birth_date = Some(date(2010, 3, 20));
    let outcome = compare(&base, reads(&now), &[], Scope::Partial, &Decisions::default());
    assert_eq!(guard_identities(&base, &outcome, None), Ok(()));
    // An INE given to everybody who had none is no change.
    let bare: Vec<Person> = school().into_iter().map(|one| Person { ine: "".into(), ..one }).collect();
    let base = known(&bare);
    let outcome = compare(&base, reads(&school()), &[], Scope::Partial, &Decisions::default());
    assert_eq!((outcome.updated.len(), guard_identities(&base, &outcome, None)), (3, Ok(())));
}

#[test]
fn two_who_exchange_their_ine_are_in_conflict() {
    let mut now = school();
    let (one, other) = (now[0].ine.clone(), now[1].ine.clone());
    (now[0].ine, now[1].ine) = (other, one);
    let outcome = compare(&known(&school()), reads(&now), &[], Scope::Whole(Origin::Siecle), &Decisions::default());
    let doubted: Vec<_> = outcome
        .conflicts
        .iter()
        .map(|doubt| match &doubt.why {
            Why::Taken(Identifier::Ine, holder) => (doubt.known.id.0, Some(holder.id.0)),
            _ => (doubt.known.id.0, None),
        })
        .collect();
    assert_eq!((doubted, outcome.updated.len()), (vec![(1, Some(2)), (2, Some(1))], 0));
    // Decided once, it is not asked again.
    let mut decisions = Decisions::default();
    now.iter().zip(1..).for_each(|(row, id)| decisions.of_known(&subject(row), PersonId(id), Decision::Same));
    let outcome = compare(&known(&school()), reads(&now), &[], Scope::Whole(Origin::Siecle), &decisions);
    assert_eq!((outcome.conflicts.len(), outcome.updated.len()), (0, 2));
}

/// A row of somebody who is here is worth more than one of somebody gone, whatever their order.
#[test]
fn who_is_here_is_here() {
    let gone = Person { left: Some(true), ..person("1", "A", 1, "DUPONT Léa", "1A") };
    let here = Person { left: Some(false), ..person("1", "A", 1, "DUPONT Léa", "2A") };
    for rows in [[gone.clone(), here.clone()], [here, gone]] {
        let mut intake = Intake::default();
        let pushed: Vec<Pushed> = rows.into_iter().map(|row| intake.push(row, Place::default()).0).collect();
        assert!(matches!(&pushed[1], Pushed::Completed(told) if told.contains(&Contradiction::Exit)), "{pushed:?}");
        let read = &intake.finish().0[0].person;
        assert_eq!((read.left, read.division()), (Some(false), "2A"));
    }
}

#[test]
fn every_examination_of_a_candidate_is_kept() {
    let row = |diploma: &str, state: &str| {
        Person { origin: Origin::Candidates, ..person("", "A", 1, "DUPONT Léa", "T1") }
            .with(Detail::Diploma, diploma)
            .with(Detail::Enrolment, state)
    };
    type Rows<'a> = &'a [(&'a str, &'a str)];
    let cases: [(Rows<'_>, &str, &str); 5] = [
        (&[("CAP", "Inscrit"), ("BCP", "Annulé")], "CAP + BCP", "Inscrit + Annulé"),
        (&[("CAP", "Annulé"), ("CAP", "Inscrit")], "CAP", "Inscrit"),
        (&[("CAP", "Inscrit"), ("CAP", "Annulé")], "CAP", "Inscrit"),
        (&[("CAP", "Annulé")], "CAP", "Annulé"),
        (&[("CAP", "Inscrit"), ("CAP", "Inscrit")], "CAP", "Inscrit"),
    ];
    for (rows, diploma, state) in cases {
        let mut intake = Intake::default();
        rows.iter().for_each(|(diploma, state)| {
            intake.push(row(diploma, state), Place::default());
        });
        let read = &intake.finish().0[0].person;
        assert_eq!((read.diploma(), read.enrolment()), (Some(diploma), Some(state)), "{rows:?}");
    }
}

/// Whoever is absent and whoever is new are one, perhaps: nobody leaves and nobody comes before it is decided.
#[test]
fn absent_and_new_may_be_one() {
    let school = vec![
        person("1", "", 1, "DUPONT Léa", "2A"),
        person("2", "", 2, "MARTIN Hugo", "2A"),
        person("3", "", 3, "PETIT Zoé", "2B"),
    ];
    let whole = Scope::Whole(Origin::Siecle);
    let compared = |now: &[Person], scope| compare(&known(&school), reads(now), &[], scope, &Decisions::default());
    let with = |name: &str, number: &str, division: &str| {
        vec![person(number, "", 1, name, division), school[1].clone(), school[2].clone()]
    };
    for (now, scope, doubts) in [
        (with("DUPOND Léa", "9", "2A"), whole, 1),
        (with("DUPOND Léa", "9", "2C"), whole, 1),
        (with("MARTIN Léa", "9", "2A"), whole, 1),
        (with("Léa DUPONT", "9", "2A"), whole, 1),
        (with("DUPOND Léa", "9", "2A"), Scope::Partial, 1),
        (with("MARTIN Léa", "9", "2A"), Scope::Partial, 0),
        (with("MARTIN Léa", "", "2A"), Scope::Partial, 1),
        (with("MARTIN Léa", "9", "2C"), Scope::Partial, 0),
        (with("NOUVEAU Tom", "9", "2A"), whole, 0),
    ] {
        let outcome = compared(&now, scope);
        let (arrived, gone) = (outcome.arrived.len(), outcome.departed.len());
        assert_eq!(outcome.conflicts.len(), doubts, "{:?}", now[0].full_name());
        let leaves = usize::from(scope == whole);
        assert_eq!((arrived, gone), if doubts == 1 { (0, 0) } else { (1, leaves) }, "{:?}", now[0].full_name());
    }
    // A twin whose sibling is there comes.
    let twin = [school.clone(), vec![person("9", "", 1, "DUPONT Théo", "2A")]].concat();
    assert_eq!(compared(&twin, whole).arrived.len(), 1);
}
