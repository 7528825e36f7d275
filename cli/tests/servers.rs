//! The commands that talk to a server, through the real binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "the helpers of a test fail as it does"
)]

#[path = "servers/receive.rs"]
mod receive;
#[path = "servers/replay.rs"]
mod replay;
#[path = "servers/trigger.rs"]
mod trigger;
#[path = "servers/unanswered.rs"]
mod unanswered;
mod util;
