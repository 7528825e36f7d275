//! The command `chathooks`: inspects, signs, triggers, checks, receives and replays the webhooks of live-chat services.

mod api;
mod change;
mod client;
mod commands;
mod failure;
mod message;
mod output;
mod samples;
mod secrets;
mod vendor;

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};
use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _, Parser, parser::ValueSource};

use crate::commands::{check, completions, inspect, receive, replay, resend, sign, trigger, webhooks};
use crate::failure::{Failure, USAGE};
use crate::output::Output;
use crate::secrets::Sources;

/// Inspect, sign, send and check the webhooks of Acquire, Dixa and Comm100
///
/// Keys are read from files, from the environment or from standard input. The exit status is 0 for success, 1 if
/// verification, a delivery or a check failed, 2 if an event does not decode, 3 if a server cannot be reached or
/// gives an invalid answer, 64 for wrong usage, and 74 if the input cannot be read or the output or a file cannot be
/// written. The proxy of the environment (`ALL_PROXY`, `HTTPS_PROXY` or `HTTP_PROXY`) is
/// used, except for the hosts of `NO_PROXY` and for this machine.
#[derive(Parser)]
#[command(name = "chathooks", version, propagate_version = true, arg_required_else_help = true)]
struct Cli {
    /// Print one JSON object per line
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    Inspect(inspect::Inspect),
    Sign(sign::Sign),
    Trigger(trigger::Trigger),
    Check(Box<check::Check>),
    Receive(receive::Receive),
    Replay(replay::Replay),
    Webhooks(webhooks::Webhooks),
    Resend(resend::Resend),
    Completions(completions::Completions),
}

fn main() -> ExitCode {
    let matches = match Cli::command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => {
            let error = without_urls(error);
            // Help and the version are no errors. If they cannot be printed, nobody reads them.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { USAGE } else { 0 });
        }
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let sources = Sources::new(given(&matches));
    let output = Output::new(cli.json);
    let result = match cli.command {
        Command::Inspect(command) => command.run(&sources),
        Command::Sign(command) => command.run(&sources),
        Command::Trigger(command) => command.run(&sources, output),
        Command::Check(command) => command.run(&sources, output),
        Command::Receive(command) => command.run(&sources, output),
        Command::Replay(command) => command.run(&sources, output),
        Command::Webhooks(command) => command.run(&sources, output),
        Command::Resend(command) => command.run(&sources, output),
        Command::Completions(command) => command.run(&mut Cli::command()),
    };
    let status = match result {
        Ok(()) => 0,
        Err(Failure { status, message }) => {
            if !message.is_empty() {
                anstream::eprintln!("{message}");
            }
            status
        }
    };
    sources.warn();
    ExitCode::from(status)
}

/// Cuts the URLs, which may have a token, of the arguments that a message repeats.
fn without_urls(mut error: clap::Error) -> clap::Error {
    for kind in [ContextKind::InvalidArg, ContextKind::InvalidSubcommand, ContextKind::InvalidValue] {
        let Some(ContextValue::String(text)) = error.get(kind) else { continue };
        let Some((scheme, _)) = text.split_once("://") else { continue };
        let cut = format!("{scheme}://…");
        error.insert(kind, ContextValue::String(cut));
    }
    error
}

/// Returns the ids of the arguments that were given on the command line.
fn given(matches: &ArgMatches) -> Vec<String> {
    let mut deepest = matches;
    while let Some((_, inner)) = deepest.subcommand() {
        deepest = inner;
    }
    let is_given = |id: &&clap::Id| deepest.value_source(id.as_str()) == Some(ValueSource::CommandLine);
    deepest.ids().filter(is_given).map(|id| id.as_str().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_are_consistent() {
        super::Cli::command().debug_assert();
    }
}
