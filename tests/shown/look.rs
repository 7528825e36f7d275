//! Looks through everything that a value shows.

use std::collections::{BTreeSet, HashSet};
use std::error::Error;
use std::fmt::{Debug, Display};
use std::sync::LazyLock;

use base64ct::{Base64, Encoding as _};
use chathooks::Key;
use serde::Serialize;

pub(crate) const KEY: &str = "Tz8vQ0mK3xR7pLw2Jd5Yc9Ns";
pub(crate) const DIGITS: &str = "5f1c9be2a0d34876b1ef20c4739ad85e6613f7a94bc2085d";
pub(crate) const TOKEN: &str = "Hn4Vw9Xp2Mq7Ls5R";
pub(crate) const PASSWORD: &str = "qWerty123uIop456";
pub(crate) const BEARER: &str = "Qx7Lk2Vn9Rt4Bz8W";
pub(crate) const HEADER: &str = "Wd5Rm8Kq1Zt6Vy3N";
pub(crate) const CREDENTIAL: &str = "Zu3Kp8Ty1Hw6Dm4L";
/// What a customer wrote, as a text and as a number.
pub(crate) const CUSTOMER: &str = "cust0mers-Text";
pub(crate) const NUMBER: u64 = 4_815_162_342;
/// The body that the planted signatures are of.
pub(crate) const BODY: &str = r#"{"event":"case:status","data":{"caseId":"72","status":"closed"}}"#;
pub(crate) const TIME: u64 = 1_770_715_231_999;

/// What a type may show.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum May {
    /// Nothing that is planted.
    Nothing,
    /// Nothing, but serde writes all of it, because the vendor or a store reads it again.
    Write,
    /// What it displays and writes is itself.
    Display,
    /// The contents of a body, and no secret.
    Contents,
}

/// The types that were looked at, and what they showed.
pub(crate) struct Seen {
    all: BTreeSet<String>,
    texts: HashSet<String>,
    pub(crate) types: BTreeSet<String>,
    pub(crate) faults: Vec<String>,
}

impl Seen {
    pub(crate) fn new(all: BTreeSet<String>) -> Self {
        Self { all, texts: HashSet::new(), types: BTreeSet::new(), faults: Vec::new() }
    }

    /// Notes a value of a type and what it showed, by the way in which it did.
    pub(crate) fn note(&mut self, type_name: &str, may: May, shown: &[(&str, String)]) {
        for (how, text) in shown {
            // Many errors are the same.
            if !self.texts.insert(format!("{} {type_name} {how} {text}", may as u8)) {
                continue;
            }
            self.types.insert(self.public_name(type_name));
            let found = found(text, may);
            if !found.is_empty() && !may_show(may, how) {
                self.faults.push(format!("{how} of {type_name} shows {found:?}: {text}"));
            }
        }
    }

    /// Notes a type that was shown as a part of another.
    pub(crate) fn note_part(&mut self, name: &str) {
        if self.all.contains(name) {
            self.types.insert(name.to_owned());
        }
    }

    /// The public name of a type that is declared there: the last name is the same, and so is the start.
    fn public_name(&self, type_name: &str) -> String {
        let declared = type_name.split('<').next().unwrap();
        let (module, last) = declared.rsplit_once("::").unwrap();
        let fits = |name: &&String| {
            let (path, own) = name.rsplit_once("::").unwrap();
            own == last && (module == path || module.starts_with(&format!("{path}::")))
        };
        let name = self.all.iter().filter(fits).max_by_key(|name| name.len());
        name.unwrap_or_else(|| panic!("{type_name} is not public")).clone()
    }
}

fn may_show(may: May, how: &str) -> bool {
    match may {
        May::Nothing | May::Contents => false,
        May::Write => how == "serde",
        May::Display => how == "serde" || how == "Display",
    }
}

/// Returns which of the planted values a text contains, in any form.
pub(crate) fn found(text: &str, may: May) -> Vec<String> {
    static SECRETS: LazyLock<Vec<String>> = LazyLock::new(secrets);
    let of_a_customer = [CUSTOMER.to_owned(), NUMBER.to_string()];
    let of_a_customer = if may == May::Contents { &[][..] } else { &of_a_customer };
    // Letters may be of either case, and numbers may stand on lines of their own.
    let text = text.split_whitespace().collect::<String>().to_ascii_lowercase();
    let is_in = |own: &&String| text.contains(&own.to_ascii_lowercase());
    SECRETS.iter().chain(of_a_customer).filter(is_in).cloned().collect()
}

