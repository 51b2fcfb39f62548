//! Divisions: how people order and recognise them.

use unicode_normalization::UnicodeNormalization;

use super::name;

/// The place of a division among others, as people count: 2NDE2 before 2NDE10, and those without a division last.
pub fn rank(division: &str) -> (bool, String, String) {
    let folded = name::fold(division);
    let mut counted = String::with_capacity(folded.len() + 20);
    for run in folded.as_bytes().chunk_by(|one, next| one.is_ascii_digit() == next.is_ascii_digit()) {
        // Folded text is ASCII.
        let run = String::from_utf8_lossy(run);
        if run.starts_with(|first: char| first.is_ascii_digit()) {
            counted.push_str(&format!("{:0>12}", run.trim_start_matches('0')));
        } else {
            counted.push_str(&run);
        }
    }
    // Two divisions may differ by a sign alone.
    (division.is_empty(), counted, division.to_owned())
}

/// `1 PRO TNE`, `1 pro tne` and `1PROTNE` are one division.
pub fn same(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// What spellings of one division have in common where signs tell divisions apart: letters without capitals, no blanks but
/// between two digits.
pub fn spelling(division: &str) -> String {
    let letters: Vec<char> = division.chars().flat_map(char::to_lowercase).collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let keeps =
        |(at, letter): &(usize, &char)| **letter != ' ' || is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
    letters.iter().enumerate().filter(keeps).map(|(_, letter)| *letter).collect()
}

/// What divisions that are one have in common: letters and digits, without accents or capitals; a blank or a hyphen counts
/// between two digits alone.
pub fn key(division: &str) -> String {
    let folded = name::fold(division);
    let bytes = folded.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let keeps = |(at, letter): &(usize, char)| *letter != ' ' || is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
    folded.char_indices().filter(keeps).map(|(_, letter)| letter).collect()
}

/// Capital letters of other alphabets that look like ours.
const ALIKE: [(&str, &str); 2] = [("АВЕКМНОРСТХІЈЅ", "ABEKMHOPCTXIJS"), ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX")];

/// The division in our letters, where some of it is typed in those of another alphabet that look the same, or in wide ones.
pub fn in_latin(division: &str) -> Option<String> {
    let is_wide = |letter: char| ('\u{ff01}'..='\u{ff5e}').contains(&letter);
    if division.contains(is_wide) {
        let narrow: String = division.nfkc().collect();
        return Some(in_latin(&narrow).unwrap_or(narrow));
    }
    let ours = |letter: char| {
        let pairs = ALIKE.iter().flat_map(|(others, ours)| others.chars().zip(ours.chars()));
        pairs.into_iter().find(|(other, _)| *other == letter).map(|(_, ours)| ours)
    };
    if division.is_ascii() || !division.chars().any(|letter| ours(letter).is_some()) {
        return None;
    }
    Some(division.chars().map(|letter| ours(letter).unwrap_or(letter)).collect())
}

/// Something for each division, in their order.
pub type ByDivision<T> = std::collections::BTreeMap<(bool, String, String), T>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisions_that_look_the_same() {
        for (typed, ours) in [
            ("2ND\u{415}1", Some("2NDE1")),
            ("2NDE1", None),
            ("É3", None),
            ("\u{391}2", Some("A2")),
            ("\u{ff12}\u{ff21}", Some("2A")),
        ] {
            assert_eq!(in_latin(typed).as_deref(), ours, "{typed}");
        }
    }

    #[test]
    fn one_division_under_several_spellings() {
        for (one, other, are_one) in [
            ("1 PRO TNE", "1PROTNE", true),
            ("2a", "2 A", true),
            ("2-A", "2A", true),
            ("3-1", "31", false),
            ("3 1", "3-1", true),
            ("2A", "2B", false),
        ] {
            assert_eq!(same(one, other), are_one, "{one} {other}");
        }
    }

    #[test]
    fn spellings_of_one_division() {
        for (one, other, are_one) in [
            ("2 A", "2a", true),
            ("3 1", "31", false),
            ("2 PRO/TNE", "2 PRO TNE", false),
            ("2-pro-tne", "2protne", false),
        ] {
            assert_eq!(spelling(one) == spelling(other), are_one, "{one} {other}");
        }
    }

    #[test]
    fn as_people_count() {
        let mut divisions = ["", "2NDE10", "2NDE2", "1 PRO TNE", "10A", "2nde 1", "É3", "2NDE02", "F1", "9A"];
        divisions.sort_by_key(|division| rank(division));
        assert_eq!(divisions, ["1 PRO TNE", "2nde 1", "2NDE02", "2NDE2", "2NDE10", "9A", "10A", "É3", "F1", ""]);
    }
}
