//! Dixa's subscriptions.

use chathooks::Key;
use chathooks::dixa::EventName;
use chathooks::dixa::rest::{
    Account, Changes, CreateSubscription, DeleteSubscription, GetSubscription, ListSubscriptions, PatchSubscription,
    Subscription, SubscriptionEvent, WebhookAuthorization,
};
use chathooks::rest::{BaseUrl, Secret, WebhookUrl};

use super::manager::{Created, Manager, Plan, Row, event, printed};
use crate::api::{Api, ConnectionArgs};
use crate::failure::Failure;
use crate::secrets::{dixa_authorization, text};

pub(super) struct DixaManager(Api<Account>);

impl DixaManager {
    pub(super) fn new(connection: &ConnectionArgs, base: BaseUrl, token: Secret) -> Result<Self, Failure> {
        let account = Account::new(base, token).map_err(|error| Failure::usage(format!("the API key: {error}")))?;
        Api::new(connection, account, "webhooks").map(Self)
    }
}

impl Manager for DixaManager {
    fn list(&self, rows: &mut Vec<Row>) -> Result<(), Failure> {
        rows.extend(self.0.call("list", &ListSubscriptions::new())?.data.iter().map(row));
        Ok(())
    }

    fn get(&self, id: &str) -> Result<Row, Failure> {
        Ok(row(&self.0.call("get", &GetSubscription::new(id))?))
    }

    fn prepare(&self, plan: &mut Plan) -> Result<(), Failure> {
        if plan.name.is_none() {
            return Err(Failure::usage("--name is required"));
        }
        authorization(plan)?;
        events(&plan.events).map(drop)
    }

    fn has_secret(&self, _: &Plan) -> bool {
        true
    }

    fn create(&self, plan: &Plan) -> Result<Created, Failure> {
        let url = WebhookUrl::new(plan.url.as_deref().unwrap_or_default());
        let name = plan.name.as_deref().unwrap_or_default();
        let mut create = CreateSubscription::new(name, url, authorization(plan)?);
        for event in events(&plan.events)? {
            create = create.with_event(event);
        }
        create.enabled = plan.enabled;
        let subscription = self.0.call("create", &create)?;
        Ok(Created { row: row(&subscription), secret: subscription.secret_key })
    }

    fn is_usable(&self, secret: &Secret) -> bool {
        Key::from_hex(secret.expose()).is_ok()
    }

    fn check(&self, plan: &Plan) -> Result<(), Failure> {
        events(&plan.events).map(drop)
    }

    fn update(&self, id: &str, plan: &Plan) -> Result<Row, Failure> {
        let mut changes = Changes::new();
        if let Some(name) = &plan.name {
            changes = changes.with_name(name.as_str());
        }
        if let Some(url) = &plan.url {
            changes = changes.with_url(WebhookUrl::new(url.as_str()));
        }
        if let Some(enabled) = plan.enabled {
            changes = changes.with_enabled(enabled);
        }
        if !plan.events.is_empty() {
            changes = changes.with_events(events(&plan.events)?);
        }
        Ok(row(&self.0.call("update", &PatchSubscription::new(id, changes))?))
    }

    fn delete(&self, id: &str) -> Result<(), Failure> {
        self.0.call("delete", &DeleteSubscription::new(id)).map(drop)
    }
}

/// Returns the events of these names, in the spelling of the API.
pub(crate) fn events(names: &[String]) -> Result<Vec<EventName>, Failure> {
    let known =
        EventName::KNOWN.iter().map(|name| (SubscriptionEvent::from(name.clone()).as_str().to_owned(), name.clone()));
    let known: Vec<_> = known.collect();
    names.iter().map(|name| event(name, &known)).collect()
}

fn authorization(plan: &Plan) -> Result<WebhookAuthorization<'static>, Failure> {
    let Some(secret) = &plan.authorization else { return Ok(WebhookAuthorization::NoAuth) };
    dixa_authorization(secret)?;
    let (scheme, rest) = text(secret)?.split_once(' ').unwrap_or_default();
    Ok(match rest.split_once(':') {
        Some((user, password)) if scheme == "Basic" => WebhookAuthorization::basic(user.to_owned(), password),
        // The vendor adds `Bearer`.
        _ => WebhookAuthorization::token(rest),
    })
}

fn row(subscription: &Subscription<'_>) -> Row {
    Row {
        id: subscription.id.to_string(),
        name: Some(subscription.name.to_string()),
        url: subscription.url.as_ref().map(|url| printed(url.as_str())),
        events: subscription.subscribed_events.iter().map(|event| event.as_str().to_owned()).collect(),
        enabled: subscription.enabled,
        has_token: false,
    }
}
