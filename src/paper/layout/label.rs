//! What a label holds: name, login, password, and where they serve.

use super::{School, Writer};
use crate::domain::name::latin_form;
use crate::domain::slip::{Slip, SlipPassword};
use crate::french;
use crate::paper::canvas::{Face, Role};

/// Sizes of the smallest letters, of the name and of a login, before scaling.
const SMALL: f32 = 6.0;
const NAME: f32 = 9.5;
const SECRET: f32 = 11.0;

impl Writer<'_> {
    pub(super) fn label_slip(&mut self, slip: &Slip, school: &School) {
        let whole = self.area.width;
        let name = slip.name();
        let size = self.shrink(Face::Bold, NAME, 7.0, &name, whole);
        self.told(Role::Heading(1), |writer| writer.paragraph(Face::Bold, size, &name, 0.0, whole));
        if let Some(form) = latin_form(&name) {
            self.fitted(Face::Regular, SMALL, &form, whole);
        }
        let place = self.place(slip);
        if !place.is_empty() {
            self.fitted(Face::Regular, SMALL, &place, whole);
        }
        self.block();
        let words = self.words;
        self.label(SMALL, words.get("login"), 0.0, whole);
        self.label_secret(&slip.login, whole);
        // The star of other slips has its note there, and there is no room for one here.
        self.label(SMALL, words.get("password"), 0.0, whole);
        match (&slip.password, self.said(slip)) {
            (SlipPassword::Provisional { secret, .. }, _) => self.label_secret(secret.expose(), whole),
            (_, said) => self.told(Role::Value, |writer| writer.fitted(Face::Bold, NAME * 0.8, said, whole)),
        }
        self.block();
        self.fitted(Face::Bold, SMALL, &school.site, whole);
        self.block();
        self.label_footer(slip);
    }

    fn label_secret(&mut self, text: &str, width: f32) {
        let size = self.shrink(Face::Mono, SECRET, 4.0, text, width);
        self.told(Role::Value, |writer| writer.paragraph(Face::Mono, size, text, 0.0, width));
    }

    /// A text on one line, as small as that takes, down to what can be read.
    fn fitted(&mut self, face: Face, size: f32, text: &str, width: f32) {
        let size = self.shrink(face, size, size * 0.75, text, width);
        self.paragraph(face, size, text, 0.0, width);
    }

    /// The number, by which the slip is found again, and the last day of the password.
    fn label_footer(&mut self, slip: &Slip) {
        let until = match &slip.password {
            SlipPassword::Provisional { valid_until, .. } | SlipPassword::Hint { valid_until } => *valid_until,
            _ => None,
        };
        let until = until.map(|date| self.words.fill("advice.until", &[("date", &french::day(date))]));
        let text = until.map_or_else(|| slip.serial.clone(), |until| format!("{} – {until}", slip.serial));
        let first = self.items.len();
        self.fitted(Face::Regular, SMALL * 0.9, &text, self.area.width);
        self.bottom = self.y;
        let spare = (self.area.bottom() - self.y).max(0.0);
        self.items[first..].iter_mut().for_each(|item| item.shift(0.0, spare));
    }
}
