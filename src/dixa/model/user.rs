//! People, and the organization that they deal with.

use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::{List, Text, Value};

model! {
    /// A person: an end user, or an agent of the organization.
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
        /// The name. A few real end users have none.
        pub name: Option<Text<'a>> = "name", null;
        /// The address of the person's e-mail.
        pub email: Option<Text<'a>> = "email", null;
        /// The number of the person's telephone.
        pub phone: Option<Text<'a>> = "phone", null;
        /// What the person may do. Empty in each delivery that was seen; the vendor's example fills it.
        pub roles: List<Role> = "roles", null;
        /// Whether the person is an end user or belongs to the organization. Missing in the vendor's example of 2023.
        pub user_type: Option<UserType> = "user_type";
        /// Further addresses, only there when there are some. That they are texts is inferred, so each is kept as it
        /// came.
        pub additional_emails: List<Value<'a>> = "additional_emails";
        /// Further telephone numbers. The field is inferred from the one before it.
        pub additional_phone_numbers: List<Value<'a>> = "additional_phone_numbers";
    }
}

model! {
    /// The organization whose event it is, which is the vendor's customer.
    pub struct Organization<'a> {
        /// The id of the organization, a UUID.
        pub id: Option<Text<'a>> = "id";
        /// The name of the organization.
        pub name: Option<Text<'a>> = "name";
    }
}

open_enum! {
    /// Whether a person is an end user or belongs to the organization. What a bot is has not been seen.
    pub enum UserType {
        /// An end user.
        Contact = "Contact",
        /// One of the organization's own people.
        Member = "Member",
    }
}

open_enum! {
    /// What a person may do. The names come from the vendor's example.
    pub enum Role {
        /// An end user.
        Enduser = "Enduser",
        /// An agent.
        Agent = "Agent",
        /// The leader of a team.
        TeamLead = "TeamLead",
        /// An administrator.
        Admin = "Admin",
        /// An administrator of the whole system.
        SystemAdmin = "SystemAdmin",
    }
}
