//! Slips as they are seen: every layout, option and language, with names of every kind, against pictures of before.
//!
//! Compared block by block with a tolerance: a change is looked at here, before a parent finds it. `CPRO_BLESS=1` takes the
//! pictures anew; one that differs is left in `target/tmp`, to be looked at beside the old one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use cpro::domain::audience::Audience;
use cpro::domain::letter::Address;
use cpro::domain::profile::Profile;
use cpro::domain::secret::Secret;
use cpro::domain::slip::{Slip, SlipPassword};
use cpro::paper::canvas::Page;
use cpro::paper::fonts::Fonts;
use cpro::paper::layout::{Print, School};
use cpro::paper::picture::{self, Picture};
use cpro::paper::raster::{Pictures, draw};
use cpro::paper::sheet::{Setup, sheet};
use cpro::paper::stock::{MM, Printer, Stock};
use cpro::paper::wording::Wording;
use cpro::paper::{letter::letter, pack, ruler::ruler};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, GrayImage, imageops};

use crate::golden;

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::load().unwrap());

/// Pixels of a block, and how far its mean may be from the recorded one, of 255.
const BLOCK: u32 = 10;
const FAR: f32 = 14.0;
/// Width of the pictures that are kept, in pixels.
const WIDTH: u32 = 496;

/// First name and surname: ordinary, a hundred letters, Vietnamese, Arabic, Tamil, Wolof, with an emoji, Greek.
const NAMES: [(&str, &str); 8] = [
    ("Léa", "DUPONT"),
    ("Marie-Antoinette Élisabeth Clémentine", "DE LA TOUR-GUILLAUME DE SAINT-EXUPÉRY VAN DER WEYDEN MONTMORENCY-LAVAL"),
    ("Thị Hồng Ánh", "NGUYỄN"),
    ("علي", "محمد"),
    ("செல்வி", "முருகன்"),
    ("Ŋóone", "ÑJAAY"),
    ("Zoé 😀", "DUPONT"),
    ("Γιώργος", "ΠΑΠΑΔΌΠΟΥΛΟΣ"),
];

/// Catalogues that the program’s own fonts can write.
const LANGUAGES: [&str; 11] = ["fr", "en", "ar", "es", "pt", "ro", "ru", "so", "ta", "tr", "uk"];

fn slips(password: &SlipPassword) -> Vec<Slip> {
    let slip = |(at, (first, surname)): (usize, &(&str, &str))| Slip {
        profile: Profile::Student,
        audience: Audience::Pupil,
        first_name: (*first).to_owned(),
        surname: (*surname).to_owned(),
        // Two of one name are told apart by their logins.
        mark: if *surname == "DUPONT" { format!("dupont{at}") } else { String::new() },
        division: "2NDE MELEC 1".to_owned(),
        login: format!("marie-antoinette-el{at}"),
        password: password.clone(),
        serial: format!("12-000{at}"),
    };
    NAMES.iter().enumerate().map(slip).collect()
}

fn provisional() -> SlipPassword {
    SlipPassword::Provisional {
        secret: Secret::new("k7rf-9wqh-3xtm"),
        valid_until: Some(jiff::civil::date(2026, 10, 1)),
    }
}

fn school(languages: &str) -> School {
    let (first, second) = languages.split_once(',').map_or((languages, None), |(one, other)| (one, Some(other)));
    let school = School {
        name: "Lycée polyvalent des métiers des Tilleuls".to_owned(),
        email: "secretariat@lycee-des-tilleuls.example".to_owned(),
        site: "https://www.cpro-sti.fr/0990001n".to_owned(),
        sender: ["12 avenue Pasteur", "10000 Troyes", "03 25 00 00 00"].map(str::to_owned).to_vec(),
        town: "Troyes".to_owned(),
        year: 2026,
        printed_on: jiff::civil::date(2026, 9, 1),
        logo: Some((300.0, 300.0)),
        stamp: Some((300.0, 300.0)),
        wording: Wording::built_in(first).unwrap(),
        language: None,
        second: None,
        behind: false,
        own: BTreeMap::new(),
    };
    let other = second.map(|language| {
        let (wording, language) = (Wording::built_in(language).unwrap(), Some(language.to_owned()));
        Box::new(School { wording, language, ..school.clone() })
    });
    School { second: other, ..school }
}

