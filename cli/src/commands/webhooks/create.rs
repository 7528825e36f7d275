//! Creating webhooks.

use std::ffi::OsString;
use std::path::PathBuf;
use std::{process, thread};

use chathooks::rest::Secret;
use clap::Args;

use super::manager::{Created, Manager, Plan, Row};
use super::secret_file::{Empty, SecretFile};
use super::terminal::confirm;
use super::{print, unique};
use crate::client::{shown, url};
use crate::failure::Failure;
use crate::output::{Output, is_plain};
use crate::secrets::Sources;
use crate::vendor::{FormatName, VendorName};

/// Create a webhook, and keep its secret
///
/// Dixa generates the secret. For Acquire it is the key that is given, or a random one. For Comm100, which signs nothing, a
/// random token is added to the URL, unless the URL has one already. If a step fails before the secret is kept, what was created is deleted again. After Ctrl-C,
/// look with `list`.
#[derive(Args)]
#[command(after_help = "Example:
  chathooks webhooks comm100 --base-url https://api11.comm100.io --api-key-file api-key create \\
      --url https://hooks.example.com/comm100 --event chatEnds --secret-file comm100-token")]
pub(super) struct Create {
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
    /// A file with the key that Acquire is to sign with, or `-` for standard input [default: a random key]
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// The key itself, which other users of this machine can see
    #[arg(long, value_name = "TEXT", env = "CHATHOOKS_KEY", hide_env_values = true, allow_hyphen_values = true)]
    key: Option<OsString>,
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

impl Create {
    pub(super) fn run(
        &self,
        vendor: VendorName,
        manager: &dyn Manager,
        sources: &Sources,
        output: Output,
    ) -> Result<(), Failure> {
        url(&self.url)?;
        let mut plan = Plan {
            url: Some(self.url.clone()),
            name: self.name.clone(),
            events: unique(&self.event),
            enabled: Some(!self.disabled),
            format: self.format,
            ..Plan::default()
        };
        if vendor == VendorName::Acquire {
            plan.key = sources.secret("key", self.key.as_ref(), self.key_file.as_ref())?;
            if plan.key.is_some() && self.key_file.is_none() && !sources.is_given("key") {
                anstream::eprintln!("webhooks: the key is that of CHATHOOKS_KEY");
            }
        } else if sources.is_given("key") || self.key_file.is_some() || self.format.is_some() {
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
        if !has_secret && (self.secret_file.is_some() || self.show_secret) {
            return Err(Failure::usage("the URL has a token already, so there is no secret to keep"));
        }
        let path = self.secret_file.as_deref().filter(|_| has_secret);
        path.map(SecretFile::check).transpose()?;
        let target = shown(&url(plan.url.as_deref().unwrap_or_default())?);
        confirm(self.yes, &format!("create a webhook for {} to {target}", plan.events.join(", ")))?;
        // The file is opened before anything is created, so that the secret cannot get lost.
        let file = path.map(SecretFile::create).transpose()?;
        on_interruption(file.as_ref().map(SecretFile::empty));
        let mut rows = Vec::new();
        let secret = match Self::create(manager, &plan, file.as_ref(), &mut rows) {
            Ok(secret) => secret,
            Err(failure) => return Err(undone(manager, &rows, failure)),
        };
        self.print(&rows, secret.as_ref(), file.as_ref(), output).map_err(|failure| match &file {
            Some(file) if file.is_written() => {
                noted(failure, &format!("webhooks: the webhook was created, and its secret is in {}", file.shown()))
            }
            _ if secret.is_none() => noted(failure, "webhooks: the webhook was created"),
            // Nobody has read the secret.
            _ => undone(manager, &rows, failure),
        })
    }

    /// Creates the webhooks, and writes the secret, if there is one.
    fn create(
        manager: &dyn Manager,
        plan: &Plan,
        file: Option<&SecretFile>,
        rows: &mut Vec<Row>,
    ) -> Result<Option<Secret>, Failure> {
        let mut secret = None;
        for part in manager.parts(plan) {
            let Created { row, secret: own } = manager.create(&part)?;
            rows.push(row);
            secret = secret.take().or(own);
        }
        if !manager.has_secret(plan) {
            return Ok(None);
        }
        let secret = secret.ok_or_else(|| Failure::server("webhooks", "create: the answer has no secret"))?;
        let text = secret.expose();
        let is_own = plan.key.as_ref().is_some_and(|own| own.as_slice() == text.as_bytes());
        let is_usable = is_own || manager.is_usable(&secret) && is_plain(text);
        if !is_usable {
            return Err(Failure::server("webhooks", "create: the answer has a secret that no receiver accepts"));
        }
        if let Some(file) = file {
            file.write(text.as_bytes())?;
        }
        Ok(Some(secret))
    }

    fn print(
        &self,
        rows: &[Row],
        secret: Option<&Secret>,
        file: Option<&SecretFile>,
        output: Output,
    ) -> Result<(), Failure> {
        print(rows, output)?;
        if let Some(secret) = secret.filter(|_| self.show_secret) {
            output.json(&serde_json::json!({ "secret": secret.expose() }))?;
            output.text(|| format!("secret: {}", secret.expose()))?;
        }
        file.map_or(Ok(()), |file| output.text(|| format!("the secret is in {}", file.shown())))
    }
}

/// Deletes what was created before a failure, and says what is left.
fn undone(manager: &dyn Manager, rows: &[Row], mut failure: Failure) -> Failure {
    for row in rows {
        let line = match manager.delete(&row.id) {
            Ok(()) => format!("webhooks: the webhook {} was deleted again", row.shown_id()),
            Err(left) => format!("webhooks: {} is left behind: {}", row.shown_id(), left.message),
        };
        failure = noted(failure, &line);
    }
    failure
}

/// Adds a line to the message of a failure.
fn noted(mut failure: Failure, line: &str) -> Failure {
    failure.message = if failure.message.is_empty() { line.to_owned() } else { format!("{}\n{line}", failure.message) };
    failure
}

/// On Ctrl-C and SIGTERM, removes the file if it is empty, says that something may have been created, and exits.
fn on_interruption(file: Option<Empty>) {
    thread::spawn(move || {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_io().build() else { return };
        if let Some(status) = runtime.block_on(interruption()) {
            if let Some(file) = &file {
                file.remove();
            }
            anstream::eprintln!("webhooks: create: interrupted: it may have been created, so look with `list`");
            process::exit(status);
        }
    });
}

/// Waits for a signal, and returns the exit status for it, by the convention of shells.
async fn interruption() -> Option<i32> {
    #[cfg(unix)]
    let mut terminations = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).ok()?;
    #[cfg(unix)]
    let terminated = terminations.recv();
    #[cfg(not(unix))]
    let terminated = std::future::pending::<Option<()>>();
    tokio::select! {
        result = tokio::signal::ctrl_c() => result.ok().map(|()| 130),
        _ = terminated => Some(143),
    }
}
