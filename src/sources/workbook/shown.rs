//! What a person reads in a cell of a spreadsheet.

use calamine::{Data, DataRef, ExcelDateTime};

/// A cell as one that is not its own, which is all that is needed to show it.
pub fn borrowed(cell: &Data) -> DataRef<'_> {
    match cell {
        Data::String(text) => DataRef::SharedString(text),
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(day) => DataRef::DateTime(*day),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        _ => DataRef::Empty,
    }
}

/// What is read in it, on one line.
pub fn cell(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(number) => number.to_string(),
        // Without a point where it is whole, and never in powers of ten.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => one_line(text),
        DataRef::SharedString(text) => one_line(text),
        DataRef::Bool(value) => if *value { "VRAI" } else { "FAUX" }.to_owned(),
        DataRef::DateTime(moment) => day(moment),
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DurationIso(_) | DataRef::Empty => String::new(),
    }
}

/// A day as `2009-05-03`, whatever its format shows; a time of day alone is none.
fn day(moment: &ExcelDateTime) -> String {
    if !moment.is_datetime() || moment.as_f64() < 1.0 {
        return moment.as_f64().to_string();
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

fn one_line(text: &str) -> String {
    if text.contains(['\n', '\r']) { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_what_people_read() {
        for (shown, text) in [
            (DataRef::Float(24_725_510_211.0), "24725510211"),
            (DataRef::Float(1e15), "1000000000000000"),
            (DataRef::Float(12.5), "12.5"),
            (DataRef::Int(7), "7"),
            (DataRef::Bool(true), "VRAI"),
            (DataRef::SharedString("Minh\r\n Anh"), "Minh Anh"),
            (DataRef::DateTimeIso("2009-05-03T00:00:00".into()), "2009-05-03"),
            (DataRef::Empty, ""),
        ] {
            assert_eq!(cell(&shown), text);
        }
    }
}
