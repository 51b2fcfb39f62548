//! The page by which a printer is set right.

use std::path::PathBuf;

use super::Refusal;
use super::generate::is_other_kind;
use crate::paper::fonts::Fonts;
use crate::paper::pdf::{Contents, render};
use crate::paper::ruler::ruler;
use crate::work::preferences::printer;
use crate::work::{Result, base};
use crate::world::World;

/// Where the page goes.
#[derive(Debug)]
pub struct Calibrate {
    /// `None` for `reglage.pdf`, `-` for standard output.
    pub output: Option<PathBuf>,
    pub force: bool,
    /// What it says: lines A and B, 50 mm from the edges, are what is measured.
    pub title: &'static str,
    pub steps: Vec<String>,
}

/// The page, made.
pub struct Made {
    pub path: PathBuf,
    /// What goes to standard output.
    pub to_stdout: Vec<u8>,
}

impl Calibrate {
    /// Makes the page; the base is only read.
    pub fn make(self, world: &World) -> Result<Made> {
        let settings = base::open(world)?.settings()?;
        let fonts = Fonts::load()?;
        let page = ruler(self.title, &self.steps, &printer(world, &settings), &fonts);
        let contents = Contents::of_texts(self.title, "cpro", world.now().timestamp().as_second());
        let bytes = render(1, &|_| page.clone(), &contents, &fonts)?;
        let path = self.output.unwrap_or_else(|| PathBuf::from("reglage.pdf"));
        if is_other_kind(&path) {
            return Err(Refusal::NoPdf(path).into());
        }
        if path.as_os_str() == "-" {
            return Ok(Made { path, to_stdout: bytes });
        }
        world.write(&path, &bytes, self.force)?;
        Ok(Made { path, to_stdout: Vec::new() })
    }
}
