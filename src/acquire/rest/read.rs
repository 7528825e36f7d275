//! The endpoints that list and get webhooks.

use http::Method;

use super::page::PageBody;
use super::{Account, ApiError, Field, Page, Relation, Webhook};
use crate::rest::{Draft, Enveloped, endpoint};
use crate::value::Text;

/// Lists the webhooks: `GET /api/v1/webhook`.
///
/// # Examples
///
/// ```
/// use chathooks::{acquire::rest::{Account, Field, ListWebhooks, Relation}, rest::{Endpoint, Secret}};
///
/// let account = Account::new("https://5mkg3t.acquire.io".parse()?, Secret::new("an-api-key"))?;
/// let list = ListWebhooks::new()
///     .with_limit(20)
///     .with_relations([Relation::Binding])
///     .with_select([Field::Id, Field::Name]);
/// let request = list.request(&account)?;
/// assert_eq!(
///     request.uri(),
///     "https://5mkg3t.acquire.io/api/v1/webhook?limit=20&relations=binding&select=id&select=name"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListWebhooks {
    limit: Option<u64>,
    page: Option<u64>,
    relations: Vec<Relation>,
    select: Vec<Field>,
}

impl ListWebhooks {
    /// Creates the request without parameters.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the maximum number of webhooks in the response; the vendor's sample has 20.
    #[must_use]
    pub fn with_limit(self, limit: u64) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// Sets the number of the page, starting at 0.
    ///
    /// This is inferred: the vendor documents it for its other lists. A client that gets a page twice should stop.
    #[must_use]
    pub fn with_page(self, page: u64) -> Self {
        Self { page: Some(page), ..self }
    }

    /// Sets the relations to include, each as a parameter `relations`.
    #[must_use]
    pub fn with_relations(self, relations: impl IntoIterator<Item = Relation>) -> Self {
        Self { relations: relations.into_iter().collect(), ..self }
    }

    /// Sets the fields to return, each as a parameter `select`. Defaults to all fields.
    #[must_use]
    pub fn with_select(self, fields: impl IntoIterator<Item = Field>) -> Self {
        Self { select: fields.into_iter().collect(), ..self }
    }
}

endpoint! {
    ListWebhooks => Page<'static>, read as Enveloped<PageBody<'_>>;
    request(self, account) => {
        let draft = account.draft(Method::GET);
        let numbers = [("limit", self.limit), ("page", self.page)];
        let draft = numbers.into_iter().fold(draft, |draft, (name, number)| match number {
            Some(number) => draft.query(name, &number.to_string()),
            None => draft,
        });
        choose(draft, &self.relations, &self.select).finish()
    };
}

/// Gets a webhook: `GET /api/v1/webhook/{id}`.
///
/// # Examples
///
/// ```
/// use chathooks::{acquire::rest::{Account, GetWebhook}, rest::{Endpoint, Secret}};
///
/// let account = Account::new("https://5mkg3t.acquire.io".parse()?, Secret::new("an-api-key"))?;
/// let request = GetWebhook::new("3").request(&account)?;
/// assert_eq!(request.uri(), "https://5mkg3t.acquire.io/api/v1/webhook/3");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetWebhook<'a> {
    id: Text<'a>,
    relations: Vec<Relation>,
    select: Vec<Field>,
}

impl<'a> GetWebhook<'a> {
    /// Creates the request for the webhook with this id.
    #[must_use]
    pub fn new(id: impl Into<Text<'a>>) -> Self {
        Self { id: id.into(), relations: Vec::new(), select: Vec::new() }
    }

    /// Sets the relations to include, each as a parameter `relations`.
    #[must_use]
    pub fn with_relations(self, relations: impl IntoIterator<Item = Relation>) -> Self {
        Self { relations: relations.into_iter().collect(), ..self }
    }

    /// Sets the fields to return, each as a parameter `select`. Defaults to all fields.
    #[must_use]
    pub fn with_select(self, fields: impl IntoIterator<Item = Field>) -> Self {
        Self { select: fields.into_iter().collect(), ..self }
    }
}

endpoint! {
    GetWebhook<'_> => Webhook<'static>, read as Enveloped<Webhook<'_>>;
    request(self, account) => {
        let draft = account.draft(Method::GET).id(self.id.as_str())?;
        choose(draft, &self.relations, &self.select).finish()
    };
}

/// Adds the parameters of both endpoints, in the order of the vendor's samples.
fn choose(draft: Draft, relations: &[Relation], select: &[Field]) -> Draft {
    draft
        .queries("relations", relations.iter().map(Relation::as_str))
        .queries("select", select.iter().map(Field::as_str))
}
