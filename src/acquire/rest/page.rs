//! A list of webhooks, in whichever shape it comes.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::Webhook;
use crate::model::model;
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

impl<'de: 'a, 'a> Deserialize<'de> for PageBody<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PageVisitor)
    }
}

struct PageVisitor;

impl<'de> Visitor<'de> for PageVisitor {
    type Value = PageBody<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map or a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PageBody<'de>, A::Error> {
        Page::deserialize(MapAccessDeserializer::new(map)).map(PageBody)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<PageBody<'de>, A::Error> {
        let mut page = Page::new();
        page.data = List::deserialize(SeqAccessDeserializer::new(seq))?;
        Ok(PageBody(page))
    }
}
