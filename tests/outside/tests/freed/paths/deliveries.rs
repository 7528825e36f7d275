//! Receivers, senders, and what finds out why a delivery is refused.

use std::time::Duration;

use chathooks::acquire::{self, Acquire, SignedContent, v1};
use chathooks::comm100::{self, Comm100};
use chathooks::diagnose::EnteredToken;
use chathooks::dixa::{self, Dixa, ReplayWindow};
use chathooks::verified::TokenReceiver;
use chathooks::{Format, Limits, RequestContext, RequestParts, Vendor};

use super::auth::{authorizations, custom_header, key, keys, token};
use super::{BASIC_LEFT, DIGITS, KEY, Path, SENT, TOKEN, paths, used};
use crate::now;

const TARGET: &str = "/hook?token=%48n4Vw9Xp2Mq7Ls5R";
const BODIES: [&[u8]; 3] =
    [br#"{"event":"case:status","data":{"caseId":"72","status":"closed"}}"#, b"a=1", b"<a>1</a>"];
const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";
const FORGED: [(&str, &str); 2] = [
    ("x-acquire-signature", ZEROS),
    ("x-dixa-signature", "t=1770715231999,v1=0000000000000000000000000000000000000000000000000000000000000000"),
];

fn acquire_event() -> acquire::Event<'static> {
    acquire::Event::from(acquire::Case::new("72", acquire::Status::Closed))
}

fn dixa_event() -> dixa::Event<'static> {
    dixa::Event::new("c0ffee00", dixa::ConversationClosed::new(dixa::Conversation::new(90417)))
}

fn acquire_receiver() -> acquire::Receiver {
    acquire::Receiver::new(keys())
}

fn acquire_sender() -> acquire::Sender {
    acquire::Sender::new(key())
}

fn dixa_receiver() -> dixa::Receiver {
    let receiver = dixa::Receiver::new(keys(), ReplayWindow::Unchecked);
    receiver.with_authorization(&authorizations()[0]).with_custom_header(&custom_header())
}

fn dixa_sender() -> dixa::Sender {
    dixa::Sender::new(keys())
}

/// A sender with all that it can send.
fn whole_sender() -> dixa::Sender {
    let [basic, _] = authorizations();
    dixa_sender().with_authorization(basic).with_custom_header(custom_header())
}

fn token_receiver<V: Vendor>() -> TokenReceiver<V> {
    TokenReceiver::new(token())
}

/// What a receiver is handed: what its sender sent, and what nobody signed.
fn receive<V: Vendor>(receiver: &V::Receiver, sent: RequestParts) {
    for body in BODIES {
        let _ = V::receive(receiver, RequestContext::new(TARGET, &FORGED, now()), body).is_ok();
    }
    let taken = V::receive(receiver, RequestContext::new(TARGET, &sent.headers, now()), &sent.body);
    assert!(taken.is_ok());
}

