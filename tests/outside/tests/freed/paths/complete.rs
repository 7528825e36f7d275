//! That no path is missing, and that the reasons for what is left are those of `SECURITY.md`.

use std::collections::BTreeSet;
use std::path::Path;

use super::all;
use crate::functions::{Declared, Function, room};

/// What a secret is held in. A type that has one of them in a field holds a secret too.
const ROOTS: [&str; 6] = ["Zeroizing", "HmacCore", "EnteredToken", "WebhookUrl", "RequestParts", "Hand"];

/// A parameter of one of them may be a secret.
const TEXTS: [&str; 6] = ["str", "String", "u8", "Text", "Cow", "Value"];

/// What the row of a type runs, and traits of the crate alone.
const OF_A_TYPE: [&str; 10] =
    ["AsRef", "Blank", "Clone", "Debug", "Eq", "IntoOwned", "PartialEq", "Read", "Sealed", "Write"];

/// The public paths that are left out: all of a type or module, or a single one, with the reason.
const LEFT_OUT: [(&str, &[&str]); 9] = [
    (
        "it holds no secret, and has the name of a type that does",
        &[
            "acquire::inbound::exchange::Exchange",
            "acquire::inbound::exchange::Exchange::new",
            "acquire::inbound::exchange::Fallback",
            "acquire::inbound::exchange::Retry",
            "acquire::inbound::exchange::Step",
            "acquire::inbound::webhook::Webhook",
            "acquire::rest::write::CreateWebhook as From",
            "acquire::v1::send::Sender",
        ],
    ),
    ("it takes nothing", &["auth::key::Key::empty_and_forgeable", "dixa::rest::headers::WebhookHeaders::new"]),
    (
        "a body, which the caller owns",
        &[
            "acquire::event::Event",
            "acquire::inbound::variables::Variables::decode",
            "acquire::v1::event::Event",
            "codec::Value::from_body",
            "codec::stringify::stringify",
            "comm100::event::Event",
            "comm100::send::Sender::raw_parts",
            "dixa::event::Event",
            "format::Format::detect",
            "rest::endpoint::Endpoint::answer",
            "rest::endpoint::Endpoint::answer_within",
            "verified::body::Vendor::decode",
        ],
    ),
    (
        "the contents of events",
        &[
            "acquire::inbound::template::placeholders",
            "acquire::inbound::variables::Variables",
            "acquire::model",
            "comm100::model",
            "dixa::model",
            "model::events",
            "model::json_string::JsonString",
            "value",
        ],
    ),
    (
        "a name, an id or an address",
        &[
            "acquire::inbound::reserved::ReservedVariable",
            "acquire::rest::read::GetWebhook::new",
            "acquire::rest::webhook::Related",
            "acquire::rest::write::$name::with_notification_email",
            "auth::headers::Header::parse",
            "comm100::rest::guid::Guid",
            "dedupe::idempotency_key::IdempotencyKey",
            "delivery::delivery_failed::Notification::new",
            "delivery::retry_after::RetryAfter::parse",
            "dixa::rest::filters::Condition",
            "dixa::rest::logs::GetDeliveryLogs::new",
        ],
    ),
    ("a signature, which the request has", &["auth::signature::Signature"]),
    ("it borrows the request, and `Vendor::receive` runs it", &["verified::request_context::RequestContext::new"]),
    (
        "declared by a macro, and run by the row of each type",
        &["acquire::rest::write::$name", "rest::endpoint::$call as Endpoint"],
    ),
    ("not public", &["codec", "model::open_enum"]),
];

/// The paths of the sources that take a secret, or may.
fn taking(declared: &Declared) -> BTreeSet<(String, bool)> {
    let holders = declared.holders(&ROOTS);
    let is_one = |path: &str, word: &String| declared.is_one(room(path), word, &holders);
    let mut paths = BTreeSet::new();
    for Function { path, words } in &declared.functions {
        let (owner, of) = path.split_once(" as ").unwrap_or((path, ""));
        let (own, name) = owner.rsplit_once("::").unwrap_or(("", owner));
        let own = if of.is_empty() { own.rsplit("::").next().unwrap() } else { name };
        let by_others = words.iter().any(|word| word != own && is_one(path, word));
        let by_text = words.iter().any(|word| TEXTS.contains(&word.as_str()));
        let of = of.split("::").next().unwrap();
        if !OF_A_TYPE.contains(&of) && (by_others || by_text || words.iter().any(|word| is_one(path, word))) {
            paths.insert((path.clone(), by_others));
        }
    }
    let types = declared.types.iter().filter(|own| own.is_public);
    let types = types.filter(|own| holders.contains(&(own.room().to_owned(), own.name.clone())));
    paths.extend(types.map(|own| (format!("{}::{}", own.module, own.name), false)));
    paths
}

