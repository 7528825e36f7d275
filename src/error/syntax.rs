//! What a body lacks to be well formed.

/// What a reader of a format did not find.
#[derive(Clone, Copy)]
pub(crate) enum Syntax {
    Value,
    End,
    Early,
    Comma,
    Colon,
    Name,
    Number,
    Escape,
    Control,
    Markup,
    EndTag,
    Attribute,
    Reference,
    Character,
    Doctype,
    Declaration,
    Root,
    Percent,
    Start,
}

impl Syntax {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Value => "expected a value",
            Self::End => "expected the end of the body",
            Self::Early => "the body ends too early",
            Self::Comma => "expected a comma or the end of the array or object",
            Self::Colon => "expected a colon",
            Self::Name => "expected a name in quotes",
            Self::Number => "invalid number",
            Self::Escape => "invalid escape",
            Self::Control => "control character in a string",
            Self::Markup => "invalid markup",
            Self::EndTag => "an end tag that fits no start tag",
            Self::Attribute => "invalid attribute, or one that is there twice",
            Self::Reference => "a reference to an entity or character that XML does not have",
            Self::Character => "a character that XML does not allow",
            Self::Doctype => "a document type declaration, which is refused",
            Self::Declaration => "an XML declaration that is not at the start",
            Self::Root => "expected one root element and nothing outside of it",
            Self::Percent => "invalid percent escape",
            Self::Start => "a form cannot start with a byte-order mark or a control character",
        }
    }
}
