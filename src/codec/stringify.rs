//! JavaScript's `JSON.stringify`, to the byte.
//!
//! ECMA-262: section 25.5.1 (`JSON.parse`), 25.5.2 (`JSON.stringify`), 10.1.11 (the order of an object's keys) and
//! 6.1.6.1.20 (how a number is written).

mod number;
mod order;
mod printer;

use self::printer::Printer;
use crate::codec::json::{Lexer, Quoted};
use crate::error::{DecodeError, Syntax};
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
    let mut walker =
        Walker { lexer: Lexer::new(text, 0), limits, depth: 0, nodes: 0, printer: Printer::with_capacity(text.len()) };
    walker.value()?;
    walker.lexer.end()?;
    Ok(walker.printer.finish())
}

/// Prints a tree as `JSON.stringify` would print what JavaScript reads from that tree's JSON, but for the digits of a
/// number that no double holds: those stay, for a sender must not change them without a word.
pub(crate) fn stringify_tree(tree: &Value<'_>) -> Vec<u8> {
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
    lexer: Lexer<'t>,
    limits: Limits,
    depth: usize,
    nodes: usize,
    printer: Printer,
}

impl<'t> Walker<'t> {
    fn value(&mut self) -> Result<(), DecodeError> {
        self.nodes += 1;
        if self.nodes > self.limits.values() {
            return Err(DecodeError::values(self.limits.values()));
        }
        match self.lexer.peek() {
            Some(b'"') => {
                let quoted = self.lexer.string()?;
                self.printer.quoted(quoted);
                Ok(())
            }
            Some(b'{') => self.map(),
            Some(b'[') => self.list(),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            Some(b'n') => self.word("null"),
            Some(b'-' | b'0'..=b'9') => {
                let digits = self.lexer.number()?;
                self.printer.number(digits);
                Ok(())
            }
            _ => Err(self.lexer.error(Syntax::Value)),
        }
    }

    fn word(&mut self, word: &'static str) -> Result<(), DecodeError> {
        self.lexer.word(word)?;
        self.printer.bytes(word.as_bytes());
        Ok(())
    }

    fn list(&mut self) -> Result<(), DecodeError> {
        self.printer.bytes(b"[");
        let mut more = self.enter(b']')?;
        while more {
            self.value()?;
            more = self.more(b']')?;
            if more {
                self.printer.bytes(b",");
            }
        }
        self.printer.bytes(b"]");
        Ok(())
    }

    fn map(&mut self) -> Result<(), DecodeError> {
        let map = self.printer.open_map();
        let mut more = self.enter(b'}')?;
        while more {
            let name = self.name()?;
            self.lexer.expect(b':', Syntax::Colon)?;
            self.printer.member(map, |printer| printer.quoted(name));
            self.value()?;
            self.printer.end_member();
            more = self.more(b'}')?;
        }
        self.printer.close_map(map);
        Ok(())
    }

    fn name(&mut self) -> Result<Quoted<'t>, DecodeError> {
        match self.lexer.peek() {
            Some(b'"') => self.lexer.string(),
            _ => Err(self.lexer.error(Syntax::Name)),
        }
    }

    /// Takes the opening bracket of a list or map, and says whether there is anything in it.
    fn enter(&mut self, close: u8) -> Result<bool, DecodeError> {
        self.lexer.bump();
        self.depth += 1;
        if self.depth > self.limits.depth() {
            return Err(DecodeError::depth(self.limits.depth()));
        }
        if self.lexer.peek() == Some(close) { self.more(close) } else { Ok(true) }
    }

    /// Takes the comma or the bracket behind an element, and says whether another element follows.
    fn more(&mut self, close: u8) -> Result<bool, DecodeError> {
        match self.lexer.peek() {
            Some(b',') => {
                self.lexer.bump();
                Ok(true)
            }
            Some(byte) if byte == close => {
                self.lexer.bump();
                self.depth -= 1;
                Ok(false)
            }
            _ => Err(self.lexer.error(Syntax::Comma)),
        }
    }
}

#[cfg(test)]
mod tests;
