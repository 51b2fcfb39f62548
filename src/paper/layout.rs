//! One slip on its piece of paper: which words, how large, where.
//!
//! Sizes follow the piece of paper; a long name shrinks, then wraps; if the whole is still too high, everything
//! shrinks together. Nothing is clipped and nothing overlaps: a property test holds it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::canvas::{ASCENT, DESCENT, Face, Item, Measure, Rect, Role, spell, wrap};
use super::fonts::is_leftward;
use super::pdf::Alternatives;
use super::stock::Piece;
use super::wording::Wording;
use crate::domain::audience::Audience;
use crate::domain::profile::Profile;
use crate::domain::slip::{Slip, SlipPassword};
use crate::french;

mod compact;
mod full;
mod label;

/// What every slip of a document says.
#[derive(Debug, Clone, PartialEq)]
pub struct School {
    pub name: String,
    pub email: String,
    pub site: String,
    /// Its address and its numbers, a line each, and its town: the head of a letter.
    pub sender: Vec<String>,
    pub town: String,
    /// First year of the school year.
    pub year: i16,
    pub printed_on: Date,
    /// Width by height of the pictures, if any.
    pub logo: Option<(f32, f32)>,
    pub stamp: Option<(f32, f32)>,
    pub wording: Wording,
    /// Its language, where it is not that of the document.
    pub language: Option<String>,
    /// The same slip in another language, below or on the back.
    pub second: Option<Box<Self>>,
    /// True where that one is on the back.
    pub behind: bool,
    /// The establishment's own words, for those to whom it has some.
    pub own: BTreeMap<Audience, OwnWords>,
}

/// Words of the establishment's own; empty for those of the catalogue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnWords {
    pub title: String,
    pub message: String,
    pub contact: String,
}

/// How large a slip is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Print {
    #[default]
    Ordinary,
    /// Eighteen points and more, black only.
    Large,
}

/// What letters of other scripts take above and below those of ours, in ems.
const TALL: f32 = 0.14;
/// Size of the smallest letters of a short text, before scaling, and what they measure in large print.
const SHORT: f32 = 7.5;
const LARGE: f32 = 18.0;

/// Lays one slip out on its piece of paper, in reading order.
pub fn lay_out(slip: &Slip, school: &School, piece: &Piece, print: Print, measure: &dyn Measure) -> Vec<Item> {
    let Piece { paper, area } = *piece;
    let (small, tiny) = (piece.is_small(), piece.is_tiny());
    let mut scale: f32 = match print {
        Print::Large => LARGE / SHORT,
        Print::Ordinary if tiny => (area.height / 80.0).clamp(0.9, 1.5),
        Print::Ordinary if small => (paper.height / 190.0).clamp(1.0, 1.25),
        Print::Ordinary if paper.height > 500.0 => 1.38,
        Print::Ordinary => 1.06,
    };
    loop {
        let mut writer = Writer {
            measure,
            words: &school.wording,
            area,
            scale,
            y: area.y,
            bottom: 0.0,
            role: Role::Paragraph,
            blocks: Vec::with_capacity(8),
            items: Vec::with_capacity(32),
        };
        if tiny {
            writer.label_slip(slip, school);
        } else if small || print == Print::Large {
            writer.short_slip(slip, school, print);
        } else {
            writer.slip(slip, school);
        }
        if writer.bottom <= area.bottom() + 0.01 || scale < 0.3 {
            let mut items = writer.spread();
            if school.wording.is_leftward() {
                items.iter_mut().for_each(|item| item.mirror(area.x + area.right()));
            }
            return items;
        }
        scale *= 0.96;
    }
}

struct Writer<'a> {
    measure: &'a dyn Measure,
    words: &'a Wording,
    area: Rect,
    scale: f32,
    /// Top of what comes next.
    y: f32,
    /// Index of the first item of each block after the first one; the last is the footer, which stays.
    blocks: Vec<usize>,
    /// Bottom of everything but the footer, which stands at the foot of the paper, and of the footer if it must go lower.
    bottom: f32,
    /// What is being written.
    role: Role,
    items: Vec<Item>,
}

