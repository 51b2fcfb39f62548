//! `cpro slips preview`: what a slip will look like, on an invented person.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::ToSpan;

use super::compose::{pictures, school};
use crate::cli::Context;
use crate::domain::profile::Profile;
use crate::domain::secret::{Secret, from_birth_date};
use crate::domain::setting::{Key, Settings};
use crate::domain::slip::{Audience, Slip, SlipPassword};
use crate::error::{Error, Result, exit};
use crate::paper::canvas::{Item, Page};
use crate::paper::layout::Print;
use crate::paper::pdf::{Contents, Fonts, render};
use crate::paper::raster::{Pictures, draw};
use crate::paper::sheet::sheet;

/// Montre un papillon d’une personne inventée, tel qu’il sera imprimé
///
/// Sans fichier, en texte dans le terminal ; sinon en PDF ou en PNG, selon l’extension.
#[derive(Debug, Args)]
pub struct Preview {
    /// Fichier PDF ou PNG
    #[arg(long, short, value_name = "FICHIER")]
    output: Option<PathBuf>,
    /// À qui s’adresse le papillon : eleve, staff ou candidat
    #[arg(long, value_name = "PUBLIC", default_value = "eleve")]
    audience: AudienceArg,
    /// État du mot de passe : initial, temporary, hidden, delivered, personal, expired ou locked
    #[arg(long, value_name = "ÉTAT", default_value = "initial")]
    state: StateArg,
    /// Papillons par page : 1, 2, 4 ou 8
    #[arg(long, value_name = "NOMBRE", default_value = "2", value_parser = ["1", "2", "4", "8"])]
    per_page: String,
    /// Gros caractères, un papillon par page
    #[arg(long, conflicts_with = "per_page")]
    large_print: bool,
    /// Langue : fr, en, ou une autre du dossier slips.languages
    #[arg(long, value_name = "LANGUE")]
    lang: Option<String>,
    /// Remplace le fichier s’il existe
    #[arg(long, short)]
    force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AudienceArg {
    Eleve,
    Staff,
    Candidat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StateArg {
    Initial,
    Temporary,
    Hidden,
    Delivered,
    Personal,
    Expired,
    Locked,
}

impl Preview {
    pub fn run(self, context: &mut Context) -> Result {
        let store = context.store()?;
        let settings = store.settings()?;
        let fonts = Fonts::load()?;
        let (logo, stamp) = pictures(&store)?;
        let school = school(context, &settings, logo.as_ref(), stamp.as_ref(), self.lang.as_deref(), &fonts)?;
        let slip = self.slip(context, &settings);
        let (per_page, print) =
            if self.large_print { (1, Print::Large) } else { (self.per_page.parse().unwrap_or(2), Print::Ordinary) };
        let page = sheet(&[slip], &[Some(0)], per_page, print, &school, &fonts);
        let Some(path) = &self.output else {
            context.ui().answer(&text(&page))?;
            return Ok(exit::DONE);
        };
        let bytes = match extension(path).as_str() {
            "png" => {
                let pictures = Pictures { logo: logo.as_ref(), stamp: stamp.as_ref(), qr: &school.site };
                draw(&page, &pictures)?.to_png()
            }
            "pdf" => {
                let contents = Contents {
                    title: "Papillon d’essai",
                    author: &school.name,
                    made_at: context.now().timestamp().as_second(),
                    logo: logo.as_ref(),
                    stamp: stamp.as_ref(),
                    qr: &school.site,
                    language: self.lang.as_deref().unwrap_or("fr"),
                    outline: &[],
                    workers: 1,
                };
                render(std::iter::once(page), &contents, &fonts)?
            }
            _ => {
                let message = format!("«\u{a0}{}\u{a0}»\u{a0}: il faut un nom en .pdf ou en .png.", path.display());
                return Err(Error::new(exit::USAGE, message));
            }
        };
        context.write(path, &bytes, self.force)?;
        context.ui().tell(&format!("Papillon d’essai\u{a0}: {}", path.display()))?;
        Ok(exit::DONE)
    }

    /// Nobody's slip.
    fn slip(&self, context: &Context, settings: &Settings) -> Slip {
        let (profile, audience, division) = match self.audience {
            AudienceArg::Eleve => (Profile::Student, Audience::Pupil, "2NDE A"),
            AudienceArg::Staff => (Profile::Teacher, Audience::Staff, ""),
            AudienceArg::Candidat => (Profile::Student, Audience::Candidate, ""),
        };
        let valid_until = Some(context.today().saturating_add(i64::from(settings.number(Key::PasswordDays)).days()));
        let password = match self.state {
            StateArg::Initial => {
                let secret = from_birth_date(jiff::civil::date(2010, 2, 1), profile);
                SlipPassword::Provisional { secret, valid_until }
            }
            StateArg::Temporary => SlipPassword::Provisional { secret: Secret::new("k7rf-9wqh-3xtm"), valid_until },
            StateArg::Hidden => SlipPassword::Hint { valid_until },
            StateArg::Delivered => SlipPassword::Delivered { valid_until },
            StateArg::Personal => SlipPassword::Personal,
            StateArg::Expired => SlipPassword::Expired,
            StateArg::Locked => SlipPassword::Locked,
        };
        Slip {
            profile,
            audience,
            first_name: "Marie-Clémentine".to_owned(),
            surname: "DE LA ROCHE-EXEMPLE".to_owned(),
            division: division.to_owned(),
            login: "marie-clementine.de".to_owned(),
            password,
            serial: "0-0000".to_owned(),
        }
    }
}

/// The texts of a page, in reading order.
fn text(page: &Page) -> String {
    let lines = page.items.iter().filter_map(|item| match item {
        Item::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn extension(path: &Path) -> String {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default()
}
