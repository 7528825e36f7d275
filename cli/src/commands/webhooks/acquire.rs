//! Acquire's webhooks.

use std::collections::HashSet;

use chathooks::acquire::EventName;
use chathooks::acquire::rest::{
    Account, BodyFormat, Changes, CreateWebhook, DeleteWebhook, GetWebhook, ListWebhooks, Page, SkipSsl, UpdateWebhook,
    Webhook, WebhookStatus,
};
use chathooks::rest::{BaseUrl, Secret, WebhookUrl};
use chathooks::value::Text;
use chathooks::{Format, Key};

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
    /// Follows the pages until one is empty or repeats an earlier one, or all are there. That the API has pages is
    /// inferred, so all are asked for at once if it counts more webhooks than its pages have.
    fn list(&self, rows: &mut Vec<Row>) -> Result<(), Failure> {
        let mut ids = HashSet::new();
        for number in 0..MAX_PAGES {
            let page = self.0.call("list", &ListWebhooks::new().with_limit(PAGE).with_page(number))?;
            let count = page.count.as_ref().and_then(Text::to_u64);
            let is_new = add(rows, &mut ids, &page);
            if count.is_some_and(|count| rows.len() as u64 >= count) {
                return Ok(());
            }
            if is_new {
                continue;
            }
            let Some(count) = count else { return Ok(()) };
            add(rows, &mut ids, &self.0.call("list", &ListWebhooks::new().with_limit(count))?);
            if rows.len() as u64 >= count {
                return Ok(());
            }
            let reason = format!("list: the vendor counts {count} webhooks, and lists {} of them", rows.len());
            return Err(Failure::server("webhooks", reason));
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

    fn is_usable(&self, secret: &Secret) -> bool {
        Key::new(secret.expose()).is_ok()
    }

    fn check(&self, plan: &Plan) -> Result<(), Failure> {
        events(&plan.events).map(drop)
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

/// Adds the webhooks of a page to the rows, and returns whether any is new. Those without an id cannot be told apart: they
/// are added if the page is new.
fn add(rows: &mut Vec<Row>, ids: &mut HashSet<String>, page: &Page<'_>) -> bool {
    let is_first = rows.is_empty();
    let new: Vec<_> = page.data.iter().map(row).filter(|row| row.id.is_empty() || ids.insert(row.id.clone())).collect();
    let is_new = new.iter().any(|row| !row.id.is_empty());
    if is_new || is_first {
        rows.extend(new);
    }
    is_new
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
        has_token: false,
    }
}
