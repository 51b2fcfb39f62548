//! Dates: whatever is written, one order never reads a day that the other order says is impossible, and a day that is read is
//! read again as it is written.

#![no_main]

use cpro::domain::date::{DateCell, Order, read, read_in};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(cell) = std::str::from_utf8(bytes) else { return };
    for order in [Order::DayFirst, Order::MonthFirst] {
        let (found, proves) = read_in(cell, order);
        if let DateCell::Day(day) = found {
            assert!((1900..=2199).contains(&day.year()) || day.year() <= 9999, "{cell}");
            assert_eq!(read(&day.strftime("%d/%m/%Y").to_string()), DateCell::Day(day), "{cell}");
            assert_eq!(read(&day.to_string()), DateCell::Day(day), "{cell}");
            assert!(proves.is_none() || proves == Some(order), "{cell}");
        }
        if found == DateCell::OtherOrder {
            assert!(proves.is_some() && proves != Some(order), "{cell}");
        }
    }
});
