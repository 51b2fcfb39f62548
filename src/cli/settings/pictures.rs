//! `cpro settings logo` and `stamp`: the pictures of the slips.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::cli::Context;
use crate::cli::print;
use crate::error::{Error, Result, exit};
use crate::french;
use crate::paper::picture;
use crate::store::{Image, ImageKind};

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
    pub fn run(self, context: &mut Context) -> Result {
        self.picture.run(context, ImageKind::Logo)
    }
}

impl Stamp {
    pub fn run(self, context: &mut Context) -> Result {
        self.picture.run(context, ImageKind::Stamp)
    }
}

impl PictureArgs {
    fn run(self, context: &mut Context, kind: ImageKind) -> Result {
        let word = if kind == ImageKind::Logo { "Logo" } else { "Cachet" };
        let image = match &self.file {
            Some(path) => {
                let bytes = context.read(path, picture::MAX_BYTES)?;
                let picture = picture::read(&bytes).map_err(|error| {
                    Error::new(exit::DATA, format!("«\u{a0}{}\u{a0}»\u{a0}: {error}.", path.display()))
                })?;
                Some(Image { width: picture.width, height: picture.height, png: picture.to_png() })
            }
            None => None,
        };
        let mut store = context.store_or_new()?;
        store.transact(context.stamp(), |tx| tx.set_image(kind, image.as_ref()))?;
        let told = match &image {
            Some(image) => {
                let size = french::number(image.png.len().div_ceil(1024));
                format!("{word} enregistré\u{a0}: {} × {} pixels, {size} Kio.", image.width, image.height)
            }
            None => format!("{word} retiré."),
        };
        context.ui().tell(&told)?;
        let size = image.map(|image| (image.width, image.height));
        print::report(
            context,
            || json!({ "schema": 1, "image": kind.as_str(), "width": size.map(|size| size.0), "height": size.map(|size| size.1) }),
        )?;
        Ok(exit::DONE)
    }
}
