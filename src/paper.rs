//! What is printed: slips, packs, fonts, pictures, PDF. Nothing here opens the base or decides anything.

pub mod canvas;
pub mod fonts;
pub mod layout;
pub mod letter;
pub mod pack;
pub mod pdf;
pub mod picture;
pub mod raster;
pub mod report;
pub mod ruler;
pub mod sheet;
pub mod stock;
pub mod wording;
