//! Dates as schools write them, ages and school years.
//!
//! Reading a date never guesses: a two-digit year is refused, an impossible day is said to be impossible.

use jiff::civil::Date;

/// What a cell that should hold a date turned out to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateCell {
    /// Nothing was written.
    Absent,
    /// A day of the calendar.
    Day(Date),
    /// A day with a year on two digits: a guess would be wrong one day.
    TwoDigitYear,
    /// Something else: `31/02/2010`, `00/05/2011`, words.
    Impossible,
}

/// Reads `jj/mm/aaaa` (also with `-`, `.` or spaces), `aaaa-mm-jj`, either followed by an hour, or an Excel serial number.
pub fn read(cell: &str) -> DateCell {
    let cell = cell.trim();
    if cell.is_empty() {
        return DateCell::Absent;
    }
    let day = without_hour(cell);
    if let Some(serial) = excel_serial(day) {
        return serial;
    }
    let mut parts = day.split(['/', '-', '.', ' ']);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day), None) if year.len() == 4 => civil(year, month, day),
        (Some(day), Some(month), Some(year), None) if year.len() == 4 => civil(year, month, day),
        (Some(day), Some(month), Some(year), None)
            if year.len() == 2 && [day, month, year].into_iter().all(is_number) =>
        {
            DateCell::TwoDigitYear
        }
        _ => DateCell::Impossible,
    }
}

fn without_hour(cell: &str) -> &str {
    match cell.split_once(['T', ' ']) {
        Some((day, hour)) if hour.contains(':') => day,
        _ => cell,
    }
}

/// Excel counts days from 30 December 1899; only the range of living people is believed.
fn excel_serial(cell: &str) -> Option<DateCell> {
    let whole = cell.strip_suffix(".0").or_else(|| cell.strip_suffix(",0")).unwrap_or(cell);
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
    fn ages_and_school_years() {
        assert_eq!(age(date(2010, 9, 2), date(2026, 9, 1)), 15);
        assert_eq!(age(date(2010, 9, 1), date(2026, 9, 1)), 16);
        assert_eq!(school_year(date(2026, 7, 31)), 2025);
        assert_eq!(school_year(date(2026, 8, 1)), 2026);
    }
}
