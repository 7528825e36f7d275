//! The endpoints that list, get and delete subscriptions.

use http::Method;

use super::{Account, ApiError, Subscription, Subscriptions};
use crate::rest::{Enveloped, by_id, endpoint};
use crate::value::Text;

/// Lists the subscriptions of the organization: `GET /v1/webhooks`.
///
/// The response has all of them: the vendor documents no parameters for paging.
///
/// # Examples
///
/// ```
/// use chathooks::{dixa::rest::ListSubscriptions, rest::Endpoint};
///
/// let response = http::Response::new(r#"{"data":[{"id":"cb452b81","name":"Dashboard Integration"}]}"#);
/// for subscription in &ListSubscriptions::new().answer(&response)?.data {
///     println!("{:?} {:?}", subscription.id, subscription.name);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListSubscriptions;

impl ListSubscriptions {
    /// Creates the request.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

endpoint! {
    ListSubscriptions => Subscriptions<'static>, read as Subscriptions<'_>;
    request(self, account) => account.draft(Method::GET).finish();
}

by_id! {
    /// Gets a subscription: `GET /v1/webhooks/{webhookSubscriptionId}`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{dixa::rest::{Account, GetSubscription}, rest::{Endpoint, Secret}};
    ///
    /// let account = Account::new("https://dev.dixa.io".parse()?, Secret::new("an-api-token"))?;
    /// let request = GetSubscription::new("cb452b81-6748-40ab-af85-6559b371bc5d").request(&account)?;
    /// assert_eq!(request.uri().path(), "/v1/webhooks/cb452b81-6748-40ab-af85-6559b371bc5d");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct GetSubscription<'a>(Text<'a>);
}

endpoint! {
    GetSubscription<'_> => Subscription<'static>, read as Enveloped<Subscription<'_>>;
    request(self, account) => account.draft(Method::GET).id(self.id.as_str())?.finish();
}

by_id! {
    /// Deletes a subscription: `DELETE /v1/webhooks/{webhookSubscriptionId}`.
    ///
    /// The vendor responds with 204 and no body. Any successful status is accepted, with any body.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{dixa::rest::DeleteSubscription, rest::Endpoint};
    ///
    /// let response = http::Response::builder().status(204).body("")?;
    /// DeleteSubscription::new("cb452b81-6748-40ab-af85-6559b371bc5d").answer(&response)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct DeleteSubscription<'a>(Text<'a>);
}

endpoint! {
    DeleteSubscription<'_> => (), accept;
    request(self, account) => account.draft(Method::DELETE).id(self.id.as_str())?.finish();
}
