//! The arguments of an example: words, flags, and flags with a value.
#![allow(clippy::needless_pass_by_value, reason = "an error is passed to `map_err` by its name alone")]
#![allow(dead_code, reason = "each example uses a part of it")]

use std::env;
use std::process::ExitCode;

/// Wrong usage, by the convention of `sysexits.h`.
pub(crate) const USAGE: u8 = 64;

/// Why an example ends early: its exit status and a line for standard error.
pub(crate) struct Failure(pub(crate) u8, pub(crate) String);

impl Failure {
    pub(crate) fn usage(message: impl ToString) -> Self {
        Self(USAGE, format!("usage: {}", message.to_string()))
    }

    pub(crate) fn verify(reason: impl ToString) -> Self {
        Self(1, format!("verify: {}", reason.to_string()))
    }

    pub(crate) fn decode(reason: impl ToString) -> Self {
        Self(2, format!("decode: {}", reason.to_string()))
    }
}

pub(crate) fn exit(outcome: Result<(), Failure>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(status, line)) => {
            eprintln!("{line}");
            ExitCode::from(status)
        }
    }
}

/// What stands on the command line: the words, and the flags with their values in order.
pub(crate) struct Arguments {
    pub(crate) words: Vec<String>,
    flags: Vec<(String, String)>,
}

impl Arguments {
    /// Reads the command line; `with_value` and `alone` are the flags that the example knows.
    pub(crate) fn read(with_value: &[&str], alone: &[&str]) -> Result<Self, Failure> {
        let mut words = Vec::new();
        let mut flags = Vec::new();
        let mut arguments = env::args_os()
            .skip(1)
            .map(|argument| argument.into_string().map_err(|_| Failure::usage("an argument is not UTF-8")));
        while let Some(argument) = arguments.next().transpose()? {
            if with_value.contains(&argument.as_str()) {
                let value = arguments.next().transpose()?;
                let value = value.ok_or_else(|| Failure::usage(format!("{argument} needs a value")))?;
                flags.push((argument, value));
            } else if alone.contains(&argument.as_str()) {
                flags.push((argument, String::new()));
            } else if argument.starts_with('-') {
                return Err(Failure::usage(format!("no such flag: {argument}")));
            } else {
                words.push(argument);
            }
        }
        Ok(Self { words, flags })
    }

    pub(crate) fn all<'a>(&'a self, flag: &'a str) -> impl Iterator<Item = &'a str> {
        self.flags.iter().filter(move |(name, _)| name == flag).map(|(_, value)| value.as_str())
    }

    /// The value of a flag that may be there once.
    pub(crate) fn one<'a>(&'a self, flag: &'a str) -> Result<Option<&'a str>, Failure> {
        let mut values = self.all(flag);
        let value = values.next();
        if values.next().is_some() { Err(Failure::usage(format!("{flag} is there twice"))) } else { Ok(value) }
    }

    pub(crate) fn has(&self, flag: &str) -> bool {
        self.all(flag).next().is_some()
    }
}
