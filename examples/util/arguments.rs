//! The command line arguments of an example: words, flags, and flags with a value.
#![allow(clippy::needless_pass_by_value, reason = "an error is passed to `map_err` by its name alone")]
#![allow(dead_code, reason = "each example uses a part of it")]

use std::env;
use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;
use std::time::SystemTime;

use chathooks::{Format, Key, Keys, auth::KeyError};
use chrono::{DateTime, Utc};

/// Wrong usage, by the convention of `sysexits.h`.
pub(crate) const USAGE: u8 = 64;

/// The reason why an example fails: the exit status and a line for standard error.
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

/// Writes to standard output. Unlike `println!`, it returns an error if the output is closed.
pub(crate) fn print(output: &[u8]) -> Result<(), Failure> {
    io::stdout().write_all(output).map_err(|error| Failure(1, format!("output: {error}")))
}

/// Reads standard input to its end.
pub(crate) fn input() -> Result<Vec<u8>, Failure> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input).map_err(|error| Failure(1, format!("input: {error}")))?;
    Ok(input)
}

/// The command line: the words, and the flags with their values, in order.
pub(crate) struct Arguments {
    pub(crate) words: Vec<String>,
    flags: Vec<(String, Vec<u8>)>,
}

impl Arguments {
    /// Reads the command line. `with_value` and `alone` are the flags of the example.
    pub(crate) fn read(with_value: &[&str], alone: &[&str]) -> Result<Self, Failure> {
        let mut words = Vec::new();
        let mut flags = Vec::new();
        let mut arguments = env::args_os().skip(1);
        while let Some(argument) = arguments.next() {
            let argument = argument.into_string().map_err(|_| Failure::usage("an argument is not UTF-8"))?;
            if with_value.contains(&argument.as_str()) {
                let value = arguments.next().ok_or_else(|| Failure::usage(format!("{argument} needs a value")))?;
                flags.push((argument, value.into_encoded_bytes()));
            } else if alone.contains(&argument.as_str()) {
                flags.push((argument, Vec::new()));
            } else if argument.starts_with('-') {
                return Err(Failure::usage(format!("unknown flag {argument}")));
            } else {
                words.push(argument);
            }
        }
        Ok(Self { words, flags })
    }

    /// Returns the values of a flag, as bytes.
    pub(crate) fn all<'a>(&'a self, flag: &'a str) -> impl Iterator<Item = &'a [u8]> {
        self.flags.iter().filter(move |(name, _)| name == flag).map(|(_, value)| value.as_slice())
    }

    /// Returns the values of a flag, as UTF-8.
    pub(crate) fn texts(&self, flag: &str) -> Result<Vec<&str>, Failure> {
        let texts = self.flags.iter().filter(|(name, _)| name == flag).map(|(_, value)| str::from_utf8(value));
        texts.collect::<Result<_, _>>().map_err(|_| Failure::usage(format!("{flag} is not UTF-8")))
    }

    /// Returns the value of a flag that can be given once.
    pub(crate) fn one(&self, flag: &str) -> Result<Option<&str>, Failure> {
        match self.texts(flag)?.as_slice() {
            [] => Ok(None),
            [value] => Ok(Some(value)),
            _ => Err(Failure::usage(format!("{flag} is given more than once"))),
        }
    }

    /// Returns the value of a flag in milliseconds.
    pub(crate) fn number(&self, flag: &str) -> Result<Option<u64>, Failure> {
        let number = self.one(flag)?.map(str::parse).transpose();
        number.map_err(|_| Failure::usage(format!("{flag} is not a number of milliseconds")))
    }

    /// Returns the time of `--now`, in milliseconds since 1970 UTC, or that of the system clock.
    pub(crate) fn now(&self) -> Result<DateTime<Utc>, Failure> {
        let Some(now) = self.number("--now")? else { return Ok(clock()) };
        let now = i64::try_from(now).ok().and_then(DateTime::from_timestamp_millis);
        now.ok_or_else(|| Failure::usage("--now is out of range"))
    }

    /// Returns the only word: the name of a vendor.
    pub(crate) fn vendor(&self) -> Result<&str, Failure> {
        match self.words.as_slice() {
            [vendor] if ["acquire", "acquire-v1", "dixa", "comm100"].contains(&vendor.as_str()) => Ok(vendor),
            _ => Err(Failure::usage("VENDOR must be acquire, acquire-v1, dixa or comm100")),
        }
    }

    /// Returns the formats of `--format`.
    pub(crate) fn formats(&self) -> Result<Vec<Format>, Failure> {
        let format = |name: &str| match name {
            "json" => Ok(Format::Json),
            "xml" => Ok(Format::Xml),
            "form" => Ok(Format::Form),
            _ => Err(Failure::usage("--format must be json, xml or form")),
        };
        self.texts("--format")?.into_iter().map(format).collect()
    }

    pub(crate) fn has(&self, flag: &str) -> bool {
        self.all(flag).next().is_some()
    }

    /// Returns the keys of `--key`, in order, or `None` without such a flag.
    pub(crate) fn keys(&self) -> Result<Option<Keys>, Failure> {
        let keys = self.texts("--key")?.into_iter().map(|key| Key::new(key).map_err(Failure::usage));
        Ok(Keys::try_from(keys.collect::<Result<Vec<_>, _>>()?).ok())
    }

    /// Returns the valid keys of `--key` verbatim, including whitespace at the ends.
    pub(crate) fn verbatim_keys(&self) -> Option<Keys> {
        Keys::try_from(self.all("--key").flat_map(Key::from_bytes).collect::<Vec<_>>()).ok()
    }

    /// Returns the keys of `--key` in hexadecimal digits, or `None` without such a flag.
    pub(crate) fn hex_keys(&self) -> Result<Option<Keys>, Failure> {
        self.hex_keys_of("--key")
    }

    pub(crate) fn hex_keys_of(&self, flag: &str) -> Result<Option<Keys>, Failure> {
        Ok(Keys::try_from(self.all(flag).map(hex_key).collect::<Result<Vec<_>, _>>()?).ok())
    }
}

/// Decodes a key in hexadecimal digits.
pub(crate) fn hex_key(digits: &[u8]) -> Result<Key, Failure> {
    let digits = str::from_utf8(digits).map_err(|_| Failure::usage(KeyError::NotHex))?;
    Key::from_hex(digits).map_err(Failure::usage)
}

/// Returns the time of the system clock.
pub(crate) fn clock() -> DateTime<Utc> {
    SystemTime::now().into()
}
