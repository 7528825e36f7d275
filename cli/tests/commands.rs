//! The commands that need no server, through the real binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "the helpers of a test fail as it does"
)]

#[path = "commands/curl.rs"]
mod curl;
#[path = "commands/inspect.rs"]
mod inspect;
#[path = "commands/keys.rs"]
mod keys;
#[path = "commands/messages.rs"]
mod messages;
#[path = "commands/secrets.rs"]
mod secrets;
#[path = "commands/sign.rs"]
mod sign;
#[path = "commands/usage.rs"]
mod usage;
mod util;