/// The secrets and the right signatures, as texts, in digits, in base64 and as numbers.
fn secrets() -> Vec<String> {
    let secrets = [KEY, DIGITS, TOKEN, PASSWORD, BEARER, HEADER, CREDENTIAL].map(|text| text.as_bytes().to_vec());
    let (key, other) = (Key::new(KEY).unwrap(), Key::from_hex(DIGITS).unwrap());
    let dixa = [TIME.to_string(), BODY.to_owned()].join(".");
    let signatures = [key.sign(BODY.as_bytes()), other.sign(BODY.as_bytes()), other.sign(dixa.as_bytes())];
    let signatures = signatures.map(|signature| signature.to_bytes().to_vec());
    let mut planted = Vec::new();
    for bytes in secrets.into_iter().chain([other_bytes()]).chain(signatures) {
        planted.extend(String::from_utf8(bytes.clone()));
        planted.push(bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(digit).collect());
        // Padding and the end depend on what follows.
        planted.push(Base64::encode_string(&bytes)[..16].to_owned());
        let numbers: Vec<_> = bytes[..6].iter().map(ToString::to_string).collect();
        planted.push(numbers.join(","));
    }
    planted
}

fn digit(nibble: u8) -> char {
    char::from_digit(u32::from(nibble), 16).unwrap()
}

/// The key that the digits are of.
fn other_bytes() -> Vec<u8> {
    (0..DIGITS.len()).step_by(2).map(|at| u8::from_str_radix(&DIGITS[at..at + 2], 16).unwrap()).collect()
}

/// Shows a value in each way that its type has. A way that it has not is none: `(&&Shown(&value)).display()` takes the
/// method of the first trait that fits.
pub(crate) struct Shown<'v, T>(pub(crate) &'v T);

impl<T: Debug> Shown<'_, T> {
    pub(crate) fn debug(&self) -> Vec<(&'static str, String)> {
        vec![("Debug", format!("{:?}", self.0)), ("Debug", format!("{:#?}", self.0))]
    }
}

pub(crate) trait HasDisplay {
    fn display(&self) -> Vec<(&'static str, String)>;
}

impl<T: Display> HasDisplay for Shown<'_, T> {
    fn display(&self) -> Vec<(&'static str, String)> {
        vec![("Display", format!("{} {:#}", self.0, self.0))]
    }
}

pub(crate) trait HasSource {
    fn source(&self) -> Vec<(&'static str, String)>;
}

impl<T: Error> HasSource for Shown<'_, T> {
    fn source(&self) -> Vec<(&'static str, String)> {
        let errors = std::iter::successors(self.0.source(), |error: &&dyn Error| (*error).source());
        errors.map(|error| ("source", format!("{error} {error:#} {error:?} {error:#?}"))).collect()
    }
}

pub(crate) trait HasSerde {
    fn serde(&self) -> Vec<(&'static str, String)>;
}

impl<T: Serialize> HasSerde for Shown<'_, T> {
    fn serde(&self) -> Vec<(&'static str, String)> {
        // Of an index or a name that JSON has no form for, the error is looked at.
        vec![("serde", serde_json::to_string(self.0).unwrap_or_else(|error| error.to_string()))]
    }
}

pub(crate) trait HasNone {
    fn display(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    fn source(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    fn serde(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

impl<T> HasNone for &Shown<'_, T> {}

/// Looks at values, each of which may show the same.
macro_rules! look {
    ($seen:expr, $may:ident: $($value:expr),+ $(,)?) => {$({
        #[allow(unused_imports, reason = "not every type has each way")]
        use $crate::look::{HasDisplay as _, HasNone as _, HasSerde as _, HasSource as _};
        let value = $value;
        let shown = $crate::look::Shown(&value);
        let all = [shown.debug(), (&shown).display(), (&shown).source(), (&shown).serde()].concat();
        $seen.note(std::any::type_name_of_val(&value), $crate::look::May::$may, &all);
    })+};
}

pub(crate) use look;

/// What a value shows is found, in each way: a test that finds nothing says nothing otherwise.
#[test]
fn what_is_planted_is_found() {
    #[derive(Debug, Serialize)]
    struct Leaks(Vec<u8>);
    #[derive(Debug)]
    struct Behind(std::io::Error);
    impl Display for Behind {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("fine")
        }
    }
    impl Error for Behind {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }
    let ways =
        |seen: Seen| seen.faults.iter().map(|fault| fault.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>();
    let new = || Seen::new(BTreeSet::from(["shown::look".to_owned() + "::Leaks", "shown::look::Behind".to_owned()]));
    let mut seen = new();
    look!(seen, Nothing: Leaks(KEY.as_bytes().to_vec()));
    assert_eq!(ways(seen), vec!["Debug", "Debug", "serde"]);
    let mut seen = new();
    look!(seen, Contents: Behind(std::io::Error::other(format!("{PASSWORD} of {CUSTOMER}"))));
    assert_eq!(ways(seen), vec!["Debug", "Debug", "source"]);
    assert_eq!(found(&Key::new(KEY).unwrap().sign(BODY.as_bytes()).to_string(), May::Contents).len(), 1);
    assert_eq!(found(CUSTOMER, May::Contents), Vec::<String>::new());
    assert_eq!(found(&format!("<{CUSTOMER}>"), May::Nothing), [CUSTOMER]);
}
