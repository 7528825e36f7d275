//! The endpoints that list, get and delete webhooks.

use http::Method;

use super::{Account, ApiError, Guid, Webhook};
use crate::rest::{by_id, endpoint};

/// Lists the webhooks: `GET /v4/livechat/webhooks`.
///
/// The response has all of them: the vendor's page has no parameters for paging.
///
/// # Examples
///
/// ```
/// use chathooks::{comm100::rest::ListWebhooks, rest::Endpoint};
///
/// let body = r#"[{"id":"69FAB2B6","event":"chatStarts","targetUrl":"https://hooks.example.com"}]"#;
/// let response = http::Response::new(body);
/// for webhook in &ListWebhooks::new().answer(&response)? {
///     println!("{} {}", webhook.id, webhook.event);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListWebhooks;

impl ListWebhooks {
    /// Creates the request.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

endpoint! {
    ListWebhooks => crate::value::List<Webhook<'static>>, read as crate::value::List<Webhook<'_>>;
    request(self, account) => account.draft(Method::GET).finish();
}

by_id! {
    /// Gets a webhook: `GET /v4/livechat/webhooks/{id}`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{comm100::rest::{Account, GetWebhook}, rest::{Endpoint, Secret}};
    ///
    /// let account = Account::new("https://api11.comm100.io".parse()?, Secret::new("an-access-token"))?;
    /// let request = GetWebhook::new("69FAB2B6-1189-4B96-BD06-1CBDADBC1164").request(&account)?;
    /// assert_eq!(request.uri().path(), "/v4/livechat/webhooks/69FAB2B6-1189-4B96-BD06-1CBDADBC1164");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct GetWebhook<'a>(Guid<'a>);
}

endpoint! {
    GetWebhook<'_> => Webhook<'static>, read as Webhook<'_>;
    request(self, account) => account.draft(Method::GET).id(self.id.as_str())?.finish();
}

by_id! {
    /// Deletes a webhook: `DELETE /v4/livechat/webhooks/{id}`.
    ///
    /// The vendor responds with 204 and no body. Any successful status is accepted, with any body. According to the
    /// vendor's own tests, deliveries may continue for about three minutes.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{comm100::rest::DeleteWebhook, rest::Endpoint};
    ///
    /// let response = http::Response::builder().status(204).body("")?;
    /// DeleteWebhook::new("69FAB2B6-1189-4B96-BD06-1CBDADBC1164").answer(&response)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct DeleteWebhook<'a>(Guid<'a>);
}

endpoint! {
    DeleteWebhook<'_> => (), accept;
    request(self, account) => account.draft(Method::DELETE).id(self.id.as_str())?.finish();
}
