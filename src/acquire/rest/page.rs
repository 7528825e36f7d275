//! A list of webhooks, in several possible formats.

use super::Webhook;
use crate::DecodeError;
use crate::codec::read::Read;
use crate::codec::source::Source;
use crate::model::model;
use crate::value::Value;
use crate::value::owned::IntoOwned;
use crate::value::{List, Text};

model! {
    /// A page of webhooks, and its position in the whole list.
    ///
    /// The vendor has no sample of a list of webhooks. Its other lists have, in the outer `data`, either `page`,
    /// `offset`, `limit`, `count` and `data`, or only `count` and `data`. Both are read. Two more formats, inferred
    /// from other responses, are read too: `rows` instead of the inner `data`, and an array as the outer `data`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{acquire::rest::ListWebhooks, rest::Endpoint};
    ///
    /// let response = http::Response::new(r#"{"data":{"count":1,"data":[{"id":3,"name":"Cases"}]}}"#);
    /// let page = ListWebhooks::new().answer(&response)?;
    /// assert_eq!(page.count, Some("1".into()));
    /// assert_eq!(page.data.as_slice().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Page<'a> as record {
        /// The number of the page, starting at 0.
        pub page: Option<Text<'a>> = "page";
        /// The number of webhooks before the page.
        pub offset: Option<Text<'a>> = "offset";
        /// The maximum number of webhooks on a page.
        pub limit: Option<Text<'a>> = "limit";
        /// The total number of webhooks.
        pub count: Option<Text<'a>> = "count";
        /// The webhooks.
        pub data: List<Webhook<'a>> = "data" | "rows";
    }
}

/// The value of the outer `data`: a page, or an array of webhooks.
pub(super) struct PageBody<'a>(Page<'a>);

impl IntoOwned for PageBody<'_> {
    type Owned = Page<'static>;

    fn into_owned(self) -> Page<'static> {
        self.0.into_owned()
    }
}

impl<'a> Read<'a> for PageBody<'a> {
    fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        match source.value()? {
            Value::Array(list) => {
                let mut page = Page::new();
                page.data = source.reread(Value::Array(list), List::read)?;
                Ok(Self(page))
            }
            object @ Value::Object(_) => source.reread(object, Page::read).map(Self),
            other => Err(DecodeError::expected("an array or object", &other.unexpected())),
        }
    }
}
