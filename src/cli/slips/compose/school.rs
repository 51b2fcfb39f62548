//! What every slip of a document says: the establishment, its pictures, its own words, its language.

use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::Context;
use crate::domain::date::school_year;
use crate::domain::setting::{Key, Settings, Words};
use crate::domain::slip::Audience;
use crate::error::{Error, Result, exit};
use crate::paper::canvas::Measure;
use crate::paper::layout::{OwnWords, School};
use crate::paper::picture::{self, Picture};
use crate::paper::wording::Wording;
use crate::store::{ImageKind, Store};

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
    context: &Context,
    settings: &Settings,
    logo: Option<&Picture>,
    stamp: Option<&Picture>,
    language: Option<&str>,
    measure: &dyn Measure,
) -> Result<School> {
    let text = |key| settings.value(key).unwrap_or_default();
    let size = |picture: &Picture| (picture.width as f32, picture.height as f32);
    Ok(School {
        name: text(Key::Name),
        email: text(Key::Email),
        site: text(Key::Site),
        year: school_year(context.today()),
        printed_on: context.today(),
        logo: logo.map(size),
        stamp: stamp.map(size),
        wording: wording(context, settings, language.unwrap_or("fr"), measure)?,
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

fn wording(context: &Context, settings: &Settings, language: &str, measure: &dyn Measure) -> Result<Wording> {
    if let Some(wording) = Wording::built_in(language) {
        return Ok(wording);
    }
    let unknown = || {
        let message = format!("la langue «\u{a0}{language}\u{a0}» n’a pas de catalogue.");
        Error::new(exit::NOT_FOUND, message).hint(format!(
            "langues fournies\u{a0}: fr, en ; pour une autre, réglez slips.languages sur un dossier qui contient {language}.txt"
        ))
    };
    let simple = language.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    let folder = settings.value(Key::SlipLanguages).filter(|_| simple && !language.is_empty()).ok_or_else(unknown)?;
    let path = Path::new(&folder).join(format!("{language}.txt"));
    let bytes = context
        .read_file(&path, MAX_BYTES)
        .map_err(Error::from)
        .map_err(|error| if error.code == exit::NOT_FOUND { unknown() } else { error })?;
    let refused = |why: String| Error::new(exit::DATA, format!("«\u{a0}{}\u{a0}»\u{a0}: {why}.", path.display()));
    let text = String::from_utf8(bytes).map_err(|_| refused("il faut un texte UTF-8".to_owned()))?;
    Wording::parse(&text).and_then(|wording| wording.check(measure)).map_err(|error| refused(error.to_string()))
}
