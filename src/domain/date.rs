//! Dates as schools write them, ages and school years.
//!
//! Reading a date never guesses: a two-digit year is refused whatever its form, an impossible day is said to be impossible,
//! and which of day and month comes first is a matter of the whole column.

use jiff::civil::Date;

use super::name;

/// What a cell that should hold a date turned out to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateCell {
    /// Nothing was written.
    Absent,
    /// A day of the calendar.
    Day(Date),
    /// A day with a year on two digits: a guess would be wrong one day.
    TwoDigitYear,
    /// A day of the calendar in the other order alone: `03/25/2010`.
    OtherOrder,
    /// Something else: `31/02/2010`, `00/05/2011`, words.
    Impossible,
}

/// Which of day and month stands first where both are numbers and the year comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    #[default]
    DayFirst,
    MonthFirst,
}

/// Months as they are written, whole or cut, in French and in English: the number of each is its position, from 1.
const MONTHS: [&[&str]; 12] = [
    &["janvier", "january"],
    &["fevrier", "february"],
    &["mars", "march"],
    &["avril", "april"],
    &["mai", "may"],
    &["juin", "june"],
    &["juillet", "july"],
    &["aout", "august"],
    &["septembre", "september"],
    &["octobre", "october"],
    &["novembre", "november"],
    &["decembre", "december"],
];

const WEEKDAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// Reads `jj/mm/aaaa` (also with `-`, `.` or spaces, the month in letters, `1er`), `aaaa-mm-jj`, either followed by an hour,
/// or an Excel serial number.
pub fn read(cell: &str) -> DateCell {
    read_in(cell, Order::DayFirst).0
}

/// The same where `order` is that of the file; tells too which order the cell proves, if it proves one.
pub fn read_in(cell: &str, order: Order) -> (DateCell, Option<Order>) {
    let cell = cell.trim();
    if cell.is_empty() {
        return (DateCell::Absent, None);
    }
    if let Some((one, two, year)) = plain(cell) {
        return in_numbers(one, two, year, order);
    }
    let day = without_hour(cell);
    if let Some(serial) = excel_serial(day) {
        return (serial, None);
    }
    let mut parts = day.split(|sign: char| matches!(sign, '/' | '-' | '.') || sign.is_whitespace());
    let mut parts = std::iter::from_fn(|| parts.find(|part| !part.is_empty()));
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day), None) if year.len() == 4 && is_number(year) => {
            (civil(year, month, day), None)
        }
        (Some(one), Some(two), Some(year), None) if is_number(one) && is_number(two) && is_number(year) => {
            match (year.len(), one.parse(), two.parse(), year.parse()) {
                (4, Ok(one), Ok(two), Ok(year)) => in_numbers(one, two, year, order),
                (2, ..) => (DateCell::TwoDigitYear, None),
                _ => (DateCell::Impossible, None),
            }
        }
        _ => (in_words(day), None),
    }
}

/// `jj/mm/aaaa`, as nearly every cell is.
fn plain(cell: &str) -> Option<(i8, i8, i16)> {
    let [a, b, b'/', c, d, b'/', e, f, g, h] = *cell.as_bytes() else { return None };
    let digits = [a, b, c, d, e, f, g, h];
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let [a, b, c, d, e, f, g, h] = digits.map(|digit| i16::from(digit - b'0'));
    Some(((a * 10 + b) as i8, (c * 10 + d) as i8, e * 1000 + f * 100 + g * 10 + h))
}

/// Two numbers, and a year at the end. A day beyond the twelfth proves which of them it is.
fn in_numbers(one: i8, two: i8, year: i16, order: Order) -> (DateCell, Option<Order>) {
    let day_of = |day, month| match Date::new(year, month, day) {
        Ok(date) if date.year() >= 1900 => DateCell::Day(date),
        _ => DateCell::Impossible,
    };
    let is_day = |cell: DateCell| matches!(cell, DateCell::Day(_));
    let ((day, month), other) = match order {
        Order::DayFirst => ((one, two), Order::MonthFirst),
        Order::MonthFirst => ((two, one), Order::DayFirst),
    };
    match day_of(day, month) {
        read if is_day(read) => (read, (day > 12).then_some(order)),
        _ if is_day(day_of(month, day)) => (DateCell::OtherOrder, Some(other)),
        read => (read, None),
    }
}

