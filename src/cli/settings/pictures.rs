//! `cpro settings logo` and `stamp`: the pictures of the slips.

use std::path::PathBuf;

use clap::Args;

use crate::cli::Session;
use crate::cli::driver::{Led, Trial, lead};
use crate::error::Result;
use crate::french::number;
use crate::store::ImageKind;
use crate::terminal::speech::Speech;
use crate::work::base;
use crate::work::settings::pictures::{Placed, SetPicture};

/// Enregistre ou retire le logo imprimé sur les papillons
#[derive(Debug, Args)]
pub struct Logo {
    #[command(flatten)]
    picture: PictureArgs,
}

/// Enregistre ou retire le cachet imprimé sur les papillons
#[derive(Debug, Args)]
pub struct Stamp {
    #[command(flatten)]
    picture: PictureArgs,
}

#[derive(Debug, Args)]
struct PictureArgs {
    /// Image PNG ou JPEG, 5 Mo et 4000 pixels de côté au plus
    #[arg(value_name = "FICHIER", required_unless_present = "remove", conflicts_with = "remove")]
    file: Option<PathBuf>,
    /// Retire l’image
    #[arg(long)]
    remove: bool,
}

impl Logo {
    pub fn run(self, session: &mut Session) -> Result {
        lead(session, SetPicture { kind: ImageKind::Logo, file: self.picture.file }, Trial::Never)
    }
}

impl Stamp {
    pub fn run(self, session: &mut Session) -> Result {
        lead(session, SetPicture { kind: ImageKind::Stamp, file: self.picture.file }, Trial::Never)
    }
}

impl Led for SetPicture {
    const NEEDS: base::Needs = base::Needs::OrNew;

    fn tell(placed: &Placed, say: &mut Speech) {
        let word = if placed.image == ImageKind::Logo.as_str() { "Logo" } else { "Cachet" };
        match (placed.width, placed.height) {
            (Some(width), Some(height)) => {
                let size = number(placed.bytes.div_ceil(1024));
                say.tell(format!("{word} enregistré : {width} × {height} pixels, {size} Kio."));
            }
            _ => say.tell(format!("{word} retiré.")),
        }
    }
}
