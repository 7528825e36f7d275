//! Stores over Redis and PostgreSQL, a queue over Redis, and examples that run with real servers, clients and frameworks.

pub mod postgres_pool;
pub mod postgres_store;
pub mod redis_pool;
pub mod redis_queue;
pub mod redis_store;
