//! The receivers and senders that have keys.

use chathooks::acquire::{self, SignedContent};
use chathooks::dixa::{self, Authorization, CustomHeader};
use chathooks::{Format, Keys, VerifyError};

use crate::util::leaks;
use crate::{clean, hex_keys, keys, now, secrets, several};

#[test]
fn acquire_leaves_nothing() {
    let event = || acquire::Event::from(acquire::Case::new("72", acquire::Status::Closed));
    for format in [Format::Json, Format::Xml, Format::Form] {
        for signed in [SignedContent::RawBody, SignedContent::Stringified, SignedContent::Either] {
            clean("a sender", || {
                let sender = acquire::Sender::new(keys().remove(1)).with_format(format).with_signed_content(signed);
                let _ = format!("{sender:?}");
                (sender.clone().parts(&event()), Box::new(sender))
            });
            for key in keys() {
                let sent = acquire::Sender::new(key).with_format(format).with_signed_content(signed).parts(&event());
                let forged = vec![("x-acquire-signature", "0".repeat(64))];
                for receiving in [SignedContent::RawBody, SignedContent::Stringified, SignedContent::Either] {
                    clean("a receiver", || {
                        let mut accepted = 0;
                        for keys in several() {
                            let receiver =
                                Box::new(acquire::Receiver::new(keys).with_signed_content(receiving).clone());
                            accepted += usize::from(receiver.receive(&sent.headers, &sent.body).is_ok());
                            assert_eq!(receiver.receive(&forged, &sent.body).err(), Some(VerifyError::Mismatch));
                            assert!(receiver.receive(&forged[1..], &sent.body).is_err());
                            let _ = receiver.with_formats([Format::Json]).receive(&sent.headers, b"[1");
                        }
                        assert!(accepted > 1 || receiving != signed, "{accepted}");
                    });
                }
            }
        }
    }
}

#[test]
fn dixa_leaves_nothing() {
    const BASIC: &str = "Basic aG9vazpxV2VydHkxMjN1SW9wNDU2";
    const BEARER: &str = "Bearer Qx7Lk2Vn9Rt4Bz8W";
    let mut secrets = secrets();
    for secret in ["qWerty123uIop456", &BASIC[6..], "Qx7Lk2Vn9Rt4Bz8W"] {
        secrets.bytes(secret.as_bytes());
    }
    for header in [BASIC, BEARER, "Wd5Rm8Kq1Zt6Vy3N"] {
        secrets.digest(header.as_bytes());
    }
    secrets.bytes(b"Wd5Rm8Kq1Zt6Vy3N");
    let clean = |what: &str, run: &mut dyn FnMut()| {
        let found = leaks(&secrets, run);
        assert!(found.is_empty(), "{what} leaves behind: {found:?}");
    };

    let closed = dixa::ConversationClosed::new(dixa::Conversation::new(90417));
    let event = dixa::Event::new("c0ffee00-0000-4000-8000-000000000005", closed);
    let basic = || Authorization::basic("hook", "qWerty123uIop456").unwrap();
    let bearer = || Authorization::bearer("Qx7Lk2Vn9Rt4Bz8W").unwrap();
    clean("an authorization", &mut || drop([basic(), bearer(), basic().clone()]));
    let custom = || CustomHeader::new("X-Tenant", "Wd5Rm8Kq1Zt6Vy3N").unwrap();
    clean("a custom header", &mut || {
        drop([custom(), custom().clone()]);
        let _ = CustomHeader::new("X-Tenant", "Wd5Rm8Kq1Zt6Vy3N ");
    });
    clean("a refused one", &mut || {
        let _ = (Authorization::basic("a:b", "qWerty123uIop456"), Authorization::bearer("Qx7Lk2Vn9Rt4Bz8W\n"));
    });
    // What is sent has the header in it, and is the caller's.
    let mut sent = Vec::with_capacity(2);
    clean("a sender", &mut || {
        sent.clear();
        sent.extend(hex_keys().into_iter().zip([basic(), bearer()]).map(|(key, authorization)| {
            let sender =
                Box::new(dixa::Sender::new(key).with_authorization(authorization).with_custom_header(custom()));
            sender.clone().parts(&event, now())
        }));
    });
    let several = || {
        let [first, second] = hex_keys().try_into().unwrap();
        [Keys::from(first.clone()), Keys::from(first).or(second), Keys::try_from(hex_keys()).unwrap()]
    };
    for sent in &sent {
        let forged = [("X-DIXA-SIGNATURE", format!("t=1770715231999,v1={0},v1={0}", "0".repeat(64)))];
        clean("a receiver", &mut || {
            // They are moved as the list grows.
            let mut receivers = Vec::new();
            for keys in several() {
                receivers.push(dixa::Receiver::new(keys.clone(), dixa::ReplayWindow::Unchecked));
                for authorization in [basic(), bearer()] {
                    let receiver = dixa::Receiver::new(keys.clone(), std::time::Duration::from_secs(9));
                    receivers.push(receiver.with_authorization(&authorization).with_custom_header(&custom()));
                }
            }
            for receiver in &receivers {
                let _ = receiver.clone().receive(&sent.headers, &sent.body, now());
                assert_eq!(receiver.receive(&forged, &sent.body, now()).err(), Some(VerifyError::Mismatch));
                assert!(receiver.receive(&sent.headers, b"another", now()).is_err());
                assert!(receiver.receive(&sent.headers[..1], &sent.body, now()).is_err());
            }
            assert!(receivers.iter().any(|receiver| receiver.receive(&sent.headers, &sent.body, now()).is_ok()));
        });
    }
}
