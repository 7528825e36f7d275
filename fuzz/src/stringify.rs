//! JavaScript's `JSON.stringify`, against the plainest reading of the standard.

use chathooks::acquire::Acquire;
use chathooks::{DecodeErrorKind, Format, Limits, Verified, value::Value};

use crate::{numbers, poison, reference, wide};

/// What is printed is what the standard says; printing twice changes nothing; serde_json and this crate read it, and it
/// is read as JavaScript's numbers and names, once each.
pub fn stringify(body: &[u8]) {
    let printed = chathooks::codec::stringify(body, wide());
    let document = str::from_utf8(body).ok().and_then(|text| reference::read(text, Limits::MAX_DEPTH));
    let expected = document.as_ref().map(|document| {
        let mut out = String::new();
        document.print(&mut out);
        out
    });
    let narrow = chathooks::codec::stringify(body, Limits::default().with_depth(3).with_values(9));
    match printed {
        Err(error) => {
            assert_eq!(expected, None, "{error}");
            assert_eq!(error.path(), "", "a place of what is not proven");
            assert!(narrow.is_err());
            poison::is_clean(&error, body);
        }
        Ok(printed) => {
            let text = str::from_utf8(&printed).expect("UTF-8");
            assert_eq!(Some(text), expected.as_deref());
            assert_eq!(chathooks::codec::stringify(&printed, wide()).as_deref().ok(), Some(&*printed), "printed twice");
            match narrow {
                Ok(narrow) => assert_eq!(narrow, printed),
                Err(error) => {
                    assert!(matches!(error.kind(), DecodeErrorKind::TooDeep | DecodeErrorKind::TooManyValues));
                }
            }
            let tree = Value::from_body(&printed, Format::Json, wide()).expect("this crate's reader reads it");
            if Format::detect(&printed) == Format::Json {
                let verified = Verified::<Acquire, _>::assume_authentic(&printed).with_limits(wide());
                numbers::is_nearest(&verified.decode(), &tree);
            }
            let mut deserializer = serde_json::Deserializer::from_slice(&printed);
            match <serde_json::Value as serde::Deserialize>::deserialize(&mut deserializer) {
                Ok(_) => {}
                // Half of a surrogate pair stays the escape that it is; deeper than 127 levels serde_json does not go.
                Err(error) => assert!(
                    printed.windows(3).any(|text| text == b"\\ud") || reference::read(text, 127).is_none(),
                    "{error}"
                ),
            }
        }
    }
}
