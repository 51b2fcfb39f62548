//! cpro
pub mod domain;
pub mod sources;
pub mod store;
pub mod output;