/// Every page that is kept, under its name.
fn pages() -> Vec<(String, Page)> {
    let mut pages = Vec::new();
    let mut add = |name: &str, setup: Setup, languages: &str, password: &SlipPassword, first: usize| {
        let per_page = usize::from(setup.stock.per_page()).min(NAMES.len());
        let places: Vec<Option<usize>> = (0..per_page).map(|place| Some((first + place) % NAMES.len())).collect();
        let page = sheet(&slips(password), &places, &setup, &school(languages), &*FONTS);
        pages.push((name.to_owned(), page));
    };
    let cut = |per_page| Setup { stock: Stock::cut(per_page), ..Setup::default() };
    for language in LANGUAGES {
        // The others are held by the geometry, which every catalogue goes through.
        let layouts: &[u8] = if language == "fr" { &[1, 2, 4, 8] } else { &[1, 4] };
        for per_page in layouts.iter().copied() {
            add(&format!("{per_page}-{language}"), cut(per_page), language, &provisional(), usize::from(per_page) - 1);
        }
    }
    let large = Setup { stock: Stock::cut(1), print: Print::Large, ..Setup::default() };
    add("gros-fr", large, "fr", &provisional(), 1);
    add("gros-ar", large, "ar", &provisional(), 3);
    for label in Stock::known_labels() {
        let setup = Setup { stock: Stock::labels(label).unwrap(), ..Setup::default() };
        add(&format!("planche-{label}"), setup, "fr", &provisional(), 0);
    }
    for (name, per_page, languages) in [("deux-1", 1, "fr,ar"), ("deux-2", 2, "fr,ta"), ("deux-4", 4, "fr,uk")] {
        add(name, cut(per_page), languages, &provisional(), 2);
    }
    let valid_until = Some(jiff::civil::date(2026, 10, 1));
    let states = [
        ("date", SlipPassword::Hint { valid_until }),
        ("remis", SlipPassword::Delivered { valid_until }),
        ("personnel", SlipPassword::Personal),
        ("expire", SlipPassword::Expired),
        ("verrouille", SlipPassword::Locked),
    ];
    for (name, password) in states {
        add(&format!("etat-{name}"), cut(2), "fr", &password, 0);
    }
    let printer = Printer { right: 3.0 * MM, down: -2.0 * MM, margin: 12.0 * MM };
    add("imprimante", Setup { printer, ..cut(2) }, "fr", &provisional(), 0);
    pages.extend(others(&printer));
    pages
}

/// Letters, packs, the ruler.
fn others(printer: &Printer) -> Vec<(String, Page)> {
    let (school, slips) = (school("fr"), slips(&provisional()));
    let address = |addressee: &str| Address {
        addressee: addressee.to_owned(),
        lines: ["Résidence des Lilas, bâtiment C", "12 rue Haute", "10000 TROYES"].map(str::to_owned).to_vec(),
    };
    let letter =
        |addressee: &str, slips: &[Slip]| letter(&address(addressee), slips, &Setup::default(), &school, &*FONTS);
    let names: Vec<String> = slips.iter().map(Slip::name).collect();
    let rows: Vec<(String, String)> = slips.iter().map(|slip| (slip.serial.clone(), slip.turned_name())).collect();
    let steps = vec!["1. Imprimez cette page en taille réelle.".to_owned()];
    vec![
        ("courrier".to_owned(), letter("Mme Dominique DUPONT", &slips[..2])),
        ("courrier-famille".to_owned(), letter("", &slips[3..4])),
        ("garde".to_owned(), pack::cover("2NDE MELEC 1", 30, &names[..2], &school, &*FONTS)),
        ("emargement".to_owned(), pack::roll("2NDE MELEC 1", &rows, "(1/2)", &school, &*FONTS)),
        ("reglage".to_owned(), ruler("Page de réglage", &steps, printer, &*FONTS)),
    ]
}

