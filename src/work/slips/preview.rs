//! What a slip will look like, on an invented person.

use std::path::{Path, PathBuf};

use jiff::ToSpan;

use super::Refusal;
use super::compose::{Texts, fonts, pictures, school};
use crate::domain::audience::Audience;
use crate::domain::profile::Profile;
use crate::domain::secret::{Secret, from_birth_date};
use crate::domain::setting::{Key, Settings};
use crate::domain::slip::{Slip, SlipPassword};
use crate::paper::canvas::{Item, Page};
use crate::paper::layout::Print;
use crate::paper::pdf::{Contents, render};
use crate::paper::raster::{Pictures, draw};
use crate::paper::sheet::{Setup, sheet};
use crate::paper::stock::Stock;
use crate::work::preferences::{language, printer};
use crate::work::{Result, base};
use crate::world::World;

/// Which slip, and where.
#[derive(Debug)]
pub struct Preview {
    /// `.pdf` or `.png`; `None` for its texts.
    pub output: Option<PathBuf>,
    pub audience: Audience,
    pub state: Shown,
    pub stock: Stock,
    pub print: Print,
    pub language: Option<String>,
    pub force: bool,
}

/// What the slip shows in place of the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Initial,
    Temporary,
    Hidden,
    Delivered,
    Personal,
    Expired,
    Locked,
}

impl Preview {
    /// Makes the file, or gives the texts of the slip in reading order.
    pub fn make(&self, world: &World) -> Result<Vec<String>> {
        let store = base::open(world)?;
        let settings = store.settings()?;
        let (logo, stamp) = pictures(&store)?;
        let said = Texts::read(world, &settings, &language(world, &settings, self.language.as_deref()).value)?;
        let fonts = fonts(world, std::iter::once(said.letters()))?;
        let language = said.language.clone();
        let school = school(world, &settings, logo.as_ref(), stamp.as_ref(), said, &fonts)?;
        let setup = Setup { stock: self.stock, print: self.print, printer: printer(world, &settings) };
        let page = sheet(&[self.slip(world, &settings)], &[Some(0)], &setup, &school, &fonts);
        let Some(path) = &self.output else { return Ok(texts(&page)) };
        let bytes = match extension(path).as_str() {
            "png" => {
                let pictures = Pictures { logo: logo.as_ref(), stamp: stamp.as_ref(), qr: &school.site };
                draw(&page, &pictures, &fonts)?.to_png()
            }
            "pdf" => {
                let contents = Contents {
                    title: "Papillon d’essai",
                    author: &school.name,
                    made_at: world.now().timestamp().as_second(),
                    logo: logo.as_ref(),
                    stamp: stamp.as_ref(),
                    qr: &school.site,
                    alternatives: school.alternatives(),
                    language: &language,
                    duplex: false,
                    outline: &[],
                    workers: 1,
                };
                render(1, &|_| page.clone(), &contents, &fonts)?
            }
            _ => return Err(Refusal::NoPicture(path.clone()).into()),
        };
        world.write(path, &bytes, self.force)?;
        Ok(Vec::new())
    }

    /// Nobody's slip.
    fn slip(&self, world: &World, settings: &Settings) -> Slip {
        let (profile, division) = match self.audience {
            Audience::Pupil => (Profile::Student, "2NDE A"),
            Audience::Staff => (Profile::Teacher, ""),
            Audience::Candidate => (Profile::Student, ""),
        };
        let days = i64::from(settings.number(Key::PasswordDays)).days();
        let valid_until = Some(world.today().saturating_add(days));
        let password = match self.state {
            Shown::Initial => {
                let secret = from_birth_date(jiff::civil::date(2010, 2, 1), profile);
                SlipPassword::Provisional { secret, valid_until }
            }
            Shown::Temporary => SlipPassword::Provisional { secret: Secret::new("k7rf-9wqh-3xtm"), valid_until },
            Shown::Hidden => SlipPassword::Hint { valid_until },
            Shown::Delivered => SlipPassword::Delivered { valid_until },
            Shown::Personal => SlipPassword::Personal,
            Shown::Expired => SlipPassword::Expired,
            Shown::Locked => SlipPassword::Locked,
        };
        Slip {
            profile,
            audience: self.audience,
            first_name: "Marie-Clémentine".to_owned(),
            surname: "DE LA ROCHE-EXEMPLE".to_owned(),
            mark: String::new(),
            division: division.to_owned(),
            login: "marie-clementine.de".to_owned(),
            password,
            serial: "0-0000".to_owned(),
        }
    }
}

fn texts(page: &Page) -> Vec<String> {
    let texts = page.items.iter().filter_map(|item| match item {
        // A terminal puts letters in order by itself.
        Item::Text { text, .. } => Some(text.replace(['\u{200e}', '\u{200f}'], "")),
        _ => None,
    });
    texts.collect()
}

fn extension(path: &Path) -> String {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default()
}
