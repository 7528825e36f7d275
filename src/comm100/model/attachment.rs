//! The files of a chat or an offline message.

use std::fmt;
use std::slice;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Serialize, Serializer};

use crate::model::{Member, model};
use crate::value::Text;
use crate::value::owned::IntoOwned;

model! {
    /// A file that was sent.
    pub struct Attachment<'a> {
        /// The name of the file.
        pub name: Option<Text<'a>> = "name";
        /// The URL to fetch it from. The second spelling is that of a draft of the vendor's.
        pub uri: Option<Text<'a>> = "uri" | "url";
    }
}

impl<'a> Attachment<'a> {
    /// Makes one of a name and a URL.
    #[must_use]
    pub fn of(name: impl Into<Text<'a>>, uri: impl Into<Text<'a>>) -> Self {
        Self { name: Some(name.into()), uri: Some(uri.into()), ..Self::new() }
    }

    /// Whether it says where a file is, or at least what it is called. An offline message without a file has an
    /// attachment of empty texts.
    fn is_file(&self) -> bool {
        [&self.name, &self.uri].into_iter().flatten().any(|text| !text.as_str().is_empty())
    }
}

/// The files of a chat or an offline message.
///
/// The vendor writes a list of them, or one alone, or one without a name where there is none. Each is read, and
/// written back as it came.
///
/// # Examples
///
/// ```
/// use chathooks::comm100::{Attachment, Attachments};
///
/// let none: Attachments = serde_json::from_str(r#"{"name":"","uri":""}"#)?;
/// assert_eq!(none.iter().count(), 0);
/// assert_eq!(serde_json::to_string(&none)?, r#"{"name":"","uri":""}"#);
///
/// let one = Attachments::from(vec![Attachment::of("invoice.pdf", "https://files.example.com/a/77")]);
/// assert_eq!(one.iter().next().and_then(|file| file.name.as_ref()).map(|name| name.as_str()), Some("invoice.pdf"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Attachments<'a>(Layout<'a>);

#[derive(Clone, Default)]
enum Layout<'a> {
    /// There is no such field.
    #[default]
    Missing,
    Map(Box<Attachment<'a>>),
    List(Vec<Attachment<'a>>),
}

impl<'a> Attachments<'a> {
    /// Goes through the files. What the vendor writes where there is none is passed over.
    pub fn iter(&self) -> impl Iterator<Item = &Attachment<'a>> {
        self.elements().iter().filter(|attachment| attachment.is_file())
    }

    fn elements(&self) -> &[Attachment<'a>] {
        match &self.0 {
            Layout::Missing => &[],
            Layout::Map(attachment) => slice::from_ref(attachment),
            Layout::List(attachments) => attachments,
        }
    }
}

/// Makes one file, written alone, as in an offline message.
impl<'a> From<Attachment<'a>> for Attachments<'a> {
    fn from(attachment: Attachment<'a>) -> Self {
        Self(Layout::Map(Box::new(attachment)))
    }
}

/// Makes files that are written as a list, as in a chat.
impl<'a> From<Vec<Attachment<'a>>> for Attachments<'a> {
    fn from(attachments: Vec<Attachment<'a>>) -> Self {
        Self(Layout::List(attachments))
    }
}

impl PartialEq for Attachments<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.elements() == other.elements()
    }
}

impl Eq for Attachments<'_> {}

impl fmt::Debug for Attachments<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.elements().fmt(f)
    }
}

impl Member for Attachments<'_> {
    fn is_unset(&self) -> bool {
        matches!(self.0, Layout::Missing)
    }
}

impl IntoOwned for Attachments<'_> {
    type Owned = Attachments<'static>;

    fn into_owned(self) -> Attachments<'static> {
        Attachments(match self.0 {
            Layout::Missing => Layout::Missing,
            Layout::Map(attachment) => Layout::Map(IntoOwned::into_owned(attachment)),
            Layout::List(attachments) => Layout::List(attachments.into_iter().map(Attachment::into_owned).collect()),
        })
    }
}

impl Serialize for Attachments<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Layout::Missing => serializer.serialize_none(),
            Layout::Map(attachment) => attachment.serialize(serializer),
            Layout::List(attachments) => attachments.serialize(serializer),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Attachments<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AttachmentsVisitor)
    }
}

struct AttachmentsVisitor;

impl<'de> Visitor<'de> for AttachmentsVisitor {
    type Value = Attachments<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Attachments<'de>, A::Error> {
        Attachment::deserialize(MapAccessDeserializer::new(map)).map(Attachments::from)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Attachments<'de>, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(seq)).map(Attachments::from)
    }

    fn visit_unit<E: Error>(self) -> Result<Attachments<'de>, E> {
        Ok(Attachments::default())
    }

    /// An empty text is how XML and forms write an empty list or map.
    fn visit_str<E: Error>(self, text: &str) -> Result<Attachments<'de>, E> {
        if text.is_empty() { Ok(Attachments::default()) } else { Err(E::invalid_type(Unexpected::Str(text), &self)) }
    }
}
