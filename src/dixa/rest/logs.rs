//! The endpoints that return the status and the logs of deliveries.

use http::Method;

use super::{Account, ApiError, DeliveryLogs, DeliveryStatuses, SubscriptionEvent};
use crate::rest::{by_id, endpoint};
use crate::value::Text;

by_id! {
    /// Gets the status of the last delivery of each event: `GET /v1/webhooks/{webhookSubscriptionId}/delivery-status`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{dixa::rest::{Account, GetDeliveryStatus}, rest::{Endpoint, Secret}};
    ///
    /// let account = Account::new("https://dev.dixa.io".parse()?, Secret::new("an-api-token"))?;
    /// let request = GetDeliveryStatus::new("cb452b81").request(&account)?;
    /// assert_eq!(request.uri().path(), "/v1/webhooks/cb452b81/delivery-status");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct GetDeliveryStatus<'a>(Text<'a>);
}

endpoint! {
    GetDeliveryStatus<'_> => DeliveryStatuses<'static>, read as DeliveryStatuses<'_>;
    request(self, account) => account.draft(Method::GET).id(self.id.as_str())?.segment("delivery-status").finish();
}

/// Gets the latest deliveries of an event: `GET /v1/webhooks/{webhookSubscriptionId}/delivery-status/logs/{event}`.
///
/// By the vendor's description of the API, the path uses the subscription's name of the event, such as
/// `ConversationClosed`.
///
/// # Examples
///
/// ```
/// use chathooks::dixa::{EventName, rest::{Account, GetDeliveryLogs}};
/// use chathooks::rest::{Endpoint, Secret};
///
/// let account = Account::new("https://dev.dixa.io".parse()?, Secret::new("an-api-token"))?;
/// let request = GetDeliveryLogs::new("cb452b81", EventName::ConversationClosed).request(&account)?;
/// assert_eq!(request.uri().path(), "/v1/webhooks/cb452b81/delivery-status/logs/ConversationClosed");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// An event of another vendor does not compile:
///
/// ```compile_fail
/// use chathooks::{comm100, dixa::rest::GetDeliveryLogs};
///
/// let logs = GetDeliveryLogs::new("cb452b81", comm100::EventName::ChatEnded);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetDeliveryLogs<'a> {
    id: Text<'a>,
    event: SubscriptionEvent,
}

impl<'a> GetDeliveryLogs<'a> {
    /// Creates the request for an event of the subscription with this id.
    #[must_use]
    pub fn new(id: impl Into<Text<'a>>, event: impl Into<SubscriptionEvent>) -> Self {
        Self { id: id.into(), event: event.into() }
    }
}

endpoint! {
    GetDeliveryLogs<'_> => DeliveryLogs<'static>, read as DeliveryLogs<'_>;
    request(self, account) => account
            .draft(Method::GET)
            .id(self.id.as_str())?
            .segment("delivery-status")
            .segment("logs")
            .id(self.event.as_str())?
            .finish();
}