impl<'a> Writer<'a> {
    /// Shares the spare height between the blocks.
    fn spread(mut self) -> Vec<Item> {
        let gaps = self.blocks.len().saturating_sub(1).max(1) as f32;
        let spare = ((self.area.bottom() - self.bottom).max(0.0) / (gaps + 1.0)).min(13.0 * self.scale);
        let footer = self.blocks.last().copied().unwrap_or(self.items.len());
        for (at, item) in self.items[..footer].iter_mut().enumerate() {
            let before = self.blocks.iter().take_while(|block| **block <= at).count();
            item.shift(0.0, spare * before as f32);
        }
        self.items
    }

    fn block(&mut self) {
        self.blocks.push(self.items.len());
    }

    /// « Division : 2A », or what the person is; nothing where that is the name already.
    fn place(&self, slip: &Slip) -> String {
        match slip.division.as_str() {
            "" if slip.profile == Profile::Administrator => String::new(),
            "" => self.words.get(&format!("profile.{}", slip.profile)).to_owned(),
            division => self.words.fill("division", &[("division", division)]),
        }
    }

    /// What stands in the place of the password: a secret, or words.
    fn password(&mut self, slip: &Slip, label: f32, indent: f32, width: f32) {
        let key = match &slip.password {
            SlipPassword::Provisional { .. } | SlipPassword::Hint { .. } => "password.provisional",
            _ => "password",
        };
        let words = self.words;
        self.label(label, words.get(key), indent, width);
        if let SlipPassword::Provisional { secret, .. } = &slip.password {
            return self.secret(secret.expose(), indent, width);
        }
        let said = self.said(slip);
        self.told(Role::Value, |writer| writer.paragraph(Face::Bold, 12.0, said, indent, width));
    }

    /// The words that stand in the place of a password; none where it is shown.
    fn said(&self, slip: &Slip) -> &'a str {
        self.words.get(match &slip.password {
            SlipPassword::Provisional { .. } => return "",
            SlipPassword::Hint { .. } if slip.profile.is_adult() => "password.hint.adult",
            SlipPassword::Hint { .. } => "password.hint.pupil",
            SlipPassword::Delivered { .. } => "password.delivered",
            SlipPassword::Personal => "password.personal",
            SlipPassword::Expired => "password.expired",
            SlipPassword::Locked => "password.locked",
        })
    }

    /// Writes something that is more than a paragraph.
    fn told(&mut self, role: Role, write: impl FnOnce(&mut Self)) {
        self.role = role;
        write(self);
        self.role = Role::Paragraph;
    }

    /// What stands before a value.
    fn label(&mut self, size: f32, text: &str, indent: f32, width: f32) {
        self.told(Role::Label, |writer| writer.paragraph(Face::Regular, size, text, indent, width));
    }

    /// A login or a password, large; never broken, so it shrinks as far as it must.
    fn secret(&mut self, text: &str, indent: f32, width: f32) {
        let size = self.shrink(Face::Mono, 21.0, 6.0, text, width);
        self.told(Role::Value, |writer| writer.paragraph(Face::Mono, size, text, indent, width));
        self.y += 2.0 * self.scale;
    }

    /// The size, between `largest` and `smallest`, at which `text` fits on one line of `width`.
    fn shrink(&self, face: Face, largest: f32, smallest: f32, text: &str, width: f32) -> f32 {
        let wide = self.measure.width(face, largest * self.scale, &spell(self.measure, face, text));
        if wide <= width { largest } else { (largest * width / wide * 0.999).max(smallest) }
    }

    /// A text of `size` (before scaling) wrapped to `width`, under what was written before.
    fn paragraph(&mut self, face: Face, size: f32, text: &str, indent: f32, width: f32) {
        let size = size * self.scale;
        let spelt = spell(self.measure, face, text);
        for (at, line) in wrap(self.measure, face, size, &spelt, width).iter().enumerate() {
            // Other scripts reach higher, and lower.
            let room = if self.measure.is_plain(face, line) { 0.0 } else { TALL * size };
            self.push(face, size, line, self.area.x + indent, self.y + room + ASCENT * size, at > 0);
            self.y += (ASCENT + DESCENT) * size + 2.0 * room;
        }
    }

    fn push(&mut self, face: Face, size: f32, text: &str, x: f32, baseline: f32, goes_on: bool) {
        // A line that begins with a word of ours is read from the right all the same.
        let mark = if self.words.is_leftward() && is_leftward(text) { "\u{200f}" } else { "" };
        let text = format!("{mark}{text}");
        self.items.push(Item::text(self.measure, (face, size), (x, baseline), text, self.role, goes_on));
    }

    fn rule(&mut self) {
        self.items.push(Item::Line { x: self.area.x, y: self.y, width: self.area.width });
        self.y += 5.0 * self.scale;
    }
}

