//! Users and organizations.

use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::{List, Text, Value};

model! {
    /// A person: an end user, or a member of the organization.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::dixa::{User, UserType};
    ///
    /// let mut requester = User::new();
    /// requester.name = Some("Lea Brandt".into());
    /// requester.user_type = Some(UserType::Contact);
    /// assert_eq!(
    ///     serde_json::to_string(&requester)?,
    ///     r#"{"name":"Lea Brandt","email":null,"phone":null,"roles":[],"user_type":"Contact"}"#,
    /// );
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct User<'a> {
        /// The id of the person, a UUID.
        pub id: Option<Text<'a>> = "id";
        /// The name. A few end users in real deliveries have none.
        pub name: Option<Text<'a>> = "name", null;
        /// The e-mail address.
        pub email: Option<Text<'a>> = "email", null;
        /// The telephone number.
        pub phone: Option<Text<'a>> = "phone", null;
        /// The roles of the person. Empty in every delivery seen, but not in the vendor's example.
        pub roles: List<Role> = "roles", null;
        /// Whether the person is an end user or a member of the organization. Missing in the vendor's example of 2023.
        pub user_type: Option<UserType> = "user_type";
        /// Additional e-mail addresses; the field is missing if there are none. That the elements are strings is
        /// inferred, so each is kept verbatim.
        pub additional_emails: List<Value<'a>> = "additional_emails";
        /// Additional telephone numbers. The field is inferred from `additional_emails`.
        pub additional_phone_numbers: List<Value<'a>> = "additional_phone_numbers";
    }
}

model! {
    /// The organization that the event belongs to: a customer of the vendor.
    pub struct Organization<'a> {
        /// The id of the organization, a UUID.
        pub id: Option<Text<'a>> = "id";
        /// The name of the organization.
        pub name: Option<Text<'a>> = "name";
    }
}

open_enum! {
    /// Whether a person is an end user or a member of the organization. The type of a bot is not known.
    pub enum UserType {
        /// An end user.
        Contact = "Contact",
        /// A member of the organization.
        Member = "Member",
    }
}

open_enum! {
    /// A role of a person. The names come from the vendor's example.
    pub enum Role {
        /// An end user.
        Enduser = "Enduser",
        /// An agent.
        Agent = "Agent",
        /// A team lead.
        TeamLead = "TeamLead",
        /// An administrator.
        Admin = "Admin",
        /// A system administrator.
        SystemAdmin = "SystemAdmin",
    }
}
