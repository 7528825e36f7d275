//! The vendor's page against the models: bodies and names are taken out of its text, and nothing of them is typed here
//! but the values that a caller would type.

use std::collections::BTreeSet;

use chathooks::dixa::rest::{
    Changes, CreateSubscription, DeleteSubscription, DeliveryLogs, DeliveryStatuses, GetDeliveryLogs,
    GetDeliveryStatus, GetSubscription, ListSubscriptions, PatchSubscription, Subscriptions, WebhookAuthorization,
};
use chathooks::dixa::{Data, EventName};
use chathooks::rest::{Endpoint, WebhookUrl};
use chathooks::value::{Text, Value};

use super::rest::{json, response, tree, written};
use super::{ID, account, util};

/// The sections of the page: the sentence that each starts with, the rest of its text, and its bodies.
fn sections() -> Vec<(String, String, Vec<Value<'static>>)> {
    let page = String::from_utf8(util::read("dixa/rest/page.txt")).unwrap();
    let is_title = |line: &str| {
        let verbs = ["Create a ", "Delete a ", "List of all ", "Patch a ", "Get a ", "Get the latest "];
        line.ends_with('.') && verbs.iter().any(|verb| line.starts_with(verb))
    };
    let mut sections: Vec<(String, String)> = Vec::new();
    for line in page.lines() {
        match sections.last_mut() {
            _ if is_title(line) => sections.push((line.to_owned(), String::new())),
            Some((_, text)) => *text += &unfolded(line),
            None => panic!("text before the first title: {line}"),
        }
    }
    sections.into_iter().map(|(title, text)| (title, text.clone(), bodies(&text))).collect()
}

/// Takes the buttons out of a line: `- ` in front of a name, or behind a bracket that opens or a comma.
fn unfolded(line: &str) -> String {
    let line = line.strip_prefix("- ").unwrap_or(line);
    let line = match line.split_at_checked(3) {
        Some(("{- ", rest)) => format!("{{{rest}"),
        Some(("[- ", rest)) => format!("[{rest}"),
        _ => line.to_owned(),
    };
    format!("{}\n", line.replacen("], - ", "], ", 1).replacen("}, - ", "}, ", 1))
}

fn bodies(text: &str) -> Vec<Value<'static>> {
    let mut bodies = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let mut stream = serde_json::Deserializer::from_str(&rest[start..]).into_iter::<Value<'_>>();
        bodies.push(stream.next().unwrap().unwrap().into_owned());
        rest = &rest[start + stream.byte_offset()..];
    }
    bodies
}

fn bytes(body: &Value<'_>) -> Vec<u8> {
    serde_json::to_vec(body).unwrap()
}

