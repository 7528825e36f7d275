//! One body read into one type twice: by this crate and by `serde_json`.

use std::cell::Cell;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use chathooks::{DecodeErrorKind, Format, value::Value};
use serde::{Deserialize, Serialize};

use super::intended;

/// A type, with bodies that show its shape.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// Values of the type, and values next to one, as JSON.
    pub(crate) samples: &'static [&'static str],
    pub(crate) ours: fn(&[u8]) -> Verdict,
    pub(crate) theirs: fn(&[u8]) -> Verdict,
    /// Reads a body by `serde_json` and writes it again; `None` where the type has no `Serialize` or the body no value.
    pub(crate) written: fn(&[u8]) -> Option<Vec<u8>>,
}

/// What a body under comparison is: its root is an object, because nothing else is JSON to a receiver.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Body<T> {
    pub(crate) m: T,
}

/// What came of reading a body: a value in its `Debug` form, which tells `-0.0` from `0.0`, or the message of an error.
#[derive(Clone)]
pub(crate) enum Verdict {
    Value(String),
    Refused(String),
    Panicked,
}

impl Verdict {
    pub(crate) fn of<T: fmt::Debug, E: fmt::Display>(result: Result<T, E>) -> Self {
        match result {
            Ok(value) => Self::Value(format!("{value:?}")),
            Err(error) => Self::Refused(error.to_string()),
        }
    }

    /// Whether both are the same value, or both errors: the two crates do not share their messages.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Value(one), Self::Value(another)) => one == another,
            (Self::Refused(_), Self::Refused(_)) => true,
            _ => false,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Value(_) => "accepts",
            Self::Refused(_) => "refuses",
            Self::Panicked => "panics",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => f.write_str(value),
            Self::Refused(error) => write!(f, "error: {error}"),
            Self::Panicked => f.write_str("panic"),
        }
    }
}

/// A body that both read, but not as the same.
pub(crate) struct Difference {
    pub(crate) name: &'static str,
    pub(crate) body: Vec<u8>,
    pub(crate) ours: Verdict,
    pub(crate) theirs: Verdict,
}

impl Difference {
    /// What its class is called: the type and both verdicts.
    pub(crate) fn class(&self) -> String {
        // The compiler prints spaces around some brackets.
        let name = self.name.replace(" <", "<").replace("< ", "<").replace(" >", ">");
        format!("{name}: this crate {}, the reference {}", self.ours.kind(), self.theirs.kind())
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "    body       {}", String::from_utf8_lossy(&self.body))?;
        writeln!(f, "    chathooks  {}", self.ours)?;
        write!(f, "    reference  {}", self.theirs)
    }
}

/// Reads a body both ways, and returns where they differ beyond what is [intended](super::intended).
pub(crate) fn difference(case: &Case, body: &[u8]) -> Option<Difference> {
    let ours = quietly(|| (case.ours)(body));
    let theirs = intended::reference(case, body, &ours);
    if ours.agrees(&theirs) {
        return None;
    }
    Some(Difference { name: case.name, body: body.to_vec(), ours, theirs })
}

/// Writes the value of a body as a form and as XML, and returns where one of them is not read as a JSON body that contains
/// the same strings, if this crate accepts that body. It reads forms and XML leniently, so they may be accepted where the
/// JSON is refused.
pub(crate) fn lenient_difference(case: &Case, body: &[u8]) -> Option<Difference> {
    if intended::borrows(case) {
        return None;
    }
    let value = Value::from_body(body, Format::Json, intended::limits()).ok()?;
    [Format::Form, Format::Xml].into_iter().find_map(|format| {
        let body = value.to_body(format);
        let ours = quietly(|| (case.ours)(&body));
        let theirs = match Value::from_body(&body, format, intended::limits()) {
            Ok(strings) => quietly(|| (case.ours)(&strings.to_body(Format::Json))),
            // What is written may be deeper than what it is written of.
            Err(error) if error.kind() == DecodeErrorKind::TooDeep && !matches!(ours, Verdict::Panicked) => {
                return None;
            }
            Err(error) => {
                return Some(Difference { name: case.name, body, ours, theirs: Verdict::of::<(), _>(Err(error)) });
            }
        };
        let is_right = match &theirs {
            Verdict::Value(_) => ours.agrees(&theirs),
            // What strings are converted into has tests of its own, in formats.rs.
            Verdict::Refused(_) => !matches!(ours, Verdict::Panicked),
            Verdict::Panicked => false,
        };
        (!is_right).then_some(Difference { name: case.name, body, ours, theirs })
    })
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Reads what may panic, without a word on standard error.
fn quietly(read: impl FnOnce() -> Verdict) -> Verdict {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    QUIET.set(true);
    let verdict = catch_unwind(AssertUnwindSafe(read)).unwrap_or(Verdict::Panicked);
    QUIET.set(false);
    verdict
}

/// A type that can be written as well as read.
macro_rules! case {
    ($type:ty: $($sample:expr),+ $(,)?) => {
        super::compare::Case {
            written: |body| {
                serde_json::from_slice::<super::compare::Body<$type>>(body)
                    .ok()
                    .and_then(|value| serde_json::to_vec(&value).ok())
            },
            ..super::compare::read_only!($type: $($sample),+)
        }
    };
}

/// A type that can be read alone.
macro_rules! read_only {
    ($type:ty: $($sample:expr),+ $(,)?) => {
        super::compare::Case {
            name: stringify!($type),
            samples: &[$($sample),+],
            ours: |body| {
                let verified =
                    chathooks::Verified::<chathooks::acquire::Acquire, _>::assume_authentic(body)
                        .with_limits(super::intended::limits());
                super::compare::Verdict::of(verified.decode::<super::compare::Body<$type>>())
            },
            theirs: |body| {
                super::compare::Verdict::of(serde_json::from_slice::<super::compare::Body<$type>>(body))
            },
            written: |_| None,
        }
    };
}

pub(crate) use {case, read_only};
