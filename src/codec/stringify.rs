//! JavaScript's `JSON.stringify`, to the byte.
//!
//! ECMA-262: section 25.5.1 (`JSON.parse`), 25.5.2 (`JSON.stringify`), 10.1.11 (the order of an object's keys) and
//! 6.1.6.1.20 (how a number is written).

mod number;
mod order;
mod printer;

use self::printer::Printer;
use crate::codec::json::Reader;
use crate::error::DecodeError;
use crate::limits::Meter;
use crate::{Limits, value::Value};

/// Returns what JavaScript's `JSON.stringify(JSON.parse(json))` returns, as UTF-8.
///
/// Acquire's own sample of a receiver signs this text and not the body as it came. The two are the same for a body
/// that `JSON.stringify` printed. Where they are not, read the event from the text whose signature matched and never
/// from the other: they may say different things.
///
/// A body says other things to JavaScript than it shows, and the text says what JavaScript saw:
///
/// - names that are array indices (`0` to `4294967294`) come first, in ascending order
/// - of a name that is there twice, the last value is kept, at the place of the first
/// - a number is the nearest double: `9007199254740993` becomes `9007199254740992`, `1.0` becomes `1`, and `1e400`
///   becomes `null`
/// - only quotes, backslashes, control characters and surrogates without their other half are escaped
///
/// Time and memory grow with the length of the body, and not with its square, whatever is in it.
///
/// # Errors
///
/// What `JSON.parse` refuses, and what goes beyond the limits; the place is empty, for nothing is proven yet and a
/// message shows no name of such a body:
///
/// - [`Syntax`](crate::DecodeErrorKind::Syntax) when the body is not JSON. A byte-order mark is not, even though
///   [`Verified::decode`](crate::Verified::decode) looks over one
/// - [`Encoding`](crate::DecodeErrorKind::Encoding) when it is not UTF-8
/// - [`TooDeep`](crate::DecodeErrorKind::TooDeep) and [`TooManyValues`](crate::DecodeErrorKind::TooManyValues) when it
///   goes beyond the [`Limits`]
///
/// # Examples
///
/// ```
/// use chathooks::{Limits, codec::stringify};
///
/// let body = br#"{ "seen": 1.0, "7": "caf\u00e9", "seen": 1e21 }"#;
/// assert_eq!(stringify(body, Limits::default())?, r#"{"7":"café","seen":1e+21}"#.as_bytes());
/// # Ok::<(), chathooks::DecodeError>(())
/// ```
pub fn stringify(json: &[u8], limits: Limits) -> Result<Vec<u8>, DecodeError> {
    let text = std::str::from_utf8(json).map_err(DecodeError::encoding)?;
    let reader = Reader::new(text, 0, Meter::new(limits));
    let mut walker = Walker { reader, printer: Printer::with_capacity(text.len()) };
    walker.value()?;
    walker.reader.lexer.end()?;
    Ok(walker.printer.finish())
}

/// Prints a tree as `JSON.stringify` would print what JavaScript reads from that tree's JSON, but for the digits of a
/// number that no double holds: those stay, for a sender must not change them without a word.
pub(crate) fn stringify_value(tree: &Value<'_>) -> Vec<u8> {
    let mut printer = Printer::with_capacity(256);
    print(tree, &mut printer);
    printer.finish()
}

fn print(tree: &Value<'_>, printer: &mut Printer) {
    match tree {
        Value::Null => printer.bytes(b"null"),
        Value::Bool(flag) => printer.bytes(if *flag { b"true" } else { b"false" }),
        Value::Number(number) if number::is_exact(number.as_str()) => printer.number(number.as_str()),
        Value::Number(number) => printer.bytes(number.as_str().as_bytes()),
        Value::String(text) => printer.text(text),
        Value::Array(list) => {
            printer.bytes(b"[");
            for (index, element) in list.iter().enumerate() {
                if index > 0 {
                    printer.bytes(b",");
                }
                print(element, printer);
            }
            printer.bytes(b"]");
        }
        Value::Object(fields) => {
            let map = printer.open_map();
            for (name, value) in fields.iter() {
                printer.member(map, |printer| printer.text(name));
                print(value, printer);
                printer.end_member();
            }
            printer.close_map(map);
        }
    }
}

/// Goes through a JSON text from start to end, printing as it goes.
struct Walker<'t> {
    reader: Reader<'t>,
    printer: Printer,
}

impl Walker<'_> {
    fn value(&mut self) -> Result<(), DecodeError> {
        match self.reader.peek() {
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'"') => {
                self.reader.count()?;
                let quoted = self.reader.lexer.string()?;
                self.printer.quoted(quoted);
                Ok(())
            }
            Some(b'-' | b'0'..=b'9') => {
                self.reader.count()?;
                let digits = self.reader.lexer.number()?;
                self.printer.number(digits);
                Ok(())
            }
            Some(b't' | b'f') => {
                let word = if self.reader.boolean()? { &b"true"[..] } else { b"false" };
                self.printer.bytes(word);
                Ok(())
            }
            _ => {
                self.reader.null_or_error()?;
                self.printer.bytes(b"null");
                Ok(())
            }
        }
    }

    fn array(&mut self) -> Result<(), DecodeError> {
        self.printer.bytes(b"[");
        self.reader.enter()?;
        let mut first = true;
        while self.reader.step(b']', first)? {
            if !first {
                self.printer.bytes(b",");
            }
            first = false;
            self.value()?;
        }
        self.printer.bytes(b"]");
        Ok(())
    }

    fn object(&mut self) -> Result<(), DecodeError> {
        let map = self.printer.open_map();
        self.reader.enter()?;
        let mut first = true;
        while self.reader.step(b'}', first)? {
            first = false;
            let name = self.reader.name()?;
            self.printer.member(map, |printer| printer.quoted(name));
            self.value()?;
            self.printer.end_member();
        }
        self.printer.close_map(map);
        Ok(())
    }
}
