//! Signs in the cells that are shown: ends of lines, signs that nobody sees, formulas that failed.

use super::Row;
use crate::domain::name;
use crate::sources::cell;
use crate::sources::findings::About;
use crate::sources::header::Field;

impl Row<'_> {
    /// True where a cell that is shown holds an end of line; counts those out of which signs that nobody sees are taken, and
    /// notes formulas that failed.
    pub(super) fn look_at_signs(&mut self) -> bool {
        let mut broken = false;
        for field in [Field::FamilyName, Field::UsageName, Field::FirstName, Field::Division, Field::Ine] {
            let cells = self.export.header.columns(field).iter().filter_map(|column| self.record.get(*column));
            for cell in cells {
                if cell::is_plain(cell) {
                    continue;
                }
                broken |= field != Field::Ine && (cell.contains(&b'\n') || cell.contains(&b'\r'));
                let is_odd = !cell.is_ascii() && self.export.encoding.decode(cell).contains(name::is_invisible);
                self.tally.unseen += usize::from(is_odd);
                if matches!(field, Field::Division | Field::Ine) && cell::is_failed_formula(cell) {
                    let formula = self.export.encoding.decode(cell).trim().to_owned();
                    self.notices.push(About::FailedFormula(formula));
                }
            }
        }
        broken
    }
}
