//! `chathooks completions`: a script for a shell.

use clap::Args;
use clap_complete::Shell;

use crate::failure::Failure;
use crate::output;

/// Print a completion script for a shell
///
/// `--json` changes nothing: what is printed is always the script.
#[derive(Args)]
#[command(after_help = "Example:\n  chathooks completions bash > ~/.local/share/bash-completion/completions/chathooks")]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(&self, command: &mut clap::Command) -> Result<(), Failure> {
        // `generate` panics if it cannot write, so it writes to memory.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, command, "chathooks", &mut script);
        output::print(&script)
    }
}
