//! Standard output: tables and colour for people, one JSON object per line for programs.

use std::fmt::{Display, Write as _};
use std::fs::File;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::Path;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::failure::Failure;

pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
pub(crate) const BAD: Style = AnsiColor::Red.on_default();
pub(crate) const DOUBTFUL: Style = AnsiColor::Yellow.on_default();

/// How a command prints its results.
#[derive(Clone, Copy)]
pub(crate) struct Output {
    json: bool,
}

impl Output {
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    /// Prints a line of JSON that is for programs alone.
    pub(crate) fn json(self, json: &serde_json::Value) -> Result<(), Failure> {
        if self.json { print(format!("{}\n", escaped(&json.to_string())).as_bytes()) } else { Ok(()) }
    }

    /// Prints a text that is for people alone.
    pub(crate) fn text(self, text: impl FnOnce() -> String) -> Result<(), Failure> {
        if self.json { Ok(()) } else { print_styled(&format!("{}\n", text())) }
    }

    /// Returns a progress bar on standard error, which is hidden unless that is a terminal and the results go elsewhere or
    /// are no JSON.
    pub(crate) fn progress(self, length: u64) -> ProgressBar {
        if !io::stderr().is_terminal() || self.json && io::stdout().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} {eta}");
        let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
        bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
    }
}

/// Returns JSON of the same value in which no character steers a terminal or changes the direction of the text.
pub(crate) fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if steers(character) {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "\\u{:04x}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// Returns whether a character steers a terminal, changes the direction of the text, or ends a line, but for those that
/// JSON escapes anyway.
fn steers(character: char) -> bool {
    matches!(
        character,
        '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// Returns whether a text can be printed as it is: no character of it steers a terminal.
pub(crate) fn is_plain(text: &str) -> bool {
    !text.chars().any(|character| character.is_control() || steers(character))
}

/// Returns a path for a message, in which no character steers a terminal.
pub(crate) fn shown_path(path: &Path) -> String {
    shown_text(&path.display().to_string())
}

/// Returns a text for a message, in which no character steers a terminal.
pub(crate) fn shown_text(text: &str) -> String {
    let mut shown = String::new();
    for character in text.chars() {
        if character.is_control() || steers(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Writes bytes to standard output verbatim.
pub(crate) fn print(output: &[u8]) -> Result<(), Failure> {
    io::stdout().write_all(output).and_then(|()| io::stdout().flush()).map_err(closed)
}

/// Writes to standard output, without the styles unless it is a terminal and `NO_COLOR` is not set.
fn print_styled(output: &str) -> Result<(), Failure> {
    let mut stdout = anstream::stdout();
    stdout.write_all(output.as_bytes()).and_then(|()| stdout.flush()).map_err(closed)
}

fn closed(error: io::Error) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe { Failure::closed() } else { Failure::io("output", error) }
}

/// Returns the text in a style.
pub(crate) fn styled(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// Returns a table without lines, for a list of rows of text.
pub(crate) fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = comfy_table::Table::new();
    table.load_preset(comfy_table::presets::NOTHING).set_header(header);
    for row in rows {
        table.add_row(row);
    }
    let lines: Vec<_> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n")
}

/// The maximum length of an input in bytes.
pub(crate) const INPUT_LIMIT: u64 = 64 << 20;

/// Reads to the end of an input, of at most [`INPUT_LIMIT`] bytes.
pub(crate) fn read(reader: impl io::Read) -> Result<Vec<u8>, Failure> {
    let input = read_all(reader).map_err(|error| Failure::io("input", error))?;
    input.ok_or_else(|| Failure::usage(format!("the input {TOO_LONG}")))
}

/// Reads the file of an argument, of at most [`INPUT_LIMIT`] bytes.
pub(crate) fn read_file(argument: &str, path: &Path) -> Result<Vec<u8>, Failure> {
    let failure = |reason: &dyn Display| Failure::usage(format!("{argument} {}: {reason}", shown_path(path)));
    let input = File::open(path).and_then(read_all).map_err(|error| failure(&error))?;
    input.ok_or_else(|| failure(&format_args!("it {TOO_LONG}")))
}

const TOO_LONG: &str = "is longer than 64 MiB";

/// Returns `None` if the input is longer than [`INPUT_LIMIT`] bytes.
fn read_all(reader: impl io::Read) -> io::Result<Option<Vec<u8>>> {
    let mut input = Vec::new();
    reader.take(INPUT_LIMIT + 1).read_to_end(&mut input)?;
    Ok((input.len() as u64 <= INPUT_LIMIT).then_some(input))
}

/// Reads standard input to its end.
pub(crate) fn input() -> Result<Vec<u8>, Failure> {
    read(io::stdin().lock())
}

/// Returns a duration in milliseconds with one decimal place.
pub(crate) fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 10_000.0).round() / 10.0
}
