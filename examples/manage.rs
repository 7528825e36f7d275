//! Manages webhooks with the vendors' APIs.
//!
//! ```text
//! manage
//! manage VENDOR --base URL --token TOKEN
//! ```
//!
//! It creates, lists, gets, changes and deletes a webhook, and for Dixa it also reads the status and the logs of deliveries.
//! It prints a line for each step.
//!
//! Without arguments it runs these steps for all three vendors that have such an API, against its own server on loopback.
//! With VENDOR, which is `acquire`, `dixa` or `comm100`, it runs them against the API at the base URL `--base`.
//!
//! To use an API in your own app, copy `agent` and `call`, and the steps of your vendor from `acquire`, `dixa` or `comm100`.
//! The crate makes the requests and reads the responses; any HTTP client sends them.
//!
//! The exit status is 0, or 1 with a line `rest: …` that names the step and the reason, and 64 for wrong usage.

#[path = "util/server.rs"]
mod server;

use std::io::Write as _;
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use chathooks::rest::{BaseUrl, Endpoint, RestError, Secret, WebhookUrl};
use chathooks::{acquire, comm100, dixa};
use lexopt::{Arg, ValueExt as _};

const NAME: &str = "chathooks example";
const TARGET: &str = "https://hooks.example.com/chathooks";

/// The reason why the example fails: the exit status and a line for standard error.
struct Failure(u8, String);

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(status, line)) => {
            eprintln!("{line}");
            ExitCode::from(status)
        }
    }
}

/// Creates an HTTP client. It follows no redirects, which could send the credential elsewhere, and limits the time of a call.
fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
    config.timeout_global(Some(Duration::from_secs(10))).build().new_agent()
}

/// Calls a vendor: any endpoint of any vendor. An app needs this function and the one above.
///
/// If the rate limit is exceeded, the call is tried again, up to three times, unless the vendor asks to wait long.
fn call<E: Endpoint>(agent: &ureq::Agent, endpoint: &E, account: &E::Account) -> Result<E::Answer, String> {
    let mut tries_left = 3;
    loop {
        let request = endpoint.request(account).map_err(|error| error.to_string())?;
        let (parts, mut body) = agent.run(request).map_err(|error| error.to_string())?.into_parts();
        let body = body.with_config().limit(1 << 20).read_to_vec().map_err(|error| error.to_string())?;
        let response = http::Response::from_parts(parts, body);
        let error = match endpoint.answer(&response) {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        tries_left -= 1;
        match &error {
            RestError::TooManyRequests(refused) if tries_left > 0 => {
                let wait = refused.retry_after.map_or(Duration::from_secs(1), |after| after.wait(SystemTime::now()));
                if wait <= Duration::from_secs(30) {
                    std::thread::sleep(wait);
                    continue;
                }
            }
            // A successful status with an unexpected body.
            RestError::ContentType | RestError::Decode(_) => {
                return Err(format!("{error}, with status {}", response.status()));
            }
            _ => {}
        }
        return Err(error.to_string());
    }
}

/// The command line.
#[derive(Default)]
struct Arguments {
    vendor: Option<String>,
    base: Option<String>,
    token: Option<String>,
}

impl Arguments {
    fn read() -> Result<Self, lexopt::Error> {
        let (mut arguments, mut parser) = (Self::default(), lexopt::Parser::from_env());
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Long("base") => arguments.base = Some(parser.value()?.string()?),
                Arg::Long("token") => arguments.token = Some(parser.value()?.string()?),
                Arg::Value(vendor) if arguments.vendor.is_none() => arguments.vendor = Some(vendor.string()?),
                argument => return Err(argument.unexpected()),
            }
        }
        Ok(arguments)
    }
}

fn run() -> Result<(), Failure> {
    let usage = || Failure(64, "usage: manage [acquire|dixa|comm100 --base URL --token TOKEN]".to_owned());
    let Arguments { vendor, base, token } = Arguments::read().map_err(|_| usage())?;
    let (vendors, base, token) = match (vendor, base, token) {
        (None, None, None) => {
            let base = server::start().map_err(|error| Failure(1, format!("server: {error}")))?;
            (["acquire", "dixa", "comm100"].map(str::to_owned).to_vec(), base, "an-api-token".to_owned())
        }
        (Some(vendor), Some(base), Some(token)) => (vec![vendor], base, token),
        _ => return Err(usage()),
    };
    for vendor in &vendors {
        let base: BaseUrl = base.parse().map_err(|error| rest("create", error))?;
        let client = Client { vendor, agent: agent() };
        match vendor.as_str() {
            "acquire" => acquire(&client, base, &token)?,
            "dixa" => dixa(&client, base, &token)?,
            "comm100" => comm100(&client, base, &token)?,
            _ => return Err(usage()),
        }
    }
    Ok(())
}

