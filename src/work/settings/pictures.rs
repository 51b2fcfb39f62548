//! The logo and the stamp of the slips.

use std::path::PathBuf;

use serde::Serialize;

use super::Refusal;
use crate::paper::picture;
use crate::store::{Image, ImageKind, Store};
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// Which picture, from which file; `None` removes it.
#[derive(Debug, Clone)]
pub struct SetPicture {
    pub kind: ImageKind,
    pub file: Option<PathBuf>,
}

/// A picture that will take its place.
pub struct Plan {
    kind: ImageKind,
    image: Option<Image>,
}

/// A picture that took its place.
#[derive(Debug, Serialize)]
pub struct Placed {
    pub image: &'static str,
    pub width: Option<u32>,
    pub height: Option<u32>,
    #[serde(skip)]
    pub bytes: usize,
}

impl UseCase for SetPicture {
    type Plan = Plan;
    type Outcome = Placed;

    fn plan(self, world: &mut World, _store: &Store) -> Result<Plan> {
        let image = match &self.file {
            Some(path) => {
                let bytes = world.read(path, picture::MAX_BYTES)?;
                let bad = |error| Refusal::BadPicture(path.display().to_string(), error);
                Some(encoded(&bytes).map_err(bad)?)
            }
            None => None,
        };
        Ok(Plan { kind: self.kind, image })
    }

    fn foresee(plan: &Plan) -> Placed {
        let image = plan.image.as_ref();
        Placed {
            image: plan.kind.as_str(),
            width: image.map(|image| image.width),
            height: image.map(|image| image.height),
            bytes: image.map_or(0, |image| image.png.len()),
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Placed> {
        store.transact(base::stamp(world), |tx| tx.set_image(plan.kind, plan.image.as_ref()).map_err(Error::from))?;
        Ok(Self::foresee(&plan))
    }
}

/// A picture as the base keeps it.
pub fn encoded(bytes: &[u8]) -> std::result::Result<Image, picture::PictureError> {
    let picture = picture::read(bytes)?;
    Ok(Image { width: picture.width, height: picture.height, png: picture.to_png() })
}
