//! `chathooks resend`: Dixa's deliveries that failed.

use std::collections::HashSet;
use std::path::PathBuf;

use chathooks::Key;
use chathooks::dixa::rest::{Account, EventDeliveryLog, GetDeliveryLogs, GetSubscription, Subscription};
use chathooks::dixa::{Authorization, EventName, Sender};
use chathooks::rest::BaseUrl;
use clap::Args;
use serde_json::json;

use super::sign::request;
use super::webhooks::{ApiKeyArgs, dixa_events};
use crate::api::{Api, ConnectionArgs};
use crate::client::{Client, shown, url};
use crate::failure::Failure;
use crate::output::{BAD, GOOD, Output, milliseconds, styled};
use crate::secrets::{KeyArgs, Sources, dixa_authorization, hex_key};
use crate::vendor::clock;

/// Send Dixa's failed deliveries to a receiver again, from the delivery log
///
/// A delivery whose event was delivered in the end is left out. The others are sent in the order of their first attempts,
/// signed anew with the key of the subscription or the one that is given. The log has the latest deliveries alone; the vendor
/// does not say how many. The exit status is 1 if the receiver refuses one, and 3 if the vendor or the receiver does not
/// answer.
#[derive(Args)]
#[command(after_help = "Example:
  chathooks resend cb452b81-6748-40ab-af85-6559b371bc5d https://hooks.example.com/dixa --api-key-file api-key")]
pub(crate) struct Resend {
    /// The id of the subscription: see `chathooks webhooks dixa list`
    subscription: String,
    /// The URL of the receiver
    url: String,
    /// Only deliveries of this event, in the spelling of the API; can be repeated [default: those of the subscription]
    #[arg(long)]
    event: Vec<String>,
    /// Print what would be sent
    #[arg(long)]
    dry_run: bool,
    /// The base URL of the API
    #[arg(long, value_name = "URL", env = "CHATHOOKS_BASE_URL", default_value = "https://dev.dixa.io")]
    base_url: String,
    #[command(flatten)]
    api_key: ApiKeyArgs,
    #[command(flatten)]
    keys: KeyArgs,
    /// A file with the Authorization header to send: `Bearer TOKEN` or `Basic USER:PASSWORD`
    #[arg(long, value_name = "FILE")]
    authorization_file: Option<PathBuf>,
    #[command(flatten)]
    connection: ConnectionArgs,
}

/// A delivery that failed.
struct Failed {
    event: EventName,
    id: String,
    time: String,
    payload: Vec<u8>,
}

impl Resend {
    pub(crate) fn run(&self, sources: &Sources, output: Output) -> Result<(), Failure> {
        let uri = url(&self.url)?;
        let base: BaseUrl = self.base_url.parse().map_err(|error| Failure::usage(format!("--base-url: {error}")))?;
        let account = Account::new(base, self.api_key.secret(sources)?);
        let account = account.map_err(|error| Failure::usage(format!("the API key: {error}")))?;
        let authorization = sources.secret("authorization", None, self.authorization_file.as_ref())?;
        let authorization = authorization.as_ref().map(dixa_authorization).transpose()?;
        let events = dixa_events(&self.event)?;
        let api = Api::new(&self.connection, account, "resend")?;
        let subscription = api.call("get", &GetSubscription::new(self.subscription.as_str()))?;
        let sender = self.sender(sources, &subscription, authorization)?;

        let events = if events.is_empty() {
            subscription.subscribed_events.iter().map(|event| event.name().clone()).collect()
        } else {
            events
        };
        let mut failed = Vec::new();
        for event in events {
            let call = GetDeliveryLogs::new(self.subscription.as_str(), event.clone());
            let logs = api.call("logs", &call)?;
            failed.extend(undelivered(&event, &logs.data)?);
        }
        failed.sort_by(|one, other| one.time.cmp(&other.time));
        let client = Client::new(&self.connection)?;
        let mut refused = 0;
        for delivery in &failed {
            let name = delivery.id.escape_debug().to_string();
            if self.dry_run {
                output.json(&json!({ "event": delivery.event.as_str(), "id": delivery.id, "time": delivery.time }))?;
                output.text(|| format!("{} {} {name}", delivery.time.escape_debug(), delivery.event))?;
                continue;
            }
            let parts = sender.raw_parts(delivery.payload.clone(), clock());
            let answer = client
                .send(request(parts, &uri.to_string())?)
                .map_err(|error| Failure::server("resend", format!("{name}: {}: {error}", shown(&uri))))?;
            refused += usize::from(!answer.status.is_success());
            let ms = milliseconds(answer.elapsed);
            output.json(&json!({
                "event": delivery.event.as_str(), "id": delivery.id, "time": delivery.time,
                "status": answer.status.as_u16(), "ms": ms,
            }))?;
            output.text(|| {
                let style = if answer.status.is_success() { GOOD } else { BAD };
                format!("{} {name}: {} in {ms} ms", delivery.event, styled(style, answer.status))
            })?;
        }
        if failed.is_empty() {
            output.text(|| "no failed delivery is in the log".to_owned())?;
        }
        if refused > 0 {
            return Err(Failure::failed("resend", format!("{refused} of {} were not answered 2xx", failed.len())));
        }
        Ok(())
    }

    fn sender(
        &self,
        sources: &Sources,
        subscription: &Subscription<'_>,
        authorization: Option<Authorization>,
    ) -> Result<Sender, Failure> {
        let key = match self.keys.secrets(sources)?.as_slice() {
            [] => {
                let secret = subscription.secret_key.as_ref().ok_or_else(|| {
                    Failure::server("resend", "get: the subscription has no key: give --key-file FILE")
                })?;
                Key::from_hex(secret.expose()).map_err(|error| Failure::server("resend", format!("get: {error}")))?
            }
            [key] => hex_key(key)?,
            _ => return Err(Failure::usage("exactly one key is required")),
        };
        let sender = Sender::new(key).with_subscription_id(self.subscription.as_str());
        Ok(match authorization {
            Some(authorization) => sender.with_authorization(authorization),
            None => sender,
        })
    }
}

/// Returns the deliveries of a log whose events were never delivered, one for each event.
fn undelivered(event: &EventName, logs: &[EventDeliveryLog<'_>]) -> Result<Vec<Failed>, Failure> {
    let mut failed: Vec<Failed> = Vec::new();
    let mut delivered = HashSet::new();
    for log in logs {
        let decoded = log.event().map_err(|error| Failure::server("resend", format!("logs: payload: {error}")))?;
        let id = decoded.event_id.as_str().to_owned();
        if log.delivery_detail.success {
            delivered.insert(id);
            continue;
        }
        let time = log.delivery_detail.delivery_timestamp.as_str().to_owned();
        match failed.iter_mut().find(|own| own.id == id && !id.is_empty()) {
            Some(own) if time < own.time => own.time = time,
            Some(_) => {}
            None => failed.push(Failed { event: event.clone(), id, time, payload: log.payload.as_str().into() }),
        }
    }
    failed.retain(|own| !delivered.contains(&own.id));
    Ok(failed)
}
