//! The syntax errors of all formats.

super::named::named! {
    /// A syntax error, without its offset.
    #[derive(Clone, Copy)]
    pub(crate) enum Syntax {
        Value = "expected a value",
        End = "expected the end of the body",
        Early = "unexpected end of the body",
        Comma = "expected a comma or the end of the array or object",
        Colon = "expected a colon",
        Name = "expected a quoted name",
        Number = "invalid number",
        Escape = "invalid escape",
        Control = "control character in a string",
        Markup = "invalid markup",
        EndTag = "end tag without a matching start tag",
        Attribute = "invalid or duplicate attribute",
        Reference = "unknown entity or invalid character reference",
        Character = "character not allowed in XML",
        Doctype = "document type declaration not allowed",
        Declaration = "XML declaration not at the start",
        Root = "expected a single root element and nothing outside it",
        Percent = "invalid percent-encoding",
        Start = "a form cannot start with a byte-order mark or a control character",
    }
}
