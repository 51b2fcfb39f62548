//! What every slip of a document says: the establishment, its pictures, its own words, its language.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use crate::domain::audience::Audience;
use crate::domain::date::school_year;
use crate::domain::setting::{Key, Settings, Words};
use crate::paper::canvas::Measure;
use crate::paper::layout::{OwnWords, School};
use crate::paper::picture::{self, Picture};
use crate::paper::wording::{Wording, WordingError};
use crate::store::{ImageKind, Store};
use crate::work::slips::Refusal;
use crate::work::{Error, Result};
use crate::world::{self, World};

/// Largest catalogue, in bytes.
const MAX_BYTES: usize = 256 * 1024;

/// The logo and the stamp.
pub fn pictures(store: &Store) -> Result<(Option<Picture>, Option<Picture>)> {
    // What the base holds was encoded by us.
    let picture =
        |kind| -> Result<Option<Picture>> { Ok(store.image(kind)?.and_then(|image| picture::read(&image.png).ok())) };
    Ok((picture(ImageKind::Logo)?, picture(ImageKind::Stamp)?))
}

/// The texts of slips in the language that they speak, or in two.
pub struct Texts {
    pub language: String,
    first: Wording,
    second: Option<(String, Wording)>,
}

impl Texts {
    /// Those of « fr », or of « fr,ar ».
    pub fn read(world: &World, settings: &Settings, languages: &str) -> Result<Self> {
        let (language, other) = match languages.split_once(',') {
            Some((first, second)) => (first.trim(), Some(second.trim())),
            None => (languages, None),
        };
        let second = |language: &str| Ok::<_, Error>((language.to_owned(), wording(world, settings, language)?));
        Ok(Self {
            language: language.to_owned(),
            first: wording(world, settings, language)?,
            second: other.map(second).transpose()?,
        })
    }

    /// Every letter of them.
    pub fn letters(&self) -> String {
        let second = self.second.iter().flat_map(|(_, wording)| wording.letters());
        self.first.letters().chain(second).collect()
    }
}

/// The school as slips show it, in languages that the fonts can write; the second one below or on the back.
pub fn school(
    world: &World,
    settings: &Settings,
    logo: Option<&Picture>,
    stamp: Option<&Picture>,
    texts: Texts,
    measure: &dyn Measure,
) -> Result<School> {
    let text = |key| settings.value(key).unwrap_or_default();
    let size = |picture: &Picture| (picture.width as f32, picture.height as f32);
    let checked = |language: &str, wording: Wording| wording.check(measure).map_err(|error| unfit(language, error));
    let mut school = School {
        name: text(Key::Name),
        email: text(Key::Email),
        site: text(Key::Site),
        sender: sender(settings),
        town: text(Key::Town),
        year: school_year(world.today()),
        printed_on: world.today(),
        logo: logo.map(size),
        stamp: stamp.map(size),
        wording: checked(&texts.language, texts.first)?,
        language: None,
        second: None,
        behind: false,
        own: own(settings),
    };
    if let Some((language, wording)) = texts.second {
        let wording = checked(&language, wording)?;
        school.second = Some(Box::new(School { wording, language: Some(language), ..school.clone() }));
    }
    Ok(school)
}

/// The head of a letter: address, telephone, mail.
fn sender(settings: &Settings) -> Vec<String> {
    let text = |key| settings.value(key).unwrap_or_default();
    let town = format!("{} {}", text(Key::PostalCode), text(Key::Town));
    let lines = [1, 2, 3].map(|n| text(Key::Address(n))).into_iter().chain([town, text(Key::Phone), text(Key::Email)]);
    lines.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

fn unfit(language: &str, error: WordingError) -> Refusal {
    Refusal::BadCatalogue(format!("{language}.txt").into(), error)
}

/// The establishment's words for each audience: its own, or those for everybody.
fn own(settings: &Settings) -> BTreeMap<Audience, OwnWords> {
    let words = |audience, words| {
        let own = settings.value(Key::Slip(words, Some(audience)));
        own.or_else(|| settings.value(Key::Slip(words, None))).unwrap_or_default()
    };
    let of = |audience| OwnWords {
        title: words(audience, Words::Title),
        message: words(audience, Words::Message),
        contact: words(audience, Words::Contact),
    };
    Audience::ALL.into_iter().map(|audience| (audience, of(audience))).collect()
}

/// The texts of a language: those of the school's folder, else ours.
fn wording(world: &World, settings: &Settings, language: &str) -> Result<Wording> {
    match own_wording(world, settings, language) {
        Err(Error::Slips(Refusal::UnknownLanguage(unknown))) => {
            Ok(Wording::built_in(language).ok_or(Refusal::UnknownLanguage(unknown))?)
        }
        wording => wording,
    }
}

fn own_wording(world: &World, settings: &Settings, language: &str) -> Result<Wording> {
    let unknown = || Error::from(Refusal::UnknownLanguage(language.to_owned()));
    let simple = language.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    let folder = settings.value(Key::SlipLanguages).filter(|_| simple && !language.is_empty()).ok_or_else(unknown)?;
    let path = Path::new(&folder).join(format!("{language}.txt"));
    let bytes = world.read_file(&path, MAX_BYTES).map_err(|error| match error {
        world::Error::CannotRead(_, why) if why.kind() == ErrorKind::NotFound => unknown(),
        error => error.into(),
    })?;
    let Ok(text) = String::from_utf8(bytes) else { return Err(Refusal::NotUtf8(path).into()) };
    Ok(Wording::parse(&text).map_err(|error| Refusal::BadCatalogue(path, error))?)
}
