//! JSON and JavaScript, as plainly as they can be read and printed: what the crate's own are compared with.

use std::iter::Peekable;
use std::str::Chars;

/// A value with all that JSON can say of it: the digits, the order, the duplicates and the lone surrogates.
pub(crate) enum Document {
    Word(&'static str),
    Number(String),
    Text(Vec<u16>),
    List(Vec<Document>),
    Map(Vec<(Vec<u16>, Document)>),
}

/// Reads a text that is JSON and nests no deeper than `depth`.
pub(crate) fn read(text: &str, depth: usize) -> Option<Document> {
    let mut reader = Reader { rest: text.chars().peekable() };
    let document = reader.value(depth)?;
    reader.space();
    reader.rest.next().is_none().then_some(document)
}

struct Reader<'t> {
    rest: Peekable<Chars<'t>>,
}

impl Reader<'_> {
    fn space(&mut self) {
        while self.rest.next_if(|letter| " \t\r\n".contains(*letter)).is_some() {}
    }

    /// Takes one character, after white space.
    fn token(&mut self, wanted: char) -> Option<()> {
        self.space();
        self.rest.next_if_eq(&wanted).map(drop)
    }

    fn value(&mut self, depth: usize) -> Option<Document> {
        self.space();
        match *self.rest.peek()? {
            '"' => self.text().map(Document::Text),
            '[' => self.list(depth.checked_sub(1)?),
            '{' => self.map(depth.checked_sub(1)?),
            't' => self.word("true"),
            'f' => self.word("false"),
            'n' => self.word("null"),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &'static str) -> Option<Document> {
        word.chars().all(|letter| self.rest.next() == Some(letter)).then_some(Document::Word(word))
    }

    fn list(&mut self, depth: usize) -> Option<Document> {
        let mut list = Vec::new();
        self.token('[')?;
        if self.token(']').is_some() {
            return Some(Document::List(list));
        }
        loop {
            list.push(self.value(depth)?);
            if self.token(']').is_some() {
                return Some(Document::List(list));
            }
            self.token(',')?;
        }
    }

    fn map(&mut self, depth: usize) -> Option<Document> {
        let mut map = Vec::new();
        self.token('{')?;
        if self.token('}').is_some() {
            return Some(Document::Map(map));
        }
        loop {
            self.space();
            let name = self.text()?;
            self.token(':')?;
            map.push((name, self.value(depth)?));
            if self.token('}').is_some() {
                return Some(Document::Map(map));
            }
            self.token(',')?;
        }
    }

    fn text(&mut self) -> Option<Vec<u16>> {
        let mut units = Vec::new();
        self.rest.next_if_eq(&'"')?;
        loop {
            match self.rest.next()? {
                '"' => return Some(units),
                '\\' => units.push(self.escape()?),
                letter if letter < ' ' => return None,
                letter => units.extend_from_slice(letter.encode_utf16(&mut [0; 2])),
            }
        }
    }

    fn escape(&mut self) -> Option<u16> {
        Some(match self.rest.next()? {
            'b' => 8,
            't' => 9,
            'n' => 10,
            'f' => 12,
            'r' => 13,
            letter @ ('"' | '\\' | '/') => letter as u16,
            'u' => {
                let mut unit = 0;
                for _ in 0..4 {
                    unit = unit * 16 + self.rest.next()?.to_digit(16)?;
                }
                u16::try_from(unit).ok()?
            }
            _ => return None,
        })
    }

    fn number(&mut self) -> Option<Document> {
        let mut number = String::new();
        number.extend(self.rest.next_if_eq(&'-'));
        match self.rest.next_if_eq(&'0') {
            Some(zero) => number.push(zero),
            None => self.digits(&mut number)?,
        }
        if let Some(point) = self.rest.next_if_eq(&'.') {
            number.push(point);
            self.digits(&mut number)?;
        }
        if let Some(exponent) = self.rest.next_if(|letter| "eE".contains(*letter)) {
            number.push(exponent);
            number.extend(self.rest.next_if(|letter| "+-".contains(*letter)));
            self.digits(&mut number)?;
        }
        Some(Document::Number(number))
    }

    fn digits(&mut self, number: &mut String) -> Option<()> {
        number.push(self.rest.next_if(char::is_ascii_digit)?);
        while let Some(digit) = self.rest.next_if(char::is_ascii_digit) {
            number.push(digit);
        }
        Some(())
    }
}

impl Document {
    /// Whether the document holds what serde_json refuses: half of a surrogate pair, or a number beyond all doubles.
    pub(crate) fn is_beyond_serde_json(&self) -> bool {
        let lone = |units: &[u16]| String::from_utf16(units).is_err();
        match self {
            Self::Word(_) => false,
            Self::Number(number) => number.parse::<f64>().is_ok_and(f64::is_infinite),
            Self::Text(units) => lone(units),
            Self::List(list) => list.iter().any(Self::is_beyond_serde_json),
            Self::Map(map) => map.iter().any(|(name, value)| lone(name) || value.is_beyond_serde_json()),
        }
    }

    /// What ECMA-262 25.5.2 prints of it, once 25.5.1 has read it.
    pub(crate) fn print(&self, out: &mut String) {
        match self {
            Self::Word(word) => out.push_str(word),
            Self::Number(number) => match number.parse::<f64>() {
                Ok(number) if number.is_finite() => out.push_str(ryu_js::Buffer::new().format(number)),
                _ => out.push_str("null"),
            },
            Self::Text(units) => print_text(units, out),
            Self::List(list) => {
                out.push('[');
                for (place, element) in list.iter().enumerate() {
                    out.push_str(if place > 0 { "," } else { "" });
                    element.print(out);
                }
                out.push(']');
            }
            Self::Map(map) => {
                out.push('{');
                for (place, (name, value)) in own_properties(map).into_iter().enumerate() {
                    out.push_str(if place > 0 { "," } else { "" });
                    print_text(name, out);
                    out.push(':');
                    value.print(out);
                }
                out.push('}');
            }
        }
    }
}

/// The members of an object in JavaScript's order: the indices by their number, then the others as they came, each at
/// the place of its first and with the value of its last.
fn own_properties(map: &[(Vec<u16>, Document)]) -> Vec<(&[u16], &Document)> {
    let mut members: Vec<(&[u16], &Document)> = Vec::new();
    for (name, value) in map {
        match members.iter_mut().find(|(own, _)| own == name) {
            Some(member) => member.1 = value,
            None => members.push((name, value)),
        }
    }
    let index = |name: &[u16]| {
        let name = String::from_utf16(name).ok()?;
        let index = name.parse::<u32>().ok().filter(|index| *index < u32::MAX)?;
        (index.to_string() == name).then_some(index)
    };
    members.sort_by_key(|(name, _)| index(name).map_or((1, 0), |index| (0, index)));
    members
}

fn print_text(units: &[u16], out: &mut String) {
    out.push('"');
    for letter in char::decode_utf16(units.iter().copied()) {
        match letter {
            Ok('"') => out.push_str("\\\""),
            Ok('\\') => out.push_str("\\\\"),
            Ok('\u{8}') => out.push_str("\\b"),
            Ok('\u{c}') => out.push_str("\\f"),
            Ok('\n') => out.push_str("\\n"),
            Ok('\r') => out.push_str("\\r"),
            Ok('\t') => out.push_str("\\t"),
            Ok(letter) if letter < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            Ok(letter) => out.push(letter),
            Err(lone) => out.push_str(&format!("\\u{:04x}", lone.unpaired_surrogate())),
        }
    }
    out.push('"');
}
