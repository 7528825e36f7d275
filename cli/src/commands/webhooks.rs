//! `chathooks webhooks`: the vendors' management APIs.

mod acquire;
mod comm100;
mod dixa;
mod manager;
mod secret_file;

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;

use chathooks::rest::{BaseUrl, Secret};
use clap::{Args, Subcommand};

use self::acquire::AcquireManager;
use self::comm100::Comm100Manager;
use self::dixa::DixaManager;
pub(crate) use self::dixa::events as dixa_events;
use self::manager::{Created, Manager, Plan, Row};
use self::secret_file::SecretFile;
use crate::api::ConnectionArgs;
use crate::client::url;
use crate::failure::Failure;
use crate::output::{Output, table};
use crate::secrets::{KeyArgs, Sources, text};
use crate::vendor::{FormatName, VendorName};

/// List, get, create, update and delete webhooks with the vendor's management API
///
/// The queries of URLs, which may have a token, are not printed. The exit status is 3 if the vendor refuses a call or does
/// not answer, with a line that names the step and the status.
#[derive(Args)]
#[command(after_help = "Examples:
  chathooks webhooks acquire --base-url https://ACCOUNT.acquire.io --api-key-file api-key list
  chathooks webhooks dixa --api-key-file api-key create --name ERP --url https://hooks.example.com/dixa \\
      --event ConversationClosed --secret-file dixa-key")]
pub(crate) struct Webhooks {
    /// The vendor; Acquire 1.0.0 has no management API
    vendor: VendorName,
    /// The base URL of the API, such as `https://ACCOUNT.acquire.io`; for Dixa, it defaults to `https://dev.dixa.io`
    #[arg(long, value_name = "URL", env = "CHATHOOKS_BASE_URL", global = true)]
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
    #[arg(long, value_name = "TEXT", env = "CHATHOOKS_API_KEY", hide_env_values = true, global = true)]
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

/// Create a webhook, and keep its secret
///
/// Dixa generates the secret. For Acquire it is the key that is given, or a random one. For Comm100, which signs nothing, a
/// random token is added to the URL, unless the URL has one already. If a step fails, what was created is deleted.
#[derive(Args)]
#[command(after_help = "Example:
  chathooks webhooks comm100 --base-url https://api11.comm100.io --api-key-file api-key create \\
      --url https://hooks.example.com/comm100 --event chatEnds --secret-file comm100-token")]
struct Create {
    /// The URL that events are sent to
    #[arg(long)]
    url: String,
    /// The name; Comm100's webhooks have none
    #[arg(long)]
    name: Option<String>,
    /// An event, in the spelling of the vendor's API; can be repeated. For Comm100, each becomes a webhook
    #[arg(long, required = true)]
    event: Vec<String>,
    /// Write the secret to this new file, which only its owner can read
    #[arg(long, value_name = "FILE")]
    secret_file: Option<PathBuf>,
    /// Print the secret
    #[arg(long)]
    show_secret: bool,
    /// The key that Acquire is to sign with
    #[command(flatten)]
    keys: KeyArgs,
    /// The format of Acquire's bodies
    #[arg(long)]
    format: Option<FormatName>,
    /// A file with the Authorization header that Dixa is to send: `Bearer TOKEN` or `Basic USER:PASSWORD`
    #[arg(long, value_name = "FILE")]
    authorization_file: Option<PathBuf>,
    /// Create it disabled
    #[arg(long)]
    disabled: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
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
            Action::List => print(&manager.list()?, output),
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

impl Create {
    fn run(&self, vendor: VendorName, manager: &dyn Manager, sources: &Sources, output: Output) -> Result<(), Failure> {
        url(&self.url)?;
        let mut plan = Plan {
            url: Some(self.url.clone()),
            name: self.name.clone(),
            events: self.event.clone(),
            enabled: Some(!self.disabled),
            format: self.format,
            ..Plan::default()
        };
        if vendor == VendorName::Acquire {
            plan.key = self.keys.secrets(sources)?.pop();
        } else if self.keys.is_given(sources) || self.format.is_some() {
            return Err(Failure::usage("--key-file and --format are for acquire only"));
        }
        if let Some(file) = &self.authorization_file {
            if vendor != VendorName::Dixa {
                return Err(Failure::usage("--authorization-file is for dixa only"));
            }
            plan.authorization = sources.secret("authorization", None, Some(file))?;
        }
        manager.prepare(&mut plan)?;
        let has_secret = manager.has_secret(&plan);
        if has_secret && self.secret_file.is_none() && !self.show_secret {
            return Err(Failure::usage("the secret is given once: choose --secret-file FILE or --show-secret"));
        }
        // The file is opened before anything is created, so that the secret cannot get lost.
        let file = self.secret_file.as_deref().filter(|_| has_secret).map(SecretFile::create).transpose()?;
        let result = self.create(manager, &plan, file.as_ref());
        let (rows, secret) = match (result, file) {
            (Ok(created), Some(file)) => {
                file.keep();
                created
            }
            (result, _) => result?,
        };
        print(&rows, output)?;
        match (secret, &self.secret_file) {
            (Some(secret), _) if self.show_secret => {
                output.json(&serde_json::json!({ "secret": secret.expose() }))?;
                output.text(|| format!("secret: {}", secret.expose()))
            }
            (Some(_), Some(path)) => output.text(|| format!("the secret is in {}", path.display())),
            _ => Ok(()),
        }
    }

