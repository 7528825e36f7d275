//! Whole requests for the tests of a receiver: they are named, and not shown.

use std::time::Duration;

use chathooks::Vendor;
use chathooks::dixa::Authorization;
use chathooks::testkit::{self, AuthFault, BodyFault, Kit, ScenarioKind};

use crate::look::{PASSWORD, Seen, TOKEN, look};
use crate::secrets::{key, now};

pub(crate) fn look(seen: &mut Seen) {
    let url = format!("https://hook:{PASSWORD}@h.example/{TOKEN}?a={TOKEN}");
    let of_dixa = testkit::dixa(key(), url.as_str(), now(), Duration::from_secs(9)).unwrap();
    requests(seen, &of_dixa.with_authorization(Authorization::basic("hook", PASSWORD).unwrap()));
    requests(seen, &testkit::acquire(key(), url.as_str()).unwrap());
    requests(seen, &testkit::acquire_v1(TOKEN, url.as_str()).unwrap());
    requests(seen, &testkit::comm100(TOKEN, url.as_str()).unwrap());
    look!(seen, Nothing: AuthFault::WrongKey, BodyFault::Empty, ScenarioKind::Duplicate);
    let wrong = testkit::comm100(TOKEN, format!("https://{TOKEN} {TOKEN}/")).unwrap_err();
    assert!(!format!("{wrong} {wrong:?}").contains(TOKEN));
}

fn requests<V: Vendor>(seen: &mut Seen, kit: &Kit<V>) {
    look!(seen, Nothing: kit.clone());
    kit.valid().chain(kit.unknown()).for_each(|delivery| look!(seen, Nothing: delivery));
    kit.forged().for_each(|forged| look!(seen, Nothing: forged));
    kit.malformed().for_each(|malformed| look!(seen, Nothing: malformed));
    for scenario in kit.duplicates().chain(kit.failures()).chain([kit.rotation(kit), kit.oversized(2000)]) {
        look!(seen, Nothing: scenario.exchanges[0].clone(), scenario.check(|_| 418, || 9).unwrap_err(), scenario);
    }
}
