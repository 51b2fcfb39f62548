//! The night: what it keeps and what it clears away.

pub mod backup;
