//! What a body lacks to be well formed.

super::named::named! {
    /// What a reader of a format did not find.
    #[derive(Clone, Copy)]
    pub(crate) enum Syntax {
        Value = "expected a value",
        End = "expected the end of the body",
        Early = "the body ends too early",
        Comma = "expected a comma or the end of the array or object",
        Colon = "expected a colon",
        Name = "expected a name in quotes",
        Number = "invalid number",
        Escape = "invalid escape",
        Control = "control character in a string",
        Markup = "invalid markup",
        EndTag = "an end tag that fits no start tag",
        Attribute = "invalid attribute, or one that is there twice",
        Reference = "a reference to an entity or character that XML does not have",
        Character = "a character that XML does not allow",
        Doctype = "a document type declaration, which is refused",
        Declaration = "an XML declaration that is not at the start",
        Root = "expected one root element and nothing outside of it",
        Percent = "invalid percent escape",
        Start = "a form cannot start with a byte-order mark or a control character",
    }
}
