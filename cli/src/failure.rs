//! The reason why a command fails.

use std::fmt::Display;

/// Wrong usage, by the convention of `sysexits.h`.
pub(crate) const USAGE: u8 = 64;

/// An input or output error, by the same convention.
const IO: u8 = 74;

/// The exit status, and a line for standard error. No line is printed if the message is empty.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) status: u8,
    pub(crate) message: String,
}

impl Failure {
    fn new(status: u8, what: &str, reason: impl Display) -> Self {
        Self { status, message: format!("{what}: {reason}") }
    }

    /// The command line is wrong.
    pub(crate) fn usage(reason: impl Display) -> Self {
        Self::new(USAGE, "usage", reason)
    }

    /// A delivery is not authentic.
    pub(crate) fn verify(reason: impl Display) -> Self {
        Self::new(1, "verify", reason)
    }

    /// A body does not decode.
    pub(crate) fn decode(reason: impl Display) -> Self {
        Self::new(2, "decode", reason)
    }

    /// The work of a command failed.
    pub(crate) fn failed(command: &str, reason: impl Display) -> Self {
        Self::new(1, command, reason)
    }

    /// An input or output error, of anything but a connection.
    pub(crate) fn io(what: &str, reason: impl Display) -> Self {
        Self::new(IO, what, reason)
    }

    /// A server cannot be reached, or its answer makes no sense.
    pub(crate) fn server(command: &str, reason: impl Display) -> Self {
        Self::new(3, command, reason)
    }

    /// A failure that was already printed.
    pub(crate) fn printed(status: u8) -> Self {
        Self { status, message: String::new() }
    }

    /// The reader of the output, such as `head`, has read enough. No message is printed.
    pub(crate) fn closed() -> Self {
        Self::printed(IO)
    }
}
