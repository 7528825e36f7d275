//! Questions.

use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};

use crate::failure::Failure;

/// The terminal that controls the command, wherever its input comes from and its output goes to.
pub(super) struct Terminal {
    input: File,
    output: File,
}

impl Terminal {
    /// Opens the terminal, if there is one.
    pub(super) fn open() -> Option<Self> {
        let (input, output) = if cfg!(windows) { ("CONIN$", "CONOUT$") } else { ("/dev/tty", "/dev/tty") };
        let open = |path| OpenOptions::new().read(true).write(true).open(path).ok();
        Some(Self { input: open(input)?, output: open(output)? })
    }

    /// Asks whether to go on.
    pub(super) fn confirm(mut self, what: &str) -> Result<(), Failure> {
        let mut line = String::new();
        let asked = write!(self.output, "{what}? [y/N] ").and_then(|()| self.output.flush());
        match asked.and_then(|()| BufReader::new(self.input).read_line(&mut line)) {
            Ok(_) if ["y", "yes"].contains(&line.trim().to_ascii_lowercase().as_str()) => Ok(()),
            _ => Err(Failure::failed("webhooks", "not confirmed, nothing was changed")),
        }
    }
}

/// Asks whether to go on, if there is a terminal and `yes` does not say so.
pub(super) fn confirm(yes: bool, what: &str) -> Result<(), Failure> {
    Terminal::open().filter(|_| !yes).map_or(Ok(()), |terminal| terminal.confirm(what))
}
