//! Where keys and tokens come from: a file, the environment, standard input, or the command line.

use std::cell::Cell;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use chathooks::auth::KeyError;
use chathooks::dixa::Authorization;
use chathooks::{Key, Keys};
use clap::Args;
use http::Uri;
use zeroize::Zeroizing;

use crate::client::{has_token, with_token};
use crate::failure::Failure;
use crate::output;
use crate::vendor::VendorName;

/// A secret as it was given.
pub(crate) type Secret = Zeroizing<Vec<u8>>;

/// Which arguments were given on the command line; others may come from the environment.
pub(crate) struct Sources {
    given: Vec<String>,
    is_visible: Cell<bool>,
    is_stdin_read: Cell<bool>,
}

impl Sources {
    pub(crate) fn new(given: Vec<String>) -> Self {
        Self { given, is_visible: Cell::new(false), is_stdin_read: Cell::new(false) }
    }

    pub(crate) fn is_given(&self, id: &str) -> bool {
        self.given.iter().any(|given| given == id)
    }

    /// Prints a warning if a secret was on the command line. It is printed once.
    pub(crate) fn warn(&self) {
        if self.is_visible.take() {
            anstream::eprintln!(
                "warning: other users of this machine can see a secret on the command line: use a file or the environment"
            );
        }
    }

    /// Returns the secrets of an argument and of its files, in this order. The environment is used if neither is given.
    pub(crate) fn secrets(&self, id: &str, values: &[OsString], files: &[PathBuf]) -> Result<Vec<Secret>, Failure> {
        let is_given = self.is_given(id);
        if is_given {
            self.is_visible.set(true);
        }
        let values = if is_given || files.is_empty() { values } else { &[] };
        let values = values.iter().map(|value| Ok(Zeroizing::new(value.as_encoded_bytes().to_vec())));
        let argument = format!("{}-file", option(id));
        values.chain(files.iter().map(|file| self.file(&argument, file))).collect()
    }

    /// Returns the only secret of an argument or a file, if any.
    pub(crate) fn secret(
        &self,
        id: &str,
        value: Option<&OsString>,
        file: Option<&PathBuf>,
    ) -> Result<Option<Secret>, Failure> {
        let (values, files): (Vec<_>, Vec<_>) =
            (value.cloned().into_iter().collect(), file.cloned().into_iter().collect());
        let mut secrets = self.secrets(id, &values, &files)?;
        if secrets.len() > 1 {
            return Err(Failure::usage(format!("{} and its file are both given", option(id))));
        }
        Ok(secrets.pop())
    }

    /// Reads a file, or standard input for `-`. One line end at the end is removed.
    fn file(&self, argument: &str, path: &Path) -> Result<Secret, Failure> {
        let is_stdin = path == Path::new("-");
        if is_stdin && self.is_stdin_read.replace(true) {
            return Err(Failure::usage("standard input is read more than once"));
        }
        let mut secret = Zeroizing::new(if is_stdin { output::input()? } else { output::read_file(argument, path)? });
        if secret.last() == Some(&b'\n') {
            secret.pop();
            if secret.last() == Some(&b'\r') {
                secret.pop();
            }
        }
        Ok(secret)
    }

    /// Reads the body of a delivery from standard input.
    pub(crate) fn body(&self) -> Result<Vec<u8>, Failure> {
        if self.is_stdin_read.replace(true) {
            return Err(Failure::usage(
                "standard input is read more than once: it has the body, so read the key from a file",
            ));
        }
        output::input()
    }
}

/// Returns the argument of an id.
fn option(id: &str) -> String {
    format!("--{}", id.replace('_', "-"))
}

/// The keys of a vendor that signs.
#[derive(Args)]
pub(crate) struct KeyArgs {
    /// A file with a key, or `-` for standard input; can be repeated
    ///
    /// One line end at the end of the file is removed.
    #[arg(long, value_name = "FILE")]
    key_file: Vec<PathBuf>,
    /// A key; for Dixa, the secret in hexadecimal digits; can be repeated
    ///
    /// Other users of this machine can see the command line: use a file or the environment.
    #[arg(long, value_name = "TEXT", env = "CHATHOOKS_KEY", hide_env_values = true, allow_hyphen_values = true)]
    key: Vec<OsString>,
}