pub(super) fn paths() -> Vec<Path> {
    paths! {
        "acquire::receive::Receiver" => used::<acquire::Receiver>(acquire_receiver());
        "acquire::receive::Receiver::new" => acquire::Receiver::new(keys());
        "acquire::receive::Receiver::with_signed_content" =>
            acquire_receiver().with_signed_content(SignedContent::RawBody);
        "acquire::receive::Receiver::with_formats" => acquire_receiver().with_formats([Format::Json]);
        "acquire::receive::Receiver::with_limits" => acquire_receiver().with_limits(Limits::default());
        "acquire::receive::Receiver::with_stringify_limits" =>
            acquire_receiver().with_stringify_limits(Limits::default());
        "acquire::receive::Receiver::receive" =>
            BODIES.map(|body| {
                let sent = acquire_sender().raw_parts(body);
                assert!(acquire_receiver().receive(&sent.headers, body).is_ok());
                acquire_receiver().receive(&FORGED, body).is_ok()
            });
        "acquire::send::Sender" => used::<acquire::Sender>(acquire_sender());
        "acquire::send::Sender::new" => acquire::Sender::new(key());
        "acquire::send::Sender::with_format" => acquire_sender().with_format(Format::Xml);
        "acquire::send::Sender::with_signed_content" =>
            acquire_sender().with_signed_content(SignedContent::RawBody);
        "acquire::send::Sender::parts" => acquire_sender().with_format(Format::Xml).parts(&acquire_event());
        "acquire::send::Sender::raw_parts" => BODIES.map(|body| acquire_sender().raw_parts(body));
        "acquire::send::Sender::request" => acquire_sender().request("https://h.example/", &acquire_event());
        "acquire::diagnose::diagnose" => acquire::diagnose(KEY, &FORGED, BODIES[0]);
        "acquire::v1::diagnose::diagnose" => v1::diagnose(TOKEN, &FORGED, TARGET);
        "dixa::receive::Receiver" => used::<dixa::Receiver>(dixa_receiver());
        "dixa::receive::Receiver::new" => dixa::Receiver::new(keys(), Duration::from_secs(9));
        "dixa::receive::Receiver::with_authorization" =>
            authorizations().map(|own| dixa_receiver().with_authorization(&own));
        "dixa::receive::Receiver::with_custom_header" =>
            dixa_receiver().with_custom_header(&custom_header()).with_custom_header(&custom_header());
        "dixa::receive::Receiver::with_limits" => dixa_receiver().with_limits(Limits::default());
        "dixa::receive::Receiver::receive" => {
            let sent = dixa_sender().parts(&dixa_event(), now());
            // Refused only because what authorizes it is missing.
            assert!(dixa_receiver().receive(&sent.headers, &sent.body, now()).is_err());
            dixa_receiver().receive(&FORGED, BODIES[0], now()).is_ok()
        };
        "dixa::send::Sender" => used::<dixa::Sender>(whole_sender());
        "dixa::send::Sender::new" => dixa::Sender::new(keys());
        "dixa::send::Sender::with_subscription_id" => dixa_sender().with_subscription_id("cb45");
        "dixa::send::Sender::with_authorization" => authorizations().map(|own| dixa_sender().with_authorization(own));
        "dixa::send::Sender::with_custom_header" =>
            dixa_sender().with_custom_header(custom_header()).with_custom_header(custom_header());
        "dixa::send::Sender::parts" => whole_sender().parts(&dixa_event(), now()), leaves BASIC_LEFT, for SENT;
        "dixa::send::Sender::raw_parts" => whole_sender().raw_parts(BODIES[0], now()), leaves BASIC_LEFT, for SENT;
        "dixa::send::Sender::request" =>
            whole_sender().request("https://h.example/", &dixa_event(), now()), leaves BASIC_LEFT, for SENT;
        "dixa::diagnose::diagnose" => dixa::diagnose(DIGITS, &FORGED, BODIES[0], now(), ReplayWindow::Unchecked);
        "verified::request_parts::RequestParts" =>
            used::<RequestParts>(whole_sender().parts(&dixa_event(), now())), leaves BASIC_LEFT, for SENT;
        "verified::request_parts::RequestParts::into_request" =>
            whole_sender().parts(&dixa_event(), now()).into_request("https://h.example/"), leaves BASIC_LEFT, for SENT;
        "verified::token_receiver::TokenReceiver" => used::<TokenReceiver<Comm100>>(token_receiver());
        "verified::token_receiver::TokenReceiver::new" => TokenReceiver::<Comm100>::new(token());
        "verified::token_receiver::TokenReceiver::with_formats" =>
            token_receiver::<Comm100>().with_formats([Format::Json]);
        "verified::token_receiver::TokenReceiver::with_limits" =>
            token_receiver::<Comm100>().with_limits(Limits::default());
        "verified::token_receiver::TokenReceiver::receive" =>
            assert!(token_receiver::<Comm100>().receive(TARGET, BODIES[0]).is_ok());
        "verified::body::Vendor::receive" => {
            receive::<Acquire>(&acquire_receiver(), acquire_sender().parts(&acquire_event()));
            let receiver = dixa::Receiver::new(keys(), Duration::from_secs(9));
            receive::<Dixa>(&receiver, dixa_sender().parts(&dixa_event(), now()));
            receive::<v1::AcquireV1>(&token_receiver(), v1::Sender::new().raw_parts(BODIES[0]));
            receive::<Comm100>(&token_receiver(), comm100::Sender::new().raw_parts(BODIES[0]));
        };
        "verified::body::Vendor::parts" =>
            (Acquire::parts(&acquire_sender(), &acquire_event(), now()), Dixa::parts(&dixa_sender(), &dixa_event(), now()));
        "verified::body::Vendor::raw_parts" => (
            Acquire::raw_parts(&acquire_sender(), BODIES[0].to_vec(), now()),
            Dixa::raw_parts(&dixa_sender(), BODIES[0].to_vec(), now()),
        );
        "comm100::diagnose::diagnose" => comm100::diagnose(TOKEN, &FORGED, TARGET);
        "diagnose::token::EnteredToken" => used::<EnteredToken<'_>>(EnteredToken::from(TOKEN));
        "diagnose::token::EnteredToken::with_parameter" => EnteredToken::from(TOKEN).with_parameter("key");
        "diagnose::token::EnteredToken as From" => (EnteredToken::from(TOKEN), EnteredToken::from(TOKEN.as_bytes()));
    }
}
