//! The layout of a body, which differs between events.

use super::EventName;

/// The layout of a body: where it has the data of its event, and the spelling of the id.
///
/// The vendor's page says that a body has `data` and `event`, but only one of its samples does. The others are flat,
/// with `event` after the data. Both layouts are read for every event, and an event is written in the layout that it
/// was read in.
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
    /// Creates the nested layout: the data is in an object called `data`, next to `event`.
    #[must_use]
    pub const fn nested() -> Self {
        Self { nested: true, spaced_id: false }
    }

    /// Creates the flat layout: the fields of the data are next to `event`.
    #[must_use]
    pub const fn flat() -> Self {
        Self { nested: false, spaced_id: false }
    }

    /// Returns the vendor's layout of an event: nested with ` id` for `CHAT_ON_START`, flat for the other known events,
    /// and nested for an unknown event, because the vendor's page describes that as the general format.
    #[must_use]
    pub const fn of(name: &EventName) -> Self {
        match name {
            EventName::ChatOnStart => Self::nested().with_spaced_id(),
            EventName::ChatOnAccept | EventName::ChatOnMessage | EventName::ChatOnClose => Self::flat(),
            EventName::Unknown(_) => Self::nested(),
        }
    }

    /// Sets the spelling of the id to ` id`, with a leading space, as in the vendor's sample of `CHAT_ON_START`.
    #[must_use]
    pub const fn with_spaced_id(self) -> Self {
        Self { spaced_id: true, ..self }
    }

    /// Returns whether the data is in an object called `data`.
    #[must_use]
    pub const fn is_nested(self) -> bool {
        self.nested
    }

    /// Returns whether the id is spelled ` id`, with a leading space.
    #[must_use]
    pub const fn has_spaced_id(self) -> bool {
        self.spaced_id
    }
}