fn acquire(client: &Client<'_>, base: BaseUrl, token: &str) -> Result<(), Failure> {
    use acquire::EventName;
    use acquire::rest::{
        Account, BodyFormat, Changes, CreateWebhook, DeleteWebhook, GetWebhook, ListWebhooks, UpdateWebhook,
    };

    let account = Account::new(base, Secret::new(token)).map_err(|error| rest("create", error))?;
    let create = CreateWebhook::new(NAME, WebhookUrl::new(TARGET))
        .with_event(EventName::CaseStatus)
        .with_format(BodyFormat::Json);
    let created = client.call("create", &create, &account)?;
    let id = created.id.ok_or_else(|| rest("create", "the response has no id"))?;
    client.done("create", &id)?;
    let page = client.call("list", &ListWebhooks::new().with_limit(20), &account)?;
    client.done("list", format!("{} webhooks", page.data.len()))?;
    let webhook = client.call("get", &GetWebhook::new(id.clone()), &account)?;
    client.done("get", webhook.name.as_ref().map_or("no name", |name| name.as_str()))?;
    let changes = Changes::from(webhook).with_name("chathooks example, changed");
    client.call("change", &UpdateWebhook::new(id.clone(), changes), &account)?;
    client.done("change", "the name")?;
    client.call("delete", &DeleteWebhook::new(id.clone()), &account)?;
    client.done("delete", &id)?;
    Ok(())
}

fn dixa(client: &Client<'_>, base: BaseUrl, token: &str) -> Result<(), Failure> {
    use dixa::EventName;
    use dixa::rest::{
        Account, Changes, CreateSubscription, DeleteSubscription, GetDeliveryLogs, GetDeliveryStatus, GetSubscription,
        ListSubscriptions, PatchSubscription, WebhookAuthorization,
    };

    let account = Account::new(base, Secret::new(token)).map_err(|error| rest("create", error))?;
    let authorization = WebhookAuthorization::basic("chathooks", "s3cret");
    let create =
        CreateSubscription::new(NAME, WebhookUrl::new(TARGET), authorization).with_event(EventName::ConversationClosed);
    let id = client.call("create", &create, &account)?.id;
    client.done("create", &id)?;
    let subscriptions = client.call("list", &ListSubscriptions::new(), &account)?;
    client.done("list", format!("{} subscriptions", subscriptions.data.len()))?;
    let subscription = client.call("get", &GetSubscription::new(id.clone()), &account)?;
    client.done("get", &subscription.name)?;
    let changes = Changes::new().with_name("chathooks example, changed");
    client.call("change", &PatchSubscription::new(id.clone(), changes), &account)?;
    client.done("change", "the name")?;
    let statuses = client.call("delivery status", &GetDeliveryStatus::new(id.clone()), &account)?;
    client.done("delivery status", format!("{} events", statuses.data.len()))?;
    let logs = client.call("logs", &GetDeliveryLogs::new(id.clone(), EventName::ConversationClosed), &account)?;
    for log in &logs.data {
        let event = log.event().map_err(|error| rest("logs", error))?;
        client.done("logs", format!("{}, {}", event.name(), event.event_id))?;
    }
    client.call("delete", &DeleteSubscription::new(id.clone()), &account)?;
    client.done("delete", &id)?;
    Ok(())
}

fn comm100(client: &Client<'_>, base: BaseUrl, token: &str) -> Result<(), Failure> {
    use comm100::SubscriptionEvent;
    use comm100::rest::{Account, CreateWebhook, DeleteWebhook, GetWebhook, ListWebhooks, UpdateWebhook};

    let account = Account::new(base, Secret::new(token)).map_err(|error| rest("create", error))?;
    let create = CreateWebhook::new(SubscriptionEvent::ChatEnds, WebhookUrl::new(TARGET));
    let id = client.call("create", &create, &account)?.id;
    client.done("create", id.as_str())?;
    let webhooks = client.call("list", &ListWebhooks::new(), &account)?;
    client.done("list", format!("{} webhooks", webhooks.len()))?;
    let webhook = client.call("get", &GetWebhook::new(id.clone()), &account)?;
    client.done("get", &webhook.event)?;
    let update =
        UpdateWebhook::new(id.clone(), SubscriptionEvent::ChatEnds, WebhookUrl::new(format!("{TARGET}?changed")));
    client.call("change", &update, &account)?;
    client.done("change", "the URL")?;
    client.call("delete", &DeleteWebhook::new(id.clone()), &account)?;
    client.done("delete", id.as_str())?;
    Ok(())
}

/// The calls of one vendor, as steps that are printed.
struct Client<'v> {
    vendor: &'v str,
    agent: ureq::Agent,
}

impl Client<'_> {
    fn call<E: Endpoint>(&self, step: &str, endpoint: &E, account: &E::Account) -> Result<E::Answer, Failure> {
        call(&self.agent, endpoint, account).map_err(|reason| rest(step, reason))
    }

    fn done(&self, step: &str, note: impl std::fmt::Display) -> Result<(), Failure> {
        let line = format!("{:<8} {step:<15} {}\n", self.vendor, note.to_string().escape_debug());
        std::io::stdout().write_all(line.as_bytes()).map_err(|error| rest(step, error))
    }
}

fn rest(step: &str, reason: impl std::fmt::Display) -> Failure {
    Failure(1, format!("rest: {step}: {reason}"))
}
