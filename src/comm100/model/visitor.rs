//! A visitor of the customer's site.

use super::custom::customs;
use super::{CustomField, CustomVariable};
use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::{List, Text, Timestamp};

model! {
    /// A visitor of the customer's site.
    ///
    /// The vendor's samples have every field, with an empty string for an unknown value.
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
        /// The id of the visitor's chat or offline message.
        pub chat_id: Option<Text<'a>> = "chat_id";
        /// The number of the visitor's chats.
        pub chats: Option<Text<'a>> = "chats";
        /// The city.
        pub city: Option<Text<'a>> = "city";
        /// The company.
        pub company: Option<Text<'a>> = "company";
        /// The country's full name in English.
        pub country: Option<Text<'a>> = "country";
        /// The URL of the page that the visitor is viewing.
        pub current_browsing: Option<Text<'a>> = "current_browsing";
        /// The custom fields of the visitor.
        pub custom_fields: List<CustomField<'a>> = "custom_fields";
        /// The custom variables that the customer's pages set.
        pub custom_variables: List<CustomVariable<'a>> = "custom_variables" | "custom_variable";
        /// The department: a number on the older platform, a GUID on the newer one, and a name in the oldest REST API.
        pub department: Option<Text<'a>> = "department";
        /// The e-mail address.
        pub email: Option<Text<'a>> = "email";
        /// When the visitor's first visit started.
        pub first_visit_time: Option<Timestamp<'a>> = "first_visit_time";
        /// The version of the Flash player; empty in recent events.
        pub flash_version: Option<Text<'a>> = "flash_version";
        /// The id of the visitor.
        pub id: Option<Text<'a>> = "id";
        /// The IP address.
        pub ip: Option<Text<'a>> = "ip";
        /// The search terms with which the visitor found the site.
        pub keywords: Option<Text<'a>> = "keywords";
        /// The URL of the first page of the visit.
        pub landing_page: Option<Text<'a>> = "landing_page";
        /// The language, such as `en-US`.
        pub language: Option<Text<'a>> = "language";
        /// The name.
        pub name: Option<Text<'a>> = "name";
        /// The operating system.
        pub operating_system: Option<Text<'a>> = "operating_system";
        /// The number of pages that the visitor has viewed.
        pub page_views: Option<Text<'a>> = "page_views";
        /// The telephone number.
        pub phone: Option<Text<'a>> = "phone";
        /// The product or service that the visitor asks about.
        pub product_service: Option<Text<'a>> = "product_service";
        /// The URL of the referring page.
        pub referrer_url: Option<Text<'a>> = "referrer_url";
        /// The size of the screen in pixels, such as `1920x1080`.
        pub screen_resolution: Option<Text<'a>> = "screen_resolution";
        /// The search engine that referred the visitor. Null in one of the vendor's samples.
        pub search_engine: Option<Text<'a>> = "search_engine";
        /// The GUID of the skill that the visitor asks for, on the newer platform only.
        pub skill: Option<Text<'a>> = "skill";
        /// The state or province.
        pub state: Option<Text<'a>> = "state";
        /// The current activity of the visitor.
        pub status: Option<VisitorStatus> = "status";
        /// The time zone, as free text such as `GMT -08:00`. A plus sign may be missing, as in `GMT 06:00`.
        pub time_zone: Option<Text<'a>> = "time_zone";
        /// When the current visit started.
        pub visit_time: Option<Timestamp<'a>> = "visit_time";
        /// The number of the visitor's visits.
        pub visits: Option<Text<'a>> = "visits";
    }
}

customs!(Visitor, custom_variables);

open_enum! {
    /// The current activity of a visitor.
    ///
    /// The numbers come from the vendor's first REST API, and its webhook samples with 2, 9 and 10 agree with it. The
    /// vendor's third REST API has names instead, with three more: for a transfer, for an invitation by window, and for
    /// system processing. Their numbers are not documented; a number that is not listed here reads as `Unknown`.
    pub enum VisitorStatus as number {
        /// The visitor waits for an agent.
        WaitingForChat = "0",
        /// The visitor is in a voice chat with an agent.
        VoiceChatting = "1",
        /// The visitor is in a chat with an agent.
        Chatting = "2",
        /// The visitor fills in the pre-chat form.
        PreChat = "3",
        /// The visitor was invited by an agent.
        ManuallyInvited = "4",
        /// The visitor was invited by a rule.
        AutoInvited = "5",
        /// The visitor leaves a message while no agent is online.
        OfflineMessage = "6",
        /// The visitor was refused by an agent.
        RefusedByOperator = "7",
        /// The visitor refused an invitation.
        RefusedByVisitor = "8",
        /// The visitor has ended the chat.
        ChatEnded = "9",
        /// The visitor is on the site.
        InSite = "10",
        /// The visitor has left the site.
        OutOfSite = "11",
    }
}
