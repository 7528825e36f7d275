//! `chathooks check`: sends good and bad requests to a receiver, and says which attacks it would fall for.

mod cases;
mod copies;
mod fresh;
mod probe;
mod reasons;
mod row;
mod run;
mod slow;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use chathooks::acquire::SignedContent;
use chathooks::dixa::Authorization;
use chathooks::testkit::{self, Kit};
use chathooks::{Format, Key, UrlToken, Vendor};
use clap::Args;
use http::Uri;
use zeroize::Zeroizing;

use self::fresh::Fresh;
use self::run::Runner;
use crate::api::ConnectionArgs;
use crate::client::url;
use crate::failure::Failure;
use crate::output::Output;
use crate::secrets::{KeyArgs, Secret, Sources, TokenArgs, dixa_authorization, hex_key, text_key};
use crate::vendor::{FormatName, SignedName, VendorName, clock};

/// Send good and bad requests to a running receiver, and say which attacks it would fall for
///
/// The requests are every event of the vendor, forgeries and replays of each, malformed bodies, duplicates (also at the same
/// moment), a key rotation, a body that is too large, and bodies that are sent slowly. The receiver must answer 2xx to good
/// requests and 4xx to bad ones.
///
/// A row is a `must` (a forgery or replay is accepted, a good delivery is refused, no answer, or 5xx) or a `should` (a
/// malformed body is answered 2xx, the first of two headers is taken, …). The exit status is 1 if a `must` failed, and 3 if the
/// receiver or the probe cannot be reached at the start.
#[derive(Args)]
#[command(after_help = "Examples:
  chathooks check acquire http://127.0.0.1:8080/acquire --key-file key
  chathooks check dixa http://127.0.0.1:8080/dixa --key-file secret --json | jq 'select(.ok | not)'
  chathooks check acquire http://127.0.0.1:8080/acquire --key-file new --key-file old --probe http://127.0.0.1:8080/handled

Check a receiver for tests only: it handles the sample events.")]
pub(crate) struct Check {
    vendor: VendorName,
    /// The URL of the receiver
    url: String,
    /// With two keys, the second is the old one of a rotation.
    #[command(flatten)]
    keys: KeyArgs,
    #[command(flatten)]
    token: TokenArgs,
    /// The query parameter of the token
    #[arg(long, value_name = "NAME", default_value = "token")]
    token_parameter: String,
    /// A file with the value of Dixa's Authorization header: `Bearer TOKEN` or `Basic USER:PASSWORD`
    #[arg(long, value_name = "FILE")]
    authorization_file: Option<PathBuf>,
    /// The value itself, which other users of this machine can see
    #[arg(
        long,
        value_name = "VALUE",
        env = "CHATHOOKS_AUTHORIZATION",
        hide_env_values = true,
        allow_hyphen_values = true
    )]
    authorization: Option<OsString>,
    /// The format of the bodies; xml and form are for acquire only
    #[arg(long, default_value = "json")]
    format: FormatName,
    /// What the signatures of acquire cover
    #[arg(long, default_value = "raw")]
    signed: SignedName,
    /// Dixa's replay window of the receiver, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(0..=315_360_000))]
    window: u64,
    /// The receiver answers 2xx to a body that does not decode, and keeps it as a dead letter
    #[arg(long)]
    accepts_undecodable: bool,
    /// A URL that answers the number of events that were handled so far, as a decimal number
    ///
    /// With it, events that are handled twice, or handled although they are forged, are found.
    #[arg(long, value_name = "URL")]
    probe: Option<String>,
    /// The length of the body that is too large, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = 16 << 20, value_parser = clap::value_parser!(u64).range(1..=1 << 30))]
    oversize: u64,
    /// How long a body is sent slowly, in seconds; 0 skips this
    #[arg(long, value_name = "SECONDS", default_value_t = 15, value_parser = clap::value_parser!(u64).range(0..=600))]
    slow: u64,
    /// The maximum number of requests per second
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    rate: u32,
    #[command(flatten)]
    connection: ConnectionArgs,
    /// The maximum time of all, in seconds, after which the remaining rows are not run
    #[arg(long, value_name = "SECONDS", default_value_t = 600, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    max_time: u64,
}

/// What the vendor signs with, or the token in the URL.
pub(crate) enum Credential {
    Keys(Vec<Key>),
    Token(Zeroizing<String>),
}

