//! Every public path that takes a secret, run by itself.
//!
//! The paths are read from the sources: each function, conversion and call with a type in it that holds a secret, each
//! of these types, and each function that takes a text. None may be missing here.

#[path = "paths/auth.rs"]
mod auth;
#[path = "paths/complete.rs"]
mod complete;
#[path = "paths/deliveries.rs"]
mod deliveries;
#[path = "paths/management.rs"]
mod management;
#[path = "paths/records.rs"]
mod records;
#[path = "paths/testkit.rs"]
mod testkit;

use std::collections::BTreeSet;
use std::fmt::Debug;

use crate::util::{Secrets, leaks};
use crate::{HEX, TEXTS};

const KEY: &str = TEXTS[0];
const DIGITS: &str = HEX[0];
const TOKEN: &str = "Hn4Vw9Xp2Mq7Ls5R";
const PASSWORD: &str = "qWerty123uIop456";
const BEARER: &str = "Qx7Lk2Vn9Rt4Bz8W";
const HEADER: &str = "Wd5Rm8Kq1Zt6Vy3N";
const CREDENTIAL: &str = "Zu3Kp8Ty1Hw6Dm4L";
/// `hook` and the password, as `Basic` sends them.
const BASIC: &str = "aG9vazpxV2VydHkxMjN1SW9wNDU2";
/// The secret of a webhook, as a management API has it.
const HMAC_KEY: &str = "Gs7Jn2Bv5Xc9Lk4P";

/// What is planted. A path that is handed one of them must not leave it.
fn planted() -> Secrets {
    let mut secrets = Secrets::new();
    TEXTS.iter().for_each(|text| secrets.key(text.as_bytes()));
    HEX.iter().for_each(|digits| secrets.hex_key(digits));
    secrets.named(BASE64, BASIC.as_bytes());
    for (what, secret) in [
        ("the token", TOKEN),
        ("the password", PASSWORD),
        ("the bearer token", BEARER),
        ("the header", HEADER),
        ("the credential", CREDENTIAL),
        ("the webhook's secret", HMAC_KEY),
    ] {
        secrets.named(what, secret.as_bytes());
        secrets.digest(secret.as_bytes());
    }
    for header in ["Basic aG9vazpxV2VydHkxMjN1SW9wNDU2", "Bearer Qx7Lk2Vn9Rt4Bz8W"] {
        secrets.digest(header.as_bytes());
    }
    secrets
}

/// Why something is left, in the words of `SECURITY.md`.
const SENT: &str = "the request that a sender or a `Kit` built";
const CALL: &str = "the header and the body of a management request";
const URL: &str = "the URL of a webhook";
const RECORD: &str = "a record that cannot be read";
const KIT: &str = "the token of a `Kit`";

const BASE64: &str = "the password in base64";
/// What a request of Dixa has in its headers.
const BASIC_LEFT: &[&str] = &[BASE64, "the header"];

/// A path, how it is run, and what of the planted it leaves.
struct Path {
    name: &'static str,
    /// The code that runs it.
    code: &'static str,
    run: fn(),
    leaves: &'static [&'static str],
    /// Why, as `SECURITY.md` says it.
    because: &'static str,
}

/// Rows of paths: `"auth::key::Key::new" => Key::new(KEY);`, and behind the value what it leaves, if it does.
macro_rules! paths {
    ($($name:literal => $run:expr $(, leaves $leaves:expr, for $because:expr)?;)+) => {
        vec![$($crate::paths::Path {
            name: $name,
            code: stringify!($run),
            run: || {
                let _ = $run;
            },
            leaves: $crate::paths::paths!(@or &[] $(, $leaves)?),
            because: $crate::paths::paths!(@or "" $(, $because)?),
        }),+]
    };
    (@or $none:expr) => { $none };
    (@or $none:expr, $some:expr) => { $some };
}

use paths;

/// Does what nearly every type can: clones, is shown, and is moved about.
fn used<T: Clone + Debug>(value: T) -> Vec<T> {
    let mut all = Vec::new();
    for _ in 0..5 {
        all.push(value.clone());
    }
    let _ = format_args!("{value:?} {:#?}", all.remove(1)).to_string();
    all.push(*Box::new(value));
    all.shrink_to_fit();
    all.swap_remove(0);
    all
}

fn all() -> Vec<Path> {
    [auth::paths(), deliveries::paths(), management::paths(), records::paths(), testkit::paths()]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn each_path_leaves_what_it_says() {
    let secrets = planted();
    let mut faults = Vec::new();
    for path in all() {
        let found: BTreeSet<_> = leaks(&secrets, path.run).into_iter().collect();
        if found != path.leaves.iter().copied().collect() {
            faults.push(format!("{}: {found:?}, and not {:?}", path.name, path.leaves));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The same runs, with one more block that is freed.
#[test]
fn a_planted_leak_is_found_in_each_path() {
    let secrets = planted();
    for path in all() {
        let planted = || {
            (path.run)();
            drop(TEXTS[1].as_bytes()[9..40].to_vec());
        };
        assert!(leaks(&secrets, planted).contains(&"the bytes"), "{}", path.name);
    }
}
