//! A visitor of the customer's site.

use super::custom::customs;
use super::{CustomField, CustomVariable};
use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::{List, Text, Timestamp};

model! {
    /// A visitor of the customer's site.
    ///
    /// The vendor's samples send every field, and an empty text where nothing is known.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::comm100::{CustomVariable, Visitor};
    ///
    /// let mut visitor = Visitor::new();
    /// visitor.custom_variables.push(CustomVariable::of("plan", "gold"));
    /// assert_eq!(visitor.custom_variable("plan"), Some("gold"));
    /// ```
    pub struct Visitor<'a> {
        /// The browser, with its version.
        pub browser: Option<Text<'a>> = "browser";
        /// The id of the visitor's chat; with an offline message, the id of that.
        pub chat_id: Option<Text<'a>> = "chat_id";
        /// How many chats the visitor has had.
        pub chats: Option<Text<'a>> = "chats";
        /// The city.
        pub city: Option<Text<'a>> = "city";
        /// The company.
        pub company: Option<Text<'a>> = "company";
        /// The country's full name in English.
        pub country: Option<Text<'a>> = "country";
        /// The URL of the page that the visitor looks at.
        pub current_browsing: Option<Text<'a>> = "current_browsing";
        /// The fields that the customer added to the visitor.
        pub custom_fields: List<CustomField<'a>> = "custom_fields";
        /// The variables that the customer's pages set.
        pub custom_variables: List<CustomVariable<'a>> = "custom_variables" | "custom_variable";
        /// The department: a number on the older platform, a GUID on the newer one, a name in the oldest REST API.
        pub department: Option<Text<'a>> = "department";
        /// The e-mail address.
        pub email: Option<Text<'a>> = "email";
        /// When the visitor first came.
        pub first_visit_time: Option<Timestamp<'a>> = "first_visit_time";
        /// The version of the Flash player: empty today.
        pub flash_version: Option<Text<'a>> = "flash_version";
        /// The id of the visitor.
        pub id: Option<Text<'a>> = "id";
        /// The IP address.
        pub ip: Option<Text<'a>> = "ip";
        /// The words that the visitor searched for.
        pub keywords: Option<Text<'a>> = "keywords";
        /// The URL of the page that the visitor came to first.
        pub landing_page: Option<Text<'a>> = "landing_page";
        /// The language, such as `en-US`.
        pub language: Option<Text<'a>> = "language";
        /// The name.
        pub name: Option<Text<'a>> = "name";
        /// The operating system.
        pub operating_system: Option<Text<'a>> = "operating_system";
        /// How many pages the visitor has looked at.
        pub page_views: Option<Text<'a>> = "page_views";
        /// The telephone number.
        pub phone: Option<Text<'a>> = "phone";
        /// The product or service that the visitor asks about.
        pub product_service: Option<Text<'a>> = "product_service";
        /// The URL of the page that led the visitor to the site.
        pub referrer_url: Option<Text<'a>> = "referrer_url";
        /// The size of the screen in pixels, such as `1920x1080`.
        pub screen_resolution: Option<Text<'a>> = "screen_resolution";
        /// The search engine that led the visitor to the site; null in one of the vendor's samples.
        pub search_engine: Option<Text<'a>> = "search_engine";
        /// The skill that is asked for, as a GUID: on the newer platform only.
        pub skill: Option<Text<'a>> = "skill";
        /// The state or province.
        pub state: Option<Text<'a>> = "state";
        /// What the visitor is doing.
        pub status: Option<VisitorStatus> = "status";
        /// The time zone, as free text such as `GMT -08:00`; a plus may have been lost, as in `GMT 06:00`.
        pub time_zone: Option<Text<'a>> = "time_zone";
        /// When this visit began.
        pub visit_time: Option<Timestamp<'a>> = "visit_time";
        /// How many times the visitor has come.
        pub visits: Option<Text<'a>> = "visits";
    }
}

customs!(Visitor, custom_variables);

open_enum! {
    /// What a visitor is doing.
    ///
    /// The numbers are from the vendor's first REST API; its samples of webhooks use 2, 9 and 10 as that says. Newer ones
    /// may follow: the third REST API, which spells the set in words, ends in three more, for a transfer, an invitation
    /// by a window and the system's own work. Their numbers are printed nowhere, and come as `Unknown`.
    pub enum VisitorStatus as number {
        /// Waits for an agent to take the chat.
        WaitingForChat = "0",
        /// Talks with an agent.
        VoiceChatting = "1",
        /// Chats with an agent.
        Chatting = "2",
        /// Fills in the form before a chat.
        PreChat = "3",
        /// Was invited by an agent.
        ManuallyInvited = "4",
        /// Was invited by a rule.
        AutoInvited = "5",
        /// Leaves a message while no agent is online.
        OfflineMessage = "6",
        /// Was refused by an agent.
        RefusedByOperator = "7",
        /// Refused an invitation.
        RefusedByVisitor = "8",
        /// Has ended the chat.
        ChatEnded = "9",
        /// Is on the site.
        InSite = "10",
        /// Has left the site.
        OutOfSite = "11",
    }
}
