//! What is shown: the terminal, tables, the paper. Nothing here opens the base or decides anything.

pub mod canvas;
pub mod french;
pub mod layout;
pub mod pdf;
pub mod picture;
pub mod progress;
pub mod safe;
pub mod sheet;
pub mod table;
pub mod ui;
pub mod wrap;
