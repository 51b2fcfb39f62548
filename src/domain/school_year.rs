//! School years, named by the year in which they begin: 2026 is 2026-2027.

use jiff::civil::Date;

/// The year that `day` belongs to; from the first of September.
pub fn of(day: Date) -> i16 {
    if day.month() >= 9 { day.year() } else { day.year() - 1 }
}

/// True where a file of `year` may be used on `day`: in July and August the next year is already prepared.
pub fn is_current(year: i16, day: Date) -> bool {
    year == of(day) || (matches!(day.month(), 7 | 8) && year == day.year())
}

/// « 2026-2027 ».
pub fn label(year: i16) -> String {
    format!("{year}-{}", i32::from(year) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_year_begins_in_september_and_is_prepared_in_july() {
        let cases = [
            (2026, date(2026, 9, 1), true),
            (2026, date(2027, 6, 30), true),
            (2026, date(2026, 7, 15), true),
            (2025, date(2026, 7, 15), true),
            (2026, date(2026, 6, 30), false),
            (2025, date(2026, 9, 1), false),
            (2027, date(2026, 9, 1), false),
        ];
        for (year, day, current) in cases {
            assert_eq!(is_current(year, day), current, "{year} {day}");
        }
        assert_eq!(label(2026), "2026-2027");
    }
}
