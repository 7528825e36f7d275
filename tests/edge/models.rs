//! Every model of every vendor, out of each object of the vendor's fixtures that it takes.

use std::fs;
use std::path::Path;

use chathooks::value::Value;
use chathooks::{Format, Limits};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{comes_back, through_each};
use crate::util;

/// All objects of the fixtures in a folder, those inside of strings too.
fn objects(folder: &str) -> Vec<serde_json::Value> {
    fn collect(value: serde_json::Value, objects: &mut Vec<serde_json::Value>) {
        match &value {
            serde_json::Value::Object(map) => map.values().for_each(|value| collect(value.clone(), objects)),
            serde_json::Value::Array(elements) => elements.iter().for_each(|value| collect(value.clone(), objects)),
            serde_json::Value::String(text) if text.starts_with(['{', '[']) => {
                if let Ok(document) = serde_json::from_str(text) {
                    collect(document, objects);
                }
            }
            _ => {}
        }
        if value.is_object() && !objects.contains(&value) {
            objects.push(value);
        }
    }
    let mut objects = Vec::new();
    for (_, body) in util::files(folder, "json") {
        collect(serde_json::from_slice(&body).unwrap(), &mut objects);
    }
    objects
}

/// What is in a value: a field may be written under another name than it was read under, or in an array of its own.
fn scalars(value: &serde_json::Value) -> Vec<String> {
    let mut scalars: Vec<String> = match value {
        serde_json::Value::Object(map) => map.values().flat_map(scalars).collect(),
        serde_json::Value::Array(elements) => elements.iter().flat_map(scalars).collect(),
        serde_json::Value::Null => Vec::new(),
        scalar => vec![scalar.to_string()],
    };
    scalars.sort_unstable();
    scalars
}

/// Checks that whatever reads as a model comes back, with nothing lost of what it was read from.
fn model<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(name: &str, objects: &[serde_json::Value]) {
    let mut fits = 0;
    for object in objects {
        // What a real body holds, by the reader of bodies, and what serde makes of it.
        let Ok(read) = serde_json::from_value::<T>(object.clone()) else { continue };
        comes_back(&read);
        let body = object.to_string();
        let value = Value::from_body(body.as_bytes(), Format::Json, Limits::default()).unwrap();
        assert_eq!(value.decode::<T>().unwrap(), read, "{name}");
        for again in through_each::<serde_json::Value>(&read) {
            assert_eq!(scalars(&again.unwrap()), scalars(object), "{name}");
        }
        fits += 1;
    }
    assert!(fits > 0, "no fixture has a {name}");
}

