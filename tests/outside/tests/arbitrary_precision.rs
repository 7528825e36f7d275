//! With serde_json's `arbitrary_precision`, a number reads as a map of one field. No model may break on that.

use chathooks::acquire::v1::ChatOnMessage;
use chathooks::acquire::{Acquire, Case, Data, Event};
use chathooks::{
    Verified,
    model::JsonString,
    value::{Number, Text, Value},
};
use serde::Deserialize as _;

const BODY: &str = r#"{"event":"case:status","data":{"caseId":72,"status":"closed","big":12345678901234567890123.50,
    "contact":{"id":5,"fields":{"countryId":517,"score":1.10}},"messages":[{"id":323,"seen":true}]}}"#;

#[test]
fn events_decode_and_keep_their_digits() {
    let verified = Verified::<Acquire, _>::assume_authentic(BODY);
    let event = Event::decode(&verified).unwrap();
    let Data::CaseStatus(case) = &event.data else { panic!("another event") };
    assert_eq!(case.case_id, "72");
    assert_eq!(case.messages[0].id.as_ref().unwrap(), "323");
    let score = case.contact.as_ref().unwrap().fields.get("score").and_then(Value::as_number);
    assert_eq!(score.map(Number::as_str), Some("1.10"));
    assert_eq!(
        case.extra.get("big").and_then(Value::as_number).map(Number::as_str),
        Some("12345678901234567890123.50")
    );
}

#[test]
fn models_read_and_write_through_serde_json() {
    let value: serde_json::Value = serde_json::from_str(BODY).unwrap();
    let text = value["data"].to_string();
    let case: Case = serde_json::from_str(&text).unwrap();
    assert_eq!(case.contact.as_ref().unwrap().id.as_ref().and_then(Text::to_u64), Some(5));
    let again = serde_json::to_value(&case).unwrap();
    assert_eq!(Case::deserialize(&again).unwrap().messages, case.messages);

    let tree: Value = serde_json::from_str("[1, 1.10, -0, 1e400, 12345678901234567890123]").unwrap();
    let digits: Vec<_> = tree.as_array().unwrap().iter().map(|tree| tree.as_number().unwrap().as_str()).collect();
    assert_eq!(digits, ["1", "1.10", "-0", "1e+400", "12345678901234567890123"]);
}

/// A body cannot pretend to be such a number.
#[test]
fn the_private_name_of_a_number_is_a_field_like_any_other() {
    let body = r#"{"event":"x","data":{"$serde_json::private::Number":"1"}}"#;
    let verified = Verified::<Acquire, _>::assume_authentic(body);
    let event = Event::decode(&verified).unwrap();
    let Data::Unknown(unknown) = event.data else { panic!("a known event") };
    assert_eq!(unknown.data.as_object().unwrap().get_str("$serde_json::private::Number"), Some("1"));
    let body = r#"{"event":"case:status","data":{"caseId":{"$serde_json::private::Number":"1"},"status":"closed"}}"#;
    let verified = Verified::<Acquire, _>::assume_authentic(body);
    assert_eq!(Event::decode(&verified).unwrap_err().to_string(), "data.caseId: expected a string, found an object");
}

/// A document inside of a text, or in place of one.
#[test]
fn documents_read_and_write_through_serde_json() {
    for text in [r#"{"id":501,"message":"{\"user\":{\"id\":1.10}}"}"#, r#"{"id":501,"message":{"user":{"id":1.10}}}"#] {
        let data: ChatOnMessage = serde_json::from_str(text).unwrap();
        let message = data.message.as_ref().unwrap().decode().unwrap();
        assert_eq!(message.user.as_ref().unwrap().id, Some("1.10".into()));
        let value = serde_json::to_value(&data).unwrap();
        assert_eq!(value["message"].is_string(), text.contains('\\'));
    }
    let number: JsonString<Value> = serde_json::from_str("1.10").unwrap();
    assert_eq!(number.raw().as_number().map(Number::as_str), Some("1.10"));
}