impl KeyArgs {
    pub(crate) fn secrets(&self, sources: &Sources) -> Result<Vec<Secret>, Failure> {
        sources.secrets("key", &self.key, &self.key_file)
    }

    /// Returns whether a key was given, in another way than by the environment.
    pub(crate) fn is_given(&self, sources: &Sources) -> bool {
        sources.is_given("key") || !self.key_file.is_empty()
    }

    /// Returns whether there is a key, and it comes from the environment.
    pub(crate) fn is_from_environment(&self, sources: &Sources) -> bool {
        !self.key.is_empty() && !self.is_given(sources)
    }
}

/// The token of a vendor that signs nothing.
#[derive(Args)]
pub(crate) struct TokenArgs {
    /// A file with the secret token in the URL, for Acquire 1.0.0 and Comm100, which sign nothing
    #[arg(long, value_name = "FILE")]
    url_token_file: Option<PathBuf>,
    /// The token itself, which other users of this machine can see
    #[arg(long, value_name = "TOKEN", env = "CHATHOOKS_URL_TOKEN", hide_env_values = true, allow_hyphen_values = true)]
    url_token: Option<OsString>,
}

impl TokenArgs {
    /// Returns whether a token was given, in another way than by the environment.
    pub(crate) fn is_given(&self, sources: &Sources) -> bool {
        sources.is_given("url_token") || self.url_token_file.is_some()
    }

    /// Returns the URL with the token, if any. A vendor that signs takes none, and neither does a URL that has one. For
    /// these, a token of the environment is ignored.
    pub(crate) fn add_to(&self, uri: Uri, vendor: VendorName, sources: &Sources) -> Result<Uri, Failure> {
        let reason = if vendor.signs() {
            "this vendor signs its requests and takes no --url-token"
        } else if has_token(&uri.to_string())? {
            "the URL has a token already, so give no --url-token"
        } else {
            let Some(token) = self.secret(sources)? else { return Ok(uri) };
            return with_token(&uri, "token", &token);
        };
        if self.is_given(sources) { Err(Failure::usage(reason)) } else { Ok(uri) }
    }

    pub(crate) fn secret(&self, sources: &Sources) -> Result<Option<Zeroizing<String>>, Failure> {
        let secret = sources.secret("url_token", self.url_token.as_ref(), self.url_token_file.as_ref())?;
        secret.map(|secret| text(&secret).map(|text| Zeroizing::new(text.to_owned()))).transpose()
    }
}

/// Returns a key that is a text.
pub(crate) fn text_key(secret: &Secret) -> Result<Key, Failure> {
    Key::new(text(secret)?).map_err(Failure::usage)
}

/// Returns a key in hexadecimal digits.
pub(crate) fn hex_key(secret: &Secret) -> Result<Key, Failure> {
    let digits = str::from_utf8(secret).map_err(|_| Failure::usage(KeyError::NotHex))?;
    Key::from_hex(digits).map_err(Failure::usage)
}

/// Returns the keys, or `None` if there is none.
pub(crate) fn keys(secrets: &[Secret], key: impl Fn(&Secret) -> Result<Key, Failure>) -> Result<Option<Keys>, Failure> {
    let keys = secrets.iter().map(key).collect::<Result<Vec<_>, _>>()?;
    Ok(Keys::try_from(keys).ok())
}

pub(crate) fn text(secret: &Secret) -> Result<&str, Failure> {
    str::from_utf8(secret).map_err(|_| Failure::usage("the secret is not UTF-8"))
}

/// Returns the `Authorization` header of `Bearer TOKEN` or `Basic USER:PASSWORD`.
pub(crate) fn dixa_authorization(secret: &Secret) -> Result<Authorization, Failure> {
    let wrong = || Failure::usage("the authorization must be `Bearer TOKEN` or `Basic USER:PASSWORD`");
    let (scheme, rest) = text(secret)?.split_once(' ').ok_or_else(wrong)?;
    let authorization = match scheme {
        "Bearer" => Authorization::bearer(rest),
        "Basic" => {
            let (user, password) = rest.split_once(':').ok_or_else(wrong)?;
            Authorization::basic(user, password)
        }
        _ => return Err(wrong()),
    };
    authorization.map_err(Failure::usage)
}
