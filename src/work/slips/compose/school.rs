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
use crate::paper::wording::Wording;
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
        wording: wording(world, settings, language, measure)?,
        own: own(settings),
    })
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

fn wording(world: &World, settings: &Settings, language: &str, measure: &dyn Measure) -> Result<Wording> {
    if let Some(wording) = Wording::built_in(language) {
        return Ok(wording);
    }
    let unknown = || Error::from(Refusal::UnknownLanguage(language.to_owned()));
    let simple = language.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    let folder = settings.value(Key::SlipLanguages).filter(|_| simple && !language.is_empty()).ok_or_else(unknown)?;
    let path = Path::new(&folder).join(format!("{language}.txt"));
    let bytes = world.read_file(&path, MAX_BYTES).map_err(|error| match error {
        world::Error::CannotRead(_, why) if why.kind() == ErrorKind::NotFound => unknown(),
        error => error.into(),
    })?;
    let Ok(text) = String::from_utf8(bytes) else { return Err(Refusal::NotUtf8(path).into()) };
    let checked = Wording::parse(&text).and_then(|wording| wording.check(measure));
    Ok(checked.map_err(|error| Refusal::BadCatalogue(path, error))?)
}
