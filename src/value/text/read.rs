//! Reading a text from whatever serde reads.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};

use super::{Name, Text};
use crate::value::{EXACT, Number, SERDE_JSON_NUMBER};

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(EXACT, TextVisitor { foreign: false })
    }
}

struct TextVisitor {
    /// Whether the deserializer is not this crate's: it takes the newtype for one.
    foreign: bool,
}

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Text<'de>, D::Error> {
        deserializer.deserialize_any(Self { foreign: true })
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text::from(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text::from(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Text<'de>, E> {
        Ok(Text::from(text))
    }

    fn visit_borrowed_bytes<E: Error>(self, digits: &'de [u8]) -> Result<Text<'de>, E> {
        let digits = std::str::from_utf8(digits).map_err(E::custom)?;
        Number::new(digits).map(Text::from).map_err(E::custom)
    }

    fn visit_byte_buf<E: Error>(self, digits: Vec<u8>) -> Result<Text<'de>, E> {
        let digits = String::from_utf8(digits).map_err(E::custom)?;
        Number::new(digits).map(Text::from).map_err(E::custom)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Text<'de>, E> {
        Ok(Text::from(flag))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Text<'de>, E> {
        Ok(Text::from(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Text<'de>, E> {
        Ok(Text::from(Number::from(number)))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Text<'de>, E> {
        Number::try_from(number).map(Text::from).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text<'de>, A::Error> {
        if self.foreign && matches!(map.next_key()?, Some(Name(name)) if name == SERDE_JSON_NUMBER) {
            let digits: String = map.next_value()?;
            return Number::new(digits).map(Text::from).map_err(A::Error::custom);
        }
        Err(A::Error::invalid_type(Unexpected::Map, &self))
    }
}
