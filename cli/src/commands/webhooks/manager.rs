//! What the management APIs of all vendors have in common.

use chathooks::rest::Secret;
use serde_json::json;

use crate::client::{any_url, shown, url};
use crate::failure::Failure;
use crate::secrets;
use crate::vendor::FormatName;

/// A management API.
pub(super) trait Manager {
    /// Adds the webhooks to the rows. If it fails, those that were found so far have been added.
    fn list(&self, rows: &mut Vec<Row>) -> Result<(), Failure>;

    fn get(&self, id: &str) -> Result<Row, Failure>;

    /// Completes and checks a plan for a new webhook.
    fn prepare(&self, plan: &mut Plan) -> Result<(), Failure>;

    /// Returns whether a new webhook has a secret to keep.
    fn has_secret(&self, plan: &Plan) -> bool;

    /// Returns a plan for each webhook to create.
    fn parts(&self, plan: &Plan) -> Vec<Plan> {
        vec![plan.clone()]
    }

    fn create(&self, plan: &Plan) -> Result<Created, Failure>;

    /// Returns whether a receiver accepts a secret that the vendor has chosen.
    fn is_usable(&self, secret: &Secret) -> bool;

    /// Checks a plan for a webhook that exists.
    fn check(&self, plan: &Plan) -> Result<(), Failure>;

    fn update(&self, id: &str, plan: &Plan) -> Result<Row, Failure>;

    fn delete(&self, id: &str) -> Result<(), Failure>;
}

/// What to create or to change. What is not set is not changed.
#[derive(Clone, Default)]
pub(super) struct Plan {
    pub(super) url: Option<String>,
    pub(super) name: Option<String>,
    pub(super) events: Vec<String>,
    pub(super) enabled: Option<bool>,
    pub(super) format: Option<FormatName>,
    /// The key to sign with, or the token that was added to the URL.
    pub(super) key: Option<secrets::Secret>,
    pub(super) authorization: Option<secrets::Secret>,
}

/// A new webhook and its secret.
pub(super) struct Created {
    pub(super) row: Row,
    pub(super) secret: Option<Secret>,
}

/// A webhook as it is printed: nothing in it is secret.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) name: Option<String>,
    /// Without the query, which may have a token.
    pub(super) url: Option<String>,
    pub(super) events: Vec<String>,
    pub(super) enabled: Option<bool>,
    /// Whether the URL has the token of a vendor that signs nothing.
    pub(super) has_token: bool,
}

impl Row {
    pub(super) fn json(&self) -> serde_json::Value {
        json!({
            "id": self.id, "name": self.name, "url": self.url, "events": self.events, "enabled": self.enabled,
        })
    }

    pub(super) fn cells(&self) -> Vec<String> {
        let enabled = self.enabled.map(|enabled| if enabled { "yes" } else { "no" });
        let texts = [
            &*self.id,
            self.name.as_deref().unwrap_or("-"),
            self.url.as_deref().unwrap_or("-"),
            &self.events.join(", "),
            enabled.unwrap_or("-"),
        ];
        // A name of the vendor's must not write escape sequences to the terminal.
        texts.map(|text| text.escape_debug().to_string()).to_vec()
    }

    /// Returns the id for a message.
    pub(super) fn shown_id(&self) -> String {
        self.id.escape_debug().to_string()
    }

    /// Returns what a message calls the webhook.
    pub(super) fn title(&self) -> String {
        let [id, name, url, ..] = self.cells().try_into().unwrap_or_else(|_| [(); 5].map(|()| String::new()));
        format!("{id} ({name}, {url})")
    }

    /// Returns the name, the old value and the new one of each field that a plan changes.
    pub(super) fn changes(&self, plan: &Plan) -> Result<Vec<(&'static str, String, String)>, Failure> {
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        let mut changes = Vec::new();
        if let Some(target) = &plan.url {
            changes.push(("url", text(&self.url), format!("{} (and its query)", shown(&url(target)?))));
        }
        if plan.name.is_some() && plan.name != self.name {
            changes.push(("name", text(&self.name), text(&plan.name)));
        }
        let sorted = |events: &[String]| {
            let mut events = events.to_vec();
            events.sort();
            events
        };
        if !plan.events.is_empty() && sorted(&plan.events) != sorted(&self.events) {
            changes.push(("events", self.events.join(", "), plan.events.join(", ")));
        }
        if let Some(enabled) = plan.enabled.filter(|enabled| Some(*enabled) != self.enabled) {
            let shown = |enabled| if enabled { "yes" } else { "no" }.to_owned();
            changes.push(("enabled", self.enabled.map_or("-".to_owned(), shown), shown(enabled)));
        }
        let escaped = |text: String| text.escape_debug().to_string();
        Ok(changes.into_iter().map(|(name, old, new)| (name, escaped(old), escaped(new))).collect())
    }
}

/// Returns a URL of the vendor's as it is printed.
pub(super) fn printed(text: &str) -> String {
    any_url(text).map_or_else(|_| "(not a URL)".to_owned(), |uri| shown(&uri))
}

/// Returns the event of a name, or a failure that lists all names.
pub(super) fn event<E: Clone>(name: &str, known: &[(String, E)]) -> Result<E, Failure> {
    let found = known.iter().find(|(own, _)| own == name).map(|(_, event)| event.clone());
    found.ok_or_else(|| {
        let names: Vec<_> = known.iter().map(|(name, _)| name.as_str()).collect();
        Failure::usage(format!("--event must be one of {}", names.join(", ")))
    })
}

/// Returns 32 random bytes as hexadecimal digits.
pub(super) fn random() -> Result<secrets::Secret, Failure> {
    let mut bytes = zeroize::Zeroizing::new([0_u8; 32]);
    getrandom::fill(&mut *bytes).map_err(|error| Failure::io("webhooks", format!("no random bytes: {error}")))?;
    Ok(hex::encode(bytes.as_slice()).into_bytes().into())
}
