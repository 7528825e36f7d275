//! Templates with `{{name}}` placeholders.

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    Literal(&'t str),
    /// A complete placeholder, and the name in it.
    Name {
        whole: &'t str,
        name: &'t str,
    },
}

/// Returns an iterator over the names of the placeholders in a text, in order and with duplicates.
///
/// A name is the text between two pairs of braces, including whitespace. It must not be empty and must not contain a
/// brace; otherwise the braces are plain text. Reserved names are returned too, although they are never replaced.
///
/// # Examples
///
/// ```
/// use chathooks::acquire::inbound;
///
/// let names: Vec<_> = inbound::placeholders("{{greeting}}, {{name}}! {not this}, {{}}, {{nor this").collect();
/// assert_eq!(names, ["greeting", "name"]);
/// ```
pub fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    Pieces::new(text).filter_map(|piece| match piece {
        Piece::Name { name, .. } => Some(name),
        Piece::Literal(_) => None,
    })
}

/// An iterator over the pieces of a text, which concatenate to the text. Each search starts at most two bytes before
/// the end of the previous one, so the time is linear in the length of the text.
pub(super) struct Pieces<'t> {
    rest: &'t str,
}

impl<'t> Pieces<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text }
    }

    fn take(&mut self, length: usize) -> &'t str {
        let (piece, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        piece
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        if self.rest.is_empty() {
            return None;
        }
        let Some(inside) = self.rest.strip_prefix("{{") else {
            // The brace before this position is not followed by another, so the search continues after it.
            let brace = usize::from(self.rest.starts_with('{'));
            let next = self.rest.get(brace..).and_then(|rest| rest.find('{'));
            return Some(Piece::Literal(self.take(next.map_or(self.rest.len(), |next| brace + next))));
        };
        let Some(end) = inside.find(['{', '}']) else {
            return Some(Piece::Literal(self.take(self.rest.len())));
        };
        let name = inside.get(..end).unwrap_or_default();
        let is_closed = inside.get(end..).is_some_and(|rest| rest.starts_with("}}"));
        if is_closed && !name.is_empty() {
            return Some(Piece::Name { whole: self.take(end + 4), name });
        }
        // The brace that ended the search may start the next placeholder; of three in a row, the last two do.
        Some(Piece::Literal(self.take(if name.is_empty() { 1 } else { end + 2 })))
    }
}
