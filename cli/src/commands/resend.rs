//! `chathooks resend`: Dixa's deliveries that failed.

use std::collections::HashSet;
use std::path::PathBuf;

use chathooks::Key;
use chathooks::dixa::rest::{Account, EventDeliveryLog, GetDeliveryLogs, GetSubscription, Subscription};
use chathooks::dixa::{Authorization, EventName, Sender};
use chathooks::rest::BaseUrl;
use chathooks::value::Timestamp;
use chrono::{DateTime, Utc};
use clap::Args;
use http::Uri;
use serde_json::{Value, json};

use super::sign::request;
use super::webhooks::{ApiKeyArgs, dixa_events};
use crate::api::{Api, ConnectionArgs};
use crate::client::{Answer, Client, shown, url};
use crate::failure::Failure;
use crate::output::{BAD, GOOD, Output, milliseconds, styled};
use crate::secrets::{KeyArgs, Sources, dixa_authorization, hex_key};
use crate::vendor::clock;

/// Send Dixa's failed deliveries to a receiver again, from the delivery log
///
/// A delivery whose event was delivered in the end is left out. The others are sent in the order of their first attempts,
/// signed anew with the key of the subscription or the one that is given. A payload that does not decode is sent too, for the
/// receiver to decide. The log has the latest deliveries alone; the vendor does not say how many. The exit status is 1 if the
/// receiver refuses one, and 3 if the vendor or the receiver does not answer.
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
    #[arg(
        long,
        value_name = "URL",
        env = "CHATHOOKS_BASE_URL",
        hide_env_values = true,
        default_value = "https://dev.dixa.io"
    )]
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
    /// The id of the event; `None` if the payload does not decode.
    id: Option<String>,
    /// When the first attempt ended.
    time: Timestamp<'static>,
    payload: String,
}

impl Failed {
    /// Returns what a line for people calls the delivery.
    fn name(&self) -> String {
        self.id.as_ref().map_or_else(|| "(does not decode)".to_owned(), |id| id.escape_debug().to_string())
    }

    /// Returns the event for a line for people.
    fn shown_event(&self) -> String {
        self.event.as_str().escape_debug().to_string()
    }

    /// Returns the line for programs; a dry run has no answer.
    fn json(&self, answer: Option<Answer>) -> Value {
        let (event, time) = (self.event.as_str(), self.time.as_str());
        match answer {
            None => json!({ "event": event, "id": self.id, "time": time }),
            Some(Answer { status, elapsed }) => json!({
                "event": event, "id": self.id, "time": time, "status": status.as_u16(), "ms": milliseconds(elapsed),
            }),
        }
    }
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
        // The key is not needed to print what would be sent.
        let sender = if self.dry_run { None } else { Some(self.sender(sources, &subscription, authorization)?) };

        let events = if events.is_empty() {
            subscription.subscribed_events.iter().map(|event| event.name().clone()).collect()
        } else {
            events
        };
        let mut failed = Vec::new();
        let mut seen = HashSet::new();
        for event in events.into_iter().filter(|event| seen.insert(event.clone())) {
            let call = GetDeliveryLogs::new(self.subscription.as_str(), event.clone());
            let logs = api.call("logs", &call)?;
            failed.extend(undelivered(&event, &logs.data));
        }
        // The log of an event starts with its latest delivery. A time that is not valid comes last.
        failed.reverse();
        failed.sort_by_key(|delivery| delivery.time.to_utc().map_or(DateTime::<Utc>::MAX_UTC, |time| time));
        if failed.is_empty() {
            return output.text(|| "no failed delivery is in the log".to_owned());
        }
        let Some(sender) = sender else {
            return failed.iter().try_for_each(|delivery| {
                output.json(&delivery.json(None))?;
                let time = delivery.time.as_str().escape_debug();
                output.text(|| format!("{time} {} {}", delivery.shown_event(), delivery.name()))
            });
        };
        self.send(&uri, &sender, &failed, output)
    }

    /// Sends the deliveries. Each is sent, though the receiver refuses others; nothing more is sent if it does not answer.
    fn send(&self, uri: &Uri, sender: &Sender, failed: &[Failed], output: Output) -> Result<(), Failure> {
        let client = Client::new(&self.connection)?;
        let mut refused = 0;
        for (sent, delivery) in failed.iter().enumerate() {
            let name = delivery.name();
            let parts = sender.raw_parts(delivery.payload.clone().into_bytes(), clock());
            let answer = client.send(request(parts, &uri.to_string())?).map_err(|error| {
                let total = failed.len();
                Failure::server("resend", format!("{name}: {}: {error}: {sent} of {total} were sent", shown(uri)))
            })?;
            refused += usize::from(!answer.status.is_success());
            output.json(&delivery.json(Some(answer)))?;
            let ms = milliseconds(answer.elapsed);
            output.text(|| {
                let style = if answer.status.is_success() { GOOD } else { BAD };
                format!("{} {name}: {} in {ms} ms", delivery.shown_event(), styled(style, answer.status))
            })?;
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
            [key] => {
                let key = hex_key(key)?;
                if self.keys.is_from_environment(sources) {
                    anstream::eprintln!("resend: the key is that of CHATHOOKS_KEY");
                }
                key
            }
            _ => return Err(Failure::usage("exactly one key is required")),
        };
        let sender = Sender::new(key).with_subscription_id(self.subscription.as_str());
        Ok(match authorization {
            Some(authorization) => sender.with_authorization(authorization),
            None => sender,
        })
    }
}

/// Returns the deliveries of a log whose events were never delivered, one for each event. An event without an id, or whose
/// payload does not decode, is known by its payload.
fn undelivered(event: &EventName, logs: &[EventDeliveryLog<'_>]) -> Vec<Failed> {
    let mut failed: Vec<(String, Failed)> = Vec::new();
    let mut delivered = HashSet::new();
    for log in logs {
        let payload = log.payload.as_str().to_owned();
        let id = log.event().ok().map(|event| event.event_id.as_str().to_owned()).filter(|id| !id.is_empty());
        let identity = id.clone().unwrap_or_else(|| payload.clone());
        if log.delivery_detail.success {
            delivered.insert(identity);
            continue;
        }
        let time = log.delivery_detail.delivery_timestamp.clone().into_owned();
        match failed.iter_mut().find(|(own, _)| *own == identity) {
            Some((_, own)) if time.to_utc().is_ok_and(|time| own.time.to_utc().is_ok_and(|own| time < own)) => {
                own.time = time;
            }
            Some(_) => {}
            None => failed.push((identity, Failed { event: event.clone(), id, time, payload })),
        }
    }
    failed.into_iter().filter(|(identity, _)| !delivered.contains(identity)).map(|(_, failed)| failed).collect()
}
