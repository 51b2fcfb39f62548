//! Names in every script that a spare face is for, and where their letters stand.

use super::*;
use crate::paper::canvas::spell;
use crate::paper::wording::Wording;

fn fonts_of(glyphs: &[Glyph]) -> Vec<FontRank> {
    let mut fonts: Vec<FontRank> = glyphs.iter().map(|glyph| glyph.font).collect();
    fonts.dedup();
    fonts
}

/// Every script that a spare face is for is written by it, whole, and no glyph is a box.
#[test]
fn names_are_written_as_their_bearers_write_them() {
    let fonts = Fonts::load().unwrap();
    for name in [
        "Nguyễn Thị Hồng",
        "Ŋɔ̀ Ɓɛ̀lɛ́",
        "Παπαδόπουλος",
        "Шевченко Їжак",
        "علي محمد",
        "דוד לוי",
        "Հայկ Պետրոսյան",
        "გიორგი",
        "முருகன்",
        "अर्जुन कुमार",
        "สมชาย",
        "ተስፋዬ",
    ] {
        let (glyphs, width) = fonts.shape(Face::Bold, name);
        assert_eq!(fonts_of(&glyphs).len(), 1, "{name} : {glyphs:?}");
        assert!(glyphs.iter().all(|glyph| glyph.id != 0 && glyph.font > 2) && width > 1.0, "{name} : {glyphs:?}");
        assert!(name.chars().all(|letter| fonts.knows(Face::Bold, letter)), "{name}");
    }
    assert!(fonts.is_plain(Face::Bold, "Léa D’ARC") && !fonts.is_plain(Face::Bold, "Nguyễn"));
    assert!(!fonts.knows(Face::Bold, '\u{1f600}') && !fonts.knows(Face::Bold, '李'));
}

/// The last letter of a name that is read from the right stands first, and marks stand over their letters.
#[test]
fn letters_stand_where_they_are_read() {
    let fonts = Fonts::load().unwrap();
    let (glyphs, _) = fonts.shape(Face::Bold, "علي");
    assert!(glyphs[0].text.starts_with('ي') && glyphs.windows(2).all(|pair| pair[0].x <= pair[1].x), "{glyphs:?}");
    // Latin words within keep their way.
    let (glyphs, _) = fonts.shape(Face::Bold, "علي ABC");
    let letters: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    assert!(letters.starts_with("ABC"), "{letters}");
    // A mark and its letter are of one font, which knows both.
    let (glyphs, _) = fonts.shape(Face::Bold, "М̄ 李");
    assert!(glyphs.iter().take(2).all(|glyph| glyph.font > 2 && glyph.id != 0), "{glyphs:?}");
    let (glyphs, width) = fonts.shape(Face::Bold, "ɛ̀");
    assert!(glyphs.len() == 2 && (width - fonts.shape(Face::Bold, "ɛ").1).abs() < 0.001, "{glyphs:?}");
}

/// A number keeps its order in a text that is read from the right: « 12-0003 » is no « 0003-12 ».
#[test]
fn numbers_are_read_from_the_left_everywhere() {
    let fonts = Fonts::load().unwrap();
    let arabic = Wording::built_in("ar").unwrap();
    let serial = arabic.fill("serial", &[("serial", "12-0003"), ("date", "01/09/2026")]);
    let (glyphs, _) = fonts.shape(Face::Regular, &spell(&fonts, Face::Regular, &serial));
    let seen: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    assert!(seen.contains("12-0003") && seen.contains("01/09/2026"), "{seen}");
}
