//! A case-insensitive id.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::DecodeError;
use crate::codec::by_value::serde_by_value;
use crate::codec::read::{Blank, Read};
use crate::codec::source::Source;
use crate::value::owned::IntoOwned;
use crate::value::text::write_escaped;
use crate::value::write::{Target, Write};
use crate::value::{Text, Value};

/// A GUID as an id. The vendor sends the same id in upper case or in lower case.
///
/// The text is kept and written back verbatim. Comparison and hashing are ASCII case-insensitive. The format is not
/// checked.
///
/// # Examples
///
/// ```
/// use chathooks::comm100::rest::Guid;
///
/// let listed = Guid::from("69FAB2B6-1189-4B96-BD06-1CBDADBC1164");
/// assert_eq!(listed, Guid::from("69fab2b6-1189-4b96-bd06-1cbdadbc1164"));
/// assert_eq!(listed.as_str(), "69FAB2B6-1189-4B96-BD06-1CBDADBC1164");
/// ```
#[derive(Clone, Debug)]
pub struct Guid<'a>(Text<'a>);

impl Guid<'_> {
    /// Returns the text verbatim.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> Guid<'static> {
        Guid(self.0.into_owned())
    }
}

impl PartialEq for Guid<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str().eq_ignore_ascii_case(other.as_str())
    }
}

impl Eq for Guid<'_> {}

impl Hash for Guid<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().bytes().for_each(|byte| state.write_u8(byte.to_ascii_lowercase()));
        state.write_u8(0xFF);
    }
}

impl PartialEq<str> for Guid<'_> {
    fn eq(&self, other: &str) -> bool {
        self.as_str().eq_ignore_ascii_case(other)
    }
}

impl PartialEq<&str> for Guid<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl<'a> From<&'a str> for Guid<'a> {
    fn from(text: &'a str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Guid<'_> {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl<'a> From<Text<'a>> for Guid<'a> {
    fn from(text: Text<'a>) -> Self {
        Self(text)
    }
}

/// Escapes characters that end or reorder a line, like [`RawName`](crate::model::RawName).
impl fmt::Display for Guid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_escaped(self.as_str(), f)
    }
}

impl IntoOwned for Guid<'_> {
    type Owned = Guid<'static>;

    fn into_owned(self) -> Guid<'static> {
        self.into_owned()
    }
}

impl Write for Guid<'_> {
    fn write(&self, target: Target) -> Value<'_> {
        self.0.write(target)
    }
}

impl Blank for Guid<'_> {
    fn blank() -> Self {
        Self(Text::default())
    }
}

impl<'a> Read<'a> for Guid<'a> {
    fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        Text::read(source).map(Self)
    }
}

serde_by_value!(Guid<'a>);