/// The page in grey, as wide as the pictures that are kept.
fn seen(page: &Page) -> GrayImage {
    let logo = Picture { width: 30, height: 30, rgb: vec![120; 2700] };
    let pictures = Pictures { logo: Some(&logo), stamp: Some(&logo), qr: "https://www.cpro-sti.fr/0990001n" };
    let Picture { width, height, rgb } = draw(page, &pictures, &FONTS).unwrap();
    let whole = DynamicImage::from(image::RgbImage::from_raw(width, height, rgb).unwrap()).into_luma8();
    let mut small = imageops::resize(&whole, WIDTH, WIDTH * height / width, imageops::FilterType::Triangle);
    // Eight greys are enough for who looks, and an eighth of the bytes.
    small.pixels_mut().for_each(|pixel| pixel.0[0] = (f32::from(pixel.0[0]) / 36.4).round() as u8 * 36);
    small
}

fn save(image: &GrayImage, path: &Path) {
    let file = std::fs::File::create(path).unwrap();
    let encoder = PngEncoder::new_with_quality(file, CompressionType::Best, FilterType::NoFilter);
    image.write_with_encoder(encoder).unwrap();
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/papiers")
}

/// The block that is furthest from what was recorded, and how far, of 255.
fn furthest(found: &GrayImage, recorded: &GrayImage) -> (f32, u32, u32) {
    let mean = |image: &GrayImage, x: u32, y: u32| {
        let block = imageops::crop_imm(image, x, y, BLOCK, BLOCK).to_image();
        block.pixels().map(|pixel| f32::from(pixel.0[0])).sum::<f32>() / (BLOCK * BLOCK) as f32
    };
    let blocks =
        (0..found.height() / BLOCK).flat_map(|row| (0..found.width() / BLOCK).map(move |column| (column, row)));
    let far = blocks.map(|(column, row)| {
        let (x, y) = (column * BLOCK, row * BLOCK);
        ((mean(found, x, y) - mean(recorded, x, y)).abs(), x, y)
    });
    far.max_by(|one, other| one.0.total_cmp(&other.0)).unwrap()
}

fn check(name: &str, page: &Page) -> Result<(), String> {
    let (found, path) = (seen(page), folder().join(format!("{name}.png")));
    if golden::blessing() {
        save(&found, &path);
        return Ok(());
    }
    let recorded = image::open(&path).map_err(|error| format!("{} : {error}", path.display()))?.into_luma8();
    if recorded.dimensions() != found.dimensions() {
        return Err(format!("{name} n’a plus la même taille"));
    }
    let (far, x, y) = furthest(&found, &recorded);
    if far <= FAR {
        return Ok(());
    }
    let left = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
    save(&found, &left);
    Err(format!(
        "{name} a changé autour de ({x}, {y}), de {far:.0} sur 255 : comparez {} et {}",
        path.display(),
        left.display()
    ))
}

#[test]
fn pages_look_as_they_did() {
    std::fs::create_dir_all(folder()).unwrap();
    let pages = pages();
    let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
    let faults: Vec<String> = pages.iter().filter_map(|(name, page)| check(name, page).err()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for file in std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(names.contains(&name.as_str()), "{} n’est plus faite", file.display());
    }
}

/// A login one point lower, a line that is gone, are seen; the same page is not.
#[test]
fn a_change_is_seen() {
    let page = sheet(&slips(&provisional()), &[Some(0)], &Setup::default(), &school("fr"), &*FONTS);
    let before = seen(&page);
    assert_eq!(furthest(&before, &seen(&page)).0, 0.0);
    let mut gone = page.clone();
    gone.items.remove(gone.items.len() - 1);
    let mut moved = page.clone();
    moved.items.iter_mut().for_each(|item| item.shift(0.0, 4.0));
    for (what, other) in [("retiré", gone), ("décalé", moved)] {
        assert!(furthest(&before, &seen(&other)).0 > FAR, "{what}");
    }
    let png = Picture { width: 2, height: 1, rgb: vec![0, 0, 0, 255, 255, 255] }.to_png();
    assert_eq!(picture::read(&png).unwrap().width, 2);
}
