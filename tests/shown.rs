//! What each public type shows of a secret or of a customer: its `Debug`, its `Display`, the errors behind an error, and
//! what serde writes.
//!
//! The types are those of the surface. One without a sample here fails, unless a reason is stated.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

#[path = "shown/errors.rs"]
mod errors;
#[path = "shown/events.rs"]
mod events;
#[path = "shown/look.rs"]
mod look;
#[path = "surface/names.rs"]
mod names;
#[path = "shown/plain.rs"]
mod plain;
#[path = "surface/records.rs"]
mod records;
#[path = "shown/secrets.rs"]
mod secrets;
#[cfg(feature = "testkit")]
#[path = "shown/testkit.rs"]
mod testkit;
mod util;

use std::collections::BTreeSet;

use look::Seen;

/// The types that no sample is needed of.
const LEFT_OUT: [(&str, &[&str]); 3] = [
    (
        "a trait",
        &[
            "chathooks::Headers",
            "chathooks::Vendor",
            "chathooks::dedupe::Store",
            "chathooks::rest::Endpoint",
            "chathooks::verified::VendorEvent",
        ],
    ),
    (
        "a mark, of which nobody has a value",
        &[
            "chathooks::acquire::Acquire",
            "chathooks::acquire::v1::AcquireV1",
            "chathooks::comm100::Comm100",
            "chathooks::dixa::Dixa",
        ],
    ),
    ("another name of `TokenReceiver`", &["chathooks::acquire::v1::Receiver", "chathooks::comm100::Receiver"]),
];

/// The names of the public types: those that are not modules, functions or constants.
fn types() -> BTreeSet<String> {
    let is_type = |name: &String| {
        let last = name.rsplit("::").next().unwrap();
        last.starts_with(char::is_uppercase) && last.contains(char::is_lowercase)
    };
    let is_there = |name: &String| cfg!(feature = "testkit") || !name.starts_with("chathooks::testkit::");
    names::names().into_iter().filter(is_type).filter(is_there).collect()
}

#[test]
fn no_type_shows_what_it_should_not() {
    let mut seen = Seen::new(types());
    secrets::look(&mut seen);
    events::look(&mut seen);
    errors::look(&mut seen);
    plain::look(&mut seen);
    #[cfg(feature = "testkit")]
    testkit::look(&mut seen);
    assert!(seen.faults.is_empty(), "{}", seen.faults.join("\n"));

    // `tests/rest_debug.rs` plants in each field of these.
    let records = records::records();
    let records = records.iter().map(|name| name.split_once("::").unwrap());
    let records: BTreeSet<_> = records.map(|(vendor, name)| format!("chathooks::{vendor}::rest::{name}")).collect();
    let left_out: BTreeSet<_> = LEFT_OUT.iter().flat_map(|(_, names)| *names).map(|name| (*name).to_owned()).collect();
    let known = &(&seen.types | &records) | &left_out;
    let missing: Vec<_> = types().difference(&known).cloned().collect();
    assert!(missing.is_empty(), "{} without a sample: {missing:#?}", missing.len());
    let gone: Vec<_> = known.difference(&types()).cloned().collect();
    assert!(gone.is_empty(), "no such type: {gone:#?}");
    assert!(seen.types.is_disjoint(&left_out), "left out, and looked at");
}