impl Check {
    pub(crate) fn run(&self, sources: &Sources, output: Output) -> Result<(), Failure> {
        let uri = url(&self.url)?;
        let probe = self.probe.as_deref().map(url).transpose()?;
        if self.vendor != VendorName::Acquire && (self.format != FormatName::Json || self.signed != SignedName::Raw) {
            return Err(Failure::usage("--format and --signed are for acquire only"));
        }
        let credential = self.credential(sources)?;
        let authorization = self.authorization(sources)?;
        let window = Duration::from_secs(self.window);
        match (self.vendor, &credential) {
            (VendorName::Acquire, Credential::Keys(keys)) => {
                let make = |key: &Key| {
                    let kit = testkit::acquire(key.clone(), uri.clone()).map_err(invalid)?;
                    Ok(kit
                        .with_formats([Format::from(self.format)])
                        .with_signed_content(SignedContent::from(self.signed)))
                };
                self.check(output, &uri, probe, &credential, authorization.as_ref(), &make_first(keys, make))
            }
            (VendorName::Dixa, Credential::Keys(keys)) => {
                let make = |key: &Key| {
                    let kit = testkit::dixa(key.clone(), uri.clone(), clock(), window).map_err(invalid)?;
                    Ok(authorization.iter().fold(kit, |kit, own| kit.with_authorization(own.clone())))
                };
                self.check(output, &uri, probe, &credential, authorization.as_ref(), &make_first(keys, make))
            }
            (VendorName::AcquireV1, Credential::Token(token)) => {
                let make = || {
                    let kit = testkit::acquire_v1(token.as_str(), uri.clone()).map_err(invalid)?;
                    kit.with_parameter(&self.token_parameter).map_err(invalid)
                };
                self.check(output, &uri, probe, &credential, authorization.as_ref(), &make)
            }
            (VendorName::Comm100, Credential::Token(token)) => {
                let make = || {
                    let kit = testkit::comm100(token.as_str(), uri.clone()).map_err(invalid)?;
                    kit.with_parameter(&self.token_parameter).map_err(invalid)
                };
                self.check(output, &uri, probe, &credential, authorization.as_ref(), &make)
            }
            _ => Err(Failure::usage("this vendor needs another kind of secret")),
        }
    }

    fn check<V: Vendor>(
        &self,
        output: Output,
        uri: &Uri,
        probe: Option<Uri>,
        credential: &Credential,
        authorization: Option<&Authorization>,
        make: &dyn Fn() -> Result<Kit<V>, Failure>,
    ) -> Result<(), Failure> {
        let fresh = Fresh::new(self, uri, credential, authorization)?;
        Runner::new(self, output, uri.clone(), probe, fresh)?.run(make)
    }

    fn credential(&self, sources: &Sources) -> Result<Credential, Failure> {
        if !self.vendor.signs() {
            if self.keys.is_given(sources) {
                return Err(Failure::usage("this vendor signs nothing and takes no --key: see --url-token-file"));
            }
            let token = self.token.secret(sources)?.ok_or_else(|| {
                Failure::usage("a token is required: give --url-token-file FILE or set CHATHOOKS_URL_TOKEN")
            })?;
            UrlToken::new(token.as_str()).map_err(Failure::usage)?;
            return Ok(Credential::Token(token));
        }
        let key = |secret: &Secret| match self.vendor {
            VendorName::Dixa => hex_key(secret),
            _ => text_key(secret),
        };
        let keys = self.keys.secrets(sources)?.iter().map(key).collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() {
            return Err(Failure::usage("a key is required: give --key-file FILE or set CHATHOOKS_KEY"));
        }
        if keys.len() > 2 {
            return Err(Failure::usage("at most two keys: the new one and the old one of a rotation"));
        }
        Ok(Credential::Keys(keys))
    }

    fn authorization(&self, sources: &Sources) -> Result<Option<Authorization>, Failure> {
        let (value, file) = (self.authorization.as_ref(), self.authorization_file.as_ref());
        let Some(secret) = sources.secret("authorization", value, file)? else { return Ok(None) };
        dixa_authorization(&secret).map(Some)
    }
}

/// Returns a function that makes a kit with the first key.
fn make_first<'a, V: Vendor>(
    keys: &'a [Key],
    make: impl Fn(&Key) -> Result<Kit<V>, Failure> + 'a,
) -> impl Fn() -> Result<Kit<V>, Failure> + 'a {
    move || keys.first().ok_or_else(|| Failure::usage("a key is required")).and_then(&make)
}

#[expect(clippy::needless_pass_by_value, reason = "it is passed to `map_err` by its name")]
fn invalid(error: http::Error) -> Failure {
    Failure::usage(format!("the URL: {error}"))
}
