//! What is shown: the terminal, tables, the paper. Nothing here opens the base or decides anything.

pub mod canvas;
pub mod french;
pub mod layout;
pub mod pack;
pub mod pdf;
pub mod picture;
pub mod progress;
pub mod raster;
pub mod safe;
pub mod sheet;
pub mod table;
pub mod ui;
pub mod wording;
pub mod wrap;
