//! Whole requests for the tests of a receiver.

use std::time::Duration;

use chathooks::acquire::{Acquire, SignedContent};
use chathooks::comm100::Comm100;
use chathooks::dixa::Dixa;
use chathooks::testkit::{self, Kit};
use chathooks::{Format, Vendor};

use super::auth::{authorizations, key};
use super::{KIT, Path, SENT, TOKEN, paths, used};
use crate::now;

const URL: &str = "https://h.example/hook";

fn acquire() -> Kit<Acquire> {
    testkit::acquire(key(), URL).unwrap().with_formats([Format::Json])
}

fn dixa() -> Kit<Dixa> {
    testkit::dixa(key(), URL, now(), Duration::from_secs(9)).unwrap()
}

fn comm100() -> Kit<Comm100> {
    testkit::comm100(TOKEN, URL).unwrap()
}

fn first<V: Vendor>(kit: &Kit<V>) {
    kit.duplicates().chain(kit.failures()).chain([kit.rotation(kit), kit.oversized(1000)]).take(3).for_each(drop);
}

const THE_TOKEN: &[&str] = &["the token"];

pub(super) fn paths() -> Vec<Path> {
    paths! {
        "testkit::kit::Kit" => (used::<Kit<Acquire>>(acquire()), used::<Kit<Dixa>>(dixa()));
        "testkit::kit::Kit::valid" => (acquire().valid().count(), dixa().valid().count());
        "testkit::kit::Kit::unknown" => (acquire().unknown().count(), dixa().unknown().count());
        "testkit::kit::Kit::forged" => (acquire().forged().count(), dixa().forged().count());
        "testkit::kit::Kit::faults" => (acquire().faults().count(), dixa().faults().count());
        "testkit::kit::Kit::malformed" => (acquire().malformed().count(), dixa().malformed().count());
        "testkit::kit::Kit::duplicates" => acquire().duplicates().count();
        "testkit::kit::Kit::failures" => acquire().failures().count();
        "testkit::kit::Kit::rotation" => acquire().rotation(&acquire());
        "testkit::kit::Kit::oversized" => acquire().oversized(1000);
        "testkit::kit::Kit::with_formats" => acquire().with_formats([Format::Json]);
        "testkit::kit::Kit::with_signed_content" => acquire().with_signed_content(SignedContent::RawBody);
        "testkit::kit::Kit::with_authorization" => {
            let [_, bearer] = authorizations();
            dixa().with_authorization(bearer).unknown().count()
        }, leaves &["the bearer token"], for SENT;
        "testkit::kit::Kit::with_parameter" => comm100().with_parameter("key"), leaves THE_TOKEN, for KIT;
        "testkit::acquire" => first(&testkit::acquire(key(), URL).unwrap());
        "testkit::dixa" => first(&testkit::dixa(key(), URL, now(), Duration::from_secs(9)).unwrap());
        "testkit::acquire_v1" => testkit::acquire_v1(TOKEN, URL), leaves THE_TOKEN, for KIT;
        "testkit::comm100" => testkit::comm100(TOKEN, URL), leaves THE_TOKEN, for KIT;
    }
}
