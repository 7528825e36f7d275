//! Comm100's webhooks, each of which has one event.

use chathooks::comm100::SubscriptionEvent;
use chathooks::comm100::rest::{
    Account, CreateWebhook, DeleteWebhook, GetWebhook, ListWebhooks, UpdateWebhook, Webhook,
};
use chathooks::rest::{BaseUrl, Secret, WebhookUrl};

use super::manager::{Created, Manager, Plan, Row, event, printed, random};
use crate::api::{Api, ConnectionArgs};
use crate::client::{has_token, token, url, with_token};
use crate::failure::Failure;
use crate::secrets::text;

pub(super) struct Comm100Manager(Api<Account>);

impl Comm100Manager {
    pub(super) fn new(connection: &ConnectionArgs, base: BaseUrl, token: Secret) -> Result<Self, Failure> {
        let account = Account::new(base, token).map_err(|error| Failure::usage(format!("the API key: {error}")))?;
        Api::new(connection, account, "webhooks").map(Self)
    }
}

impl Manager for Comm100Manager {
    fn list(&self, rows: &mut Vec<Row>) -> Result<(), Failure> {
        rows.extend(self.0.call("list", &ListWebhooks::new())?.iter().map(row));
        Ok(())
    }

    fn get(&self, id: &str) -> Result<Row, Failure> {
        Ok(row(&self.0.call("get", &GetWebhook::new(id))?))
    }

    /// Adds a random token to a URL that has none.
    fn prepare(&self, plan: &mut Plan) -> Result<(), Failure> {
        if plan.name.is_some() || plan.enabled == Some(false) {
            return Err(Failure::usage("Comm100's webhooks have no name, and cannot be disabled"));
        }
        events(&plan.events)?;
        let target = plan.url.as_deref().unwrap_or_default();
        let uri = url(target)?;
        if !has_token(target)? {
            let token = random()?;
            plan.url = Some(with_token(&uri, "token", text(&token)?)?.to_string());
            plan.key = Some(token);
        }
        Ok(())
    }

    fn has_secret(&self, plan: &Plan) -> bool {
        plan.key.is_some()
    }

    fn parts(&self, plan: &Plan) -> Vec<Plan> {
        plan.events.iter().map(|event| Plan { events: vec![event.clone()], ..plan.clone() }).collect()
    }

    fn create(&self, plan: &Plan) -> Result<Created, Failure> {
        let url = WebhookUrl::new(plan.url.as_deref().unwrap_or_default());
        let event = events(&plan.events)?.pop().ok_or_else(|| Failure::usage("--event is required"))?;
        let webhook = self.0.call("create", &CreateWebhook::new(event, url))?;
        let secret = plan.key.as_ref().map(text).transpose()?.map(Secret::new);
        Ok(Created { row: row(&webhook), secret })
    }

    /// The vendor chooses none.
    fn is_usable(&self, _: &Secret) -> bool {
        false
    }

    fn check(&self, plan: &Plan) -> Result<(), Failure> {
        if plan.name.is_some() || plan.enabled.is_some() || plan.events.len() > 1 {
            return Err(Failure::usage("Comm100's webhooks have one event, no name, and cannot be disabled"));
        }
        plan.url.as_deref().map_or(Ok(false), has_token)?;
        events(&plan.events).map(drop)
    }

    fn update(&self, id: &str, plan: &Plan) -> Result<Row, Failure> {
        // The vendor requires both fields.
        let old = self.0.call("get", &GetWebhook::new(id))?;
        let event = events(&plan.events)?.pop().unwrap_or(old.event);
        let url = plan.url.as_deref().map_or(old.target_url, |url| WebhookUrl::new(url.to_owned()));
        Ok(row(&self.0.call("update", &UpdateWebhook::new(id, event, url))?))
    }

    fn delete(&self, id: &str) -> Result<(), Failure> {
        self.0.call("delete", &DeleteWebhook::new(id)).map(drop)
    }
}

fn events(names: &[String]) -> Result<Vec<SubscriptionEvent>, Failure> {
    let known = SubscriptionEvent::KNOWN.iter().map(|event| (event.as_str().to_owned(), event.clone()));
    let known: Vec<_> = known.collect();
    names.iter().map(|name| event(name, &known)).collect()
}

fn row(webhook: &Webhook<'_>) -> Row {
    Row {
        id: webhook.id.as_str().to_owned(),
        name: None,
        url: Some(printed(webhook.target_url.as_str())),
        events: vec![webhook.event.as_str().to_owned()],
        enabled: None,
        has_token: token(webhook.target_url.as_str()).is_some_and(|token| !token.is_empty()),
    }
}
