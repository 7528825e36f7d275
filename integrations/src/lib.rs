//! What stands beside the crate, and is run against the real thing.

pub mod redis_store;
