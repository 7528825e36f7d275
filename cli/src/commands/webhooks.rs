//! `chathooks webhooks`: the vendors' management APIs.

mod acquire;
mod comm100;
mod create;
mod dixa;
mod manager;
mod secret_file;
mod terminal;

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::PathBuf;

use chathooks::rest::{BaseUrl, Secret};
use clap::{Args, Subcommand};

use self::acquire::AcquireManager;
use self::comm100::Comm100Manager;
use self::create::Create;
use self::dixa::DixaManager;
pub(crate) use self::dixa::events as dixa_events;
use self::manager::{Manager, Plan, Row};
use self::terminal::{Terminal, confirm};
use crate::api::ConnectionArgs;
use crate::client::{has_token, url};
use crate::failure::Failure;
use crate::output::{Output, table};
use crate::secrets::{Sources, text};
use crate::vendor::VendorName;

/// List, get, create, update and delete webhooks with the vendor's management API
///
/// The queries of URLs, which may have a token, are not printed. The exit status is 3 if the vendor refuses a call or does
/// not answer, with a line that names the step and the status.
///
/// `create`, `update` and `delete` ask first on the terminal that the command runs on, though its input and output may be
/// redirected. Without a terminal, as in a script of a server, and with `--yes`, they do not ask.
#[derive(Args)]
#[command(after_help = "Examples:
  chathooks webhooks acquire --base-url https://ACCOUNT.acquire.io --api-key-file api-key list
  chathooks webhooks dixa --api-key-file api-key create --name ERP --url https://hooks.example.com/dixa \\
      --event ConversationClosed --secret-file dixa-key")]
pub(crate) struct Webhooks {
    /// The vendor; Acquire 1.0.0 has no management API
    vendor: VendorName,
    /// The base URL of the API, such as `https://ACCOUNT.acquire.io`; for Dixa, it defaults to `https://dev.dixa.io`
    #[arg(long, value_name = "URL", env = "CHATHOOKS_BASE_URL", hide_env_values = true, global = true)]
    base_url: Option<String>,
    #[command(flatten)]
    api_key: ApiKeyArgs,
    #[command(flatten)]
    connection: ConnectionArgs,
    #[command(subcommand)]
    action: Action,
}

/// The credential of a management API.
#[derive(Args)]
pub(crate) struct ApiKeyArgs {
    /// A file with the API key or token, or `-` for standard input
    #[arg(long, value_name = "FILE", global = true)]
    api_key_file: Option<PathBuf>,
    /// The API key or token itself, which other users of this machine can see
    #[arg(
        long,
        value_name = "TEXT",
        env = "CHATHOOKS_API_KEY",
        hide_env_values = true,
        allow_hyphen_values = true,
        global = true
    )]
    api_key: Option<OsString>,
}

impl ApiKeyArgs {
    pub(crate) fn secret(&self, sources: &Sources) -> Result<Secret, Failure> {
        let secret = sources.secret("api_key", self.api_key.as_ref(), self.api_key_file.as_ref())?;
        let secret = secret.ok_or_else(|| {
            Failure::usage("an API key is required: give --api-key-file FILE or set CHATHOOKS_API_KEY")
        })?;
        Ok(Secret::new(text(&secret)?))
    }
}

