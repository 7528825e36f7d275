//! Texts with `{{name}}` in them.

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    Literal(&'t str),
    /// A placeholder, as it stands and the name in it.
    Name {
        whole: &'t str,
        name: &'t str,
    },
}

/// Goes through the names that a text asks for, in their order, a repeated one each time.
///
/// A name is what stands between two pairs of braces, white space included, and has no brace in it; braces that hold no
/// such name are text. A reserved name is among them where a text asks for it, though it never gets it.
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

/// The pieces of a text, which together are the text. No search starts again before where the last one ended, but for
/// two braces, so the time grows with the length of the text and no faster.
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
            // A brace in front is not followed by another one, so the search starts behind it.
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
        // The brace that ended the search may open the next placeholder; of three in a row, the last two do.
        Some(Piece::Literal(self.take(if name.is_empty() { 1 } else { end + 2 })))
    }
}
