//! The whole text, for one or two slips a page: heading, person, login and password, site, advice, help, number.

use super::{School, Writer, advice, fit};
use crate::domain::name::latin_form;
use crate::domain::profile::Profile;
use crate::domain::slip::{Slip, SlipPassword};
use crate::paper::canvas::{ASCENT, DESCENT, Face, Item, Rect, Role};

impl Writer<'_> {
    pub(super) fn slip(&mut self, slip: &Slip, school: &School) {
        let own = school.own(slip);
        self.heading(school, school.title(&own));
        self.block();
        self.person(slip);
        self.block();
        self.credentials(slip, school);
        self.block();
        self.site(school);
        self.block();
        let text = advice(slip, self.words, false);
        self.paragraph(Face::Regular, 9.0, &text, 0.0, self.area.width);
        self.y += 3.0 * self.scale;
        if !own.message.is_empty() {
            self.block();
            self.paragraph(Face::Bold, 9.0, &own.message, 0.0, self.area.width);
            self.y += 3.0 * self.scale;
        }
        self.block();
        self.trouble(slip, &school.contact(slip, &own));
        self.block();
        self.footer(slip, school);
    }

    fn heading(&mut self, school: &School, title: &str) {
        let top = self.y;
        let logo = school.logo.map(|size| fit(size, 62.0 * self.scale, 46.0 * self.scale));
        let indent = logo.map_or(0.0, |(width, _)| width + 10.0 * self.scale);
        if let Some((width, height)) = logo {
            self.items.push(Item::Logo(Rect { x: self.area.x, y: top, width, height }));
        }
        let title_size = self.shrink(Face::Bold, 15.0, 6.0, title, self.area.width * 0.45) * self.scale;
        let title_width = self.measure.width(Face::Bold, title_size, title);
        let width = self.area.width - indent - title_width - 14.0 * self.scale;
        self.paragraph(Face::Bold, 12.0, &school.name, indent, width);
        let (from, to) = (school.year.to_string(), (school.year + 1).to_string());
        let year = self.words.fill("year", &[("from", &from), ("to", &to)]);
        self.paragraph(Face::Regular, 9.5, &year, indent, width);
        let title_baseline = top + ASCENT * title_size;
        self.push(Face::Bold, title_size, title, self.area.right() - title_width, title_baseline, false);
        let logo_bottom = logo.map_or(top, |(_, height)| top + height);
        self.y = self.y.max(logo_bottom).max(top + 1.4 * title_size) + 5.0 * self.scale;
        self.rule();
    }

    fn person(&mut self, slip: &Slip) {
        let name = slip.name();
        let whole = self.area.width;
        let size = self.shrink(Face::Bold, 19.0, 11.0, &name, whole);
        self.told(Role::Heading(1), |writer| writer.paragraph(Face::Bold, size, &name, 0.0, whole));
        if let Some(form) = latin_form(&name) {
            self.paragraph(Face::Regular, 12.0, &form, 0.0, whole);
        }
        let place = self.place(slip);
        self.paragraph(Face::Regular, 11.0, &place, 0.0, whole);
        self.y += 3.0 * self.scale;
    }

    fn credentials(&mut self, slip: &Slip, school: &School) {
        let words = self.words;
        self.paragraph(Face::Regular, 10.5, words.get("identify"), 0.0, self.area.width);
        self.y += 3.0 * self.scale;
        let top = self.y;
        let padding = 9.0 * self.scale;
        let qr = if school.site.is_empty() { 0.0 } else { 92.0 * self.scale };
        let frame_width = self.area.width - if qr > 0.0 { qr + 14.0 * self.scale } else { 0.0 };
        let width = frame_width - 2.0 * padding;
        self.y += padding * 0.7;
        self.label(9.5, words.get("login"), padding, width);
        self.secret(&slip.login, padding, width);
        self.password(slip, 9.5, padding, width);
        self.y += padding * 0.7;
        self.items.push(Item::Frame(Rect { x: self.area.x, y: top, width: frame_width, height: self.y - top }));
        if qr > 0.0 {
            self.items.push(Item::QrCode(Rect { x: self.area.right() - qr, y: top, width: qr, height: qr }));
            self.y = self.y.max(top + qr);
        }
        self.y += 5.0 * self.scale;
    }

    fn site(&mut self, school: &School) {
        if school.site.is_empty() {
            return;
        }
        let words = self.words;
        let size = self.shrink(Face::Bold, 12.5, 8.0, &school.site, self.area.width);
        let width = self.area.width;
        self.label(9.5, words.get("site"), 0.0, width);
        self.told(Role::Value, |writer| writer.paragraph(Face::Bold, size, &school.site, 0.0, width));
        self.paragraph(Face::Regular, 9.0, words.get("site.how"), 0.0, self.area.width);
        self.y += 4.0 * self.scale;
    }

    fn trouble(&mut self, slip: &Slip, contact: &str) {
        let words = self.words;
        let wrong = match (&slip.password, slip.profile.is_adult()) {
            (SlipPassword::Provisional { .. }, false) => "trouble.wrong.pupil",
            (SlipPassword::Provisional { .. }, true) => "trouble.wrong.adult",
            (SlipPassword::Hint { .. }, _) => "trouble.wrong.hint",
            (SlipPassword::Delivered { .. }, _) => "trouble.wrong.delivered",
            (SlipPassword::Personal | SlipPassword::Expired, _) => "trouble.wrong.other",
            // What it says of the password would help nobody.
            (SlipPassword::Locked, _) => "",
        };
        let of_administrator = words.get("trouble.unknown.administrator");
        let unknown = match slip.profile {
            Profile::Administrator if !of_administrator.is_empty() => of_administrator,
            _ => words.get("trouble.unknown"),
        };
        let texts = [unknown, words.get(wrong), contact];
        for text in texts.into_iter().filter(|text| !text.is_empty()) {
            let width = self.area.width;
            self.told(Role::Point, |writer| writer.paragraph(Face::Regular, 8.5, text, 0.0, width));
            self.y += 1.0 * self.scale;
        }
    }

    fn footer(&mut self, slip: &Slip, school: &School) {
        let stamp = school.stamp.map(|size| fit(size, 84.0 * self.scale, 56.0 * self.scale));
        self.y += 2.0 * self.scale;
        let height = stamp.map_or(0.0, |(_, height)| height).max(11.0 * self.scale);
        self.bottom = self.y + height;
        let top = self.y.max(self.area.bottom() - height);
        let size = 7.0 * self.scale;
        self.y = top + height - (ASCENT + DESCENT) * size;
        let width = self.area.width - stamp.map_or(0.0, |(width, _)| width + 10.0 * self.scale);
        let from = self.items.len();
        self.paragraph(Face::Regular, 7.0, &school.serial(slip), 0.0, width);
        for item in &mut self.items[from..] {
            if let Item::Text { grey, .. } = item {
                *grey = true;
            }
        }
        if let Some((width, height)) = stamp {
            self.items.push(Item::Stamp(Rect { x: self.area.right() - width, y: top, width, height }));
        }
    }
}
