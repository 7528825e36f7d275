//! What holds for the events of every vendor.

use chathooks::{Format, codec, value::Value};

use crate::wide;

/// Makes a function that checks a proven body as an event of one vendor's: the modules have the same names.
macro_rules! event {
    ($vendor:ident: $($module:ident)::+, $name:literal) => {
        mod $vendor {
            use chathooks::$($module)::+::{Data, Event, EventName};
            use chathooks::{DecodeErrorKind, Limits, Vendor, Verified, value::Value};

            use crate::event::is_as_javascript_writes;
            use crate::{poison, shown, wide};

            /// Returns the event of a body, where it has one that fits.
            pub(super) fn event<'v, V, B>(verified: &'v Verified<V, B>) -> Option<Event<'v>>
            where
                V: for<'a> Vendor<Event<'a> = Event<'a>>,
                B: AsRef<[u8]> + Clone,
            {
                let bytes = verified.as_bytes();
                within_narrow_limits(verified);
                if let Ok(tree) = Value::from_body(bytes, verified.format(), wide()) {
                    poison::in_some_format::<V>(&tree, bytes);
                }
                let event = match V::decode(verified) {
                    Ok(event) => event,
                    Err(error) => {
                        poison::is_clean(&error, bytes);
                        return None;
                    }
                };
                let tree = Value::from_body(bytes, verified.format(), wide()).expect("what has an event is well formed");
                let name = tree.get($name).and_then(Value::as_str).map(EventName::from);
                assert!(name.is_none_or(|name| name == event.name()), "another name");
                assert_eq!(matches!(event.data, Data::Unknown(_)), !event.name().is_known(), "{}", event.name());
                assert_eq!(event.clone().into_owned(), event);

                let written = event.to_json();
                let proven = Verified::<V, _>::assume_authentic(&written).with_limits(wide());
                let again = match V::decode(&proven) {
                    Ok(again) => again,
                    Err(error) => panic!("{error}: {}", shown(&written)),
                };
                // Acquire's events are written as JavaScript writes them: array indices come first, and `1.0` is `1`.
                let is_lossless = V::NAME != "acquire"
                    || (is_as_javascript_writes(&tree)
                        && serde_json::to_vec(&event).is_ok_and(|plain| plain == written));
                if is_lossless {
                    assert_eq!(again, event, "written as {}", shown(&written));
                    assert_eq!(again.idempotency_id(), event.idempotency_id());
                }
                assert_eq!(again.name(), event.name());
                assert_eq!(again.to_json(), written);
                Some(event)
            }

            /// Within narrower limits there is the same event, or an error that says so; a document in a text that is
            /// beyond them stays that text, so what is written is the same.
            fn within_narrow_limits<V, B>(verified: &Verified<V, B>)
            where
                V: for<'a> Vendor<Event<'a> = Event<'a>>,
                B: AsRef<[u8]> + Clone,
            {
                let narrow = verified.clone().with_limits(Limits::default().with_depth(3).with_values(12));
                let is_limit = |kind| matches!(kind, DecodeErrorKind::TooDeep | DecodeErrorKind::TooManyValues);
                match (V::decode(&narrow), V::decode(verified)) {
                    (Ok(narrow), Ok(event)) => assert_eq!(narrow.to_json(), event.to_json()),
                    (Ok(narrow), Err(error)) => panic!("{error}, but not within narrow limits: {narrow:?}"),
                    (Err(error), Ok(_)) => assert!(is_limit(error.kind()), "{error}"),
                    (Err(_), Err(_)) => {}
                }
            }
        }
    };
}

pub(crate) use event;

/// Whether JavaScript writes a value, and each document in its strings, with the same digits and in the same order.
pub(crate) fn is_as_javascript_writes(value: &Value<'_>) -> bool {
    let json = value.to_body(Format::Json);
    codec::stringify(&json, wide()).is_ok_and(|written| written == json) && are_documents_as_javascript_writes(value)
}

fn are_documents_as_javascript_writes(value: &Value<'_>) -> bool {
    match (value.as_str(), value.as_array(), value.as_object()) {
        (Some(text), ..) => {
            let document = Value::from_body(text.as_bytes(), Format::Json, wide());
            !document.is_ok_and(|document| document.as_str().is_none() && !is_as_javascript_writes(&document))
        }
        (_, Some(elements), _) => elements.iter().all(are_documents_as_javascript_writes),
        (.., Some(object)) => object.iter().all(|(_, value)| are_documents_as_javascript_writes(value)),
        _ => true,
    }
}
