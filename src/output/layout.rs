//! One slip on its piece of paper: which words, how large, where.
//!
//! Sizes follow the piece of paper; a long name shrinks, then wraps; if the whole is still too high, everything
//! shrinks together. Nothing is clipped and nothing overlaps: a property test holds it.

use jiff::civil::Date;

use super::canvas::{ASCENT, DESCENT, Face, Item, Measure, Rect, spell, wrap};
use super::french;
use crate::domain::slip::{Slip, SlipPassword};

/// What every slip of a document says.
#[derive(Debug, Clone, PartialEq)]
pub struct School {
    pub name: String,
    pub email: String,
    pub site: String,
    /// First year of the school year.
    pub year: i16,
    pub printed_on: Date,
    /// Width by height of the pictures, if any.
    pub logo: Option<(f32, f32)>,
    pub stamp: Option<(f32, f32)>,
}

/// Space between the paper's edge and what is printed: printers need 5 mm, a cut needs more.
const MARGIN: f32 = 34.0;

/// Lays one slip out on `paper`, in reading order.
pub fn lay_out(slip: &Slip, school: &School, paper: Rect, measure: &dyn Measure) -> Vec<Item> {
    let area = Rect {
        x: paper.x + MARGIN,
        y: paper.y + MARGIN * 0.8,
        width: paper.width - 2.0 * MARGIN,
        height: paper.height - 1.6 * MARGIN,
    };
    let mut scale: f32 = if paper.height > 500.0 { 1.38 } else { 1.06 };
    loop {
        let mut writer = Writer {
            measure,
            area,
            scale,
            y: area.y,
            bottom: 0.0,
            blocks: Vec::with_capacity(8),
            items: Vec::with_capacity(32),
        };
        writer.slip(slip, school);
        if writer.bottom <= area.bottom() || scale < 0.3 {
            return writer.spread();
        }
        scale *= 0.96;
    }
}

struct Writer<'a> {
    measure: &'a dyn Measure,
    area: Rect,
    scale: f32,
    /// Top of what comes next.
    y: f32,
    /// Index of the first item of each block after the first one; the last is the footer, which stays.
    blocks: Vec<usize>,
    /// Bottom of everything but the footer, which stands at the foot of the paper, and of the footer if it must go lower.
    bottom: f32,
    items: Vec<Item>,
}

