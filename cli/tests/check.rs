//! `chathooks check` against receivers that are right, that are broken, and that are none.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test fail as it does")]

#[path = "check/broken.rs"]
mod broken;
#[path = "check/own.rs"]
mod own;
#[path = "check/right.rs"]
mod right;
#[path = "check/rows.rs"]
mod rows;
#[path = "check/unanswered.rs"]
mod unanswered;
mod util;
