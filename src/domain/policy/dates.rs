//! A birth date inside a password, in any writing.

use jiff::civil::Date;

use crate::domain::name::transliterate;

const MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

/// The date in any writing: with or without separators, zeros and century, in any order, with the month in letters.
pub fn holds_date(text: &str, compacted: &str, birth: Date) -> bool {
    let ascii = transliterate(text);
    holds_numbers(&ascii, birth) || holds_groups(&ascii, birth) || holds_month(compacted, birth)
}

/// Digits that follow each other once everything between them is set aside.
fn holds_numbers(ascii: &str, birth: Date) -> bool {
    let (day, month, year) = (birth.day(), birth.month(), birth.year());
    let short = year % 100;
    let digits: String = ascii.chars().filter(char::is_ascii_digit).collect();
    let numbers = [
        format!("{day:02}{month:02}{year}"),
        format!("{year}{month:02}{day:02}"),
        format!("{month:02}{day:02}{year}"),
        format!("{year}{day:02}{month:02}"),
        format!("{day}{month}{year}"),
        format!("{year}{month}{day}"),
        format!("{day:02}{month:02}{short:02}"),
        format!("{short:02}{month:02}{day:02}"),
        format!("{month:02}{day:02}{short:02}"),
    ];
    numbers.iter().any(|number| digits.contains(number))
}

/// `1.2.10`: without zeros, a date is a few digits that chance also makes, so only where separators cut them thus.
fn holds_groups(ascii: &str, birth: Date) -> bool {
    let (day, month, year) = (i16::from(birth.day()), i16::from(birth.month()), birth.year());
    let groups: Vec<i16> =
        ascii.split(|sign: char| !sign.is_ascii_digit()).filter_map(|group| group.parse().ok()).collect();
    let orders = [year, year % 100].map(|year| [[day, month, year], [month, day, year], [year, month, day]]);
    groups.windows(3).any(|group| orders.iter().flatten().any(|order| group == order))
}

/// `1fevrier`, `fev2010`: the month in letters, whole or cut to four or three.
fn holds_month(compacted: &str, birth: Date) -> bool {
    let (day, year) = (birth.day(), birth.year());
    let name = MONTHS[usize::from(birth.month().unsigned_abs().clamp(1, 12)) - 1];
    [name, &name[..name.len().min(4)], &name[..3]].iter().any(|name| {
        let words = [
            format!("{day}{name}"),
            format!("{day:02}{name}"),
            format!("{name}{year}"),
            format!("{name}{:02}", year % 100),
        ];
        words.iter().any(|word| compacted.contains(word))
    })
}
