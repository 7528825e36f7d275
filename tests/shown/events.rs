//! Events, models and values. They show their contents, and nothing of what verified them.

use chathooks::acquire::v1::AcquireV1;
use chathooks::acquire::{self, Acquire, v1};
use chathooks::comm100::{self, Comm100};
use chathooks::dixa::{self, Dixa};
use chathooks::model::{JsonString, RawName, UnknownEvent};
use chathooks::value::{List, Number, Object, Text, Timestamp, Value};
use chathooks::verified::TokenReceiver;
use chathooks::{RequestContext, Stored, Vendor};

use crate::look::{CUSTOMER, NUMBER, Seen, look};
use crate::secrets::{keys, now, token};
use crate::util::files;

/// Looks at the event and the data of each fixture of a vendor, and returns all that they show.
macro_rules! events {
    ($seen:ident, $vendor:ty, $receiver:expr, $parts:expr, $folder:literal) => {{
        let receiver = $receiver;
        let mut all = String::new();
        for (file, body) in files($folder, "json") {
            // What a customer adds is shown too.
            let body = String::from_utf8(body.trim_ascii_end().to_vec()).unwrap();
            let body = format!("{},\"planted\":\"{CUSTOMER}\"}}", body.strip_suffix('}').unwrap());
            let sent = $parts(body.clone());
            let context = RequestContext::new("/?token=Hn4Vw9Xp2Mq7Ls5R", &sent.headers, now());
            let verified = <$vendor>::receive(&receiver, context, body).unwrap();
            let event = <$vendor>::decode(&verified).unwrap();
            all += &format!("{event:?} {:?}", event.data);
            assert!(all.contains(CUSTOMER), "{file}: the contents are shown");
            look!($seen, Contents: event.data.clone(), event.name(), Stored(&event), event.clone());
        }
        all
    }};
}

/// Notes the models that a text of `Debug` has: `Case {`.
fn note_models(seen: &mut Seen, module: &str, text: &str) {
    for (at, _) in text.match_indices(" {") {
        let start = text[..at].rfind(|char: char| !char.is_alphanumeric()).map_or(0, |before| before + 1);
        seen.note_part(&format!("{module}::{}", &text[start..at]));
    }
}

/// Enums that keep the name that a sender chose.
macro_rules! names {
    ($seen:ident, $($module:ident)::+: $($name:ident)+) => {
        {
            use chathooks::$($module)::+::*;
            look!($seen, Contents: $($name::from(CUSTOMER)),+);
        }
    };
}

pub(crate) fn look(seen: &mut Seen) {
    let acquire_sender = acquire::Sender::new(crate::secrets::key());
    let of_acquire = |body: String| acquire_sender.raw_parts(body);
    let text = events!(seen, Acquire, acquire::Receiver::new(keys()), of_acquire, "acquire");
    note_models(seen, "chathooks::acquire", &text);
    let of_v1 = |body: String| v1::Sender::new().raw_parts(body);
    let text = events!(seen, AcquireV1, TokenReceiver::new(token()), of_v1, "acquire-v1");
    note_models(seen, "chathooks::acquire::v1", &text);
    let dixa_sender = dixa::Sender::new(keys());
    let of_dixa = |body: String| dixa_sender.raw_parts(body, now());
    let receiver = dixa::Receiver::new(keys(), std::time::Duration::from_secs(9));
    let text = events!(seen, Dixa, receiver, of_dixa, "dixa");
    note_models(seen, "chathooks::dixa", &text);
    let of_comm100 = |body: String| comm100::Sender::new().raw_parts(body);
    let text = events!(seen, Comm100, TokenReceiver::new(token()), of_comm100, "comm100");
    note_models(seen, "chathooks::comm100", &text);

    names! { seen, acquire: AgentStatus Channel EventName MessageType Seen SenderType Status }
    names! { seen, acquire::rest: BodyFormat ErrorType Field Flow Relation SkipSsl WebhookStatus WebhookType }
    names! { seen, acquire::v1: ChatStatus EventName UserType }
    names! { seen, comm100: EventName SubscriptionEvent VisitorStatus }
    names! { seen, dixa: Channel Direction EventName MessageDirection RatingType Role Status UserType }
    names! { seen, dixa::rest: ConditionType FilterField FiltersType Strategy }
    look!(seen, Contents: comm100::rest::Guid::from(CUSTOMER), dixa::rest::SubscriptionEvent::from(dixa::EventName::from(CUSTOMER)));

    let value = Value::from(CUSTOMER);
    let object: Object<'_> = [(CUSTOMER, value.clone())].into_iter().collect();
    let status = acquire::Status::from(CUSTOMER);
    let acquire::Status::Unknown(unlisted) = status else { panic!("a known one") };
    look!(seen, Contents:
        unlisted, object.clone(), value.clone(), Number::from(NUMBER), Text::from(CUSTOMER), Timestamp::from(CUSTOMER),
        List::from_iter([Text::from(CUSTOMER)]), RawName::from(CUSTOMER), UnknownEvent::new(CUSTOMER, value.clone()),
        JsonString::<Value<'_>>::new(&value),
        comm100::Attachment::of(CUSTOMER, CUSTOMER),
        comm100::CustomField::of(CUSTOMER, CUSTOMER),
        comm100::CustomVariable::of(CUSTOMER, CUSTOMER),
    );
    look!(seen, Contents:
        v1::Agent::new().with(|own| own.extra.push(CUSTOMER, CUSTOMER)),
        v1::Client::new().with(|own| own.extra.push(CUSTOMER, CUSTOMER)),
        v1::Message::new().with(|own| own.extra.push(CUSTOMER, CUSTOMER)),
        v1::Users::new().with(|own| own.extra.push(CUSTOMER, CUSTOMER)),
        v1::Visitor::new().with(|own| own.extra.push(CUSTOMER, CUSTOMER)),
        dixa::CustomAttribute::new().with(|own| own.extra.push(CUSTOMER, CUSTOMER)),
        comm100::Attachments::from(comm100::Attachment::of(CUSTOMER, CUSTOMER)),
    );
    let mut chat = comm100::Chat::new();
    chat.chat_transcript = Some(format!("[09:01:33] Ann: {CUSTOMER}").into());
    look!(seen, Contents: chat.lines().next().unwrap());
    let variables = acquire::inbound::Variables::from(object);
    look!(seen, Contents: variables);
}
