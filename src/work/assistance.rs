//! Assistance: a caller who cannot sign in, and tickets for the service.

pub mod diagnose;
pub mod tickets;
