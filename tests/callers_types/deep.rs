//! A type that contains itself, and a body that is nested without end.

use std::process::Command;

use chathooks::acquire::Acquire;
use chathooks::{DecodeErrorKind, Limits, Verified};
use serde::Deserialize;

use crate::compare::Body;
use crate::structs::Node;

/// Set in the process in which the stack may overflow.
const CHILD: &str = "CHATHOOKS_TEST_DEEP";

/// A stack overflow ends the process: so `read` runs in another one, on a thread of the usual 2 MiB.
fn apart(name: &str, read: fn()) {
    if std::env::var_os(CHILD).is_none() {
        let test = std::env::current_exe().unwrap();
        let output = Command::new(test).args([name, "--exact", "--nocapture"]).env(CHILD, "1").output().unwrap();
        assert!(output.status.success(), "{}: {}", output.status, String::from_utf8_lossy(&output.stderr));
        assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"), "the test is called {name}");
        return;
    }
    std::thread::Builder::new().stack_size(2 << 20).spawn(read).unwrap().join().unwrap();
}

#[test]
fn a_type_that_contains_itself_is_read_within_the_limits() {
    apart("deep::a_type_that_contains_itself_is_read_within_the_limits", json);
}

/// The one element of a list is a list of one element again, and so on without end.
#[test]
fn a_list_of_itself_ends() {
    apart("deep::a_list_of_itself_ends", text);
}

#[derive(Debug, Deserialize)]
struct Nest(#[expect(dead_code, reason = "read alone")] Vec<Nest>);

fn text() {
    for body in [
        r#"{"m":"x"}"#,
        r#"{"m":{"a":1}}"#,
        "<a><m>x</m></a>",
        "<a><m><b><c>x</c><d/></b></m></a>",
        "m=x",
        "m[a]=x&m[b]=y",
    ] {
        // Said before, for a stack overflow says nothing.
        eprintln!("{body}");
        let decoded = Verified::<Acquire, _>::assume_authentic(body).decode::<Body<Nest>>().map(drop);
        assert!(decoded.is_err(), "{body}");
    }
    for body in [r#"{"m":[[],[]]}"#, "<a><m/></a>", "m=", "m=[[],[]]"] {
        Verified::<Acquire, _>::assume_authentic(body).decode::<Body<Nest>>().unwrap();
    }
}

fn json() {
    let lists = format!("{}[]{}", "[],".repeat(8_000), "]".repeat(8_000));
    let nested = format!("{}{}", "[null,".repeat(8_000), "]".repeat(8_000));
    let maps = format!("{}{{}}{}", r#"{"parent":"#.repeat(8_000), "}".repeat(8_000));
    for depth in [4, 64, Limits::MAX_DEPTH] {
        eprintln!("depth {depth}");
        let limits = Limits::default().with_depth(depth);
        let kind = |m: &str| {
            let verified = Verified::<Acquire, _>::assume_authentic(format!(r#"{{"m":{m}}}"#)).with_limits(limits);
            verified.decode::<Body<Node>>().map(drop).map_err(|error| error.kind())
        };
        // What is within the limits is read: one level is the body's, and one that of the innermost node.
        let within = format!("{}[]{}", "[null,".repeat(depth - 2), "]".repeat(depth - 2));
        assert_eq!(kind(&within), Ok(()), "{depth}");
        assert_eq!(kind(&lists), Err(DecodeErrorKind::Syntax), "{depth}");
        for m in [&nested, &maps] {
            assert_eq!(kind(m), Err(DecodeErrorKind::TooDeep), "{depth}");
        }
    }
}
