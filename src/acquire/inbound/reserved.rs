//! The reserved variable names.

use std::fmt;

/// A variable name that Acquire reserves: its value is an instruction for a bot, not a text to show.
///
/// The format of the values is not documented; the meanings below are inferred from the names.
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
    /// `carouselResponse`: a carousel of cards to choose from.
    CarouselResponse,
    /// `browseCarouselResponse`: a carousel of cards that link to pages.
    BrowseCarouselResponse,
    /// `gotoBranch`: the branch of a sequence bot to continue with.
    GotoBranch,
    /// `replaceWholeResponse`: the text that replaces the bot's own.
    ReplaceWholeResponse,
}

impl ReservedVariable {
    /// All reserved names, in the order of the vendor's settings.
    pub const ALL: [Self; 4] =
        [Self::CarouselResponse, Self::BrowseCarouselResponse, Self::GotoBranch, Self::ReplaceWholeResponse];

    /// Returns the name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CarouselResponse => "carouselResponse",
            Self::BrowseCarouselResponse => "browseCarouselResponse",
            Self::GotoBranch => "gotoBranch",
            Self::ReplaceWholeResponse => "replaceWholeResponse",
        }
    }

    /// Returns the reserved variable with this case-sensitive name, if any.
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