macro_rules! models {
    ($($(#[$meta:meta])* $test:ident: $($vendor:ident)::+ of $source:literal, read from $data:literal: $($model:ident)+;)+) => {
        $(
            $(#[$meta])*
            #[test]
            fn $test() {
                use chathooks::$($vendor)::+ as vendor;

                let objects = objects($data);
                $(model::<vendor::$model<'static>>(stringify!($model), &objects);)+
            }
        )+

        const ALL: &[(&str, &[&str])] = &[$(($source, &[$(stringify!($model)),+])),+];
    };
}

models! {
    acquire: acquire of "acquire/model", read from "acquire":
        Case CaseMessageNew CaseNew Contact Message UserCaseInvite UserCaseJoined UserStatus;
    #[cfg(feature = "http")]
    acquire_rest: acquire::rest of "acquire/rest", read from "acquire/rest":
        Changes CreateWebhook Page Subscription Webhook;
    acquire_v1: acquire::v1 of "acquire/v1/model", read from "acquire-v1":
        Agent ChatOnAccept ChatOnClose ChatOnMessage ChatOnStart Client Details Message User Users Visitor;
    dixa: dixa of "dixa/model", read from "dixa":
        AgentBannedEnduser AgentBannedIp AgentUnbannedEnduser AgentUnbannedIp Conversation ConversationAbandoned
        ConversationAssigned ConversationClosed ConversationCreated ConversationCustomAttributeUpdated
        ConversationEndUserReplaced ConversationEnqueued ConversationMessageAdded ConversationMessageDeliveryDelivered
        ConversationMessageDeliveryFailed ConversationMessageDeliveryInfo ConversationMessageDeliverySeen
        ConversationMessageDeliverySent ConversationMessageDeliverySpamComplaint ConversationNoteAdded
        ConversationOpen ConversationPending ConversationPendingExpired ConversationRated ConversationTagAdded
        ConversationTagRemoved ConversationTransferred ConversationUnassigned CustomAttribute MessageContent
        Organization Queue SlaEvaluationAchieved SlaEvaluationBreached SlaEvaluationPending SlaEvaluationVoided Tag
        TypingStarted User;
    #[cfg(feature = "http")]
    dixa_rest: dixa::rest of "dixa/rest", read from "dixa/rest":
        Changes CombinedFilters Condition CreateSubscription DeliveryLogs DeliveryStatuses EventDeliveryLog
        EventDeliveryStatus Filters LogEntry Subscription Subscriptions;
    comm100: comm100 of "comm100/model", read from "comm100":
        AgentStatusChanged Attachment Chat ChatEnded ChatRequested ChatStarted ChatTransferred ChatWrappedUp CustomField
        CustomVariable OfflineMessage OfflineMessageSubmitted Visitor WrapUp;
    #[cfg(feature = "http")]
    comm100_rest: comm100::rest of "comm100/rest", read from "comm100/rest":
        CreateWebhook Webhook;
}

/// The names of the structs that a folder of the sources declares as models.
fn declared(folder: &str) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder)).unwrap() {
        let source = fs::read_to_string(entry.unwrap().path()).unwrap();
        for line in source.lines() {
            // Inside of a macro: a model, or a row of those that are alike.
            let Some(row) = line.strip_prefix("    ").filter(|row| !row.starts_with([' ', '/'])) else { continue };
            // A call by an id, `pub struct Delete<'a>(…);`, is no model.
            let model = row.strip_suffix('{').and_then(|row| row.strip_prefix("pub struct ")?.split_once("<'a>"));
            let alike = row.strip_suffix(';').filter(|name| name.chars().all(char::is_alphanumeric));
            names.extend(model.map(|(name, _)| name).or(alike).map(str::to_owned));
        }
    }
    names.sort();
    names
}

#[test]
fn no_model_is_left_out() {
    for (source, listed) in ALL {
        let mut listed = listed.to_vec();
        listed.sort_unstable();
        assert_eq!(declared(source), listed, "{source}");
    }
}

/// A model inside of a type of the caller's: where it does not fit, and what was there, with no value of the body.
#[test]
fn an_error_inside_of_a_model_says_where() {
    use chathooks::acquire::{Acquire, Case, Status};
    use chathooks::value::Text;
    use chathooks::{DecodeErrorKind, Verified};

    #[derive(Debug, serde::Deserialize)]
    #[expect(dead_code, reason = "it does not fit")]
    struct Mine<'a> {
        case: Option<Case<'a>>,
        status: Option<Status>,
        text: Option<Text<'a>>,
    }
    for (body, kind, message) in [
        (r#"{"case":{"status":"secret"}}"#, DecodeErrorKind::MissingField, "case.caseId: missing field"),
        (
            r#"{"case":{"caseId":["secret"],"status":"x"}}"#,
            DecodeErrorKind::Type,
            "case: expected a string at caseId, found an array",
        ),
        (
            r#"{"case":{"caseId":"secret","status":"x","messages":[{"id":"1"},{"id":["secret"]}]}}"#,
            DecodeErrorKind::Type,
            "case: expected a string at messages[1].id, found an array",
        ),
        (
            r#"{"case":{"caseId":"1","status":"x","contact":{"id":"secret","id":"2"}}}"#,
            DecodeErrorKind::Type,
            "case: expected a single field at contact.id, found a duplicate",
        ),
        (
            r#"{"case":{"caseId":"1","status":"x","contact":{"fields":"{secret"}}}"#,
            DecodeErrorKind::Type,
            "case: expected an object at contact.fields, found a string",
        ),
        (r#"{"case":"secret"}"#, DecodeErrorKind::Type, "case: expected an object, found a string"),
        (r#"{"status":{"secret":1}}"#, DecodeErrorKind::Type, "status: expected a string, found an object"),
        (r#"{"text":["secret"]}"#, DecodeErrorKind::Type, "text: expected a string, found an array"),
    ] {
        let error = Verified::<Acquire, _>::assume_authentic(body).decode::<Mine<'_>>().unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (kind, message), "{body}");
        let error = serde_json::from_str::<Mine<'_>>(body).unwrap_err().to_string();
        assert!(!error.contains("secret"), "{error}");
    }
    let error = serde_json::from_str::<Case<'_>>(r#"{"caseId":["secret"],"status":"x"}"#).unwrap_err();
    assert_eq!(error.to_string(), "invalid type: an array, expected a string at caseId");
}

/// The limits of a body do not apply to what comes through serde.
#[test]
fn a_long_list_comes_back_through_serde() {
    use chathooks::acquire::{Case, Message};

    let case = Case::new("1", "closed").with(|case| case.messages = (0..100_001_u64).map(Message::new).collect());
    let json = serde_json::to_string(&case).unwrap();
    assert_eq!(serde_json::from_str::<Case<'_>>(&json).unwrap(), case);
}

/// The limits of a body do not apply to serde, so a string stays one.
#[test]
fn a_document_in_a_string_is_not_parsed_through_serde() {
    use chathooks::acquire::Case;

    let case = |messages| format!(r#"{{"caseId":"1","status":"closed","messages":{messages}}}"#);
    assert_eq!(serde_json::from_str::<Case<'_>>(&case("[{\"id\":9}]")).unwrap().messages.len(), 1);
    assert!(serde_json::from_str::<Case<'_>>(&case(r#""[{\"id\":9}]""#)).is_err());
}

#[test]
fn a_field_that_no_vendor_knows_is_kept() {
    use chathooks::Verified;
    use chathooks::acquire::Event;

    for name in ["", "xyzzy", "\u{20ac}"] {
        for body in [
            r#"{"event":"case:status","data":{"caseId":"1","status":"closed","NAME":[2]},"NAME":3}"#,
            r#"{"event":"another","data":{"NAME":2},"NAME":3}"#,
        ] {
            let body = body.replace("NAME", name);
            let verified = Verified::assume_authentic(&body);
            assert_eq!(Event::decode(&verified).unwrap().to_json(), body.as_bytes());
        }
    }
}
