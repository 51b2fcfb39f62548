//! Nothing is clipped, nothing overlaps, nothing is lost, whatever the names.

use super::*;
use crate::domain::profile::Profile;
use crate::domain::secret::Secret;
use crate::output::canvas::{PAGE_HEIGHT, PAGE_WIDTH};
use crate::output::pdf::Fonts;
use proptest::prelude::*;
use std::sync::LazyLock;

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::load().unwrap());

fn school(name: &str) -> School {
    School {
        name: name.to_owned(),
        email: "secretariat@lycee-des-tilleuls.example".to_owned(),
        site: "https://www.cpro-sti.fr/0990001n".to_owned(),
        year: 2026,
        printed_on: jiff::civil::date(2026, 9, 1),
        logo: Some((300.0, 300.0)),
        stamp: Some((300.0, 200.0)),
    }
}

fn slip(first: &str, surname: &str, division: &str) -> Slip {
    Slip {
        profile: Profile::Student,
        first_name: first.to_owned(),
        surname: surname.to_owned(),
        division: division.to_owned(),
        login: "noe.de-la-tour-guil2".to_owned(),
        password: SlipPassword::Provisional {
            secret: Secret::new("k7rf-9wqh-3xtm"),
            valid_until: Some(jiff::civil::date(2026, 10, 1)),
        },
        serial: "12-0034".to_owned(),
    }
}

fn paper(half: bool) -> Rect {
    let height = if half { PAGE_HEIGHT / 2.0 } else { PAGE_HEIGHT };
    Rect { x: 0.0, y: PAGE_HEIGHT - height, width: PAGE_WIDTH, height }
}

/// Everything that may not touch anything else: a frame surrounds its texts.
fn solid(items: &[Item]) -> Vec<&Item> {
    items.iter().filter(|item| !matches!(item, Item::Frame(_))).collect()
}

fn check(slip: &Slip, school: &School, half: bool) -> Result<(), String> {
    let paper = paper(half);
    let items = lay_out(slip, school, paper, &*FONTS);
    let printable =
        Rect { x: paper.x + 17.0, y: paper.y + 17.0, width: paper.width - 34.0, height: paper.height - 34.0 };
    let outside = items.iter().find(|item| !printable.contains(&item.bounds()));
    if let Some(item) = outside {
        return Err(format!("hors du papier : {item:?}"));
    }
    let solid = solid(&items);
    for (at, one) in solid.iter().enumerate() {
        if let Some(other) = solid[at + 1..].iter().find(|other| one.bounds().intersects(&other.bounds())) {
            return Err(format!("{one:?} touche {other:?}"));
        }
    }
    let letters: String = items
        .iter()
        .filter_map(|item| match item {
            Item::Text { text, face: Face::Bold, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let squeezed = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
    let name = spell(&*FONTS, Face::Bold, &format!("{}{}", slip.first_name, slip.surname));
    if squeezed(&letters).contains(&squeezed(&name)) {
        Ok(())
    } else {
        Err(format!("nom perdu : {name} dans {letters}"))
    }
}

#[test]
fn ordinary_and_extreme_names() {
    let long = "Marie-Antoinette-Élisabeth ".repeat(4);
    let names = [
        ("Léa", "DUPONT"),
        ("Œlla", "ŁUKASIEWICZ"),
        (long.trim(), "DE LA TOUR-GUILLAUME DE SAINT-EXUPÉRY VAN DER WEYDEN-ØSTERGAARD"),
        (&"W".repeat(100)[..], &"M".repeat(100)[..]),
        ("王小明", "Дмитриев"),
        ("", "TRAORÉ"),
    ];
    for (first, surname) in names {
        for half in [true, false] {
            let school = school(&"Lycée polyvalent des métiers de l’énergie et du bâtiment ".repeat(2));
            assert_eq!(check(&slip(first, surname, "2MELEC1"), &school, half), Ok(()), "{first} {surname} {half}");
        }
    }
}

#[test]
fn every_letter_of_europe_is_on_paper() {
    let letters = "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆàâäçéèêëîïôöùûüÿœæŁłŞşĞğİıŘřŠšŽžĆćČčĐđØøÅåßŐőŰűŃńŚśŻżŹźĄąĘęÑñÁÍÓÚáíóúÕõÃã";
    for face in [Face::Regular, Face::Bold] {
        assert_eq!(spell(&*FONTS, face, letters), letters);
    }
    assert_eq!(spell(&*FONTS, Face::Bold, "王\u{202f}小-明\u{2011}"), "Wang\u{a0}Xiao-Ming-");
}

#[test]
fn look_alikes_differ_in_width_or_shape() {
    for letter in "0O1lI".chars() {
        assert!(FONTS.advance(Face::Mono, letter).is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn nothing_overlaps(
        first in "[\\p{L}' -]{0,100}",
        surname in "[\\p{Latin}' -]{1,100}",
        division in "[A-Z0-9 ]{0,20}",
        school_name in "[\\p{Latin} ]{1,120}",
        half: bool,
        personal: bool,
        adult: bool,
    ) {
        let mut slip = slip(first.trim(), surname.trim(), division.trim());
        if personal {
            slip.password = SlipPassword::Personal;
        }
        if adult {
            slip.profile = Profile::Teacher;
        }
        prop_assert_eq!(check(&slip, &school(&school_name), half), Ok(()));
    }
}