impl Writer<'_> {
    /// Shares the spare height between the blocks.
    fn spread(mut self) -> Vec<Item> {
        let gaps = self.blocks.len().saturating_sub(1).max(1) as f32;
        let spare = ((self.area.bottom() - self.bottom).max(0.0) / (gaps + 1.0)).min(13.0 * self.scale);
        let footer = self.blocks.last().copied().unwrap_or(self.items.len());
        for (at, item) in self.items[..footer].iter_mut().enumerate() {
            let before = self.blocks.iter().take_while(|block| **block <= at).count();
            item.lower(spare * before as f32);
        }
        self.items
    }

    fn block(&mut self) {
        self.blocks.push(self.items.len());
    }

    fn slip(&mut self, slip: &Slip, school: &School) {
        self.heading(school);
        self.block();
        self.person(slip);
        self.block();
        self.credentials(slip, school);
        self.block();
        self.site(school);
        self.block();
        self.advice(slip);
        self.block();
        self.trouble(slip, school);
        self.block();
        self.footer(slip, school);
    }

    fn heading(&mut self, school: &School) {
        let top = self.y;
        let logo = school.logo.map(|size| fit(size, 62.0 * self.scale, 46.0 * self.scale));
        let indent = logo.map_or(0.0, |(width, _)| width + 10.0 * self.scale);
        if let Some((width, height)) = logo {
            self.items.push(Item::Logo(Rect { x: self.area.x, y: top, width, height }));
        }
        let title = "Papillon de connexion";
        let title_size = 15.0 * self.scale;
        let title_width = self.measure.width(Face::Bold, title_size, title);
        let width = self.area.width - indent - title_width - 14.0 * self.scale;
        self.paragraph(Face::Bold, 12.0, &school.name, indent, width);
        let year = format!("Année scolaire {}-{}", school.year, school.year + 1);
        self.paragraph(Face::Regular, 9.5, &year, indent, width);
        let title_baseline = top + ASCENT * title_size;
        self.push(Face::Bold, title_size, title, self.area.right() - title_width, title_baseline);
        let logo_bottom = logo.map_or(top, |(_, height)| top + height);
        self.y = self.y.max(logo_bottom).max(top + 1.4 * title_size) + 5.0 * self.scale;
        self.rule();
    }

    fn person(&mut self, slip: &Slip) {
        let name = format!("{} {}", slip.first_name, slip.surname);
        let whole = self.area.width;
        let size = self.shrink(Face::Bold, 19.0, 11.0, &name, whole);
        self.paragraph(Face::Bold, size, name.trim(), 0.0, whole);
        let place = match slip.division.as_str() {
            "" => slip.profile.label().to_owned(),
            division => format!("Division\u{a0}: {division}"),
        };
        self.paragraph(Face::Regular, 11.0, &place, 0.0, whole);
        self.y += 3.0 * self.scale;
    }

    fn credentials(&mut self, slip: &Slip, school: &School) {
        self.paragraph(
            Face::Regular,
            10.5,
            "Identifiez-vous avec le compte qui vous a été attribué\u{a0}:",
            0.0,
            self.area.width,
        );
        self.y += 3.0 * self.scale;
        let top = self.y;
        let padding = 9.0 * self.scale;
        let qr = if school.site.is_empty() { 0.0 } else { 92.0 * self.scale };
        let frame_width = self.area.width - if qr > 0.0 { qr + 14.0 * self.scale } else { 0.0 };
        let width = frame_width - 2.0 * padding;
        self.y += padding * 0.7;
        self.paragraph(Face::Regular, 9.5, "Votre identifiant de connexion\u{a0}:", padding, width);
        self.secret(&slip.login, padding, width);
        match &slip.password {
            SlipPassword::Provisional { secret, .. } => {
                self.paragraph(Face::Regular, 9.5, "Votre mot de passe (*)\u{a0}:", padding, width);
                self.secret(secret.expose(), padding, width);
            }
            SlipPassword::Personal => {
                self.paragraph(Face::Regular, 9.5, "Votre mot de passe\u{a0}:", padding, width);
                self.paragraph(Face::Bold, 12.0, "celui que vous avez choisi", padding, width);
            }
        }
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
        let size = self.shrink(Face::Bold, 12.5, 8.0, &school.site, self.area.width);
        self.paragraph(Face::Regular, 9.5, "Adresse du site\u{a0}:", 0.0, self.area.width);
        self.paragraph(Face::Bold, size, &school.site, 0.0, self.area.width);
        let where_to = "à taper dans la barre d’adresse du navigateur, pas dans un moteur de recherche";
        self.paragraph(Face::Regular, 9.0, where_to, 0.0, self.area.width);
        self.y += 4.0 * self.scale;
    }

    fn advice(&mut self, slip: &Slip) {
        let text = match &slip.password {
            SlipPassword::Provisional { valid_until, .. } => {
                let until = valid_until.map_or(String::new(), |date| format!(" Il est valable jusqu’au {}.", french::day(date)));
                format!(
                    "(*) Mot de passe provisoire\u{a0}: à votre première connexion, vous devrez le remplacer par un mot de passe \
                     personnel, puis vous identifier de nouveau avec celui-ci.{until}"
                )
            }
            SlipPassword::Personal => {
                "Votre mot de passe personnel n’est connu que de vous. Si vous l’avez oublié, demandez sa réinitialisation.".to_owned()
            }
        };
        self.paragraph(Face::Regular, 9.0, &text, 0.0, self.area.width);
        self.y += 3.0 * self.scale;
    }

    fn trouble(&mut self, slip: &Slip, school: &School) {
        let unknown =
            "«\u{a0}login inconnu\u{a0}»\u{a0}: vérifiez l’adresse du site et l’identifiant, sans espace ni majuscule.";
        let wrong = match (&slip.password, slip.profile.is_adult()) {
            (SlipPassword::Provisional { .. }, false) => {
                "«\u{a0}mot de passe non valide\u{a0}»\u{a0}: recopiez le mot de passe tel qu’il est imprimé, sans espace\u{a0}; après la première connexion, seul votre mot de passe personnel est accepté."
            }
            (SlipPassword::Provisional { .. }, true) => {
                "«\u{a0}mot de passe non valide\u{a0}»\u{a0}: recopiez le mot de passe avec ses tirets, sans espace\u{a0}; après la première connexion, seul votre mot de passe personnel est accepté."
            }
            (SlipPassword::Personal, _) => {
                "«\u{a0}mot de passe non valide\u{a0}»\u{a0}: le mot de passe imprimé sur un ancien papillon n’est plus accepté."
            }
        };
        let ask = match school.email.as_str() {
            "" => "Toujours bloqué\u{a0}? Adressez-vous au secrétariat de l’établissement.".to_owned(),
            email => format!("Toujours bloqué\u{a0}? Adressez-vous au secrétariat de l’établissement ({email})."),
        };
        for text in [unknown, wrong, &ask] {
            self.paragraph(Face::Regular, 8.5, text, 0.0, self.area.width);
            self.y += 1.0 * self.scale;
        }
    }

    fn footer(&mut self, slip: &Slip, school: &School) {
        let stamp = school.stamp.map(|size| fit(size, 84.0 * self.scale, 56.0 * self.scale));
        self.y += 2.0 * self.scale;
        let height = stamp.map_or(0.0, |(_, height)| height).max(11.0 * self.scale);
        self.bottom = self.y + height;
        let top = self.y.max(self.area.bottom() - height);
        let serial = format!("N° {} – {}", slip.serial, french::day(school.printed_on));
        let size = 7.0 * self.scale;
        self.y = top + height - (ASCENT + DESCENT) * size;
        let width = self.area.width - stamp.map_or(0.0, |(width, _)| width + 10.0 * self.scale);
        let from = self.items.len();
        self.paragraph(Face::Regular, 7.0, &serial, 0.0, width);
        for item in &mut self.items[from..] {
            if let Item::Text { grey, .. } = item {
                *grey = true;
            }
        }
        if let Some((width, height)) = stamp {
            self.items.push(Item::Stamp(Rect { x: self.area.right() - width, y: top, width, height }));
        }
    }

    /// A login or a password, large; never broken, so it shrinks as far as it must.
    fn secret(&mut self, text: &str, indent: f32, width: f32) {
        let size = self.shrink(Face::Mono, 21.0, 6.0, text, width);
        self.paragraph(Face::Mono, size, text, indent, width);
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
        for line in wrap(self.measure, face, size, &spelt, width) {
            self.push(face, size, &line, self.area.x + indent, self.y + ASCENT * size);
            self.y += (ASCENT + DESCENT) * size;
        }
    }

    fn push(&mut self, face: Face, size: f32, text: &str, x: f32, baseline: f32) {
        let width = self.measure.width(face, size, text);
        self.items.push(Item::Text { x, baseline, width, size, face, text: text.to_owned(), grey: false });
    }

    fn rule(&mut self) {
        self.items.push(Item::Line { x: self.area.x, y: self.y, width: self.area.width, dashed: false });
        self.y += 5.0 * self.scale;
    }
}

/// The largest size of the same shape within `width` by `height`.
fn fit((natural_width, natural_height): (f32, f32), width: f32, height: f32) -> (f32, f32) {
    let scale = (width / natural_width).min(height / natural_height);
    (natural_width * scale, natural_height * scale)
}

#[cfg(test)]
mod tests;