    /// Creates the webhooks and writes the secret, or leaves nothing behind.
    fn create(
        &self,
        manager: &dyn Manager,
        plan: &Plan,
        file: Option<&SecretFile>,
    ) -> Result<(Vec<Row>, Option<Secret>), Failure> {
        let target = crate::client::shown(&url(plan.url.as_deref().unwrap_or_default())?);
        confirm(self.yes, &format!("create a webhook for {} to {target}", plan.events.join(", ")))?;
        let (mut rows, mut secret) = (Vec::new(), None);
        let mut create_all = || {
            for part in manager.parts(plan) {
                let Created { row, secret: own } = manager.create(&part)?;
                rows.push(row);
                secret = secret.take().or(own);
            }
            if manager.has_secret(plan) && secret.is_none() {
                return Err(Failure::server("webhooks", "create: the answer has no secret"));
            }
            match (file, &secret) {
                (Some(file), Some(secret)) => file.write(secret.expose().as_bytes()),
                _ => Ok(()),
            }
        };
        match create_all() {
            Ok(()) => Ok((rows, secret)),
            Err(mut failure) => {
                // Without an answer, the vendor may have created it.
                if failure.status == 3 && !failure.message.contains("the vendor answered") {
                    failure.message.push_str(": it may have been created, so look with `list`");
                }
                for row in &rows {
                    if let Err(left) = manager.delete(&row.id) {
                        failure.message =
                            format!("{}\nwebhooks: {} is left behind: {}", failure.message, row.id, left.message);
                    }
                }
                Err(failure)
            }
        }
    }
}

impl Update {
    fn run(&self, manager: &dyn Manager, output: Output) -> Result<(), Failure> {
        if let Some(target) = &self.url {
            url(target)?;
        }
        let plan = Plan {
            url: self.url.clone(),
            name: self.name.clone(),
            events: self.event.clone(),
            enabled: self.enabled,
            ..Plan::default()
        };
        let old = manager.get(&self.id)?;
        let changes = old.changes(&plan)?;
        if changes.is_empty() {
            return Err(Failure::usage("nothing changes: give --url, --name, --event or --enabled"));
        }
        output.text(|| {
            let rows = changes.iter().map(|(name, old, new)| vec![(*name).to_owned(), old.clone(), new.clone()]);
            table(&["FIELD", "NOW", "THEN"], rows)
        })?;
        confirm(self.yes, &format!("change {}", old.title()))?;
        print(&[manager.update(&self.id, &plan)?], output)
    }
}

/// Asks on a terminal whether to go on.
fn confirm(yes: bool, what: &str) -> Result<(), Failure> {
    if yes || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(());
    }
    anstream::eprint!("{what}? [y/N] ");
    let mut line = String::new();
    let read = io::stderr().flush().and_then(|()| io::stdin().read_line(&mut line));
    match read {
        Ok(_) if ["y", "yes"].contains(&line.trim().to_ascii_lowercase().as_str()) => Ok(()),
        _ => Err(Failure::failed("webhooks", "not confirmed, nothing was changed")),
    }
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
