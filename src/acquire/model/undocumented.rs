//! The data of the events whose data nobody has printed: kept whole, with guesses as methods.

use super::{Case, Message};
use crate::DecodeError;
use crate::codec::by_value::serde_by_value;
use crate::codec::read::{Read, read_value};
use crate::codec::source::Source;
use crate::model::open_enum::open_enum;
use crate::value::owned::IntoOwned;
use crate::value::write::{Target, Write};
use crate::value::{Object, Text, Value};

macro_rules! undocumented {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        ///
        /// The vendor has printed no data of this event, so whatever comes is kept whole in `data`. The methods are
        /// inferred from the vendor's other pages, and return `None` where the data is otherwise. Data that is missing
        /// or null reads as an empty object.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct $name<'a> {
            /// All that the event carries.
            pub data: Value<'a>,
        }

        impl<'a> $name<'a> {
            /// Makes one that carries `data`.
            #[must_use]
            pub fn new(data: impl Into<Value<'a>>) -> Self {
                Self { data: data.into() }
            }

            /// Converts into an owned value.
            #[must_use]
            pub fn into_owned(self) -> $name<'static> {
                $name { data: self.data.into_owned() }
            }
        }

        /// Makes one that carries an empty map.
        impl Default for $name<'_> {
            fn default() -> Self {
                Self::new(Object::new())
            }
        }

        impl IntoOwned for $name<'_> {
            type Owned = $name<'static>;

            fn into_owned(self) -> $name<'static> {
                self.into_owned()
            }
        }

        impl Write for $name<'_> {
            fn write(&self, _: Target) -> Value<'_> {
                self.data.borrowed()
            }
        }

        /// Null is as good as an empty object.
        impl<'a> Read<'a> for $name<'a> {
            fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
                let data = source.value()?;
                Ok(if data.is_null() { Self::default() } else { Self::new(data) })
            }
        }

        serde_by_value!($name<'a>);
    )+};
}

undocumented! {
    /// A user was invited to a case: the data of `user:case-invite`.
    UserCaseInvite;
    /// A user joined a case: the data of `user:case-joined`.
    UserCaseJoined;
    /// A message was added to a case: the data of `case:message:new`.
    CaseMessageNew;
    /// A case was opened: the data of `case:new`, a name that is inferred too.
    CaseNew;
    /// The status of an agent changed: the data of `user:status`, a name that is inferred too.
    UserStatus;
}

/// Returns the field `name` as a text, where it is one, or a number or flag.
fn text<'t>(data: &'t Value<'_>, name: &str) -> Option<Text<'t>> {
    Text::from_value(data.get(name)?.borrowed()).ok()
}

impl UserCaseInvite<'_> {
    /// Returns the id of the case, from `caseId`.
    #[must_use]
    pub fn case_id(&self) -> Option<Text<'_>> {
        text(&self.data, "caseId")
    }

    /// Returns the id of the user, from `userId`.
    #[must_use]
    pub fn user_id(&self) -> Option<Text<'_>> {
        text(&self.data, "userId")
    }
}

impl UserCaseJoined<'_> {
    /// Returns the id of the case, from `caseId`.
    #[must_use]
    pub fn case_id(&self) -> Option<Text<'_>> {
        text(&self.data, "caseId")
    }

    /// Returns the id of the user, from `userId`.
    #[must_use]
    pub fn user_id(&self) -> Option<Text<'_>> {
        text(&self.data, "userId")
    }
}

impl CaseMessageNew<'_> {
    /// Returns the id of the case, from `caseId`.
    #[must_use]
    pub fn case_id(&self) -> Option<Text<'_>> {
        text(&self.data, "caseId")
    }

    /// Returns the message, from `message` if that is an object, or from the data itself; `None` if that has no id or does
    /// not fit.
    ///
    /// It is read now, within the default [`Limits`](crate::Limits) and not what the body left of its own.
    #[must_use]
    pub fn message(&self) -> Option<Message<'_>> {
        let inner = self.data.get("message").filter(|inner| inner.as_object().is_some());
        let message: Message<'_> = read_value(inner.unwrap_or(&self.data).borrowed()).ok()?;
        message.id.is_some().then_some(message)
    }
}

impl CaseNew<'_> {
    /// Returns the case, where the data reads as one the way it does for `case:status`.
    ///
    /// It is read now, within the default [`Limits`](crate::Limits) and not what the body left of its own.
    #[must_use]
    pub fn case(&self) -> Option<Case<'_>> {
        read_value(self.data.borrowed()).ok()
    }
}

impl UserStatus<'_> {
    /// Returns the id of the agent, from `userId`.
    #[must_use]
    pub fn user_id(&self) -> Option<Text<'_>> {
        text(&self.data, "userId")
    }

    /// Returns what the agent's status changed to, from `status`.
    #[must_use]
    pub fn status(&self) -> Option<AgentStatus> {
        text(&self.data, "status").map(AgentStatus::from)
    }
}

open_enum! {
    /// What the status of an agent changed to.
    ///
    /// The vendor's pages list these as words of its dashboard: one page has `active` and `inactive`, another the other
    /// five. Their spelling on the wire is inferred.
    pub enum AgentStatus {
        /// The agent is active.
        Active = "active",
        /// The agent is inactive.
        Inactive = "inactive",
        /// The agent takes new cases.
        Available = "available",
        /// The agent takes no new cases.
        Unavailable = "unavailable",
        /// The agent's chat channel was turned on.
        Chat = "chat" | "Chat",
        /// The agent's e-mail channel was turned on.
        Email = "email" | "Email",
        /// The agent's telephone channel was turned on.
        Voip = "voip" | "VOIP",
    }
}
