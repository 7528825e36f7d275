//! The files of a chat or an offline message.

use std::fmt;
use std::slice;

use crate::DecodeError;
use crate::codec::by_value::serde_by_value;
use crate::codec::lenient::{self, Document};
use crate::codec::read::{Read, array};
use crate::codec::source::Source;
use crate::model::model;
use crate::value::owned::IntoOwned;
use crate::value::write::{Target, Write};
use crate::value::{Text, Value};

model! {
    /// A file that was sent.
    pub struct Attachment<'a> {
        /// The name of the file.
        pub name: Option<Text<'a>> = "name";
        /// The URL of the file. The second spelling is from a draft of the vendor's documentation.
        pub uri: Option<Text<'a>> = "uri" | "url";
    }
}

impl<'a> Attachment<'a> {
    /// Creates an attachment from a name and a URL.
    #[must_use]
    pub fn of(name: impl Into<Text<'a>>, uri: impl Into<Text<'a>>) -> Self {
        Self { name: Some(name.into()), uri: Some(uri.into()), ..Self::new() }
    }

    /// Returns whether the name or the URL is not empty. An offline message without a file has an attachment of empty
    /// strings.
    fn is_file(&self) -> bool {
        [&self.name, &self.uri].into_iter().flatten().any(|text| !text.as_str().is_empty())
    }
}

/// The files of a chat or an offline message.
///
/// The vendor writes an array of files, a single file, or a file with empty fields if there is none. All three are read
/// and written back verbatim.
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
    /// The field is missing.
    #[default]
    Missing,
    Map(Box<Attachment<'a>>),
    List(Vec<Attachment<'a>>),
}

impl<'a> Attachments<'a> {
    /// Returns an iterator over the files. A file with empty fields is skipped.
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

/// Creates a single file, which is not written as an array, as in an offline message.
impl<'a> From<Attachment<'a>> for Attachments<'a> {
    fn from(attachment: Attachment<'a>) -> Self {
        Self(Layout::Map(Box::new(attachment)))
    }
}

/// Creates files that are written as an array, as in a chat.
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

impl Write for Attachments<'_> {
    fn write(&self, target: Target) -> Value<'_> {
        match &self.0 {
            Layout::Missing => Value::Null,
            Layout::Map(attachment) => attachment.write(target),
            Layout::List(attachments) => attachments.as_slice().write(target),
        }
    }

    fn is_missing(&self) -> bool {
        matches!(self.0, Layout::Missing)
    }
}

/// An empty string, which is an empty array in XML and forms, reads as no files.
impl<'a> Read<'a> for Attachments<'a> {
    fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        match source.value()? {
            Value::Null => Ok(Self::default()),
            object @ Value::Object(_) => source.reread(object, Attachment::read).map(Self::from),
            list @ Value::Array(_) => source.reread(list, array::<Attachment<'_>>).map(Self::from),
            Value::String(text) => match (lenient::document(&text, '{'), lenient::document(&text, '[')) {
                (Document::Empty, _) => Ok(Self::default()),
                (Document::Json, _) => source.reread(Value::String(text), Attachment::read).map(Self::from),
                (_, Document::Json) => source.reread(Value::String(text), array::<Attachment<'_>>).map(Self::from),
                _ => Err(DecodeError::expected("an array or object", &Value::String(text).unexpected())),
            },
            other => Err(DecodeError::expected("an array or object", &other.unexpected())),
        }
    }
}

serde_by_value!(Attachments<'a>);
