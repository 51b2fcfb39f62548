//! Are these two records the same person? The cascade of the re-import, as one verdict on a pair.
//!
//! Four identifiers are compared: SIECLE number, INE, birth date, name. Each agrees, differs, or cannot be
//! compared because one side lacks it.

use super::division;
use super::internal_number::InternalNumber;
use super::name;
use super::person::Person;

/// What comparing one identifier gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    Same,
    Differs,
    Unknown,
}

/// What can be said of a known person and a person read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// One person; whatever differs is a correction.
    Same,
    /// The same name, and nothing else to compare: one person if nobody else bears that name.
    SameName,
    /// Too alike to be two, too different to be one: somebody must decide.
    Conflict,
    /// Two persons.
    Different,
}

/// The four identifiers of a pair, under the words that users read.
pub fn agreements(known: &Person, read: &Person) -> [(&'static str, Agreement); 4] {
    use Agreement::{Differs, Same, Unknown};
    let birth = match (known.birth_date, read.birth_date) {
        (Some(one), Some(other)) if one == other => Same,
        (Some(_), Some(_)) => Differs,
        _ => Unknown,
    };
    let name = if same_name(known, read) { Same } else { Differs };
    [
        ("n° interne", compare_numbers(&known.number, &read.number)),
        ("INE", compare(&known.ine, &read.ine)),
        ("date de naissance", birth),
        ("nom et prénom", name),
    ]
}

/// Judges a pair.
pub fn judge(known: &Person, read: &Person) -> Verdict {
    use Agreement::{Differs, Same, Unknown};
    let [number, ine, birth, name] = agreements(known, read).map(|(_, agreement)| agreement);
    let differences = [number, ine, birth, name].iter().filter(|agreement| **agreement == Differs).count();

    match (number, ine, birth, name) {
        (Same, _, _, _) | (_, Same, _, _) | (_, _, Same, Same)
            if differences <= 1 && (name == Same || birth == Same) =>
        {
            Verdict::Same
        }
        (_, Same, _, _)
        | (_, _, Same, Same)
        | (Same, _, _, Same)
        | (Same, _, Same, _)
        | (Same, Unknown, Unknown, Differs) => Verdict::Conflict,
        // A pupil and a teacher of one name are two.
        (_, _, Unknown, Same) if read.is_profile_told && known.profile.is_adult() != read.profile.is_adult() => {
            Verdict::Different
        }
        (_, _, Unknown, Same) if differences == 0 => Verdict::SameName,
        _ => Verdict::Different,
    }
}

/// Names as alike as those of one person written twice, from 0 to 1.
const ALIKE: f64 = 0.88;

/// True for two records that may be one person: of one birth date, alike, with one name in common or with names exchanged; of
/// another date, or of none, with equal names. Where the file is not the whole record, twins are many and a name in common is
/// enough in one division only.
pub fn looks_like(known: &Person, read: &Person, whole: bool) -> bool {
    if known.profile.is_adult() != read.profile.is_adult() {
        return false;
    }
    let near = !known.division().is_empty() && division::same(known.division(), read.division());
    let other_number = compare(&known.ine, &read.ine) == Agreement::Differs
        || compare_numbers(&known.number, &read.number) == Agreement::Differs;
    let [one, other] = [known, read].map(|person| (name::fold(&person.family_name), name::fold(&person.first_name)));
    if one == other {
        // In a part of the school, somebody of that name in another class, whose numbers are others, is somebody else.
        return whole || near || known.birth_date == read.birth_date || !other_number;
    }
    let exchanged = one.0 == other.1 && one.1 == other.0;
    if exchanged && read.birth_date.is_none() {
        return !other_number;
    }
    if known.birth_date.is_none() || known.birth_date != read.birth_date {
        return false;
    }
    let alike = |one: &str, other: &str| name::likeness(one, other) > ALIKE;
    let both = alike(&one.0, &other.0) && alike(&one.1, &other.1);
    let common = (!one.0.is_empty() && one.0 == other.0) || (!one.1.is_empty() && one.1 == other.1);
    // A list without divisions does not tell two of them apart.
    let may_be_near = (near || read.division().is_empty()) && !other_number;
    exchanged || both || (whole || may_be_near) && common
}

/// True for two different names that may be one: both alike, or exchanged.
pub fn is_nearly(known: &Person, read: &Person) -> bool {
    let [one, other] = [known, read].map(|person| (name::fold(&person.family_name), name::fold(&person.first_name)));
    let alike = |one: &str, other: &str| name::likeness(one, other) > ALIKE;
    one != other && (one.0 == other.1 && one.1 == other.0 || alike(&one.0, &other.0) && alike(&one.1, &other.1))
}

/// True for somebody who had left and may be back under a birth date that was corrected: of equal names, no other INE, and a
/// date of which one part alone is another, or day and month are exchanged.
pub fn is_back(known: &Person, read: &Person) -> bool {
    let Some((one, other)) = known.birth_date.zip(read.birth_date) else { return false };
    let same = [one.year() == other.year(), one.month() == other.month(), one.day() == other.day()];
    let exchanged = one.year() == other.year() && one.month() == other.day() && one.day() == other.month();
    let near = exchanged || same.into_iter().filter(|same| *same).count() == 2;
    near && same_name(known, read) && compare(&known.ine, &read.ine) != Agreement::Differs
}

/// True where nothing that both records hold differs: two lines of one pupil in one file.
pub fn is_repetition(first: &Person, next: &Person) -> bool {
    compare_numbers(&first.number, &next.number) != Agreement::Differs
        && compare(&first.ine, &next.ine) != Agreement::Differs
        && first.birth_date == next.birth_date
        && same_name(first, next)
}

/// Numbers of one kind: what stands in for an internal number says nothing of one.
fn compare_numbers(one: &InternalNumber, other: &InternalNumber) -> Agreement {
    if one.is_whole() == other.is_whole() { compare(one, other) } else { Agreement::Unknown }
}

fn compare(one: &str, other: &str) -> Agreement {
    match (one, other) {
        ("", _) | (_, "") => Agreement::Unknown,
        (one, other) if one == other => Agreement::Same,
        _ => Agreement::Differs,
    }
}

/// First name, and family or usage name, without accents or case.
fn same_name(one: &Person, other: &Person) -> bool {
    name::same(&one.first_name, &other.first_name)
        && (name::same(&one.family_name, &other.family_name)
            || name::same(one.surname(), other.surname())
            || named(one, &other.family_name)
            || named(other, &one.family_name))
}

fn named(person: &Person, name: &str) -> bool {
    let usage = person.usage_name().unwrap_or_default();
    !usage.is_empty() && name::same(usage, name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::profile::Profile;
    use jiff::civil::date;

    fn person(number: &str, ine: &str, birth: i8, family: &str, first: &str) -> Person {
        Person {
            number: number.into(),
            ine: ine.into(),
            birth_date: (birth > 0).then(|| date(2010, 3, birth)),
            family_name: family.into(),
            first_name: first.into(),
            ..Person::new(Profile::Student)
        }
    }

    /// Known: number 1, INE A, 4 March, DUPONT Léa.
    #[test]
    fn the_cascade() {
        let known = person("1", "A", 4, "DUPONT", "Léa");
        let cases = [
            ("everything equal", person("1", "A", 4, "DUPONT", "Léa"), Verdict::Same),
            ("accents are no difference", person("", "", 4, "Dupont", "LEA"), Verdict::Same),
            ("name corrected", person("1", "A", 4, "DUPOND", "Léa"), Verdict::Same),
            ("name corrected, no number", person("", "A", 4, "DUPOND", "Léa"), Verdict::Same),
            ("date corrected", person("1", "A", 5, "DUPONT", "Léa"), Verdict::Same),
            ("INE issued since", person("1", "", 4, "DUPONT", "Léa"), Verdict::Same),
            ("INE changed", person("1", "B", 4, "DUPONT", "Léa"), Verdict::Same),
            ("number changed", person("2", "A", 4, "DUPONT", "Léa"), Verdict::Same),
            ("number and date, other name", person("1", "", 4, "MARTIN", "Lou"), Verdict::Same),
            ("number and date, all else differs", person("1", "B", 4, "MARTIN", "Lou"), Verdict::Conflict),
            ("INE given to another", person("2", "A", 5, "MARTIN", "Hugo"), Verdict::Conflict),
            ("INE, other date and name", person("", "A", 5, "MARTIN", "Hugo"), Verdict::Conflict),
            ("twins with one INE", person("2", "A", 4, "DUPONT", "Théo"), Verdict::Conflict),
            ("homonyms of one day", person("2", "B", 4, "DUPONT", "Léa"), Verdict::Conflict),
            ("INE alone, other name", person("", "A", 0, "MARTIN", "Hugo"), Verdict::Conflict),
            ("number alone, other name", person("1", "", 0, "MARTIN", "Hugo"), Verdict::Conflict),
            ("INE alone, same name", person("", "A", 0, "DUPONT", "Léa"), Verdict::Same),
            ("number given again", person("1", "B", 5, "MARTIN", "Hugo"), Verdict::Different),
            ("homonym of another day", person("2", "B", 5, "DUPONT", "Léa"), Verdict::Different),
            ("homonym, nothing else", person("", "", 5, "DUPONT", "Léa"), Verdict::Different),
            ("name only", person("", "", 0, "DUPONT", "Léa"), Verdict::SameName),
            ("another kind of number", person("05386252387", "A", 4, "DUPONT", "Léa"), Verdict::Same),
            ("nothing in common", person("2", "B", 6, "MARTIN", "Hugo"), Verdict::Different),
        ];
        for (what, read, verdict) in cases {
            assert_eq!(judge(&known, &read), verdict, "{what}");
        }
    }

    #[test]
    fn two_who_look_like_one() {
        let known = person("1", "A", 4, "DUPONT", "Léa");
        let cases = [
            ("one name, no number", person("", "", 4, "MARTIN", "Léa"), true, true),
            ("a letter", person("2", "B", 4, "DUPOND", "Léa"), true, true),
            ("exchanged", person("2", "B", 4, "LEA", "Dupont"), true, true),
            ("married", person("2", "", 4, "MARTIN", "Léa"), true, false),
            ("a twin", person("2", "", 4, "DUPONT", "Théo"), true, false),
            ("others of a day", person("2", "", 4, "MARTIN", "Hugo"), false, false),
            ("no date, one name", person("2", "", 0, "DUPONT", "Lou"), false, false),
            ("another date", person("", "", 5, "DUPONT", "Léa"), true, true),
            ("another date and number", person("2", "", 5, "DUPONT", "Léa"), true, false),
            ("no date, same names", person("", "", 0, "DUPONT", "Léa"), true, true),
        ];
        for (what, read, whole, part) in cases {
            assert_eq!((looks_like(&known, &read, true), looks_like(&known, &read, false)), (whole, part), "{what}");
        }
    }

    #[test]
    fn who_had_left_may_be_back() {
        let known = person("1", "A", 4, "DUPONT", "Léa");
        for (read, back) in [
            (person("", "", 5, "DUPONT", "Léa"), true),
            (person("", "B", 5, "DUPONT", "Léa"), false),
            (person("", "", 5, "DUPONT", "Lou"), false),
            (Person { birth_date: Some(date(2010, 4, 3)), ..person("", "", 1, "Dupont", "Lea") }, true),
            (Person { birth_date: Some(date(2011, 5, 3)), ..person("", "", 1, "DUPONT", "Léa") }, false),
            (person("", "", 0, "DUPONT", "Léa"), false),
        ] {
            assert_eq!(is_back(&known, &read), back, "{read:?}");
        }
    }

    #[test]
    fn a_usage_name_is_a_name() {
        let known = person("", "", 4, "DUPONT", "Léa").with(crate::domain::person::Detail::UsageName, "MARTIN");
        assert_eq!(judge(&known, &person("", "", 4, "MARTIN", "Léa")), Verdict::Same);
    }

    /// One's usage name is the other's family name, whatever usage name that one has; another name is none of them.
    #[test]
    fn either_name_is_compared_with_either() {
        let used = |family: &str, usage: &str| {
            person("", "", 4, family, "Léa").with(crate::domain::person::Detail::UsageName, usage)
        };
        for (one, other, same) in [
            (used("DUPONT", "MARTIN"), used("MARTIN", "DURAND"), true),
            (used("MARTIN", "DURAND"), used("DUPONT", "MARTIN"), true),
            (used("DUPONT", "MARTIN"), used("DUPONT", "DURAND"), true),
            (used("DUPONT", "MARTIN"), used("ZOLA", "DURAND"), false),
            (used("DUPONT", "MARTIN"), used("ZOLA", ""), false),
            (used("DUPONT", ""), used("", "ZOLA"), false),
        ] {
            assert_eq!(same_name(&one, &other), same, "{one:?} {other:?}");
        }
    }
}
