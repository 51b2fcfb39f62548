//! Whom the words that somebody typed mean: a name in either order, whatever its accents, or one that resembles it.

use super::name::{self, fold};
use super::person::Person;

/// Below this, two names do not resemble each other.
const NEAR: f64 = 0.88;

/// The same of two words alone.
const NEAR_WORD: f64 = 0.91;

/// The writings by which a person is known, folded: either surname, in either order.
fn writings(person: &Person) -> [String; 4] {
    let first = fold(&person.first_name);
    let [surname, family] = [fold(person.surname()), fold(&person.family_name)];
    [
        format!("{first} {surname}"),
        format!("{surname} {first}"),
        format!("{first} {family}"),
        format!("{family} {first}"),
    ]
    .map(|writing| writing.trim().to_owned())
}

/// True where `typed` is the whole name of a person.
pub fn means(person: &Person, typed: &str) -> bool {
    let typed = fold(typed);
    !typed.is_empty() && writings(person).contains(&typed)
}

/// How near a person is to what was typed, from 0 to 1; zero where they are too far apart to be named.
pub fn nearness(person: &Person, login: &str, typed: &str) -> f64 {
    let typed = fold(typed);
    if typed.is_empty() {
        return 0.0;
    }
    if is_part(person, &typed) {
        return 1.0;
    }
    let spoken = fold(login);
    let likeness =
        writings(person).iter().chain([&spoken]).map(|writing| name::likeness(writing, &typed)).fold(0.0, f64::max);
    match likeness > NEAR {
        true => likeness,
        false if has_near_words(person, &typed) => NEAR,
        false => 0.0,
    }
}

/// True where every word typed resembles a word of the name: « dupond » is near Axel DUPONT.
fn has_near_words(person: &Person, typed: &str) -> bool {
    let [name, _, other, _] = writings(person);
    let near = |word: &str| {
        word.len() > 3 && name.split(' ').chain(other.split(' ')).any(|whole| name::likeness(whole, word) > NEAR_WORD)
    };
    typed.split(' ').all(near)
}

/// True where every word typed begins a word of the name, as when only a surname is known.
fn is_part(person: &Person, typed: &str) -> bool {
    let [name, _, other, _] = writings(person);
    let begun = |word: &str| name.split(' ').chain(other.split(' ')).any(|whole| whole.starts_with(word));
    typed.len() > 2 && typed.split(' ').all(begun)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::Detail;
    use crate::domain::profile::Profile;

    fn person() -> Person {
        let person = Person { family_name: "VIN".into(), first_name: "Léa".into(), ..Person::new(Profile::Student) };
        person.with(Detail::UsageName, "D’ARMAGNAC")
    }

    #[test]
    fn names_are_found_however_they_are_written() {
        for typed in ["léa vin", "VIN Lea", "Léa d'armagnac", "D ARMAGNAC LÉA"] {
            assert!(means(&person(), typed), "{typed}");
        }
        for typed in ["", "lea", "léa vinci", "vin"] {
            assert!(!means(&person(), typed), "{typed}");
        }
    }

    #[test]
    fn and_those_that_resemble_are_near() {
        for typed in ["vin", "armagnac", "armagnak", "armagnac lea", "léa vain", "lae vin", "lea.vni"] {
            assert!(nearness(&person(), "lea.vin", typed) > 0.0, "{typed}");
        }
        for typed in ["", "zorro", "paul petit", "montaigu"] {
            assert!(nearness(&person(), "lea.vin", typed) == 0.0, "{typed}");
        }
    }
}
