//! The documents of Python's `defusedxml`: entities that grow, recurse, or name a file.

use chathooks::acquire::{Acquire, Receiver, SignedContent};
use chathooks::{DecodeErrorKind, Format, Key, Limits, Verified, VerifyError, value::Value};

/// What is refused, by the names of their files, and what entities there are in it.
const BOMBS: [&str; 7] =
    ["cyclic.xml", "dtd.xml", "external.xml", "external_file.xml", "quadratic.xml", "xmlbomb.xml", "xmlbomb2.xml"];

/// Few enough that what an entity expands to is beyond the bound.
const VALUES: usize = 16;

fn read(name: &str) -> Vec<u8> {
    std::fs::read(crate::data("defusedxml").join(name)).unwrap()
}

/// Measures what `work` takes at once, and holds it against what the docs of `Limits` promise.
#[track_caller]
fn within_the_bound(body: &[u8], work: impl FnOnce()) {
    let bound = (8 * body.len() + 256 * VALUES + (64 << 10)) as u64;
    let memory = allocation_counter::measure(work).bytes_max;
    assert!(memory <= bound, "{memory} bytes of {bound}");
}

#[test]
fn entity_bombs_are_refused_in_bounded_memory() {
    let limits = Limits::default().with_values(VALUES);
    for name in BOMBS {
        let body = read(name);
        assert!(str::from_utf8(&body).unwrap().contains("<!DOCTYPE"), "{name}");
        within_the_bound(&body, || {
            let error = Value::from_body(&body, Format::Xml, limits).unwrap_err();
            assert_eq!(error.kind(), DecodeErrorKind::Syntax, "{name}");
            assert!(error.to_string().starts_with("document type declaration not allowed"), "{name}");
        });
        within_the_bound(&body, || {
            let verified = Verified::<Acquire, _>::assume_authentic(&body).with_limits(limits);
            assert_eq!(verified.decode::<Value<'_>>().unwrap_err().kind(), DecodeErrorKind::Syntax, "{name}");
        });
        // A stranger's body is read before anything is known of it, for the sake of its stringified form.
        let receiver =
            Receiver::new(Key::new("correct horse").unwrap()).with_signed_content(SignedContent::Stringified);
        let receiver = receiver.with_stringify_limits(limits);
        let forged = [("x-acquire-signature", "0".repeat(64))];
        within_the_bound(&body, || {
            assert_eq!(receiver.receive(&forged, &body).err(), Some(VerifyError::Mismatch), "{name}");
        });
    }
}

/// The entities stand for nothing where their declarations are cut off.
#[test]
fn entities_that_are_not_declared_are_refused() {
    for name in BOMBS {
        let body = read(name);
        let text = str::from_utf8(&body).unwrap();
        let Some((_, root)) = text.split_once("]>") else { continue };
        let error = Value::from_body(root.trim().as_bytes(), Format::Xml, Limits::default()).unwrap_err();
        assert!(error.to_string().starts_with("unknown entity"), "{name}: {error}");
    }
}

/// The suite's own controls, which have no declaration.
#[test]
fn documents_without_a_declaration_are_read() {
    for name in ["simple.xml", "simple-ns.xml"] {
        let body = read(name);
        let tree = Value::from_body(&body, Format::Xml, Limits::default().with_values(VALUES)).unwrap();
        assert_eq!(tree.get("element").and_then(Value::as_array).map(<[_]>::len), Some(2), "{name}");
        assert_eq!(tree.get("_").and_then(Value::as_str).map(str::trim), Some("tail"), "{name}");
    }
}
