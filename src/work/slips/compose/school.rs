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

/// The school as slips show it, in a language that the fonts can write.
pub fn school(
    world: &World,
    settings: &Settings,
    logo: Option<&Picture>,
    stamp: Option<&Picture>,
    language: &str,
    measure: &dyn Measure,
) -> Result<School> {
    let text = |key| settings.value(key).unwrap_or_default();
    let size = |picture: &Picture| (picture.width as f32, picture.height as f32);
    Ok(School {
        name: text(Key::Name),
        email: text(Key::Email),
        site: text(Key::Site),
        year: school_year(world.today()),
        printed_on: world.today(),
        logo: logo.map(size),
        stamp: stamp.map(size),
        wording: wording(world, settings, language)?.check(measure).map_err(|error| unfit(language, error))?,
        language: None,
        second: None,
        behind: false,
        own: own(settings),
    })
}

/// The same in two languages, the second one below or on the back: « fr,ar ».
pub fn schools(
    world: &World,
    settings: &Settings,
    logo: Option<&Picture>,
    stamp: Option<&Picture>,
    languages: &str,
    measure: &dyn Measure,
) -> Result<School> {
    let (language, other) = two(languages);
    let mut first = school(world, settings, logo, stamp, language, measure)?;
    if let Some(language) = other {
        let second = school(world, settings, logo, stamp, language, measure)?;
        first.second = Some(Box::new(School { language: Some(language.to_owned()), ..second }));
    }
    Ok(first)
}

/// The first language that is asked for, and the second one.
pub fn two(languages: &str) -> (&str, Option<&str>) {
    match languages.split_once(',') {
        Some((first, second)) => (first.trim(), Some(second.trim())),
        None => (languages, None),
    }
}

/// Letters of the texts of some languages.
pub fn letters(world: &World, settings: &Settings, languages: &str) -> Result<Vec<char>> {
    let (first, second) = two(languages);
    let mut letters = Vec::new();
    for language in std::iter::once(first).chain(second) {
        letters.extend(wording(world, settings, language)?.letters());
    }
    Ok(letters)
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
        Err(Error::Slips(Refusal::UnknownLanguage(_))) if Wording::built_in(language).is_some() => {
            Ok(Wording::built_in(language).unwrap_or_else(Wording::french))
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
