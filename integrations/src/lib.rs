//! A store over Redis, and examples that run with real servers, clients and frameworks.

pub mod redis_store;
