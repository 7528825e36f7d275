//! The reserved names.

use std::fmt;

/// A name that Acquire reserves among the variables of an answer: it tells a bot what to do, and is no text to show.
///
/// What the values look like is not said.
///
/// # Examples
///
/// ```
/// use chathooks::acquire::inbound::ReservedVariable;
///
/// assert_eq!(ReservedVariable::from_name("gotoBranch"), Some(ReservedVariable::GotoBranch));
/// assert_eq!(ReservedVariable::from_name("orderStatus"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReservedVariable {
    /// `carouselResponse`: by its name, a row of cards to choose from.
    CarouselResponse,
    /// `browseCarouselResponse`: by its name, a row of cards that link to pages.
    BrowseCarouselResponse,
    /// `gotoBranch`: by its name, the branch of a sequence bot to go on with.
    GotoBranch,
    /// `replaceWholeResponse`: by its name, what the bot says instead of its own text.
    ReplaceWholeResponse,
}

impl ReservedVariable {
    /// The reserved names, in the order of the vendor's settings.
    pub const ALL: [Self; 4] =
        [Self::CarouselResponse, Self::BrowseCarouselResponse, Self::GotoBranch, Self::ReplaceWholeResponse];

    /// Returns the name as the vendor spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CarouselResponse => "carouselResponse",
            Self::BrowseCarouselResponse => "browseCarouselResponse",
            Self::GotoBranch => "gotoBranch",
            Self::ReplaceWholeResponse => "replaceWholeResponse",
        }
    }

    /// Returns the reserved name of this spelling, letter case included, where there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reserved| reserved.as_str() == name)
    }
}

impl fmt::Display for ReservedVariable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
