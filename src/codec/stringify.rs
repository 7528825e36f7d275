//! JavaScript's `JSON.stringify`, byte for byte.
//!
//! ECMA-262, sections 25.5.1 (`JSON.parse`), 25.5.2 (`JSON.stringify`), 10.1.11 (order of properties) and 6.1.6.1.20
//! (number to string).

mod number;
mod order;
mod printer;

use self::printer::Printer;
use crate::codec::json::Reader;
use crate::error::DecodeError;
use crate::limits::Meter;
use crate::{Limits, value::Value};

/// Returns the result of JavaScript's `JSON.stringify(JSON.parse(json))` as UTF-8.
///
/// Some senders sign this text instead of the raw body. It equals the raw body if `JSON.stringify` has printed the raw
/// body. Otherwise, the two can have different meanings: decode only the text whose signature matched.
///
/// The text differs from the body as follows:
///
/// - Whitespace between tokens is removed.
/// - Names that are array indices (`0` to `4294967294`) come first, in ascending order.
/// - A duplicate field keeps its first position and its last value.
/// - A number is the nearest double: `9007199254740993` becomes `9007199254740992`, `1.0` becomes `1`, and `1e400`
///   becomes `null`.
/// - Only quotes, backslashes, control characters and lone surrogates are escaped.
///
/// Neither time nor memory is quadratic in the length of the body.
///
/// # Errors
///
/// The path of every error is empty, so that no message contains a name of a body that is not verified yet.
///
/// - [`Syntax`](crate::DecodeErrorKind::Syntax) if the body is not JSON, or starts with a byte-order mark
/// - [`Encoding`](crate::DecodeErrorKind::Encoding) if it is not UTF-8
/// - [`TooDeep`](crate::DecodeErrorKind::TooDeep) or [`TooManyValues`](crate::DecodeErrorKind::TooManyValues) if it
///   exceeds the [`Limits`]
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

/// Returns the result of `JSON.stringify` for a value.
///
/// A number that is not exact as a double keeps its digits: a sender must not change a number silently.
pub(crate) fn stringify_value(value: &Value<'_>) -> Vec<u8> {
    let mut printer = Printer::with_capacity(256);
    print(value, &mut printer);
    printer.finish()
}

fn print(value: &Value<'_>, printer: &mut Printer) {
    match value {
        Value::Null => printer.bytes(b"null"),
        Value::Bool(value) => printer.bytes(if *value { b"true" } else { b"false" }),
        Value::Number(number) if number::is_exact(number.as_str()) => printer.number(number.as_str()),
        Value::Number(number) => printer.bytes(number.as_str().as_bytes()),
        Value::String(text) => printer.text(text),
        Value::Array(elements) => {
            printer.bytes(b"[");
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    printer.bytes(b",");
                }
                print(element, printer);
            }
            printer.bytes(b"]");
        }
        Value::Object(object) => {
            let open = printer.open_object();
            for (name, value) in object.iter() {
                printer.member(open, |printer| printer.text(name));
                print(value, printer);
                printer.end_member();
            }
            printer.close_object(open);
        }
    }
}

/// Reads a JSON text from start to end and prints it at the same time.
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
        let open = self.printer.open_object();
        self.reader.enter()?;
        let mut first = true;
        while self.reader.step(b'}', first)? {
            first = false;
            let name = self.reader.name()?;
            self.printer.member(open, |printer| printer.quoted(name));
            self.value()?;
            self.printer.end_member();
        }
        self.printer.close_object(open);
        Ok(())
    }
}