/// « 1er septembre 2009 », « 01-janv.-2008 », « samedi 14 mars 2009 ».
fn in_words(text: &str) -> DateCell {
    let folded = name::fold(text);
    let mut words = folded.split(' ').filter(|word| !WEEKDAYS.contains(word));
    let (Some(day), Some(month), Some(year), None) = (words.next(), words.next(), words.next(), words.next()) else {
        return DateCell::Impossible;
    };
    let day = day.strip_suffix("er").unwrap_or(day);
    let Some(month) = month_of(month).filter(|_| is_number(day) && is_number(year)) else {
        return DateCell::Impossible;
    };
    if year.len() == 2 { DateCell::TwoDigitYear } else { civil(year, &month.to_string(), day) }
}

/// The number of a month, of which at least three letters are written.
fn month_of(word: &str) -> Option<usize> {
    // « juil. » and « juin » have three letters in common.
    let is_enough = word.len() >= 3 && word != "jui";
    MONTHS.iter().position(|names| is_enough && names.iter().any(|name| name.starts_with(word))).map(|at| at + 1)
}

/// The cell up to an hour, which a white space or, between digits, a `T` begins.
fn without_hour(cell: &str) -> &str {
    let Some(colon) = cell.find(':') else { return cell };
    let is_digit = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit());
    let begins = |(at, sign): &(usize, char)| {
        let (before, after) = (cell[..*at].chars().next_back(), cell[at + sign.len_utf8()..].chars().next());
        sign.is_whitespace() || (*sign == 'T' && is_digit(before) && is_digit(after))
    };
    let before: Vec<(usize, char)> = cell[..colon].char_indices().collect();
    before.iter().rev().find(|place| begins(place)).map_or(cell, |(at, _)| cell[..*at].trim_end())
}

/// Excel counts days from 30 December 1899; only the range of living people is believed.
fn excel_serial(cell: &str) -> Option<DateCell> {
    // What follows the separator is the hour.
    let whole = match cell.split_once(['.', ',']) {
        Some((whole, hour)) if is_number(hour) => whole,
        _ => cell,
    };
    if !(4..=5).contains(&whole.len()) || !is_number(whole) {
        return None;
    }
    let days: i32 = whole.parse().ok().filter(|days| *days >= 3_654)?;
    let epoch = jiff::civil::date(1899, 12, 30);
    Some(epoch.checked_add(jiff::Span::new().days(days)).map_or(DateCell::Impossible, DateCell::Day))
}