#[derive(Subcommand)]
enum Action {
    /// List the webhooks
    #[command(after_help = "Example:\n  chathooks webhooks dixa --api-key-file api-key list --json")]
    List,
    /// Show a webhook
    #[command(after_help = "Example:\n  chathooks webhooks dixa --api-key-file api-key get cb452b81-…")]
    Get {
        /// The id of the webhook
        id: String,
    },
    Create(Create),
    Update(Update),
    /// Delete a webhook
    #[command(after_help = "Example:\n  chathooks webhooks dixa --api-key-file api-key delete cb452b81-…")]
    Delete {
        /// The id of the webhook
        id: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// Change a webhook
#[derive(Args)]
#[command(after_help = "Example:\n  chathooks webhooks dixa --api-key-file api-key update cb452b81-… --enabled false")]
struct Update {
    /// The id of the webhook
    id: String,
    /// The URL that events are sent to
    #[arg(long)]
    url: Option<String>,
    /// The name
    #[arg(long)]
    name: Option<String>,
    /// All events to receive; can be repeated
    #[arg(long)]
    event: Vec<String>,
    /// Whether the webhook is enabled
    #[arg(long)]
    enabled: Option<bool>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Webhooks {
    pub(crate) fn run(&self, sources: &Sources, output: Output) -> Result<(), Failure> {
        let manager = self.manager(sources)?;
        match &self.action {
            Action::List => {
                let mut rows = Vec::new();
                let result = manager.list(&mut rows);
                if result.is_ok() || !rows.is_empty() {
                    print(&rows, output)?;
                }
                result
            }
            Action::Get { id } => print(&[manager.get(id)?], output),
            Action::Create(create) => create.run(self.vendor, manager.as_ref(), sources, output),
            Action::Update(update) => update.run(manager.as_ref(), output),
            Action::Delete { id, yes } => {
                let row = manager.get(id)?;
                confirm(*yes, &format!("delete {}", row.title()))?;
                manager.delete(id)?;
                output.json(&serde_json::json!({ "deleted": row.json() }))?;
                output.text(|| format!("deleted {}", row.title()))
            }
        }
    }

    fn manager(&self, sources: &Sources) -> Result<Box<dyn Manager>, Failure> {
        let base = match (self.base_url.as_deref(), self.vendor) {
            (_, VendorName::AcquireV1) => return Err(Failure::usage("Acquire 1.0.0 has no management API")),
            (Some(base), _) => base,
            (None, VendorName::Dixa) => "https://dev.dixa.io",
            (None, VendorName::Acquire) => {
                return Err(Failure::usage("--base-url is required, such as https://ACCOUNT.acquire.io"));
            }
            (None, VendorName::Comm100) => {
                return Err(Failure::usage("--base-url is required, such as https://api11.comm100.io"));
            }
        };
        let base: BaseUrl = base.parse().map_err(|error| Failure::usage(format!("--base-url: {error}")))?;
        let secret = self.api_key.secret(sources)?;
        Ok(match self.vendor {
            VendorName::Dixa => Box::new(DixaManager::new(&self.connection, base, secret)?),
            VendorName::Comm100 => Box::new(Comm100Manager::new(&self.connection, base, secret)?),
            _ => Box::new(AcquireManager::new(&self.connection, base, secret)?),
        })
    }
}

impl Update {
    fn run(&self, manager: &dyn Manager, output: Output) -> Result<(), Failure> {
        if let Some(target) = &self.url {
            url(target)?;
        }
        if self.url.is_none() && self.name.is_none() && self.event.is_empty() && self.enabled.is_none() {
            return Err(Failure::usage("give what to change: --url, --name, --event or --enabled"));
        }
        let plan = Plan {
            url: self.url.clone(),
            name: self.name.clone(),
            events: unique(&self.event),
            enabled: self.enabled,
            ..Plan::default()
        };
        manager.check(&plan)?;
        let old = manager.get(&self.id)?;
        if old.has_token && !plan.url.as_deref().map_or(Ok(true), has_token)? {
            return Err(Failure::usage(
                "the URL of the webhook has a token, and the new one has none: add ?token=… to it",
            ));
        }
        let changes = old.changes(&plan)?;
        if changes.is_empty() {
            output.json(&old.json())?;
            return output.text(|| format!("nothing changes in {}", old.title()));
        }
        let rows = changes.into_iter().map(|(name, old, new)| vec![name.to_owned(), old, new]);
        let changes = table(&["FIELD", "NOW", "THEN"], rows);
        match Terminal::open().filter(|_| !self.yes) {
            Some(terminal) => terminal.confirm(&format!("{changes}\nchange {}", old.title()))?,
            None => output.text(|| changes)?,
        }
        print(&[manager.update(&self.id, &plan)?], output)
    }
}

/// Returns the names, each once.
fn unique(names: &[String]) -> Vec<String> {
    let mut seen = HashSet::new();
    names.iter().filter(|name| seen.insert(*name)).cloned().collect()
}

/// Prints a table for people, or a line for each webhook.
fn print(rows: &[Row], output: Output) -> Result<(), Failure> {
    for row in rows {
        output.json(&row.json())?;
    }
    output.text(|| {
        if rows.is_empty() {
            return "there is no webhook".to_owned();
        }
        table(&["ID", "NAME", "URL", "EVENTS", "ENABLED"], rows.iter().map(Row::cells))
    })
}
