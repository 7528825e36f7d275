//! The formats of a body, and their detection.

use std::fmt;

/// The format of a webhook body.
///
/// Receivers detect it from the verified bytes with [`Format::detect`] and ignore `Content-Type`. That header is not
/// signed, so an attacker could change it and have a signed JSON body parsed as a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// JSON, as defined in RFC 8259.
    Json,
    /// XML 1.0.
    Xml,
    /// `application/x-www-form-urlencoded`.
    Form,
}

impl Format {
    /// Detects the format of a body from its first byte that is not whitespace.
    ///
    /// `{`, `[` and `"` start JSON, `<` starts XML, and anything else is a form. A byte-order mark at the start is
    /// ignored.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::Format;
    ///
    /// assert_eq!(Format::detect(b" {\"event\":\"case:status\"}"), Format::Json);
    /// assert_eq!(Format::detect(b"[{\"event\":\"case:status\"}]"), Format::Json);
    /// assert_eq!(Format::detect(b"<?xml version=\"1.0\"?><hook/>"), Format::Xml);
    /// assert_eq!(Format::detect(b"event=case%3Astatus"), Format::Form);
    /// ```
    #[must_use]
    pub fn detect(body: &[u8]) -> Self {
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        match body.iter().find(|byte| !b" \t\r\n".contains(byte)) {
            Some(b'{' | b'[' | b'"') => Self::Json,
            Some(b'<') => Self::Xml,
            _ => Self::Form,
        }
    }

    /// Returns the media type for `Content-Type`, such as `application/json`.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Xml => "application/xml",
            Self::Form => "application/x-www-form-urlencoded",
        }
    }
}

/// Writes `JSON`, `XML` or `form`.
impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Json => "JSON",
            Self::Xml => "XML",
            Self::Form => "form",
        })
    }
}

/// A set of formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Formats {
    json: bool,
    xml: bool,
    form: bool,
}

impl Formats {
    pub(crate) fn contains(self, format: Format) -> bool {
        match format {
            Format::Json => self.json,
            Format::Xml => self.xml,
            Format::Form => self.form,
        }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self { json: self.json && other.json, xml: self.xml && other.xml, form: self.form && other.form }
    }
}

impl Default for Formats {
    fn default() -> Self {
        Self { json: true, xml: true, form: true }
    }
}

impl FromIterator<Format> for Formats {
    fn from_iter<I: IntoIterator<Item = Format>>(formats: I) -> Self {
        let none = Self { json: false, xml: false, form: false };
        formats.into_iter().fold(none, |set, format| match format {
            Format::Json => Self { json: true, ..set },
            Format::Xml => Self { xml: true, ..set },
            Format::Form => Self { form: true, ..set },
        })
    }
}