/// Whether a path is left out. One that takes what holds a secret besides its own type is left out only by itself.
fn is_left_out(path: &str, by_others: bool) -> bool {
    LEFT_OUT.iter().flat_map(|(_, paths)| *paths).any(|own| {
        let rest = path.strip_prefix(own);
        rest == Some("") || !by_others && rest.is_some_and(|rest| rest.starts_with("::") || rest.starts_with(" as "))
    })
}

fn sources() -> Declared {
    Declared::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src"))
}

#[test]
fn no_path_is_missing() {
    let listed: Vec<_> = all().iter().map(|path| path.name).collect();
    let taking = taking(&sources());
    let known = |path: &str| taking.iter().any(|(own, _)| own == path);
    let missing: Vec<_> = taking
        .iter()
        .filter(|(path, by_others)| !listed.contains(&path.as_str()) && !is_left_out(path, *by_others))
        .map(|(path, _)| path)
        .collect();
    assert!(missing.is_empty(), "neither run nor left out: {missing:#?}");
    let gone: Vec<_> = listed.iter().filter(|path| !known(path)).collect();
    assert!(gone.is_empty(), "run, and not in the sources: {gone:#?}");
    assert_eq!(listed.iter().collect::<BTreeSet<_>>().len(), listed.len(), "each is run once");
    let of =
        |left: &str| taking.iter().any(|(path, by_others)| path.starts_with(left) && is_left_out(path, *by_others));
    let unneeded: Vec<_> = LEFT_OUT.iter().flat_map(|(_, paths)| *paths).filter(|left| !of(left)).collect();
    assert!(unneeded.is_empty(), "left out, and not in the sources: {unneeded:#?}");
    assert!(listed.len() > 150, "{}", listed.len());
}

/// The code of each row calls what the row is about.
#[test]
fn each_path_runs_what_it_names() {
    for path in all() {
        let name = path.name.split(" as ").next().unwrap().rsplit("::").next().unwrap();
        let is_function = name.starts_with(char::is_lowercase);
        let code: String = path.code.split_whitespace().collect();
        let calls = |open: &str| code.contains(&format!("{name}{open}"));
        let runs = if is_function { calls("(") || calls("::<") } else { calls("") };
        assert!(runs, "{}: {code}", path.name);
    }
}

/// What `SECURITY.md` says is not wiped.
pub(super) fn exceptions() -> String {
    let security = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../SECURITY.md")).unwrap();
    let row = security.lines().find(|line| line.starts_with("| Keys, tokens")).unwrap();
    row.split("Not wiped: ").nth(1).unwrap().split(" | ").next().unwrap().to_owned()
}

/// What is left has a reason, and `SECURITY.md` says it.
#[test]
fn security_names_each_exception() {
    let exceptions = exceptions();
    for path in all() {
        assert_eq!(path.leaves.is_empty(), path.because.is_empty(), "{}", path.name);
        assert!(exceptions.contains(path.because), "{}: {}", path.name, path.because);
    }
}

/// What is added to the sources is noticed.
#[test]
fn a_new_path_is_found() {
    let declared = sources();
    let before = taking(&declared);
    let found = |module: &str, source: &str| {
        let mut declared = declared.clone();
        declared.add(module, source);
        let added: BTreeSet<_> = taking(&declared).difference(&before).cloned().collect();
        !added.is_empty() && added.iter().all(|(path, by_others)| !is_left_out(path, *by_others))
    };
    assert!(found("auth::new", "impl Key { pub fn rotated(&self) -> Self { fn inner() {} } }"));
    assert!(found("acquire::new", "pub fn sign(key: &Key) -> Signature {}"));
    assert!(found("acquire::new", "pub const fn check<K: AsRef<[u8]>>(secret: K) -> bool {}"));
    assert!(found("dixa::new", "impl<'a> From<crate::Keys> for Window<'a> {}"));
    assert!(found("dixa::new", "pub struct Cached<T> { own: Vec<(T, crate::Key)> }"));
    assert!(found("rest::new", "pub trait Store { fn keep(&self, secret: &Secret); }"));
    assert!(found("value::new", "impl Text<'_> { pub fn of(secret: &Secret) {} }"));
    assert!(found("comm100::new", "endpoint! { RotateToken<'_> => (), accept; request(self, account) => x; }"));
    assert!(found("acquire::new", "setters! { CreateWebhook { /// Docs.\n with_next_key(next_key: Secret); } }"));
    assert!(!found("auth::new", "impl Key { fn inner(&self) {} pub(crate) fn own(key: &str) {} }"));
    assert!(!found("auth::new", "pub fn count(of: usize) -> Key {}"));
}
