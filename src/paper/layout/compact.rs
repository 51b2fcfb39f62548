//! The short text, for four or eight slips a page and for large print: what is needed to sign in, and whom to ask.

use super::{Print, SHORT, School, Writer, advice};
use crate::domain::name::latin_form;
use crate::domain::slip::Slip;
use crate::paper::canvas::{ASCENT, DESCENT, Face, Item, Rect, Role};

/// A column narrower or lower than this has no room for a code.
const CODE: (f32, f32) = (200.0, 330.0);

impl Writer<'_> {
    pub(super) fn short_slip(&mut self, slip: &Slip, school: &School, print: Print) {
        let own = school.own(slip);
        let whole = self.area.width;
        self.paragraph(Face::Bold, 9.0, &school.name, 0.0, whole);
        self.paragraph(Face::Regular, 8.0, school.title(&own), 0.0, whole);
        self.y += 2.0 * self.scale;
        self.rule();
        let name = slip.name();
        let size = self.shrink(Face::Bold, 14.0, 9.0, &name, whole);
        self.told(Role::Heading(1), |writer| writer.paragraph(Face::Bold, size, &name, 0.0, whole));
        if let Some(form) = latin_form(&name) {
            self.paragraph(Face::Regular, 8.5, &form, 0.0, whole);
        }
        let place = self.place(slip);
        self.paragraph(Face::Regular, 8.5, &place, 0.0, whole);
        self.block();
        let words = self.words;
        self.label(8.0, words.get("login"), 0.0, whole);
        self.short_secret(&slip.login, whole);
        self.password(slip, 8.0, 0.0, whole);
        self.block();
        if !school.site.is_empty() {
            let size = self.shrink(Face::Bold, 9.0, SHORT, &school.site, whole);
            self.paragraph(Face::Bold, size, &school.site, 0.0, whole);
        }
        let mut texts = vec![advice(slip, words, true)];
        if print == Print::Large || self.area.height > CODE.1 {
            texts.extend([own.message.clone(), school.contact(slip, &own)]);
        } else if !own.contact.is_empty() || !own.message.is_empty() {
            // There is little room: only what the school wanted to say.
            let contact = if own.contact.is_empty() { String::new() } else { school.contact(slip, &own) };
            texts.extend([own.message.clone(), contact]);
        }
        for text in texts.iter().filter(|text| !text.is_empty()) {
            self.paragraph(Face::Regular, SHORT, text, 0.0, whole);
        }
        self.block();
        self.code(school, print);
        self.block();
        self.short_footer(&school.serial(slip));
    }

    /// A login fits a narrow column by shrinking, never by breaking.
    fn short_secret(&mut self, text: &str, width: f32) {
        let size = self.shrink(Face::Mono, 16.0, 5.0, text, width);
        self.told(Role::Value, |writer| writer.paragraph(Face::Mono, size, text, 0.0, width));
    }

    fn code(&mut self, school: &School, print: Print) {
        let room = print == Print::Large || (self.area.width > CODE.0 && self.area.height > CODE.1);
        if room && !school.site.is_empty() {
            let side = 80.0 * if print == Print::Large { 1.2 } else { self.scale };
            self.y += 4.0;
            self.items.push(Item::QrCode(Rect { x: self.area.x, y: self.y, width: side, height: side }));
            self.y += side;
        }
    }

    fn short_footer(&mut self, serial: &str) {
        let size = SHORT * self.scale;
        let height = (ASCENT + DESCENT) * size;
        self.y += 2.0;
        self.bottom = self.y + height;
        self.y = self.y.max(self.area.bottom() - height);
        self.paragraph(Face::Regular, SHORT, serial, 0.0, self.area.width);
    }
}
