//! Acquire's webhooks.

use std::collections::HashSet;

use chathooks::Format;
use chathooks::acquire::EventName;
use chathooks::acquire::rest::{
    Account, BodyFormat, Changes, CreateWebhook, DeleteWebhook, GetWebhook, ListWebhooks, SkipSsl, UpdateWebhook,
    Webhook, WebhookStatus,
};
use chathooks::rest::{BaseUrl, Secret, WebhookUrl};
use chathooks::value::Text;

use super::manager::{Created, Manager, Plan, Row, event, printed, random};
use crate::api::{Api, ConnectionArgs};
use crate::failure::Failure;
use crate::secrets::{text, text_key};

/// The number of webhooks on a page.
const PAGE: u64 = 50;

/// The maximum number of pages, against an API that never ends.
const MAX_PAGES: u64 = 200;

pub(super) struct AcquireManager(Api<Account>);

impl AcquireManager {
    pub(super) fn new(connection: &ConnectionArgs, base: BaseUrl, key: Secret) -> Result<Self, Failure> {
        let account = Account::new(base, key).map_err(|error| Failure::usage(format!("the API key: {error}")))?;
        Api::new(connection, account, "webhooks").map(Self)
    }
}

impl Manager for AcquireManager {
    /// Follows the pages until one is empty or repeats an earlier one, or all are there.
    fn list(&self) -> Result<Vec<Row>, Failure> {
        let (mut rows, mut ids) = (Vec::new(), HashSet::new());
        for number in 0..MAX_PAGES {
            let page = self.0.call("list", &ListWebhooks::new().with_limit(PAGE).with_page(number))?;
            let new: Vec<_> = page.data.iter().map(row).filter(|row| ids.insert(row.id.clone())).collect();
            let is_last = new.is_empty();
            rows.extend(new);
            let count = page.count.as_ref().and_then(Text::to_u64);
            if is_last || count.is_some_and(|count| rows.len() as u64 >= count) {
                return Ok(rows);
            }
        }
        Err(Failure::server("webhooks", format!("list: there are more than {MAX_PAGES} pages")))
    }

    fn get(&self, id: &str) -> Result<Row, Failure> {
        Ok(row(&self.0.call("get", &GetWebhook::new(id))?))
    }

    /// Chooses a random key if none is given.
    fn prepare(&self, plan: &mut Plan) -> Result<(), Failure> {
        if plan.name.is_none() {
            return Err(Failure::usage("--name is required"));
        }
        events(&plan.events)?;
        let key = match plan.key.take() {
            Some(key) => key,
            None => random()?,
        };
        text_key(&key)?;
        plan.key = Some(key);
        Ok(())
    }

    fn has_secret(&self, _: &Plan) -> bool {
        true
    }

    fn create(&self, plan: &Plan) -> Result<Created, Failure> {
        let url = WebhookUrl::new(plan.url.as_deref().unwrap_or_default());
        let format = plan.format.map_or(Format::Json, Format::from);
        let mut create = CreateWebhook::new(plan.name.as_deref().unwrap_or_default(), url)
            .with_format(BodyFormat::from(format))
            .with_url_skip_ssl(SkipSsl::No)
            .with_status(status(plan.enabled.unwrap_or(true)));
        for event in events(&plan.events)? {
            create = create.with_event(event);
        }
        if let Some(key) = &plan.key {
            create = create.with_hmac_key(text(key)?);
        }
        let webhook = self.0.call("create", &create)?;
        if webhook.id.is_none() {
            return Err(Failure::server(
                "webhooks",
                "create: the answer has no id: look for the webhook in the dashboard",
            ));
        }
        Ok(Created { row: row(&webhook), secret: create.signing_secret(&webhook).cloned() })
    }

    /// Sends the complete record, because the vendor does not say whether a missing field is left unchanged.
    fn update(&self, id: &str, plan: &Plan) -> Result<Row, Failure> {
        let mut changes = Changes::from(self.0.call("get", &GetWebhook::new(id))?);
        if let Some(name) = &plan.name {
            changes = changes.with_name(name.as_str());
        }
        if let Some(url) = &plan.url {
            changes = changes.with_url(WebhookUrl::new(url.as_str()));
        }
        if let Some(enabled) = plan.enabled {
            changes = changes.with_status(status(enabled));
        }
        if !plan.events.is_empty() {
            // The parameters of an event that stays are kept.
            let old = std::mem::take(&mut changes.events);
            for event in events(&plan.events)? {
                let kept = old.iter().find(|subscription| subscription.event == event).cloned();
                changes.events.push(kept.unwrap_or_else(|| event.into()));
            }
        }
        Ok(row(&self.0.call("update", &UpdateWebhook::new(id, changes))?))
    }

    fn delete(&self, id: &str) -> Result<(), Failure> {
        self.0.call("delete", &DeleteWebhook::new(id)).map(drop)
    }
}

fn status(enabled: bool) -> WebhookStatus {
    if enabled { WebhookStatus::Active } else { WebhookStatus::Disabled }
}

fn events(names: &[String]) -> Result<Vec<EventName>, Failure> {
    let known: Vec<_> = EventName::KNOWN.iter().map(|event| (event.as_str().to_owned(), event.clone())).collect();
    names.iter().map(|name| event(name, &known)).collect()
}

fn row(webhook: &Webhook<'_>) -> Row {
    let enabled = match &webhook.status {
        Some(WebhookStatus::Active) => Some(true),
        Some(WebhookStatus::Disabled) => Some(false),
        _ => None,
    };
    Row {
        id: webhook.id.as_ref().map(ToString::to_string).unwrap_or_default(),
        name: webhook.name.as_ref().map(ToString::to_string),
        url: webhook.url.as_ref().map(|url| printed(url.as_str())),
        events: webhook.events.iter().map(|subscription| subscription.event.as_str().to_owned()).collect(),
        enabled,
    }
}
