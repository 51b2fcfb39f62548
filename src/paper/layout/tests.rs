//! Nothing is clipped, nothing overlaps, nothing is lost, whatever the names.

use super::*;
use crate::domain::profile::Profile;
use crate::domain::secret::Secret;
use crate::paper::fonts::Fonts;
use crate::paper::stock::{MM, Printer, Stock};
use proptest::prelude::*;
use std::sync::LazyLock;

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::load().unwrap());

pub fn school(name: &str) -> School {
    School {
        name: name.to_owned(),
        email: "secretariat@lycee-des-tilleuls.example".to_owned(),
        site: "https://www.cpro-sti.fr/0990001n".to_owned(),
        sender: Vec::new(),
        town: String::new(),
        year: 2026,
        printed_on: jiff::civil::date(2026, 9, 1),
        logo: Some((300.0, 300.0)),
        stamp: Some((300.0, 200.0)),
        wording: Wording::french(),
        language: None,
        second: None,
        behind: false,
        own: BTreeMap::new(),
    }
}

pub fn slip(first: &str, surname: &str, division: &str) -> Slip {
    Slip {
        profile: Profile::Student,
        audience: Audience::Pupil,
        first_name: first.to_owned(),
        surname: surname.to_owned(),
        mark: String::new(),
        division: division.to_owned(),
        login: "noe.de-la-tour-guil2".to_owned(),
        password: SlipPassword::Provisional {
            secret: Secret::new("k7rf-9wqh-3xtm"),
            valid_until: Some(jiff::civil::date(2026, 10, 1)),
        },
        serial: "12-0034".to_owned(),
    }
}

/// The pieces of paper that there are, and the print on them: pages that are cut, large print, every sheet of labels.
static PAPERS: LazyLock<Vec<(Stock, Print)>> = LazyLock::new(|| {
    let cut = [1, 2, 4, 8].map(|per_page| (Stock::cut(per_page), Print::Ordinary));
    let labels = Stock::known_labels().map(|label| (Stock::labels(label).unwrap(), Print::Ordinary));
    cut.into_iter().chain([(Stock::cut(1), Print::Large)]).chain(labels).collect()
});

/// Everything that may not touch anything else: a frame surrounds its texts.
fn solid(items: &[Item]) -> Vec<&Item> {
    items.iter().filter(|item| !matches!(item, Item::Frame(_))).collect()
}

fn check(slip: &Slip, school: &School) -> Result<(), String> {
    (0..PAPERS.len()).try_for_each(|which| check_on(which, slip, school))
}

fn check_on(which: usize, slip: &Slip, school: &School) -> Result<(), String> {
    let (stock, print) = PAPERS[which];
    let last = usize::from(stock.per_page()) - 1;
    // A printer that reaches less far than most.
    let far = Printer { margin: 9.0 * MM, ..Printer::default() };
    for piece in [stock.piece(last, &Printer::default()), stock.piece(0, &far)] {
        let items = lay_out(slip, school, &piece, print, &*FONTS);
        check_items(slip, &items, piece.area).map_err(|fault| format!("{stock:?}, {print:?} : {fault}"))?;
    }
    Ok(())
}

/// A whole page.
fn page() -> Piece {
    Stock::cut(1).piece(0, &Printer::default())
}

fn check_items(slip: &Slip, items: &[Item], area: Rect) -> Result<(), String> {
    let printable = Rect { x: area.x - 0.1, y: area.y - 0.1, width: area.width + 0.2, height: area.height + 0.2 };
    let outside = items.iter().find(|item| !printable.contains(&item.bounds()));
    if let Some(item) = outside {
        return Err(format!("hors du papier : {item:?}"));
    }
    let solid = solid(items);
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
        let school = school(&"Lycée polyvalent des métiers de l’énergie et du bâtiment ".repeat(2));
        assert_eq!(check(&slip(first, surname, "2MELEC1"), &school), Ok(()), "{first} {surname}");
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

/// Every state has a text of its own, and none but the printed ones shows a password.
#[test]
fn each_state_speaks() {
    let valid_until = Some(jiff::civil::date(2026, 10, 1));
    let states = [
        (SlipPassword::Provisional { secret: Secret::new("01022010"), valid_until }, "01022010"),
        (SlipPassword::Hint { valid_until }, "jjmmaaaa"),
        (SlipPassword::Delivered { valid_until }, "celui qui vous a déjà été remis"),
        (SlipPassword::Personal, "celui que vous avez choisi"),
        (SlipPassword::Expired, "expiré, à réinitialiser"),
        (SlipPassword::Locked, "compte verrouillé"),
    ];
    for (password, words) in states {
        let slip = Slip { password, ..slip("Léa", "DUPONT", "2A") };
        let school = school("Lycée");
        assert_eq!(check(&slip, &school), Ok(()));
        assert_eq!(PAPERS.len(), 19);
        let items = lay_out(&slip, &school, &page(), Print::Ordinary, &*FONTS);
        let text: Vec<&str> = items
            .iter()
            .filter_map(|item| if let Item::Text { text, .. } = item { Some(text.as_str()) } else { None })
            .collect();
        assert!(text.join(" ").contains(words), "{words} : {text:?}");
        assert_eq!(text.join(" ").contains("01022010"), words == "01022010");
    }
}

#[test]
fn large_print_is_large() {
    let long = slip("Marie-Antoinette Élisabeth Charlotte", "DE LA TOUR-GUILLAUME DE SAINT-EXUPÉRY", "2MELEC1");
    let school = school("Lycée polyvalent des métiers de l’énergie et du bâtiment");
    for item in lay_out(&long, &school, &page(), Print::Large, &*FONTS) {
        if let Item::Text { size, text, grey, .. } = item {
            assert!(size >= 17.99 && !grey, "{size} {text}");
        }
    }
}

#[test]
fn the_school_speaks_in_its_own_words() {
    let mut school = school("Lycée");
    let own = OwnWords {
        title: "Bienvenue !".to_owned(),
        message: "Les cours commencent mardi. ".repeat(10),
        contact: "Bureau 12, Mme Petit".to_owned(),
    };
    school.own.insert(Audience::Pupil, own);
    assert_eq!(check(&slip("Léa", "DUPONT", "2A"), &school), Ok(()));
}

/// Three thousand names where there is time, which is where programs that are not ours are tried too.
fn cases() -> u32 {
    if std::env::var_os("CPRO_COUNTERPARTS").is_some() { 3_000 } else { 500 }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]
    #[test]
    fn nothing_overlaps(
        first in "[\\p{L}' -]{0,100}",
        surname in "[\\p{Latin}' -]{1,100}",
        division in "[A-Z0-9 ]{0,20}",
        school_name in "[\\p{Latin} ]{1,120}",
        which in 0..19usize,
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
        prop_assert_eq!(check_on(which, &slip, &school(&school_name)), Ok(()));
    }
}
