//! Hostile bodies: an error or an event, in bounded memory, and never a panic.
#![allow(clippy::unwrap_used, reason = "a helper of tests may panic")]

#[path = "util/attacks.rs"]
mod attacks;
mod util;

use chathooks::acquire::{Acquire, Data, Event, Receiver};
use chathooks::{DecodeErrorKind, Key, Limits, Verified, comm100, dixa, value::Value};
use proptest::prelude::*;

fn kind(body: &[u8]) -> Result<(), DecodeErrorKind> {
    let verified = Verified::<Acquire, _>::assume_authentic(body);
    Event::decode(&verified).map(drop).map_err(|error| {
        assert!(!format!("{error} {error:?}").contains("secret"), "a value in a message");
        error.kind()
    })
}

#[test]
fn a_sample_cut_off_at_any_byte_is_an_error() {
    for body in [util::seed_sample(), util::read("acquire/case-status.seed.json")] {
        let end = body.iter().rposition(|byte| *byte == b'}').unwrap();
        for length in 0..=end {
            assert!(kind(&body[..length]).is_err(), "{length} bytes");
        }
        assert_eq!(kind(&body[..=end]), Ok(()));
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_told_with_their_place() {
    let body = b"{\"event\":\"x\",\"data\":{\"secret\":\"\xff\"}}";
    let verified = Verified::<Acquire, _>::assume_authentic(body);
    assert_eq!(Event::decode(&verified).unwrap_err().to_string(), "not UTF-8 at byte 31");
    for bytes in [&b"\xc0\x80"[..], b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe2\x80", b"\x80"] {
        let mut body = br#"{"event":""#.to_vec();
        body.extend_from_slice(bytes);
        body.extend_from_slice(br#""}"#);
        assert_eq!(kind(&body), Err(DecodeErrorKind::Encoding));
    }
}

#[test]
fn nesting_is_bounded() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        for depth in [63, 64, 10_000, 1_000_000] {
            let inner = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let wanted = if depth < 64 { Ok(()) } else { Err(DecodeErrorKind::TooDeep) };
            assert_eq!(kind(format!(r#"{{"event":"x","data":{inner}}}"#).as_bytes()), wanted, "{depth}");
            assert_eq!(kind(format!(r#"{{"data":{inner},"event":"x"}}"#).as_bytes()), wanted, "{depth}");
            assert!(kind(format!(r#"{{"event":"x","data":{}"#, open.repeat(depth)).as_bytes()).is_err());
        }
    }
}

/// The deepest limit that can be set fits the stack of a thread, in a build without optimisation too.
#[test]
fn the_deepest_nesting_fits_the_stack() {
    let depth = Limits::MAX_DEPTH - 1;
    let limits = Limits::default().with_depth(usize::MAX);
    assert_eq!(limits.depth(), Limits::MAX_DEPTH);
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let body = format!(r#"{{"event":"x","data":{}1{}}}"#, open.repeat(depth), close.repeat(depth));
        let verified = Verified::<Acquire, _>::assume_authentic(body).with_limits(limits);
        let event = Event::decode(&verified).unwrap();
        let Data::Unknown(unknown) = event.clone().into_owned().data else { panic!("a known event") };
        assert_eq!(unknown.data.decode::<Value<'_>>().unwrap(), unknown.data);
        assert_eq!(event.to_json(), verified.as_bytes());
        assert_eq!(format!("{event:?}"), format!("{:?}", event.clone()));
    }
}

#[test]
fn the_number_of_values_is_bounded() {
    let messages = |count: usize, message: &str| {
        let messages = vec![message; count].join(",");
        format!(r#"{{"event":"case:status","data":{{"caseId":"1","status":"active","messages":[{messages}]}}}}"#)
    };
    assert_eq!(kind(messages(1_000_000, "{}").as_bytes()), Err(DecodeErrorKind::TooManyValues));
    assert_eq!(kind(messages(1_000_000, "[]").as_bytes()), Err(DecodeErrorKind::Type));
    assert_eq!(kind(messages(1_000_000, r#"{"id":1}"#).as_bytes()), Err(DecodeErrorKind::TooManyValues));
    // The body, its name and data, and three fields of it, and for each message its two values and one for its memory.
    assert_eq!(kind(messages((100_000 - 6) / 3, r#"{"id":1}"#).as_bytes()), Ok(()));
    assert_eq!(kind(messages((100_000 - 6) / 3 + 1, r#"{"id":1}"#).as_bytes()), Err(DecodeErrorKind::TooManyValues));
    let wide = format!(r#"{{"event":"x","data":[{}1]}}"#, "1,".repeat(1_000_000));
    assert_eq!(kind(wide.as_bytes()), Err(DecodeErrorKind::TooManyValues));
}

/// A text over and over, with a number in the place of `#`.
fn numbered(numbers: std::ops::Range<u32>, text: &str) -> String {
    numbers.fold(String::new(), |all, number| all + &text.replace('#', &number.to_string()))
}

/// The bound that the docs of `Limits` state, under the limits that hold unless set.
#[test]
fn memory_is_bounded_by_the_body_and_the_values() {
    let repeat = |text: &str, count: usize| text.repeat(count);
    let event = |data: String| format!(r#"{{"event":"x","data":{data}}}"#);
    let case = |messages: String| event(messages).replacen('x', "case:status", 1);
    let bodies = [
        event(format!("[{}1]", repeat("1,", 90_000))),
        event(format!("{{{}\"a\":1}}", repeat(r#""a":1,"#, 90_000))),
        event(format!("[{}1]", repeat("[],", 90_000))),
        event(format!("[{}1]", repeat(r#"{"a":1},"#, 49_000))),
        event(format!("\"{}\"", repeat(r"\u0041", 1_000_000))),
        event(format!("\"{}\"", repeat("a", 10_000_000))),
        event(format!("[{}]", repeat("1,", 1_000_000))),
        case(format!(r#"{{"caseId":1,"status":"a","messages":[{}{{}}]}}"#, repeat("{},", 99_000))),
        case(format!(r#"{{"caseId":1,"status":"a","messages":[{}{{"id":1}}]}}"#, repeat(r#"{"id":1},"#, 49_000))),
        case(format!(r#"{{"caseId":1,"status":"a","messages":[{}{{"id":1}}]}}"#, repeat(r#"{"id":1,"b":1},"#, 30_000))),
        case(format!(r#"{{"caseId":1,"status":"{}","messages":[]}}"#, repeat("a", 1_000_000))),
        format!(r#"{{"data":[{}1],"event":"x"}}"#, repeat("1,", 90_000)),
        format!("<w><event>x</event>{}</w>", repeat("<a/>", 99_000)),
        format!("<w><event>x</event>{}</w>", repeat("<a><b/></a>", 49_000)),
        format!("<w><event>x</event><data {}/></w>", numbered(0..90_000, "a#='' ")),
        format!("<w><event>x</event><data>{}</data></w>", numbered(0..99_000, "<a#/>")),
        format!("<w><event>x</event><data>{}</data></w>", repeat("&amp;", 1_000_000)),
        format!("<w><event>x</event><data>{}</data></w>", repeat("<![CDATA[a]]>", 500_000)),
        repeat("<a>", 100_000),
        format!("event=x&{}", repeat("a&", 99_000)),
        format!("event=x&{}", numbered(0..99_000, "a#&")),
        format!("event=x&{}", numbered(0..49_000, "d[#][a]&")),
        format!("event=x&data={}", repeat("%41", 1_000_000)),
        format!("event=x&data=[{}1]", repeat("1,", 90_000)),
        repeat("[", 10_000_000),
        repeat("a[", 1_000_000),
        repeat("&", 10_000_000),
    ];
    for body in bodies {
        let verified = Verified::<Acquire, _>::assume_authentic(&body);
        let signature = [("x-acquire-signature", "0".repeat(64))];
        let receiver = Receiver::new(Key::new("k1").unwrap());
        let decode = allocation_counter::measure(|| drop(Event::decode(&verified)));
        let verify = allocation_counter::measure(|| drop(receiver.receive(&signature, &body)));
        let bound = bound(&body, 100_000);
        let start = body.chars().take(60).collect::<String>();
        println!("{:>10} {:>10} {:>10} {start}", body.len(), decode.bytes_max, verify.bytes_max);
        assert!(decode.bytes_max <= bound, "{} bytes to decode {start}", decode.bytes_max);
        assert!(verify.bytes_max <= bound, "{} bytes to verify {start}", verify.bytes_max);
    }
}

/// What the docs of `Limits` promise, in bytes.
fn bound(body: &str, values: usize) -> u64 {
    (8 * body.len() + 256 * values + (64 << 10)) as u64
}

/// The same bound where no more values are allowed than there are, at sizes just beyond those where what grows in
/// steps has grown; and the work, as the number of bytes asked for, grows as the body does and not as its square.
fn are_linear_and_within_the_bound(attacks: Vec<attacks::Attack>) {
    for attack in attacks {
        let work = [1, 2, 3, 4, 8].map(|times| {
            let (body, values) = attack.body(times * 33_000);
            let limits = Limits::default().with_values(values);
            let verified = Verified::<Acquire, _>::assume_authentic(&body).with_limits(limits);
            let receiver = Receiver::new(Key::new("k1").unwrap()).with_stringify_limits(limits);
            let forged = [("x-acquire-signature", "0".repeat(64))];
            let name = format!("{} {}, {} bytes", attack.family, attack.format, body.len());
            let read = allocation_counter::measure(|| {
                assert_eq!(Event::decode(&verified).is_err(), attack.refused, "{name}");
            });
            let stranger = allocation_counter::measure(|| drop(receiver.receive(&forged, &body)));
            for memory in [read, stranger] {
                assert!(memory.bytes_max <= bound(&body, values), "{name}: {} bytes", memory.bytes_max);
            }
            read.bytes_total + stranger.bytes_total
        });
        // Eight times the body: 64 times the work, were it quadratic; a vector that grows by a quarter is far from it.
        let name = format!("{} {}: {work:?}", attack.family, attack.format);
        assert!(work[4] <= 16 * work[0] + (64 << 10), "{name}");
    }
}

#[test]
fn attacks_by_size_are_linear_and_within_the_bound() {
    are_linear_and_within_the_bound(attacks::sizes());
}

#[test]
fn attacks_by_spelling_are_linear_and_within_the_bound() {
    are_linear_and_within_the_bound(attacks::spellings());
}

#[test]
fn attacks_by_order_are_linear_and_within_the_bound() {
    are_linear_and_within_the_bound(attacks::orders());
}

#[test]
fn attacks_by_field_are_linear_and_within_the_bound() {
    are_linear_and_within_the_bound(attacks::fields());
}

/// The same bound for the models that are large and ask for nothing, in each way that a list of them can be written.
#[test]
fn memory_is_bounded_where_a_model_has_no_required_field() {
    for values in [600, 16_700, 66_000] {
        let count = values - 20;
        let limits = Limits::default().with_values(values);
        let empty = format!("[{}{{}}]", "{},".repeat(count));
        let xml = |inner: &str| format!("<w><event>chat_ended</event><chat>{inner}</chat></w>");
        let indices = (0..count).fold(String::new(), |all, at| all + &format!("&chat[custom_fields][{at}]="));
        let chats = [
            format!(r#"{{"event":"chat_ended","chat":{{"custom_fields":{empty}}}}}"#),
            format!(r#"{{"event":"chat_ended","chat":{{"custom_variables":{empty}}}}}"#),
            format!(r#"{{"chat":{{"custom_fields":{empty}}},"event":"chat_ended"}}"#),
            xml(&"<custom_fields/>".repeat(count)),
            xml(&format!("<custom_fields>{}</custom_fields>", "<a/>".repeat(count))),
            xml(&format!("<custom_fields>{empty}</custom_fields>")),
            format!("event=chat_ended&{}", "chat[custom_fields][]=&".repeat(count)),
            format!("event=chat_ended{indices}"),
            format!("event=chat_ended&chat[custom_fields]={empty}"),
            format!("event=chat_ended&chat={{\"custom_fields\":{empty}}}"),
        ];
        for body in chats {
            let verified = Verified::assume_authentic(&body).with_limits(limits);
            let memory = allocation_counter::measure(|| drop(comm100::Event::decode(&verified).unwrap()));
            let start = body.chars().take(80).collect::<String>();
            assert!(memory.bytes_max <= bound(&body, values), "{} of {values} values: {start}", memory.bytes_max);
        }
        let tags = format!(
            r#"{{"event_id":"1","event_fqn":"CONVERSATION_CLOSED","data":{{"conversation":{{"csid":1,"tags":{empty}}}}}}}"#
        );
        let verified = Verified::assume_authentic(&tags).with_limits(limits);
        let memory = allocation_counter::measure(|| drop(dixa::Event::decode(&verified)));
        assert!(memory.bytes_max <= bound(&tags, values), "{} of {values} values", memory.bytes_max);
    }
}

/// JavaScript prints half of an emoji as an escape that no Rust text can hold. The delivery is not lost, and the proven
/// bytes keep it.
#[test]
fn a_lone_surrogate_is_survived() {
    let body = concat!(
        r#"{"event":"case:status","data":{"caseId":"1","status":"active","\udc00":1,"messages":[{"id":"2","#,
        r#""message":"a\ud83d b\udc4b c\ud83d\ud83d\udc4b d\ud83d\u0041 e\ud83d\n \ud83d"}]}}"#
    );
    let verified = Verified::<Acquire, _>::assume_authentic(body);
    let Data::CaseStatus(case) = Event::decode(&verified).unwrap().data else { panic!("another event") };
    let message = case.messages.as_slice().first().unwrap().message.as_ref().unwrap().as_str();
    assert_eq!(message, "a\u{fffd} b\u{fffd} c\u{fffd}👋 d\u{fffd}A e\u{fffd}\n \u{fffd}");
    assert_eq!(case.extra.iter().next().unwrap().0, "\u{fffd}");
    assert_eq!(verified.as_bytes(), body.as_bytes());
}

#[test]
fn awkward_beginnings() {
    assert_eq!(kind(b"\xef\xbb\xbf{\"event\":\"x\"}"), Ok(()));
    assert_eq!(kind(b" \r\n\t{\"event\":\"x\"}\n"), Ok(()));
    for body in [&b""[..], b" ", b"null", b"\"event\"", b"[]", b"\0", b"\xef\xbb\xbf", b"\x0c{\"event\":\"x\"}", b"{}{"]
    {
        assert!(kind(body).is_err(), "{body:?}");
    }
}

proptest! {
    #[test]
    fn no_bytes_panic(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = kind(&body);
    }

    #[test]
    fn no_change_of_a_sample_panics(changes in proptest::collection::vec((0..1375_usize, any::<u8>()), 1..6)) {
        let mut body = util::seed_sample();
        for (place, byte) in changes {
            if let Some(old) = body.get_mut(place) {
                *old = byte;
            }
        }
        let _ = kind(&body);
    }
}

/// No memory is asked for before there are elements to put into it: not for those behind the first that does not fit.
#[cfg(feature = "http")]
#[test]
fn a_list_that_does_not_fit_asks_for_the_memory_of_what_was_read() {
    use chathooks::rest::Endpoint as _;

    for values in [600, 16_700, 66_000] {
        let body = format!(r#"{{"data":{{"data":[{}{{}}]}}}}"#, "{},".repeat(values - 20));
        let response = http::Response::new(&body);
        let limits = Limits::default().with_values(values);
        let memory = allocation_counter::measure(|| {
            dixa::rest::ListSubscriptions::new().answer_within(&response, limits).unwrap_err();
        });
        assert!(memory.bytes_max <= bound(&body, values), "{} of {values} values", memory.bytes_max);
    }
}

#[test]
fn memory_is_bounded_where_each_message_has_an_unknown_field() {
    for count in [257, 513, 1025, 4097, 33_000] {
        let messages = vec![r#"{"":0}"#; count].join(",");
        let array = format!(r#"{{"event":"case:status","data":{{"caseId":1,"status":"a","messages":[{messages}]}}}}"#);
        let string = array.replace('[', "\"[").replace(']', "]\"").replace(r#"{"":0}"#, r#"{\"\":0}"#);
        for body in [array, string] {
            // What the body needs, and not one more.
            let values = 6 + 3 * count + 2;
            let limits = Limits::default().with_values(values);
            let verified = Verified::<Acquire, _>::assume_authentic(&body).with_limits(limits);
            let memory = allocation_counter::measure(|| drop(Event::decode(&verified).unwrap()));
            assert!(memory.bytes_max <= bound(&body, values), "{} for {count}", memory.bytes_max);
        }
    }
}

#[test]
fn an_exponent_at_the_end_of_i64_is_kept() {
    for digits in
        ["10e9223372036854775807", "0.1e-9223372036854775808", "1e-9223372036854775808", "1.5e9223372036854775807"]
    {
        let body = format!(r#"{{"event":"case:x","data":{digits}}}"#);
        let verified = Verified::<Acquire, _>::assume_authentic(&body);
        assert_eq!(Event::decode(&verified).unwrap().to_json(), body.as_bytes());
    }
}