fn civil(year: &str, month: &str, day: &str) -> DateCell {
    let number = |text: &str| is_number(text).then(|| text.parse::<i16>().ok()).flatten();
    let small = |text: &str| number(text).and_then(|value| i8::try_from(value).ok());
    let read = || Date::new(number(year)?, small(month)?, small(day)?).ok();
    match read() {
        Some(date) if date.year() >= 1900 => DateCell::Day(date),
        _ => DateCell::Impossible,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Age in whole years on `today`.
pub fn age(birth: Date, today: Date) -> i16 {
    let had_birthday = (today.month(), today.day()) >= (birth.month(), birth.day());
    today.year() - birth.year() - i16::from(!had_birthday)
}

/// The year in which the school year of `today` began: a school year begins in August.
pub fn school_year(today: Date) -> i16 {
    today.year() - i16::from(today.month() < 8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_schools_write() {
        let cases = [
            ("14/03/2012", DateCell::Day(date(2012, 3, 14))),
            ("4/3/2012", DateCell::Day(date(2012, 3, 4))),
            ("2012-03-14", DateCell::Day(date(2012, 3, 14))),
            ("2012-03-14 00:00:00", DateCell::Day(date(2012, 3, 14))),
            ("14/03/2012 00:00", DateCell::Day(date(2012, 3, 14))),
            ("31734.0", DateCell::Day(date(1986, 11, 18))),
            ("39801", DateCell::Day(date(2008, 12, 19))),
            ("", DateCell::Absent),
            ("  ", DateCell::Absent),
            ("14/03/12", DateCell::TwoDigitYear),
            ("29/02/2007", DateCell::Impossible),
            ("29/02/2008", DateCell::Day(date(2008, 2, 29))),
            ("00/05/2011", DateCell::Impossible),
            ("14/13/2011", DateCell::Impossible),
            ("03/14/2012", DateCell::OtherOrder),
            ("1er septembre 2009", DateCell::Day(date(2009, 9, 1))),
            ("01-janv.-2008", DateCell::Day(date(2008, 1, 1))),
            ("1 Sept. 2009", DateCell::Day(date(2009, 9, 1))),
            ("14-OCT-2009 00:00:00", DateCell::Day(date(2009, 10, 14))),
            ("14 août 2009 00:00", DateCell::Day(date(2009, 8, 14))),
            ("2012-03-14T10:00", DateCell::Day(date(2012, 3, 14))),
            ("samedi 14 mars 2009", DateCell::Day(date(2009, 3, 14))),
            ("14 août 2009", DateCell::Day(date(2009, 8, 14))),
            ("3 juil. 2009", DateCell::Day(date(2009, 7, 3))),
            ("3 jui. 2009", DateCell::Impossible),
            ("02-Feb-2009", DateCell::Day(date(2009, 2, 2))),
            ("2 févr. 2009", DateCell::Day(date(2009, 2, 2))),
            ("01-janv.-08", DateCell::TwoDigitYear),
            ("31 février 2009", DateCell::Impossible),
            ("14\u{a0}/\u{a0}03\u{a0}/ 2012\u{a0}", DateCell::Day(date(2012, 3, 14))),
            ("39801.5", DateCell::Day(date(2008, 12, 19))),
            ("0000-00-00", DateCell::Impossible),
            ("mars 2012", DateCell::Impossible),
            ("12/0a/2012", DateCell::Impossible),
            ("2012", DateCell::Impossible),
            ("14/03/0012", DateCell::Impossible),
        ];
        for (cell, expected) in cases {
            assert_eq!(read(cell), expected, "{cell}");
        }
    }

    #[test]
    fn the_order_of_a_column() {
        let cases = [
            ("25/03/2010", Order::DayFirst, DateCell::Day(date(2010, 3, 25)), Some(Order::DayFirst)),
            ("03/25/2010", Order::DayFirst, DateCell::OtherOrder, Some(Order::MonthFirst)),
            ("03/25/2010", Order::MonthFirst, DateCell::Day(date(2010, 3, 25)), Some(Order::MonthFirst)),
            ("25/03/2010", Order::MonthFirst, DateCell::OtherOrder, Some(Order::DayFirst)),
            ("04/03/2010", Order::DayFirst, DateCell::Day(date(2010, 3, 4)), None),
            ("04/03/2010", Order::MonthFirst, DateCell::Day(date(2010, 4, 3)), None),
            ("2010-03-25", Order::MonthFirst, DateCell::Day(date(2010, 3, 25)), None),
            ("25 mars 2010", Order::MonthFirst, DateCell::Day(date(2010, 3, 25)), None),
        ];
        for (cell, order, read, proves) in cases {
            assert_eq!(read_in(cell, order), (read, proves), "{cell}");
        }
    }

    #[test]
    fn ages_and_school_years() {
        assert_eq!(age(date(2010, 9, 2), date(2026, 9, 1)), 15);
        assert_eq!(age(date(2010, 9, 1), date(2026, 9, 1)), 16);
        assert_eq!(school_year(date(2026, 7, 31)), 2025);
        assert_eq!(school_year(date(2026, 8, 1)), 2026);
    }
}
