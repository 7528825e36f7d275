//! The sample events: those of the library's test kit.

use chathooks::acquire::SignedContent;
use chathooks::testkit::{self, Kit};
use chathooks::{Format, Key, Vendor};

use crate::vendor::{VendorName, clock};

/// A sample of an event, as JSON.
pub(crate) struct Sample {
    /// The wire name of the event.
    pub(crate) event: String,
    pub(crate) name: &'static str,
    pub(crate) body: Vec<u8>,
}

/// Returns the samples of a vendor.
pub(crate) fn samples(vendor: VendorName) -> Vec<Sample> {
    // The kit's requests are signed by this key and sent to this URL, and only their bodies are used.
    let (key, url) = (Key::empty_and_forgeable(), "http://localhost");
    match vendor {
        VendorName::Acquire => testkit::acquire(key, url)
            .map(|kit| bodies(&kit.with_formats([Format::Json]).with_signed_content(SignedContent::RawBody))),
        VendorName::AcquireV1 => testkit::acquire_v1("token", url).map(|kit| bodies(&kit)),
        VendorName::Dixa => testkit::dixa(key, url, clock(), std::time::Duration::ZERO).map(|kit| bodies(&kit)),
        VendorName::Comm100 => testkit::comm100("token", url).map(|kit| bodies(&kit)),
    }
    .unwrap_or_default()
}

fn bodies<V: Vendor>(kit: &Kit<V>) -> Vec<Sample> {
    let sample = |delivery: testkit::Delivery| Sample {
        event: delivery.event,
        name: delivery.sample,
        body: delivery.request.into_body(),
    };
    kit.valid().map(sample).collect()
}
