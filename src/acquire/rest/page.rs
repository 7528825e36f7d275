//! A list of webhooks, in whichever shape it comes.

use super::Webhook;
use crate::DecodeError;
use crate::codec::read::Read;
use crate::codec::source::Source;
use crate::model::model;
use crate::value::Value;
use crate::value::owned::IntoOwned;
use crate::value::{List, Text};

model! {
    /// Webhooks, and where they stand among all of them.
    ///
    /// The vendor prints no list of webhooks. Its other lists have, inside of the outer `data`, `page`, `offset`, `limit`,
    /// `count` and `data`, or `count` and `data` alone, so both are read; and so are, inferred from yet others, `rows`
    /// for the inner `data` and a list right in the outer one.
    pub struct Page<'a> as record {
        /// The number of the page, from 0.
        pub page: Option<Text<'a>> = "page";
        /// How many webhooks come before the page.
        pub offset: Option<Text<'a>> = "offset";
        /// How many webhooks a page has at most.
        pub limit: Option<Text<'a>> = "limit";
        /// How many webhooks there are in all.
        pub count: Option<Text<'a>> = "count";
        /// The webhooks.
        pub data: List<Webhook<'a>> = "data" | "rows";
    }
}

/// What the outer `data` holds: a page, or its webhooks alone.
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
