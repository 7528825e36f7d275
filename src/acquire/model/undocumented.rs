//! The events whose data is unknown. The models keep the data verbatim and have methods that read it in an inferred
//! format.

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
        /// The vendor publishes no sample of this data, so it is kept verbatim in `data`. The methods are inferred from
        /// the vendor's other pages and return `None` if the data does not fit. Missing or null data reads as an empty
        /// object.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct $name<'a> {
            /// The data, verbatim.
            pub data: Value<'a>,
        }

        impl<'a> $name<'a> {
            /// Creates an event with this data.
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

        /// Creates an event with an empty object as its data.
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

        /// Null reads as an empty object.
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
    /// A case was opened: the data of `case:new`, whose name is inferred.
    CaseNew;
    /// The status of an agent changed: the data of `user:status`, whose name is inferred.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::acquire::{AgentStatus, UserStatus};
    ///
    /// let changed: UserStatus = serde_json::from_str(r#"{"userId":7,"status":"available"}"#)?;
    /// assert_eq!(changed.status(), Some(AgentStatus::Available));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    UserStatus;
}

/// Returns the field `name` if it is a string, a number or a boolean.
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

    /// Returns the message: the field `message` if that is an object, and the data itself otherwise. Returns `None` if
    /// the object has no id or does not fit the model.
    ///
    /// It is decoded on each call, within the default [`Limits`](crate::Limits) rather than the receiver's.
    #[must_use]
    pub fn message(&self) -> Option<Message<'_>> {
        let inner = self.data.get("message").filter(|inner| inner.as_object().is_some());
        let message: Message<'_> = read_value(inner.unwrap_or(&self.data).borrowed()).ok()?;
        message.id.is_some().then_some(message)
    }
}

impl CaseNew<'_> {
    /// Returns the id of the case, from `caseId`.
    #[must_use]
    pub fn case_id(&self) -> Option<Text<'_>> {
        text(&self.data, "caseId")
    }

    /// Returns the case, if the data fits the model of `case:status`.
    ///
    /// It is decoded on each call, within the default [`Limits`](crate::Limits) rather than the receiver's.
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

    /// Returns the new status of the agent, from `status`.
    #[must_use]
    pub fn status(&self) -> Option<AgentStatus> {
        text(&self.data, "status").map(AgentStatus::from)
    }
}

open_enum! {
    /// The new status of an agent.
    ///
    /// The names come from the vendor's pages on its dashboard: one page has `active` and `inactive`, another has the
    /// other five. The spelling on the wire is inferred.
    pub enum AgentStatus {
        /// The agent is active.
        Active = "active",
        /// The agent is inactive.
        Inactive = "inactive",
        /// The agent accepts new cases.
        Available = "available",
        /// The agent accepts no new cases.
        Unavailable = "unavailable",
        /// The agent's chat channel was enabled.
        Chat = "chat" | "Chat",
        /// The agent's e-mail channel was enabled.
        Email = "email" | "Email",
        /// The agent's telephone channel was enabled.
        Voip = "voip" | "VOIP",
    }
}