impl School {
    /// The establishment's own words for a slip.
    fn own(&self, slip: &Slip) -> OwnWords {
        self.own.get(&slip.audience).cloned().unwrap_or_default()
    }

    /// Words of the pictures.
    pub fn alternatives(&self) -> Vec<(Option<String>, Alternatives)> {
        let words = |school: &Self| Alternatives {
            logo: school.wording.get("alt.logo").to_owned(),
            stamp: school.wording.get("alt.stamp").to_owned(),
            code: school.wording.fill("alt.code", &[("site", &school.site)]),
        };
        let all = std::iter::once(self).chain(self.second.as_deref());
        all.map(|school| (school.language.clone(), words(school))).collect()
    }

    fn title<'a>(&'a self, own: &'a OwnWords) -> &'a str {
        if own.title.is_empty() { self.wording.get("title") } else { &own.title }
    }

    /// Whom to ask.
    fn contact(&self, slip: &Slip, own: &OwnWords) -> String {
        let administrator = self.wording.get("trouble.ask.administrator");
        if slip.profile == Profile::Administrator && own.contact.is_empty() && !administrator.is_empty() {
            return administrator.to_owned();
        }
        match (own.contact.as_str(), self.email.as_str()) {
            ("", "") => self.wording.get("trouble.ask").to_owned(),
            ("", email) => self.wording.fill("trouble.ask.email", &[("email", email)]),
            (contact, _) => self.wording.fill("trouble.ask.contact", &[("contact", contact)]),
        }
    }

    fn serial(&self, slip: &Slip) -> String {
        self.wording.fill("serial", &[("serial", &slip.serial), ("date", &french::day(self.printed_on))])
    }
}

/// What is said of the password under the frame, with its last day where it has one.
fn advice(slip: &Slip, words: &Wording, short: bool) -> String {
    let administrator = words.get("advice.administrator");
    let administrator = if slip.profile == Profile::Administrator { administrator } else { "" };
    let key = match &slip.password {
        SlipPassword::Provisional { .. } | SlipPassword::Hint { .. } if short => "advice.short",
        SlipPassword::Provisional { .. } | SlipPassword::Hint { .. } => "advice.provisional",
        SlipPassword::Delivered { .. } => "advice.delivered",
        SlipPassword::Personal => "advice.personal",
        SlipPassword::Expired => "advice.expired",
        SlipPassword::Locked => "advice.locked",
    };
    let until = match &slip.password {
        SlipPassword::Provisional { valid_until, .. }
        | SlipPassword::Hint { valid_until }
        | SlipPassword::Delivered { valid_until } => *valid_until,
        _ => None,
    };
    let until = until.map(|date| words.fill("advice.until", &[("date", &french::day(date))])).unwrap_or_default();
    format!("{} {until} {administrator}", words.get(key)).replace("  ", " ").trim_end().to_owned()
}

/// The largest size of the same shape within `width` by `height`.
fn fit((natural_width, natural_height): (f32, f32), width: f32, height: f32) -> (f32, f32) {
    let scale = (width / natural_width).min(height / natural_height);
    (natural_width * scale, natural_height * scale)
}

#[cfg(test)]
pub mod tests;