/// The fields of a body but for those of these names, in their order.
fn without(body: &Value<'_>, names: &[&str]) -> Value<'static> {
    let fields = body.as_object().unwrap().iter().filter(|(name, _)| !names.contains(name));
    Value::Object(fields.map(|(name, value)| (name.to_owned(), value.clone().into_owned())).collect())
}

#[test]
fn the_page_has_seven_calls_and_nine_bodies() {
    let counts: Vec<_> = sections().iter().map(|(_, _, bodies)| bodies.len()).collect();
    assert_eq!(counts, [2, 1, 1, 2, 1, 1, 1]);
}

#[test]
fn every_answer_of_the_page_is_read_whole_and_written_back() {
    let [create, delete, list, patch, get, logs, statuses] = <[_; 7]>::try_from(sections()).unwrap();
    let data = |body: &Value<'static>| body.get("data").unwrap().clone();

    for (section, answer) in [(&create, 1), (&patch, 1), (&get, 0)] {
        let body = &section.2[answer];
        let subscription = GetSubscription::new(ID).answer(&json(bytes(body))).unwrap();
        assert!(subscription.extra.is_empty());
        assert_eq!(written(&subscription), data(body), "{}", section.0);
        assert_eq!(subscription.id, ID);
    }
    let subscriptions: Subscriptions<'_> = ListSubscriptions::new().answer(&json(bytes(&list.2[0]))).unwrap();
    assert!(subscriptions.extra.is_empty() && subscriptions.data.iter().all(|one| one.extra.is_empty()));
    assert_eq!(written(&subscriptions), list.2[0]);

    let logs_call = GetDeliveryLogs::new(ID, EventName::ConversationNoteAdded);
    let answer: DeliveryLogs<'_> = logs_call.answer(&json(bytes(&logs.2[0]))).unwrap();
    assert_eq!(written(&answer), logs.2[0]);
    for log in &answer.data {
        assert!(log.extra.is_empty() && log.delivery_detail.extra.is_empty());
        let event = log.event().unwrap();
        let Data::ConversationNoteAdded(_) = &event.data else { panic!("another event") };
        assert_eq!(written(&event), tree(log.payload.as_str().as_bytes()));
    }

    let answer: DeliveryStatuses<'_> = GetDeliveryStatus::new(ID).answer(&json(bytes(&statuses.2[0]))).unwrap();
    assert_eq!(written(&answer), statuses.2[0]);
    assert!(answer.data.iter().all(|status| status.extra.is_empty() && status.event.name().is_known()));

    let error =
        DeleteSubscription::new(ID).answer(&response(404, "application/json", bytes(&delete.2[0]))).unwrap_err();
    let error_response = error.error_response().unwrap();
    assert_eq!(error_response.body.as_ref(), Some(&delete.2[0]));
    let message = error_response.error.as_ref().unwrap().message.as_ref().unwrap();
    let names: Vec<_> = delete.2[0].as_object().unwrap().iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(names, [Some(message.as_str())]);
}

#[test]
fn every_body_that_is_sent_is_built_from_typed_values() {
    let [create, _, _, patch, _, _, _] = <[_; 7]>::try_from(sections()).unwrap();
    let wanted = &create.2[0];
    let call = CreateSubscription::new(
        "Dashboard Integration",
        WebhookUrl::new("https://h.example"),
        WebhookAuthorization::basic("webhook_user", "webhook_password"),
    )
    .with_event(EventName::ConversationCreated)
    .with_event(EventName::ConversationClosed)
    .with_enabled(true);
    let sent = tree(call.request(&account()).unwrap().body());
    let names =
        |body: &Value<'_>| body.as_object().unwrap().iter().map(|(name, _)| name.to_owned()).collect::<BTreeSet<_>>();
    // The crawler lost the links of the page, and later descriptions of the API have two fields more.
    let more = BTreeSet::from(["url".to_owned(), "customHeaders".to_owned()]);
    assert_eq!(names(&sent).difference(&names(wanted)).cloned().collect::<BTreeSet<_>>(), more);
    assert_eq!(&without(&sent, &["url", "customHeaders"]), wanted);

    let wanted = &patch.2[0];
    let token = wanted.get("authorization").unwrap().as_object().unwrap().get_str("value").unwrap();
    let changes = Changes::new()
        .with_name("New name")
        .with_events([EventName::ConversationNoteAdded])
        .with_authorization(WebhookAuthorization::token(token));
    assert_eq!(&tree(PatchSubscription::new(ID, changes).request(&account()).unwrap().body()), wanted);
    // What is sent in one spelling comes back in the other.
    let answer = PatchSubscription::new(ID, Changes::new()).answer(&json(bytes(&patch.2[1]))).unwrap();
    assert_eq!(&written(&answer.subscribed_events), wanted.get("events").unwrap());
    assert_eq!(answer.headers.get("authorization").unwrap().expose(), format!("Bearer {token}"));
}

/// A call has an id in its path where its section speaks of the path parameter, and nowhere else.
#[test]
fn the_calls_have_the_path_parameter_of_their_section() {
    let requests = [
        CreateSubscription::new("n", WebhookUrl::new("u"), WebhookAuthorization::NoAuth).request(&account()),
        DeleteSubscription::new(ID).request(&account()),
        ListSubscriptions::new().request(&account()),
        PatchSubscription::new(ID, Changes::new()).request(&account()),
        GetSubscription::new(ID).request(&account()),
        GetDeliveryLogs::new(ID, EventName::ConversationOpen).request(&account()),
        GetDeliveryStatus::new(ID).request(&account()),
    ];
    let sections = sections();
    assert_eq!(sections.len(), requests.len());
    for ((title, text, _), request) in sections.iter().zip(requests) {
        let request = request.unwrap();
        let has_parameter = text.contains("path parameter webhookSubscriptionId");
        assert_eq!(request.uri().path().split('/').any(|segment| segment == ID), has_parameter, "{title}");
        let has_body = text.contains("Invalid value for: body");
        assert_eq!(!request.body().is_empty(), has_body, "{title}");
        let method = request.method().as_str();
        let verb = Text::from(title.split(' ').next().unwrap());
        let wanted = match verb.as_str() {
            "Create" => "POST",
            "Delete" => "DELETE",
            "Patch" => "PATCH",
            _ => "GET",
        };
        assert_eq!(method, wanted, "{title}");
    }
}
