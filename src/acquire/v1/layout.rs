//! How the vendor lays a body out, which is not the same for each event.

use super::EventName;

/// Where a body holds the data of its event, and how it spells the id.
///
/// The vendor's page says that a body has `data` and `event`, and prints only one that does; the others are flat, with
/// `event` after the data. Both are read for every event, and an event is written the way it came.
///
/// # Examples
///
/// ```
/// use chathooks::acquire::v1::{ChatOnStart, Event, Layout};
///
/// let mut event = Event::from(ChatOnStart::new("501"));
/// assert_eq!(event.to_json(), br#"{"data":{" id":"501"},"event":"CHAT_ON_START"}"#);
/// event.layout = Layout::flat();
/// assert_eq!(event.to_json(), br#"{"id":"501","event":"CHAT_ON_START"}"#);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Layout {
    nested: bool,
    spaced_id: bool,
}

impl Layout {
    /// The data stands in a map called `data`, beside `event`.
    #[must_use]
    pub const fn nested() -> Self {
        Self { nested: true, spaced_id: false }
    }

    /// The data's own fields stand beside `event`.
    #[must_use]
    pub const fn flat() -> Self {
        Self { nested: false, spaced_id: false }
    }

    /// Returns the layout that the vendor prints for an event: nested with ` id` for `CHAT_ON_START`, flat for the
    /// other known ones, and nested, which its page says in general, for any that is not known.
    #[must_use]
    pub const fn of(name: &EventName) -> Self {
        match name {
            EventName::ChatOnStart => Self::nested().with_spaced_id(),
            EventName::ChatOnAccept | EventName::ChatOnMessage | EventName::ChatOnClose => Self::flat(),
            EventName::Unknown(_) => Self::nested(),
        }
    }

    /// Spells the id ` id`, with a space before it, as the vendor's sample of `CHAT_ON_START` does.
    #[must_use]
    pub const fn with_spaced_id(self) -> Self {
        Self { spaced_id: true, ..self }
    }

    /// Returns whether the data stands in a map called `data`.
    #[must_use]
    pub const fn is_nested(self) -> bool {
        self.nested
    }

    /// Returns whether the id is spelled ` id`, with a space before it.
    #[must_use]
    pub const fn has_spaced_id(self) -> bool {
        self.spaced_id
    }
}
